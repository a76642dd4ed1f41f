"""What studies found, drawn and as tables: risks, differences between groups, and changes within groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from acujournal.education import NOT_THE_SAME_KIND, Arm, Glance, Per, Risk
from acujournal.ui.analysing import analysis_of
from acujournal.ui.page import Page, is_dark

if TYPE_CHECKING:
    from acujournal.stats import Analysis

#: Makes the small numbers of some sources.
Number = Callable[[tuple[str, ...]], str]
#: Units whose short name says nothing to most people.
UNITS: Final = {"SD": "standard deviations"}


def risk_counts(rows: Sequence[Risk], number: Number) -> None:
    """How often what happened: per patient and per treatment by themselves, each drawn and as a table."""
    from acujournal import charts

    for per in Per:
        of_it = [row for row in rows if row.per is per]
        if not of_it:
            continue
        st.subheader(f"Of 10,000 {per.value}", anchor=False)
        drawing = charts.risks(of_it, dark=is_dark())
        st.vega_lite_chart(
            drawing.spec, width="stretch", alt=charts.risks_words(of_it), key=f"learn.risks.{per.value}"
        )
        lines = [
            (f"{escape(row.what)}{number((row.key,))}", charts.count_said(row), row.seriousness.value)
            for row in of_it
        ]
        numbers = table(f"Of 10,000 {per.value}, how many", ("What", "How many", "How bad"), lines)
        with st.expander(
            "The same numbers as a table, with their sources", key=f"learn.more-risks.{per.value}"
        ):
            st.html(numbers)
        st.html(on_paper(numbers))
    st.caption(
        "Each bar is part of a whole line of 10,000. The shortest are drawn a little wider, to be seen at all."
    )


def evidence_at_a_glance(rows: Sequence[Glance], number: Number) -> None:
    """Differences between groups: those in points of 0-10 drawn, all of them as a table."""
    from acujournal import charts

    drawn = [row for row in rows if row.unit == charts.DRAWN_UNIT]
    if drawn:
        with st.container(key="learn.evidence"):
            drawing = charts.evidence(drawn, dark=is_dark())
            st.vega_lite_chart(
                drawing.spec, width="stretch", alt=charts.evidence_words(drawn), key="learn.glance"
            )
            st.caption(
                "Each dot is an average difference between two groups, each line the range in which the true one may well lie "
                "(a 95 % confidence interval). Left of the dashed line pain was lower with acupuncture; on the line there is no difference."
            )
    lines = [
        (
            f"{escape(row.compared)}{number((row.key,))}",
            f"{escape(row.said)}<small>{escape(UNITS.get(row.unit, row.unit))}</small>",
            f"<small>{escape(row.note)}</small>",
        )
        for row in rows
    ]
    heads = ("What, against what", "With acupuncture", "Good to know")
    st.html(table("Differences between groups", heads, lines))


def table(caption: str, heads: Iterable[str], lines: Iterable[Sequence[str]]) -> str:
    """A table of our own words; the first cell of each line names it.

    On a phone its lines are blocks (see look.css), and blocks are a table to a screen reader only if they say so.
    """
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in heads)
    rows = (
        (
            f'<th scope="row" role="rowheader">{first}</th>',
            *(f'<td role="cell">{cell}</td>' for cell in others),
        )
        for first, *others in lines
    )
    body = "".join(f'<tr role="row">{"".join(cells)}</tr>' for cells in rows)
    return (
        f'<table class="numbers stacked" role="table"><caption>{caption}</caption><thead role="rowgroup">'
        f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def on_paper(html: str) -> str:
    """The same for paper, where nobody can open a fold."""
    return f'<div class="on-paper">{html}</div>'


# The own course


def own_course(page: Page, arms: Sequence[Arm], number: Number) -> None:
    """The person's own days before and after in a panel of their own, and below it what happened within groups.

    Never on one scale with a difference between groups, and never as a number of one kind with it.
    """
    with st.container(key="learn.own", border=True):
        st.markdown("**Your own diary**")
        for sentence in own_sentences(page):
            st.text(sentence)
        st.markdown(f"**{NOT_THE_SAME_KIND}**")
    lines = [
        (f"{escape(arm.arm)}{number((arm.key,))}", escape(size_of(arm)), escape(arm.what)) for arm in arms
    ]
    st.html(table("What happened within groups of studies", ("Group", "Change", "What it is"), lines))


def size_of(arm: Arm) -> str:
    """The change within one group, with its unit."""
    size = f"{arm.value:g}"
    if arm.low is not None and arm.high is not None:
        size = f"{size} ({arm.low:g} to {arm.high:g})"
    return f"{size} {arm.unit}"


def own_sentences(page: Page) -> tuple[str, ...]:
    """What Progress says of the days before and since the first session, in its words and from its own answer.

    Where nothing can be compared it says what is missing. Nothing folds away here, so the plain averages that stand in
    for a comparison are said as well.
    """
    from acujournal.stats import wording

    analysis = own_analysis(page)
    course = wording.course_answer(analysis.course, analysis.last_week.course)
    weekly = (wording.A_WEEKLY_DIARY,) if page.preferences.is_weekly else ()
    averages = course.folded() if analysis.course.change is None else ()
    return (course.plain, *weekly, *averages, *course.beside(), wording.dated(analysis))


def own_analysis(page: Page) -> Analysis:
    """The answer Progress opens with, so that both screens say the same and it is worked out once.

    Of all its parts only the course is said here, and that looks at the whole journal whatever the period.
    """
    from acujournal.ui.period import PERIODS

    span = page.store.span()
    return analysis_of(page, PERIODS["3 months"], span[0] if span else page.today)
