"""A real browser at the door: Ana sees her journal, nothing is blocked, nothing leaves this computer."""

import pytest

from tests.server.serving import wait_until


@pytest.fixture(scope="module")
def chromium(start_chromium):
    return start_chromium()


@pytest.fixture
def seen(chromium, served):
    """A page, with everything its browser complained of or asked for."""
    context = chromium.new_context()
    page = context.new_page()
    page.complaints, page.asked = [], []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


def test_anas_link_leads_to_her_journal_and_leaves_the_address_bar(seen, served, new_server):
    server = new_server().start()
    link = server.link
    seen.goto(link)
    seen.get_by_text("The viewer is the patient.").wait_for()
    assert seen.url == f"{server.origin}/"
    assert seen.evaluate("history.length") <= 2
    assert seen.evaluate("document.cookie.includes('acujournal')") is False
    seen.get_by_role("button", name="Press").click()
    seen.get_by_text("It was pressed.").wait_for()
    assert seen.get_by_text("It is 01 March 2026.").is_visible()
    assert seen.complaints == []
    assert all(
        url.startswith((server.origin, f"ws://127.0.0.1:{server.port}", "data:", "blob:"))
        for url in seen.asked
    )

    # Tomorrow's visit: a bookmark, after the program was started anew.
    seen.close()
    page = seen.context.new_page()
    server.stop()
    server.start()
    page.goto(f"{server.origin}/")
    page.get_by_text("The viewer is the patient.").wait_for()
    assert link.rsplit("/", 1)[1] not in server.log.split("ready")[-1]
    assert server.log.count(link.rsplit("/", 1)[1]) == 1


def test_a_cold_deep_link_shows_cleo_one_line(seen, served):
    seen.goto(f"{served.origin}/settings")
    assert seen.locator("body").inner_text().startswith("Open AcuJournal with the link")


def test_a_failing_screen_shows_a_sentence_and_its_words_are_in_no_log(seen, served, ana):
    name, value = ana.split("=", 1)
    seen.context.add_cookies([{"name": name, "value": value, "url": served.origin}])
    seen.goto(f"{served.origin}/?fails=1")
    seen.get_by_text("What you saved is safe.").wait_for()
    assert "gehoelzpfad" not in seen.content()
    wait_until(lambda: "ValueError at tests/server/screen.py:" in served.log)
    assert "gehoelzpfad" not in served.log


def test_a_download_is_anas_alone_and_is_not_kept_by_the_browser(seen, served, ana):
    name, value = ana.split("=", 1)
    seen.context.add_cookies([{"name": name, "value": value, "url": served.origin}])
    seen.goto(f"{served.origin}/")
    with seen.expect_download() as expected:
        seen.get_by_role("button", name="Keep a copy").click()
    path = expected.value.url.removeprefix(served.origin)
    assert path.startswith("/media/")
    own = served.get(path, cookie=ana)
    assert own.body == b"ana's words\n" * 200
    assert own.headers["cache-control"] == "no-store"
    assert served.get(path).status == 403
