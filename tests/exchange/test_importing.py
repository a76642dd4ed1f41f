"""The exports of other programs, counted by hand in the samples, and what is done with files that are wrong."""

import io
import json
import random
import re
import shutil
import sqlite3
import struct
import tracemalloc
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from acujournal.exchange import importing, package
from acujournal.exchange.importing import (
    Choice,
    Source,
    Target,
    apple_health,
    assemble,
    look,
    read,
    recognise,
)
from acujournal.journal import Care, Entry
from tests.exchange.journals import FULL

SAMPLES = Path(__file__).parent / "samples"
BERLIN = "Europe/Berlin"
TODAY = date(2026, 11, 24)
SOURCES = {
    "bearable_7col.csv": Source.BEARABLE,
    "bearable_8col.csv": Source.BEARABLE,
    "daylio_8col.csv": Source.DAYLIO,
    "daylio_9col.csv": Source.DAYLIO,
    "track_and_graph.csv": Source.TRACK_AND_GRAPH,
    "track_and_graph_legacy.csv": Source.TRACK_AND_GRAPH,
    "Loop Habits CSV 2026-11-03.zip": Source.LOOP,
    "crisiscore_full.csv": Source.CRISISCORE,
    "crisiscore_full_lf.csv": Source.CRISISCORE,
    "crisiscore_full.json": Source.CRISISCORE,
    "crisiscore_minimal.csv": Source.CRISISCORE,
    "crisiscore_minimal.json": Source.CRISISCORE,
    "apple_health_export.zip": Source.APPLE_HEALTH,
    "health_connect.zip": Source.HEALTH_CONNECT,
}
#: Rows of each sample, days, moments and sessions that come of it when nothing is chosen. Counted by hand.
COUNTS = {
    "bearable_7col.csv": (10, 2, 0, 1),
    "bearable_8col.csv": (10, 2, 0, 1),
    "daylio_8col.csv": (2, 2, 0, 1),
    "daylio_9col.csv": (1, 1, 0, 1),
    "track_and_graph.csv": (5, 1, 0, 0),
    "track_and_graph_legacy.csv": (2, 1, 0, 0),
    "Loop Habits CSV 2026-11-03.zip": (4, 1, 0, 0),
    "crisiscore_full.csv": (2, 2, 2, 0),
    "crisiscore_full_lf.csv": (2, 2, 2, 0),
    "crisiscore_full.json": (1, 1, 1, 1),
    "crisiscore_minimal.csv": (1, 1, 1, 0),
    "crisiscore_minimal.json": (1, 1, 1, 0),
    "apple_health_export.zip": (6, 2, 0, 0),
    "health_connect.zip": (1, 1, 0, 0),
}


def brought(name, **choices):
    """What a sample, or a text, brings with these choices by strand."""
    file = SAMPLES / name if isinstance(name, str) else name
    mapping = {
        key: value if isinstance(value, Choice) else Choice(target=value, scale=(0, 10))
        for key, value in choices.items()
    }
    batch, problems = read(file, mapping, zone=BERLIN, today=TODAY)
    assert problems == ()
    return batch


def refusal(file, mapping=None, *, today=TODAY):
    batch, problems = read(file, mapping, zone=BERLIN, today=today)
    assert batch is None
    assert problems
    return problems


def text_of(name):
    return (SAMPLES / name).read_text("utf-8")


def zipped(files):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return into.getvalue()


def unzipped(name):
    with zipfile.ZipFile(SAMPLES / name) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


# Every program


def test_every_sample_is_here():
    assert {path.name for path in SAMPLES.iterdir()} == set(SOURCES) == set(COUNTS)


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_is_known_by_its_content_and_never_by_its_name(name, tmp_path):
    other = tmp_path / "photo.jpg"
    other.write_bytes((SAMPLES / name).read_bytes())
    assert recognise(other) is SOURCES[name]
    assert recognise((SAMPLES / name).read_bytes()) is SOURCES[name]


@pytest.mark.parametrize("name", COUNTS)
def test_a_sample_brings_what_one_counts_by_hand(name):
    batch = brought(name)
    assert (batch.rows, len(batch.entries), len(batch.moments), len(batch.treatments)) == COUNTS[name]
    source = f"import:{SOURCES[name]}"
    assert batch.source == source
    assert {item.value.source for item in batch.items} == {source}
    assert {item.key[0] for item in batch.items} == {source}
    assert len({item.key for item in batch.items}) == len(batch.items)


@pytest.mark.parametrize("name", COUNTS)
def test_no_number_becomes_a_pain_score_of_a_day_unless_ana_says_so(name):
    batch = brought(name)
    assert all(day.pain_average is None and day.pain_worst is None for day in batch.entries)
    assert all(day.stress is None and day.sleep_quality is None for day in batch.entries)


@pytest.mark.parametrize("name", COUNTS)
def test_the_same_file_brings_the_same_things_again(name):
    assert brought(name) == brought(name)


@pytest.mark.parametrize("name", COUNTS)
def test_everything_can_be_left_out(name):
    contents, _ = look(SAMPLES / name, SOURCES[name], zone=BERLIN)
    batch, problems = assemble(
        contents,
        {one.key: Choice(target=Target.LEAVE_OUT) for one in contents.strands},
        zone=BERLIN,
        today=TODAY,
    )
    assert problems == ()
    assert batch.items == ()
    assert batch.left_out == {one.key: one.count for one in contents.strands}
    assert sum(batch.left_out.values()) == len(contents.records)


@pytest.mark.parametrize("name", COUNTS)
def test_a_day_that_has_not_come_is_refused(name):
    (problem, *_) = refusal(SAMPLES / name, today=date(2020, 1, 1))
    assert "has not come yet" in problem.message


def test_the_own_package_is_known_and_not_read_as_anything_else():
    data = package.write(FULL)
    assert recognise(data) is Source.OWN
    refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 5000,
        b"hello",
        b"a,b\n1,2\n",
        b"[1, 2]",
        b"\xff\xfe\xff",
        b"\xef\xbb\xbf",
    ],
)
def test_any_other_file_is_refused_in_words(data):
    assert recognise(data) is None
    (problem,) = refusal(data)
    assert "Bearable" in problem.message


@pytest.mark.parametrize(
    "target", [Target.PAIN_AVERAGE, Target.PAIN_WORST, Target.STRESS, Target.MOMENT], ids=str
)
def test_numbers_become_a_score_only_when_ana_has_said_both_ends_of_their_scale(target):
    rows = [f"Pain,2026-11-0{n + 1}T20:00:00.000+01:00,{n}.0,,\r\n" for n in range(5)]
    data = "".join(("FeatureName,Timestamp,Value,Label,Note\r\n", *rows)).encode()
    (problem,) = refusal(data, {"Feature: Pain": Choice(target=target)})
    assert "does not say from where to where" in problem.message
    assert brought(data, **{"Feature: Pain": Choice(target=Target.SLEEP_HOURS)}).entries
    four = Choice(target=Target.PAIN_AVERAGE, scale=(0, 4))
    batch = brought(data, **{"Feature: Pain": four})
    assert [day.pain_average for day in batch.entries] == [0, 3, 5, 8, 10]
    assert not any(day.pain_is_0_to_10 for day in batch.entries)


def test_what_a_file_brings_is_counted_in_words_that_fit_one_and_many():
    batch = brought("bearable_7col.csv", **{"Symptom: Back (lower) pain": Target.PAIN_WORST})
    assert batch.counted() == (
        "2 days",
        "2 days with a pain score",
        "1 day with hours of sleep",
        "1 medicine",
        "1 note",
        "1 session",
    )


def test_a_choice_that_fits_nothing_is_refused():
    (problem,) = refusal(SAMPLES / "daylio_8col.csv", {"Mood": Choice(target=Target.PAIN_AVERAGE)})
    assert "cannot become" in problem.message
    (problem,) = refusal(SAMPLES / "daylio_8col.csv", {"Moon": Choice(target=Target.NOTE)})
    assert "does not hold" in problem.message


def test_one_changed_byte_never_crashes_and_never_brings_half_a_file():
    chance = random.Random(7)
    rows = {name: counts[0] for name, counts in COUNTS.items()}
    outcome = Counter()
    for name in sorted(COUNTS):
        data = (SAMPLES / name).read_bytes()
        for _ in range(90):
            changed = bytearray(data)
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            changed = bytes(changed)
            batch, problems = read(changed, zone=BERLIN, today=TODAY)
            assert (batch is None) == bool(problems), name
            if batch is None:
                assert all(str(one) for one in problems)
                outcome["refused"] += 1
            else:
                assert batch.rows == rows[name], name
                outcome["read"] += 1
    assert sum(outcome.values()) >= 1000
    assert min(outcome["refused"], outcome["read"]) > 100


@pytest.mark.parametrize("name", [name for name in COUNTS if not name.endswith(".csv")])
def test_half_a_file_is_refused(name):
    data = (SAMPLES / name).read_bytes()
    for share in (0.3, 0.6, 0.95):
        refusal(data[: int(len(data) * share)])


# Texts and tables


@pytest.mark.parametrize("name", [name for name in COUNTS if name.endswith(".csv")])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_bring_the_same(name, encoding):
    assert brought(text_of(name).encode(encoding)) == brought(name)


@pytest.mark.parametrize("name", ["daylio_8col.csv", "track_and_graph.csv", "bearable_8col.csv"])
@pytest.mark.parametrize("between", ["\t", ";"])
def test_other_separators_bring_the_same(name, between):
    import csv

    into = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(text_of(name), newline=""))
    csv.writer(into, delimiter=between, lineterminator="\r\n").writerows(rows)
    assert brought(into.getvalue().encode()).items == brought(name).items


def test_western_letters_are_read_and_said():
    batch = brought(text_of("daylio_8col.csv").replace("walk", "spazieren über").encode("cp1252"))
    assert "spazieren über" in batch.entries[0].note
    assert any("Western European" in notice for notice in batch.notices)


def test_damaged_letters_are_refused_with_their_row():
    data = (
        text_of("daylio_8col.csv").replace("walk", "über").encode()
        + b'2026-11-03,x,y,20:00,meh,"\xfc","",""\n'
    )
    assert "row 4" in str(refusal(data)[0])


def test_mixed_dates_are_refused_and_their_rows_named():
    text = text_of("bearable_7col.csv").replace('"2nd Nov 2026"', '"2026-11-02"')
    (problem,) = refusal(text.encode())
    assert problem.row == 10
    assert "2026-11-01" in problem.message


def test_dates_a_spreadsheet_has_changed_are_refused_row_by_row():
    text = text_of("daylio_8col.csv").replace("2026-11-02,", "11/2/2026,")
    (problem,) = refusal(text.encode())
    assert problem.row == 2
    assert "spreadsheet" in problem.message


def test_half_of_the_rows_broken_brings_nothing_and_says_which():
    lines = ["full_date,date,weekday,time,mood,activities,note_title,note"]
    for number in range(1, 21):
        clock = "25:99" if number % 2 else "20:00"
        lines.append(f'2026-11-{number:02d},x,y,{clock},meh,"walk","",""')
    problems = refusal("\n".join(lines).encode())
    assert [one.row for one in problems] == list(range(2, 22, 2))


def test_a_thousand_problems_are_counted_and_not_listed():
    lines = ["full_date,time,mood,activities,note", *["2026-11-01,late,meh,,"] * 1000]
    problems = refusal("\n".join(lines).encode())
    assert len(problems) == 101
    assert "900 more" in problems[-1].message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Sore <b>left</b> side"\n', '"Sore <b>left</b> side\n'),
        (',"Session 3",', ","),
        (',"Session 3",', ',"a","b",'),
    ],
)
def test_a_torn_row_is_refused(old, new):
    text = text_of("daylio_8col.csv")
    assert old in text
    refusal(text.replace(old, new).encode())


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(text_of("daylio_8col.csv").encode() * 100)
        file.truncate(2_000_000_000)
    (problem,) = refusal(path)
    assert "64 MB" in problem.message


def test_a_note_that_is_too_long_is_cut_in_sight_and_all_else_comes_in():
    lines = ["full_date,time,mood,activities,note"]
    lines += [f'2026-11-01,20:00,meh,,"{number} {"x" * 900}"' for number in range(5)]
    lines.append('2026-11-02,20:00,meh,,"short"')
    batch, problems = read("\n".join(lines).encode(), zone=BERLIN, today=TODAY)
    assert problems == ()
    long, short = (item.value for item in batch.items if isinstance(item.value, Entry))
    assert 3_990 < len(long.note) <= 4_000
    whole = len(long.note.partition("\n[Cut here: ")[0])
    more = int(long.note.partition("[Cut here: ")[2].split()[0].replace(",", ""))
    full = "\n".join(["From Daylio:", *(f"{number} {'x' * 900}" for number in range(5))])
    assert long.note.startswith(full[:whole])
    assert whole + more == len(full)
    assert short.note.endswith("short")
    (notice,) = [one for one in batch.notices if "too long" in one]
    assert notice.startswith("Row 2: the note of Sun 1 Nov")
    assert f"without its last {more:,}" in notice
    assert read("\n".join(lines).encode(), zone=BERLIN, today=TODAY)[0] == batch, (
        "it is known when it comes again"
    )


def test_a_day_with_too_many_medicines_says_what_to_do():
    header, *_ = text_of("bearable_7col.csv").splitlines()
    lines = [
        header,
        *(f'"1st Nov 2026","Sunday","am","Meds/Supplements","1","M{n} (mg)",""' for n in range(21)),
    ]
    (problem,) = refusal("\n".join(lines).encode())
    assert "20 fit" in problem.message


def test_a_name_too_long_for_a_medicine_is_refused_and_not_cut():
    text = text_of("bearable_7col.csv").replace("Ibuprofen (mg)", f"{'x' * 130} (mg)")
    assert refusal(text.encode())[0].row == 9


# Bearable


def test_bearables_symptoms_stay_on_their_own_scale():
    first, third = brought("bearable_7col.csv").entries
    assert first.note.splitlines() == [
        "From Bearable:",
        "Back (lower) pain: 2 of 4 (Moderate), am",
        "Back (lower) pain: 3 of 4 (Severe), pm",
        "Neck pain: 1 of 4 (Mild), pre",
        'Long drive, "stiff" afterwards',
        "Energy: 2, Low, mid",
        "Sleep quality: 3, Fair",
    ]
    assert first.sleep_hours == 6.5
    assert first.medicines == ("Ibuprofen 400 mg",)
    assert first.written_at.isoformat() == "2026-11-01T20:40:00+00:00"
    assert (third.day, third.pain_average) == (date(2026, 11, 3), None)


def test_both_kinds_of_bearable_file_bring_the_same():
    assert brought("bearable_7col.csv").items == brought("bearable_8col.csv").items


def test_a_symptom_turned_into_0_to_10_is_marked_and_said():
    batch = brought("bearable_7col.csv", **{"Symptom: Back (lower) pain": Target.PAIN_WORST})
    first, third = batch.entries
    assert (first.pain_worst, first.pain_is_0_to_10) == (8, False)
    assert (third.pain_worst, third.pain_is_0_to_10) == (10, False)
    assert any("another scale" in notice for notice in batch.notices)
    average = brought("bearable_7col.csv", **{"Symptom: Back (lower) pain": Target.PAIN_AVERAGE})
    assert average.entries[0].pain_average == 6
    assert any("more than one number" in notice for notice in average.notices)


def test_what_bearable_calls_0_to_4_is_not_0_to_10_because_somebody_says_so():
    choice = Choice(target=Target.PAIN_WORST, scale=(0, 10))
    batch = brought("bearable_7col.csv", **{"Symptom: Back (lower) pain": choice})
    assert not batch.entries[0].pain_is_0_to_10


def test_acupuncture_among_bearables_factors_becomes_a_session_at_noon():
    batch = brought("bearable_7col.csv", **{"Factors: Walk": Target.WALKING})
    (session,) = batch.treatments
    assert session.local == datetime(2026, 11, 2, 12)
    assert "did not say at what time" in session.note
    assert any("12:00" in notice for notice in batch.notices)
    assert batch.entries[1].other_care == (Care.WALKING,)


def test_bearables_two_dates_have_to_agree():
    text = text_of("bearable_8col.csv").replace("2026-11-03", "2026-11-04")
    assert refusal(text.encode())[0].row == 11


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Symptom","4"', '"Symptom","5"'),
        ('"Symptom","4"', '"Symptom","x"'),
        ('"6:30"', '"6 hours"'),
        ('"6:30"', '"99:30"'),
        ('"pre"', '"precious"'),
        ('"Energy"', '""'),
        ("3rd Nov 2026", "33rd Nov 2026"),
        ("3rd Nov 2026", "3rd Nov 1826"),
        ("3rd Nov 2026", "3rd Nob 2026"),
    ],
)
def test_a_row_of_bearable_that_cannot_be_is_refused(old, new):
    text = text_of("bearable_7col.csv")
    assert old in text
    assert len(refusal(text.replace(old, new).encode())) == 1


# Daylio


def test_daylios_mood_is_left_out_and_its_html_is_text():
    first, second = brought("daylio_8col.csv").entries
    assert first.note == "From Daylio:\nfamily\nwalk"
    assert first.written_at.isoformat() == "2026-11-01T21:00:00+00:00"
    assert second.note == "From Daylio:\nback pain\nbad sleep\nSession 3\nSore left side"
    mood = brought("daylio_8col.csv", Mood=Target.NOTE)
    assert "Mood: meh" in mood.entries[1].note


def test_a_smaller_than_sign_is_no_tag():
    text = text_of("daylio_8col.csv").replace("Sore <b>left</b> side", "pain < 3 & > 1")
    assert "pain < 3 & > 1" in brought(text.encode()).entries[1].note


# Track & Graph


def test_ana_says_what_her_features_are():
    batch = brought(
        "track_and_graph.csv",
        **{
            "Feature: Pain worst": Target.PAIN_WORST,
            "Feature: Stress": Target.STRESS,
            "Feature: Location": Target.NOTE,
        },
    )
    first, second = batch.entries
    assert (first.day, first.pain_worst, first.stress) == (date(2026, 11, 1), 7, 4)
    assert first.note == "From Track & Graph:\nLocation: Lower back"
    assert (second.pain_worst, second.sleep_hours) == (5, 6.5)
    assert second.note == "From Track & Graph:\nPain worst: after acupuncture"
    assert first.pain_is_0_to_10
    assert batch.left_out == {}


def test_a_feature_may_be_pain_right_now():
    batch = brought("track_and_graph.csv", **{"Feature: Pain worst": Target.MOMENT})
    assert [(one.at.isoformat(), one.pain) for one in batch.moments] == [
        ("2026-11-01T19:05:00+00:00", 7),
        ("2026-11-02T19:10:00+00:00", 5),
    ]


def test_a_scale_of_anas_own_is_turned_for_pain_and_for_nothing_else():
    own = Choice(target=Target.PAIN_AVERAGE, scale=(0, 20))
    batch = brought("track_and_graph.csv", **{"Feature: Pain worst": own})
    assert [(day.pain_average, day.pain_is_0_to_10) for day in batch.entries] == [(4, False), (3, False)]
    for target in (Target.STRESS, Target.MOMENT):
        (problem,) = refusal(
            SAMPLES / "track_and_graph.csv", {"Feature: Pain worst": Choice(target=target, scale=(0, 20))}
        )
        assert "Only a day's pain" in problem.message
    refusal(
        SAMPLES / "track_and_graph.csv",
        {"Feature: Pain worst": Choice(target=Target.PAIN_AVERAGE, scale=(5, 5))},
    )


def test_a_number_outside_its_scale_is_refused_with_its_row():
    own = Choice(target=Target.PAIN_AVERAGE, scale=(0, 6))
    (problem,) = refusal(SAMPLES / "track_and_graph.csv", {"Feature: Pain worst": own})
    assert (problem.row, "7 is not between 0 and 6" in problem.message) == (2, True)


def test_average_pain_above_worst_pain_is_refused_with_its_day():
    mapping = {
        "Feature: Pain worst": Choice(target=Target.PAIN_AVERAGE, scale=(0, 10)),
        "Feature: Stress": Choice(target=Target.PAIN_WORST, scale=(0, 10)),
    }
    (problem,) = refusal(SAMPLES / "track_and_graph.csv", mapping)
    assert "1 Nov 2026" in problem.message


def test_a_day_is_the_one_anas_clock_showed():
    row = "FeatureName,Timestamp,Value,Label,Note\nPain,2026-11-01T23:30:00.000-05:00,4.0,,\n"
    batch = brought(row.encode(), **{"Feature: Pain": Target.PAIN_AVERAGE})
    assert batch.entries[0].day == date(2026, 11, 1)
    batch = brought(row.replace("-05:00", "Z").encode(), **{"Feature: Pain": Target.PAIN_AVERAGE})
    assert batch.entries[0].day == date(2026, 11, 2)


def test_durations_and_numbers_of_one_feature_do_not_mix():
    text = text_of("track_and_graph.csv") + "Sleep,2026-11-03T07:00:00.000+01:00,7.0,,\r\n"
    assert [one.row for one in refusal(text.encode())] == [4, 7]


# Loop


def test_loops_numbers_are_thousandths_and_a_no_among_them_is_zero():
    name = "Loop Habits CSV 2026-11-03.zip"
    batch = brought(name, **{"Habit: Pain": Target.PAIN_AVERAGE, "Habit: Stretching": Target.EXERCISE})
    first, second = batch.entries
    assert (first.day, first.pain_average, first.other_care) == (date(2026, 11, 1), 7, ())
    assert (second.day, second.pain_average, second.other_care) == (date(2026, 11, 2), 5, (Care.EXERCISE,))
    assert first.note == "From Loop Habit Tracker:\nStretching: too sore"
    assert batch.passed_over == {"Days on which a habit was not kept": 1}
    files = unzipped(name)
    files["002 Pain/Checkmarks.csv"] = files["002 Pain/Checkmarks.csv"].replace(b"7000", b"NO")
    assert brought(zipped(files), **{"Habit: Pain": Target.PAIN_AVERAGE}).entries[0].pain_average == 0


def test_a_habit_whose_folder_is_missing_is_refused():
    files = unzipped("Loop Habits CSV 2026-11-03.zip")
    del files["002 Pain/Checkmarks.csv"]
    assert refusal(zipped(files))[0].file == "Habits.csv"


def test_a_day_of_loop_that_says_something_unknown_is_refused():
    files = unzipped("Loop Habits CSV 2026-11-03.zip")
    files["001 Stretching/Checkmarks.csv"] = files["001 Stretching/Checkmarks.csv"].replace(b"NO,", b"MAYBE,")
    (problem,) = refusal(zipped(files))
    assert (problem.file, problem.row) == ("001 Stretching/Checkmarks.csv", 3)


# CrisisCore


def test_crisiscores_single_line_is_read_as_the_rows_it_means():
    assert brought("crisiscore_full.csv") == brought("crisiscore_full_lf.csv")
    first, _ = brought("crisiscore_full.csv").entries
    assert 'Said "ouch" a lot' in first.note
    assert "Where it hurt: Lower Back; Left Buttock" in first.note


def test_a_backslash_in_a_note_is_no_new_row():
    text = text_of("crisiscore_full.csv").replace("a lot", r"a\not")
    assert r"a\not" in brought(text.encode()).entries[0].note


def test_crisiscores_pain_is_a_moment_until_ana_says_it_is_the_day():
    batch = brought("crisiscore_full.csv")
    assert [(one.pain, one.local) for one in batch.moments] == [
        (7, datetime(2026, 11, 1, 20, 5)),
        (5, datetime(2026, 11, 2, 20, 10)),
    ]
    batch = brought(
        "crisiscore_full.csv", **{"Pain": Target.PAIN_AVERAGE, "Sleep quality": Target.SLEEP_QUALITY}
    )
    assert [(one.pain_average, one.sleep_quality, one.pain_is_0_to_10) for one in batch.entries] == [
        (7, 4, True),
        (5, 6, True),
    ]


def test_csv_and_json_of_one_entry_name_the_same_moment():
    csv_moment = brought("crisiscore_minimal.csv").moments
    assert csv_moment == brought("crisiscore_minimal.json").moments


def test_a_treatment_named_in_several_entries_is_one_session():
    (entry,) = json.loads(text_of("crisiscore_full.json"))
    later = entry | {"timestamp": "2026-11-02T19:05:00.000Z"}
    batch = brought(json.dumps([entry, later]).encode())
    assert [one.local for one in batch.treatments] == [datetime(2026, 11, 1, 12)]
    assert len(batch.moments) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": "yesterday"},
        {"timestamp": "2026-11-01T19:05:00"},
        {"timestamp": None},
        {"baselineData": {"pain": 11}},
        {"baselineData": {"pain": "7"}},
        {"baselineData": {"pain": True}},
        {"baselineData": {"pain": 1e300}},
        {"baselineData": []},
        {"baselineData": {"pain": 5, "locations": 5}},
        {"medications": {"current": ["Ibuprofen"]}},
        {"treatments": {"recent": [{"type": "Acupuncture", "date": "soon"}]}},
        {"stress": 99},
    ],
)
def test_an_entry_of_crisiscore_that_cannot_be_is_refused(change):
    (entry,) = json.loads(text_of("crisiscore_full.json"))
    data = json.dumps([entry, entry | change]).encode()
    assert {one.row for one in refusal(data)} == {2}


# Apple Health


def test_apples_sleep_counts_once_and_without_the_time_awake():
    first, second = brought("apple_health_export.zip").entries
    assert (first.day, first.note) == (date(2026, 11, 1), "From Apple Health:\nLower back pain: moderate")
    assert (second.day, second.sleep_hours) == (date(2026, 11, 2), 4.0)


def apple(*records, dtd=""):
    body = "\n".join(records)
    return zipped(
        {
            "apple_health_export/export.xml": f'<?xml version="1.0"?>\n{dtd}<HealthData>\n{body}\n</HealthData>\n'
        }
    )


def sleep(start, end, value="AsleepCore", ahead="+0100", device="Watch"):
    return (
        f'<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="{device}" startDate="{start} {ahead}" '
        f'endDate="{end} {ahead}" value="HKCategoryValueSleepAnalysis{value}"/>'
    )


def test_two_devices_that_saw_one_night_make_one_night():
    night = (
        sleep("2026-11-01 23:00:00", "2026-11-02 05:00:00"),
        sleep("2026-11-02 01:00:00", "2026-11-02 06:00:00", "Asleep", device="Ring"),
        sleep("2026-11-02 06:30:00", "2026-11-02 07:00:00", "AsleepREM"),
    )
    (day,) = brought(apple(*night)).entries
    assert (day.day, day.sleep_hours) == (date(2026, 11, 2), 7.5)


def test_a_nap_is_added_to_its_own_day():
    night = sleep("2026-11-01 23:00:00", "2026-11-02 06:00:00")
    nap = sleep("2026-11-02 14:00:00", "2026-11-02 14:30:00")
    (day,) = brought(apple(night, nap)).entries
    assert day.sleep_hours == 7.5


def test_apples_own_dtd_is_read_and_entities_are_not():
    dtd = "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record)*>\n<!ATTLIST Record type CDATA #REQUIRED>\n]>\n"
    night = sleep("2026-11-01 23:00:00", "2026-11-02 06:00:00")
    assert brought(apple(night, dtd=dtd)).entries
    laughs = '<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n'
    outside = '<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
    for bad in (laughs, outside):
        (problem,) = refusal(apple(night, dtd=bad))
        assert "instructions" in problem.message


@pytest.mark.parametrize(
    "record",
    [
        sleep("2026-11-02 06:00:00", "2026-11-01 23:00:00"),
        sleep("2026-11-01 06:00:00", "2026-11-03 23:00:00"),
        sleep("2026-11-01 25:00:00", "2026-11-02 06:00:00"),
        sleep("2026-13-01 23:00:00", "2026-11-02 06:00:00"),
        sleep("9999-12-31 23:00:00", "9999-12-31 23:59:59", ahead="-2300"),
        sleep("2026-11-01 23:00:00", "2026-11-02 06:00:00", ahead="0100"),
        sleep("2026-11-01 23:00:00", "2026-11-02 06:00:00", "Dreaming"),
        '<Record type="HKCategoryTypeIdentifierHeadache" startDate="2026-11-01 23:00:00 +0100" value="Bad"/>',
    ],
)
def test_a_record_of_apple_that_cannot_be_is_refused(record):
    (problem,) = refusal(apple(sleep("2026-11-01 23:00:00", "2026-11-02 06:00:00"), record))
    assert problem.row == 2


def test_an_apple_file_that_ends_in_the_middle_is_refused():
    data = zipped({"apple_health_export/export.xml": '<?xml version="1.0"?>\n<HealthData>\n<Record type="x"'})
    (problem,) = refusal(data)
    assert "damaged" in problem.message


def test_apples_export_is_read_without_its_zip_too(tmp_path):
    (data,) = unzipped("apple_health_export.zip").values()
    path = tmp_path / "export.xml"
    path.write_bytes(data)
    assert recognise(path) is Source.APPLE_HEALTH
    assert brought(path) == brought("apple_health_export.zip")


@pytest.mark.parametrize(
    "opening",
    [b'<HealthData><Record value="', b"<HealthData><!--", b"<HealthData><", b"<!--", b"<HealthData><?x "],
)
def test_an_apple_file_with_one_endless_entry_is_refused_at_once(opening, monkeypatch):
    fed = []
    reading = apple_health._Reading.feed
    monkeypatch.setattr(
        apple_health._Reading, "feed", lambda self, piece: (fed.append(len(piece)), reading(self, piece))
    )
    data = b'<?xml version="1.0"?>\n<!-- <HealthData> -->' + opening + b"a" * 40_000_000
    (problem,) = refusal(zipped({"apple_health_export/export.xml": data + b"</HealthData>"}))
    assert "more than a megabyte" in problem.message
    assert sum(fed) < 2_000_000


def test_an_apple_file_that_packs_far_too_well_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "export.zip"
    record = b'<Record type="HKQuantityTypeIdentifierStepCount" value="1"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        body = b'<?xml version="1.0"?>\n<HealthData>' + record * 900_000 + b"</HealthData>"
        archive.writestr("apple_health_export/export.xml", body)
    seen = []
    contents, problems = look(path, Source.APPLE_HEALTH, zone=BERLIN, progress=seen.append)
    assert contents is None
    assert "more than 200 times" in problems[0].message
    assert seen == []


def test_progress_goes_up_to_the_whole():
    seen = []
    look(SAMPLES / "apple_health_export.zip", Source.APPLE_HEALTH, zone=BERLIN, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_a_file_of_30_megabytes_is_read_in_little_memory(tmp_path):
    import tracemalloc

    path = tmp_path / "export.zip"
    steps = (
        '<Record type="HKQuantityTypeIdentifierStepCount" sourceName="iPhone" unit="count" creationDate="2026-11-01 '
        '18:10:00 +0100" startDate="2026-11-01 18:00:00 +0100" endDate="2026-11-01 18:10:00 +0100" value="900"/>\n'
    )
    name = "apple_health_export/export.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as into:
        into.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData>\n')
        block = (steps * 500).encode()
        written = 0
        while written < 30_000_000:
            into.write(block)
            into.write(sleep("2026-11-01 23:00:00", "2026-11-02 06:00:00").encode())
            written += len(block)
        into.write(b"</HealthData>\n")
    tracemalloc.start()
    try:
        contents, problems = look(path, Source.APPLE_HEALTH, zone=BERLIN)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert problems == ()
    assert contents.rows > 100_000
    assert most < 8_000_000


# Health Connect


def test_health_connects_night_belongs_to_the_day_of_waking():
    (day,) = brought("health_connect.zip").entries
    assert (day.day, day.sleep_hours) == (date(2026, 11, 2), 7.17)


def health_connect(tmp_path, *statements):
    path = tmp_path / "health_connect_export.db"
    path.write_bytes(unzipped("health_connect.zip")["health_connect_export.db"])
    database = sqlite3.connect(path)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()
    return zipped({"health_connect_export.db": path.read_bytes()})


def test_only_the_stages_of_sleep_count(tmp_path):
    data = health_connect(
        tmp_path,
        "INSERT INTO sleep_stages_table VALUES (1, 1793596800000, 1793600400000, 1)",
        "UPDATE sleep_stages_table SET stage_end_time = 1793592000000 WHERE stage_type = 4",
    )
    assert brought(data).entries[0].sleep_hours == 5.83


def test_a_night_without_stages_counts_whole(tmp_path):
    data = health_connect(tmp_path, "DELETE FROM sleep_stages_table")
    assert brought(data).entries[0].sleep_hours == 7.17


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sleep_session_record_table SET start_time = end_time + 1; ",
        "UPDATE sleep_session_record_table SET end_time = 'late'",
        "UPDATE sleep_session_record_table SET end_zone_offset = 9000000",
        "UPDATE sleep_stages_table SET stage_type = 99",
        "UPDATE sleep_stages_table SET stage_start_time = NULL",
    ],
)
def test_a_night_that_cannot_be_is_refused(tmp_path, statement):
    statements = [statement]
    if "session" in statement:
        statements.append("DELETE FROM sleep_stages_table")
    refusal(health_connect(tmp_path, *statements))


def test_a_view_in_place_of_the_table_is_not_asked(tmp_path):
    data = health_connect(
        tmp_path,
        "ALTER TABLE sleep_session_record_table RENAME TO hidden",
        "CREATE VIEW sleep_session_record_table AS SELECT * FROM hidden",
    )
    (problem,) = refusal(data)
    assert "no sleep" in problem.message


def test_what_lies_beside_the_database_is_looked_at_in_little_memory():
    database = unzipped("health_connect.zip")["health_connect_export.db"]
    chance = random.Random(1)
    beside = {f"{number}.bin": chance.randbytes(1_000_000) + bytes(40_000_000) for number in range(2)}
    data = zipped({"health_connect_export.db": database} | beside)
    tracemalloc.start()
    try:
        contents, problems = look(data, Source.HEALTH_CONNECT, zone=BERLIN)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (problems, contents.rows) == ((), 1)
    assert most < 15_000_000


def test_what_lies_beside_the_database_is_damaged_or_whole():
    files = {"other.txt": "words " * 1_000} | unzipped("health_connect.zip")
    data = bytearray(zipped(files))
    data[60] ^= 1
    (problem,) = refusal(bytes(data))
    assert "zip file is damaged" in problem.message


def test_a_database_is_unpacked_in_a_private_place_and_nothing_of_it_stays(tmp_path, monkeypatch):
    seen = []
    read_it = importing.health_connect._look

    def look_at(path):
        seen.append((path.parent, path.name, path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777))
        return read_it(path)

    monkeypatch.setattr(importing.health_connect, "_look", look_at)
    folder = tmp_path / "incoming"
    data = (SAMPLES / "health_connect.zip").read_bytes()
    contents, _ = look(data, Source.HEALTH_CONNECT, zone=BERLIN, folder=folder)
    assert contents.rows == 1
    ((place, name, *modes),) = seen
    assert (place, modes) == (folder, [0o600, 0o700])
    assert re.fullmatch("[0-9a-f]{32}", name), "a leftover is known by its name at the next start"
    assert list(folder.iterdir()) == []


def test_a_database_there_is_no_room_for_is_a_sentence(tmp_path, monkeypatch):
    room = shutil.disk_usage(tmp_path)._replace(free=100_010_000)
    monkeypatch.setattr(importing.health_connect.shutil, "disk_usage", lambda _: room)
    data = (SAMPLES / "health_connect.zip").read_bytes()
    contents, (problem,) = look(data, Source.HEALTH_CONNECT, zone=BERLIN, folder=tmp_path)
    assert contents is None
    assert "no room on this computer" in problem.message
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_refused():
    data = bytearray(unzipped("health_connect.zip")["health_connect_export.db"])
    chance = random.Random(3)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(40):
            broken[chance.randrange(100, len(broken))] ^= 1 << chance.randrange(8)
        batch, problems = read(zipped({"health_connect_export.db": bytes(broken)}), zone=BERLIN, today=TODAY)
        assert (batch is None) == bool(problems)


# Zips


ZIPS = [name for name in COUNTS if name.endswith(".zip")]


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_leads_elsewhere_is_refused(name):
    (problem,) = refusal(zipped(unzipped(name) | {"../evil": b"x"}))
    assert "names places outside itself" in problem.message


def with_password(data):
    """The same zip with the mark of a password on each of its files, in both places a zip keeps it."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at] |= 1
            start = changed.find(mark, start + 4)
    return bytes(changed)


@pytest.mark.parametrize("data", [package.write(FULL), *((SAMPLES / name).read_bytes() for name in ZIPS)])
def test_a_zip_nobody_can_look_into_says_why(data):
    for share in (0.3, 0.6, 0.95):
        (problem,) = refusal(data[: int(len(data) * share)])
        assert "zip file is damaged" in problem.message
    (problem,) = refusal(with_password(data))
    assert "has a password" in problem.message
    (problem,) = refusal(b"PK\x03\x04rest")
    assert "zip file is damaged" in problem.message


def test_a_package_whose_description_is_damaged_is_not_called_unknown():
    data = package.write(FULL)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("datapackage.json")
    changed = bytearray(data)
    changed[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 1
    assert recognise(bytes(changed)) is Source.OWN
    assert package.read(bytes(changed))[1]


def test_a_zip_bomb_in_the_place_of_an_export_is_refused():
    files = unzipped("Loop Habits CSV 2026-11-03.zip") | {"big.csv": bytes(100_000_000)}
    (problem,) = refusal(zipped(files))
    assert "unpacks to more than" in problem.message


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_packs_far_too_well_is_refused_whatever_it_is(name):
    files = unzipped(name) | {"zeros.bin": bytes(60_000_000)}
    (problem,) = refusal(zipped(files))
    assert "more than 200 times" in problem.message


def listing(files):
    """A zip that is hardly more than a list of so many contents."""
    line = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, *[0] * 15) + b"a"
    line = line[:28] + struct.pack("<H", 1) + line[30:]
    listed = line * files
    many = files & 0xFFFF
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, many, many, len(listed), 4, 0)
    return b"PK\3\4" + listed + end


@pytest.mark.parametrize(
    ("files", "said"),
    [(230_000, "holds more than 200,000 files"), (2_400_000, "is longer than that")],
)
def test_a_zip_that_is_nothing_but_a_list_is_refused_before_the_list_is_made(files, said):
    data = listing(files)
    tracemalloc.start()
    try:
        (problem,) = refusal(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said in problem.message
    assert most < 2 * len(data)


def test_the_words_of_each_target_are_there():
    assert set(importing.TARGET_WORDS) == set(Target)
    assert set(importing.TITLES) | {"acujournal"} == {str(one) for one in Source}


@pytest.mark.parametrize("tag", ["a", "Record"])
def test_elements_within_elements_without_end_are_refused_before_they_fill_the_memory(tag):
    depth = 1_000_000
    tracemalloc.start()
    try:
        (problem,) = refusal(b'<?xml version="1.0"?><HealthData>' + f"<{tag}>".encode() * depth)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "within one another" in problem.message
    assert most < 40_000_000
