"""Copies with a passphrase: the same journal comes back with it, nothing without it, and no copy in the clear stays."""

import sqlite3
import unicodedata
from contextlib import closing

import pytest

from acujournal.errors import BadValue, StorageTrouble
from acujournal.storage import backups, look_into, open_store, restore, sealing
from acujournal.storage.sealing import check_passphrase, is_sealed, seal, unseal

from .conftest import ANA, NOW
from .test_imports import by_hand

PASSPHRASE = "caf\N{LATIN SMALL LETTER E WITH ACUTE} on the stairs"
NOTE = "The stairs of my sister."


@pytest.fixture
def kind():
    """A file: only that is copied here."""
    return "sqlite"


@pytest.fixture(scope="module")
def sealed():
    """A hundred thousand bytes, sealed once: each sealing takes a second or more, as it should."""
    return seal(b"words of Ana's" * 10_000, PASSPHRASE)


def in_the_clear(folder):
    """Files below a folder that hold a word of the note, but for the journal itself."""
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and NOTE.encode() in path.read_bytes() and not path.name.startswith("acujournal")
    )


def test_a_journal_comes_back_with_its_passphrase_and_no_copy_in_the_clear_stays(store, ana, data_folder):
    by_hand(ana, note=NOTE)
    made = store.backups.make_sealed(NOW, PASSPHRASE)
    assert made.file.name == "backup-20261122T190000Z.sqlite.age"
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.is_sealed
    assert store.backups.all() == (made,)
    assert is_sealed(made.file)
    assert in_the_clear(data_folder) == []
    assert not list(data_folder.glob("looking-into-*"))

    with pytest.raises(StorageTrouble, match="does not open this copy"):
        look_into(made.file, data_folder=data_folder, passphrase=PASSPHRASE.upper())
    with pytest.raises(BadValue, match="has a passphrase"):
        look_into(made.file, data_folder=data_folder)
    assert look_into(made.file, data_folder=data_folder, passphrase=PASSPHRASE).entries == 1

    ana.erase_everything()
    store.close()
    file = data_folder / "acujournal.sqlite"
    restore(file, made.file, data_folder=data_folder, now=NOW, passphrase=PASSPHRASE)
    again = open_store(f"sqlite:///{file}", data_folder=data_folder, now=NOW)
    with closing(again):
        assert [entry.note for entry in again.as_seen_by(ANA).load_journal().entries] == [NOTE]
    assert in_the_clear(data_folder) == []


def test_a_copy_to_take_away_is_whole_and_leaves_nothing(store, ana, data_folder):
    by_hand(ana, note=NOTE)
    data = store.backups.plain(NOW)
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(data)
        assert copy.execute("SELECT note FROM entries").fetchall() == [(NOTE,)]
    assert in_the_clear(data_folder) == []
    assert store.backups.all() == ()


def test_a_copy_that_does_not_open_again_is_not_kept(store, ana, data_folder, monkeypatch):
    by_hand(ana, note=NOTE)
    monkeypatch.setattr(sealing, "unseal", lambda *_: b"something else")
    with pytest.raises(StorageTrouble, match="could not be encrypted"):
        store.backups.make_sealed(NOW, PASSPHRASE)
    assert list((data_folder / "backups").iterdir()) == []
    assert in_the_clear(data_folder) == []


def test_a_full_disk_leaves_no_half_of_a_sealed_copy(store, ana, data_folder, monkeypatch):
    by_hand(ana, note=NOTE)
    monkeypatch.setattr(backups, "seal", lambda *_: b"sealed")
    monkeypatch.setattr(backups.os, "fdopen", _full)
    with pytest.raises(StorageTrouble, match="free space"):
        store.backups.make_sealed(NOW, PASSPHRASE)
    assert list((data_folder / "backups").iterdir()) == []


def _full(*_):
    raise OSError(28, "No space left on device")


def test_the_same_letters_of_another_keyboard_open_it_too(sealed):
    assert unseal(sealed, unicodedata.normalize("NFD", PASSPHRASE)) == b"words of Ana's" * 10_000


@pytest.mark.parametrize("length", [0, 10, 100, 150, 250, 70_000, -1])
def test_a_copy_that_was_cut_off_is_a_sentence(sealed, length):
    with pytest.raises(StorageTrouble, match="damaged"):
        unseal(sealed[:length], PASSPHRASE)


@pytest.mark.parametrize("place", [5, 25, 60, 120, 170, 5_000, 70_000, -1])
def test_one_changed_byte_is_noticed(sealed, place):
    changed = bytearray(sealed)
    changed[place] ^= 1
    with pytest.raises(StorageTrouble, match=r"damaged|does not open"):
        unseal(bytes(changed), PASSPHRASE)


def test_a_passphrase_is_long_enough_and_typed_twice_alike():
    assert check_passphrase("ten signs!", "ten signs!") == "ten signs!"
    with pytest.raises(BadValue, match="too short"):
        check_passphrase("nine sign", "nine sign")
    with pytest.raises(BadValue, match="not the same"):
        check_passphrase("ten signs!", "ten signs?")


def test_what_is_no_such_file_is_not_taken_for_one(tmp_path):
    assert not is_sealed(tmp_path / "none")
    (tmp_path / "plain").write_bytes(b"SQLite format 3\0")
    assert not is_sealed(tmp_path / "plain")
