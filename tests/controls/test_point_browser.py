"""The list of points in a real Chromium, under the policy of demo_app.py."""

import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from acujournal.points import points

AVOIDED = "traditionally avoided in pregnancy; ask your practitioner"


@pytest.fixture
def visit(window, server):
    """Open the page of points; afterwards no script error and no refused script or style may have been seen."""
    pages, complaints = [], []

    def listen(message):
        # Streamlit asks for its health below the page's address first, and is told that it is not there.
        asked = message.type == "error" and "404" in message.text and "_stcore" in message.location["url"]
        if (message.type == "error" and not asked) or "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_demo(query="", *, width=390, height=844, **media):
        page = window.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto(f"{server.url}/points{query}")
        field(page).wait_for()
        page.get_by_test_id("stCode").wait_for()
        return page

    yield open_demo
    for page in pages:
        page.close()
    assert complaints == []


def field(page):
    return page.get_by_label("Add a point")


def chip(page, name):
    return page.locator(".chips").get_by_role("checkbox", name=name)


def found(page, name=""):
    return page.get_by_role("list", name="Points found").get_by_role("button", name=name)


def notice(page, words):
    return page.locator(".notice").filter(has_text=words)


def common(page):
    return page.get_by_text("Common for low back", exact=True)


def received(page):
    return json.loads(page.get_by_test_id("stCode").inner_text())


def wait_for(page, **wanted):
    """Wait until Python has received the wanted values; return all it has."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        got = received(page)
        if all(got[name] == value for name, value in wanted.items()):
            return got
        page.wait_for_timeout(25)
    raise AssertionError(f"wanted {wanted}, got {got}")


def paste(page, text):
    field(page).focus()
    page.evaluate("text => { window.pasted = text }", text)
    field(page).evaluate(
        "area => { area.setRangeText(window.pasted, area.selectionStart, area.selectionEnd, 'end');"
        " area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertFromPaste' })) }"
    )


def test_a_few_letters_find_points_and_one_tap_adds_one(visit):
    page = visit()
    field(page).press_sequentially("shen", delay=40)
    expect(found(page)).to_have_count(8)
    expect(found(page).first).to_contain_text("BL23 Shènshū")
    expect(found(page).first).to_contain_text("low back, lumbar region")
    expect(notice(page, "Many points found; here are 8")).to_be_visible()
    assert found(page).first.bounding_box()["height"] >= 44
    found(page, "BL62 Shēnmài").click()
    expect(chip(page, "BL62 Shēnmài")).to_be_checked()
    expect(notice(page, "Added BL62 Shēnmài")).to_be_visible()
    expect(field(page)).to_have_value("")
    expect(found(page)).to_have_count(0)
    wait_for(page, all=["BL62"], told=["BL62"], typing="")


def test_the_english_name_and_a_single_point_are_said(visit):
    page = visit()
    field(page).fill("cloud")
    expect(found(page)).to_have_text(["LU2 Yúnmén - Cloud Gatechest, anterior thoracic region"])
    expect(notice(page, "1 point found")).to_be_visible()


def test_a_point_in_any_writing_is_added_with_the_enter_key_as_its_code(visit):
    page = visit()
    field(page).press_sequentially("ub 23")
    field(page).press("Enter")
    expect(chip(page, "BL23 Shènshū")).to_be_checked()
    expect(field(page)).to_have_value("")
    wait_for(page, all=["BL23"])
    field(page).fill("Shenshu")
    wait_for(page, typing="Shenshu")
    page.get_by_role("button", name="Add to: Points needled").click()
    expect(notice(page, "Already chosen: BL23 Shènshū")).to_be_visible()
    expect(field(page)).to_be_focused()
    assert page.locator(".chips input").count() == 1


def test_a_pasted_list_is_told_and_added_at_once(visit):
    page = visit()
    paste(page, "BL23 BL25, GB30\nshen shu; left ear")
    expect(
        notice(
            page,
            "Add takes 4 points: BL23 Shènshū, BL25 Dàchángshū, GB30 Huántiào, “left ear” (not in our list).",
        )
    ).to_be_visible()
    wait_for(page, all=["BL23", "BL25", "GB30", "left ear"])
    field(page).press("Enter")
    expect(notice(page, "Added 4 points")).to_be_visible()
    expect(page.locator(".chips input:checked")).to_have_count(4)
    wait_for(page, all=["BL23", "BL25", "GB30", "left ear"], typing="")


def test_500_pasted_points_are_kept_and_the_problem_is_told(visit):
    page = visit()
    pasted = ", ".join(f"spot {number}" for number in range(500))
    paste(page, pasted)
    expect(notice(page, "There are 500 points here, and a session can hold 60.")).to_be_visible()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    field(page).press("Enter")
    page.wait_for_timeout(400)
    expect(field(page)).to_have_value(pasted)
    assert wait_for(page, count=500)["problem"]
    assert page.locator(".chips input").count() == 0
    field(page).fill("spot 1, spot 2")
    expect(notice(page, "There are 500")).to_have_count(0)
    wait_for(page, problem="", count=2)


def test_61_chosen_points_are_kept_and_one_can_be_taken_off(visit):
    page = visit("?chosen=" + "+".join(list(points())[:60]))
    field(page).fill("GB30")
    expect(notice(page, "There are 61 points here")).to_be_visible()
    chip(page, "LU1 Zhōngfǔ").uncheck()
    expect(notice(page, "There are 61")).to_have_count(0)
    wait_for(page, count=60, problem="")
    field(page).press("Enter")
    wait_for(page, count=60, typing="")


def test_own_words_are_kept_marked_and_can_be_taken_off(visit):
    page = visit()
    field(page).press_sequentially("BL99 or so")
    expect(notice(page, "Not in our list. You can add it as you wrote it.")).to_be_visible()
    field(page).press("Enter")
    strange = chip(page, "BL99 or so (not in our list)")
    expect(strange).to_be_checked()
    wait_for(page, all=["BL99 or so"])
    strange.uncheck()
    wait_for(page, all=[])


def test_a_text_too_long_is_shown_whole_and_not_added(visit):
    page = visit(width=320)
    words = "between the shoulder blades, no comma follows ".replace(",", "") * 3
    field(page).fill(words)
    expect(notice(page, "A point can have 60 characters")).to_be_visible()
    assert field(page).evaluate("area => area.scrollHeight <= area.clientHeight + 1")
    field(page).press("Enter")
    expect(field(page)).to_have_value(words)
    assert page.locator(".chips input").count() == 0


def test_points_of_tradition_in_pregnancy_are_named_once_below(visit):
    page = visit("?chosen=SP6+BL23+LI4")
    expect(page.get_by_text(f"SP6, LI4: {AVOIDED}")).to_be_visible()
    chip(page, "SP6").uncheck()
    expect(page.get_by_text(f"LI4: {AVOIDED}", exact=True)).to_be_visible()
    chip(page, "LI4").uncheck()
    expect(page.get_by_text(AVOIDED).locator("visible=true")).to_have_count(0)
    field(page).fill("gb21")
    expect(found(page, "GB21")).to_contain_text(AVOIDED)


def test_points_used_before_stand_ready(visit):
    page = visit("?before=1")
    expect(chip(page, "BL23 Shènshū")).not_to_be_checked()
    chip(page, "GB30 Huántiào").check()
    wait_for(page, all=["GB30"])
    chip(page, "<img src=x onerror=alert(1)>").check()
    wait_for(page, all=["GB30", "<img src=x onerror=alert(1)>"])


def test_common_points_are_folded_away_and_say_their_source(visit):
    page = visit()
    row = page.get_by_role("listitem").filter(has_text="GV3 ")
    expect(row).to_be_hidden()
    assert common(page).bounding_box()["height"] >= 44
    common(page).click()
    expect(row).to_contain_text("Cherkin 2009, Brinkhaus 2006")
    expect(page.get_by_text("listed in a Cochrane review")).to_be_attached()
    box = row.get_by_role("checkbox")
    before = row.bounding_box()["y"]
    box.check()
    expect(chip(page, "GV3 Yāoyángguān")).to_be_checked()
    page.wait_for_timeout(200)
    assert abs(row.bounding_box()["y"] - before) < 2, "the list stays under the finger"
    wait_for(page, all=["GV3"])
    chip(page, "GV3 Yāoyángguān").uncheck()
    expect(box).not_to_be_checked()
    field(page).fill("x")
    expect(common(page)).to_be_hidden()


def test_the_keyboard_is_enough(visit):
    page = visit()
    field(page).focus()
    page.keyboard.type("yang")
    expect(found(page)).to_have_count(8)
    page.keyboard.press("ArrowDown")
    expect(found(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add to: Points needled")).to_be_focused()
    page.keyboard.press("Tab")
    expect(found(page).nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(chip(page, "GB34 Yánglíngquán")).to_be_checked()
    expect(field(page)).to_be_focused()
    page.keyboard.type("yang")
    expect(found(page).first).to_contain_text("already chosen")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    wait_for(page, all=["GB34", "LI5"], typing="")
    page.keyboard.type("knee")
    expect(found(page)).to_have_count(8)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")
    expect(field(page)).to_be_focused()
    wait_for(page, all=["GB34", "LI5"], typing="")


def test_a_list_can_be_typed_point_by_point_with_commas(visit):
    page = visit()
    field(page).press_sequentially("ki 3, mingm")
    expect(found(page)).to_have_count(1)
    found(page, "GV4 Mìngmén").click()
    wait_for(page, all=["KI3", "GV4"])
    expect(chip(page, "KI3 Tàixī")).to_be_checked()
    field(page).press_sequentially("bl25 gb30 kunl")
    found(page, "BL60 Kūnlún").click()
    wait_for(page, all=["KI3", "GV4", "BL25", "GB30", "BL60"], typing="")


def test_screen_readers_hear_what_was_found_and_added(visit):
    page = visit()
    live = page.locator("[aria-live=polite]")
    field(page).fill("mingm")
    expect(live.filter(has_text="1 point found")).to_have_count(1)
    field(page).fill("Shen m")
    expect(live.filter(has_text="2 points found")).to_have_count(1)
    found(page, "HT7").click()
    expect(live.filter(has_text="Added HT7 Shénmén")).to_have_count(1)
    assert 'group "Points needled"' in page.get_by_role("group", name="Points needled").aria_snapshot()


def test_a_slow_server_loses_no_key_and_rewrites_none(visit):
    page = visit("?slow=1")
    field(page).press_sequentially("ub 23", delay=60)
    field(page).press("Enter")
    expect(field(page)).to_have_value("")
    field(page).press_sequentially("ki 3, sore spot", delay=150)
    field(page).press("Enter")
    field(page).press_sequentially("BL25 GB30", delay=30)
    field(page).press("Enter")
    typed = ""
    for letter in "left ear and more":
        page.keyboard.type(letter)
        typed += letter
        assert field(page).input_value() == typed
        page.wait_for_timeout(130)
    wait_for(page, all=["BL23", "KI3", "sore spot", "BL25", "GB30", "left ear and more"])
    expect(field(page)).to_have_value(typed)
    for name in ("BL23 Shènshū", "KI3 Tàixī", "sore spot", "BL25 Dàchángshū", "GB30 Huántiào"):
        expect(chip(page, name)).to_be_checked()
    assert page.locator(".chips input").count() == 5


def test_a_long_list_added_before_the_answer_waits_for_it(visit):
    page = visit("?slow=1")
    paste(page, " ".join(list(points())[:40]))
    field(page).press("Enter")
    expect(page.locator(".chips input:checked")).to_have_count(40)
    expect(field(page)).to_have_value("")
    wait_for(page, count=40, typing="")


def test_results_for_an_older_text_do_not_take_the_focus(visit):
    page = visit("?slow=1")
    field(page).fill("yang")
    expect(found(page).first).to_contain_text("GB34")
    field(page).press_sequentially("w")
    page.keyboard.press("ArrowDown")
    expect(found(page).first).to_be_focused()
    expect(found(page)).to_have_count(0)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("yangw")


def test_a_rerun_by_another_widget_changes_nothing(visit):
    page = visit()
    field(page).fill("shen")
    runs = wait_for(page, typing="shen")["runs"]
    page.get_by_role("button", name="Another widget").click()
    wait_for(page, typing="shen", runs=runs + 1)
    expect(field(page)).to_have_value("shen")
    expect(found(page)).to_have_count(8)


def test_half_a_composed_word_is_not_sent(visit):
    page = visit()
    session = page.context.new_cdp_session(page)
    field(page).focus()
    session.send("Input.imeSetComposition", {"text": "shen", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(500)
    assert received(page)["typing"] == ""
    session.send("Input.insertText", {"text": "腎兪"})
    expect(found(page)).to_have_count(1)
    expect(found(page)).to_contain_text("BL23")


def test_hostile_words_are_shown_as_words(visit):
    page = visit()
    for words in ("<img onerror>", "<script>alert(1)</script>", "![](http://x.test)", "{{7*7}}"):
        field(page).fill(words)
        expect(notice(page, "Not in our list")).to_be_visible()
        field(page).press("Enter")
        expect(chip(page, f"{words} (not in our list)")).to_be_checked()
    assert page.locator(".points :is(img, script, a)").count() == 0
    wait_for(page, count=4)
    right = "כאב 🙂"
    field(page).fill(right)
    field(page).press("Enter")
    expect(chip(page, right)).to_be_checked()


def test_a_letter_is_answered_with_points_within_a_moment(visit):
    page = visit()
    field(page).focus()
    taken = []
    for word in ("shen", "yang", "tai", "kunl", "huan"):
        start = time.monotonic()
        page.keyboard.insert_text(word)
        found(page).first.wait_for()
        taken.append(time.monotonic() - start)
        page.keyboard.press("Escape")
        expect(found(page)).to_have_count(0)
    assert sorted(taken)[2] < 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, scheme):
    page = visit("?before=1&chosen=SP6+LI4", color_scheme=scheme)
    field(page).fill("x" * 58)
    field(page).press("Enter")
    common(page).click()
    for state in ("folded out", "found", "a problem"):
        if state == "found":
            field(page).fill("lower abdomen")
            expect(found(page)).to_have_count(8)
        if state == "a problem":
            field(page).fill("word" * 30)
            expect(notice(page, "A point can have 60 characters")).to_be_visible()
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_timeout(300)
            wrong = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in wrong] == [], (state, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width
            targets = page.locator(".points :is(button, textarea, summary, .rows label, .chips label)").all()
            sizes = [target.bounding_box() for target in targets if target.is_visible()]
            assert min(size["height"] for size in sizes) >= 44
            assert min(size["width"] for size in sizes) >= 44


def test_focus_and_choice_can_be_seen_in_forced_colours(visit):
    page = visit(forced_colors="active", reduced_motion="reduce")
    field(page).fill("shen")
    expect(found(page)).to_have_count(8)
    field(page).press("ArrowDown")
    outline = found(page).first.evaluate(
        "one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth"
    )
    assert outline == "solid3px"
