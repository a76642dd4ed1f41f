"""Pain of another scale in the course: shown on its days, in no line, no mean and no number."""

from dataclasses import replace
from datetime import timedelta

from acujournal import charts
from acujournal.charts.paper import PAIN, how_to_read_paper, paper_course, paper_course_of, paper_words
from acujournal.journal import Journal, week_start
from tests.charts.diaries import TODAY, answers, diary, marks_on, wavering

UNTIL = TODAY + timedelta(days=1)
#: Days whose pain an import turned into 0-10: ten in a row, all "10".
TURNED = range(40, 50)


def journal(days: int = 84) -> Journal:
    whole = diary(wavering(days, level=4.0), sessions=(21, 30, 60), pain_worst=10)
    entries = tuple(
        replace(entry, pain_average=10, pain_is_0_to_10=False) if number in TURNED else entry
        for number, entry in enumerate(whole.entries)
    )
    return replace(whole, entries=entries)


def course(days: int = 84) -> charts.Course:
    whole = journal(days)
    return charts.course_of(whole, TODAY - timedelta(days=days), UNTIL, analysis=answers(whole, days))


def test_no_line_and_no_mean_joins_pain_of_two_scales() -> None:
    shown = course()
    rows = shown.rows

    assert rows["pain"][list(TURNED)].isna().all()
    assert rows["worst"][list(TURNED)].isna().all()
    assert rows["mean7"].max() < 6, "seven days with tens among them would lie above"
    assert len(shown.ratings) == 84 - len(TURNED)
    assert max(shown.ratings) < 10


def test_days_of_another_scale_are_crosses_that_nothing_joins() -> None:
    shown = course()
    drawing = charts.course(shown)
    (crosses,) = marks_on(drawing, "turned")

    assert crosses["mark"]["type"] == "point"
    assert len(drawing.rows["turned"]) == len(TURNED)
    assert drawing.rows["turned"]["pain"].tolist() == [10.0] * len(TURNED)
    assert "crosses: another scale" in charts.how_to_read(shown)
    assert "another scale on 10 days: crosses that no line and no mean counts" in charts.course_words(shown)


def test_a_course_of_one_scale_says_nothing_of_another() -> None:
    whole = diary(wavering(84), sessions=(21,))
    shown = charts.course_of(whole, TODAY - timedelta(days=84), UNTIL)

    assert "turned" not in charts.course(shown).rows
    assert "another scale" not in charts.how_to_read(shown) + charts.course_words(shown)


def test_a_week_of_another_scale_has_no_mean_and_the_drawing_says_it_is_left_out() -> None:
    shown = course(500)
    weeks = shown.rows.set_index("day")["pain"]
    week = weeks.loc[str(week_start(TODAY - timedelta(days=500 - 42), 0))]

    assert shown.weekly
    assert week != week, "a week of such days alone"
    assert shown.rows["pain"].max() < 10
    assert "turned" not in charts.course(shown).rows
    assert "left out: another scale" in charts.how_to_read(shown)


def test_the_trend_is_drawn_from_the_days_it_was_worked_out_from() -> None:
    whole = diary(wavering(84, level=8.0, daily=-0.07), sessions=(21,))
    mixed = replace(whole, entries=(replace(whole.entries[5], pain_is_0_to_10=False), *whole.entries[6:]))
    shown = charts.course_of(mixed, TODAY - timedelta(days=84), UNTIL, analysis=answers(mixed, 84))

    assert answers(mixed, 84).trend.verdict.is_direction
    assert shown.trend is not None


def test_on_paper_no_line_joins_pain_of_another_scale_to_the_rest() -> None:
    paper = paper_course_of(journal(), course())
    shapes = paper_course(paper).rows["shapes"]["coordinates"]
    joined = [y for line in shapes["pain"] for _, y in line]

    assert len(joined) == 84 - len(TURNED), "every other day"
    assert PAIN.at(10) not in joined
    assert len(shapes["turned"]) == 2 * len(TURNED), "two strokes make a cross"
    assert "crosses: another scale" in how_to_read_paper(paper)
    assert "crosses that no line and no mean counts" in paper_words(paper)


def test_on_paper_a_week_of_another_scale_is_left_out_and_said_to_be() -> None:
    paper = paper_course_of(journal(500), course(500))

    assert "turned" not in paper_course(paper).rows["shapes"].index
    assert "left out: another scale" in how_to_read_paper(paper)
