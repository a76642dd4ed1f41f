"""History: a calendar and a list of the months; any day can be opened, corrected, filled in, deleted."""

import streamlit as st

from acujournal.access import Role
from acujournal.ui.day import correct_day
from acujournal.ui.month import calendar, chosen_month, list_of_days, recently_deleted
from acujournal.ui.page import open_page
from acujournal.words import day_in_address

page = open_page("", needs=Role.PATIENT)
day = day_in_address(st.query_params.get("day"))

if day is not None:
    correct_day(page, day)
else:
    st.title("History", anchor=False)
    month = chosen_month(page)
    journal = page.store.load_journal(month.first, month.until)
    calendar(page, journal, month)
    list_of_days(page, journal, month)
    recently_deleted(page)
