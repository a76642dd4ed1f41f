"""The button that deletes what is open, as it is seen here."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from acujournal.errors import AcujournalError, Conflict
from acujournal.ui.page import Page


def delete_button(page: Page, label: str, *, key: str, delete: Callable[[Page], None]) -> None:
    """Call `delete` when pressed, unless the viewer was signed out meanwhile; a refusal is told beside the button."""

    def press() -> None:
        here = page.at_present()
        if here is None:
            return
        try:
            delete(here)
        except Conflict:
            st.session_state["deleting.problem"] = (
                "Not deleted: another tab has changed it meanwhile. It is shown here as it is now; press Delete again if "
                "it should go all the same."
            )
        except AcujournalError as error:
            st.session_state["deleting.problem"] = str(error)

    if problem := st.session_state.pop("deleting.problem", ""):
        st.error(problem)
    st.button(label, key=key, icon=":material/delete:", on_click=press)
