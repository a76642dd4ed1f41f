"""Charts for paper: the course with its strips, the relief curve, the weekly score, and where it hurt.

Made to be read in a minute and printed in grey: few lines, told apart by how thick they are and not by colour, no smoothing
and no words of severity. A day without a rating breaks the line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.body import BodyShares, body_design
from acujournal.charts.changes import ARE_CHANGES, changes_counted
from acujournal.charts.course import Course, turned_in_words
from acujournal.charts.function import MOST_DAYS_BETWEEN, Function
from acujournal.charts.look import LIGHT, Drawing, finished, named_rows
from acujournal.charts.relief import ReliefCurve
from acujournal.journal import Journal, weekly_means
from acujournal.stats.engine import Estimate
from acujournal.stats.relief import CURVE_DAYS, DAYS_AROUND, DayAround
from acujournal.words import count_words, short_day

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class PaperCourse:
    """A course, and the hours of sleep of its days, or the mean of each of its weeks where the course is `weekly`.

    `sleep_hours` is day -> hours 0-24, only where they were given; of a week the first day, and three nights at least.
    """

    course: Course
    sleep_hours: dict[date, float]


def paper_course_of(journal: Journal, course: Course, *, week_starts_on: int = 0) -> PaperCourse:
    """The course with the hours of sleep that `journal` has of its days."""
    hours = journal.between(course.first, course.until).daily("sleep_hours")
    if course.weekly:
        hours = {week: mean for week, (mean, _) in weekly_means(hours, week_starts_on).items()}
    return PaperCourse(course, hours)


#: Pixels of the picture: the width of a sheet at the size its words are meant to be read at.
WIDTH: Final = 688
#: Pixels around the plot, where the words of the axes stand.
ROOM: Final = {"left": 22, "right": 10, "top": 0, "bottom": 18}
FONT_SIZE: Final = 11


# Everything is drawn as shapes in pixels, one for each layer however many days it has: a mark for each day, and axes of
# their own, would take five times as long, and somebody waits for the report.

#: Corners in pixels, from the left and from the top of the plot.
Line = list[list[float]]


@dataclass(frozen=True)
class Layer:
    """What it draws, and how: filled or as lines, in which colour, how thick, how dense, dashed or not."""

    shapes: str
    colour: str
    is_filled: bool = False
    width: float = 0.0
    opacity: float = 1.0
    dash: tuple[int, ...] = ()
    fill: str | None = None

    def row(self, parts: list[Line]) -> dict[str, Any]:
        """One row: all the parts as one shape, and its look."""
        is_area = self.is_filled or self.fill is not None
        return {
            "type": "MultiPolygon" if is_area else "MultiLineString",
            "coordinates": [[[*part, part[0]]] for part in parts] if is_area else parts,
            "fill": self.colour if self.is_filled else self.fill,
            "stroke": None if self.is_filled else self.colour,
            "width": self.width,
            "opacity": self.opacity,
            "dash": list(self.dash) or None,
        }


@lru_cache(maxsize=32)
def shapes_design(height: int, room: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    """The design of a picture of shapes in their order, with its words above them."""
    shapes = named_rows("shapes").mark_geoshape(tooltip=None, clip=False)
    look = {
        "fill": alt.Fill("fill:N", scale=None),
        "stroke": alt.Stroke("stroke:N", scale=None),
        "strokeWidth": alt.StrokeWidth("width:Q", scale=None),
        "opacity": alt.Opacity("opacity:Q", scale=None),
        "strokeDash": alt.StrokeDash("dash:N", scale=None),
    }
    words = named_rows("words").mark_text(
        fontSize=FONT_SIZE,
        baseline="middle",
        color=LIGHT.text,
        tooltip=None,
        align=alt.expr("datum.align"),
        fontWeight=alt.expr("datum.weight"),
    )
    x, y = (alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None))
    drawn = [shapes.encode(**look), words.encode(x=x, y=y, text="words:N")]
    projection = alt.Projection(type="identity", scale=1, translate=[0, 0])
    chart = alt.LayerChart(layer=drawn, projection=projection, height=height, padding=dict(room))
    return finished(chart, LIGHT)


def _picture(
    height: int,
    layers: Iterable[Layer],
    shapes: dict[str, list[Line]],
    words: Iterable[dict[str, Any]],
    room: dict[str, int],
) -> Drawing:
    """A drawing of the layers that have a shape, and of the words."""
    kept = {layer.shapes: layer.row(shapes[layer.shapes]) for layer in layers if shapes.get(layer.shapes)}
    rows = {
        "shapes": pd.DataFrame(list(kept.values()), index=list(kept), dtype=object),
        "words": pd.DataFrame(list(words), columns=["x", "y", "words", "align", "weight"], dtype=object),
    }
    return Drawing(design=shapes_design(height, tuple(room.items())), rows=rows)


def _says(words: str, x: float, y: float, align: str = "left", weight: int = 400) -> dict[str, Any]:
    return {"x": round(x, 1), "y": round(y, 1), "words": words, "align": align, "weight": weight}


def _box(left: float, top: float, right: float, bottom: float) -> Line:
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def _triangle(x: float, y: float, half: float = 3.8) -> Line:
    return [[px(x - half), y + half - 0.8], [px(x), y - half], [px(x + half), y + half - 0.8]]


#: A circle as a shape of so many corners.
_CORNERS: Final = tuple((math.cos(math.tau * n / 12), math.sin(math.tau * n / 12)) for n in range(12))


def _dot(x: float, y: float, radius: float) -> Line:
    return [[px(x + radius * across), px(y + radius * down)] for across, down in _CORNERS]


def _cross(x: float, y: float, half: float = 2) -> tuple[Line, Line]:
    return (
        [[px(x - half), px(y - half)], [px(x + half), px(y + half)]],
        [[px(x - half), px(y + half)], [px(x + half), px(y - half)]],
    )


def px(value: float) -> float:
    """A place in pixels, as finely as a picture of this size can show it."""
    return round(value, 1)


@dataclass(frozen=True)
class Days:
    """The axis of the days `[first, until)`, a day's room on either side, over so many pixels."""

    first: date
    until: date
    width: int

    def at(self, day: date) -> float:
        """The pixel of a day's midnight."""
        days = (self.until - self.first).days + 1
        return px(self.width * ((day - self.first).days + 1) / days)

    def named(self, y: float) -> list[dict[str, Any]]:
        """The days that are named: every few of them, or the first days of months, as many as there is room for."""
        days, most = (self.until - self.first).days, max(self.width // LABEL_TAKES, 2)
        if days <= 7 * most:
            found = [self.first + A_DAY * n for n in range(0, days, max(-(-days // most), 1))]
            words = [f"{day.day} {day:%b}" for day in found]
        else:
            count = (self.until.year - self.first.year) * 12 + self.until.month - self.first.month + 1
            months = [divmod(self.first.year * 12 + self.first.month - 1 + n, 12) for n in range(count)]
            step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 600, 4800) if count / step <= most)
            found = [date(year, month + 1, 1) for year, month in months if (year * 12 + month) % step == 0]
            words = [f"{day:%b} {day.year}" for day in found]
        room = LABEL_TAKES / 2 - 6
        return [
            _says(text, self.at(day), y, "center")
            for day, text in zip(found, words, strict=True)
            if room - 16 <= self.at(day) <= self.width - room + 10 and day >= self.first
        ]


#: A label of an axis of days takes so many pixels.
LABEL_TAKES: Final = 62


@dataclass(frozen=True)
class Scale:
    """A fixed axis from 0 to `upper` between two pixels."""

    top: float
    bottom: float
    upper: float = 10

    def at(self, value: float) -> float:
        """The pixel of a value."""
        return px(self.bottom - (self.bottom - self.top) * value / self.upper)

    def grid(self, numbers: Iterable[int], width: int) -> list[Line]:
        """A fine line at each of the numbers."""
        return [[[0, self.at(number)], [width, self.at(number)]] for number in numbers]

    def named(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        """The numbers themselves, before the plot."""
        return [_says(str(number), -4, self.at(number), "right") for number in numbers]


def _joined(values: dict[date, float], step: timedelta, days: Days, scale: Scale) -> list[Line]:
    """The values in order of time as lines, one for each stretch without a gap; nothing bridges a gap."""
    lines: list[Line] = []
    last: date | None = None
    for day, value in values.items():
        if last is None or day - last > step:
            lines.append([])
        lines[-1].append([days.at(day), scale.at(value)])
        last = day
    return [line for line in lines if len(line) > 1]


def _seen_alone(values: dict[date, float], step: timedelta) -> dict[date, float]:
    """What a line does not show: all values where there are few, else those with nothing given right before or after."""
    if len(values) <= MOST_DOTS:
        return values
    return {
        day: value for day, value in values.items() if day - step not in values and day + step not in values
    }


def _blocks(values: dict[date, float], step: timedelta, days: Days, scale: Scale) -> list[Line]:
    """One shape for each stretch without a gap: every value from the beginning of its day, or week, to its end."""
    shapes: list[Line] = []
    last: date | None = None
    for day, value in values.items():
        if last is None or day - last > step:
            shapes.append([[days.at(day), scale.bottom]])
        elif len(shapes[-1]) > 1:
            # What closed the block before is taken back: the next one goes on from it.
            shapes[-1].pop()
        end = min(day + step, days.until)
        shapes[-1] += [
            [days.at(day), scale.at(value)],
            [days.at(end), scale.at(value)],
            [days.at(end), scale.bottom],
        ]
        last = day
    return shapes


# The course

#: Up to so many ratings each is a dot; of more only those that no line would show.
MOST_DOTS: Final = 100
#: Pixels from the top: the title, the plot of pain, the rows of sessions and of changes below it, and the strips.
TITLE_MIDDLE: Final = 7
PAIN: Final = Scale(20, 168)
SESSIONS: Final = 178
CHANGES: Final = 190
STRIPS_TOP: Final = 198
STRIP_TITLE: Final = 14
STRIP_HEIGHT: Final = 36
STRIP_STEP: Final = STRIP_TITLE + STRIP_HEIGHT + 8
PAIN_TITLE: Final = "Pain 0–10, lower is better"
SLEEP_TITLE: Final = "Sleep in hours"
STRESS_TITLE: Final = "Stress 0–10, lower is better"
_COURSE: Final = (
    Layer("shade", LIGHT.grid, is_filled=True, opacity=0.7),
    Layer("grid", LIGHT.grid, width=0.6),
    Layer("sleep", LIGHT.sleep, is_filled=True, opacity=0.6),
    Layer("worst", LIGHT.text, width=0.8, opacity=0.55),
    Layer("pain", LIGHT.pain, width=2),
    Layer("dots", LIGHT.pain, is_filled=True),
    Layer("turned", LIGHT.text, width=1),
    Layer("target", LIGHT.text, width=1.4, dash=(2, 3)),
    Layer("stress", LIGHT.stress, width=1.2),
    Layer("stress_dots", LIGHT.stress, is_filled=True),
    Layer("sessions", LIGHT.session, is_filled=True),
    Layer("changes", LIGHT.text, width=2),
)


def paper_course(paper: PaperCourse, *, width: int = WIDTH) -> Drawing:
    """Pain with its worst, sessions and changes, and strips of sleep and stress, for a picture of so many pixels."""
    course = paper.course
    plot = width - ROOM["left"] - ROOM["right"]
    days = Days(course.first, course.until, plot)
    step = timedelta(days=7) if course.weekly else A_DAY
    rated = columns_of(course)
    pain, worst, stress = rated["pain"], rated["worst"], rated["stress"]
    numbers = (0, 2, 4, 6, 8, 10)
    shapes = {
        "shade": [_box(days.at(course.baseline[0]), PAIN.top, days.at(course.baseline[1]), PAIN.bottom)]
        if course.baseline
        else [],
        "grid": PAIN.grid(numbers, plot),
        "worst": _joined(worst, step, days, PAIN) + _dashes(_seen_alone(worst, step), days),
        "pain": _joined(pain, step, days, PAIN),
        "dots": [_dot(days.at(day), PAIN.at(value), 2.3) for day, value in _seen_alone(pain, step).items()],
        "turned": [
            line for day, value in rated["turned"].items() for line in _cross(days.at(day), PAIN.at(value))
        ],
        "target": [] if course.target is None else PAIN.grid((course.target,), plot),
        **_below(course.sessions, (one.day for one in course.changes), days, SESSIONS, CHANGES),
    }
    words = [_says(PAIN_TITLE, 0, TITLE_MIDDLE, weight=600), *PAIN.named(numbers)]
    top = STRIPS_TOP
    if paper.sleep_hours:
        upper = 24 if max(paper.sleep_hours.values()) > 12 else 12
        hours = Scale(top + STRIP_TITLE, top + STRIP_TITLE + STRIP_HEIGHT, upper)
        shapes["sleep"] = _blocks(paper.sleep_hours, step, days, hours)
        shapes["grid"] += hours.grid((0, upper // 2, upper), plot)
        words += [_says(SLEEP_TITLE, 0, top + TITLE_MIDDLE, weight=600), *hours.named((0, upper // 2, upper))]
        top += STRIP_STEP
    if stress:
        scale = Scale(top + STRIP_TITLE, top + STRIP_TITLE + STRIP_HEIGHT)
        shapes["stress"] = _joined(stress, step, days, scale)
        shapes["stress_dots"] = [
            _dot(days.at(day), scale.at(value), 1.6) for day, value in _seen_alone(stress, step).items()
        ]
        shapes["grid"] += scale.grid((0, 5, 10), plot)
        words += [_says(STRESS_TITLE, 0, top + TITLE_MIDDLE, weight=600), *scale.named((0, 5, 10))]
        top += STRIP_STEP
    return _picture(top, _COURSE, shapes, [*words, *days.named(top + 8)], ROOM)


def columns_of(course: Course) -> dict[str, dict[date, float]]:
    """Each score by day, only where it was given. Pain from another scale, "turned", is never joined to the rest."""
    days = [day.date() for day in course.rows["day"].tolist()]
    columns = {
        name: {
            day: value
            for day, value in zip(days, course.rows[name].tolist(), strict=True)
            if not math.isnan(value)
        }
        for name in ("pain", "worst", "stress")
    }
    return columns | {"turned": dict(course.drawn_turned)}


def _dashes(values: dict[date, float], days: Days) -> list[Line]:
    return [
        [[px(days.at(day) - 2), PAIN.at(value)], [px(days.at(day) + 2), PAIN.at(value)]]
        for day, value in values.items()
    ]


def _below(
    sessions: Iterable[date], changes: Iterable[date], days: Days, sessions_at: int, changes_at: int
) -> dict[str, list[Line]]:
    """Triangles for sessions, and below them strokes for what began or ended of medicines and other care."""
    return {
        "sessions": [_triangle(days.at(day), sessions_at) for day in sorted(set(sessions))],
        "changes": [
            [[days.at(day), changes_at - 4.5], [days.at(day), changes_at + 4.5]]
            for day in sorted(set(changes))
        ],
    }


def paper_words(paper: PaperCourse) -> str:
    """The drawing in words, for whoever does not see it; numbers and dates only."""
    course = paper.course
    unit = "Weekly means of pain" if course.weekly else "Average pain by day"
    last = course.until - A_DAY
    span = f"{unit} from {short_day(course.first)} to {short_day(last)}"
    given = course.ratings
    if not given:
        said = f"{span}: no day is rated."
    else:
        said = (
            f"{span}: {len(given)} of {course.possible} days rated, from {min(given):.0f} to {max(given):.0f} on a scale of "
            "0 to 10 where lower is better."
        )
    strips = [
        name
        for name, there in (
            ("sleep in hours", paper.sleep_hours),
            ("stress", course.rows["stress"].notna().any()),
        )
        if there
    ]
    below = f" Below it on the same days: {' and '.join(strips)}." if strips else ""
    target = "" if course.target is None else f" The agreed target is {course.target}."
    sessions = f" {count_words(len(course.sessions), 'acupuncture session')}."
    return f"{said}{turned_in_words(course)}{sessions}{changes_counted(course.changes)}{target}{below}"


def how_to_read_paper(paper: PaperCourse) -> str:
    """One line on how to read it."""
    course = paper.course
    unit = "mean of a week" if course.weekly else "average of the day"
    worst = "worst of the week" if course.weekly else "worst of the day"
    parts = [f"Thick line: {unit}"]
    parts += [f"thin line: {worst}"] if course.rows["worst"].notna().any() else []
    parts += ["triangles: sessions"] if course.sessions else []
    parts += [f"strokes below them {ARE_CHANGES}"] if course.changes else []
    parts += (
        ["left out: another scale" if course.weekly else "crosses: another scale"] if course.turned else []
    )
    parts += ["shaded: days before the first session"] if course.baseline else []
    parts += [f"dotted: the agreed target, {course.target}"] if course.target is not None else []
    gaps = "weeks with fewer than three ratings" if course.weekly else "days without a rating"
    return f"{'; '.join(parts)}. Gaps are {gaps}."


# The relief curve

#: Pixels of the two pictures that stand beside each other on a sheet.
HALF_WIDTH: Final = 336
HALF_TOP: Final = 20
HALF_BOTTOM: Final = 134
RELIEF_ROOM: Final = {"left": 72, "right": 6, "top": 0, "bottom": 18}
RELIEF_TITLE: Final = "Points of pain, lower is better"
_RELIEF: Final = (
    Layer("shade", LIGHT.grid, is_filled=True, opacity=0.55),
    Layer("grid", LIGHT.grid, width=0.6),
    Layer("expected", LIGHT.text, width=1.2),
    Layer("sessions", LIGHT.session, is_filled=True),
    Layer("around", LIGHT.text, width=1.2, fill="#ffffff"),
    Layer("bars", LIGHT.pain, width=2.2),
    Layer("dots", LIGHT.pain, is_filled=True),
)


def relief_drawn(curve: ReliefCurve) -> tuple[list[DayAround], list[tuple[int, Estimate]]]:
    """The hollow points that are drawn, and the days after a session with their estimates."""
    around = [day for day in curve.drawn_around if day.step <= CURVE_DAYS]
    return around, [(day.step, day.change) for day in curve.after if day.change]


@dataclass(frozen=True)
class ReliefPlaces:
    """The axes of a relief curve: points of pain from `low` to `high`, days around a session from `first` to `last`."""

    low: int
    high: int
    plot: int = HALF_WIDTH - RELIEF_ROOM["left"] - RELIEF_ROOM["right"]
    first: float = DAYS_AROUND[0] - 0.6
    last: float = CURVE_DAYS + 0.6

    @classmethod
    def of(cls, curve: ReliefCurve) -> ReliefPlaces:
        """The axes that hold everything of a curve."""
        around, after = relief_drawn(curve)
        drawn = [
            0.0,
            *(day.mean for day in around),
            *(end for _, one in after for end in (one.low, one.high)),
        ]
        # Two points either way at least: a curve of small differences shall not look like a large one.
        return cls(min(math.floor(min(drawn)), -2), max(math.ceil(max(drawn)), 2))

    def x(self, step: float) -> float:
        """The pixel of a day before or after a session."""
        return px(self.plot * (step - self.first) / (self.last - self.first))

    def y(self, points: float) -> float:
        """The pixel of a difference in points."""
        return px(HALF_BOTTOM - (HALF_BOTTOM - HALF_TOP) * (points - self.low) / (self.high - self.low))


def paper_relief(curve: ReliefCurve) -> Drawing:
    """Days +1 to +6 after a session as points with bars around "as expected", the days around them hollow."""
    around, after = relief_drawn(curve)
    places = ReliefPlaces.of(curve)
    low, high, plot, x, y = places.low, places.high, places.plot, places.x, places.y
    spread = math.ceil((high - low) / 6)
    numbers = [number for number in range(low, high + 1) if number % spread == 0]
    shapes = {
        "shade": [_box(x(0.5), HALF_TOP, x(places.last), HALF_BOTTOM)],
        "grid": [[[0, y(number)], [plot, y(number)]] for number in numbers],
        "expected": [[[0, y(0)], [plot, y(0)]]],
        "sessions": [_triangle(x(0), HALF_BOTTOM + 12)],
        "around": [_dot(x(day.step), y(day.mean), 2.6) for day in around],
        "bars": [[[x(step), y(one.low)], [x(step), y(one.high)]] for step, one in after],
        "dots": [_dot(x(step), y(one.value), 3.6) for step, one in after],
    }
    # Counts of three digits would touch each other: every other one says enough.
    every = 2 if any(day.sessions >= 100 for day in curve.after) else 1
    words = [
        _says(RELIEF_TITLE, 0, TITLE_MIDDLE, weight=600),
        *(_says(_points_in_words(number), -4, y(number), "right") for number in numbers),
        _says("sessions", -4, HALF_BOTTOM + 12, "right"),
        *(_says(str(day.sessions), x(day.step), HALF_BOTTOM + 12, "center") for day in curve.after[::every]),
        _says("day", -4, HALF_BOTTOM + 28, "right"),
        *(
            _says(f"−{-day}" if day < 0 else str(day), x(day), HALF_BOTTOM + 28, "center")
            for day in (-7, -5, -3, *range(7))
        ),
    ]
    return _picture(HALF_BOTTOM + 20, _RELIEF, shapes, words, RELIEF_ROOM)


def _points_in_words(number: int) -> str:
    if not number:
        return "as expected"
    return f"{'+' if number > 0 else '−'}{abs(number)}"


# The weekly score

FUNCTION_TITLE: Final = "Weekly score 0–10, lower is better"
_FUNCTION: Final = (
    Layer("grid", LIGHT.grid, width=0.6),
    Layer("scores", LIGHT.pain, width=1.6),
    Layer("dots", LIGHT.pain, is_filled=True),
    Layer("sessions", LIGHT.session, is_filled=True),
    Layer("changes", LIGHT.text, width=2),
)


def paper_function(course: Function) -> Drawing:
    """The weekly score as dots, joined where no week was left out, with sessions and changes below."""
    plot = HALF_WIDTH - ROOM["left"] - ROOM["right"]
    days, scale = Days(course.first, course.until, plot), Scale(HALF_TOP, HALF_BOTTOM)
    scores = {one.day: one.score for one in course.answers if one.score is not None}
    numbers = (0, 2, 4, 6, 8, 10)
    radius = 2.8 if len(scores) <= MOST_DOTS else 1.4
    shapes = {
        "grid": scale.grid(numbers, plot),
        "scores": _joined(scores, MOST_DAYS_BETWEEN, days, scale),
        "dots": [_dot(days.at(day), scale.at(score), radius) for day, score in scores.items()],
        **_below(
            course.sessions, (one.day for one in course.changes), days, HALF_BOTTOM + 10, HALF_BOTTOM + 21
        ),
    }
    words = [_says(FUNCTION_TITLE, 0, TITLE_MIDDLE, weight=600), *scale.named(numbers)]
    return _picture(HALF_BOTTOM + 26, _FUNCTION, shapes, [*words, *days.named(HALF_BOTTOM + 36)], ROOM)


# Where it hurt

BODY_WIDTH: Final = 160
BODY_HEIGHT: Final = 168
_BODY_TOP: Final = 16
_BODY_ROOM: Final = {"left": 0, "right": 0, "top": 0, "bottom": 0}
#: The body where it never hurt, its borders, and the shades from the first day to every day, as on the screen.
_BARE: Final = "#f6f4ef"
_BORDER: Final = "#858a8a"
_LOW: Final = (0xC4, 0xDE, 0xDD)
_HIGH: Final = (0x0B, 0x4A, 0x50)
HOW_TO_READ_BODY: Final = (
    "The darker a place, the more of the answered days it hurt on. White places did not hurt."
)


def paper_body(shares: BodyShares) -> Drawing:
    """Both figures, smaller than on the screen and without a scale of shades: the shares stand beside them as numbers."""
    shapes, words = figures()
    layers = [Layer("bare", _BORDER, width=0.6, fill=_BARE)]
    drawn = {"bare": list(shapes.values())}
    for region_id in shares.most_frequent:
        shade = _shade(shares.counts[region_id] / shares.answered)
        layers.append(Layer(region_id, _BORDER, width=0.6, fill=shade))
        drawn[region_id] = [shapes[region_id]]
    return _picture(BODY_HEIGHT, layers, drawn, words, _BODY_ROOM)


def _shade(share: float) -> str:
    mixed = (round(low + (high - low) * share) for low, high in zip(_LOW, _HIGH, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


@lru_cache(maxsize=1)
def figures() -> tuple[dict[str, Line], list[dict[str, Any]]]:
    """The shapes of the heat map on the screen and the words beside them, at the size of the picture for paper."""
    design = body_design(dark=False)
    corners = {one["id"]: one["coordinates"][0][:-1] for one in design["layer"][0]["data"]["values"]}
    across, down = zip(*(corner for ring in corners.values() for corner in ring), strict=True)
    scale = min(
        BODY_WIDTH / (max(across) - min(across)), (BODY_HEIGHT - _BODY_TOP - 2) / (max(down) - min(down))
    )
    left = (BODY_WIDTH - scale * (max(across) - min(across))) / 2

    def at(x: float, y: float) -> list[float]:
        return [px(left + scale * (x - min(across))), px(_BODY_TOP + scale * (y - min(down)))]

    shapes = {region_id: [at(x, y) for x, y in ring] for region_id, ring in corners.items()}
    said = design["layer"][1]["data"]["values"]
    words = []
    for one in said:
        x, y = at(one["x"], one["y"])
        words.append(_says(one["words"], x, max(y, TITLE_MIDDLE), "center", 600))
    return shapes, words
