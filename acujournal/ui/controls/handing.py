"""Buttons that hand something on: print another page of ours, copy an address, the phone's own share sheet."""

from acujournal.ui.controls.browser import mount


def print_page_button(label: str, address: str, *, key: str) -> None:
    """Offer to open a page of our own server and print it; the button is not there where a browser cannot."""
    words = {"label": label, "address": address}
    mount("pageprinter", key=key, start="", read=_read, write=str, words=words)


def address_to_hand_on(label: str, address: str, *, title: str, key: str) -> None:
    """Show an address with "Copy" and, where the browser has it, "Share...". It is never sent back to the server."""
    words = {
        "label": label,
        "address": address,
        "title": title,
        "copy": "Copy link",
        "share": "Share\N{HORIZONTAL ELLIPSIS}",
        "copied": "Copied.",
        "marked": "It is marked now. Copy it with your browser's own Copy.",
    }
    mount("address", key=key, start="", read=_read, write=str, words=words)


def _read(sent: object) -> str:
    return sent if isinstance(sent, str) else ""
