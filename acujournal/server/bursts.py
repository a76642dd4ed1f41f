"""Lets what one run of a page says leave together, so that the browser draws it once and not piece by piece."""

from __future__ import annotations

import asyncio
from collections import deque

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acujournal.server.wire import signal

#: How long the first word of a run waits for the last one, in seconds. Most runs are over by then; of a slow one the
#: page shows meanwhile what there is.
LONGEST_WAIT = 0.025


class Bursts:
    """Holds the messages of a run until it ends, or for a moment; their order stays, and nothing else waits.

    A browser draws whenever it has a moment between two messages. Forty of them that drip out while a page is run cost
    it up to ten drawings, each of which looks at all of the page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but what a page's own connection sends."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        burst = Burst(send)
        try:
            await self._app(scope, receive, burst.send)
        finally:
            burst.stop()


class Burst:
    """The messages of one connection, held and let go."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: deque[Message] = deque()
        self._in_run = False
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._broken: Exception | None = None

    async def send(self, message: Message) -> None:
        """Take one message; raises what sending an earlier one has raised, for nobody was there to be told."""
        if self._broken is not None:
            raise self._broken
        self._held.append(message)
        said = signal(message)
        if said == "new_session":
            self._in_run = True
        elif said == "script_finished":
            self._in_run = False
        if self._in_run and message["type"] == "websocket.send":
            if self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(LONGEST_WAIT, self._time_is_up)
            return
        await self._let_go()

    def stop(self) -> None:
        """Hold nothing any more: the connection is at its end."""
        self._held.clear()
        self._stop_timer()

    def _time_is_up(self) -> None:
        self._timer = None
        self._task = asyncio.get_running_loop().create_task(self._let_go_unasked())

    async def _let_go_unasked(self) -> None:
        try:
            await self._let_go()
        except Exception as broken:  # noqa: BLE001 - whatever it is, the next to send is told.
            self._broken = broken

    async def _let_go(self) -> None:
        self._stop_timer()
        async with self._turn:
            while self._held:
                await self._send(self._held.popleft())

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
