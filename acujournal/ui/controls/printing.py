"""A button that prints the page it stands on."""

from acujournal.ui.controls.browser import mount


def print_button(label: str, *, key: str) -> None:
    """Offer to print; the browser does it by itself, and the button is not there where it cannot."""
    mount("print", key=key, start="", read=_read, write=str, words={"label": label})


def _read(sent: object) -> str:
    return sent if isinstance(sent, str) else ""
