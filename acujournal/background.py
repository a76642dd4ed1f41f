"""What a practitioner asks at the first visit, and what goes on beside the needles: medicines and other care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from acujournal.answers import NAME_LIMIT, NOTE_LIMIT, STAMPS, check_day, check_text, keep_in_utc
from acujournal.body import check_places
from acujournal.errors import BadValue

#: A journal has one record of the first visit; this is its key.
THE_FIRST: Final = "first"


class YesNo(StrEnum):
    """An answer to a plain question; None beside it is "not answered"."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


#: The texts of the record, with the words they are asked by.
VISIT_TEXTS: Final = {
    "where_it_hurts": "Where it hurts, in my words",
    "since": "Since when, and how it began",
    "better": "What makes it better",
    "worse": "What makes it worse",
    "medicines": "Medicines I take",
    "allergies": "Allergies (metals, plasters, disinfectant, medicines)",
    "conditions": "Other conditions (heart, heart valve, diabetes, immune system, skin ...)",
    "other_care": "Other care I have had or have",
    "goals": "What I hope for",
}
#: The plain questions of the record (standard consent questions; evidence: precautions before needling).
VISIT_CLAIMS: Final = {
    "blood_thinners": "Do you take a blood thinner?",
    "bleeding_disorder": "Do you bleed or bruise easily, or have a bleeding disorder?",
    "pacemaker": "Do you have a pacemaker or another electrical implant?",
    "pregnancy": "Are you pregnant, or might you be?",
    "fainting": "Have you ever fainted or had a fit?",
}


@dataclass(frozen=True, kw_only=True)
class FirstVisit:
    """A person's own record for the initial assessment. Every answer is optional; `places` are regions of the body."""

    visit_id: str = THE_FIRST
    places: tuple[str, ...] = ()
    where_it_hurts: str = ""
    since: str = ""
    better: str = ""
    worse: str = ""
    medicines: str = ""
    blood_thinners: YesNo | None = None
    bleeding_disorder: YesNo | None = None
    pacemaker: YesNo | None = None
    pregnancy: YesNo | None = None
    fainting: YesNo | None = None
    allergies: str = ""
    conditions: str = ""
    other_care: str = ""
    goals: str = ""
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, **STAMPS)
        check_places(self.places, "Where it hurts")
        for name, words in VISIT_TEXTS.items():
            check_text(getattr(self, name), words, NOTE_LIMIT)

    @property
    def is_empty(self) -> bool:
        """True when nothing was answered."""
        return not any(getattr(self, name) for name in ("places", *VISIT_TEXTS, *VISIT_CLAIMS))


class OngoingKind(StrEnum):
    """What goes on beside the needles."""

    MEDICINE = "medicine"
    CARE = "care"


@dataclass(frozen=True, kw_only=True)
class Ongoing:
    """A medicine or another care from `began_on` (None: before this journal) to `ended_on` (None: it goes on).

    Another dose is another one: the first ends and the second begins, and both changes are seen beside the pain.
    """

    ongoing_id: str
    kind: OngoingKind
    name: str
    began_on: date | None = None
    ended_on: date | None = None
    note: str = field(default="")
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, **STAMPS)
        if not self.name.strip():
            raise BadValue("Write a name, such as the medicine's or “Physiotherapy”.")
        check_text(self.name, "The name", NAME_LIMIT)
        check_text(self.note, "The note", NOTE_LIMIT)
        check_day(self.began_on, "The beginning")
        check_day(self.ended_on, "The end")
        if self.began_on and self.ended_on and self.ended_on < self.began_on:
            raise BadValue("It ends before it begins. Change one of the two dates.")

    def goes_on_after(self, day: date) -> bool:
        """Whether `day` is not its last one, nor after it."""
        return self.ended_on is None or self.ended_on > day

    def has_begun_by(self, day: date) -> bool:
        """Whether it had begun on `day`."""
        return self.began_on is None or self.began_on <= day


def current_medicines(ongoing: Iterable[Ongoing], today: date) -> tuple[Ongoing, ...]:
    """The medicines that are taken now: begun, and not at their end today."""
    return tuple(
        one
        for one in ongoing
        if one.kind is OngoingKind.MEDICINE and one.has_begun_by(today) and one.goes_on_after(today)
    )


@dataclass(frozen=True)
class CareChange:
    """Something beside the needles that began or ended on a day; `name` is a person's words."""

    day: date
    kind: OngoingKind
    name: str
    is_beginning: bool


def care_changes(ongoing: Iterable[Ongoing], first: date, until: date) -> tuple[CareChange, ...]:
    """What began or ended on the days `[first, until)`, in order of time."""
    ends = [
        CareChange(day=day, kind=one.kind, name=one.name, is_beginning=is_beginning)
        for one in ongoing
        for day, is_beginning in ((one.began_on, True), (one.ended_on, False))
        if day is not None and first <= day < until
    ]
    return tuple(
        sorted(ends, key=lambda change: (change.day, not change.is_beginning, change.name.casefold()))
    )
