"""The honest answers on Progress: the one sentence at the top, and a section for each number with how it came about.

All sentences here are the program's own; what a person typed never comes near them.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from acujournal import charts
from acujournal.charts import Drawing
from acujournal.journal import Journal
from acujournal.stats import Analysis, methods, wording
from acujournal.stats.methods import Method
from acujournal.stats.wording import Answer
from acujournal.ui.learnlinks import article_link
from acujournal.ui.page import Page, is_dark


class Teller:
    """Says each sentence once on a page. What stands beside the one answer holds for the numbers below it as well."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def tell(self, sentences: Iterable[str]) -> None:
        """Show those that were not said yet, as plain text."""
        for sentence in sentences:
            if sentence not in self._told:
                self._told.add(sentence)
                st.text(sentence)


def the_answer(page: Page, analysis: Analysis, teller: Teller) -> None:
    """One plain sentence, and beside it how sure it is; of a weekly diary, why it cannot answer."""
    with st.container(key="answer", border=True):
        st.header("Is it helping me?", anchor=False)
        with st.container(key="answer-sentence"):
            st.markdown(wording.headline(analysis))
        if page.preferences.is_weekly:
            st.text(wording.A_WEEKLY_DIARY)
        teller.tell(wording.beside_headline(analysis, is_weekly=page.preferences.is_weekly))
        with st.expander("How sure is that?", key="answer.sure"):
            for sentence in wording.how_sure():
                st.text(sentence)
            article_link("Read: what charts can say, and what they cannot", "reading-charts")


def said(answer: Answer, teller: Teller) -> None:
    """The plain sentence, and what never folds away beside it."""
    st.markdown(answer.plain)
    teller.tell(answer.beside())


def drawn(drawing: Drawing, words: str, how_to_read: str, *, key: str) -> None:
    """A chart, its words for those who do not see it, and one line on how to read it."""
    st.vega_lite_chart(drawing.spec, width="stretch", alt=words, key=key)
    st.caption(how_to_read)


def numbers(sentences: Iterable[str], method: Method, *, key: str, table: str = "") -> None:
    """The numbers, and how one knows, built only when somebody opens them."""
    fold = st.expander(f"Numbers and method: {method.name}", on_change="rerun", key=key)
    if not fold.open:
        return
    with fold:
        for sentence in sentences:
            st.text(sentence)
        if table:
            st.html(table)
        st.markdown("**How it is worked out**")
        st.text(method.words)
        st.caption(method.formula)
        st.markdown("**What may not be concluded**")
        st.text(method.not_this)
        st.markdown("**Where it comes from**")
        for source in method.sources:
            st.caption(source)


def table_of(caption: str, names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A real table whose first cell in each row is its heading. Only words and numbers of ours may stand in it."""
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<table class="numbers"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def course_in_words(analysis: Analysis, teller: Teller) -> None:
    """What may be said of the course before and since the first session, whichever period is looked at."""
    st.header("The course", anchor=False)
    said(wording.course_answer(analysis.course, analysis.last_week.course), teller)
    changed = wording.sensitivity_words(analysis.course_if)
    folded = wording.course_answer(analysis.course, analysis.last_week.course).folded()
    numbers((*folded, *changed), methods.COURSE, key="answer.course")


def trend_in_words(analysis: Analysis, teller: Teller) -> None:
    """Whether pain went up or down over the period."""
    found = wording.trend_answer(analysis.trend)
    said(found, teller)
    numbers(found.folded(), methods.TREND, key="answer.trend")


def after_sessions(analysis: Analysis, teller: Teller) -> None:
    """The relief after a session, its curve, and for how long at least."""
    found = wording.relief_answer(analysis.relief, analysis.last_week.relief)
    st.header("In the days after a session", anchor=False)
    said(found, teller)
    curve = charts.relief_of(analysis)
    if curve.has_anything:
        if how_long := wording.how_long_words(analysis.relief, analysis.at_least):
            st.text(how_long)
        drawing = charts.relief(curve, dark=is_dark())
        drawn(drawing, charts.relief_words(curve), charts.how_to_read_relief(curve), key="progress.relief")
    simple = wording.naive_words(analysis.relief, analysis.naive)
    more = (*wording.sensitivity_words(analysis.relief_if), *((simple,) if simple else ()))
    numbers((*found.folded(), *more), methods.RELIEF, key="answer.relief")
    if curve.has_anything:
        table = table_of("Days around a session", charts.RELIEF_HEADS, charts.relief_rows(curve))
        numbers((), methods.CURVE, key="answer.curve", table=table)


def stress_and_sleep(analysis: Analysis) -> None:
    """Stress and sleep beside pain; nothing where neither was ever noted with it."""
    if not (analysis.stress.rows or analysis.sleep.rows):
        return
    st.header("Stress and sleep beside pain", anchor=False)
    relations = charts.beside_of(analysis)
    sentences = wording.beside_words(analysis.stress, analysis.sleep)
    for sentence in sentences:
        st.text(sentence)
    if not relations.has_anything:
        return
    drawing = charts.beside(relations, dark=is_dark())
    drawn(
        drawing, charts.beside_words(relations), charts.how_to_read_beside(relations), key="progress.beside"
    )
    table = table_of("Points of pain per point", charts.BESIDE_HEADS, charts.beside_rows(relations))
    numbers((), methods.BESIDE, key="answer.beside", table=table)


def usual_week(page: Page, analysis: Analysis) -> None:
    """The mean pain of each weekday; nothing while no weekday has one."""
    week = charts.week_of(analysis, week_starts_on=page.preferences.week_starts_on)
    if not week.has_anything:
        return
    st.header("The usual week", anchor=False)
    drawing = charts.week(week, dark=is_dark())
    drawn(drawing, charts.week_words(week), charts.how_to_read_week(week), key="progress.week")
    caption = f"Mean pain of each weekday, 0 to 10{wording.from_to(analysis.complete.span)}"
    table = table_of(caption, charts.WEEK_HEADS, charts.week_rows(week))
    numbers((), methods.WEEK, key="answer.week", table=table)


def function_numbers(analysis: Analysis, teller: Teller) -> None:
    """The weekly score against its baseline, under the chart of it; nothing without weekly answers."""
    if not (analysis.function.weeks_before or analysis.function.weeks_after):
        return
    found = wording.function_answer(analysis.function)
    said(found, teller)
    numbers(found.folded(), methods.FUNCTION, key="answer.function")


def how_complete(page: Page, journal: Journal, analysis: Analysis) -> None:
    """Which days are rated, near sessions and far from them."""
    days = charts.completeness_of(journal, analysis, week_starts_on=page.preferences.week_starts_on)
    if not (days.has_anything and analysis.complete.logged):
        return
    st.header("How complete the diary is", anchor=False)
    for sentence in wording.complete_words(analysis.complete):
        st.text(sentence)
    fold = st.expander("Which days are rated", on_change="rerun", key="progress.days")
    if fold.open:
        with fold:
            drawing = charts.completeness(days, dark=is_dark())
            drawn(
                drawing,
                charts.completeness_words(days),
                charts.how_to_read_completeness(days),
                key="progress.complete",
            )
    table = table_of("Days with an average pain", charts.COMPLETENESS_HEADS, charts.completeness_rows(days))
    numbers((), methods.COMPLETE, key="answer.complete", table=table)
