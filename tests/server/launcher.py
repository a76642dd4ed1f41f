"""Serves a small screen of the tests' own behind the program's real doors. Run as `python launcher.py`."""

import os
import sys
import types
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))


def tell_of_the_outside(event, arguments):
    """Every look outside this computer ends up in the log, where the tests find it."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
    elif event == "socket.getaddrinfo":
        host = str(arguments[0])
    else:
        return
    if host not in {"127.0.0.1", "::1", "localhost", "None", "::"}:
        sys.stderr.write(f"OUTSIDE {host}\n")


sys.addaudithook(tell_of_the_outside)

import streamlit as st  # noqa: E402

from acujournal.errors import NewerDatabase  # noqa: E402
from acujournal.server.application import Doors, show_sentence_for  # noqa: E402
from acujournal.server.launch import serve  # noqa: E402

os.chdir(ROOT)


class NoJournal:
    """These tests are about the doors; what lies behind them is tested elsewhere."""

    def close(self):
        print("the store was closed", flush=True)


def open_store(url, *, data_folder, now):
    if "newer" in url:
        raise NewerDatabase("This journal was written by a newer AcuJournal. Update the program.")
    return NoJournal()


storage = types.ModuleType("acujournal.storage")
storage.open_store = open_store
sys.modules["acujournal.storage"] = storage


doors = Doors()
app = st.App(
    HERE / "screen.py",
    routes=doors.routes(),
    middleware=doors.middleware(),
    lifespan=doors.lifespan(),
    on_script_error=show_sentence_for,
)

if __name__ == "__main__":
    sys.exit(serve(app, clock=lambda: datetime(2026, 3, 1, 21, 0, tzinfo=UTC)))
