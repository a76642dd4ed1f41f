"""Bringing in what another program, or an earlier export, holds: all of it or nothing, and back out again.

What a person wrote by hand is never overwritten. What an import has written is remembered by its revision, so that an
import can be undone exactly as long as nobody has changed the same thing since.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol

import sqlalchemy as sa

from acujournal.answers import NOTE_LIMIT, clean_text
from acujournal.errors import BadValue, NotFound
from acujournal.everything import Everything
from acujournal.journal import ENTRY_ANSWERS, Entry, Moment, Preferences
from acujournal.sources import BY_HAND, app_of, check_source
from acujournal.storage import tables
from acujournal.storage.journals import row_of, version_row
from acujournal.storage.keeping import count_change
from acujournal.storage.record import write_down
from acujournal.storage.records import RECORD_OF, RECORDS, Kept, Record, body_of, from_body, said
from acujournal.storage.tables import Action, Happening
from acujournal.storage.whole import PLACES, Whole
from acujournal.treatment import Treatment, refuse_future_done

#: What a day that is there already may be given besides, where the person has not answered it. Never pain: its number
#: would stand on a day that says it was rated by hand.
MAY_FILL: Final = frozenset(ENTRY_ANSWERS) - {"pain_average", "pain_worst", "note"}
#: The numbers of a day's pain. They come from one source or the other, since their marks are shared.
_PAINS: Final = frozenset({"pain_average", "pain_worst"})
#: Under this name the settings an own package has changed stand beside the counts of its import, so that an undo finds
#: them.
_SETTINGS: Final = "settings"
#: In its counts too, by table: the keys of what an own package brought beside the journal, so that an undo finds it.
_BESIDE: Final = "beside"
#: The source of an import of this program's own package.
OWN: Final = "acujournal"
_ID_LIMIT: Final = 64
_REVISION_LIMIT: Final = 1_000_000
#: It is tomorrow already in Auckland.
_DATE_LINE: Final = timedelta(days=1)

_TWICE: Final = "The file says two things about the same day or session. Nothing was imported."
_NO_HISTORY: Final = (
    "The history in this file does not fit what the file says, so nothing was imported. Export again, or choose "
    "another copy."
)
_AHEAD: Final = "The file holds days that have not come yet. Nothing was imported. Check its dates."


class Item(Protocol):
    """One thing an import brings. Two with the same `key` (source, time, kind, name) are the same thing."""

    @property
    def key(self) -> tuple[str, ...]:
        """What it is known by."""

    @property
    def value(self) -> Entry | Moment | Treatment:
        """What is to stand in the journal. How often it was saved does not count."""


class Batch(Protocol):
    """What one file of another program brings. `source` is "import:<app>"."""

    @property
    def source(self) -> str:
        """Where all of it comes from."""

    @property
    def items(self) -> Sequence[Item]:
        """Each day, moment and session."""


class Fate(StrEnum):
    """What becomes of one thing an import brings."""

    #: It is new, and is in the journal now.
    ADDED = "added"
    #: It came from the same app before, nobody has changed it, and the file says something else now.
    RENEWED = "renewed"
    #: A day that was there has been given an answer it did not have.
    FILLED = "filled"
    #: A day that only imports have written has been given what another app knows besides.
    COMPLEMENTED = "complemented"
    #: It was there already.
    DUPLICATE = "duplicate"
    #: It was imported before and the person has deleted it since, so it stays away.
    DELETED = "deleted"
    #: Something else is there from another import, and stays.
    KEPT_IMPORT = "kept import"
    #: Something else is there, and stays.
    KEPT = "kept"


#: What is written into the journal.
_WRITES: Final = frozenset({Fate.ADDED, Fate.RENEWED, Fate.FILLED, Fate.COMPLEMENTED})
#: What stays as it is although the file says something else.
_STAYS: Final = frozenset({Fate.KEPT_IMPORT, Fate.KEPT})


#: Kind of thing ("entry", "moment", "treatment" ...) -> what became of how many.
Counts = Mapping[str, Mapping[Fate, int]]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do now. `kept` are the subjects, such as "entry <day>", that would stay as they are.

    `kept_from` are the apps whose imports would stay, such as "apple-health"; `settings` the names of the preferences
    an own package would change, which happens in an empty journal only.
    """

    counts: Counts
    kept: tuple[str, ...]
    kept_from: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Import:
    """An import that was made. `source` is the app; `kept` is known only right after it."""

    import_id: str
    at: datetime
    source: str
    counts: Counts
    undone_at: datetime | None = None
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What an undo did: how much is gone, how much is as it was before; `left` was changed since and stays."""

    removed: int
    put_back: int
    left: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What becomes of one thing. `value` is what is written, None where nothing is; `log` are its versions."""

    record: Record[Any]
    subject: str
    fate: Fate
    value: Kept | None = None
    is_new_row: bool = True
    log: tuple[dict[str, Any], ...] = ()
    #: Hash of the key to be remembered; empty where it is known or has none.
    key: str = ""
    is_counted: bool = True
    #: The app that what stays came from.
    kept_from: str = ""


@dataclass(frozen=True, kw_only=True)
class _Written:
    """What imports have written of one thing: the last revision, and the app where it was one alone."""

    revision: int
    app: str
    is_own: bool


class Imports(Whole):
    """Imports into this journal."""

    def preview_import(self, batch: Batch, *, now: datetime, fill: Iterable[str] = ()) -> Preview:
        """What `import_all` would do, without doing it."""
        with self._read() as connection:
            return _preview(self._steps(connection, batch, frozenset(fill), now))

    def import_all(self, batch: Batch, *, now: datetime, fill: Iterable[str] = ()) -> Import:
        """Bring in all of a batch in one transaction, or nothing. Raises BadValue with a sentence.

        `fill` names answers, such as "sleep_hours", that may be added to days which are there without them; such a
        day stays written by hand. Without it a day that is there stays as it is.
        """
        with self._write() as connection:
            steps = self._steps(connection, batch, frozenset(fill), now)
            return self._carry_out(connection, steps, app_of(batch.source), now)

    def preview_everything(self, everything: Everything, *, now: datetime) -> Preview:
        """What `import_everything` would do, without doing it."""
        with self._read() as connection:
            preview = _preview(self._steps_of_everything(connection, everything, now))
            if not self._is_empty(connection):
                return preview
            return replace(preview, settings=tuple(self._new_settings(connection, everything)))

    def import_everything(self, everything: Everything, *, now: datetime) -> Import:
        """Bring in an export of this program's own, with its history, in one transaction or not at all.

        What is not in the journal comes in exactly as it was exported. What is there stays. Into an empty journal, and
        no other, the preferences come too, and an undo puts them back; what was read, ticked or not to be asked again is added where it is not there.
        """
        with self._write() as connection:
            changed = self._new_settings(connection, everything) if self._is_empty(connection) else {}
            steps = self._steps_of_everything(connection, everything, now)
            done = self._carry_out(connection, steps, OWN, now, settings=changed)
            if changed:
                here = tables.preferences.c.journal_id == self.journal_id
                kept = row_of(everything.preferences)
                connection.execute(tables.preferences.update().where(here).values(kept))
            beside = {
                "skips": self._add_missing(connection, tables.skips, ("subject", "day"), everything.skips),
                "marks": self._add_missing(
                    connection, tables.marks, ("kind", "name", "marked_at"), everything.marks
                ),
            }
            if any(beside.values()):
                self._remember_beside(connection, done.import_id, beside)
        return done

    def imports(self) -> tuple[Import, ...]:
        """Every import, the newest first."""
        table = tables.imports.c
        query = (
            sa.select(table.import_id, table.at, table.source, table.counts, table.undone_at)
            .where(table.journal_id == self.journal_id)
            .order_by(table.at.desc(), table.import_id)
        )
        with self._read() as connection:
            return tuple(
                Import(**row | {"counts": _counts_from(row["counts"])})
                for row in map(dict, connection.execute(query).mappings())
            )

    def undo_import(self, import_id: str, *, now: datetime) -> Undone:
        """Take an import back out, with the versions it wrote, as if it had never been.

        What was changed since stays and is named. Raises NotFound, or BadValue where it was undone before or a later
        import has changed the same things: that one has to be undone first.
        """
        with self._write() as connection:
            table = tables.imports
            here = (table.c.journal_id == self.journal_id) & (table.c.import_id == import_id)
            found = connection.execute(
                sa.select(table.c.source, table.c.undone_at, table.c.counts).where(here)
            ).first()
            if found is None:
                raise NotFound("This import is not in the journal.")
            if found.undone_at is not None:
                raise BadValue("This import was undone before.")
            undone = self._undo(connection, import_id)
            self._put_settings_back(connection, found.counts.get(_SETTINGS, {}))
            self._take_out_beside(connection, found.counts.get(_BESIDE, {}))
            connection.execute(table.update().where(here).values(undone_at=now))
            for other in (tables.import_rows, tables.import_keys):
                of_it = (other.c.journal_id == self.journal_id) & (other.c.import_id == import_id)
                connection.execute(other.delete().where(of_it))
            count_change(connection, self.journal_id)
            write_down(connection, self.journal_id, Happening.IMPORT_UNDONE, found.source, now)
        return undone

    # What becomes of each thing

    def _steps(
        self, connection: sa.Connection, batch: Batch, fill: frozenset[str], now: datetime
    ) -> list[_Step]:
        if not fill <= MAY_FILL:
            raise ValueError(f"Only these can be filled in: {sorted(MAY_FILL)}.")
        if check_source(batch.source) == BY_HAND:
            raise ValueError("A batch needs a source.")
        keys = tables.import_keys.c
        known = frozenset(
            connection.scalars(
                sa.select(keys.key).where(
                    keys.journal_id == self.journal_id, keys.source == app_of(batch.source)
                )
            )
        )
        written = self._written(connection)
        there: dict[Record[Any], dict[Any, Any]] = {}
        steps = []
        for item in batch.items:
            record = RECORD_OF[type(item.value)]
            if record not in there:
                rows = self._rows_of(connection, record)
                there[record] = {getattr(one, record.key): one for one in rows}
            _refuse_unfit(item.value, now)
            stored = there[record].get(getattr(item.value, record.key))
            subject = record.subject(getattr(item.value, record.key))
            fresh = _stamped(item.value, stored, batch.source, now)
            key = _hash(item.key)
            last = written.get(subject)
            is_imported = _is_imported(stored, last)
            is_untouched = is_imported and last is not None and last.app == app_of(batch.source)
            fate = _fate(stored, fresh, is_known=key in known, is_untouched=is_untouched)
            if fate is Fate.KEPT and is_imported and last is not None:
                fate = Fate.KEPT_IMPORT
                more = None if last.is_own else _complemented(stored, fresh, now)
                fate, fresh = (Fate.COMPLEMENTED, more) if more is not None else (fate, fresh)
            if fate in _STAYS and isinstance(stored, Entry) and isinstance(fresh, Entry):
                filled = _filled(stored, fresh, fill, now)
                fate, fresh = (Fate.FILLED, filled) if filled is not None else (fate, fresh)
            is_written = fate in _WRITES
            version = version_row(self.journal_id, record, fresh, Action.SAVED, now)
            steps.append(
                _Step(
                    record=record,
                    subject=subject,
                    fate=fate,
                    value=fresh if is_written else None,
                    is_new_row=stored is None,
                    log=(version,) if is_written else (),
                    key="" if key in known or fate in _STAYS else key,
                    kept_from=app_of(stored.source) if stored and fate is Fate.KEPT_IMPORT else "",
                )
            )
        _refuse_twice(steps)
        return steps

    def _steps_of_everything(
        self, connection: sa.Connection, everything: Everything, now: datetime
    ) -> list[_Step]:
        log: dict[str, list[dict[str, Any]]] = {}
        for version in everything.versions:
            log.setdefault(str(version["subject"]), []).append(version)
        steps = []
        for place, record in PLACES.items():
            there = {getattr(one, record.key): one for one in self._rows_of(connection, record)}
            for value in getattr(everything, place):
                _refuse_unfit(value, now)
                stored = there.get(getattr(value, record.key))
                subject = record.subject(getattr(value, record.key))
                versions = log.pop(subject, [])
                if stored is None:
                    steps.append(self._brought_whole(record, subject, value, versions, now))
                else:
                    steps.append(self._brought_beside(record, subject, value, stored, now))
        if log:
            raise BadValue(_NO_HISTORY)
        _refuse_twice(steps)
        return steps

    def _brought_whole(
        self, record: Record[Any], subject: str, value: Any, versions: list[dict[str, Any]], now: datetime
    ) -> _Step:
        whole = replace(value, saved_at=value.saved_at or now, revision=max(value.revision, 1))
        if isinstance(whole, Entry) and whole.written_at is None:
            whole = replace(whole, written_at=whole.saved_at)
        action = Action.DELETED if whole.deleted_at else Action.SAVED
        rows = [self._version_from(subject, version) for version in versions]
        rows = rows or [version_row(self.journal_id, record, whole, action, whole.saved_at)]
        rows.sort(key=lambda row: row["revision"])
        revisions = [row["revision"] for row in rows]
        last = from_body(subject, rows[-1]["body"])
        if len(set(revisions)) < len(revisions) or last != whole or not revisions[0] >= 1:
            raise BadValue(_NO_HISTORY)
        return _Step(
            record=record,
            subject=subject,
            fate=Fate.ADDED,
            value=whole,
            log=tuple(rows),
            is_counted=whole.deleted_at is None,
        )

    def _brought_beside(
        self, record: Record[Any], subject: str, value: Any, stored: Any, now: datetime
    ) -> _Step:
        if value.deleted_at is not None:
            fate = Fate.DUPLICATE if stored.deleted_at else Fate.KEPT
            return _Step(record=record, subject=subject, fate=fate, is_counted=False)
        if stored.deleted_at is None:
            fate = Fate.DUPLICATE if _content(stored) == _content(value) else Fate.KEPT
            return _Step(record=record, subject=subject, fate=fate)
        back = replace(value, saved_at=now, revision=stored.revision + 1)
        if isinstance(back, Entry) and back.written_at is None:
            back = replace(back, written_at=now)
        return _Step(
            record=record,
            subject=subject,
            fate=Fate.ADDED,
            value=back,
            is_new_row=False,
            log=(version_row(self.journal_id, record, back, Action.SAVED, now),),
        )

    def _version_from(self, subject: str, version: Mapping[str, Any]) -> dict[str, Any]:
        try:
            revision, saved_at = version["revision"], version["saved_at"]
            if not 1 <= revision <= _REVISION_LIMIT or saved_at.tzinfo is None:
                raise BadValue(_NO_HISTORY)
            body = body_of(from_body(subject, version["body"]))
            action = Action(version["action"])
        except (KeyError, ValueError, TypeError, AttributeError):
            raise BadValue(_NO_HISTORY) from None
        # The body as it was exported: an earlier program's has fewer fields, and stays as it was written.
        kept = version["body"] if set(version["body"]) <= set(body) else body
        return {
            "journal_id": self.journal_id,
            "subject": subject,
            "revision": revision,
            "saved_at": saved_at,
            "action": action,
            "body": kept,
        }

    # Doing it

    def _carry_out(
        self,
        connection: sa.Connection,
        steps: Sequence[_Step],
        source: str,
        now: datetime,
        *,
        settings: Mapping[str, Any] | None = None,
    ) -> Import:
        import_id = uuid.uuid4().hex
        preview = _preview(steps)
        plain: dict[str, Any] = {
            name: {str(fate): number for fate, number in found.items()}
            for name, found in preview.counts.items()
        }
        if settings:
            plain[_SETTINGS] = settings
        row = {"journal_id": self.journal_id, "import_id": import_id}
        connection.execute(
            tables.imports.insert().values(row | {"at": now, "source": source, "counts": plain})
        )
        written = [step for step in steps if step.value is not None]
        for record in RECORDS:
            new = [step.value for step in written if step.record is record and step.is_new_row]
            _insert_all(connection, record.table, [record.row(self.journal_id, one) for one in new if one])
            for step in written:
                if step.record is record and not step.is_new_row and step.value is not None:
                    here = self._place(record, getattr(step.value, record.key))
                    changed = record.row(self.journal_id, step.value)
                    connection.execute(record.table.update().where(here).values(changed))
        _insert_all(connection, tables.versions, [version for step in written for version in step.log])
        _insert_all(
            connection,
            tables.import_rows,
            [
                row
                | {
                    "subject": step.subject,
                    "first_revision": step.log[0]["revision"],
                    "revision": step.log[-1]["revision"],
                }
                for step in written
            ],
        )
        _insert_all(
            connection,
            tables.import_keys,
            [
                row | {"source": source, "key": step.key, "subject": step.subject}
                for step in steps
                if step.key
            ],
        )
        count_change(connection, self.journal_id)
        write_down(connection, self.journal_id, Happening.IMPORTED, source, now)
        return Import(import_id=import_id, at=now, source=source, counts=preview.counts, kept=preview.kept)

    def _undo(self, connection: sa.Connection, import_id: str) -> Undone:
        table = tables.import_rows.c
        query = sa.select(table.subject, table.first_revision, table.revision).where(
            table.journal_id == self.journal_id, table.import_id == import_id
        )
        rows = {subject: (first, last) for subject, first, last in connection.execute(query)}
        written = self._written(connection)
        now_there: dict[str, tuple[Record[Any], int]] = {}
        for record in RECORDS:
            if any(subject.startswith(f"{record.name} ") for subject in rows):
                for one in self._rows_of(connection, record):
                    now_there[record.subject(getattr(one, record.key))] = (record, one.revision)
        removed, put_back, left = 0, 0, []
        for subject, (first, last) in rows.items():
            if subject not in now_there:
                continue
            record, revision = now_there[subject]
            if revision != last:
                later = written.get(subject)
                if later is not None and later.revision == revision:
                    raise BadValue(
                        "A later import has changed the same days or sessions. Undo that one first."
                    )
                left.append(subject)
                continue
            if self._take_out(connection, record, subject, first):
                put_back += 1
            else:
                removed += 1
        return Undone(removed=removed, put_back=put_back, left=tuple(sorted(left)))

    def _take_out(self, connection: sa.Connection, record: Record[Any], subject: str, first: int) -> bool:
        """Drop the versions from `first` on; True where an earlier one is there, which then stands again."""
        log = tables.versions
        of_it = (log.c.journal_id == self.journal_id) & (log.c.subject == subject)
        connection.execute(log.delete().where(of_it, log.c.revision >= first))
        earlier = connection.scalar(
            sa.select(log.c.body).where(of_it).order_by(log.c.revision.desc()).limit(1)
        )
        key: Any = subject.partition(" ")[2]
        if record.table.c[record.key].type.python_type is date:
            key = date.fromisoformat(key)
        here = self._place(record, key)
        if earlier is None:
            connection.execute(record.table.delete().where(here))
            return False
        before = record.row(self.journal_id, from_body(subject, earlier))
        connection.execute(record.table.update().where(here).values(before))
        return True

    def _written(self, connection: sa.Connection) -> dict[str, _Written]:
        """What imports have written of each subject."""
        table, made = tables.import_rows.c, tables.imports.c
        query = (
            sa.select(
                table.subject,
                sa.func.max(table.revision),
                sa.func.min(made.source),
                sa.func.max(made.source),
                sa.func.max(sa.case((made.source == OWN, 1), else_=0)),
            )
            .join_from(
                tables.import_rows,
                tables.imports,
                (made.journal_id == table.journal_id) & (made.import_id == table.import_id),
            )
            .where(table.journal_id == self.journal_id)
            .group_by(table.subject)
        )
        return {
            subject: _Written(revision=revision, app=first if first == last else "", is_own=bool(own))
            for subject, revision, first, last, own in connection.execute(query)
        }

    def _is_empty(self, connection: sa.Connection) -> bool:
        return not any(self._has_rows(connection, record) for record in RECORDS)

    def _settings(self, connection: sa.Connection) -> Mapping[str, Any]:
        names = [tables.preferences.c[one.name] for one in fields(Preferences)]
        query = sa.select(*names).where(tables.preferences.c.journal_id == self.journal_id)
        found = connection.execute(query).mappings().first()
        return row_of(Preferences(**found) if found else Preferences())

    def _new_settings(self, connection: sa.Connection, everything: Everything) -> dict[str, Any]:
        """Name of a preference -> how it is and how an own package has it, as JSON; only those that differ."""
        here, there = self._settings(connection), row_of(everything.preferences)
        return {
            name: [_plain(here[name]), _plain(there[name])] for name in there if here[name] != there[name]
        }

    def _put_settings_back(self, connection: sa.Connection, changed: Mapping[str, Sequence[Any]]) -> None:
        """Give back each preference an import has changed, unless the person has changed it since."""
        here = self._settings(connection)
        back = {
            name: _from_plain(name, before)
            for name, (before, after) in changed.items()
            if name in here and _plain(here[name]) == after
        }
        if back:
            of_it = tables.preferences.c.journal_id == self.journal_id
            connection.execute(tables.preferences.update().where(of_it).values(back))

    def _has_rows(self, connection: sa.Connection, record: Record[Any]) -> bool:
        query = sa.select(sa.literal(1)).where(record.table.c.journal_id == self.journal_id).limit(1)
        return connection.scalar(query) is not None

    def _add_missing(
        self, connection: sa.Connection, table: sa.Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> list[list[Any]]:
        """Add the rows whose key is not there; each as it was added, as JSON has it."""
        keys: list[Any] = [column for column in table.primary_key if column.name != "journal_id"]
        query = sa.select(*keys).where(table.c.journal_id == self.journal_id)
        there = set(map(tuple, connection.execute(query)))
        new = [row for row in rows if tuple(row[: len(keys)]) not in there]
        if any(len(str(row[n])) > keys[n].type.length for row in new for n in range(len(keys))):
            raise BadValue(_NO_HISTORY)
        made = [{"journal_id": self.journal_id} | dict(zip(names, row, strict=True)) for row in new]
        _insert_all(connection, table, made)
        return [[value if isinstance(value, str) else value.isoformat() for value in row] for row in new]

    def _remember_beside(
        self, connection: sa.Connection, import_id: str, beside: Mapping[str, list[list[Any]]]
    ) -> None:
        table = tables.imports
        here = (table.c.journal_id == self.journal_id) & (table.c.import_id == import_id)
        counts = connection.execute(sa.select(table.c.counts).where(here)).scalar_one()
        connection.execute(table.update().where(here).values(counts={**counts, _BESIDE: beside}))

    def _take_out_beside(
        self, connection: sa.Connection, beside: Mapping[str, Sequence[Sequence[str]]]
    ) -> None:
        """Take out what was ticked or not to be asked again, unless the person has done so anew since."""
        skips, marks = tables.skips.c, tables.marks.c
        for subject, day in beside.get("skips", ()):
            of_it = (skips.journal_id == self.journal_id) & (skips.subject == subject)
            same = of_it & (skips.day == date.fromisoformat(day))
            connection.execute(tables.skips.delete().where(same))
        for kind, name, marked_at in beside.get("marks", ()):
            of_it = (marks.journal_id == self.journal_id) & (marks.kind == kind) & (marks.name == name)
            same = of_it & (marks.marked_at == datetime.fromisoformat(marked_at))
            connection.execute(tables.marks.delete().where(same))


def _is_imported(stored: Any, last: _Written | None) -> bool:
    """Whether only imports have written what is there, and nobody has touched it since."""
    return (
        stored is not None
        and stored.deleted_at is None
        and stored.source != BY_HAND
        and last is not None
        and last.revision == stored.revision
    )


def _fate(stored: Any, fresh: Any, *, is_known: bool, is_untouched: bool) -> Fate:
    is_live = stored is not None and stored.deleted_at is None
    if is_live and _content(stored) == _content(fresh):
        return Fate.DUPLICATE
    if is_untouched:
        return Fate.RENEWED
    if is_known:
        return Fate.DUPLICATE if is_live else Fate.DELETED
    return Fate.KEPT if is_live else Fate.ADDED


def _content(value: Kept) -> dict[str, Any]:
    """What a value says, and where it comes from."""
    if isinstance(value, Entry):
        return value.answers() | {"source": value.source, "pain_is_0_to_10": value.pain_is_0_to_10}
    return said(value)


def _stamped(value: Any, stored: Any, source: str, now: datetime) -> Any:
    revision = stored.revision + 1 if stored is not None else 1
    fresh = replace(value, source=source, saved_at=now, deleted_at=None, revision=revision)
    if isinstance(fresh, Entry) and fresh.written_at is None:
        # Nobody knows when it was written there, so it counts as written now: a late rating, never a punctual one.
        fresh = replace(fresh, written_at=now)
    return fresh


def _filled(stored: Entry, fresh: Entry, fill: frozenset[str], now: datetime) -> Entry | None:
    """The day with the answers it did not have; None where there are none to give."""
    given = {
        name: getattr(fresh, name)
        for name in fill
        if getattr(stored, name) in (None, ()) and getattr(fresh, name) not in (None, ())
    }
    if not given:
        return None
    return replace(stored, **given, saved_at=now, revision=stored.revision + 1)


def _complemented(stored: Any, fresh: Any, now: datetime) -> Entry | None:
    """A day that only imports have written, with what another app knows besides; None where that is nothing.

    Nothing is overwritten. Pain comes only where there is none, whole and with its marks and its time of writing; what
    the other app's note says is put below.
    """
    if not (isinstance(stored, Entry) and isinstance(fresh, Entry)):
        return None
    has_pain = any(getattr(stored, name) is not None for name in _PAINS)
    given = {
        name: getattr(fresh, name)
        for name in ENTRY_ANSWERS
        if name != "note"
        and getattr(stored, name) in (None, ())
        and getattr(fresh, name) not in (None, ())
        and not (name in _PAINS and has_pain)
    }
    if _PAINS & given.keys():
        given |= {name: getattr(fresh, name) for name in ("source", "pain_is_0_to_10", "written_at", "zone")}
    note = "\n".join(filter(None, (stored.note, fresh.note)))
    if fresh.note and fresh.note not in stored.note and len(note) <= NOTE_LIMIT:
        given["note"] = note
    if not given:
        return None
    return replace(stored, **given, saved_at=now, revision=stored.revision + 1)


def _refuse_unfit(value: Any, now: datetime) -> None:
    """Refuse what a form would have refused, and names no table holds."""
    key = getattr(value, RECORD_OF[type(value)].key)
    if isinstance(key, str) and (not key or len(key) > _ID_LIMIT or key != clean_text(key)):
        raise BadValue("Something in this file has a name that cannot be kept. Nothing was imported.")
    if value.revision > _REVISION_LIMIT:
        raise BadValue(_NO_HISTORY)
    latest = now + _DATE_LINE
    if isinstance(value, Entry) and value.day > latest.date():
        raise BadValue(_AHEAD)
    if isinstance(value, Moment) and value.at > latest:
        raise BadValue(_AHEAD)
    if isinstance(value, Treatment):
        refuse_future_done(value, latest, latest.date())


def _refuse_twice(steps: Iterable[_Step]) -> None:
    if any(number > 1 for number in Counter(step.subject for step in steps).values()):
        raise BadValue(_TWICE)


def _preview(steps: Iterable[_Step]) -> Preview:
    counted = [step for step in steps if step.is_counted]
    counts: dict[str, dict[Fate, int]] = {}
    for (name, fate), number in sorted(Counter((step.record.name, step.fate) for step in counted).items()):
        counts.setdefault(name, {})[fate] = number
    kept = tuple(step.subject for step in counted if step.fate in _STAYS)
    kept_from = tuple(sorted({step.kept_from for step in counted if step.kept_from}))
    return Preview(counts=counts, kept=kept, kept_from=kept_from)


#: The preferences that a person knows by a name.
SETTINGS: Final = {
    "zone": "time zone",
    "week_starts_on": "first day of the week",
    "is_weekly": "daily or weekly questions",
    "paused_since": "pause",
}


def settings_words(names: Iterable[str]) -> str:
    """Say which settings an own package brings into an empty journal; nothing where they are of no concern."""
    said = [words for name, words in SETTINGS.items() if name in set(names)]
    if not said:
        return ""
    listed = " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
    return (
        f"Your journal is empty, so its settings become those of the file too: {listed}. Undoing the import puts them "
        "back."
    )


def _counts_from(plain: Mapping[str, Mapping[str, int]]) -> Counts:
    return {
        name: {Fate(fate): number for fate, number in found.items()}
        for name, found in plain.items()
        if name not in (_SETTINGS, _BESIDE)
    }


def _plain(value: Any) -> Any:
    """A preference as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def _from_plain(name: str, value: Any) -> Any:
    if value is None or name not in ("paused_since", "welcomed_at"):
        return value
    return datetime.fromisoformat(value) if name == "welcomed_at" else date.fromisoformat(value)


def _hash(key: Sequence[str]) -> str:
    """A key as 64 hexadecimal digits: it can hold words of the person's, and need not be read again."""
    return hashlib.sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).hexdigest()


def _insert_all(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)
