"""One month of History: the chooser, the calendar, the list, and what was deleted lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from acujournal.journal import EARLIEST_DAY, UNDO_DAYS, Entry, Journal, Moment, days_of
from acujournal.ui import places
from acujournal.ui.day import bring_back
from acujournal.ui.page import Page, date_format, is_dark, keep_address
from acujournal.words import day_in_address, short_day


@dataclass(frozen=True)
class Month:
    """A calendar month as days `[first, until)`."""

    first: date
    until: date


def month_of(day: date) -> Month:
    """The month that holds `day`."""
    first = day.replace(day=1)
    return Month(first=first, until=(first + timedelta(days=31)).replace(day=1))


def chosen_month(page: Page) -> Month:
    """The month of the address, else this one; two buttons turn the page, a field jumps to any day."""
    asked = day_in_address(f"{st.query_params.get('month', '')}-01") or page.today
    month = month_of(min(max(asked, EARLIEST_DAY), page.today))
    keep_address(**({} if month.until > page.today else {"month": f"{month.first:%Y-%m}"}))
    with st.container(key="month", horizontal=True, vertical_alignment="center"):
        if st.button("Earlier", key="month.earlier", icon=":material/chevron_left:"):
            turn_to(month.first - timedelta(days=1))
        if st.button(
            "Later", key="month.later", icon=":material/chevron_right:", disabled=month.until > page.today
        ):
            turn_to(month.until)
        st.date_input(
            "Go to a day",
            value=None,
            min_value=EARLIEST_DAY,
            max_value=page.today,
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
        today=page.today,
        week_starts_on=page.preferences.week_starts_on,
        dark=is_dark(),
    )
    chosen = st.vega_lite_chart(
        drawing.spec,
        width="stretch",
        on_select="rerun",
        key=f"month.chart.{month.first}.{opened}",
        alt=charts.month_words(journal, month.first, month.until, today=page.today),
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
    """Every day of the month up to today, newest first, as links with its numbers."""
    unsaved = page.store.draft_days(month.first, month.until)
    sessions = {treatment.day for treatment in journal.done_treatments()}
    with st.container(key="month.list", gap=None):
        for day in sorted(
            days_of(month.first, min(month.until, page.today + timedelta(days=1))), reverse=True
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
    parts += ["session"] * session + ["not saved yet"] * unsaved
    return " · ".join(parts)


def recently_deleted(page: Page) -> None:
    """Days and moments deleted in the last 30 days, each with a way back."""
    entries = {short_day(entry.day): entry for entry in page.store.deleted_entries(page.now)}
    moments = {
        f"pain {moment.pain} of {short_day(moment.day)}, {moment.local:%H:%M}": moment
        for moment in page.store.deleted_moments(page.now)
    }
    gone: dict[str, Entry | Moment] = {**entries, **moments}
    if not gone:
        return
    with st.expander(f"Deleted in the last {UNDO_DAYS} days: {len(gone)}", key="month.deleted"):
        for name, thing in gone.items():
            key = f"month.restore.{thing.day if isinstance(thing, Entry) else thing.moment_id}"
            if st.button(f"Bring {name} back", key=key):
                bring_back(page, thing)
                st.rerun()
