"""The controls in a real Chromium, under the policy of demo_app.py."""

import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.controls.demo_server import Server, free_port
from tests.tunnel import Tunnel


def group(page, name="Average pain today"):
    return page.get_by_role("group", name=name)


def number(page, value, name="Average pain today"):
    return group(page, name).get_by_role("radio").nth(value)


def note(page):
    return page.get_by_label("Note", exact=True)


def received(page):
    return json.loads(page.get_by_test_id("stCode").inner_text())


def notice(page, words):
    return page.locator(".notice").filter(has_text=words)


def wait_for(page, **wanted):
    """Wait until Python has received the wanted values; return all it has."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        got = received(page)
        if all(got[name] == value for name, value in wanted.items()):
            return got
        page.wait_for_timeout(25)
    raise AssertionError(f"wanted {wanted}, got {got}")


def test_one_tap_answers_and_two_scales_do_not_clash(visit):
    page = visit()
    number(page, 4).click()
    number(page, 8, "Stress today").click()
    assert wait_for(page, pain=4, stress=8)["kept"] == {"pain": 4}
    expect(number(page, 4)).to_be_checked()


def test_a_tap_shows_at_once_while_the_server_is_busy(visit):
    page = visit("/?slow=1")
    for chosen in (2, 6, 3, 7):
        number(page, chosen).click()
        assert number(page, chosen).is_checked()
        page.wait_for_timeout(150)
    # Older answers of the server arrive now; none of them may bring an older choice back.
    for _ in range(40):
        assert number(page, 7).is_checked()
        page.wait_for_timeout(50)
    wait_for(page, pain=7)


def test_a_double_tap_does_not_clear_and_clear_does(visit):
    page = visit()
    clear = page.get_by_role("button", name="Clear: Average pain today")
    assert clear.count() == 0
    number(page, 4).dblclick()
    number(page, 4).click()
    wait_for(page, pain=4)
    clear.click()
    wait_for(page, pain=None)
    assert group(page).get_by_role("radio", checked=True).count() == 0
    expect(number(page, 0)).to_be_focused()


def test_the_scale_with_the_keyboard_only(visit):
    page = visit()
    number(page, 0).focus()
    page.keyboard.press("Space")
    wait_for(page, pain=0)
    page.keyboard.press("ArrowLeft")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(number(page, 4)).to_be_focused()
    wait_for(page, pain=4)
    for key in ["ArrowRight"] * 9:
        page.keyboard.press(key)
    wait_for(page, pain=10)
    page.keyboard.press("Delete")
    wait_for(page, pain=None)
    page.keyboard.press("Space")
    wait_for(page, pain=10)
    page.keyboard.press("Backspace")
    wait_for(page, pain=None)
    page.keyboard.press("Tab")
    expect(number(page, 3, "Stress today")).to_be_focused()


def test_screen_readers_hear_words(visit):
    page = visit()
    names = group(page).aria_snapshot()
    assert '- radio "0, no pain"' in names
    assert '- radio "4"' in names
    assert '- radio "10, the worst you can imagine"' in names
    stress = page.get_by_role("group", name="Stress today", exact=True)
    expect(stress.get_by_role("radio", name="3", checked=True)).to_have_count(1)


def test_a_rerun_by_another_widget_changes_nothing(visit):
    page = visit()
    number(page, 4).click()
    note(page).fill("Slept badly")
    runs = wait_for(page, pain=4, note="Slept badly")["runs"]
    page.get_by_role("button", name="Another widget").click()
    wait_for(page, pain=4, note="Slept badly", runs=runs + 1)
    expect(number(page, 4)).to_be_checked()
    expect(note(page)).to_have_value("Slept badly")


def test_a_note_is_sent_while_it_is_typed_and_the_cursor_stays(visit):
    page = visit()
    note(page).fill("Woke up and walked")
    wait_for(page, length=18)
    note(page).evaluate("area => area.setSelectionRange(7, 7)")
    note(page).press_sequentially(" stiff", delay=120)
    wait_for(page, note="Woke up stiff and walked")
    assert note(page).evaluate("area => area.selectionStart") == 13


def test_a_note_is_sent_every_two_seconds_even_without_a_pause(visit):
    page = visit()
    start = time.monotonic()
    note(page).focus()
    while received(page)["length"] == 0 and time.monotonic() - start < 5:
        page.keyboard.type("a", delay=0)
        page.wait_for_timeout(150)
    assert 1.5 < time.monotonic() - start < 3.5


def test_what_is_typed_arrives_no_later_than_the_click_on_save(visit):
    page = visit()
    save = page.get_by_role("button", name="Save")
    for turn in range(30):
        words = f"Turn {turn} typed without a pause"
        note(page).fill("")
        page.keyboard.type(words)
        save.click()
        expect(page.get_by_text(f"Saved {len(words)}: {words}")).to_be_visible()


def test_answers_of_the_server_that_overtake_each_other_do_not_disturb(visit):
    page = visit()
    note(page).focus()
    page.evaluate(
        "() => { const area = document.querySelectorAll('[data-testid=stBidiComponentIsolated]');"
        " window.before = [...area].map(one => one.shadowRoot.querySelector('.control')) }"
    )
    for letter in "quick brown fox":
        page.keyboard.type(letter)
        # Each of these sends what was typed so far at once.
        page.evaluate("() => dispatchEvent(new PointerEvent('pointerdown'))")
        page.wait_for_timeout(20)
    wait_for(page, note="quick brown fox")
    expect(note(page)).to_be_focused()
    assert page.evaluate("() => window.before.every(one => one.isConnected)")


def test_half_a_composed_word_is_not_sent(visit):
    page = visit()
    session = page.context.new_cdp_session(page)
    note(page).focus()
    session.send("Input.imeSetComposition", {"text": "こし", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(700)
    assert received(page)["note"] == ""
    session.send("Input.insertText", {"text": "腰"})
    wait_for(page, note="腰")
    expect(note(page)).to_have_value("腰")


def test_a_note_too_long_is_said_kept_and_counted_as_python_counts(visit):
    page = visit()
    note(page).fill("🙂" * 3_990)
    expect(page.get_by_text("3,990 of 4,000")).to_be_visible()
    note(page).fill("🙂" * 4_002)
    expect(notice(page, "2 more than can be saved")).to_be_visible()
    wait_for(page, length=4_002)
    expect(note(page)).to_have_value("🙂" * 4_002)
    note(page).fill("short")
    expect(notice(page, "more than")).to_have_count(0)


def test_more_characters_than_any_book_page_break_nothing(visit):
    page = visit()
    page.evaluate("() => (window.pasted = 'שלום ![](http://example.test/x.png) <script>\\n'.repeat(5000))")
    note(page).evaluate(
        "area => { area.value = window.pasted; area.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
    )
    expect(notice(page, "Only the first 200,000 are kept")).to_be_visible()
    wait_for(page, length=200_000)
    assert note(page).evaluate("area => area.value === window.pasted")
    number(page, 4).click()
    wait_for(page, pain=4)
    assert note(page).evaluate("area => getComputedStyle(area).direction") == "rtl"


def test_a_name_as_long_as_pages_is_kept_and_beyond_that_the_person_is_told(visit):
    page = visit()
    name = page.get_by_label("Name of a medicine")
    name.fill("🙂" * 10_000)
    expect(notice(page, "has 9,880 more. Please shorten it.")).to_be_visible()
    wait_for(page, name_length=10_000)
    expect(notice(page, "Only the first")).to_have_count(0)

    name.fill("🙂" * 20_001)
    expect(
        notice(page, "Only the first 20,000 are kept if you leave this page, so copy the rest first.")
    ).to_be_visible()
    wait_for(page, name_length=20_000)
    assert name.evaluate("box => [...box.value].length") == 20_001, "the screen keeps all"


def test_hours_half_typed_are_kept_and_explained(visit):
    page = visit()
    box = page.get_by_label("Sleep")
    expect(box).to_have_value("7.5")
    box.fill("7:")
    expect(notice(page, "“7:” is not a number we can read.")).to_be_visible()
    expect(box).to_have_value("7:")
    box.press_sequentially("45")
    expect(notice(page, "is not a number we can read")).to_have_count(0)
    expect(page.get_by_text("= 7.75 hours")).to_be_visible()
    wait_for(page, sleep=7.75)
    box.fill("8")
    box.press("ArrowUp")
    wait_for(page, sleep=8.5)


def test_medicines_are_toggled_added_and_never_lost_half_typed(visit):
    page = visit()
    medicines = group(page, "Medicines taken")
    medicines.get_by_label("Paracetamol").check()
    wait_for(page, medicines=["Ibuprofen 400", "Paracetamol"])
    field = medicines.get_by_label("Another one")
    field.fill("<b>Naproxen</b> 250")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(medicines.get_by_role("checkbox", name="<b>Naproxen</b> 250")).to_be_checked()
    field.press_sequentially("Diclo")
    wait_for(page, medicines=["Ibuprofen 400", "Paracetamol", "<b>Naproxen</b> 250", "Diclo"])
    field.fill("IBUPROFEN 400")
    medicines.get_by_role("button", name="Add to: Medicines taken").click()
    medicines.get_by_label("Ibuprofen 400").uncheck()
    wait_for(page, medicines=["Paracetamol", "<b>Naproxen</b> 250"])
    field.fill("x" * 121)
    field.press("Enter")
    expect(notice(page, "this one has 1 more")).to_be_visible()
    expect(field).to_have_value("x" * 121)


def test_choices_with_one_tap_or_the_space_bar(visit):
    page = visit()
    care = group(page, "Other care")
    care.get_by_label("Massage").check()
    wait_for(page, care=["heat", "massage"])
    care.get_by_label("Heat or cold").focus()
    page.keyboard.press("Space")
    wait_for(page, care=["massage"])


def test_leaving_the_page_while_typing_loses_nothing(visit):
    page = visit(width=1280)
    number(page, 6).click()
    note(page).press_sequentially("Before I leave")
    # A finger rests a moment; a click of no time at all would overtake what Streamlit sends a tick later.
    page.get_by_role("link", name="Elsewhere").click(delay=80)
    page.get_by_role("heading", name="Elsewhere").wait_for()
    expect(page.get_by_test_id("stCode")).to_contain_text("'note': 'Before I leave'")


def test_what_the_server_never_saw_is_there_on_return(visit):
    page = visit(width=1280)
    note(page).fill("Overtaken")
    page.get_by_role("link", name="Elsewhere").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Elsewhere").wait_for()
    page.get_by_role("link", name="Controls").click()
    expect(note(page)).to_have_value("Overtaken")
    wait_for(page, note="Overtaken")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, scheme):
    page = visit(color_scheme=scheme)
    number(page, 4).click()
    page.get_by_label("Sleep").fill("7:")
    note(page).fill("a" * 4_001)
    expect(notice(page, "1 more than can be saved")).to_be_visible()
    expect(notice(page, "is not a number we can read")).to_be_visible()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(300)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        boxes = [number(page, chosen).bounding_box() for chosen in range(11)]
        assert min(box["width"] for box in boxes) >= 30
        assert min(box["height"] for box in boxes) >= 44
        assert len({box["y"] for box in boxes}) == (2 if width == 320 else 1)


def test_focus_and_choice_can_be_seen_in_forced_colours(visit):
    page = visit(forced_colors="active", reduced_motion="reduce")
    number(page, 4).click()
    page.keyboard.press("ArrowRight")
    style = number(page, 5).evaluate(
        "radio => { const s = getComputedStyle(radio.nextElementSibling);"
        " return [s.outlineStyle, s.outlineWidth, s.transitionDuration] }"
    )
    assert style == ["solid", "3px", "0s"]
    ground = "radio => getComputedStyle(radio.nextElementSibling).backgroundColor"
    assert number(page, 5).evaluate(ground) != number(page, 4).evaluate(ground)


def test_the_files_come_from_our_own_address_and_their_address_names_their_content(visit, server):
    page = visit()
    scripts = page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name).filter(name => name.includes('bidi-components'))"
    )
    assert {script.rsplit("/", 1)[1] for script in scripts} >= {
        "controls.js",
        "wire.js",
        "style.js",
        "scale.js",
    }
    assert all(
        script.startswith(f"{server.url}/_stcore/bidi-components/acujournal.controls-") for script in scripts
    )


@pytest.fixture
def cuttable(server, chromium):
    wire = Tunnel(server.port, near=("127.0.0.1", 0))
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{wire.port}")
    note(page).wait_for()
    page.get_by_test_id("stCode").wait_for()
    yield page, wire
    context.close()
    wire.end()


def test_what_is_chosen_and_typed_during_a_break_arrives_after_it(cuttable):
    page, wire = cuttable
    number(page, 3).click()
    runs = wait_for(page, pain=3)["runs"]
    wire.cut()
    page.wait_for_timeout(500)
    page.evaluate("() => document.querySelectorAll('[role=dialog]').forEach(one => one.remove())")
    number(page, 8).dispatch_event("click")
    note(page).evaluate(
        "area => { area.value = 'In the tunnel'; area.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
    )
    page.wait_for_timeout(2500)
    wire.mend()
    got = wait_for(page, pain=8, note="In the tunnel")
    assert got["runs"] > runs, "the same session goes on"
    expect(number(page, 8)).to_be_checked()


def test_a_killed_server_gets_what_was_chosen_before_and_meanwhile(chromium):
    server = Server(free_port())
    server.start()
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.goto(server.url)
        note(page).wait_for()
        number(page, 3).click()
        page.get_by_label("Sleep").fill("6:15")
        wait_for(page, pain=3, sleep=6.25)
        server.kill()
        page.wait_for_timeout(500)
        number(page, 9, "Stress today").dispatch_event("click")
        note(page).evaluate(
            "area => { area.value = 'While it was down'; area.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
        )
        server.start()
        got = wait_for(page, pain=3, sleep=6.25, stress=9, note="While it was down")
        assert got["runs"] <= 4, "a new session, and no storm of reruns"
        expect(number(page, 3)).to_be_checked()
        expect(note(page)).to_have_value("While it was down")
        page.wait_for_timeout(6_000)
        assert received(page)["runs"] <= got["runs"] + 2, "the browser rests once all is acknowledged"
    finally:
        context.close()
        server.kill()
