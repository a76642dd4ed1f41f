"""Stress and sleep beside pain: the same day and the day before, together, with trend and weekday taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from acujournal.stats.diary import Diary
from acujournal.stats.engine import TAIL_95, Estimate, Floats, fit
from acujournal.stats.verdict import Lack, Need, not_fitted

ROWS_NEEDED: Final = 21
#: From so many days on the weekday is taken out as well.
ROWS_FOR_WEEKDAYS: Final = 28


@dataclass(frozen=True)
class Beside:
    """Points of pain per point of stress (or of sleep quality): with that day's, and with the day before's held beside it.

    `rows` are days with pain, the other score, and the other score of the day before, of the `possible` days of `span`. `with_weekdays` says
    whether the weekday was taken out.
    """

    same_day: Estimate | None
    day_before: Estimate | None
    rows: int
    possible: int
    lacks: tuple[Lack, ...]
    with_weekdays: bool = False
    span: tuple[date, date] | None = None


def beside(diary: Diary, other: Floats) -> Beside:
    """How pain moves with `other` (points 0-10 a day, NaN = not answered), in points per point.

    Generalised least squares of pain on both days' scores, the day, and from 28 rows on the weekday. Both scores stand
    together because with one alone the other's relation shows up in it. Which comes first cannot be told, nor
    whether something else moves both. Needs 21 rows.
    """
    earlier = np.concatenate([[np.nan], other[:-1]]) if len(other) else other
    days = np.flatnonzero(~(np.isnan(diary.pain) | np.isnan(other) | np.isnan(earlier)))
    if len(days) < ROWS_NEEDED:
        lack = Lack(Need.DAYS_WITH_BOTH, ROWS_NEEDED - len(days))
        return Beside(None, None, len(days), diary.days, (lack,), span=diary.span)
    columns = [np.column_stack([np.ones(len(days)), other[days], earlier[days], days - days.mean()])]
    with_weekdays = len(days) >= ROWS_FOR_WEEKDAYS
    if with_weekdays:
        columns.append(diary.weekday_columns(days))
    fitted = fit(days.astype(float), diary.pain[days], np.column_stack(columns))
    if fitted is None:
        lack = _not_compared(diary.pain[days], other[days], earlier[days])
        return Beside(None, None, len(days), diary.days, (lack,), with_weekdays, diary.span)
    same, before = fitted.coefficient(1), fitted.coefficient(2)
    return Beside(same, before, len(days), diary.days, (), with_weekdays, diary.span)


def _not_compared(pain: Floats, same_day: Floats, day_before: Floats) -> Lack:
    """Why there is nothing to compare. A score that never changes says nothing of pain, whatever further days bring."""
    is_steady = np.ptp(same_day) == 0 or np.ptp(day_before) == 0
    return Lack(Need.STEADY) if is_steady and np.ptp(pain) else not_fitted(pain)


def go_together(estimates: tuple[Estimate | None, ...]) -> tuple[bool, ...]:
    """Of several relations looked at together, which leave out 0 once that is allowed for (Bonferroni's correction).

    With four relations one in five diaries would show one by chance; so each has to be four times as sure.
    """
    asked = sum(one is not None for one in estimates)
    return tuple(one is not None and one.leaves_out_zero(TAIL_95 / max(asked, 1)) for one in estimates)
