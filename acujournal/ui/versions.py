"""What a day or a session said before each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from acujournal.ui.page import Page
from acujournal.words import clock_words, count_words


def earlier_versions(page: Page, subject: str, revision: int, say: Callable[[Any], str]) -> None:
    """The versions before `revision`, newest first, loaded when somebody opens them and shown as plain text."""
    if revision <= 1:
        return
    fold = st.expander(
        count_words(revision - 1, "earlier version"), on_change="rerun", key=f"versions {subject}"
    )
    if not fold.open:
        return
    with fold:
        earlier = [version for version in page.store.versions(subject) if version.revision < revision]
        for version in reversed(earlier):
            when = clock_words(version.saved_at, page.zone, page.now)
            st.markdown(f"**{version.action.value.capitalize()} {when}**")
            st.text(say(version.value))
