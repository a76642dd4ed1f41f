"""The public door: one frozen report for whoever holds its link, without a cookie or a WebSocket, and readable without a script.

Whatever is not open answers with GONE_PAGE, to the byte, after the same work. The token stands in the address, so no
answer here may be kept, indexed, framed or named to another address, and nothing of a request is ever logged.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from acujournal.errors import AcujournalError, BadValue
from acujournal.server import guestpages
from acujournal.server.answers import header
from acujournal.server.running import current
from acujournal.sharing import GONE, Access, Outcome, Shown, hash_token

T = TypeVar("T")

#: Every address of the door begins with this.
PREFIX: Final = "/s/"
#: Letters of a token that are looked at: more than any has, so that a longer one is no other's beginning.
_TOKEN_SEEN: Final = 200
#: Bytes of a form: 1,000 characters of any script, percent-encoded, with room for a passcode.
_FORM_LIMIT: Final = 20_000
_FORM_SECONDS: Final = 10.0
_FORM_TYPE: Final = "application/x-www-form-urlencoded"
#: How long whoever has shown the right passcode may also open the PDF and leave the note, in seconds.
_LET_IN_SECONDS: Final = 2 * 3600
#: Threads for questions to the database, for passcodes of links that are open, and for the time that one of no link takes.
_READERS, _TRIERS, _IDLERS = 4, 2, 1
#: So many may wait in each line. Without a limit whoever sends thousands could fill the memory.
_MOST_WAITING: Final = 100
_PDF_NAME: Final = "pain-diary-report.pdf"
#: Browsers show a PDF with a page of their own, which needs to style itself and to hold the document.
_PDF_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
)
_NO_ROBOTS: Final = "noindex, nofollow, noarchive"
_KEY: Final = re.compile(r"(\d{1,12})-([0-9a-f]{64})")


@dataclass(frozen=True)
class _Asked:
    """One request: the token it names, which of the three things it wants, and the key it was given before, if any."""

    token: str
    wants: str
    key: str


class _Line:
    """Those who wait for their passcode to be looked at."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._waiting = 0

    async def ask(self, question: Callable[[], T]) -> T | None:
        """The answer; None where too many wait already."""
        if self._waiting >= _MOST_WAITING:
            return None
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, question)
        finally:
            self._waiting -= 1


class SharedDoor:
    """Answers below /s/ and passes everything else on. Its threads are its own: guests never wait in Ana's queue.

    It stands before Streamlit, which answers some odd addresses itself, and in another way than others.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="shared")
        # Whoever sends passcodes to links that never were must not keep the holder of one waiting.
        self._triers = _Line(_TRIERS, "passcodes")
        self._idlers = _Line(_IDLERS, "no passcodes")
        # Keys end with the program: a guest is then asked for the passcode once more.
        self._secret = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong is a sentence that tells nothing about the link."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if request.method == "GET" and scope["path"] == guestpages.SCRIPT_PATH:
            await _script()(scope, receive, send)
            return
        try:
            response = await self._answer(request)
        except AcujournalError:
            response = _page(guestpages.TROUBLE_PAGE, status=503)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "POST"}:
            return _page(guestpages.METHOD_PAGE, status=405, Allow="GET, POST")
        asked = _asked(request)
        if request.method == "GET":
            if asked.wants == "note":
                return await self._note_form(asked)
            return await self._open(asked, None)
        form = await _form_of(request)
        if form is None:
            return _gone()
        if asked.wants == "note":
            return await self._take_note(asked, form)
        # Nothing typed is no try.
        return await self._open(asked, form.get("passcode", "") or None)

    async def _open(self, asked: _Asked, passcode: str | None) -> Response:
        shown = Shown.PDF if asked.wants == "pdf" else Shown.PAGE
        access = await self._ask(
            lambda: _store_open(asked.token, passcode, shown, let_in=self._is_let_in(asked)), asked, passcode
        )
        if access is None:
            return _busy()
        if access.outcome is Outcome.FOUND:
            key = self._new_key(asked.token) if passcode else asked.key
            return _pdf(access.body) if shown is Shown.PDF else _report(access, key)
        if access.outcome is Outcome.GONE:
            return _gone()
        left = access.tries_left if access.outcome is Outcome.WRONG_PASSCODE else None
        return _page(guestpages.passcode_page(left))

    async def _note_form(self, asked: _Asked) -> Response:
        access = await self._ask(lambda: _store_look(asked.token, let_in=self._is_let_in(asked)), asked, None)
        if access is None or access.outcome is Outcome.GONE:
            return _busy() if access is None else _gone()
        needs_passcode = access.outcome is not Outcome.FOUND
        key = asked.key if self._is_let_in(asked) else ""
        if not needs_passcode and not access.takes_note:
            return _page(guestpages.no_note_page(key=key))
        return _page(guestpages.note_page(key=key, needs_passcode=needs_passcode))

    async def _take_note(self, asked: _Asked, form: Mapping[str, str]) -> Response:
        message = form.get("message", "").replace("\r\n", "\n")
        passcode = form.get("passcode") or None
        key = asked.key if self._is_let_in(asked) else ""
        problem = ""
        try:
            next_on = _day_of(form.get("next_on", ""))
        except BadValue as error:
            # Looked at without the passcode, which is then no try.
            next_on, passcode, problem = None, None, str(error)
        try:
            access = await self._ask(
                lambda: (
                    _store_look(asked.token, let_in=bool(key))
                    if problem
                    else _store_note(asked.token, message, next_on, passcode, let_in=bool(key))
                ),
                asked,
                passcode,
            )
        except BadValue as error:
            # The door was open, or this would not have been looked at.
            key = self._new_key(asked.token)
            access, problem = Access(outcome=Outcome.FOUND), str(error)
        if access is None:
            return _busy()
        if access.outcome is Outcome.GONE:
            return _gone()
        if access.outcome is Outcome.FOUND and not problem:
            return _page(guestpages.thanks_page(key=self._new_key(asked.token) if passcode else key))
        return _page(
            guestpages.note_page(
                message=message,
                next_on=form.get("next_on", ""),
                problem=problem,
                key=key,
                needs_passcode=access.outcome is not Outcome.FOUND,
                tries_left=access.tries_left if access.outcome is Outcome.WRONG_PASSCODE else None,
            )
        )

    async def _ask(self, question: Callable[[], T], asked: _Asked, passcode: str | None) -> T | None:
        """Ask in a thread of the door's own; None where too many wait for their passcode already."""
        loop = asyncio.get_running_loop()
        if passcode is None:
            return await loop.run_in_executor(self._readers, question)
        there = await loop.run_in_executor(self._readers, lambda: _store_look(asked.token, let_in=True))
        line = self._idlers if there.outcome is Outcome.GONE else self._triers
        return await line.ask(question)

    def _new_key(self, token: str) -> str:
        """A key to the same link for a while: it says until when, signed."""
        until = str(int(time.time()) + _LET_IN_SECONDS)
        return f"{until}-{self._signed(token, until)}"

    def _is_let_in(self, asked: _Asked) -> bool:
        found = _KEY.fullmatch(asked.key)
        if found is None or int(found[1]) < time.time():
            return False
        return hmac.compare_digest(found[2], self._signed(asked.token, found[1]))

    def _signed(self, token: str, until: str) -> str:
        return hmac.new(self._secret, f"{hash_token(token)}-{until}".encode(), hashlib.sha256).hexdigest()


def _asked(request: Request) -> _Asked:
    wanted = dict(parse_qsl(request.scope["query_string"].decode("latin-1")[:400], keep_blank_values=True))
    wants = "pdf" if "pdf" in wanted else "note" if "note" in wanted else "page"
    return _Asked(request.scope["path"].removeprefix(PREFIX)[:_TOKEN_SEEN], wants, wanted.get("in", ""))


async def _form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form; None for what no form of ours sends: too much, too slowly, or in another way."""
    if header(request.scope, b"content-type").split(";")[0].strip().lower() != _FORM_TYPE:
        return None
    try:
        body = await asyncio.wait_for(_body_of(request), _FORM_SECONDS)
        if body is None:
            return None
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, errors="replace", max_num_fields=10)
    except (TimeoutError, ValueError):
        return None
    return dict(pairs)


async def _body_of(request: Request) -> bytes | None:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _FORM_LIMIT:
            return None
    return body


def _day_of(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadValue("This date cannot be read. Write it as year-month-day, such as 2027-01-31.") from None


def _store_open(token: str, passcode: str | None, shown: Shown, *, let_in: bool) -> Access:
    here = current()
    if here.store is None:
        return GONE
    return here.store.open_share(token, now=here.clock(), passcode=passcode, shown=shown, let_in=let_in)


def _store_look(token: str, *, let_in: bool) -> Access:
    here = current()
    return GONE if here.store is None else here.store.look_at_share(token, now=here.clock(), let_in=let_in)


def _store_note(
    token: str, message: str, next_on: date | None, passcode: str | None, *, let_in: bool
) -> Access:
    here = current()
    if here.store is None:
        return GONE
    return here.store.leave_note(
        token, message=message, next_on=next_on, now=here.clock(), passcode=passcode, let_in=let_in
    )


def _gone() -> Response:
    return _page(guestpages.GONE_PAGE, status=404)


def _busy() -> Response:
    return _page(guestpages.TROUBLE_PAGE, status=503)


def _report(access: Access, key: str) -> Response:
    page = guestpages.with_script(access.body)
    body = guestpages.with_links(page, key=key, takes_note=access.takes_note)
    return _answer_with(body, "text/html; charset=utf-8", guestpages.policy_in(access.body))


def _script() -> Response:
    """The script beside every report. It says nothing of any link, and its address changes with it."""
    return Response(guestpages.SCRIPT, media_type="text/javascript")


def _pdf(body: bytes) -> Response:
    response = _answer_with(body, "application/pdf", _PDF_POLICY)
    response.headers["Content-Disposition"] = f'inline; filename="{_PDF_NAME}"'
    return response


def _page(body: bytes, *, status: int = 200, **more: str) -> Response:
    response = _answer_with(body, "text/html; charset=utf-8", guestpages.POLICY, status=status)
    response.headers.update(more)
    return response


def _answer_with(body: bytes, media_type: str, policy: str, *, status: int = 200) -> Response:
    headers = {"Content-Security-Policy": policy, "X-Robots-Tag": _NO_ROBOTS, "Cache-Control": "no-store"}
    return Response(body, status, headers, media_type)
