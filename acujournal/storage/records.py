"""How days, sessions and moments stand in the database: as rows, and as the bodies of their versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

import sqlalchemy as sa

from acujournal.journal import Care, Entry, Moment, Treatment, TreatmentStatus
from acujournal.storage.tables import Action, entries, moments, treatments

Kept = Entry | Treatment | Moment
V = TypeVar("V", Entry, Treatment, Moment)

#: Fields that tell when and how often something was saved, not what the person said.
HISTORY: Final = frozenset({"saved_at", "deleted_at", "revision"})


@dataclass(frozen=True, kw_only=True)
class Version:
    """Something as it was after one save, delete or restore; the last one is what it is now."""

    revision: int
    saved_at: datetime
    action: Action
    value: Kept


@dataclass(frozen=True, kw_only=True)
class Record(Generic[V]):
    """One kind of thing in the journal: its class, its table and what it is called on screens."""

    name: str
    kind: type[V]
    table: sa.Table
    key: str
    order: str
    word: str

    @cached_property
    def rows(self) -> sa.Select[Any]:
        """The question for all rows; its columns are the value's fields in order. Built once, refined often."""
        return sa.select(*(self.table.c[name] for name in _names(self.kind)))

    def subject(self, key: object) -> str:
        """The name its versions and drafts go by, such as "entry 2026-11-22"."""
        return f"{self.name} {key}"

    def value(self, row: sa.Row[Any]) -> V:
        """The value of a row of `rows`.

        It was checked when it was saved and once more by the CHECKs of its table, so it is not checked a third
        time here: that would take most of the time that loading ten years takes.
        """
        value = object.__new__(self.kind)
        value.__dict__.update(zip(_names(self.kind), row, strict=True))
        return value

    def row(self, journal_id: str, value: V) -> dict[str, Any]:
        """The row of a value. The calendar day of a session or moment is kept beside its instant."""
        return {"journal_id": journal_id, "day": value.day} | fields_of(value)


def _names(kind: type[Kept]) -> tuple[str, ...]:
    return _NAMES[kind]


_NAMES: Final = {kind: tuple(field.name for field in fields(kind)) for kind in (Entry, Treatment, Moment)}

ENTRIES: Final = Record(name="entry", kind=Entry, table=entries, key="day", order="day", word="day")
TREATMENTS: Final = Record(
    name="treatment",
    kind=Treatment,
    table=treatments,
    key="treatment_id",
    order="starts_at",
    word="session",
)
MOMENTS: Final = Record(name="moment", kind=Moment, table=moments, key="moment_id", order="at", word="moment")
KINDS: Final[Mapping[str, type[Kept]]] = {"entry": Entry, "treatment": Treatment, "moment": Moment}


def fields_of(value: Kept) -> dict[str, Any]:
    """The fields of a value by name, not copied."""
    return {name: getattr(value, name) for name in _names(type(value))}


def said(value: Kept) -> dict[str, Any]:
    """What the person said, without when and how often it was saved."""
    if isinstance(value, Entry):
        return value.answers()
    return {name: given for name, given in fields_of(value).items() if name not in HISTORY}


def body_of(value: Kept) -> dict[str, Any]:
    """A value as JSON: days and instants as ISO 8601, instants in UTC."""
    return {name: _plain(given) for name, given in fields_of(value).items()}


def from_body(subject: str, body: Mapping[str, Any]) -> Kept:
    """The value of a version's body; fields the value did not have then take their defaults."""
    kind = KINDS[subject.partition(" ")[0]]
    known = {name: body[name] for name in _names(kind) if name in body}
    return kind(**{name: _FULL.get(name, _same)(given) for name, given in known.items()})


def _plain(given: object) -> object:
    if isinstance(given, datetime):
        return given.astimezone(UTC).isoformat()
    if isinstance(given, date):
        return given.isoformat()
    return list(given) if isinstance(given, tuple) else given


def _same(given: Any) -> Any:
    return given


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


_FULL: Final[Mapping[str, Callable[[Any], Any]]] = {
    "day": date.fromisoformat,
    "medicines": tuple,
    "other_care": lambda given: tuple(map(Care, given)),
    "status": TreatmentStatus,
    **dict.fromkeys(("at", "starts_at", "written_at", "saved_at", "deleted_at"), _instant),
}
