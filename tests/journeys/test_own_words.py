"""What Ana writes is shown as she wrote it, and never makes a browser do or load anything."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from acujournal.journal import Entry
from tests.journeys.screen import TOUCH, answer, note, press_save, ready, save, saved, unfold

DAY = date(2026, 11, 22)
WORDS = (
    "![x](http://198.51.100.1/a.png) <img src=http://198.51.100.1/b.png> [l](javascript:alert(1)) $x$ :red[x]"
)


def literally(page, words=WORDS):
    shown = page.get_by_text(words).first
    expect(shown).to_be_visible()
    assert page.locator("img[src*='198.51.100']").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator(".katex").count() == 0


def test_a_note_and_a_medicine_are_text_everywhere(ana, home):
    page = ana.open()
    answer(page, "Average pain", 6)
    unfold(page)
    page.get_by_label("Name of a medicine").fill(WORDS)
    page.get_by_label("Name of a medicine").press("Enter")
    expect(page.get_by_role("checkbox", name=WORDS)).to_be_checked()
    note(page).fill(WORDS)
    save(page, at="20:14")
    literally(page)
    note(page).fill("Another note")
    save(page, at="20:14")

    page.goto(f"{home.origin}/history")
    ready(page)
    page.goto(f"{home.origin}/history?day={DAY}")
    ready(page)
    page.get_by_text("1 earlier version").click()
    expect(page.get_by_text(f"Note: {WORDS}")).to_be_visible()
    literally(page, f"Medicines: {WORDS}")

    # The next day the medicine is offered again.
    home.turn_clock(home.now + timedelta(days=1))
    page.goto(f"{home.origin}/")
    ready(page)
    unfold(page)
    expect(page.get_by_role("checkbox", name=WORDS)).not_to_be_checked()
    literally(page)


def test_in_the_choice_between_two_tabs(ana, home):
    page = ana.open()
    unfold(page)
    note(page).fill("Mine")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    home.save_entry(Entry(day=DAY, pain_average=6, note=WORDS, medicines=(WORDS,)))
    press_save(page)
    expect(page.get_by_text("was saved in another tab")).to_be_visible()
    literally(page, f"In the journal: {WORDS}")


def test_a_practitioner_in_the_card_the_list_and_the_choice_of_names(ana, home):
    page = ana.open("/sessions?session=log")
    box = page.get_by_role("combobox", name="Practitioner")
    box.fill(WORDS)
    box.press("Enter")
    page.locator("summary").filter(has_text="Expectation, questions, cost, note").click(**TOUCH)
    note(page).fill(WORDS)
    page.get_by_label("Questions for next time").fill(WORDS)
    press_save(page)
    saved(page, at="20:14")
    expect(page.get_by_role("combobox", name="Practitioner")).to_have_value(WORDS)
    expect(note(page)).to_have_value(WORDS)
    with home.journal() as journal:
        kept = journal.load_journal().treatments[0]
    assert (kept.practitioner, kept.note) == (WORDS, WORDS)
    ready(page)
    page.get_by_role("link", name="All sessions").click(**TOUCH)
    expect(page.get_by_role("heading", name="Sessions", level=1)).to_be_visible()
    assert page.locator("img[src*='198.51.100']").count() == 0
    page.get_by_role("link", name="Plan a session").click(**TOUCH)
    expect(page.get_by_role("heading", name="Plan a session", level=1)).to_be_visible()
    expect(page.get_by_role("combobox", name="Practitioner")).to_have_value(WORDS)
    # What was to be asked stands in the next card.
    literally(page)
    page.get_by_role("combobox", name="Practitioner").fill("")
    expect(page.locator("datalist option")).to_have_attribute("value", WORDS)
    assert page.locator("img[src*='198.51.100']").count() == 0


@pytest.mark.parametrize(
    "path",
    ["/history?day=<img src=http://198.51.100.1/b.png>", "/sessions?session=![x](http://198.51.100.1/a.png)"],
)
def test_an_address_somebody_sent_ana_is_text_too(ana, path):
    page = ana.open(path)
    assert page.locator("img[src*='198.51.100']").count() == 0
