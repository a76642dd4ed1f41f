"""Keeps the journal on this computer: no network, no borrowed name, no other page's requests."""

from __future__ import annotations

import ipaddress

from starlette.types import ASGIApp, Receive, Scope, Send

from acujournal.server.answers import answer_in_one_line, header
from acujournal.server.running import current
from acujournal.server.sentences import NOT_FROM_HERE, ONLY_HERE

_ONLY_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: Nobody is known there by a cookie, so nobody's can be misused; pages that name no referrer send no origin either.
_WITHOUT_COOKIE = "/s/"
_FORWARDED = (b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"forwarded")


class HereOnly:
    """Refuses what does not come from a browser on this computer that was sent to this very address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at where the request comes from and what it calls this computer."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif current().asked_elsewhere or not _is_here(scope):
            await answer_in_one_line(scope, receive, send, status=403, line=ONLY_HERE)
        elif not _is_of_own_page(scope):
            await answer_in_one_line(scope, receive, send, status=403, line=NOT_FROM_HERE)
        else:
            await self._app(scope, receive, send)


def _is_here(scope: Scope) -> bool:
    """Whether the other end is this computer, by a name only this computer answers to, without a go-between."""
    client, server = scope.get("client"), scope.get("server")
    if not client or not server or not _is_loopback(client[0]) or not _is_loopback(server[0]):
        return False
    if any(name in _FORWARDED for name, _ in scope["headers"]):
        return False
    return header(scope, b"host").lower() in _own_names(server[1])


def _is_loopback(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def _own_names(port: int) -> set[str]:
    names = {"127.0.0.1", "localhost", "[::1]"}
    return {f"{name}:{port}" for name in names} | (names if port == 80 else set())


def _is_of_own_page(scope: Scope) -> bool:
    """Whether whatever can change something was sent by our own page. Browsers always name the page then."""
    if scope["type"] == "http" and (
        scope["method"] in _ONLY_READING or scope["path"].startswith(_WITHOUT_COOKIE)
    ):
        return True
    return header(scope, b"origin").lower() == f"http://{header(scope, b'host').lower()}"
