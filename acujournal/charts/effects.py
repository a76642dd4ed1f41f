"""Side effects: in how many sessions each kind was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from acujournal.charts.look import Drawing, finished, named_rows, palette
from acujournal.treatment import EFFECT_WORDS, EffectKind, Treatment, TreatmentStatus
from acujournal.words import count_words


@dataclass(frozen=True)
class EffectCounts:
    """Sessions that took place, those with any side effect written down, and how many had each kind, most first."""

    sessions: int
    with_any: int
    by_kind: tuple[tuple[EffectKind, int], ...]


def effect_counts(treatments: Iterable[Treatment]) -> EffectCounts:
    """Count sessions, not effects: one session has each kind once at most. Only what took place counts."""
    held = [one for one in treatments if one.status is TreatmentStatus.DONE]
    kinds = [effect.kind for one in held for effect in one.side_effects]
    counts = [(kind, kinds.count(kind)) for kind in EffectKind if kind in kinds]
    return EffectCounts(
        sessions=len(held),
        with_any=sum(bool(one.side_effects) for one in held),
        by_kind=tuple(sorted(counts, key=lambda pair: -pair[1])),
    )


def effects(counts: EffectCounts, *, dark: bool = False) -> Drawing:
    """A bar for each kind that occurred: the number of sessions it was written down for."""
    rows = [
        {"row": row, "kind": EFFECT_WORDS[kind], "sessions": number}
        for row, (kind, number) in enumerate(counts.by_kind)
    ]
    return Drawing(
        design=effects_design(len(rows), counts.sessions, dark=dark), rows={"effects": pd.DataFrame(rows)}
    )


@lru_cache(maxsize=64)
def effects_design(kinds: int, sessions: int, *, dark: bool) -> dict[str, Any]:
    """The design for so many kinds; the axis goes to the number of sessions, so that no bar looks like "always"."""
    colours = palette(dark=dark)
    # Rows by number: the page sends the rows after the design, and a scale of names would not know them in time.
    y = alt.Y("row:Q", scale=alt.Scale(domain=[kinds - 0.5, -0.5], nice=False)).axis(None)
    tips = [alt.Tooltip("kind:N", title="Side effect"), alt.Tooltip("sessions:Q", title="Sessions with it")]
    base = named_rows("effects")
    x = alt.X("sessions:Q", scale=alt.Scale(domain=[0, max(sessions, 1)], nice=False)).axis(
        title=f"Sessions, of {sessions}", tickMinStep=1, format="d", grid=True, domain=False
    )
    bars = base.mark_bar(orient="horizontal", size=12, yOffset=9, color=colours.session)
    # Names stand above their bars: beside them they would leave a phone no room for the bars.
    names = base.mark_text(align="left", baseline="middle", dy=-10, fontSize=13, color=colours.text)
    chart = alt.LayerChart(
        layer=[
            bars.encode(x=x, y=y, tooltip=tips),
            names.encode(x=alt.value(0), y=y, text="kind:N"),
        ],
        # What Streamlit is told is the height of all: the axis and its title take theirs from it.
        height=44 * kinds + 84,
    )
    return finished(chart, colours)


def effects_words(counts: EffectCounts) -> str:
    """The chart in words."""
    kinds = "; ".join(f"{EFFECT_WORDS[kind]} in {number}" for kind, number in counts.by_kind)
    return f"Side effects by kind, of {count_words(counts.sessions, 'session')}: {kinds}."
