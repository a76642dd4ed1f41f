"""What is chosen or typed and not yet saved is never lost."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.home import wait_until
from tests.journeys.screen import (
    answer,
    chosen,
    go,
    group,
    hours,
    kept_as_draft,
    note,
    ready,
    save,
    saved,
    unfold,
    unsaved,
)

DAY = date(2026, 11, 22)
WORDS = "Stiff in the morning 🙂 כאב"


@pytest.fixture
def typing(ana, home):
    """Today with answers that are not saved: a number, hours, a note with the cursor still in it."""
    page = ana.open()
    answer(page, "Average pain", 6)
    unfold(page)
    hours(page).fill("7:30")
    note(page).press_sequentially(WORDS, delay=5)
    expect(note(page)).to_be_focused()
    wait_until(lambda: kept_as_draft(home, DAY, pain_average=6, sleep_hours=7.5, note=WORDS))
    return page


def all_there(page, home):
    """Everything stands in its place again, says that it is not saved, and can be saved."""
    if not note(page).is_visible():
        expect(page.get_by_text("More is written about this day.")).to_be_visible()
        unfold(page)
    chosen(page, "Average pain", 6)
    expect(hours(page)).to_have_value("7.5")
    expect(note(page)).to_have_value(WORDS)
    unsaved(page)
    with home.journal() as journal:
        assert journal.entry(DAY) is None
    save(page, at="20:14")
    with home.journal() as journal:
        entry = journal.entry(DAY)
        assert journal.drafts(f"entry {DAY}") == ()
    assert (entry.pain_average, entry.sleep_hours, entry.note) == (6, 7.5, WORDS)


def test_a_reload_while_typing_loses_nothing(typing, home):
    page = typing
    page.reload()
    ready(page)
    expect(page.get_by_text("Here again: what you had not saved at 20:14.")).to_be_visible()
    all_there(page, home)


def test_another_page_and_back_loses_nothing(typing, home):
    page = typing
    note(page).press_sequentially(" and more", delay=5)
    go(page, "Progress")
    wait_until(lambda: kept_as_draft(home, DAY, note=f"{WORDS} and more"))
    go(page, "Today")
    if not note(page).is_visible():
        unfold(page)
    expect(note(page)).to_have_value(f"{WORDS} and more")
    note(page).fill(WORDS)
    all_there(page, home)


def test_a_new_tab_offers_it_again(typing, ana, home):
    page = typing
    page.close()
    all_there(ana.open(), home)


def test_a_killed_server_loses_nothing(typing, ana, home):
    page = typing
    ana.server_may_go_away = True
    home.kill()
    home.start()
    page.reload()
    ready(page)
    all_there(page, home)


def test_it_can_be_thrown_away_only_by_hand(typing, home):
    page = typing
    page.reload()
    ready(page)
    page.get_by_role("button", name="Throw it away").click()
    expect(group(page, "Average pain").get_by_role("radio", checked=True)).to_have_count(0)
    wait_until(lambda: not kept_as_draft(home, DAY))
    page.reload()
    ready(page)
    expect(page.get_by_text("Here again")).to_have_count(0)


def test_a_broken_connection_loses_nothing(ana, home, tunnel):
    ana.server_may_go_away = True
    page = ana.open(through=tunnel.origin)
    unfold(page)
    answer(page, "Average pain", 6)
    wait_until(lambda: kept_as_draft(home, DAY, pain_average=6))
    tunnel.cut()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    # Streamlit greys its own inputs out meanwhile; what a thumb had begun goes on in the journal's own.
    hours(page).evaluate(
        "box => { box.value = '7.5'; box.dispatchEvent(new InputEvent('input', {bubbles: true})) }"
    )
    note(page).evaluate(
        "(area, words) => { area.value = words; area.dispatchEvent(new InputEvent('input', {bubbles: true})) }",
        WORDS,
    )
    tunnel.mend()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(1, timeout=60_000)
    wait_until(lambda: kept_as_draft(home, DAY, pain_average=6, sleep_hours=7.5, note=WORDS), seconds=40)
    all_there(page, home)


def test_a_server_that_does_not_answer_loses_nothing(ana, home):
    page = ana.open()
    unfold(page)
    with home.frozen():
        answer(page, "Average pain", 6)
        hours(page).fill("7.5")
        note(page).fill(WORDS)
        chosen(page, "Average pain", 6)
    wait_until(lambda: kept_as_draft(home, DAY, pain_average=6, sleep_hours=7.5, note=WORDS), seconds=40)
    all_there(page, home)


def test_a_name_and_a_date_still_under_the_cursor_are_kept_and_saved(ana, home):
    page = ana.open("/sessions?session=log")
    page.get_by_label("Date", exact=True).fill("2026-11-20")
    page.get_by_role("combobox", name="Practitioner").press_sequentially("Dr Lin", delay=5)

    def draft():
        with home.journal() as journal:
            found = journal.draft("treatment log")
        return found and (found.body["values"]["practitioner"], found.body["values"]["day"])

    wait_until(lambda: draft() == ("Dr Lin", "2026-11-20"))
    page.reload()
    ready(page)
    expect(page.get_by_role("combobox", name="Practitioner")).to_have_value("Dr Lin")
    page.get_by_role("combobox", name="Practitioner").press("End")
    page.get_by_role("combobox", name="Practitioner").press_sequentially(" Wu", delay=5)
    save(page, at="20:14")
    with home.journal() as journal:
        (kept,) = journal.load_journal().treatments
    assert (kept.practitioner, kept.day) == ("Dr Lin Wu", date(2026, 11, 20))


SAVE_AT_THE_MOMENT_OF_RETURN = """() => {
  const app = document.querySelector('[data-test-connection-state]');
  const save = () => [...document.querySelectorAll('.st-key-save button')].find(one => one.innerText === 'Save');
  const tap = () => (save()?.disabled ? requestAnimationFrame(tap) : save().click());
  new MutationObserver((_, watch) => {
    if (app.dataset.testConnectionState !== 'CONNECTED') return;
    watch.disconnect();
    tap();
  }).observe(app, { attributeFilter: ['data-test-connection-state'] });
}"""


def test_a_save_tapped_the_moment_the_server_is_back_is_carried_out(ana, home):
    ana.server_may_go_away = True
    page = ana.open()
    answer(page, "Average pain", 6)
    wait_until(lambda: kept_as_draft(home, DAY, pain_average=6))
    home.kill()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    page.evaluate(SAVE_AT_THE_MOMENT_OF_RETURN)
    home.start()
    saved(page, at="20:14")
    with home.journal() as journal:
        assert journal.entry(DAY).pain_average == 6
