"""Each answer as a plain function of a frame of days, so that any simulator of patients can try it.

`f(days, sessions) -> (estimate, low, high)` or None. `days` has a row for every calendar day with the columns pain and
stress (0-10, NaN = not logged), `sessions` are the days of the sessions.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from acujournal.stats import relief as after
from acujournal.stats.beside import beside
from acujournal.stats.course import before_after
from acujournal.stats.course import trend as trend_of
from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate

Triple = tuple[float, float, float] | None


def diary(days: pd.DataFrame, sessions: list[date]) -> Diary:
    first = days.index[0].date()
    numbers = sorted({(day - first).days for day in sessions})
    pain = days["pain"].to_numpy(dtype=float)
    return Diary(
        first=first,
        pain=pain,
        stress=days["stress"].to_numpy(dtype=float),
        sleep=np.full(len(pain), np.nan),
        late=np.zeros(len(pain), dtype=bool),
        sessions=np.array(numbers, dtype=np.int64),
    )


def triple(estimate: Estimate | None) -> Triple:
    return None if estimate is None else (estimate.value, estimate.low, estimate.high)


def phase(days: pd.DataFrame, sessions: list[date]) -> Triple:
    return triple(before_after(diary(days, sessions)).change)


def phase30(days: pd.DataFrame, sessions: list[date]) -> Triple:
    return triple(before_after(diary(days, sessions)).thirty)


def trend(days: pd.DataFrame, sessions: list[date]) -> Triple:
    return triple(trend_of(diary(days, sessions)).weekly)


def joint0(days: pd.DataFrame, sessions: list[date]) -> Triple:
    journal = diary(days, sessions)
    return triple(beside(journal, journal.stress).same_day)


def joint1(days: pd.DataFrame, sessions: list[date]) -> Triple:
    journal = diary(days, sessions)
    return triple(beside(journal, journal.stress).day_before)


def relief(days: pd.DataFrame, sessions: list[date]) -> Triple:
    return triple(after.relief(diary(days, sessions)).change)
