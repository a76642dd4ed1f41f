"""The journal as a data package: one zip with a table for each kind and a description of them all.

Tables are CSV as RFC 4180 has it, in UTF-8; `datapackage.json` is a tabular data package of the Frictionless standard
with types, limits, keys, sizes and SHA-256 of each table. The same journal gives the same bytes, and what is read is
exactly what was written: a package in which anything was changed is refused in words.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter, itemgetter
from typing import IO, Any, Final

from acujournal.answers import find_zone
from acujournal.background import FirstVisit, Ongoing
from acujournal.errors import BadValue
from acujournal.everything import Everything
from acujournal.exchange.columns import Column, column, columns_of
from acujournal.exchange.files import (
    MEGABYTE,
    Archive,
    BadFile,
    File,
    Problem,
    first_problems,
    head_of,
    looks_like_zip,
    open_archive,
)
from acujournal.journal import Care, Entry, Moment, Preferences
from acujournal.plan import Plan, Review
from acujournal.treatment import SideEffect, Treatment
from acujournal.weekly import WeeklyCheck

#: The version of this format. A reader refuses what a newer program wrote, for it would lose what it does not know.
FORMAT: Final = "acujournal"
VERSION: Final = 1
DESCRIPTION: Final = "datapackage.json"
#: Ten years of days with long notes and all their earlier versions unpack to a tenth of this.
UNPACKED_LIMIT: Final = 256 * MEGABYTE
_FILES_LIMIT: Final = 64
_DESCRIPTION_LIMIT: Final = MEGABYTE
#: The earliest time a zip can name; a real one would make two exports of one journal differ.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)

_CHANGED: Final = (
    "This table is not as it was exported: something in the zip was changed or damaged. Export again, or choose "
    "another copy. Nothing was brought in."
)
_NEWER: Final = "This file was written by a newer AcuJournal. Update AcuJournal, then import it again."
_NOT_OURS: Final = "This is not a data package of AcuJournal."

#: Texts of days and sessions that stand in a table of their own, so that the numbers can be handed on without them.
DAY_NOTES: Final = ("note",)
SESSION_NOTES: Final = ("note", "what_was_done", "questions")
_NOTES_OF: Final = {"day": DAY_NOTES, "session": SESSION_NOTES}


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the package. `rows` takes a journal apart, row by row in the order of the columns."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Everything], Iterable[Sequence[Any]]]
    #: The table whose first key this one's first column names, where there is one.
    belongs_to: str = ""

    @property
    def path(self) -> str:
        """Its file in the zip."""
        return f"{self.name}.csv"


def _values(kind: type, values: Callable[[Everything], Iterable[Any]], *, without: Iterable[str] = ()) -> Any:
    left = frozenset(without)
    take = attrgetter(*(one.name for one in fields(kind) if one.name not in left))
    return {
        "columns": columns_of(kind, without=left),
        "rows": lambda everything: map(take, values(everything)),
    }


def _notes(everything: Everything) -> Iterator[tuple[str, str, str, str]]:
    for entry in everything.entries:
        for part in DAY_NOTES:
            if text := getattr(entry, part):
                yield "day", entry.day.isoformat(), part, text
    for treatment in everything.treatments:
        for part in SESSION_NOTES:
            if text := getattr(treatment, part):
                yield "session", treatment.treatment_id, part, text


_effect: Final = attrgetter(*(one.name for one in fields(SideEffect)))
_version: Final = itemgetter("subject", "revision", "saved_at", "action", "body")

TABLES: Final = (
    Table(
        name="days",
        title="Days",
        key=("day",),
        **_values(Entry, lambda all_: all_.entries, without=("medicines", "other_care", *DAY_NOTES)),
    ),
    Table(
        name="medicines",
        title="Medicines taken, by day",
        key=("day", "number"),
        columns=(column("day", date), column("number", int), column("name", str)),
        rows=lambda all_: (
            (entry.day, number, name)
            for entry in all_.entries
            for number, name in enumerate(entry.medicines, 1)
        ),
        belongs_to="days",
    ),
    Table(
        name="other_care",
        title="Other care, by day",
        key=("day", "number"),
        columns=(column("day", date), column("number", int), column("care", Care)),
        rows=lambda all_: (
            (entry.day, number, care)
            for entry in all_.entries
            for number, care in enumerate(entry.other_care, 1)
        ),
        belongs_to="days",
    ),
    Table(
        name="moments",
        title="Pain right now",
        key=("moment_id",),
        **_values(Moment, lambda all_: all_.moments),
    ),
    Table(
        name="sessions",
        title="Acupuncture sessions",
        key=("treatment_id",),
        **_values(
            Treatment, lambda all_: all_.treatments, without=("points", "side_effects", *SESSION_NOTES)
        ),
    ),
    Table(
        name="session_points",
        title="Points needled, by session",
        key=("treatment_id", "number"),
        columns=(column("treatment_id", str), column("number", int), column("point", str)),
        rows=lambda all_: (
            (one.treatment_id, number, point)
            for one in all_.treatments
            for number, point in enumerate(one.points, 1)
        ),
        belongs_to="sessions",
    ),
    Table(
        name="side_effects",
        title="Side effects, by session",
        key=("treatment_id", "number"),
        columns=(column("treatment_id", str), column("number", int), *columns_of(SideEffect)),
        rows=lambda all_: (
            (one.treatment_id, number, *_effect(effect))
            for one in all_.treatments
            for number, effect in enumerate(one.side_effects, 1)
        ),
        belongs_to="sessions",
    ),
    Table(name="plans", title="Plans", key=("plan_id",), **_values(Plan, lambda all_: all_.plans)),
    Table(name="reviews", title="Reviews", key=("review_id",), **_values(Review, lambda all_: all_.reviews)),
    Table(
        name="weekly_questions",
        title="Weekly questions",
        key=("day",),
        **_values(WeeklyCheck, lambda all_: all_.weekly_checks),
    ),
    Table(
        name="first_visit",
        title="Record of the first visit",
        key=("visit_id",),
        **_values(FirstVisit, lambda all_: all_.first_visits),
    ),
    Table(
        name="ongoing",
        title="Medicines and other care over time",
        key=("ongoing_id",),
        **_values(Ongoing, lambda all_: all_.ongoing),
    ),
    Table(
        name="notes",
        title="Notes of days and sessions",
        key=("about", "key", "part"),
        columns=tuple(column(name, str) for name in ("about", "key", "part", "text")),
        rows=_notes,
    ),
    Table(
        name="history",
        title="Every version of everything",
        key=("subject", "revision"),
        columns=(
            column("subject", str),
            column("revision", int),
            column("saved_at", datetime),
            column("action", str),
            column("body", dict),
        ),
        rows=lambda all_: map(_version, all_.versions),
    ),
    Table(
        name="not_asked",
        title="What is not to be asked again",
        key=("subject",),
        columns=(column("subject", str), column("day", date)),
        rows=lambda all_: all_.skips,
    ),
    Table(
        name="marks",
        title="What was read or ticked",
        key=("kind", "name"),
        columns=(column("kind", str), column("name", str), column("marked_at", datetime)),
        rows=lambda all_: all_.marks,
    ),
    Table(
        name="preferences",
        title="How the journal is kept",
        key=(),
        **_values(Preferences, lambda all_: (all_.preferences,)),
    ),
)


# Writing


def write(everything: Everything) -> bytes:
    """The data package of a journal; the same journal gives the same bytes."""
    into = io.BytesIO()
    write_into(into, everything)
    return into.getvalue()


def write_into(into: IO[bytes], everything: Everything) -> None:
    """Write the data package of a journal, one table after the other."""
    described = []
    with zipfile.ZipFile(into, "w") as archive:
        for table in TABLES:
            data = _csv(table, everything)
            described.append(_describe_table(table, data))
            _put(archive, table.path, data)
        description = {
            "profile": "tabular-data-package",
            "name": "acujournal",
            "title": "My journal",
            "description": (
                "A person's own journal, patient-reported. An empty cell is a missing answer, never 0. For pain, stress "
                "and what got in the way lower is better; for sleep quality higher is better."
            ),
            "format": {"name": FORMAT, "version": VERSION},
            "resources": described,
        }
        _put(archive, DESCRIPTION, json.dumps(description, ensure_ascii=False, indent=1).encode())


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=_NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    # The zip says on which kind of computer it was made; two of them would write different bytes.
    info.create_system = 3
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)


def _csv(table: Table, everything: Everything) -> bytes:
    into = io.StringIO(newline="")
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow([one.name for one in table.columns])
    rows = list(table.rows(everything))
    if rows:
        # A whole column at a time: that is several times as fast as cell by cell.
        by_column = zip(table.columns, zip(*rows, strict=True), strict=True)
        writer.writerows(zip(*(one.write(values) for one, values in by_column), strict=True))
    return into.getvalue().encode()


def _describe_table(table: Table, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [one.description(table.name) for one in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.belongs_to:
        field = table.columns[0].name
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": table.belongs_to, "fields": [field]}}
        ]
    return {
        "name": table.name,
        "title": table.title,
        "path": table.path,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


# Reading


def recognise(file: File) -> bool:
    """Whether this is a data package of AcuJournal, of whatever version, whole or not."""
    try:
        if not looks_like_zip(head_of(file)):
            return False
        with open_archive(file, limit=UNPACKED_LIMIT, files=_FILES_LIMIT) as archive:
            return DESCRIPTION in archive.names and _format_of(_description(archive)).get("name") == FORMAT
    except BadFile:
        return False


def read(file: File) -> tuple[Everything | None, tuple[Problem, ...]]:
    """What `write` was given; or nothing, and what stands in the way."""
    try:
        with open_archive(file, limit=UNPACKED_LIMIT, files=_FILES_LIMIT) as archive:
            return _read(archive)
    except BadFile as error:
        return None, (Problem(message=str(error)),)


def _description(archive: Archive) -> Mapping[str, Any]:
    if DESCRIPTION not in archive.names or archive.size(DESCRIPTION) > _DESCRIPTION_LIMIT:
        raise BadFile(_NOT_OURS)
    try:
        found = json.loads(archive.read(DESCRIPTION))
    except (ValueError, RecursionError) as error:
        raise BadFile(_NOT_OURS) from error
    if not isinstance(found, dict):
        raise BadFile(_NOT_OURS)
    return found


def _format_of(description: Mapping[str, Any]) -> Mapping[str, Any]:
    found = description.get("format")
    return found if isinstance(found, dict) else {}


def _read(archive: Archive) -> tuple[Everything | None, tuple[Problem, ...]]:
    description = _description(archive)
    described = _format_of(description)
    version = described.get("version")
    if described.get("name") != FORMAT or not isinstance(version, int):
        raise BadFile(_NOT_OURS)
    if version > VERSION:
        raise BadFile(_NEWER)
    resources = description.get("resources")
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise BadFile(_NOT_OURS)
    by_path = {str(one.get("path")): one for one in resources}
    if set(archive.names) != {DESCRIPTION, *by_path} or len(by_path) != len(resources):
        raise BadFile(
            "The zip does not hold exactly the tables it lists. Export again, or choose another copy."
        )
    if not set(by_path) <= {table.path for table in TABLES}:
        raise BadFile(_NEWER)
    reading = _Reading()
    for table in TABLES:
        if table.path in by_path:
            reading.read_table(table, archive.read(table.path), by_path[table.path])
    everything = None if reading.problems else reading.everything()
    return (None, first_problems(reading.problems)) if reading.problems else (everything, ())


class _Reading:
    """Tables on their way to values. Each row stays with its number until its value is there."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._tables: dict[str, list[dict[str, Any]]] = {}
        self._children: dict[str, dict[Any, list[tuple[Any, ...]]]] = {}

    def read_table(self, table: Table, data: bytes, described: Mapping[str, Any]) -> None:
        """Take in a table that is exactly what its description says."""
        if described.get("hash") != f"sha256:{hashlib.sha256(data).hexdigest()}":
            raise BadFile(f"{table.path}: {_CHANGED}")
        try:
            rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadFile(f"{table.path}: {_CHANGED}") from error
        names = rows[0] if rows else []
        known = {one.name: one for one in table.columns}
        if len(set(names)) < len(names) or not set(table.key) <= set(names):
            raise BadFile(f"{table.path}: {_CHANGED}")
        if not set(names) <= set(known):
            raise BadFile(_NEWER)
        self._tables[table.name] = self._columns(table, [known[name] for name in names], rows[1:])

    def _columns(
        self, table: Table, columns: Sequence[Column], rows: Sequence[Sequence[str]]
    ) -> list[dict[str, Any]]:
        uneven = [number for number, row in enumerate(rows, 2) if len(row) != len(columns)]
        if uneven:
            self._refuse(table.path, uneven, "This row has more or fewer cells than the first one.")
            return []
        read = []
        for one, cells in zip(columns, zip(*rows, strict=True), strict=False):
            try:
                read.append([one.read(cell) for cell in cells])
            except ValueError:
                bad = [number for number, cell in enumerate(cells, 2) if not _is_readable(one, cell)]
                self._refuse(table.path, bad, f"The cell in column “{one.name}” cannot be read.")
        if len(read) < len(columns):
            return []
        names = [one.name for one in columns]
        found = [dict(zip(names, values, strict=True)) for values in zip(*read, strict=True)]
        self._refuse_twice(table, found)
        return found

    def _refuse(self, path: str, rows: Iterable[int], message: str) -> None:
        self.problems += (Problem(file=path, row=row, message=message) for row in rows)

    def _refuse_twice(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if not table.key:
            return
        take = itemgetter(*table.key)
        seen: set[Any] = set()
        twice = []
        for number, row in enumerate(rows, 2):
            key = take(row)
            if key in seen:
                twice.append(number)
            seen.add(key)
        self._refuse(table.path, twice, "This row is about the same thing as an earlier one.")

    def everything(self) -> Everything:
        """The whole journal; it holds only when there are no problems afterwards."""
        notes: dict[tuple[str, str], dict[str, str]] = {}
        for number, row in enumerate(self._tables.get("notes", ()), 2):
            if row["part"] not in _NOTES_OF.get(row["about"], ()):
                self._refuse("notes.csv", [number], "This note belongs to nothing that is known.")
                continue
            notes.setdefault((row["about"], row["key"]), {})[row["part"]] = row["text"]
        medicines = self._by_owner("medicines", lambda row: row["name"])
        care = self._by_owner("other_care", lambda row: row["care"])
        points = self._by_owner("session_points", lambda row: row["point"])
        effects = self._by_owner("side_effects", self._side_effect)

        def day_parts(row: Mapping[str, Any]) -> dict[str, Any]:
            day = row["day"]
            return {
                "medicines": medicines.pop(day, ()),
                "other_care": care.pop(day, ()),
                **notes.pop(("day", day.isoformat()), {}),
            }

        def session_parts(row: Mapping[str, Any]) -> dict[str, Any]:
            key = row["treatment_id"]
            return {
                "points": points.pop(key, ()),
                "side_effects": effects.pop(key, ()),
                **notes.pop(("session", key), {}),
            }

        preferences = self._made("preferences", Preferences)
        if len(preferences) > 1:
            self._refuse("preferences.csv", [3], "A journal is kept in one way. There are two here.")
        found = Everything(
            preferences=preferences[0] if preferences else Preferences(),
            entries=self._made("days", Entry, day_parts),
            moments=self._made("moments", Moment),
            treatments=self._made("sessions", Treatment, session_parts),
            plans=self._made("plans", Plan),
            reviews=self._made("reviews", Review),
            weekly_checks=self._made("weekly_questions", WeeklyCheck),
            first_visits=self._made("first_visit", FirstVisit),
            ongoing=self._made("ongoing", Ongoing),
            skips=tuple((row["subject"], row["day"]) for row in self._tables.get("not_asked", ())),
            marks=tuple(
                (row["kind"], row["name"], row["marked_at"]) for row in self._tables.get("marks", ())
            ),
            versions=tuple(self._tables.get("history", ())),
        )
        for name, left in (
            ("medicines", medicines),
            ("other_care", care),
            ("session_points", points),
            ("side_effects", effects),
            ("notes", notes),
        ):
            if left:
                self.problems.append(
                    Problem(
                        file=f"{name}.csv", message="Some rows belong to a day or session that is not there."
                    )
                )
        return found

    def _by_owner(self, name: str, value: Callable[[Mapping[str, Any]], Any]) -> dict[Any, tuple[Any, ...]]:
        table = next(one for one in TABLES if one.name == name)
        owner = table.key[0]
        found: dict[Any, list[tuple[int, Any]]] = {}
        for number, row in enumerate(self._tables.get(name, ()), 2):
            try:
                found.setdefault(row[owner], []).append((row["number"], value(row)))
            except (BadValue, TypeError) as error:
                self._refuse(table.path, [number], _said(error))
        return {key: tuple(one for _, one in sorted(rows, key=itemgetter(0))) for key, rows in found.items()}

    def _side_effect(self, row: Mapping[str, Any]) -> SideEffect:
        return SideEffect(
            **{name: given for name, given in row.items() if name not in ("treatment_id", "number")}
        )

    def _made(
        self,
        name: str,
        kind: Callable[..., Any],
        parts: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None,
    ) -> tuple[Any, ...]:
        found = []
        for number, row in enumerate(self._tables.get(name, ()), 2):
            try:
                if "zone" in row:
                    # A day looks its zone up only when somebody asks what its clock showed.
                    find_zone(row["zone"])
                found.append(kind(**row, **parts(row)) if parts else kind(**row))
            except (BadValue, TypeError, OverflowError) as error:
                self._refuse(f"{name}.csv", [number], _said(error))
        return tuple(found)


def _is_readable(one: Column, cell: str) -> bool:
    try:
        one.read(cell)
    except ValueError:
        return False
    return True


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, BadValue) else "Something in this row is missing, or cannot be."
