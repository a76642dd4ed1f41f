"""The weekly questions about pain and what it keeps one from, and the monthly one about change.

The three questions are the PEG (Krebs et al. 2009, doi 10.1007/s11606-009-0981-1). It is passed on as free to use; its
makers took it from the Brief Pain Inventory, whose owner claims all derivatives, so whoever charges money for this
program should ask them first. It has no bands of severity, and none are made up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from acujournal.answers import EARLIEST_DAY, STAMPS, check_score, find_zone, keep_in_utc
from acujournal.errors import BadValue
from acujournal.journal import RATINGS_FOR_A_WEEK, days_of

#: Days from one set of weekly answers to the next.
A_WEEK: Final = timedelta(days=7)
#: Days from one answer about change to the next.
FOUR_WEEKS: Final = timedelta(days=28)
#: Weekly answers this many days before or after a day still speak of nearly the same week.
ABOUT: Final = timedelta(days=3)

PEG: Final = {
    "pain": "What number best describes your pain on average in the past week?",
    "enjoyment": (
        "What number best describes how, during the past week, pain has interfered with your enjoyment of life?"
    ),
    "activity": (
        "What number best describes how, during the past week, pain has interfered with your general activity?"
    ),
}


class Change(StrEnum):
    """The own-worded question about change, seven steps, better first."""

    MUCH_BETTER = "much better"
    BETTER = "better"
    A_LITTLE_BETTER = "a little better"
    THE_SAME = "about the same"
    A_LITTLE_WORSE = "a little worse"
    WORSE = "worse"
    MUCH_WORSE = "much worse"


@dataclass(frozen=True, kw_only=True)
class WeeklyCheck:
    """Answers about the seven days that end on `day`: `pain`, `enjoyment`, `activity` 0-10, lower is better.

    `change` compares with four weeks before and is asked after the numbers. None is "not answered".
    """

    day: date
    pain: int | None = None
    enjoyment: int | None = None
    activity: int | None = None
    change: Change | None = None
    zone: str = "UTC"
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, **STAMPS)
        find_zone(self.zone)
        if self.day < EARLIEST_DAY:
            raise BadValue("Days before 1900 cannot be kept. Check the year.")
        check_score(self.pain, "Pain")
        check_score(self.enjoyment, "Enjoyment of life")
        check_score(self.activity, "General activity")

    @property
    def is_empty(self) -> bool:
        """True when nothing was answered."""
        return (self.pain, self.enjoyment, self.activity, self.change) == (None, None, None, None)

    @property
    def score(self) -> float | None:
        """The PEG score: the mean of the three answers, 0-10, lower is better; None unless all three are there."""
        given = [one for one in (self.pain, self.enjoyment, self.activity) if one is not None]
        return sum(given) / 3 if len(given) == 3 else None


def next_weekly(checks: Iterable[WeeklyCheck], skipped: date | None) -> date | None:
    """The day from which the weekly questions are asked again; None where they never were: that is at once."""
    days = [check.day for check in checks] + ([skipped] if skipped else [])
    return max(days) + A_WEEK if days else None


def change_is_due(checks: Iterable[WeeklyCheck], today: date) -> bool:
    """Whether it is time to ask about change: answers of four weeks ago are there, and no change since was told."""
    given = sorted(checks, key=lambda check: check.day)
    earlier = [check.day for check in given if check.day < today]
    told = [check.day for check in given if check.change is not None and check.day < today]
    begun = told[-1] if told else (earlier[0] if earlier else None)
    return begun is not None and today - begun >= FOUR_WEEKS


@dataclass(frozen=True, kw_only=True)
class Week:
    """What the diary says of the seven days that end on `last`.

    `ratings` counts the days with an average pain, `mean` is their mean (points 0-10, lower is better), None with
    fewer than three. `check` are the weekly answers given about then, or None.
    """

    last: date
    ratings: int
    mean: float | None
    check: WeeklyCheck | None

    @property
    def first(self) -> date:
        """The first of the seven days."""
        return self.last - A_WEEK + timedelta(days=1)

    @property
    def score(self) -> float | None:
        """The PEG score of the answers given about then."""
        return None if self.check is None else self.check.score


@dataclass(frozen=True, kw_only=True)
class Memory:
    """A remembered change, and what the diary says of the two weeks it compares."""

    change: Change
    then: Week
    now: Week


def beside_memory(
    check: WeeklyCheck, checks: Iterable[WeeklyCheck], pain: Mapping[date, float]
) -> Memory | None:
    """The remembered change of `check` beside the diary; None where no change was told.

    `checks` are all weekly answers, `pain` the average pains by day. Whatever was written after `check` is left out.
    """
    if check.change is None:
        return None
    others = tuple(one for one in checks if one.day < check.day)
    return Memory(
        change=check.change,
        then=_week(check.day - FOUR_WEEKS, others, pain),
        now=_week(check.day, (check,), pain),
    )


def _week(last: date, checks: Iterable[WeeklyCheck], pain: Mapping[date, float]) -> Week:
    days = days_of(last - A_WEEK + timedelta(days=1), last + timedelta(days=1))
    given = [pain[day] for day in days if day in pain]
    return Week(
        last=last,
        ratings=len(given),
        mean=sum(given) / len(given) if len(given) >= RATINGS_FOR_A_WEEK else None,
        check=nearest(checks, last),
    )


def nearest(checks: Iterable[WeeklyCheck], day: date) -> WeeklyCheck | None:
    """The weekly answers nearest to `day`, at most three days off; of two equally near ones the earlier."""
    about = (check for check in checks if abs(check.day - day) <= ABOUT)
    return min(about, key=lambda check: (abs(check.day - day), check.day), default=None)
