"""Regression to the mean: an invented patient whose treatment does nothing, with sessions booked on bad days."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.look import Drawing, finished, named_rows, palette
from acujournal.teaching import DAYS, USUAL, InventedPatient

#: Where the triangles of the sessions stand, above the highest pain there is.
SESSION_AT: Final = 10.8


def regression(patient: InventedPatient, *, dark: bool = False) -> Drawing:
    """Pain of every day; the days before and after each session stand out, and the usual level never changes."""
    days = [{"day": day, "pain": pain} for day, pain in enumerate(patient.pain)]
    return Drawing(
        design=regression_design(dark=dark),
        rows={
            "days": pd.DataFrame(days),
            "before": pd.DataFrame([days[day - 1] for day in patient.sessions]),
            "after": pd.DataFrame([days[day + 1] for day in patient.sessions]),
            "sessions": pd.DataFrame([{"day": day, "at": SESSION_AT} for day in patient.sessions]),
        },
    )


@lru_cache(maxsize=2)
def regression_design(*, dark: bool) -> dict[str, Any]:
    """The design; it is the same for every patient."""
    colours = palette(dark=dark)
    x_scale = alt.Scale(domain=[-1, DAYS], nice=False)
    y_scale = alt.Scale(domain=[0, 11], nice=False)
    x = alt.X("day:Q", scale=x_scale).axis(
        title="Week", values=list(range(0, DAYS, 7)), labelExpr="datum.value / 7 + 1", grid=False
    )
    y = alt.Y("pain:Q", scale=y_scale).axis(title="Pain, lower is better", values=[0, 2, 4, 6, 8, 10])
    points: dict[str, Any] = {"filled": True, "opacity": 1}
    chart = alt.LayerChart(
        layer=[
            alt.Chart(alt.InlineData(values=[{}]))
            .mark_rule(color=colours.text, strokeDash=[4, 3])
            .encode(y=alt.datum(USUAL, scale=y_scale, type="quantitative")),
            named_rows("days").mark_line(color=colours.worst, strokeWidth=1.5).encode(x=x, y=y),
            named_rows("days").mark_point(color=colours.worst, size=12, **points).encode(x=x, y=y),
            named_rows("before")
            .mark_point(color=colours.session, shape="diamond", size=100, **points)
            .encode(x=x, y=y),
            named_rows("after")
            .mark_point(color=colours.stress, shape="square", size=80, **points)
            .encode(x=x, y=y),
            named_rows("sessions")
            .mark_point(shape="triangle-down", size=70, color=colours.session, **points)
            .encode(x=alt.X("day:Q", scale=x_scale), y=alt.Y("at:Q", scale=y_scale)),
        ],
        height=300,
    )
    return finished(chart, colours)


def regression_words(patient: InventedPatient) -> str:
    """The chart in words."""
    return (
        f"Pain of an invented patient over {DAYS // 7} weeks, going up and down around {USUAL:g} from beginning to end. "
        f"{len(patient.sessions)} sessions, each the day after a bad day: {patient.before:.1f} on average the day before, "
        f"{patient.after:.1f} the day after."
    )
