"""Ana has the same day open twice: the second tab is told, shown both, and nothing is overwritten unseen."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.screen import answer, chosen, note, save, save_button, saved, unfold

DAY = date(2026, 11, 22)


@pytest.fixture
def second(ana, home):
    """The second tab, after the first has saved another number."""
    first, second = ana.open(), ana.open()
    for page, pain in ((first, 6), (second, 2)):
        answer(page, "Average pain", pain)
        answer(page, "Stress", 3)
    unfold(second)
    note(second).fill("![x](http://198.51.100.1/a.png) $x$ :red[x]")
    save(first, at="20:14")
    home.turn_clock(home.now + timedelta(minutes=1))
    save_button(second).click(delay=80)
    expect(second.get_by_text("was saved in another tab at 20:14")).to_be_visible()
    expect(second.get_by_text("On this screen: 2", exact=True)).to_be_visible()
    expect(second.get_by_text("In the journal: 6", exact=True)).to_be_visible()
    expect(second.get_by_text("On this screen: ![x](http://198.51.100.1/a.png) $x$ :red[x]")).to_be_visible()
    with home.journal() as journal:
        assert journal.entry(DAY).pain_average == 6
    return second


def test_what_is_on_the_screen_can_be_saved_and_the_other_stays_among_the_versions(second, home):
    second.get_by_role("button", name="Save what is on this screen").click()
    expect(second.get_by_text("another tab")).to_have_count(0)
    saved(second, at="20:15")
    chosen(second, "Average pain", 2)
    with home.journal() as journal:
        assert journal.entry(DAY).pain_average == 2
        assert [version.value.pain_average for version in journal.versions(f"entry {DAY}")] == [6, 2]


def test_beside_save_she_is_told_and_led_to_the_choice(second):
    note(second).click()
    heading = second.get_by_role("heading", name="was saved in another tab at 20:14")
    expect(heading).not_to_be_in_viewport()
    link = second.get_by_role("alert").get_by_role("link", name="Choose which one counts")
    expect(link).to_be_in_viewport()
    link.click()
    expect(heading).to_be_in_viewport()
    expect(second.get_by_role("button", name="Save what is on this screen")).to_be_visible()


def test_what_is_in_the_journal_can_be_taken(second, home):
    second.get_by_role("button", name="Take what is in the journal").click()
    expect(second.get_by_text("another tab")).to_have_count(0)
    chosen(second, "Average pain", 6)
    saved(second, at="20:14")
    with home.journal() as journal:
        assert journal.entry(DAY).pain_average == 6
        assert journal.drafts(f"entry {DAY}") == ()


def test_an_untouched_second_tab_shows_what_the_first_saved(ana):
    first, second = ana.open(), ana.open()
    answer(first, "Average pain", 6)
    save(first, at="20:14")
    second.get_by_text("More about this day").click()
    chosen(second, "Average pain", 6)
    saved(second, at="20:14")


def test_two_quick_taps_on_save_make_one_entry(ana, home):
    page = ana.open()
    answer(page, "Average pain", 6)
    save_button(page).dblclick(delay=80)
    saved(page, at="20:14")
    with home.journal() as journal:
        assert len(journal.versions(f"entry {DAY}")) == 1
