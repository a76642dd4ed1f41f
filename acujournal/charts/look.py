"""The one look of all charts, and what a chart is before it is shown."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance; each stands at 3:1 or more against its background."""

    pain: str
    worst: str
    stress: str
    sleep: str
    session: str
    text: str
    grid: str
    empty: str
    low: str
    high: str
    ink_low: str
    ink_high: str
    #: From this pain on a calendar cell takes `ink_high`: both inks stand at 4.5:1 or more.
    ink_turns_at: int


LIGHT: Final = Palette(
    pain="#0f5f66",
    worst="#7fb3b8",
    stress="#9a5b13",
    sleep="#4b5fa8",
    session="#8a3b6c",
    text="#3c3f3f",
    grid="#e4e2dc",
    empty="#d9d6cd",
    low="#e3f1f0",
    high="#0b4a50",
    ink_low="#141414",
    ink_high="#ffffff",
    ink_turns_at=7,
)
DARK: Final = Palette(
    pain="#5cc4c9",
    worst="#3b7d82",
    stress="#e0a458",
    sleep="#a3b1ea",
    session="#e39bc6",
    text="#d8d6d0",
    grid="#333a3b",
    empty="#4a5152",
    low="#1d3537",
    high="#8fe6ea",
    ink_low="#ffffff",
    ink_high="#0d1b1c",
    ink_turns_at=5,
)


def palette(*, dark: bool) -> Palette:
    """The colours for a light or a dark screen."""
    return DARK if dark else LIGHT


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be shown: its Vega-Lite design, and its rows by the names the design knows them by."""

    design: dict[str, Any]
    rows: dict[str, pd.DataFrame]

    @property
    def spec(self) -> dict[str, Any]:
        """Design and rows as one Vega-Lite specification; a copy, because whoever draws it may change it."""
        return copy.deepcopy(self.design) | {"datasets": dict(self.rows)}


def named_rows(name: str) -> alt.Chart:
    """A chart of the rows it will be given under this name."""
    return alt.Chart(alt.NamedData(name=name))


def finished(chart: alt.LayerChart, colours: Palette) -> dict[str, Any]:
    """The design as Vega-Lite, checked by Altair against its schema, in the one look of all charts."""
    if chart.padding is alt.Undefined:
        # Told nothing, a page leaves 20 pixels below each chart, which look like something missing.
        chart.padding = {"bottom": 2}
    chart.config = alt.Config(
        # Hundreds of marks read one by one help nobody: the chart has words and a table beside it.
        mark=alt.MarkConfig(aria=False),
        axis=alt.AxisConfig(
            labelColor=colours.text,
            titleColor=colours.text,
            gridColor=colours.grid,
            domainColor=colours.grid,
            tickColor=colours.grid,
            labelFontSize=13,
        ),
        view=alt.ViewConfig(strokeWidth=0),
        legend=alt.LegendConfig(labelColor=colours.text, titleColor=colours.text),
    )
    return _with_constants_in_place(chart.to_dict())


def _with_constants_in_place(design: dict[str, Any]) -> dict[str, Any]:
    """Constants such as titles where they are drawn: as data of their own each would travel as a table and be read as one."""
    constants = design.pop("datasets", {})

    def placed(part: Any) -> Any:
        if isinstance(part, list):
            return [placed(one) for one in part]
        if not isinstance(part, dict):
            return part
        made = {name: placed(value) for name, value in part.items()}
        data = made.get("data")
        if isinstance(data, dict) and data.get("name") in constants:
            made["data"] = {"values": constants[data["name"]]}
        return made

    whole: dict[str, Any] = placed(design)
    return whole
