"""What one invented person hears, and what would have been true.

The whole door `analyse` also asks what if gaps had been bad days, what it said a week ago and what the weekdays are like, which
is most of its work. So most people get the few answers that are counted here from the same functions (`ask`), and the first
ones of each kind go through the door itself (`ask_at_the_door`): a word that differed there would stop the simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from acujournal.stats import analyse, last_sunday
from acujournal.stats.course import BeforeAfter, Trend, before_after, trend
from acujournal.stats.diary import diary_of
from acujournal.stats.engine import Estimate
from acujournal.stats.relief import CURVE_DAYS, RELIEF_DAYS, Relief, at_least_days, curve, relief
from acujournal.stats.verdict import Verdict
from acujournal.stats.weeks import FunctionChange, function_change
from acujournal.weekly import A_WEEK
from benchmarks.simulation.people import Flags, Person

#: Relief smaller than this many points on a day is none, where a claim of days goes.
NO_RELIEF = 0.1


@dataclass(frozen=True)
class Heard:
    """One answer: its word, its estimate and 95 % interval in points where there is one, and the truth where it is known."""

    word: Verdict
    value: float | None
    low: float | None
    high: float | None
    truth: float | None

    @classmethod
    def nothing(cls, truth: float | None) -> Heard:
        """Not enough data yet."""
        return cls(Verdict.NOT_ENOUGH, None, None, None, truth)

    @classmethod
    def of(cls, word: Verdict, change: Estimate | None, truth: float | None) -> Heard:
        """The word of an answer with the interval it rests on."""
        if change is None:
            return cls(word, None, None, None, truth)
        return cls(word, change.value, change.low, change.high, truth)


@dataclass(frozen=True)
class Told:
    """All that one person hears. `at_least` is the number of days claimed, None for "cannot tell how long".

    `relief` stands beside what the sentence claims: less pain than the person's other days would lead one to expect. `whole` is
    the same answer beside all the relief there is, part of which those other days have too where it lingers.
    """

    course: Heard
    relief: Heard
    whole: Heard
    trend: Heard
    function: Heard
    at_least: int | None
    is_too_long: bool


def ask(one: Person) -> Told:
    """On the day after the diary ends ask for the answers that are counted, of the functions that `analyse` asks."""
    until = last_sunday(one.today) + timedelta(days=1)
    diary = diary_of(one.journal, until)
    course, after = before_after(diary), relief(diary)
    return _told(
        one,
        until=until,
        course=course,
        after=after,
        # Without "lower" nothing is claimed of days, so the curve need not be worked out.
        at_least=at_least_days(after.verdict, curve(diary)) if after.verdict.is_lower else None,
        line=trend(diary.between(until - 13 * A_WEEK, until)),
        function=function_change(one.checks, course.first_session, until),
    )


def ask_at_the_door(one: Person) -> Told:
    """The same through the whole door."""
    found = analyse(one.journal, today=one.today, checks=one.checks)
    return _told(
        one,
        until=found.until,
        course=found.course,
        after=found.relief,
        at_least=found.at_least,
        line=found.trend,
        function=found.function,
    )


def _told(
    one: Person,
    *,
    until: date,
    course: BeforeAfter,
    after: Relief,
    at_least: tuple[int, int] | None,
    line: Trend,
    function: FunctionChange,
) -> Told:
    end = one.number(until)
    days = None if at_least is None else at_least[0]
    return Told(
        course=Heard.of(course.verdict, course.change, true_change(one, course)),
        relief=Heard.of(after.verdict, after.change, true_beside_other_days(one, end)),
        whole=Heard.of(after.verdict, after.change, true_relief(one, end)),
        trend=Heard.of(line.verdict, line.weekly, true_slope(one, line)),
        function=Heard.of(function.verdict, function.change, None),
        at_least=days,
        is_too_long=days is not None and days > true_days(one, end),
    )


def true_change(one: Person, course: BeforeAfter) -> float | None:
    """Expected logged pain of all calendar days after the first session minus that of the days before it."""
    before, after = course.before, course.after
    if before is None or after is None or not before.possible or not after.possible:
        return None
    earlier, later = (
        one.expected[max(one.number(side.first), 0) : one.number(side.until)] for side in (before, after)
    )
    return float(later.mean() - earlier.mean()) if len(earlier) and len(later) else None


def true_slope(one: Person, line: Trend) -> float:
    """The slope of the least-squares line through the expected pain of all days of the period, points a week."""
    expected = one.expected[one.number(line.first) : one.number(line.until)]
    around = np.arange(len(expected)) - (len(expected) - 1) / 2
    return float(7 * (around @ expected) / (around @ around))


def true_relief(one: Person, end: int) -> float | None:
    """The mean over days +1 to +3 after any session of the expected pain minus that without any session's relief."""
    near = _near(one, end)
    return float((one.expected - one.without)[:end][near].mean()) if near.any() else None


def true_beside_other_days(one: Person, end: int) -> float | None:
    """The same minus the mean relief of all other days since the first session, which the answer compares with."""
    near = _near(one, end)
    other = ~near
    other[: min(one.sessions, default=end)] = False
    if not near.any() or not other.any():
        return None
    relief = (one.expected - one.without)[:end]
    return float(relief[near].mean() - relief[other].mean())


def _near(one: Person, end: int) -> Flags:
    near = np.zeros(end, dtype=np.bool_)
    for session in one.sessions:
        if session < end:
            near[session + 1 : session + 1 + RELIEF_DAYS] = True
    return near


def true_days(one: Person, end: int) -> int:
    """For how many days after a session, in their order, there really is relief on average over the sessions."""
    held = [session for session in one.sessions if session < end]
    lower = (one.without - one.expected)[:end]
    for step in range(1, CURVE_DAYS + 1):
        following = [*held[1:], end]
        days = [
            session + step for session, after in zip(held, following, strict=True) if session + step < after
        ]
        if not days or lower[days].mean() < NO_RELIEF:
            return step - 1
    return CURVE_DAYS
