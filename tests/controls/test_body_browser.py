"""The body map in a real Chromium, under the policy of demo_app.py."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from acujournal.body import regions
from tests.controls.test_browser import received, wait_for

HERE = "Where did it hurt today?"
CHOSEN = "Chosen places"


@pytest.fixture
def visit(window, server):
    """Open the page of the body map; afterwards no script error and no refused script or style may have been seen."""
    pages, complaints = [], []

    def listen(message):
        # Below a page's own address Streamlit first looks for its server one step too deep.
        if message.type == "error" and "/body/_stcore/" not in message.location["url"]:
            complaints.append(message.text)

    def open_page(query="", *, width=390, height=844, context=window, **media):
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto(f"{server.url}/body{query}")
        page.get_by_label("Note", exact=True).wait_for()
        page.get_by_test_id("stCode").wait_for()
        return page

    yield open_page
    for page in pages:
        page.close()
    assert complaints == []


def body(page, name=HERE):
    return page.get_by_role("group", name=name, exact=True)


def figure(page, title="Back"):
    return body(page).get_by_role("group", name=f"{title} of the body")


def place(page, label, title="Back"):
    return figure(page, title).get_by_role("checkbox", name=label, exact=True)


def chips(page):
    return body(page).locator(".chosen .chips")


def chip(page, label):
    return chips(page).get_by_role("checkbox", name=label, exact=True)


def view(page, title):
    return body(page).get_by_role("radio", name=title)


def search(page, text):
    body(page).get_by_label("Find a place by its name").fill(text)


def found(page):
    return body(page).locator(".search .chips label").all_inner_texts()


def painted(page, title="Back"):
    """What is painted as chosen on one figure: a path, empty where nothing is."""
    return figure(page, title).locator(".marks").get_attribute("d")


def runs(page):
    return received(page)["runs"]


def labels(view):
    return [region.label for region in regions().values() if region.view == view]


def test_one_tap_chooses_a_place_and_another_takes_it_off(visit):
    page = visit()
    expect(body(page).get_by_text("Tap the places on the drawing.")).to_be_visible()
    place(page, "Sacrum / tailbone").click()
    place(page, "Left lower back").click()
    assert wait_for(page, hurts=["back_low_back_left", "back_sacrum"])["needled"] == ["front_hand_left"]
    expect(place(page, "Left lower back")).to_be_checked()
    expect(body(page).get_by_text("2 places chosen.", exact=True)).to_be_visible()
    page.wait_for_timeout(600)
    place(page, "Sacrum / tailbone").click()
    wait_for(page, hurts=["back_low_back_left"])
    expect(place(page, "Sacrum / tailbone")).not_to_be_checked()


def test_every_place_can_be_tapped_in_its_middle(visit):
    page = visit(width=1280)
    for title, count in (("Back", 28), ("Front", 26)):
        expect(figure(page, title).get_by_role("checkbox")).to_have_count(count)
        for one in figure(page, title).get_by_role("checkbox").all():
            one.click()
    wait_for(page, hurts=list(regions()))
    expect(body(page).get_by_text("54 places chosen.", exact=True)).to_be_visible()


def test_a_tap_is_painted_before_the_server_answers(visit):
    page = visit("?slow=1")
    for label, count in (("Left lower back", 1), ("Mid back", 2), ("Right calf", 3)):
        place(page, label).click()
        assert place(page, label).get_attribute("aria-checked") == "true"
        assert painted(page).count("z") == count
        assert chip(page, label).is_checked()
        assert received(page)["hurts"] == []
    # Older answers of the server arrive now; none of them may bring an older choice back.
    for _ in range(40):
        assert painted(page).count("z") == 3
        page.wait_for_timeout(50)
    wait_for(page, hurts=["back_mid_back", "back_low_back_left", "back_calf_right"])


def test_a_hand_that_shakes_and_taps_twice_means_it_once(visit):
    page = visit()
    place(page, "Left lower back").dblclick()
    wait_for(page, hurts=["back_low_back_left"])
    body(page).get_by_role("button", name="Clear").dblclick()
    wait_for(page, hurts=[])


def test_a_finger_beside_a_hand_means_the_hand_and_one_far_away_means_nothing(visit):
    page = visit()
    figure(page).scroll_into_view_if_needed()
    hand = place(page, "Left hand and wrist (back)").bounding_box()
    middle = hand["y"] + hand["height"] / 2
    page.mouse.click(hand["x"] - 40, middle)
    page.mouse.click(hand["x"] - 6, middle)
    wait_for(page, hurts=["back_hand_left"])


def test_a_finger_that_scrolls_over_the_drawing_chooses_nothing(visit, chromium):
    with chromium.new_context(has_touch=True, is_mobile=True) as phone:
        page = visit(context=phone)
        assert place(page, "Mid back").evaluate(
            "one => getComputedStyle(one.ownerSVGElement).touchAction === 'manipulation'"
        )
        place(page, "Mid back").scroll_into_view_if_needed()
        box = place(page, "Mid back").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        finger = page.context.new_cdp_session(page)
        for step in range(11):
            kind = "touchMove" if step else "touchStart"
            points = [{"x": x, "y": y - 15 * step}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(500)
        moved = place(page, "Mid back").bounding_box()
        assert box["y"] - moved["y"] > 100
        page.touchscreen.tap(x, moved["y"] + moved["height"] / 2)
        wait_for(page, hurts=["back_mid_back"])


def test_a_phone_shows_one_figure_and_says_what_is_chosen_on_the_other(visit):
    page = visit("?value=front_knee_left+front_shin_left")
    expect(view(page, "Back")).to_be_checked()
    expect(figure(page, "Front")).to_be_hidden()
    expect(figure(page)).to_be_visible()
    view(page, "Front (2)").check()
    expect(figure(page)).to_be_hidden()
    expect(place(page, "Left knee (front)", "Front")).to_be_checked()
    place(page, "Left knee (front)", "Front").click()
    expect(view(page, "Front (1)")).to_be_checked()
    wait_for(page, hurts=["front_shin_left"])
    view(page, "Front (1)").press("ArrowLeft")
    expect(figure(page)).to_be_visible()


def test_a_desk_shows_both_figures_side_by_side(visit):
    page = visit(width=1280, height=900)
    back, front = figure(page).bounding_box(), figure(page, "Front").bounding_box()
    assert back["x"] + back["width"] <= front["x"]
    assert back["y"] == front["y"]
    expect(body(page).get_by_role("radio")).to_have_count(0)


@pytest.mark.parametrize(("title", "in_order"), [("Back", ["L", "R"]), ("Front", ["R", "L"])])
def test_left_and_right_are_the_patients_own_and_said(visit, title, in_order):
    page = visit(width=1280)
    letters = figure(page, title).locator("text").all()
    from_the_left = sorted(letters, key=lambda letter: letter.bounding_box()["x"])
    assert [letter.text_content() for letter in from_the_left] == in_order
    arm = place(page, f"Left upper arm ({title.lower()})", title).bounding_box()
    middle = figure(page, title).bounding_box()
    is_on_the_left = arm["x"] < middle["x"] + middle["width"] / 2
    assert is_on_the_left == (in_order[0] == "L")
    expect(body(page).get_by_text("R is your right, L is your left.")).to_be_visible()


def test_the_keyboard_reaches_every_place_from_head_to_foot(visit):
    page = visit()
    view(page, "Back").focus()
    seen = []
    for _ in labels("back"):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.shadowRoot.activeElement.ariaLabel"))
        assert body(page).locator(".figure.shown .ring path").last.get_attribute("d")
    assert seen == labels("back")
    page.keyboard.press("Tab")
    expect(body(page).get_by_label("Find a place by its name")).to_be_focused()


def test_space_and_enter_choose_and_the_page_stays_where_it_is(visit):
    page = visit()
    place(page, "Back of neck").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    top = place(page, "Back of neck").bounding_box()["y"]
    page.keyboard.press("Space")
    wait_for(page, hurts=["back_neck"])
    assert place(page, "Back of neck").bounding_box()["y"] == top
    expect(place(page, "Back of neck")).to_be_focused()
    page.keyboard.press("Enter")
    wait_for(page, hurts=[])
    assert place(page, "Back of neck").bounding_box()["y"] == top


def test_the_mouse_leaves_no_mark_of_the_focus(visit):
    page = visit(width=1280)
    place(page, "Mid back").click()
    assert not body(page).locator(".ring path").first.get_attribute("d")
    expect(body(page).locator(".here")).to_have_text("Mid back")


def test_the_drawing_can_be_skipped(visit):
    page = visit(width=1280)
    skip = body(page).get_by_role("button", name="Skip the drawing")
    body(page).get_by_label("It hurts nowhere").focus()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    expect(body(page).get_by_label("Find a place by its name")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "first", "also"),
    [
        ("low", ["Left lower back", "Right lower back"], "Sacrum / tailbone"),
        ("left kn", ["Left back of knee", "Left knee (front)"], None),
        ("  KN   left", ["Left back of knee", "Left knee (front)"], None),
        ("bum", ["Left buttock", "Right buttock"], None),
        ("bottom", [], "Left buttock"),
        ("tummy", ["Upper abdomen", "Lower abdomen"], None),
        ("belly", ["Upper abdomen", "Lower abdomen"], None),
        ("tailbone", ["Sacrum / tailbone"], None),
        ("calf", ["Left calf", "Right calf"], None),
        ("shin r", ["Right shin"], None),
        ("hip", [], "Left groin / front of hip"),
        ("hamstring", ["Left thigh (back)", "Right thigh (back)"], None),
        ("head", ["Back of head"], "Forehead"),
        ("toes", ["Right ankle and top of foot", "Left ankle and top of foot"], None),
        ("arm", ["Left upper arm (back)", "Right upper arm (back)"], "Left forearm (front)"),
        ("leg", [], "Right calf"),
    ],
)
def test_a_place_is_found_by_what_people_call_it(search_page, typed, first, also):
    search(search_page, typed)
    names = found(search_page)
    assert names[: len(first)] == first
    assert also is None or also in names
    if also is None:
        assert names == first


@pytest.fixture(scope="module")
def search_page(window, server):
    page = window.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/body")
    page.get_by_test_id("stCode").wait_for()
    yield page
    page.close()


def test_the_search_happens_in_the_browser_and_chooses(visit):
    page = visit()
    before = runs(page)
    search(page, "xyz")
    expect(body(page).get_by_text("No place has this name.")).to_be_visible()
    search(page, "left")
    expect(body(page).get_by_text("the first 12 are here. Type more letters.")).to_be_visible()
    search(page, "blade le")
    expect(body(page).get_by_text("1 place found.")).to_be_visible()
    page.wait_for_timeout(500)
    assert runs(page) == before
    page.keyboard.press("Enter")
    wait_for(page, hurts=["back_upper_back_left"])
    search(page, "blade")
    # Two places could be meant.
    page.keyboard.press("Enter")
    search(page, "left lower back")
    page.keyboard.press("Enter")
    wait_for(page, hurts=["back_upper_back_left", "back_low_back_left"])
    expect(place(page, "Left lower back")).to_be_checked()
    search(page, "knee (f")
    result = body(page).locator(".search").get_by_label("Left knee (front)")
    result.check()
    wait_for(page, hurts=["front_knee_left", "back_upper_back_left", "back_low_back_left"])
    expect(view(page, "Front (1)")).to_have_count(1)
    result.uncheck()
    wait_for(page, hurts=["back_upper_back_left", "back_low_back_left"])
    body(page).get_by_label("Find a place by its name").press("Escape")
    assert found(page) == []


def test_yesterdays_places_are_offered_and_filled_in_with_one_tap(visit):
    page = visit("?offered=yesterday")
    offer = body(page).get_by_role("button", name="Same as yesterday: left lower back")
    assert received(page)["hurts"] == []
    top = figure(page).bounding_box()["y"]
    offer.click()
    wait_for(page, hurts=["front_knee_left", "back_low_back_left", "back_sacrum"])
    expect(offer).to_be_hidden()
    assert figure(page).bounding_box()["y"] == top
    assert chips(page).get_by_role("checkbox", checked=True).count() == 3
    body(page).get_by_role("button", name="Clear").click()
    expect(offer).to_be_visible()


def test_where_something_is_chosen_nothing_is_offered(visit):
    page = visit("?offered=yesterday&value=back_neck")
    expect(body(page).get_by_role("button", name="Same as yesterday")).to_have_count(0)


def test_a_yesterday_without_pain_can_be_offered_too(visit):
    page = visit("?offered=nowhere")
    body(page).get_by_role("button", name="Same as yesterday: nowhere").click()
    wait_for(page, hurts=["nowhere"])
    expect(body(page).get_by_label("It hurts nowhere")).to_be_checked()


def test_nowhere_and_a_place_exclude_each_other_and_a_slip_is_harmless(visit):
    page = visit()
    nowhere = body(page).get_by_label("It hurts nowhere")
    place(page, "Mid back").click()
    place(page, "Left calf").click()
    nowhere.check()
    wait_for(page, hurts=["nowhere"])
    assert not painted(page)
    nowhere.uncheck()
    wait_for(page, hurts=["back_mid_back", "back_calf_left"])
    nowhere.check()
    place(page, "Left calf").click()
    wait_for(page, hurts=["back_calf_left"])
    expect(nowhere).not_to_be_checked()
    other = body(page, "Where were the needles?")
    expect(other.get_by_role("checkbox", name="Mid back")).to_have_count(1)
    expect(other.get_by_role("checkbox", name="It hurts nowhere")).to_have_count(0)


def test_clear_takes_all_away_and_can_be_put_back(visit):
    page = visit("?value=back_mid_back+back_calf_left")
    clear = body(page).get_by_role("button", name="Clear")
    clear.click()
    wait_for(page, hurts=[])
    back = body(page).get_by_role("button", name="Put back")
    expect(back).to_be_focused()
    page.wait_for_timeout(600)
    back.click()
    wait_for(page, hurts=["back_mid_back", "back_calf_left"])
    expect(clear).to_be_focused()


def test_where_nothing_is_chosen_there_is_nothing_to_clear(visit):
    page = visit()
    expect(body(page).get_by_role("button", name="Clear")).to_have_count(0)
    expect(body(page).get_by_text("No places chosen")).to_be_visible()


def test_a_chip_that_is_taken_off_stays_in_its_place_and_can_be_put_back(visit):
    page = visit("?value=back_mid_back+back_calf_left+front_face")
    chips(page).scroll_into_view_if_needed()
    before = [one.bounding_box() for one in chips(page).locator("label").all()]
    assert len(before) == 3
    chip(page, "Face and jaw").uncheck()
    wait_for(page, hurts=["back_mid_back", "back_calf_left"])
    # None may slip under the finger that took one off.
    assert [one.bounding_box() for one in chips(page).locator("label").all()] == before
    chip(page, "Face and jaw").check()
    wait_for(page, hurts=["front_face", "back_mid_back", "back_calf_left"])
    chip(page, "Face and jaw").uncheck()
    place(page, "Back of neck").click()
    expect(chip(page, "Face and jaw")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_under_the_finger(visit, width):
    page = visit(width=width, height=2600)
    note = page.get_by_label("Note", exact=True)
    drawing, below = figure(page).bounding_box()["y"], note.bounding_box()["y"]
    for label in ("Left lower back", "Right lower back", "Sacrum / tailbone"):
        place(page, label).click()
        assert figure(page).bounding_box()["y"] == drawing
        assert note.bounding_box()["y"] == below
    for label in labels("back"):
        if not place(page, label).is_checked():
            place(page, label).click()
        assert figure(page).bounding_box()["y"] == drawing
    grown = note.bounding_box()["y"]
    body(page).get_by_role("button", name="Clear").click()
    assert note.bounding_box()["y"] == grown


def test_screen_readers_hear_what_was_chosen_and_how_many(visit):
    page = visit()
    told = body(page).locator("[aria-live=polite].unseen")
    place(page, "Mid back").click()
    expect(told).to_have_text("Mid back added. 1 place chosen.")
    place(page, "Left calf").click()
    expect(told).to_have_text("Left calf added. 2 places chosen.")
    chip(page, "Mid back").uncheck()
    expect(told).to_have_text("Mid back taken off. 1 place chosen.")
    body(page).get_by_label("It hurts nowhere").check()
    expect(told).to_have_text("It hurts nowhere.")
    names = figure(page).aria_snapshot()
    assert '- checkbox "Left lower back"' in names
    assert "path" not in names


def test_a_rerun_by_another_answer_changes_nothing(visit):
    page = visit("?value=back_mid_back")
    place(page, "Left calf").click()
    search(page, "neck")
    page.get_by_label("Note", exact=True).fill("Slept badly")
    page.get_by_label("Note", exact=True).blur()
    before = wait_for(page, hurts=["back_mid_back", "back_calf_left"])["runs"]
    page.wait_for_timeout(500)
    assert runs(page) > before - 1
    assert painted(page).count("z") == 2
    assert found(page)[0] == "Back of neck"


def test_what_is_chosen_and_focused_can_be_seen_in_forced_colours(visit):
    page = visit("?value=back_mid_back", forced_colors="active", reduced_motion="reduce")
    place(page, "Back of neck").focus()
    colours = figure(page).evaluate(
        "svg => ['.region', '.marks', '.ring path:last-child'].map("
        "one => { const style = getComputedStyle(svg.querySelector(one)); return [style.fill, style.stroke] })"
    )
    (empty, edge), (chosen, _), (_, ring) = colours
    assert len({empty, edge, chosen}) == 3
    assert ring == edge
    assert (
        body(page)
        .locator(".chips span")
        .first.evaluate("one => getComputedStyle(one).transitionDuration === '0s'")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, scheme):
    page = visit("?offered=yesterday", color_scheme=scheme)
    empty = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in empty] == []
    place(page, "Left lower back").click()
    place(page, "Left upper back / shoulder blade").click()
    search(page, "low")
    # 640 pixels are a desk at twice the size.
    for width in (320, 390, 640, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(300)
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert body(page).evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_borders_and_choices_stand_out(visit, scheme):
    page = visit("?value=back_mid_back", color_scheme=scheme)
    parts = figure(page).evaluate(
        "svg => [['.region', 'fill'], ['.region', 'stroke'], ['.marks', 'fill'], ['.marks', 'stroke']].map("
        "([one, name]) => { const context = new OffscreenCanvas(1, 1).getContext('2d');"
        " context.fillStyle = getComputedStyle(svg.querySelector(one))[name]; context.fillRect(0, 0, 1, 1);"
        " return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3) })"
    )
    skin, border, chosen, paper = parts
    assert contrast(skin, border) >= 3
    assert contrast(paper, border) >= 3
    assert contrast(skin, chosen) >= 3
    assert contrast(paper, chosen) >= 4.5


def contrast(one, other):
    """Contrast of two colours by WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
