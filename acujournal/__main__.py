"""`python -m acujournal`: what is done from a terminal."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from acujournal.errors import AcujournalError
from acujournal.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask. Returns the exit code; a failure is one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m acujournal", description="A journal for back pain.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, action, summary in (
        ("run", run, "serve the journal on this computer and print the link that opens it"),
        ("migrate", migrate, "bring the journal's database up to this version"),
        ("link", link, "print a link into the running program"),
    ):
        commands.add_parser(name, help=summary).set_defaults(action=action)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.action())
    except AcujournalError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def run() -> int:
    """Exactly what `python app.py` does."""
    runpy.run_path(str(Path(__file__).resolve().parents[1] / "app.py"), run_name="__main__")
    return 0


def migrate() -> int:
    """Open the database once, which brings it up to date after a copy of it was put aside."""
    from acujournal.storage import open_store

    settings = Settings.from_environment(os.environ)
    open_store(settings.database_url, data_folder=settings.data_folder, now=datetime.now(UTC)).close()
    sys.stdout.write("The journal's database is ready.\n")
    return 0


def link() -> int:
    """Print a link that opens the running journal once."""
    from acujournal.server.launch import link_of_running_copy
    from acujournal.server.sentences import NOT_RUNNING

    found = link_of_running_copy(Settings.from_environment(os.environ).data_folder)
    if not found:
        sys.stderr.write(NOT_RUNNING)
        return 1
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
