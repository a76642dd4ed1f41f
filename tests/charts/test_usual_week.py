"""The usual week: seven means, how sure each is, and what stands behind it."""

from dataclasses import replace

import pytest

from acujournal import charts
from acujournal.errors import BadValue
from acujournal.stats.weeks import Weekday
from tests.charts.diaries import answers, diary, estimate, marks_of, marks_on, sample_journal, wavering


def week(*, starts_on: int = 0) -> charts.UsualWeek:
    return charts.week_of(answers(sample_journal()), week_starts_on=starts_on)


@pytest.mark.parametrize(("starts_on", "first"), [(0, "Monday"), (6, "Sunday"), (5, "Saturday")])
def test_the_week_begins_with_the_day_ana_chose(starts_on: int, first: str) -> None:
    shown = week(starts_on=starts_on)
    drawing = charts.week(shown)
    rows = charts.week_rows(shown)

    assert rows[0][0] == drawing.rows["week"]["name"][0] == first
    labels = [
        mark["encoding"]["x"]["axis"]["labelExpr"]
        for mark in marks_of(drawing.design)
        if "axis" in mark["encoding"].get("x", {})
    ]
    assert all(label.startswith(f"['{first[:3]}'") for label in labels)
    assert sorted(rows) == sorted(charts.week_rows(week())), "the same days in another order"


def test_each_weekday_has_its_number_of_ratings() -> None:
    analysis = answers(sample_journal())
    shown = charts.week_of(analysis)

    assert charts.week(shown).rows["week"]["ratings"].tolist() == [day.ratings for day in analysis.week]
    assert sum(day.ratings for day in shown.days) == analysis.complete.logged


def test_a_weekday_with_two_ratings_has_no_point() -> None:
    # Ten days hold three of four weekdays at most twice.
    shown = charts.week_of(answers(diary(wavering(10)), 10))
    drawing = charts.week(shown)

    assert not shown.has_anything
    assert drawing.rows["week"]["mean"].isna().all()
    assert drawing.rows["whole"].empty
    assert "no weekday has three ratings yet" in charts.week_words(shown)
    assert {row[1] for row in charts.week_rows(shown)} == {"–"}


def test_the_whole_week_has_no_mean_while_one_weekday_lacks_its_own() -> None:
    days = week().days
    shown = replace(week(), days=(replace(days[0], mean=None, ratings=2, interval=None), *days[1:]))

    assert week().mean is not None
    assert shown.mean is None
    assert charts.week(shown).rows["whole"].empty
    assert "dotted line" not in charts.how_to_read_week(shown)
    assert "needs 3 ratings" in charts.how_to_read_week(shown)
    assert "Monday 2 days, too few for a mean" in charts.week_words(shown)


def test_the_line_of_the_whole_week_is_the_mean_of_all_days() -> None:
    journal = diary(wavering(70))
    shown = charts.week_of(answers(journal, 70))
    pain = journal.daily("pain_average").values()

    assert shown.mean == pytest.approx(sum(pain) / len(pain))


def test_a_mean_without_an_interval_is_a_point_without_a_bar() -> None:
    days = tuple(replace(day, interval=None) for day in week().days)
    shown = replace(week(), days=days)
    rows = charts.week(shown).rows["week"]

    assert rows["mean"].notna().all()
    assert rows["low"].isna().all()
    assert "95 %" not in charts.how_to_read_week(shown)
    assert "95 %" not in charts.week_words(shown)


def test_no_interval_of_a_mean_leaves_the_scale() -> None:
    days = tuple(Weekday(n, 0.2 if n < 3 else 9.9, 5, estimate(0.2 if n < 3 else 9.9)) for n in range(7))
    shown = replace(week(), days=days)
    rows = charts.week(shown).rows["week"]

    assert rows["low"].min() == 0
    assert rows["high"].max() == 10
    assert charts.week_rows(shown)[0][2].startswith("0.0 to")


def test_weekdays_are_not_joined_by_a_line() -> None:
    drawing = charts.week(week())

    assert {mark["mark"]["type"] for mark in marks_on(drawing, "week")} == {"rule", "point", "text"}
    assert "by chance alone" in charts.how_to_read_week(week())


def test_a_week_of_eight_days_is_refused() -> None:
    with pytest.raises(BadValue, match="seven weekdays"):
        replace(week(), days=(*week().days, week().days[0]))
    with pytest.raises(BadValue, match="starts on"):
        week(starts_on=7)
