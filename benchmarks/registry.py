"""What a figure is, how it is judged, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from benchmarks.bench import Bench

JudgedBy = Literal["ratio", "difference"]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0-100) percent of the values lie, linear between neighbours.

    This is definition 7 of Hyndman and Fan (doi:10.1080/00031305.1996.10473566), the default of most programs.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("No values, no percentile.")
    place = (len(ordered) - 1) * share / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The rise of y for each x, by least squares."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    if not spread:
        raise ValueError("One place only, no slope.")
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


@dataclass(frozen=True)
class Measured:
    """One side of a figure: the value that is compared, and what 95 of 100 rounds stayed below."""

    value: float
    p95: float
    rounds: int

    @classmethod
    def of(cls, rounds: Sequence[float]) -> Measured:
        """The median and the 95th percentile of many rounds."""
        return cls(value=median(rounds), p95=percentile(rounds, 95), rounds=len(rounds))


@dataclass(frozen=True)
class Figure:
    """One row of the table. `measure` gives (ours, rival); `must` and `aim` are the most it may be."""

    name: str
    title: str
    rival: str
    unit: str
    must: float
    aim: float
    judged_by: JudgedBy
    measure: Callable[[Bench], tuple[Measured, Measured]]


@dataclass(frozen=True)
class Result:
    """A figure and what came out."""

    figure: Figure
    ours: Measured
    rival: Measured

    @property
    def ratio(self) -> float:
        """Ours to the rival's, of the values that are compared."""
        return self.ours.value / self.rival.value if self.rival.value else float("inf")

    @property
    def judged(self) -> float:
        """What stands against `must` and `aim`: the ratio, or the difference in the figure's unit."""
        return self.ratio if self.figure.judged_by == "ratio" else self.ours.value - self.rival.value

    @property
    def verdict(self) -> str:
        """Whether the figure reached what it must and what it aims at."""
        if self.judged <= self.figure.aim:
            return "must met, aim met"
        return "must met, aim not met" if self.judged <= self.figure.must else "must NOT met"

    def as_row(self) -> dict[str, Any]:
        """The row of results.json."""
        return {
            "figure": self.figure.title,
            "ours": round(self.ours.value, 3),
            "rival": round(self.rival.value, 3),
            "ratio": round(self.ratio, 3) if self.rival.value > 0 else None,
            "must": self.figure.must,
            "aim": self.figure.aim,
            "name": self.figure.name,
            "against": self.figure.rival,
            "judged_by": self.figure.judged_by,
            "difference": round(self.ours.value - self.rival.value, 3),
            "unit": self.figure.unit,
            "ours_p95": round(self.ours.p95, 3),
            "rival_p95": round(self.rival.p95, 3),
            "rounds": min(self.ours.rounds, self.rival.rounds),
        }


FIGURES: dict[str, Figure] = {}


def figure(
    name: str,
    title: str,
    *,
    rival: str,
    unit: str,
    must: float,
    aim: float,
    judged_by: JudgedBy = "ratio",
) -> Callable[[Callable[[Bench], tuple[Measured, Measured]]], Callable[[Bench], tuple[Measured, Measured]]]:
    """Put a measuring function into the table as one row; rows stand in the order they were put."""

    def add(
        measure: Callable[[Bench], tuple[Measured, Measured]],
    ) -> Callable[[Bench], tuple[Measured, Measured]]:
        FIGURES[name] = Figure(name, title, rival, unit, must, aim, judged_by, measure)
        return measure

    return add
