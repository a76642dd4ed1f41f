"""Learn in a browser: help at hand everywhere, an article found and read, a list ticked and printed, luck drawn."""

import re

import pytest
from playwright.sync_api import expect

from acujournal.education import load_library
from tests.journeys.screen import TOUCH, go, ready
from tests.journeys.test_keyboard import tab_to

LIBRARY = load_library()
TICKED = LIBRARY.article("choosing").items[1].words
#: Nothing of the page stands anywhere else once the link is gone.
PLACES = """() => [...document.querySelectorAll('h1, .st-key-nav a')].map(one => {
  const box = one.getBoundingClientRect(); return [one.textContent, box.x, box.y, box.width, box.height]; })"""
#: What a finger on the middle of each link at the top would touch.
TOUCHED = """() => [...document.querySelectorAll('.st-key-nav a, .st-key-get-help a')].map(one => {
  const box = one.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return [one.textContent, one.contains(hit), box.height]; })"""

FOOT = """() => { const link = document.querySelector('.st-key-get-help-below a'); const box = link.getBoundingClientRect();
  return [link.contains(document.elementFromPoint(box.x + 40, box.y + box.height / 2)), box.height,
    parseFloat(getComputedStyle(link.querySelector('p')).fontSize)]; }"""
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
#: The sizes of all words of tables and source numbers, the boxes of these numbers, and how far anything reaches.
READ = """() => { const all = [...document.querySelectorAll('.st-key-learn-body :is(table *, sup a), .sources a')]
  .filter(one => one.getClientRects().length && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  const box = one => one.getBoundingClientRect();
  const numbers = [...document.querySelectorAll('sup a, .sources a[href^="#"]')].filter(one => one.getClientRects().length);
  return [all.map(one => parseFloat(getComputedStyle(one).fontSize)), numbers.map(one => [box(one).width, box(one).height]),
    Math.max(...[...document.querySelectorAll('.st-key-learn-body table')].map(one => box(one).right))]; }"""
#: The colours of the lines of the grid.
GRID = """() => [...document.querySelectorAll('.role-axis-grid line')].map(one => getComputedStyle(one).stroke)"""


def help_link(page):
    return page.get_by_role("link", name="When to get help", exact=True).first


@pytest.mark.parametrize("path", ["", "history", "sessions", "plan", "progress", "learn", "settings"])
def test_help_is_one_tap_away_and_takes_no_room(ana, path):
    page = ana.open(f"/{path}")
    before = page.evaluate(PLACES)
    assert before
    for name, is_hit, height in page.evaluate(TOUCHED):
        assert is_hit, f"{name} is covered"
        assert height >= 44, f"{name} is too small for a finger"
    help_link(page).tap()
    expect(page.get_by_role("heading", name="When to get help", level=1)).to_be_visible()
    expect(page.locator(".st-key-help").get_by_text("Call your emergency number")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/learn\?article=get-help$"))
    page.goto(f"{ana.home.origin}/{path}")
    ready(page)
    page.evaluate("document.querySelector('.st-key-get-help').parentElement.remove()")
    assert page.evaluate(PLACES) == before


@pytest.mark.parametrize("path", ["", "progress", "learn", "learn?article=risks", "settings"])
def test_help_is_in_reach_at_the_foot_of_a_screen_and_covers_nothing(ana, path):
    page = ana.open(f"/{path}")
    scroll_to_the_end(page)
    link = page.locator(".st-key-get-help-below a")
    expect(link).to_be_in_viewport()
    is_hit, height, size = page.evaluate(FOOT)
    assert is_hit, "something lies over it"
    assert height >= 44
    assert size >= 14
    link.tap()
    heading = page.get_by_role("heading", name="When to get help", level=1)
    expect(heading).to_be_in_viewport()
    expect(page.locator(".st-key-help").get_by_text("Call your emergency number")).to_be_in_viewport()


def begins(page, title):
    """The article is open and is seen from its beginning, once nothing moves any more."""
    heading = page.get_by_role("heading", name=title, level=1)
    expect(heading).to_be_visible()
    ready(page)
    expect(heading).to_be_in_viewport()
    page.wait_for_timeout(300)
    expect(heading).to_be_in_viewport()
    assert page.evaluate(SCROLLED) == 0


def scroll_to_the_end(page):
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 1e6)")
    assert page.evaluate(SCROLLED) > 0


def test_every_way_to_an_article_leads_to_its_beginning(ana):
    page = ana.open("/learn")
    last, second = LIBRARY.articles[-1], LIBRARY.articles[1]
    scroll_to_the_end(page)
    page.get_by_role("link", name=last.title, exact=True).tap()
    begins(page, last.title)
    scroll_to_the_end(page)
    page.get_by_role("link", name=f"Before: {LIBRARY.articles[-2].title}").tap()
    begins(page, LIBRARY.articles[-2].title)
    page.get_by_role("link", name="All articles").tap()
    begins(page, "Learn")
    page.get_by_role("link", name=LIBRARY.articles[0].title, exact=True).tap()
    begins(page, LIBRARY.articles[0].title)
    scroll_to_the_end(page)
    page.get_by_role("link", name=f"Next: {second.title}").tap()
    begins(page, second.title)
    scroll_to_the_end(page)
    page.locator(".st-key-get-help-below a").tap()
    begins(page, "When to get help")
    scroll_to_the_end(page)
    page.go_back()
    begins(page, second.title)


def test_a_way_within_a_list_and_a_number_do_not_throw_the_reader_back(ana):
    page = ana.open("/learn?article=choosing")
    page.locator("label", has_text=TICKED).tap()
    expect(page.get_by_text("1 of 13 ticked.")).to_be_visible()
    ready(page)
    assert page.evaluate(SCROLLED) > 0, "a tick moves nothing"
    page = ana.open("/learn?article=reading-charts")
    scroll_to_the_end(page)
    page.get_by_role("button", name="Draw another patient").click(**TOUCH)
    expect(page.get_by_text("Of 2 patients drawn")).to_be_visible()
    ready(page)
    assert page.evaluate(SCROLLED) > 0
    page = ana.open("/learn?article=risks")
    page.get_by_role("link", name="Source 3", exact=True).first.tap()
    expect(page.locator("#source-3")).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("^Next: ")).tap()
    begins(page, LIBRARY.articles[LIBRARY.articles.index(LIBRARY.article("risks")) + 1].title)


@pytest.mark.parametrize("slug", ["benefits", "risks"])
def test_tables_and_numbers_are_large_enough_on_a_phone_and_nothing_is_beside_it(ana, slug):
    page = ana.open(f"/learn?article={slug}")
    page.evaluate("document.querySelectorAll('.st-key-learn-body details').forEach(one => one.open = true)")
    sizes, targets, widest = page.evaluate(READ)
    assert min(sizes) >= 14
    assert targets
    assert min(min(one) for one in targets) >= 24
    assert widest <= 390


def test_paper_is_light_although_the_screen_is_dark(ana):
    page = ana.open("/learn?article=benefits", color_scheme="dark")
    expect(page.locator(".st-key-learn-body .role-axis-grid line").first).to_be_attached()
    page.emulate_media(media="print", color_scheme="dark")
    assert set(page.evaluate(GRID)) == {"rgb(221, 221, 221)"}


def test_nothing_stays_folded_on_paper(ana):
    page = ana.open("/learn?article=risks")
    expect(page.locator('[role="graphics-document"]').first).to_be_visible()
    page.emulate_media(media="print")
    for words in ("Of 10,000 patients, how many", "Of 10,000 treatments, how many"):
        assert page.get_by_text(words).last.is_visible()
    assert not any(one.is_visible() for one in page.get_by_test_id("stExpander").all())


def test_help_stays_together_on_paper(ana):
    page = ana.open("/learn?article=get-help")
    page.emulate_media(media="print")
    kept = "getComputedStyle(document.querySelector('.st-key-help')).breakInside"
    assert page.evaluate(kept) == "avoid"


def test_help_is_the_first_thing_a_keyboard_comes_to(ana):
    page = ana.open(size={"width": 1280, "height": 900})
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    tab_to(page, help_link(page), most=3)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="When to get help", level=1)).to_be_visible()


def test_help_is_there_at_the_first_visit_too(newcomer):
    page = newcomer.open()
    expect(page.get_by_role("heading", name="Welcome to AcuJournal")).to_be_visible()
    help_link(page).tap()
    expect(page.get_by_role("heading", name="When to get help", level=1)).to_be_visible()
    page.goto(newcomer.home.origin)
    expect(page.get_by_role("heading", name="Welcome to AcuJournal")).to_be_visible()


def test_find_an_article_read_it_follow_a_number_and_come_back(ana):
    page = ana.open()
    go(page, "Learn")
    page.get_by_label("Find a word").fill("punctured")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"articles? found"))).to_be_visible()
    page.get_by_role("link", name="Risks of acupuncture", exact=True).tap()
    expect(page.get_by_role("heading", name="Risks of acupuncture", level=1)).to_be_visible()
    ready(page)
    number = page.get_by_role("link", name="Source 3", exact=True).first
    number.tap()
    source = page.locator("#source-3")
    expect(source).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"/learn\?article=risks#source-3$"))
    source.get_by_role("link", name="Back to where source 3 is named").tap()
    expect(number).to_be_in_viewport()
    inside = page.locator(".st-key-learn-body a", has_text="when to get help")
    inside.tap()
    expect(page.get_by_role("heading", name="When to get help", level=1)).to_be_visible()
    ready(page)
    assert len(page.context.pages) == len(ana.pages), "it stays in this tab"
    page.get_by_role("link", name="All articles").tap()
    expect(page.get_by_text("Read on 22 Nov")).to_have_count(1)


def test_an_article_leads_to_the_next_one_and_back(ana):
    page = ana.open("/learn?article=two-minutes")
    second = LIBRARY.articles[1]
    page.get_by_role("link", name=f"Next: {second.title}").tap()
    expect(page.get_by_role("heading", name=second.title, level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(f"article={second.slug}$"))
    page.get_by_role("link", name=f"Before: {LIBRARY.articles[0].title}").tap()
    expect(page.get_by_role("heading", name=LIBRARY.articles[0].title, level=1)).to_be_visible()


def test_a_list_is_ticked_kept_and_printed(ana):
    page = ana.open("/learn?article=choosing")
    page.locator("label", has_text=TICKED).tap()
    expect(page.get_by_text("1 of 13 ticked.")).to_be_visible()
    page.reload()
    ready(page)
    expect(page.get_by_role("checkbox", name=TICKED)).to_be_checked()
    page.emulate_media(media="print")
    expect(page.get_by_text(f"☑ {TICKED}")).to_be_visible()
    expect(page.get_by_text(f"☐ {LIBRARY.article('choosing').items[0].words}")).to_be_visible()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    for gone in (
        page.get_by_role("checkbox"),
        page.locator(".st-key-nav"),
        page.get_by_role("button", name="Print"),
    ):
        assert not any(one.is_visible() for one in gone.all())
    assert not help_link(page).is_visible()


def test_a_list_is_ticked_without_a_mouse(ana, home):
    page = ana.open("/learn?article=choosing", size={"width": 1280, "height": 900})
    tab_to(page, page.get_by_role("checkbox", name=TICKED), most=80)
    page.keyboard.press("Space")
    expect(page.get_by_text("1 of 13 ticked.")).to_be_visible()
    with home.journal() as journal:
        assert list(journal.marks("tick")) == [LIBRARY.article("choosing").items[1].name]


def test_patients_whose_treatment_does_nothing_are_drawn_and_counted(ana):
    page = ana.open("/learn?article=reading-charts")
    chart = page.locator('[role="graphics-document"]').first
    expect(chart).to_be_visible()
    expect(page.get_by_text("Of 1 patient drawn, 1 looked at least 1 point better.")).to_be_visible()
    page.get_by_role("button", name="Draw another patient").click(**TOUCH)
    expect(page.get_by_text("Of 2 patients drawn, 2 looked")).to_be_visible()
    page.get_by_role("button", name="Draw 100 more").click(**TOUCH)
    expect(page.get_by_text("Of 102 patients drawn")).to_be_visible()
    expect(page.get_by_text("nothing, 0 points")).to_be_visible()
    ready(page)
    expect(chart).to_be_visible()


def test_a_stranger_reads_nothing_of_ana_even_here(stranger):
    page = stranger.open("/learn?article=benefits", wait=False)
    expect(page.get_by_role("heading", name="Benefits people hope for")).to_have_count(0)
    expect(page.locator(".st-key-get-help")).to_have_count(0)
