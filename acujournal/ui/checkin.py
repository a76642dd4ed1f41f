"""The daily check-in: the same form for today and for any day before."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import streamlit as st

from acujournal.answers import NAME_LIMIT, NOTE_LIMIT, clean_text
from acujournal.body import NOWHERE, place_words
from acujournal.errors import BadValue
from acujournal.journal import MEDICINES_LIMIT, SCORES, Care, Entry
from acujournal.ui.asking import ask_places
from acujournal.ui.controls import Names, choices, long_text, name_list, number_box, scale, shown_number
from acujournal.ui.form import (
    Form,
    Kept,
    Values,
    draft_notice,
    keep_answers,
    keeper,
    open_form,
    plain,
    save_button,
    save_form,
    settle,
    status,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.page import Page
from acujournal.words import day_words

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
    kept = Kept(
        subject=f"entry {day.isoformat()}",
        about=day_words(day),
        values=values_of(saved),
        # A deleted day counts on where it was; whoever saves over it has seen nothing there.
        revision=saved.revision if saved else 0,
        thing=saved,
        build=partial(entry_of, day=day),
    )
    form = open_form(page, kept)
    form.saver = partial(save, day=day)
    form.is_overtaken = form.theirs is not None or bool(form.based_on and saved is None and form.is_touched)
    # Each notice has a place of its own, there or not, so that what follows it is never drawn twice for a moment.
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, ALL_WORDS, said)
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, ask)
    return form


def save_bar(page: Page, form: Form, day: date) -> Entry | None:
    """The button that saves, and one line on how things stand; the entry as the journal holds it."""
    saved = page.store.entry(day)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, partial(save, day=day))
        status(page, form, saved.saved_at if saved else None)
    return saved


def save(page: Page, form: Form, day: date) -> None:
    """Save what stands in the controls."""

    def put() -> int:
        answers = entry_of(form.values, day)
        entry = page.store.save_entry(
            answers, based_on=form.based_on, now=page.now, zone=page.zone, seen_drafts=form.seen
        )
        return entry.revision

    save_form(form, put)


def values_of(entry: Entry | None) -> Values:
    """What stands in the controls for an entry, as plain JSON."""
    source = entry or Entry(day=date(2000, 1, 1))
    values: Values = {name: getattr(source, name) for name in SCORES}
    values["sleep_hours"] = source.sleep_hours
    values["medicines"] = {"chosen": list(source.medicines), "typing": ""}
    values["other_care"] = [care.value for care in source.other_care]
    values["places"] = list(source.places)
    values["note"] = source.note
    return values


def entry_of(values: Values, day: date) -> Entry:
    """The entry these values mean; BadValue with a sentence where they mean none."""
    hours = values["sleep_hours"]
    if isinstance(hours, str):
        raise BadValue(
            "The hours of sleep are no number from 0 to 24. Write something like 7 or 7.5, or empty the field."
        )
    medicines = Names(tuple(values["medicines"]["chosen"]), values["medicines"]["typing"])
    return Entry(
        day=day,
        **{name: values[name] for name in SCORES},
        sleep_hours=hours,
        medicines=tuple(clean_text(name) for name in medicines.all),
        other_care=tuple(Care(care) for care in values["other_care"]),
        places=tuple(values["places"]),
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
    with st.container():
        if not fold.open and has_more(form):
            st.caption("More is written about this day.")
    if fold.open:
        with fold:
            values |= ask_more(page, form)
    body = st.expander(
        ALL_WORDS["places"],
        on_change="rerun",
        key=f"more places {form.subject}",
        icon=":material/accessibility:",
    )
    with st.container():
        if not body.open and form.values["places"]:
            st.caption(f"Marked: {said('places', form.values['places'])}.")
    if body.open:
        with body:
            values["places"] = ask_where(page, form)
    return values


def ask_where(page: Page, form: Form) -> list[str]:
    """Where it hurts; the places of the day before are offered, never filled in silently."""
    day = date.fromisoformat(form.subject.partition(" ")[2])
    before = page.store.entry(day - timedelta(days=1))
    offered = tuple(place for place in (before.places if before else ()) if place != NOWHERE)
    words = "today" if day == page.today else "that day"
    return ask_places(
        page,
        form,
        "places",
        f"Where did it hurt {words}?",
        offered=offered,
        offer=f"Same as the day before: {', '.join(map(place_words, offered))}",
        may_be_nowhere=True,
    )


def has_more(form: Form) -> bool:
    """Whether anything stands in the questions that fold away, but for the body, which has a fold of its own."""
    shown = (*FIRST, "places")
    return any(said(name, form.values[name]) != NOT_ANSWERED for name in form.values if name not in shown)


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
        value=shown_number(kept["sleep_hours"]),
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
        most=MEDICINES_LIMIT,
        another="Name of a medicine",
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


ALL_WORDS: Final = {
    **{name: label for name, (label, _, _) in QUESTIONS.items()},
    "sleep_hours": "Hours of sleep",
    "medicines": "Medicines",
    "other_care": "Other care",
    "places": "Where it hurts",
    "note": "Note",
}


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name == "medicines":
        return ", ".join(Names(tuple(value["chosen"]), value["typing"]).all) or NOT_ANSWERED
    if name == "other_care":
        return ", ".join(CARE_WORDS[Care(one)] for one in value) or NOT_ANSWERED
    if name == "places":
        return ", ".join(map(place_words, value)) or NOT_ANSWERED
    if value is None or value == "":
        return NOT_ANSWERED
    return f"{value:g}" if isinstance(value, float) else str(value)


def all_said(entry: Entry) -> str:
    """Every answer of an entry in words, a line each."""
    return all_in_words(ALL_WORDS, said, values_of(entry))
