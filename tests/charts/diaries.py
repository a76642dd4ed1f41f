"""Ana's diary in many shapes, and what a drawing is asked about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from acujournal.charts import Drawing
from acujournal.journal import Entry, Journal
from acujournal.sample import make_sample
from acujournal.stats import Analysis, analyse
from acujournal.stats.engine import Estimate, Mixture, estimate_of
from acujournal.treatment import Treatment, TreatmentStatus

#: A Monday: the last Sunday, on which answers end, is the day before.
TODAY = date(2026, 11, 23)
GROUNDS = {False: "#fbfaf7", True: "#121718"}


def estimate(value: float, scale: float = 0.5) -> Estimate:
    """An estimate whose 95 % interval goes about two scales to either side."""
    return estimate_of(value, Mixture(np.array([value]), np.array([scale]), np.array([1.0]), 60.0))


def sample_journal() -> Journal:
    sample = make_sample(TODAY, "Europe/Berlin")
    return Journal(
        zone="Europe/Berlin", entries=sample.entries, moments=sample.moments, treatments=sample.treatments
    )


def session(day: date) -> Treatment:
    return Treatment(
        treatment_id=day.isoformat(),
        starts_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        zone="UTC",
        status=TreatmentStatus.DONE,
    )


def diary(pains: list[int | None], *, sessions: tuple[int, ...] = (), **more: Any) -> Journal:
    """Pain of the days that end on the last Sunday, None for a day not written; sessions by day number."""
    first = TODAY - timedelta(days=len(pains))
    entries = tuple(
        Entry(day=first + timedelta(days=number), pain_average=pain, **more)
        for number, pain in enumerate(pains)
        if pain is not None
    )
    held = tuple(session(first + timedelta(days=number)) for number in sessions)
    return Journal(zone="UTC", entries=entries, treatments=held)


def answers(journal: Journal, days: int = 91) -> Analysis:
    return analyse(journal, today=TODAY, period=(TODAY - timedelta(days=days), TODAY))


def wavering(days: int, *, level: float = 5.0, daily: float = 0.0) -> list[int | None]:
    """Pain that goes up and down without a rhythm, on a level that changes by so much a day."""
    waver = (0, 1, -1, 1, 0, 0, -1, 2, -2, 0, 1)
    return [min(10, max(0, round(level + daily * n + waver[n * n % 11]))) for n in range(days)]


def marks_of(spec: Any) -> list[dict[str, Any]]:
    if isinstance(spec, dict):
        own = [spec] if "mark" in spec and "encoding" in spec else []
        return own + [mark for value in spec.values() for mark in marks_of(value)]
    return [mark for value in spec for mark in marks_of(value)] if isinstance(spec, list) else []


def marks_on(drawing: Drawing, name: str) -> list[dict[str, Any]]:
    return [mark for mark in marks_of(drawing.design) if mark.get("data") == {"name": name}]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
