"""One sentence below each chart, short enough for a tired reader, and of no mark that is not drawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from acujournal import charts
from acujournal.background import CareChange, OngoingKind
from acujournal.journal import Entry, Journal, Moment
from acujournal.stats.relief import DayAfter, DayAround
from acujournal.weekly import WeeklyCheck
from tests.charts.diaries import TODAY, answers, diary, estimate, sample_journal, wavering

UNTIL = TODAY + timedelta(days=1)


def full_course(days: int) -> charts.Course:
    """A course with every mark there is."""
    whole = diary(wavering(days), sessions=(21, 30), pain_worst=9)
    first = whole.entries[0].day
    entries = (
        replace(whole.entries[0], pain_is_0_to_10=False),
        Entry(day=whole.entries[1].day, pain_worst=8),
        *whole.entries[2:],
    )
    at = datetime(TODAY.year, TODAY.month, TODAY.day - 1, 9, tzinfo=UTC)
    moments = (Moment(moment_id="m", at=at, zone="UTC", pain=4),)
    journal = replace(whole, entries=entries, moments=moments)
    changes = (CareChange(first + timedelta(days=9), OngoingKind.MEDICINE, "Ibuprofen", is_beginning=True),)
    return charts.course_of(journal, first, UNTIL, changes=changes, analysis=answers(journal, days), target=3)


def sentences() -> dict[str, str]:
    analysis = answers(sample_journal())
    complete = charts.completeness_of(sample_journal(), analysis)
    long = diary(wavering(500))
    week = charts.week_of(analysis)
    few = replace(week, days=(replace(week.days[0], mean=None, ratings=2, interval=None), *week.days[1:]))
    beside = charts.beside_of(analysis)
    mixed = replace(
        beside,
        rows=(
            replace(beside.rows[0], is_clear=True),
            *(replace(one, is_clear=False) for one in beside.rows[1:]),
        ),
    )
    checks = (WeeklyCheck(day=TODAY, pain=1, enjoyment=1, activity=1),)
    changes = (CareChange(TODAY, OngoingKind.MEDICINE, "Ibuprofen", is_beginning=True),)
    function = charts.function_of(
        checks, diary(wavering(20), sessions=(5,)), TODAY - timedelta(days=30), UNTIL, changes=changes
    )
    return {
        "course": charts.how_to_read(full_course(84)),
        "course of weeks": charts.how_to_read(full_course(500)),
        "course of nothing": charts.how_to_read(charts.course_of(Journal(), TODAY, UNTIL)),
        "relief": charts.how_to_read_relief(charts.relief_of(analysis)),
        "beside": charts.how_to_read_beside(mixed),
        "week": charts.how_to_read_week(week),
        "a week with few ratings": charts.how_to_read_week(few),
        "function": charts.how_to_read_function(function),
        "complete": charts.how_to_read_completeness(complete),
        "complete by months": charts.how_to_read_completeness(
            charts.completeness_of(long, answers(long, 500))
        ),
    }


@pytest.mark.parametrize("name", sentences())
def test_ana_reads_one_sentence_of_at_most_25_words(name: str) -> None:
    said = sentences()[name]

    assert len(said.split()) <= 25, said
    assert said.endswith(".")
    assert ". " not in said
    assert said[0].isupper()


def test_ana_reads_of_every_mark_of_a_full_course() -> None:
    said = charts.how_to_read(full_course(84))

    for mark in ("thick line", "triangles", "faint bars or dashes", "rings", "strokes", "crosses", "gaps"):
        assert mark in said.lower()


def test_ana_with_two_rated_days_reads_of_no_line_bar_or_triangle() -> None:
    assert (
        charts.how_to_read(charts.course_of(diary([5, 6]), TODAY - timedelta(days=2), UNTIL))
        == "Gaps: unrated."
    )


def test_ana_reads_of_hollow_points_only_where_some_are_drawn() -> None:
    after = (DayAfter(1, estimate(-1.0), 8),)

    assert "hollow" in charts.how_to_read_relief(charts.ReliefCurve(after, (DayAround(-1, 0.8, 9),)))
    assert "hollow" not in charts.how_to_read_relief(charts.ReliefCurve(after, ()))


def test_ana_without_sessions_reads_of_no_triangles_beside_her_weekly_score() -> None:
    checks = (WeeklyCheck(day=TODAY, pain=1, enjoyment=1, activity=1),)
    shown = charts.function_of(checks, Journal(), TODAY - timedelta(days=7), UNTIL)

    assert "triangles" not in charts.how_to_read_function(shown)
