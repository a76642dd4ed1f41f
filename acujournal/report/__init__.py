"""The report a practitioner reads in a minute: one selection, one set of sentences, as a PDF and as a page."""

from acujournal.report.contents import contents
from acujournal.report.known import analysis_of, first_day_of
from acujournal.report.page import policy_of, render_page
from acujournal.report.parts import Contents
from acujournal.report.pdf import Link, render_pdf
from acujournal.report.selection import (
    DISCUSS_LIMIT,
    SECTION_WORDS,
    USUAL,
    Paper,
    Section,
    Selection,
)

__all__ = [
    "DISCUSS_LIMIT",
    "SECTION_WORDS",
    "USUAL",
    "Contents",
    "Link",
    "Paper",
    "Section",
    "Selection",
    "analysis_of",
    "contents",
    "first_day_of",
    "policy_of",
    "render_page",
    "render_pdf",
]
