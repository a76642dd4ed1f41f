"""What every page begins with: who is looking, at which journal, and what day it is where they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from acujournal.access import STRANGER, Role, Viewer
from acujournal.answers import find_zone
from acujournal.errors import BadValue, StorageTrouble
from acujournal.journal import Preferences
from acujournal.server import running
from acujournal.server.running import viewer_of
from acujournal.server.sentences import CLOSED

if TYPE_CHECKING:
    from acujournal.storage import JournalStore


@dataclass(frozen=True)
class Page:
    """One page for one viewer. `now` is aware, in the patient's zone; `today` is their calendar day."""

    viewer: Viewer
    store: JournalStore
    preferences: Preferences
    now: datetime

    @property
    def today(self) -> date:
        """The patient's calendar day."""
        return self.now.date()

    def at_present(self) -> Page | None:
        """The same page at this instant, None when the viewer has been signed out.

        A page lives from one run to the next; what a click or a keystroke calls runs in between, before the guard.
        """
        if current_viewer() != self.viewer:
            return None
        return replace(self, now=running.current().clock().astimezone(self.now.tzinfo))

    @property
    def zone(self) -> str:
        """The patient's time zone, an IANA name."""
        return self.preferences.zone


def current_viewer() -> Viewer:
    """Whoever holds this browser's cookie. Asked anew on every run of a script."""
    return viewer_of(st.context.cookies)


def open_page(title: str, *, needs: Role = Role.PATIENT) -> Page:
    """Let the viewer in or end the page: nothing of a journal is read before this has passed."""
    viewer = current_viewer()
    if viewer is STRANGER or not viewer.may_open_pages_for(needs):
        st.text(CLOSED.strip())
        st.stop()
    here = running.current()
    if here.store is None:
        raise StorageTrouble(here.trouble or "The journal is closed. Start AcuJournal again.")
    store = here.store.as_seen_by(viewer)
    preferences = store.preferences()
    now = here.clock().astimezone(ZoneInfo(preferences.zone))
    if title:
        st.title(title, anchor=False)
    return Page(viewer=viewer, store=store, preferences=preferences, now=now)


def latest_day(page: Page) -> date:
    """The last day that can be opened: today, or a written one that a journey west has put ahead of it."""
    span = page.store.span()
    return max(page.today, span[1]) if span else page.today


@cache
def zones() -> tuple[str, ...]:
    """Every time zone of the world by its IANA name; the same for all patients."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


def choose_zone(label: str, now: str, *, key: str, **more: Any) -> str:
    """Ask for a time zone, beginning with the one that holds `now`; `more` goes to the select box."""
    names = zones() if now in zones() else (now, *zones())
    return str(st.selectbox(label, names, index=names.index(now), key=key, **more))


def browser_zone() -> str | None:
    """The zone the browser says it is in; None where it says nothing a clock knows."""
    name = st.context.timezone
    if not name:
        return None
    try:
        find_zone(name)
    except BadValue:
        return None
    return name


def keep_address(**wanted: str) -> None:
    """Write into the browser's address what is open.

    Streamlit hands the parameters of a link to the page but leaves the address as it was when the link leads to
    the page it stands on; the next answer would then be taken for one on another screen.
    """
    st.query_params.from_dict(wanted)


def date_format() -> str:
    """How dates are typed where this browser is at home: the month first in the United States only."""
    return "MM/DD/YYYY" if st.context.locale == "en-US" else "DD/MM/YYYY"


def is_dark() -> bool:
    """Whether this browser shows the dark appearance."""
    return st.context.theme.type == "dark"
