"""What stands below the questions of Today: the Save bar, what is due, and the last two weeks."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from acujournal.glance import DAYS, glance
from acujournal.ui.checkin import save_bar
from acujournal.ui.due import left_over, link_to, turn_when_over, what_is_due
from acujournal.ui.form import Form
from acujournal.ui.page import Page
from acujournal.ui.savepart import save_in_part
from acujournal.ui.trouble import told_in_sentences
from acujournal.ui.weekly import offer_week


@st.fragment
def save_and_look_back(form: Form, day: date) -> None:
    """Save, and see it at once: pressing Save draws only this part anew, which takes half the time.

    When the save also changes what stands above (another tab was first, a draft was offered), the whole page is drawn.
    """
    with told_in_sentences():
        page = save_in_part(form, lambda _: None)
        save_bar(page, form, day)
        turn_when_over(page, form, day)
        left_over(page, day)
        what_is_due(page)
        offer_week(page)
        last_two_weeks(page)


def look_back_by_week(page: Page, form: Form, day: date) -> None:
    """The same below the weekly questions of weekly mode: days are not asked about, but may be written all the same."""
    turn_when_over(page, form, day)
    link_to(page.today, "Log today all the same")
    left_over(page, page.today)
    what_is_due(page)
    first = page.today - timedelta(days=DAYS - 1)
    if page.store.load_journal(first, page.today + timedelta(days=1)).daily("pain_average"):
        last_two_weeks(page)


def last_two_weeks(page: Page) -> None:
    """Fourteen days at a glance, drawn without a chart library."""
    journal = page.store.load_journal(page.today - timedelta(days=DAYS - 1), page.today + timedelta(days=1))
    st.header("The last 14 days", anchor=False)
    st.html(glance(journal, page.today))
    st.caption("Average pain, lower is better. A triangle is a session, a dot a day without a rating.")
