"""The days as one table for a spreadsheet.

A byte order mark tells Excel that it is UTF-8. Spreadsheets take a text that begins like a formula for one and run it,
so such texts get an apostrophe in front; numbers stay numbers. That changes texts, so the data package, from which a
journal comes back, does not do it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from acujournal.body import place_words
from acujournal.journal import Entry

BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
#: Apostrophes, blanks of any kind, and then what a spreadsheet takes for the beginning of a formula.
_LIKE_A_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff\u200b]*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
#: The same within a text, behind what a spreadsheet may take for the end of a cell: where commas are decimal points it
#: is the semicolon, and quotation marks in the middle of a row mean nothing to it then.
_LIKE_ONE_WITHIN: Final = re.compile(r"([;\t\r\n][\s\ufeff\u200b]*)('*)(?=[=+\-@＝＋－＠﹢﹣﹦﹫−])")
_GUARDED_WITHIN: Final = re.compile(r"([;\t\r\n][\s\ufeff\u200b]*)'('*)(?=[=+\-@＝＋－＠﹢﹣﹦﹫−])")
_BETWEEN: Final = "; "


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it, or a part of it, for a formula."""
    text = _LIKE_ONE_WITHIN.sub(r"\1'\2", text)
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    if text.startswith("'") and _LIKE_A_FORMULA.match(text):
        text = text[1:]
    return _GUARDED_WITHIN.sub(r"\1\2", text)


def _number(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _text(value: object) -> str:
    return guarded(str(value))


def _list(values: Iterable[object]) -> str:
    return guarded(_BETWEEN.join(map(str, values)))


#: Title -> how the cell of a day is made.
_COLUMNS: Final[Mapping[str, Callable[[Entry], Any]]] = {
    "Day": lambda entry: entry.day.isoformat(),
    "Average pain (0-10)": lambda entry: _number(entry.pain_average),
    "Worst pain (0-10)": lambda entry: _number(entry.pain_worst),
    "Stress (0-10)": lambda entry: _number(entry.stress),
    "Sleep quality (0-10, higher is better)": lambda entry: _number(entry.sleep_quality),
    "Sleep (hours)": lambda entry: _number(entry.sleep_hours),
    "Pain got in the way (0-10)": lambda entry: _number(entry.interference),
    "Where it hurt": lambda entry: _list(map(place_words, entry.places)),
    "Medicines": lambda entry: _list(entry.medicines),
    "Other care": lambda entry: _list(entry.other_care),
    "Note": lambda entry: _text(entry.note),
    "Filled in later": lambda entry: "yes" if entry.filled_in_later else "no",
    "From another app": lambda entry: "yes" if entry.source else "no",
}


def write_days(entries: Iterable[Entry]) -> bytes:
    """One row for each day that was not deleted, in the order given; a missing answer is an empty cell."""
    into = io.StringIO(newline="")
    into.write(BYTE_ORDER_MARK)
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        [cell(entry) for cell in _COLUMNS.values()] for entry in entries if entry.deleted_at is None
    )
    return into.getvalue().encode()
