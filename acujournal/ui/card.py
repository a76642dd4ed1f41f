"""The questions of one session: what stands in the card, what is asked, and the session these answers mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import streamlit as st

from acujournal.answers import clean_text, instant
from acujournal.body import place_words
from acujournal.errors import BadValue
from acujournal.points import point_words
from acujournal.treatment import (
    COST_LIMIT,
    NEEDLE_MINUTES_LIMIT,
    NEEDLES_LIMIT,
    Feeling,
    Style,
    Treatment,
    TreatmentStatus,
)
from acujournal.ui.asking import (
    ask_choices,
    ask_clock,
    ask_day,
    ask_line,
    ask_number,
    ask_one,
    ask_pain,
    ask_places,
    ask_points,
    ask_scale,
    ask_text,
)
from acujournal.ui.controls import Points
from acujournal.ui.effects import EFFECT_LABELS, ask_effects, effect_said, effect_values, effects_of
from acujournal.ui.form import (
    Form,
    Values,
    filler,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.page import Page
from acujournal.words import short_day, title_day

STATUS_WORDS: Final = {
    TreatmentStatus.DONE: "Done",
    TreatmentStatus.PLANNED: "Planned",
    TreatmentStatus.MISSED: "Missed",
    TreatmentStatus.CANCELLED: "Cancelled",
}
STYLE_WORDS: Final = {
    Style.MANUAL: "Needles by hand",
    Style.ELECTRO: "Needles with current",
    Style.MOXA: "Moxa (warmth)",
    Style.CUPPING: "Cupping",
    Style.EAR: "Ear",
    Style.DRY_NEEDLING: "Dry needling",
}
FEELING_WORDS: Final = {
    Feeling.RELAXED: "Relaxed",
    Feeling.ENERGISED: "Energised",
    Feeling.TIRED: "Tired",
    Feeling.LIGHTER: "Lighter",
    Feeling.EMOTIONAL: "Emotional",
    Feeling.UNEASY: "Uneasy",
    Feeling.UNCHANGED: "No different",
}
LABELS: Final = {
    "status": "This session is",
    "day": "Date",
    "clock": "Time",
    "practitioner": "Practitioner",
    "expectation": "How much do I expect it to help?",
    "pain_before": "Pain just before",
    "pain_after": "Pain just after",
    "pain_day_after": "Pain the day after",
    "feelings": "How it felt",
    "effects": "Side effects",
    **EFFECT_LABELS,
    "styles": "Style",
    "needle_minutes": "Minutes with needles in",
    "needles": "Number of needles",
    "points": "Points",
    "places": "Where the needles were",
    "what_was_done": "What was done",
    "cost": "Cost",
    "currency": "Currency",
    "questions": "Questions for next time",
    "note": "Note",
}
#: What is much the same each time, and therefore offered again.
REPEATED: Final = ("styles", "needle_minutes", "needles", "points", "places", "cost", "currency")
CURRENCIES: Final = (
    "EUR",
    "GBP",
    "USD",
    "CHF",
    "CAD",
    "AUD",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "JPY",
    "CNY",
)
TWICE: Final = "two sessions"


def saved_values(saved: Treatment) -> Values:
    """What stands in the controls for a saved session."""
    return {
        "status": saved.status.value,
        "day": saved.day.isoformat(),
        "clock": f"{saved.local:%H:%M}",
        "practitioner": saved.practitioner,
        "expectation": saved.expectation,
        "pain_before": saved.pain_before,
        "pain_after": saved.pain_after,
        "pain_day_after": saved.pain_day_after,
        "feelings": [feeling.value for feeling in saved.feelings],
        **effect_values(saved.side_effects),
        "styles": [style.value for style in saved.styles],
        "needle_minutes": saved.needle_minutes,
        "needles": saved.needles,
        "points": {"chosen": list(saved.points), "typing": ""},
        "places": list(saved.places),
        "what_was_done": saved.what_was_done,
        "cost": None if saved.cost_cents is None else saved.cost_cents / 100,
        "currency": saved.currency,
        "questions": saved.questions,
        "note": saved.note,
        "twice": [],
    }


@dataclass(frozen=True)
class Earlier:
    """What sessions before lend to a card: the one that took place last, and the names of practitioners."""

    last: Treatment | None
    practitioners: tuple[str, ...]


def earlier_sessions(page: Page) -> Earlier:
    """Read it once for the whole card."""
    return Earlier(last=page.store.last_done(), practitioners=page.store.practitioners_used())


def ask(page: Page, form: Form, earlier: Earlier) -> Values:
    """Draw the card's controls and read what stands in them."""
    values = dict(form.values)
    statuses = {one.value: words for one, words in STATUS_WORDS.items()}
    values["status"] = ask_one(page, form, "status", LABELS["status"], statuses)
    left, right = st.columns(2)
    with left:
        values["day"] = ask_day(page, form, "day", LABELS["day"])
    with right:
        values["clock"] = ask_clock(page, form, "clock", LABELS["clock"])
    with st.container():
        if form.values["twice"] or form.problem == SAME_MINUTE:
            words = {TWICE: "Yes, these are two sessions at the same time"}
            values["twice"] = ask_choices(page, form, "twice", "Two sessions at once?", words)
    values["practitioner"] = ask_line(
        page,
        form,
        "practitioner",
        LABELS["practitioner"],
        offered=earlier.practitioners,
    )
    with st.container():
        questions_of_last_time(form, earlier.last)
    is_done = values["status"] == TreatmentStatus.DONE.value
    with st.container():
        if is_done:
            offer_last_time(form, earlier.last)
    if is_done:
        for name in ("pain_before", "pain_after"):
            values[name] = ask_pain(page, form, name, LABELS[name])
        if values["day"] and values["day"] < page.today.isoformat():
            values["pain_day_after"] = ask_pain(page, form, "pain_day_after", LABELS["pain_day_after"])
        values["feelings"] = ask_choices(
            page,
            form,
            "feelings",
            LABELS["feelings"],
            {one.value: words for one, words in FEELING_WORDS.items()},
        )
    else:
        with st.container():
            if any(said(name, form.values[name]) != NOT_ANSWERED for name in HELD):
                st.caption("What was written about the session as it took place stays with it.")
    if is_done or form.values["effects"]:
        values |= folded(page, form, "effects", "Side effects", ("effects",), ask_effects)
    values |= folded(page, form, "needles", "Needles, points and places", WHAT_WAS_DONE, ask_what_was_done)
    values |= folded(page, form, "around", "Expectation, questions, cost, note", AROUND, ask_around)
    return values


#: What is asked only about a session that took place.
HELD: Final = ("pain_before", "pain_after", "pain_day_after", "feelings")
WHAT_WAS_DONE: Final = ("styles", "needle_minutes", "needles", "points", "places", "what_was_done")
AROUND: Final = ("expectation", "questions", "cost", "note")


def folded(
    page: Page,
    form: Form,
    fold_name: str,
    words: str,
    names: tuple[str, ...],
    questions: Callable[[Page, Form], Values],
) -> Values:
    """Questions that fold away; while they are folded one line says what stands in them, and nothing is drawn."""
    # Named for the session and not for the card, which goes on under another name once it is saved.
    fold = st.expander(words, on_change="rerun", key=f"more {fold_name} {form.item}")
    with st.container():
        if not fold.open:
            given = [LABELS[name].lower() for name in names if said(name, form.values[name]) != NOT_ANSWERED]
            if given:
                st.caption(f"Written down: {', '.join(given)}.")
    if not fold.open:
        return {}
    with fold:
        return questions(page, form)


def ask_what_was_done(page: Page, form: Form) -> Values:
    """The questions about needles."""
    values: Values = {
        "styles": ask_choices(
            page,
            form,
            "styles",
            LABELS["styles"],
            {one.value: words for one, words in STYLE_WORDS.items()},
        )
    }
    left, right = st.columns(2)
    with left:
        values["needle_minutes"] = ask_number(
            page,
            form,
            "needle_minutes",
            LABELS["needle_minutes"],
            low=1,
            high=NEEDLE_MINUTES_LIMIT,
            step=5,
            unit="minutes",
        )
    with right:
        values["needles"] = ask_number(
            page,
            form,
            "needles",
            LABELS["needles"],
            low=1,
            high=NEEDLES_LIMIT,
            step=1,
            unit="needles",
        )
    offered = page.store.points_used()
    values["points"] = ask_points(page, form, "points", LABELS["points"], offered=offered)
    values["places"] = ask_places(page, form, "places", LABELS["places"])
    values["what_was_done"] = ask_text(page, form, "what_was_done", "What else was done")
    return values


def ask_around(page: Page, form: Form) -> Values:
    """The questions about what surrounds a session."""
    values: Values = {
        "expectation": ask_scale(
            page,
            form,
            "expectation",
            LABELS["expectation"],
            low="not at all",
            high="as much as I can imagine",
        ),
        "questions": ask_text(page, form, "questions", LABELS["questions"]),
    }
    left, right = st.columns(2)
    with left:
        values["cost"] = ask_number(
            page, form, "cost", LABELS["cost"], low=0, high=COST_LIMIT / 100, step=5, unit=""
        )
    with right:
        values["currency"] = ask_line(page, form, "currency", LABELS["currency"], limit=3, offered=CURRENCIES)
    values["note"] = ask_text(page, form, "note", LABELS["note"])
    return values


def questions_of_last_time(form: Form, last: Treatment | None) -> None:
    """What the person wanted to ask at this session."""
    if last is None or not last.questions or last.treatment_id == form.item:
        return
    if form.based_on and form.values["status"] != TreatmentStatus.PLANNED.value:
        return
    with st.container(key="session.questions", border=True):
        st.markdown(f"**Questions from {title_day(last.day)}**")
        st.text(last.questions)


def offer_last_time(form: Form, last: Treatment | None) -> None:
    """One tap fills in what was the same last time: an offer, never done silently."""
    if last is None or form.based_on:
        return
    again = {name: given for name, given in saved_values(last).items() if name in REPEATED}
    empty = {name: form.values[name] for name in REPEATED if name != "currency"}
    if any(said(name, given) != NOT_ANSWERED for name, given in empty.items()):
        return
    given = [LABELS[name].lower() for name in REPEATED[:-1] if said(name, again[name]) != NOT_ANSWERED]
    if not given:
        return

    press = filler(form, lambda values: values | again)
    st.button("Same as last time", key=form.key("again"), icon=":material/history:", on_click=press)
    st.caption(f"Fills in {', '.join(given)} of {short_day(last.day)}; change what was different.")


def treatment_of(values: Values, *, treatment_id: str, zone: str) -> Treatment:
    """The session these values mean; BadValue with a sentence where they mean none."""
    if not values["day"] or not values["clock"]:
        raise BadValue("A session needs a date and a time. Fill in both, then save.")
    local = datetime.combine(date.fromisoformat(values["day"]), time.fromisoformat(values["clock"]))
    return Treatment(
        treatment_id=treatment_id,
        starts_at=instant(local, zone),
        zone=zone,
        status=TreatmentStatus(values["status"]),
        practitioner=clean_text(values["practitioner"]).strip(),
        styles=tuple(map(Style, values["styles"])),
        needle_minutes=whole(values["needle_minutes"], "Minutes with needles", NEEDLE_MINUTES_LIMIT),
        needles=whole(values["needles"], "Needles", NEEDLES_LIMIT),
        points=Points(tuple(values["points"]["chosen"]), values["points"]["typing"]).all,
        places=tuple(values["places"]),
        expectation=values["expectation"],
        pain_before=values["pain_before"],
        pain_after=values["pain_after"],
        pain_day_after=values["pain_day_after"],
        feelings=tuple(map(Feeling, values["feelings"])),
        side_effects=effects_of(values),
        cost_cents=cents(values["cost"]),
        currency=values["currency"].strip().upper(),
        what_was_done=clean_text(values["what_was_done"]).strip(),
        questions=clean_text(values["questions"]).strip(),
        note=clean_text(values["note"]).strip(),
    )


def whole(number: Any, name: str, most: int) -> int | None:
    """A whole number of a number field; BadValue with a sentence for anything else."""
    if isinstance(number, str) or (isinstance(number, float) and not number.is_integer()):
        raise BadValue(f"{name} are a whole number from 1 to {most}, such as 20.")
    return None if number is None else int(number)


def cents(cost: Any) -> int | None:
    """Hundredths of a currency's unit; BadValue with a sentence for a text or for finer than that."""
    if isinstance(cost, str):
        raise BadValue("The cost is no number we can read. Write something like 60 or 59.50, or clear it.")
    if cost is None:
        return None
    rounded = round(float(cost) * 100)
    if abs(float(cost) * 100 - rounded) > 1e-6:
        raise BadValue("A cost has at most two digits after the point, such as 59.50.")
    return rounded


SAME_MINUTE: Final = "Another session begins at this very minute. Change the time, or say below the date that these are two sessions."


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name == "status":
        return STATUS_WORDS[TreatmentStatus(value)]
    if name in ("day", *(label for label in EFFECT_LABELS if label.endswith("_on"))) and value:
        return short_day(date.fromisoformat(value))
    about_effects = effect_said(name, value)
    if about_effects is not None:
        return about_effects or NOT_ANSWERED
    if name == "points":
        points = Points(tuple(value["chosen"]), value["typing"]).all
        return ", ".join(map(point_words, points)) or NOT_ANSWERED
    if isinstance(value, list):
        words = {"places": place_words, "styles": _style_words, "feelings": _feeling_words}[name]
        return ", ".join(map(words, value)) or NOT_ANSWERED
    if value is None or value == "":
        return NOT_ANSWERED
    return f"{value:g}" if isinstance(value, float) else str(value)


def _style_words(value: str) -> str:
    return STYLE_WORDS[Style(value)]


def _feeling_words(value: str) -> str:
    return FEELING_WORDS[Feeling(value)]


def all_said(treatment: Treatment) -> str:
    """Every answer of a session in words, a line each."""
    return all_in_words(LABELS, said, saved_values(treatment))
