"""What Today reminds of, without urging: a pause, answers not saved yet, sessions ahead or behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import streamlit as st

from acujournal.ui import places
from acujournal.ui.controls import turns_after
from acujournal.ui.followup import follow_ups
from acujournal.ui.form import Form, touched_form
from acujournal.ui.page import Page
from acujournal.ui.plan import plan_progress
from acujournal.ui.replies import replies_on_today
from acujournal.ui.review import review_due, review_on_today
from acujournal.words import day_words

#: Until this hour the day before may still be meant.
NIGHT_ENDS_AT: Final = 4


def shown_day(page: Page) -> date:
    """The day Today asks about: today, but a day begun before midnight stays until its answers are saved.

    Only until the night is over, and only in the tab that began it.
    """
    begun: date = st.session_state.get("today.day", page.today)
    is_night = page.now.hour < NIGHT_ENDS_AT and begun == page.today - timedelta(days=1)
    if is_night and touched_form(page, f"entry {begun}") is not None:
        with st.container(key="midnight", horizontal=True, vertical_alignment="center"):
            st.markdown(f"Past midnight: this is still {day_words(begun)}, until you save.")
            if st.button("Go on to today", key="today.go_on"):
                st.session_state["today.day"] = page.today
                st.rerun()
            return begun
    st.session_state["today.day"] = page.today
    return page.today


def turn_when_over(page: Page, form: Form, day: date) -> None:
    """Let the browser turn the page when the day it asks about has ended, or the night after it if answers wait."""
    clock = time(NIGHT_ENDS_AT) if form.is_touched else time()
    end = datetime.combine(day + timedelta(days=1), clock, tzinfo=page.now.tzinfo)
    left = end.astimezone(UTC) - page.now.astimezone(UTC)
    with st.container(key="turn"):
        over = turns_after(left, key="today.turn", stamp=page.now.isoformat())
    if over != st.session_state.get("today.over", ""):
        st.session_state["today.over"] = over
        st.rerun()


def pause_notice(page: Page) -> None:
    """A paused journal says so and asks for nothing; it can be written in all the same."""
    since = page.preferences.paused_since
    if since is None:
        return
    with st.container(key="pause", horizontal=True, vertical_alignment="center"):
        st.markdown(f"Paused since {day_words(since)}. Nothing is expected of you.")
        if st.button("End the pause", key="pause.end"):
            page.store.save_preferences(replace(page.preferences, paused_since=None))
            st.rerun()


def left_over(page: Page, shown: date) -> None:
    """Links to days whose answers are not saved yet, and after midnight to the day just gone."""
    unsaved = sorted(page.store.draft_days(until=page.today) - {shown})
    yesterday = page.today - timedelta(days=1)
    for day in unsaved[-3:]:
        link_to(day, f"Not saved yet: {day_words(day)}")
    if page.now.hour < NIGHT_ENDS_AT and yesterday not in (*unsaved, shown):
        link_to(yesterday, f"Past midnight. Log {day_words(yesterday)} instead")


def link_to(day: date, label: str) -> None:
    """A link to one day of History."""
    st.page_link(places.HISTORY, label=label, icon=":material/edit_calendar:", query_params={"day": str(day)})


def what_is_due(page: Page) -> None:
    """What waits for an answer, the next session, and how far the course has come.

    The review keeps its place among them and is filled in last: its answers are worked out anew after every save, and
    nothing else here waits for them.
    """
    follow_ups(page)
    replies_on_today(page)
    place = st.container()
    ahead = page.store.next_planned(page.now)
    if ahead is not None:
        label = f"Next session: {day_words(ahead.day, page.today)}, {ahead.local:%H:%M}"
        st.page_link(
            places.SESSIONS,
            label=label,
            icon=":material/event:",
            query_params={"session": ahead.treatment_id},
        )
    if progress := plan_progress(page):
        st.page_link(places.PLAN, label=progress, icon=":material/flag:")
    plan = review_due(page) if page.preferences.paused_since is None else None
    if plan is not None:
        with place:
            review_on_today(page, plan)
