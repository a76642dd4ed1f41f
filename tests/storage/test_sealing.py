"""Copies with a passphrase: the same journal comes back with it, nothing without it, and no copy in the clear stays."""

import sqlite3
import threading
import time
import unicodedata
from contextlib import closing

import pytest

from acujournal.errors import BadValue, StorageTrouble
from acujournal.storage import backups, look_into, open_store, restore, sealing, stretching
from acujournal.storage.sealing import check_passphrase, is_sealed, seal, unseal
from acujournal.storage.stretching import Answer, factor_of

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


def test_a_passphrase_with_half_a_sign_is_a_sentence(sealed):
    with pytest.raises(BadValue, match="a sign that cannot be read"):
        check_passphrase("ten signs \udce9!", "ten signs \udce9!")
    with pytest.raises(BadValue, match="a sign that cannot be read"):
        unseal(sealed, "ten signs \udce9!")


# How much work it is to guess, and to open


def asks_for(factor, sealed=b"age-encryption.org/v1\n-> scrypt c2FsdA 18\nrest"):
    """The same copy, whose head says another factor."""
    there = f" {factor_of(sealed)}\n".encode()
    return sealed.replace(there, f" {factor}\n".encode(), 1)


def test_guessing_is_always_dear_and_opening_never_too_dear(sealed):
    assert stretching.LEAST <= factor_of(sealed) <= stretching.MOST_OPENED


@pytest.mark.parametrize(
    ("glances", "chosen", "looks"),
    [
        ((18,), 18, 1),
        ((11, 16, 21, 19, 18), 19, 4),
        ((22, 21, 20, 21, 18), 20, 4),
        ((25, 24, 23, 24, 25, 21), 21, 6),
        ((11,) * 19 + (17,), 17, 20),
    ],
)
def test_the_computer_is_looked_at_until_the_work_is_right(glances, chosen, looks):
    told = iter(glances)
    seen = []

    def encrypt(data, passphrase):
        seen.append(data)
        return asks_for(next(told))

    answer, made = stretching.seal(b"words", PASSPHRASE, encrypt=encrypt, pause=lambda _: None)
    assert (answer, factor_of(made), len(seen)) == (Answer.DONE, chosen, looks)


def test_a_computer_that_is_too_slow_makes_no_copy_that_is_cheap_to_guess(monkeypatch):
    made = stretching.seal(b"words", PASSPHRASE, encrypt=lambda *_: asks_for(16), pause=lambda _: None)
    assert made == (Answer.BUSY, b"")
    monkeypatch.setattr(sealing, "_apart", lambda *_: made)
    with pytest.raises(StorageTrouble, match="too busy or too slow to encrypt"):
        seal(b"words", PASSPHRASE)


class OfTheLibrary(Exception):
    pass


def test_a_busy_computer_tries_again_and_never_calls_the_copy_damaged(monkeypatch):
    def decrypt(sealed, passphrase):
        tries.append(passphrase)
        if len(tries) < opens_at:
            raise OfTheLibrary("Excessive work parameter for passphrase.")
        return b"words"

    def opened():
        waits.clear()
        tries.clear()
        return stretching.unseal(
            asks_for(20), PASSPHRASE, decrypt=decrypt, failures=OfTheLibrary, pause=waits.append
        )

    tries, waits, opens_at = [], [], 3
    assert opened() == (Answer.DONE, b"words")
    assert len(waits) == 2
    opens_at = 1_000
    assert opened() == (Answer.BUSY, b"")
    assert len(tries) == 20
    monkeypatch.setattr(sealing, "_apart", lambda *_: opened())
    with pytest.raises(StorageTrouble, match=r"The copy is not damaged\. Try again later"):
        unseal(b"", PASSPHRASE)


@pytest.mark.parametrize("factor", [23, 26, 63, 255])
def test_a_copy_that_asks_for_any_amount_of_work_is_not_tried(sealed, factor):
    began = time.monotonic()
    with pytest.raises(StorageTrouble, match="more work to open than any copy AcuJournal makes"):
        unseal(asks_for(factor, sealed), PASSPHRASE)
    assert time.monotonic() - began < 20


def test_a_head_that_hides_its_work_is_damaged_and_not_tried():
    hidden = asks_for(26).replace(b"-> scrypt", b"-> X25519 c2FsdA\nabc\n-> scrypt")
    done = stretching.unseal(hidden, PASSPHRASE, decrypt=lambda *_: 1 / 0, failures=OfTheLibrary)
    assert done == (Answer.DAMAGED, b"")


def test_other_tabs_go_on_while_a_copy_is_sealed():
    pauses, ended = [], threading.Event()

    def tick():
        last = time.monotonic()
        while not ended.wait(0.01):
            now = time.monotonic()
            pauses.append(now - last)
            last = now

    other = threading.Thread(target=tick)
    other.start()
    began = time.monotonic()
    try:
        seal(b"words of Ana's", PASSPHRASE)
    finally:
        took = time.monotonic() - began
        ended.set()
        other.join()
    assert max(pauses) < took / 5
    assert len(pauses) > 20


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "raise MemoryError('words of Ana')",
        "print('something else')",
    ],
)
def test_a_process_that_comes_to_grief_is_a_sentence(sealed, tmp_path, monkeypatch, capfd, program):
    (tmp_path / "program.py").write_text(program)
    monkeypatch.setattr(sealing, "_STRETCHING", tmp_path / "program.py")
    with pytest.raises(StorageTrouble, match="perhaps because too little memory is free"):
        unseal(sealed, PASSPHRASE)
    with pytest.raises(StorageTrouble, match="could not be encrypted"):
        seal(b"words of Ana's" * 100_000, PASSPHRASE)
    assert capfd.readouterr() == ("", "")


def test_the_passphrase_stands_in_no_list_of_processes(tmp_path, monkeypatch):
    told = tmp_path / "told"
    (tmp_path / "program.py").write_text(
        f"import os, sys; open({str(told)!r}, 'w').write(repr((sys.argv, sys.orig_argv, dict(os.environ))))"
    )
    monkeypatch.setattr(sealing, "_STRETCHING", tmp_path / "program.py")
    with pytest.raises(StorageTrouble):
        seal(b"words of Ana's", "four words are best")
    assert "'seal'" in told.read_text()
    assert "four words" not in told.read_text()
    assert "words of Ana" not in told.read_text()
