"""How the program talks to SQLite and PostgreSQL: one pool, two kinds of transaction.

Readers see one unchanging state of the journal and never wait for writers. Writers take the write lock when they
begin: with the drivers' own settings a read that is followed by a write loses updates.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from acujournal.errors import BadSetting, StorageTrouble
from acujournal.storage.trouble import FILE_IS_GONE, in_sentences

BUSY_MILLISECONDS: Final = 10_000
CONNECT_SECONDS: Final = 10
POOL_SECONDS: Final = 10


class Connections:
    """A pool of connections to one database, safe to share between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._readers: sa.Engine = engine
        self._writers: sa.Engine = engine
        self._identity: tuple[int, int] | None = None
        if engine.dialect.name == "postgresql":
            self._readers = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        else:
            self._writers = engine.execution_options(begins_with_lock=True)
            sa.event.listen(engine, "first_connect", self._note_identity)

    def _note_identity(self, *_: object) -> None:
        self._identity = _identity_of(self.engine)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection whose questions are all answered from one state of the database."""
        with in_sentences(), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that is written as a whole at the end of the block, or not at all."""
        with in_sentences(), self._writers.begin() as connection:
            yield connection
        # Somebody may have moved the file away: SQLite goes on writing into what no longer has a name.
        if self._identity is not None and _identity_of(self.engine) != self._identity:
            raise StorageTrouble(FILE_IS_GONE)

    @contextmanager
    def write_lightly(self) -> Iterator[sa.Connection]:
        """A transaction as `write`, but one a power cut in the next moment may take back: for counts, never for words.

        Waiting for the disk takes longer than all the rest of serving a shared page.
        """
        is_sqlite = self.engine.dialect.name == "sqlite"
        with in_sentences(), self._writers.connect() as connection:
            driver: Any = connection.connection.driver_connection
            if is_sqlite:
                driver.execute("PRAGMA synchronous=NORMAL")
            try:
                with connection.begin():
                    if not is_sqlite:
                        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
                    yield connection
            finally:
                if is_sqlite:
                    driver.execute("PRAGMA synchronous=FULL")

    def scrub(self) -> bool:
        """Overwrite what deleted rows have left behind in SQLite's file and its log. False where somebody was in the way.

        The file is written anew without its gaps, and the log is emptied, which has to wait for whoever still reads an
        older state. PostgreSQL tidies up by itself and keeps no such rows for anybody who asks it.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        with in_sentences():
            pooled = self.engine.raw_connection()
            try:
                driver: Any = pooled.driver_connection
                # Else the new file would be built in a folder for everybody's temporary files.
                driver.execute("PRAGMA temp_store=MEMORY")
                driver.execute("VACUUM")
                is_busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not is_busy
            finally:
                pooled.close()

    def close(self) -> None:
        """Close every connection; SQLite then folds its write-ahead log into the file."""
        self.engine.dispose()


def insert_into(dialect: str, table: sa.Table) -> Any:
    """An INSERT that may say what to do where the row is there already; each database has its own."""
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert

        return insert(table)
    from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql

    return insert_into_postgresql(table)


def _identity_of(engine: sa.Engine) -> tuple[int, int] | None:
    """The device and number of the file behind a SQLite address; None while there is none."""
    name = (engine.url.database or "").removeprefix("file:")
    try:
        found = os.stat(name)  # noqa: PTH116 - a Path would be made anew for each save.
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(url: str, *, foreign_keys: bool = True, pooled: bool = True) -> Connections:
    """Prepare connections to the database of `url`, without opening one yet.

    `hide_parameters` keeps what a patient wrote out of every log and every exception's text.
    """
    options: dict[str, Any] = {"hide_parameters": True}
    options |= {"pool_size": 8, "max_overflow": 24, "pool_timeout": POOL_SECONDS} if pooled else {}
    if not pooled:
        options["poolclass"] = sa.NullPool
    try:
        address = sa.make_url(url)
        if address.get_backend_name() == "sqlite":
            engine = sa.create_engine(address, **options)
            _listen_to_sqlite(engine, foreign_keys=foreign_keys)
        else:
            # Without a limit a server that is switched off would keep a page waiting for minutes.
            address = address.update_query_dict({"connect_timeout": str(CONNECT_SECONDS), **address.query})
            engine = sa.create_engine(address, pool_pre_ping=True, **options)
    except (sa.exc.ArgumentError, ValueError, ImportError):
        raise BadSetting("ACUJOURNAL_DATABASE_URL cannot be used. Check how it is written.") from None
    return Connections(engine)


def _listen_to_sqlite(engine: sa.Engine, *, foreign_keys: bool) -> None:
    @sa.event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # With isolation_level=None Python's driver leaves BEGIN to us; else it begins late and without a lock.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        # What is deleted is overwritten at once, not left in the file until its place is needed.
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        locks = connection.get_execution_options().get("begins_with_lock", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if locks else "BEGIN")
