"""How complete the diary is: each day as it was kept, and the numbers of the analysis beside it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from acujournal import charts
from acujournal.charts.completeness import COLUMN
from acujournal.journal import Entry, Journal
from tests.charts.diaries import TODAY, answers, diary, marks_on, sample_journal, session, wavering


def rated(journal: Journal, days: int = 91, *, week_starts_on: int = 0) -> charts.RatedDays:
    return charts.completeness_of(journal, answers(journal, days), week_starts_on=week_starts_on)


def test_the_cells_are_as_many_as_the_numbers_say() -> None:
    shown = rated(sample_journal())
    rows = charts.completeness(shown).rows["days"]

    assert len(rows) == shown.counts.possible
    assert (rows["state"] != "not rated").sum() == shown.counts.logged
    assert (rows["state"] == "filled in later").sum() == shown.counts.late > 0
    assert f"{shown.counts.logged} of {shown.counts.possible} days rated" in str(
        charts.completeness(shown).rows["counts"]["words"].tolist()
    )


def test_a_day_with_stress_alone_is_not_rated() -> None:
    first = TODAY - timedelta(days=3)
    journal = Journal(
        entries=(
            Entry(day=first, pain_average=0),
            Entry(day=first + timedelta(days=1), stress=4),
            Entry(day=first + timedelta(days=2), pain_average=5),
        )
    )

    states = charts.completeness(rated(journal, 3)).rows["days"]["state"].tolist()
    assert states == ["rated", "not rated", "rated"]


def test_a_day_filled_in_later_is_told_from_others_by_its_shape() -> None:
    day = TODAY - timedelta(days=6)
    journal = Journal(
        zone="UTC",
        entries=(
            Entry(
                day=day,
                pain_average=4,
                zone="UTC",
                written_at=datetime(day.year, day.month, day.day, 20, tzinfo=UTC) + timedelta(days=4),
            ),
        ),
    )
    drawing = charts.completeness(rated(journal, 6))

    assert drawing.rows["days"]["state"][0] == "filled in later"
    filters = [mark.get("transform", [{}])[0].get("filter", "") for mark in marks_on(drawing, "days")]
    assert sum("filled in later" in one for one in filters) == 2, "an outline, and its lower half"
    assert "1 of 6 days, 1 of them filled in later" in charts.completeness_words(rated(journal, 6))


def test_stress_filled_in_later_does_not_make_a_day_rated() -> None:
    first, day = TODAY - timedelta(days=6), TODAY - timedelta(days=5)
    later = datetime(day.year, day.month, day.day, 20, tzinfo=UTC) + timedelta(days=4)
    stress = Entry(day=day, stress=4, zone="UTC", written_at=later)
    shown = rated(Journal(zone="UTC", entries=(Entry(day=first, pain_average=5), stress)), 6)

    assert charts.completeness(shown).rows["days"]["state"].tolist()[:2] == ["rated", "not rated"]


def test_the_weeks_are_columns_that_begin_as_anas_week_does() -> None:
    monday = charts.completeness(rated(sample_journal())).rows["days"]
    sunday = charts.completeness(rated(sample_journal(), week_starts_on=6)).rows["days"]

    assert {day.weekday() for day in monday["left"]} == {0}
    assert {day.weekday() for day in sunday["left"]} == {6}
    assert monday["top"].between(0, 6).all()
    assert (sunday["top"] == (monday["top"] + 1) % 7).all()


def test_sessions_that_took_place_are_marked_on_their_days() -> None:
    journal = diary(wavering(60), sessions=(20, 33))
    rows = charts.completeness(rated(journal, 60)).rows["days"]

    assert rows.index[rows["session"]].tolist() == [20, 33]
    assert "2 acupuncture sessions." in charts.completeness_words(rated(journal, 60))


def test_days_near_sessions_are_counted_apart_from_those_far_away() -> None:
    pains = wavering(40)
    pains[11] = None
    shown = rated(diary(pains, sessions=(10,)), 40)

    assert "Near sessions 6 of 7, far from them 33 of 33" in charts.completeness_words(shown)
    assert charts.completeness_rows(shown) == [
        ("All days", "39", "40"),
        ("Near a session, up to 3 days", "6", "7"),
        ("Far from any session", "33", "33"),
        ("Filled in later", "0", "39"),
    ]


def test_a_diary_without_sessions_says_so() -> None:
    assert "No session in this period" in charts.completeness_words(rated(diary(wavering(20)), 20))


def test_ten_years_are_drawn_month_by_month() -> None:
    pains = wavering(3650)
    pains[100:110] = [None] * 10
    shown = rated(diary(pains, sessions=tuple(range(50, 3600, 10))), 3650)
    rows = charts.completeness(shown).rows["months"]

    assert shown.by_months
    assert 120 <= len(rows) <= 122
    assert rows["share"].max() == 1
    assert rows["share"].min() < 1
    assert (rows["in_time"] <= rows["share"]).all()
    assert rows["sessions"].sum() == len(shown.sessions)
    assert "Each bar is the share of a month's days" in charts.how_to_read_completeness(shown)


def test_a_month_that_had_hardly_begun_is_not_called_empty() -> None:
    # The last month holds 22 days before the answers end, all rated: a share of those, not of 30.
    shown = rated(diary(wavering(500)), 500)

    assert charts.completeness(shown).rows["months"]["share"].iloc[-1] == 1


def test_an_empty_journal_has_no_days_to_draw() -> None:
    shown = rated(Journal())

    assert not shown.has_anything
    assert "no day in this period" in charts.completeness_words(shown)


def test_two_sessions_on_one_day_are_one_marked_day() -> None:
    journal = diary(wavering(30), sessions=(10,))
    twice = Journal(
        zone="UTC",
        entries=journal.entries,
        treatments=(*journal.treatments, session(journal.entries[10].day)),
    )

    assert charts.completeness(rated(twice, 30)).rows["days"]["session"].sum() == 1


def with_turned(journal: Journal, *numbers: int) -> Journal:
    """The same days, some of them with pain that an import turned into 0-10 from another scale."""
    entries = tuple(
        replace(entry, pain_is_0_to_10=number not in numbers) for number, entry in enumerate(journal.entries)
    )
    return replace(journal, entries=entries)


def test_pain_of_another_scale_is_no_rated_day_in_the_drawing_as_in_the_numbers() -> None:
    shown = rated(with_turned(diary(wavering(40), sessions=(20,)), 3, 4, 5, 20), 40)
    rows = charts.completeness(shown).rows["days"]

    assert (rows["state"] == "rated").sum() == shown.counts.logged == 36
    assert set(rows["state"][[3, 4, 5, 20]]) == {"not rated (from another scale)"}
    assert rows["session"][20], "the session of such a day took place all the same"
    assert "another scale on 4 days counts as not rated" in charts.completeness_words(shown)
    assert "another scale" not in charts.completeness_words(rated(diary(wavering(40)), 40))


def test_three_days_do_not_fill_the_width_of_a_screen() -> None:
    few, many = (charts.completeness(rated(diary(wavering(days)), days)) for days in (3, 91))
    (end,) = {
        mark["encoding"]["x"]["scale"]["range"][1]["expr"]
        for mark in marks_on(few, "days")
        if mark["encoding"]["x"].get("field") == "left"
    }

    assert end == f"min(width, {COLUMN})"
    assert few.design != many.design
