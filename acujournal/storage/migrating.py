"""Brings a database up to date, one step at a time, each after a verified copy of it was put aside.

Imported only when a database is behind, because it imports Alembic.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import filelock
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from acujournal.errors import StorageTrouble
from acujournal.storage.connections import Connections, connect
from acujournal.storage.copying import copy_sqlite, free_name
from acujournal.storage.opening import head_revision, refuse_newer, sqlite_file, stored_revision
from acujournal.storage.trouble import in_sentences

LOCK_SECONDS: Final = 60
#: The number PostgreSQL's advisory lock goes by: "acuj" in ASCII.
LOCK_NUMBER: Final = 0x6163756A

_NO_COPY: Final = (
    "The journal has to be brought up to date, but no safe copy of it could be made first, so nothing was changed. "
    "Free some space, check that the data folder can be written to, and start again."
)
_FOREIGN: Final = "This database belongs to another program. Nothing was changed. Name another one with ACUJOURNAL_DATABASE_URL."
_UPDATING: Final = (
    "Another AcuJournal is bringing this journal up to date. Wait a minute, then start this one again."
)
_LOCK_OF_ANOTHER: Final = (
    'The file "migration.lock" in the data folder belongs to another user of this computer, so the journal could not be '
    "brought up to date. Delete that file, or give it to yourself, and start again."
)
_BROKEN_LINKS: Final = (
    "The journal could not be brought up to date, because parts of it no longer fit together. Nothing was changed. "
    'A copy lies in the folder "backups" in the data folder.'
)


def migrate(url: str, *, data_folder: Path, now: datetime, to: str | None = None) -> None:
    """Run every migration up to `to` (default: the newest) that the database has not seen.

    Each runs in a transaction of its own under a lock that other processes respect, and before each the database,
    unless it was empty when we began, is copied and the copy verified. When no copy can be made, nothing is migrated.
    """
    # A migration that rebuilds a table of SQLite must not set off deletes in the tables that refer to it.
    connections = connect(url, foreign_keys=False, pooled=False)
    try:
        with _only_one(connections, data_folder):
            with connections.read() as connection:
                is_new = stored_revision(connection) is None
            for revision in _missing(connections, to or head_revision()):
                if not is_new:
                    _put_copy_aside(connections, url, data_folder / "backups", revision, now)
                _run(connections, revision)
    finally:
        connections.close()


def alembic_config() -> Config:
    """Alembic's settings, without a file: where the migrations are."""
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


@contextmanager
def _only_one(connections: Connections, data_folder: Path) -> Iterator[None]:
    if connections.engine.dialect.name == "sqlite":
        try:
            with filelock.FileLock(data_folder / "migration.lock", timeout=LOCK_SECONDS, mode=0o600):
                yield
        except filelock.Timeout:
            raise StorageTrouble(_UPDATING) from None
        except PermissionError:
            raise StorageTrouble(_LOCK_OF_ANOTHER) from None
        return
    with in_sentences(), connections.engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK_NUMBER})")
        # The lock belongs to the connection and goes when that is closed, however this ends.
        connection.commit()
        yield


def _missing(connections: Connections, target: str) -> list[str]:
    with connections.read() as connection:
        revision = stored_revision(connection)
        tables = set(sa.inspect(connection).get_table_names())
    refuse_newer(revision)
    is_sqlite = connections.engine.dialect.name == "sqlite"
    if revision is None and (tables - {"alembic_version"} if is_sqlite else "journals" in tables):
        raise StorageTrouble(_FOREIGN)
    steps = ScriptDirectory.from_config(alembic_config()).iterate_revisions(target, "base")
    return sorted(step.revision for step in steps if step.revision > (revision or ""))


def _run(connections: Connections, revision: str) -> None:
    config = alembic_config()
    with connections.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if (
            connection.dialect.name == "sqlite"
            and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        ):
            raise StorageTrouble(_BROKEN_LINKS)


def _put_copy_aside(connections: Connections, url: str, folder: Path, revision: str, now: datetime) -> None:
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    try:
        file = sqlite_file(url)
        if file is None:
            copy_postgresql(connections, f"acujournal_before_{revision}_{stamp.lower()}")
        else:
            folder.mkdir(mode=0o700, exist_ok=True)
            # The write lock keeps others out; the copy is read over a connection of its own, because SQLite does
            # not copy from one that is writing.
            with connections.write(), closing(sqlite3.connect(file)) as source:
                copy_sqlite(source, free_name(folder, f"before-{revision}-{stamp}"))
    except (OSError, sqlite3.Error, StorageTrouble):
        raise StorageTrouble(_NO_COPY) from None


def copy_postgresql(connections: Connections, schema: str) -> None:
    """Copy every table of the database's schema into the new schema `schema` and verify the rows.

    One transaction that keeps writers out: the copy is whole and verified, or there is none.
    """
    with connections.write() as connection:
        names = sa.inspect(connection).get_table_names()
        quote = connection.dialect.identifier_preparer.quote
        connection.exec_driver_sql(f"CREATE SCHEMA {quote(schema)}")
        for name in names:
            table, copy = quote(name), f"{quote(schema)}.{quote(name)}"
            connection.exec_driver_sql(f"LOCK TABLE {table} IN SHARE MODE")
            connection.exec_driver_sql(f"CREATE TABLE {copy} AS TABLE {table}")
            counts = {
                connection.exec_driver_sql(f"SELECT count(*) FROM {one}").scalar()  # noqa: S608
                for one in (table, copy)
            }
            if len(counts) != 1:
                raise StorageTrouble(_NO_COPY)
