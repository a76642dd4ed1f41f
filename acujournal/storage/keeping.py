"""How one journal keeps things: transactions, and what days, sessions, plans and all others have in common.

A value is returned as saved only after the commit, read back from the database; what somebody else saved in the
meantime is never overwritten; every change keeps the earlier version; a delete can be undone for 30 days.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Self

import sqlalchemy as sa

from acujournal.answers import UNDO_DAYS, clean_text
from acujournal.errors import Conflict, NotFound, StorageTrouble
from acujournal.storage import drafts, tables
from acujournal.storage.connections import Connections
from acujournal.storage.drafts import Seen
from acujournal.storage.journals import version_row
from acujournal.storage.records import Record, V, Version, from_body, said
from acujournal.storage.tables import Action

_NOT_CONFIRMED: Final = "It is not certain that this was saved. Please save again."
#: What is said to a tab whose journal is gone.
CLOSED: Final = (
    "This journal is no longer open. Load the page again; what you typed stays on the screen until then."
)


class Keeping:
    """The keeping of one journal. No connection is held between calls, but within `with keeping.reading():`."""

    def __init__(self, connections: Connections, owner: str, journal_id: str, *, is_sample: bool) -> None:
        self._connections = connections
        self._owner = owner
        self.journal_id = journal_id
        self.is_sample = is_sample
        self._of_thread = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Self]:
        """Answer all questions of the block, in this thread, from one connection and one state of the journal.

        After a save inside the block the questions that follow see the journal as saved.
        """
        if self._held() is not None:
            yield self
            return
        with self._connections.read() as connection:
            self._of_thread.connection = connection
            try:
                yield self
            finally:
                self._of_thread.connection = None

    def _held(self) -> sa.Connection | None:
        connection: sa.Connection | None = getattr(self._of_thread, "connection", None)
        return connection

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with self.reading():
            connection = self._held()
            assert connection is not None  # noqa: S101  # `reading` has just put it there.
            yield connection

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with self._connections.write() as connection:
            # On PostgreSQL this row is the lock of the journal; on SQLite the transaction already holds one.
            journal = sa.select(tables.journals.c.journal_id).where(
                tables.journals.c.journal_id == self.journal_id
            )
            if connection.scalar(journal.with_for_update()) is None:
                raise NotFound(CLOSED)
            yield connection
        held = self._held()
        if held is not None:
            # The state this block reads from is older than what was just written.
            held.rollback()

    def versions(self, subject: str) -> tuple[Version, ...]:
        """All versions of a subject such as "entry <day>", "treatment <id>" or "plan <id>", the first one first."""
        table = tables.versions.c
        query = (
            sa.select(table.revision, table.saved_at, table.action, table.body)
            .where(table.journal_id == self.journal_id, table.subject == subject)
            .order_by(table.revision)
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Version(revision=revision, saved_at=saved_at, action=action, value=from_body(subject, body))
            for revision, saved_at, action, body in rows
        )

    def _one(self, record: Record[V], key: object) -> V | None:
        with self._read() as connection:
            stored = self._stored(connection, record, key)
        return None if stored is None or stored.deleted_at else stored

    def _stored(self, connection: sa.Connection, record: Record[V], key: object) -> V | None:
        if isinstance(key, str) and key != clean_text(key):
            # Anybody can write such an id into an address, and a driver would report it as trouble of the database.
            return None
        query = record.rows.where(self._place(record, key))
        row = connection.execute(query).first()
        return None if row is None else record.value(row)

    def _place(self, record: Record[V], key: object) -> sa.ColumnElement[bool]:
        return (record.table.c.journal_id == self.journal_id) & (record.table.c[record.key] == key)

    def _all(
        self,
        record: Record[V],
        *claims: sa.ColumnElement[bool],
        limit: int | None = None,
        order: sa.ColumnElement[Any] | None = None,
    ) -> tuple[V, ...]:
        table = record.table.c
        query = (
            record.rows.where(table.journal_id == self.journal_id, table.deleted_at.is_(None), *claims)
            .order_by(table[record.order] if order is None else order, table[record.key])
            .limit(limit)
        )
        with self._read() as connection:
            return tuple(map(record.value, connection.execute(query).all()))

    def _between(self, record: Record[V], first: date | None, until: date | None) -> tuple[V, ...]:
        day = record.table.c.day
        claims = [day >= first] if first else []
        return self._all(record, *claims, *([day < until] if until else []))

    def _save(
        self,
        record: Record[V],
        key: object,
        stamp: Callable[[V | None], V],
        *,
        based_on: int | None,
        now: datetime,
        seen: Seen,
        draft_subject: str | None = None,
    ) -> V:
        with self._write() as connection:
            stored = self._stored(connection, record, key)
            fresh = stamp(stored)
            is_same = stored is not None and not stored.deleted_at and said(stored) == said(fresh)
            if not is_same:
                if based_on is not None:
                    _refuse_conflict(record, stored, based_on)
                self._put(connection, record, fresh, Action.SAVED, now)
            drafts.drop(connection, self.journal_id, draft_subject or record.subject(key), seen)
        return stored if stored is not None and is_same else self._read_back(record, key, fresh)

    def _delete(self, record: Record[V], key: object, *, based_on: int, now: datetime) -> V:
        with self._write() as connection:
            stored = self._stored(connection, record, key)
            if stored is None:
                raise NotFound(f"This {record.word} is not in the journal.")
            if stored.deleted_at:
                return stored
            _refuse_conflict(record, stored, based_on)
            gone = replace(stored, deleted_at=now, revision=stored.revision + 1)
            self._put(connection, record, gone, Action.DELETED, now)
        return self._read_back(record, key, gone)

    def _restore(self, record: Record[V], key: object, *, now: datetime) -> V:
        with self._write() as connection:
            stored = self._stored(connection, record, key)
            if stored is None:
                raise NotFound(f"This {record.word} is not in the journal.")
            if not stored.deleted_at:
                return stored
            if now - stored.deleted_at > timedelta(days=UNDO_DAYS):
                raise NotFound(
                    f"This {record.word} was deleted more than {UNDO_DAYS} days ago and cannot be brought back."
                )
            back = replace(stored, deleted_at=None, revision=stored.revision + 1)
            self._put(connection, record, back, Action.RESTORED, now)
        return self._read_back(record, key, back)

    def _deleted(self, record: Record[V], now: datetime) -> tuple[V, ...]:
        table = record.table.c
        query = record.rows.where(
            table.journal_id == self.journal_id, table.deleted_at >= now - timedelta(days=UNDO_DAYS)
        ).order_by(table.deleted_at.desc(), table[record.key])
        with self._read() as connection:
            return tuple(map(record.value, connection.execute(query).all()))

    def _put(
        self, connection: sa.Connection, record: Record[V], value: V, action: Action, now: datetime
    ) -> None:
        row = record.row(self.journal_id, value)
        if value.revision == 1:
            connection.execute(record.table.insert().values(row))
        else:
            here = self._place(record, row[record.key])
            connection.execute(record.table.update().where(here).values(row))
        version = version_row(self.journal_id, record, value, action, now)
        connection.execute(tables.versions.insert().values(version))
        count_change(connection, self.journal_id)

    def revision(self) -> int:
        """How often anything in this journal was saved, deleted or restored: what was worked out from it holds until then."""
        journal = tables.journals.c
        with self._read() as connection:
            return int(
                connection.scalar(sa.select(journal.revision).where(journal.journal_id == self.journal_id))
                or 0
            )

    def _read_back(self, record: Record[V], key: object, written: V) -> V:
        with self._read() as connection:
            found = self._stored(connection, record, key)
            if found == written and found is not None:
                return found
            # Somebody may have saved again since. Then the version just written is still in the log.
            log = {version.revision: version.value for version in self.versions(record.subject(key))}
        if log.get(written.revision) != written:
            raise StorageTrouble(_NOT_CONFIRMED)
        return written


def count_change(connection: sa.Connection, journal_id: str) -> None:
    """Count a change of the journal, so that nothing worked out before it is shown as if it were of now."""
    journal = tables.journals
    one_more = journal.update().values(revision=journal.c.revision + 1)
    connection.execute(one_more.where(journal.c.journal_id == journal_id))


def _refuse_conflict(record: Record[V], stored: V | None, based_on: int) -> None:
    if stored is None:
        if based_on:
            raise NotFound(f"This {record.word} is no longer in the journal. Load the page again.")
        return
    if stored.revision == based_on or (stored.deleted_at and based_on == 0):
        return
    if stored.deleted_at:
        raise Conflict(f"This {record.word} was deleted in the meantime. Nothing was changed.", stored)
    raise Conflict(
        f"This {record.word} was saved in another tab or on another device in the meantime. Nothing was "
        "overwritten: compare the two and choose.",
        stored,
    )
