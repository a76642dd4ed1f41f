"""Invented diaries of Ana, as arrays and as journals."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from acujournal.journal import Entry, Journal
from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate, Mixture
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


def split(share: float) -> Mixture:
    """A certainty of exactly `share` that the value lies at -5, and at +5 otherwise."""
    return Mixture(np.array([-5.0, 5.0]), np.array([1e-6, 1e-6]), np.array([share, 1 - share]), freedom=30.0)


def estimate(
    low: float,
    high: float,
    *,
    value: float | None = None,
    wide: tuple[float, float] | None = None,
    below: float = 0.5,
) -> Estimate:
    """A change whose 95 % interval is given; in the middle of it and a little less sure at 99 % unless told otherwise.

    `below` is how sure it is that the value lies well under 0 rather than well over it.
    """
    middle = (low + high) / 2 if value is None else value
    wide_low, wide_high = wide or (low - 0.25, high + 0.25)
    return Estimate(middle, low, high, wide_low, wide_high, split(below))


def turned(one: Estimate) -> Estimate:
    """The same change the other way round."""
    return Estimate(-one.value, -one.high, -one.low, -one.wide_high, -one.wide_low, one.mixture.scaled(-1))
