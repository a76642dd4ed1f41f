"""What happened meanwhile, told at the top of a page, where it stays until the person goes on to another one.

News that went with the next answer would take the page up with it, and a finger on its way to Save would miss.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass
class News:
    """One sentence of ours, and the address it was first told at."""

    sentence: str
    is_good: bool
    address: dict[str, str] | None = None


def remember(sentence: str, *, is_good: bool) -> None:
    """Tell this at the top of the page that is shown next, once however often it happens there."""
    others = [one for one in st.session_state.get("news", []) if one.sentence != sentence]
    st.session_state["news"] = [*others, News(sentence, is_good)]


def tell_news(page_title: str) -> None:
    """Show what is new here, and what was told here before; forget what was told elsewhere."""
    here = {"page": page_title, **st.query_params.to_dict()}
    current = [one for one in st.session_state.get("news", []) if one.address in (None, here)]
    for one in current:
        one.address = here
        if one.is_good:
            st.success(one.sentence, icon=":material/check_circle:")
        else:
            st.error(one.sentence)
    st.session_state["news"] = current
