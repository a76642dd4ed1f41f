"""Today: the day's check-in or, in weekly mode, the weekly questions; pain right now, what is due, the last two weeks."""

import streamlit as st

from acujournal.access import Role
from acujournal.ui.checkin import questions
from acujournal.ui.due import pause_notice, shown_day
from acujournal.ui.page import keep_address, open_page
from acujournal.ui.recent import look_back_by_week, save_and_look_back
from acujournal.ui.rightnow import pain_right_now
from acujournal.ui.weekly import ask_by_week, open_week, shown_week
from acujournal.words import day_in_address, title_day

page = open_page("", needs=Role.PATIENT)
week = day_in_address(st.query_params.get("week"))

if week is not None:
    open_week(page, week)
elif page.preferences.is_weekly:
    keep_address()
    day = shown_week(page)
    pain_right_now(page, title=title_day(day))
    pause_notice(page)
    form = ask_by_week(page, day)
    look_back_by_week(page, form, day)
else:
    keep_address()
    day = shown_day(page)
    pain_right_now(page, title=title_day(day))
    pause_notice(page)
    form = questions(page, day)
    save_and_look_back(form, day)
