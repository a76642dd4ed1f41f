"""One line of text, a date, a time of day: each sent while it is typed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Final

from acujournal.answers import clean_text
from acujournal.ui.controls.browser import mount

#: The most characters a browser sends of one line: whole pages pasted by mistake are kept, and can be shortened.
#: Beyond it the person is told, and the screen keeps all.
LINE_KEPT: Final = 20_000

Told = Callable[[str], None]


def line(
    label: str,
    *,
    key: str,
    value: str,
    limit: int,
    offered: Iterable[str] = (),
    on_change: Told | None = None,
) -> str:
    """Ask for a text of one line of at most `limit` characters; `offered` ones can be chosen instead of typed.

    A longer text is returned as it is, up to LINE_KEPT characters: the caller must refuse to save it.
    """
    words = {"type": "text", "limit": limit, "offered": list(offered)}
    return _line(label, key, value, words, lambda text: " ".join(text.split()), on_change)


def day_line(label: str, *, key: str, value: str, earliest: date, on_change: Told | None = None) -> str:
    """Ask for a date; it comes back as 2026-11-22, or empty while it is none."""
    words = {"type": "date", "least": earliest.isoformat(), "offered": []}
    return _line(label, key, value, words, _day, on_change)


def clock_line(label: str, *, key: str, value: str, on_change: Told | None = None) -> str:
    """Ask for a time of day; it comes back as 20:14, or empty while it is none."""
    return _line(label, key, value, {"type": "time", "offered": []}, _clock, on_change)


def _line(
    label: str,
    key: str,
    value: str,
    words: Mapping[str, object],
    tidy: Callable[[str], str],
    on_change: Told | None,
) -> str:
    def read(sent: object) -> str:
        return tidy(clean_text(sent[:LINE_KEPT])) if isinstance(sent, str) else ""

    return mount(
        "line",
        key=key,
        start=value,
        read=read,
        write=str,
        words={"label": label, "kept": LINE_KEPT, **words},
        on_change=on_change,
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _clock(text: str) -> str:
    try:
        return f"{time.fromisoformat(text):%H:%M}"
    except ValueError:
        return ""
