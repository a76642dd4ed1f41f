"""The 0-10 scale."""

from collections.abc import Callable

from acujournal.ui.controls.browser import mount


def scale(
    label: str,
    *,
    key: str,
    value: int | None,
    low: str,
    high: str,
    on_change: Callable[[int | None], None] | None = None,
) -> int | None:
    """Ask for a number from 0 to 10; None is "not answered", and nothing is chosen for anybody.

    `low` and `high` are the words for 0 and 10. Whatever the browser sends, the result
    is a whole number from 0 to 10 or None.
    """
    words = {"label": label, "low": low, "high": high}
    return mount("scale", key=key, start=value, read=_read, write=_read, words=words, on_change=on_change)


def _read(sent: object) -> int | None:
    return sent if type(sent) is int and 0 <= sent <= 10 else None
