"""The words of the journal: what a day and a moment are, what they refuse to be, and the journal as a whole.

Everything here is a frozen value. A value that exists is a good value: construction raises `BadValue` with a
sentence for the person. Sessions, plans and the weekly questions have modules of their own. Scores go from 0 (none) to 10 (the most one can imagine); for pain, stress and
"got in the way" lower is better, for sleep quality higher is better. `None` is "not answered" and never 0.
Ranges of days are half-open, `[first, until)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from acujournal.answers import (
    EARLIEST_DAY,
    NAME_LIMIT,
    NOTE_LIMIT,
    STAMPS,
    check_score,
    check_text,
    find_zone,
    keep_in_utc,
)
from acujournal.body import check_places
from acujournal.errors import BadValue
from acujournal.sources import BY_HAND, check_source
from acujournal.treatment import Treatment, TreatmentStatus

MEDICINES_LIMIT: Final = 20
#: A day first written more than this many days afterwards counts as filled in later (product.md).
LATE_AFTER_DAYS: Final = 2
#: A mean of a week is a number only with at least this many ratings (Broderick et al. 2009).
RATINGS_FOR_A_WEEK: Final = 3

SCORES: Final = {
    "pain_average": "Average pain",
    "pain_worst": "Worst pain",
    "stress": "Stress",
    "sleep_quality": "Sleep quality",
    "interference": "How much pain got in the way",
}


class Care(StrEnum):
    """Other care on a day, beside needles."""

    EXERCISE = "exercise"
    WALKING = "walking"
    HEAT = "heat"
    PHYSIOTHERAPY = "physiotherapy"
    MASSAGE = "massage"
    REST = "rest"
    RELAXATION = "relaxation"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One calendar day of the patient's own time zone.

    Scores are 0-10 or None; `sleep_hours` are hours, 0-24. `places` are regions of the body where it hurt, or
    `body.NOWHERE` alone; none is "not answered". `written_at` is when the day was first written (or
    its average pain first answered, if that was later), `zone` the patient's zone at that moment. `source` is
    "" for a day written by hand, else "import:<app>"; `pain_is_0_to_10` is false where that app asked for pain on
    another scale, whose numbers were turned into these. `revision` counts saves from 1; 0 is "never saved".
    """

    day: date
    pain_average: int | None = None
    pain_worst: int | None = None
    stress: int | None = None
    sleep_quality: int | None = None
    interference: int | None = None
    sleep_hours: float | None = None
    medicines: tuple[str, ...] = ()
    other_care: tuple[Care, ...] = ()
    places: tuple[str, ...] = ()
    note: str = ""
    source: str = BY_HAND
    pain_is_0_to_10: bool = True
    zone: str = "UTC"
    written_at: datetime | None = None
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        if self.day < EARLIEST_DAY:
            raise BadValue("Days before 1900 cannot be kept. Check the year.")
        for name, words in SCORES.items():
            check_score(getattr(self, name), words)
        if (
            self.pain_worst is not None
            and self.pain_average is not None
            and self.pain_worst < self.pain_average
        ):
            raise BadValue(
                f"Worst pain ({self.pain_worst}) is below average pain ({self.pain_average}). "
                "Change one of the two, or clear it."
            )
        if self.sleep_hours is not None and not 0 <= self.sleep_hours <= 24:
            raise BadValue("Sleep goes from 0 to 24 hours. Change the hours, or clear them.")
        if len(self.medicines) > MEDICINES_LIMIT:
            raise BadValue(f"A day can hold {MEDICINES_LIMIT} medicines. Remove some.")
        for medicine in self.medicines:
            if not medicine.strip():
                raise BadValue("A medicine needs a name.")
            check_text(medicine, "A medicine's name", NAME_LIMIT)
        check_places(self.places, "Where it hurts", may_be_nowhere=True)
        check_text(self.note, "The note", NOTE_LIMIT)
        check_source(self.source)
        keep_in_utc(self, written_at="The time of writing", **STAMPS)

    @property
    def is_empty(self) -> bool:
        """True when nothing was answered: such a day cannot be saved."""
        return self.answers() == Entry(day=self.day).answers()

    @property
    def is_only_measured(self) -> bool:
        """True when all there is are hours of sleep from an app: nobody was asked anything on that day."""
        nothing_else = Entry(day=self.day, sleep_hours=self.sleep_hours).answers()
        return self.source != BY_HAND and self.answers() == nothing_else

    @property
    def written_on(self) -> date | None:
        """The calendar day, where the patient was, on which the day was first written."""
        return None if self.written_at is None else self.written_at.astimezone(find_zone(self.zone)).date()

    @property
    def filled_in_later(self) -> bool:
        """True when the day was first written more than two days afterwards."""
        return self.written_on is not None and (self.written_on - self.day).days > LATE_AFTER_DAYS

    def answers(self) -> dict[str, object]:
        """What the person said, without when and how often it was saved."""
        return {name: getattr(self, name) for name in ENTRY_ANSWERS}


ENTRY_ANSWERS: Final = (*SCORES, "sleep_hours", "medicines", "other_care", "places", "note")


def rewritten(earlier: Entry | None, answers: Entry, *, now: datetime, zone: str) -> Entry:
    """`answers` stamped for saving over `earlier`: who wrote when, and the next revision.

    The time of writing stays that of the first writing, but for an average pain answered for the first time
    now: a rating remembered a week later is a late rating even if the note was punctual. A day that was imported
    stays marked so until its average pain is rated anew, which is always from 0 to 10: whoever adds a note to it
    does not vouch for the number. Average and worst pain share their marks, so both marks stay as long as one of the
    two numbers is still the imported one.
    """
    answers = replace(answers, source=BY_HAND, pain_is_0_to_10=True)
    if earlier is None:
        return replace(answers, written_at=now, saved_at=now, zone=zone, revision=1, deleted_at=None)
    first_rating_now = earlier.pain_average is None and answers.pain_average is not None
    again = earlier.deleted_at is not None or earlier.written_at is None or first_rating_now
    if earlier.deleted_at is None and _keeps_pain_of(earlier, answers):
        answers = replace(answers, source=earlier.source, pain_is_0_to_10=earlier.pain_is_0_to_10)
    return replace(
        answers,
        written_at=now if again else earlier.written_at,
        zone=zone if again else earlier.zone,
        saved_at=now,
        deleted_at=None,
        revision=earlier.revision + 1,
    )


def _keeps_pain_of(earlier: Entry, answers: Entry) -> bool:
    """Whether a number of pain is still the earlier one, or the average is still the one that was not given."""
    return earlier.pain_average == answers.pain_average or (
        earlier.pain_worst is not None and earlier.pain_worst == answers.pain_worst
    )


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Pain right now, 0-10, at an instant; `zone` is where the patient's clock stood, `source` as an entry's."""

    moment_id: str
    at: datetime
    zone: str
    pain: int
    source: str = BY_HAND
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, at="A moment", **STAMPS)
        find_zone(self.zone)
        if self.pain is None:
            raise BadValue("Choose a number from 0 to 10 first.")
        check_score(self.pain, "Pain")
        check_source(self.source)

    @property
    def local(self) -> datetime:
        """Wall-clock time where the patient was, without a zone."""
        return self.at.astimezone(find_zone(self.zone)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        """The calendar day where the patient was."""
        return self.local.date()


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """How one journal is kept: zone, week, pause, daily or weekly. `week_starts_on` is 0 for Monday to 6 for Sunday.

    `zone_declined` is the zone of a device the patient was asked about last and did not take.
    """

    zone: str = "UTC"
    zone_declined: str = ""
    week_starts_on: int = 0
    paused_since: date | None = None
    welcomed_at: datetime | None = None
    strain_is_new: bool = False
    is_weekly: bool = False

    def __post_init__(self) -> None:
        find_zone(self.zone)
        if not 0 <= self.week_starts_on <= 6:
            raise BadValue("A week starts on one of seven days.")


def refuse_future_day(day: date, today: date) -> None:
    """A day that has not come yet cannot be described."""
    if day > today:
        raise BadValue("This day has not come yet. Choose today or a day before it.")


@dataclass(frozen=True, kw_only=True)
class Journal:
    """A frozen snapshot of one patient: days, moments and sessions in order of time, none of them deleted."""

    zone: str = "UTC"
    entries: tuple[Entry, ...] = ()
    moments: tuple[Moment, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    is_sample: bool = False
    _by_day: dict[date, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_day", {entry.day: entry for entry in self.entries})

    def on(self, day: date) -> Entry | None:
        """The entry of a day, or None."""
        return self._by_day.get(day)

    def between(self, first: date, until: date) -> Journal:
        """The same journal, only the days of `[first, until)`."""
        return replace(
            self,
            entries=tuple(e for e in self.entries if first <= e.day < until),
            moments=tuple(m for m in self.moments if first <= m.day < until),
            treatments=tuple(t for t in self.treatments if first <= t.day < until),
        )

    def comparable(self) -> Journal:
        """The same journal without the days whose pain an import has turned into 0-10 from another scale.

        What "is it helping" is worked out from: a 4 that was "severe" somewhere else is not the 4 of the next day.
        """
        kept = tuple(entry for entry in self.entries if entry.pain_is_0_to_10)
        return self if len(kept) == len(self.entries) else replace(self, entries=kept)

    def done_treatments(self) -> tuple[Treatment, ...]:
        """Sessions that took place, in order."""
        return tuple(t for t in self.treatments if t.status is TreatmentStatus.DONE)

    def daily(self, name: str) -> dict[date, float]:
        """Day -> the answer called `name`, only where it was given."""
        pairs = ((entry.day, getattr(entry, name)) for entry in self.entries)
        return {day: value for day, value in pairs if value is not None}

    def gaps(self, first: date, until: date, name: str = "pain_average") -> tuple[date, ...]:
        """The days of `[first, until)` on which `name` was not answered."""
        given = self.daily(name)
        return tuple(day for day in days_of(first, until) if day not in given)


def days_of(first: date, until: date) -> Iterator[date]:
    """Every day of `[first, until)`."""
    return (first + timedelta(days=n) for n in range((until - first).days))


def running_mean(values: dict[date, float], days: Iterable[date], *, width: int = 7) -> dict[date, float]:
    """For each day the mean of the `width` days that end on it, only where they hold 3 or more ratings.

    Unit of the result as of the values. The rule of 3 is product.md's honesty rule 3; Broderick et al. 2009
    (PMID 19070550) found that the mean of 3 to 5 end-of-day ratings tracks the week closely.
    """
    result: dict[date, float] = {}
    for day in days:
        window = (values.get(day - timedelta(days=back)) for back in range(width))
        given = [value for value in window if value is not None]
        if len(given) >= RATINGS_FOR_A_WEEK:
            result[day] = sum(given) / len(given)
    return result


def week_start(day: date, week_starts_on: int) -> date:
    """The first day of the week that holds `day`."""
    return day - timedelta(days=(day.weekday() - week_starts_on) % 7)


def weekly_means(values: dict[date, float], week_starts_on: int) -> dict[date, tuple[float, int]]:
    """First day of a week -> (mean, number of ratings), only for weeks with 3 or more ratings."""
    weeks: dict[date, list[float]] = {}
    for day, value in values.items():
        weeks.setdefault(week_start(day, week_starts_on), []).append(value)
    return {
        start: (sum(given) / len(given), len(given))
        for start, given in sorted(weeks.items())
        if len(given) >= RATINGS_FOR_A_WEEK
    }
