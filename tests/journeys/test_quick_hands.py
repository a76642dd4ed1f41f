"""Ana is quicker than the server: every number she sees chosen when she taps Save is saved.

The server is held still meanwhile, so that all she does reaches it at one instant.
"""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.home import wait_until
from tests.journeys.screen import (
    TOUCH,
    answer,
    go,
    hours,
    note,
    number,
    press_save,
    ready,
    save,
    save_button,
    saved,
    unfold,
    unsaved,
)

DAY = date(2026, 11, 22)
ROUNDS = 4


def test_five_taps_and_save_without_a_pause(ana, home):
    page = ana.open()
    unfold(page)
    for turn in range(ROUNDS):
        home.turn_clock(home.now + timedelta(minutes=1))
        low, high = turn % 5, 5 + turn % 6
        with home.frozen():
            hours(page).fill(f"{low}.5")
            number(page, "Average pain", low).tap()
            number(page, "Worst pain", high).tap()
            number(page, "How well I slept last night", low).tap()
            number(page, "Stress", high).tap()
            save_button(page).click(**TOUCH)
        saved(page, at=f"20:{15 + turn}")
        with home.journal() as journal:
            kept = journal.entry(DAY)
        answers = (kept.pain_average, kept.pain_worst, kept.sleep_quality, kept.stress, kept.sleep_hours)
        assert answers == (low, high, low, high, low + 0.5), f"round {turn}"


def test_a_session_logged_without_a_pause(ana, home):
    for turn in range(ROUNDS):
        page = ana.open("/sessions?session=log")
        page.locator("summary").filter(has_text="Needles, points and places").tap()
        expect(page.get_by_label("Minutes with needles in")).to_be_visible()
        if turn:
            # Every session of this test begins at the same time, and the program asks about that.
            page.get_by_label("Time", exact=True).fill(f"19:0{turn}")
        ready(page)
        with home.frozen():
            page.get_by_label("Minutes with needles in").fill(str(20 + turn))
            number(page, "Pain just before", 7).tap()
            number(page, "Pain just after", 5).tap()
            save_button(page).click(**TOUCH)
        saved(page, at="20:14")
        ready(page)
        page.close()
        with home.journal() as journal:
            found = [one for one in journal.load_journal().treatments if one.needle_minutes == 20 + turn]
        assert [(one.pain_before, one.pain_after) for one in found] == [(7, 5)], f"round {turn}"


def test_a_save_and_at_once_another_page_says_there_what_became_of_it(ana, home):
    page = ana.open()
    unfold(page)
    for turn in range(ROUNDS):
        answer(page, "Average pain", 7)
        answer(page, "Worst pain", 2 + turn)
        press_save(page)
        go(page, "Progress")
        expect(page.get_by_role("alert")).to_contain_text(
            f"Worst pain ({2 + turn}) is below average pain (7)"
        )
        go(page, "Today")
        if not number(page, "Worst pain", 0).is_visible():
            unfold(page)
    answer(page, "Worst pain", 8)
    press_save(page)
    go(page, "Progress")
    expect(page.get_by_role("status")).to_contain_text("Sunday 22 November 2026 is saved.")
    with home.journal() as journal:
        assert journal.entry(DAY).pain_worst == 8


def test_a_save_and_another_page_that_reach_the_server_at_one_instant(ana, home):
    page = ana.open()
    for turn in range(ROUNDS):
        home.turn_clock(home.now + timedelta(minutes=1))
        answer(page, "Average pain", turn)
        unsaved(page)
        with home.frozen():
            save_button(page).click(**TOUCH)
            page.locator(".st-key-nav").get_by_role("link", name="Progress", exact=True).click(**TOUCH)
        expect(page.get_by_role("heading", name="Progress", level=1)).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("Sunday 22 November 2026 is saved.")
        with home.journal() as journal:
            assert journal.entry(DAY).pain_average == turn
        go(page, "Today")


def saved_note(home):
    with home.journal() as journal:
        entry = journal.entry(DAY)
    return entry.note if entry else ""


def test_the_last_words_of_a_note_and_a_save_that_reach_the_server_at_one_instant(ana, home):
    page = ana.open()
    unfold(page)
    for turn in range(ROUNDS):
        home.turn_clock(home.now + timedelta(minutes=1))
        ready(page)
        with home.frozen():
            note(page).fill(f"Words {turn}")
            save_button(page).click(**TOUCH)
            number(page, "Stress", turn).tap()
        wait_until(lambda turn=turn: saved_note(home) == f"Words {turn}")
        unsaved(page)
        save(page, at=f"20:{15 + turn}")


def test_save_stays_where_it_is_when_a_sentence_beside_it_comes_and_goes(ana):
    page = ana.open()
    unfold(page)
    answer(page, "Average pain", 7)
    unsaved(page)
    at_first = save_button(page).bounding_box()
    answer(page, "Worst pain", 2)
    press_save(page)
    expect(page.get_by_role("alert")).to_contain_text("Worst pain (2) is below average pain (7)")
    assert save_button(page).bounding_box() == at_first
    answer(page, "Worst pain", 8)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert save_button(page).bounding_box() == at_first
