"""How much two sheets hold: the lines that parts take, counted generously, and how many rows and letters they may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Final

from acujournal.report.parts import Contents, Part, Table
from acujournal.report.selection import Paper

#: Letters in one line of small print: across the sheet, and in one of the two columns.
ACROSS: Final = 140
COLUMN: Final = 68
#: Letters in one line of a cell that holds words, and lines that a chart takes with its title.
WORDY_CELL: Final = 34
CHART: Final = 20
COURSE: Final = 24
#: Lines of small print on the second sheet, US Letter being the shorter one.
SECOND_SHEET: Final = 98
#: Which parts of the second sheet stand beside each other.
LEFT: Final = ("answers", "missing")
RIGHT: Final = ("function", "places", "care")


@dataclass(frozen=True)
class Room:
    """How many rows and letters the parts of the second sheet may have."""

    sessions: int = 10
    ongoing: int = 6
    notes: int = 1400
    note: int = 420
    visit: int = 150


#: From the widest to the narrowest: the first that fits is taken.
ROOMS: Final = (
    Room(),
    Room(sessions=8, notes=1000, note=300, visit=110),
    Room(sessions=6, ongoing=4, notes=700, note=240, visit=90),
    Room(sessions=4, ongoing=3, notes=450, note=160, visit=70),
    Room(sessions=3, ongoing=2, notes=300, note=100, visit=45),
)


def lines_of(parts: Iterable[Part]) -> int:
    """The lines that the parts of the second sheet take together."""
    found = {part.key: part for part in parts}
    left, right = (sum(_lines(found[key], COLUMN) for key in keys if key in found) for keys in (LEFT, RIGHT))
    others = sum(_lines(part, ACROSS) for key, part in found.items() if key not in (*LEFT, *RIGHT))
    return max(left, right) + others


def first_sheet_lines(contents: Contents) -> int:
    """The lines of the first sheet but for the header, the key figures and the charts, which every report has."""
    found = {part.key: part for part in contents.page_one}
    body = _lines(replace(found["body"], picture=None), COLUMN) if "body" in found else 0
    beside = sum(_lines(found[key], COLUMN) for key in ("medicines", "acupuncture") if key in found)
    others = [*(found["pain"].sentences if "pain" in found else ()), contents.name, contents.reader]
    others += [contents.discuss.text] if contents.discuss else []
    listed = _table_lines(contents.listed, ACROSS) if contents.listed else 0
    # Where the course is not drawn, its place is free.
    free = 0 if "pain" in found else COURSE
    return max(max(body, beside) + sum(ceil(len(text) / ACROSS) for text in others) + listed - free, 0)


def scales_of(contents: Contents) -> tuple[float, float]:
    """How much smaller than usual the letters of the first and of the second sheet are set, 1 at most.

    Found by laying out reports of many kinds; a sheet that does not fit all the same is set smaller still. Laying each out at
    several sizes to choose the largest would take three times as long.
    """
    room = _ROOM_ON[contents.selection.paper]
    first = room.first - _A_LINE_TAKES * max(first_sheet_lines(contents) - _USUAL_LINES, 0)
    second = sqrt(room.second / max(lines_of(contents.page_two), 1))
    return min(max(first, SMALLEST), 1.0), min(max(second, SMALLEST), 1.0)


@dataclass(frozen=True)
class _Sheet:
    """The scale at which a usual first sheet fits, and the lines of a second one that fit at their usual size."""

    first: float
    second: float


_ROOM_ON: Final = {Paper.A4: _Sheet(1.0, 58.0), Paper.LETTER: _Sheet(0.95, 50.0)}
_USUAL_LINES: Final = 24
_A_LINE_TAKES: Final = 0.0165
#: Smaller letters than this share of the usual ones are tried only where nothing else fits.
SMALLEST: Final = 0.6


def _lines(part: Part, width: int) -> int:
    texts = [*part.sentences, *(f"{one.label}: {one.text} {one.left_out}" for one in part.quotes)]
    lines = 2 + sum(ceil(len(text) / width) for text in texts)
    if part.picture:
        lines += CHART + ceil(len(part.picture.how_to_read) / width)
    return lines + sum(_table_lines(table, width) for table in part.tables)


def _table_lines(table: Table, width: int) -> int:
    cell = width if width == COLUMN else WORDY_CELL
    rows = (max(ceil(len(text) / min(cell, WORDY_CELL)) for text in row) for row in table.rows)
    return 2 + ceil(len(table.caption) / width) + sum(rows) + bool(table.left_out)
