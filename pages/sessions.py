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
    # What a page showed goes only when the new one is whole, unless something else takes its place: the list is one
    # thing where a card has its first link, else the browser would draw its many lines once more, under the card.
    with st.container(key="session.page"), st.container(key="session.list"):
        st.title("Sessions", anchor=False)
        new_session_links()
        list_of_sessions(page)
        side_effects(page)
        deleted_sessions(page)
