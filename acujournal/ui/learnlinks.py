"""Ways into Learn from other screens: to help, always and for everybody, and to the article that matters here."""

from __future__ import annotations

from typing import Final

import streamlit as st

from acujournal.ui import places

#: What both ways to help are called.
HELP: Final = "When to get help"


def help_link() -> None:
    """The way to "When to get help" above every page, whatever somebody has written. It takes no room: see look.css."""
    with st.container(key="get-help"):
        article_link(HELP, places.GET_HELP)


def help_link_below() -> None:
    """The same way at the foot of every page, where the one above has scrolled out of sight."""
    with st.container(key="get-help-below"):
        article_link(HELP, places.GET_HELP)


def article_link(label: str, slug: str) -> None:
    """A link to an article of Learn, under words of ours."""
    st.page_link(places.LEARN, label=label, query_params={"article": slug})
