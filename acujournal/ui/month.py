"""One month of History: the chooser, the calendar, the list, and what was deleted lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from acujournal.answers import EARLIEST_DAY, UNDO_DAYS
from acujournal.journal import Entry, Journal, Moment, days_of
from acujournal.ui import places
from acujournal.ui.day import bring_back
from acujournal.ui.page import Page, date_format, is_dark, keep_address, latest_day
from acujournal.words import day_in_address, short_day


@dataclass(frozen=True)
class Month:
    """A calendar month as days `[first, until)`, and the last day of all that can be opened."""

    first: date
    until: date
    latest: date


def month_of(day: date, latest: date) -> Month:
    """The month that holds `day`."""
    first = day.replace(day=1)
    return Month(first=first, until=(first + timedelta(days=31)).replace(day=1), latest=latest)


def chosen_month(page: Page) -> Month:
    """The month of the address, else this one; two buttons turn the page, a field jumps to any day."""
    latest = latest_day(page)
    asked = day_in_address(f"{st.query_params.get('month', '')}-01") or page.today
    month = month_of(min(max(asked, EARLIEST_DAY), latest), latest)
    keep_address(**({} if month.first <= page.today < month.until else {"month": f"{month.first:%Y-%m}"}))
    with st.container(key="month", horizontal=True, vertical_alignment="center"):
        if st.button("Earlier", key="month.earlier", icon=":material/chevron_left:"):
            turn_to(month.first - timedelta(days=1))
        if st.button(
            "Later", key="month.later", icon=":material/chevron_right:", disabled=month.until > latest
        ):
            turn_to(month.until)
        st.date_input(
            "Go to a day",
            value=None,
            min_value=EARLIEST_DAY,
            max_value=latest,
            key="month.day",
            format=date_format(),
            on_change=open_chosen_day,
            width=180,
        )
    st.header(f"{month.first:%B %Y}", anchor=False)
    return month


def open_chosen_day() -> None:
    """Open the day the field names, and empty the field for the next time."""
    day = st.session_state.get("month.day")
    if isinstance(day, date):
        st.query_params["day"] = day.isoformat()
    st.session_state["month.day"] = None


def turn_to(day: date) -> None:
    """Show another month, and keep it in the address."""
    st.query_params["month"] = f"{day:%Y-%m}"
    st.rerun()


def calendar(page: Page, journal: Journal, month: Month) -> None:
    """The month as a heat map; a tap on a day opens it."""
    from acujournal import charts

    opened = st.session_state.get("month.opened", 0)
    drawing = charts.month(
        journal,
        month.first,
        month.until,
        latest=month.latest,
        week_starts_on=page.preferences.week_starts_on,
        dark=is_dark(),
    )
    chosen = st.vega_lite_chart(
        drawing.spec,
        width="stretch",
        on_select="rerun",
        key=f"month.chart.{month.first}.{opened}",
        alt=charts.month_words(journal, month.first, month.until, latest=month.latest),
    )
    st.caption("A triangle is a session, a dot a day filled in later. Choose a day to open it.")
    picked = chosen["selection"].get("day", []) if isinstance(chosen, dict) else []
    day = day_in_address(picked[0].get("day_name")) if picked else None
    if day is not None:
        # The chart would keep its choice and open the day again on return, so the next one gets a new key.
        st.session_state["month.opened"] = opened + 1
        st.query_params["day"] = day.isoformat()
        st.rerun()


def list_of_days(page: Page, journal: Journal, month: Month) -> None:
    """Every day of the month that can be opened, newest first, as links with its numbers."""
    unsaved = page.store.draft_days(month.first, month.until)
    sessions = {treatment.day for treatment in journal.done_treatments()}
    with st.container(key="month.list", gap=None):
        for day in sorted(
            days_of(month.first, min(month.until, month.latest + timedelta(days=1))), reverse=True
        ):
            label = line_of(day, journal.on(day), session=day in sessions, unsaved=day in unsaved)
            st.page_link(places.HISTORY, label=label, width="stretch", query_params={"day": day.isoformat()})


def line_of(day: date, entry: Entry | None, *, session: bool, unsaved: bool) -> str:
    """One day in a line: numbers and marks, never a patient's words."""
    parts = [f"**{day:%a} {day.day} {day:%b}**"]
    if entry is None:
        parts.append("nothing written")
    else:
        scores = {"pain": entry.pain_average, "worst": entry.pain_worst, "stress": entry.stress}
        parts += [f"{name} {score}" for name, score in scores.items() if score is not None]
        parts += ["note"] * bool(entry.note) + ["filled in later"] * entry.filled_in_later
        parts += ["from another app"] * bool(entry.source)
    parts += ["session"] * session + ["not saved yet"] * unsaved
    return " · ".join(parts)


def recently_deleted(page: Page) -> None:
    """Days and moments deleted in the last 30 days, each with a way back."""
    gone: list[tuple[str, Entry | Moment]] = [
        *((short_day(entry.day), entry) for entry in page.store.deleted_entries(page.now)),
        *(
            (f"pain {moment.pain} of {short_day(moment.day)}, {moment.local:%H:%M}", moment)
            for moment in page.store.deleted_moments(page.now)
        ),
    ]
    if not gone:
        return
    with st.expander(f"Deleted in the last {UNDO_DAYS} days: {len(gone)}", key="month.deleted"):
        for name, thing in gone:
            key = f"month.restore.{thing.day if isinstance(thing, Entry) else thing.moment_id}"
            if st.button(f"Bring {name} back", key=key):
                bring_back(page, thing)
                st.rerun()
