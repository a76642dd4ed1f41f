"""What every answer carries, so that a browser does nothing we did not ask for."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acujournal.server.answers import is_start
from acujournal.server.guestpages import SCRIPT_PATH
from acujournal.server.packing import ASK_EACH_TIME

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    ),
)
_ON_FILES = (_ALWAYS[0], _ALWAYS[4])
_KEEP_NOTHING = b"no-store"
#: Reports bring a policy of their own, which lets run nothing but one file of ours.
_STRICTER = ("/s/", "/preview/")
#: The program's own controls: the twelve digits are the hash of their files.
_HASHED_COMPONENT = re.compile(r"/_stcore/bidi-components/[\w.]+-[0-9a-f]{12}/[\w.-]+$")
_SET_HERE = frozenset(
    {name for name, _ in _ALWAYS} | {b"cache-control", b"content-security-policy", b"server"}
)


class SafetyHeaders:
    """Adds the headers to every answer; lets only content-hashed files be kept by the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = [*_ALWAYS, (b"content-security-policy", content_security_policy().encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and finish the answer's headers."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if is_start(message):
                # A copy: messages may be kept and sent again.
                message = {**message, "headers": self._finished(scope, message)}
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _finished(self, scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
        kept = [(name.lower(), value) for name, value in message.get("headers", ())]
        streamlits_own = dict(kept).get(b"cache-control", _KEEP_NOTHING)
        policy = dict(kept).get(b"content-security-policy") if scope["path"].startswith(_STRICTER) else None
        kept = [pair for pair in kept if pair[0] not in _SET_HERE]
        keep = _how_long(scope["path"], message["status"], streamlits_own)
        if policy is not None:
            return [*kept, (b"cache-control", _KEEP_NOTHING), *_ALWAYS, (b"content-security-policy", policy)]
        # Scripts and fonts are no documents: a policy on each of eighty files guards nothing and costs every visit.
        added = self._headers if keep == _KEEP_NOTHING else _ON_FILES
        return [*kept, (b"cache-control", keep), *added]


def _how_long(path: str, status: int, streamlits_own: bytes) -> bytes:
    """What the browser may keep: files whose address changes with their content, and nothing of the journal."""
    if path.startswith("/static/") and (b"immutable" in streamlits_own or streamlits_own == ASK_EACH_TIME):
        return streamlits_own
    if status == 200 and (_HASHED_COMPONENT.match(path) or path == SCRIPT_PATH):
        return b"private, immutable, max-age=31536000"
    return _KEEP_NOTHING


@cache
def content_security_policy() -> str:
    """The policy: everything from our own address, and the one script that stands inside Streamlit's page."""
    inline = " ".join(_inline_script_hashes())
    return "; ".join(
        (
            "default-src 'self'",
            "base-uri 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            f"script-src 'self' {inline}".rstrip(),
            # Streamlit's and Vega's styles are made in the browser.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
        )
    )


def _inline_script_hashes() -> list[str]:
    # The script may change with each Streamlit, so its hash is taken from the installed page.
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
