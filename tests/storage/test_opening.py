"""Opening: who may read the files, how an older journal is brought up to date, and what trouble sounds like."""

import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import filelock
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from acujournal.errors import BadSetting, NewerDatabase, StorageTrouble
from acujournal.journal import Entry, Preferences
from acujournal.settings import Settings
from acujournal.storage import migrating, open_store, tables
from acujournal.storage.connections import connect
from acujournal.storage.journals import row_of
from acujournal.storage.opening import head_revision, stored_revision
from acujournal.storage.records import ENTRIES, TREATMENTS
from acujournal.treatment import Treatment

from .conftest import ANA, NOW, TODAY
from .test_rules import GOOD

REVISIONS = ["0001", "0002", "0003", "0004", "0005", "0006", "0007"]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def connections(empty_url):
    connections = connect(empty_url, pooled=False)
    yield connections
    connections.close()


def checks_of(connection):
    inspector = sa.inspect(connection)
    return {
        (table, check["name"], check["sqltext"])
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def named_checks():
    every = (check for table in tables.metadata.sorted_tables for check in table.constraints)
    return {str(check.name) for check in every if isinstance(check, sa.CheckConstraint)}


@pytest.mark.parametrize("name", ["100% mine", "what?", "per%20cent", "a#b", "Ärzte 🙂"])
def test_a_data_folder_may_be_called_anything(tmp_path, name):
    folder = tmp_path / name
    settings = Settings.from_environment({"ACUJOURNAL_DATA_FOLDER": str(folder)})
    open_store(settings.database_url, data_folder=settings.data_folder, now=NOW).close()
    assert (folder / "acujournal.sqlite").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("kind", ["folder", "text"])
def test_what_is_no_database_keeps_its_rights_and_its_content(tmp_path, kind):
    other = tmp_path / "shared"
    if kind == "folder":
        other.mkdir(mode=0o755)
    else:
        other.write_text("My shopping list")
        other.chmod(0o644)
    before = mode(other)
    with pytest.raises(StorageTrouble):
        open_store(f"sqlite:///{other}", data_folder=tmp_path / "data", now=NOW)
    assert mode(other) == before
    assert kind == "folder" or other.read_text() == "My shopping list"


def test_nothing_is_called_saved_once_the_file_is_gone(tmp_path):
    file = tmp_path / "a.sqlite"
    store = open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW)
    journal = store.as_seen_by(ANA)
    aside = file.rename(tmp_path / "aside.sqlite")
    with pytest.raises(StorageTrouble, match="moved, replaced or deleted"):
        journal.save_entry(Entry(day=TODAY, pain_average=4), based_on=0, now=NOW, zone="UTC")
    aside.rename(file)
    assert journal.save_entry(Entry(day=TODAY, pain_average=4), based_on=0, now=NOW, zone="UTC").revision
    store.close()


def test_a_lock_of_another_user_is_said_in_a_sentence(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError("migration.lock")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with pytest.raises(StorageTrouble, match="belongs to another user"):
        open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", data_folder=tmp_path, now=NOW)


def test_only_ana_may_read_her_files(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    file = folder / "acujournal.sqlite"
    store = open_store(f"sqlite:///{file}", data_folder=folder, now=NOW)
    store.as_seen_by(ANA)
    assert mode(folder) == 0o700
    assert {path.name for path in folder.iterdir()} >= {file.name, f"{file.name}-wal", f"{file.name}-shm"}
    assert {mode(path) for path in folder.iterdir() if path.is_file()} == {0o600}
    store.close()
    file.chmod(0o644)
    open_store(f"sqlite:///{file}", data_folder=folder, now=NOW).close()
    assert mode(file) == 0o600


def test_sqlite_is_set_up_to_lose_nothing(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", data_folder=tmp_path, now=NOW)
    with store._connections.read() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    store.close()
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10000}


def test_the_newest_file_name_is_alembics_head():
    script = ScriptDirectory.from_config(migrating.alembic_config())
    assert script.get_heads() == [head_revision()]
    assert sorted(step.revision for step in script.walk_revisions()) == REVISIONS


def test_the_migrations_end_where_the_tables_are(empty_url, connections, data_folder, kind):
    open_store(empty_url, data_folder=data_folder, now=NOW).close()
    plugins = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]
    with connections.read() as connection:
        context = MigrationContext.configure(connection, opts={"autogenerate_plugins": plugins})
        assert compare_metadata(context, tables.metadata) == []
        migrated = checks_of(connection)
    with connections.write() as connection:
        tables.metadata.drop_all(connection)
        tables.metadata.create_all(connection)
        assert checks_of(connection) == migrated
        assert {name for _, name, _ in migrated} == named_checks()
        config = migrating.alembic_config()
        config.attributes["connection"] = connection
        command.check(config)


def test_a_missing_rule_would_be_noticed(empty_url, connections, data_folder):
    open_store(empty_url, data_folder=data_folder, now=NOW).close()
    plugins = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]
    with connections.write() as connection:
        connection.execute(sa.text("DROP TABLE drafts"))
        connection.execute(sa.text("CREATE TABLE drafts AS SELECT * FROM versions"))
        context = MigrationContext.configure(connection, opts={"autogenerate_plugins": plugins})
        assert "drafts_tab_is_not_empty" in str(compare_metadata(context, tables.metadata))


def add_a_day(connection):
    """Ana's day and session as an earlier program has written them: without the columns of later ones."""
    entry = Entry(day=TODAY, stress=3, note="before", written_at=NOW, saved_at=NOW, revision=1)
    treatment = Treatment(
        treatment_id="s1", starts_at=NOW, zone="UTC", pain_before=6, note="before", saved_at=NOW, revision=1
    )
    journal_id = "a" * 32
    journal = {"journal_id": journal_id, "owner": "owner", "is_sample": False, "created_at": NOW}
    rows = {
        "journals": journal,
        "preferences": {"journal_id": journal_id} | row_of(Preferences(zone="Europe/Berlin")),
        "entries": ENTRIES.row(journal_id, entry),
        "treatments": TREATMENTS.row(journal_id, treatment),
    }
    for name, row in rows.items():
        there = {column["name"] for column in sa.inspect(connection).get_columns(name)}
        known = {column: value for column, value in row.items() if column in there}
        connection.execute(tables.metadata.tables[name].insert().values(known))
    return entry, treatment


@pytest.mark.parametrize("step", range(1, len(REVISIONS)))
def test_anas_days_survive_each_step(empty_url, connections, data_folder, kind, step):
    data_folder.mkdir()
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to=REVISIONS[step - 1])
    with connections.write() as connection:
        entry, treatment = add_a_day(connection)
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to=REVISIONS[step])
    with connections.read() as connection:
        assert stored_revision(connection) == REVISIONS[step]
    if kind == "sqlite":
        (copy,) = (data_folder / "backups").iterdir()
        assert copy.name == f"before-{REVISIONS[step]}-20261122T190000Z.sqlite"
        assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)
        with closing(sqlite3.connect(copy)) as backup:
            assert backup.execute("SELECT note FROM entries").fetchall() == [("before",)]
            assert backup.execute("SELECT version_num FROM alembic_version").fetchone() == (
                REVISIONS[step - 1],
            )
    else:
        with connections.read() as connection:
            schema = f"acujournal_before_{REVISIONS[step]}_20261122t190000z"
            assert connection.exec_driver_sql(f"SELECT note FROM {schema}.entries").scalar() == "before"
    store = open_store(empty_url, data_folder=data_folder, now=NOW)
    journal = store.as_seen_by(ANA)
    assert journal.entry(TODAY) == entry
    assert journal.treatment("s1") == treatment
    assert journal.preferences() == Preferences(zone="Europe/Berlin")
    store.close()


def test_everything_ana_had_before_sharing_is_there_after_it(empty_url, connections, data_folder):
    data_folder.mkdir()
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to="0005")
    journal_id = "a" * 32
    with connections.write() as connection:
        older = {name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"}
        assert older == {
            *(
                "journals",
                "preferences",
                "entries",
                "moments",
                "treatments",
                "plans",
                "reviews",
                "weekly_checks",
            ),
            *("first_visits", "ongoing", "skips", "marks", "versions", "drafts"),
        }
        for table in tables.metadata.sorted_tables:
            if table.name in older:
                there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
                row = GOOD[table.name] | {"journal_id": journal_id}
                connection.execute(table.insert().values({k: v for k, v in row.items() if k in there}))
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to="0006")
    with connections.read() as connection:
        for name in older:
            counted = sa.select(sa.func.count()).select_from(tables.metadata.tables[name])
            assert connection.scalar(counted) == 1, name
    store = open_store(empty_url, data_folder=data_folder, now=NOW)
    ana = store.as_seen_by(replace(ANA, person_id=GOOD["journals"]["owner"]))
    assert ana.journal_id == journal_id
    journal = ana.load_journal()
    assert [type(one).__name__ for one in (*journal.entries, *journal.moments, *journal.treatments)] == [
        "Entry",
        "Moment",
        "Treatment",
    ]
    assert {one.source for one in (*journal.entries, *journal.moments, *journal.treatments)} == {""}
    assert journal.comparable() is journal
    store.close()


def test_anas_access_record_is_there_after_links_can_be_renewed(empty_url, connections, data_folder):
    data_folder.mkdir()
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to="0006")
    before = [
        GOOD["record"] | {"journal_id": "a" * 32, "event_id": str(kind), "kind": kind, "detail": "Ben"}
        for kind in tables.Happening
        if kind is not tables.Happening.SHARE_RENEWED
    ]
    renewed = before[0] | {"event_id": "new", "kind": tables.Happening.SHARE_RENEWED}
    with connections.write() as connection:
        add_a_day(connection)
        connection.execute(tables.record.insert(), before)
    with pytest.raises(StorageTrouble, match="refused this value"), connections.write() as connection:
        connection.execute(tables.record.insert().values(renewed))
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to="0007")
    with connections.write() as connection:
        connection.execute(tables.record.insert().values(renewed))
    with connections.read() as connection:
        found = {
            row["event_id"]: dict(row) for row in connection.execute(sa.select(tables.record)).mappings()
        }
        assert found == {row["event_id"]: row for row in (*before, renewed)}
        assert "record_by_time" in {one["name"] for one in sa.inspect(connection).get_indexes("record")}
        (to_journal,) = sa.inspect(connection).get_foreign_keys("record")
    # The record still goes when its journal goes.
    assert (to_journal["referred_table"], to_journal["options"]) == ("journals", {"ondelete": "CASCADE"})


def test_without_a_copy_nothing_is_migrated(empty_url, connections, data_folder, kind):
    data_folder.mkdir()
    migrating.migrate(empty_url, data_folder=data_folder, now=NOW, to="0001")
    if kind == "sqlite":
        (data_folder / "backups").write_text("in the way")
    else:
        with connections.write() as connection:
            connection.exec_driver_sql("CREATE SCHEMA acujournal_before_0002_20261122t190000z")
    with pytest.raises(StorageTrouble, match="nothing was changed"):
        open_store(empty_url, data_folder=data_folder, now=NOW)
    with connections.read() as connection:
        assert stored_revision(connection) == "0001"


def test_a_damaged_copy_is_no_copy(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as source:
        source.execute("CREATE TABLE a (b)")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        source.executemany("INSERT INTO a VALUES (?)", [("x" * 1000,)] * 200)
        source.commit()
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
        try:
            with pytest.raises(sqlite3.OperationalError):
                migrating.copy_sqlite(source, tmp_path / "copy.sqlite")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqlite"]


def test_a_newer_journal_is_left_alone(empty_url, connections, data_folder):
    open_store(empty_url, data_folder=data_folder, now=NOW).close()
    with connections.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(NewerDatabase, match="Update this program"):
        open_store(empty_url, data_folder=data_folder, now=NOW)


def test_four_programs_started_at_once_migrate_once(empty_url, data_folder, connections):
    trouble = []

    def start():
        try:
            open_store(empty_url, data_folder=data_folder, now=NOW).close()
        except StorageTrouble as error:
            trouble.append(error)

    starts = [threading.Thread(target=start) for _ in range(4)]
    for one in starts:
        one.start()
    for one in starts:
        one.join()
    assert trouble == []
    with connections.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [
            (REVISIONS[-1],)
        ]


def test_a_second_update_waits_and_then_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(migrating, "LOCK_SECONDS", 0.1)
    with filelock.FileLock(tmp_path / "migration.lock"), pytest.raises(StorageTrouble, match="up to date"):
        open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", data_folder=tmp_path, now=NOW)


def test_an_up_to_date_journal_opens_without_alembic(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    open_store(url, data_folder=tmp_path, now=NOW).close()
    script = (
        "import sys, datetime, pathlib; from acujournal.storage import open_store; "
        "now = datetime.datetime.now(datetime.UTC); "
        f"open_store({url!r}, data_folder=pathlib.Path({str(tmp_path)!r}), now=now).close(); "
        "sys.exit('alembic' in sys.modules or 'psycopg' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_another_programs_database_is_left_alone(tmp_path):
    file = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(StorageTrouble, match="another program"):
        open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    file = tmp_path / "a.sqlite"
    file.write_bytes(b"these are holiday pictures" * 1000)
    before = file.read_bytes()
    with pytest.raises(StorageTrouble, match="backups"):
        open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "nonsense", "mysql://x/y", "sqlite://u@h/x"]
)
def test_an_address_that_cannot_be_used_is_named(tmp_path, url):
    with pytest.raises(BadSetting, match="ACUJOURNAL_DATABASE_URL"):
        open_store(url, data_folder=tmp_path, now=NOW)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageTrouble, match="ACUJOURNAL_DATA_FOLDER"):
        open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", data_folder=tmp_path / "file" / "data", now=NOW)
    with pytest.raises(StorageTrouble, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'a.sqlite'}", data_folder=tmp_path, now=NOW)


def test_a_server_that_is_not_there_is_said_without_its_password(tmp_path):
    with pytest.raises(StorageTrouble, match="does not answer") as told:
        open_store("postgresql+psycopg://ana:hunter2@127.0.0.1:1/x", data_folder=tmp_path, now=NOW)
    assert "hunter2" not in str(told.value)


def _save(journal, note, day=TODAY):
    return journal.save_entry(Entry(day=day, note=note), based_on=0, now=NOW, zone="UTC")


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", data_folder=tmp_path, now=NOW)
    ana = store.as_seen_by(ANA)
    saved = _save(ana, "kept")

    @sa.event.listens_for(store._connections.engine, "begin")
    def fill(connection):
        connection.exec_driver_sql("PRAGMA max_page_count=1")

    with pytest.raises(StorageTrouble, match="Free some space"):
        for back in range(1, 100):
            _save(ana, "x" * 4000, TODAY - timedelta(days=back))
    assert ana.entry(TODAY) == saved
    store.close()


def test_a_disk_that_stops_writing_is_said(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", data_folder=tmp_path, now=NOW)
    ana = store.as_seen_by(ANA)
    saved = _save(ana, "kept")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = (tmp_path / "a.sqlite-wal").stat().st_size + 4096
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(StorageTrouble, match=r"free space|Free some space"):
            for back in range(1, 100):
                _save(ana, "x" * 4000, TODAY - timedelta(days=back))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ana.entry(TODAY) == saved
    assert _save(ana, "again", TODAY - timedelta(days=200)).revision == 1
    store.close()


def test_a_read_only_journal_can_be_read_and_says_so(tmp_path):
    file = tmp_path / "a.sqlite"
    store = open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW)
    saved = _save(store.as_seen_by(ANA), "kept")
    store.close()
    store = open_store(f"sqlite:///file:{file}?mode=ro&uri=true", data_folder=tmp_path, now=NOW)
    ana = store.as_seen_by(ANA)
    assert ana.entry(TODAY) == saved
    with pytest.raises(StorageTrouble, match="read-only"):
        _save(ana, "new", TODAY - timedelta(days=1))
    store.close()


def test_a_journal_locked_by_another_program_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("acujournal.storage.connections.BUSY_MILLISECONDS", 50)
    file = tmp_path / "a.sqlite"
    store = open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW)
    ana = store.as_seen_by(ANA)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageTrouble, match="locked"):
            _save(ana, "x")
    assert _save(ana, "x").revision == 1
    store.close()


def test_a_damaged_journal_is_said(tmp_path):
    file = tmp_path / "a.sqlite"
    store = open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW)
    _save(store.as_seen_by(ANA), "x" * 4000)
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StorageTrouble, match="damaged"):
        open_store(f"sqlite:///{file}", data_folder=tmp_path, now=NOW).as_seen_by(ANA)
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_restarted_server_is_found_again(store, ana, url):
    saved = _save(ana, "kept")
    with store._connections.engine.connect() as other:
        other.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert ana.entry(TODAY) == saved


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_connection_cut_while_reading_is_said(store, ana):
    with pytest.raises(StorageTrouble, match="does not answer"), ana.reading():
        ana.preferences()
        pid = ana._held().exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with store._connections.write() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")
        ana.preferences()
