"""How long the card of a session takes to open and to save."""

from __future__ import annotations

from playwright.sync_api import Page

from benchmarks.bench import Bench
from benchmarks.chromium import time_click, visitor, wait_until_idle
from benchmarks.figures.saving import WARM_UP, NotSaved, count_on_screen
from benchmarks.journals import Reader
from benchmarks.registry import Measured, figure

#: The first 0-10 scale of the card, on the screen when its questions are.
ASKED = ".st-key-save"


def _open_card(page: Page) -> float:
    """Follow the link to a new session, until the card with its Save stands there; then go back."""
    wait_until_idle(page)
    link = page.get_by_role("link", name="Log a session")
    taken = time_click(page, link, ASKED, "Save")
    wait_until_idle(page)
    page.get_by_role("link", name="All sessions").click()
    link.wait_for()
    wait_until_idle(page)
    return taken


def _save_card(page: Page, reader: Reader, pain: int) -> float:
    """Choose another pain before, let its draft settle, time the click on Save; the journal must hold it."""
    scale = page.locator("fieldset", has_text="Pain just before")
    scale.locator("label").nth(pain).click()
    page.locator(".st-key-save").get_by_text("Not saved yet").wait_for()
    wait_until_idle(page)
    save = page.get_by_role("button", name="Save", exact=True)
    taken = time_click(page, save, ".st-key-save [data-testid='stAlert']", "Saved at")
    wait_until_idle(page)
    held = reader.last_session()
    if held is None or held.pain_before != pain:
        raise NotSaved(f"Pain before of {pain} was confirmed; the journal holds {held}.")
    return taken


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
    with (
        bench.ours() as ours,
        bench.plain("button") as plain,
        visitor(bench.browser, ours) as journal,
        visitor(bench.browser, plain) as button,
    ):
        journal.goto(f"{ours.origin}/sessions")
        button.goto(plain.origin)
        for server in (ours, plain):
            server.wait_until_quiet()
        a, b = [], []
        for number in range(WARM_UP + bench.rounds):
            a.append(_open_card(journal))
            b.append(count_on_screen(button, number + 1))
    return Measured.of(a[WARM_UP:]), Measured.of(b[WARM_UP:])


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
    with (
        bench.ours() as ours,
        bench.plain("button") as plain,
        bench.reading(ours) as reader,
        visitor(bench.browser, ours) as journal,
        visitor(bench.browser, plain) as button,
    ):
        held = reader.last_session()
        if held is None:
            raise NotSaved("The journal of this figure has no session.")
        journal.goto(f"{ours.origin}/sessions?session={held.treatment_id}")
        button.goto(plain.origin)
        for server in (ours, plain):
            server.wait_until_quiet()
        a, b = [], []
        for number in range(WARM_UP + bench.rounds):
            pain = 2 + number % 5
            if (now := reader.last_session()) is not None and now.pain_before == pain:
                pain += 5 if pain < 5 else -1
            a.append(_save_card(journal, reader, pain))
            b.append(count_on_screen(button, number + 1))
    return Measured.of(a[WARM_UP:]), Measured.of(b[WARM_UP:])
