"""The whole evening without a mouse or a finger."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.screen import group, number, ready, saved

DAY = date(2026, 11, 22)
FOCUSED = """() => {
  let one = document.activeElement;
  while (one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement;
  const drawn = one.matches('input[type=radio], input[type=checkbox]') ? one.nextElementSibling ?? one.parentElement : one;
  const chain = [drawn, drawn.parentElement, drawn.parentElement?.parentElement].filter(Boolean);
  const seen = chain.some(part => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
  const ground = getComputedStyle(one).backgroundColor;
  // A place of the body is outlined by a line of its own on top of the drawing.
  const outlined = one.tagName === 'path' && [...one.ownerSVGElement.querySelectorAll('path')].some(other =>
    other !== one && other.getAttribute('d') === one.getAttribute('d') && parseFloat(getComputedStyle(other).strokeWidth) >= 2);
  const marked = one.getAttribute('role') === 'spinbutton' && ground !== 'rgba(0, 0, 0, 0)';
  return { name: one.getAttribute('aria-label') ?? one.textContent.trim() ?? one.tagName, tag: one.tagName, seen: seen || marked || outlined };
}"""


def tab_to(page, control, *, most=60):
    """Press Tab until a control has the focus; at every stop the focus can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        # The page as a whole takes the focus once, after the link that skips to it.
        assert here["seen"] or here["tag"] in {"BODY", "MAIN"}, here
        if control.count() == 1 and control.evaluate("one => one.getRootNode().activeElement === one"):
            return
    raise AssertionError("Tab never came there")


def test_log_a_day_open_it_again_and_look_at_the_course(ana, home):
    page = ana.open(size={"width": 1280, "height": 900})
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    tab_to(page, number(page, "Average pain", 0))
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(number(page, "Average pain", 4)).to_be_checked()
    page.keyboard.press("ArrowLeft")
    tab_to(page, number(page, "Stress", 0))
    page.keyboard.press("ArrowRight")
    expect(number(page, "Stress", 1)).to_be_checked()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    saved(page, at="20:14")
    with home.journal() as journal:
        entry = journal.entry(DAY)
    assert (entry.pain_average, entry.stress) == (3, 1)

    page.goto(f"{home.origin}/history")
    ready(page)
    tab_to(page, page.get_by_role("link", name=re.compile("Sun 22 Nov.*pain 3")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today, Sunday 22 November")).to_be_visible()
    expect(number(page, "Average pain", 3)).to_be_checked()
    ready(page)

    tab_to(page, page.locator(".st-key-nav").get_by_role("link", name="Progress"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Progress", level=1)).to_be_visible()
    ready(page)
    period = page.get_by_role("radiogroup", name="Period")
    tab_to(page, period.get_by_role("radio", name="4 weeks"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(period.get_by_role("radio", name="1 year")).to_be_checked()
    expect(page).to_have_url(re.compile(r"period=1(\+|%20)year"))
    expect(group(page, "Average pain")).to_have_count(0)
