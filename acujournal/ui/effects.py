"""Side effects of one session: which, and of each how strong, since when and whether it is still there."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import streamlit as st

from acujournal.answers import clean_text
from acujournal.safety import (
    ABOVE_ALL,
    EMERGENCY_TITLE,
    EVEN_ONE,
    SAME_FOR_ALL,
    in_an_emergency,
    the_same_day,
)
from acujournal.treatment import EFFECT_NOTE_LIMIT, EFFECT_WORDS, EffectKind, Severity, SideEffect
from acujournal.ui.asking import UNANSWERED, ask_choices, ask_day, ask_one, ask_text
from acujournal.ui.form import Form, Values
from acujournal.ui.learnlinks import article_link
from acujournal.ui.page import Page

SEVERITY_WORDS: Final = {
    UNANSWERED: "Not said",
    Severity.MILD.value: "Mild",
    Severity.MODERATE.value: "Moderate",
    Severity.SEVERE.value: "Severe",
}
YES, NO, DISMISSED = "yes", "no", "dismissed"
THERE_WORDS: Final = {
    UNANSWERED: "Not said",
    YES: "Still there",
    NO: "It is over",
}
#: What is asked about each side effect, with the words for it where two versions are compared.
DETAILS: Final = {
    "severity": "how strong",
    "began_on": "since",
    "there": "still there?",
    "asking": "asked about",
    "ended_on": "until",
    "note": "note",
}
EFFECT_LABELS: Final = {
    f"{kind.value}.{detail}": f"{EFFECT_WORDS[kind]}, {words}"
    for kind in EffectKind
    for detail, words in DETAILS.items()
}


def effect_values(effects: tuple[SideEffect, ...]) -> Values:
    """What stands in the controls for these side effects, as plain JSON; a name for each kind and detail."""
    there = {effect.kind: effect for effect in effects}
    values: Values = {"effects": [kind.value for kind in EffectKind if kind in there]}
    for kind in EffectKind:
        effect = there.get(kind)
        values |= {f"{kind.value}.{detail}": said for detail, said in _details(effect).items()}
    return values


def _details(effect: SideEffect | None) -> dict[str, Any]:
    if effect is None:
        return dict.fromkeys(DETAILS, "") | {"asking": []}
    is_there = {True: YES, False: NO, None: UNANSWERED}[effect.is_still_there]
    return {
        "severity": effect.severity.value if effect.severity else UNANSWERED,
        "began_on": effect.began_on.isoformat() if effect.began_on else "",
        "there": is_there,
        "asking": [DISMISSED] if effect.is_dismissed else [],
        "ended_on": effect.ended_on.isoformat() if effect.ended_on else "",
        "note": effect.note,
    }


def effects_of(values: Values) -> tuple[SideEffect, ...]:
    """The side effects these values mean; BadValue with a sentence where they mean none."""
    return tuple(_effect(EffectKind(kind), values) for kind in values["effects"])


def _effect(kind: EffectKind, values: Values) -> SideEffect:
    said = {detail: values[f"{kind.value}.{detail}"] for detail in DETAILS}
    is_there = {YES: True, NO: False}.get(said["there"])
    return SideEffect(
        kind=kind,
        severity=Severity(said["severity"]) if said["severity"] else None,
        began_on=date.fromisoformat(said["began_on"]) if said["began_on"] else None,
        is_still_there=is_there,
        # The end belongs to what is over; while something else is chosen its field is not on the screen.
        ended_on=date.fromisoformat(said["ended_on"]) if said["ended_on"] and is_there is False else None,
        is_dismissed=DISMISSED in said["asking"],
        note=clean_text(said["note"]).strip(),
    )


def ask_effects(page: Page, form: Form) -> Values:
    """Draw the questions about side effects, and beside them what everybody should know."""
    values: Values = {
        "effects": ask_choices(
            page,
            form,
            "effects",
            "Did anything trouble you after the session?",
            {kind.value: words for kind, words in EFFECT_WORDS.items()},
        )
    }
    help_beside()
    for kind in EffectKind:
        if kind.value in values["effects"]:
            with st.container(key=f"effect {kind.value}", border=True):
                st.markdown(f"**{EFFECT_WORDS[kind]}**")
                values |= _ask_one_effect(page, form, kind)
    return values


def _ask_one_effect(page: Page, form: Form, kind: EffectKind) -> Values:
    name = kind.value
    values: Values = {
        f"{name}.severity": ask_one(page, form, f"{name}.severity", "How strong?", SEVERITY_WORDS),
        f"{name}.began_on": ask_day(page, form, f"{name}.began_on", "Since"),
        f"{name}.there": ask_one(page, form, f"{name}.there", "Is it still there?", THERE_WORDS),
    }
    if values[f"{name}.there"] == NO:
        values[f"{name}.ended_on"] = ask_day(page, form, f"{name}.ended_on", "Until")
    else:
        words = {DISMISSED: "Do not ask about it on Today"}
        values[f"{name}.asking"] = ask_choices(page, form, f"{name}.asking", "Reminder", words)
    label = "What is it?" if kind is EffectKind.OTHER else "Note on it"
    values[f"{name}.note"] = ask_text(page, form, f"{name}.note", label, limit=EFFECT_NOTE_LIMIT)
    return values


def help_in_short() -> None:
    """The fixed text in one sentence, and whole in a fold, for everybody and whatever is asked above it."""
    with st.container(key="help", border=True):
        st.markdown(f"**{EMERGENCY_TITLE}**")
        st.markdown(f"{ABOVE_ALL} {EVEN_ONE}")
        with st.expander("All signs, and what to see a doctor about the same day", key="help.more"):
            st.markdown(f"{in_an_emergency()}\n\n{the_same_day()}")
        st.caption(SAME_FOR_ALL)


def help_beside() -> None:
    """The fixed text, for everybody and whatever is chosen."""
    with st.container(key="help", border=True):
        st.markdown(in_an_emergency())
        with st.expander("What to see a doctor about the same day", key="help.more"):
            st.markdown(the_same_day())
        st.caption(SAME_FOR_ALL)
        article_link("Read: how often what happens", "risks")


def whole_help() -> None:
    """The fixed text whole, with nothing folded away: for the page that is about it."""
    with st.container(key="help", border=True):
        st.markdown(in_an_emergency())
        st.markdown(the_same_day())
        st.caption(SAME_FOR_ALL)


def effect_said(name: str, value: Any) -> str | None:
    """An answer about side effects in words; None for an answer about something else."""
    if name == "effects":
        return ", ".join(EFFECT_WORDS[EffectKind(kind)] for kind in value)
    detail = name.rpartition(".")[2]
    if name not in EFFECT_LABELS or not value:
        return "" if name in EFFECT_LABELS else None
    if detail == "asking":
        return "not any more"
    words = {"severity": SEVERITY_WORDS, "there": THERE_WORDS}.get(detail)
    return words[value] if words else str(value)
