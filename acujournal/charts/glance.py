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
#: What stands below the scale, and begins the chart in words.
TITLE: Final = f"Pain with acupuncture, {DRAWN_UNIT}, lower is better"
#: The scale in the words of the differences: a side instead of a sign.
SIDED: Final = (
    "datum.value == 0 ? ['no', 'difference'] : [abs(datum.value), datum.value < 0 ? 'lower' : 'higher']"
)


def evidence(rows: Sequence[Glance], *, dark: bool = False) -> Drawing:
    """A point and, where there is one, an interval for each comparison; left of the line of 0 is less pain.

    Above each stand the words of the table: what was compared, the difference with its range, and how sure it is.

    Raises ValueError for a row in another unit than points of 0-10: it would stand on a scale that is not its own.
    """
    if any(row.unit != DRAWN_UNIT for row in rows):
        raise ValueError("Only points of 0-10 are drawn.")
    table = [
        {
            "row": at,
            "compared": row.compared,
            "said": row.said,
            "value": -row.value,
            "low": None if row.high is None else -row.high,
            "high": None if row.low is None else -row.low,
            "top": at + 0.06,
            "bottom": at + 0.42,
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
    rows_of = alt.Scale(domain=[rows - 0.5, -0.5], nice=False)
    y = alt.Y("row:Q", scale=rows_of).axis(None)
    scale = alt.Scale(domain=[-reach, 1], nice=False)
    x = alt.X("value:Q", scale=scale).axis(
        title=TITLE, tickMinStep=1, labelExpr=SIDED, labelFlush=True, grid=True, titlePadding=10
    )
    tips = [
        alt.Tooltip("compared:N", title="Compared"),
        alt.Tooltip("said:N", title="With acupuncture"),
    ]
    base = named_rows("evidence")
    # The longest name fills the width of a phone, and at twice the size there is less.
    words: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "color": colours.text,
        "fontSize": alt.expr("width < 330 ? 11 : 13"),
    }
    names = base.mark_text(dy=-24, fontWeight="bold", **words)
    sizes = base.mark_text(dy=-5, **words)
    chart = alt.LayerChart(
        layer=[
            # Beside the marks alone: the longest words reach over it on a phone.
            base.mark_rule(color=colours.text, strokeDash=[4, 3]).encode(
                x=alt.datum(0, scale=scale, type="quantitative"),
                y=alt.Y("top:Q", scale=rows_of).axis(None),
                y2="bottom:Q",
            ),
            base.mark_rule(color=colours.pain, strokeWidth=2, yOffset=17).encode(
                x=alt.X("low:Q", scale=scale), x2="high:Q", y=y
            ),
            base.mark_point(color=colours.pain, filled=True, opacity=1, size=80, yOffset=17).encode(
                x=x, y=y, tooltip=tips
            ),
            names.encode(x=alt.value(0), y=y, text="compared:N"),
            sizes.encode(x=alt.value(0), y=y, text="said:N"),
        ],
        height=76 * rows + 84,
    )
    return finished(chart, colours)


def evidence_words(rows: Sequence[Glance]) -> str:
    """The chart in words."""
    said = "; ".join(f"{row.compared}: {row.said}" for row in rows)
    return f"{TITLE}. {said}." if said else "No differences."
