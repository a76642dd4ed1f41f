"""The part of Progress about function: what pain keeps a person from, week by week."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from acujournal import charts
from acujournal.answers import UNDO_DAYS
from acujournal.background import care_changes
from acujournal.ui.page import Page, is_dark
from acujournal.ui.weekly import link_to_week
from acujournal.weekly import PEG, WeeklyCheck
from acujournal.words import count_words, short_day

WHAT_IT_IS: Final = (
    "Three questions once a week: how strong the pain was, and how much it got in the way of enjoying life and of "
    "general activity. The weekly score is the mean of the three answers, from 0 to 10."
)
RIGHTS: Final = (
    "The questions are the PEG (Krebs 2009, doi 10.1007/s11606-009-0981-1). They are passed on as free to use; they "
    "come from the Brief Pain Inventory, whose owner claims rights in all that is made from it."
)


def function_span(page: Page) -> tuple[date, date] | None:
    """The first and the last day with anything in the journal, weekly answers among it; None while there is none."""
    span = page.store.span() or ()
    days = (*span, *(check.day for check in page.store.weekly_checks()))
    return (min(days), max(days)) if days else None


def has_weeks(page: Page, first: date, until: date) -> bool:
    """Whether there are weekly answers of `[first, until)`."""
    return any(first <= check.day < until for check in page.store.weekly_checks())


def function_section(page: Page, first: date, until: date) -> None:
    """The weekly answers of `[first, until)` as a chart, a table and links; nothing where there never were any."""
    checks = page.store.weekly_checks()
    gone = page.store.deleted_weekly_checks(page.now)
    if not (checks or gone or page.preferences.is_weekly):
        return
    st.header("Pain and what it keeps me from", anchor=False)
    if checks:
        journal = page.store.load_journal(first, until)
        changes = care_changes(page.store.all_ongoing(), first, until)
        show_weeks(charts.function_of(checks, journal, first, until, changes=changes))
    else:
        st.text("No weekly answers yet. They are drawn here once there are some.")
    deleted_weeks(page, gone)


def show_weeks(course: charts.Function) -> None:
    """The chart with its words, and the answers folded away."""
    st.text(WHAT_IT_IS)
    if not course.answers:
        st.text("No weekly answers in this period. Choose a longer one.")
        return
    if course.scores:
        drawing = charts.function(course, dark=is_dark())
        st.vega_lite_chart(
            drawing.spec, width="stretch", alt=charts.function_words(course), key="progress.function"
        )
        st.caption(charts.how_to_read_function(course))
    else:
        st.text("No week has all three answers yet, so there is no score to draw.")
    fold = st.expander("The weekly answers", on_change="rerun", key="progress.weekly")
    if not fold.open:
        return
    with fold:
        st.html(answers_html(course.answers))
        st.caption(charts.LEAST_NOTICED)
        st.caption(RIGHTS)
        st.markdown("**Open, correct or delete**")
        with st.container(key="function.weeks", gap=None):
            for check in reversed(course.answers):
                link_to_week(check.day, f"Week up to {short_day(check.day)}")


def answers_html(answers: tuple[WeeklyCheck, ...]) -> str:
    """An HTML table of weekly answers, newest first: numbers, dates and words of ours; an en dash for no answer."""
    names = ("Day", "Pain", "Enjoyment", "Activity", "Score", "Change")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(_row(check) for check in reversed(answers))
    return (
        '<table class="numbers"><caption>Pain, and how much it interfered with enjoyment of life and with general '
        "activity, each from 0 to 10; the score is their mean. Lower is better. Change is as remembered, compared "
        f"with four weeks before.</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(check: WeeklyCheck) -> str:
    given = [getattr(check, name) for name in PEG]
    cells = ["–" if one is None else str(one) for one in given]
    cells.append("–" if check.score is None else f"{check.score:.1f}")
    cells.append(check.change.value if check.change else "–")
    return (
        f'<tr><th scope="row">{short_day(check.day)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
    )


def deleted_weeks(page: Page, gone: tuple[WeeklyCheck, ...]) -> None:
    """Weekly answers deleted in the last 30 days, each with a way back."""
    if not gone:
        return
    label = f"Deleted in the last {UNDO_DAYS} days: weekly answers of {count_words(len(gone), 'week')}"
    with st.expander(label, key="function.deleted"):
        for check in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                words = short_day(check.day)
                st.text(f"Week up to {words}")
                if st.button(f"Bring {words} back", key=f"function.restore.{check.day.isoformat()}"):
                    page.store.restore_weekly_check(check.day, now=page.now)
                    st.rerun()
