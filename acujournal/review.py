"""The plain numbers of a review: the days before the first session, the last days, and what lies between, in words.

Averages with the days behind them. How sure they are is not worked out here: the answers of `stats` stand in front of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from acujournal.background import Ongoing, care_changes
from acujournal.plan import A_DAY, BASELINE_DAYS, MOST_BASELINE_DAYS, Plan, last_day_of, sessions_of
from acujournal.treatment import Treatment, TreatmentStatus
from acujournal.weekly import A_WEEK, WeeklyCheck
from acujournal.words import count_words, short_day

#: Ratings without which days have no average (What Works Clearinghouse 4.0: 5 data points in each phase).
RATINGS_FOR_AN_AVERAGE: Final = 5
#: Days up to the review whose average stands beside the baseline's.
RECENT_DAYS: Final = timedelta(days=14)
#: Of a smaller average than this the answers give no percentage: half a point of 1.0 would be half of the pain.
PERCENT_FROM: Final = 2.0
NO_BASELINE: Final = "Your sessions had already begun, so there is no baseline to compare with."
#: Regression to the mean works at each session as it does at the beginning of a course.
BAD_DAYS: Final = (
    "Sessions may have fallen on bad days, and better days often follow bad ones, with or without a session."
)
LOWER_IS_BETTER: Final = "Pain and the weekly score go from 0 to 10, and lower is better."
PLAIN_AVERAGES: Final = (
    "These are plain averages, partly of other days than the answers look at. By how much pain differs, and how sure "
    "that is, stands with the answers only."
)
#: Days after a session that its relief is looked for in (`RELIEF_DAYS` of the answers): a review after so many sessions
#: waits for those of the last one.
DAYS_AFTER_A_SESSION: Final = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Phase:
    """The days `[first, until)` and their average pain, 0-10: the mean of the `rated` days; None with fewer than 5.

    Days without a rating are left out and never taken for 0. `lowest` and `highest` are None where nothing was rated.
    """

    first: date
    until: date
    rated: int
    mean: float | None
    lowest: float | None
    highest: float | None

    @property
    def days(self) -> int:
        """How many days there are, rated or not."""
        return (self.until - self.first).days


def phase_of(pain: Mapping[date, float], first: date, until: date) -> Phase:
    """The days `[first, until)` of `pain` (day -> average pain, 0-10, only where it was given)."""
    until = max(first, until)
    given = [value for day, value in pain.items() if first <= day < until]
    return Phase(
        first=first,
        until=until,
        rated=len(given),
        mean=sum(given) / len(given) if len(given) >= RATINGS_FOR_AN_AVERAGE else None,
        lowest=min(given, default=None),
        highest=max(given, default=None),
    )


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The days before the first session of a course, up to today while there was none.

    `is_over` says that the first session took place or its day has come; `treated_from` is the first day that is no
    longer one before sessions, tomorrow while there was none. `had_begun` says that a first session is known of.
    `unlogged` is the day said to be that of the first session, if it is over and no session of it is in the journal.
    `sessions_inside` counts sessions that took place in these days all the same, of an earlier course or before there
    was a plan.
    """

    phase: Phase
    is_over: bool
    had_begun: bool
    treated_from: date
    sessions_inside: int
    unlogged: date | None = None
    was_agreed: bool = True


def baseline_of(
    plan: Plan,
    pain: Mapping[date, float],
    treatments: Iterable[Treatment],
    today: date,
    plans: Iterable[Plan],
) -> Baseline:
    """The baseline of a course: from the day agreed, or else the last 14 days before the first session.

    A first session on a day before the plan was written is a fact. One agreed ahead may have been put off: where the
    journal says so, the first one logged counts, else nobody can tell which the days after it are, and they are not
    called days before. Today is one of them only once it is rated: its evening may still come.
    """
    treatments = tuple(treatments)
    held = [one.day for one in sessions_of(plan, treatments, plans) if one.day <= today]
    tomorrow = today + A_DAY
    said = plan.first_session_on
    is_fact = said is not None and said < plan.begun_on
    if said is not None and not is_fact and _was_put_off(said, treatments):
        said = None
    first_session = min((day for day in (said, *held[:1]) if day is not None), default=tomorrow)
    treated_from = min(first_session, tomorrow)
    until = today if treated_from == tomorrow and today not in pain else treated_from
    begins = plan.baseline_from or first_session - timedelta(days=BASELINE_DAYS[1])
    phase = phase_of(pain, min(begins, until), until)
    inside = (one for one in treatments if one.status is TreatmentStatus.DONE)
    return Baseline(
        phase=phase,
        is_over=first_session <= today,
        had_begun=bool(held) or is_fact,
        treated_from=treated_from,
        sessions_inside=sum(phase.first <= one.day < phase.until for one in inside),
        unlogged=first_session if first_session < today and first_session not in held else None,
        was_agreed=not is_fact,
    )


def _was_put_off(day: date, treatments: Iterable[Treatment]) -> bool:
    """Whether the journal says of the sessions of a day that none of them took place."""
    of_day = [one.status for one in treatments if one.day == day]
    return bool(of_day) and not {TreatmentStatus.DONE, TreatmentStatus.PLANNED} & set(of_day)


def baseline_in_words(baseline: Baseline) -> str:
    """One to three sentences on how far a baseline has come."""
    phase, (least, most) = baseline.phase, BASELINE_DAYS
    few = f"Baseline: {phase.rated} of at least {least} days logged before the first session."
    if not baseline.is_over:
        words = f"Baseline: {phase.rated} of {least} to {most} days logged before the first session."
        if phase.rated >= most:
            words = (
                f"Baseline: {count_words(phase.rated, 'day')} logged before the first session. That is enough to "
                "compare with later."
            )
    elif not phase.rated:
        words = NO_BASELINE if baseline.had_begun else few
    elif phase.mean is None:
        words = f"{few} An average needs {RATINGS_FOR_AN_AVERAGE}, so there is none to compare with."
    elif phase.rated < least:
        words = f"{few} There is an average of them; of so few days it is less sure."
    else:
        words = f"Baseline: done, {count_words(phase.rated, 'day')} logged before the first session."
    return " ".join(one for one in (words, _not_logged(baseline), _not_without(baseline)) if one)


def _not_logged(baseline: Baseline) -> str:
    """That the day of the first session is known by the plan alone."""
    if baseline.unlogged is None:
        return ""
    day = short_day(baseline.unlogged)
    if not baseline.was_agreed:
        return f"The first session, on {day}, is not in the journal."
    return (
        f"The first session was agreed for {day}, and the journal has none of that day. The days from then on do not "
        "count as days before it."
    )


def _not_without(baseline: Baseline) -> str:
    inside = baseline.sessions_inside
    if not inside:
        return ""
    return f"{count_words(inside, 'session')} fell into these days, so they are not days without acupuncture."


@dataclass(frozen=True, kw_only=True)
class ReviewNumbers:
    """What the review of a course shows on the day `on`. Pain and weekly scores are 0-10, lower is better.

    `recent` are the last 14 days up to and including `on`, but none before the first session. `until` is the first day
    that no longer counts. `weekly_before` are the weekly scores of the 28 days before the first session, `weekly_last` the last one of seven days that all lie since the first session.
    `logged` counts the days of `[since, on]` with anything written, of `possible` ones. `changes` counts what began or
    ended of medicines and other care from the first day of the baseline to `on`.
    """

    on: date
    until: date
    baseline: Baseline
    recent: Phase
    weekly_before: tuple[float, ...]
    weekly_last: tuple[date, float] | None
    sessions: int
    planned: int | None
    since: date
    logged: int
    possible: int
    target: int | None
    changes: int


def closes_on(plan: Plan, treatments: Iterable[Treatment], plans: Iterable[Plan]) -> date | None:
    """The last day a review can look at; None where none is agreed or its sessions have not taken place.

    It is known from what was agreed and never from the day somebody looks. A cut that moved on with every day would let
    one wait until the numbers please, and whoever looks often enough is fooled sooner or later.
    """
    last = plan.review_on
    if plan.review_after is not None:
        held = sessions_of(plan, treatments, plans)
        if len(held) >= plan.review_after:
            last = held[plan.review_after - 1].day + DAYS_AFTER_A_SESSION
    return None if last is None else last_day_of(plan, last)


def last_day_looked_at(
    plan: Plan, treatments: Iterable[Treatment], plans: Iterable[Plan], today: date
) -> date:
    """The last day a review looks at when it is opened `today`: today only while its own last day is still ahead."""
    closes = closes_on(plan, treatments, plans)
    so_far = last_day_of(plan, today)
    return so_far if closes is None else min(closes, so_far)


def days_looked_at(until: date, closes: date | None) -> str:
    """Which days a review looks at: those before `until`. `closes` is the last one it can ever look at, if it has one."""
    words = f"This review looks at the days up to and including {short_day(until - A_DAY)}."
    if closes is None:
        return words
    if until <= closes:
        return f"{words} Until you decide, days up to and including {short_day(closes)} are added as you write them down."
    return f"{words} What you correct in those days still counts. Later days do not, whenever you open it."


def looks_back_to(plan: Plan, treatments: Iterable[Treatment], today: date, plans: Iterable[Plan]) -> date:
    """The earliest day that the baseline or the review of a course has to do with."""
    first = baseline_of(plan, {}, treatments, today, plans).phase.first
    return min(first, plan.counts_from)


def review_numbers(
    plan: Plan,
    *,
    pain: Mapping[date, float],
    logged: Collection[date],
    treatments: Iterable[Treatment],
    plans: Iterable[Plan],
    checks: Iterable[WeeklyCheck],
    ongoing: Iterable[Ongoing],
    on: date,
    today: date,
) -> ReviewNumbers:
    """The numbers of a review on the day `on`; nothing later than `on` counts.

    `pain` is day -> average pain where it was given, `logged` the days with an entry. As in the course of pain, `today`
    counts as a day that could have been logged only once it is: its evening may still come.
    """
    treatments, plans = tuple(treatments), tuple(plans)
    baseline = baseline_of(plan, pain, treatments, on, plans)
    before, treated_from = baseline.phase, baseline.treated_from
    until = on if on == today and on not in logged else on + A_DAY
    scores = sorted((one.day, one.score) for one in checks if one.score is not None and one.day <= on)
    later = [(day, score) for day, score in scores if day - A_WEEK + A_DAY >= treated_from]
    reach = timedelta(days=MOST_BASELINE_DAYS)
    since = min(plan.baseline_from or plan.counts_from, plan.counts_from)
    return ReviewNumbers(
        on=on,
        until=until,
        baseline=baseline,
        recent=phase_of(pain, max(treated_from, until - RECENT_DAYS), until),
        weekly_before=tuple(score for day, score in scores if treated_from - reach <= day <= treated_from),
        weekly_last=later[-1] if later else None,
        sessions=sum(one.day <= on for one in sessions_of(plan, treatments, plans)),
        planned=plan.sessions,
        since=since,
        logged=sum(since <= day <= on for day in logged),
        possible=max((until - since).days, 0),
        target=plan.target,
        changes=len(care_changes(ongoing, min(before.first, plan.counts_from), on + A_DAY)),
    )


def numbers_in_words(numbers: ReviewNumbers) -> tuple[str, ...]:
    """The numbers of a review as plain sentences, the fixed ones last. None of them is a verdict.

    No difference of the two averages is said: it would have no interval, and stand beside the one of the answers, which
    has one and looks at more days. The averages are there for a rule in a person's own words.
    """
    said = [
        LOWER_IS_BETTER,
        _baseline_average(numbers.baseline),
        _recent_average(numbers),
        _weekly(numbers),
        _sessions(numbers),
        _days(numbers),
        "" if numbers.target is None else f"The average pain hoped for: {numbers.target} of 10.",
        PLAIN_AVERAGES,
        _changes(numbers.changes),
        BAD_DAYS,
    ]
    return tuple(one for one in said if one)


def _baseline_average(baseline: Baseline) -> str:
    words = "Before the first session" if baseline.is_over else "Before the first session, so far"
    words = f"{words}{_average(baseline.phase)}"
    if not baseline.phase.rated and baseline.had_begun:
        words = NO_BASELINE
    return " ".join(one for one in (words, _not_logged(baseline), _not_without(baseline)) if one)


def _recent_average(numbers: ReviewNumbers) -> str:
    if not numbers.baseline.is_over:
        return "The first session has not come yet, so there are no days after it."
    if not numbers.recent.days:
        return "No whole day has gone by since the first session."
    days = numbers.recent.days
    return f"The last {'day' if days == 1 else count_words(days, 'day')} looked at{_average(numbers.recent)}"


def _average(phase: Phase) -> str:
    last = phase.until - A_DAY
    span = short_day(phase.first) + (f" to {short_day(last)}" if last > phase.first else "")
    rated = f"{phase.rated} of {count_words(phase.days, 'day')} rated"
    where = f" ({span})" if phase.days else ""
    if phase.mean is None:
        return f"{where}: {rated}. An average needs at least {RATINGS_FOR_AN_AVERAGE}, so there is none."
    return f"{where}: average pain {phase.mean:.1f}, from {phase.lowest:g} to {phase.highest:g}. {rated}."


def _weekly(numbers: ReviewNumbers) -> str:
    before, last = numbers.weekly_before, numbers.weekly_last
    if not before and last is None:
        return (
            "Weekly score: there is none from before the first session, and none of seven whole days since."
        )
    first = "none"
    if before:
        mean_of = "mean of " if len(before) > 1 else ""
        first = f"{sum(before) / len(before):.1f} ({mean_of}{count_words(len(before), 'week')})"
    then = "none" if last is None else f"{last[1]:.1f} ({short_day(last[0])})"
    return f"Weekly score before the first session: {first}. Last weekly score since: {then}."


def _sessions(numbers: ReviewNumbers) -> str:
    words = f"Sessions that took place: {numbers.sessions}"
    return f"{words}." if numbers.planned is None else f"{words}. Planned: {numbers.planned}."


def _days(numbers: ReviewNumbers) -> str:
    return (
        f"Days with anything written since {short_day(numbers.since)}: {numbers.logged} of {numbers.possible}. "
        "Days without a rating may have been better or worse. They are left out and never counted as 0."
    )


def _changes(number: int) -> str:
    """Other explanations a person has written down; a count, for their names are the person's own words."""
    if not number:
        return (
            "Other things than sessions may have changed in this time, and may explain a difference as well."
        )
    return f"{count_words(number, 'change')} of medicines or other care in this time may explain a difference as well."
