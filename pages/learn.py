"""Learn: articles about acupuncture and back pain, found by a word, each with its sources."""

import streamlit as st

from acujournal.access import Role
from acujournal.ui.learn import article_page, list_of_articles
from acujournal.ui.page import open_page

page = open_page("", needs=Role.PATIENT)
asked = st.query_params.get("article")

if asked:
    article_page(page, asked)
else:
    list_of_articles(page)
