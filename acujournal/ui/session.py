"""Acupuncture sessions: the list, and the card of one session."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from acujournal.errors import AcujournalError, BadValue, Conflict
from acujournal.journal import (
    EARLIEST_DAY,
    NEEDLE_MINUTES_LIMIT,
    NOTE_LIMIT,
    UNDO_DAYS,
    Treatment,
    TreatmentStatus,
    clean_text,
    instant,
)
from acujournal.ui import places
from acujournal.ui.controls import BadText, long_text, number_box, scale
from acujournal.ui.form import (
    Form,
    Values,
    discard,
    drop_draft,
    forget_form,
    keep_draft,
    keeper,
    mark_refused,
    mark_saved,
    open_form,
    plain,
    save_button,
    show_other_values,
)
from acujournal.ui.page import Page
from acujournal.ui.words import clock_words, count_words, day_words, short_day

#: What the address says for a session that is not there yet.
LOG: Final = "log"
PLAN: Final = "plan"
STATUS_WORDS: Final = {
    TreatmentStatus.DONE: "Done",
    TreatmentStatus.PLANNED: "Planned",
    TreatmentStatus.MISSED: "Missed",
    TreatmentStatus.CANCELLED: "Cancelled",
}
LABELS: Final = {
    "status": "This session is",
    "day": "Date",
    "clock": "Time",
    "practitioner": "Practitioner",
    "needle_minutes": "Minutes with needles in",
    "pain_before": "Pain just before",
    "pain_after": "Pain just after",
    "note": "Note",
}


def new_session_links() -> None:
    """Two ways to begin."""
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
    treatments = page.store.load_journal().treatments
    planned = [t for t in treatments if t.status is TreatmentStatus.PLANNED]
    others = [t for t in treatments if t.status is not TreatmentStatus.PLANNED]
    if not treatments:
        st.text("No session yet. Log one you had, or plan the next.")
    for title, found in (("Planned", planned), ("Past", others[::-1])):
        if found:
            st.subheader(title, anchor=False)
            with st.container(key=f"session.{title.lower()}", gap=None):
                for treatment in found:
                    link_to(page, treatment)


def link_to(page: Page, treatment: Treatment) -> None:
    """One session in a line of numbers; a practitioner's name is a person's words and stands in the card."""
    parts = [f"**{short_day(treatment.day)}, {treatment.local:%H:%M}**"]
    passed = treatment.status is TreatmentStatus.PLANNED and treatment.starts_at < page.now
    parts.append("did it take place?" if passed else STATUS_WORDS[treatment.status].lower())
    if treatment.needle_minutes is not None:
        parts.append(f"{treatment.needle_minutes} min")
    if treatment.pain_before is not None and treatment.pain_after is not None:
        parts.append(f"pain {treatment.pain_before} → {treatment.pain_after}")
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
    is_new = asked in (LOG, PLAN)
    saved = None if is_new else page.store.treatment(asked)
    if not is_new and saved is None:
        st.title("Session", anchor=False)
        if not undo_bar(page, asked):
            st.text("There is no such session. Perhaps it was deleted; the list of sessions says so.")
        return
    st.title(title_of(asked, saved, page.today), anchor=False)
    confirm_new(saved)
    revision = saved.revision if saved else 0
    form = open_form(
        page, f"treatment {asked}", "The session", values_of(page, asked, saved), revision, saved
    )
    if is_new and form.just_saved:
        open_card_of(form)
    if form.theirs is not None and saved is not None:
        settle(page, form, saved)
    draft_notice(page, form)
    keep_draft(page, form, ask(page, form))
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, partial(save, saved=saved))
        status(page, form, saved)
    if saved is not None:
        delete_button(page, saved)


def title_of(asked: str, saved: Treatment | None, today: date) -> str:
    """What the card is about."""
    if saved is not None:
        return f"Session of {day_words(saved.day, today)}"
    return "Log a session" if asked == LOG else "Plan a session"


def values_of(page: Page, asked: str, saved: Treatment | None) -> Values:
    """What stands in the card's controls, as plain JSON."""
    if saved is None:
        day = page.today if asked == LOG else page.today + timedelta(days=7)
        hour = page.now.replace(minute=0) if asked == LOG else datetime.combine(day, time(10))
        status = TreatmentStatus.DONE if asked == LOG else TreatmentStatus.PLANNED
        return {
            "status": status.value,
            "day": day.isoformat(),
            "clock": f"{hour:%H:%M}",
            "practitioner": next(iter(page.store.practitioners_used(1)), ""),
            "needle_minutes": None,
            "pain_before": None,
            "pain_after": None,
            "note": "",
        }
    return {
        "status": saved.status.value,
        "day": saved.local.date().isoformat(),
        "clock": f"{saved.local:%H:%M}",
        "practitioner": saved.practitioner,
        "needle_minutes": saved.needle_minutes,
        "pain_before": saved.pain_before,
        "pain_after": saved.pain_after,
        "note": saved.note,
    }


def ask(page: Page, form: Form) -> Values:
    """Draw the card's controls and read what stands in them."""
    kept = form.values
    values = dict(kept)
    status = st.segmented_control(
        LABELS["status"],
        [one.value for one in STATUS_WORDS],
        format_func=lambda one: STATUS_WORDS[TreatmentStatus(one)],
        default=kept["status"],
        required=True,
        key=form.key("status"),
    )
    values["status"] = status or kept["status"]
    left, right = st.columns(2)
    with left:
        day = st.date_input(
            LABELS["day"],
            value=date.fromisoformat(kept["day"]),
            min_value=EARLIEST_DAY,
            key=form.key("day"),
            format="DD/MM/YYYY",
        )
    with right:
        clock = st.time_input(
            LABELS["clock"], value=time.fromisoformat(kept["clock"]), key=form.key("clock"), step=300
        )
    values["day"] = day.isoformat() if isinstance(day, date) else kept["day"]
    values["clock"] = f"{clock:%H:%M}" if clock is not None else kept["clock"]
    values["practitioner"] = ask_practitioner(page, form)
    minutes = number_box(
        LABELS["needle_minutes"],
        key=form.key("needle_minutes"),
        value=BadText(kept["needle_minutes"], "")
        if isinstance(kept["needle_minutes"], str)
        else kept["needle_minutes"],
        low=1,
        high=NEEDLE_MINUTES_LIMIT,
        step=5,
        unit="minutes",
        on_change=keeper(page, form, "needle_minutes"),
    )
    values["needle_minutes"] = plain(minutes)
    if values["status"] == TreatmentStatus.DONE.value:
        for name in ("pain_before", "pain_after"):
            values[name] = scale(
                LABELS[name],
                key=form.key(name),
                value=kept[name],
                low="no pain",
                high="worst I can imagine",
                on_change=keeper(page, form, name),
            )
    values["note"] = long_text(
        LABELS["note"],
        key=form.key("note"),
        value=kept["note"],
        limit=NOTE_LIMIT,
        on_change=keeper(page, form, "note"),
    )
    return values


def ask_practitioner(page: Page, form: Form) -> str:
    """A name used before, or a new one."""
    kept = form.values["practitioner"]
    names = list(dict.fromkeys([*([kept] if kept else []), *page.store.practitioners_used()]))
    chosen = st.selectbox(
        LABELS["practitioner"],
        names,
        index=0 if kept else None,
        key=form.key("practitioner"),
        accept_new_options=True,
        placeholder="Choose or type a name",
    )
    return clean_text(chosen or "").strip()


def treatment_of(values: Values, treatment_id: str, zone: str) -> Treatment:
    """The session these values mean; BadValue with a sentence where they mean none."""
    minutes: Any = values["needle_minutes"]
    if isinstance(minutes, str) or (isinstance(minutes, float) and not minutes.is_integer()):
        raise BadValue(
            f"Minutes with needles are a whole number from 1 to {NEEDLE_MINUTES_LIMIT}, such as 25."
        )
    done = values["status"] == TreatmentStatus.DONE.value
    local = datetime.combine(date.fromisoformat(values["day"]), time.fromisoformat(values["clock"]))
    return Treatment(
        treatment_id=treatment_id,
        starts_at=instant(local, zone),
        zone=zone,
        status=TreatmentStatus(values["status"]),
        practitioner=values["practitioner"],
        needle_minutes=None if minutes is None else int(minutes),
        pain_before=values["pain_before"] if done else None,
        pain_after=values["pain_after"] if done else None,
        note=clean_text(values["note"]).strip(),
    )


def save(page: Page, form: Form, saved: Treatment | None) -> None:
    """Save the card, and show it as the database gives it back; else keep the sentence why not."""
    # The id of a new session is chosen once: pressing Save twice cannot make two.
    treatment_id = (
        saved.treatment_id if saved else st.session_state.setdefault(f"{form.subject}.id", uuid4().hex)
    )
    try:
        treatment = treatment_of(form.values, treatment_id, saved.zone if saved else page.zone)
        kept = page.store.save_treatment(treatment, based_on=form.based_on, now=page.now)
    except Conflict as conflict:
        form.theirs = conflict.theirs
    except AcujournalError as error:
        mark_refused(form, error)
    else:
        # The draft of a new session has a name of its own, which the store does not know.
        drop_draft(page, form)
        mark_saved(form, form.values, kept.revision)


def open_card_of(form: Form) -> None:
    """A new session is saved: show its own card, and let the next new one begin anew."""
    treatment_id = st.session_state.pop(f"{form.subject}.id")
    forget_form(form)
    st.session_state["session.saved"] = treatment_id
    st.query_params["session"] = treatment_id
    st.rerun()


def confirm_new(saved: Treatment | None) -> None:
    """Right after a new session was saved its own card says so."""
    if saved is not None and st.session_state.get("session.saved") == saved.treatment_id:
        st.success("The session is saved.", icon=":material/check_circle:")
        del st.session_state["session.saved"]


def status(page: Page, form: Form, saved: Treatment | None) -> None:
    """One line beside the button: saved and when, kept but not saved, or why it could not be saved."""
    if form.problem:
        st.error(form.problem)
    elif form.is_touched or saved is None:
        st.markdown("Not saved yet")
    elif saved.saved_at is not None:
        icon = ":material/check_circle: " if form.just_saved else ""
        st.markdown(f"{icon}Saved at {clock_words(saved.saved_at, page.zone, page.now)}")


def draft_notice(page: Page, form: Form) -> None:
    """What was not saved last time is back in its place; the person may throw it away."""
    if form.offered_at is None or not form.is_touched:
        return
    with st.container(key="session.draft", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"Here again: what you had not saved at {clock_words(form.offered_at, page.zone, page.now)}."
        )
        if st.button("Throw it away", key=form.key("discard")):
            discard(page, form)
            st.rerun()


def settle(page: Page, form: Form, saved: Treatment) -> None:
    """Two tabs changed the same session: show both, and let the person choose."""
    when = clock_words(saved.saved_at, page.zone, page.now) if saved.saved_at else ""
    with st.container(key="session.conflict", border=True):
        st.markdown(
            f"**This session was saved in another tab at {when}.** Below is what differs. Whatever you choose, "
            "the other one stays among the earlier versions."
        )
        stored = values_of(page, saved.treatment_id, saved)
        for name, label in LABELS.items():
            if form.values[name] != stored[name]:
                st.markdown(f"**{label}**")
                st.text(f"On this screen: {form.values[name] or '–'}\nIn the journal: {stored[name] or '–'}")
        with st.container(horizontal=True):
            mine = st.button("Save what is on this screen", key=form.key("mine"))
            theirs = st.button("Take what is in the journal", key=form.key("theirs"))
    if mine:
        form.based_on = saved.revision
        save(page, form, saved)
        st.rerun()
    if theirs:
        drop_draft(page, form)
        show_other_values(form, stored, saved.revision)
        st.rerun()


def delete_button(page: Page, saved: Treatment) -> None:
    """Delete the session; it can be brought back for 30 days."""
    if st.button("Delete this session", key=f"session.delete.{saved.treatment_id}", icon=":material/delete:"):
        try:
            page.store.delete_treatment(saved.treatment_id, based_on=saved.revision, now=page.now)
        except AcujournalError as error:
            st.error(str(error))
            return
        st.rerun()


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
