"""Logging is quick: how many taps, and whether the thumb must travel."""

from datetime import timedelta

from playwright.sync_api import expect

from acujournal.treatment import Style, Treatment, TreatmentStatus
from tests.journeys.screen import answer, ready, save_button, saved

#: Whatever a finger or a keyboard does is counted by the page itself.
COUNT = """() => {
  window.counted = { taps: 0, keys: 0 };
  addEventListener('pointerdown', () => { window.counted.taps += 1; }, true);
  addEventListener('keydown', () => { window.counted.keys += 1; }, true);
}"""


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


def last_session(home):
    """Ana's session a week ago, with all that is much the same each time."""
    begun = home.now - timedelta(days=7, hours=3)
    last = Treatment(
        treatment_id="a week ago",
        starts_at=begun,
        zone="Europe/Berlin",
        status=TreatmentStatus.DONE,
        practitioner="Ben",
        styles=(Style.MANUAL, Style.MOXA),
        needle_minutes=25,
        needles=12,
        points=("BL23", "BL40", "KI3"),
        places=("back_low_back_left", "back_low_back_right"),
        pain_before=7,
        pain_after=6,
        cost_cents=6000,
        currency="EUR",
        note="Only of that day.",
    )
    with home.journal() as journal:
        return journal.save_treatment(last, based_on=0, now=begun)


def test_a_session_like_the_last_one_takes_seven_taps_at_most_and_no_typing(ana, home):
    last = last_session(home)
    page = ana.open()
    page.evaluate(COUNT)
    page.locator(".st-key-nav").get_by_role("link", name="Sessions", exact=True).tap()
    ready(page)
    page.get_by_role("link", name="Log a session").tap()
    expect(page.get_by_role("heading", name="Log a session")).to_be_visible()
    ready(page)
    page.get_by_role("button", name="Same as last time").tap()
    expect(page.get_by_role("button", name="Same as last time")).to_have_count(0)
    ready(page)
    answer(page, "Pain just before", 6)
    answer(page, "Pain just after", 4)
    save_button(page).tap()
    saved(page, at="20:14")

    counted = page.evaluate("window.counted")
    assert 6 <= counted["taps"] <= 7, "six are known: with fewer the page was not counting"
    assert counted["keys"] == 0
    with home.journal() as journal:
        (kept,) = [one for one in journal.treatments() if one.treatment_id != last.treatment_id]
    assert (kept.day, kept.status) == (home.now.date(), TreatmentStatus.DONE)
    assert (kept.pain_before, kept.pain_after) == (6, 4)
    for name in ("styles", "needle_minutes", "needles", "points", "places", "practitioner", "cost_cents"):
        assert getattr(kept, name) == getattr(last, name), name
    assert kept.note == "", "what was of that day alone is not said again"
