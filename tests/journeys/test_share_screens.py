"""Ana hands a report on; Cleo's clean browser, without scripts, reads and prints it and reaches nothing else."""

import io
import re

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from acujournal.report import render_page
from acujournal.sample import make_sample
from acujournal.server import guestpages
from tests.journeys.conftest import PHONE, TELL_OF_REFUSALS
from tests.journeys.home import EVENING
from tests.journeys.screen import ready
from tests.journeys.test_screens import DAY, DESK, PICTURES, inspect
from tests.report.people import report
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


def test_the_phones_own_share_sheet_gets_the_link_where_there_is_one(twelve_weeks):
    page = twelve_weeks.open("/share", size=PHONE)
    make_link(page)
    # A desktop browser may have none; then the button would do nothing, and is not there.
    has_sheet = page.evaluate("typeof navigator.share === 'function'")
    expect(page.get_by_role("button", name="Share…")).to_have_count(1 if has_sheet else 0)
    page.context.add_init_script("navigator.share = async (what) => { window.handedOn = what; }")
    page.reload()
    ready(page)
    link = make_link(page)
    page.get_by_role("button", name="Share…").tap()
    wait_until(lambda: page.evaluate("() => window.handedOn?.url") == link)
    assert page.evaluate("() => window.handedOn.title") == "Pain diary report"


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


@pytest.fixture
def reader(chromium):
    """Ben's browser, which runs scripts, and what it complained of."""
    context = chromium.new_context(locale="en-GB", has_touch=True)
    context.add_init_script(TELL_OF_REFUSALS)
    page = context.new_page()
    page.set_viewport_size(DESK)
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    assert page.complaints == []
    context.close()


@pytest.fixture(scope="module")
def quarter():
    """The page of three months, as it is frozen."""
    return render_page(report(91))


def given_link(home, page_bytes):
    with home.journal() as journal:
        made = journal.make_share(
            page=page_bytes, pdf=b"%PDF", first_day=DAY.replace(month=10), until_day=DAY, now=EVENING
        )
    return f"{home.origin}/s/{made.token}"


def stepper(page, number=0):
    return page.get_by_role("slider").nth(number)


def shown(page):
    """What the label beside a chart says, line by line; None where no label is shown."""
    labels = page.locator(".told:visible")
    return labels.first.locator("> *").all_inner_texts() if labels.count() else None


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_ben_points_at_a_day_and_reads_its_date_and_its_numbers(home, ana, reader, quarter, size):
    reader.set_viewport_size(size)
    link = given_link(home, quarter)
    reader.goto(link)
    chart = reader.locator(".wide img")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    spots = [line.split("|") for line in chart.get_attribute("data-spots").split("\n")]
    x, y, name, pain = next(one for one in spots[20:] if len(one) > 3)[:4]
    scale = box["width"] / 688
    reader.mouse.move(box["x"] + float(x) * scale, box["y"] + 60)
    found = shown(reader)
    assert found[:2] == [name, f"Average pain: {pain}"]
    dot = reader.locator(".dot:visible").bounding_box()
    assert abs(dot["x"] + 7 - box["x"] - float(x) * scale) < 1.5
    assert abs(dot["y"] + 7 - box["y"] - float(y) * scale) < 1.5
    label, seen = reader.locator(".told:visible").bounding_box(), reader.locator(".wide").bounding_box()
    assert seen["x"] <= label["x"]
    assert label["x"] + label["width"] <= seen["x"] + seen["width"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    reader.screenshot(path=PICTURES / f"guest-pointing-{size['width']}.png")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(reader).response["violations"] == []
    reader.mouse.move(2, 2)
    assert shown(reader) is None
    assert [url for url in reader.asked if not url.startswith("data:")] == [
        link,
        home.origin + guestpages.SCRIPT_PATH,
    ]


def test_ben_steps_through_the_days_by_keys_and_a_screen_reader_says_each(home, ana, reader, quarter):
    reader.goto(given_link(home, quarter))
    days = stepper(reader)
    days.focus()
    reader.keyboard.press("End")
    last = days.get_attribute("aria-valuetext")
    assert last.startswith("Sun 22 Nov 2026, Average pain: ")
    assert shown(reader)[0] == "Sun 22 Nov 2026"
    for key, day in {"ArrowLeft": "Sat 21", "PageDown": "Sat 14", "ArrowRight": "Sun 15"}.items():
        reader.keyboard.press(key)
        assert days.get_attribute("aria-valuetext").startswith(f"{day} Nov 2026")
    reader.keyboard.press("Home")
    assert shown(reader)[0] == "Mon 24 Aug 2026"
    assert days.get_attribute("aria-valuenow") == "1"
    reader.keyboard.press("ArrowLeft")
    assert days.get_attribute("aria-valuenow") == "1", "before the first day there is none"
    reader.keyboard.press("Escape")
    assert shown(reader) is None
    reader.keyboard.press("ArrowRight")
    assert shown(reader)[0] == "Tue 25 Aug 2026"
    reader.keyboard.press("Tab")
    assert shown(reader) is None


def test_ben_taps_each_chart_on_his_phone_and_hears_what_it_says(home, ana, reader, quarter):
    reader.set_viewport_size(PHONE)
    reader.goto(given_link(home, quarter))
    said = {}
    for number in range(4):
        one = stepper(reader, number)
        one.scroll_into_view_if_needed()
        one.tap(position={"x": 100, "y": 70})
        said[one.get_attribute("aria-label").split(" by its ")[1].split(",")[0], number] = shown(reader)
        assert reader.get_by_role("status").inner_text() == ", ".join(shown(reader))
        label = reader.locator(".told:visible").bounding_box()
        assert label["x"] >= 0
        assert label["x"] + label["width"] <= PHONE["width"]
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
        reader.screenshot(path=PICTURES / f"guest-tapping-{number}.png")
    assert [unit for unit, _ in said] == ["days", "places", "days", "weeks"]
    assert all(len(one) >= 2 for one in said.values())
    reader.emulate_media(media="print")
    assert reader.locator(".told:visible, .dot:visible, .hint:visible, [role=slider]:visible").count() == 0


def test_a_word_in_a_chart_that_is_an_attack_is_text_and_nothing_else(home, ana, reader, quarter):
    attack = "&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(2)&lt;/script&gt;"
    hostile_page = quarter.replace(b"Sun 22 Nov 2026|", f"{attack}|".encode())
    assert hostile_page != quarter
    reader.on("dialog", lambda dialog: reader.complaints.append(dialog.message))
    reader.goto(given_link(home, hostile_page))
    images = reader.locator("img").count()
    stepper(reader).focus()
    reader.keyboard.press("End")
    assert shown(reader)[0] == "<img src=x onerror=alert(1)><script>alert(2)</script>"
    assert reader.locator("img").count() == images
    assert reader.locator("script").count() == 1


def test_no_script_can_be_put_into_the_page_nor_made_of_a_text(home, ana, chromium, quarter):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(given_link(home, quarter))
    refused = """way => { try { way(); return false } catch (error) { return true } }"""
    for way in (
        "() => { document.body.innerHTML = '<b>x</b>' }",
        "() => { const one = document.createElement('script'); one.text = 'window.ran = 1'; document.body.append(one) }",
    ):
        assert page.evaluate(f"({refused})({way})"), way
    assert page.evaluate("typeof window.ran") == "undefined"
    context.close()


def test_a_page_saved_as_a_file_asks_for_nothing_and_reads_as_before(ana, reader, quarter, tmp_path):
    (tmp_path / "page.html").write_bytes(quarter)
    assert b"<script" not in quarter
    reader.goto((tmp_path / "page.html").as_uri())
    assert [url for url in reader.asked if not url.startswith("data:")] == [(tmp_path / "page.html").as_uri()]
    assert reader.get_by_role("slider").count() == 0
    assert reader.get_by_text("Point at a chart").count() == 0
    expect(reader.get_by_role("heading", level=1)).to_have_text("Pain diary report")


def test_the_small_pages_are_no_bigger_than_they_must_be():
    assert len(guestpages.GONE_PAGE) < 4000
