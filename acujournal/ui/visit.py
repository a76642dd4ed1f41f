"""The first visit: what an acupuncturist asks at the initial assessment, and the same as a page to print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from acujournal.answers import UNDO_DAYS, clean_text
from acujournal.background import (
    THE_FIRST,
    VISIT_CLAIMS,
    VISIT_TEXTS,
    FirstVisit,
    Ongoing,
    YesNo,
    current_medicines,
)
from acujournal.body import place_words
from acujournal.ui import places
from acujournal.ui.asking import UNANSWERED, ask_one, ask_places, ask_text
from acujournal.ui.controls import print_button
from acujournal.ui.deleting import delete_button
from acujournal.ui.form import (
    Form,
    Kept,
    Values,
    draft_notice,
    filler,
    keep_answers,
    open_form,
    save_button,
    save_form,
    settle,
    status,
    touched_form,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.page import Page, keep_address
from acujournal.ui.versions import earlier_versions
from acujournal.words import clock_words, count_words, day_words, short_day

#: What the address says for the form, and for the page to print.
FORM: Final = "1"
PRINT: Final = "print"
SUBJECT: Final = f"visit {THE_FIRST}"
PLACES: Final = "Where it hurts"
#: The record in the order it is asked and read: a heading, and the questions below it.
PARTS: Final = {
    "My pain": ("places", "where_it_hurts", "since", "better", "worse"),
    "Before the needles": (*VISIT_CLAIMS, "medicines", "allergies", "conditions"),
    "Care and hopes": ("other_care", "goals"),
}
LABELS: Final = {
    name: {"places": PLACES, **VISIT_TEXTS, **VISIT_CLAIMS}[name]
    for names in PARTS.values()
    for name in names
}
CLAIM_WORDS: Final = {
    UNANSWERED: "Not answered",
    YesNo.YES.value: "Yes",
    YesNo.NO.value: "No",
    YesNo.UNSURE.value: "Not sure",
}
#: The standard consent questions. Bleeding on blood thinners: Hsieh et al. 2023; pregnancy: Carr 2015, Park 2014.
WHY_ASKED: Final = (
    "Your practitioner should know these before the first needle. They bear on how easily you bleed, where needles "
    "are placed, whether electricity may be used, and whether you lie down."
)
NEVER_STOP: Final = (
    "A blood thinner does not rule acupuncture out. Say that you take one, and never stop it for acupuncture without "
    "whoever prescribed it."
)


def first_visit(page: Page) -> None:
    """The record as a form, or as a page to print, as the address says."""
    if st.query_params.get("visit") == PRINT:
        printed_visit(page)
    else:
        visit_form(page)


# The form


def visit_form(page: Page) -> None:
    """Ask what is asked at the first visit; everything is optional."""
    keep_address(visit=FORM)
    with st.container(key="visit.nav"):
        st.page_link(places.PLAN, label="Plan", icon=":material/chevron_left:")
    st.title("First visit", anchor=False)
    st.text(
        "What an acupuncturist usually asks the first time. Answer what you like: it is your own record, to take "
        "along, to read from or to print."
    )
    saved = page.store.first_visit()
    with st.container():
        undo_bar(page, saved)
    if is_left_deleted(page, saved):
        if st.button("Begin a new record", key="visit.anew"):
            st.session_state["visit.begun"] = page.store.journal_id
            st.rerun()
        return
    form = card(page, saved)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, save)
        status(page, form, saved.saved_at if saved else None)
    if saved is not None:
        with st.container(key="visit.more"):
            st.page_link(
                places.PLAN,
                label="A page to print",
                icon=":material/notes:",
                query_params={"visit": PRINT},
            )
        earlier_versions(page, SUBJECT, saved.revision, all_said)
        delete_button(
            page,
            "Delete this record",
            key="visit.delete",
            delete=partial(delete_visit, saved=saved),
        )


def card(page: Page, saved: FirstVisit | None) -> Form:
    """The questions of the record, and a draft of every answer."""
    kept = Kept(
        subject=SUBJECT,
        about="The record of the first visit",
        values=values_of(saved),
        revision=saved.revision if saved else 0,
        thing=saved,
        build=visit_of,
    )
    form = open_form(page, kept)
    form.saver = save
    form.is_overtaken = form.theirs is not None or bool(form.based_on and saved is None and form.is_touched)
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, LABELS, said)
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, ask)
    return form


def ask(page: Page, form: Form) -> Values:
    """Draw the questions and read what stands in them."""
    values = dict(form.values)
    for heading, names in PARTS.items():
        st.header(heading, anchor=False)
        if "blood_thinners" in names:
            st.text(WHY_ASKED)
        for name in names:
            values[name] = ask_about(page, form, name)
            if name == "blood_thinners":
                st.caption(NEVER_STOP)
            if name == "medicines":
                with st.container():
                    offer_medicines(page, form, values["medicines"])
    return values


def ask_about(page: Page, form: Form, name: str) -> Any:
    """One question of the record."""
    if name == "places":
        return ask_places(page, form, name, LABELS[name])
    if name in VISIT_CLAIMS:
        return ask_one(page, form, name, LABELS[name], CLAIM_WORDS)
    return ask_text(page, form, name, LABELS[name])


def offer_medicines(page: Page, form: Form, written: str) -> None:
    """Offer to write the medicines of the list into the answer; nothing of it is there before somebody wants it."""
    missing = missing_medicines(page, written)
    if not missing:
        return

    def write_in(values: Values) -> Values:
        lines = [medicine_line(one) for one in missing_medicines(page, values["medicines"])]
        before = values["medicines"].rstrip()
        return values | {"medicines": "\n".join([before, *lines] if before else lines)}

    label = f"Write in {count_words(len(missing), 'medicine')} from my list"
    st.button(label, key="visit.medicines", icon=":material/add:", on_click=filler(form, write_in))


def missing_medicines(page: Page, text: str) -> list[Ongoing]:
    """The medicines taken now whose names do not stand in the text."""
    current = current_medicines(page.store.all_ongoing(), page.today)
    return [one for one in current if one.name.casefold() not in text.casefold()]


def medicine_line(one: Ongoing) -> str:
    """A medicine as it is written into the answer: Ibuprofen 400 mg, since Thu 12 Nov 2026."""
    return f"{one.name}, since {short_day(one.began_on)}" if one.began_on else one.name


def values_of(saved: FirstVisit | None) -> Values:
    """What stands in the controls, as plain JSON."""
    visit = saved or FirstVisit()
    values: Values = {"places": list(visit.places)}
    for name in LABELS:
        if name in VISIT_TEXTS:
            values[name] = getattr(visit, name)
        elif name in VISIT_CLAIMS:
            claim: YesNo | None = getattr(visit, name)
            values[name] = claim.value if claim else UNANSWERED
    return values


def visit_of(values: Values) -> FirstVisit:
    """The record these values mean; BadValue with a sentence where they mean none."""
    answers: dict[str, Any] = {name: clean_text(values[name]).strip() for name in VISIT_TEXTS}
    answers |= {name: YesNo(values[name]) if values[name] else None for name in VISIT_CLAIMS}
    return FirstVisit(places=tuple(values["places"]), **answers)


def save(page: Page, form: Form) -> None:
    """Save what stands in the controls."""

    def put() -> int:
        kept = page.store.save_first_visit(
            visit_of(form.values), based_on=form.based_on, now=page.now, seen_drafts=form.seen
        )
        return kept.revision

    save_form(form, put)


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name == "places":
        return ", ".join(place_words(place) for place in value) or NOT_ANSWERED
    if name in VISIT_CLAIMS:
        return CLAIM_WORDS[value] if value else NOT_ANSWERED
    return str(value) or NOT_ANSWERED


def all_said(visit: FirstVisit) -> str:
    """Every answer of the record in words, a line each."""
    return all_in_words(LABELS, said, values_of(visit))


def delete_visit(page: Page, saved: FirstVisit) -> None:
    """Delete the record as it is seen here; it can be brought back for 30 days."""
    page.store.delete_first_visit(based_on=saved.revision, now=page.now)
    st.session_state["visit.begun"] = None


def undo_bar(page: Page, saved: FirstVisit | None) -> None:
    """While the record is deleted: say so, and offer it back."""
    if saved is not None or not page.store.deleted_first_visits(page.now):
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/delete: Your record is deleted. It can be brought back for {UNDO_DAYS} days.")
        if st.button("Undo", key="visit.undo", type="primary"):
            page.store.restore_first_visit(now=page.now)
            st.rerun()


def is_left_deleted(page: Page, saved: FirstVisit | None) -> bool:
    """Whether the record is deleted and nobody has begun another: then Undo is in sight, and no long empty form."""
    if saved is not None or not page.store.deleted_first_visits(page.now):
        return False
    is_begun = st.session_state.get("visit.begun") == page.store.journal_id
    has_answers = touched_form(page, SUBJECT) is not None or page.store.draft(SUBJECT) is not None
    return not (is_begun or has_answers)


# The page to print


def printed_visit(page: Page) -> None:
    """The record as it is saved: only what was answered, with its date; own words as plain text."""
    keep_address(visit=PRINT)
    saved = page.store.first_visit()
    with st.container(key="visit.tools"):
        st.page_link(
            places.PLAN,
            label="Back to the record",
            icon=":material/chevron_left:",
            query_params={"visit": FORM},
        )
        if saved is not None:
            if page.store.draft(SUBJECT) is not None:
                st.warning("Something in the record is not saved yet. It is not on this page.")
            print_button("Print", key="visit.print")
            st.caption("Or use your browser's own Print. These lines are not printed.")
    with st.container(key="visit.sheet"):
        st.title("First visit", anchor=False)
        if saved is None or saved.saved_at is None:
            st.text("Nothing is saved yet. Fill in the record, save it, then come back to print it.")
            return
        when = clock_words(saved.saved_at, page.zone, saved.saved_at)
        day = day_words(saved.saved_at.astimezone(page.now.tzinfo).date())
        st.text(f"For the initial assessment. Written by the patient; saved on {day}, {when}.")
        sheet(saved)


def sheet(saved: FirstVisit) -> None:
    """Every answered question below its heading: the plain ones as a table, the others with their words."""
    values = values_of(saved)
    for heading, names in PARTS.items():
        answers = {name: said(name, values[name]) for name in names}
        answers = {name: answer for name, answer in answers.items() if answer != NOT_ANSWERED}
        if not answers:
            continue
        st.header(heading, anchor=False)
        claims = {name: answer for name, answer in answers.items() if name in VISIT_CLAIMS}
        if claims:
            st.html(claims_html(claims))
        for name, answer in answers.items():
            if name not in claims:
                with st.container(gap=None, key=f"visit.answer.{name}"):
                    st.markdown(f"**{LABELS[name]}**")
                    st.text(answer)


def claims_html(claims: Mapping[str, str]) -> str:
    """The plain questions and their answers as a table: nothing in it but the program's own words."""
    rows = "".join(
        f'<tr><th scope="row">{LABELS[name]}</th><td>{answer}</td></tr>' for name, answer in claims.items()
    )
    return f'<table class="numbers"><tbody>{rows}</tbody></table>'
