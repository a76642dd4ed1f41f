"""Deleting for good: a whole journal, a period of it, or what was deleted and can no longer be restored.

On SQLite no byte of what is gone stays in the file or in its log. A row that is gone from PostgreSQL is gone for
whoever asks it; the disk of that server is its keeper's to tidy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from acujournal.answers import UNDO_DAYS
from acujournal.errors import BadValue, NotFound, StorageTrouble
from acujournal.sharing import check_period
from acujournal.storage import drafts, tables
from acujournal.storage.backups import Backup, remove_backups
from acujournal.storage.connections import Connections
from acujournal.storage.keeping import CLOSED, Keeping, count_change
from acujournal.storage.record import write_down
from acujournal.storage.records import (
    ENTRIES,
    MOMENTS,
    ONGOING,
    PLANS,
    RECORDS,
    REVIEWS,
    TREATMENTS,
    WEEKLY_CHECKS,
    Record,
)
from acujournal.storage.tables import Happening

#: How many names one statement holds; SQLite's older builds allow 999.
_AT_ONCE: Final = 500
_UNDO: Final = timedelta(days=UNDO_DAYS)
#: What belongs to a share and goes with it.
_OF_SHARES: Final = (tables.share_views, tables.share_notes, tables.shares)
#: The tables in which something is known by its subject, such as "entry <day>".
_BY_SUBJECT: Final = (tables.versions, tables.drafts, tables.import_rows, tables.import_keys)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What is gone for good: how many rows of each table, and which backups. `backups_left` could not be deleted.

    `no_trace_is_left` is a claim: SQLite's file and log were cleared. Where it is false, somebody was reading at that
    moment, or the disk was full; the rows are gone all the same, and the next time anything is erased clears them.
    """

    counts: Mapping[str, int]
    backups: tuple[Backup, ...] = ()
    backups_left: tuple[Backup, ...] = ()
    no_trace_is_left: bool = True

    @property
    def is_empty(self) -> bool:
        """True where there was nothing to delete."""
        return not any(self.counts.values()) and not self.backups


class Erasing(Keeping):
    """What its owner deletes from this journal for good."""

    def erase_everything(self, *, also: Iterable[Backup] = ()) -> Receipt:
        """Erase this journal with its history, shares, drafts and all the rest, and the backups named in `also`.

        There is no way back. The next visit finds a new, empty journal. Raises BadValue in the sample.
        """
        if self.is_sample:
            raise BadValue("This is the invented journal. Leave it first; then your own can be erased.")
        chosen = tuple(also)
        with self._connections.write() as connection:
            table = tables.journals.c
            mine = sa.select(table.journal_id).where(table.owner == self._owner).order_by(table.journal_id)
            # A sample that another tab has opened since goes too.
            ids = tuple(connection.scalars(mine.with_for_update()))
            if self.journal_id not in ids:
                raise NotFound(CLOSED)
            counts = {
                one.name: connection.execute(one.delete().where(one.c.journal_id.in_(ids))).rowcount
                for one in reversed(tables.metadata.sorted_tables)
            }
            _erase_from_copies(connection, ids)
        self._look_again()
        is_clear = _scrub(self._connections)
        # The journal is gone whatever happens now, so what could not be deleted is told and not raised.
        gone = tuple(one for one in chosen if is_removed(one))
        left = tuple(one for one in chosen if one not in gone)
        return Receipt(counts=counts, backups=gone, backups_left=left, no_trace_is_left=is_clear)

    def count_period(self, first: date, until: date) -> Mapping[str, int]:
        """What `erase_period` would delete: how many rows of each table."""
        check_period(first, until)
        with self._read() as connection:
            return _counts_of(connection, self.journal_id, self._of_period(connection, first, until))

    def erase_period(self, first: date, until: date, *, now: datetime) -> Receipt:
        """Delete what belongs to the days `[first, until)` for good, with its history and its drafts.

        Days, moments, sessions, weekly answers and decisions of those days go, plans and other care that lie wholly
        within them, and every link that shows one of them with what its holder left, but for a message that was not read
        yet: once it was read it goes as anything that was deleted does. Raises BadValue for a period without a day.
        """
        check_period(first, until)
        with self._write() as connection:
            chosen = self._of_period(connection, first, until)
            counts = _erase(connection, self.journal_id, chosen)
            detail = f"{first.isoformat()} to {(until - timedelta(days=1)).isoformat()}"
            write_down(connection, self.journal_id, Happening.PERIOD_DELETED, detail, now)
            count_change(connection, self.journal_id)
        return Receipt(counts=counts, no_trace_is_left=_scrub(self._connections))

    def purge_deleted(self, now: datetime) -> Receipt:
        """Delete for good what can no longer be restored, with its history, and links that ended as long ago.

        A message from the holder of such a link stays where it was not read yet, and as long again after it was read.
        """
        return self._purge(now, before=now - _UNDO, with_shares=True)

    def delete_for_good_now(self, now: datetime) -> Receipt:
        """Delete for good all that was deleted, also what could still be restored, and read messages whose link is gone."""
        return self._purge(now, before=None, with_shares=False)

    def _purge(self, now: datetime, *, before: datetime | None, with_shares: bool) -> Receipt:
        with self._write() as connection:
            counts = _purge(connection, self.journal_id, now, before=before, with_shares=with_shares)
        return Receipt(counts=counts, no_trace_is_left=not counts or _scrub(self._connections))

    def _of_period(self, connection: sa.Connection, first: date, until: date) -> _Chosen:
        def within(column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
            return (column >= first) & (column < until)

        claims: dict[Record[Any], sa.ColumnElement[bool]] = {
            record: within(record.table.c.day) for record in (ENTRIES, MOMENTS, TREATMENTS, WEEKLY_CHECKS)
        }
        claims[REVIEWS] = within(tables.reviews.c.decided_on)
        claims[PLANS] = within(tables.plans.c.begun_on) & within(tables.plans.c.ended_on)
        claims[ONGOING] = within(tables.ongoing.c.began_on) & within(tables.ongoing.c.ended_on)
        chosen = _choose(connection, self.journal_id, claims)
        drafted = (
            f"{record.name} {day}"
            for record in (ENTRIES, WEEKLY_CHECKS)
            for day in drafts.days(connection, self.journal_id, record.name, first, until)
        )
        table = tables.shares.c
        shares = connection.scalars(
            sa.select(table.share_id).where(
                table.journal_id == self.journal_id, table.first_day < until, table.until_day > first
            )
        )
        skips = tables.skips.c
        skipped = connection.scalars(
            sa.select(skips.subject).where(skips.journal_id == self.journal_id, within(skips.day))
        )
        return _Chosen(
            keys=chosen.keys,
            drafted=tuple(drafted),
            shares=tuple(shares),
            skips=tuple(skipped),
        )

    def _look_again(self) -> None:
        held = self._held()
        if held is not None:
            held.rollback()


def purge_all(connections: Connections, now: datetime) -> Receipt:
    """Purge every journal of the database: for the program itself, once a day. Nothing is read but keys and times."""
    with connections.read() as connection:
        ids = tuple(connection.scalars(sa.select(tables.journals.c.journal_id)))
    total: dict[str, int] = {}
    for journal_id in ids:
        with connections.write() as connection:
            table = tables.journals.c
            there = sa.select(table.journal_id).where(table.journal_id == journal_id).with_for_update()
            if connection.scalar(there) is None:
                continue
            counts = _purge(connection, journal_id, now, before=now - _UNDO, with_shares=True)
        for name, count in counts.items():
            total[name] = total.get(name, 0) + count
    return Receipt(counts=total, no_trace_is_left=not total or _scrub(connections))


def _scrub(connections: Connections) -> bool:
    try:
        return connections.scrub()
    except StorageTrouble:
        return False


def is_removed(backup: Backup) -> bool:
    """Delete a backup; False where the disk does not let one."""
    try:
        remove_backups([backup])
    except StorageTrouble:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """What is to go: keys by kind, and subjects of drafts, links and skips beside them."""

    keys: Mapping[Record[Any], Sequence[Any]]
    drafted: Sequence[str] = ()
    shares: Sequence[str] = ()
    skips: Sequence[str] = ()

    def subjects(self) -> list[str]:
        """The names these things go by in the history, in drafts and in imports."""
        named = [record.subject(key) for record, keys in self.keys.items() for key in keys]
        return sorted({*named, *self.drafted})

    def parts(self) -> Iterator[tuple[sa.Table, sa.Column[Any], Sequence[Any]]]:
        """Tables, each with a column and the values of it that go; what hangs on something else comes first."""
        subjects = self.subjects()
        for table in _BY_SUBJECT:
            yield table, table.c.subject, subjects
        yield tables.skips, tables.skips.c.subject, self.skips
        for table in _OF_SHARES:
            yield table, table.c.share_id, self.shares
        for record, keys in self.keys.items():
            yield record.table, record.table.c[record.key], keys


def _choose(
    connection: sa.Connection, journal_id: str, claims: Mapping[Record[Any], sa.ColumnElement[bool]]
) -> _Chosen:
    keys = {}
    for record, claim in claims.items():
        table = record.table.c
        query = sa.select(table[record.key]).where(table.journal_id == journal_id, claim)
        keys[record] = tuple(connection.scalars(query))
    return _Chosen(keys=keys)


def _places(
    journal_id: str, column: sa.Column[Any], values: Sequence[Any]
) -> Iterator[sa.ColumnElement[bool]]:
    for start in range(0, len(values), _AT_ONCE):
        here = column.table.c.journal_id == journal_id
        if column.table is tables.share_notes:
            # Whoever deletes a page or lets a link end has not seen what somebody wrote to them in the meantime.
            here &= tables.share_notes.c.read_at.is_not(None)
        yield here & column.in_(values[start : start + _AT_ONCE])


def _erase(connection: sa.Connection, journal_id: str, chosen: _Chosen) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table, column, values in chosen.parts():
        for here in _places(journal_id, column, values):
            gone = connection.execute(table.delete().where(here)).rowcount
            counts[table.name] = counts.get(table.name, 0) + gone
    return {name: count for name, count in counts.items() if count}


def _counts_of(connection: sa.Connection, journal_id: str, chosen: _Chosen) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table, column, values in chosen.parts():
        for here in _places(journal_id, column, values):
            there = connection.scalar(sa.select(sa.func.count()).select_from(table).where(here)) or 0
            counts[table.name] = counts.get(table.name, 0) + there
    return {name: count for name, count in counts.items() if count}


def _purge(
    connection: sa.Connection, journal_id: str, now: datetime, *, before: datetime | None, with_shares: bool
) -> dict[str, int]:
    claims = {}
    for record in RECORDS:
        deleted_at = record.table.c.deleted_at
        claims[record] = deleted_at.is_not(None) if before is None else deleted_at < before
    chosen = _choose(connection, journal_id, claims)
    if with_shares and before is not None:
        table = tables.shares.c
        ended = (table.expires_at < before) | (table.revoked_at < before)
        query = sa.select(table.share_id).where(table.journal_id == journal_id, ended)
        chosen = _Chosen(keys=chosen.keys, shares=tuple(connection.scalars(query)))
    counts = _erase(connection, journal_id, chosen)
    if gone := _erase_orphaned_notes(connection, journal_id, before):
        notes = tables.share_notes.name
        counts[notes] = counts.get(notes, 0) + gone
    things = sum(counts.get(record.table.name, 0) for record in RECORDS)
    if things:
        write_down(connection, journal_id, Happening.PURGED, str(things), now)
        count_change(connection, journal_id)
    return counts


def _erase_orphaned_notes(connection: sa.Connection, journal_id: str, before: datetime | None) -> int:
    """Delete messages that were read, before an instant where one is given, and whose link is gone; how many."""
    note, share = tables.share_notes.c, tables.shares.c
    its_link = sa.select(share.share_id).where(
        share.journal_id == note.journal_id, share.share_id == note.share_id
    )
    was_read = note.read_at.is_not(None) if before is None else note.read_at < before
    here = (note.journal_id == journal_id) & was_read & ~its_link.exists()
    return connection.execute(tables.share_notes.delete().where(here)).rowcount


def _erase_from_copies(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Erase these journals also from the copies PostgreSQL holds of the time before each migration."""
    if connection.dialect.name != "postgresql":
        return
    inspector = sa.inspect(connection)
    for schema in inspector.get_schema_names():
        if not schema.startswith("acujournal_before_"):
            continue
        for name in inspector.get_table_names(schema=schema):
            columns = {column["name"] for column in inspector.get_columns(name, schema=schema)}
            if "journal_id" in columns:
                copy = sa.table(name, sa.column("journal_id", sa.String), schema=schema)
                connection.execute(copy.delete().where(copy.c.journal_id.in_(ids)))
