"""Logging is quick: how many taps, and whether the thumb must travel."""

from playwright.sync_api import expect

from tests.journeys.screen import answer, save_button, saved


def in_sight(page, control):
    expect(control).to_be_visible()
    box = control.bounding_box()
    return page.evaluate("scrollY") == 0 and box["y"] >= 0 and box["y"] + box["height"] <= 844


def test_pain_and_stress_take_three_taps_and_no_scrolling(ana, home):
    page = ana.open()
    assert in_sight(page, save_button(page))
    answer(page, "Average pain", 6)
    answer(page, "Stress", 3)
    assert in_sight(page, save_button(page))
    save_button(page).tap()
    saved(page, at="20:14")
    assert in_sight(page, save_button(page))
    with home.journal() as journal:
        entry = journal.entry(home.now.date())
    assert (entry.pain_average, entry.stress) == (6, 3)


def test_pain_right_now_takes_two_taps(ana, home):
    page = ana.open()
    page.get_by_role("button", name="Pain right now").tap()
    page.get_by_role("button", name="7", exact=True).tap()
    expect(page.get_by_text("Saved: pain 7 at 20:14")).to_be_visible()
    with home.journal() as journal:
        kept = journal.load_journal()
    assert [moment.pain for moment in kept.moments] == [7]
    assert kept.entries == (), "a moment never becomes the day's average"
