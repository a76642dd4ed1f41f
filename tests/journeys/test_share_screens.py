"""Ana hands a report on; Cleo's clean browser, without scripts, reads and prints it and reaches nothing else."""

import io
import re

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from acujournal.sample import make_sample
from acujournal.server import guestpages
from tests.journeys.conftest import PHONE
from tests.journeys.home import EVENING
from tests.journeys.screen import ready
from tests.journeys.test_screens import DAY, DESK, PICTURES, inspect
from tests.server.serving import wait_until

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
PASSCODE = "garden gate"


@pytest.fixture
def twelve_weeks(home, ana):
    """Ana, with twelve weeks in her journal."""
    weeks = make_sample(DAY, "Europe/Berlin")
    with home.journal() as journal:
        for entry in weeks.entries:
            journal.save_entry(entry, based_on=0, now=EVENING, zone="Europe/Berlin")
        for treatment in weeks.treatments:
            journal.save_treatment(treatment, based_on=0, now=EVENING)
    return ana


@pytest.fixture
def clean(chromium):
    """A browser that has never been here, runs no script and keeps no cookie; it remembers what it asked for."""
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.set_viewport_size(DESK)
    page.asked = []
    page.on("request", lambda request: page.asked.append((request.url, request.headers)))
    yield page
    assert context.cookies() == []
    context.close()


def look(page):
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="This is what your reader will see")).to_be_visible(
        timeout=30_000
    )
    ready(page)


def make_link(page, *, passcode="", takes_note=False):
    look(page)
    if passcode:
        box = page.get_by_role("textbox", name=re.compile("Passcode"))
        box.fill(passcode)
        box.press("Tab")
        ready(page)
    if takes_note:
        page.get_by_text("The reader may leave me one note").click()
        ready(page)
    page.get_by_role("button", name="Make the link").click()
    box = page.get_by_label("The link", exact=True)
    expect(box).to_be_visible(timeout=20_000)
    ready(page)
    return box.input_value()


def close_it(home):
    with home.journal() as journal:
        for share in journal.shares():
            journal.revoke_share(share.share_id, now=home.now)


def test_cleo_reads_and_prints_without_scripts_and_reaches_nothing_else(home, twelve_weeks, clean):
    link = make_link(twelve_weeks.open("/share"))
    clean.goto(link)

    expect(clean.get_by_role("heading", level=1)).to_have_text("Pain diary report")
    assert clean.locator("img").count() >= 1
    assert clean.evaluate("[...document.images].every(one => one.naturalWidth > 0)")
    printed = pypdf.PdfReader(io.BytesIO(clean.pdf(prefer_css_page_size=True)))
    words = "".join(sheet.extract_text() for sheet in printed.pages)
    assert 1 <= len(printed.pages) <= 2
    assert "Pain diary report" in words
    assert "Open as PDF" not in words, "the line for the screen stays off the paper"
    assert [url for url, _ in clean.asked if not url.startswith("data:")] == [link]
    for path in ("/", "/share", "/history", "/_stcore/health", "/preview/x"):
        answer = clean.request.get(home.origin + path)
        assert answer.status == 403

    close_it(home)
    clean.goto(link)
    closed = clean.content()
    clean.goto(f"{home.origin}/s/{'x' * 43}")
    assert clean.content() == closed
    assert "There is no page here" in closed


def test_cleo_types_the_passcode_opens_the_page_and_leaves_a_note(home, twelve_weeks, clean):
    link = make_link(twelve_weeks.open("/share"), passcode=PASSCODE, takes_note=True)
    clean.goto(link)
    clean.get_by_label("Passcode").fill("not this one")
    clean.get_by_role("button", name="Open the page").click()
    expect(clean.get_by_text("4 tries are left")).to_be_visible()
    clean.get_by_label("Passcode").fill(PASSCODE)
    clean.get_by_role("button", name="Open the page").click()
    expect(clean.get_by_role("heading", level=1)).to_have_text("Pain diary report")
    clean.get_by_role("link", name="Leave a note").click()
    clean.get_by_label(re.compile("Message")).fill("See you on Tuesday.")
    clean.get_by_label(re.compile("Next appointment")).fill("2026-12-01")
    clean.get_by_role("button", name="Leave this note").click()
    expect(clean.get_by_role("heading", level=1)).to_have_text("Your note was left")
    assert not [headers for _, headers in clean.asked if "referer" in headers]

    page = twelve_weeks.open("/")
    expect(page.get_by_text("From the holder of your link")).to_be_visible()
    expect(page.get_by_text("See you on Tuesday.")).to_be_visible()


def test_ana_looks_at_exactly_what_cleo_will_see(home, twelve_weeks, clean):
    page = twelve_weeks.open("/share")
    look(page)
    preview = page.get_by_role("link", name="Open the page").get_attribute("href")
    seen = twelve_weeks.context().request.get(home.origin + preview)
    page.get_by_role("button", name="Make the link").click()
    box = page.get_by_label("The link", exact=True)
    expect(box).to_be_visible(timeout=20_000)
    clean.goto(box.input_value())
    served = clean.request.get(box.input_value())

    assert seen.status == 200
    line = re.search(rb"<details open>.*?</details>\n", served.body())[0]
    assert served.body().replace(line, b"") == seen.body()
    assert seen.headers["content-security-policy"] == served.headers["content-security-policy"]
    assert clean.request.get(home.origin + preview).status == 403


def test_copy_print_and_the_files_are_there_for_ana(home, twelve_weeks):
    page = twelve_weeks.open("/share", size=DESK)
    page.context.add_init_script("window.print = () => { window.printed = true; }")
    page.reload()
    ready(page)
    link = make_link(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=home.origin)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save PDF").click()
    assert saved.value.suggested_filename == "pain-diary-2026-11-22.pdf"
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Print").click()
    wait_until(lambda: opened.value.evaluate("() => window.printed === true"))
    opened.value.close()


@SCHEMES
def test_what_ana_meets_on_share_is_usable_by_all(home, twelve_weeks, scheme):
    page = twelve_weeks.open("/share", color_scheme=scheme)
    inspect(page, "share", scheme)
    make_link(page)
    inspect(page, "share-link-made", scheme)


@SCHEMES
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_a_guest_meets_is_usable_by_all(home, twelve_weeks, chromium, scheme, size):
    with home.journal() as journal:
        given = {
            "page": b"<main>\n",
            "pdf": b"x",
            "first_day": DAY.replace(month=10),
            "until_day": DAY,
            "now": EVENING,
        }
        locked = journal.make_share(**given, passcode=PASSCODE, takes_note=True).token
        noted = journal.make_share(**given, takes_note=True).token
    link = make_link(twelve_weeks.open("/share"), takes_note=True)
    context = chromium.new_context(color_scheme=scheme, locale="en-GB")
    page = context.new_page()
    page.set_viewport_size(size)
    for name, address in {
        "guest-report": link,
        "guest-passcode": f"{home.origin}/s/{locked}",
        "guest-note": f"{home.origin}/s/{noted}?note",
        "guest-gone": f"{home.origin}/s/nothing",
    }.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=PICTURES / f"{name}-{scheme}-{size['width']}.png", full_page=name == "guest-report"
        )
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
    context.close()


def test_the_small_pages_are_no_bigger_than_they_must_be():
    assert len(guestpages.GONE_PAGE) < 4000
