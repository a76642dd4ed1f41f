"""The parts of the Settings page. Each change is saved at once and told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from acujournal.server import running
from acujournal.server.uploads import uploads
from acujournal.ui.news import remember
from acujournal.ui.page import Page, choose_zone
from acujournal.ui.welcome import NEW_STRAIN, open_sample
from acujournal.words import WEEKDAYS, day_words


def keep(page: Page, **changes: Any) -> None:
    """Save the preferences that were changed here, and tell so. All others stay as they are by now in the journal."""
    here = page.at_present()
    if here is None:
        return
    here.store.save_preferences(replace(here.store.preferences(), **changes))
    remember("Saved.", is_good=True)


def chosen(key: str) -> Any:
    """What stands in one of Streamlit's own controls, read without a pause at which the next click could stop this."""
    return st.session_state.to_dict()[key]


def choose_clock_and_week(page: Page) -> None:
    """The zone whose midnight ends a day, and the first day of the week."""
    zone_key, week_key = f"settings.zone.{page.zone}", f"settings.week.{page.preferences.week_starts_on}"
    choose_zone(
        "Time zone of your days",
        page.zone,
        key=zone_key,
        help="A day ends at midnight there. Days already written stay as they are.",
        on_change=lambda: keep(page, zone=chosen(zone_key)),
    )
    st.selectbox(
        "The week starts on",
        range(7),
        index=page.preferences.week_starts_on,
        format_func=lambda number: WEEKDAYS[number],
        key=week_key,
        on_change=lambda: keep(page, week_starts_on=chosen(week_key)),
    )


def choose_pause(page: Page) -> None:
    """Pause and go on. Nothing is lost either way."""
    st.header("Pause", anchor=False)
    since = page.preferences.paused_since
    if since is None:
        st.text(
            "If writing things down makes you think about pain more, stop for a while. Your journal waits."
        )
        st.button(
            "Pause the journal", key="settings.pause", on_click=lambda: keep(page, paused_since=page.today)
        )
    else:
        st.text(f"Paused since {day_words(since)}.")
        st.button("End the pause", key="settings.resume", on_click=lambda: keep(page, paused_since=None))


def new_strain(page: Page) -> None:
    """How often to ask, and what is known about diaries and a new strain, for whoever said theirs is new."""
    st.header("How often to ask", anchor=False)
    is_weekly = page.preferences.is_weekly
    often_key = f"settings.weekly.{is_weekly}"
    st.radio(
        "Ask me",
        [False, True],
        index=int(is_weekly),
        format_func=lambda weekly: "once a week" if weekly else "every day",
        key=often_key,
        horizontal=True,
        on_change=lambda: keep(page, is_weekly=chosen(often_key)),
    )
    st.text(
        "Once a week means three questions, and nothing by the day but a side effect that is still open. What you have written stays, and any day can "
        "be written all the same."
    )
    is_new = page.preferences.strain_is_new
    key = f"settings.strain.{is_new}"
    st.toggle(
        "My back pain began less than six weeks ago",
        value=is_new,
        key=key,
        on_change=lambda: keep(page, strain_is_new=chosen(key)),
    )
    if is_new:
        st.info(NEW_STRAIN)


def sample(page: Page) -> None:
    """Look at an invented journal without touching one's own."""
    if page.store.is_sample:
        return
    st.header("Sample journal", anchor=False)
    st.text(
        "Twelve invented weeks, to see what the screens will look like. Your own journal stays untouched."
    )
    if st.button("Try it with a sample journal", key="settings.sample"):
        open_sample(page, page.zone)


def where_data_lie(page: Page) -> None:
    """Which folder to back up, and what protects it."""
    del page
    settings = running.current().settings
    st.header("Where your data lie", anchor=False)
    if settings is None:
        return
    if settings.database_url.startswith("sqlite"):
        st.text("Everything is in this folder on this computer. Only your user account can open it:")
        st.code(str(settings.data_folder), language=None, wrap_lines=True)
    else:
        st.text("Everything is in the database that this computer's owner has chosen.")
    st.text(
        "The files are not encrypted by this program. Whoever can sign in as you on this computer, or takes its "
        "disk, can read them, unless the disk itself is encrypted."
    )


def sign_out(page: Page) -> None:
    """End every browser's access to this copy."""
    st.header("Sign out", anchor=False)
    st.text(
        "Closes the journal in every browser. To open it again, start AcuJournal once more and use its new link."
    )
    if st.button("Sign out everywhere", key="settings.signout"):
        running.sign_out_everywhere()
        uploads.forget(page.viewer)
        st.rerun()
