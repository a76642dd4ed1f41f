"""Invented people with back pain, and what is true of each of them.

A day's pain is `level + what happens - relief + x`, rounded to a whole number and kept within 0-10. `x` resembles its
neighbours: a first-order autoregression of standard deviation `spread`. What is true is therefore the *expected logged
pain* of a day, `E[clip(round(N(mean, spread)))]`, worked out exactly and not drawn, for days with and without a rating.
It is that of the person's own course: what chance adds, such as a bad day that led to a booking, is no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter
from scipy.special import ndtr

from acujournal.journal import Entry, Journal
from acujournal.treatment import Treatment
from acujournal.weekly import WeeklyCheck

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: A Monday. Each person begins on one of the seven days from here on.
FIRST_MONDAY = date(2024, 1, 1)
#: Pain from which on a person who books on bad days books.
BAD_DAY = 7
#: Of two such days on which one could book, one is let go now and then.
BOOKS_WITH = 0.6
#: Days from one session booked on a bad day to the earliest next one.
LEAST_GAP = 6
#: A person whose pain was high at the start goes first on a day this far above the own mean, and waits at most so long.
HIGH_BY = 1.0
LONGEST_WAIT = 14
#: Days after which the excess at the start of a diary has fallen to a third.
EXCESS_FADES = 14.0
FLARE_DAYS = 10


class Schedule(StrEnum):
    """When sessions are held."""

    WEEKLY = "weekly"
    TWICE = "twice a week"
    IRREGULAR = "every 4 to 14 days"
    BAD_DAY = "on the bad day"
    AFTER_BAD_DAY = "the day after a bad day"

    @property
    def is_booked(self) -> bool:
        """Whether pain decides."""
        return self in (Schedule.BAD_DAY, Schedule.AFTER_BAD_DAY)


class Missing(StrEnum):
    """Which days have no rating."""

    RANDOM = "at random"
    RUNS = "in runs"
    HIGH = "more when pain is high"


class Group(StrEnum):
    """How a kind of person counts."""

    NOTHING = "nothing happens"
    RELIEF = "relief after sessions"
    APART = "what one diary cannot tell"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of person. Points of pain are 0-10, negative is lower; `level` and `spread` are ranges to draw from.

    `resembling` is the correlation of neighbouring days; `rhythm` the height of a weekly wave; `trend` points a week;
    `excess` points at the start of the diary that fade; `flare` points on ten days in the middle of the time after the
    first session; `medicine` a lasting change from the middle on, `step` one from the first session on; `relief` points
    on the day after a session, halved every `half_life` days. `missing` and `late` are shares of days.
    """

    weeks: int = 12
    baseline: int = 14
    schedule: Schedule = Schedule.WEEKLY
    resembling: float = 0.3
    level: tuple[float, float] = (3.5, 7.0)
    spread: tuple[float, float] = (1.2, 2.0)
    rhythm: float = 0.0
    trend: float = 0.0
    excess: float = 0.0
    flare: float = 0.0
    medicine: float = 0.0
    step: float = 0.0
    relief: float = 0.0
    half_life: float = 3.0
    missing: float = 0.1
    missing_as: Missing = Missing.RANDOM
    late: float = 0.05

    @property
    def days(self) -> int:
        """Days of the diary: those before the first session as planned, and the weeks after it."""
        return self.baseline + 7 * self.weeks

    @property
    def happening(self) -> str:
        """What happens to this person, in words."""
        told = (
            (self.excess, f"regression to the mean: {self.excess:g} points too high at first"),
            (self.flare, f"a flare of {self.flare:g} points for {FLARE_DAYS} days"),
            (self.medicine, f"a new medicine half-way: {-self.medicine:g} points lower"),
            (self.step, f"from the first session on {-self.step:g} points lower, whatever the day"),
            (
                self.trend,
                f"{'easing' if self.trend < 0 else 'worsening'} by {abs(self.trend):g} points a week",
            ),
            (
                self.relief,
                f"relief of {self.relief:g} point{'s' if self.relief != 1 else ''} after each session",
            ),
        )
        return next((words for size, words in told if size), "nothing")

    @property
    def group(self) -> Group:
        """Told from what happens, so that no row can be put where it looks better."""
        if self.excess or self.flare or self.medicine or self.step or self.trend:
            return Group.APART
        return Group.RELIEF if self.relief else Group.NOTHING

    @property
    def is_nothing_after_sessions(self) -> bool:
        """Whether to say "lower after a session" would be false, and nothing else is the matter."""
        return self.group is Group.NOTHING

    @property
    def is_nothing_since_the_first(self) -> bool:
        """Whether to say "lower since the first session" would be false. A first session on a bad day is a bad baseline."""
        return self.group is Group.NOTHING and not self.schedule.is_booked

    @property
    def name(self) -> str:
        """Everything that is not as usual, which tells the kinds apart."""
        usual = Kind()
        parts = [
            f"{field.name} {_short(getattr(self, field.name))}"
            for field in fields(self)
            if getattr(self, field.name) != getattr(usual, field.name)
        ]
        return ", ".join(parts) or "as usual"


def _short(value: object) -> str:
    if isinstance(value, tuple):
        return " to ".join(f"{one:g}" for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, eq=False)
class Person:
    """One invented person: the journal, and day by day from `first` on what is true.

    `expected` is the expected logged pain of each calendar day, `without` the same had no session brought any relief,
    `felt` the pain rated or not. `sessions` are day numbers; `today` is the day after the last.
    """

    journal: Journal
    checks: tuple[WeeklyCheck, ...]
    first: date
    today: date
    expected: Floats
    without: Floats
    felt: Floats
    sessions: tuple[int, ...]

    def number(self, day: date) -> int:
        """The day number of a calendar day."""
        return (day - self.first).days


def expected_logged(mean: Floats, spread: float) -> Floats:
    """The expectation of `clip(round(N(mean, spread)), 0, 10)`: the sum over k of the probability of at least k."""
    steps = np.arange(1, 11) - 0.5
    return np.asarray(ndtr((mean[:, None] - steps) / spread).sum(axis=1), dtype=np.float64)


def person(kind: Kind, number: int, *, seed: int) -> Person:
    """The person of that number of a kind; the same for the same seed, whoever else is invented."""
    chance = np.random.default_rng([seed, crc32(kind.name.encode()), number])
    days = np.arange(kind.days)
    spread = float(chance.uniform(*kind.spread))
    first = FIRST_MONDAY + timedelta(days=int(chance.integers(7)))
    mean = chance.uniform(*kind.level) + _happens(kind, chance)
    x = spread * _resembling(chance, kind.days, kind.resembling)
    sessions = _sessions(kind, mean + x, chance)
    start = sessions[0] if sessions else kind.days
    mean = mean + kind.step * (days >= start)
    share = _share(sessions, kind.days, kind.half_life)
    felt = np.clip(np.round(mean - kind.relief * share + x), 0, 10)
    rated = ~_gaps(kind, felt, chance)
    return Person(
        journal=Journal(
            entries=_entries(kind, felt, rated, first, chance),
            treatments=tuple(_treatment(first + timedelta(days=one), one) for one in sessions),
        ),
        checks=_checks(felt, first, chance),
        first=first,
        today=first + timedelta(days=kind.days),
        expected=expected_logged(mean - kind.relief * share, spread),
        without=expected_logged(mean, spread),
        felt=felt,
        sessions=sessions,
    )


def _happens(kind: Kind, chance: np.random.Generator) -> Floats:
    """What moves pain whether or not there are sessions, day by day; a step at the first session comes later."""
    days = np.arange(kind.days)
    moved = kind.trend * (days - kind.days / 2) / 7 + kind.excess * np.exp(-days / EXCESS_FADES)
    moved = moved + kind.rhythm * np.sin(2 * np.pi * (days + chance.integers(7)) / 7)
    middle = kind.baseline + (kind.days - kind.baseline) // 2
    moved = moved + kind.flare * ((days >= middle) & (days < middle + FLARE_DAYS))
    return np.asarray(moved + kind.medicine * (days >= middle), dtype=np.float64)


def _resembling(chance: np.random.Generator, days: int, correlation: float) -> Floats:
    """A stationary first-order autoregression of variance 1."""
    shocks = chance.standard_normal(days)
    shocks[1:] *= np.sqrt(1 - correlation**2)
    return np.asarray(lfilter([1.0], [1.0, -correlation], shocks), dtype=np.float64)


def _sessions(kind: Kind, latent: Floats, chance: np.random.Generator) -> tuple[int, ...]:
    if kind.schedule.is_booked:
        return _booked(kind, latent, chance)
    day = kind.baseline
    if kind.excess:
        # Who is at the worst makes the first appointment on a bad day, and does not wait for ever for one.
        wait = latent[day : day + LONGEST_WAIT] >= latent.mean() + HIGH_BY
        day += int(wait.argmax()) if wait.any() else LONGEST_WAIT - 1
    held = []
    while day < kind.days:
        held.append(day)
        if kind.schedule is Schedule.IRREGULAR:
            day += int(chance.integers(4, 15))
        else:
            day += 7 if kind.schedule is Schedule.WEEKLY else 3 + (len(held) - 1) % 2
    return tuple(held)


def _booked(kind: Kind, latent: Floats, chance: np.random.Generator) -> tuple[int, ...]:
    """Sessions on bad days or the day after: the pain that decides is the one felt, with the relief of earlier sessions."""
    held: list[int] = []
    back = 1 if kind.schedule is Schedule.AFTER_BAD_DAY else 0
    for day in range(max(kind.baseline, back), kind.days):
        would = chance.random() < BOOKS_WITH
        if not would or (held and day - held[-1] < LEAST_GAP):
            continue
        # No session lies on the days between the one that decides and this one.
        share = 2.0 ** (-(day - back - held[-1] - 1) / kind.half_life) if held else 0.0
        if round(latent[day - back] - kind.relief * share) >= BAD_DAY:
            held.append(day)
    return tuple(held)


def _share(sessions: tuple[int, ...], days: int, half_life: float) -> Floats:
    """How much of the relief is there on each day, 0-1.

    All of it on the day after a session, then halved every `half_life` days until the next session begins it anew; on the
    session's own day half of it, or what is left of the last one where that is more.
    """
    share, last = np.zeros(days), None
    held = set(sessions)
    for day in range(days):
        left = 2.0 ** (-(day - last - 1) / half_life) if last is not None else 0.0
        share[day] = max(0.5, left) if day in held else left
        last = day if day in held else last
    return share


def _gaps(kind: Kind, felt: Floats, chance: np.random.Generator) -> Flags:
    draws = chance.random(len(felt))
    if kind.missing_as is Missing.HIGH:
        # Each point above the person's own mean makes a gap twice as likely, against a day that is logged.
        odds = kind.missing / (1 - kind.missing) * 2.0 ** (felt - felt.mean())
        return np.asarray(draws < odds / (1 + odds), dtype=np.bool_)
    if kind.missing_as is Missing.RANDOM or not kind.missing:
        return np.asarray(draws < kind.missing, dtype=np.bool_)
    gaps = np.zeros(len(felt), dtype=np.bool_)
    for day in range(len(felt)):
        # Runs of five days on average.
        begins = kind.missing / (1 - kind.missing) / 5
        stays = gaps[day - 1] if day else draws[0] < kind.missing
        gaps[day] = draws[day] < 0.8 if (day and stays) else (draws[day] < begins if day else stays)
    return gaps


def _entries(
    kind: Kind, felt: Floats, rated: Flags, first: date, chance: np.random.Generator
) -> tuple[Entry, ...]:
    """The ratings as they were written. One written later is half the day itself and half the day of writing."""
    entries = []
    is_late = chance.random(len(felt)) < kind.late
    delays = chance.integers(3, 10, len(felt))
    for day in np.flatnonzero(rated):
        delay = int(delays[day]) if is_late[day] and day + delays[day] < len(felt) else 0
        written = first + timedelta(days=int(day) + delay)
        pain = (
            int(np.floor((felt[day] + felt[day + delay]) / 2 + 0.5 * (day % 2))) if delay else int(felt[day])
        )
        entries.append(
            Entry(
                day=first + timedelta(days=int(day)),
                pain_average=min(pain, 10),
                written_at=datetime(written.year, written.month, written.day, 20, tzinfo=UTC),
            )
        )
    return tuple(entries)


def _treatment(day: date, number: int) -> Treatment:
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return Treatment(treatment_id=f"day {number}", starts_at=starts, zone="UTC")


def _checks(felt: Floats, first: date, chance: np.random.Generator) -> tuple[WeeklyCheck, ...]:
    """Each seventh day the three weekly questions, about the mean of the week with an error of half a point or more."""
    offsets, checks = chance.normal(0, 1, 3), []
    for end in range(6, len(felt), 7):
        week = felt[end - 6 : end + 1].mean()
        given = np.clip(np.round(week + offsets * (0, 1, 1) + chance.normal(0, (0.5, 0.8, 0.8))), 0, 10)
        pain, enjoyment, activity = (int(one) for one in given)
        day = first + timedelta(days=end)
        checks.append(WeeklyCheck(day=day, pain=pain, enjoyment=enjoyment, activity=activity))
    return tuple(checks)
