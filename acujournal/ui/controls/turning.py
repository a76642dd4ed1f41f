"""A page that does not stay behind when its day is over."""

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
