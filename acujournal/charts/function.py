"""Function: the weekly PEG score with its gaps, the sessions above it, and changes of care below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, cast

import altair as alt
import pandas as pd

from acujournal.background import CareChange
from acujournal.charts.changes import TICK_ROOM, change_rows, change_ticks, changes_counted
from acujournal.charts.look import Drawing, Palette, finished, named_rows, palette
from acujournal.journal import Journal
from acujournal.weekly import WeeklyCheck
from acujournal.words import count_words, short_day

#: Between scores further apart than this the line breaks: a week was left out, and nobody knows how it was.
MOST_DAYS_BETWEEN: Final = timedelta(days=10)


@dataclass(frozen=True)
class Function:
    """What the chart of function draws, and its table lists.

    `rows` has one row per score and one without a number (NaN) in the middle of every gap: `day` (datetime64),
    `score` (PEG, points 0-10, lower is better). `answers` are all weekly answers of `[first, until)`, the first ones
    first, with a score or without one; `sessions` the days of sessions that took place. `changes` are the medicines
    and other care that began or ended on its days; their names are never drawn.
    """

    rows: pd.DataFrame
    answers: tuple[WeeklyCheck, ...]
    sessions: tuple[date, ...]
    first: date
    until: date
    changes: tuple[CareChange, ...] = ()

    @property
    def scores(self) -> tuple[float, ...]:
        """The scores in order of time."""
        return tuple(check.score for check in self.answers if check.score is not None)


def function_of(
    checks: Iterable[WeeklyCheck],
    journal: Journal,
    first: date,
    until: date,
    *,
    changes: Iterable[CareChange] = (),
) -> Function:
    """Gather what the chart of function needs for `[first, until)`; of `changes` those of the period, in their order."""
    given = sorted((one for one in checks if first <= one.day < until), key=lambda one: one.day)
    scores = [(one.day, one.score) for one in given if one.score is not None]
    breaks: list[tuple[date, float]] = [
        (day + (after - day) // 2, float("nan"))
        for (day, _), (after, _) in pairwise(scores)
        if after - day > MOST_DAYS_BETWEEN
    ]
    rows = sorted(scores + breaks)
    return Function(
        rows=pd.DataFrame(
            {
                "day": pd.to_datetime([day for day, _ in rows]),
                "score": pd.Series([score for _, score in rows], dtype=float),
            }
        ),
        answers=tuple(given),
        sessions=tuple(one.day for one in journal.between(first, until).done_treatments()),
        first=first,
        until=until,
        changes=tuple(change for change in changes if first <= change.day < until),
    )


def function(course: Function, *, dark: bool = False) -> Drawing:
    """The weekly score as dots, joined where no week was left out, between triangles of sessions and ticks of changes."""
    ends = [course.first - timedelta(days=1), course.until]
    rows = {
        "function": course.rows,
        "span": pd.DataFrame({"day": pd.to_datetime(ends)}),
        "sessions": pd.DataFrame({"day": pd.to_datetime(list(course.sessions))}),
    }
    if course.changes:
        rows["changes"] = change_rows(course.changes)
    is_long = (course.until - course.first).days > LONG
    return Drawing(
        design=function_design(is_long=is_long, dark=dark, with_changes=bool(course.changes)), rows=rows
    )


TITLE: Final = "Weekly score 0–10, lower is better"
#: Pixels: the plot with its title, the row of the title in it, and what the days take below it.
HEIGHT: Final = 210
TITLE_HEIGHT: Final = 22
AXIS_HEIGHT: Final = 22
#: The ticks of changes stand below the plot, clear of the dots of a score of zero.
CHANGE_MIDDLE: Final = HEIGHT + 12
#: Above so many days the axis names months with their year.
LONG: Final = 400
MONTH_LABEL: Final = "timeFormat(datum.value, '%b %Y')"
DAY_LABEL: Final = "hours(datum.value) == 0 ? timeFormat(datum.value, '%-d %b') : ''"


@lru_cache(maxsize=8)
def function_design(*, is_long: bool, dark: bool, with_changes: bool) -> dict[str, Any]:
    """The design of the chart of function."""
    colours = palette(dark=dark)
    axis = alt.Axis(
        title=None,
        labelExpr=MONTH_LABEL if is_long else DAY_LABEL,
        labelOverlap=True,
        tickCount=5,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=16,
    )
    x = alt.X("day:T", scale=alt.Scale(nice=False), axis=axis)
    span = named_rows("span").mark_rule(opacity=0, tooltip=None).encode(x=x)
    layers = [span, *_session_marks(colours, x), *_score_marks(colours, x), _title(colours)]
    if with_changes:
        layers.append(change_ticks(colours, x, middle=CHANGE_MIDDLE))
    height = HEIGHT + AXIS_HEIGHT + with_changes * TICK_ROOM
    return finished(alt.LayerChart(layer=layers, height=height), colours)


def _score_marks(colours: Palette, x: alt.X) -> list[alt.Chart]:
    scale = alt.Scale(domain=[0, 10], range=[HEIGHT, TITLE_HEIGHT], nice=False)
    axis = alt.Axis(title=None, values=[0, 2, 4, 6, 8, 10], domain=False, ticks=False, labelPadding=6)
    y = alt.Y("score:Q", scale=scale, axis=axis)
    tips = [
        alt.Tooltip("day:T", title="Answered", format="%a %d %b %Y"),
        alt.Tooltip("score:Q", title="Weekly score", format=".1f"),
    ]
    base = named_rows("function")
    # The filter keeps the rows that break the line from becoming dots at the edge of the plot.
    dots = base.transform_filter("isValid(datum.score)").mark_circle(size=70, opacity=1, color=colours.pain)
    return [
        base.mark_line(strokeWidth=2, color=colours.pain).encode(x=x, y=y),
        dots.encode(x=x, y=y, tooltip=tips),
    ]


def _session_marks(colours: Palette, x: alt.X) -> list[alt.Chart]:
    tip = [alt.Tooltip("day:T", title="Acupuncture session", format="%a %d %b %Y")]
    base = named_rows("sessions")
    rule = base.mark_rule(strokeDash=[3, 3], strokeWidth=1, opacity=0.6, color=colours.session)
    mark = base.mark_point(shape="triangle-down", filled=True, size=80, color=colours.session, opacity=1)
    return [
        rule.encode(x=x, y=alt.value(TITLE_HEIGHT), y2=alt.value(HEIGHT)),
        mark.encode(x=x, y=alt.value(TITLE_HEIGHT), tooltip=tip),
    ]


def _title(colours: Palette) -> alt.Chart:
    # One row of its own: a text mark over the rows of the chart would be written once for each answer.
    place = alt.Chart(alt.InlineData(values=[{"title": TITLE}]))
    text = place.mark_text(align="left", baseline="top", fontSize=13, fontWeight=600, color=colours.pain)
    return cast("alt.Chart", text.encode(x=alt.value(0), y=alt.value(0), text="title:N"))


def function_words(course: Function) -> str:
    """The chart in words, for a screen reader: how many scores, the first and the last, lowest and highest."""
    span = f"Weekly score from {short_day(course.first)} to {short_day(course.until - timedelta(days=1))}"
    beside = f"{count_words(len(course.sessions), 'acupuncture session')}.{changes_counted(course.changes)}"
    scored = [one for one in course.answers if one.score is not None]
    if not scored:
        return f"{span}: no week has all three answers yet. Lower is better. {beside}"
    first, last = scored[0], scored[-1]
    ends = f"{first.score:.1f} on {short_day(first.day)}"
    if last is not first:
        ends = f"first {ends}, last {last.score:.1f} on {short_day(last.day)}"
    return (
        f"{span}: {count_words(len(scored), 'score')}, {ends}, lowest {min(course.scores):.1f}, highest "
        f"{max(course.scores):.1f} on a scale of 0 to 10 where lower is better. {beside}"
    )


#: Reed et al. 2024: six trials, 1,710 people; 1.0 to 1.75 by people's own "a little better", 0.6 to 1.2 by the spread.
LEAST_NOTICED: Final = (
    "About 1 point is the least that people notice: those who called themselves a little better in six studies had "
    "changed by 1 to 1.75 points (Reed 2024)."
)


def how_to_read_function(course: Function) -> str:
    """One sentence on the marks of this chart, and on how small a difference people notice."""
    sessions = " triangles: sessions;" if course.sessions else ""
    changes = " strokes: medicine or other care;" if course.changes else ""
    return f"Dots: means of a week's three answers;{sessions}{changes} about 1 point is the least that people notice."
