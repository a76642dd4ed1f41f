"""Charts for paper: the course with its strips, the relief curve, the weekly score, and where it hurt.

Made to be read in a minute and printed in grey: few lines, told apart by how thick they are and not by colour, no smoothing
and no words of severity. A day without a rating breaks the line.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, cast

import altair as alt
import pandas as pd

from acujournal.charts.body import BodyShares, body_design, body_heat
from acujournal.charts.changes import ARE_CHANGES, changes_counted
from acujournal.charts.course import Course
from acujournal.charts.function import Function
from acujournal.charts.intervals import written
from acujournal.charts.look import LIGHT, Drawing, finished, named_rows
from acujournal.charts.relief import ReliefCurve
from acujournal.journal import Journal, weekly_means
from acujournal.stats.relief import CURVE_DAYS, DAYS_AROUND
from acujournal.words import count_words, short_day

A_DAY: Final = timedelta(days=1)
#: Pixels of the picture: the width of a sheet at the size its words are meant to be read at.
WIDTH: Final = 688


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


@dataclass(frozen=True)
class PaperShape:
    """All that the design depends on. `sleep_top` is the upper end of the axis of hours."""

    with_sleep: bool
    with_stress: bool
    sleep_top: int


def paper_course(paper: PaperCourse, *, width: int = WIDTH) -> Drawing:
    """Pain with its worst, sessions and changes, and strips of sleep and stress, for a picture of so many pixels."""
    course = paper.course
    rated = _columns(course)
    shape = PaperShape(
        with_sleep=bool(paper.sleep_hours),
        with_stress=bool(rated["stress"]),
        sleep_top=24 if max(paper.sleep_hours.values(), default=0) > 12 else 12,
    )
    step = timedelta(days=7) if course.weekly else A_DAY
    rows = {
        "span": pd.DataFrame({"day": [_at(course.first - A_DAY), _at(course.until)]}),
        "sessions": pd.DataFrame({"day": [_at(day) for day in sorted(set(course.sessions))]}),
        "changes": pd.DataFrame({"day": [_at(day) for day in sorted({one.day for one in course.changes})]}),
        "baseline": _stretch(course.baseline),
        "target": pd.DataFrame({"value": [] if course.target is None else [float(course.target)]}),
    }
    for name in ("pain", "worst", "stress"):
        rows[name] = _line(rated[name], step)
        rows[f"{name}_alone"] = _points(_alone(rated[name], step) if _is_many(rated[name]) else rated[name])
    rows["ticks"] = _ticks(course.first, course.until, width)
    rows["sleep"] = _blocks(paper.sleep_hours, step, course.until)
    return Drawing(design=paper_design(shape), rows=rows)


def _columns(course: Course) -> dict[str, dict[date, float]]:
    """Each score by day, only where it was given."""
    days = [day.date() for day in course.rows["day"]]
    return {
        name: {
            day: float(value)
            for day, value in zip(days, course.rows[name], strict=True)
            if value == value  # noqa: PLR0124 - NaN is the one number that is not itself.
        }
        for name in ("pain", "worst", "stress")
    }


#: Up to so many ratings each is a dot; of more only those that no line would show.
MOST_DOTS: Final = 100


def _is_many(values: dict[date, float]) -> bool:
    return len(values) > MOST_DOTS


def _at(day: date) -> int:
    """The midnight of a day in milliseconds, the same wherever the picture is made."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _table(pairs: Iterable[tuple[int, float | None]]) -> pd.DataFrame:
    listed = list(pairs)
    return pd.DataFrame(
        {
            "day": pd.Series([day for day, _ in listed], dtype="int64"),
            "value": pd.Series([value for _, value in listed], dtype="float64"),
        }
    )


def _points(values: dict[date, float]) -> pd.DataFrame:
    return _table((_at(day), value) for day, value in values.items())


def _line(values: dict[date, float], step: timedelta) -> pd.DataFrame:
    """The values in order of time, with a row without a number wherever a day, or a week, was left out."""
    rows: list[tuple[int, float | None]] = []
    last: date | None = None
    for day, value in values.items():
        if last is not None and day - last > step:
            rows.append((_at(last + step), None))
        rows.append((_at(day), value))
        last = day
    return _table(rows)


def _alone(values: dict[date, float], step: timedelta) -> dict[date, float]:
    """Those with nothing given right before or after them: a line through one point cannot be seen."""
    return {
        day: value
        for day, value in values.items()
        if day - step not in values and day + step not in values
    }


def _blocks(values: dict[date, float], step: timedelta, until: date) -> pd.DataFrame:
    """Each value from the beginning of its day, or week, to its end: one outline draws them all."""
    rows: list[tuple[int, float | None]] = []
    for day, value in values.items():
        rows += [(_at(day), value), (_at(min(day + step, until)), value)]
        if day + step not in values:
            rows.append((_at(min(day + step, until)), None))
    return _table(rows)


def _stretch(days: tuple[date, date] | None) -> pd.DataFrame:
    ends = [] if days is None else [{"day": _at(days[0]), "end": _at(days[1])}]
    return pd.DataFrame(ends, columns=["day", "end"])


#: Pixels from the top: the key, the plot of pain, the rows of sessions and of changes below it, and the strips.
KEY_MIDDLE: Final = 7
PAIN_TOP: Final = 20
PAIN_BOTTOM: Final = 168
SESSIONS: Final = PAIN_BOTTOM + 10
CHANGES: Final = PAIN_BOTTOM + 22
STRIPS_TOP: Final = PAIN_BOTTOM + 30
STRIP_TITLE: Final = 14
STRIP_HEIGHT: Final = 36
STRIP_STEP: Final = STRIP_TITLE + STRIP_HEIGHT + 8
FONT_SIZE: Final = 11
SLEEP_TITLE: Final = "Sleep in hours"
STRESS_TITLE: Final = "Stress 0–10, lower is better"


#: Pixels around the plot: axes are drawn as plain marks, which takes a quarter of the time of real ones.
ROOM: Final = {"left": 22, "right": 10, "top": 0, "bottom": 18}


@lru_cache(maxsize=64)
def paper_design(shape: PaperShape) -> dict[str, Any]:
    """The design of the course for paper: one plot with a scale of its own for each strip, over the same days."""
    x = alt.X("day:T", scale=alt.Scale(type="utc", nice=False), axis=None)
    parts: list[alt.Chart | alt.LayerChart] = [
        cast("alt.Chart", named_rows("span").mark_rule(opacity=0, tooltip=None).encode(x=x)),
        _shade(x),
        *_numbers(shape),
        _pain(x),
        *_rows_below(x),
    ]
    top = STRIPS_TOP
    if shape.with_sleep:
        parts.append(_sleep(x, top, shape.sleep_top))
        top += STRIP_STEP
    if shape.with_stress:
        parts.append(_stress(x, top))
        top += STRIP_STEP
    parts.append(_days(x, top))
    resolve = alt.Resolve(scale=alt.ScaleResolveMap(y="independent"))
    return finished(alt.LayerChart(layer=parts, resolve=resolve, height=top, padding=ROOM), LIGHT)


def _scale(*, top: int, bottom: int, upper: int = 10) -> alt.Y:
    """A fixed scale from 0 on its own stretch of pixels."""
    return alt.Y("value:Q", scale=alt.Scale(domain=[0, upper], range=[bottom, top], nice=False), axis=None)


def _numbers(shape: PaperShape) -> list[alt.Chart]:
    """The numbers of all axes with their lines: 0 to 10 of pain, hours of sleep, 0 to 10 of stress."""
    axes = [(PAIN_TOP, PAIN_BOTTOM, 10, (0, 2, 4, 6, 8, 10))]
    tops = [STRIPS_TOP + STRIP_TITLE + STRIP_STEP * n for n in range(2)]
    if shape.with_sleep:
        upper = shape.sleep_top
        axes.append((tops[0], tops[0] + STRIP_HEIGHT, upper, (0, upper // 2, upper)))
        del tops[0]
    if shape.with_stress:
        axes.append((tops[0], tops[0] + STRIP_HEIGHT, 10, (0, 5, 10)))
    rows = [
        {"at": bottom - (bottom - top) * number / upper, "words": str(number)}
        for top, bottom, upper, numbers in axes
        for number in numbers
    ]
    return _lines_with_words(rows)


def _lines_with_words(rows: list[dict[str, Any]]) -> list[alt.Chart]:
    """An axis as plain marks: a fine line at each pixel `at`, its words before it."""
    marks = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y("at:Q", scale=None, axis=None)
    line = marks.mark_rule(strokeWidth=0.6, color=LIGHT.grid, tooltip=None)
    words = marks.mark_text(align="right", baseline="middle", fontSize=FONT_SIZE, color=LIGHT.text, tooltip=None)
    return [
        cast("alt.Chart", line.encode(x=alt.value(0), x2=alt.value("width"), y=y)),
        cast("alt.Chart", words.encode(x=alt.value(-4), y=y, text="words:N")),
    ]


def _days(x: alt.X, top: int) -> alt.Chart:
    words = named_rows("ticks").mark_text(baseline="top", fontSize=FONT_SIZE, color=LIGHT.text, tooltip=None)
    return cast("alt.Chart", words.encode(x=x, y=alt.value(top + 2), text="words:N"))


#: A label of an axis of days takes so many pixels, and this share of the axis stays free at either end.
LABEL_TAKES: Final = 62
EDGE: Final = 0.025


def _ticks(first: date, until: date, width: int) -> pd.DataFrame:
    """The days that are named below the chart: every few days, or the first days of months, as many as there is room for."""
    days, most = (until - first).days, max(width // LABEL_TAKES, 2)
    if days <= 7 * most:
        found = [first + A_DAY * n for n in range(0, days, max(-(-days // most), 1))]
        words = [f"{day.day} {day:%b}" for day in found]
    else:
        count = (until.year - first.year) * 12 + until.month - first.month + 1
        months = [divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(count)]
        steps = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 600, 4800) if count / step <= most)
        found = [date(year, month + 1, 1) for year, month in months if (year * 12 + month) % steps == 0]
        words = [f"{day:%b} {day.year}" for day in found]
    edge = days * EDGE
    inside = [edge <= (day - first).days <= days - edge for day in found]
    return pd.DataFrame(
        {
            "day": [_at(day) for day, is_in in zip(found, inside, strict=True) if is_in],
            "words": [one for one, is_in in zip(words, inside, strict=True) if is_in],
        }
    )


def _title(words: str, y: int, **more: Any) -> alt.Chart:
    return written(words, LIGHT, x=0, y=y, fontSize=FONT_SIZE, fontWeight=600, **more)


def _shade(x: alt.X) -> alt.Chart:
    shade = named_rows("baseline").mark_rect(color=LIGHT.grid, opacity=0.7, tooltip=None)
    return cast("alt.Chart", shade.encode(x=x, x2="end:T", y=alt.value(PAIN_TOP), y2=alt.value(PAIN_BOTTOM)))


def _pain(x: alt.X) -> alt.LayerChart:
    y = _scale(top=PAIN_TOP, bottom=PAIN_BOTTOM)
    worst = {"color": LIGHT.text, "opacity": 0.55, "tooltip": None}
    pain = {"color": LIGHT.pain, "opacity": 1, "tooltip": None}
    target = named_rows("target").mark_rule(strokeWidth=1.4, strokeDash=[2, 3], color=LIGHT.text, tooltip=None)
    return alt.LayerChart(
        layer=[
            named_rows("worst").mark_line(strokeWidth=0.8, **worst).encode(x=x, y=y),
            named_rows("worst_alone").mark_tick(orient="horizontal", size=4, thickness=1, **worst).encode(x=x, y=y),
            named_rows("pain").mark_line(strokeWidth=2, **pain).encode(x=x, y=y),
            named_rows("pain_alone").mark_circle(size=16, **pain).encode(x=x, y=y),
            target.encode(y=y),
            _title("Pain 0–10, lower is better", KEY_MIDDLE),
        ]
    )


def _rows_below(x: alt.X, sessions: int = SESSIONS, changes: int = CHANGES) -> list[alt.Chart]:
    """Triangles for sessions, and below them strokes for what began or ended of medicines and other care."""
    mark = named_rows("sessions").mark_point(
        shape="triangle-up", filled=True, size=52, color=LIGHT.session, opacity=1, tooltip=None
    )
    stroke = named_rows("changes").mark_tick(
        orient="vertical", thickness=2, size=9, color=LIGHT.text, opacity=1, tooltip=None
    )
    return [
        cast("alt.Chart", mark.encode(x=x, y=alt.value(sessions))),
        cast("alt.Chart", stroke.encode(x=x, y=alt.value(changes))),
    ]


def _sleep(x: alt.X, top: int, upper: int) -> alt.LayerChart:
    bottom = top + STRIP_TITLE + STRIP_HEIGHT
    y = _scale(top=top + STRIP_TITLE, bottom=bottom, upper=upper)
    blocks = named_rows("sleep").mark_area(color=LIGHT.sleep, opacity=0.6, tooltip=None)
    return alt.LayerChart(layer=[blocks.encode(x=x, y=y.stack(None)), _title(SLEEP_TITLE, top + STRIP_TITLE // 2)])


def _stress(x: alt.X, top: int) -> alt.LayerChart:
    bottom = top + STRIP_TITLE + STRIP_HEIGHT
    y = _scale(top=top + STRIP_TITLE, bottom=bottom)
    look = {"color": LIGHT.stress, "opacity": 1, "tooltip": None}
    return alt.LayerChart(
        layer=[
            named_rows("stress").mark_line(strokeWidth=1.2, **look).encode(x=x, y=y),
            named_rows("stress_alone").mark_circle(size=8, **look).encode(x=x, y=y),
            _title(STRESS_TITLE, top + STRIP_TITLE // 2),
        ]
    )


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
        for name, there in (("sleep in hours", paper.sleep_hours), ("stress", course.rows["stress"].notna().any()))
        if there
    ]
    below = f" Below it on the same days: {' and '.join(strips)}." if strips else ""
    target = "" if course.target is None else f" The agreed target is {course.target}."
    sessions = f" {count_words(len(course.sessions), 'acupuncture session')}."
    return f"{said}{sessions}{changes_counted(course.changes)}{target}{below}"


def how_to_read_paper(paper: PaperCourse) -> str:
    """One line on how to read it."""
    course = paper.course
    unit = "mean of a week" if course.weekly else "average of the day"
    worst = "worst of the week" if course.weekly else "worst of the day"
    parts = [f"Thick line: {unit}; thin line: {worst}"]
    parts += ["triangles: sessions"] if course.sessions else []
    parts += [f"strokes below them {ARE_CHANGES}"] if course.changes else []
    parts += ["shaded: days before the first session"] if course.baseline else []
    parts += [f"dotted: the agreed target, {course.target}"] if course.target is not None else []
    gaps = "weeks with fewer than three ratings" if course.weekly else "days without a rating"
    return f"{'; '.join(parts)}. Gaps are {gaps}."


# The relief curve

#: Pixels of the two pictures that stand beside each other on a sheet.
HALF_WIDTH: Final = 336
RELIEF_TOP: Final = 20
RELIEF_BOTTOM: Final = 150
RELIEF_COUNTS: Final = RELIEF_BOTTOM + 12
RELIEF_DAYS_AT: Final = RELIEF_BOTTOM + 28
RELIEF_ROOM: Final = {"left": 70, "right": 6, "top": 0, "bottom": 18}


def paper_relief(curve: ReliefCurve) -> Drawing:
    """Days +1 to +6 after a session as points with bars around "as expected", the days around them hollow."""
    drawn_around = [day for day in curve.drawn_around if day.step <= CURVE_DAYS]
    drawn = [0.0, *(day.mean for day in drawn_around)]
    for day in curve.after:
        drawn += [day.change.low, day.change.high] if day.change else []
    # Two points either way at least: a curve of small differences shall not look like a large one.
    low, high = min(math.floor(min(drawn)), -2), max(math.ceil(max(drawn)), 2)
    after = [
        {"step": day.step, "value": day.change.value, "low": day.change.low, "high": day.change.high}
        for day in curve.after
        if day.change
    ]
    around = [{"step": day.step, "value": day.mean} for day in drawn_around]
    # Counts of three digits would touch each other: every other one says enough.
    every = 2 if any(day.sessions >= 100 for day in curve.after) else 1
    counts = [{"step": day.step, "words": str(day.sessions)} for day in curve.after[::every]]
    rows = {
        "after": pd.DataFrame(after, columns=["step", "value", "low", "high"]),
        "around": pd.DataFrame(around, columns=["step", "value"]),
        "counts": pd.DataFrame(counts, columns=["step", "words"]),
    }
    return Drawing(design=paper_relief_design(low, high), rows=rows)


@lru_cache(maxsize=32)
def paper_relief_design(low: int, high: int) -> dict[str, Any]:
    """The design of the relief curve for paper, from `low` to `high` points."""
    first, last = DAYS_AROUND[0], CURVE_DAYS
    x = alt.X("step:Q", scale=alt.Scale(domain=[first - 0.6, last + 0.6], nice=False), axis=None)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[low, high], range=[RELIEF_BOTTOM, RELIEF_TOP], nice=False, zero=False),
        axis=None,
    )
    spread = math.ceil((high - low) / 6)
    numbers = [number for number in range(low, high + 1) if number % spread == 0]
    words = {number: f"{'+' if number > 0 else '−'}{abs(number)}" if number else "as expected" for number in numbers}
    lines = [
        {"at": RELIEF_BOTTOM - (RELIEF_BOTTOM - RELIEF_TOP) * (number - low) / (high - low), "words": words[number]}
        for number in numbers
    ]
    named = [{"step": day, "words": f"−{-day}" if day < 0 else str(day)} for day in (-7, -5, -3, *range(7))]
    days = alt.Chart(alt.InlineData(values=named))
    small: dict[str, Any] = {"fontSize": FONT_SIZE, "color": LIGHT.text, "tooltip": None}
    shade = alt.Chart(alt.InlineData(values=[{"step": 0.5, "end": CURVE_DAYS + 0.5}]))
    mark = alt.Chart(alt.InlineData(values=[{"step": 0}]))
    expected = alt.Chart(alt.InlineData(values=[{"value": 0}]))
    after, around = named_rows("after"), named_rows("around")
    layers = [
        shade.mark_rect(color=LIGHT.grid, opacity=0.55, tooltip=None).encode(
            x=x, x2="end:Q", y=alt.value(RELIEF_TOP), y2=alt.value(RELIEF_BOTTOM)
        ),
        *_lines_with_words(lines),
        expected.mark_rule(strokeWidth=1.2, color=LIGHT.text, tooltip=None).encode(y=y),
        mark.mark_point(shape="triangle-up", filled=True, size=60, color=LIGHT.session, opacity=1, tooltip=None).encode(
            x=x, y=alt.value(RELIEF_COUNTS)
        ),
        around.mark_point(
            shape="circle", filled=False, fill="#ffffff", size=22, strokeWidth=1.2, color=LIGHT.text, opacity=1, tooltip=None
        ).encode(x=x, y=y),
        after.mark_rule(strokeWidth=2.2, color=LIGHT.pain, tooltip=None).encode(
            x=x, y=alt.Y("low:Q", axis=None), y2="high:Q"
        ),
        after.mark_circle(size=42, color=LIGHT.pain, opacity=1, tooltip=None).encode(x=x, y=y),
        named_rows("counts").mark_text(baseline="middle", **small).encode(x=x, y=alt.value(RELIEF_COUNTS), text="words:N"),
        days.mark_text(baseline="middle", **small).encode(x=x, y=alt.value(RELIEF_DAYS_AT), text="words:N"),
        _title("Points of pain, lower is better", KEY_MIDDLE),
        written("sessions", LIGHT, x=-4, y=RELIEF_COUNTS, align="right", fontSize=FONT_SIZE),
        written("day", LIGHT, x=-4, y=RELIEF_DAYS_AT, align="right", fontSize=FONT_SIZE),
    ]
    return finished(alt.LayerChart(layer=layers, height=RELIEF_DAYS_AT, padding=RELIEF_ROOM), LIGHT)


# The weekly score

FUNCTION_TOP: Final = 20
FUNCTION_BOTTOM: Final = 150


def paper_function(course: Function) -> Drawing:
    """The weekly score as dots, joined where no week was left out, with sessions and changes below."""
    days = [day.date() for day in course.rows["day"]]
    line = _table((_at(day), float(score)) for day, score in zip(days, course.rows["score"], strict=True))
    ends = [_at(course.first - A_DAY), _at(course.until)]
    return Drawing(
        design=paper_function_design(),
        rows={
            "span": pd.DataFrame({"day": ends}),
            "scores": line,
            "dots": line.dropna(),
            "sessions": pd.DataFrame({"day": [_at(day) for day in sorted(set(course.sessions))]}),
            "changes": pd.DataFrame({"day": [_at(day) for day in sorted({one.day for one in course.changes})]}),
            "ticks": _ticks(course.first, course.until, HALF_WIDTH),
        },
    )


@lru_cache(maxsize=1)
def paper_function_design() -> dict[str, Any]:
    """The design of the weekly score for paper."""
    x = alt.X("day:T", scale=alt.Scale(type="utc", nice=False), axis=None)
    y = _scale(top=FUNCTION_TOP, bottom=FUNCTION_BOTTOM)
    lines = [
        {"at": FUNCTION_BOTTOM - (FUNCTION_BOTTOM - FUNCTION_TOP) * number / 10, "words": str(number)}
        for number in (0, 2, 4, 6, 8, 10)
    ]
    look: dict[str, Any] = {"color": LIGHT.pain, "opacity": 1, "tooltip": None}
    layers = [
        named_rows("span").mark_rule(opacity=0, tooltip=None).encode(x=x),
        *_lines_with_words(lines),
        named_rows("scores").mark_line(strokeWidth=1.6, **look).encode(x=x, y=y),
        named_rows("dots").mark_circle(size=24, **look).encode(x=x, y=y),
        *_rows_below(x, sessions=FUNCTION_BOTTOM + 10, changes=FUNCTION_BOTTOM + 20),
        _days(x, FUNCTION_BOTTOM + 26),
        _title("Weekly score 0–10, lower is better", KEY_MIDDLE),
    ]
    return finished(alt.LayerChart(layer=layers, height=FUNCTION_BOTTOM + 26, padding=ROOM), LIGHT)


# Where it hurt

BODY_WIDTH: Final = 230
BODY_HEIGHT: Final = 216
HOW_TO_READ_BODY: Final = "The darker a place, the more of the answered days it hurt on. White places did not hurt."


def paper_body(shares: BodyShares) -> Drawing:
    """Both figures, smaller than on the screen and without a scale of shades: the shares stand beside them as numbers."""
    return Drawing(design=paper_body_design(), rows=body_heat(shares).rows)


@lru_cache(maxsize=1)
def paper_body_design() -> dict[str, Any]:
    """The design of the heat map for paper."""
    design = copy.deepcopy(body_design(dark=False))
    design["height"] = BODY_HEIGHT
    design["padding"] = {"left": 2, "right": 2, "top": 16, "bottom": 2}
    design["layer"][0]["layer"][1]["encoding"]["color"]["legend"] = None
    return design
