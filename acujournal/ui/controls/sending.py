"""A file of the person's: chosen or dropped here, and sent piece by piece to a route of our own server."""

import re
from typing import Final

from acujournal.ui.controls.browser import mount

_NAME: Final = re.compile(r"[0-9a-f]{32}")


def file_to_send(label: str, *, key: str, address: str, most_bytes: int, too_large: str) -> str:
    """Ask for a file and send it to `address`; the name the server gave it, empty until it is there whole.

    The browser shows how much was sent and offers to cancel. A file of more than `most_bytes` is answered with the
    sentence `too_large` before anything is sent. The file's own name never leaves the browser.
    """
    words = {
        "label": label,
        "address": address,
        "most": most_bytes,
        "too_large": too_large,
        "drop": "You can also drop it here.",
        "sending": "The file is being sent.",
        "sent_so_far": "{done} of {all} MB sent",
        "there": "The file is here. Nothing is imported yet.",
        "cancel": "Cancel",
        "cancelled": "Cancelled. Nothing of the file was kept.",
        "take_away": "Take this file away",
        "taken_away": "The file was taken away. Nothing was imported.",
        "cut": (
            "The file could not be sent to the end, so nothing of it was kept. See that AcuJournal is running and the "
            "file is where it was, then choose it again."
        ),
    }
    return mount("file", key=key, start="", read=_read, write=str, words=words)


def _read(sent: object) -> str:
    return sent if isinstance(sent, str) and _NAME.fullmatch(sent) else ""
