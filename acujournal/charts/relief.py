"""The relief curve: all sessions laid over one another, against what the other days would lead one to expect."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.intervals import (
    NO_NUMBER,
    Note,
    estimate_in_words,
    hollow,
    interval_marks,
    lower_or_higher,
    signed,
    signed_interval,
    words_on,
    written,
)
from acujournal.charts.look import Drawing, Palette, finished, named_rows, palette
from acujournal.stats.analysis import Analysis
from acujournal.stats.relief import CURVE_DAYS, DAYS_AROUND, SESSIONS_NEEDED, DayAfter, DayAround
from acujournal.words import count_words


@dataclass(frozen=True)
class ReliefCurve:
    """What the relief curve draws: points of pain compared with what the other days lead one to expect, lower is better.

    `after` are days +1 to +6, each with its interval where 4 sessions or more stand behind it; `around` the days before
    and later, observed minus expected, without one. Both are empty while the curve cannot be worked out.
    """

    after: tuple[DayAfter, ...]
    around: tuple[DayAround, ...]

    @property
    def has_anything(self) -> bool:
        """Whether there is a day with an interval, without which nothing is drawn."""
        return any(day.change is not None for day in self.after)

    @property
    def drawn_around(self) -> tuple[DayAround, ...]:
        """The days around a session with as many sessions behind them as a day after needs: fewer are chance."""
        return tuple(day for day in self.around if day.sessions >= SESSIONS_NEEDED)

    @property
    def goes_on(self) -> bool:
        """Whether a day beyond the sixth is drawn. With weekly sessions there is none, and its room goes to the others."""
        return any(day.step > CURVE_DAYS for day in self.drawn_around)


def relief_of(analysis: Analysis) -> ReliefCurve:
    """The relief curve of an analysis."""
    return ReliefCurve(analysis.curve.after, analysis.curve.around)


def relief(curve: ReliefCurve, *, dark: bool = False) -> Drawing:
    """Days +1 to +6 as points with bars, the days around them hollow, a line at "as expected", the sessions counted below."""
    after = [
        {
            "step": day.step,
            "value": day.change.value if day.change else None,
            "low": day.change.low if day.change else None,
            "high": day.change.high if day.change else None,
            "day": _day_name(day.step),
            "points": signed(day.change.value) if day.change else "too few sessions",
            "interval": signed_interval(day.change) if day.change else NO_NUMBER,
            "sessions": day.sessions,
        }
        for day in curve.after
    ]
    around = [
        {
            "step": day.step,
            "value": day.mean,
            "day": _day_name(day.step),
            "points": signed(day.mean),
            "sessions": day.sessions,
        }
        for day in curve.drawn_around
    ]
    drawn = [0.0, *(day.mean for day in curve.drawn_around)]
    for day in curve.after:
        drawn += [day.change.low, day.change.high] if day.change else []
    # Whole points on either side, two at least: a curve of small differences shall not look like a large one.
    reach = [min(math.floor(min(drawn)), -2), max(math.ceil(max(drawn)), 2)]
    rows = {
        "after": pd.DataFrame(after),
        "around": pd.DataFrame(around, columns=["step", "value", "day", "points", "sessions"]),
        "reach": pd.DataFrame({"value": [float(end) for end in reach]}),
    }
    return Drawing(design=relief_design(goes_on=curve.goes_on, dark=dark), rows=rows)


TITLE: Final = "Points of pain, lower is better"
#: Pixels from the top: the title, the two lines of the key below it, the plot, and below it the two rows of counts and the days.
TITLE_MIDDLE: Final = 8
KEY_MIDDLE: Final = 30
KEY_STEP: Final = 18
TOP: Final = 70
BOTTOM: Final = 285
#: Within the plot no point comes nearer to its top and bottom, where the sides are named.
SIDE_ROOM: Final = 22
COUNTS: Final = BOTTOM + 16
COUNT_STEP: Final = 16
HEIGHT: Final = COUNTS + COUNT_STEP + 12
AXIS_HEIGHT: Final = 44
#: The line at 0 is named on the axis: words in the plot would lie where most points are.
POINT_LABEL: Final = (
    "datum.value > 0 ? '+' + datum.value : datum.value < 0 ? '−' + abs(datum.value) : ['as', 'expected']"
)
#: On a plot narrower than this counts of two digits stand in two rows, or they would read as one number.
NARROW: Final = 480


@lru_cache(maxsize=8)
def relief_design(*, goes_on: bool, dark: bool) -> dict[str, Any]:
    """The design of the relief curve; `goes_on` keeps room for the days beyond the sixth."""
    colours = palette(dark=dark)
    first, last = DAYS_AROUND[0], DAYS_AROUND[-1] if goes_on else CURVE_DAYS
    axis = alt.Axis(
        title="Days from a session",
        titleFontWeight="normal",
        titleFontSize=13,
        values=[day for day in (-7, -5, -3, 0, 1, 2, 3, 4, 5, 6, 8, 10, 13) if first <= day <= last],
        labelExpr="datum.value < 0 ? '−' + abs(datum.value) : datum.value",
        labelOverlap=False,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=4,
    )
    x = alt.X("step:Q", scale=alt.Scale(domain=[first - 0.6, last + 0.6], nice=False), axis=axis)
    y_scale = alt.Scale(range=[BOTTOM - SIDE_ROOM, TOP + SIDE_ROOM], nice=False, zero=True)
    y_axis = alt.Axis(
        title=None,
        tickMinStep=1,
        tickCount=4,
        labelExpr=POINT_LABEL,
        labelLineHeight=14,
        labelOverlap=False,
        domain=False,
        ticks=False,
        labelPadding=6,
    )
    y = alt.Y("value:Q", scale=y_scale, axis=y_axis)
    layers = [
        named_rows("reach").mark_rule(opacity=0, tooltip=None).encode(y=y),
        *_ground(colours, x, y, dark=dark),
        *_key(colours, dark=dark),
        *_around_marks(colours, x, y, dark=dark),
        *_after_marks(colours, x, y),
    ]
    return finished(alt.LayerChart(layer=layers, height=HEIGHT + AXIS_HEIGHT), colours)


def _ground(colours: Palette, x: alt.X, y: alt.Y, *, dark: bool) -> list[alt.Chart]:
    """The days that are worked out, the day of the session, what was expected, and which side is which."""
    shade = alt.Chart(alt.InlineData(values=[{"step": 0.5, "end": CURVE_DAYS + 0.5}]))
    rows: list[alt.Chart] = [
        shade.mark_rect(color=colours.grid, opacity=0.55, tooltip=None).encode(
            x=x, x2="end:Q", y=alt.value(TOP), y2=alt.value(BOTTOM)
        )
    ]
    expected = alt.Chart(alt.InlineData(values=[{"value": 0}]))
    rows.append(expected.mark_rule(strokeWidth=1.2, color=colours.text, tooltip=None).encode(y=y))
    session = alt.Chart(alt.InlineData(values=[{"step": 0}]))
    rule = session.mark_rule(strokeDash=[3, 3], strokeWidth=1, color=colours.session, tooltip=None)
    mark = session.mark_point(
        shape="triangle-down", filled=True, size=80, color=colours.session, opacity=1, tooltip=None
    )
    rows.append(rule.encode(x=x, y=alt.value(TOP), y2=alt.value(BOTTOM)))
    rows.append(mark.encode(x=x, y=alt.value(TOP)))
    sides = alt.Chart(
        alt.InlineData(
            values=[
                {"words": "more than expected", "at": TOP + 10},
                {"words": "less than expected", "at": BOTTOM - 9},
            ]
        )
    )
    # No scale: these words stand at pixels, wherever the points are.
    place = {"x": alt.value(4), "y": alt.Y("at:Q", scale=None, axis=None), "text": "words:N"}
    return [*rows, *words_on(sides, dark=dark, colour=colours.text, encoding=place, align="left")]


def _key(colours: Palette, *, dark: bool) -> list[alt.Chart]:
    """What a full and a hollow point are, above the plot."""
    place = alt.Chart(alt.InlineData(values=[{}]))
    second = KEY_MIDDLE + KEY_STEP
    bar = place.mark_rule(strokeWidth=2.5, color=colours.pain, tooltip=None)
    full = place.mark_point(shape="circle", filled=True, size=60, color=colours.pain, opacity=1, tooltip=None)
    empty = hollow(place, colours.text, dark=dark, size=40)
    return [
        bar.encode(x=alt.value(6), y=alt.value(KEY_MIDDLE - 8), y2=alt.value(KEY_MIDDLE + 8)),
        full.encode(x=alt.value(6), y=alt.value(KEY_MIDDLE)),
        empty.encode(x=alt.value(6), y=alt.value(second)),
        written(
            colours,
            Note(TITLE, 0, TITLE_MIDDLE, colours.pain, is_title=True),
            Note("95 % interval", 16, KEY_MIDDLE),
            Note("observed minus expected", 16, second),
        ),
    ]


def _tips(*, with_interval: bool) -> list[alt.Tooltip]:
    interval = [alt.Tooltip("interval:N", title="95 % interval")] if with_interval else []
    return [
        alt.Tooltip("day:N", title="Day"),
        alt.Tooltip(
            "points:N", title="Compared with expected" if with_interval else "Observed minus expected"
        ),
        *interval,
        alt.Tooltip("sessions:Q", title="Sessions"),
    ]


def _after_marks(colours: Palette, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    base = named_rows("after")
    known = base.transform_filter("isValid(datum.value)")
    line = base.mark_line(strokeWidth=1, opacity=0.7, color=colours.pain, tooltip=None).encode(x=x, y=y)
    marks = interval_marks(
        known,
        colours.pain,
        along={"x": x, "tooltip": _tips(with_interval=True)},
        ends={"y": "low:Q", "y2": "high:Q"},
        point={"y": y},
    )
    narrow = f"width < {NARROW} && datum.step % 2 == 0 ? {COUNT_STEP} : 0"
    counts = base.mark_text(
        fontSize=12, baseline="middle", color=colours.text, tooltip=None, dy=alt.expr(narrow)
    )
    named = alt.Chart(alt.InlineData(values=[{"step": 0.2, "words": "Sessions"}]))
    name = named.mark_text(
        fontSize=12, align="right", baseline="middle", color=colours.text, tooltip=None
    ).encode(x=x, y=alt.value(COUNTS), text="words:N")
    return [line, *marks, name, counts.encode(x=x, y=alt.value(COUNTS), text="sessions:Q")]


def _around_marks(colours: Palette, x: alt.X, y: alt.Y, *, dark: bool) -> list[alt.Chart]:
    points = hollow(named_rows("around"), colours.text, dark=dark, size=40)
    return [points.encode(x=x, y=y, tooltip=_tips(with_interval=False))]


def _day_name(step: int) -> str:
    if not step:
        return "the day of a session"
    return f"{count_words(abs(step), 'day')} {'after' if step > 0 else 'before'}"


def relief_words(curve: ReliefCurve) -> str:
    """The relief curve in words, for a screen reader: each day with its number, its interval and its sessions."""
    begin = (
        "Relief curve, pain after a session compared with what the other days lead one to expect, in points"
    )
    if not curve.has_anything:
        return f"{begin}: not enough data yet."
    days = [
        f"{_day_name(day.step)} {estimate_in_words(day.change)} after {count_words(day.sessions, 'session')}"
        if day.change
        else f"{_day_name(day.step)} {count_words(day.sessions, 'session')}, too few to say"
        for day in curve.after
    ]
    around = [f"{_day_name(day.step)} {lower_or_higher(day.mean)}" for day in curve.drawn_around]
    seen = f" Around them, observed minus expected: {'; '.join(around)}." if around else ""
    return f"{begin}, lower is better: {'; '.join(days)}.{seen}"


RELIEF_HEADS: Final = ("Day", "Compared with expected", "95 % interval", "Sessions")


def relief_rows(curve: ReliefCurve) -> list[tuple[str, str, str, str]]:
    """The curve as a table below `RELIEF_HEADS`, in order of the days: difference in points, interval, sessions.

    Days around have no interval; days with fewer than 4 sessions have no number either, as in the drawing.
    """
    rows: dict[int, tuple[str, str, str, str]] = {}
    for around in curve.around:
        number = signed(around.mean) if around.sessions >= SESSIONS_NEEDED else NO_NUMBER
        rows[around.step] = (_day_name(around.step), number, NO_NUMBER, str(around.sessions))
    for day in curve.after:
        number, interval = (
            (signed(day.change.value), signed_interval(day.change)) if day.change else (NO_NUMBER, NO_NUMBER)
        )
        rows[day.step] = (_day_name(day.step), number, interval, str(day.sessions))
    return [row for _, row in sorted(rows.items())]


def how_to_read_relief(curve: ReliefCurve) -> str:
    """One sentence on the marks of this curve."""
    around = "; hollow points, observed minus expected, have no interval" if curve.drawn_around else ""
    return f"Where a bar, the 95 % interval, crosses the line “as expected”, nobody can tell{around}."
