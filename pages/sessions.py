"""Sessions: plan, log, correct and delete acupuncture sessions."""

import streamlit as st

from acujournal.access import Role
from acujournal.ui.effectlist import side_effects
from acujournal.ui.page import open_page
from acujournal.ui.session import correct_session, deleted_sessions, list_of_sessions, new_session_links

page = open_page("", needs=Role.PATIENT)
asked = st.query_params.get("session")

if asked:
    correct_session(page, asked)
else:
    st.title("Sessions", anchor=False)
    new_session_links()
    list_of_sessions(page)
    side_effects(page)
    deleted_sessions(page)
