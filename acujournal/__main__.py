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
        commands.add_parser(name, help=summary).set_defaults(action=lambda _, action=action: action())
    add_data_commands(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.action(chosen))
    except AcujournalError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


def add_data_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands that take data out, bring them in and put them back."""
    yes = "do it without asking"
    one = commands.add_parser("backup", help="copy the journal, also while it runs")
    one.add_argument(
        "file", nargs="?", type=Path, help="a new file; without it the copy goes into the data folder"
    )
    one.add_argument(
        "--passphrase",
        action="store_true",
        help="ask for a passphrase and encrypt the copy with it (age); scripts give it as ACUJOURNAL_PASSPHRASE or as "
        "the first line of the input",
    )
    one.set_defaults(action=backup)
    one = commands.add_parser(
        "restore", help="put a copy in the place of the journal, after showing what it holds"
    )
    one.add_argument("file", type=Path)
    one.add_argument("--yes", action="store_true", help=yes)
    one.set_defaults(action=restore)
    one = commands.add_parser("export", help="write everything as a data package (zip)")
    one.add_argument("file", type=Path)
    one.set_defaults(action=export)
    one = commands.add_parser(
        "import", help="bring in a data package or another app's export, after a preview"
    )
    one.add_argument("file", type=Path)
    one.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="NUMBER=TARGET",
        help="what a strand of the preview becomes, such as 2=pain_average or 2=pain_average:0..4; may be given again",
    )
    one.add_argument("--yes", action="store_true", help=yes)
    one.set_defaults(action=import_file)


def backup(chosen: argparse.Namespace) -> int:
    """Copy the journal."""
    from acujournal.server import commands

    return commands.backup(chosen.file, with_passphrase=chosen.passphrase)


def restore(chosen: argparse.Namespace) -> int:
    """Put a copy back."""
    from acujournal.server import commands

    return commands.restore(chosen.file, is_sure=chosen.yes)


def export(chosen: argparse.Namespace) -> int:
    """Write the data package."""
    from acujournal.server import commands

    return commands.export(chosen.file)


def import_file(chosen: argparse.Namespace) -> int:
    """Bring a file in."""
    from acujournal.server import commands

    return commands.import_file(chosen.file, choices=chosen.map, is_sure=chosen.yes)


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
