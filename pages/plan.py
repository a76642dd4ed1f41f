"""Plan: what is agreed, the review, the record for the first visit, and what goes on beside the needles."""

import streamlit as st

from acujournal.access import Role
from acujournal.ui.ongoing import ongoing_page
from acujournal.ui.page import open_page
from acujournal.ui.plan import change_plan, plan_page
from acujournal.ui.review import review_page
from acujournal.ui.visit import first_visit

page = open_page("", needs=Role.PATIENT)
asked = st.query_params

if asked.get("visit"):
    first_visit(page)
elif asked.get("ongoing"):
    ongoing_page(page, asked["ongoing"])
elif asked.get("review"):
    review_page(page, asked["review"])
elif asked.get("plan"):
    change_plan(page, asked["plan"])
else:
    plan_page(page)
