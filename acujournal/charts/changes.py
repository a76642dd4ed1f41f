"""Changes of medicine or other care: ticks on their days, below whatever a chart draws. Their names are never drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final, cast

import altair as alt
import pandas as pd

from acujournal.background import CareChange
from acujournal.charts.look import Palette, named_rows
from acujournal.words import count_words

#: Pixels from the top of a tick to its end.
TICK_HEIGHT: Final = 11
#: By so many pixels the names of the days move down where the ticks stand right above them.
TICK_ROOM: Final = 16
#: What the line on how to read a chart says of the ticks, behind where they stand.
ARE_CHANGES: Final = "are changes of medicine or other care"


def change_rows(changes: Iterable[CareChange]) -> pd.DataFrame:
    """One row per day with a change: `day` (datetime64), and how many things `began` and `ended` on it."""
    counts = Counter((change.day, change.is_beginning) for change in changes)
    days = sorted({day for day, _ in counts})
    return pd.DataFrame(
        {
            "day": pd.to_datetime(days),
            "began": [counts[day, True] for day in days],
            "ended": [counts[day, False] for day in days],
        }
    )


def change_ticks(colours: Palette, x: alt.X, *, middle: int) -> alt.Chart:
    """The ticks of the rows named "changes", with their middle so many pixels below the top of the plot."""
    tips = [
        alt.Tooltip("day:T", title="Medicine or other care", format="%a %d %b %Y"),
        alt.Tooltip("began:Q", title="Began", format=".0f"),
        alt.Tooltip("ended:Q", title="Ended", format=".0f"),
    ]
    ticks = named_rows("changes").mark_tick(
        orient="vertical", thickness=3, size=TICK_HEIGHT, opacity=1, color=colours.text
    )
    return cast("alt.Chart", ticks.encode(x=x, y=alt.value(middle), tooltip=tips))


def changes_counted(changes: Collection[CareChange]) -> str:
    """A last sentence on the changes for a chart in words; nothing where there are none."""
    return f" {count_words(len(changes), 'change')} of medicine or other care." if changes else ""
