"""What app.py hands to Streamlit: the routes, the doors in their order, and what happens at start and end."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from acujournal.errors import AcujournalError
from acujournal.server import running
from acujournal.server.addresses import KnownAddresses
from acujournal.server.bursts import Bursts
from acujournal.server.door import Door, healthz, open_with_token
from acujournal.server.headers import SafetyHeaders
from acujournal.server.here_only import HereOnly
from acujournal.server.launch import link_of_running_copy
from acujournal.server.packing import PackedAnswers, Packing
from acujournal.server.previews import PREFIX as PREVIEWS
from acujournal.server.previews import previews, show_preview
from acujournal.server.quiet import keep_requests_out_of_logs, keep_words_out_of_logs
from acujournal.server.sentences import SCREEN_FAILED, address_refused, also_running
from acujournal.server.shared import SharedDoor
from acujournal.server.turns import Turns
from acujournal.server.upkeep import Upkeep
from acujournal.server.uploads import PREFIX as UPLOADS
from acujournal.server.uploads import announce_file, take_file, uploads
from acujournal.server.warmth import NoteSigns, SignsOfLife, start_warming

Lifespan = Callable[[Any], AbstractAsyncContextManager[dict[str, Any] | None]]


class Doors:
    """The parts around Streamlit, made once, in the order a request meets them."""

    def __init__(self) -> None:
        keep_words_out_of_logs()
        self.signs = SignsOfLife()
        self.packed = PackedAnswers()

    def routes(self) -> list[BaseRoute]:
        """The addresses that are no pages of Streamlit's. The previews and the files of an import need the owner's cookie."""
        return [
            Route("/open/{token:path}", open_with_token),
            Route("/healthz", healthz),
            Route(f"{PREVIEWS}{{name}}", show_preview),
            Route(UPLOADS, announce_file, methods=["POST"]),
            Route(f"{UPLOADS}/{{name}}", take_file, methods=["PUT", "DELETE"]),
        ]

    def middleware(self) -> list[Middleware]:
        """Outermost first: what every answer carries; only from here; only the owner; which page; guests; work; whose turn it is."""
        return [
            Middleware(SafetyHeaders),
            Middleware(HereOnly),
            Middleware(Door),
            Middleware(KnownAddresses),
            Middleware(NoteSigns, signs=self.signs),
            Middleware(Packing, packed=self.packed),
            Middleware(SharedDoor),
            Middleware(Bursts),
            Middleware(Turns),
        ]

    def lifespan(self) -> Lifespan:
        """Opens the journal unless serve() did, says where to go, and closes everything at the end."""

        @asynccontextmanager
        async def live(_: Any) -> AsyncIterator[dict[str, Any] | None]:
            keep_requests_out_of_logs()
            copy = running.prepare_or_remember_trouble(os.environ)
            if not running.is_loopback(_address_in_use()):
                copy.asked_elsewhere = True
                copy.trouble = address_refused(_address_in_use())
            if copy.state_folder:
                self.packed.keep_in(copy.state_folder / "cache")
            tell_where(copy)
            if running.is_noted_here():
                uploads.clear_leftovers()
            upkeep = Upkeep()
            start_warming(self.signs, lambda: upkeep.do_if_due() or self.packed.improve_next())
            try:
                yield None
            finally:
                self.signs.stopped.set()
                previews.forget_all()
                uploads.forget_all()
                running.forget_origin()
                copy.close()

        return live


def tell_where(copy: running.Running) -> None:
    """Print the trouble, if any, and the link that opens the journal once."""
    if copy.trouble:
        sys.stderr.write(f"{copy.trouble}\n")
    if copy.asked_elsewhere:
        return
    copy.origin = copy.origin or f"http://127.0.0.1:{_port_in_use()}"
    try:
        link = _link_of(copy)
    except AcujournalError as error:
        # The journal may still be readable, but nobody can be let in without a link.
        sys.stderr.write(f"{error}\n")
        return
    sys.stdout.write(f"AcuJournal is ready. Open it with this link, which works once:\n\n  {link}\n\n")
    sys.stdout.flush()
    if copy.when_ready:
        copy.when_ready(link)


def _link_of(copy: running.Running) -> str:
    """A fresh link into this copy; the note of a copy that already runs on the same data stays as it is."""
    folder = copy.state_folder
    # A note of this very address was left by a copy that was killed; asking it would be asking ourselves.
    is_elsewhere = folder and running.noted_origin(folder) != copy.origin
    if folder and is_elsewhere and (earlier := link_of_running_copy(folder)):
        sys.stdout.write(f"{also_running(earlier)}\n")
        return copy.keys.current_link(copy.origin)
    running.note_origin(copy.origin)
    return copy.keys.new_link(copy.origin)


def show_sentence_for(error: Exception) -> bool:
    """Put a sentence where a failed screen would have been; True, so that Streamlit shows nothing of its own.

    The log already names the kind and the place of the failure, see quiet.py.
    """
    import streamlit as st

    st.error(str(error) if isinstance(error, AcujournalError) else SCREEN_FAILED)
    return True


def _address_in_use() -> str:
    """The address a server somebody else started was told to use."""
    from streamlit import config

    asked = _asked_of_uvicorn("--host")
    return asked or str(config.get_option("server.address") or "127.0.0.1")


def _port_in_use() -> int:
    from streamlit import config

    asked = _asked_of_uvicorn("--port") or ("8000" if _is_uvicorn() else "")
    return int(asked) if asked.isdecimal() else int(config.get_option("server.port"))


def _asked_of_uvicorn(option: str) -> str:
    """Uvicorn tells the program it runs neither its address nor its port, so the command line must do."""
    if not _is_uvicorn():
        return ""
    words = [word for argument in sys.argv for word in argument.split("=", 1)]
    return words[words.index(option) + 1] if option in words[:-1] else ""


def _is_uvicorn() -> bool:
    started = Path(sys.argv[0])
    return "uvicorn" in {started.name, started.parent.name}
