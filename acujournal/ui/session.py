"""Acupuncture sessions: the list, and the card of one session."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Final
from uuid import uuid4

import streamlit as st

from acujournal.answers import UNDO_DAYS
from acujournal.errors import BadValue, SameMinute
from acujournal.treatment import (
    Treatment,
    TreatmentStatus,
)
from acujournal.ui import places
from acujournal.ui.card import (
    LABELS,
    SAME_MINUTE,
    STATUS_WORDS,
    Earlier,
    all_said,
    ask,
    earlier_sessions,
    said,
    saved_values,
    treatment_of,
)
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
from acujournal.ui.page import Page, keep_address
from acujournal.ui.savepart import save_in_part
from acujournal.ui.trouble import told_in_sentences
from acujournal.ui.versions import earlier_versions
from acujournal.words import count_words, day_words, short_day, zone_words

#: What the address says for a session that is not there yet.
LOG: Final = "log"
PLAN: Final = "plan"


def new_session_links() -> None:
    """Two ways to begin."""
    keep_address()
    with st.container(key="session.new", horizontal=True):
        st.page_link(
            places.SESSIONS,
            label="Log a session",
            icon=":material/add_circle:",
            query_params={"session": LOG},
        )
        st.page_link(
            places.SESSIONS, label="Plan a session", icon=":material/event:", query_params={"session": PLAN}
        )


def list_of_sessions(page: Page) -> None:
    """Planned ones first, nearest on top; then the others, newest on top."""
    treatments = page.store.treatments()
    planned = [t for t in treatments if t.status is TreatmentStatus.PLANNED]
    others = [t for t in treatments if t.status is not TreatmentStatus.PLANNED]
    if not treatments:
        st.text("No session yet. Log one you had, or plan the next.")
    for title, found in (("Planned", planned), ("Past", others[::-1])):
        if found:
            st.header(title, anchor=False)
            with st.container(key=f"session.{title.lower()}", gap=None):
                for treatment in found:
                    link_to(page, treatment)


def link_to(page: Page, treatment: Treatment) -> None:
    """One session in a line of numbers; a practitioner's name is a person's words and stands in the card."""
    parts = [f"**{short_day(treatment.day)}, {treatment.local:%H:%M}**"]
    passed = treatment.status is TreatmentStatus.PLANNED and treatment.starts_at < page.now
    held = treatment.status is TreatmentStatus.DONE
    if not held:
        parts.append("did it take place?" if passed else STATUS_WORDS[treatment.status].lower())
    if treatment.needle_minutes is not None:
        parts.append(f"{treatment.needle_minutes} min")
    if held and treatment.pain_before is not None and treatment.pain_after is not None:
        parts.append(f"pain {treatment.pain_before} → {treatment.pain_after}")
    if treatment.open_effects:
        parts.append("side effect open")
    st.page_link(
        places.SESSIONS,
        label=" · ".join(parts),
        width="stretch",
        query_params={"session": treatment.treatment_id},
    )


def correct_session(page: Page, asked: str) -> None:
    """The card of one session, or of one to be."""
    with st.container(key="session.all"):
        st.page_link(places.SESSIONS, label="All sessions", icon=":material/chevron_left:")
    keep_address(session=asked)
    is_new = asked in (LOG, PLAN)
    if is_new and (became := what_became_of(f"treatment {asked}")):
        # It is a session now, and has a card and an address of its own.
        st.query_params["session"] = became.item
        st.rerun()
    if is_new:
        open_instead = hand_over_draft(page, f"treatment {asked}", partial(became_of, page))
        if open_instead is not None:
            st.query_params["session"] = open_instead
            st.rerun()
    saved = None if is_new else page.store.treatment(asked)
    if not is_new and saved is None:
        st.title("Session", anchor=False)
        if not undo_bar(page, asked):
            st.text("There is no such session. Perhaps it was deleted; the list of sessions says so.")
        return
    st.title(title_of(asked, saved, page.today), anchor=False)
    form = card(page, asked, saved)
    save_and_look_back(form)


@st.fragment
def save_and_look_back(form: Form) -> None:
    """The Save bar of a session, and once it is saved what it was before and a way to delete it."""
    with told_in_sentences():
        if st.session_state.pop("session.gone", False):
            st.rerun()
        # The card above asks about a session at the same minute, and its title says the day.
        page = save_in_part(form, lambda page: (day_kept(page, form), form.problem == SAME_MINUTE))
        saved = page.store.treatment(form.item)
        with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
            save_button(form, partial(save, zone=saved.zone if saved else page.zone))
            status(page, form, saved.saved_at if saved else None)
        if saved is not None:
            earlier_versions(page, f"treatment {saved.treatment_id}", saved.revision, all_said)
            delete_button(
                page,
                "Delete this session",
                key=f"session.delete.{saved.treatment_id}",
                delete=partial(delete_session, saved=saved),
            )


def day_kept(page: Page, form: Form) -> date | None:
    """The day of the session as the journal holds it; None before it is saved, and once it is deleted."""
    saved = page.store.treatment(form.item)
    return None if saved is None else saved.day


def became_of(page: Page, treatment_id: str) -> Became | None:
    """The session a new card was saved as."""
    saved = page.store.treatment(treatment_id)
    return None if saved is None else Became(f"treatment {treatment_id}", saved_values(saved), saved.revision)


def card(page: Page, asked: str, saved: Treatment | None) -> Form:
    """The questions of a session, and a draft of every answer."""
    earlier = earlier_sessions(page)
    kept = kept_of(page, asked, saved, earlier)
    form = open_form(page, kept)
    zone = saved.zone if saved else page.zone
    form.saver = partial(save, zone=zone)
    if saved is None and isinstance(form.theirs, Treatment):
        # A card to be was saved from another tab: what it became is what both are compared with.
        kept = kept_of(page, asked, form.theirs, earlier)
    form.is_overtaken = form.theirs is not None
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, LABELS, said)
    if zone != page.zone:
        st.caption(f"The time is that of {zone_words(zone)}.")
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, partial(ask, earlier=earlier))
    return form


def kept_of(page: Page, asked: str, saved: Treatment | None, earlier: Earlier) -> Kept:
    """What the journal holds of this card."""
    return Kept(
        subject=f"treatment {asked}",
        about="The session",
        values=values_of(page, asked, saved, earlier),
        revision=saved.revision if saved else 0,
        thing=saved,
        build=partial(treatment_of, treatment_id="a draft", zone=page.zone),
        item=saved.treatment_id if saved else uuid4().hex,
    )


def title_of(asked: str, saved: Treatment | None, today: date) -> str:
    """What the card is about."""
    if saved is not None:
        return f"Session of {day_words(saved.day, today)}"
    return "Log a session" if asked == LOG else "Plan a session"


def values_of(page: Page, asked: str, saved: Treatment | None, earlier: Earlier) -> Values:
    """What stands in the card's controls, as plain JSON."""
    if saved is not None:
        return saved_values(saved)
    day = page.today if asked == LOG else page.today + timedelta(days=7)
    fresh = Treatment(
        treatment_id="new",
        starts_at=page.now,
        zone=page.zone,
        status=TreatmentStatus.DONE if asked == LOG else TreatmentStatus.PLANNED,
        practitioner=next(iter(earlier.practitioners), ""),
        currency=earlier.last.currency if earlier.last else "",
    )
    clock = f"{page.now:%H}:00" if asked == LOG else "10:00"
    return saved_values(fresh) | {"day": day.isoformat(), "clock": clock}


def save(page: Page, form: Form, zone: str) -> None:
    """Save the card. A session to be has had its id from the start: saving it twice cannot make two."""

    def put() -> int:
        treatment = treatment_of(form.values, treatment_id=form.item, zone=zone)
        try:
            kept = page.store.save_treatment(
                treatment,
                based_on=form.based_on,
                now=page.now,
                today=page.today,
                seen_drafts=form.seen,
                draft_subject=form.subject,
                may_share_its_minute=bool(form.values["twice"]),
            )
        except SameMinute as question:
            raise BadValue(SAME_MINUTE) from question
        return kept.revision

    save_form(form, put)
    was_saved = form.theirs is None and not form.problem
    if was_saved and form.subject in (f"treatment {LOG}", f"treatment {PLAN}"):
        rename_form(form, f"treatment {form.item}")


def delete_session(page: Page, saved: Treatment) -> None:
    """Delete the session as it is seen here; it can be brought back for 30 days."""
    page.store.delete_treatment(saved.treatment_id, based_on=saved.revision, now=page.now)
    # The button stands in a part of the page, and the whole page is about to become another one.
    st.session_state["session.gone"] = True


def undo_bar(page: Page, treatment_id: str) -> bool:
    """For a session deleted lately: say so, and offer it back."""
    gone = {treatment.treatment_id for treatment in page.store.deleted_treatments(page.now)}
    if treatment_id not in gone:
        return False
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(":material/delete: Deleted.")
        if st.button("Undo", key="session.undo", type="primary"):
            page.store.restore_treatment(treatment_id, now=page.now)
            st.rerun()
    return True


def deleted_sessions(page: Page) -> None:
    """Sessions deleted in the last 30 days, each with a way back."""
    gone = page.store.deleted_treatments(page.now)
    if not gone:
        return
    label = f"Deleted in the last {UNDO_DAYS} days: {count_words(len(gone), 'session')}"
    with st.expander(label, key="session.deleted"):
        for treatment in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                words = f"{short_day(treatment.day)}, {treatment.local:%H:%M}"
                st.text(words)
                if st.button(f"Bring {words} back", key=f"session.restore.{treatment.treatment_id}"):
                    page.store.restore_treatment(treatment.treatment_id, now=page.now)
                    st.rerun()
