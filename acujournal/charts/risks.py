"""Risks: of 10,000 patients, or of 10,000 treatments, how many had something unwanted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.look import Drawing, finished, named_rows, palette
from acujournal.education import Per, Risk

OF: Final = 10_000


def risks(rows: Sequence[Risk], *, dark: bool = False) -> Drawing:
    """A bar for each event, on an axis that goes to all 10,000, so that rare looks rare. All rows are per the same."""
    (per,) = {row.per for row in rows}
    table = [
        {
            "row": at,
            "what": row.what,
            "count": row.per_10000,
            "low": row.low,
            "high": row.high,
            "said": count_said(row),
            "number": f"{row.per_10000:,g}",
        }
        for at, row in enumerate(rows)
    ]
    return Drawing(design=risks_design(len(table), per, dark=dark), rows={"risks": pd.DataFrame(table)})


@lru_cache(maxsize=16)
def risks_design(rows: int, per: Per, *, dark: bool) -> dict[str, Any]:
    """The design for so many events."""
    colours = palette(dark=dark)
    y = alt.Y("row:Q", scale=alt.Scale(domain=[rows - 0.5, -0.5], nice=False)).axis(None)
    scale = alt.Scale(domain=[0, OF], nice=False)
    x = alt.X("count:Q", scale=scale).axis(
        title=f"Of 10,000 {per.value}", values=[0, 2500, 5000, 7500, 10000], format=",d", domain=False
    )
    tips = [alt.Tooltip("what:N", title="What"), alt.Tooltip("said:N", title=f"Of 10,000 {per.value}")]
    base = named_rows("risks")
    whole = base.mark_bar(orient="horizontal", size=12, yOffset=9, color=colours.grid)
    # A stroke of its own colour keeps the rarest in sight: one in 10,000 is thinner than any screen can draw.
    bars = base.mark_bar(
        orient="horizontal", size=12, yOffset=9, color=colours.session, stroke=colours.session, strokeWidth=1
    )
    text: dict[str, Any] = {"align": "left", "baseline": "middle", "color": colours.text}
    # The longest name fills the width of a phone, and at twice the size there is less.
    names = base.mark_text(dy=-10, fontSize=alt.expr("width < 330 ? 11 : 13"), **text)
    numbers = base.mark_text(dx=6, yOffset=9, fontSize=12, **text)
    chart = alt.LayerChart(
        layer=[
            whole.encode(x=alt.datum(OF, scale=scale, type="quantitative"), y=y),
            bars.encode(x=x, y=y, tooltip=tips),
            names.encode(x=alt.value(0), y=y, text="what:N"),
            numbers.encode(x=x, y=y, text="number:N"),
        ],
        height=44 * rows + 84,
    )
    return finished(chart, colours)


def count_said(row: Risk) -> str:
    """A count as it is read: 610, 1.01, or 1.01 (0.23 to 2.33)."""
    number = f"{row.per_10000:,g}"
    if row.low is None or row.high is None:
        return number
    return f"{number} ({row.low:,g} to {row.high:,g})"


def risks_words(rows: Sequence[Risk]) -> str:
    """The chart in words."""
    counts = "; ".join(f"{row.what}: {count_said(row)}" for row in rows)
    return f"Of 10,000 {rows[0].per.value}, how many had each. {counts}." if rows else "No counts."
