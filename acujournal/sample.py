"""An invented journal of twelve weeks, so that a newcomer sees what the screens will look like.

Nothing here is a patient's. The invented course has all that real ones have: ups and downs that last some
days, missed days, a day filled in later, and sessions that were often booked on bad days. The invented
treatment does little, on purpose: the sample must not promise anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from acujournal.answers import instant
from acujournal.errors import BadValue
from acujournal.journal import Care, Entry, Moment
from acujournal.treatment import Treatment, TreatmentStatus

WEEKS: Final = 12
_FIRST_SESSION_AFTER_DAYS: Final = 18
_NOTES: Final = (
    "Long drive, stiff by the evening.",
    "Walked to the market and back.",
    "Slept badly, woke up at four.",
    "Worked in the garden for an hour.",
    "Quiet day.",
    "Carried the shopping upstairs. A mistake.",
)


@dataclass(frozen=True)
class Sample:
    """Everything a sample journal holds."""

    entries: tuple[Entry, ...]
    moments: tuple[Moment, ...]
    treatments: tuple[Treatment, ...]


def make_sample(today: date, zone: str, *, seed: int = 7, weeks: int = WEEKS) -> Sample:
    """Invent `weeks` weeks that end the day before `today`; the same arguments give the same journal."""
    chance = Random(seed)  # noqa: S311 - an invented course needs no secrecy.
    first = today - timedelta(days=weeks * 7)
    levels = _levels(chance, weeks * 7)
    treatments = _treatments(chance, first, levels, today, zone)
    entries = []
    for number, level in enumerate(levels):
        day = first + timedelta(days=number)
        if chance.random() < 0.11:
            continue
        entries.append(_entry(chance, day, level, zone, late=number % 29 == 20))
    return Sample(
        entries=tuple(entries), moments=_moments(chance, first, levels, zone), treatments=treatments
    )


def _levels(chance: Random, days: int) -> list[float]:
    """Pain of each day, 0-10: neighbouring days resemble each other, and the whole eases a little."""
    drift, swing, levels = 5.9, 0.0, []
    for number in range(days):
        swing = 0.6 * swing + chance.gauss(0, 1.0)
        weekday = 0.4 if number % 7 in (0, 1) else 0.0
        levels.append(min(10.0, max(0.0, drift - 1.3 * number / days + swing + weekday)))
    return levels


def _at(day: date, clock: time, zone: str) -> datetime:
    try:
        return instant(datetime.combine(day, clock), zone)
    except BadValue:
        # A day on which the clocks skip this time: any other time of an invented day will do.
        return datetime.combine(day, time(12), tzinfo=UTC)


def _entry(chance: Random, day: date, level: float, zone: str, *, late: bool) -> Entry:
    average = round(level)
    stress = min(10, max(0, round(3.2 + 0.35 * (level - 5) + chance.gauss(0, 1.5))))
    written = _at(day, time(20, chance.randrange(60)), zone) + timedelta(days=4 if late else 0)
    worst = min(10, average + chance.choice((1, 1, 2, 2, 3)))
    more = chance.random() < 0.8
    return Entry(
        day=day,
        pain_average=average,
        pain_worst=worst if more else None,
        stress=stress,
        sleep_quality=min(10, max(0, round(7 - 0.4 * (level - 4) + chance.gauss(0, 1.2)))) if more else None,
        interference=min(10, max(0, average - 1 + chance.choice((-1, 0, 1)))) if more else None,
        sleep_hours=chance.choice((5.5, 6.0, 6.5, 7.0, 7.5, 8.0)) if more else None,
        medicines=("Ibuprofen 400 mg",) if level > 6.5 else (),
        other_care=tuple(care for care in (Care.WALKING, Care.HEAT, Care.EXERCISE) if chance.random() < 0.3),
        note=chance.choice(_NOTES) if chance.random() < 0.25 else "",
        zone=zone,
        written_at=written,
        saved_at=written,
        revision=1,
    )


def _treatments(
    chance: Random, first: date, levels: list[float], today: date, zone: str
) -> tuple[Treatment, ...]:
    found: list[Treatment] = []
    number = _FIRST_SESSION_AFTER_DAYS
    while number < len(levels):
        # People go when it hurts: within three days the worst one is taken.
        number = max(range(number, min(number + 3, len(levels))), key=lambda n: levels[n])
        found.append(_treatment(chance, first + timedelta(days=number), levels[number], zone, len(found)))
        number += 6
    planned = _treatment(chance, today + timedelta(days=3), 0, zone, len(found), planned=True)
    return (*found, planned)


def _treatment(
    chance: Random, day: date, level: float, zone: str, number: int, *, planned: bool = False
) -> Treatment:
    before = min(10, max(0, round(level)))
    return Treatment(
        treatment_id=UUID(int=chance.getrandbits(128), version=4).hex,
        starts_at=_at(day, time(16, 30), zone),
        zone=zone,
        status=TreatmentStatus.PLANNED if planned else TreatmentStatus.DONE,
        practitioner="Ben",
        needle_minutes=None if planned else chance.choice((20, 25, 30)),
        pain_before=None if planned else before,
        pain_after=None if planned else max(0, before - chance.choice((0, 0, 1, 2))),
        note="First session." if number == 0 else "",
        saved_at=_at(day, time(18), zone),
        revision=1,
    )


def _moments(chance: Random, first: date, levels: list[float], zone: str) -> tuple[Moment, ...]:
    days = sorted(chance.sample(range(len(levels)), k=min(14, len(levels))))
    return tuple(
        Moment(
            moment_id=UUID(int=chance.getrandbits(128), version=4).hex,
            at=_at(first + timedelta(days=number), time(chance.randrange(8, 20), 15), zone),
            zone=zone,
            pain=min(10, max(0, round(levels[number] + chance.choice((-2, -1, 1, 2))))),
            saved_at=_at(first + timedelta(days=number), time(20), zone),
            revision=1,
        )
        for number in days
    )
