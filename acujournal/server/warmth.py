"""Loads the slow libraries and finishes slow work while nobody waits."""

from __future__ import annotations

import gc
import importlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Step = str | Callable[[], object]

#: How long after the last sign of life one may assume that nobody waits, in seconds.
_QUIET_AFTER_A_PAGE, _QUIET_AFTER_THE_START = 0.4, 2.0

_log = logging.getLogger(__name__)


def first_steps() -> list[Step]:
    """What the first chart would otherwise wait for, about 2 s in all, in parts a visitor hardly notices.

    Names of modules to import, and things to call. Work begins only between two steps and only while nobody waits; a
    step that fails is named in the log and skipped. One may return a list of further steps.
    """
    libraries = [
        "numpy",
        "pyarrow",
        "pandas",
        "narwhals.stable.v1",
        "jsonschema",
        "altair",
        "scipy.special",
        "scipy.linalg",
    ]
    return [*libraries, "acujournal.charts", draw_usual_charts]


def draw_usual_charts() -> list[Step]:
    """Each of the designs most journals need as a step of its own, so that nobody waits for Altair."""
    from acujournal.charts import usual_designs

    return list(usual_designs())


def settle_memory() -> None:
    """Take what was loaded out of the garbage collector's rounds: it stays to the end, and each round would look at it."""
    gc.collect()
    gc.freeze()


class SignsOfLife:
    """Remembers when somebody last asked for something, and whether a page was opened at all."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last = monotonic()
        self._page_was_opened = False
        self._is_collected = True
        self.stopped = threading.Event()

    def note(self, *, page: bool = False) -> None:
        """Somebody asked for, or got, something just now."""
        self._last = self._monotonic()
        self._page_was_opened = self._page_was_opened or page
        self._is_collected = self._is_collected and not page

    def seconds_to_quiet(self) -> float:
        """How long nobody must ask for anything from now on until it counts as quiet; 0 or less when it is."""
        needed = _QUIET_AFTER_A_PAGE if self._page_was_opened else _QUIET_AFTER_THE_START
        return self._last + needed - self._monotonic()

    def collect_waste(self) -> bool:
        """Free what pages have left behind; False where no page has run since the last time."""
        if self._is_collected:
            return False
        self._is_collected = True
        gc.collect()
        return True

    def wait_for_quiet(self) -> bool:
        """Wait until nobody waits; False when the program ends first."""
        while (seconds := self.seconds_to_quiet()) > 0:
            if self.stopped.wait(seconds):
                return False
        return not self.stopped.is_set()


class NoteSigns:
    """Notes every request and every message of a page's own connection."""

    def __init__(self, app: ASGIApp, *, signs: SignsOfLife) -> None:
        self._app = app
        self._signs = signs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on untouched."""
        kind = scope["type"]
        if kind != "lifespan":
            self._signs.note()
        if kind != "websocket":
            await self._app(scope, receive, send)
            return

        async def note_sent(message: Message) -> None:
            self._signs.note(page=message["type"] == "websocket.send")
            await send(message)

        await self._app(scope, receive, note_sent)


def start_warming(signs: SignsOfLife, improve_next: Callable[[], bool]) -> threading.Thread:
    """Do the steps, then `improve_next` until it says False, each while nobody waits; in a thread of its own."""
    thread = threading.Thread(target=_warm, args=(signs, improve_next), name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm(signs: SignsOfLife, improve_next: Callable[[], bool]) -> None:
    steps = deque([*first_steps(), settle_memory])
    while steps:
        if not signs.wait_for_quiet():
            return
        # What a step brings up is done before the next one: the last settles the memory of all.
        steps.extendleft(reversed(_take(steps.popleft())))
    # New pages may ask for files not packed yet, so this never ends before the program does.
    while signs.wait_for_quiet():
        signs.collect_waste()
        if not improve_next() and signs.stopped.wait(5):
            return


def _take(step: Step) -> list[Step]:
    """Take one step; the further steps it brings up, mostly none."""
    try:
        if isinstance(step, str):
            importlib.import_module(step)
            return []
        further = step()
    except Exception:  # noqa: BLE001 - a library that fails here fails again, and is told, where it is used.
        _log.exception("A step of the warm-up failed")
        return []
    return further if isinstance(further, list) else []
