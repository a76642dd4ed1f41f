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
_BREAK: Final = "\u200b"
_JOINER: Final = "\u200d"


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
            kept.append(_BREAK)
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
    """All that is said and drawn, and of the selection only the language."""
    plain = {
        one.name: as_plain(getattr(contents, one.name), picture)
        for one in fields(contents)
        if one.name != "selection"
    }
    return plain | {"language": contents.selection.language}
