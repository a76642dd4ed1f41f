"""A course of sessions as agreed beforehand: why, how many, and when and by what rule to decide.

What the review shows are plain averages with the number of days behind them, worked out and put into sentences here.
Nothing in them says whether a course has helped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
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
from acujournal.words import count_words, short_day

SESSIONS_LIMIT: Final = 100
#: Days of a baseline: this many are needed, so many are better (evidence: at least 5 ratings in a phase; Cook 2019).
BASELINE_DAYS: Final = (7, 14)
#: Days before the first session that later ones are compared with: all of them, but at most so many.
MOST_BASELINE_DAYS: Final = 28
A_DAY: Final = timedelta(days=1)


#: Why they are asked for. Regression to the mean and natural change: whitney1992, pengel2003, sean2024.
WHY_A_BASELINE: Final = (
    "Pain goes up and down by itself, and many people begin when it is at its worst, so what comes later can only be "
    f"compared fairly with days from before. Check-ins on {BASELINE_DAYS[0]} days before the first session, better on "
    f"{BASELINE_DAYS[1]}, make that possible."
)


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


#: Each decision as screens and documents call it.
DECISION_WORDS: Final = {
    Decision.GO_ON: "Go on",
    Decision.CHANGE: "Change something",
    Decision.PAUSE: "Pause",
    Decision.STOP: "Stop",
    Decision.TALK: "Talk to someone first",
}
RHYTHM_WORDS: Final = {
    Rhythm.TWICE_A_WEEK: "twice a week",
    Rhythm.WEEKLY: "once a week",
    Rhythm.EVERY_TWO_WEEKS: "every two weeks",
    Rhythm.MONTHLY: "once a month",
    Rhythm.AS_AGREED: "as agreed each time",
}


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
    """The course that is going on: the newest open one, and of two that were begun on one day the one saved last."""
    newest_last = sorted(
        (plan for plan in plans if plan.is_open),
        key=lambda plan: (plan.begun_on, plan.saved_at.isoformat() if plan.saved_at else ""),
    )
    return newest_last[-1] if newest_last else None


def sessions_of(plan: Plan, treatments: Iterable[Treatment], plans: Iterable[Plan]) -> tuple[Treatment, ...]:
    """The sessions that took place in this course, in order of time; `plans` are all plans of the journal.

    Spans of plans overlap where one is taken up again, or where the first session of a new one lies in the past. Each
    session belongs to one plan all the same: to the one begun last among those whose span holds its day.
    """
    later = [other for other in plans if other.plan_id != plan.plan_id and _order(other) > _order(plan)]
    return tuple(
        sorted(
            (
                one
                for one in treatments
                if one.status is TreatmentStatus.DONE
                and _holds(plan, one.day)
                and not any(_holds(other, one.day) for other in later)
            ),
            key=lambda one: one.starts_at,
        )
    )


def _holds(plan: Plan, day: date) -> bool:
    return plan.counts_from <= day < (plan.ended_on or date.max)


def _order(plan: Plan) -> tuple[date, date, int, str, str]:
    """Later for the plan begun later. Of two begun on one day it is the one that ended first, else the last saved."""
    return (
        plan.begun_on,
        plan.counts_from,
        -(plan.ended_on or date.max).toordinal(),
        plan.saved_at.isoformat() if plan.saved_at else "",
        plan.plan_id,
    )


def review_has_come(plan: Plan, treatments: Iterable[Treatment], today: date, plans: Iterable[Plan]) -> bool:
    """Whether what was agreed has come, decided or not; after the end of a plan, whether it had come by then."""
    if plan.review_on is not None:
        return plan.review_on <= last_day_of(plan, today)
    if plan.review_after is None:
        return False
    return len(sessions_of(plan, treatments, plans)) >= plan.review_after


def last_day_of(plan: Plan, today: date) -> date:
    """The last day of a course, and while it goes on today."""
    if plan.ended_on is None:
        return today
    return max(min(plan.ended_on - A_DAY, today), plan.begun_on)


def answers(review: Review, plan: Plan) -> bool:
    """Whether this decision is about what the plan has agreed now."""
    return review.plan_id == plan.plan_id and review.agreed == plan.agreed


def review_is_due(
    plan: Plan, treatments: Iterable[Treatment], reviews: Iterable[Review], today: date, plans: Iterable[Plan]
) -> bool:
    """Whether what was agreed has come while the plan is open, and nothing is decided about it yet."""
    if not plan.is_open or any(answers(review, plan) for review in reviews):
        return False
    return review_has_come(plan, treatments, today, plans)


def refuse_passed_agreement(
    plan: Plan,
    earlier: Plan | None,
    treatments: Iterable[Treatment],
    reviews: Iterable[Review],
    plans: Iterable[Plan],
) -> None:
    """A newly agreed review is one that is still to come; `earlier` is the plan as it was, `plans` are all others.

    Who saves the plan with nothing changed after the decision wanted another review as well: it is refused in words,
    for saved it would never be asked. With something else changed the decided agreement stands as it is.
    """
    is_new = earlier is None or earlier.agreed != plan.agreed
    others = tuple(one for one in plans if one.plan_id != plan.plan_id)
    held = len(sessions_of(plan, treatments, (*others, plan)))
    if any(answers(review, plan) for review in reviews):
        if is_new or _same_words(plan, earlier):
            instead = (
                f"a number above {max(held, plan.review_after)}"
                if plan.review_after is not None
                else "a later day"
            )
            raise BadValue(
                f"The review {agreement_in_words(plan.agreed)} is decided already. Choose {instead}, or "
                "“No review agreed”."
            )
    elif is_new and plan.review_after is not None and held >= plan.review_after:
        raise BadValue(
            f"Sessions that took place in this course so far: {held}. They are counted from the first, so choose a "
            f"number above {held} for the review."
        )


def _same_words(plan: Plan, earlier: Plan | None) -> bool:
    return earlier is not None and plan == replace(
        earlier, saved_at=plan.saved_at, deleted_at=plan.deleted_at, revision=plan.revision
    )


def refuse_past_review(plan: Plan, earlier: Plan | None, today: date) -> None:
    """A review that is agreed today lies ahead; one agreed earlier may have come meanwhile."""
    if (
        plan.review_on is not None
        and plan.review_on < today
        and (earlier is None or earlier.review_on != plan.review_on)
    ):
        raise BadValue("The day of the review is over. Choose today or a day ahead.")


def end_of(plan: Plan, treatments: Iterable[Treatment], today: date, plans: Iterable[Plan]) -> date:
    """The day on which a course ends that is ended today, and on which the next one may begin.

    A course ends before the day named here. So that a session of this very day still belongs to the course it was
    held in, that is tomorrow then.
    """
    was_held_today = any(one.day == today for one in sessions_of(plan, treatments, plans))
    return max(today + A_DAY if was_held_today else today, plan.begun_on)


# How far a course has come


def progress_in_words(done: int, planned: int | None) -> str:
    """Say how many sessions took place of those planned: 5 of 10 sessions."""
    if planned is None:
        return f"{count_words(done, 'session')} so far"
    if done > planned:
        return f"{count_words(done, 'session')}; {planned} {'was' if planned == 1 else 'were'} planned"
    return f"{done} of {count_words(planned, 'session')}"


def agreement_in_words(agreed: tuple[int | None, date | None]) -> str:
    """Say when a review comes: after 6 sessions, on Sun 6 Dec 2026."""
    after, on = agreed
    if after is not None:
        return f"after {count_words(after, 'session')}"
    return f"on {short_day(on)}" if on is not None else "not agreed"
