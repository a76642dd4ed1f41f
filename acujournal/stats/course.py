"""The course: before against after the first session, whether it fell by 30 %, and the trend of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from acujournal.plan import MOST_BASELINE_DAYS
from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate, Flags, Floats, Ints, fit
from acujournal.stats.verdict import (
    ABOUT_THE_SAME,
    EXACT,
    IMPORTANT_SHARE,
    TOO_WIDE_A_WEEK,
    Importance,
    Lack,
    Need,
    Verdict,
    importance_of,
    not_fitted,
    verdict_of,
)

DAYS_BEFORE: Final = 7
DAYS_AFTER: Final = 14
TREND_SPAN: Final = 21
TREND_DAYS: Final = 14
#: A baseline whose last week lies so many points above the rest began at a bad time.
ROSE_BY: Final = 1.0
#: Fewer baseline days than this deserve a warning in front of the number.
GOOD_BASELINE: Final = 14
#: Ratings of the last week and of the days before it without which their means are not compared.
LEAST_OF_EACH: Final = 3


@dataclass(frozen=True)
class Side:
    """The days `[first, until)`: their `mean` pain 0-10 (None where nothing was logged), `logged` of `possible` days."""

    first: date
    until: date
    mean: float | None
    logged: int

    @property
    def possible(self) -> int:
        """Calendar days, logged or not."""
        return (self.until - self.first).days


@dataclass(frozen=True)
class BeforeAfter:
    """Days after the first session against days before it. `change` is in points, negative is lower.

    `thirty` is the mean after minus 0.7 times the mean before: below 0 means more than 30 % lower. Both are None where
    something is lacking. `began_high` says that the baseline's last week lay a point or more above the rest of it.
    `pairs_lower` is the share, 0-1, of pairs of a day after and a day before in which the day after was lower.
    """

    first_session: date | None
    before: Side | None
    after: Side | None
    change: Estimate | None
    thirty: Estimate | None
    began_high: bool
    lacks: tuple[Lack, ...]
    pairs_lower: float | None = None

    @property
    def verdict(self) -> Verdict:
        """The word for the change."""
        return verdict_of(self.change)

    @property
    def importance(self) -> Importance:
        """What may be said of the size of a drop."""
        if self.before is None or self.before.mean is None:
            return Importance.UNSAID
        return importance_of(self.change, self.thirty, self.before.mean)


def before_after(diary: Diary, treated_from: int | None = None) -> BeforeAfter:
    """Mean pain of the days after the first session minus that of the days before it, in points 0-10.

    The estimate is the plain difference of the two means, the interval the engine's (`engine.py`). The day of the first
    session is left out: nobody knows whether its rating came before or after. `treated_from` is the day number of the
    first session asked about, the diary's first one when None; one that lies ahead has not come. Needs 7 logged days before and 14 after; of the baseline at most the last 28 days count (Cook et al. 2019 on What Works
    Clearinghouse standards ask for five a phase). Not to be read as what the sessions did: see `wording.py`.
    """
    if treated_from is None:
        treated_from = int(diary.sessions[0]) if len(diary.sessions) else None
    if treated_from is None or treated_from >= diary.days:
        logged = min(len(diary.rated()), DAYS_BEFORE)
        lacks = [Lack(Need.FIRST_SESSION)]
        lacks += [Lack(Need.DAYS_BEFORE, DAYS_BEFORE - logged)] if logged < DAYS_BEFORE else []
        return BeforeAfter(None, None, None, None, None, began_high=False, lacks=tuple(lacks))
    begins = max(treated_from - MOST_BASELINE_DAYS, 0)
    days = diary.rated()
    days = days[(days >= begins) & (days != treated_from)]
    is_after = days > treated_from
    before, after = days[~is_after], days[is_after]
    sides = (
        _side(diary, before, min(begins, treated_from), treated_from),
        _side(diary, after, treated_from + 1, diary.days),
    )
    lacks = [
        Lack(need, least - len(found))
        for need, least, found in (
            (Need.DAYS_BEFORE, DAYS_BEFORE, before),
            (Need.DAYS_AFTER, DAYS_AFTER, after),
        )
        if len(found) < least
    ]
    session_day = diary.day(treated_from)
    began_high = _began_high(diary, before, treated_from)
    if lacks:
        return BeforeAfter(session_day, *sides, None, None, began_high, tuple(lacks))
    fitted = fit(
        days.astype(float), diary.pain[days], np.column_stack([np.ones(len(days)), is_after.astype(float)])
    )
    if fitted is None:
        return BeforeAfter(session_day, *sides, None, None, began_high, (not_fitted(diary.pain[days]),))
    change = fitted.plain(_contrast(is_after, 1.0))
    thirty = fitted.plain(_contrast(is_after, 1 - IMPORTANT_SHARE))
    pairs = share_of_pairs_lower(diary.pain[before], diary.pain[after])
    return BeforeAfter(session_day, *sides, change, thirty, began_high, (), pairs)


def share_of_pairs_lower(before: Floats, after: Floats) -> float:
    """The share, 0-1, of all pairs of a value before and one after in which the one after is lower; a tie counts half.

    Nonoverlap of all pairs, NAP (Parker & Vannest 2009, Behav Ther 40:357-367), turned so that lower is better. A
    plain description: with days that resemble their neighbours its own interval gives false alarms, so it has none here,
    and no verdict may rest on it.
    """
    ordered = np.sort(before)
    above = len(before) - np.searchsorted(ordered, after, side="right")
    level = np.searchsorted(ordered, after, side="right") - np.searchsorted(ordered, after, side="left")
    return float((above + level / 2).sum() / (len(before) * len(after)))


def _contrast(is_after: Flags, share: float) -> Floats:
    """The mean of the days after minus `share` times the mean of the days before."""
    return np.asarray(np.where(is_after, 1 / is_after.sum(), -share / (~is_after).sum()), dtype=np.float64)


def _side(diary: Diary, days: Ints, first: int, until: int) -> Side:
    mean = float(diary.pain[days].mean()) if len(days) else None
    return Side(diary.day(first), max(diary.day(until), diary.day(first)), mean, len(days))


def _began_high(diary: Diary, before: Ints, treated_from: int) -> bool:
    """Whether the last seven days of the baseline lie a point or more above the days before them."""
    last, rest = before[before >= treated_from - 7], before[before < treated_from - 7]
    if min(len(last), len(rest)) < LEAST_OF_EACH:
        return False
    return bool(diary.pain[last].mean() - diary.pain[rest].mean() >= ROSE_BY - EXACT)


@dataclass(frozen=True)
class Trend:
    """The straight line through the days `[first, until)`: `weekly` in points a week, `whole` from first to last rating.

    `rated` are the days of the first and of the last rating, None where there is none. `holds_first_session` says that the
    first session lies in the period.
    """

    first: date
    until: date
    logged: int
    rated: tuple[date, date] | None
    weekly: Estimate | None
    whole: Estimate | None
    lacks: tuple[Lack, ...]
    holds_first_session: bool = False

    @property
    def possible(self) -> int:
        """Calendar days of the period."""
        return (self.until - self.first).days

    @property
    def verdict(self) -> Verdict:
        """The word for the change over the period; too uncertain is decided by the week."""
        if self.whole is None or self.weekly is None:
            return Verdict.NOT_ENOUGH
        if self.weekly.width > TOO_WIDE_A_WEEK and self.weekly.low <= 0 <= self.weekly.high:
            return Verdict.TOO_UNCERTAIN
        return verdict_of(self.whole, too_wide=float("inf"), same=ABOUT_THE_SAME)


def trend(diary: Diary) -> Trend:
    """The least-squares line through the ratings of `diary`, in points a week, with the engine's interval.

    Needs 21 days from the first rating to the last, 14 of them logged. A straight line over years means little: choose a
    period. (Theil-Sen, the usual choice for ranks, is pulled to 0 by whole numbers and is not used.)
    """
    days = diary.rated()
    span = int(days[-1] - days[0]) + 1 if len(days) else 0
    lacks = [
        Lack(need, least - found)
        for need, least, found in ((Need.SPAN, TREND_SPAN, span), (Need.DAYS, TREND_DAYS, len(days)))
        if found < least
    ]
    weekly = whole = None
    if not lacks:
        around = days - days.mean()
        fitted = fit(days.astype(float), diary.pain[days], np.column_stack([np.ones(len(days)), around]))
        if fitted is None:
            lacks = [not_fitted(diary.pain[days])]
        else:
            daily = fitted.plain(around / (around @ around))
            weekly, whole = daily.scaled(7.0), daily.scaled(float(span - 1))
    rated = (diary.day(days[0]), diary.day(days[-1])) if len(days) else None
    began = len(diary.sessions) > 0 and 0 <= diary.sessions[0] < diary.days
    return Trend(diary.first, diary.until, len(days), rated, weekly, whole, tuple(lacks), bool(began))
