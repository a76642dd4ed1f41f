"""The daily check-in: the same form for today and for any day before."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Final

import streamlit as st

from acujournal.errors import AcujournalError, BadValue, Conflict
from acujournal.journal import NAME_LIMIT, NOTE_LIMIT, SCORES, Care, Entry, clean_text
from acujournal.ui.controls import BadText, Names, choices, long_text, name_list, number_box, scale
from acujournal.ui.form import (
    Form,
    Values,
    discard,
    drop_draft,
    keep_draft,
    keeper,
    mark_refused,
    mark_saved,
    open_form,
    plain,
    save_button,
    show_other_values,
    tabs_of_draft,
)
from acujournal.ui.page import Page
from acujournal.ui.words import clock_words, day_words

CARE_WORDS: Final = {
    Care.EXERCISE: "Exercise",
    Care.WALKING: "Walking",
    Care.HEAT: "Heat",
    Care.PHYSIOTHERAPY: "Physiotherapy",
    Care.MASSAGE: "Massage",
    Care.REST: "Rest",
    Care.RELAXATION: "Relaxation",
    Care.OTHER: "Something else",
}
#: The two answers that are always in sight; the others fold away.
FIRST: Final = ("pain_average", "stress")
QUESTIONS: Final = {
    "pain_average": ("Average pain", "no pain", "worst I can imagine"),
    "stress": ("Stress", "none at all", "most I can imagine"),
    "pain_worst": ("Worst pain", "no pain", "worst I can imagine"),
    "interference": ("How much pain got in the way", "not at all", "completely"),
    "sleep_quality": ("How well I slept last night", "very badly", "very well"),
}


def questions(page: Page, day: date) -> Form:
    """Ask for one day, and keep a draft of every answer."""
    saved = page.store.entry(day)
    form = open_form(
        page, f"entry {day.isoformat()}", day_words(day), values_of(saved), revision_of(saved), saved
    )
    if form.theirs is not None or (form.based_on and saved is None and form.is_touched):
        settle(page, form, day, saved)
    draft_notice(page, form)
    keep_draft(page, form, ask(page, form))
    return form


def save_bar(page: Page, form: Form, day: date) -> Entry | None:
    """The button that saves, and one line on how things stand; the entry as the journal holds it."""
    saved = page.store.entry(day)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, partial(save, day=day))
        status(page, form, saved)
    return saved


def revision_of(saved: Entry | None) -> int:
    """The revision a save is based on: 0 where there is none, or none any more."""
    return saved.revision if saved else 0


def values_of(entry: Entry | None) -> Values:
    """What stands in the controls for an entry, as plain JSON."""
    source = entry or Entry(day=date(2000, 1, 1))
    values: Values = {name: getattr(source, name) for name in SCORES}
    values["sleep_hours"] = source.sleep_hours
    values["medicines"] = {"chosen": list(source.medicines), "typing": ""}
    values["other_care"] = [care.value for care in source.other_care]
    values["note"] = source.note
    return values


def entry_of(values: Values, day: date) -> Entry:
    """The entry these values mean; BadValue with a sentence where they mean none."""
    hours = values["sleep_hours"]
    if isinstance(hours, str):
        raise BadValue(
            "The hours of sleep are not a number. Write something like 7 or 7.5, or empty the field."
        )
    medicines = Names(tuple(values["medicines"]["chosen"]), values["medicines"]["typing"])
    return Entry(
        day=day,
        **{name: values[name] for name in SCORES},
        sleep_hours=hours,
        medicines=tuple(clean_text(name) for name in medicines.all),
        other_care=tuple(Care(care) for care in values["other_care"]),
        note=clean_text(values["note"]).strip(),
    )


def ask(page: Page, form: Form) -> Values:
    """Draw the questions and read what stands in them."""
    values = dict(form.values)
    for name in FIRST:
        values[name] = ask_score(page, form, name)
    # The words never change: Streamlit would take it for another one and close it under the hand that writes.
    fold = st.expander(
        "More about this day", on_change="rerun", key=f"more {form.subject}", icon=":material/edit_note:"
    )
    if fold.open:
        with fold:
            values |= ask_more(page, form)
    elif has_more(form):
        st.caption("Something is written there.")
    return values


def has_more(form: Form) -> bool:
    """Whether anything stands in the questions that fold away."""
    return any(said(form.values[name]) != "–" for name in form.values if name not in FIRST)


def ask_score(page: Page, form: Form, name: str) -> int | None:
    """One 0-10 question."""
    label, low, high = QUESTIONS[name]
    return scale(
        label,
        key=form.key(name),
        value=form.values[name],
        low=low,
        high=high,
        on_change=keeper(page, form, name),
    )


def ask_more(page: Page, form: Form) -> Values:
    """The questions that fold away."""
    more: Values = {name: ask_score(page, form, name) for name in QUESTIONS if name not in FIRST}
    kept = form.values
    hours = number_box(
        "Hours of sleep last night",
        key=form.key("sleep_hours"),
        value=_hours(kept["sleep_hours"]),
        low=0,
        high=24,
        step=0.5,
        unit="hours",
        on_change=keeper(page, form, "sleep_hours"),
    )
    medicines = name_list(
        "Medicines taken",
        key=form.key("medicines"),
        value=Names(tuple(kept["medicines"]["chosen"]), kept["medicines"]["typing"]),
        offered=page.store.medicines_used(),
        limit_each=NAME_LIMIT,
        on_change=keeper(page, form, "medicines"),
    )
    care = choices(
        "Other care",
        key=form.key("other_care"),
        value=kept["other_care"],
        options={care.value: words for care, words in CARE_WORDS.items()},
        on_change=keeper(page, form, "other_care"),
    )
    note = long_text(
        "Note",
        key=form.key("note"),
        value=kept["note"],
        limit=NOTE_LIMIT,
        on_change=keeper(page, form, "note"),
    )
    answers = {"sleep_hours": hours, "medicines": medicines, "other_care": care, "note": note}
    return more | {name: plain(answer) for name, answer in answers.items()}


def _hours(kept: Any) -> float | BadText | None:
    return BadText(kept, "") if isinstance(kept, str) else kept


def save(page: Page, form: Form, day: date) -> None:
    """Save what stands in the controls, and show it as the database gives it back; else keep the sentence why not."""
    try:
        entry = page.store.save_entry(
            entry_of(form.values, day),
            based_on=form.based_on,
            now=page.now,
            zone=page.zone,
            seen_drafts=tabs_of_draft(form),
        )
    except Conflict as conflict:
        form.theirs = conflict.theirs
    except AcujournalError as error:
        mark_refused(form, error)
    else:
        mark_saved(form, form.values, entry.revision)
        if form.values != values_of(entry):
            # A half-typed medicine is a chosen one now, a note has lost its last blank: the controls show it so.
            show_other_values(form, values_of(entry), entry.revision)
            form.just_saved = True


def status(page: Page, form: Form, saved: Entry | None) -> None:
    """One line beside the button: saved and when, kept but not saved, or why it could not be saved."""
    if form.problem:
        st.error(form.problem)
    elif form.is_touched:
        st.markdown("Not saved yet")
    elif saved is not None and saved.saved_at is not None:
        icon = ":material/check_circle: " if form.just_saved else ""
        st.markdown(f"{icon}Saved at {clock_words(saved.saved_at, page.zone, page.now)}")


def draft_notice(page: Page, form: Form) -> None:
    """What was not saved last time is back in its place; the person may throw it away."""
    if form.offered_at is None or not form.is_touched:
        return
    with st.container(
        key=f"draft.{form.subject.replace(' ', '-')}", horizontal=True, vertical_alignment="center"
    ):
        st.markdown(
            f"Here again: what you had not saved at {clock_words(form.offered_at, page.zone, page.now)}."
        )
        if st.button("Throw it away", key=form.key("discard")):
            discard(page, form)
            st.rerun()


def settle(page: Page, form: Form, day: date, saved: Entry | None) -> None:
    """Two tabs changed the same day: show both, and let the person choose. Nothing is overwritten unseen."""
    with st.container(key=f"conflict.{day.isoformat()}", border=True):
        when = clock_words(saved.saved_at, page.zone, page.now) if saved and saved.saved_at else ""
        st.markdown(
            f"**This day was saved in another tab at {when}.** Below is what differs. Whatever you choose, "
            "the other one stays among the earlier versions."
            if saved
            else "**This day was deleted in another tab.** What is on this screen is not saved."
        )
        differences(form.values, values_of(saved))
        with st.container(horizontal=True):
            mine = st.button("Save what is on this screen", key=form.key("mine"))
            theirs = st.button("Take what is in the journal", key=form.key("theirs"))
    if mine:
        form.based_on = revision_of(saved)
        save(page, form, day)
        st.rerun()
    if theirs:
        drop_draft(page, form)
        show_other_values(form, values_of(saved), revision_of(saved))
        st.rerun()


def differences(mine: Values, theirs: Values) -> None:
    """List the answers that differ, side by side; a person's words are shown as plain text."""
    for name, words in {**{n: q[0] for n, q in QUESTIONS.items()}, **OTHER_WORDS}.items():
        if mine[name] == theirs[name]:
            continue
        st.markdown(f"**{words}**")
        left, right = st.columns(2)
        with left:
            st.text(f"On this screen: {said(mine[name])}")
        with right:
            st.text(f"In the journal: {said(theirs[name])}")


OTHER_WORDS: Final = {
    "sleep_hours": "Hours of sleep",
    "medicines": "Medicines",
    "other_care": "Other care",
    "note": "Note",
}


def said(value: Any) -> str:
    """An answer as words: an en dash for "not answered"."""
    if isinstance(value, dict):
        value = [*value["chosen"], *([value["typing"]] if value["typing"] else [])]
    if isinstance(value, list):
        return ", ".join(CARE_WORDS[Care(one)] if one in list(Care) else str(one) for one in value) or "–"
    if value is None or value == "":
        return "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
