"""The note: a text that is sent while it is typed."""

from collections.abc import Callable
from typing import Final

from acujournal.answers import clean_text
from acujournal.ui.controls.browser import mount

TEXT_KEPT: Final = 200_000
"""The most characters a browser sends of one text; beyond it the person is told, and the screen keeps all."""


def long_text(
    label: str,
    *,
    key: str,
    value: str,
    limit: int,
    on_change: Callable[[str], None] | None = None,
) -> str:
    """Ask for a text of at most `limit` characters, and say so in words while more than that is typed.

    The text is never cut at the limit: up to TEXT_KEPT characters are returned, so the caller must refuse to save a
    text longer than `limit`. Characters count as Python's `len` does. The result can be written to any database:
    it holds no control characters and no half of a surrogate pair.
    """
    words = {"label": label, "limit": limit, "kept": TEXT_KEPT}
    return mount("text", key=key, start=value, read=_read, write=str, words=words, on_change=on_change)


def _read(sent: object) -> str:
    return clean_text(sent[:TEXT_KEPT]) if isinstance(sent, str) else ""
