"""The words of the journal: what a day, a moment and a session refuse, and what they count."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acujournal.answers import NOTE_LIMIT, clean_text, find_zone, instant
from acujournal.errors import BadValue
from acujournal.journal import (
    Entry,
    Journal,
    Moment,
    Preferences,
    days_of,
    refuse_future_day,
    rewritten,
    running_mean,
    week_start,
    weekly_means,
)
from acujournal.treatment import Treatment, TreatmentStatus, refuse_future_done

DAY = date(2026, 11, 22)
EVENING = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)


@pytest.mark.parametrize("wrong", [-1, 11, 3.5, "4", True])
@pytest.mark.parametrize("name", ["pain_average", "pain_worst", "stress", "sleep_quality", "interference"])
def test_a_score_outside_0_to_10_is_refused_with_a_sentence(name: str, wrong: object) -> None:
    with pytest.raises(BadValue, match="goes from 0 to 10"):
        Entry(day=DAY, **{name: wrong})


def test_not_answered_is_not_zero() -> None:
    assert Entry(day=DAY).pain_average is None
    assert Entry(day=DAY).is_empty
    assert not Entry(day=DAY, pain_average=0).is_empty


def test_the_worst_pain_of_a_day_cannot_be_below_its_average() -> None:
    with pytest.raises(BadValue, match=r"Worst pain \(3\) is below average pain \(5\)"):
        Entry(day=DAY, pain_average=5, pain_worst=3)
    assert Entry(day=DAY, pain_average=5, pain_worst=5).pain_worst == 5


@pytest.mark.parametrize("hours", [-0.5, 24.5, float("nan"), float("inf")])
def test_a_night_has_0_to_24_hours(hours: float) -> None:
    with pytest.raises(BadValue, match="Sleep goes from 0 to 24"):
        Entry(day=DAY, sleep_hours=hours)


def test_a_note_of_100_kilobytes_is_refused_and_says_by_how_much() -> None:
    with pytest.raises(BadValue, match="Please shorten it by at least 96,000"):
        Entry(day=DAY, note="x" * 100_000)
    assert len(Entry(day=DAY, note="🙂" * NOTE_LIMIT).note) == NOTE_LIMIT


def test_emoji_and_right_to_left_words_stay_as_they_are() -> None:
    words = "كتفي يؤلمني 🙂‍↕️ \u200fשלום\u200e\n\tdone"
    assert clean_text(words) == words


def test_what_a_database_cannot_keep_is_dropped_from_text() -> None:
    assert clean_text("a\x00b\r\nc\rd\ud800e\x1b") == "ab\nc\nde"


@given(st.text())
def test_cleaned_text_is_clean(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_a_day_written_more_than_two_days_later_counts_as_filled_in_later() -> None:
    def written(days: int) -> Entry:
        return Entry(day=DAY, pain_average=4, zone="UTC", written_at=EVENING + timedelta(days=days))

    assert [written(n).filled_in_later for n in (0, 1, 2, 3)] == [False, False, False, True]


def test_filled_in_later_is_counted_on_the_patients_own_calendar() -> None:
    # 11:30 UTC on the 25th is already the 26th in Auckland, the third day after the 23rd.
    written = datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
    assert Entry(
        day=date(2026, 11, 23), pain_average=4, zone="Pacific/Auckland", written_at=written
    ).filled_in_later
    assert not Entry(day=date(2026, 11, 23), pain_average=4, zone="UTC", written_at=written).filled_in_later


def test_a_correction_keeps_when_the_day_was_first_written() -> None:
    first = rewritten(None, Entry(day=DAY, pain_average=4), now=EVENING, zone="UTC")
    later = rewritten(first, Entry(day=DAY, pain_average=5), now=EVENING + timedelta(days=9), zone="UTC")

    assert (first.revision, later.revision) == (1, 2)
    assert later.written_at == EVENING
    assert not later.filled_in_later


def test_a_rating_first_given_a_week_later_is_a_late_rating() -> None:
    punctual = rewritten(None, Entry(day=DAY, note="Stiff."), now=EVENING, zone="UTC")
    late = rewritten(
        punctual, Entry(day=DAY, note="Stiff.", pain_average=5), now=EVENING + timedelta(days=7), zone="UTC"
    )

    assert late.filled_in_later


def test_tomorrow_cannot_be_described() -> None:
    refuse_future_day(DAY, DAY)
    with pytest.raises(BadValue, match="has not come yet"):
        refuse_future_day(DAY + timedelta(days=1), DAY)


@pytest.mark.parametrize("status", [TreatmentStatus.DONE, TreatmentStatus.MISSED])
def test_a_session_ahead_cannot_be_done(status: TreatmentStatus) -> None:
    ahead = Treatment(treatment_id="1", starts_at=EVENING + timedelta(days=1), zone="UTC", status=status)
    with pytest.raises(BadValue, match="lies ahead"):
        refuse_future_done(ahead, EVENING)


@pytest.mark.parametrize("minutes", [0, 900, -5])
def test_minutes_of_900_are_refused(minutes: int) -> None:
    with pytest.raises(BadValue, match="from 1 to 240"):
        Treatment(treatment_id="1", starts_at=EVENING, zone="UTC", needle_minutes=minutes)


def test_an_hour_the_clocks_skip_is_refused_and_says_so() -> None:
    with pytest.raises(BadValue, match="the clocks went forward"):
        instant(datetime(2026, 3, 29, 2, 30), "Europe/Berlin")


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    assert instant(datetime(2026, 10, 25, 2, 30), "Europe/Berlin") == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati"]
)
def test_a_moment_lies_on_the_day_of_the_patients_clock(zone: str) -> None:
    for clock in ((23, 30), (0, 30)):
        at = instant(datetime(2026, 11, 22, *clock), zone)
        assert Moment(moment_id="1", at=at, zone=zone, pain=3).day == DAY


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(BadValue, match="time zone is not known"):
        Preferences(zone="Mars/Olympus")


def test_a_missed_day_is_a_gap_and_not_a_zero() -> None:
    journal = Journal(
        entries=(Entry(day=DAY, pain_average=0), Entry(day=DAY + timedelta(days=2), note="Only words."))
    )

    assert journal.daily("pain_average") == {DAY: 0}
    assert journal.gaps(DAY, DAY + timedelta(days=3)) == (DAY + timedelta(days=1), DAY + timedelta(days=2))


def test_a_mean_of_seven_days_needs_three_ratings() -> None:
    days = list(days_of(DAY, DAY + timedelta(days=9)))
    values = {days[0]: 2.0, days[1]: 4.0, days[2]: 6.0}

    means = running_mean(values, days)

    assert means == {days[2]: 4.0, days[3]: 4.0, days[4]: 4.0, days[5]: 4.0, days[6]: 4.0}


def test_a_weekly_mean_needs_three_ratings_and_says_how_many() -> None:
    monday = date(2026, 11, 16)
    values = {
        monday: 1.0,
        monday + timedelta(days=3): 2.0,
        monday + timedelta(days=6): 6.0,
        monday + timedelta(days=7): 9.0,
    }

    assert weekly_means(values, 0) == {monday: (3.0, 3)}


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 6))
def test_a_week_begins_on_the_chosen_weekday_and_holds_the_day(day: date, starts_on: int) -> None:
    start = week_start(day, starts_on)

    assert start.weekday() == starts_on
    assert start <= day < start + timedelta(days=7)


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 10), max_size=40), st.integers(0, 3))
def test_the_running_mean_follows_a_shift_of_all_scores(values: dict[int, int], shift: int) -> None:
    days = list(days_of(DAY, DAY + timedelta(days=61)))
    plain = {days[n]: float(v) for n, v in values.items()}
    moved = {day: value + shift for day, value in plain.items()}

    assert running_mean(moved, days) == pytest.approx(
        {d: m + shift for d, m in running_mean(plain, days).items()}
    )


def test_a_journal_between_days_is_half_open() -> None:
    entries = tuple(Entry(day=DAY + timedelta(days=n), stress=n) for n in range(4))
    part = Journal(entries=entries).between(DAY + timedelta(days=1), DAY + timedelta(days=3))

    assert [entry.stress for entry in part.entries] == [1, 2]
    assert part.on(DAY) is None


def test_a_value_of_the_hour_that_comes_twice_equals_itself_read_back() -> None:
    berlin = find_zone("Europe/Berlin")
    for fold in (0, 1):
        now = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=fold)
        entry = rewritten(None, Entry(day=date(2026, 10, 25), stress=1), now=now, zone="Europe/Berlin")
        moment = Moment(moment_id="1", at=now, zone="Europe/Berlin", pain=3)

        assert entry.saved_at == now.astimezone(UTC)
        assert entry.saved_at.tzinfo is UTC
        assert moment.at.tzinfo is UTC
        assert moment.local == datetime(2026, 10, 25, 2, 30)
