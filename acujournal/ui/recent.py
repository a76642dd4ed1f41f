"""The last two weeks on Today."""

from datetime import timedelta

import streamlit as st

from acujournal.glance import DAYS, glance
from acujournal.ui.page import Page


def last_two_weeks(page: Page) -> None:
    """Fourteen days at a glance, drawn without a chart library."""
    journal = page.store.load_journal(page.today - timedelta(days=DAYS - 1), page.today + timedelta(days=1))
    st.subheader("The last 14 days", anchor=False)
    st.html(glance(journal, page.today))
    st.caption("Average pain, lower is better. A triangle is a session, a dot a day without a rating.")
