"""Opens the journal's database: makes it, guards its files, and brings it up to date when it is behind."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import sqlalchemy as sa

from acujournal.errors import BadSetting, NewerDatabase, StorageTrouble
from acujournal.private_files import make_private_folder
from acujournal.storage.backups import Backups
from acujournal.storage.connections import Connections, connect
from acujournal.storage.store import Store
from acujournal.storage.trouble import CANNOT_OPEN, DAMAGED

_SQLITE_BEGINS: Final = b"SQLite format 3\0"
VERSIONS_FOLDER: Final = Path(__file__).parent / "migrations" / "versions"


def open_store(url: str, *, data_folder: Path, now: datetime) -> Store:
    """The store of the database at `url`, ready for use.

    The data folder and, for SQLite, the database file belong to their owner alone afterwards (0700, 0600). A
    database that is behind is migrated, each step after a verified copy of it was put aside; `now` names these
    copies. Raises NewerDatabase for a database of a newer program, StorageTrouble where it cannot be opened.
    """
    make_private_folder(data_folder)
    _keep_file_private(url)
    connections = connect(url)
    try:
        if _is_behind(connections):
            # Alembic takes longer to import than all the rest takes to open, and is needed only here.
            from acujournal.storage.migrating import migrate

            migrate(url, data_folder=data_folder, now=now)
    except BaseException:
        connections.close()
        raise
    return Store(connections, Backups(sqlite_file(url), data_folder))


def is_up_to_date(url: str) -> bool:
    """Whether a database can be opened as it is; opening any other one would change it first."""
    connections = connect(url)
    try:
        return not _is_behind(connections)
    finally:
        connections.close()


def head_revision() -> str:
    """The newest revision this program knows: the highest number among the migrations' file names."""
    return max(known_revisions())


def known_revisions() -> frozenset[str]:
    """Every revision a database of this program can stand at."""
    return frozenset(file.name.split("_")[0] for file in VERSIONS_FOLDER.glob("[0-9]*_*.py"))


def stored_revision(connection: sa.Connection) -> str | None:
    """The revision a database stands at; None when no migration has run on it."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def refuse_newer(revision: str | None) -> None:
    """Leave a database alone that a newer program has changed."""
    if revision is not None and revision > head_revision():
        raise NewerDatabase(
            "This journal was last used with a newer AcuJournal than this one. Update this program, then start it "
            "again. Nothing was changed."
        )


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for any other database."""
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        return None
    if address.host or address.username:
        raise BadSetting(
            "ACUJOURNAL_DATABASE_URL names a file with sqlite:/// and three strokes. Check how it is written."
        )
    name = address.database or ""
    if not name or ":memory:" in name or address.query.get("mode") == "memory":
        raise BadSetting("ACUJOURNAL_DATABASE_URL must name a file: a journal in memory would be lost.")
    return Path(unquote(name.removeprefix("file:")) if name.startswith("file:") else name)


def _is_behind(connections: Connections) -> bool:
    with connections.read() as connection:
        revision = stored_revision(connection)
    refuse_newer(revision)
    return revision != head_revision()


def _keep_file_private(url: str) -> None:
    try:
        file = sqlite_file(url)
    except (sa.exc.ArgumentError, ValueError):
        raise BadSetting("ACUJOURNAL_DATABASE_URL cannot be used. Check how it is written.") from None
    if file is None:
        return
    try:
        _refuse_foreign_file(file)
        if not file.exists() and sa.make_url(url).query.get("mode") not in ("ro", "rw"):
            # SQLite gives its -wal and -shm files the rights of the file they belong to.
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            if part.exists():
                _take_rights_from_others(part)
    except OSError:
        raise StorageTrouble(CANNOT_OPEN) from None


def _refuse_foreign_file(file: Path) -> None:
    """Leave alone, rights included, what is no database: a folder, a device, a text."""
    if not file.exists():
        return
    if not file.is_file():
        raise StorageTrouble(CANNOT_OPEN)
    with file.open("rb") as opened:
        begins = opened.read(len(_SQLITE_BEGINS))
    if begins not in (b"", _SQLITE_BEGINS):
        raise StorageTrouble(DAMAGED)


def _take_rights_from_others(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        path.chmod(mode & 0o700)
