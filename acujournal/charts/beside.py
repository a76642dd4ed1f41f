"""Stress and sleep beside pain: how many points of pain go with one point of each, the same day and the day before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.intervals import (
    POINT,
    Note,
    estimate_in_words,
    hollow,
    interval_marks,
    signed,
    signed_interval,
    words_on,
    written,
)
from acujournal.charts.look import Drawing, finished, named_rows, palette
from acujournal.stats.analysis import Analysis
from acujournal.stats.beside import go_together
from acujournal.stats.engine import Estimate
from acujournal.words import count_words


@dataclass(frozen=True)
class Relation:
    """One relation in words of its own direction: `change` points of pain per point, on so many `days`.

    `is_clear` says that it leaves out 0 also when it is allowed for that several were looked at.
    """

    words: str
    change: Estimate
    days: int
    is_clear: bool


@dataclass(frozen=True)
class Relations:
    """The relations that could be worked out, four at most, stress before sleep and the same day before the day before."""

    rows: tuple[Relation, ...]

    @property
    def has_anything(self) -> bool:
        """Whether there is any relation to draw."""
        return bool(self.rows)


def beside_of(analysis: Analysis) -> Relations:
    """The relations of an analysis, as many as there are. More stress is worse and more sleep better: each row says which."""
    asked = (
        ("1 point more stress, same day", analysis.stress.same_day, analysis.stress.rows),
        ("1 point more stress, day before", analysis.stress.day_before, analysis.stress.rows),
        ("1 point better sleep, same day", analysis.sleep.same_day, analysis.sleep.rows),
        ("1 point better sleep, day before", analysis.sleep.day_before, analysis.sleep.rows),
    )
    clear = go_together(tuple(change for _, change, _ in asked))
    return Relations(
        tuple(
            Relation(words, change, days, is_clear)
            for (words, change, days), is_clear in zip(asked, clear, strict=True)
            if change is not None
        )
    )


def beside(relations: Relations, *, dark: bool = False) -> Drawing:
    """A row for each relation: its words, and below them a point with its bar around a line at "no difference"."""
    rows = [
        {
            "row": number,
            "words": relation.words,
            "value": relation.change.value,
            "low": relation.change.low,
            "high": relation.change.high,
            "points": signed(relation.change.value, digits=2),
            "interval": signed_interval(relation.change, digits=2),
            "clear": relation.is_clear,
            "days": relation.days,
        }
        for number, relation in enumerate(relations.rows)
    ]
    ends = [abs(end) for one in relations.rows for end in (one.change.low, one.change.high)]
    # As far to either side, in halves of a point: a longer half would look like the better supported one.
    reach = max(math.ceil(2 * max(ends, default=0.0)) / 2, 0.5)
    return Drawing(
        design=beside_design(len(rows), dark=dark),
        rows={"beside": pd.DataFrame(rows), "reach": pd.DataFrame({"value": [-reach, reach]})},
    )


TITLE: Final = "Points of pain, lower is better"
#: Pixels: the title with the sides below it, each row, and the axis.
TOP: Final = 46
ROW: Final = 48
AXIS_HEIGHT: Final = 24


@lru_cache(maxsize=8)
def beside_design(count: int, *, dark: bool) -> dict[str, Any]:
    """The design for so many relations."""
    colours = palette(dark=dark)
    bottom = TOP + ROW * count
    y = alt.Y("row:Q", scale=alt.Scale(domain=[count - 0.5, -0.5], range=[bottom, TOP], nice=False)).axis(
        None
    )
    x = alt.X("value:Q", scale=alt.Scale(nice=False)).axis(
        title=None,
        tickCount=5,
        labelExpr="(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value), '~g')",
        labelOverlap=True,
        grid=False,
        domainColor=colours.text,
        tickColor=colours.text,
        labelPadding=4,
    )
    tips = [
        alt.Tooltip("words:N", title="With"),
        alt.Tooltip("points:N", title="Points of pain"),
        alt.Tooltip("interval:N", title="95 % interval"),
        alt.Tooltip("days:Q", title="Days", format=".0f"),
    ]
    base = named_rows("beside")
    zero = alt.Chart(alt.InlineData(values=[{"value": 0}]))
    open_ones = hollow(base.transform_filter("!datum.clear"), colours.pain, dark=dark, size=POINT)
    names = words_on(
        base,
        dark=dark,
        colour=colours.text,
        encoding={"x": alt.value(0), "y": y, "text": "words:N"},
        align="left",
        baseline="middle",
        dy=-13,
        fontSize=13,
    )
    layers = [
        named_rows("reach").mark_rule(opacity=0, tooltip=None).encode(x=x),
        written(
            colours,
            Note(TITLE, 0, 8, colours.pain, is_title=True),
            Note("← less pain", 0, 30),
            Note("more pain →", None, 30),
        ),
        zero.mark_rule(strokeWidth=1.2, color=colours.text, tooltip=None).encode(
            x=x, y=alt.value(TOP), y2=alt.value(bottom)
        ),
        *interval_marks(
            base,
            colours.pain,
            along={"y": y, "tooltip": tips},
            ends={"x": "low:Q", "x2": "high:Q"},
            point={"x": x},
        ),
        open_ones.encode(x=x, y=y, tooltip=tips),
        *names,
    ]
    return finished(alt.LayerChart(layer=layers, height=bottom + AXIS_HEIGHT), colours)


def beside_words(relations: Relations) -> str:
    """The relations in words, for a screen reader, each with its interval and its days."""
    begin = "Stress and sleep beside pain"
    if not relations.rows:
        return f"{begin}: not enough data yet."
    rows = "; ".join(
        f"{one.words}, pain {estimate_in_words(one.change, digits=2)}, {count_words(one.days, 'day')}, "
        f"{'clear' if one.is_clear else 'cannot tell'}"
        for one in relations.rows
    )
    return f"{begin}, points of pain: {rows}."


BESIDE_HEADS: Final = ("With", "Points of pain", "95 % interval", "Days")


def beside_rows(relations: Relations) -> list[tuple[str, str, str, str]]:
    """The relations as a table below `BESIDE_HEADS`: points of pain per point, with two decimals."""
    return [
        (one.words, signed(one.change.value, digits=2), signed_interval(one.change, digits=2), str(one.days))
        for one in relations.rows
    ]


def how_to_read_beside(relations: Relations) -> str:
    """One sentence on the marks of this chart."""
    asked = len(relations.rows)
    several = f" even though {asked} are looked at at once" if asked > 1 else ""
    clear = {one.is_clear for one in relations.rows}
    dots = [f"a full dot is clear{several}"] if True in clear else []
    dots += ["for a hollow dot nobody can tell"] if False in clear else []
    return f"Bars are 95 % intervals; {'; '.join(dots)}."
