"""The database stops taking anything while Ana writes: a sentence, nothing lost on the screen, then it goes on."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.screen import answer, chosen, note, press_save, save, unfold

DAY = date(2026, 11, 22)
SENTENCES = {"read_only": "the database is read-only", "full_disk": "The disk did not take what was written"}


@pytest.mark.parametrize("trouble", list(SENTENCES))
def test_a_save_is_refused_with_a_sentence_and_works_again_later(ana, home, trouble):
    page = ana.open()
    unfold(page)
    answer(page, "Average pain", 6)
    note(page).fill("Before")
    save(page, at="20:14")
    with getattr(home, trouble)():
        answer(page, "Average pain", 2)
        note(page).fill("While it could not be written")
        press_save(page)
        sentence = page.get_by_role("alert").filter(has_text=SENTENCES[trouble])
        expect(sentence).to_be_visible()
        chosen(page, "Average pain", 2)
        expect(note(page)).to_have_value("While it could not be written")
        expect(page.get_by_text("Something went wrong")).to_have_count(0)
        with home.journal() as journal:
            assert journal.entry(DAY).pain_average == 6
    save(page, at="20:14")
    expect(sentence).to_have_count(0)
    chosen(page, "Average pain", 2)
    with home.journal() as journal:
        entry = journal.entry(DAY)
    assert (entry.pain_average, entry.note) == (2, "While it could not be written")


@pytest.mark.parametrize("trouble", list(SENTENCES))
def test_pain_right_now_is_not_said_to_be_saved(ana, home, trouble):
    page = ana.open()
    page.get_by_role("button", name="Pain right now").click()
    number = page.get_by_role("button", name="7", exact=True)
    expect(number).to_be_visible()
    with getattr(home, trouble)():
        number.click()
        expect(page.get_by_role("alert").filter(has_text=SENTENCES[trouble])).to_be_visible()
        expect(page.get_by_text("Saved: pain")).to_have_count(0)
    with home.journal() as journal:
        assert journal.load_journal().moments == ()


def test_who_opens_the_journal_meanwhile_can_read_it(ana, home):
    page = ana.open()
    answer(page, "Average pain", 6)
    save(page, at="20:14")
    with home.read_only():
        again = ana.open()
        chosen(again, "Average pain", 6)
        again.goto(f"{home.origin}/history")
        expect(again.get_by_text("pain 6")).to_be_visible()
