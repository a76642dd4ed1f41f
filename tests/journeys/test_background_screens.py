"""The record of the first visit on screen and on paper, medicines and other care, and their ticks on Progress."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from acujournal.background import VISIT_CLAIMS, VISIT_TEXTS, FirstVisit, Ongoing, OngoingKind, YesNo
from acujournal.journal import Entry
from acujournal.sample import make_sample
from tests.journeys.conftest import PHONE
from tests.journeys.home import EVENING, wait_until
from tests.journeys.screen import TOUCH, go, ready, save, save_button, saved, unsaved, until
from tests.journeys.test_keyboard import tab_to
from tests.journeys.test_screens import DESK, LONG, SCHEMES, inspect

DAY = date(2026, 11, 22)
VISIT = "visit first"
WORDS = "Stiff in the morning 🙂 כאב <img src=x> :red[x]"
RECORD = FirstVisit(
    places=("back_low_back_left", "back_sacrum"),
    where_it_hurts="A dull ache across the lower back.\nSometimes into the buttock.",
    since="Spring 2023, after moving house.",
    better="Heat, short walks.",
    medicines="Ibuprofen 600 mg",
    blood_thinners=YesNo.NO,
    pregnancy=YesNo.UNSURE,
    fainting=YesNo.YES,
    goals="To sit through a working day.",
)


def choice(page, question, words):
    """One tap on one of several choices."""
    box = page.get_by_role("group", name=question, exact=True).get_by_role("radio", name=words, exact=True)
    # The sticky bar with Save must not lie over it.
    box.evaluate("one => one.scrollIntoView({block: 'center'})")
    box.tap(force=True)
    expect(box).to_be_checked()


def text(page, name):
    return page.get_by_label(VISIT_TEXTS[name], exact=True)


def tab_through(page, control, *, most=60):
    """Press Tab until a control has the focus, past dates and drawings, which show theirs inside where no script looks."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if control.evaluate("one => one.getRootNode().activeElement === one"):
            return
    raise AssertionError("Tab never came there")


def place(page, label):
    figure = page.get_by_role("group", name="Where it hurts", exact=True).get_by_role(
        "group", name="Back of the body"
    )
    return figure.get_by_role("checkbox", name=label, exact=True)


def keep_record(home, **answers):
    with home.journal() as journal:
        there = journal.first_visit()
        record = FirstVisit(**answers) if answers else RECORD
        journal.save_first_visit(record, based_on=there.revision if there else 0, now=EVENING)


def keep_one(home, name, *, kind=OngoingKind.MEDICINE, **days):
    with home.journal() as journal:
        journal.save_ongoing(
            Ongoing(ongoing_id=name[:40], kind=kind, name=name, **days), based_on=0, now=EVENING
        )


def keep_lists(home):
    """A new dose a month ago, something from before, care that ended, and one with a long name."""
    keep_one(home, "Ibuprofen 400 mg", began_on=DAY - timedelta(60), ended_on=DAY - timedelta(30))
    keep_one(home, "Ibuprofen 600 mg", began_on=DAY - timedelta(30))
    keep_one(home, "Amitriptyline 10 mg")
    keep_one(
        home,
        "Physiotherapy",
        kind=OngoingKind.CARE,
        began_on=DAY - timedelta(45),
        ended_on=DAY - timedelta(12),
    )
    keep_one(home, LONG[-110:], kind=OngoingKind.CARE, began_on=DAY - timedelta(20))


def keep_weeks(home):
    with home.journal() as journal:
        weeks = make_sample(DAY, "Europe/Berlin")
        for entry in weeks.entries:
            journal.save_entry(entry, based_on=0, now=EVENING, zone="Europe/Berlin")
        for treatment in weeks.treatments:
            journal.save_treatment(treatment, based_on=0, now=EVENING)


def drafted(home, subject, name):
    with home.journal() as journal:
        draft = journal.draft(subject)
    return draft.body["values"][name] if draft else None


def one_in_journal(home):
    with home.journal() as journal:
        (one,) = journal.all_ongoing()
    return one


def test_the_record_by_touch_and_a_reload_before_it_is_saved(ana, home):
    page = ana.open("/plan")
    page.get_by_role("link", name="First visit").tap()
    expect(page.get_by_role("heading", name="First visit", level=1)).to_be_visible()
    ready(page)
    place(page, "Left lower back").tap()
    expect(place(page, "Left lower back")).to_be_checked()
    choice(page, VISIT_CLAIMS["blood_thinners"], "Yes")
    choice(page, VISIT_CLAIMS["pregnancy"], "Not sure")
    text(page, "since").press_sequentially(WORDS, delay=5)
    expect(text(page, "since")).to_be_focused()
    wait_until(lambda: drafted(home, VISIT, "since") == WORDS)
    unsaved(page)

    page.reload()
    ready(page)
    expect(page.get_by_text("what you had not saved at 20:14")).to_be_visible()
    expect(text(page, "since")).to_have_value(WORDS)
    expect(place(page, "Left lower back")).to_be_checked()
    choice(page, VISIT_CLAIMS["pregnancy"], "Not answered")
    save_button(page).tap()
    saved(page, at="20:14")
    with home.journal() as journal:
        kept = journal.first_visit()
        assert journal.drafts(VISIT) == ()
    assert kept.places == ("back_low_back_left",)
    assert (kept.since, kept.blood_thinners, kept.pregnancy) == (WORDS, YesNo.YES, None)

    page.get_by_role("link", name="A page to print").tap()
    expect(page.get_by_text(WORDS, exact=True)).to_be_visible()
    expect(page.get_by_text("Left lower back")).to_be_visible()
    assert page.locator("img[src='x']").count() == 0


def test_medicines_of_the_list_are_written_in_at_a_tap(ana, home):
    keep_lists(home)
    page = ana.open("/plan?visit=1")
    text(page, "medicines").fill("Vitamin D")
    page.get_by_role("button", name="Write in 2 medicines from my list").tap()
    expect(page.get_by_role("button", name=re.compile("Write in"))).to_have_count(0)
    # What was there is drawn anew, and for a moment stands beside itself.
    ready(page)
    expect(text(page, "medicines").first).to_have_value(
        "Vitamin D\nAmitriptyline 10 mg\nIbuprofen 600 mg, since Fri 23 Oct 2026"
    )
    save(page, at="20:14")
    with home.journal() as journal:
        assert journal.first_visit().medicines.startswith("Vitamin D\nAmitriptyline 10 mg")


# What only a screen can use; on paper it must be gone.
ON_SCREEN_ONLY = (
    ".st-key-nav",
    ".st-key-sample",
    ".st-key-visit-tools",
    "[data-testid=stHeader]",
    "button",
    "[data-testid=stPageLink]",
)
BLACK_ON_WHITE = """() => [...document.querySelectorAll('.st-key-visit-sheet *')]
  .filter(one => one.textContent.trim())
  .every(one => getComputedStyle(one).color === 'rgb(0, 0, 0)')
  && getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'
  && ['stApp', 'stAppViewContainer', 'stMain'].every(name => getComputedStyle(
    document.querySelector(`[data-testid=${name}]`)).backgroundColor === 'rgba(0, 0, 0, 0)')"""


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@SCHEMES
def test_on_paper_only_the_record_is_left_black_on_white(ana, home, scheme):
    keep_record(home)
    page = ana.open("/plan?visit=print", color_scheme=scheme)
    for part in (".st-key-nav", ".st-key-visit-tools"):
        expect(page.locator(part).first).to_be_visible()
    page.emulate_media(media="print", color_scheme=scheme)

    for part in ON_SCREEN_ONLY:
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    expect(page.get_by_role("heading", name="First visit")).to_be_visible()
    expect(page.get_by_text("saved on Sunday 22 November 2026, 20:14")).to_be_visible()
    expect(page.get_by_text("To sit through a working day.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("fainted.*Yes"))).to_be_visible()
    expect(page.get_by_text(VISIT_CLAIMS["pacemaker"])).to_have_count(0)
    until(page, BLACK_ON_WHITE)
    assert pages_of(page.pdf(format="A4")) == 1


def test_a_long_record_is_printed_to_its_end(ana, home):
    keep_record(home, since="A long story. " * 280, goals="Another one. " * 300 + "The end.")
    page = ana.open("/plan?visit=print")
    expect(page.get_by_text("The end.")).to_be_visible()

    # A page that scrolls on the screen would be cut off after the first sheet.
    for paper in ("A4", "Letter"):
        assert pages_of(page.pdf(format=paper)) >= 3


def test_the_button_prints(ana, home):
    keep_record(home)
    page = ana.open("/plan?visit=print")
    page.evaluate("() => { window.print = () => { document.documentElement.dataset.printed = 'yes'; }; }")
    page.get_by_role("button", name="Print", exact=True).tap()

    until(page, "() => document.documentElement.dataset.printed === 'yes'")


def test_a_new_dose_by_touch(ana, home):
    page = ana.open("/plan")
    page.get_by_role("link", name="Medicines and other care").tap()
    expect(page.get_by_role("heading", name="Medicines and other care")).to_be_visible()
    page.get_by_role("link", name="Add a medicine").tap()
    expect(page.get_by_text("A new dose: end this one and add it anew")).to_be_visible()
    ready(page)
    page.get_by_label("Medicine, with its dose").fill(WORDS)
    page.get_by_label("Began on").fill("2026-11-12")
    page.get_by_label("Ended on").fill("2026-11-02")
    save_button(page).tap()
    expect(page.get_by_role("alert").filter(has_text="It ends before it begins")).to_be_visible()
    expect(page.get_by_label("Medicine, with its dose")).to_have_value(WORDS)

    page.reload()
    ready(page)
    expect(page.get_by_label("Ended on")).to_have_value("2026-11-02")
    page.get_by_label("Ended on").fill("")
    save(page, at="20:14")
    expect(page).to_have_url(re.compile("ongoing=[0-9a-f]{32}"))
    assert (one_in_journal(home).name, one_in_journal(home).began_on) == (WORDS, date(2026, 11, 12))

    page.get_by_role("link", name="Medicines and other care").tap()
    expect(page.get_by_text(f"1 · {WORDS}", exact=True)).to_be_visible()
    page.get_by_role("button", name="It ended today").tap()
    expect(page.get_by_text(f"Ended today: {WORDS}", exact=True)).to_be_visible()
    assert one_in_journal(home).ended_on == DAY
    ready(page)
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("button", name="It ended today")).to_be_visible()
    assert one_in_journal(home).ended_on is None
    assert page.locator("img[src='x']").count() == 0


def test_a_medicine_by_keyboard_alone(ana, home):
    page = ana.open("/plan?ongoing=list", size=DESK)
    tab_to(page, page.get_by_role("link", name="Add other care"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add other care")).to_be_visible()
    ready(page)
    tab_to(page, page.get_by_label("What it is"))
    page.keyboard.type("Yoga")
    page.keyboard.press("Tab")
    # The same in every country: the day and the month of 11 November.
    page.keyboard.type("11112026")
    expect(page.get_by_label("Began on")).to_have_value("2026-11-11")
    tab_through(page, page.get_by_label("Note", exact=True))
    tab_to(page, save_button(page))
    page.keyboard.press("Enter")
    saved(page, at="20:14")
    assert (one_in_journal(home).name, one_in_journal(home).began_on) == ("Yoga", date(2026, 11, 11))

    tab_to(page, page.get_by_role("link", name="Medicines and other care"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 · Yoga", exact=True)).to_be_visible()
    ready(page)
    tab_to(page, page.get_by_role("button", name="It ended today"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ended today: Yoga")).to_be_visible()
    assert one_in_journal(home).ended_on == DAY


def test_the_record_by_keyboard_alone(ana, home):
    page = ana.open("/plan?visit=1", size=DESK)
    skip = page.get_by_role("button", name="Skip the drawing")
    tab_through(page, skip)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find a place by its name")).to_be_focused()
    tab_to(page, text(page, "since"))
    page.keyboard.type("Since spring.")
    first = page.get_by_role("group", name=VISIT_CLAIMS["pacemaker"], exact=True).get_by_role("radio")
    tab_to(page, first.nth(0))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(first.nth(2)).to_be_checked()
    tab_to(page, save_button(page))
    page.keyboard.press("Enter")
    saved(page, at="20:14")
    with home.journal() as journal:
        kept = journal.first_visit()
    assert (kept.since, kept.pacemaker) == ("Since spring.", YesNo.NO)

    tab_to(page, page.get_by_role("link", name="A page to print"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Since spring.")).to_be_visible()
    ready(page)
    tab_to(page, page.get_by_role("button", name="Print", exact=True))


def test_progress_tells_of_changes_and_the_chart_names_none(ana, home):
    home.save_entry(Entry(day=DAY - timedelta(days=40), pain_average=6))
    home.save_entry(Entry(day=DAY, pain_average=4))
    keep_one(home, WORDS, began_on=date(2026, 11, 12))
    page = ana.open("/progress")
    expect(page.locator('[role="graphics-document"]').first).to_be_visible()
    expect(page.get_by_text(f"Thu 12 Nov 2026: {WORDS} began", exact=True)).to_be_visible()
    expect(page.get_by_text("strokes: medicine or other care")).to_be_visible()
    assert WORDS not in page.locator("[data-testid=stVegaLiteChart]").first.inner_html()
    page.get_by_role("link", name="Medicines and other care").tap()
    expect(page.get_by_role("heading", name="Medicines and other care")).to_be_visible()
    go(page, "Progress")
    expect(page.get_by_text("What else changed")).to_be_visible()


@pytest.fixture
def furnished(ana, home):
    keep_record(home)
    keep_lists(home)
    return ana


@SCHEMES
def test_how_the_record_looks(furnished, home, scheme):
    page = furnished.open("/plan?visit=1", color_scheme=scheme)
    inspect(page, "visit", scheme)
    page.goto(f"{home.origin}/plan?visit=print")
    inspect(page, "visit-print", scheme)
    page.goto(f"{home.origin}/plan?visit=1")
    ready(page)
    page.get_by_role("button", name="Delete this record").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()
    inspect(page, "visit-deleted", scheme)


@SCHEMES
def test_how_the_lists_look(furnished, home, scheme):
    page = furnished.open("/plan?ongoing=list", color_scheme=scheme)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="It ended today").first.click(**TOUCH)
    expect(page.get_by_text("Ended today: Ibuprofen 600 mg")).to_be_visible()
    inspect(page, "ongoing", scheme)
    page.goto(f"{home.origin}/plan?ongoing=Physiotherapy")
    inspect(page, "ongoing-card", scheme)
    page.get_by_role("button", name="Delete this care").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    inspect(page, "ongoing-card-deleted", scheme)
    page.goto(f"{home.origin}/plan?ongoing=list")
    ready(page)
    page.get_by_text("Deleted in the last 30 days").click(**TOUCH)
    expect(
        page.get_by_role("button", name="Bring it back · Thu 8 Oct 2026 to Tue 10 Nov 2026")
    ).to_be_visible()
    inspect(page, "ongoing-deleted", scheme)
    for kind in ("new-medicine", "new-care"):
        page.goto(f"{home.origin}/plan?ongoing={kind}")
        inspect(page, f"ongoing-{kind}", scheme)


@SCHEMES
def test_how_changes_look_on_progress(furnished, home, scheme):
    keep_weeks(home)
    page = furnished.open("/progress", color_scheme=scheme)
    expect(page.locator('[role="graphics-document"]').first).to_be_visible()
    page.get_by_text("1 earlier change").click(**TOUCH)
    page.get_by_text("The same numbers as a table").click(**TOUCH)
    expect(page.get_by_role("rowheader", name="Fri 23 Oct 2026 2 changes")).to_be_visible()
    inspect(page, "progress-changes", scheme)
