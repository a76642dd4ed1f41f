"""A look at an invented journal, which never mixes with Ana's own."""

from datetime import date

from playwright.sync_api import expect

from tests.journeys.screen import TOUCH, answer, go, nothing_chosen, press_save, ready, save, save_button

DAY = date(2026, 11, 22)


def banner(page):
    return page.locator(".st-key-sample").filter(has_text="Sample journal")


def test_marked_on_every_screen_and_gone_with_one_click(newcomer, home):
    page = newcomer.open()
    page.get_by_role("button", name="Try it with a sample journal").click()
    for name in ("Today", "History", "Sessions", "Progress", "Settings"):
        expect(banner(page)).to_be_visible()
        go(page, name)
        expect(banner(page)).to_be_visible()
    page.get_by_role("button", name="Leave it").click()
    expect(banner(page)).to_have_count(0)
    with home.journal() as journal:
        assert not journal.is_sample
        assert journal.load_journal().entries == ()


def test_what_was_filled_in_the_sample_never_ends_in_the_real_journal(ana, home):
    with home.journal() as journal:
        real = journal.journal_id
    leaving = ana.open("/settings")
    leaving.get_by_role("button", name="Try it with a sample journal").click()
    expect(banner(leaving)).to_be_visible()
    staying = ana.open()
    expect(banner(staying)).to_be_visible()
    answer(staying, "Average pain", 9)
    answer(staying, "Stress", 9)
    expect(staying.get_by_text("Not saved yet")).to_be_visible()
    leaving.get_by_role("button", name="Leave it").click()
    expect(banner(leaving)).to_have_count(0)

    press_save(staying)
    expect(staying.get_by_text("The sample journal was left in another tab.")).to_be_visible()
    expect(save_button(staying)).to_have_count(0)
    staying.get_by_role("button", name="Open my own journal").click(**TOUCH)
    expect(banner(staying)).to_have_count(0)
    ready(staying)
    nothing_chosen(staying, "Average pain")
    told = staying.get_by_text("It was in the sample journal, which is gone.")
    expect(told).to_be_visible()
    with home.journal() as journal:
        assert journal.journal_id == real
        assert journal.entry(DAY) is None
        assert journal.drafts(f"entry {DAY}") == ()
    answer(staying, "Average pain", 2)
    save(staying, at="20:14")
    expect(told).to_be_visible()
    with home.journal() as journal:
        assert (journal.entry(DAY).pain_average, journal.entry(DAY).stress) == (2, None)


def test_a_draft_of_the_real_journal_waits_while_the_sample_is_open(ana, home):
    page = ana.open()
    answer(page, "Average pain", 6)
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    go(page, "Settings")
    page.get_by_role("button", name="Try it with a sample journal").click()
    expect(banner(page)).to_be_visible()
    go(page, "Today")
    page.get_by_role("button", name="Leave it").click()
    expect(banner(page)).to_have_count(0)
    expect(page.get_by_text("Here again: what you had not saved at 20:14.")).to_be_visible()
    save(page, at="20:14")
    with home.journal() as journal:
        assert journal.entry(DAY).pain_average == 6
