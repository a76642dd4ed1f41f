"""The weekly questions: scores, when they are asked, memory beside diary, and the chart. Counted by hand."""

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from acujournal import charts
from acujournal.background import Ongoing, OngoingKind, care_changes
from acujournal.errors import BadValue
from acujournal.journal import Journal
from acujournal.treatment import Treatment, TreatmentStatus
from acujournal.weekly import (
    PEG,
    Change,
    WeeklyCheck,
    beside_memory,
    change_is_due,
    nearest,
    next_weekly,
)

SUNDAY = date(2026, 11, 22)
FOUR_BEFORE = SUNDAY - timedelta(days=28)


def week(day: date, *numbers: int | None, change: Change | None = None) -> WeeklyCheck:
    return WeeklyCheck(day=day, **dict(zip(PEG, numbers, strict=False)), change=change)


def back(days: int) -> date:
    return SUNDAY - timedelta(days=days)


def test_the_score_is_the_mean_of_all_three_and_none_of_two() -> None:
    assert week(SUNDAY, 6, 4, 0).score == pytest.approx(10 / 3)
    assert week(SUNDAY, 0, 0, 0).score == 0
    assert week(SUNDAY, 6, 4).score is None
    assert week(SUNDAY, change=Change.BETTER).score is None


def test_the_questions_are_worded_as_published() -> None:
    assert list(PEG) == ["pain", "enjoyment", "activity"]
    assert PEG["pain"] == "What number best describes your pain on average in the past week?"
    for name, what in (("enjoyment", "your enjoyment of life"), ("activity", "your general activity")):
        start = "What number best describes how, during the past week, pain has interfered with"
        assert PEG[name] == f"{start} {what}?"


def test_an_answer_of_eleven_is_refused() -> None:
    with pytest.raises(BadValue, match="from 0 to 10"):
        week(SUNDAY, 11)


def test_who_never_answered_is_asked_at_once_and_then_once_a_week() -> None:
    assert next_weekly([], None) is None
    assert next_weekly([week(back(9), 1), week(back(2), 1)], None) == back(-5)


def test_a_skipped_week_counts_as_asked() -> None:
    assert next_weekly([], SUNDAY) == back(-7)
    assert next_weekly([week(back(8), 1)], SUNDAY) == back(-7)
    assert next_weekly([week(SUNDAY, 1)], back(3)) == back(-7)


def test_change_is_asked_for_four_weeks_after_the_first_answers_and_not_a_day_before() -> None:
    assert not change_is_due([], SUNDAY)
    assert not change_is_due([week(back(27), 5, 5, 5)], SUNDAY)
    assert change_is_due([week(FOUR_BEFORE, 5, 5, 5)], SUNDAY)


def test_change_is_asked_for_once_in_four_weeks() -> None:
    told = week(back(27), 5, 5, 5, change=Change.BETTER)
    assert not change_is_due([week(back(60), 5, 5, 5), told], SUNDAY)
    assert change_is_due([week(back(60), 5, 5, 5), told], SUNDAY + timedelta(days=1))


def test_todays_own_answer_does_not_take_the_question_away() -> None:
    today = week(SUNDAY, 5, 5, 5, change=Change.WORSE)
    assert change_is_due([week(FOUR_BEFORE, 5, 5, 5), today], SUNDAY)


def test_memory_stands_beside_two_weeks_of_the_diary() -> None:
    # This week: days 0, 1, 2 and 6 back are rated 2, 3, 4, 3; day 7 back is no part of it.
    pain = {back(0): 2.0, back(1): 3.0, back(2): 4.0, back(6): 3.0, back(7): 10.0}
    # Four weeks before: days 28 to 34 back; 27 and 35 are no part of it.
    pain |= {back(27): 10.0, back(28): 6.0, back(30): 7.0, back(34): 8.0, back(35): 10.0}
    check = week(SUNDAY, 3, 2, 4, change=Change.A_LITTLE_BETTER)
    checks = [week(back(35), 9, 9, 9), week(back(27), 6, 6, 6), week(back(14), 1, 1, 1), check]

    memory = beside_memory(check, checks, pain)

    assert memory is not None
    assert memory.change is Change.A_LITTLE_BETTER
    assert (memory.now.first, memory.now.last) == (back(6), SUNDAY)
    assert (memory.now.ratings, memory.now.mean, memory.now.score) == (4, 3.0, 3.0)
    assert (memory.then.first, memory.then.last) == (back(34), back(28))
    assert (memory.then.ratings, memory.then.mean, memory.then.score) == (3, 7.0, 6.0)


def test_two_ratings_are_counted_but_make_no_mean() -> None:
    check = week(SUNDAY, 3, 2, 4, change=Change.THE_SAME)
    memory = beside_memory(check, [check], {SUNDAY: 2.0, back(1): 4.0})

    assert memory is not None
    assert (memory.now.ratings, memory.now.mean) == (2, None)
    assert (memory.then.ratings, memory.then.mean, memory.then.check) == (0, None, None)


def test_without_a_remembered_change_nothing_is_compared() -> None:
    check = week(SUNDAY, 3, 2, 4)
    assert beside_memory(check, [check], {SUNDAY: 2.0}) is None


def test_the_nearest_answers_are_at_most_three_days_off() -> None:
    early, late = week(back(31), 1), week(back(25), 2)
    assert nearest([early, late], FOUR_BEFORE) is early, "of two equally near ones the earlier"
    assert nearest([late, week(back(29), 3)], FOUR_BEFORE) == week(back(29), 3)
    assert nearest([week(back(24), 1), week(back(32), 1)], FOUR_BEFORE) is None


# The chart


def session(day: date, status: TreatmentStatus = TreatmentStatus.DONE) -> Treatment:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Treatment(treatment_id=f"{day}{status}", starts_at=at, zone="UTC", status=status)


def course_of(*checks: WeeklyCheck, treatments: tuple[Treatment, ...] = ()) -> charts.Function:
    journal = Journal(treatments=treatments)
    return charts.function_of(checks, journal, back(60), SUNDAY + timedelta(days=1))


def test_the_line_breaks_where_more_than_ten_days_lie_between_two_scores() -> None:
    course = course_of(week(back(31), 3, 3, 3), week(back(21), 6, 6, 6), week(back(10), 0, 3, 6))
    scores = course.rows["score"].tolist()

    assert scores[:2] == [3, 6], "ten days are joined"
    assert math.isnan(scores[2]), "eleven are not"
    assert scores[3] == 3
    assert course.rows["day"].is_monotonic_increasing


def test_two_answers_of_three_are_listed_but_not_drawn() -> None:
    course = course_of(week(back(7), 3, 3, 3), week(SUNDAY, 3, None, 3))

    assert course.scores == (3,)
    assert len(course.answers) == 2
    assert len(course.rows) == 1


def test_answers_outside_the_period_are_left_out() -> None:
    course = course_of(week(back(61), 1, 1, 1), week(back(60), 2, 2, 2), week(back(-1), 3, 3, 3))
    assert course.scores == (2,)


def test_only_sessions_that_took_place_are_marked() -> None:
    planned = session(back(3), TreatmentStatus.PLANNED)
    course = course_of(week(SUNDAY, 1, 1, 1), treatments=(session(back(5)), planned))
    assert course.sessions == (back(5),)


def marks_of(spec: Any) -> list[dict[str, Any]]:
    if isinstance(spec, dict):
        own = [spec] if "mark" in spec and "encoding" in spec else []
        return own + [mark for value in spec.values() for mark in marks_of(value)]
    return [mark for value in spec for mark in marks_of(value)] if isinstance(spec, list) else []


@pytest.mark.parametrize("dark", [False, True])
def test_the_drawing_has_dots_a_line_triangles_and_its_direction(dark: bool) -> None:
    course = course_of(week(back(7), 3, 3, 3), week(SUNDAY, 6, 6, 6), treatments=(session(back(5)),))
    spec = charts.function(course, dark=dark).spec
    marks = marks_of(spec)
    kinds = [mark["mark"]["type"] for mark in marks]

    assert {"line", "circle", "point"} <= set(kinds)
    (line,) = [mark for mark in marks if mark["mark"]["type"] == "line"]
    assert "filter" not in str(line.get("transform", "")), "a line over filtered rows would bridge a gap"
    assert line["encoding"]["y"]["scale"]["domain"] == [0, 10]
    assert "lower is better" in str(spec)
    (triangle,) = [mark for mark in marks if mark["mark"]["type"] == "point"]
    assert triangle["mark"]["shape"] == "triangle-down"
    assert spec["datasets"]["sessions"]["day"].dt.tz is None


def test_the_design_is_made_once_whatever_the_numbers() -> None:
    one = charts.function(course_of(week(SUNDAY, 1, 1, 1)))
    other = charts.function(course_of(week(back(7), 9, 9, 9)))
    assert one.design is other.design


def test_a_chart_of_years_names_months_with_their_year() -> None:
    checks = (week(SUNDAY, 1, 1, 1),)
    long = charts.function_of(checks, Journal(), SUNDAY - timedelta(days=800), SUNDAY + timedelta(days=1))
    assert "%b %Y" in str(charts.function(long).design)
    assert "%b %Y'" not in str(charts.function(course_of(*checks)).design["layer"][0])


def test_the_chart_in_words_says_how_many_the_first_and_the_last() -> None:
    course = course_of(
        week(back(14), 6, 6, 6),
        week(back(7), 8, 7, 6),
        week(SUNDAY, 3, 2, 4),
        treatments=(session(back(5)),),
    )
    words = charts.function_words(course)

    assert "3 scores, first 6.0 on Sun 8 Nov 2026, last 3.0 on Sun 22 Nov 2026" in words
    assert "lowest 3.0, highest 7.0" in words
    assert "lower is better" in words
    assert words.endswith("1 acupuncture session.")
    assert "1 score, 1.0 on" in charts.function_words(course_of(week(SUNDAY, 1, 1, 1)))
    assert "no week has all three answers yet" in charts.function_words(course_of(week(SUNDAY, 1)))


def test_the_smallest_change_is_told_without_bands() -> None:
    words = charts.how_to_read_function(course_of(week(SUNDAY, 1, 1, 1))).lower()
    assert "about 1 point is the least that people notice" in words
    assert not any(band in words for band in ("mild", "moderate", "severe"))


def with_changes(*checks: WeeklyCheck) -> charts.Function:
    """A new dose on one day, yoga on another, and a medicine that had ended before the period."""

    def medicine(name: str, **days: date) -> Ongoing:
        return Ongoing(ongoing_id=name, kind=OngoingKind.MEDICINE, name=name, **days)

    ongoing = (
        medicine("Secret 200", ended_on=back(70)),
        medicine("Secret 400", ended_on=back(20)),
        medicine("Secret 600", began_on=back(20)),
        Ongoing(ongoing_id="yoga", kind=OngoingKind.CARE, name="Secret yoga", began_on=back(3)),
    )
    until = SUNDAY + timedelta(days=1)
    changes = care_changes(ongoing, back(90), until)
    return charts.function_of(checks, Journal(), back(60), until, changes=changes)


def change_ticks(design: Any) -> list[dict[str, Any]]:
    return [mark for mark in marks_of(design) if mark.get("data") == {"name": "changes"}]


def test_changes_of_care_are_ticks_below_the_scores_and_their_names_are_not_drawn() -> None:
    drawing = charts.function(with_changes(week(back(7), 0, 0, 0), week(SUNDAY, 6, 6, 6)))
    rows = drawing.rows["changes"]
    (tick,) = change_ticks(drawing.design)
    (dot,) = [mark for mark in marks_of(drawing.design) if mark["mark"]["type"] == "circle"]
    lowest_dot_ends = dot["encoding"]["y"]["scale"]["range"][0] + math.sqrt(dot["mark"]["size"] / math.pi)
    middle, half = tick["encoding"]["y"]["value"], tick["mark"]["size"] / 2

    assert [day.date() for day in rows["day"]] == [back(20), back(3)]
    assert (rows["began"].tolist(), rows["ended"].tolist()) == ([1, 1], [1, 0])
    assert lowest_dot_ends < middle - half
    plain = charts.function(course_of(week(SUNDAY, 6, 6, 6))).design
    assert drawing.design["height"] >= plain["height"] + 2 * half, "the names of the days make room"
    assert middle + half < drawing.design["height"]
    assert "Secret" not in str(drawing.design)
    assert all("Secret" not in frame.to_csv() for frame in drawing.rows.values())


@pytest.mark.parametrize("dark", [False, True])
def test_changes_look_the_same_in_both_charts_over_time(dark: bool) -> None:
    weekly = with_changes(week(SUNDAY, 1, 1, 1))
    daily = charts.course_of(Journal(), weekly.first, weekly.until, changes=weekly.changes)
    (one,) = change_ticks(charts.function(weekly, dark=dark).design)
    (other,) = change_ticks(charts.course(daily, dark=dark).design)

    assert one["mark"] == other["mark"]
    assert one["encoding"]["tooltip"] == other["encoding"]["tooltip"]


def test_words_beside_the_weekly_chart_tell_of_changes_only_where_there_are_any() -> None:
    some, none = with_changes(week(SUNDAY, 1, 1, 1)), course_of(week(SUNDAY, 1, 1, 1))

    assert charts.function_words(some).endswith("3 changes of medicine or other care.")
    assert charts.function_words(with_changes()).endswith("3 changes of medicine or other care.")
    assert "strokes: medicine or other care" in charts.how_to_read_function(some)
    assert "Secret" not in charts.function_words(some) + charts.how_to_read_function(some)
    assert "medicine" not in charts.function_words(none) + charts.how_to_read_function(none)
    assert "changes" not in charts.function(none).rows
    assert change_ticks(charts.function(none).design) == []
    assert any(charts.function(none).design is make() for make in charts.usual_designs())
