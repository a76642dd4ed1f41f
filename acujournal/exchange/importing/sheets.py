"""Tables other programs write as text: found by their header, read whole or refused row by row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from html.parser import HTMLParser
from typing import Final

from acujournal.answers import EARLIEST_DAY, TOO_FAR_AHEAD
from acujournal.exchange.files import BadFile, File, Problem, bytes_of, decoded
from acujournal.exchange.importing.contents import Gathering

_ROWS_LIMIT: Final = 1_000_000
_DELIMITERS: Final = (",", "\t", ";")
_UNEVEN: Final = "This row has more or fewer cells than the first one. Export the file again."


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table. `rows` are (row, cell by the name of its column); the first row below the header is row 2."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()


def header_of(text: str, delimiter: str = ",") -> tuple[str, ...]:
    """The names in the first row, small and trimmed; none where it is no row."""
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return ()
    return tuple(name.strip().casefold() for name in first)


def delimiter_of(text: str, fits: Callable[[tuple[str, ...]], bool]) -> str | None:
    """What stands between the cells, where the header then fits; None where it does not at all."""
    head = text[:4000]
    return next((one for one in _DELIMITERS if fits(header_of(head, one))), None)


def begin(file: File, fits: Callable[[tuple[str, ...]], bool], app: str) -> tuple[Sheet, Gathering]:
    """The table of a file that is one table, and what is gathered from it so far: its rows, notices and problems."""
    text, notices = decoded(bytes_of(file))
    sheet = read_sheet(text, fits)
    found = Gathering(app)
    found.rows = len(sheet.rows)
    found.notices += notices
    found.problems += sheet.problems
    return sheet, found


def read_sheet(text: str, fits: Callable[[tuple[str, ...]], bool], *, file: str = "") -> Sheet:
    """The table in a text whose header fits; BadFile where there is none, or where its quotes do not match."""
    delimiter = delimiter_of(text, fits)
    if delimiter is None:
        raise BadFile(
            "The first row does not hold the names of columns that were expected. Export the file again."
        )
    names = header_of(text, delimiter)
    rows: list[tuple[int, Mapping[str, str]]] = []
    problems = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number == 1 or not cells:
                continue
            if number > _ROWS_LIMIT:
                raise BadFile(f"This file has more than {_ROWS_LIMIT:,} rows. No diary of this kind has.")
            if len(cells) != len(names):
                problems.append(Problem(row=number, message=_UNEVEN, file=file))
            else:
                rows.append((number, dict(zip(names, cells, strict=True))))
    except csv.Error as error:
        raise BadFile(
            f"After row {number:,} a quotation mark is missing, or there is one too many. Export the file again."
        ) from error
    return Sheet(rows=tuple(rows), problems=tuple(problems))


def needs(*names: str) -> Callable[[tuple[str, ...]], bool]:
    """Whether a header holds these names, and none twice."""
    wanted = {name.casefold() for name in names}
    return lambda header: wanted <= set(header) and len(set(header)) == len(header)


# Dates and times


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to write a day, and an example of it."""

    example: str
    read: Callable[[str], date | None]


def _iso(cell: str) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell, re.ASCII)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}


def _ordinal(cell: str) -> date | None:
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th) ([A-Za-z]+) (\d{4})", cell, re.ASCII)
    if not match or match[2].casefold() not in _MONTHS:
        return None
    return _day(int(match[3]), _MONTHS[match[2].casefold()], int(match[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST_DAY <= found < TOO_FAR_AHEAD else None


ISO: Final = Way(example="2026-11-01", read=_iso)
ORDINAL: Final = Way(example="1st Nov 2026", read=_ordinal)


def read_days(
    cells: Iterable[tuple[int, str]], ways: Collection[Way], *, file: str = ""
) -> tuple[dict[int, date], tuple[Problem, ...]]:
    """Row -> day, all written in one way; what is written in another way than most, or in none, is a problem."""
    found: dict[int, tuple[Way, date]] = {}
    problems = []
    for row, cell in cells:
        read = next(((way, day) for way in ways if (day := way.read(cell.strip()))), None)
        if read:
            found[row] = read
        else:
            example = " or ".join(way.example for way in ways)
            problems.append(
                Problem(
                    row=row,
                    file=file,
                    message=(
                        f"This date cannot be read for sure. It should look like {example}. A spreadsheet may have "
                        "changed it: export the file again, and do not open it before."
                    ),
                )
            )
    by_way = Counter(way.example for way, _ in found.values())
    if len(by_way) > 1:
        usual, _ = by_way.most_common(1)[0]
        problems += (
            Problem(
                row=row,
                file=file,
                message=f"This date is written as {way.example} is, and most others as {usual}. Export the file again.",
            )
            for row, (way, _) in found.items()
            if way.example != usual
        )
    return {row: day for row, (_, day) in found.items()}, tuple(
        sorted(problems, key=lambda one: one.row or 0)
    )


_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])?\.?(?:m\.?)?", re.ASCII | re.IGNORECASE)


def read_clock(cell: str) -> time | None:
    """A time of day such as 21:15, 9:15 pm or 9:15 PM; None for anything else."""
    match = _CLOCK.fullmatch(cell.replace("\u202f", " ").replace("\xa0", " ").strip())
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


_HOURS: Final = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


def read_hours(cell: str) -> float | None:
    """Hours written as 6:30 or 6:30:00; None for anything else."""
    match = _HOURS.fullmatch(cell.strip())
    return int(match[1]) + int(match[2]) / 60 + int(match[3] or 0) / 3600 if match else None


_NUMBER: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?", re.ASCII)


def read_number(cell: str) -> float | None:
    """A plain number with a decimal point; None for anything else."""
    return float(cell) if _NUMBER.fullmatch(cell.strip()) else None


# Texts


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("br", "p", "div", "li"):
            self.parts.append("\n")


_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")


def without_tags(text: str) -> str:
    """The text without HTML; a text in which there is none stays as it is."""
    if not _TAG.search(text):
        return text
    parser = _Plain()
    parser.feed(text)
    parser.close()
    lines = "".join(parser.parts).split("\n")
    return "\n".join(stripped for line in lines if (stripped := " ".join(line.split())))


def parts_of(cell: str, between: str) -> Iterator[str]:
    """The things listed in one cell, without empty ones."""
    return (part for one in cell.split(between) if (part := one.strip()))
