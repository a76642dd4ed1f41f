"""A page that knows how it stands: whether its day is over, and whether its server is there."""

from datetime import timedelta

from acujournal.ui.controls.browser import mount


def turns_after(left: timedelta, *, key: str, stamp: str) -> str:
    """Ask for another run once `left` has passed, whatever the browser's clock says; meanwhile take no answers.

    `stamp` is any text that differs whenever `left` was reckoned anew, such as the present instant. Returns the stamp
    whose time the browser found over last, or an empty text.
    """
    words = {"left": left.total_seconds(), "stamp": stamp}
    return mount("turning", key=key, start="", read=_read, write=str, words=words)


def _read(sent: object) -> str:
    return sent if isinstance(sent, str) else ""


def presence() -> None:
    """Let a page without questions, too, say in our words when the server is away."""
    mount("presence", key="page.presence", start="", read=_read, write=str, words={})
