"""The chooser of periods, kept in the address, and what stands around the chart of the course."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import streamlit as st

from acujournal.background import CareChange
from acujournal.charts import Course
from acujournal.ui import places
from acujournal.ui.page import Page, latest_day
from acujournal.words import count_words, short_day

PERIODS: Final[dict[str, int | None]] = {"4 weeks": 28, "3 months": 91, "1 year": 365, "All": None}


@dataclass(frozen=True)
class Period:
    """A chosen stretch that ends with today, or with a written day a journey west has put ahead of it. `days` is None for everything there is."""

    days: int | None
    until: date

    def starts_on(self, span: tuple[date, date] | None) -> date:
        """Where the period begins: never before the journal does, so that no emptiness is counted as missing."""
        last = self.until - timedelta(days=1)
        first = span[0] if span else last
        if self.days is not None:
            first = max(first, self.until - timedelta(days=self.days))
        return min(first, last)


def chosen_period(page: Page) -> Period:
    """Ask for the period; the address keeps the answer."""
    name = st.segmented_control(
        "Period", list(PERIODS), default="3 months", required=True, key="period", bind="query-params"
    )
    return Period(days=PERIODS.get(name or "3 months"), until=latest_day(page) + timedelta(days=1))


def course_caption(course: Course) -> list[str]:
    """What the chart stands on, in sentences."""
    sessions = (
        f"{count_words(len(course.sessions), 'session')} in the days from {short_day(course.first)} on."
    )
    if not course.logged:
        return [f"No day is logged yet in this period; {sessions}"]
    # Rounded down, so that only a course without a gap is ever called whole.
    share = 100 * course.logged // course.possible
    given = len(course.ratings) + len(course.turned)
    rated = "" if given == course.logged else f", {given:,} with an average pain"
    lines = [
        f"{count_words(course.logged, 'day')} logged of {course.possible:,} ({share} %){rated}; {sessions}"
    ]
    if course.filled_in_later:
        lines.append(
            f"Of these, {count_words(course.filled_in_later, 'day')} filled in more than two days later."
        )
    if course.turned:
        days = count_words(len(course.turned), "day")
        lines.append(f"The pain of {days} came from another scale and is in no line, no mean and no answer.")
    if share < 80:
        lines.append("Days without an entry may have been better or worse than the others.")
    if course.weekly:
        lines.append("So long a period is drawn as weekly means, of weeks with three ratings or more.")
    if left_out := len(course.moments) - len(course.drawn_moments):
        lines.append(f"{count_words(left_out, 'single moment')} not drawn at this length.")
    return lines


#: So many changes stand in sight; the earlier ones fold away.
CHANGES_IN_SIGHT: Final = 5


def other_changes(course: Course) -> None:
    """What began or ended beside the needles, newest first, and the way to where it is written.

    Names are a person's words and shown as plain text.
    """
    if course.changes:
        list_of_changes(course.changes[::-1])
    with st.container(key="course.ongoing"):
        st.page_link(
            places.PLAN,
            label="Medicines and other care",
            icon=":material/list:",
            query_params={"ongoing": "list"},
        )


def list_of_changes(newest: tuple[CareChange, ...]) -> None:
    """The changes in sight, and the earlier ones folded away."""
    st.header("What else changed", anchor=False)
    st.text("Changes of medicine or other care can explain a change in pain as well as needles can.")
    with st.container(key="course.changes", gap=None):
        for change in newest[:CHANGES_IN_SIGHT]:
            st.text(change_line(change))
    earlier = newest[CHANGES_IN_SIGHT:]
    if not earlier:
        return
    with (
        st.expander(count_words(len(earlier), "earlier change"), key="course.changes.fold"),
        st.container(key="course.changes.earlier", gap=None),
    ):
        for change in earlier:
            st.text(change_line(change))


def change_line(change: CareChange) -> str:
    """One change in words: Thu 12 Nov 2026: Ibuprofen 400 mg began."""
    return f"{short_day(change.day)}: {change.name} {'began' if change.is_beginning else 'ended'}"


def course_table(course: Course) -> None:
    """The same numbers as a real table, built only when somebody opens it."""
    fold = st.expander("The same numbers as a table", on_change="rerun", key="progress.table")
    if not fold.open:
        return
    with fold:
        st.html(table_html(course))


CHANGES_EXPLAINED: Final = " Changes are medicines and other care that began or ended."


def table_html(course: Course) -> str:
    """An HTML table of the drawn rows, newest first: numbers and dates only, an en dash where nothing was rated."""
    # One short word each, so that all of them stand whole beside each other on a phone; the caption says the rest.
    columns = {"pain": "Pain", "worst": "Worst", "stress": "Stress", "sleep": "Sleep"}
    columns |= {"ratings": "Days rated"} if course.weekly else {"mean7": "7-day mean"}
    names = ["Week from" if course.weekly else "Day", *columns.values(), "Sessions"]
    names += [] if course.weekly else ["Moments"]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = course.rows.sort_values("day", ascending=False).to_dict("records")
    body = "".join(_row(row, list(columns), course) for row in rows)
    return (
        '<table class="numbers"><caption>Average pain, worst pain, stress and sleep quality, each from 0 to 10. '
        f"Lower is better, for sleep higher is better.{CHANGES_EXPLAINED if course.changes else ''}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(row: dict[Hashable, Any], columns: list[str], course: Course) -> str:
    day = row["day"].date()
    days = [day + timedelta(days=n) for n in range(7 if course.weekly else 1)]
    cells = [_number(row[name], whole=name != "mean7" and not course.weekly) for name in columns]
    if (turned := dict(course.drawn_turned).get(day)) is not None:
        cells[columns.index("pain")] = f"{turned:.0f} <small>another scale</small>"
    cells.append(str(sum(held in days for held in course.sessions) or ""))
    if not course.weekly:
        moments = [f"{pain} at {at:%H:%M}" for at, pain in course.moments if at.date() == day]
        cells.append(", ".join(moments))
    # Not a column of its own: nine of them would not fit a phone.
    changes = sum(change.day in days for change in course.changes)
    beside = f" <small>{count_words(changes, 'change')}</small>" if changes else ""
    return f'<tr><th scope="row">{short_day(day)}{beside}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _number(value: float, *, whole: bool) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:.0f}" if whole else f"{value:.1f}"
