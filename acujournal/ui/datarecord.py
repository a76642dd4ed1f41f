"""The access record: what happened to the data, in plain words, newest first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import streamlit as st

from acujournal.errors import StorageTrouble
from acujournal.storage import Event, Happening
from acujournal.ui.dataimport import app_title
from acujournal.ui.page import Page
from acujournal.words import clock_words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What happened -> how it is said, without and with its detail.
WORDS: Final[Mapping[Happening, tuple[str, str]]] = {
    Happening.EXPORTED: ("You made an export", "You made an export: {}"),
    Happening.IMPORTED: ("You imported a file", "You imported a file from {}"),
    Happening.IMPORT_UNDONE: ("You undid an import", "You undid an import from {}"),
    Happening.SHARED: ("You made a link to share", "You made a link to share, for {}"),
    Happening.SHARE_RENEWED: ("You made a link hold longer", "You made the link for {} hold longer"),
    Happening.SHARE_OPENED: ("A link you shared was opened", "The link for {} was opened"),
    Happening.SHARE_REVOKED: ("You closed a link", "You closed the link for {}"),
    Happening.SHARE_LOCKED: (
        "A link was locked after wrong passcodes",
        "The link for {} was locked after wrong passcodes",
    ),
    Happening.NOTE_RECEIVED: ("A reader left you a note", "{} left you a note"),
    Happening.BACKED_UP: ("A backup was made", "A backup was made: {}"),
    Happening.RESTORED: ("A backup was put back", "A backup was put back: {}"),
    Happening.PERIOD_DELETED: ("You deleted a period for good", "You deleted a period for good: {}"),
    Happening.PURGED: (
        "What was deleted before was deleted for good",
        "What was deleted before was deleted for good, {} in all",
    ),
    Happening.SIGNED_IN: ("A browser was let in", "A browser was let in: {}"),
    Happening.SIGNED_OUT_EVERYWHERE: ("You signed out everywhere", "You signed out everywhere: {}"),
}
#: So many lines stand on the page at first, and so many more are shown at a time.
AT_ONCE: Final = 200
SHOWN: Final = "data.record.shown"
_FROM_AN_APP: Final = (Happening.IMPORTED, Happening.IMPORT_UNDONE)


def record_part(page: Page) -> None:
    """Every line as plain text: a reader's name may be in it, and that was typed by a person."""
    shown = st.session_state.setdefault(SHOWN, AT_ONCE)
    with page.store.reading():
        events, in_all = page.store.happened(shown), page.store.count_happened()
    st.text("Your daily writing is not listed here; each day shows its own earlier versions.")
    if not events:
        st.text("Nothing yet: no export, no import, no link.")
    with st.container(gap="small", key="data.record"):
        for event in events:
            st.text(f"{clock_words(event.at, page.zone, page.now)}: {event_words(event)}.")
    if in_all > len(events):
        st.text(f"These are the newest {len(events):,} of {in_all:,} lines.")
        if st.button(f"Show {min(AT_ONCE, in_all - len(events)):,} earlier ones", key="data.record.more"):
            st.session_state[SHOWN] = shown + AT_ONCE
            st.rerun()


def record_taken_out(page: Page, what: str) -> None:
    """Write down that a file was taken out of the journal: what a download button calls when it is pressed.

    Whoever saves what they have from a full disk must not be kept from it by a line that cannot be written.
    """
    if here := page.at_present():
        with suppress(StorageTrouble):
            here.store.record(Happening.EXPORTED, what, now=here.now)


def event_words(event: Event) -> str:
    """One event in plain words."""
    plain, detailed = WORDS[event.kind]
    detail = app_title(event.detail) if event.kind in _FROM_AN_APP and event.detail else event.detail
    return detailed.replace("{}", detail) if detail else plain
