"""The page: what the PDF says, with no script in it, without a request, for everybody, on the same sheets."""

import base64
import hashlib
import html
import io
import re
import threading
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

import acujournal.report as report_package
import acujournal.report.page as page_module
from acujournal.body import place_words, regions
from acujournal.errors import ReportTrouble
from acujournal.report import Paper, Section, policy_of, render_page, render_pdf
from tests.report.people import (
    HOSTILE,
    bare,
    fullest,
    hostile,
    pdf_text,
    rated,
    report,
    said,
    squeezed,
    year,
)

NOTES = tuple(entry.day for entry in year()[0].entries if entry.note)[-4:]
SHAPES = {
    "a quarter": lambda **more: report(91, **more),
    "a year with notes": lambda **more: report(364, notes=NOTES, **more),
    "ten years": lambda **more: report(3640, years=10, **more),
    "everything": fullest,
    "attacks": lambda **_: hostile(),
    "a list": lambda **more: bare(rated([5, None, 6, 3]), **more),
    "nothing": bare,
}


class Words(HTMLParser):
    """The text of a page without its style, what it is made of, and whatever it would fetch or run."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.outside, self.handlers = [], [], [], []
        self.skips = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.skips += tag == "style"
        for name, value in attrs:
            if name in ("src", "href", "srcset", "action", "data", "poster") and not (value or "").startswith(
                "data:image/svg+xml;base64,"
            ):
                self.outside.append((tag, name, value))
            if name.startswith("on") or name == "style":
                self.handlers.append((tag, name))

    def handle_endtag(self, tag):
        self.skips -= tag == "style"

    def handle_data(self, data):
        if not self.skips:
            self.texts.append(data)

    @property
    def text(self):
        return squeezed("".join(self.texts))


@pytest.fixture(scope="module")
def served():
    """Serves whatever is put into it, with the policy of the page as a header; knows what was asked for."""
    pages, asked = {}, []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            page = pages.get(self.path)
            self.send_response(200 if page else 404)
            if page:
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", policy_of(page))
            self.end_headers()
            self.wfile.write(page or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages, asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def without_scripts(start_chromium):
    context = start_chromium().new_context(java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture(scope="module")
def with_scripts(start_chromium):
    # Axe is put into the page, which the page's own policy rightly refuses.
    context = start_chromium().new_context(bypass_csp=True)
    yield context
    context.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_both_forms_say_the_same(shape):
    found = SHAPES[shape]()
    page = Words(render_page(found).decode()).text
    paper = squeezed(pdf_text(render_pdf(found)))
    for text in said(found):
        assert squeezed(text) in page
        # Where signs had to be replaced, or run from right to left, the PDF cannot hold the same letters in a row.
        if shape != "attacks":
            assert squeezed(text) in paper


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_in_it_runs_or_is_fetched(shape):
    words = Words(render_page(SHAPES[shape]()).decode())
    assert words.outside == []
    assert words.handlers == []
    assert {"script", "link", "iframe", "object", "embed", "form", "base"}.isdisjoint(words.tags)
    assert words.tags.count("style") == 1


def test_a_patients_words_are_text_and_nothing_else():
    page = render_page(hostile()).decode()
    assert "<script>alert" not in page
    assert html.escape(HOSTILE[1][:60], quote=False)[:20] in page
    assert page.count("</style>") == 1
    assert page.count("<title>") == 1


def test_its_policy_allows_its_own_style_pictures_and_files_of_whoever_serves_it_and_nothing_else():
    for paper in Paper:
        page = render_page(report(91, paper=paper))
        style = re.search(rb"<style>(.*?)</style>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
        assert policy_of(page) == (
            f"default-src 'none'; script-src 'self'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
            "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        assert f'content="{policy_of(page)}"' in html.unescape(page.decode())


def test_each_chart_has_words_and_the_same_numbers_as_a_table():
    found = report(91)
    page = render_page(found).decode()
    pictures = [part.picture for part in (*found.page_one, *found.page_two) if part.picture]
    assert page.count("<img ") == page.count("<details>") == len(pictures) == 4
    for picture in pictures:
        assert html.escape(picture.words) in page
        assert picture.table.rows
        for row in picture.table.rows:
            assert squeezed("".join(row)) in Words(page).text


def test_what_is_said_on_pointing_is_numbers_dates_and_places_and_nothing_of_a_patients_words():
    page = render_page(hostile()).decode()
    spots = [html.unescape(one) for one in re.findall('data-spots="([^"]*)"', page)]
    assert len(spots) == page.count("<img ")
    day = r"(Week from )?[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}(: no rating)?|\d days? (before|after)|the day of a session"
    places = set(map(place_words, regions()))
    for one in spots:
        heads, *lines = one.split("\n")
        assert lines
        for line in lines:
            x, y, name, *values = line.split("|")
            assert name in places or re.fullmatch(day, name), line
            assert all(re.fullmatch(r"[\d.]*", place) for place in (x, y)), line
            assert all(
                re.fullmatch(r"([\d., %()−+]|\bto\b|\bjust (above|below)\b)*", value) for value in values
            ), line
            assert len(values) <= heads.count("|") + 1


def test_a_page_that_fails_is_a_sentence_without_a_patients_words(monkeypatch):
    def broken(_):
        raise RuntimeError("Ana M.")

    monkeypatch.setattr(page_module, "_feet", broken)
    with pytest.raises(ReportTrouble, match="The page could not be made") as caught:
        render_page(report(91))
    assert "Ana" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_the_script_beside_it_makes_nothing_but_text_of_what_it_reads():
    script = (Path(report_package.__file__).parent / "page.js").read_text("utf-8")
    code = "\n".join(line for line in script.splitlines() if not line.strip().startswith(("//", "/**")))
    assert code.count(".textContent = ") >= 4
    for way in ("innerHTML", "outerHTML", "insertAdjacent", "write", "eval", "Function(", "setTimeout", "DOMParser", "createContextual", "srcdoc", "fetch", "XMLHttp", "WebSocket", "sendBeacon", "import", "location", "cookie", "Storage"):  # fmt: skip
        assert way not in code, way


def test_the_same_report_is_the_same_page():
    assert render_page(report(91)) == render_page(report(91))


def test_a_name_never_reaches_the_title():
    page = render_page(report(91)).decode()
    assert "Ana" not in re.search("<title>(.*?)</title>", page)[1]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nobody_is_shut_out_and_nothing_is_scrolled_sideways(served, with_scripts, shape, width):
    origin, pages, _ = served
    pages["/page"] = render_page(SHAPES[shape]())
    page = with_scripts.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{origin}/page")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width != 320:
        for fold in page.query_selector_all("details"):
            fold.evaluate("fold => fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.close()


def test_cleo_reads_it_without_scripts_under_its_policy_and_it_asks_for_nothing(served, without_scripts):
    origin, pages, asked = served
    pages["/s"] = render_page(report(91))
    asked.clear()
    page = without_scripts.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{origin}/s")
    assert page.get_by_role("heading", level=1).inner_text() == "Pain diary report"
    assert page.get_by_role("img").count() == 4
    box = page.get_by_role("img").first.bounding_box()
    assert box["width"] > 300
    page.get_by_text("The numbers of this chart").first.click()
    assert page.get_by_role("cell").first.is_visible()
    assert [path for path in asked if path != "/favicon.ico"] == ["/s"]
    assert complaints == []
    page.close()


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("shape", [*SHAPES, "every section"])
def test_it_prints_on_two_sheets_and_on_more_only_for_the_patients_own_words(
    served, without_scripts, shape, paper
):
    origin, pages, _ = served
    make = SHAPES.get(shape, lambda **more: report(91, sections=frozenset(Section), **more))
    found = make(paper=paper)
    pages["/print"] = render_page(found)
    page = without_scripts.new_page()
    page.goto(f"{origin}/print")
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    sheets = pypdf.PdfReader(io.BytesIO(printed)).pages
    goes_on = any(part.key in ("notes", "visit") for part in found.page_two)
    assert len(sheets) == 2 or (goes_on and len(sheets) <= 4)
    foot = squeezed(f"{found.title}, {found.period}. {found.made_on}.")
    for number, sheet in enumerate(sheets, start=1):
        assert foot in squeezed(sheet.extract_text())
        assert squeezed(f"Page {number} of {len(sheets)}") in squeezed(sheet.extract_text())
    text = squeezed("".join(sheet.extract_text() for sheet in sheets))
    assert squeezed(found.period) in text
    assert "Thenumbersofthischart" not in text


def test_whose_it_is_stands_on_every_printed_sheet_and_cannot_end_the_style(served, without_scripts):
    origin, pages, _ = served
    name = 'Ana "; } </style><b> \\'
    page_bytes = render_page(report(91, name=name))
    assert page_bytes.count(b"</style>") == 1
    pages["/whose"] = page_bytes
    page = without_scripts.new_page()
    page.goto(f"{origin}/whose")
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages:
        assert squeezed(f"{name} · Pain diary report") in squeezed(sheet.extract_text())


def test_a_printed_quarter_needs_no_glasses(served, without_scripts):
    origin, pages, _ = served
    pages["/size"] = render_page(report(91))
    page = without_scripts.new_page()
    page.goto(f"{origin}/size")
    page.emulate_media(media="print")
    sizes = [
        float(page.evaluate("one => getComputedStyle(one).fontSize", one).removesuffix("px")) * 0.75
        for one in page.query_selector_all("main p, main th, main td, main caption, main figcaption, main h2")
    ]
    page.close()
    assert min(sizes) >= 7.95
