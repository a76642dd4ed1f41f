"""The contents as plain lists and texts, in reading order: what both templates are given."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, Final

from acujournal.report.parts import Contents, Picture

#: A word longer than this may be broken anywhere, or it would run off the sheet.
LONGEST_WORD: Final = 20
#: What may be broken at, and what must not be: a space without width, and the sign that makes one emoji of two.
BREAK: Final = "\u200b"
_JOINER: Final = "\u200d"
#: Signs without a shape that may stay: they belong to words, to emoji and to numbers in Arabic, or are places to break.
_KEPT_SHAPELESS: Final = frozenset(
    "\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u061c\u06dd\u08e2\u200b\u200c\u200d\u200e\u200f\u2060"
)
#: Emoji of flags are spelled with these.
_TAGS: Final = range(0xE0020, 0xE0080)
#: Letters of a name that the foot of each sheet has room for.
NAME_IN_FOOT: Final = 60


def without_controls(text: str) -> str:
    """The text without signs that nobody sees and that command: turn what comes after them around, or are forbidden in a PDF.

    An override of the direction would go on into our own sentences. Joiners within words and emoji stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        sign
        for sign in text
        if sign.isspace()
        or unicodedata.category(sign) not in ("Cf", "Cc", "Cs")
        or sign in _KEPT_SHAPELESS
        or ord(sign) in _TAGS
    )


def breakable(text: str) -> str:
    """The text with places to break in words that are longer than a line may be; never within one sign of several."""
    if len(text) <= LONGEST_WORD or max(map(len, text.split()), default=0) <= LONGEST_WORD:
        return text
    kept, run = [], 0
    for place, sign in enumerate(text):
        run = 0 if sign.isspace() else run + 1
        category = unicodedata.category(sign)
        starts_anew = category[0] != "M" and category not in ("Cf", "Sk") and text[place - 1] != _JOINER
        if run > LONGEST_WORD and starts_anew:
            kept.append(BREAK)
            run = 1
        kept.append(sign)
    return "".join(kept)


def as_plain(value: Any, picture: Callable[[Picture], Any]) -> Any:
    """Frozen values as dictionaries, lists and breakable texts; each picture as `picture` gives it."""
    if isinstance(value, Picture):
        return picture(value)
    if is_dataclass(value):
        return {one.name: as_plain(getattr(value, one.name), picture) for one in fields(value)}
    if isinstance(value, tuple):
        return [as_plain(one, picture) for one in value]
    return breakable(value) if isinstance(value, str) else value


def without_selection(contents: Contents, picture: Callable[[Picture], Any]) -> dict[str, Any]:
    """All that is said and drawn, its dates in words, and of the selection only the language; the name once more, as the foot of a sheet has room."""
    plain = {
        one.name: as_plain(getattr(contents, one.name), picture)
        for one in fields(contents)
        if one.name not in ("selection", "first", "until")
    }
    name = contents.name
    short = name if len(name) <= NAME_IN_FOOT else f"{name[: NAME_IN_FOOT - 1].rstrip()}…"
    return plain | {"language": contents.selection.language, "name_in_foot": breakable(short)}
