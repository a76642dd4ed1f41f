"""What can be read off a chart for paper by pointing at it: its days, weeks and places, where each lies in the picture.

Numbers, dates and words of ours alone. A chart is drawn as a few shapes, which know nothing of single days; whoever shows
the picture where scripts run hands these spots on beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from acujournal.charts import paper
from acujournal.charts.body import BodyShares
from acujournal.charts.function import Function
from acujournal.charts.intervals import NO_NUMBER
from acujournal.charts.relief import RELIEF_HEADS, ReliefCurve, relief_rows
from acujournal.journal import week_start
from acujournal.words import short_day

#: What is said of a day or week of the course that has none of its numbers.
NOT_RATED: Final = "no rating"
_SCORE: Final = "Weekly score"
_DAYS: Final = "Days it hurt"


@dataclass(frozen=True)
class Spot:
    """One thing to point at: `x` and `y` in pixels of the picture, what it is, and its numbers in words.

    `y` is None where nothing is drawn that a mark could stand on. A number that was not given is empty.
    """

    x: float
    y: float | None
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Spots:
    """All spots of a picture in their order, and what their numbers are called.

    `is_in_time` says that they lie side by side from `top` to `bottom`, in pixels, so that the place across is enough to
    find one; else the nearest one is meant. `unit` names what one steps through.
    """

    unit: str
    heads: tuple[str, ...]
    spots: tuple[Spot, ...]
    is_in_time: bool = True
    top: float = 0
    bottom: float = 0


def course_spots(drawn: paper.PaperCourse) -> Spots:
    """Every day of the course, or every week where it goes by weeks, also those without a rating."""
    course = drawn.course
    days = paper.Days(course.first, course.until, paper.WIDTH - paper.ROOM["left"] - paper.ROOM["right"])
    columns = paper.columns_of(course)
    starts = [day.date() for day in course.rows["day"].tolist()]
    step = starts[0].weekday() if course.weekly else None

    def start_of(day: date) -> date:
        return day if step is None else week_start(day, step)

    sessions = Counter(start_of(day) for day in course.sessions)
    changes = Counter(start_of(one.day) for one in course.changes)
    digits = ".1f" if course.weekly else "g"
    given: list[tuple[str, Mapping[date, float], str]] = [
        ("Mean pain" if course.weekly else "Average pain", columns["pain"] | columns["turned"], digits),
        ("Worst pain", columns["worst"], "g"),
        ("Stress", columns["stress"], digits),
        ("Sleep in hours", drawn.sleep_hours, digits),
        ("Sessions", sessions, "d"),
        ("Changes of medicine or other care", changes, "d"),
    ]
    given = [one for one in given if one[1]]
    spots = []
    for start in starts:
        values = tuple(f"{held[start]:{form}}" if start in held else "" for _, held, form in given)
        pain = columns["pain"].get(start)
        name = f"Week from {short_day(start)}" if course.weekly else short_day(start)
        spots.append(
            Spot(
                paper.px(paper.ROOM["left"] + days.at(start)),
                None if pain is None else paper.PAIN.at(pain),
                name if any(values) else f"{name}: {NOT_RATED}",
                values,
            )
        )
    bottom = paper.STRIPS_TOP + paper.STRIP_STEP * (bool(drawn.sleep_hours) + bool(columns["stress"]))
    return Spots(
        "weeks" if course.weekly else "days",
        tuple(name for name, _, _ in given),
        tuple(spots),
        top=paper.PAIN.top,
        bottom=bottom - 8,
    )


def relief_spots(curve: ReliefCurve) -> Spots:
    """The days around a session that are drawn."""
    places = paper.ReliefPlaces.of(curve)
    around, after = paper.relief_drawn(curve)
    heights = {day.step: day.mean for day in around} | {step: one.value for step, one in after}
    steps = sorted({day.step for day in curve.around} | {day.step for day in curve.after})
    rows = dict(zip(steps, relief_rows(curve), strict=True))
    spots = tuple(
        Spot(
            paper.px(paper.RELIEF_ROOM["left"] + places.x(step)),
            places.y(heights[step]),
            rows[step][0],
            _given(rows[step][1:]),
        )
        for step in sorted(heights)
    )
    return Spots("days", RELIEF_HEADS[1:], spots, top=paper.HALF_TOP, bottom=paper.HALF_BOTTOM)


def _given(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("" if cell == NO_NUMBER else cell for cell in row)


def function_spots(course: Function) -> Spots:
    """Every weekly score on the day it was answered."""
    days = paper.Days(course.first, course.until, paper.HALF_WIDTH - paper.ROOM["left"] - paper.ROOM["right"])
    scale = paper.Scale(paper.HALF_TOP, paper.HALF_BOTTOM)
    spots = tuple(
        Spot(
            paper.px(paper.ROOM["left"] + days.at(one.day)),
            scale.at(one.score),
            short_day(one.day),
            (f"{one.score:.1f}",),
        )
        for one in course.answers
        if one.score is not None
    )
    return Spots("weeks", (_SCORE,), spots, top=scale.top, bottom=scale.bottom)


def body_spots(shares: BodyShares, rows: Sequence[tuple[str, str]]) -> Spots:
    """The places that hurt, most days first; `rows` name them and count their days in the same order."""
    shapes, _ = paper.figures()
    spots = []
    for region_id, (name, days) in zip(shares.most_frequent, rows, strict=True):
        across, down = zip(*shapes[region_id], strict=True)
        middle = ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
        spots.append(Spot(paper.px(middle[0]), paper.px(middle[1]), name, (days,)))
    return Spots("places", (_DAYS,), tuple(spots), is_in_time=False)
