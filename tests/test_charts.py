"""What the charts draw and say: gaps, directions, words; never a zero for a missed day."""

import math
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from acujournal import charts
from acujournal.background import CareChange, Ongoing, OngoingKind, care_changes
from acujournal.charts.month import _month_rows
from acujournal.glance import glance
from acujournal.journal import Entry, Journal, Moment
from acujournal.sample import make_sample
from acujournal.treatment import Treatment, TreatmentStatus
from tests.charts.diaries import contrast, mixed

TODAY = date(2026, 11, 22)
FIRST = TODAY - timedelta(days=83)
UNTIL = TODAY + timedelta(days=1)


def sample_journal() -> Journal:
    sample = make_sample(TODAY, "Europe/Berlin")
    return Journal(
        zone="Europe/Berlin", entries=sample.entries, moments=sample.moments, treatments=sample.treatments
    )


def marks_of(spec: Any) -> list[dict[str, Any]]:
    if isinstance(spec, dict):
        own = [spec] if "mark" in spec and "encoding" in spec else []
        return own + [mark for value in spec.values() for mark in marks_of(value)]
    return [mark for value in spec for mark in marks_of(value)] if isinstance(spec, list) else []


def ten_years() -> Journal:
    first = TODAY - timedelta(days=3652)
    entries = tuple(Entry(day=first + timedelta(days=n), pain_average=n % 11, stress=3) for n in range(3653))
    return Journal(entries=entries)


def test_a_missed_day_is_a_row_without_a_number() -> None:
    journal = Journal(
        entries=(Entry(day=FIRST, pain_average=4), Entry(day=FIRST + timedelta(days=2), pain_average=6))
    )

    rows = charts.course_of(journal, FIRST, FIRST + timedelta(days=3)).rows

    assert rows["pain"].tolist()[0] == 4
    assert math.isnan(rows["pain"].tolist()[1])


def test_every_line_breaks_at_gaps_and_none_is_filled() -> None:
    spec = charts.course(charts.course_of(sample_journal(), FIRST, UNTIL)).design
    for mark in marks_of(spec):
        assert "impute" not in str(mark)
        if mark["mark"]["type"] == "line":
            assert "filter" not in str(mark.get("transform", "")), (
                "a line over filtered rows would bridge a gap"
            )


def test_each_plot_has_one_direction_and_says_which() -> None:
    spec = charts.course(charts.course_of(sample_journal(), FIRST, UNTIL)).design
    words = str(spec)

    assert "Pain 0–10, lower is better" in words
    assert "Stress, lower is better" in words
    assert "Sleep, higher is better" in words
    assert spec["resolve"] == {"scale": {"y": "independent"}}
    for part in spec["layer"]:
        fields = {mark["encoding"].get("y", {}).get("field") for mark in marks_of(part)}
        assert not ({"pain", "stress", "mean7"} & fields and "sleep" in fields)


def test_the_strips_of_the_course_do_not_overlap() -> None:
    spec = charts.course(charts.course_of(sample_journal(), FIRST, UNTIL)).design
    ranges = {
        tuple(m["encoding"]["y"]["scale"]["range"])
        for m in marks_of(spec)
        if "scale" in m["encoding"].get("y", {})
    }
    ordered = sorted((min(r), max(r)) for r in ranges)

    assert len(ordered) == 3
    assert all(lower[1] < upper[0] for lower, upper in pairwise(ordered))


def test_ten_years_are_drawn_as_weekly_means_and_say_so() -> None:
    course = charts.course_of(ten_years(), TODAY - timedelta(days=3652), UNTIL)

    assert course.weekly
    assert len(course.rows) <= 523
    assert "Weekly means" in charts.course_words(course)
    assert "weekly means" in charts.how_to_read(course).lower()


def test_an_unrated_week_is_not_drawn_from_two_ratings() -> None:
    monday = date(2020, 1, 6)
    entries = tuple(Entry(day=monday + timedelta(days=n), pain_average=5) for n in (0, 1, 7, 8, 9))
    rows = charts.course_of(Journal(entries=entries), monday, monday + timedelta(days=800)).rows

    assert math.isnan(rows["pain"].tolist()[0])
    assert rows["pain"].tolist()[1] == 5


def test_days_leave_for_the_browser_as_wall_clock_times_without_a_zone() -> None:
    rows = charts.course_of(sample_journal(), FIRST, UNTIL).rows

    assert rows["day"].dt.tz is None


def test_the_course_in_words_counts_days_and_sessions() -> None:
    entries = (Entry(day=TODAY, pain_average=3), Entry(day=TODAY - timedelta(days=1), pain_average=6))
    session = Treatment(
        treatment_id="1",
        starts_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
        zone="UTC",
        status=TreatmentStatus.DONE,
    )
    words = charts.course_words(
        charts.course_of(
            Journal(entries=entries[::-1], treatments=(session,)), TODAY - timedelta(days=3), UNTIL
        )
    )

    assert "2 of 4 days rated, mean of these 4.5, lowest 3, highest 6" in words
    assert "1 acupuncture session." in words


def test_an_empty_journal_says_so() -> None:
    course = charts.course_of(Journal(), TODAY, UNTIL)

    assert not course.has_anything
    assert "no day is rated yet" in charts.course_words(course)


def test_a_planned_session_is_not_drawn_as_one_that_took_place() -> None:
    ahead = Treatment(
        treatment_id="1",
        starts_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
        zone="UTC",
        status=TreatmentStatus.PLANNED,
    )
    assert charts.course_of(Journal(treatments=(ahead,)), FIRST, UNTIL).sessions == ()


def test_moments_are_drawn_beside_the_average_and_never_become_it() -> None:
    moment = Moment(moment_id="1", at=datetime(2026, 11, 20, 9, tzinfo=UTC), zone="UTC", pain=9)
    course = charts.course_of(Journal(moments=(moment,)), FIRST, UNTIL)

    assert course.moments == ((datetime(2026, 11, 20, 9), 9),)
    assert course.rows["pain"].isna().all()


def test_the_calendar_marks_sessions_and_days_filled_in_later() -> None:
    journal = sample_journal()
    late = next(entry for entry in journal.entries if entry.filled_in_later)
    first = late.day.replace(day=1)
    rows = _month_rows(journal, first, late.day + timedelta(days=1), TODAY, 0)

    assert rows.loc[rows["number"] == str(late.day.day), "late"].tolist() == [True]
    assert "filled in later" in rows.loc[rows["number"] == str(late.day.day), "remark"].item()


def test_a_day_to_come_cannot_be_chosen_in_the_calendar() -> None:
    rows = _month_rows(Journal(), date(2026, 11, 1), date(2026, 12, 1), TODAY, 0)

    assert rows.loc[rows["number"] == "23", "day_name"].item() == ""
    assert rows.loc[rows["number"] == "22", "day_name"].item() == "2026-11-22"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("pain", range(11))
def test_the_number_in_a_calendar_cell_can_be_read_at_every_shade(pain: int, *, dark: bool) -> None:
    colours = charts.palette(dark=dark)
    shade = mixed(colours.low, colours.high, pain / 10)
    ink = colours.ink_high if pain >= colours.ink_turns_at else colours.ink_low

    assert contrast(shade, ink) >= 4.5


def test_the_glance_has_fourteen_days_and_no_bar_for_a_missed_one() -> None:
    journal = Journal(
        entries=(Entry(day=TODAY, pain_average=0), Entry(day=TODAY - timedelta(days=2), pain_average=7))
    )

    html = glance(journal, TODAY)

    assert html.count("<li") == 14
    assert html.count("<i ") == 2
    assert "Saturday 21 November: not rated" in html
    assert "Sunday 22 November: average pain 0" in html


def test_a_note_never_reaches_the_glance() -> None:
    assert "![x]" not in glance(Journal(entries=(Entry(day=TODAY, note="![x](http://a)"),)), TODAY)


def test_the_worst_of_a_week_never_lies_below_its_mean() -> None:
    monday = date(2020, 1, 6)
    entries = tuple(
        Entry(day=monday + timedelta(days=n), pain_average=pain, pain_worst=worst)
        for n, (pain, worst) in enumerate([(2, 3), (2, 3), (2, 3), (8, None), (8, None), (8, None)])
    )
    rows = charts.course_of(Journal(entries=entries), monday, monday + timedelta(days=800)).rows

    assert (rows["pain"][0], rows["worst"][0]) == (5, 8)


def test_today_counts_as_missing_only_when_it_is_over() -> None:
    yesterday = Journal(entries=(Entry(day=TODAY - timedelta(days=1), pain_average=3),))
    first = TODAY - timedelta(days=1)

    assert charts.course_of(yesterday, first, UNTIL, today=TODAY).possible == 1
    assert charts.course_of(yesterday, first, UNTIL, today=TODAY + timedelta(days=1)).possible == 2


def test_the_mean_of_a_long_course_is_that_of_its_days_and_not_of_its_weeks() -> None:
    monday = date(2020, 1, 6)
    pains = {0: 2, 1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: 2, 7: 8, 8: 8, 9: 8}
    entries = tuple(Entry(day=monday + timedelta(days=n), pain_average=pain) for n, pain in pains.items())
    course = charts.course_of(Journal(entries=entries), monday, monday + timedelta(days=500))

    assert course.weekly
    assert "10 of 500 days rated, mean of these 3.8" in charts.course_words(course)


def test_a_day_only_a_watch_has_filled_is_not_logged() -> None:
    late = datetime(2027, 2, 1, tzinfo=UTC)
    measured = Entry(day=TODAY, sleep_hours=7, source="import:apple-health", written_at=late)
    by_hand = Entry(day=TODAY - timedelta(days=1), sleep_hours=7)
    course = charts.course_of(Journal(entries=(by_hand, measured)), TODAY - timedelta(days=6), UNTIL)

    assert (course.logged, course.filled_in_later) == (1, 0)


def test_a_day_with_any_answer_is_logged_and_a_worst_pain_alone_is_drawn() -> None:
    journal = Journal(entries=(Entry(day=TODAY, pain_worst=9),))
    course = charts.course_of(journal, TODAY, UNTIL, today=TODAY)
    alone = [m for m in marks_of(charts.course(course).design) if m["mark"]["type"] == "tick"]

    assert (course.logged, course.possible, course.ratings) == (1, 1, ())
    assert alone[0]["encoding"]["y"]["field"] == "worst"
    assert charts.how_to_read(course) == "Dashes: worst pain; gaps: unrated."


def test_more_moments_than_can_be_drawn_still_stand_in_the_table() -> None:
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    moments = tuple(
        Moment(moment_id=str(n), at=at + timedelta(minutes=n), zone="UTC", pain=5) for n in range(401)
    )
    course = charts.course_of(Journal(moments=moments), date(2026, 11, 20), UNTIL)

    assert len(course.moments) == 401
    assert course.drawn_moments == ()


def test_the_calendar_in_words_counts_no_day_to_come() -> None:
    assert "0 of 22 days rated" in charts.month_words(
        Journal(), date(2026, 11, 1), date(2026, 12, 1), latest=TODAY
    )


def changes_around_a_new_dose() -> tuple[CareChange, ...]:
    def dose(name: str, **days: date) -> Ongoing:
        return Ongoing(ongoing_id=name, kind=OngoingKind.MEDICINE, name=name, **days)

    day = TODAY - timedelta(days=10)
    ongoing = (
        dose("Secret 400", began_on=FIRST - timedelta(days=1), ended_on=day),
        dose("Secret 600", began_on=day),
        Ongoing(ongoing_id="yoga", kind=OngoingKind.CARE, name="Secret yoga", began_on=TODAY),
    )
    return care_changes(ongoing, FIRST - timedelta(days=30), UNTIL)


def change_ticks(design: Any) -> list[dict[str, Any]]:
    return [mark for mark in marks_of(design) if mark.get("data") == {"name": "changes"}]


def test_a_change_of_medicine_is_a_tick_on_its_day_and_its_name_is_not_drawn() -> None:
    course = charts.course_of(sample_journal(), FIRST, UNTIL, changes=changes_around_a_new_dose())
    drawing = charts.course(course)
    rows = drawing.rows["changes"]

    assert [day.date() for day in rows["day"]] == [TODAY - timedelta(days=10), TODAY]
    assert rows["began"].tolist() == [1, 1]
    assert rows["ended"].tolist() == [1, 0]
    assert rows["day"].dt.tz is None
    assert len(change_ticks(drawing.design)) == 1
    assert "Secret" not in str(drawing.design)
    assert all("Secret" not in frame.to_csv() for frame in drawing.rows.values())


def test_a_change_before_the_period_is_not_in_it() -> None:
    course = charts.course_of(sample_journal(), FIRST, UNTIL, changes=changes_around_a_new_dose())

    assert {change.name for change in changes_around_a_new_dose()} >= {"Secret 400"}
    assert min(change.day for change in changes_around_a_new_dose()) < FIRST
    assert [change.name for change in course.changes] == ["Secret 600", "Secret 400", "Secret yoga"]


def test_a_course_without_changes_is_drawn_by_a_usual_design_and_says_nothing_of_them() -> None:
    course = charts.course_of(sample_journal(), FIRST, UNTIL)
    usual = [make() for make in charts.usual_designs()]

    assert any(charts.course(course).design is design for design in usual)
    assert "changes" not in charts.course(course).rows
    assert "medicine" not in charts.course_words(course) + charts.how_to_read(course)


def test_words_beside_the_chart_tell_of_the_changes() -> None:
    course = charts.course_of(sample_journal(), FIRST, UNTIL, changes=changes_around_a_new_dose())
    unrated = charts.course_of(Journal(), FIRST, UNTIL, changes=changes_around_a_new_dose())

    assert "3 changes of medicine or other care." in charts.course_words(course)
    assert "3 changes of medicine or other care." in charts.course_words(unrated)
    assert "strokes: medicine or other care" in charts.how_to_read(course)
    assert "Secret" not in charts.course_words(course) + charts.how_to_read(course)


def test_a_long_course_draws_its_changes_on_their_days_as_well() -> None:
    first = TODAY - timedelta(days=3652)
    course = charts.course_of(ten_years(), first, UNTIL, changes=changes_around_a_new_dose())
    drawing = charts.course(course)

    assert course.weekly
    assert TODAY in {day.date() for day in drawing.rows["changes"]["day"]}
    assert "strokes: medicine or other care" in charts.how_to_read(course)


@pytest.mark.parametrize("strips", [True, False])
def test_the_ticks_of_changes_cover_neither_pain_nor_stress(*, strips: bool) -> None:
    journal = sample_journal() if strips else Journal(entries=(Entry(day=TODAY, pain_average=0),))
    design = charts.course(
        charts.course_of(journal, FIRST, UNTIL, changes=changes_around_a_new_dose())
    ).design
    ranges = {
        tuple(m["encoding"]["y"]["scale"]["range"])
        for m in marks_of(design)
        if "scale" in m["encoding"].get("y", {})
    }
    (tick,) = change_ticks(design)
    middle, half = tick["encoding"]["y"]["value"], tick["mark"]["size"] / 2

    for low, high in ranges:
        assert middle + half < high or middle - half > low
    assert middle + half < design["height"]
    without = charts.course(charts.course_of(journal, FIRST, UNTIL)).design
    assert strips or design["height"] >= without["height"] + 2 * half, "the names of the days make room"


@pytest.mark.parametrize(("dark", "ground"), [(False, "#fbfaf7"), (True, "#121718")])
def test_the_ticks_of_changes_can_be_seen_on_either_ground(ground: str, *, dark: bool) -> None:
    course = charts.course_of(sample_journal(), FIRST, UNTIL, changes=changes_around_a_new_dose())
    (tick,) = change_ticks(charts.course(course, dark=dark).design)

    assert contrast(tick["mark"]["color"], ground) >= 3
    assert tick["mark"]["color"] != charts.palette(dark=dark).session
