"""Health Connect: a zip with one SQLite file. Read is sleep; it keeps no pain, symptoms or stress.

The database of a stranger is unpacked into a private file that is thrown away, opened for reading only, and asked for
nothing but the columns of known tables; views and triggers it may bring are never used.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from acujournal.exchange.files import MEGABYTE, Archive, BadFile, File, open_archive
from acujournal.exchange.importing.contents import AS_HOURS, Gathering, Looked, Record, Strand, Target
from acujournal.exchange.importing.nights import A_DAY, Piece, nights
from acujournal.private_files import make_private_folder

APP: Final = "health-connect"
UNPACKED_LIMIT: Final = 2_000 * MEGABYTE
FILES_LIMIT: Final = 50
_SQLITE: Final = b"SQLite format 3\0"
_SESSIONS: Final = "sleep_session_record_table"
_STAGES: Final = "sleep_stages_table"
#: Sleeping, light, deep, REM. Awake, out of bed and awake in bed are the others.
_ASLEEP: Final = (2, 4, 5, 6)
_UNKNOWN: Final = 0
_STAGES_KNOWN: Final = range(8)
_KEPT_LIMIT: Final = 1_500_000
#: A database can be made so that a simple question takes for ever.
_SECONDS: Final = 120
_STEPS_BETWEEN_LOOKS: Final = 100_000
#: What stays free on the disk for the journal, in bytes.
_ROOM_LEFT: Final = 100 * MEGABYTE
_NO_ROOM: Final = "There is no room on this computer to unpack the file. Make room and try again."
_BROKEN: Final = "The database in this zip is damaged. Export it from Health Connect again."


def recognise(archive: Archive) -> bool:
    """Whether a zip is Health Connect's."""
    name = _database_name(archive)
    if name is None or "health_connect" not in name:
        return False
    with archive.stream(name) as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


def _database_name(archive: Archive) -> str | None:
    names = [name for name in archive.names if name.endswith(".db")]
    return names[0] if len(names) == 1 else None


def look(file: File, *, zone: str, folder: Path | None = None) -> Looked:  # noqa: ARG001 - each night has a clock of its own.
    """What the file holds. It is unpacked in `folder`, or, where none is named, in one of its own that is thrown away."""
    with open_archive(file, limit=UNPACKED_LIMIT, files=FILES_LIMIT) as archive:
        name = _database_name(archive)
        if name is None:
            raise BadFile("There is no database in this zip. Choose the zip that Health Connect made.")
        for other in set(archive.names) - {name}:
            archive.check(other)
        with _place_in(folder) as path:
            _unpack(archive, name, path)
            try:
                return _look(path)
            except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
                raise BadFile(_BROKEN) from error


@contextmanager
def _place_in(folder: Path | None) -> Iterator[Path]:
    """A file that is not there yet, deleted afterwards. Its name says nothing, so that a leftover is known as one."""
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="acujournal-")))
        else:
            make_private_folder(folder)
        path = folder / secrets.token_hex(16)
        try:
            yield path
        finally:
            # A virus scanner of Windows may hold it; it is cleared at the next start.
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _unpack(archive: Archive, name: str, path: Path) -> None:
    try:
        if archive.size(name) > shutil.disk_usage(path.parent).free - _ROOM_LEFT:
            raise BadFile(_NO_ROOM)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as into:
            into.writelines(archive.pieces(name))
    except OSError as error:
        raise BadFile(_NO_ROOM) from error


def _look(path: Path) -> Looked:
    found = Gathering(APP)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        latest = time.monotonic() + _SECONDS
        database.set_progress_handler(lambda: time.monotonic() > latest, _STEPS_BETWEEN_LOOKS)
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            database.execute(f"PRAGMA {pragma}")
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise BadFile(_BROKEN)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if _SESSIONS not in tables:
            raise BadFile("There is no sleep in this export of Health Connect.")
        _take_nights(database, found, has_stages=_STAGES in tables)
    return (None, tuple(found.problems)) if found.problems else (found.contents(), ())


def _take_nights(database: sqlite3.Connection, found: Gathering, *, has_stages: bool) -> None:
    stages: dict[int, list[tuple[int, int, int]]] = {}
    if has_stages:
        question = "SELECT parent_key, stage_start_time, stage_end_time, stage_type FROM sleep_stages_table"
        for number, (parent, *stage) in enumerate(database.execute(question), 1):
            _refuse_too_many(number)
            if not all(isinstance(one, int) for one in (parent, *stage)) or stage[2] not in _STAGES_KNOWN:
                found.refuse(None, "A stage of sleep cannot be read. Export from Health Connect again.")
                return
            stages.setdefault(parent, []).append((stage[0], stage[1], stage[2]))
    pieces: list[Piece] = []
    question = (
        "SELECT row_id, start_time, end_time, coalesce(end_zone_offset, start_zone_offset, 0) "
        "FROM sleep_session_record_table"
    )
    for found.rows, (key, start, end, ahead) in enumerate(database.execute(question), 1):
        _refuse_too_many(found.rows)
        for first, last in _asleep(start, end, stages.pop(key, [])):
            if not _is_sleep(first, last, ahead):
                found.refuse(
                    found.rows, "A night has times that cannot be. Export from Health Connect again."
                )
                break
            pieces.append(Piece(first // 1000, last // 1000, ahead))
    strand = Strand(key="Sleep", name="Sleep", targets=AS_HOURS, default=Target.SLEEP_HOURS)
    for night in nights(pieces):
        words = f"Slept {night.hours:.1f} hours"
        found.add(strand, Record(0, strand.key, night.day, night.woke_at, min(night.hours, 24), words))


def _asleep(start: int, end: int, stages: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The stretches of sleep of one night; all of it where its stages were not told apart."""
    if all(kind == _UNKNOWN for _, _, kind in stages):
        return [(start, end)]
    return [(first, last) for first, last, kind in stages if kind in _ASLEEP]


def _is_sleep(start: object, end: object, ahead: object) -> bool:
    return (
        isinstance(start, int)
        and isinstance(end, int)
        and isinstance(ahead, int)
        and 0 < start <= end <= start + A_DAY * 1000
        and end < 7_000_000_000_000
        and abs(ahead) < A_DAY
    )


def _refuse_too_many(number: int) -> None:
    if number > _KEPT_LIMIT:
        raise BadFile("This file holds more sleep than a person can have slept. It is not read.")
