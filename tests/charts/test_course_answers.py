"""The course with its answers: what is drawn only once it may be said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from acujournal import charts
from acujournal.charts.course import AFTER_TAKES, BEFORE_TAKES
from acujournal.errors import BadValue
from acujournal.journal import Journal
from acujournal.stats import Analysis
from acujournal.stats.verdict import Verdict
from tests.charts.diaries import TODAY, answers, diary, marks_on, sample_journal, wavering

FIRST = TODAY - timedelta(days=84)
UNTIL = TODAY + timedelta(days=1)


def course(
    journal: Journal, first: date = FIRST, *, days: int = 84, until: date = UNTIL, **more: int
) -> charts.Course:
    return charts.course_of(journal, first, until, analysis=answers(journal, days), **more)


def falling() -> Journal:
    return diary(wavering(84, level=8.0, daily=-0.07), sessions=(21, 30, 40, 51))


def level() -> Journal:
    return diary(wavering(84), sessions=(21, 30, 40, 51))


def test_a_trend_that_cannot_be_told_has_no_line() -> None:
    journal = level()
    shown = course(journal)

    assert not answers(journal, 84).trend.verdict.is_direction
    assert shown.trend is None
    assert charts.course(shown).rows["trend"].empty
    assert "trend" not in charts.course(shown).rows["sides"]["words"].tolist()
    assert "Trend" not in charts.course_words(shown)


def test_a_trend_with_a_direction_has_its_line() -> None:
    journal = falling()
    shown = course(journal)
    trend = answers(journal, 84).trend

    assert trend.verdict is Verdict.CLEARLY_LOWER
    assert shown.trend is not None
    days = (shown.trend.last - shown.trend.first).days
    assert trend.weekly is not None
    assert (shown.trend.to_pain - shown.trend.from_pain) / days * 7 == pytest.approx(trend.weekly.value)
    named = charts.course(shown).rows["sides"].set_index("words").loc["trend"]
    assert named["day"].date() == shown.trend.last
    assert 0 < named["pain"] < 10, "its name stands within the plot"
    assert "Trend in points a week: 0." in charts.course_words(shown)


def test_the_line_of_the_trend_is_the_least_squares_line() -> None:
    journal = falling()
    shown = course(journal).trend
    pain = journal.daily("pain_average")
    assert shown is not None
    middle = sum((day - FIRST).days for day in pain) / len(pain)
    mean = sum(pain.values()) / len(pain)
    share = (middle - (shown.first - FIRST).days) / (shown.last - shown.first).days

    assert shown.from_pain + share * (shown.to_pain - shown.from_pain) == pytest.approx(mean)


def test_the_line_of_a_trend_ends_where_the_scale_does() -> None:
    pains: list[int | None] = [8 - min(n // 3, 8) for n in range(60)]
    shown = course(diary(pains), TODAY - timedelta(days=60), days=60).trend

    assert shown is not None
    assert shown.to_pain == 0.0
    assert shown.last < TODAY - timedelta(days=1)


def test_a_journal_with_other_days_than_the_trend_has_no_line() -> None:
    journal = falling()
    part = journal.between(FIRST + timedelta(days=30), UNTIL)
    shown = charts.course_of(part, FIRST, UNTIL, analysis=answers(journal, 84))

    assert shown.trend is None


def test_the_means_of_the_drawing_are_those_of_the_answer() -> None:
    journal = falling()
    answer = answers(journal, 84).course
    shown = course(journal)
    rows = charts.course(shown).rows["levels"]

    assert answer.before is not None
    assert answer.after is not None
    assert rows["mean"].tolist() == [answer.before.mean, answer.after.mean]
    assert f"Before the first session the mean of 21 rated days is {answer.before.mean:.1f}." in (
        charts.course_words(shown)
    )


def test_the_picture_never_says_that_pain_fell_where_the_words_say_it_cannot_be_told() -> None:
    journal = sample_journal()
    answer = answers(journal, 84).course
    shown = course(journal)

    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.change is not None, "there are two means, and they differ"
    assert shown.levels == ()
    assert charts.course(shown).rows["levels"].empty
    assert "Before the first session the mean" not in charts.course_words(shown)


def test_two_means_that_are_about_the_same_are_drawn() -> None:
    pains: list[int | None] = [5 + n % 2 for n in range(200)]
    journal = diary(pains, sessions=(100,))
    shown = course(journal, TODAY - timedelta(days=200), days=200)

    assert answers(journal, 200).course.verdict is Verdict.SAME
    assert [one.is_before for one in shown.levels] == [True, False]


def test_means_that_may_not_be_compared_yet_are_not_drawn() -> None:
    journal = diary(wavering(25), sessions=(20,))
    shown = course(journal, TODAY - timedelta(days=25), days=25)

    assert shown.baseline is not None, "the days before are still shaded"
    assert shown.levels == ()
    assert charts.course(shown).rows["levels"].empty
    assert charts.course(shown).rows["sides"]["words"].tolist() == ["before the first session"]


def test_the_shade_ends_with_the_first_session() -> None:
    shown = course(falling())
    first_session = shown.sessions[0]

    assert shown.baseline == (FIRST, first_session)
    assert charts.course(shown).rows["baseline"]["end"].dt.date.tolist() == [first_session]
    assert "21 days before the first session shaded" in charts.course_words(shown)


def test_a_period_after_the_first_session_has_no_shade_but_keeps_the_mean_after() -> None:
    journal = falling()
    shown = course(journal, TODAY - timedelta(days=28), days=28)

    assert shown.baseline is None
    assert [one.is_before for one in shown.levels] == [False]
    assert shown.levels[0].first == TODAY - timedelta(days=28)
    assert charts.course(shown).rows["sides"]["words"].tolist()[0].startswith("after: ")


def test_gaps_stay_gaps_below_the_answers() -> None:
    pains = wavering(84, level=8.0, daily=-0.07)
    pains[50:55] = [None] * 5
    shown = course(diary(pains, sessions=(21,)))

    assert shown.rows["pain"].isna().sum() == 5 + 1, "five days, and today"
    for mark in marks_on(charts.course(shown), "course"):
        if mark["mark"]["type"] == "line":
            assert "transform" not in mark


def test_the_agreed_target_is_a_line_with_its_words() -> None:
    shown = course(level(), target=3)
    rows = charts.course(shown).rows["target"]

    assert rows["pain"].tolist() == [3.0]
    assert "agreed target 3" in charts.course(shown).rows["sides"]["words"].tolist()
    assert "The agreed target is 3." in charts.course_words(shown)


def test_a_target_of_no_pain_at_all_is_drawn() -> None:
    assert charts.course(course(level(), target=0)).rows["target"]["pain"].tolist() == [0.0]


@pytest.mark.parametrize("target", [11, -1, True])
def test_a_target_off_the_scale_is_refused(target: int) -> None:
    with pytest.raises(BadValue, match="agreed target"):
        course(level(), target=target)


def test_without_answers_the_course_is_the_one_it_was() -> None:
    drawing = charts.course(charts.course_of(level(), FIRST, UNTIL))

    assert {"baseline", "levels", "trend", "target", "sides"}.isdisjoint(drawing.rows)


def test_an_answer_without_anything_to_draw_changes_nothing() -> None:
    journal = diary([5, 6])
    bare = charts.course_of(journal, FIRST, UNTIL)
    shown = course(journal)

    assert not shown.has_answers
    assert charts.course(shown).design == charts.course(bare).design


def test_what_the_answers_add_is_drawn_by_a_usual_design() -> None:
    shown = course(sample_journal(), target=3)
    usual = [make() for make in charts.usual_designs()]

    assert any(charts.course(shown).design is design for design in usual)


@pytest.mark.parametrize("until_session", [8, 20, 40, 55, 65])
def test_the_words_above_both_sides_never_lie_on_one_another(until_session: int) -> None:
    drop: list[int | None] = [8 - n % 2 if n < until_session else 2 + n % 2 for n in range(84)]
    journal = diary(drop, sessions=(until_session,))
    drawing = charts.course(course(journal))
    sides = drawing.rows["sides"]
    before, after = sides.iloc[0], sides.iloc[1]
    days = (UNTIL - FIRST).days

    at = (before["day"].date() - FIRST).days / days
    before_ends = at + BEFORE_TAKES if before["align"] == "left" else at
    after_begins = (after["day"].date() - FIRST).days / days - AFTER_TAKES
    assert after["row"] == 1 or before_ends <= after_begins


def test_ten_years_have_their_answers_too() -> None:
    journal = diary(wavering(3650, level=8.0, daily=-0.001), sessions=tuple(range(100, 3600, 30)))
    analysis: Analysis = answers(journal, 3650)
    shown = charts.course_of(journal, TODAY - timedelta(days=3650), UNTIL, analysis=analysis, target=2)

    assert shown.weekly
    assert shown.trend is not None
    assert [one.is_before for one in shown.levels] == [True, False]
    assert replace(shown, trend=None, levels=(), baseline=None, target=None).has_answers is False
