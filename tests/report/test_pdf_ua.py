"""Who reads the PDF with a screen reader gets one that keeps every rule of PDF/UA-1 a machine can check.

Whether the words for a chart are good ones, and whether the order makes sense, no machine can say: see docs/pdf-ua.md.
"""

import io

import pypdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from acujournal.report import Link, Paper, Section, render_pdf
from tests.report.people import bare, fullest, hostile, rated, report

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'
#: A link with its picture, as it stands on a PDF that is handed over.
LINK = Link("http://127.0.0.1:8501/s/" + "x" * 43, PICTURE, "Open until 1 Dec.")
SHAPES = {
    "a quarter": lambda paper: report(91, paper=paper),
    "every section of a year": lambda paper: report(364, paper=paper, sections=frozenset(Section)),
    "everything": lambda paper: fullest(paper=paper),
    "attacks": lambda paper: hostile(),
    "a list": lambda paper: bare(rated([5, None, 6, 3]), paper=paper),
    "nothing": lambda paper: bare(paper=paper),
}


def broken_rules(pdf):
    checked = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert checked.rules.total > 100, "every rule was looked at"
    return sorted({failure.rule_id for failure in checked.failures})


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_rule_of_pdf_ua_is_broken(shape, paper):
    assert broken_rules(render_pdf(SHAPES[shape](paper))) == []


@pytest.mark.parametrize("paper", Paper)
def test_no_rule_is_broken_with_a_link_on_it(paper):
    assert broken_rules(render_pdf(report(91, paper=paper), link=LINK)) == []


def without_words_for_charts(writer):
    for one in writer._objects:
        if isinstance(one, pypdf.generic.DictionaryObject) and one.get("/S") == "/Figure":
            one.pop("/Alt")


def without(name):
    return lambda writer: writer._root_object.pop(name)


@pytest.mark.parametrize(
    "spoil",
    [without_words_for_charts, without("/Lang"), without("/StructTreeRoot"), without("/Metadata")],
    ids=["charts", "language", "structure", "title"],
)
def test_the_check_sees_a_pdf_that_shuts_people_out(spoil):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(render_pdf(report(91))))
    spoil(writer)
    spoiled = io.BytesIO()
    writer.write(spoiled)
    assert broken_rules(spoiled.getvalue())
