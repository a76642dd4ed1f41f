"""`python -m acujournal`: Ana's data out, in, copied and put back from a terminal, each in sentences and never half."""

import io
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from acujournal.__main__ import main
from acujournal.access import OWNER
from acujournal.exchange import package
from acujournal.journal import Entry, Preferences
from acujournal.server import commands
from acujournal.sharing import Outcome, ShareState
from acujournal.storage import Fate, Happening, open_store
from acujournal.ui.dataimport import FATES

EVENING = datetime(2026, 11, 22, 19, 14, tzinfo=UTC)
DAY = date(2026, 11, 22)
NOTE = "The stairs of my sister."
SAMPLES = Path(__file__).resolve().parent / "exchange" / "samples"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Ana's data folder, and a clock that stands still."""
    monkeypatch.setenv("ACUJOURNAL_DATA_FOLDER", str(tmp_path / "journal"))
    monkeypatch.delenv("ACUJOURNAL_DATABASE_URL", raising=False)
    monkeypatch.setattr(commands, "now", lambda: EVENING)
    return tmp_path / "journal"


@pytest.fixture
def journal(folder):
    """Open Ana's journal for a moment."""

    class Opened:
        def __enter__(self):
            self.store = open_store(
                f"sqlite:///{folder / 'acujournal.sqlite'}", data_folder=folder, now=EVENING
            )
            return self.store.as_seen_by(OWNER)

        def __exit__(self, *_):
            self.store.close()

    return Opened


@pytest.fixture
def written(journal):
    with journal() as ana:
        ana.save_entry(
            Entry(day=DAY, pain_average=6, note=NOTE), based_on=0, now=EVENING, zone="Europe/Berlin"
        )
    return journal


def types(monkeypatch, words):
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_the_package_is_written_for_ana_alone_and_recorded(written, tmp_path, capsys):
    file = tmp_path / "out.zip"
    assert main(["export", str(file)]) == 0
    everything, problems = package.read(file)
    assert problems == ()
    assert everything.entries[0].note == NOTE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with written() as ana:
        assert ana.happened()[0].kind is Happening.EXPORTED
    assert NOTE not in capsys.readouterr().out


def test_nothing_that_is_there_is_written_over(written, tmp_path, capsys):
    file = tmp_path / "mine.zip"
    file.write_text("a letter")
    for command in ("export", "backup"):
        assert main([command, str(file)]) == 1
        assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "a letter"


def test_a_place_that_cannot_be_written_is_a_sentence(written, tmp_path, capsys):
    assert main(["export", str(tmp_path / "nowhere" / "out.zip")]) == 1
    said = capsys.readouterr().err
    assert "could not be written" in said
    assert "Traceback" not in said


def test_exported_erased_and_imported_the_export_is_the_same(written, tmp_path, monkeypatch, capsys):
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    assert main(["export", str(first)]) == 0
    with written() as ana:
        ana.erase_everything()
    types(monkeypatch, "yes\n")
    assert main(["import", str(first)]) == 0
    assert "days: 1 new" in capsys.readouterr().out
    assert main(["export", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("answer", ["no\n", "", "Yes please\n"])
def test_nothing_comes_in_unless_ana_says_yes(written, tmp_path, monkeypatch, capsys, answer):
    file = tmp_path / "out.zip"
    main(["export", str(file)])
    with written() as ana:
        ana.erase_everything()
    types(monkeypatch, answer)
    assert main(["import", str(file)]) == 1
    assert "Nothing was changed." in capsys.readouterr().out
    with written() as ana:
        assert ana.load_journal().entries == ()


def test_another_app_s_file_is_listed_by_number_and_mapped_by_it(journal, capsys):
    file = SAMPLES / "bearable_7col.csv"
    assert main(["import", str(file), "--map", "1=pain_average:0..4", "--yes"]) == 0
    said = capsys.readouterr().out
    assert (
        "1. Back (lower) pain (3 times, numbers from 2 to 4): Average pain of the day, 0-10, from a scale of 0 to 4"
        in said
    )
    assert "1 medicine\n" in said
    assert "1 session\n" in said
    with journal() as ana:
        rated = [one for one in ana.load_journal().entries if one.pain_average is not None]
        assert rated
        assert all(one.source == "import:bearable" and not one.pain_is_0_to_10 for one in rated)


def test_without_a_choice_no_number_becomes_pain(journal):
    assert main(["import", str(SAMPLES / "bearable_7col.csv"), "--yes"]) == 0
    with journal() as ana:
        entries = ana.load_journal().entries
    assert entries
    assert all(one.pain_average is None and one.pain_worst is None for one in entries)


def test_a_day_ana_deleted_after_an_import_stays_away_and_is_said(journal, capsys):
    file = str(SAMPLES / "bearable_7col.csv")
    main(["import", file, "--yes"])
    with journal() as ana:
        day = ana.load_journal().entries[0]
        ana.delete_entry(day.day, based_on=day.revision, now=EVENING)
    capsys.readouterr()
    assert main(["import", file, "--yes"]) == 0
    assert "1 deleted by you after an earlier import, so they stay away" in capsys.readouterr().out
    with journal() as ana:
        assert ana.entry(day.day) is None


def test_every_fate_has_its_words():
    assert {str(fate) for fate in Fate} == set(commands._FATES)
    assert set(FATES) == set(Fate)


def test_a_scale_the_file_does_not_say_has_to_be_said_in_the_command(journal, capsys):
    file = str(SAMPLES / "track_and_graph.csv")
    assert main(["import", file, "--map", "1=pain_average", "--yes"]) == 1
    assert "such as --map 1=pain_average:0..10" in capsys.readouterr().err
    with journal() as ana:
        assert ana.load_journal().entries == ()
    assert main(["import", file, "--map", "1=pain_average:0..10", "--yes"]) == 0
    assert "Average pain of the day, 0-10, from a scale of 0 to 10" in capsys.readouterr().out
    with journal() as ana:
        assert [one.pain_average for one in ana.load_journal().entries] == [7, 5]


def test_half_a_zip_is_called_damaged_and_not_unknown(journal, tmp_path, capsys):
    half = tmp_path / "half.zip"
    half.write_bytes((SAMPLES / "apple_health_export.zip").read_bytes()[:300])
    assert main(["import", str(half), "--yes"]) == 1
    assert "This zip file is damaged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("first=pain_average", "needs a number"),
        ("99=pain_average", "strands 1 to"),
        ("1=happiness", "one of these: "),
        ("1=pain_average:0", "the ends of its scale"),
        ("1=pain_average:a..b", "the ends of its scale"),
        ("6=stress", "one of these: "),
    ],
)
def test_a_choice_that_means_nothing_is_told_and_nothing_comes_in(journal, capsys, choice, said):
    assert main(["import", str(SAMPLES / "bearable_7col.csv"), "--map", choice, "--yes"]) == 1
    assert said in capsys.readouterr().err
    with journal() as ana:
        assert ana.load_journal().entries == ()


def test_a_file_that_is_none_is_told(journal, tmp_path, capsys):
    foreign = tmp_path / "holiday.txt"
    foreign.write_text("beach")
    assert main(["import", str(foreign), "--yes"]) == 1
    assert "not one that can be read here" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "nothing"), "--yes"]) == 1
    assert "There is no such file" in capsys.readouterr().err


def test_names_in_a_file_cannot_command_the_terminal():
    assert commands.plain("a\x1b[2Jb\r\n\u202ec") == "a [2Jb   c"


def test_the_sample_takes_nothing_in_and_gives_nothing_out(written, tmp_path, capsys):
    with written() as ana:
        ana.start_sample((), (), (), Preferences(), EVENING)
    assert main(["export", str(tmp_path / "out.zip")]) == 1
    assert "sample journal is open" in capsys.readouterr().err
    assert not (tmp_path / "out.zip").exists()


def test_a_copy_goes_where_ana_says_and_comes_back(written, folder, tmp_path, monkeypatch, capsys):
    copy = tmp_path / "stick" / "mine.sqlite"
    copy.parent.mkdir()
    assert main(["backup", str(copy)]) == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with written() as ana:
        ana.delete_entry(DAY, based_on=1, now=EVENING)
    capsys.readouterr()
    types(monkeypatch, "yes\n")
    assert main(["restore", str(copy)]) == 0
    said = capsys.readouterr().out
    assert "1 days, 0 sessions" not in said
    assert "This copy holds 1 day, 0 sessions and 0 moments." in said
    assert "What it replaced is kept here" in said
    with written() as ana:
        assert ana.entry(DAY).note == NOTE
        assert ana.happened()[0].kind is Happening.RESTORED


def test_a_link_ana_revoked_stays_closed_when_an_older_copy_comes_back(written, tmp_path, capsys):
    copy = tmp_path / "mine.sqlite"
    with written() as ana:
        made = ana.make_share(
            page=b"<main>\n", pdf=b"%PDF", first_day=DAY, until_day=date(2026, 11, 23), now=EVENING
        )
    main(["backup", str(copy)])
    with written() as ana:
        ana.revoke_share(made.share.share_id, now=EVENING)
    assert main(["restore", str(copy), "--yes"]) == 0
    assert "It held 1 open link." in capsys.readouterr().out
    opened = written()
    with opened as ana:
        assert [share.state(EVENING) for share in ana.shares()] == [ShareState.REVOKED]
        assert opened.store.open_share(made.token, now=EVENING).outcome is Outcome.GONE


def test_a_copy_of_somebody_else_s_brings_no_open_link_of_another_journal(written, tmp_path, capsys):
    copy = tmp_path / "from cleo.sqlite"
    opened = written()
    with opened:
        cleo = opened.store.as_seen_by(replace(OWNER, person_id="cleo"))
        made = cleo.make_share(
            page=b"<main>\n", pdf=b"%PDF", first_day=DAY, until_day=date(2026, 11, 23), now=EVENING
        )
        assert opened.store.open_share(made.token, now=EVENING).outcome is Outcome.FOUND
    main(["backup", str(copy)])
    assert main(["restore", str(copy), "--yes"]) == 0
    assert "It held 1 open link." in capsys.readouterr().out
    with opened:
        assert opened.store.open_share(made.token, now=EVENING).outcome is Outcome.GONE
        cleo = opened.store.as_seen_by(replace(OWNER, person_id="cleo"))
        assert [share.state(EVENING) for share in cleo.shares()] == [ShareState.REVOKED]


def test_without_a_yes_nothing_is_put_back(written, tmp_path, monkeypatch, capsys):
    copy = tmp_path / "mine.sqlite"
    main(["backup", str(copy)])
    with written() as ana:
        ana.delete_entry(DAY, based_on=1, now=EVENING)
    types(monkeypatch, "")
    assert main(["restore", str(copy)]) == 1
    with written() as ana:
        assert ana.entry(DAY) is None


def test_nothing_is_put_back_while_the_program_runs(written, tmp_path, monkeypatch, capsys):
    copy = tmp_path / "mine.sqlite"
    main(["backup", str(copy)])
    monkeypatch.setattr(commands, "link_of_running_copy", lambda _: "http://127.0.0.1:1/open/x")
    assert main(["restore", str(copy), "--yes"]) == 1
    assert "AcuJournal is running" in capsys.readouterr().err


def test_nothing_is_put_back_while_another_program_has_the_journal_open(written, tmp_path, capsys):
    copy = tmp_path / "mine.sqlite"
    main(["backup", str(copy)])
    with written() as ana:
        ana.load_journal()
        assert main(["restore", str(copy), "--yes"]) == 1
    assert "Nothing was changed" in capsys.readouterr().err


def test_what_is_no_copy_is_not_put_back(written, tmp_path, capsys):
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear Ana")
    assert main(["restore", str(letter), "--yes"]) == 1
    assert "no backup of AcuJournal" in capsys.readouterr().err
    with written() as ana:
        assert ana.entry(DAY).note == NOTE


def test_where_there_is_no_journal_there_is_nothing_to_copy(folder, capsys):
    shutil.rmtree(folder, ignore_errors=True)
    assert main(["backup"]) == 1
    assert "no journal here yet" in capsys.readouterr().err
    assert not (folder / "acujournal.sqlite").exists()


def test_a_clinic_s_database_is_copied_by_the_clinic(monkeypatch, capsys):
    monkeypatch.setenv("ACUJOURNAL_DATABASE_URL", "postgresql://ana@localhost/journal")
    assert main(["backup"]) == 1
    assert "whose own backup covers it" in capsys.readouterr().err


PASSPHRASE = "four words are best"


def test_a_copy_with_a_passphrase_comes_back_with_it_and_only_with_it(
    written, folder, tmp_path, monkeypatch, capsys
):
    types(monkeypatch, f"{PASSPHRASE}\n")
    assert main(["backup", "--passphrase", str(tmp_path / "copy")]) == 0
    file = tmp_path / "copy.age"
    said = capsys.readouterr().out
    assert "the copy is lost" in said
    assert str(file) in said
    assert PASSPHRASE not in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert NOTE.encode() not in file.read_bytes()
    assert list((folder / "backups").glob("*")) == [], "no copy in the clear is kept beside it"
    with written() as ana:
        event = ana.happened()[0]
        assert (event.kind, event.detail) == (
            Happening.BACKED_UP,
            "to a file named in a terminal, with a passphrase",
        )
        ana.erase_everything()
    types(monkeypatch, "another passphrase\n")
    assert main(["restore", str(file), "--yes"]) == 1
    assert "does not open this copy" in capsys.readouterr().err
    types(monkeypatch, f"{PASSPHRASE}\nyes\n")
    assert main(["restore", str(file)]) == 0
    with written() as ana:
        assert ana.load_journal().entries[0].note == NOTE


def test_a_script_gives_the_passphrase_in_the_environment(written, folder, monkeypatch, capsys):
    monkeypatch.setenv("ACUJOURNAL_PASSPHRASE", PASSPHRASE)
    types(monkeypatch, "")
    assert main(["backup", "--passphrase"]) == 0
    (file,) = (folder / "backups").glob("*")
    assert file.name.endswith(".sqlite.age")
    monkeypatch.setenv("ACUJOURNAL_PASSPHRASE", "short")
    assert main(["backup", "--passphrase"]) == 1
    assert "too short" in capsys.readouterr().err
    assert list((folder / "backups").glob("*")) == [file]


def test_at_a_keyboard_the_passphrase_is_asked_twice(written, folder, monkeypatch, capsys):
    asked = []

    def ask(question):
        asked.append(question)
        return PASSPHRASE + "!" * len(asked)

    monkeypatch.setattr("getpass.getpass", ask)
    monkeypatch.setattr("sys.stdin", type("Keyboard", (io.StringIO,), {"isatty": lambda _: True})())
    assert main(["backup", "--passphrase"]) == 1
    assert len(asked) == 2
    assert "not the same" in capsys.readouterr().err
    assert not list(folder.glob("backups/*"))


def closed():
    stream = io.StringIO("")
    stream.close()
    return stream


@pytest.mark.parametrize(
    "given",
    [
        lambda: io.StringIO(""),
        lambda: io.StringIO("\n"),
        lambda: None,
        closed,
        lambda: io.TextIOWrapper(io.BytesIO(b"caf\xe9 on the stairs\n"), "utf-8"),
        lambda: io.TextIOWrapper(io.BytesIO(b"caf\xe9 on the stairs\n"), "utf-8", "surrogateescape"),
    ],
    ids=["nothing", "an empty line", "no input", "closed", "other letters", "half signs"],
)
def test_no_passphrase_is_one_sentence_and_changes_nothing(
    written, folder, tmp_path, monkeypatch, capsys, given
):
    sealed = tmp_path / "copy.age"
    sealed.write_bytes(b"age-encryption.org/v1\n")
    for command in (["backup", "--passphrase"], ["restore", str(sealed)]):
        monkeypatch.setattr("sys.stdin", given())
        assert main(command) == 1
        assert capsys.readouterr().err == f"{commands.NO_PASSPHRASE}\n"
    assert not list(folder.glob("backups/*"))
    with written() as ana:
        assert ana.entry(DAY).note == NOTE


def test_whoever_ends_the_question_for_a_passphrase_is_told_the_same(written, monkeypatch, capsys):
    def ends(_):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", ends)
    monkeypatch.setattr("sys.stdin", type("Keyboard", (io.StringIO,), {"isatty": lambda _: True})())
    assert main(["backup", "--passphrase"]) == 1
    assert capsys.readouterr().err == f"{commands.NO_PASSPHRASE}\n"


def test_an_environment_in_other_letters_gives_no_passphrase(written, monkeypatch, capsys):
    for given in ("caf\udce9 on the stairs", ""):
        monkeypatch.setenv("ACUJOURNAL_PASSPHRASE", given)
        assert main(["backup", "--passphrase"]) == 1
        assert capsys.readouterr().err == f"{commands.NO_PASSPHRASE}\n"


def test_without_any_input_the_answer_is_no(written, tmp_path, monkeypatch, capsys):
    copy = tmp_path / "mine.sqlite"
    main(["backup", str(copy)])
    for given in (None, closed()):
        monkeypatch.setattr("sys.stdin", given)
        assert main(["restore", str(copy)]) == 1
        assert "Nothing was changed." in capsys.readouterr().out


def test_a_copy_of_an_older_journal_does_not_bring_it_up_to_date(written, folder, tmp_path):
    with closing(sqlite3.connect(folder / "acujournal.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0005'")
        connection.commit()
    assert main(["backup", str(tmp_path / "copy.sqlite")]) == 0
    with closing(sqlite3.connect(folder / "acujournal.sqlite")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0005",)]
