"""An invented patient whose treatment does nothing, for whoever wants to see how it can look as if it did.

Pain keeps coming back to one usual level and is like the day before (AR(1)); sessions are booked the day after a bad
day. Nothing else happens, so every drop seen in a plain before-and-after is regression to the mean.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Final

from acujournal.answers import HIGHEST, LOWEST

DAYS: Final = 84
#: The level pain comes back to, 0-10.
USUAL: Final = 5.0
#: How far it strays from there: the standard deviation, in points.
SPREAD: Final = 1.8
#: How much of yesterday's straying is still there today.
STAYS: Final = 0.5
#: From this pain on a day is bad, and a session is booked for the next one.
BAD_DAY: Final = 7
#: Days between two sessions at least.
APART: Final = 7
#: What counts as "looked better", in points.
BETTER: Final = 1.0


@dataclass(frozen=True)
class InventedPatient:
    """Pain of each day, whole numbers 0-10, and the days with a session, counted from 0. The treatment does nothing."""

    pain: tuple[int, ...]
    sessions: tuple[int, ...]

    @property
    def before(self) -> float:
        """Mean pain of the days before the sessions."""
        return fmean(self.pain[day - 1] for day in self.sessions)

    @property
    def after(self) -> float:
        """Mean pain of the days after the sessions."""
        return fmean(self.pain[day + 1] for day in self.sessions)

    @property
    def seen(self) -> float:
        """What the plain before-and-after shows, in points; below 0 is less pain. The treatment did nothing: 0."""
        return self.after - self.before

    @property
    def looked_better(self) -> bool:
        """Whether it looked at least one point better."""
        return self.seen <= -BETTER


@cache
def invented_patient(number: int) -> InventedPatient:
    """The patient of this number, always the same one. One who would never book is left out for the next."""
    chance = random.Random(number)  # noqa: S311 - chance for teaching, and no secret.
    while True:
        pain = _pain(chance)
        if sessions := _booked(pain):
            return InventedPatient(pain, sessions)


def _pain(chance: random.Random) -> tuple[int, ...]:
    """Days of pain that nothing changes: each keeps a part of the day before, the rest is new."""
    away = chance.gauss(0, SPREAD)
    new = SPREAD * (1 - STAYS**2) ** 0.5
    days = []
    for _ in range(DAYS):
        days.append(min(max(round(USUAL + away), LOWEST), HIGHEST))
        away = STAYS * away + chance.gauss(0, new)
    return tuple(days)


def _booked(pain: tuple[int, ...]) -> tuple[int, ...]:
    """The days after bad days, with a day after each and room between them."""
    booked: list[int] = []
    for day in range(1, len(pain) - 1):
        has_room = not booked or day - booked[-1] >= APART
        if pain[day - 1] >= BAD_DAY and has_room:
            booked.append(day)
    return tuple(booked)


@cache
def looked_better(patients: int) -> int:
    """Of the first so many patients, how many looked at least one point better."""
    return sum(invented_patient(number).looked_better for number in range(1, patients + 1))
