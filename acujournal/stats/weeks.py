"""What is told by the week: the weekly questions against their baseline, and the usual week of pain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from acujournal.plan import MOST_BASELINE_DAYS
from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate, fit
from acujournal.stats.verdict import Lack, Need, Verdict, verdict_of
from acujournal.weekly import A_WEEK, WeeklyCheck

WEEKS_BEFORE: Final = 2
WEEKS_AFTER: Final = 4
#: A mean of a weekday needs so many ratings, as that of a week does.
RATINGS_FOR_A_WEEKDAY: Final = 3
BASELINE: Final = timedelta(days=MOST_BASELINE_DAYS)


@dataclass(frozen=True)
class FunctionChange:
    """The weekly score (0-10, lower is better) since the first session against its baseline.

    `before` and `after` are means of so many weeks, `span` the days they were answered on, first and last; `change` is in points, None where something is lacking.
    """

    before: float | None
    after: float | None
    weeks_before: int
    weeks_after: int
    change: Estimate | None
    lacks: tuple[Lack, ...]
    span: tuple[date, date] | None = None

    @property
    def verdict(self) -> Verdict:
        """The word for the change."""
        return verdict_of(self.change)


def function_change(checks: Iterable[WeeklyCheck], first_session: date | None, until: date) -> FunctionChange:
    """Mean weekly score of the weeks that lie wholly after the first session minus that of the weeks before it.

    The score is the PEG (Krebs et al. 2009, doi 10.1007/s11606-009-0981-1), the mean of its three answers. The engine
    counts in weeks here: neighbouring weeks resemble each other as neighbouring days do. Needs 2 weeks before and 4
    after; so few give wide intervals, and that is right.
    """
    scores = {one.day: one.score for one in checks if one.score is not None and one.day < until}
    if first_session is None:
        return FunctionChange(None, None, 0, 0, None, (Lack(Need.FIRST_SESSION),))
    before = sorted(day for day in scores if first_session - BASELINE <= day <= first_session)
    after = sorted(day for day in scores if day - A_WEEK >= first_session)
    answered = [*before, *after]
    mean_before, mean_after = (
        float(np.mean([scores[day] for day in side])) if side else None for side in (before, after)
    )
    lacks = [
        Lack(need, least - len(side))
        for need, least, side in (
            (Need.WEEKS_BEFORE, WEEKS_BEFORE, before),
            (Need.WEEKS_AFTER, WEEKS_AFTER, after),
        )
        if len(side) < least
    ]
    change = None
    if not lacks:
        weeks = np.array([(day - answered[0]).days / 7 for day in answered])
        values = np.array([scores[day] for day in answered], dtype=np.float64)
        is_after = np.arange(len(answered)) >= len(before)
        fitted = fit(weeks, values, np.column_stack([np.ones(len(answered)), is_after.astype(float)]))
        if fitted is None:
            lacks = [Lack(Need.WEEKS_VARIETY if np.ptp(values) == 0 else Need.WEEKS_PATTERN)]
        else:
            change = fitted.plain(np.where(is_after, 1 / len(after), -1 / len(before)))
    span = (answered[0], answered[-1]) if answered else None
    return FunctionChange(mean_before, mean_after, len(before), len(after), change, tuple(lacks), span)


@dataclass(frozen=True)
class Weekday:
    """One day of the usual week, 0 for Monday: mean pain 0-10 of `ratings` days, and its interval where there is one."""

    weekday: int
    mean: float | None
    ratings: int
    interval: Estimate | None


def usual_week(diary: Diary) -> tuple[Weekday, ...]:
    """Mean pain of each weekday, Monday first, with the engine's interval; a mean needs 3 ratings.

    The plain mean of the weekday's ratings. Seven means differ by chance alone, so their intervals, not their order, say
    whether a weekday stands out. An interval needs 3 ratings of every weekday.
    """
    days = diary.rated()
    of = diary.weekday_of(days)
    counts = np.bincount(of, minlength=7)
    fitted = None
    if counts.min() >= RATINGS_FOR_A_WEEKDAY:
        columns = np.column_stack([of == one for one in range(7)]).astype(float)
        fitted = fit(days.astype(float), diary.pain[days], columns)
    week = []
    for one in range(7):
        is_one = of == one
        mean = float(diary.pain[days[is_one]].mean()) if counts[one] >= RATINGS_FOR_A_WEEKDAY else None
        interval = fitted.plain(is_one / counts[one]) if fitted else None
        week.append(Weekday(one, mean, int(counts[one]), interval))
    return tuple(week)
