"""What stands around every page: the links, the mark of a sample journal, the question after a journey."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

from acujournal.ui.controls import presence
from acujournal.ui.page import Page, browser_zone
from acujournal.words import zone_words


@cache
def look() -> str:
    """The style of the few things the theme cannot say; the same for everybody."""
    return f"<style>{(Path(__file__).parent / 'look.css').read_text('utf-8')}</style>"


def page_links(pages: list[st.Page], chosen: st.Page) -> None:
    """One row of links that fits a phone; the open page is marked by Streamlit itself."""
    with st.container(key="nav", horizontal=True, gap=None, wrap=True):
        for page in pages:
            label = f"**{page.title}**" if page.title == chosen.title else page.title
            st.page_link(page, label=label)


def watch_connection() -> None:
    """On every page, questions or not, the browser says in our words when the program is away."""
    with st.container(key="presence"):
        presence()


def hold_when_journals_changed(page: Page) -> None:
    """Another tab has opened or left the sample, or erased everything: say so before the other journal is shown here.

    A finger on its way to Save must not save what it has never seen.
    """
    here = (page.store.journal_id, page.store.is_sample)
    known_id, was_sample = st.session_state.setdefault("journal", here)
    if known_id == page.store.journal_id:
        return
    if page.store.is_sample:
        what, go_on = "The sample journal was opened in another tab.", "Go on with it"
    elif was_sample:
        what, go_on = "The sample journal was left in another tab.", "Open my own journal"
    else:
        what = (
            "Everything was erased in another tab, and a journal was begun anew. What was open here is gone."
        )
        go_on = "Open the new journal"
    st.info(what)
    if st.button(go_on, key="journal.changed"):
        st.session_state["journal"] = here
        st.rerun()
    st.stop()


def tell_of_erasing_elsewhere(page: Page) -> None:
    """Say above the first questions why they are there, in a tab that had another journal open before."""
    known_id, was_sample = st.session_state.get("journal", (page.store.journal_id, False))
    if known_id != page.store.journal_id and not was_sample:
        st.info("Everything was erased in another window, so the journal that was open here is gone.")


def sample_banner(page: Page) -> None:
    """While the sample journal is open every screen says so, and one click ends it."""
    if not page.store.is_sample:
        return
    with st.container(key="sample", horizontal=True, wrap=False, vertical_alignment="center"):
        st.markdown(":material/science: **Sample journal**, invented")
        if st.button("Leave it", key="sample.leave"):
            page.store.leave_sample()
            st.session_state.clear()
            st.rerun()


def zone_notice(page: Page) -> None:
    """After a journey: ask once which clock the days should follow. Days already kept stay where they are."""
    here = browser_zone()
    if here is None or here in (page.zone, page.preferences.zone_declined):
        return
    with st.container(key="zone", border=True):
        st.text(
            f"This device's clock is in {zone_words(here)}; your journal counts days in {zone_words(page.zone)}."
        )
        with st.container(horizontal=True):
            if st.button(f"Use {zone_words(here)} from now on", key="zone.use"):
                page.store.save_preferences(replace(page.preferences, zone=here))
                st.rerun()
            if st.button("Keep it as it is", key="zone.keep"):
                page.store.save_preferences(replace(page.preferences, zone_declined=here))
                st.rerun()
