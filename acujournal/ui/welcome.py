"""The first run: three short questions, all of them skippable, or a look at a sample journal."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from acujournal.journal import Preferences, find_zone
from acujournal.sample import make_sample
from acujournal.ui.page import Page, browser_zone, choose_zone
from acujournal.words import zone_words

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OTHER: Final = "another"
#: Ferrari 2015 (58 people with a lumbar sprain; 52 % against 79 % recovered at 3 months).
NEW_STRAIN: Final = (
    "If your back pain began less than six weeks ago, writing it down every day may not help: in one small "
    "study of 58 people, 52 in 100 recovered with a daily pain diary and 79 in 100 without one. "
    "You can keep sessions only, write less often, or pause at any time in Settings."
)


def welcome(page: Page) -> None:
    """Ask, keep the answers, and open Today. Skipping keeps sensible answers."""
    st.title("Welcome to AcuJournal", anchor=False)
    st.text(
        "A private journal of your back pain and your acupuncture sessions. It records, shows and helps you "
        "talk with your practitioner. It is not a medical device and gives no medical advice."
    )
    here = browser_zone() or page.zone
    st.header("1. Which clock do your days follow?", anchor=False)
    choice = st.radio(
        "Which clock do your days follow?",
        [here, OTHER],
        format_func=lambda zone: "Another one" if zone == OTHER else zone_words(zone),
        key="welcome.zone",
        label_visibility="collapsed",
    )
    # It begins with this device's clock: whoever presses Start has seen which zone it will be.
    zone = choose_zone("Time zone", here, key="welcome.other") if choice == OTHER else here
    st.header("2. On which day does your week start?", anchor=False)
    week = st.segmented_control(
        "On which day does your week start?",
        [0, 6, 5],
        format_func=lambda number: WEEKDAYS[number],
        default=0,
        required=True,
        key="welcome.week",
        label_visibility="collapsed",
    )
    st.header("3. Did this back pain begin less than six weeks ago?", anchor=False)
    new = st.segmented_control(
        "Did this back pain begin less than six weeks ago?",
        ["No", "Yes"],
        key="welcome.strain",
        label_visibility="collapsed",
    )
    if new == "Yes":
        st.info(NEW_STRAIN)
    answers = replace(
        page.preferences,
        zone=zone,
        # Whoever chose another clock than this device's has answered the question after a journey as well.
        zone_declined=here if zone != here else "",
        week_starts_on=week if week is not None else 0,
        strain_is_new=new == "Yes",
        welcomed_at=page.now,
    )
    with st.container(horizontal=True):
        if st.button("Start my journal", type="primary", key="welcome.start"):
            finish(page, answers)
        if st.button("Skip the questions", key="welcome.skip"):
            finish(page, replace(page.preferences, zone=here, welcomed_at=page.now))
        if st.button("Try it with a sample journal", key="welcome.sample"):
            open_sample(page, here)


def finish(page: Page, answers: Preferences) -> None:
    """Keep the answers and begin."""
    page.store.save_preferences(answers)
    st.rerun()


def open_sample(page: Page, zone: str) -> None:
    """Open an invented journal beside the real one, which stays as it is."""
    sample = make_sample(page.now.astimezone(find_zone(zone)).date(), zone)
    page.store.start_sample(
        sample.entries,
        sample.moments,
        sample.treatments,
        Preferences(zone=zone, week_starts_on=0, welcomed_at=page.now),
        now=page.now,
    )
    st.session_state.clear()
    st.rerun()
