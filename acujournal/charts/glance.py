"""Evidence at a glance: how much less pain than in the other group, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.look import Drawing, finished, named_rows, palette
from acujournal.education import Glance

#: Only sizes of this unit stand on the axis; the others stand in the table.
DRAWN_UNIT: Final = "points of 0-10"
#: The scale goes this far on both sides at least, so that a point looks like a point of ten.
REACH: Final = 3


def evidence(rows: Sequence[Glance], *, dark: bool = False) -> Drawing:
    """A point and, where there is one, an interval for each comparison; left of the line of 0 is less pain.

    Raises ValueError for a row in another unit than points of 0-10: it would stand on a scale that is not its own.
    """
    if any(row.unit != DRAWN_UNIT for row in rows):
        raise ValueError("Only points of 0-10 are drawn.")
    table = [
        {
            "row": at,
            "label": label_of(row),
            "value": -row.value,
            "low": None if row.high is None else -row.high,
            "high": None if row.low is None else -row.low,
            "said": size_said(row),
            "certainty": row.certainty,
        }
        for at, row in enumerate(rows)
    ]
    ends = [abs(end) for row in rows for end in (row.value, row.low, row.high) if end is not None]
    reach = max(REACH, *(int(end) + 1 for end in ends)) if ends else REACH
    return Drawing(
        design=evidence_design(len(table), reach, dark=dark), rows={"evidence": pd.DataFrame(table)}
    )


@lru_cache(maxsize=16)
def evidence_design(rows: int, reach: int, *, dark: bool) -> dict[str, Any]:
    """The design for so many comparisons."""
    colours = palette(dark=dark)
    y = alt.Y("row:Q", scale=alt.Scale(domain=[rows - 0.5, -0.5], nice=False)).axis(None)
    scale = alt.Scale(domain=[-reach, 1], nice=False)
    x = alt.X("value:Q", scale=scale).axis(
        title="Points of 0-10, lower is better", tickMinStep=1, format="d", grid=True
    )
    tips = [
        alt.Tooltip("label:N", title="Compared"),
        alt.Tooltip("said:N", title="Points less pain"),
        alt.Tooltip("certainty:N", title="Certainty"),
    ]
    base = named_rows("evidence")
    names = base.mark_text(align="left", baseline="middle", dy=-13, fontSize=13, color=colours.text)
    chart = alt.LayerChart(
        layer=[
            alt.Chart(alt.InlineData(values=[{}]))
            .mark_rule(color=colours.text, strokeDash=[4, 3])
            .encode(x=alt.datum(0, scale=scale, type="quantitative")),
            base.mark_rule(color=colours.pain, strokeWidth=2, yOffset=8).encode(
                x=alt.X("low:Q", scale=scale), x2="high:Q", y=y
            ),
            base.mark_point(color=colours.pain, filled=True, opacity=1, size=80, yOffset=8).encode(
                x=x, y=y, tooltip=tips
            ),
            names.encode(x=alt.value(0), y=y, text="label:N"),
        ],
        height=52 * rows + 84,
    )
    return finished(chart, colours)


def label_of(row: Glance) -> str:
    """What was compared with what."""
    return f"{row.outcome}, against {row.against}"


def size_said(row: Glance) -> str:
    """The size of a difference and its interval, as they are read: 1.03 (0.34 to 1.71)."""
    number = _read(row.value)
    return (
        number if row.low is None or row.high is None else f"{number} ({_read(row.low)} to {_read(row.high)})"
    )


def _read(number: float) -> str:
    return f"{number:g}".replace("-", "−")


def evidence_words(rows: Sequence[Glance]) -> str:
    """The chart in words."""
    said = "; ".join(f"{label_of(row)}: {size_said(row)} lower, certainty {row.certainty}" for row in rows)
    return f"Points of pain on a scale of 0 to 10, lower is better. {said}."
