"""The whole program with a clock the tests turn. Run as `python launcher.py`; the folder of JOURNEYS_LEVERS moves it."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEVERS = Path(os.environ["JOURNEYS_LEVERS"])
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

import sqlalchemy as sa  # noqa: E402

from acujournal.server.launch import serve  # noqa: E402
from app import app  # noqa: E402


def clock():
    """The instant in the file "clock"; without one, the computer's own."""
    try:
        return datetime.fromisoformat((LEVERS / "clock").read_text())
    except FileNotFoundError:
        return datetime.now(UTC)


@sa.event.listens_for(sa.Engine, "begin")
def take_the_pen_away(connection):
    """While the file "read-only" is there SQLite answers every write as it does for a read-only database."""
    state = "ON" if (LEVERS / "read-only").exists() else "OFF"
    connection.exec_driver_sql(f"PRAGMA query_only={state}")


if __name__ == "__main__":
    sys.exit(serve(app, clock=clock))
