"""One door to the honest answers: a journal in, every answer with how sure it is out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from acujournal.journal import Journal
from acujournal.plan import A_DAY
from acujournal.stats.beside import Beside, beside
from acujournal.stats.completeness import Completeness, Sensitivity, completeness, sensitivity
from acujournal.stats.course import BeforeAfter, Trend, before_after, trend
from acujournal.stats.diary import Diary, diary_of
from acujournal.stats.relief import Curve, Naive, Relief, at_least_days, curve, naive, relief
from acujournal.stats.verdict import Lack, Need, Verdict
from acujournal.stats.weeks import FunctionChange, Weekday, function_change, usual_week
from acujournal.weekly import A_WEEK, WeeklyCheck

#: An answer that says what it lacks.
Lacking = TypeVar("Lacking", BeforeAfter, Relief, FunctionChange, Trend, Beside)


@dataclass(frozen=True)
class LastWeek:
    """The words a week earlier, so that one that changes can say so."""

    course: Verdict
    relief: Verdict


@dataclass(frozen=True)
class Analysis:
    """Every answer of one journal, from the days before `until`. Pain is in points 0-10, lower is better.

    `rated` counts the days with an average pain. `course`, `relief`, `curve`, `at_least` (days, sessions) and `function` look at the whole journal; `trend`, `stress`,
    `sleep`, `week` and `complete` at the chosen period. What an answer lacks is counted up to today, for what was written
    since the cut need not be asked for again. `last_rated` is the last day with an average pain, `counts_from` the day from
    which what is written today counts, None where the answer is not renewed by the week.
    """

    until: date
    rated: int
    course: BeforeAfter
    relief: Relief
    naive: Naive | None
    curve: Curve
    at_least: tuple[int, int] | None
    function: FunctionChange
    course_if: Sensitivity
    relief_if: Sensitivity
    trend: Trend
    stress: Beside
    sleep: Beside
    week: tuple[Weekday, ...]
    complete: Completeness
    last_week: LastWeek
    last_rated: date | None = None
    counts_from: date | None = None

    @property
    def as_of(self) -> date:
        """The last day that counts."""
        return self.until - timedelta(days=1)


def last_sunday(today: date) -> date:
    """The last Sunday that is over. Verdicts are renewed once a week: who looks daily is fooled sooner or later."""
    return today - timedelta(days=(today.weekday() + 1) % 7 or 7)


def analyse(
    journal: Journal,
    *,
    today: date,
    checks: Iterable[WeeklyCheck] = (),
    period: tuple[date, date] | None = None,
    until: date | None = None,
    treated_from: date | None = None,
) -> Analysis:
    """Work out every answer of `journal`; nothing is drawn by chance, so the same journal always gets the same answer.

    Days up to the last Sunday before `today` count, or those before `until` where a review or a report has a cut of its
    own. `period` `[first, until)` is what trend, stress, sleep, weekdays and completeness look at, the last 13 weeks when
    None. `treated_from` is the first session of the course asked about, the journal's first one when None. `checks` are the
    weekly answers.
    """
    checks, this_week = tuple(checks), last_sunday(today) + A_DAY
    cut = until or this_week
    diary = diary_of(journal, cut)
    started = None if treated_from is None else diary.number(treated_from)
    course = before_after(diary, started)
    after = relief(diary)
    days = curve(diary)
    rated = diary.rated()
    earlier = diary.known_until(cut - A_WEEK)
    first, end = period or (cut - 13 * A_WEEK, cut)
    part = diary.between(first, min(end, cut))

    @cache
    def by_now() -> Diary:
        return diary_of(journal, max(cut, today + A_DAY))

    def part_by_now() -> Diary:
        # A period that ended before is not made longer by what came later.
        return by_now().between(first, by_now().until) if end >= cut >= this_week else part

    def course_by_now() -> BeforeAfter:
        return before_after(by_now(), None if treated_from is None else by_now().number(treated_from))

    def function_by_now() -> FunctionChange:
        return function_change(checks, course_by_now().first_session, by_now().until)

    def course_word(other: Diary) -> Verdict:
        return before_after(other, started).verdict

    def relief_word(other: Diary) -> Verdict:
        return relief(other).verdict

    return Analysis(
        until=cut,
        rated=len(rated),
        course=_counted(course, course_by_now),
        relief=_counted(after, lambda: relief(by_now())),
        naive=naive(diary),
        curve=days,
        at_least=at_least_days(after.verdict, days),
        function=_counted(function_change(checks, course.first_session, cut), function_by_now),
        course_if=sensitivity(diary, course.verdict, course_word),
        relief_if=sensitivity(diary.since_baseline(), after.verdict, relief_word),
        trend=_counted(trend(part), lambda: trend(part_by_now())),
        stress=_counted(beside(part, part.stress), lambda: beside(part_by_now(), part_by_now().stress)),
        sleep=_counted(beside(part, part.sleep), lambda: beside(part_by_now(), part_by_now().sleep)),
        week=usual_week(part),
        complete=completeness(part),
        last_week=LastWeek(course_word(earlier), relief_word(earlier)),
        last_rated=diary.day(rated[-1]) if len(rated) else None,
        counts_from=cut + A_WEEK if cut == this_week else None,
    )


def _counted(found: Lacking, by_now: Callable[[], Lacking]) -> Lacking:
    """`found` with what it lacks counted in the diary as it is today, which is only looked at where something is lacking."""
    if not found.lacks:
        return found
    return replace(found, lacks=by_now().lacks or (Lack(Need.RENEWAL),))
