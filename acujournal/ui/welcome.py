"""The first run: four short questions, all of them skippable, or a look at a sample journal."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import uuid4

import streamlit as st

from acujournal.answers import find_zone
from acujournal.journal import Preferences
from acujournal.plan import WHY_A_BASELINE, Plan
from acujournal.sample import make_sample
from acujournal.ui.page import Page, browser_zone, choose_zone
from acujournal.words import WEEKDAYS, zone_words

OTHER: Final = "another"
NOT_YET: Final = "Not yet"
#: Ferrari 2015 (58 people with a lumbar sprain; 52 % against 79 % recovered at 3 months).
NEW_STRAIN: Final = (
    "If your back pain began less than six weeks ago, writing it down every day may not help: in one small "
    "study of 58 people, 52 in 100 recovered with a daily pain diary and 79 in 100 without one. "
    "You can be asked once a week instead: three questions, and no daily ones. Settings changes that at any time, "
    "and can pause the journal."
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
    weekly = False
    if new == "Yes":
        st.info(NEW_STRAIN)
        weekly = st.toggle("Ask me once a week only", key="welcome.weekly")
    st.header("4. Have you begun acupuncture?", anchor=False)
    with_baseline = offer_baseline(weekly=weekly)
    answers = replace(
        page.preferences,
        zone=zone,
        # Whoever chose another clock than this device's has answered the question after a journey as well.
        zone_declined=here if zone != here else "",
        week_starts_on=week if week is not None else 0,
        strain_is_new=new == "Yes",
        is_weekly=weekly,
        welcomed_at=page.now,
    )
    with st.container(horizontal=True):
        if st.button("Start my journal", type="primary", key="welcome.start"):
            finish(page, answers, with_baseline=with_baseline)
        if st.button("Skip the questions", key="welcome.skip"):
            finish(page, replace(page.preferences, zone=here, welcomed_at=page.now))
        if st.button("Try it with a sample journal", key="welcome.sample"):
            open_sample(page, here)


def offer_baseline(*, weekly: bool) -> bool:
    """Ask about the first session and, where it is still to come, offer to keep a baseline: true for whoever wants one."""
    begun = st.segmented_control(
        "Have you begun acupuncture?",
        [NOT_YET, "Yes, I have"],
        key="welcome.begun",
        label_visibility="collapsed",
    )
    if begun != NOT_YET:
        return False
    st.info(WHY_A_BASELINE)
    if weekly:
        st.caption("A baseline needs an answer a day, so it does not go with being asked once a week.")
        return False
    return st.toggle("Keep a baseline from today", key="welcome.baseline")


def finish(page: Page, answers: Preferences, *, with_baseline: bool = False) -> None:
    """Keep the answers and begin."""
    if with_baseline:
        today = page.now.astimezone(find_zone(answers.zone)).date()
        # Named once, so that a second click on Start cannot make a second plan.
        plan_id = st.session_state.setdefault("welcome.plan", uuid4().hex)
        plan = Plan(plan_id=plan_id, begun_on=today, baseline_from=today)
        page.store.save_plan(plan, based_on=0, now=page.now, today=today)
    page.store.save_preferences(answers)
    # Whoever has begun a new journal here knows that the one before is gone.
    st.session_state.pop("journal", None)
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
        plans=sample.plans,
        weekly_checks=sample.weekly_checks,
        ongoing=sample.ongoing,
        first_visits=sample.first_visits,
    )
    st.session_state.clear()
    st.rerun()
