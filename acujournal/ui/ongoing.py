"""Medicines and other care: two lists, and the card of one of them.

A name is a person's words, so it stands as plain text beside the links and buttons and never in them: a number says
which of them belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from acujournal.answers import UNDO_DAYS, clean_text
from acujournal.background import Ongoing, OngoingKind
from acujournal.errors import AcujournalError
from acujournal.ui import places
from acujournal.ui.asking import ask_day, ask_line, ask_text
from acujournal.ui.deleting import delete_button
from acujournal.ui.form import (
    Became,
    Form,
    Kept,
    Values,
    draft_notice,
    hand_over_draft,
    keep_answers,
    open_form,
    rename_form,
    save_button,
    save_form,
    settle,
    status,
    what_became_of,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.page import Page, keep_address
from acujournal.ui.versions import earlier_versions
from acujournal.words import short_day

#: What the address says for the lists, and for a card of each kind that is not there yet.
LIST: Final = "list"
NEW: Final = {"new-medicine": OngoingKind.MEDICINE, "new-care": OngoingKind.CARE}
TITLES: Final = {OngoingKind.MEDICINE: "Medicines", OngoingKind.CARE: "Other care"}
TITLE: Final = "Medicines and other care"
ONE: Final = {OngoingKind.MEDICINE: "Medicine", OngoingKind.CARE: "Other care"}
ADD: Final = {OngoingKind.MEDICINE: "Add a medicine", OngoingKind.CARE: "Add other care"}
NOTHING: Final = {
    OngoingKind.MEDICINE: "No medicine is written down yet.",
    OngoingKind.CARE: "No other care is written down yet, such as physiotherapy or yoga.",
}
NAME_LABELS: Final = {
    OngoingKind.MEDICINE: "Medicine, with its dose",
    OngoingKind.CARE: "What it is",
}
#: Care that trials and practices often name beside acupuncture for back pain; offered, never chosen.
CARE_OFFERED: Final = (
    "Physiotherapy",
    "Exercise class",
    "Massage",
    "Yoga",
    "Chiropractic",
    "Osteopathy",
    "Pain psychology",
)
LABELS: Final = {"name": "Name", "began_on": "Began on", "ended_on": "Ended on", "note": "Note"}
A_NEW_DOSE: Final = "A new dose: end this one and add it anew, so that the change is seen beside your pain."
WHEN_EMPTY: Final = (
    "Leave the first date empty if it began before your journal, and the second while it goes on."
)


def ongoing_page(page: Page, asked: str) -> None:
    """The lists, or the card the address names."""
    if asked == LIST:
        lists(page)
    else:
        card_page(page, asked)


# The lists


def lists(page: Page) -> None:
    """What goes on, then what has ended, for medicines and for other care."""
    keep_address(ongoing=LIST)
    with st.container(key="ongoing.nav"):
        st.page_link(places.PLAN, label="Plan", icon=":material/chevron_left:")
    st.title(TITLE, anchor=False)
    st.text(
        "What you begin or end beside acupuncture is drawn below your pain on Progress: such a change can explain a "
        "change in pain as well as needles can."
    )
    with st.container():
        ended_notice(page)
    ongoing = page.store.all_ongoing()
    numbers = count(1)
    for kind in OngoingKind:
        list_of(page, kind, [one for one in ongoing if one.kind is kind], numbers)
    deleted_ongoing(page)


def list_of(page: Page, kind: OngoingKind, found: list[Ongoing], numbers: Iterator[int]) -> None:
    """One list with its way to add to it; `numbers` go on from one list to the next."""
    st.header(TITLES[kind], anchor=False)
    with st.container(key=f"ongoing.new.{kind.value}"):
        asked = next(name for name, its_kind in NEW.items() if its_kind is kind)
        st.page_link(
            places.PLAN, label=ADD[kind], icon=":material/add_circle:", query_params={"ongoing": asked}
        )
    if not found:
        st.text(NOTHING[kind])
    goes_on = [one for one in found if one.goes_on_after(page.today)]
    ended = [one for one in found if not one.goes_on_after(page.today)]
    for title, part in (("Going on", newest_first(goes_on)), ("Ended", newest_first(ended))):
        if part:
            st.subheader(title, anchor=False)
            for one in part:
                list_line(page, one, next(numbers))


def newest_first(found: Iterable[Ongoing]) -> list[Ongoing]:
    """The one that began or ended last first; those without any date last."""
    return sorted(found, key=lambda one: one.ended_on or one.began_on or date.min, reverse=True)


def list_line(page: Page, one: Ongoing, number: int) -> None:
    """One of them: its name, its dates as the link to its card, and for what goes on a way to end it.

    Its number stands in all three, so that whoever hears the link or the button alone knows which one it is of.
    """
    with st.container(key=f"ongoing.line.{one.ongoing_id}", gap=None):
        st.text(f"{number} · {one.name}")
        with st.container(horizontal=True, vertical_alignment="center", key=f"ongoing.do.{one.ongoing_id}"):
            st.page_link(
                places.PLAN,
                label=f"{number} · {span_words(one)} · change",
                query_params={"ongoing": one.ongoing_id},
            )
            if one.goes_on_after(page.today) and one.has_begun_by(page.today):
                st.button(
                    f"{number} · It ended today",
                    key=f"ongoing.end.{one.ongoing_id}",
                    on_click=partial(end_today, page, one),
                )


def changes_span(page: Page) -> tuple[date, date] | None:
    """The first and the last day on which any of them began or ended; None while no such day is known."""
    days = [day for one in page.store.all_ongoing() for day in (one.began_on, one.ended_on) if day]
    return (min(days), max(days)) if days else None


def span_words(one: Ongoing) -> str:
    """From when to when, in words; what is not known is not said."""
    if one.began_on and one.ended_on:
        return f"{short_day(one.began_on)} to {short_day(one.ended_on)}"
    if one.ended_on:
        return f"Until {short_day(one.ended_on)}"
    return f"Since {short_day(one.began_on)}" if one.began_on else "Since before this journal"


def end_today(page: Page, one: Ongoing) -> None:
    """End it as it is seen here; a notice offers to take that back."""
    here = page.at_present()
    if here is not None:
        put_end(here, one, here.today)


def put_end(page: Page, one: Ongoing, day: date | None) -> None:
    """Save another end over the state that was seen, and remember the one before for the notice."""
    try:
        kept = page.store.save_ongoing(replace(one, ended_on=day), based_on=one.revision, now=page.now)
    except AcujournalError as error:
        st.session_state["ongoing.ended"] = str(error)
    else:
        st.session_state["ongoing.ended"] = (kept, one.ended_on) if day == page.today else None


def ended_notice(page: Page) -> None:
    """Right after one was ended on the list: which, and a way to take it back while nothing else has changed it."""
    held = st.session_state.get("ongoing.ended")
    if isinstance(held, str):
        st.error(held)
        del st.session_state["ongoing.ended"]
        return
    if not isinstance(held, tuple):
        return
    kept, before = held
    if kept.ended_on != page.today or page.store.ongoing(kept.ongoing_id) != kept:
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.text(f"Ended today: {kept.name}")
        st.button("Undo", key="ongoing.go_on", type="primary", on_click=partial(go_on, page, kept, before))


def go_on(page: Page, kept: Ongoing, before: date | None) -> None:
    """Take the end back: it goes on as it did before."""
    here = page.at_present()
    if here is not None:
        put_end(here, kept, before)


def deleted_ongoing(page: Page) -> None:
    """Those deleted in the last 30 days, each with a way back."""
    gone = page.store.deleted_ongoing(page.now)
    if not gone:
        return
    with st.expander(f"Deleted in the last {UNDO_DAYS} days: {len(gone)}", key="ongoing.deleted"):
        for number, one in enumerate(gone, start=1):
            with st.container(key=f"ongoing.gone.{one.ongoing_id}", gap=None):
                st.text(f"{number} · {one.name}")
                label = f"{number} · Bring it back · {span_words(one)}"
                if st.button(label, key=f"ongoing.restore.{one.ongoing_id}"):
                    page.store.restore_ongoing(one.ongoing_id, now=page.now)
                    st.rerun()


# The card


def card_page(page: Page, asked: str) -> None:
    """The card of one, or of one to be."""
    with st.container(key="ongoing.nav"):
        st.page_link(places.PLAN, label=TITLE, icon=":material/chevron_left:", query_params={"ongoing": LIST})
    keep_address(ongoing=asked)
    is_new = asked in NEW
    if is_new and (became := what_became_of(f"ongoing {asked}")):
        # It is in the list now, and has a card and an address of its own.
        st.query_params["ongoing"] = became.item
        st.rerun()
    if is_new:
        open_instead = hand_over_draft(page, f"ongoing {asked}", partial(became_of, page))
        if open_instead is not None:
            st.query_params["ongoing"] = open_instead
            st.rerun()
    saved = None if is_new else page.store.ongoing(asked)
    if not is_new and saved is None:
        st.title(TITLE, anchor=False)
        if not undo_bar(page, asked):
            st.text("There is no such card. Perhaps it was deleted; the list says so.")
        return
    kind = saved.kind if saved else NEW[asked]
    st.title(ONE[kind] if saved else ADD[kind], anchor=False)
    form = card(page, asked, kind, saved)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, partial(save, kind=kind))
        status(page, form, saved.saved_at if saved else None)
    if saved is not None:
        earlier_versions(page, f"ongoing {saved.ongoing_id}", saved.revision, all_said)
        delete_button(
            page,
            "Delete this medicine" if kind is OngoingKind.MEDICINE else "Delete this care",
            key=f"ongoing.delete.{saved.ongoing_id}",
            delete=partial(delete_ongoing, saved=saved),
        )


def became_of(page: Page, ongoing_id: str) -> Became | None:
    """What a new card was saved as."""
    saved = page.store.ongoing(ongoing_id)
    return None if saved is None else Became(f"ongoing {ongoing_id}", values_of(saved), saved.revision)


def card(page: Page, asked: str, kind: OngoingKind, saved: Ongoing | None) -> Form:
    """The questions of a card, and a draft of every answer."""
    kept = kept_of(asked, kind, saved)
    form = open_form(page, kept)
    form.saver = partial(save, kind=kind)
    if saved is None and isinstance(form.theirs, Ongoing):
        # A card to be was saved from another tab: what it became is what both are compared with.
        kept = kept_of(asked, kind, form.theirs)
    form.is_overtaken = form.theirs is not None
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, LABELS, said)
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, partial(ask, kind=kind))
    return form


def kept_of(asked: str, kind: OngoingKind, saved: Ongoing | None) -> Kept:
    """What the journal holds of this card."""
    return Kept(
        subject=f"ongoing {asked}",
        about="The medicine" if kind is OngoingKind.MEDICINE else "The other care",
        values=values_of(saved),
        revision=saved.revision if saved else 0,
        thing=saved,
        build=partial(ongoing_of, ongoing_id="a draft", kind=kind),
        item=saved.ongoing_id if saved else uuid4().hex,
    )


def values_of(saved: Ongoing | None) -> Values:
    """What stands in the controls, as plain JSON. A new card begins empty: nobody's dates are guessed."""
    if saved is None:
        return {"name": "", "began_on": "", "ended_on": "", "note": ""}
    return {
        "name": saved.name,
        "began_on": saved.began_on.isoformat() if saved.began_on else "",
        "ended_on": saved.ended_on.isoformat() if saved.ended_on else "",
        "note": saved.note,
    }


def ask(page: Page, form: Form, *, kind: OngoingKind) -> Values:
    """Draw the card's controls and read what stands in them."""
    values: Values = {
        "name": ask_line(page, form, "name", NAME_LABELS[kind], offered=names_offered(page, kind))
    }
    left, right = st.columns(2)
    with left:
        values["began_on"] = ask_day(page, form, "began_on", LABELS["began_on"])
    with right:
        values["ended_on"] = ask_day(page, form, "ended_on", LABELS["ended_on"])
    st.caption(WHEN_EMPTY)
    if kind is OngoingKind.MEDICINE:
        st.caption(A_NEW_DOSE)
    values["note"] = ask_text(page, form, "note", LABELS["note"])
    return values


def names_offered(page: Page, kind: OngoingKind) -> tuple[str, ...]:
    """Names to choose instead of typing: those in the list already, then medicines of the check-ins or usual care."""
    own = [one.name for one in page.store.all_ongoing() if one.kind is kind]
    more = page.store.medicines_used() if kind is OngoingKind.MEDICINE else CARE_OFFERED
    return tuple({name.casefold(): name for name in (*more, *reversed(own))}.values())


def ongoing_of(values: Values, *, ongoing_id: str, kind: OngoingKind) -> Ongoing:
    """The medicine or care these values mean; BadValue with a sentence where they mean none."""
    began_on, ended_on = (
        date.fromisoformat(values[name]) if values[name] else None for name in ("began_on", "ended_on")
    )
    return Ongoing(
        ongoing_id=ongoing_id,
        kind=kind,
        name=clean_text(values["name"]).strip(),
        began_on=began_on,
        ended_on=ended_on,
        note=clean_text(values["note"]).strip(),
    )


def save(page: Page, form: Form, kind: OngoingKind) -> None:
    """Save the card. A new one has had its id from the start: saving it twice cannot make two."""

    def put() -> int:
        kept = page.store.save_ongoing(
            ongoing_of(form.values, ongoing_id=form.item, kind=kind),
            based_on=form.based_on,
            now=page.now,
            seen_drafts=form.seen,
            draft_subject=form.subject,
        )
        return kept.revision

    save_form(form, put)
    was_saved = form.theirs is None and not form.problem
    if was_saved and form.subject in {f"ongoing {name}" for name in NEW}:
        rename_form(form, f"ongoing {form.item}")


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name in ("began_on", "ended_on") and value:
        return short_day(date.fromisoformat(value))
    return str(value) or NOT_ANSWERED


def all_said(one: Ongoing) -> str:
    """Every answer of a card in words, a line each."""
    return all_in_words(LABELS, said, values_of(one))


def delete_ongoing(page: Page, saved: Ongoing) -> None:
    """Delete it as it is seen here; it can be brought back for 30 days."""
    page.store.delete_ongoing(saved.ongoing_id, based_on=saved.revision, now=page.now)


def undo_bar(page: Page, ongoing_id: str) -> bool:
    """For one deleted lately: say so, and offer it back."""
    if ongoing_id not in {one.ongoing_id for one in page.store.deleted_ongoing(page.now)}:
        return False
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(":material/delete: Deleted.")
        if st.button("Undo", key="ongoing.undo", type="primary"):
            page.store.restore_ongoing(ongoing_id, now=page.now)
            st.rerun()
    return True
