"""My data in a browser: the download really arrives, and what was exported, erased and imported is the same again."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from acujournal.exchange import package
from acujournal.journal import Entry
from acujournal.sample import make_sample
from tests.journeys.home import EVENING
from tests.journeys.screen import TOUCH, ready
from tests.journeys.test_screens import DESK, SCHEMES, inspect
from tests.server.serving import ROOT

DAY = date(2026, 11, 22)
NOTE = "The stairs of my sister."
SAMPLE = ROOT / "tests" / "exchange" / "samples" / "bearable_7col.csv"


@pytest.fixture
def written(ana, home):
    """Twelve weeks of Ana's."""
    weeks = make_sample(DAY, "Europe/Berlin")
    with home.journal() as journal:
        for entry in weeks.entries:
            journal.save_entry(entry, based_on=0, now=EVENING - (DAY - entry.day), zone="Europe/Berlin")
        for treatment in weeks.treatments:
            journal.save_treatment(treatment, based_on=0, now=EVENING)
        gone = weeks.entries[-1]
        journal.delete_entry(gone.day, based_on=1, now=EVENING)
        journal.save_entry(
            Entry(day=DAY - timedelta(days=200), pain_average=5, note=NOTE),
            based_on=0,
            now=EVENING,
            zone="Europe/Berlin",
        )
    return ana


def open_part(page, home, part):
    page.goto(f"{home.origin}/data?part={part}")
    ready(page)


def download(page, home):
    """Prepare the data package and take it."""
    open_part(page, home, "export")
    page.get_by_role("button", name="Prepare the file").click(**TOUCH)
    button = page.get_by_role("button", name="Download it")
    expect(button).to_be_visible()
    with page.expect_download() as coming:
        button.click(**TOUCH)
    assert coming.value.suggested_filename == "acujournal-2026-11-22.zip"
    return coming.value.path().read_bytes()


@pytest.mark.parametrize("size", [None, DESK], ids=["phone", "desk"])
def test_exported_erased_and_imported_in_the_browser_the_export_is_the_same(written, home, size):
    page = written.open("/settings", **({"size": size} if size else {}))
    page.get_by_role("link", name="Open My data").click(**TOUCH)
    ready(page)
    first = download(page, home)
    everything, problems = package.read(first)
    assert problems == ()
    assert NOTE in [entry.note for entry in everything.entries]

    open_part(page, home, "erase")
    page.get_by_label("To be sure, type the word erase").fill("erase")
    page.keyboard.press("Enter")
    ready(page)
    page.get_by_role("button", name="Erase everything").click(**TOUCH)
    expect(page.get_by_role("heading", name="Everything is erased", level=1)).to_be_visible()
    assert NOTE.encode() not in home.file.read_bytes()
    page.get_by_role("button", name="Begin an empty journal").click(**TOUCH)
    page.get_by_role("button", name="Skip the questions").click(**TOUCH)
    ready(page)

    open_part(page, home, "import")
    page.locator("input[type=file]").set_input_files(
        {"name": "mine.zip", "mimeType": "application/zip", "buffer": first}
    )
    page.get_by_role("button", name="Bring it in").click(**TOUCH)
    expect(page.get_by_text("Imported. New:")).to_be_visible()
    assert download(page, home) == first


@SCHEMES
def test_every_part_of_my_data_at_every_width(written, home, scheme):
    page = written.open("/data", color_scheme=scheme)
    inspect(page, "data", scheme)
    open_part(page, home, "export")
    page.get_by_text("Own dates", exact=True).click(**TOUCH)
    ready(page)
    page.get_by_text("For a clinic's computer").click(**TOUCH)
    expect(page.get_by_text("Include my notes")).to_be_visible()
    ready(page)
    page.get_by_role("button", name="Prepare the file").click(**TOUCH)
    expect(page.get_by_role("button", name="Download it")).to_be_visible()
    inspect(page, "data-export", scheme)
    open_part(page, home, "import")
    inspect(page, "data-import", scheme)
    page.locator("input[type=file]").set_input_files(SAMPLE)
    expect(page.get_by_role("heading", name="What would happen")).to_be_visible()
    inspect(page, "data-import-preview", scheme)
    page.get_by_role("button", name="Bring it in").click(**TOUCH)
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()
    inspect(page, "data-imported", scheme)
    open_part(page, home, "backup")
    page.get_by_role("button", name="Make a copy now").click(**TOUCH)
    expect(page.get_by_text("The copy is made")).to_be_visible()
    inspect(page, "data-backup", scheme)
    for part in ("reminders", "record", "erase"):
        open_part(page, home, part)
        inspect(page, f"data-{part}", scheme)
    page.get_by_label("To be sure, type the word erase").fill("erase")
    page.keyboard.press("Enter")
    ready(page)
    page.get_by_role("button", name="Erase everything").click(**TOUCH)
    expect(page.get_by_role("heading", name="Everything is erased", level=1)).to_be_visible()
    inspect(page, "data-erased", scheme)


def test_a_calendar_file_arrives(ana, home):
    page = ana.open("/data?part=reminders")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the calendar file").click(**TOUCH)
    assert coming.value.suggested_filename == "my-journal.ics"
    assert b"SUMMARY:My journal" in coming.value.path().read_bytes()
    open_part(page, home, "record")
    expect(page.get_by_text("You made an export: calendar file.")).to_be_visible()
