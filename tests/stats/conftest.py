"""Invented diaries of Ana, as arrays and as journals."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from acujournal.journal import Entry, Journal
from acujournal.stats.diary import Diary
from acujournal.treatment import Treatment

DATA = Path(__file__).parent / "data"
MONDAY = date(2026, 1, 5)


def score(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def journal_of(
    pain: Iterable[float],
    sessions: Iterable[int] = (),
    *,
    first: date = MONDAY,
    stress: Iterable[float] | None = None,
    late: Iterable[int] = (),
    sleep: Iterable[float] | None = None,
) -> Journal:
    """A journal whose day n has `pain[n]` (NaN = not logged); `late` days were written ten days afterwards."""
    pain = list(pain)
    others = [list(one) if one is not None else [np.nan] * len(pain) for one in (stress, sleep)]
    entries = []
    for n, (value, strained, slept) in enumerate(zip(pain, *others, strict=True)):
        if np.isnan([value, strained, slept]).all():
            continue
        day = first + timedelta(days=n)
        written = datetime.combine(day + timedelta(days=10 if n in set(late) else 0), time(20), UTC)
        entries.append(
            Entry(
                day=day,
                pain_average=score(value),
                stress=score(strained),
                sleep_quality=score(slept),
                written_at=written,
            )
        )
    treatments = tuple(
        Treatment(
            treatment_id=f"{number}-{place}",
            starts_at=datetime.combine(first + timedelta(days=number), time(10 + place % 2, place % 60), UTC),
            zone="UTC",
        )
        for place, number in enumerate(sessions)
    )
    return Journal(entries=tuple(entries), treatments=treatments)


def diary_from(
    pain: Iterable[float],
    sessions: Iterable[int] = (),
    *,
    stress: Iterable[float] | None = None,
    first: date = MONDAY,
) -> Diary:
    values = np.array(list(pain), dtype=float)
    return Diary(
        first=first,
        pain=values,
        stress=np.full(len(values), np.nan) if stress is None else np.array(list(stress), dtype=float),
        sleep=np.full(len(values), np.nan),
        late=np.zeros(len(values), dtype=bool),
        sessions=np.array(sorted(set(sessions)), dtype=np.int64),
    )


def golden(name: str) -> Diary:
    """One of the two invented patients whose answers are known."""
    rows = pd.read_csv(DATA / f"golden_patient_{name}.csv", parse_dates=["date"])
    return diary_from(
        rows["pain"],
        np.flatnonzero(rows["session"]),
        stress=rows["stress"],
        first=rows["date"].iloc[0].date(),
    )


def resembling(
    rng: np.random.Generator, days: int, *, phi: float, level: float = 5, sd: float = 1.8
) -> np.ndarray:
    """Whole numbers 0-10 that resemble their neighbours."""
    line, now = np.empty(days), rng.normal(0, sd)
    for n in range(days):
        now = phi * now + rng.normal(0, sd * np.sqrt(1 - phi * phi))
        line[n] = min(10, max(0, round(level + now)))
    return line
