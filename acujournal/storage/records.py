"""How days, sessions and moments stand in the database: as rows, and as the bodies of their versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

import sqlalchemy as sa

from acujournal.background import VISIT_CLAIMS, FirstVisit, Ongoing, OngoingKind, YesNo
from acujournal.journal import Care, Entry, Moment
from acujournal.plan import Decision, Plan, Review, Rhythm
from acujournal.storage import tables
from acujournal.storage.tables import Action, effect_body, effect_from
from acujournal.treatment import Feeling, SideEffect, Style, Treatment, TreatmentStatus
from acujournal.weekly import Change, WeeklyCheck

Kept = Entry | Treatment | Moment | Plan | Review | WeeklyCheck | FirstVisit | Ongoing
V = TypeVar("V", Entry, Treatment, Moment, Plan, Review, WeeklyCheck, FirstVisit, Ongoing)

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
        """The row of a value. What its table keeps beside the fields, such as a session's day, is worked out here."""
        beside: dict[str, Any] = {}
        if isinstance(value, Treatment | Moment):
            beside["day"] = value.day
        if isinstance(value, Treatment):
            beside["open_effects"] = len(value.open_effects)
        return {"journal_id": journal_id} | beside | fields_of(value)


def _names(kind: type[Kept]) -> tuple[str, ...]:
    return _NAMES[kind]


ENTRIES: Final = Record(name="entry", kind=Entry, table=tables.entries, key="day", order="day", word="day")
TREATMENTS: Final = Record(
    name="treatment",
    kind=Treatment,
    table=tables.treatments,
    key="treatment_id",
    order="starts_at",
    word="session",
)
MOMENTS: Final = Record(
    name="moment", kind=Moment, table=tables.moments, key="moment_id", order="at", word="moment"
)
PLANS: Final = Record(
    name="plan", kind=Plan, table=tables.plans, key="plan_id", order="begun_on", word="plan"
)
REVIEWS: Final = Record(
    name="review", kind=Review, table=tables.reviews, key="review_id", order="decided_on", word="review"
)
WEEKLY_CHECKS: Final = Record(
    name="weekly", kind=WeeklyCheck, table=tables.weekly_checks, key="day", order="day", word="week"
)
FIRST_VISITS: Final = Record(
    name="visit",
    kind=FirstVisit,
    table=tables.first_visits,
    key="visit_id",
    order="visit_id",
    word="record of the first visit",
)
ONGOING: Final = Record(
    name="ongoing",
    kind=Ongoing,
    table=tables.ongoing,
    key="ongoing_id",
    order="saved_at",
    word="entry of this list",
)
RECORDS: Final[tuple[Record[Any], ...]] = (
    ENTRIES,
    TREATMENTS,
    MOMENTS,
    PLANS,
    REVIEWS,
    WEEKLY_CHECKS,
    FIRST_VISITS,
    ONGOING,
)
RECORD_OF: Final[Mapping[type[Kept], Record[Any]]] = {record.kind: record for record in RECORDS}
KINDS: Final[Mapping[str, type[Kept]]] = {record.name: record.kind for record in RECORDS}
_NAMES: Final = {kind: tuple(field.name for field in fields(kind)) for kind in KINDS.values()}


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
    if isinstance(given, SideEffect):
        return effect_body(given)
    return [_plain(one) for one in given] if isinstance(given, tuple) else given


def _same(given: Any) -> Any:
    return given


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _word(kind: type[StrEnum]) -> Callable[[Any], Any]:
    return lambda given: None if given is None else kind(given)


def _words(kind: type[StrEnum]) -> Callable[[Any], Any]:
    return lambda given: tuple(map(kind, given))


_FULL: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(
        (
            "day",
            "began_on",
            "ended_on",
            "begun_on",
            "baseline_from",
            "first_session_on",
            "review_on",
            "decided_on",
        ),
        _day,
    ),
    **dict.fromkeys(
        ("medicines", "points", "places"), lambda given: tuple(given) if isinstance(given, list) else given
    ),
    "other_care": lambda given: _words(Care)(given) if isinstance(given, list) else given,
    "styles": _words(Style),
    "feelings": _words(Feeling),
    "side_effects": lambda given: tuple(map(effect_from, given)),
    "status": TreatmentStatus,
    "rhythm": _word(Rhythm),
    "decision": Decision,
    "change": _word(Change),
    "kind": OngoingKind,
    **dict.fromkeys(VISIT_CLAIMS, _word(YesNo)),
    **dict.fromkeys(("at", "starts_at", "written_at", "saved_at", "deleted_at"), _instant),
}
