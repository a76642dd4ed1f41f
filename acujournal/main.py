"""The script every browser session runs: who is here, which pages they may open, and the page itself."""

from pathlib import Path

import streamlit as st

from acujournal.access import STRANGER, Role, Viewer
from acujournal.errors import StorageTrouble
from acujournal.safety import crisis_lines
from acujournal.server import running
from acujournal.server.sentences import CLOSED
from acujournal.ui import places
from acujournal.ui.controls import begins_at_top
from acujournal.ui.dataerase import ERASED, shows_receipt
from acujournal.ui.effects import whole_help
from acujournal.ui.followup import forget_told
from acujournal.ui.form import begin_page, remember_saves_elsewhere, save_what_was_pressed
from acujournal.ui.learnlinks import help_link, help_link_below
from acujournal.ui.news import tell_news
from acujournal.ui.page import Page, current_viewer, open_page
from acujournal.ui.surroundings import (
    hold_when_journals_changed,
    look,
    page_links,
    sample_banner,
    tell_of_erasing_elsewhere,
    watch_connection,
    zone_notice,
)
from acujournal.ui.trouble import told_in_sentences
from acujournal.ui.welcome import welcome

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent / "pages"
TODAY = "Today"
LEARN = "Learn"
DATA = "My data"


def pages_for(viewer: Viewer) -> list[st.Page]:
    """The pages this viewer may open; the others do not exist for them."""
    if not viewer.may_open_pages_for(Role.PATIENT):
        return []
    return [
        st.Page(PAGES / "today.py", title=TODAY, default=True),
        st.Page(PAGES / "history.py", title="History"),
        st.Page(PAGES / "sessions.py", title="Sessions"),
        st.Page(PAGES / "plan.py", title="Plan"),
        st.Page(PAGES / "progress.py", title="Progress"),
        st.Page(PAGES / "learn.py", title=LEARN),
        st.Page(PAGES / "share.py", title="Share"),
        st.Page(PAGES / "settings.py", title="Settings"),
        st.Page(PAGES / "data.py", title=DATA, visibility="hidden"),
    ]


def show(chosen: st.Page, pages: list[st.Page]) -> None:
    """Draw what surrounds every page, then the page."""
    page: Page = open_page("")
    article = st.query_params.get("article", "") if chosen.title == LEARN else ""
    with st.container(key="beginning"):
        begins_at_top(f"{chosen.title} {article}")
    help_link()
    if article == places.GET_HELP and something_waits(page):
        # Alone, without what stands around a page: what waits must not be answered, nor anything be saved, by the way.
        chosen.run()
        return
    if shows_receipt():
        help_link_below()
        return
    if page.preferences.welcomed_at is None and chosen.title != LEARN:
        tell_of_erasing_elsewhere(page)
        welcome(page)
        help_link_below()
        return
    hold_when_journals_changed(page)
    begin_page()
    save_what_was_pressed(page)
    page_links([one for one in pages if one.visibility != "hidden"], chosen)
    sample_banner(page)
    zone_notice(page)
    news = st.container()
    if chosen.title != TODAY:
        forget_told()
    chosen.run()
    help_link_below()
    watch_connection()
    remember_saves_elsewhere()
    with news:
        tell_news(chosen.title)


def something_waits(page: Page) -> bool:
    """Whether a notice would stand in the place of every page: that all is erased, or that another journal is open."""
    known_id, _ = st.session_state.get("journal", (page.store.journal_id, page.store.is_sample))
    return ERASED in st.session_state or known_id != page.store.journal_id


def help_at_hand() -> None:
    """The help text itself, where no page can be opened to read it on: pain does not wait for a database."""
    with st.expander("When to get help", key="help.at.hand"):
        whole_help()
        st.markdown(crisis_lines())


def main() -> None:
    """Run one page for whoever is here; every failure ends as a sentence."""
    st.set_page_config(page_title="AcuJournal", page_icon=str(HERE / "content" / "mark.png"))
    st.html(look())
    viewer = current_viewer()
    trouble = running.current().trouble
    if viewer is STRANGER:
        st.text(CLOSED.strip())
        st.stop()
    pages = pages_for(viewer)
    chosen = st.navigation(pages, position="hidden")
    with told_in_sentences(below=help_at_hand):
        if trouble:
            raise StorageTrouble(trouble)
        show(chosen, pages)


main()
