"""The door: without the cookie of the start link, nothing of the journal leaves this program."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acujournal.access import OWNER
from acujournal.server.answers import answer_in_one_line, header
from acujournal.server.keys import COOKIE_DAYS
from acujournal.server.peers import is_own_process
from acujournal.server.running import current, note_sign_in, viewer_of
from acujournal.server.sentences import CLOSED

#: These would tell about the program or its use, and nobody here needs them.
_CLOSED_FOR_ALL = ("/_stcore/metrics", "/_stcore/agent/openapi.json")


class Door:
    """Lets the owner's browser through; everybody else gets one line that says how to open the journal."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Decide on every request and every WebSocket handshake."""
        if scope["type"] not in {"http", "websocket"} or _is_open_to_all(scope):
            await self._app(scope, receive, send)
        elif not is_owner_at(scope):
            await answer_in_one_line(scope, receive, send, status=403, line=CLOSED)
        elif scope["path"].rstrip("/") in _CLOSED_FOR_ALL:
            await answer_in_one_line(scope, receive, send, status=404, line="Not found\n")
        elif scope["type"] == "websocket":
            await self._serve_until_signed_out(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _serve_until_signed_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hang up on an open page when its owner signs out in another one: it then loads anew, and shows one line."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()

        def end() -> None:
            with suppress(RuntimeError):  # The loop has ended first.
                loop.call_soon_threadsafe(over.set)

        signed_out = asyncio.ensure_future(over.wait())

        async def receive_or_end() -> Message:
            coming = asyncio.ensure_future(receive())
            await asyncio.wait({coming, signed_out}, return_when=asyncio.FIRST_COMPLETED)
            if coming.done():
                return coming.result()
            coming.cancel()
            await send({"type": "websocket.close", "code": 1008})
            return {"type": "websocket.disconnect", "code": 1008}

        keys = current().keys
        keys.call_when_signed_out(end)
        try:
            await self._app(scope, receive_or_end, send)
        finally:
            keys.forget_call(end)
            signed_out.cancel()


def is_owner_at(scope: Scope) -> bool:
    """Whether the cookie is valid and, where the system can say, the browser is a process of the same user."""
    if viewer_of(_cookies(scope)) != OWNER:
        return False
    # Streamlit's own files hold no secret, and asking the system for each of the 67 of a first visit would cost.
    return str(scope["path"]).startswith("/static/") or _may_be_own_browser(scope)


def open_with_token(request: Request) -> Response:
    """Exchange the start token for the cookie, once, and lead away from the address that holds it."""
    keys = current().keys
    # Asking for the headers only must not use the link up.
    may_open = request.method == "GET" and _may_be_own_browser(request.scope)
    cookie = keys.exchange(request.path_params["token"]) if may_open else None
    if cookie is None:
        return PlainTextResponse(CLOSED, status_code=403)
    note_sign_in()
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(
        keys.cookie_name(), cookie, max_age=COOKIE_DAYS * 86400, path="/", httponly=True, samesite="strict"
    )
    return response


def healthz(request: Request) -> Response:
    """Says that this is AcuJournal; to whoever knows the folder's secret, also that it is this copy."""
    answer = {"program": "AcuJournal"}
    if challenge := request.query_params.get("challenge", "")[:64]:
        answer["proof"] = current().keys.prove(challenge)
    return JSONResponse(answer)


def _is_open_to_all(scope: Scope) -> bool:
    path: str = scope["path"]
    return scope["type"] == "http" and (path == "/healthz" or path.startswith(("/open/", "/s/")))


def _may_be_own_browser(scope: Scope) -> bool:
    return is_own_process(tuple(scope["client"][:2]), tuple(scope["server"][:2])) is not False


def _cookies(scope: Scope) -> dict[str, str]:
    pairs = (pair.strip().partition("=") for pair in header(scope, b"cookie").split(";"))
    return {name: value for name, _, value in pairs}
