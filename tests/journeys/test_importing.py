"""A file on its way in from a browser: chosen or dropped, seen to move, cancelled, cut off, too large, imported."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.home import wait_until
from tests.journeys.screen import TOUCH, ready, until
from tests.server.serving import ROOT

SAMPLES = ROOT / "tests" / "exchange" / "samples"
MEGABYTE = 1_000_000


@pytest.fixture
def page(ana):
    return ana.open("/data?part=import")


@pytest.fixture
def large(tmp_path):
    """A file of 12 MB that is an export of nothing."""
    file = tmp_path / "large.xml"
    file.write_bytes(b"nothing\n" * (12 * MEGABYTE // 8))
    return file


def chooser(page):
    return page.get_by_label("Choose a file")


def kept(home):
    return sorted((home.folder / "incoming").glob("*"))


def slowly(page, bytes_a_second):
    """From now on the page sends so many bytes in a second."""
    way = page.context.new_cdp_session(page)
    way.send("Network.enable")
    way.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second},
    )


def test_an_export_of_apple_health_comes_in_by_the_browser_and_nothing_of_it_stays(page, home):
    chooser(page).set_input_files(SAMPLES / "apple_health_export.zip")
    expect(page.get_by_role("heading", name="A file from Apple Health")).to_be_visible()
    assert kept(home) == []
    page.get_by_role("button", name="Bring it in").click(**TOUCH)
    expect(page.get_by_text("Imported. New:")).to_be_visible()
    ready(page)
    assert chooser(page).input_value() == ""
    with home.journal() as journal:
        assert {entry.source for entry in journal.load_journal().entries} == {"import:apple-health"}
    assert "apple_health_export" not in home.log


def test_on_a_phone_the_way_in_stands_above_what_can_be_changed(page):
    chooser(page).set_input_files(SAMPLES / "bearable_7col.csv")
    button = page.get_by_role("button", name="Bring it in")
    expect(button).to_be_visible()
    ready(page)
    scrolled = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop")
    choices = page.get_by_role("heading", name="What should each of these become?")
    assert button.bounding_box()["y"] < choices.bounding_box()["y"]
    assert scrolled + button.bounding_box()["y"] < 2 * 844


def test_with_the_keyboard_alone_the_chooser_is_reached_and_opens(page):
    opened = []

    def keep(one):
        opened.append(one)

    page.on("filechooser", keep)
    chooser(page).focus()
    page.wait_for_timeout(500)
    expect(chooser(page)).to_be_focused()
    for _ in range(4):
        # On a busy computer the browser may miss a key; whoever sees nothing open presses it again.
        page.keyboard.press("Enter")
        page.wait_for_timeout(5000 if not opened else 0)
        if opened:
            break
    opened[0].set_files(SAMPLES / "daylio_8col.csv")
    expect(page.get_by_role("heading", name="A file from Daylio")).to_be_visible()


def test_a_file_can_be_dropped(page):
    data = (SAMPLES / "daylio_8col.csv").read_text("utf-8-sig")
    page.locator(".file").evaluate(
        """(element, text) => {
          const dropped = new DataTransfer();
          dropped.items.add(new File([text], 'days.csv'));
          element.dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
        }""",
        data,
    )
    expect(page.get_by_role("heading", name="A file from Daylio")).to_be_visible()


def test_ana_sees_how_much_was_sent_and_can_cancel(page, home, large):
    slowly(page, 2 * MEGABYTE)
    chooser(page).set_input_files(large)
    expect(page.get_by_role("progressbar", name="The file is being sent.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^([1-9]|\d\.[1-9])(\.\d)? of 12 MB sent$"))).to_be_visible()
    wait_until(lambda: kept(home))
    page.get_by_role("button", name="Cancel").click(**TOUCH)
    expect(page.get_by_text("Cancelled. Nothing of the file was kept.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    wait_until(lambda: kept(home) == [])
    assert chooser(page).input_value() == ""


def test_a_file_that_is_no_export_is_a_sentence_and_can_be_taken_away(page, home, large):
    chooser(page).set_input_files(large)
    expect(page.get_by_text("This file is not one that can be read here.")).to_be_visible()
    assert kept(home) == []
    page.get_by_role("button", name="Take this file away").click(**TOUCH)
    expect(page.get_by_text("This file is not one that can be read here.")).to_have_count(0)


def test_a_file_of_more_than_two_gigabytes_is_a_sentence_at_once(page, home, tmp_path):
    file = tmp_path / "huge.xml"
    with file.open("wb") as opened:
        opened.truncate(2_000 * MEGABYTE + 1)
    chooser(page).set_input_files(file)
    expect(page.get_by_text("This file has more than 2,000 MB")).to_be_visible()
    assert kept(home) == []


def test_when_the_program_ends_on_the_way_the_page_says_so(newcomer, page, home, large):
    newcomer.server_may_go_away = True
    slowly(page, 2 * MEGABYTE)
    chooser(page).set_input_files(large)
    wait_until(lambda: kept(home))
    home.kill()
    expect(page.get_by_text("The file could not be sent to the end")).to_be_visible()
    home.start()
    wait_until(lambda: kept(home) == [])
    until(page, "() => document.querySelector('[data-test-connection-state=CONNECTED]') !== null")
    ready(page)
    chooser(page).set_input_files(SAMPLES / "daylio_8col.csv")
    expect(page.get_by_role("heading", name="A file from Daylio")).to_be_visible()
