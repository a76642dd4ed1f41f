"""What a person does on the screens."""

import re
import time

from playwright.sync_api import expect

#: A finger or a mouse button rests a moment; a click of no time at all would overtake what Streamlit sends a tick later.
TOUCH = {"delay": 80}


#: The controls draw themselves a moment after the page.
DRAWN = """() => document.querySelector('[data-testid=stSkeleton]') === null
  && [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
    .every(one => one.shadowRoot?.querySelector('.control'))"""


#: What goes round as long as the page works does not count.
AT_REST = """() => document.getAnimations()
  .every(one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)"""


def until(page, is_so, otherwise=""):
    """Ask the page again and again. (Playwright's own way of waiting is a kind of eval, which the page refuses.)"""
    end = time.monotonic() + 20
    while not page.evaluate(is_so):
        assert time.monotonic() < end, otherwise or is_so
        page.wait_for_timeout(50)


def ready(page):
    """Wait until the page is drawn and nothing runs."""
    app = page.locator(
        '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
    )
    expect(app).to_be_attached()
    expect(page.locator(".st-key-nav, .stHeading").first).to_be_visible()
    expect(page.get_by_text("Something went wrong")).to_have_count(0)
    until(page, DRAWN)


def group(page, question):
    return page.get_by_role("group", name=question, exact=True)


def number(page, question, value):
    return group(page, question).get_by_role("radio").nth(value)


def answer(page, question, value):
    """One tap on a number."""
    number(page, question, value).tap()
    chosen(page, question, value)


def chosen(page, question, value):
    """Wait until a number stands in a scale."""
    expect(number(page, question, value)).to_be_checked()


def nothing_chosen(page, question):
    expect(group(page, question).get_by_role("radio").first).to_be_visible()
    expect(group(page, question).get_by_role("radio", checked=True)).to_have_count(0)


def unfold(page):
    """Open the questions that fold away."""
    page.get_by_text("More about this day").tap()
    expect(note(page)).to_be_visible()


def note(page):
    return page.get_by_label("Note", exact=True)


def hours(page):
    return page.get_by_label("Hours of sleep last night")


def save_button(page):
    return page.get_by_role("button", name="Save", exact=True)


def press_save(page):
    """A finger goes to Save when nothing moves any more: Streamlit opens what folds away over half a second."""
    until(page, AT_REST)
    save_button(page).click(**TOUCH)


def save(page, *, at):
    """Press Save and wait until the screen says when it was saved; what it said of the save before does not count."""
    expect(page.get_by_text(re.compile(r"\bSaved at "))).to_have_count(0)
    press_save(page)
    saved(page, at=at)


def saved(page, *, at):
    # With its capital: "what you had not saved at" is another sentence.
    expect(page.get_by_text(re.compile(rf"\bSaved at {at}$"))).to_be_visible()


def unsaved(page):
    expect(page.get_by_text("Not saved yet").first).to_be_visible()


def go(page, name):
    """Follow one of the links at the top, and wait until that page is the one that is shown."""
    link = page.locator(".st-key-nav").get_by_role("link", name=name, exact=True)
    link.click(**TOUCH)
    expect(link.locator("strong")).to_be_visible()
    ready(page)


def kept_as_draft(home, day, **values):
    """Whether the database holds these answers of a day as a draft."""
    with home.journal() as journal:
        draft = journal.draft(f"entry {day.isoformat()}")
    return draft is not None and all(draft.body["values"][name] == value for name, value in values.items())
