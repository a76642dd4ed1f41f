"""The plan and the review in a browser: agreed by touch on a phone, decided on its day, usable by all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from acujournal.journal import Entry
from acujournal.plan import Decision, Plan, Review, Rhythm
from acujournal.treatment import Treatment
from acujournal.ui.courses import review_id_of
from acujournal.ui.planform import EXAMPLES
from acujournal.weekly import WeeklyCheck
from tests.journeys.conftest import PHONE
from tests.journeys.home import EVENING
from tests.journeys.screen import (
    TOUCH,
    answer,
    chosen,
    go,
    press_save,
    ready,
    save,
    save_button,
    saved,
    until,
)
from tests.journeys.test_screens import SCHEMES, inspect

DAY = date(2026, 11, 22)
BEGAN = DAY - timedelta(days=40)
WHY = "Two years of stiff mornings 🙂"


def choice(page, question, words):
    """One tap on one of several choices."""
    box = page.get_by_role("group", name=question, exact=True).get_by_role("radio", name=words, exact=True)
    # The sticky bar with Save must not lie over it.
    box.evaluate("one => one.scrollIntoView({block: 'center'})")
    box.tap(force=True)
    expect(box).to_be_checked()


def fill(page, question, text):
    field = page.get_by_label(question, exact=True)
    field.fill(text)
    field.blur()


def number_field(page, question):
    return page.get_by_label(f"{question} (sessions)", exact=True)


def refused(page, sentence):
    save_button(page).tap()
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    ready(page)


def hold(home, *days):
    with home.journal() as journal:
        for day in days:
            held = Treatment(
                treatment_id=f"{day}", starts_at=EVENING - (DAY - day), zone="Europe/Berlin", pain_before=6
            )
            journal.save_treatment(held, based_on=0, now=max(home.now, held.starts_at))


def rate(home, ratings):
    with home.journal() as journal:
        for day, pain in ratings.items():
            journal.save_entry(
                Entry(day=day, pain_average=pain),
                based_on=0,
                now=EVENING - (DAY - day),
                zone="Europe/Berlin",
            )


def test_a_plan_is_agreed_by_touch_and_decided_on_its_day(ana, home):
    page = ana.open()
    go(page, "Plan")
    page.get_by_role("link", name="Make a plan").tap()
    expect(page.get_by_role("heading", name="Make a plan")).to_be_visible()
    ready(page)

    # What Ana writes, and two slips of the finger.
    fill(page, "Why I started", WHY)
    fill(page, "My goal", "Sit through a film.")
    answer(page, "The average pain I hope for", 3)
    fill(page, "First session on", "2026-11-30")
    number_field(page, "Number of sessions").fill("0")
    expect(page.get_by_text("This goes from 1 to 100 sessions.")).to_be_visible()
    choice(page, "How often", "Once a week")
    page.get_by_role("button", name="From today").tap()
    # For a moment the field of before still stands below the new one.
    expect(page.get_by_label("I keep a baseline from", exact=True).first).to_have_value("2026-11-22")
    ready(page)
    choice(page, "The review comes", "On a date")
    fill(page, "Day of the review", "2026-11-20")
    page.get_by_text("Examples of a rule").tap()
    page.get_by_role("button", name=EXAMPLES[0]).tap()
    rule = page.get_by_label("My rule", exact=True)
    expect(rule.first).to_have_value(EXAMPLES[0])
    ready(page)
    fill(page, "My rule", "I go on if I sleep through.")

    refused(page, "A plan has at least 1 session and at most 100.")
    number_field(page, "Number of sessions").fill("6")
    refused(page, "The day of the review is over. Choose today or a day ahead.")
    expect(page.get_by_label("Why I started", exact=True)).to_have_value(WHY)
    expect(page.get_by_label("My goal", exact=True)).to_have_value("Sit through a film.")
    chosen(page, "The average pain I hope for", 3)
    expect(rule).to_have_value("I go on if I sleep through.")
    page.reload()
    ready(page)
    expect(page.get_by_text("Here again")).to_be_visible()
    expect(page.get_by_label("Why I started", exact=True)).to_have_value(WHY)
    expect(page.get_by_label("Day of the review", exact=True)).to_have_value("2026-11-20")
    fill(page, "Day of the review", "2026-12-13")
    save(page, at="20:14")
    with home.journal() as journal:
        (plan,) = journal.plans()
    assert (plan.reason, plan.sessions, plan.review_on) == (WHY, 6, date(2026, 12, 13))
    assert (plan.target, plan.rhythm, plan.baseline_from) == (3, Rhythm.WEEKLY, DAY)

    page.get_by_role("link", name="Back to the plan").tap()
    expect(page.get_by_text("0 of 6 sessions")).to_be_visible()
    expect(page.get_by_text("On Sun 13 Dec 2026")).to_be_visible()

    # Three weeks later: eight days before the first session, two sessions, and the day of the review.
    rate(home, {DAY + timedelta(days=back): 6 for back in range(7)} | {DAY + timedelta(days=7): 8})
    hold(home, date(2026, 11, 30), date(2026, 12, 7))
    rate(home, {date(2026, 12, day): 4 for day in (1, 3, 4, 8, 9, 12)})
    home.turn_clock(EVENING + timedelta(days=21))
    page.goto(f"{home.origin}/plan")
    ready(page)
    expect(page.get_by_text("2 of 6 sessions")).to_be_visible()
    page.get_by_role("link", name="Look at it and decide").tap()
    expect(page.get_by_text("I go on if I sleep through.")).to_be_visible()
    ready(page)
    # (7 · 6 + 8) / 8 = 6.25, shown as 6.2.
    expect(page.get_by_text("average pain 6.2, from 6 to 8. 8 of 8 days rated.")).to_be_visible()
    expect(page.get_by_text("average pain 4.0, from 4 to 4. 6 of 13 days rated.")).to_be_visible()
    expect(page.get_by_text("One person's diary cannot tell this apart from the treatment.")).to_be_visible()
    refused(page, "Choose what you decide, then save.")
    choice(page, "I decide to", "Talk to someone first")
    fill(page, "In my own words, such as what I change or whom I talk to", "Dr Lin, about the rhythm.")
    save_button(page).tap()
    saved(page, at="20:14")
    expect(page.get_by_text("Decided on Sun 13 Dec 2026.")).to_be_visible()
    with home.journal() as journal:
        (decided,) = journal.reviews()
    assert (decided.decision, decided.words) == (Decision.TALK, "Dr Lin, about the rhythm.")
    assert (decided.decided_on, decided.review_on) == (date(2026, 12, 13), date(2026, 12, 13))
    assert "average pain 6.2" in decided.shown

    page.get_by_role("link", name="Back to the plan").tap()
    expect(page.get_by_role("link", name="Decided on Sun 13 Dec 2026: talk to someone first")).to_be_visible()
    expect(page.get_by_text("The day of your review has come.")).to_have_count(0)


def test_a_plan_is_written_by_keyboard_alone(ana, home):
    page = ana.open("/plan?plan=new")
    page.get_by_label("Why I started", exact=True).focus()
    page.keyboard.type("By keys alone")
    page.keyboard.press("Tab")
    page.keyboard.type("Walk to the market")
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    press_until(page, "Number of sessions")
    page.keyboard.type("8")
    press_until(page, "My rule")
    page.keyboard.type("I stop if it costs more than it gives.")
    press_until(page, "Save")
    page.keyboard.press("Enter")
    saved(page, at="20:14")
    with home.journal() as journal:
        (plan,) = journal.plans()
    assert (plan.reason, plan.goal, plan.sessions) == ("By keys alone", "Walk to the market", 8)
    assert plan.rule == "I stop if it costs more than it gives."


def press_until(page, name):
    """Tab on until the focus is on the field or button of this name."""
    here = """() => {
      let one = document.activeElement;
      while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
      return one.labels?.[0]?.textContent || one.textContent;
    }"""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(here).startswith(name):
            return
    raise AssertionError(f"{name} is not reached by keyboard")


# The screens


@pytest.fixture
def course(home):
    """Six weeks of Ana's with a plan of six sessions, a review that is due, and an earlier plan."""
    pain = [6, 7, 6, None, 5, 7, 6, 8, None, 6, 7, 6, 6, 7]
    after = [5, 6, 4, None, 5, 5, 4, 3, None, 4, 4, 5, 3, 4] * 2
    rate(
        home,
        {
            BEGAN + timedelta(days=number): given
            for number, given in enumerate(pain + after[:27])
            if given is not None and BEGAN + timedelta(days=number) <= DAY
        },
    )
    hold(home, *(BEGAN + timedelta(days=14 + 5 * number) for number in range(5)))
    earlier = Plan(
        plan_id="e" * 32, begun_on=DAY - timedelta(days=200), ended_on=BEGAN, sessions=8, goal="Run."
    )
    plan = Plan(
        plan_id="c" * 32,
        begun_on=BEGAN,
        baseline_from=BEGAN,
        first_session_on=BEGAN + timedelta(days=14),
        reason="Two years of stiff mornings. The tablets upset my stomach, and sitting through a day at the desk takes all I have.",
        goal="Sit through a film.\nGarden for an hour.\nDonaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        target=3,
        sessions=6,
        rhythm=Rhythm.WEEKLY,
        review_after=5,
        rule="I go on if my average pain is down by 2 points or 30 %, or if I can sit through a film again.",
    )
    with home.journal() as journal:
        journal.save_plan(earlier, based_on=0, now=EVENING, today=earlier.begun_on)
        first = journal.save_plan(
            Plan(plan_id=plan.plan_id, begun_on=BEGAN, reason="Before."), based_on=0, now=EVENING, today=BEGAN
        )
        for day, answers in ((BEGAN + timedelta(days=10), (7, 6, 6)), (DAY - timedelta(days=2), (4, 4, 3))):
            check = WeeklyCheck(day=day, pain=answers[0], enjoyment=answers[1], activity=answers[2])
            journal.save_weekly_check(check, based_on=0, now=EVENING, zone="Europe/Berlin")
        return journal.save_plan(plan, based_on=first.revision, now=EVENING, today=BEGAN)


@SCHEMES
def test_the_plan_empty_and_its_form(ana, home, scheme):
    page = ana.open("/plan", color_scheme=scheme)
    inspect(page, "plan-empty", scheme)
    page.goto(f"{home.origin}/plan?plan=new")
    ready(page)
    number_field(page, "Number of sessions").fill("0")
    choice(page, "The review comes", "On a date")
    page.get_by_text("Examples of a rule").click()
    expect(page.get_by_role("button", name=EXAMPLES[-1])).to_be_visible()
    inspect(page, "plan-new", scheme)
    page.set_viewport_size(PHONE)
    ready(page)
    save_button(page).tap()
    expect(page.get_by_role("alert").first).to_be_visible()
    inspect(page, "plan-refused", scheme)


@SCHEMES
def test_the_plan_of_a_course_and_its_review(ana, home, course, scheme):
    page = ana.open("/plan", color_scheme=scheme)
    expect(page.get_by_text("5 of 6 sessions")).to_be_visible()
    inspect(page, "plan", scheme)
    page.goto(f"{home.origin}/plan?plan={course.plan_id}")
    ready(page)
    page.get_by_text("1 earlier version").click()
    expect(page.get_by_text("Why I started: Before.")).to_be_visible()
    inspect(page, "plan-form", scheme)
    page.goto(f"{home.origin}/plan?review={course.plan_id}")
    inspect(page, "review", scheme)
    choice(page, "I decide to", "Stop")
    press_save(page)
    saved(page, at="20:14")
    expect(page.get_by_role("button", name="End this plan")).to_be_visible()
    inspect(page, "review-decided", scheme)
    page.get_by_role("button", name="Delete this decision").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    inspect(page, "review-deleted", scheme)
    page.get_by_role("button", name="Undo").click(**TOUCH)
    expect(page.get_by_text("Decided on Sun 22 Nov 2026.")).to_be_visible()
    ready(page)
    with home.journal() as journal:
        changed = journal.plan(course.plan_id)
        journal.save_plan(replace(changed, review_after=6), based_on=changed.revision, now=EVENING, today=DAY)
        draft = {"values": {"decision": "talk", "words": "Dr Lin, about the rhythm."}, "mount": 0}
        journal.keep_draft(f"review {review_id_of(course)}", "another", draft, 1, EVENING)
    page.goto(f"{home.origin}/plan?review={course.plan_id}")
    expect(page.get_by_text("What was agreed has changed since you began")).to_be_visible()
    inspect(page, "review-left", scheme)
    page.get_by_role("button", name="Throw it away").click(**TOUCH)
    expect(page.get_by_role("button", name="Throw it away")).to_have_count(0)
    with home.journal() as journal:
        assert journal.draft(f"review {review_id_of(course)}") is None
        now = journal.plan(course.plan_id).revision
        journal.save_plan(changed, based_on=now, now=EVENING, today=DAY)
    page.goto(f"{home.origin}/plan?review={course.plan_id}")
    ready(page)
    page.get_by_role("button", name="End this plan").click(**TOUCH)
    expect(page.get_by_text("This plan has ended.")).to_be_visible()
    page.goto(f"{home.origin}/plan")
    ready(page)
    page.get_by_text("Sun 22 Nov 2026: stop").click()
    expect(page.get_by_text("The numbers of that day")).to_be_visible()
    inspect(page, "plan-ended", scheme)


@SCHEMES
def test_a_plan_saved_in_two_tabs_and_one_that_was_deleted(ana, home, course, scheme):
    with home.journal() as journal:
        shown = "The numbers of that day."
        journal.save_review(
            Review(
                review_id=review_id_of(course),
                plan_id=course.plan_id,
                decided_on=DAY,
                decision=Decision.GO_ON,
                review_after=5,
                shown=shown,
            ),
            based_on=0,
            now=EVENING,
        )
    page = ana.open(f"/plan?plan={course.plan_id}", color_scheme=scheme)
    fill(page, "My goal", "Walk.")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    with home.journal() as journal:
        journal.save_plan(
            Plan(plan_id=course.plan_id, begun_on=BEGAN, goal="Swim.", sessions=9),
            based_on=course.revision,
            now=EVENING,
            today=BEGAN,
        )
    press_save(page)
    expect(page.get_by_role("button", name="Take what is in the journal")).to_be_visible()
    inspect(page, "plan-two-tabs", scheme)
    page.get_by_role("button", name="Take what is in the journal").click(**TOUCH)
    expect(page.get_by_label("My goal", exact=True)).to_have_value("Swim.")
    page.get_by_role("button", name="Delete this plan").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    inspect(page, "plan-deleted", scheme)
    page.goto(f"{home.origin}/plan")
    ready(page)
    page.get_by_text("Deleted in the last 30 days").click(**TOUCH)
    expect(page.get_by_role("button", name="Bring the plan of")).to_be_visible()
    inspect(page, "plans-deleted", scheme)


def test_the_examples_are_large_enough_for_a_thumb(ana):
    page = ana.open("/plan?plan=new")
    page.get_by_text("Examples of a rule").click()
    until(
        page,
        """() => [...document.querySelectorAll('[class*=st-key-plan-example-] button')].length === 5""",
        "five examples",
    )
    sizes = page.locator('[class*="st-key-plan-example-"] button').evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24, "the least of WCAG 2.2, 2.5.8"
