"""How much the sheets hold: the lines that parts take, counted generously, and how many rows and letters they may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from acujournal.report.parts import Contents, Part, Table
from acujournal.report.selection import Paper


@dataclass(frozen=True)
class Widths:
    """Letters in one line: across the sheet, and in one of its two columns; and the lines that a chart takes."""

    across: int
    column: int
    chart: int
    title: int


FIRST: Final = Widths(across=140, column=68, chart=20, title=2)
SECOND: Final = Widths(across=116, column=54, chart=14, title=3)
#: Letters in one line of a cell that holds words, and lines that the course takes with its title.
WORDY_CELL: Final = 34
COURSE: Final = 24
#: Lines of the second sheet, and of any further one, in letters that nobody needs glasses for.
LINES_ON: Final = {Paper.A4: 84, Paper.LETTER: 78}
#: Which parts of the second sheet stand beside each other, and which may go on to a third.
LEFT: Final = ("answers", "since", "missing")
RIGHT: Final = ("function", "places", "care")
FURTHER: Final = ("notes", "visit")


@dataclass(frozen=True)
class Room:
    """How many rows and letters the parts of the second sheet may have."""

    sessions: int
    ongoing: int = 6
    notes: int = 2400
    note: int = 600
    visit: int = 600


#: From the widest to the narrowest: the first that fits is taken.
ROOMS: Final = (
    *(Room(sessions=number) for number in (30, 26, 23, 20, 18, 16, 14, 12, 11, 10, 9, 8, 7)),
    Room(sessions=6, ongoing=4, notes=1600, note=400, visit=400),
    Room(sessions=4, ongoing=3, notes=1000, note=300, visit=300),
    Room(sessions=3, ongoing=2, notes=600, note=200, visit=200),
)
#: Before fewer sessions than this are shown, notes and the first visit go on to a third sheet.
SESSIONS_AT_LEAST: Final = 7


def fits(parts: Iterable[Part], room: Room, paper: Paper) -> bool:
    """Whether the parts, made for `room`, fit the second sheet."""
    found = tuple(parts)
    goes_on = any(part.key in FURTHER for part in found)
    return (room.sessions >= SESSIONS_AT_LEAST or not goes_on) and lines_of(found) <= LINES_ON[paper]


def fits_two(parts: Iterable[Part], paper: Paper) -> bool:
    """Whether the parts fit the second sheet and a third one."""
    return lines_of(parts) <= 2 * LINES_ON[paper] - COURSE // 2


def lines_of(parts: Iterable[Part]) -> int:
    """The lines that the parts of the second sheet take together."""
    found = {part.key: part for part in parts}
    left, right = (
        sum(_lines(found[key], SECOND, SECOND.column) for key in keys if key in found)
        for keys in (LEFT, RIGHT)
    )
    others = sum(
        _lines(part, SECOND, SECOND.across) for key, part in found.items() if key not in (*LEFT, *RIGHT)
    )
    return max(left, right) + others


def first_sheet_lines(contents: Contents) -> int:
    """The lines of the first sheet but for the header, the key figures and the charts, which every report has."""
    found = {part.key: part for part in contents.page_one}
    body = _lines(replace(found["body"], picture=None), FIRST, FIRST.column) if "body" in found else 0
    beside = sum(
        _lines(found[key], FIRST, FIRST.column) for key in ("medicines", "acupuncture") if key in found
    )
    others = [*(found["pain"].sentences if "pain" in found else ()), contents.name, contents.reader]
    others += [contents.discuss.text] if contents.discuss else []
    listed = _table_lines(contents.listed, FIRST.across, FIRST) if contents.listed else 0
    # Where the course is not drawn, its place is free.
    free = 0 if "pain" in found else COURSE
    lines = sum(ceil(len(text) / FIRST.across) for text in others)
    return max(max(body, beside) + lines + listed - free, 0)


def first_scale_of(contents: Contents) -> float:
    """How much smaller than usual the letters of the first sheet are set, 1 at most.

    Found by laying out reports of many kinds; a sheet that does not fit all the same is set smaller still. Laying each out at
    several sizes to choose the largest would take three times as long.
    """
    usual = _USUAL_SCALE[contents.selection.paper]
    scale = usual - _A_LINE_TAKES * max(first_sheet_lines(contents) - _USUAL_LINES, 0)
    return min(max(scale, SMALLEST), 1.0)


#: The scale at which a usual first sheet fits.
_USUAL_SCALE: Final = {Paper.A4: 1.0, Paper.LETTER: 0.95}
_USUAL_LINES: Final = 24
_A_LINE_TAKES: Final = 0.0165
#: Smaller letters than this share of the usual ones are tried only where nothing else fits.
SMALLEST: Final = 0.6


def _lines(part: Part, widths: Widths, width: int) -> int:
    quotes = [f"{one.label}: {one.text} {one.left_out}" for one in part.quotes]
    # Sentences of the second sheet follow each other in one paragraph.
    texts = [" ".join(part.sentences), *quotes] if widths is SECOND else [*part.sentences, *quotes]
    lines = widths.title + sum(ceil(len(text) / width) for text in texts)
    if part.picture:
        lines += widths.chart + ceil(len(part.picture.how_to_read) / width)
    return lines + sum(_table_lines(table, width, widths) for table in part.tables)


def _table_lines(table: Table, width: int, widths: Widths) -> int:
    cell = width if width == widths.column else WORDY_CELL
    rows = (max(ceil(len(text) / min(cell, WORDY_CELL)) for text in row) for row in table.rows)
    return 2 + ceil(len(table.caption) / width) + sum(rows) + bool(table.left_out)
