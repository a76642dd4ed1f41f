"""The chooser of the days an export takes, or of those to delete."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from acujournal.answers import EARLIEST_DAY
from acujournal.ui.page import Page, date_format, latest_day
from acujournal.words import short_day

ALL_DAYS: Final = "All days"
OWN: Final = "Own dates"
LAST: Final = {"Last 4 weeks": 28, "Last 3 months": 91, "Last year": 365}

WRONG_ORDER: Final = "The last day lies before the first one. Change one of the two."

#: `[first, until)`; None where all there is is meant.
Span = tuple[date, date] | None


def choose_span(page: Page, key: str) -> Span:
    """Ask for the days; everything unless another choice is made."""
    name = st.radio("Which days?", [ALL_DAYS, *LAST, OWN], key=f"{key}.span", horizontal=True)
    if name == OWN:
        return choose_dates(page, key)
    if name in LAST:
        until = latest_day(page) + timedelta(days=1)
        return until - timedelta(days=LAST[name]), until
    return None


def choose_dates(page: Page, key: str, *, begins_on: date | None = None) -> tuple[date, date]:
    """Ask for the first and the last day. They may stand in the wrong order: whoever uses them says so.

    The first day is where the journal begins until another is chosen, or `begins_on`. The days are `[first, until)`.
    """
    written = page.store.span()
    begins = begins_on or (written[0] if written else page.today)
    last_day = latest_day(page)
    with st.container(horizontal=True):
        first = st.date_input(
            "First day",
            min(begins, page.today),
            min_value=EARLIEST_DAY,
            max_value=last_day,
            key=f"{key}.first",
            format=date_format(),
        )
        last = st.date_input(
            "Last day",
            page.today,
            min_value=EARLIEST_DAY,
            max_value=last_day,
            key=f"{key}.last",
            format=date_format(),
        )
    return first, last + timedelta(days=1)


def span_words(span: Span) -> str:
    """Say the days: all days, or from Sun 1 Nov 2026 to Sun 22 Nov 2026."""
    if span is None:
        return "all days"
    return f"from {short_day(span[0])} to {short_day(span[1] - timedelta(days=1))}"
