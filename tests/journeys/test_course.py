"""A whole course of Ana's: first visit, plan, baseline, six sessions, side effects, weekly questions, the decision.

Once by touch on a phone, and once by keyboard alone.
"""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from acujournal.journal import Entry
from acujournal.plan import Decision
from acujournal.treatment import EffectKind, TreatmentStatus
from acujournal.weekly import PEG
from tests.journeys.screen import group, number, ready, save_button, saved, until
from tests.journeys.test_keyboard import tab_to

BERLIN = ZoneInfo("Europe/Berlin")
BEGUN = date(2026, 11, 1)
SESSIONS = [date(2026, 11, 9) + timedelta(days=7 * n) for n in range(6)]
PAIN = (8, 7, 7, 6, 6, 5)
#: Ratings of the baseline, 1 to 8 November: eight of eight days.
BASELINE = (7, 8, 6, 7, 7, 8, 6, 7)
BACK = "Left lower back"


def at(day, hour=20, minute=14):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


class Touch:
    """A thumb on a phone."""

    def __init__(self, page):
        self.page = page

    def press(self, control):
        # What is under the sticky bar with Save, or below the screen, is first brought to the middle.
        control.evaluate("one => one.scrollIntoView({block: 'center'})")
        control.tap()

    def tick(self, box):
        self.press(box)
        expect(box).to_be_checked()

    def write(self, field, text):
        field.fill(text)

    def score(self, question, value):
        self.tick(number(self.page, question, value))

    def choose(self, question, words):
        self.tick(option(self.page, question, words))

    def place(self, name):
        region = self.page.get_by_role("checkbox", name=name, exact=True).first
        expect(region).to_be_visible()
        # The rest of what a fold holds may still be on its way, and moves the drawing from under the thumb.
        ready(self.page)
        self.press(region)
        expect(region).to_be_checked()


class Keys:
    """Tab, Space, Enter and the arrows; never a mouse."""

    def __init__(self, page):
        self.page = page

    def reach(self, control):
        expect(control).to_have_count(1)
        tab_to(self.page, control, most=250)

    def press(self, control):
        self.reach(control)
        self.page.keyboard.press("Enter")

    def tick(self, box):
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def write(self, field, text):
        self.reach(field)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def score(self, question, value):
        self.reach(number(self.page, question, 0))
        self.page.keyboard.press("Space")
        for _ in range(value):
            self.page.keyboard.press("ArrowRight")
        expect(number(self.page, question, value)).to_be_checked()

    def choose(self, question, words):
        here = group(self.page, question).get_by_role("radio", checked=True)
        self.reach(here)
        wanted = option(self.page, question, words)
        for _ in range(12):
            if wanted.is_checked():
                break
            self.page.keyboard.press("ArrowRight")
        expect(wanted).to_be_checked()

    def place(self, name):
        region = self.page.get_by_role("checkbox", name=name, exact=True).first
        self.reach(region)
        self.page.keyboard.press("Enter")
        expect(region).to_be_checked()


def option(page, question, words):
    return group(page, question).get_by_role("radio", name=words, exact=True)


def link(page, name):
    return page.get_by_role("link", name=name)


def field(page, label):
    return page.get_by_label(label, exact=True)


def chip(page, name):
    return page.get_by_role("checkbox", name=name, exact=True)


def open_fold(page, hands, words):
    hands.press(page.locator("summary").filter(has_text=words))
    ready(page)


def go(page, hands, name):
    hands.press(page.locator(".st-key-nav").get_by_role("link", name=name, exact=True))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    ready(page)


def save(page, hands):
    ready(page)
    hands.press(save_button(page))
    saved(page, at="20:14")
    ready(page)


#: What is on its way from one colour to another has neither.
AT_REST = "() => document.getAnimations().every(one => one.playState !== 'running')"


def no_violations(page, where):
    until(page, AT_REST)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], where


def today(page, home, day):
    home.turn_clock(at(day))
    page.goto(home.origin)
    ready(page)


@pytest.mark.parametrize("hands", [Touch, Keys])
def test_a_course_from_the_first_visit_to_the_decision(ana, home, hands):
    home.turn_clock(at(BEGUN))
    page = ana.open()
    hands = hands(page)

    the_first_visit(page, hands)
    the_plan(page, hands)
    for day, pain in enumerate(BASELINE):
        home.turn_clock(at(BEGUN + timedelta(days=day)))
        home.save_entry(Entry(day=BEGUN + timedelta(days=day), pain_average=pain))
    today(page, home, BEGUN + timedelta(days=7))
    the_week(page, hands, (7, 6, 5))

    for turn, (day, pain) in enumerate(zip(SESSIONS, PAIN, strict=True)):
        today(page, home, day)
        the_evening(page, hands, pain, with_body=turn == 0)
        the_session(page, hands, turn, before=pain)
        if turn == 0:
            today(page, home, day + timedelta(days=1))
            the_day_after(page, hands, pain=6)
            still_there(page, hands, "Still there")
        if turn == 2:
            # Two weeks later the bruise has gone.
            still_there(page, hands, "It is over")
        if turn == 3:
            today(page, home, day + timedelta(days=1))
            the_week(page, hands, (5, 4, 3))

    what_is_kept(home)
    the_review(page, home, hands)
    what_progress_says(page, hands)


def the_first_visit(page, hands):
    go(page, hands, "Plan")
    hands.press(link(page, "First visit"))
    expect(field(page, "Since when, and how it began")).to_be_visible()
    ready(page)
    hands.place(BACK)
    hands.write(field(page, "Since when, and how it began"), "May, after lifting a box.")
    hands.choose("Do you have a pacemaker or another electrical implant?", "No")
    hands.choose("Do you take a blood thinner?", "Not sure")
    no_violations(page, "first visit")
    save(page, hands)


def the_plan(page, hands):
    go(page, hands, "Plan")
    hands.press(link(page, "Make a plan"))
    expect(page.get_by_role("heading", name="Make a plan")).to_be_visible()
    ready(page)
    hands.write(field(page, "Why I started"), "Sitting hurts.")
    hands.write(field(page, "My goal"), "Sit through a film.")
    hands.press(page.get_by_role("button", name="From today"))
    expect(field(page, "I keep a baseline from")).to_have_value(BEGUN.isoformat())
    ready(page)
    hands.write(page.get_by_label("Number of sessions (sessions)", exact=True), "6")
    hands.choose("The review comes", "After a number of sessions")
    ready(page)
    hands.write(page.get_by_label(re.compile(r"^After how many sessions")), "6")
    hands.write(field(page, "My rule"), "I go on if average pain is down by 2 points.")
    no_violations(page, "plan")
    save(page, hands)


def the_evening(page, hands, pain, *, with_body):
    hands.score("Average pain", pain)
    if with_body:
        open_fold(page, hands, "Where it hurts")
        hands.place(BACK)
        no_violations(page, "today with the body")
    save(page, hands)


def the_session(page, hands, turn, *, before):
    go(page, hands, "Sessions")
    hands.press(link(page, "Log a session"))
    expect(page.get_by_role("heading", name="Log a session")).to_be_visible()
    ready(page)
    if turn:
        hands.press(page.get_by_role("button", name="Same as last time"))
        expect(page.get_by_role("button", name="Same as last time")).to_have_count(0)
        ready(page)
    hands.score("Pain just before", before)
    hands.score("Pain just after", before - 2)
    if turn == 0:
        hands.tick(chip(page, "Relaxed"))
        two_effects(page, hands)
        the_needles(page, hands)
        no_violations(page, "session, unfolded")
    if turn == 3:
        open_fold(page, hands, "Side effects")
        hands.tick(chip(page, "Tiredness"))
        ready(page)
        hands.choose("Is it still there?", "It is over")
    save(page, hands)


def two_effects(page, hands):
    open_fold(page, hands, "Side effects")
    hands.tick(chip(page, "Bleeding or bruise"))
    ready(page)
    hands.choose("How strong?", "Mild")
    hands.choose("Is it still there?", "Still there")
    hands.tick(chip(page, "Soreness"))
    ready(page)
    # Two boxes now ask the same; the second one is Soreness.
    there = page.locator('[class*="st-key-effect-soreness"]').get_by_role(
        "radio", name="It is over", exact=True
    )
    if isinstance(hands, Touch):
        hands.tick(there)
    else:
        hands.reach(
            page.locator('[class*="st-key-effect-soreness"]')
            .get_by_role("group", name="Is it still there?")
            .get_by_role("radio", name="Not said", exact=True)
        )
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(there).to_be_checked()
    expect(page.get_by_text("Call your emergency number", exact=False)).to_be_visible()


def the_needles(page, hands):
    open_fold(page, hands, "Needles, points and places")
    hands.tick(chip(page, "Needles by hand"))
    hands.write(page.get_by_label(re.compile("^Minutes with needles in")), "25")
    points = page.get_by_label("Add a point: its code, its name, or where on the body")
    hands.write(points, "bl 23, ub40, weizhong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("^BL23"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("^BL40"))).to_be_checked()
    hands.place(BACK)


def the_day_after(page, hands, *, pain):
    expect(page.get_by_text("How is it the day after your session of Mon 9 November?")).to_be_visible()
    hands.press(page.get_by_role("button", name="Pain the day after"))
    expect(page.get_by_role("button", name=str(pain), exact=True)).to_be_visible()
    ready(page)
    hands.press(page.get_by_role("button", name=str(pain), exact=True))
    expect(page.get_by_text(f"pain {pain} the day after.")).to_be_visible()
    ready(page)


def still_there(page, hands, answer):
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url))
    ready(page)
    expect(page.get_by_text("Bleeding or bruise after your session of Mon 9 November")).to_be_visible()
    no_violations(page, "today with an open side effect")
    hands.press(page.get_by_role("button", name=answer, exact=True))
    expect(page.get_by_text("Bleeding or bruise: ", exact=False)).to_be_visible()
    ready(page)


def the_week(page, hands, answers):
    hands.press(link(page, "Three questions about your week"))
    expect(group(page, PEG["pain"])).to_be_visible()
    ready(page)
    for question, value in zip(PEG.values(), answers, strict=True):
        hands.score(question, value)
    no_violations(page, "weekly questions")
    save(page, hands)


def what_is_kept(home):
    with home.journal() as journal:
        held = journal.treatments()
        weeks = [(check.day, check.score) for check in journal.weekly_checks()]
        visit = journal.first_visit()
        first = journal.entry(SESSIONS[0])
    assert [(one.day, one.status, one.pain_before) for one in held] == [
        (day, TreatmentStatus.DONE, pain) for day, pain in zip(SESSIONS, PAIN, strict=True)
    ]
    assert {one.points for one in held} == {("BL23", "BL40")}
    assert {one.places for one in held} == {("back_low_back_left",)}
    assert {one.needle_minutes for one in held} == {25}
    effects = {effect.kind: effect for one in held for effect in one.side_effects}
    assert set(effects) == {EffectKind.BLEEDING, EffectKind.SORENESS, EffectKind.TIREDNESS}
    bruise = effects[EffectKind.BLEEDING]
    assert (bruise.is_still_there, bruise.ended_on) == (False, SESSIONS[2])
    assert held[0].pain_day_after == 6
    assert weeks == [(BEGUN + timedelta(days=7), 6.0), (SESSIONS[3] + timedelta(days=1), 4.0)]
    assert (visit.places, visit.blood_thinners, visit.pacemaker) == (("back_low_back_left",), "unsure", "no")
    assert first.places == ("back_low_back_left",)


def the_review(page, home, hands):
    today(page, home, SESSIONS[-1])
    hands.press(link(page, "Your review is due"))
    expect(page.get_by_text("I go on if average pain is down by 2 points.")).to_be_visible()
    ready(page)
    # 56 points on the eight days before the first session: 7.0.
    expect(page.get_by_text("average pain 7.0, from 6 to 8. 8 of 8 days rated.")).to_be_visible()
    expect(page.get_by_text("One person's diary cannot tell this apart from the treatment.")).to_be_visible()
    hands.choose("I decide to", "Talk to someone first") if isinstance(hands, Touch) else decide(page, hands)
    no_violations(page, "review")
    save(page, hands)
    expect(page.get_by_text("Decided on Mon 14 Dec 2026.")).to_be_visible()
    with home.journal() as journal:
        (review,) = journal.reviews()
    assert (review.decision, review.decided_on) == (Decision.TALK, SESSIONS[-1])
    assert "7.0" in review.shown
    page.goto(home.origin)
    ready(page)
    expect(link(page, "Your review is due")).to_have_count(0)


def decide(page, hands):
    # Nothing is chosen for anybody, so Tab comes to the first of the choices.
    radios = group(page, "I decide to").get_by_role("radio")
    checked = group(page, "I decide to").get_by_role("radio", checked=True)
    hands.reach(checked if checked.count() else radios.first)
    for _ in range(12):
        if option(page, "I decide to", "Talk to someone first").is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError("never came to the choice")


def what_progress_says(page, hands):
    go(page, hands, "Progress")
    expect(page.get_by_role("heading", name="Where it hurt")).to_be_visible()
    expect(page.get_by_text("Answered on 1 of 14 logged days.")).to_be_visible()
    # Charts below the screen are drawn a moment later.
    expect(page.locator('[role="graphics-document"]').first).to_be_visible()
    no_violations(page, "progress")
    go(page, hands, "Sessions")
    hands.press(page.locator("summary").filter(has_text="How often, and of which kind"))
    expect(page.get_by_text("Of 6 sessions, 2 with at least one side effect written down.")).to_be_visible()
