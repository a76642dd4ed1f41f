"""Every screen, light and dark, on a phone and a desk: usable by all, nothing cut off, nothing from elsewhere."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from acujournal.journal import Entry
from acujournal.sample import make_sample
from acujournal.treatment import EffectKind, SideEffect, Treatment, TreatmentStatus
from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.home import EVENING, new_home
from tests.journeys.screen import (
    TOUCH,
    answer,
    hours,
    note,
    press_save,
    ready,
    save,
    save_button,
    unfold,
    until,
)

PICTURES = Path(__file__).resolve().parents[2] / "test-output" / "screens"
DESK = {"width": 1280, "height": 900}
#: 320 is a window of 640 at 200 %, 768 a tablet.
WIDTHS = (390, 1280, 768, 320)
DAY = date(2026, 11, 22)
LONG = "A long note " * 40 + "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


# A chart draws itself anew for a new width; until it has, it is too wide or too narrow.
FITS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .every(one => one.scrollWidth <= one.clientWidth)
  && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(one =>
    one.querySelector('svg, canvas')?.getBoundingClientRect().width > 0.9 * one.getBoundingClientRect().width)"""


# An icon the font lacks would be shown as its name.
ICONS = """() => document.fonts.ready.then(() => [...document.querySelectorAll('[data-testid=stIconMaterial]')]
    .every(one => one.scrollWidth <= 1.2 * parseFloat(getComputedStyle(one).fontSize)))"""


TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def inspect(page, name, scheme):
    """Look at the open screen at every width; axe at the two that have pictures. Dark is as wide as light."""
    ready(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS if scheme == "light" else WIDTHS[:2]:
        page.set_viewport_size(DESK if width == DESK["width"] else {**PHONE, "width": width})
        until(page, FITS, f"{name} scrolls sideways at {width}")
        until(page, ICONS, f"{name} shows an icon as a word")
        if width in {PHONE["width"], DESK["width"]}:
            page.screenshot(path=PICTURES / f"{name}-{scheme}-{width}.png")
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], f"{name} at {width}"
    # Nothing may still be on its way to its new place when the test goes on with a finger.
    page.evaluate(TWO_FRAMES)


@pytest.fixture(scope="module")
def furnished_home(tmp_path_factory):
    """Twelve weeks of Ana's, with a long note, an earlier version, a day filled in later and a session to come."""
    home = new_home(tmp_path_factory.mktemp("furnished"), now=EVENING).begin()
    home.welcome("Europe/Berlin")
    weeks = make_sample(DAY, "Europe/Berlin")
    with home.journal() as journal:
        for entry in weeks.entries:
            written = EVENING if entry.day.day % 9 == 0 else EVENING - (DAY - entry.day)
            journal.save_entry(entry, based_on=0, now=written, zone="Europe/Berlin")
        for moment in weeks.moments:
            journal.save_moment(moment, now=EVENING)
        for treatment in weeks.treatments:
            journal.save_treatment(treatment, based_on=0, now=EVENING)
        for based_on, words in enumerate(
            ("First", LONG), start=journal.entry(DAY - timedelta(days=1)).revision
        ):
            journal.save_entry(
                Entry(
                    day=DAY - timedelta(days=1),
                    pain_average=4,
                    pain_worst=7,
                    note=words,
                    medicines=("Ibuprofen 400",),
                ),
                based_on=based_on,
                now=EVENING,
                zone="Europe/Berlin",
            )
        gone = journal.load_journal().entries[-5]
        journal.delete_entry(gone.day, based_on=gone.revision, now=EVENING)
    yield home
    home.stop()
    assert "Traceback" not in home.log
    assert "A page failed" not in home.log
    assert "OUTSIDE" not in home.log


@pytest.fixture
def furnished(furnished_home, contexts, chromium):
    ana = Visitor(furnished_home, contexts, chromium, cookie=furnished_home.cookie)
    yield ana
    ana.leave()
    assert ana.complaints == []


@SCHEMES
def test_the_first_run(newcomer, scheme):
    page = newcomer.open(color_scheme=scheme)
    inspect(page, "welcome", scheme)
    page.get_by_text("Yes", exact=True).click()
    expect(page.get_by_text("began less than six weeks ago, writing it down")).to_be_visible()
    inspect(page, "welcome-strain", scheme)


@SCHEMES
def test_today_empty_and_with_the_sample(newcomer, home, scheme):
    home.welcome("Europe/Berlin")
    page = newcomer.open(color_scheme=scheme)
    inspect(page, "today-empty", scheme)
    for empty in ("history", "sessions", "progress"):
        page.goto(f"{home.origin}/{empty}")
        inspect(page, f"{empty}-empty", scheme)
    page.goto(f"{home.origin}/settings")
    ready(page)
    page.get_by_role("button", name="Try it with a sample journal").click(**TOUCH)
    expect(page.locator(".st-key-sample")).to_be_visible()
    page.goto(home.origin)
    inspect(page, "today-sample", scheme)


@SCHEMES
def test_today_with_everything_open(furnished, scheme):
    page = furnished.open(color_scheme=scheme)
    inspect(page, "today", scheme)
    page.get_by_role("button", name="Pain right now").click()
    expect(page.get_by_role("button", name="10", exact=True)).to_be_visible()
    inspect(page, "today-pain-right-now", scheme)
    page.keyboard.press("Escape")
    unfold(page)
    answer(page, "Average pain", 10)
    answer(page, "Worst pain", 8)
    hours(page).fill("7:")
    note(page).fill("x" * 4_001)
    expect(page.get_by_text("is not a number we can read")).to_be_visible()
    expect(page.get_by_text("more than can be saved")).to_be_visible()
    inspect(page, "today-unfolded", scheme)
    press_save(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    inspect(page, "today-refused", scheme)
    page.reload()
    ready(page)
    expect(page.get_by_text("Here again")).to_be_visible()
    inspect(page, "today-draft", scheme)
    page.get_by_role("button", name="Throw it away").click(**TOUCH)
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


@SCHEMES
def test_the_question_of_the_clock_and_of_two_tabs(newcomer, home, scheme):
    home.welcome("Europe/Berlin")
    page = newcomer.open(zone="Pacific/Honolulu", color_scheme=scheme)
    inspect(page, "travel", scheme)
    page.get_by_role("button", name="Keep it as it is").click(**TOUCH)
    answer(page, "Average pain", 3)
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    home.save_entry(Entry(day=home.now.date(), pain_average=6, note=LONG))
    press_save(page)
    expect(page.get_by_role("button", name="Take what is in the journal")).to_be_visible()
    inspect(page, "two-tabs", scheme)


@SCHEMES
def test_what_comes_and_goes(ana, home, scheme):
    with home.journal() as journal:
        journal.save_preferences(replace(journal.preferences(), paused_since=DAY))
    page = ana.open(color_scheme=scheme)
    page.get_by_role("button", name="Pain right now").click(**TOUCH)
    page.get_by_role("button", name="7", exact=True).click(**TOUCH)
    expect(page.get_by_text("Saved: pain 7")).to_be_visible()
    answer(page, "Average pain", 6)
    save(page, at="20:14")
    inspect(page, "today-paused-and-saved", scheme)
    page.goto(f"{home.origin}/history?day={DAY}")
    ready(page)
    page.get_by_role("button", name="Delete this day").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    inspect(page, "history-day-deleted", scheme)
    page.goto(f"{home.origin}/history")
    ready(page)
    page.get_by_text("Deleted in the last 30 days").click(**TOUCH)
    expect(page.get_by_role("button", name="Bring Sun 22 Nov 2026 back")).to_be_visible()
    inspect(page, "history-deleted", scheme)
    page.goto(f"{home.origin}/sessions?session=log")
    ready(page)
    save(page, at="20:14")
    page.get_by_role("button", name="Delete this session").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    inspect(page, "session-deleted", scheme)
    page.goto(f"{home.origin}/sessions")
    ready(page)
    page.get_by_text("Deleted in the last 30 days").click(**TOUCH)
    expect(page.get_by_role("button", name="Bring Sun 22 Nov")).to_be_visible()
    inspect(page, "sessions-deleted", scheme)


@SCHEMES
def test_answers_that_wait_past_midnight(ana, home, scheme):
    page = ana.open(color_scheme=scheme)
    answer(page, "Average pain", 6)
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    home.turn_clock(EVENING + timedelta(hours=4))
    answer(page, "Stress", 2)
    expect(page.get_by_text("Past midnight: this is still")).to_be_visible()
    inspect(page, "today-past-midnight", scheme)
    page.get_by_role("button", name="Go on to today").click(**TOUCH)
    expect(page.get_by_text("Not saved yet: Sunday 22 November")).to_be_visible()
    inspect(page, "today-left-over", scheme)


@SCHEMES
def test_what_today_asks_about_sessions(ana, home, scheme):
    bruise = SideEffect(kind=EffectKind.BLEEDING, began_on=DAY - timedelta(days=1), is_still_there=True)
    for name, status, ago, effects in (
        ("held", TreatmentStatus.DONE, 1, (bruise,)),
        ("passed", TreatmentStatus.PLANNED, 2, ()),
    ):
        one = Treatment(
            treatment_id=name,
            starts_at=EVENING - timedelta(days=ago),
            zone="Europe/Berlin",
            status=status,
            side_effects=effects,
        )
        with home.journal() as journal:
            journal.save_treatment(one, based_on=0, now=EVENING)
    page = ana.open(color_scheme=scheme)
    page.locator("summary").filter(has_text="Where it hurts").click(**TOUCH)
    lower_back = page.get_by_role("checkbox", name="Left lower back", exact=True).first
    expect(lower_back).to_be_visible()
    ready(page)
    lower_back.tap()
    expect(lower_back).to_be_checked()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    inspect(page, "today-body", scheme)
    page.get_by_role("button", name="Pain the day after").click(**TOUCH)
    expect(page.get_by_role("button", name="10", exact=True)).to_be_visible()
    inspect(page, "today-day-after", scheme)
    page.get_by_role("button", name="4", exact=True).click(**TOUCH)
    expect(page.get_by_text("pain 4 the day after.")).to_be_visible()
    inspect(page, "today-follow-ups", scheme)


@SCHEMES
def test_history(furnished, furnished_home, scheme):
    page = furnished.open("/history", color_scheme=scheme)
    expect(page.locator('[role="graphics-document"]').first).to_be_visible()
    inspect(page, "history", scheme)
    page.goto(f"{furnished_home.origin}/history?day={DAY - timedelta(days=1)}")
    ready(page)
    page.get_by_text("2 earlier versions").or_(page.get_by_text("3 earlier versions")).click()
    expect(page.get_by_text("First", exact=False).first).to_be_visible()
    unfold(page)
    inspect(page, "history-day", scheme)
    page.goto(f"{furnished_home.origin}/history?day=2026-11-30")
    inspect(page, "history-day-ahead", scheme)


@SCHEMES
def test_sessions(furnished, furnished_home, scheme):
    page = furnished.open("/sessions", color_scheme=scheme)
    inspect(page, "sessions", scheme)
    with furnished_home.journal() as journal:
        last = journal.load_journal().done_treatments()[-1]
    page.get_by_text("How often, and of which kind").click()
    expect(page.locator('[role="graphics-document"]').first).to_be_visible()
    inspect(page, "sessions-side-effects", scheme)
    page.goto(f"{furnished_home.origin}/sessions?session={last.treatment_id}")
    inspect(page, "session", scheme)
    for fold in ("Side effects", "Needles, points and places", "Expectation, questions, cost, note"):
        page.locator("summary").filter(has_text=fold).click(**TOUCH)
        ready(page)
    page.get_by_role("checkbox", name="Bleeding or bruise").check()
    expect(page.get_by_text("How strong?")).to_be_visible()
    expect(page.get_by_text("Where the needles were")).to_be_visible()
    inspect(page, "session-unfolded", scheme)
    for kind in ("log", "plan"):
        page.goto(f"{furnished_home.origin}/sessions?session={kind}")
        inspect(page, f"session-{kind}", scheme)


@SCHEMES
def test_progress(furnished, furnished_home, scheme):
    page = furnished.open("/progress", color_scheme=scheme)
    for period in ("4 weeks", "3 months", "1 year", "All"):
        page.get_by_role("radiogroup", name="Period").get_by_text(period, exact=True).click()
        ready(page)
        expect(page.locator('[role="graphics-document"]').first).to_be_visible()
        inspect(page, f"progress-{period.replace(' ', '-').lower()}", scheme)
    page.get_by_text("How it moved").click()
    expect(page.get_by_text("Earlier half")).to_be_visible()
    page.get_by_text("Numbers and method: where it hurt").click()
    expect(page.get_by_role("table")).to_be_visible()
    inspect(page, "progress-moved", scheme)
    page.get_by_text("The same numbers as a table").click()
    expect(page.get_by_role("table")).to_have_count(2)
    inspect(page, "progress-table", scheme)


@SCHEMES
def test_learn(furnished, furnished_home, scheme):
    page = furnished.open("/learn", color_scheme=scheme)
    inspect(page, "learn", scheme)
    page.get_by_label("Find a word").fill("xylophone")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No article has these words")).to_be_visible()
    inspect(page, "learn-nothing-found", scheme)
    for slug in ("two-minutes", "what-it-is", "choosing", "choices", "get-help", "about"):
        page.goto(f"{furnished_home.origin}/learn?article={slug}")
        inspect(page, f"learn-{slug}", scheme)
    for slug in ("benefits", "risks", "reading-charts"):
        page.goto(f"{furnished_home.origin}/learn?article={slug}")
        ready(page)
        expect(page.locator('[role="graphics-document"]').first).to_be_visible()
        for fold in ("The same numbers as a table", "Our own sums"):
            for one in page.locator("summary").filter(has_text=fold).all():
                one.click(**TOUCH)
        inspect(page, f"learn-{slug}", scheme)


@SCHEMES
def test_settings(furnished, scheme):
    page = furnished.open("/settings", color_scheme=scheme)
    inspect(page, "settings", scheme)


@pytest.mark.parametrize(
    ("path", "fold"),
    [("", "Where it hurts"), ("sessions?session=log", "Needles, points and places"), ("plan?plan=new", None)],
)
def test_save_stays_in_sight_however_long_the_form_is(ana, path, fold):
    page = ana.open(f"/{path}")
    if fold:
        page.locator("summary").filter(has_text=fold).tap()
        expect(page.get_by_role("checkbox", name="Left lower back", exact=True).first).to_be_visible()
    ready(page)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    assert (
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") > 1.5 * PHONE["height"]
    )
    expect(save_button(page)).to_be_in_viewport(ratio=1)


def test_one_line_for_a_stranger_at_every_width(stranger):
    page = stranger.open(wait=False)
    for width in WIDTHS:
        page.set_viewport_size({**PHONE, "width": width})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
