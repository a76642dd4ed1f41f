"""Plain answers at the ASGI level, for requests that never reach Streamlit."""

from __future__ import annotations

from starlette.types import Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]


def header(scope: Scope, name: bytes) -> str:
    """The first header of that lower-case name, or an empty text."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def answer_in_one_line(scope: Scope, receive: Receive, send: Send, *, status: int, line: str) -> None:
    """Answer a request with one line of text, and a WebSocket handshake by refusing it with the same line."""
    prefix = "http.response"
    if scope["type"] == "websocket":
        await receive()
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})
            return
        prefix = "websocket.http.response"
    body = line.encode()
    await send({"type": f"{prefix}.start", "status": status, "headers": _text_headers(body)})
    without_body = scope.get("method") == "HEAD"
    await send({"type": f"{prefix}.body", "body": b"" if without_body else body})


def _text_headers(body: bytes) -> Headers:
    return [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]


def is_start(message: Message) -> bool:
    """Whether this message carries the status and headers of an answer."""
    return message["type"] in {"http.response.start", "websocket.http.response.start"}
