"""One acupuncture session, what was done in it, and what it left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from acujournal.answers import (
    EARLIEST_DAY,
    NAME_LIMIT,
    NOTE_LIMIT,
    STAMPS,
    check_count,
    check_day,
    check_score,
    check_text,
    find_zone,
    keep_in_utc,
)
from acujournal.body import check_places
from acujournal.errors import BadValue
from acujournal.points import check_points
from acujournal.sources import BY_HAND, check_source

NEEDLE_MINUTES_LIMIT: Final = 240
NEEDLES_LIMIT: Final = 200
#: Hundredths of a currency's unit: ten million of the unit.
COST_LIMIT: Final = 1_000_000_000
EFFECT_NOTE_LIMIT: Final = 1000


class TreatmentStatus(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Style(StrEnum):
    """What a session was made of; several may come together."""

    MANUAL = "manual"
    ELECTRO = "electro"
    MOXA = "moxa"
    CUPPING = "cupping"
    EAR = "ear"
    DRY_NEEDLING = "dry needling"


class Feeling(StrEnum):
    """How a session felt."""

    RELAXED = "relaxed"
    ENERGISED = "energised"
    TIRED = "tired"
    LIGHTER = "lighter"
    EMOTIONAL = "emotional"
    UNEASY = "uneasy"
    UNCHANGED = "unchanged"


class EffectKind(StrEnum):
    """What a session may leave behind. The first three are those not to wait with, so they stand first."""

    BREATHLESSNESS = "breathlessness"
    NUMBNESS = "numbness"
    INFECTION = "infection"
    DIZZINESS = "dizziness"
    BLEEDING = "bleeding"
    SORENESS = "soreness"
    TIREDNESS = "tiredness"
    HEADACHE = "headache"
    FLARE = "flare"
    OTHER = "other"


class Severity(StrEnum):
    """How much a side effect was felt. Words of the person, never a triage."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


#: Each kind as screens and documents call it.
EFFECT_WORDS: Final = {
    EffectKind.BREATHLESSNESS: "Breathlessness or chest pain",
    EffectKind.NUMBNESS: "New numbness or weakness",
    EffectKind.INFECTION: "Signs of infection",
    EffectKind.DIZZINESS: "Dizziness or fainting",
    EffectKind.BLEEDING: "Bleeding or bruise",
    EffectKind.SORENESS: "Soreness",
    EffectKind.TIREDNESS: "Tiredness",
    EffectKind.HEADACHE: "Headache",
    EffectKind.FLARE: "Pain flare",
    EffectKind.OTHER: "Something else",
}


@dataclass(frozen=True, kw_only=True)
class SideEffect:
    """One thing a session left behind. `is_still_there` is None while nobody has said; `is_dismissed` ends the asking.

    `began_on` and `ended_on` are calendar days where the patient was; only what is over has an end.
    """

    kind: EffectKind
    severity: Severity | None = None
    began_on: date | None = None
    is_still_there: bool | None = None
    ended_on: date | None = None
    is_dismissed: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        words = EFFECT_WORDS[self.kind]
        check_day(self.began_on, f"{words}, its beginning")
        check_day(self.ended_on, f"{words}, its end")
        check_text(self.note, f"{words}: the note", EFFECT_NOTE_LIMIT)
        if self.ended_on is None:
            return
        if self.is_still_there is not False:
            raise BadValue(f"{words} has an end and is not over. Choose “It is over”, or clear the end.")
        if self.began_on is not None and self.ended_on < self.began_on:
            raise BadValue(f"{words} ends before it begins. Change one of the two dates.")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be asked about."""
        return self.is_still_there is not False and not self.is_dismissed


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """One acupuncture session ("session" on every screen).

    `needle_minutes` are minutes with needles in, `needles` their number. `points` are WHO codes or words of the
    person's own (see `points.py`), `places` regions of the body that were needled. `expectation` (0 no help at all,
    10 the most one can imagine), `pain_before`, `pain_after` and `pain_day_after` are 0-10. `cost_cents` are
    hundredths of a unit of `currency`, an ISO 4217 code. `source` is "" for what was written by hand, else
    "import:<app>".
    """

    treatment_id: str
    starts_at: datetime
    zone: str
    status: TreatmentStatus = TreatmentStatus.DONE
    practitioner: str = ""
    styles: tuple[Style, ...] = ()
    needle_minutes: int | None = None
    needles: int | None = None
    points: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    expectation: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    pain_day_after: int | None = None
    feelings: tuple[Feeling, ...] = ()
    side_effects: tuple[SideEffect, ...] = ()
    cost_cents: int | None = None
    currency: str = ""
    what_was_done: str = ""
    questions: str = ""
    note: str = ""
    source: str = BY_HAND
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, starts_at="A session", **STAMPS)
        if self.local.date() < EARLIEST_DAY:
            raise BadValue("Sessions before 1900 cannot be kept. Check the year.")
        check_text(self.practitioner, "The practitioner's name", NAME_LIMIT)
        check_text(self.what_was_done, "What was done", NOTE_LIMIT)
        check_text(self.questions, "The questions for next time", NOTE_LIMIT)
        check_text(self.note, "The note", NOTE_LIMIT)
        check_score(self.expectation, "How much you expect it to help")
        check_score(self.pain_before, "Pain before")
        check_score(self.pain_after, "Pain after")
        check_score(self.pain_day_after, "Pain the day after")
        check_count(self.needle_minutes, "Minutes with needles", 1, NEEDLE_MINUTES_LIMIT)
        check_count(self.needles, "Needles", 1, NEEDLES_LIMIT)
        check_points(self.points)
        check_places(self.places, "Where the needles were")
        check_source(self.source)
        self._check_cost()
        self._check_effects()

    def _check_cost(self) -> None:
        if self.currency and not (
            len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()
        ):
            raise BadValue("A currency has three letters, such as EUR, GBP or USD.")
        if self.cost_cents is None:
            return
        if not 0 <= self.cost_cents <= COST_LIMIT:
            raise BadValue("The cost is too large, or below zero. Change it, or clear it.")
        if not self.currency:
            raise BadValue("A cost needs its currency, such as EUR, GBP or USD.")

    def _check_effects(self) -> None:
        kinds = [effect.kind for effect in self.side_effects]
        if len(set(kinds)) < len(kinds):
            raise BadValue("A side effect is there twice. Keep one of the two.")
        for effect in self.side_effects:
            if effect.began_on is not None and effect.began_on < self.day:
                words = EFFECT_WORDS[effect.kind]
                raise BadValue(
                    f"{words} begins before the session. Change the date it began, or the session's."
                )

    @property
    def local(self) -> datetime:
        """Wall-clock time where the session is, without a zone."""
        return self.starts_at.astimezone(find_zone(self.zone)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        """The calendar day of the session."""
        return self.local.date()

    @property
    def open_effects(self) -> tuple[SideEffect, ...]:
        """The side effects still to be asked about; none of a session that did not take place."""
        if self.status is not TreatmentStatus.DONE:
            return ()
        return tuple(effect for effect in self.side_effects if effect.is_open)


def refuse_future_done(treatment: Treatment, now: datetime, today: date | None = None) -> None:
    """A session that lies ahead can be planned or cancelled, not done or missed; nor can its effects have come.

    `today` is the patient's calendar day, which after a journey east is ahead of the one where the session was.
    """
    ahead = treatment.starts_at > now
    if ahead and treatment.status in (TreatmentStatus.DONE, TreatmentStatus.MISSED):
        raise BadValue("This session lies ahead. Save it as planned, or change its date.")
    there = now.astimezone(find_zone(treatment.zone)).date()
    latest = max(there, today or there)
    for effect in treatment.side_effects:
        if any(day is not None and day > latest for day in (effect.began_on, effect.ended_on)):
            raise BadValue(f"{EFFECT_WORDS[effect.kind]} has a date that has not come yet. Change it.")
