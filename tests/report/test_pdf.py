"""The PDF: two sheets that say everything, and more only for the patient's own words, tagged, with its fonts in it, the same each time, and deaf to commands."""

import io
import random
import re
import sys
from datetime import timedelta
from functools import cache

import pypdf
import pytest

from acujournal.charts import still as still_module
from acujournal.charts.still import FONTS, still
from acujournal.errors import ReportTrouble
from acujournal.report import Link, Paper, Section, render_page, render_pdf
from acujournal.report import pdf as pdf_module
from acujournal.report.pdf import SIGNS_MISSING, UNKNOWN
from acujournal.report.said import breakable, without_controls
from tests.report.people import (
    HOSTILE,
    LONG_WORD,
    TODAY,
    bare,
    fullest,
    hostile,
    pdf_text,
    rated,
    report,
    said,
    session,
    squeezed,
    year,
)

# The package gives the function of that name.
cells_module = sys.modules["acujournal.report.cells"]
NOTES = tuple(entry.day for entry in year()[0].entries if entry.note)[-4:]

SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


@pytest.fixture(scope="module")
def quarter():
    return report(91)


@pytest.fixture(scope="module")
def quarter_pdf(quarter):
    return render_pdf(quarter)


def reader(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def resolved(value):
    return value.get_object() if hasattr(value, "get_object") else value


def structure(pdf):
    """The kinds of all tags in reading order, and the texts that stand for pictures."""
    kinds, alts = [], []

    def walk(node):
        node = resolved(node)
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                kinds.append(str(node["/S"]))
            if "/Alt" in node:
                alts.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader(pdf).trailer["/Root"]["/StructTreeRoot"])
    return kinds, alts


def fonts_of(pdf):
    found = {}
    for page in reader(pdf).pages:
        for font in map(resolved, resolved(page["/Resources"]["/Font"]).values()):
            below = resolved(font["/DescendantFonts"])[0] if "/DescendantFonts" in font else font
            descriptor = resolved(resolved(below)["/FontDescriptor"])
            found[str(font["/BaseFont"])] = any(f"/FontFile{n}" in descriptor for n in ("", 2, 3))
    return found


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("days", [7, 28, 91, 364])
def test_a_report_has_two_sheets_of_the_chosen_paper(paper, days):
    pages = reader(render_pdf(report(days, paper=paper))).pages
    assert len(pages) == 2
    for page in pages:
        width, height = SIZES[paper]
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (width, height)


@pytest.mark.parametrize("paper", Paper)
def test_ten_years_with_everything_in_them_are_whole_sheets(paper):
    found = fullest(paper=paper)
    pdf = render_pdf(found)
    assert 3 <= len(reader(pdf).pages) <= 4
    everything = squeezed(pdf_text(pdf))
    assert [text for text in said(found) if squeezed(text) not in everything] == []
    last = found.page_two[-1].quotes[-1].text[-60:]
    assert squeezed(last) in squeezed(reader(pdf).pages[-1].extract_text()), (
        "nothing may be cut off at the end"
    )


def test_without_any_part_of_the_second_sheet_there_is_one():
    assert len(reader(render_pdf(bare(rated([5] * 20), sections=frozenset()))).pages) == 1


@pytest.mark.parametrize("pains", [[], [4], [5, None, 6, 3], [5, 6, 4, 5, 7, 3, 2, None] * 4])
def test_few_days_or_none_make_a_report_as_well(pains):
    found = bare(rated(pains))
    everything = squeezed(pdf_text(render_pdf(found)))
    assert [text for text in said(found) if squeezed(text) not in everything] == []


def test_everything_the_report_says_is_in_the_pdf_in_reading_order(quarter, quarter_pdf):
    everything = squeezed(pdf_text(quarter_pdf))
    assert [text for text in said(quarter) if squeezed(text) not in everything] == []
    landmarks = [quarter.title, *(tile.name for tile in quarter.tiles), quarter.below_tiles[0]]
    landmarks += [part.title for part in quarter.page_one]
    landmarks += [quarter.discuss.label, "Sessions", "In the days after a session", "Since the first session"]
    landmarks += ["Function: the weekly questions", "How the numbers are worked out"]
    places, at = [], 0
    for words in landmarks:
        at = everything.find(squeezed(words), at)
        places.append(at)
    assert -1 not in places, landmarks[places.index(-1)]


def test_the_same_report_is_the_same_bytes(quarter_pdf):
    assert render_pdf(report(91)) == quarter_pdf
    render_pdf(report(28))
    assert render_pdf(report(91)) == quarter_pdf


def test_it_is_tagged_and_says_its_title_and_language(quarter, quarter_pdf):
    root = reader(quarter_pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader(quarter_pdf).metadata.title == f"{quarter.title}, {quarter.period}"
    described = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", described)
    assert "Ana" not in described


def test_a_screen_reader_finds_headings_tables_and_words_for_each_chart(quarter, quarter_pdf):
    kinds, alts = structure(quarter_pdf)
    assert kinds.count("/H1") == 1
    parts = (*quarter.page_one, *quarter.page_two)
    assert kinds.count("/H2") == len(parts) + 1
    assert "/TH" in kinds
    assert kinds.count("/Table") == sum(len(part.tables) for part in parts)
    drawn = [part.picture.words for part in parts if part.picture]
    assert sorted(alts) == sorted(drawn)
    assert len(drawn) == 4


def test_all_fonts_are_in_it_and_are_ours(quarter_pdf):
    found = fonts_of(quarter_pdf)
    assert found
    assert all(found.values())
    assert {name.split("+")[1].removesuffix("-Identity-H") for name in found} <= {
        "Inter-Regular",
        "Inter-SemiBold",
        "DejaVuSans",
    }


def test_nothing_in_it_can_run_or_leads_away(quarter_pdf):
    for pdf in (quarter_pdf, render_pdf(hostile())):
        root = reader(pdf).trailer["/Root"]
        assert "/OpenAction" not in root
        assert "/AA" not in root
        assert "/Names" not in root or "/JavaScript" not in root["/Names"]
        assert not any("/Annots" in page for page in reader(pdf).pages)


def test_what_looks_like_a_command_is_printed_as_it_was_typed():
    found = hostile()
    pdf = render_pdf(found)
    everything = squeezed(pdf_text(pdf))
    for text in (HOSTILE[0], HOSTILE[1]):
        assert squeezed(text[:90]) in everything
    assert "WWWWWWWWWW" in everything
    assert "root:x" not in everything
    assert squeezed(SIGNS_MISSING) in everything


def test_what_no_font_has_is_one_box_each_and_a_sentence_says_so():
    everything = squeezed(pdf_text(render_pdf(bare(rated([5] * 20), name="针灸 Ana"))))
    assert f"{UNKNOWN}{UNKNOWN}Ana" in everything
    plain = squeezed(pdf_text(render_pdf(bare(rated([5] * 20), name="Ána Жанна Ελένη שלום 😀"))))
    assert squeezed(SIGNS_MISSING) not in plain
    assert "ÁnaЖаннаΕλένη" in plain


def test_a_long_word_is_broken_between_letters_and_never_within_one():
    broken = breakable(LONG_WORD)
    assert broken.replace("\u200b", "") == LONG_WORD
    assert max(map(len, broken.split("\u200b"))) <= 20
    family = "👩‍👩‍👧‍👦" * 30
    assert all(
        not piece.startswith("\u200d") and not piece.endswith("\u200d")
        for piece in breakable(family).split("\u200b")
    )
    accents = "e\u0301" * 60
    assert all(not piece.startswith("\u0301") for piece in breakable(accents).split("\u200b"))
    assert breakable("a short text") == "a short text"


def test_a_pdf_that_fails_is_a_sentence_without_a_patients_words(monkeypatch, quarter):
    class Broken:
        def compile(self, **_):
            raise RuntimeError(f"unexpected {quarter.name}")

    monkeypatch.setattr(pdf_module, "_compiler", Broken)
    with pytest.raises(ReportTrouble) as caught:
        render_pdf(quarter)
    assert "Nothing was sent" in str(caught.value)
    assert quarter.name not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


class PanicException(BaseException):
    """What Rust throws through Python."""


def test_an_engine_that_panics_is_a_sentence_as_well_and_is_not_asked_twice(monkeypatch, quarter):
    made = []

    class Broken:
        def compile(self, **_):
            raise PanicException(quarter.name)

    @cache
    def compiler():
        made.append(Broken())
        return made[-1]

    monkeypatch.setattr(pdf_module, "_compiler", compiler)
    with pytest.raises(ReportTrouble, match="could not be made"):
        render_pdf(quarter)
    assert len(made) == 2


@pytest.mark.parametrize("error", [ValueError("Ana"), PanicException("Ana")])
def test_a_chart_that_cannot_be_drawn_is_a_sentence(monkeypatch, quarter, error):
    class Broken:
        def vega_to_svg(self, *_, **__):
            raise error

    picture = quarter.page_one[0].picture
    still(picture.drawing, picture.width)
    monkeypatch.setattr(still_module, "_converter", Broken)
    with pytest.raises(ReportTrouble, match="chart could not be drawn") as caught:
        still(picture.drawing, picture.width)
    assert "Ana" not in str(caught.value)


def test_whoever_stops_the_program_is_not_told_of_a_chart(monkeypatch, quarter):
    def stopped():
        raise KeyboardInterrupt

    picture = quarter.page_one[0].picture
    monkeypatch.setattr(still_module, "_converter", stopped)
    with pytest.raises(KeyboardInterrupt):
        still(picture.drawing, picture.width)


@pytest.mark.parametrize("name", ["\ufeffAna", "An\ufeffa", "\u202eAna\u2066", "Ana\ufffb"])
def test_a_sign_nobody_sees_stops_neither_form(name):
    found = bare(rated([5] * 20), name=name, discuss=f"{name} asks", reader=name)
    assert found.name == "Ana"
    assert "Ana" in pdf_text(render_pdf(found))
    assert "Ana" in render_page(found).decode()


def test_joiners_of_words_and_emoji_stay():
    for text in ("نمی\u200cخواهم", "क\u094d\u200dष", "👩‍👩‍👧‍👦", "Ana M. – Ελένη", "a\u00adb"):
        assert without_controls(text) == text
    assert without_controls("a\u202eb\u202cc\u2067d\u2069") == "abcd"


def test_an_override_never_turns_our_own_sentence_around():
    points = tuple(f"\u202e{n} \u2067point" for n in range(10))
    found = bare(rated([5] * 20), (session(TODAY - timedelta(days=3), points=points),))
    assert "4 further points left out here." in pdf_text(render_pdf(found))


def test_what_typst_refuses_all_the_same_is_printed_in_plain_signs(monkeypatch):
    monkeypatch.setattr(pdf_module, "without_controls", lambda text: text)
    monkeypatch.setattr(cells_module, "without_controls", lambda text: text)
    found = bare(rated([5] * 20), name="\ufeffÁna \u202e😀\u0301 שלום")
    everything = squeezed(pdf_text(render_pdf(found)))
    assert f"Ána{UNKNOWN}" in everything
    assert squeezed(SIGNS_MISSING) in everything
    assert squeezed(found.period) in everything


@pytest.mark.parametrize("seed", range(12))
def test_any_mix_of_signs_makes_a_pdf(seed):
    chance = random.Random(seed)
    odd = "\u202e\u202d\u2066\u2069\ufeff\u200d\u200c\u0301\u20e3\ufe0f😀🏽🇩👩שلنक\u094dส\u0e34\U000e0067e<\u0600"
    texts = ["".join(chance.choice(odd) for _ in range(40)) for _ in range(30)]
    entries = rated([5] * 20, medicines=tuple(texts[:6]), note=texts[7])
    found = bare(
        entries,
        (session(TODAY - timedelta(days=3), points=tuple(texts[8:20])),),
        name=texts[20],
        reader=texts[21],
        discuss=" ".join(texts[22:28])[:300],
        notes=tuple(one.day for one in entries),
    )
    assert squeezed(found.period) in squeezed(pdf_text(render_pdf(found)))


def sizes_of(page):
    """The sizes of all letters of a page, in points."""
    found = set()

    def visit(text, cm, tm, _, size):
        if text.strip():
            found.add(round(size * abs(tm[0] * cm[0]), 2))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("days", [28, 91, 364])
def test_nobody_needs_glasses_for_an_ordinary_report(paper, days):
    pages = reader(render_pdf(report(days, paper=paper))).pages
    assert len(pages) == 2
    for page in pages:
        assert min(sizes_of(page)) >= 7.95


@pytest.mark.parametrize("paper", Paper)
def test_every_sheet_says_whose_it_is_which_days_when_and_its_number(paper):
    everything = report(91, paper=paper, sections=frozenset(Section), notes=NOTES)
    pages = reader(render_pdf(everything)).pages
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed(f"Ana M. · {everything.title}, {everything.period}. {everything.made_on}.") in text
        assert squeezed(f"Page {number} of 3") in text


def test_an_address_can_be_copied_from_the_paper(quarter):
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'
    )
    token = "aB3-_" * 9
    for address in (f"http://127.0.0.1:8501/s/{token}", f"https://journal.example/{'clinic/' * 20}s/{token}"):
        text = pdf_text(render_pdf(quarter, link=Link(address, square, "It opens until Wed 23 Dec 2026.")))
        assert "\u200b" not in text
        assert address in text.replace("\n", "")
        assert "It opens until Wed 23 Dec 2026." in " ".join(text.split())


def test_a_link_is_printed_with_its_picture(quarter):
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'
    )
    pdf = render_pdf(
        quarter, link=Link("https://journal.example/s/abc", square, "It opens until 23 Dec 2026.")
    )
    text = squeezed(pdf_text(pdf))
    assert "https://journal.example/s/abc" in text
    assert squeezed("It opens until 23 Dec 2026.") in text
    assert len(structure(pdf)[1]) == 5


def test_the_signs_we_say_our_fonts_have_are_those_they_have():
    fontools = pytest.importorskip("fontTools.ttLib")
    have = set()
    for path in FONTS.glob("*.[ot]tf"):
        have |= set(fontools.TTFont(path).getBestCmap())
    assert pdf_module._letters() == {sign for sign in have if sign >= 32}


def test_a_chart_is_the_same_text_each_time_and_fetches_nothing(quarter):
    for part in (*quarter.page_one, *quarter.page_two):
        if part.picture:
            svg = still(part.picture.drawing, part.picture.width)
            assert svg == part.picture.svg
            assert "<script" not in svg
            assert "style=" not in svg
            assert not re.search(r'(href|src)="(?!#)', svg)
