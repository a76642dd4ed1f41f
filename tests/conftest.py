"""The one way to a real Chromium. Playwright allows one of itself in a process, so all tests share it."""

import shutil

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def start_chromium(playwright):
    """Start a Chromium of this computer, or else Playwright's own, with further switches."""
    own = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    started = []

    def start(*switches):
        browser = playwright.chromium.launch(
            executable_path=own, args=["--no-sandbox", "--disable-gpu", *switches]
        )
        started.append(browser)
        return browser

    yield start
    for browser in started:
        browser.close()
