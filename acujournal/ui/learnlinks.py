"""Ways into Learn from other screens: to help, always and for everybody, and to the article that matters here."""

from __future__ import annotations

import streamlit as st

from acujournal.ui import places


def help_link() -> None:
    """One line that leads to "When to get help", whatever somebody has written. It takes no room: see look.css."""
    with st.container(key="get-help"):
        article_link("When to get help", places.GET_HELP)


def article_link(label: str, slug: str) -> None:
    """A link to an article of Learn, under words of ours."""
    st.page_link(places.LEARN, label=label, query_params={"article": slug})
