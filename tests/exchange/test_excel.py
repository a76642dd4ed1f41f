import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acujournal.exchange.excel import guarded, unguarded, write_days
from acujournal.journal import Care, Entry
from tests.exchange.journals import FULL

DAY = replace(FULL.entries[0], deleted_at=None)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u00a0=1",
    "'=1",
    "''=1",
]


def cells(data):
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_note_runs_as_a_formula(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet=st.sampled_from("'=+-@ \t\nax＝;")) | st.text())
def test_the_guard_can_be_taken_off_again(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "guard"),
    [("x;=1+1", "x;'=1+1"), ("first\n=HYPERLINK(1)", "first\n'=HYPERLINK(1)"), ("a; +2", "a; '+2")],
)
def test_no_part_of_a_note_runs_where_the_semicolon_ends_a_cell(text, guard):
    assert guarded(text) == guard
    assert unguarded(guard) == text


def test_other_texts_stay_as_they_are():
    for text in ("", "a", "'tis better", "5 = 5", "a-b", "1+1"):
        assert guarded(text) == text == unguarded(text)


def test_excel_is_told_that_it_is_utf_8_and_texts_are_guarded_but_no_numbers():
    data = write_days([DAY])
    assert data.startswith(b"\xef\xbb\xbfDay,")
    (row,) = cells(data)
    assert row["Note"].startswith("'=cmd|")
    assert unguarded(row["Note"]) == DAY.note
    assert (row["Average pain (0-10)"], row["Stress (0-10)"], row["Sleep (hours)"]) == ("4", "0", "6.5")
    assert row["Where it hurt"] == "Left lower back"
    assert row["Other care"] == "walking; heat"
    assert data.count(b"\r\n") == 2


def test_a_missed_answer_is_an_empty_cell_and_a_deleted_day_no_row():
    (row,) = cells(write_days([Entry(day=date(2026, 11, 20), other_care=(Care.REST,)), FULL.entries[0]]))
    assert row["Average pain (0-10)"] == ""
    assert row["Sleep (hours)"] == ""
    assert row["Filled in later"] == "no"
