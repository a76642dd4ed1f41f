"""A course of sessions as agreed beforehand: why, how many, and when and by what rule to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from acujournal.answers import (
    NOTE_LIMIT,
    STAMPS,
    check_count,
    check_day,
    check_score,
    check_text,
    keep_in_utc,
)
from acujournal.errors import BadValue
from acujournal.treatment import Treatment, TreatmentStatus

SESSIONS_LIMIT: Final = 100
#: Days of a baseline: this many are needed, so many are better (evidence: at least 5 ratings in a phase; Cook 2019).
BASELINE_DAYS: Final = (7, 14)


class Rhythm(StrEnum):
    """How often sessions are planned."""

    TWICE_A_WEEK = "twice a week"
    WEEKLY = "weekly"
    EVERY_TWO_WEEKS = "every two weeks"
    MONTHLY = "monthly"
    AS_AGREED = "as agreed"


class Decision(StrEnum):
    """What a person decides at a review."""

    GO_ON = "go on"
    CHANGE = "change"
    PAUSE = "pause"
    STOP = "stop"
    TALK = "talk"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One course. `begun_on` is the day it was written; `ended_on` the day on which the next one follows, or None.

    `target` is an average pain 0-10 the person hopes for. `baseline_from` is the first day of the days before the
    first session that later ones are compared with. The review comes after `review_after` sessions or on `review_on`.
    """

    plan_id: str
    begun_on: date
    ended_on: date | None = None
    reason: str = ""
    goal: str = ""
    target: int | None = None
    baseline_from: date | None = None
    first_session_on: date | None = None
    sessions: int | None = None
    rhythm: Rhythm | None = None
    review_after: int | None = None
    review_on: date | None = None
    rule: str = ""
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, **STAMPS)
        for text, words in ((self.reason, "Why I started"), (self.goal, "My goal"), (self.rule, "My rule")):
            check_text(text, words, NOTE_LIMIT)
        check_score(self.target, "The pain you hope for")
        for day, words in (
            (self.begun_on, "The plan's beginning"),
            (self.ended_on, "The plan's end"),
            (self.baseline_from, "The baseline"),
            (self.first_session_on, "The first session"),
            (self.review_on, "The review"),
        ):
            check_day(day, words)
        check_count(self.sessions, "Sessions of a plan", 1, SESSIONS_LIMIT)
        check_count(self.review_after, "Sessions until the review", 1, SESSIONS_LIMIT)
        if self.review_after is not None and self.review_on is not None:
            raise BadValue("A review comes after a number of sessions or on a date. Keep one of the two.")
        if self.ended_on is not None and self.ended_on < self.begun_on:
            raise BadValue("The plan ends before it begins. Change its end.")
        if self.baseline_from and self.first_session_on and self.baseline_from >= self.first_session_on:
            raise BadValue("The baseline lies before the first session. Change one of the two dates.")

    @property
    def is_open(self) -> bool:
        """Whether this course is still going on."""
        return self.ended_on is None

    @property
    def counts_from(self) -> date:
        """The day from which sessions belong to this course."""
        return min(self.begun_on, self.first_session_on or self.begun_on)

    @property
    def agreed(self) -> tuple[int | None, date | None]:
        """When the review comes: after so many sessions, or on a day; neither where none was agreed."""
        return (self.review_after, self.review_on)


@dataclass(frozen=True, kw_only=True)
class Review:
    """A decision, and what stood on the screen when it was taken. `review_after` and `review_on` are what was agreed.

    `shown` are this program's own sentences of that day, `words` are the person's.
    """

    review_id: str
    plan_id: str
    decided_on: date
    decision: Decision
    review_after: int | None = None
    review_on: date | None = None
    words: str = ""
    shown: str = ""
    saved_at: datetime | None = None
    deleted_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        keep_in_utc(self, **STAMPS)
        check_day(self.decided_on, "The decision")
        check_day(self.review_on, "The review")
        check_text(self.words, "My own words", NOTE_LIMIT)
        check_text(self.shown, "What was shown", NOTE_LIMIT)

    @property
    def agreed(self) -> tuple[int | None, date | None]:
        """The agreement this decision answers."""
        return (self.review_after, self.review_on)


def current_plan(plans: Iterable[Plan]) -> Plan | None:
    """The course that is going on: the newest open one."""
    return max((plan for plan in plans if plan.is_open), key=lambda plan: plan.begun_on, default=None)


def sessions_of(plan: Plan, treatments: Iterable[Treatment]) -> tuple[Treatment, ...]:
    """The sessions that took place in this course, in order of time."""
    held = (one for one in treatments if one.status is TreatmentStatus.DONE)
    until = plan.ended_on or date.max
    return tuple(
        sorted((one for one in held if plan.counts_from <= one.day < until), key=lambda one: one.starts_at)
    )


def review_is_due(
    plan: Plan, treatments: Iterable[Treatment], reviews: Iterable[Review], today: date
) -> bool:
    """Whether what was agreed has come, and nothing is decided about it yet."""
    if plan.agreed == (None, None) or not plan.is_open:
        return False
    if any(review.plan_id == plan.plan_id and review.agreed == plan.agreed for review in reviews):
        return False
    if plan.review_on is not None:
        return plan.review_on <= today
    return len(sessions_of(plan, treatments)) >= (plan.review_after or 0)


def refuse_past_review(plan: Plan, earlier: Plan | None, today: date) -> None:
    """A review that is agreed today lies ahead; one agreed earlier may have come meanwhile."""
    if (
        plan.review_on is not None
        and plan.review_on < today
        and (earlier is None or earlier.review_on != plan.review_on)
    ):
        raise BadValue("The day of the review is over. Choose today or a day ahead.")
