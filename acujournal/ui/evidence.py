"""What studies found, drawn and as tables: risks, differences between groups, and changes within groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Final

import streamlit as st

from acujournal.education import NOT_THE_SAME_KIND, Arm, Glance, Per, Risk
from acujournal.plan import Plan, current_plan
from acujournal.review import RECENT_DAYS, Phase, baseline_of, looks_back_to, phase_of
from acujournal.ui.courses import load_courses
from acujournal.ui.page import Page, is_dark
from acujournal.words import short_day

#: Makes the small numbers of some sources.
Number = Callable[[tuple[str, ...]], str]
A_DAY: Final = timedelta(days=1)


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
        with st.expander(
            "The same numbers as a table, with their sources", key=f"learn.more-risks.{per.value}"
        ):
            lines = [
                (f"{escape(row.what)}{number((row.key,))}", charts.count_said(row), row.seriousness.value)
                for row in of_it
            ]
            st.html(table(f"Of 10,000 {per.value}, how many", ("What", "How many", "How bad"), lines))
    st.caption(
        "Each bar is part of a whole line of 10,000. The shortest are drawn a little wider, to be seen at all."
    )


def evidence_at_a_glance(rows: Sequence[Glance], number: Number) -> None:
    """Differences between groups: those in points of 0-10 drawn, all of them as a table."""
    from acujournal import charts

    drawn = [row for row in rows if row.unit == charts.DRAWN_UNIT]
    if drawn:
        drawing = charts.evidence(drawn, dark=is_dark())
        st.vega_lite_chart(
            drawing.spec, width="stretch", alt=charts.evidence_words(drawn), key="learn.glance"
        )
        st.caption(
            "Each dot is an average difference between two groups, each line the range in which the true one may "
            "well lie. Left of the dashed line pain was lower with acupuncture; on it there is no difference."
        )
    lines = [
        (
            f"{escape(row.outcome)}, against {escape(row.against)}{number((row.key,))}"
            + (f"<small>{escape(row.note)}</small>" if row.note else ""),
            f"{charts.size_said(row)} {escape(row.unit)}",
            row.certainty,
        )
        for row in rows
    ]
    heads = ("What", "Size", "Certainty")
    st.html(table("Differences between groups; above 0 in favour of acupuncture", heads, lines))


def table(caption: str, heads: Iterable[str], lines: Iterable[Sequence[str]]) -> str:
    """A table of our own words; the first cell of each line names it."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
        for first, *others in lines
    )
    return (
        f'<table class="numbers long-names"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


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
    """Average pain before the first session and of the last days, with the days behind each; or what is missing."""
    courses = load_courses(page)
    plan = current_plan(courses.plans) or (courses.plans[-1] if courses.plans else None)
    if plan is None:
        return ("There is no plan in your journal, so nothing says which days were before your sessions.",)
    before, after = own_phases(page, plan)
    if before.mean is None:
        return ("There are too few rated days before your first session to compare with.",)
    first = f"Before the first session: average pain {before.mean:.1f}, {days_of(before)}."
    if after.mean is None:
        return (first, "Since then there are too few rated days for an average.")
    return (first, f"Your last days: average pain {after.mean:.1f}, {days_of(after)}.")


def own_phases(page: Page, plan: Plan) -> tuple[Phase, Phase]:
    """The days before the first session of a course, and the last ones of it since."""
    courses = load_courses(page)
    last: date = min(page.today, plan.ended_on - A_DAY) if plan.ended_on else page.today
    first = looks_back_to(plan, courses.treatments, last, courses.plans)
    pain = page.store.load_journal(first, last + A_DAY).daily("pain_average")
    baseline = baseline_of(plan, pain, courses.treatments, last, courses.plans)
    until = last + A_DAY
    return baseline.phase, phase_of(pain, max(baseline.treated_from, until - RECENT_DAYS), until)


def days_of(phase: Phase) -> str:
    """Which days an average is of, and how many of them were rated."""
    return f"{phase.rated} of {phase.days} days rated, {short_day(phase.first)} to {short_day(phase.until - A_DAY)}"
