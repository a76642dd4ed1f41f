"""A hundred thousand characters, pasted into the note."""

from datetime import date

from playwright.sync_api import expect

from acujournal.answers import NOTE_LIMIT
from tests.journeys.home import wait_until
from tests.journeys.screen import (
    answer,
    kept_as_draft,
    note,
    press_save,
    ready,
    save,
    unfold,
)

DAY = date(2026, 11, 22)
PASTE = """(area, words) => {
  area.value = words;
  area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}"""


def test_it_is_said_refused_with_a_sentence_and_stays(ana, home):
    words = ("Kopf 🙂 כאב\n" * 10_000)[:100_000]
    page = ana.open()
    answer(page, "Average pain", 6)
    unfold(page)
    note(page).evaluate(PASTE, words)
    expect(page.get_by_text("96,000 more than can be saved. Please shorten it.")).to_be_visible()

    press_save(page)
    refusal = page.get_by_role("alert").filter(
        has_text=f"{NOTE_LIMIT:,} characters. Please shorten it by at least 96,000"
    )
    expect(refusal).to_be_visible()
    assert note(page).evaluate("(area, words) => area.value === words", words)
    wait_until(lambda: kept_as_draft(home, DAY, pain_average=6, note=words))
    with home.journal() as journal:
        assert journal.entry(DAY) is None

    page.reload()
    ready(page)
    unfold(page)
    assert note(page).evaluate("(area, words) => area.value === words", words)
    note(page).fill("Short after all")
    save(page, at="20:14")
    expect(refusal).to_have_count(0)
    with home.journal() as journal:
        assert journal.entry(DAY).note == "Short after all"
