"""A link to any page, opened before anything else ever was: Cleo gets one line, Ana gets the page."""

from datetime import date

import pytest
from playwright.sync_api import expect

from acujournal.background import FirstVisit, Ongoing, OngoingKind
from acujournal.journal import Entry
from acujournal.plan import Plan
from tests.journeys.conftest import Visitor
from tests.journeys.home import EVENING, new_home
from tests.journeys.screen import TOUCH, note, unfold

MARKER = "gehoelzpfad"
DAY = date(2026, 11, 22)
TITLES = {
    "": "Sun 22 November",
    "history": "History",
    "sessions": "Sessions",
    "plan": "Plan",
    "progress": "Progress",
    "learn": "Learn",
    "share": "Share",
    "learn?article=get-help": "When to get help",
    "settings": "Settings",
    "data": "My data",
    "data?part=erase": "Erase",
    "history?day=2026-11-22": "Today, Sunday 22 November",
    "sessions?session=log": "Log a session",
    "plan?plan=new": "Make a plan",
    "plan?visit=print": "First visit",
    "plan?ongoing=list": "Medicines and other care",
    "?week=2026-11-22": "Your week",
    "progress?period=1+year": "Progress",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A journal with a word of Ana's in it, and no server on it."""
    home = new_home(tmp_path_factory.mktemp("cold"), now=EVENING).begin()
    home.welcome("Europe/Berlin")
    home.save_entry(Entry(day=DAY, pain_average=6, note=MARKER, medicines=(MARKER,)))
    with home.journal() as journal:
        journal.save_plan(
            Plan(plan_id="p1", begun_on=DAY, reason=MARKER, review_on=DAY), based_on=0, now=EVENING, today=DAY
        )
        journal.save_first_visit(FirstVisit(since=MARKER), based_on=0, now=EVENING)
        tablet = Ongoing(ongoing_id="o1", kind=OngoingKind.MEDICINE, name=MARKER)
        journal.save_ongoing(tablet, based_on=0, now=EVENING)
    home.stop()
    yield home
    assert "Traceback" not in home.log
    assert MARKER not in home.log


@pytest.fixture
def fresh(written):
    """A server nobody has asked anything."""
    yield written.start()
    written.stop()


def contains_nothing_of_ana(page, visitor):
    assert MARKER not in page.content()
    assert not any(MARKER.encode() in frame for frame in visitor.frames)


@pytest.mark.parametrize("path", list(TITLES))
def test_cleo_first_then_ana(fresh, contexts, chromium, path):
    cleo = Visitor(fresh, contexts, chromium)
    page = cleo.open(f"/{path}", wait=False)
    assert page.locator("body").inner_text().strip() == (
        "Open AcuJournal with the link it printed when it started; starting it once more prints a fresh one."
    )
    contains_nothing_of_ana(page, cleo)
    assert cleo.frames == []
    cleo.leave()
    opens_for_ana(fresh, contexts, chromium, path)


@pytest.mark.parametrize("path", ["history", "sessions", "progress", "settings", "data"])
def test_ana_first(fresh, contexts, chromium, path):
    opens_for_ana(fresh, contexts, chromium, path)


def opens_for_ana(home, contexts, chromium, path):
    ana = Visitor(home, contexts, chromium, cookie=home.cookie)
    page = ana.open(f"/{path}")
    expect(page.get_by_role("heading", name=TITLES[path], exact=True, level=1)).to_be_visible()
    assert page.get_by_role("heading", level=1).count() == 1
    ana.leave()
    assert ana.complaints == []


def test_a_forged_or_old_cookie_is_a_strangers(fresh, contexts, chromium):
    name = fresh.cookie.split("=", 1)[0]
    cleo = Visitor(fresh, contexts, chromium, cookie=f"{name}=owner.AAAAAA.forged")
    page = cleo.open("/history?day=2026-11-22", wait=False)
    assert page.locator("body").inner_text().startswith("Open AcuJournal with the link")
    contains_nothing_of_ana(page, cleo)
    cleo.leave()


def test_signing_out_clears_every_open_page_of_the_journal(tmp_path, contexts, chromium):
    home = new_home(tmp_path).begin()
    home.welcome("Europe/Berlin")
    home.save_entry(Entry(day=DAY, pain_average=6, note=MARKER))
    ana = Visitor(home, contexts, chromium, cookie=home.cookie)
    open_day = ana.open(f"/history?day={DAY}")
    unfold(open_day)
    expect(note(open_day)).to_have_value(MARKER)
    settings = ana.open("/settings")
    settings.get_by_role("button", name="Sign out everywhere").click(**TOUCH)
    for page in (settings, open_day):
        # A page may say so first, and loads anew a moment later: then nothing but the line is left of it.
        expect(page.locator('[data-testid="stApp"]')).to_have_count(0)
        expect(page.get_by_text("Open AcuJournal with the link it printed")).to_be_visible()
        assert MARKER not in page.content()
    ana.leave()
    home.stop()
    assert "Traceback" not in home.log
    assert "Failure" not in home.log, home.log
