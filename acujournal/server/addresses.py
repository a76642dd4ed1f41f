"""Leads an address somebody typed or kept to the page that is meant.

Streamlit answers every address with the same page, which looks for its own files beside that address: two levels deep
it finds none and stays white, and a name it does not know gets words about "the app's main page".
"""

from __future__ import annotations

from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from acujournal.server.answers import header

_PAGES = Path(__file__).resolve().parents[2] / "pages"
_FIRST_PAGE = "today"
_PARTS = ("/static/", "/media/", "/component/", "/_stcore/", "/open/", "/s/", "/preview/", "/healthz")


class KnownAddresses:
    """Redirects a browser that opens an address without a page to the page that comes nearest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = {file.stem for file in _PAGES.glob("*.py")} - {_FIRST_PAGE}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is a page, or no page a person opens; redirect the rest."""
        if not _is_opened_by_a_person(scope) or (meant := self.page_meant(scope["path"])) == scope["path"]:
            await self._app(scope, receive, send)
            return
        query = b"?" + scope["query_string"] if scope["query_string"] and meant != "/" else b""
        headers = [
            (b"location", meant.encode() + query),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body"})

    def page_meant(self, path: str) -> str:
        """The address of the page nearest to a path: /History/2026 is /history, and what is no page is /."""
        name = path.strip("/").split("/")[0].lower()
        return f"/{name}" if name in self._pages else "/"


def _is_opened_by_a_person(scope: Scope) -> bool:
    """Whether a browser asks for a document to show, and not for a part of one."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_PARTS):
        return False
    return "text/html" in header(scope, b"accept")
