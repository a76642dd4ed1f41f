"""My data: what it is made of, and the way to each part. The address says which part is open."""

from __future__ import annotations

from typing import Final

import streamlit as st

from acujournal.ui import places
from acujournal.ui.page import Page, keep_address

#: Name in the address -> title, and what a person finds there.
PARTS: Final = {
    "export": (
        "Export",
        "Take your journal with you as files: all you wrote, a table, a clinic's format, the charts.",
    ),
    "import": ("Import", "Bring in an earlier export, or what you wrote in another app."),
    "backup": ("Backup", "Copies on this computer, in case something goes wrong."),
    "reminders": ("Reminders", "A file for your calendar: the evening, your sessions, the review."),
    "record": ("Access record", "What happened to your data, and when."),
    "erase": ("Erase", "Delete a period, what you deleted before, or everything."),
}

INVENTED: Final = (
    "You are looking at the invented sample journal. Leave it with the button at the top; then this is about your own "
    "journal."
)


def overview() -> None:
    """The parts as links, each with a line that says what is there."""
    keep_address()
    st.text(
        "Your journal is yours. What you wrote can be taken out and brought back, and everything deleted for good."
    )
    with st.container(key="data.parts", gap="small"):
        for name, (title, words) in PARTS.items():
            st.page_link(places.DATA, label=f"**{title}**", query_params={"part": name})
            st.text(words)


def open_part(page: Page, name: str) -> bool:
    """The head of one part; False where it has nothing to show, for the sample has no data of anybody's."""
    with st.container(key="data.all"):
        st.page_link(places.DATA, label="My data", icon=":material/chevron_left:")
    keep_address(part=name)
    st.title(PARTS[name][0], anchor=False)
    if page.store.is_sample:
        st.info(INVENTED)
        return False
    return True


def settings_link() -> None:
    """The way here from Settings."""
    st.header("Your data", anchor=False)
    st.text("Export, import, backup, reminders for your calendar, the access record, and erasing.")
    with st.container(key="data.link"):
        st.page_link(places.DATA, label="Open My data", icon=":material/chevron_right:")
