"""Copies of the journal: whole, private, thinned out by rule, and put back only where nothing is lost by it."""

import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acujournal.errors import BadValue, NewerDatabase, NotFound, StorageTrouble
from acujournal.storage import CLINIC_BACKS_UP, backups, look_into, migrating, open_store, restore
from acujournal.storage.backups import days_kept, list_backups, remove_backups

from .conftest import ANA, NOW, TODAY
from .test_imports import by_hand, fill

DAY = timedelta(days=1)


@pytest.fixture
def kind():
    """A file: only that is copied here."""
    return "sqlite"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "acujournal.sqlite"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def reopened(file, data_folder):
    return open_store(f"sqlite:///{file}", data_folder=data_folder, now=NOW)


def test_a_backup_is_whole_private_and_named_with_its_time(store, ana, data_folder):
    fill(ana)
    made = store.backups.make(NOW)
    assert made.file == data_folder / "backups" / "backup-20261122T190000Z.sqlite"
    assert (mode(made.file), mode(made.file.parent)) == (0o600, 0o700)
    assert (made.why, made.made_at, made.size) == ("backup", NOW, made.file.stat().st_size)
    assert store.backups.all() == (made,)
    found = look_into(made.file, data_folder=data_folder)
    assert (found.version, found.journals, found.entries, found.moments, found.treatments) == (
        "0007",
        1,
        3,
        2,
        1,
    )
    assert (found.first, found.last) == (TODAY - 40 * DAY, TODAY)
    assert found.changed_at == NOW + timedelta(hours=1)
    again = store.backups.make(NOW)
    assert again.file.name == "backup-20261122T190000Z-2.sqlite"
    assert {path.name for path in made.file.parent.iterdir()} == {made.file.name, again.file.name}


def test_a_backup_holds_one_state_while_the_journal_is_written(store, ana):
    stopped = threading.Event()

    def write():
        number = 0
        while not stopped.is_set():
            number += 1
            by_hand(ana, based_on=number - 1, note=str(number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [store.backups.make(NOW) for _ in range(10)]
    finally:
        stopped.set()
        writer.join()
    for one in made:
        with closing(sqlite3.connect(one.file)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            (versions,) = copy.execute("SELECT count(*) FROM versions").fetchone()
            assert copy.execute("SELECT revision FROM entries").fetchall() in ([], [(versions,)])


def test_a_backup_that_cannot_be_made_is_said_and_leaves_nothing(store, ana, data_folder, monkeypatch):
    by_hand(ana, note="x")

    def fail(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backups, "copy_sqlite", fail)
    with pytest.raises(StorageTrouble, match="free space"):
        store.backups.make(NOW)
    assert list((data_folder / "backups").iterdir()) == []


def test_there_is_one_copy_a_day(store, ana):
    by_hand(ana, note="x")
    made = store.backups.daily_copy(NOW)
    assert made.why == "daily"
    assert store.backups.daily_copy(NOW + timedelta(hours=4)) is None
    assert store.backups.daily_copy(NOW + timedelta(hours=5)) is not None
    assert len(store.backups.all()) == 2


def test_seven_days_and_four_weeks_are_kept(store, ana):
    by_hand(ana, note="x")
    hand = store.backups.make(NOW)
    for number in range(60):
        store.backups.daily_copy(NOW + number * DAY)
    last = (NOW + 59 * DAY).date()
    kept = sorted(one.made_at.date() for one in store.backups.all() if one.why == "daily")
    assert kept[-7:] == [last - back * DAY for back in range(6, -1, -1)]
    assert [day.weekday() for day in kept[:-7]] == [6, 6, 6]
    assert last - kept[0] <= 5 * 7 * DAY
    assert hand in store.backups.all()


days = st.integers(0, 120).map(lambda back: TODAY - back * DAY)


@given(st.lists(days))
def test_never_more_than_eleven_are_kept_and_never_the_last_lost(there):
    kept = days_kept(there, TODAY)
    assert kept <= set(there)
    assert len(kept) <= 7 + 4
    assert {day for day in there if TODAY - day < 7 * DAY} <= kept
    monday = TODAY - TODAY.weekday() * DAY
    for back in range(1, 5):
        week = {day for day in there if timedelta() <= day - (monday - back * 7 * DAY) < 7 * DAY}
        assert not week or max(week) in kept


@given(st.lists(st.booleans(), min_size=60, max_size=120))
def test_thinning_out_day_by_day_loses_no_week(on):
    there: set[date] = set()
    today = TODAY
    switched_on: list[date] = []
    for number, is_on in enumerate(on):
        today = TODAY + number * DAY
        if is_on:
            there = set(days_kept(there | {today}, today))
            switched_on.append(today)
    if switched_on:
        assert there == days_kept(switched_on, switched_on[-1])


def test_other_files_are_passed_over_and_never_deleted(store, ana, data_folder):
    store.backups.make(NOW)
    folder = data_folder / "backups"
    names = [
        "daily-notes.txt",
        "daily-20260101T000000Z.sqlite.old",
        "daily-20269999T000000Z.sqlite",
        "a.sqlite",
    ]
    for name in names:
        (folder / name).write_text("mine")
    (folder / "daily-20260101T000000Z.sqlite").mkdir()
    store.backups.daily_copy(NOW)
    assert {name for name in names if (folder / name).exists()} == set(names)
    assert {one.why for one in store.backups.all()} == {"backup", "daily"}
    other = store.backups.all()[0]
    with pytest.raises(ValueError, match="not a backup"):
        remove_backups([backups.Backup(file=folder / "a.sqlite", why="daily", made_at=other.made_at, size=1)])


def test_a_backup_is_put_back_and_what_it_replaces_is_kept(store, ana, file, data_folder):
    fill(ana)
    everything = ana.load_everything()
    made = store.backups.make(NOW)
    by_hand(ana, based_on=2, note="later")
    later = ana.load_everything()
    store.close()
    done = restore(file, made.file, data_folder=data_folder, now=NOW + DAY)
    assert done.contents.entries == 3
    assert done.replaced.file.name == "replaced-20261123T190000Z.sqlite"
    assert mode(done.replaced.file) == 0o600
    store = reopened(file, data_folder)
    assert store.as_seen_by(ANA).load_everything() == everything
    store.close()
    restore(file, done.replaced.file, data_folder=data_folder, now=NOW + 2 * DAY)
    store = reopened(file, data_folder)
    assert store.as_seen_by(ANA).load_everything() == later
    assert mode(file) == 0o600
    store.close()
    assert sorted(path.name for path in data_folder.iterdir()) == [
        "backups",
        "backups.lock",
        "migration.lock",
    ]


def test_nothing_is_put_back_while_the_journal_is_open(store, ana, file, data_folder):
    saved = by_hand(ana, note="x")
    made = store.backups.make(NOW)
    by_hand(ana, based_on=1, note="y")
    before = ana.load_everything()
    with pytest.raises(StorageTrouble, match="is running"):
        restore(file, made.file, data_folder=data_folder, now=NOW)
    assert ana.load_everything() == before
    assert by_hand(ana, based_on=2, note="z").revision == 3
    store.close()
    restore(file, made.file, data_folder=data_folder, now=NOW)
    store = reopened(file, data_folder)
    assert store.as_seen_by(ANA).entry(TODAY) == saved
    store.close()


def test_nor_while_another_process_has_it_open(store, ana, file, data_folder):
    by_hand(ana, note="x")
    made = store.backups.make(NOW)
    store.close()
    script = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path; "
        "from acujournal.access import OWNER; from acujournal.storage import open_store; "
        f"store = open_store('sqlite:///{file}', data_folder=Path({str(data_folder)!r}), now=datetime.now(UTC)); "
        "store.as_seen_by(OWNER).load_journal(); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StorageTrouble, match="is running"):
            restore(file, made.file, data_folder=data_folder, now=NOW)
        other.stdin.close()
    assert restore(file, made.file, data_folder=data_folder, now=NOW).replaced


def test_a_missing_or_damaged_journal_is_replaced_and_the_damaged_one_kept(store, ana, file, data_folder):
    saved = by_hand(ana, note="x" * 4000)
    made = store.backups.make(NOW)
    store.close()
    whole = file.read_bytes()
    for damaged in (whole[:4096] + b"\xff" * (len(whole) - 4096), b"these are holiday pictures" * 1000):
        file.write_bytes(damaged)
        done = restore(file, made.file, data_folder=data_folder, now=NOW)
        assert done.replaced.file.name.endswith(".damaged")
        assert done.replaced.file.read_bytes() == damaged
        assert done.replaced in list_backups(data_folder)
        remove_backups([done.replaced])
        store = reopened(file, data_folder)
        assert store.as_seen_by(ANA).entry(TODAY) == saved
        store.close()
    file.unlink()
    assert restore(file, made.file, data_folder=data_folder, now=NOW).replaced is None
    store = reopened(file, data_folder)
    assert store.as_seen_by(ANA).entry(TODAY) == saved
    store.close()


def test_a_file_that_is_no_backup_is_refused(store, ana, file, data_folder, tmp_path):
    by_hand(ana, note="x")
    made = store.backups.make(NOW)
    store.close()
    before = file.read_bytes()
    picture, foreign, newer, damaged, trap, stranger = (tmp_path / f"{n}.sqlite" for n in range(6))
    picture.write_bytes(b"holiday" * 1000)
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    for copy in (newer, damaged, trap, stranger):
        shutil.copyfile(made.file, copy)
    with closing(sqlite3.connect(newer)) as other:
        other.execute("UPDATE alembic_version SET version_num = '0999'")
        other.commit()
    damaged.write_bytes(damaged.read_bytes()[:-5000])
    with closing(sqlite3.connect(trap)) as other:
        other.execute("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END")
    with closing(sqlite3.connect(stranger)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    for bad, error, words in (
        (picture, StorageTrouble, "no backup of AcuJournal"),
        (foreign, StorageTrouble, "no backup of AcuJournal"),
        (newer, NewerDatabase, "newer AcuJournal"),
        (damaged, StorageTrouble, "damaged"),
        (trap, StorageTrouble, "no backup of AcuJournal"),
        (stranger, StorageTrouble, "no backup of AcuJournal"),
        (tmp_path, NotFound, "no such file"),
        (tmp_path / "nowhere", NotFound, "no such file"),
    ):
        for ask in (
            lambda bad=bad: look_into(bad, data_folder=data_folder),
            lambda bad=bad: restore(file, bad, data_folder=data_folder, now=NOW),
        ):
            with pytest.raises(error, match=words):
                ask()
    assert file.read_bytes() == before
    assert [one.why for one in list_backups(data_folder)] == ["backup"]


@pytest.mark.parametrize(
    "spoil",
    [
        "ALTER TABLE entries DROP COLUMN deleted_at",
        "UPDATE entries SET day = 'soon' WHERE day = (SELECT max(day) FROM entries)",
        "UPDATE alembic_version SET version_num = '0000'",
    ],
)
def test_a_file_that_only_looks_like_a_journal_is_told_and_not_put_back(
    spoil, store, ana, file, data_folder, tmp_path
):
    fill(ana)
    made = store.backups.make(NOW)
    store.close()
    odd = tmp_path / "odd.sqlite"
    shutil.copyfile(made.file, odd)
    with closing(sqlite3.connect(odd)) as other:
        other.execute(spoil)
        other.commit()
    before = file.read_bytes()
    for ask in (
        lambda: look_into(odd, data_folder=data_folder),
        lambda: restore(file, odd, data_folder=data_folder, now=NOW),
    ):
        with pytest.raises(StorageTrouble, match="no backup of AcuJournal"):
            ask()
    assert file.read_bytes() == before


def test_what_a_power_cut_left_of_a_copy_is_removed(store, ana, data_folder):
    fill(ana)
    made = store.backups.make(NOW)
    half = made.file.with_suffix(".part")
    shutil.copyfile(made.file, half)
    looked_into = data_folder / "looking-into-abc" / "backup.sqlite"
    looked_into.parent.mkdir()
    shutil.copyfile(made.file, looked_into)
    store.backups.clear_leftovers()
    assert not half.exists()
    assert not looked_into.parent.exists()
    assert store.backups.all() == (made,)


def test_an_older_backup_is_brought_up_to_date_when_it_is_opened(file, data_folder, tmp_path):
    old = tmp_path / "old.sqlite"
    data_folder.mkdir()
    migrating.migrate(f"sqlite:///{old}", data_folder=tmp_path, now=NOW, to="0003")
    assert look_into(old, data_folder=data_folder).version == "0003"
    restore(file, old, data_folder=data_folder, now=NOW)
    store = reopened(file, data_folder)
    assert store.as_seen_by(ANA).load_everything().is_empty
    store.close()


def test_a_copy_made_by_hand_beside_its_log_is_read_whole(store, ana, file, data_folder, tmp_path):
    by_hand(ana, note="x")
    away = tmp_path / "stick"
    away.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{file}{end}", away / f"copy.sqlite{end}")
    assert look_into(away / "copy.sqlite", data_folder=data_folder).entries == 1
    assert {path.name for path in away.iterdir()} == {"copy.sqlite", "copy.sqlite-wal"}


def test_a_backup_that_is_removed_leaves_no_word(store, ana, data_folder):
    by_hand(ana, note="secret words")
    made = store.backups.make(NOW)
    with made.file.open("rb") as held:
        assert b"secret words" in held.read()
        assert store.backups.all() == (made,)
        assert remove_backups([made]) == (made,)
        held.seek(0)
        assert not held.read().strip(b"\0")
    assert store.backups.all() == ()


def test_a_server_is_backed_up_by_its_keeper(data_folder):
    clinic = backups.Backups(None, data_folder)
    assert not clinic.are_made_here
    for ask in (
        lambda: clinic.make(NOW),
        lambda: clinic.daily_copy(NOW),
        lambda: restore(None, data_folder / "x.sqlite", data_folder=data_folder, now=NOW),
    ):
        with pytest.raises(BadValue, match="server"):
            ask()
    assert "backup" in CLINIC_BACKS_UP
    assert clinic.all() == ()


def test_a_copy_made_in_another_zone_has_the_time_of_utc(store, ana):
    by_hand(ana, note="x")
    there = datetime(2026, 11, 23, 1, 30, 0, 5, tzinfo=UTC).astimezone()
    assert store.backups.make(there).file.name == "backup-20261123T013000Z.sqlite"
