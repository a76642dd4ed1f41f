import hashlib
import io
import json
import random
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings

from acujournal.everything import Everything
from acujournal.exchange import package
from acujournal.exchange.columns import column
from acujournal.journal import Entry
from acujournal.sample import make_sample
from tests.exchange.journals import EVERYTHING, FULL, fields_not_made

KINDS = (
    "entries",
    "moments",
    "treatments",
    "plans",
    "reviews",
    "weekly_checks",
    "first_visits",
    "ongoing",
)


def anas_journal():
    sample = make_sample(date(2026, 11, 24), "Europe/Berlin")
    return Everything(**vars(sample))


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files, *, compression=zipfile.ZIP_DEFLATED):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return into.getvalue()


def with_table(data, path, text):
    """The package with another table in it, and its description in step: made by hand, not damaged."""
    files = unpacked(data)
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        if resource["path"] == path:
            resource["hash"] = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
            resource["bytes"] = len(text.encode())
    return packed(files | {path: text, "datapackage.json": json.dumps(described)})


def refusal(data):
    everything, problems = package.read(data)
    assert everything is None
    assert problems
    return " ".join(map(str, problems))


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(EVERYTHING)
def test_what_ana_exports_comes_back_exactly_as_it_was(everything):
    data = package.write(everything)
    again, problems = package.read(data)
    assert problems == ()
    assert again == everything
    assert package.write(again) == data


def test_no_field_of_any_kind_is_forgotten():
    again, problems = package.read(package.write(FULL))
    assert problems == ()
    assert again == FULL
    for kind in KINDS:
        (value,) = getattr(FULL, kind)
        either_or = {"review_on"} if kind == "plans" else {"visit_id"} if kind == "first_visits" else set()
        assert fields_not_made(type(value), value) == either_or, f"{kind}: give the new field a value here"
    assert not fields_not_made(type(FULL.preferences), FULL.preferences)


def test_an_empty_journal_comes_back_empty():
    again, problems = package.read(package.write(Everything()))
    assert (again, problems) == (Everything(), ())


def test_answers_keep_their_kinds():
    again, _ = package.read(package.write(FULL))
    assert again.entries[0].other_care[0].name == "WALKING"
    assert isinstance(again.entries[0].sleep_hours, float)
    assert again.treatments[0].side_effects[1].is_still_there is None
    assert again.treatments[0].side_effects[0].is_still_there is False


def test_a_missed_answer_is_an_empty_cell_and_not_a_zero():
    files = unpacked(package.write(Everything(entries=(Entry(day=date(2026, 11, 22), stress=0),))))
    header, row, end = files["days.csv"].decode().split("\r\n")
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert (cells["stress"], cells["pain_average"], end) == ("0", "", "")


def test_the_same_journal_gives_the_same_bytes():
    assert package.write(anas_journal()) == package.write(anas_journal())


def test_another_program_finds_the_package_valid(tmp_path):
    path = tmp_path / "journal.zip"
    for everything in (FULL, anas_journal()):
        path.write_bytes(package.write(everything))
        report = frictionless.Package(str(path)).validate()
        assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "note"])
        assert len(report.tasks) == len(package.TABLES)


def test_another_program_sees_a_pain_of_11(tmp_path):
    data = package.write(Everything(entries=(Entry(day=date(2026, 11, 22), pain_average=10),)))
    days = unpacked(data)["days.csv"].decode().replace("2026-11-22,10,", "2026-11-22,11,")
    path = tmp_path / "journal.zip"
    path.write_bytes(with_table(data, "days.csv", days))
    report = frictionless.Package(str(path)).validate()
    assert [error[0] for error in report.flatten(["type"])] == ["constraint-error"]
    assert "Average pain goes from 0 to 10" in refusal(path.read_bytes())


def test_one_changed_byte_is_refused_in_words_or_changes_nothing():
    journal = replace(anas_journal(), versions=FULL.versions, marks=FULL.marks)
    data = package.write(journal)
    chance = random.Random(7)
    harmless = 0
    # The ends hold the lists of the zip, where most can go wrong.
    places = [
        *range(40),
        *range(len(data) - 600, len(data)),
        *(chance.randrange(len(data)) for _ in range(600)),
    ]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        found, problems = package.read(bytes(changed))
        if found is None:
            assert problems
            assert all(len(one.message) > 20 for one in problems)
        else:
            assert problems == ()
            assert found == journal
            harmless += 1
    assert len(places) >= 1000
    assert harmless < len(places) / 2


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.9, 0.999])
def test_half_a_download_is_refused(share):
    data = package.write(anas_journal())
    assert "zip" in refusal(data[: int(len(data) * share)])


def test_a_package_with_a_changed_table_is_refused():
    files = unpacked(package.write(anas_journal()))
    files["days.csv"] = files["days.csv"].replace(b",4,", b",3,", 1)
    assert "not as it was exported" in refusal(packed(files))


def test_a_package_of_a_newer_program_is_refused():
    files = unpacked(package.write(FULL))
    described = json.loads(files["datapackage.json"])
    described["format"]["version"] = package.VERSION + 1
    assert "newer AcuJournal" in refusal(packed(files | {"datapackage.json": json.dumps(described)}))
    with_column = (
        files["moments.csv"].decode().replace("moment_id,", "moment_id,mood,").replace("m1,", "m1,9,")
    )
    assert "newer AcuJournal" in refusal(with_table(package.write(FULL), "moments.csv", with_column))


def test_a_package_of_an_older_program_gets_the_defaults_of_today():
    data = package.write(Everything(moments=(replace(FULL.moments[0], source=""),)))
    moments = unpacked(data)["moments.csv"].decode()
    older = moments.replace("pain,source,", "pain,").replace(",0,,", ",0,")
    assert older != moments
    found, problems = package.read(with_table(data, "moments.csv", older))
    assert problems == ()
    assert found.moments == (replace(FULL.moments[0], source=""),)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("../../etc/passwd", "outside itself"),
        ("/etc/passwd", "outside itself"),
        ("C:/days.csv", "outside itself"),
        ("..\\days.csv", "outside itself"),
        ("DAYS.csv", "two files of one name"),
        ("more.csv", "exactly the tables it lists"),
    ],
)
def test_a_zip_that_leads_elsewhere_is_refused(name, sentence):
    files = unpacked(package.write(FULL))
    assert sentence in refusal(packed(files | {name: b"x"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        with archive.open("days.csv", "w") as into:
            for _ in range(300):
                into.write(bytes(1_000_000))
    assert len(bomb.getvalue()) < 1_000_000
    assert "unpacks to more than" in refusal(bomb.getvalue())


def test_a_zip_with_a_password_is_refused():
    data = bytearray(package.write(FULL))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            data[at + place] |= 1
    assert "password" in refusal(bytes(data))


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x05\x06" + bytes(18), packed({"a.txt": b"b"})])
def test_what_is_no_package_is_refused(data):
    assert package.recognise(data) is False
    refusal(data)


def test_a_package_is_known_by_its_content(tmp_path):
    path = tmp_path / "holiday.jpg"
    path.write_bytes(package.write(FULL))
    assert package.recognise(path)
    assert package.read(path) == (FULL, ())
    assert "no such file" in refusal(tmp_path / "nothing.zip")


def test_rows_made_by_hand_are_refused_one_by_one_and_nothing_is_taken():
    data = package.write(
        Everything(entries=tuple(Entry(day=date(2026, 11, n), stress=1) for n in range(1, 6)))
    )
    days = unpacked(data)["days.csv"].decode()
    bad = days.replace("2026-11-02", "2026-13-02").replace("2026-11-04", "2026-11-03")
    _, problems = package.read(with_table(data, "days.csv", bad))
    assert [(one.file, one.row) for one in problems] == [("days.csv", 3)]
    twice = days.replace("2026-11-04", "2026-11-03")
    _, problems = package.read(with_table(data, "days.csv", twice))
    assert [(one.file, one.row) for one in problems] == [("days.csv", 5)]


def test_a_medicine_of_a_day_that_is_not_there_is_refused():
    medicines = "day,number,name\r\n2020-01-01,1,Ibuprofen\r\n"
    assert "medicines.csv" in refusal(with_table(package.write(FULL), "medicines.csv", medicines)).lower()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("days.csv", "Europe/Berlin", "Europe/Atlantis"),
        ("days.csv", "2026-11-22T12:00:00+00:00", "0001-01-01T00:00:00+14:00"),
        ("days.csv", "2026-11-22T12:00:00+00:00", "2026-11-22T12:00:00"),
        ("days.csv", "back_low_back_left", "moon"),
        ("days.csv", "6.5", "nan"),
        ("days.csv", "false", "False"),
        ("sessions.csv", "missed", "lost"),
        ("session_points.csv", "BL23", ""),
        ("side_effects.csv", "2026-11-25", "2026-11-20"),
        ("notes.csv", "what_was_done", "side_effects"),
        ("notes.csv", "session", "song"),
        ("history.csv", "saved,{", "saved,5{"),
        ("preferences.csv", "6,", "7,"),
        ("other_care.csv", "heat", "fire"),
    ],
)
def test_a_value_made_by_hand_that_cannot_be_is_refused_with_its_row(path, old, new):
    data = package.write(FULL)
    table = unpacked(data)[path].decode()
    changed = table.replace('saved,"{', 'saved,"5{') if path == "history.csv" else table.replace(old, new, 1)
    assert changed != table
    found, problems = package.read(with_table(data, path, changed))
    assert found is None
    # What a session cannot hold is said with the session's row.
    owner = "sessions.csv" if path == "session_points.csv" else path
    assert any(one.file == owner and one.row is not None for one in problems)


def test_a_period_is_taken_out_with_its_history():
    chosen = FULL.between(date(2026, 11, 22), date(2026, 11, 23))
    assert chosen.entries == FULL.entries
    assert chosen.versions == FULL.versions
    nothing = FULL.between(date(2025, 1, 1), date(2025, 2, 1))
    assert nothing.is_empty is False  # The record of the first visit has no day.
    assert (nothing.entries, nothing.plans, nothing.versions) == ((), (), ())


def test_a_kind_of_field_that_has_no_column_is_seen_at_once():
    with pytest.raises(TypeError):
        column("x", set)
    with pytest.raises(TypeError):
        column("x", int | str)


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_an_instant_that_no_clock_can_show_is_a_sentence(instant):
    crafted = package.write(Everything(marks=(("sources", "theirs", datetime(2026, 11, 22, tzinfo=UTC)),)))
    with zipfile.ZipFile(io.BytesIO(crafted)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    row = files["marks.csv"].splitlines()[1]
    table = files["marks.csv"].replace(row, f"sources,theirs,{instant}".encode())
    before, after = (hashlib.sha256(one).hexdigest() for one in (files["marks.csv"], table))
    files["marks.csv"] = table
    files["datapackage.json"] = files["datapackage.json"].replace(before.encode(), after.encode())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    everything, (problem,) = package.read(made.getvalue())
    assert everything is None
    assert str(problem) == "Marks.csv, row 2: The cell in column “marked_at” cannot be read."
