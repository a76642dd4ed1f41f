"""`python app.py`: check, open the journal, listen, say where, serve until told to stop."""

from __future__ import annotations

import errno
import json
import os
import secrets
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from acujournal.errors import AcujournalError, BadSetting
from acujournal.private_files import make_private_folder
from acujournal.server import running
from acujournal.server.keys import Keys
from acujournal.server.sentences import address_refused, also_running, port_in_use, port_moved
from acujournal.settings import Settings

if TYPE_CHECKING:
    from streamlit.starlette import App

#: How many ports are tried when nobody chose one.
_PORTS_TRIED = 20


def serve(app: App, *, clock: running.Clock = running.now, environ: Mapping[str, str] | None = None) -> int:
    """Serve the journal until SIGTERM or Ctrl-C. Returns the exit code: 0, or 1 after a sentence on stderr.

    `clock` returns the present as an aware datetime; only tests give another than the computer's.
    """
    environ = os.environ if environ is None else environ
    try:
        settings = _checked_settings(environ)
        if link := link_of_running_copy(settings.data_folder):
            _say(also_running(link))
            open_in_browser(link, environ)
            return 0
        with listen(settings) as listening:
            copy = running.prepare(environ, clock)
            copy.origin = _origin(listening)
            copy.when_ready = lambda link: open_in_browser(link, environ)
            return _serve_on(app, listening)
    except AcujournalError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def link_of_running_copy(data_folder: Path) -> str:
    """A link into the copy that serves this data folder now, or an empty text when none does.

    Whoever answers must know the folder's secret, so another program on the port is never taken for ours.
    """
    origin = running.noted_origin(data_folder)
    if not origin:
        return ""
    keys = Keys(data_folder)
    return keys.current_link(origin) if _answers_as_own(origin, keys) else ""


def listen(settings: Settings) -> socket.socket:
    """A listening socket on the chosen port, or on the next free one when nobody chose.

    Raises BadSetting with a sentence when there is none.
    """
    last = settings.port if settings.port_was_chosen else min(settings.port + _PORTS_TRIED, 65535)
    for port in range(settings.port, last + 1):
        if listening := _try_port(settings.address, port):
            if port != settings.port:
                _say(port_moved(settings.port, port))
            return listening
    raise BadSetting(port_in_use(settings.port))


def open_in_browser(link: str, environ: Mapping[str, str]) -> None:
    """Open the link where there is a screen. Elsewhere the printed link is all there is."""
    if not has_screen(environ, sys.platform):
        return
    import webbrowser

    # Some browsers hold the caller until they end.
    threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether the person at the keyboard can see a browser this program opens."""
    if environ.get("CI"):
        return False
    if platform in {"darwin", "win32"}:
        return not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _checked_settings(environ: Mapping[str, str]) -> Settings:
    settings = Settings.from_environment(environ)
    if not running.is_loopback(settings.address):
        raise BadSetting(address_refused(settings.address))
    make_private_folder(settings.data_folder)
    return settings


def _answers_as_own(origin: str, keys: Keys) -> bool:
    challenge = secrets.token_hex(16)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{origin}/healthz?challenge={challenge}", timeout=2) as answer:
            proof = json.loads(answer.read(1000)).get("proof", "")
    except (OSError, ValueError, AttributeError, urllib.error.URLError):
        return False
    return secrets.compare_digest(str(proof), keys.prove(challenge))


def _try_port(address: str, port: int) -> socket.socket | None:
    host = "127.0.0.1" if address == "localhost" else address
    # The protocol is named, and Nagle's algorithm off, so that a rerun's last bytes are not held back for 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listening.bind((host, port))
        listening.listen(2048)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            return None
        raise BadSetting(f"AcuJournal cannot listen on {host} port {port}: {error.strerror}.") from error
    return listening


def _origin(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _serve_on(app: App, listening: socket.socket) -> int:
    import uvicorn
    from streamlit import config
    from streamlit.runtime.runtime_util import get_max_message_size_bytes

    host, port = listening.getsockname()[:2]
    config.set_option("server.port", port)
    config.set_option("server.address", host)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http="httptools",
            ws="websockets-sansio",
            ws_ping_interval=30,
            ws_ping_timeout=30,
            ws_max_size=get_max_message_size_bytes(),
            ws_per_message_deflate=False,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            use_colors=False,
            lifespan="on",
            timeout_graceful_shutdown=3,
        )
    )
    # uvicorn ends by raising the signal once more; by then everything is closed, and the end was wished for.
    signal.signal(signal.SIGTERM, _end)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        _say("AcuJournal has stopped.")
        return 0
    finally:
        running.current().close()
    return 0 if server.started else 1


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
