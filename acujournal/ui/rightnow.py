"""Pain right now: two taps, and a third to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import uuid4

import streamlit as st

from acujournal.answers import HIGHEST, LOWEST
from acujournal.errors import AcujournalError
from acujournal.journal import Moment
from acujournal.ui.page import Page

#: A second tap this soon is a slip of the finger corrected, not another moment.
SAME_MOMENT: Final = timedelta(seconds=20)


def pain_right_now(page: Page, *, title: str) -> None:
    """The title of the day with a button that opens eleven numbers; the tap on a number saves it."""
    with st.container(key="head", horizontal=True, wrap=False, vertical_alignment="center"):
        st.title(title, anchor=False)
        opened = st.session_state.get("moment.opened", 0)
        fold = st.popover("Pain right now", key=f"moment.fold.{opened}", on_change="rerun")
        if fold.open:
            with fold:
                offer_numbers(page)
    confirm(page)


def offer_numbers(page: Page) -> None:
    """Eleven buttons rather than a scale: each is one tap, and arrow keys cannot save by accident."""
    st.markdown("**How strong is the pain right now?**")
    eleven_numbers("moment", lambda number: save_moment(page, number))


def eleven_numbers(key: str, choose: Callable[[int], None]) -> None:
    """Pain in one tap: a button for each number from 0 to 10."""
    with st.container(horizontal=True, gap="xsmall", key=f"{key}.numbers"):
        for number in range(LOWEST, HIGHEST + 1):
            st.button(str(number), key=f"{key}.{number}", on_click=choose, args=(number,))
    st.caption("0 is no pain, 10 the worst you can imagine.")


def save_moment(page: Page, pain: int) -> None:
    """Save at once; a number chosen again within seconds replaces the one before."""
    here = page.at_present()
    if here is None:
        return
    # `to_dict` has no pause at which Streamlit could stop this for the next click, before anything is saved.
    last = st.session_state.to_dict().get("moment.last")
    # A clock that was set back makes the last moment lie ahead: that is not a slip of the finger.
    again = (
        isinstance(last, Moment)
        and last.deleted_at is None
        and timedelta(0) <= here.now - last.at < SAME_MOMENT
    )
    moment_id = last.moment_id if again and isinstance(last, Moment) else uuid4().hex
    moment = Moment(moment_id=moment_id, at=here.now, zone=here.zone, pain=pain)
    try:
        st.session_state["moment.last"] = here.store.save_moment(moment, now=here.now)
    except AcujournalError as error:
        st.session_state["moment.problem"] = str(error)
        return
    st.session_state["moment.opened"] = st.session_state.get("moment.opened", 0) + 1


def confirm(page: Page) -> None:
    """Say what was kept, as the journal holds it at this moment, with a way to take it back."""
    if problem := st.session_state.pop("moment.problem", ""):
        st.error(f"The pain right now is not saved. {problem}")
    last = st.session_state.get("moment.last")
    if not isinstance(last, Moment) or last.day != page.today:
        return
    kept = page.store.moment(last.moment_id)
    if kept is None and last not in page.store.deleted_moments(page.now):
        # It was in the sample, which is gone, or was deleted and not from here.
        return
    with st.container(key="moment", horizontal=True, vertical_alignment="center"):
        if kept is not None:
            st.markdown(f":material/check_circle: Saved: pain {kept.pain} at {kept.local:%H:%M}")
            if st.button("Undo", key="moment.undo", type="tertiary"):
                gone = page.store.delete_moment(kept.moment_id, based_on=kept.revision, now=page.now)
                st.session_state["moment.last"] = gone
                st.rerun()
        else:
            st.markdown(f"Taken back: pain {last.pain} at {last.local:%H:%M}")
            if st.button("Put it back", key="moment.redo", type="tertiary"):
                st.session_state["moment.last"] = page.store.restore_moment(last.moment_id, now=page.now)
                st.rerun()
