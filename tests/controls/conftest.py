"""A real server and a real browser for the controls."""

import pytest

from tests.controls.demo_server import Server, free_port


@pytest.fixture(scope="session")
def server():
    running = Server(free_port())
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def chromium(start_chromium):
    return start_chromium()


@pytest.fixture(scope="session")
def window(chromium):
    """One context for all visits, so that only the first one fetches Streamlit's own files."""
    with chromium.new_context() as context:
        yield context


@pytest.fixture
def visit(window, server):
    """Open the demo; afterwards no script error and no refused script or style may have been seen."""
    pages, complaints = [], []

    def listen(message):
        if message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_demo(path="", *, width=390, height=844, **media):
        page = window.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto(server.url + path)
        page.get_by_label("Note", exact=True).wait_for()
        page.get_by_test_id("stCode").wait_for()
        return page

    yield open_demo
    for page in pages:
        page.close()
    assert complaints == []
