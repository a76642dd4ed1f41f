"""What a reader will see, for the patient's own eyes: held in memory for a while, behind the owner's cookie."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from acujournal.access import STRANGER, Viewer
from acujournal.server.guestpages import policy_in, with_script
from acujournal.server.running import viewer_of

PREFIX: Final = "/preview/"
#: How long a preview can be opened, in seconds, and how many are held at once.
_SECONDS: Final = 3600.0
_MOST: Final = 24
_ENDED: Final = "This preview has ended. Go back to Share and look at it again.\n"
_PDF_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class _Held:
    viewer: Viewer
    body: bytes
    is_pdf: bool
    until: float


class Previews:
    """Pages and PDFs by a random name, each for one viewer."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def hold(self, viewer: Viewer, body: bytes, *, is_pdf: bool = False) -> str:
        """Hold these bytes for that viewer; the address they can be opened at."""
        # Digits and letters alone: it is also part of keys, which must not hold every sign.
        name = secrets.token_hex(18)
        now = self._monotonic()
        with self._lock:
            for old in [key for key, held in self._held.items() if held.until <= now]:
                del self._held[old]
            self._held[name] = _Held(viewer, body, is_pdf, now + _SECONDS)
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return f"{PREFIX}{name}"

    def find(self, viewer: Viewer, name: str) -> tuple[bytes, bool] | None:
        """The bytes and whether they are a PDF; None for what has ended, never was, or is another's."""
        with self._lock:
            held = self._held.get(name)
        if held is None or viewer is STRANGER or held.viewer != viewer or held.until <= self._monotonic():
            return None
        return held.body, held.is_pdf

    def forget_all(self) -> None:
        """Let go of everything, at the end of the program."""
        with self._lock:
            self._held.clear()


#: One process serves one copy, and the pages of all its sessions put their previews here.
previews: Final = Previews()


def show_preview(request: Request) -> Response:
    """The exact bytes, with the policy and the script the reader's browser will get."""
    found = previews.find(viewer_of(request.cookies), request.path_params["name"])
    if found is None:
        return PlainTextResponse(_ENDED, status_code=404)
    body, is_pdf = found
    policy = _PDF_POLICY if is_pdf else policy_in(body)
    body = body if is_pdf else with_script(body)
    media_type = "application/pdf" if is_pdf else "text/html; charset=utf-8"
    return Response(body, headers={"Content-Security-Policy": policy}, media_type=media_type)
