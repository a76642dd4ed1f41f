"""The usual week: the mean pain of each weekday, how sure it is, and how many ratings stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.intervals import NO_NUMBER, Note, interval_marks, written
from acujournal.charts.look import Drawing, finished, named_rows, palette
from acujournal.errors import BadValue
from acujournal.stats.analysis import Analysis
from acujournal.stats.engine import Estimate
from acujournal.stats.weeks import RATINGS_FOR_A_WEEKDAY, Weekday
from acujournal.words import WEEKDAYS, count_words, short_day


@dataclass(frozen=True)
class UsualWeek:
    """The weekdays in the order of the person's week, of the days `[first, until)`; pain is 0-10, lower is better."""

    days: tuple[Weekday, ...]
    first: date
    until: date

    def __post_init__(self) -> None:
        """Refuse a week that has not each weekday once."""
        if sorted(day.weekday for day in self.days) != list(range(7)):
            raise BadValue("A week has each of the seven weekdays once. Give all of them.")

    @property
    def has_anything(self) -> bool:
        """Whether any weekday has a mean."""
        return any(day.mean is not None for day in self.days)

    @property
    def mean(self) -> float | None:
        """The mean of all ratings, pain 0-10; None while a weekday has too few for a mean of its own."""
        total = 0.0
        for day in self.days:
            if day.mean is None:
                return None
            total += day.mean * day.ratings
        return total / sum(day.ratings for day in self.days)


def week_of(analysis: Analysis, *, week_starts_on: int = 0) -> UsualWeek:
    """The usual week of the period of an analysis; it begins with `week_starts_on`, 0 for Monday to 6 for Sunday."""
    if week_starts_on not in range(7):
        raise BadValue("A week starts on a day from 0, Monday, to 6, Sunday. Choose one of these.")
    days = analysis.week[week_starts_on:] + analysis.week[:week_starts_on]
    return UsualWeek(days, analysis.trend.first, analysis.trend.until)


def _ends(interval: Estimate) -> tuple[float, float]:
    """The interval within the scale: no mean of pain can lie outside of it."""
    return max(interval.low, 0.0), min(interval.high, 10.0)


def week(usual: UsualWeek, *, dark: bool = False) -> Drawing:
    """A point and its bar for each weekday, a quiet line for the whole week, the ratings counted below."""
    rows = []
    for place, day in enumerate(usual.days):
        low, high = _ends(day.interval) if day.interval and day.mean is not None else (None, None)
        rows.append(
            {
                "place": place,
                "name": WEEKDAYS[day.weekday],
                "mean": day.mean,
                "low": low,
                "high": high,
                "interval": _interval_words(day),
                "ratings": day.ratings,
            }
        )
    numbers: dict[str, Any] = dict.fromkeys(("mean", "low", "high"), "float64")
    whole = [] if usual.mean is None else [usual.mean]
    return Drawing(
        design=week_design(usual.days[0].weekday, dark=dark),
        rows={
            "week": pd.DataFrame(rows).astype(numbers),
            "whole": pd.DataFrame({"mean": pd.Series(whole, dtype=float)}),
        },
    )


TITLE: Final = "Pain 0–10, lower is better"
#: Pixels from the top: the plot below the title, and the row of counts.
TOP: Final = 24
BOTTOM: Final = 210
COUNTS: Final = BOTTOM + 20
HEIGHT: Final = COUNTS + 12
AXIS_HEIGHT: Final = 16


@lru_cache(maxsize=16)
def week_design(week_starts_on: int, *, dark: bool) -> dict[str, Any]:
    """The design of the usual week that begins on this weekday, 0 for Monday."""
    colours = palette(dark=dark)
    names = [WEEKDAYS[(week_starts_on + place) % 7][:3] for place in range(7)]
    # Weekdays by number: the page sends the rows after the design, and a scale of names would not know them in time.
    x = alt.X("place:Q", scale=alt.Scale(domain=[-1.1, 6.5], nice=False)).axis(
        title=None,
        values=list(range(7)),
        labelExpr=f"{names}[datum.value]",
        labelOverlap=False,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=4,
    )
    axis = alt.Axis(title=None, values=[0, 2, 4, 6, 8, 10], domain=False, ticks=False, labelPadding=6)
    y = alt.Y("mean:Q", scale=alt.Scale(domain=[0, 10], range=[BOTTOM, TOP], nice=False), axis=axis)
    tips = [
        alt.Tooltip("name:N", title="Day"),
        alt.Tooltip("mean:Q", title="Mean pain", format=".1f"),
        alt.Tooltip("interval:N", title="95 % interval"),
        alt.Tooltip("ratings:Q", title="Days rated", format=".0f"),
    ]
    base = named_rows("week")
    whole = named_rows("whole").mark_rule(
        strokeWidth=1.2, strokeDash=[2, 3], color=colours.text, tooltip=None
    )
    counts = base.mark_text(fontSize=12, baseline="middle", color=colours.text, tooltip=None)
    layers = [
        whole.encode(y=y),
        *interval_marks(
            base.transform_filter("isValid(datum.mean)"),
            colours.pain,
            along={"x": x, "tooltip": tips},
            ends={"y": "low:Q", "y2": "high:Q"},
            point={"y": y},
        ),
        written(colours, Note(TITLE, 0, 8, colours.pain, is_title=True), Note("days", 0, COUNTS)),
        counts.encode(x=x, y=alt.value(COUNTS), text="ratings:Q"),
    ]
    return finished(alt.LayerChart(layer=layers, height=HEIGHT + AXIS_HEIGHT), colours)


def _interval_words(day: Weekday) -> str:
    if day.interval is None or day.mean is None:
        return NO_NUMBER
    low, high = _ends(day.interval)
    return f"{low:.1f} to {high:.1f}"


def week_words(usual: UsualWeek) -> str:
    """The usual week in words, for a screen reader: each weekday with its mean, its interval and its days."""
    span = f"Usual week from {short_day(usual.first)} to {short_day(usual.until - timedelta(days=1))}"
    if not usual.has_anything:
        return f"{span}: no weekday has three ratings yet."
    whole = "" if usual.mean is None else f" All days together {usual.mean:.1f}."
    return f"{span}, mean pain 0 to 10, lower is better: {'; '.join(map(_day_in_words, usual.days))}.{whole}"


def _day_in_words(day: Weekday) -> str:
    name, days = WEEKDAYS[day.weekday], count_words(day.ratings, "day")
    if day.mean is None:
        return f"{name} {days}, too few for a mean"
    interval = f"95 % interval {_interval_words(day)}, " if day.interval else ""
    return f"{name} {day.mean:.1f} ({interval}{days})"


WEEK_HEADS: Final = ("Weekday", "Mean pain", "95 % interval", "Days rated")


def week_rows(usual: UsualWeek) -> list[tuple[str, str, str, str]]:
    """The week as a table below `WEEK_HEADS`, in the order of the person's week."""
    return [
        (
            WEEKDAYS[day.weekday],
            NO_NUMBER if day.mean is None else f"{day.mean:.1f}",
            _interval_words(day),
            str(day.ratings),
        )
        for day in usual.days
    ]


def how_to_read_week(usual: UsualWeek) -> str:
    """One sentence on the marks of this chart, and on what seven means do by chance."""
    bars = " with their 95 % intervals" if any(day.interval for day in usual.days) else ""
    whole = ", the dotted line that of all days" if usual.mean is not None else ""
    missing = (
        f"; a weekday needs {RATINGS_FOR_A_WEEKDAY} ratings"
        if any(day.mean is None for day in usual.days)
        else ""
    )
    return f"Dots are weekdays' mean pain{bars}{whole}{missing}; seven means differ by chance alone."
