"""An entry lands on the day the patient lives in, wherever they are and whatever the clocks do."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.screen import answer, chosen, nothing_chosen, number, ready, save

AUCKLAND, HONOLULU, BERLIN = "Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin"


def local(zone, *when, fold=0):
    return datetime(*when, tzinfo=ZoneInfo(zone), fold=fold)


def pains(home):
    with home.journal() as journal:
        return {entry.day: entry.pain_average for entry in journal.load_journal().entries}


@pytest.mark.parametrize("zone", [AUCKLAND, "America/Los_Angeles"])
def test_half_past_eleven_and_half_past_midnight_are_two_days(newcomer, home, zone):
    home.turn_clock(local(zone, 2026, 11, 22, 23, 30))
    page = newcomer.open(zone=zone)
    expect(page.get_by_text("Which clock do your days follow?").first).to_be_visible()
    page.get_by_role("button", name="Start my journal").click()
    expect(page.get_by_role("heading", name="Sun 22 November")).to_be_visible()
    answer(page, "Average pain", 6)
    save(page, at="23:30")

    home.turn_clock(local(zone, 2026, 11, 23, 0, 30))
    page.reload()
    ready(page)
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    expect(page.get_by_role("link", name="Past midnight. Log Sunday 22 November")).to_be_visible()
    nothing_chosen(page, "Average pain")
    answer(page, "Average pain", 3)
    save(page, at="00:30")
    assert pains(home) == {date(2026, 11, 22): 6, date(2026, 11, 23): 3}


def test_what_is_tapped_before_midnight_and_saved_after_stays_on_its_day(ana, home):
    home.turn_clock(local(BERLIN, 2026, 11, 22, 23, 59))
    page = ana.open()
    answer(page, "Average pain", 6)
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    home.turn_clock(local(BERLIN, 2026, 11, 23, 0, 1))
    save(page, at="00:01")
    page.reload()
    ready(page)
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    nothing_chosen(page, "Average pain")
    assert pains(home) == {date(2026, 11, 22): 6}


def overnight(page, home):
    """The tab stays open, the computer sleeps, and Ana is back at nine."""
    home.turn_clock(local(BERLIN, 2026, 11, 23, 9, 0))
    page.clock.fast_forward("13:00:00")


def test_a_tab_left_open_overnight_turns_to_the_new_day_by_itself(ana, home):
    page = ana.open(clock=True)
    answer(page, "Average pain", 6)
    save(page, at="20:14")
    overnight(page, home)
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    nothing_chosen(page, "Average pain")
    answer(page, "Average pain", 2)
    save(page, at="09:00")
    assert pains(home) == {date(2026, 11, 22): 6, date(2026, 11, 23): 2}


def test_a_thumb_quicker_than_the_new_day_writes_nothing_into_the_old_one(ana, home):
    page = ana.open(clock=True)
    answer(page, "Average pain", 6)
    save(page, at="20:14")
    with home.frozen():
        overnight(page, home)
        number(page, "Average pain", 2).tap()
        number(page, "Stress", 1).tap()
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    nothing_chosen(page, "Average pain")
    with home.journal() as journal:
        assert journal.drafts("entry 2026-11-22") == ()
    assert pains(home) == {date(2026, 11, 22): 6}


def test_answers_begun_in_the_evening_wait_unsaved_until_the_night_is_over(ana, home):
    home.turn_clock(local(BERLIN, 2026, 11, 22, 23, 50))
    page = ana.open(clock=True)
    answer(page, "Average pain", 6)
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    # Twenty minutes pass, and not between two messages of one answer.
    ready(page)
    home.turn_clock(local(BERLIN, 2026, 11, 23, 0, 10))
    page.clock.fast_forward("00:20:00")
    ready(page)
    expect(page.get_by_role("heading", name="Sun 22 November")).to_be_visible()
    answer(page, "Stress", 3)
    expect(page.get_by_text("Past midnight: this is still Sunday 22 November")).to_be_visible()
    ready(page)
    home.turn_clock(local(BERLIN, 2026, 11, 23, 4, 1))
    page.clock.fast_forward("03:51:00")
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    expect(page.get_by_role("link", name="Not saved yet: Sunday 22 November")).to_be_visible()


def test_the_day_of_25_hours(ana, home):
    evening, early, again, night = (
        local(BERLIN, 2026, 10, 25, 0, 30),
        local(BERLIN, 2026, 10, 25, 2, 30),
        local(BERLIN, 2026, 10, 25, 2, 30, fold=1),
        local(BERLIN, 2026, 10, 25, 23, 30),
    )
    home.turn_clock(evening)
    page = ana.open()
    for pain, when in enumerate((evening, early, again, night)):
        home.turn_clock(when)
        expect(page.get_by_role("heading", name="Sun 25 October")).to_be_visible()
        answer(page, "Average pain", pain)
        save(page, at=f"{when:%H:%M}")
        page.get_by_role("button", name="Pain right now").click()
        page.get_by_role("button", name=str(pain), exact=True).click()
        expect(page.get_by_text(f"Saved: pain {pain} at {when:%H:%M}")).to_be_visible()
    assert pains(home) == {date(2026, 10, 25): 3}
    with home.journal() as journal:
        moments = journal.load_journal().moments
    assert [moment.pain for moment in moments] == [0, 1, 2, 3], "in the order they happened"
    assert {moment.day for moment in moments} == {date(2026, 10, 25)}
    assert moments[2].at - moments[1].at == timedelta(hours=1)
    home.turn_clock(local(BERLIN, 2026, 10, 26, 0, 30))
    expect(ana.open().get_by_role("heading", name="Mon 26 October")).to_be_visible()


def test_the_day_of_23_hours(ana, home):
    for pain, (hour, minute) in enumerate(((0, 30), (3, 30), (23, 30))):
        home.turn_clock(local(BERLIN, 2027, 3, 28, hour, minute))
        page = ana.open()
        expect(page.get_by_role("heading", name="Sun 28 March")).to_be_visible()
        answer(page, "Average pain", pain)
        save(page, at=f"{hour:02}:{minute:02}")
        page.close()
    assert pains(home) == {date(2027, 3, 28): 2}
    home.turn_clock(local(BERLIN, 2027, 3, 29, 0, 30))
    expect(ana.open().get_by_role("heading", name="Mon 29 March")).to_be_visible()


def test_across_the_date_line_ana_is_asked_which_clock_and_no_day_moves(newcomer, home):
    home.turn_clock(local(AUCKLAND, 2026, 11, 22, 20, 14))
    home.welcome(AUCKLAND)
    page = newcomer.open(zone=AUCKLAND)
    answer(page, "Average pain", 6)
    save(page, at="20:14")
    page.close()

    # Nine hours later she lands; in Honolulu it is still, or again, the 22nd.
    home.turn_clock(local(AUCKLAND, 2026, 11, 23, 8, 0))
    page = newcomer.open(zone=HONOLULU)
    question = page.get_by_text("This device's clock is in Honolulu; your journal counts days in Auckland.")
    expect(question).to_be_visible()
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    page.get_by_role("button", name="Use Honolulu from now on").click()
    expect(question).to_have_count(0)
    expect(page.get_by_role("heading", name="Sun 22 November")).to_be_visible()
    chosen(page, "Average pain", 6)
    # The evening there is the same day of the journal: it is corrected, not written twice.
    home.turn_clock(local(HONOLULU, 2026, 11, 22, 20, 0))
    answer(page, "Average pain", 4)
    save(page, at="20:00")
    assert pains(home) == {date(2026, 11, 22): 4}
    with home.journal() as journal:
        assert [version.value.pain_average for version in journal.versions("entry 2026-11-22")] == [6, 4]
    # The page stays open until she is home again, where two days have begun meanwhile.
    page.close()
    home.turn_clock(local(AUCKLAND, 2026, 11, 24, 20, 0))
    page = newcomer.open(zone=AUCKLAND)
    page.get_by_role("button", name="Use Auckland from now on").click()
    expect(page.get_by_role("heading", name="Tue 24 November")).to_be_visible()
    nothing_chosen(page, "Average pain")
    assert pains(home) == {date(2026, 11, 22): 4}


def test_who_keeps_the_clock_is_not_asked_again(newcomer, home):
    home.turn_clock(local(AUCKLAND, 2026, 11, 23, 8, 0))
    home.welcome(AUCKLAND)
    page = newcomer.open(zone=HONOLULU)
    page.get_by_role("button", name="Keep it as it is").click()
    question = page.get_by_text("This device's clock is in")
    expect(question).to_have_count(0)
    expect(page.get_by_role("heading", name="Mon 23 November")).to_be_visible()
    page.reload()
    ready(page)
    expect(question).to_have_count(0)
