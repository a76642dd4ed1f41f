"""How long the card of a session takes to open and to save."""

from __future__ import annotations

from playwright.sync_api import Page

from acujournal.treatment import Treatment
from benchmarks.bench import Bench
from benchmarks.chromium import time_click, wait_until_idle
from benchmarks.figures.saving import NotSaved, beside_the_button
from benchmarks.journals import Reader
from benchmarks.registry import Measured, figure

#: Drawn last: where it stands, the questions of the card do.
SAVE_BAR = ".st-key-save"


def _open_card(page: Page, reader: Reader, number: int) -> float:
    """Follow the link to a new session, until the card with its Save stands there; then go back."""
    del reader, number
    wait_until_idle(page)
    link = page.get_by_role("link", name="Log a session")
    taken = time_click(page, link, SAVE_BAR, "Save")
    wait_until_idle(page)
    page.get_by_role("link", name="All sessions").click()
    link.wait_for()
    wait_until_idle(page)
    return taken


def _save_card(page: Page, reader: Reader, number: int) -> float:
    """Choose another pain before, let its draft settle, time the click on Save; the journal must hold it."""
    pain = 2 + number % 5
    if _last(reader).pain_before == pain:
        pain += 5
    scale = page.locator("fieldset", has_text="Pain just before")
    scale.locator("label").nth(pain).click()
    page.locator(SAVE_BAR).get_by_text("Not saved yet").wait_for()
    wait_until_idle(page)
    save = page.get_by_role("button", name="Save", exact=True)
    taken = time_click(page, save, ".st-key-save [data-testid='stAlert']", "Saved at")
    wait_until_idle(page)
    if _last(reader).pain_before != pain:
        raise NotSaved(f"Pain before of {pain} was confirmed; the journal holds {_last(reader)}.")
    return taken


def _last(reader: Reader) -> Treatment:
    held = reader.last_session()
    if held is None:
        raise NotSaved("The journal of this figure has no session.")
    return held


@figure(
    "session-open",
    "click Log a session -> the card and its Save stand there, journal of 1 year",
    rival="click -> text changed, one-button empty page, streamlit run",
    unit="ms",
    must=1.6,
    aim=1.2,
)
def session_open(bench: Bench) -> tuple[Measured, Measured]:
    """From the click's time stamp to the change of the page that shows the card."""
    return beside_the_button(bench, lambda _: "/sessions", _open_card)


@figure(
    "session-save",
    "click Save on a session's card -> saved confirmed on screen, journal of 1 year",
    rival="click -> text changed, one-button empty page, streamlit run",
    unit="ms",
    must=1.6,
    aim=1.2,
)
def session_save(bench: Bench) -> tuple[Measured, Measured]:
    """As the save of a day; every save is looked up in the journal."""
    return beside_the_button(
        bench, lambda reader: f"/sessions?session={_last(reader).treatment_id}", _save_card
    )
