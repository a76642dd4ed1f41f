"""Lets a pressed button be carried out before the page is heard again.

A browser says once that a button was pressed. Streamlit gives up a run that has not begun when the next thing is asked
for, and what was pressed is gone with it: a Save, followed at once by another page or by the last words of a note.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acujournal.server.wire import is_press, signal

#: The longest a page waits to be heard, in seconds. By then the run has begun, and what was pressed is known to it.
LONGEST_WAIT: Final = 2.0
#: A run that was asked for during another one begins right after its end; after this many seconds there is none.
BETWEEN_RUNS: Final = 0.1


class Turns:
    """Holds back what a page says next, until the run that a pressed button has asked for is over."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but what is said on a page's own connection too early."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        turn = Turn(receive, send)
        await self._app(scope, turn.receive, turn.send)


class Turn:
    """One connection, and whether a run is owed to it."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._is_over = asyncio.Event()
        self._is_over.set()
        self._has_begun = False
        self._timer: asyncio.TimerHandle | None = None

    async def receive(self) -> Message:
        """The next message of the page, once what it pressed before is carried out."""
        if not self._is_over.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_over.wait(), LONGEST_WAIT)
            self._end()
        message = await self._receive()
        if is_press(message):
            self._is_over.clear()
            self._has_begun = False
        return message

    async def send(self, message: Message) -> None:
        """Pass on what the program says, and see in it when a run begins and ends."""
        if not self._is_over.is_set():
            said = signal(message)
            if said == "new_session":
                self._has_begun = True
                self._stop_timer()
            elif said == "script_finished" and self._has_begun:
                self._stop_timer()
                self._timer = asyncio.get_running_loop().call_later(BETWEEN_RUNS, self._end)
        await self._send(message)

    def _end(self) -> None:
        self._stop_timer()
        self._is_over.set()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
