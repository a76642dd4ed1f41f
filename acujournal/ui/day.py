"""One opened day of History: correct it, fill it in, delete it, see what it was before."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import streamlit as st

from acujournal.journal import Entry, Journal, Moment
from acujournal.sources import app_words
from acujournal.ui import places
from acujournal.ui.checkin import all_said, questions, save_bar
from acujournal.ui.deleting import delete_button
from acujournal.ui.page import Page, keep_address, latest_day
from acujournal.ui.versions import earlier_versions
from acujournal.words import day_words, short_day


def correct_day(page: Page, day: date) -> None:
    """Everything of one day; a day that has not come yet cannot be opened."""
    keep_address(day=day.isoformat())
    latest = latest_day(page)
    neighbours(day, latest)
    st.title(day_words(day, page.today), anchor=False)
    if day > latest:
        st.text("This day has not come yet. Choose today or a day before it.")
        return
    undo_bar(page, day)
    entry = save_bar(page, questions(page, day), day)
    if entry is not None and entry.filled_in_later and entry.written_on is not None:
        st.caption(f"Filled in later: first written {short_day(entry.written_on)}.")
    if entry is not None and entry.source:
        st.caption(where_from(entry))
    around(page, page.store.load_journal(day, day + timedelta(days=1)))
    if entry is not None:
        earlier_versions(page, f"entry {day.isoformat()}", entry.revision, all_said)
        delete_button(
            page,
            "Delete this day",
            key=f"day.delete.{entry.day}",
            delete=partial(delete_day, entry=entry),
        )


def where_from(entry: Entry) -> str:
    """That a day was brought in, and from where; and what it does not count for."""
    came = f"Brought in from {app_words(entry.source)}."
    if entry.pain_is_0_to_10:
        return came
    return f"{came} Its pain had another scale, so it is left out where Progress says whether it is helping."


def neighbours(day: date, latest: date) -> None:
    """Links to the calendar, the day before and the day after."""
    with st.container(key="day.nav", horizontal=True):
        st.page_link(
            places.HISTORY,
            label="Calendar",
            icon=":material/calendar_month:",
            query_params={"month": f"{day:%Y-%m}"},
        )
        for label, other in (("Day before", day - timedelta(days=1)), ("Day after", day + timedelta(days=1))):
            if other <= latest:
                st.page_link(places.HISTORY, label=label, query_params={"day": other.isoformat()})


def around(page: Page, journal: Journal) -> None:
    """The moments and sessions of the day."""
    for treatment in journal.treatments:
        label = f"Acupuncture session at {treatment.local:%H:%M} ({treatment.status.value})"
        st.page_link(
            places.SESSIONS,
            label=label,
            icon=":material/event:",
            query_params={"session": treatment.treatment_id},
        )
    for moment in journal.moments:
        moment_line(page, moment)


def moment_line(page: Page, moment: Moment) -> None:
    """One "pain right now" with a way to delete it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"Pain {moment.pain} at {moment.local:%H:%M}")
        if st.button(
            f"Delete the moment of {moment.local:%H:%M}",
            key=f"day.moment.{moment.moment_id}",
            type="tertiary",
        ):
            gone = page.store.delete_moment(moment.moment_id, based_on=moment.revision, now=page.now)
            st.session_state["day.gone"] = gone
            st.rerun()


def delete_day(page: Page, entry: Entry) -> None:
    """Delete the day as it is seen here; it can be brought back for 30 days."""
    st.session_state["day.gone"] = page.store.delete_entry(entry.day, based_on=entry.revision, now=page.now)


def undo_bar(page: Page, day: date) -> None:
    """Right after a deletion: undo, in the same place, as long as it is still deleted in this journal."""
    gone = st.session_state.get("day.gone")
    if not isinstance(gone, Entry | Moment) or gone.day != day:
        return
    deleted = page.store.deleted_entries if isinstance(gone, Entry) else page.store.deleted_moments
    if gone not in deleted(page.now):
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(":material/delete: Deleted.")
        if st.button("Undo", key="day.undo", type="primary"):
            bring_back(page, gone)
            del st.session_state["day.gone"]
            st.rerun()


def bring_back(page: Page, gone: Entry | Moment) -> None:
    """Restore what was deleted."""
    if isinstance(gone, Entry):
        page.store.restore_entry(gone.day, now=page.now)
    else:
        page.store.restore_moment(gone.moment_id, now=page.now)
