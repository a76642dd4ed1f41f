"""Copies of a SQLite database: each one file, whole, verified and private, or not there at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from acujournal.errors import StorageTrouble

NOT_WHOLE: Final = (
    "The copy is not whole, so it was not kept. Check that the disk has free space, then try again."
)


def free_name(folder: Path, name: str, ending: str = ".sqlite") -> Path:
    """The path of a new file, with a number where another has taken its name."""
    tries = (f"{name}{'' if n == 1 else f'-{n}'}{ending}" for n in range(1, 1000))
    return next(folder / name for name in tries if not (folder / name).exists())


def copy_sqlite(source: sqlite3.Connection, target: Path) -> None:
    """Copy a SQLite database to the new file `target` (0600) and verify it.

    The copy gets its name only once it is known to be whole: it can be opened, passes SQLite's own check and has
    as many rows in each table. Raises StorageTrouble or the driver's error, and then leaves no file.
    Whatever is written meanwhile, the copy is of one state: the one `source` is reading, or the newest.
    """
    part = target.with_suffix(".part")
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy, progress=_refuse_to_wait)
            # A copy is one file: without this its last pages could lie in a second one.
            copy.execute("PRAGMA journal_mode=DELETE")
        with closing(sqlite3.connect(part)) as copy:
            is_whole = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not is_whole or _rows_by_table(copy) != _rows_by_table(source):
                raise StorageTrouble(NOT_WHOLE)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _refuse_to_wait(status: int, remaining: int, total: int) -> None:
    del remaining, total
    # Python's driver would ask a busy database again for ever.
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StorageTrouble(NOT_WHOLE)


def _rows_by_table(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }
