"""How one field of a value stands in a table: as text in a cell, and as a line of the table's description.

Columns are made from the fields of the frozen values themselves, so that a field added there is exported and
imported here without another word. Cells are ISO 8601 for days and instants, "true" and "false" for claims, a decimal
point for numbers; an empty cell is a missing answer, or an empty text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import MAXYEAR, MINYEAR, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from acujournal.exchange.wording import COLUMN_WORDS, UNITS
from acujournal.journal import SCORES
from acujournal.treatment import NEEDLE_MINUTES_LIMIT, NEEDLES_LIMIT

#: Between several words in one cell. Only words of closed lists are joined, and none of them holds it.
JOINED_BY: Final = ";"
_FROM_0_TO_10: Final = frozenset(
    {
        *SCORES,
        "pain",
        "enjoyment",
        "activity",
        "expectation",
        "pain_before",
        "pain_after",
        "pain_day_after",
        "target",
    }
)
_LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    **dict.fromkeys(_FROM_0_TO_10, (0, 10)),
    "sleep_hours": (0, 24),
    "needle_minutes": (1, NEEDLE_MINUTES_LIMIT),
    "needles": (1, NEEDLES_LIMIT),
}

_Writer = Callable[[Sequence[Any]], Sequence[Any]]
_Reader = Callable[[str], Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `write` makes cells of a whole column of values, `read` a value of one cell (ValueError)."""

    name: str
    type: str
    write: _Writer
    read: _Reader
    default: Any = MISSING
    words: frozenset[str] = frozenset()
    may_be_empty: bool = True

    def description(self, table: str) -> dict[str, Any]:
        """The column in datapackage.json, as the Table Schema has it."""
        told = COLUMN_WORDS.get((table, self.name)) or COLUMN_WORDS.get(("", self.name))
        found: dict[str, Any] = {"name": self.name, "type": self.type}
        found["title"] = self.name.replace("_", " ").capitalize()
        if told:
            found["description"] = told
        if self.name in _FROM_0_TO_10:
            found["unit"] = "points from 0 to 10"
        elif self.name in UNITS:
            found["unit"] = UNITS[self.name]
        constraints: dict[str, Any] = {}
        if not self.may_be_empty:
            constraints["required"] = True
        if self.type in ("integer", "number") and self.name in _LIMITS:
            constraints["minimum"], constraints["maximum"] = _LIMITS[self.name]
        if self.words:
            constraints["enum"] = sorted(self.words)
        if constraints:
            found["constraints"] = constraints
        return found


def columns_of(kind: type, *, without: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """A column for each field of a frozen value, in their order."""
    hints = get_type_hints(kind)
    return tuple(
        column(
            one.name,
            hints[one.name],
            default=one.default if one.default_factory is MISSING else one.default_factory(),
        )
        for one in fields(kind)
        if one.name not in without
    )


def column(name: str, hint: Any, *, default: Any = MISSING) -> Column:
    """A column of a type: str, int, float, bool, date, datetime, a closed list, several words of one, or a dict.

    Each of them may be "or None"; then an empty cell is None.
    """
    inner, may_be_none = _without_none(hint)
    kind, write, read, words = _ways(inner)
    if may_be_none:
        read = _or_none(read)
    is_text = inner is str or get_origin(inner) is tuple
    return Column(
        name=name,
        type=kind,
        write=write,
        read=read,
        default=default,
        words=words,
        may_be_empty=may_be_none or (is_text and default is not MISSING),
    )


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        kinds = [one for one in get_args(hint) if one is not NoneType]
        if len(kinds) != 1:
            raise TypeError(f"A column cannot be {hint}.")
        return kinds[0], True
    return hint, False


def _ways(kind: Any) -> tuple[str, _Writer, _Reader, frozenset[str]]:
    if get_origin(kind) is tuple:
        inside = get_args(kind)[0]
        known = frozenset(inside) if issubclass(inside, StrEnum) else frozenset[str]()
        return "string", _joined, _split(inside, known), frozenset()
    if issubclass(kind, StrEnum):
        return "string", _as_they_are, _member(kind), frozenset(str(one) for one in kind)
    if kind not in _PLAIN:
        raise TypeError(f"A column cannot be {kind}.")
    return *_PLAIN[kind], frozenset()


def _as_they_are(values: Sequence[Any]) -> Sequence[Any]:
    # The csv module writes None as nothing, whole numbers and days as ISO 8601 has them.
    return values


def _numbers(values: Sequence[Any]) -> Sequence[Any]:
    return [None if one is None else float(one) for one in values]


def _claims(values: Sequence[Any]) -> Sequence[Any]:
    return [None if one is None else ("true" if one else "false") for one in values]


def _instants(values: Sequence[Any]) -> Sequence[Any]:
    return [None if one is None else one.isoformat() for one in values]


def _joined(values: Sequence[Any]) -> Sequence[Any]:
    return [JOINED_BY.join(one) if one else "" for one in values]


_encode: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _objects(values: Sequence[Any]) -> Sequence[Any]:
    return [_encode(one) for one in values]


def _or_none(read: _Reader) -> _Reader:
    return lambda cell: read(cell) if cell else None


def _claim(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError
    return cell == "true"


def _instant(cell: str) -> datetime:
    found = datetime.fromisoformat(cell)
    # At the very ends of the calendar an instant has no name in some zones: asking for it there would fail.
    if found.tzinfo is None or not MINYEAR < found.year < MAXYEAR:
        raise ValueError
    return found


def _object(cell: str) -> dict[str, Any]:
    try:
        found = json.loads(cell)
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(found, dict):
        raise ValueError  # noqa: TRY004 - every unreadable cell is one kind of error.
    return found


def _member(kind: type[StrEnum]) -> _Reader:
    known = {str(one): one for one in kind}

    def read(cell: str) -> Any:
        try:
            return known[cell]
        except KeyError as error:
            raise ValueError from error

    return read


def _split(kind: type[str], known: frozenset[str]) -> _Reader:
    read = _member(kind) if known and issubclass(kind, StrEnum) else kind
    return lambda cell: tuple(map(read, cell.split(JOINED_BY))) if cell else ()


_PLAIN: Final[Mapping[Any, tuple[str, _Writer, _Reader]]] = {
    str: ("string", _as_they_are, str),
    int: ("integer", _as_they_are, int),
    float: ("number", _numbers, float),
    bool: ("boolean", _claims, _claim),
    date: ("date", _as_they_are, date.fromisoformat),
    datetime: ("datetime", _instants, _instant),
    dict: ("object", _objects, _object),
}
