"""The weekly questions, the weekly mode and the first run, by touch and by keyboard, and how all of it looks."""

import re
from dataclasses import replace
from datetime import date, timedelta

from playwright.sync_api import expect

from acujournal.journal import Entry
from acujournal.weekly import PEG, Change, WeeklyCheck
from tests.journeys.home import EVENING
from tests.journeys.screen import (
    TOUCH,
    answer,
    chosen,
    group,
    nothing_chosen,
    number,
    ready,
    save,
    saved,
    unsaved,
)
from tests.journeys.test_keyboard import tab_to
from tests.journeys.test_screens import SCHEMES, inspect

DAY = date(2026, 11, 22)
PAIN, ENJOYMENT, ACTIVITY = PEG.values()
CHANGE = "Compared with four weeks ago, my back pain is ..."
OFFER = "Three questions about your week"


def keep(home, day, pain, enjoyment, activity, change=None):
    """Ana answered these a while ago."""
    with home.journal() as journal:
        journal.save_weekly_check(
            WeeklyCheck(day=day, pain=pain, enjoyment=enjoyment, activity=activity, change=change),
            based_on=0,
            now=home.now,
            zone="Europe/Berlin",
        )


def prefer(home, **changes):
    with home.journal() as journal:
        journal.save_preferences(replace(journal.preferences(), **changes))


def weekly(home, day):
    with home.journal() as journal:
        return journal.weekly_check(day)


def four_weeks_of_diary(home, *, until=DAY):
    """Seven rated days now, five four weeks ago, and weekly answers then."""
    keep(home, until - timedelta(days=28), 7, 6, 8)
    for back in (*range(7), *range(28, 33)):
        home.save_entry(Entry(day=until - timedelta(days=back), pain_average=4 if back < 7 else 6))


def offer(page):
    return page.get_by_role("link", name=OFFER)


def step(page, name):
    return group(page, CHANGE).get_by_role("radio", name=name, exact=True)


def answer_all(page, *numbers):
    for question, given in zip(PEG.values(), numbers, strict=True):
        answer(page, question, given)


def evening(page, home, days):
    """Ana comes back so many days later."""
    home.turn_clock(EVENING + timedelta(days=days))
    page.goto(home.origin)
    ready(page)


def test_the_three_questions_by_touch(ana, home):
    page = ana.open()
    expect(group(page, PAIN)).to_have_count(0)
    offer(page).tap()
    expect(page.get_by_role("heading", name="Your week")).to_be_visible()
    ready(page)
    expect(page).to_have_url(re.compile(r"week=2026-11-22"))
    expect(group(page, "Average pain")).to_have_count(0)
    for question in PEG.values():
        nothing_chosen(page, question)
    answer_all(page, 6, 4, 0)
    unsaved(page)
    expect(group(page, CHANGE)).to_have_count(0)
    save(page, at="20:14")
    kept = weekly(home, DAY)
    assert (kept.pain, kept.enjoyment, kept.activity, kept.change) == (6, 4, 0, None)

    page.locator(".st-key-day-nav").get_by_role("link", name="Today").tap()
    expect(group(page, "Average pain")).to_be_visible()
    ready(page)
    expect(offer(page)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("week="))
    answer(page, "Average pain", 3)
    expect(group(page, "Average pain")).to_be_visible()

    evening(page, home, 6)
    expect(offer(page)).to_have_count(0)
    evening(page, home, 7)
    expect(offer(page)).to_be_visible()


def test_a_week_can_be_skipped_and_the_skip_taken_back(ana, home):
    page = ana.open()
    page.get_by_role("button", name="Not this week").tap()
    expect(page.get_by_text("come again on Sunday 29 November")).to_be_visible()
    expect(offer(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").tap()
    expect(offer(page)).to_be_visible()
    page.get_by_role("button", name="Not this week").tap()
    expect(offer(page)).to_have_count(0)
    evening(page, home, 6)
    expect(offer(page)).to_have_count(0)
    expect(page.get_by_text("come again on")).to_have_count(0)
    evening(page, home, 7)
    expect(offer(page)).to_be_visible()


def test_weekly_answers_not_saved_yet_are_there_again(ana, home):
    page = ana.open(f"/?week={DAY}")
    answer(page, PAIN, 5)
    unsaved(page)
    evening(page, home, 1)
    page.get_by_role("link", name="Not saved yet: your week up to Sunday 22 November").tap()
    chosen(page, PAIN, 5)
    expect(page.get_by_text("Here again: what you had not saved")).to_be_visible()
    ready(page)
    save(page, at="20:14")
    assert weekly(home, DAY).pain == 5
    assert weekly(home, DAY + timedelta(days=1)) is None


def test_change_is_asked_after_the_numbers_and_only_after_four_weeks(ana, home):
    page = ana.open(f"/?week={DAY}")
    answer_all(page, 7, 6, 8)
    save(page, at="20:14")
    evening(page, home, 27)
    page.goto(f"{home.origin}/?week={DAY + timedelta(days=27)}")
    ready(page)
    answer_all(page, 4, 4, 4)
    unsaved(page)
    ready(page)
    expect(group(page, CHANGE)).to_have_count(0)

    evening(page, home, 28)
    day = DAY + timedelta(days=28)
    page.goto(f"{home.origin}/?week={day}")
    ready(page)
    answer(page, PAIN, 5)
    answer(page, ENJOYMENT, 3)
    unsaved(page)
    ready(page)
    expect(group(page, CHANGE)).to_have_count(0)
    answer(page, ACTIVITY, 4)
    steps = group(page, CHANGE).get_by_role("radio")
    expect(steps).to_have_count(8)
    expect(step(page, "Not answered")).to_be_checked()
    step(page, "A little better").tap()
    expect(step(page, "A little better")).to_be_checked()
    unsaved(page)
    ready(page)
    save(page, at="20:14")
    assert weekly(home, day).change is Change.A_LITTLE_BETTER
    expect(page.get_by_role("heading", name="Memory beside diary")).to_be_visible()
    expect(page.get_by_text("my back pain is a little better.")).to_be_visible()
    table = page.get_by_role("table")
    expect(table.get_by_text("no day rated; a mean needs 3 days")).to_have_count(2)
    expect(table.get_by_text("7.0", exact=True)).to_be_visible()
    expect(table.get_by_text("4.0", exact=True)).to_be_visible()


def test_deleted_weekly_answers_come_back(ana, home):
    keep(home, DAY, 6, 4, 2)
    page = ana.open(f"/?week={DAY}")
    page.get_by_role("button", name="Delete these answers").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert weekly(home, DAY) is None
    nothing_chosen(page, PAIN)
    page.get_by_role("button", name="Undo").click(**TOUCH)
    chosen(page, PAIN, 6)
    assert weekly(home, DAY).activity == 2


def test_a_second_tab_is_shown_both_weeks(ana, home):
    page = ana.open(f"/?week={DAY}")
    answer(page, PAIN, 5)
    unsaved(page)
    keep(home, DAY, 8, 8, 8)
    page.get_by_role("button", name="Save", exact=True).click(**TOUCH)
    expect(page.get_by_role("button", name="Take what is in the journal")).to_be_visible()
    expect(page.get_by_text("In the journal: 8").first).to_be_visible()
    assert weekly(home, DAY).pain == 8


def test_weekly_mode_asks_the_three_questions_and_nothing_else(ana, home):
    prefer(home, is_weekly=True)
    page = ana.open()
    expect(page.get_by_role("heading", name="Sun 22 November")).to_be_visible()
    expect(page.get_by_role("button", name="Pain right now")).to_be_visible()
    expect(group(page, "Average pain")).to_have_count(0)
    expect(page.get_by_role("heading", name="The last 14 days")).to_have_count(0)
    answer_all(page, 5, 5, 5)
    save(page, at="20:14")
    expect(page.get_by_text("Nothing is asked until Sunday 29 November")).to_be_visible()

    evening(page, home, 1)
    expect(page.get_by_text("Nothing is asked until Sunday 29 November")).to_be_visible()
    expect(group(page, PAIN)).to_have_count(0)
    page.get_by_role("link", name="Log today all the same").tap()
    expect(page.get_by_role("heading", name="Today, Monday 23 November")).to_be_visible()
    ready(page)
    answer(page, "Average pain", 4)
    save(page, at="20:14")

    evening(page, home, 7)
    expect(page.get_by_role("heading", name="The last 14 days")).to_be_visible()
    nothing_chosen(page, PAIN)
    page.get_by_role("button", name="Not this week").tap()
    expect(page.get_by_text("come again on Sunday 6 December")).to_be_visible()
    evening(page, home, 8)
    expect(page.get_by_text("Nothing is asked until Sunday 6 December")).to_be_visible()


def test_the_choice_at_the_first_run_and_in_settings(newcomer, home):
    page = newcomer.open()
    expect(page.get_by_text("Ask me once a week only")).to_have_count(0)
    page.get_by_text("Yes", exact=True).tap()
    once = page.get_by_role("switch", name="Ask me once a week only").or_(
        page.get_by_role("checkbox", name="Ask me once a week only")
    )
    expect(once).not_to_be_checked()
    page.get_by_text("Ask me once a week only").tap()
    expect(once).to_be_checked()
    ready(page)
    page.get_by_role("button", name="Start my journal").tap()
    nothing_chosen(page, PAIN)
    with home.journal() as journal:
        assert journal.preferences().is_weekly
        assert journal.preferences().strain_is_new
    page.goto(f"{home.origin}/settings")
    ready(page)
    page.get_by_text("every day", exact=True).tap()
    expect(page.get_by_text("Saved.")).to_be_visible()
    ready(page)
    page.goto(home.origin)
    ready(page)
    nothing_chosen(page, "Average pain")


def test_a_baseline_is_offered_to_whoever_has_not_begun(newcomer, home):
    page = newcomer.open()
    page.get_by_text("Not yet", exact=True).tap()
    expect(page.get_by_text("Check-ins on 7 days before the first session, better on 14")).to_be_visible()
    page.get_by_text("Keep a baseline from today").tap()
    ready(page)
    page.get_by_role("button", name="Start my journal").tap()
    expect(page.get_by_role("heading", name="Sun 22 November")).to_be_visible()
    with home.journal() as journal:
        (plan,) = journal.plans()
    assert (plan.begun_on, plan.baseline_from, plan.first_session_on) == (DAY, DAY, None)


def test_the_three_questions_by_keyboard(ana, home):
    keep(home, DAY - timedelta(days=28), 7, 6, 8)
    page = ana.open(size={"width": 1280, "height": 900})
    tab_to(page, offer(page))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your week")).to_be_visible()
    ready(page)
    for question in PEG.values():
        tab_to(page, number(page, question, 0))
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        expect(number(page, question, 1)).to_be_checked()
    expect(group(page, CHANGE)).to_be_visible()
    ready(page)
    tab_to(page, step(page, "Not answered"))
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(step(page, "Worse")).to_be_checked()
    unsaved(page)
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    saved(page, at="20:14")
    kept = weekly(home, DAY)
    assert (kept.pain, kept.enjoyment, kept.activity, kept.change) == (1, 1, 1, Change.WORSE)


@SCHEMES
def test_how_the_weekly_screens_look(ana, home, scheme):
    four_weeks_of_diary(home)
    page = ana.open(color_scheme=scheme)
    inspect(page, "weekly-offer", scheme)
    page.goto(f"{home.origin}/?week={DAY}")
    inspect(page, "weekly", scheme)
    answer_all(page, 5, 3, 4)
    expect(group(page, CHANGE)).to_be_visible()
    ready(page)
    inspect(page, "weekly-change", scheme)
    step(page, "A little better").tap()
    expect(step(page, "A little better")).to_be_checked()
    ready(page)
    save(page, at="20:14")
    expect(page.get_by_role("heading", name="Memory beside diary")).to_be_visible()
    inspect(page, "weekly-memory", scheme)
    page.goto(f"{home.origin}/?week=2026-11-29")
    inspect(page, "weekly-ahead", scheme)


@SCHEMES
def test_how_the_skip_and_the_weekly_mode_look(ana, home, scheme):
    page = ana.open(color_scheme=scheme)
    page.get_by_role("button", name="Not this week").click(**TOUCH)
    expect(page.get_by_text("come again on")).to_be_visible()
    inspect(page, "weekly-skipped", scheme)
    prefer(home, is_weekly=True)
    page.goto(home.origin)
    inspect(page, "weekly-mode-quiet", scheme)
    home.turn_clock(EVENING + timedelta(days=7))
    page.goto(home.origin)
    inspect(page, "weekly-mode", scheme)
    answer_all(page, 5, 3, 4)
    save(page, at="20:14")
    inspect(page, "weekly-mode-saved", scheme)
    home.turn_clock(EVENING + timedelta(days=8))
    page.goto(home.origin)
    inspect(page, "weekly-mode-not-due", scheme)
    page.goto(f"{home.origin}/settings")
    inspect(page, "weekly-settings", scheme)


@SCHEMES
def test_how_the_first_run_looks_with_everything_open(newcomer, scheme):
    page = newcomer.open(color_scheme=scheme)
    page.get_by_text("Not yet", exact=True).click()
    expect(page.get_by_text("Keep a baseline from today")).to_be_visible()
    inspect(page, "welcome-baseline", scheme)
    page.get_by_text("Yes", exact=True).click()
    expect(page.get_by_text("Ask me once a week only")).to_be_visible()
    inspect(page, "welcome-all", scheme)
