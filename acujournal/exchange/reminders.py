"""A calendar file that reminds of the evening check-in, of planned sessions and of the review.

Times are those of the clock on the wall wherever the person is ("floating"): eight in the evening rings at eight at
home and on holiday. Others may see the calendar, so titles say nothing of pain or of a treatment, and every event is
marked private. The same event keeps its name in every file, and a later file replaces an earlier one's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from acujournal.answers import NAME_LIMIT, check_day, check_text
from acujournal.errors import BadValue
from acujournal.treatment import Treatment, TreatmentStatus

if TYPE_CHECKING:
    from icalendar import Event

NEUTRAL_TITLE: Final = "My journal"
NEUTRAL_SESSION: Final = "Appointment"
#: A reminder is given for so long at most; a new file lengthens it.
DAYS_LIMIT: Final = 731
_NAMES: Final = UUID("2b7b0c0e-95f0-4a39-8d5c-6a1f4f0f6b11")
_SINCE: Final = datetime(2020, 1, 1, tzinfo=UTC)
_CHECK_IN: Final = timedelta(minutes=5)
_REVIEW: Final = timedelta(minutes=15)
_SESSION: Final = timedelta(hours=1)
#: The review rings at this time where no time for the evening was chosen.
REVIEW_CLOCK: Final = time(19)
#: So many hours before it begins, a session rings.
HOURS_BEFORE: Final = 2
_AT_ONCE: Final = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """What to be reminded of. The evening check-in comes at `evening` on the days `[first, until)`; None: not at all.

    Of `sessions` those that are planned are taken. `journal_id` tells events of two journals in one calendar apart; it
    does not stand in the file.
    """

    journal_id: str
    first: date
    until: date
    evening: time | None = None
    sessions: tuple[Treatment, ...] = ()
    review_on: date | None = None
    title: str = NEUTRAL_TITLE
    session_title: str = NEUTRAL_SESSION

    def __post_init__(self) -> None:
        check_day(self.first, "The first day")
        check_day(self.until, "The last day")
        check_day(self.review_on, "The review")
        for text in (self.title, self.session_title):
            check_text(text, "The title", NAME_LIMIT)
            if not text.strip():
                raise BadValue("Write a title, such as “My journal”.")
        if self.evening and not self.first < self.until:
            raise BadValue("The last day lies before the first one. Change one of the two.")
        if self.evening and (self.until - self.first).days > DAYS_LIMIT:
            raise BadValue("Reminders go for two years at most. Choose an earlier last day.")
        if not (self.evening or self.planned or self.review_on):
            raise BadValue("There is nothing to be reminded of yet. Choose a time for the evening.")

    @property
    def planned(self) -> tuple[Treatment, ...]:
        """The sessions that are planned and were not deleted."""
        return tuple(
            one for one in self.sessions if one.status is TreatmentStatus.PLANNED and one.deleted_at is None
        )


def write_calendar(reminders: Reminders, *, now: datetime) -> bytes:
    """The calendar file (RFC 5545). The same reminders at the same instant give the same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//AcuJournal//Reminders//EN")
    calendar.add("version", "2.0")
    for event in _events(reminders, now.astimezone(UTC)):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(reminders: Reminders, now: datetime) -> Iterator[Event]:
    if reminders.evening:
        event = _event(
            reminders,
            "evening",
            title=reminders.title,
            at=datetime.combine(reminders.first, reminders.evening),
            lasts=_CHECK_IN,
            alarm=_AT_ONCE,
            now=now,
        )
        last = datetime.combine(reminders.until - timedelta(days=1), reminders.evening)
        event.add("rrule", {"freq": "daily", "until": last})
        yield event
    for treatment in reminders.planned:
        yield _event(
            reminders,
            f"session {treatment.treatment_id}",
            title=reminders.session_title,
            at=treatment.local,
            lasts=_SESSION,
            alarm=-timedelta(hours=HOURS_BEFORE),
            now=now,
        )
    if reminders.review_on:
        yield _event(
            reminders,
            "review",
            title=reminders.title,
            at=datetime.combine(reminders.review_on, reminders.evening or REVIEW_CLOCK),
            lasts=_REVIEW,
            alarm=_AT_ONCE,
            now=now,
        )


def _event(
    reminders: Reminders,
    what: str,
    *,
    title: str,
    at: datetime,
    lasts: timedelta,
    alarm: timedelta,
    now: datetime,
) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{uuid5(_NAMES, f'{reminders.journal_id} {what}')}@acujournal")
    event.add("sequence", int((now - _SINCE).total_seconds()))
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", at.replace(microsecond=0))
    event.add("duration", lasts)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if what.startswith("session") else "TRANSPARENT")
    ring = Alarm()
    ring.add("action", "DISPLAY")
    ring.add("description", title)
    ring.add("trigger", alarm)
    event.add_component(ring)
    return event
