"""After a session: the relief against what the other days would lead one to expect, day by day, and for how long.

Sessions are booked, or kept, when it hurts. A plain comparison of the days around a session then finds relief where there
is none, for bad days are followed by better ones. Here every logged day stays in one regression, the day of the session
among them, and the engine knows how days resemble their neighbours: so what led to the booking is conditioned on, and it
drops out. Days alike to those around a session are never dropped or matched, which would bring the illusion back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate, Fit, Flags, Floats, Ints, fit
from acujournal.stats.verdict import Lack, Need, Verdict, not_fitted, verdict_of

#: Days after a session whose pain makes "the relief after a session".
RELIEF_DAYS: Final = 3
#: Days after a session in the relief curve. Later ones would leave hardly any other days to compare with.
CURVE_DAYS: Final = 6
SESSIONS_NEEDED: Final = 4
#: From so many sessions on the answer gets clearer.
GETS_CLEARER: Final = 8
#: Days on which relief may still linger; they have a column of their own, so that what follows is compared with others.
LINGERS: Final = (RELIEF_DAYS + 1, RELIEF_DAYS + 2)
#: Logged days before the first session from which on a lasting step at it can be told apart from relief.
STEP_NEEDS: Final = 3
#: What is drawn around the curve: days up to a session, and after the sixth day where no session followed.
DAYS_AROUND: Final = (*range(-7, 1), *range(CURVE_DAYS + 1, 14))


@dataclass(frozen=True)
class Relief:
    """Pain on days +1 to +3 after a session minus what the other days would lead one to expect, points 0-10.

    The days of `span`, first to last, begin at most 28 before the first session; `logged` of the `possible` ones have a rating. `sessions` have
    ratings both in the three days before and in the three days after; `held` is how many there were.
    Where most of them fell on `weekday`, the rhythm of the week was taken out.
    """

    change: Estimate | None
    sessions: int
    held: int
    logged: int
    possible: int
    weekday: int | None
    lacks: tuple[Lack, ...]
    span: tuple[date, date] | None = None

    @property
    def verdict(self) -> Verdict:
        """The word for the change."""
        return verdict_of(self.change)


def relief(diary: Diary) -> Relief:
    """The relief after a session, in points 0-10, negative is lower; right also when sessions were booked on bad days.

    Generalised least squares of every rating, from 28 days before the first session on. Its columns are: days +1 to +3
    after any session; days +4 and +5, on which relief may linger; after the first session; the day; and the weekday where
    60 % of the sessions or more fell on the same one.
    Needs 4 sessions with ratings on both sides, and 4 other days since the first one to compare with. Where relief lingers
    beyond the fifth day the answer is too small, not too large. It cannot tell needles from anything else around a session.
    """
    diary = diary.since_baseline()
    days, weekday = diary.rated(), diary.main_weekday()
    lacks, change = _lacks(diary, days), None
    if not lacks:
        near = _after_sessions(diary)[days]
        lingers = _lingers(diary, days)
        asked = [near, lingers] if lingers.sum() >= STEP_NEEDS else [near]
        fitted = _fit(diary, days, np.column_stack(asked).astype(float))
        change = fitted.coefficient(1) if fitted else None
        lacks = () if fitted else (not_fitted(diary.pain[days]),)
    held = int((diary.sessions < diary.days).sum())
    usable = sessions_on_both_sides(diary)
    return Relief(change, usable, held, len(days), diary.days, weekday, lacks, diary.span)


def _lacks(diary: Diary, days: Ints) -> tuple[Lack, ...]:
    """What is missing. With sessions every other day all days would be days after one, and a single one would decide."""
    usable = sessions_on_both_sides(diary)
    if usable < SESSIONS_NEEDED:
        return (Lack(Need.SESSIONS, SESSIONS_NEEDED - usable),)
    others = (days > diary.sessions[0]) & ~_after_sessions(diary)[days] & ~_lingers(diary, days)
    return () if others.sum() >= SESSIONS_NEEDED else (Lack(Need.OTHER_DAYS),)


def _lingers(diary: Diary, days: Ints) -> Flags:
    since = _days_since(diary)[days]
    return np.asarray((since >= LINGERS[0]) & (since <= LINGERS[1]), dtype=np.bool_)


def sessions_on_both_sides(diary: Diary) -> int:
    """How many sessions have a rating in the three days before and one in the three days after."""
    rated = ~np.isnan(diary.pain)
    return int((_any_within(rated, diary.sessions, before=True) & _any_within(rated, diary.sessions)).sum())


def _any_within(rated: Flags, sessions: Ints, *, before: bool = False) -> Flags:
    found = np.zeros(len(sessions), dtype=np.bool_)
    for step in range(1, RELIEF_DAYS + 1):
        at = sessions - step if before else sessions + step
        inside = (at >= 0) & (at < len(rated))
        found[inside] |= rated[at[inside]]
    return found


def _after_sessions(diary: Diary) -> Flags:
    """Which calendar days are day +1, +2 or +3 after any session; the day of a later session may be one of them."""
    near = np.zeros(diary.days, dtype=np.bool_)
    for step in range(1, RELIEF_DAYS + 1):
        at = diary.sessions + step
        near[at[(at >= 0) & (at < diary.days)]] = True
    return near


def _fit(diary: Diary, days: Ints, asked: Floats) -> Fit | None:
    """Fit the ratings of `days` on 1, then `asked`, then what else may move pain: a step, a drift, the weekday."""
    columns = [np.ones((len(days), 1)), asked]
    is_after = days >= diary.sessions[0]
    if min(is_after.sum(), (~is_after).sum()) >= STEP_NEEDS:
        columns.append(is_after.astype(float)[:, None])
    columns.append((days - days.mean())[:, None])
    if diary.main_weekday() is not None:
        columns.append(diary.weekday_columns(days))
    return fit(days.astype(float), diary.pain[days], np.column_stack(columns))


@dataclass(frozen=True)
class DayAfter:
    """Day `step` after a session: pain minus what was to be expected, points; `sessions` with a rating on that day."""

    step: int
    change: Estimate | None
    sessions: int


@dataclass(frozen=True)
class DayAround:
    """Day `step` around a session, 0 is its own: the mean of pain observed minus expected, points; a description."""

    step: int
    mean: float
    sessions: int


@dataclass(frozen=True)
class Curve:
    """The relief curve: days +1 to +6 with their intervals, and the days around them as observed minus expected.

    Both are empty where the relief has no answer.
    """

    after: tuple[DayAfter, ...]
    around: tuple[DayAround, ...]


def curve(diary: Diary) -> Curve:
    """The relief on each of the six days after a session, each day counted only up to the next session.

    The model of `relief` with one column a day, worked out where that has an answer; a day with ratings after fewer than 4 sessions has no interval.
    """
    diary = diary.since_baseline()
    days = diary.rated()
    if _lacks(diary, days):
        return Curve((), ())
    since = _days_since(diary)[days]
    counts = {step: int((since == step).sum()) for step in range(1, CURVE_DAYS + 1)}
    steps = [step for step, count in counts.items() if count]
    asked = np.column_stack([since == step for step in steps]).astype(float)
    fitted = _fit(diary, days, asked)
    if fitted is None:
        return Curve((), ())
    after = tuple(
        DayAfter(
            step,
            fitted.coefficient(1 + steps.index(step)) if count >= SESSIONS_NEEDED else None,
            count,
        )
        for step, count in counts.items()
    )
    left = np.full(diary.days, np.nan)
    left[days] = fitted.values - fitted.columns @ fitted.mean_beta
    return Curve(after, _around(diary, left))


def _days_since(diary: Diary) -> Ints:
    """For each calendar day how many days ago the last session was, 0 on its own day, a large number before the first."""
    numbers = np.arange(diary.days)
    if not len(diary.sessions):
        return np.full(diary.days, diary.days + CURVE_DAYS + 1)
    position = np.searchsorted(diary.sessions, numbers, side="right") - 1
    last = diary.sessions[np.maximum(position, 0)]
    return np.asarray(np.where(position >= 0, numbers - last, diary.days + CURVE_DAYS + 1), dtype=np.int64)


def _around(diary: Diary, left: Floats) -> tuple[DayAround, ...]:
    following = np.append(diary.sessions[1:], diary.days + max(DAYS_AROUND) + 1)
    found = []
    for step in DAYS_AROUND:
        at = diary.sessions + step
        counted = (at >= 0) & (at < diary.days) & ((at < following) | (step <= 0))
        values = left[at[counted]]
        values = values[~np.isnan(values)]
        if len(values):
            found.append(DayAround(step, float(values.mean()), len(values)))
    return tuple(found)


def at_least_days(verdict: Verdict, found: Curve) -> tuple[int, int] | None:
    """Pain lay lower for at least how many days after a session, and the fewest sessions behind any of them.

    Days are tested in their order and the first that is not clear ends it. None is "cannot tell how long". Only where
    the relief itself is at least probable; never a half-life, which a diary of this length cannot tell.
    """
    if not verdict.is_lower:
        return None
    clear: list[DayAfter] = []
    for day in found.after:
        if day.change is None or day.change.high >= 0:
            break
        clear.append(day)
    return (len(clear), min(day.sessions for day in clear)) if clear else None


@dataclass(frozen=True)
class Naive:
    """What a simple before/after around sessions says, in points. It misleads, and is shown once, to say why."""

    change: float
    sessions: int


def naive(diary: Diary) -> Naive | None:
    """The mean over sessions of (days after minus days before), each up to three and no day used twice."""
    differences = []
    held = diary.sessions
    for place, session in enumerate(held):
        back = int(session - held[place - 1]) if place else diary.days
        on = int(held[place + 1] - session) if place + 1 < len(held) else diary.days
        before = _window(diary, session - min(RELIEF_DAYS, (back - 1) // 2), session)
        after = _window(diary, session + 1, session + 1 + min(RELIEF_DAYS, (on - 1) // 2))
        if len(before) and len(after):
            differences.append(float(after.mean() - before.mean()))
    return Naive(float(np.mean(differences)), len(differences)) if differences else None


def _window(diary: Diary, start: int, end: int) -> Floats:
    values = diary.pain[max(start, 0) : max(end, 0)]
    return np.asarray(values[~np.isnan(values)], dtype=np.float64)
