"""Reminders: a calendar file with the evening, the planned sessions and the review."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

import streamlit as st

from acujournal.errors import AcujournalError
from acujournal.exchange.reminders import HOURS_BEFORE, REVIEW_CLOCK, Reminders, write_calendar
from acujournal.plan import current_plan
from acujournal.ui.datarecord import record_taken_out
from acujournal.ui.page import Page
from acujournal.words import count_words, short_day

WEEKS: Final = {"4 weeks": 4, "3 months": 13, "1 year": 52}
MADE: Final = "data.calendar.made"
EVENING: Final = time(20, 0)


def reminders_part(page: Page) -> None:
    """Choose what to be reminded of; the file is small and made at once."""
    st.text(
        "AcuJournal sends nothing by itself. It makes a file for the calendar of your phone or computer, which then "
        "reminds you. The titles say nothing about pain or needles: “My journal” and “Appointment”."
    )
    evening = None
    until = page.today + timedelta(days=1)
    if st.toggle("Remind me in the evening", value=True, key="data.evening"):
        evening = st.time_input("At", EVENING, key="data.evening.at", step=timedelta(minutes=15))
        name = st.segmented_control(
            "For how long?", list(WEEKS), default="3 months", required=True, key="data.weeks"
        )
        until = page.today + timedelta(weeks=WEEKS[name or "3 months"])
    planned = tuple(
        one for one in page.store.treatments() if one.deleted_at is None and one.starts_at > page.now
    )
    sessions = tuple(one for one in planned if one.status.value == "planned")
    plan = current_plan(page.store.plans())
    review_on = plan.review_on if plan and plan.review_on and plan.review_on >= page.today else None
    with_sessions = bool(sessions) and st.toggle(
        f"Remind me of {count_words(len(sessions), 'planned session')}", value=True, key="data.sessions"
    )
    with_review = review_on is not None and st.toggle(
        f"Remind me of the review on {short_day(review_on)}", value=True, key="data.review"
    )
    if with_sessions:
        st.text(f"A session rings {HOURS_BEFORE} hours before it begins.")
    if with_review:
        st.text(f"The review rings at {evening or REVIEW_CLOCK:%H:%M}.")
    try:
        wanted = Reminders(
            journal_id=page.store.journal_id,
            first=page.today,
            until=until,
            evening=evening,
            sessions=sessions if with_sessions else (),
            review_on=review_on if with_review else None,
        )
    except AcujournalError as refused:
        st.info(str(refused))
        return
    st.download_button(
        "Download the calendar file",
        _calendar_of(wanted, page.now),
        file_name="my-journal.ics",
        mime="text/calendar",
        key="data.calendar",
        on_click=record_taken_out,
        args=(page, "calendar file"),
        type="primary",
    )
    st.text(
        "Open the file on your phone or computer and choose your calendar. A later file changes what this one has brought, "
        "but takes nothing away. Delete old ones in your calendar yourself. The times are those of the clock wherever you "
        "are."
    )


def _calendar_of(wanted: Reminders, now: datetime) -> bytes:
    """The file of these reminders, made once: pressing the button runs the page again, and the file must stay the same."""
    made = st.session_state.get(MADE)
    if made is None or made[0] != wanted:
        made = st.session_state[MADE] = (wanted, write_calendar(wanted, now=now))
    data: bytes = made[1]
    return data
