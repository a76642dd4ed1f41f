"""What a report is made of: parts with sentences, tables, charts and the patient's own words, each a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from acujournal.charts import Drawing
from acujournal.charts.spots import Spots
from acujournal.charts.still import still
from acujournal.report.selection import Selection


@dataclass(frozen=True)
class Table:
    """Rows of text below their heads. `left_out` says what is not shown; empty where all is."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: str = ""


@dataclass(frozen=True)
class Quote:
    """Words of the patient's own below a label of ours. `left_out` says how much of them is not shown."""

    label: str
    text: str
    left_out: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart: the drawing, `width` in pixels, its words for whoever does not see it, and the same numbers as a table.

    `spots` are what can be read off it by pointing, where scripts run.
    """

    drawing: Drawing = field(compare=False, repr=False)
    width: int
    words: str
    how_to_read: str
    table: Table
    spots: Spots

    @cached_property
    def svg(self) -> str:
        """The chart as SVG, drawn once for both forms."""
        return still(self.drawing, self.width)


@dataclass(frozen=True)
class Part:
    """One part of the report: what it says, what it draws, its tables, and what it holds of the patient's own words."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    picture: Picture | None = None
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Tile:
    """A key figure, what it stands on, and the same of as many days before."""

    name: str
    value: str
    detail: str
    before: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A whole report. `page_one` stands alone: key figures, the course, then four parts beside each other.

    `tiles` is empty, and `listed` a table instead, where too few days are filled in for averages. `period` names the days
    `[first, until)`, which are drawn; where they are fewer than were chosen, `period_notes` names the chosen ones and says why.
    """

    selection: Selection
    title: str
    name: str
    reader: str
    first: date
    until: date
    period: str
    period_notes: tuple[str, ...]
    made_on: str
    header: tuple[str, ...]
    filled: tuple[str, ...]
    tiles: tuple[Tile, ...]
    below_tiles: tuple[str, ...]
    listed: Table | None
    page_one: tuple[Part, ...]
    discuss: Quote | None
    page_two: tuple[Part, ...]
