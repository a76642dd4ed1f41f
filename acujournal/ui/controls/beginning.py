"""What is opened anew is seen from its beginning, as every browser does for a page of its own."""

from acujournal.ui.controls.browser import mount


def begins_at_top(what: str) -> None:
    """Let the page begin at its top whenever `what`, the name of what is open, has changed."""
    mount("beginning", key="page.beginning", start="", read=_read, write=str, words={"what": what})


def _read(sent: object) -> str:
    return sent if isinstance(sent, str) else ""
