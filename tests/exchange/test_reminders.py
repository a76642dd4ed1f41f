from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from acujournal.errors import BadValue
from acujournal.exchange.reminders import Reminders, write_calendar
from acujournal.treatment import Treatment, TreatmentStatus

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SESSION = Treatment(
    treatment_id="t1",
    starts_at=datetime(2026, 11, 27, 15, 30, tzinfo=UTC),
    zone="Europe/Berlin",
    status=TreatmentStatus.PLANNED,
    practitioner="Ben",
    note="Pain in the back",
)
ANAS = Reminders(
    journal_id="a" * 32,
    first=date(2026, 11, 23),
    until=date(2027, 3, 1),
    evening=time(20),
    sessions=(SESSION, replace(SESSION, treatment_id="t2", status=TreatmentStatus.DONE)),
    review_on=date(2027, 1, 5),
)


def events(reminders, now=NOW):
    return Calendar.from_ical(write_calendar(reminders, now=now)).walk("VEVENT")


def test_the_evening_rings_at_eight_wherever_ana_is():
    evening, _, _ = events(ANAS)
    assert evening.decoded("dtstart") == datetime(2026, 11, 23, 20)
    assert b"DTSTART:20261123T200000\r\n" in evening.to_ical()
    rule = rrulestr(evening["rrule"].to_ical().decode(), dtstart=evening.decoded("dtstart"))
    days = list(rule)
    assert (len(days), days[0], days[-1]) == (98, datetime(2026, 11, 23, 20), datetime(2027, 2, 28, 20))


def test_a_planned_session_stands_at_its_own_clock_and_a_past_one_does_not():
    _, session, review = events(ANAS)
    assert session.decoded("dtstart") == datetime(2026, 11, 27, 16, 30)
    assert session.walk("VALARM")[0].decoded("trigger") == timedelta(hours=-2)
    assert review.decoded("dtstart") == datetime(2027, 1, 5, 20)
    assert not events(replace(ANAS, sessions=(replace(SESSION, deleted_at=NOW),), review_on=None))[1:]


def test_nobody_who_sees_the_calendar_learns_what_it_is_about():
    written = write_calendar(ANAS, now=NOW).decode().lower()
    for word in ("pain", "acupunct", "needle", "ben", "back", "a" * 32):
        assert word not in written.replace("acujournal", ""), word
    assert all(event["class"] == "PRIVATE" for event in events(ANAS))


def test_a_later_file_replaces_the_events_of_an_earlier_one():
    earlier = events(ANAS)
    later = events(replace(ANAS, evening=time(21)), NOW + timedelta(minutes=1))
    assert [one["uid"] for one in earlier] == [one["uid"] for one in later]
    assert all(new["sequence"] > old["sequence"] for old, new in zip(earlier, later, strict=True))
    other = events(replace(ANAS, journal_id="b" * 32))
    assert not {one["uid"] for one in earlier} & {one["uid"] for one in other}


def test_the_same_reminders_give_the_same_bytes():
    assert write_calendar(ANAS, now=NOW) == write_calendar(ANAS, now=NOW)


def test_a_title_of_ones_own_cannot_break_the_file():
    title = "Evening; tea, then\nBEGIN:VEVENT"
    evening = events(replace(ANAS, title=title))[0]
    assert evening["summary"] == title
    assert len(events(replace(ANAS, title=title))) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"evening": None, "sessions": (), "review_on": None},
        {"until": date(2026, 11, 23)},
        {"until": date(2029, 11, 23)},
        {"title": " "},
        {"title": "x" * 200},
    ],
)
def test_what_makes_no_sense_is_refused(change):
    with pytest.raises(BadValue):
        replace(ANAS, **change)
