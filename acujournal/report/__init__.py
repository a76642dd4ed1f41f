"""The report a practitioner reads in a minute: one selection, one set of sentences, as a PDF and as a page."""

from acujournal.report.contents import analysis_of, contents
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
    "policy_of",
    "render_page",
    "render_pdf",
]
