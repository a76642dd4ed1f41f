"""Stress and sleep beside pain: only what could be worked out, each in words of its own direction."""

from dataclasses import replace

from acujournal import charts
from acujournal.stats import Analysis
from acujournal.stats.beside import Beside
from tests.charts.diaries import answers, diary, estimate, marks_on, sample_journal, wavering


def analysis(stress: Beside | None = None, sleep: Beside | None = None) -> Analysis:
    none = Beside(None, None, 0, 91, ())
    return replace(answers(sample_journal()), stress=stress or none, sleep=sleep or none)


CLEAR = Beside(estimate(0.5, 0.05), estimate(0.0, 0.2), 80, 91, ())
#: Its 95 % interval leaves out 0, and would by chance too often with four looked at.
BARELY = Beside(estimate(-0.21, 0.1), estimate(0.02, 0.1), 60, 91, ())


def test_only_relations_that_were_worked_out_have_a_row() -> None:
    shown = charts.beside_of(analysis(stress=CLEAR))

    assert [row[0] for row in charts.beside_rows(shown)] == [
        "1 point more stress, same day",
        "1 point more stress, day before",
    ]
    assert len(charts.beside(shown).rows["beside"]) == 2
    assert "sleep, " not in charts.beside_words(shown)


def test_ana_who_answers_pain_alone_has_nothing_beside_it() -> None:
    shown = charts.beside_of(answers(diary(wavering(60)), 60))

    assert not shown.has_anything
    assert "not enough data yet" in charts.beside_words(shown)
    assert charts.beside_rows(shown) == []


def test_each_row_says_its_own_direction() -> None:
    shown = charts.beside_of(analysis(CLEAR, CLEAR))

    assert [row.words for row in shown.rows] == [
        "1 point more stress, same day",
        "1 point more stress, day before",
        "1 point better sleep, same day",
        "1 point better sleep, day before",
    ]


def test_a_relation_that_chance_shows_in_one_of_five_diaries_is_hollow() -> None:
    shown = charts.beside_of(analysis(CLEAR, BARELY))
    barely = shown.rows[2]

    assert barely.change.high < 0
    assert [row.is_clear for row in shown.rows] == [True, False, False, False]
    assert charts.beside(shown).rows["beside"]["clear"].tolist() == [True, False, False, False]
    assert "even though 4 are looked at at once" in charts.how_to_read_beside(shown)
    words = charts.beside_words(shown)
    assert "1 point better sleep, same day, pain 0.21 lower" in words
    assert words.count("cannot tell") == 3


def test_hollow_and_full_differ_by_shape_and_not_by_colour_alone() -> None:
    drawing = charts.beside(charts.beside_of(analysis(CLEAR, BARELY)))
    points = [mark["mark"] for mark in marks_on(drawing, "beside") if mark["mark"]["type"] == "point"]

    assert [point["filled"] for point in points] == [True, False]
    assert points[0]["color"] == points[1]["color"]


def test_both_sides_of_no_difference_are_as_long() -> None:
    drawing = charts.beside(charts.beside_of(analysis(CLEAR, BARELY)))
    low, high = drawing.rows["reach"]["value"]

    assert low == -high
    assert drawing.rows["beside"]["high"].max() <= high
    assert drawing.rows["beside"]["low"].min() >= low


def test_the_table_has_two_decimals_a_sign_and_the_days() -> None:
    rows = charts.beside_rows(charts.beside_of(analysis(CLEAR)))

    assert rows[0][1:] == ("+0.50", "+0.40 to +0.60", "80")
    assert rows[1][1] == "0.00"
    assert all(len(row) == len(charts.BESIDE_HEADS) for row in rows)


def test_ana_reads_of_hollow_dots_only_where_one_is_drawn() -> None:
    nothing = Beside(estimate(0.0, 0.2), None, 80, 91, ())
    clear = Beside(estimate(0.5, 0.05), None, 80, 91, ())

    assert "hollow" not in charts.how_to_read_beside(charts.beside_of(analysis(clear)))
    assert "full dot" not in charts.how_to_read_beside(charts.beside_of(analysis(nothing)))
    assert "hollow" in charts.how_to_read_beside(charts.beside_of(analysis(nothing)))
