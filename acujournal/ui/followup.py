"""What Today asks about sessions: did it take place, how is it the day after, is a side effect still there?

Each is one tap, can be left unanswered or put off for good, and is corrected in the session's card.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from acujournal.errors import AcujournalError
from acujournal.treatment import EFFECT_WORDS, SideEffect, Treatment, TreatmentStatus
from acujournal.ui import places
from acujournal.ui.effects import help_beside
from acujournal.ui.page import Page
from acujournal.ui.rightnow import eleven_numbers
from acujournal.words import short_day, title_day

#: So many questions of a kind at most: a tired person is not handed a list.
MOST: Final = 3
#: Nobody is asked whether a session took place with the needles still in.
A_SESSION_LASTS: Final = timedelta(hours=1)
_TOLD: Final = "followup.told"


def follow_ups(page: Page) -> None:
    """Every question about sessions that is due, each in a box of its own; none while the journal is paused."""
    tell(page)
    if page.preferences.paused_since is not None:
        return
    skips = page.store.skips()
    if not page.preferences.is_weekly:
        # Who wants to be asked once a week is asked by the day about nothing but side effects.
        about_sessions(page, skips)
    asked = [
        (treatment, effect)
        for treatment in page.store.with_open_effects()
        for effect in treatment.open_effects
        if treatment.day < page.today and skips.get(effect_subject(treatment, effect)) != page.today
    ]
    for treatment, effect in asked[:MOST]:
        ask_still_there(page, treatment, effect)
    if asked:
        help_beside()


def about_sessions(page: Page, skips: Mapping[str, date]) -> None:
    """Did a planned session take place, and how is it the day after?"""
    over = page.store.passed_planned(page.now - A_SESSION_LASTS)
    for treatment in [one for one in over if f"passed {one.treatment_id}" not in skips][-MOST:]:
        ask_whether_held(page, treatment)
    for treatment in page.store.done_on(page.today - timedelta(days=1)):
        if treatment.pain_day_after is None and f"day after {treatment.treatment_id}" not in skips:
            ask_day_after(page, treatment)


def effect_subject(treatment: Treatment, effect: SideEffect) -> str:
    """What the answer "still there, for today" is kept under."""
    return f"effect {treatment.treatment_id} {effect.kind.value}"


# Did it take place?


def ask_whether_held(page: Page, treatment: Treatment) -> None:
    """A planned session that has passed: done, missed or moved?"""
    key = f"passed.{treatment.treatment_id}"
    with st.container(key=key, border=True):
        st.markdown(f"Did your session of {title_day(treatment.day)} take place?")
        with st.container(horizontal=True, vertical_alignment="center"):
            for label, status in (
                ("Yes", TreatmentStatus.DONE),
                ("I missed it", TreatmentStatus.MISSED),
                ("It was cancelled", TreatmentStatus.CANCELLED),
            ):
                change = replace(treatment, status=status)
                words = f"Session of {short_day(treatment.day)}: {status.value}."
                st.button(label, key=f"{key}.{status.value}", on_click=keeper_of(page, change, words))
            card_link(treatment, "It was moved")
            st.button(
                "Do not ask",
                key=f"{key}.skip",
                type="tertiary",
                on_click=skipper(page, f"passed {treatment.treatment_id}"),
            )


# The day after


def ask_day_after(page: Page, treatment: Treatment) -> None:
    """The morning after a session: one number."""
    key = f"after.{treatment.treatment_id}"
    with st.container(key=key, border=True):
        st.markdown(f"How is it the day after your session of {title_day(treatment.day)}?")
        with st.container(horizontal=True, vertical_alignment="center"):
            fold = st.popover("Pain the day after", key=f"{key}.fold", on_change="rerun")
            st.button(
                "Do not ask",
                key=f"{key}.skip",
                type="tertiary",
                on_click=skipper(page, f"day after {treatment.treatment_id}"),
            )
        if fold.open:
            with fold:
                st.markdown("**How strong is the pain today, the day after?**")
                eleven_numbers(key, lambda pain: keep_day_after(page, treatment, pain))


def keep_day_after(page: Page, treatment: Treatment, pain: int) -> None:
    """Keep the number with the session."""
    words = f"Kept with your session of {short_day(treatment.day)}: pain {pain} the day after."
    keeper_of(page, replace(treatment, pain_day_after=pain), words)()


# Is it still there?


def ask_still_there(page: Page, treatment: Treatment, effect: SideEffect) -> None:
    """A side effect that was still there, or of which nothing is known."""
    key = f"effect.{treatment.treatment_id}.{effect.kind.value}"
    name = EFFECT_WORDS[effect.kind]
    since = f", since {title_day(effect.began_on)}" if effect.began_on else ""

    def changed(**changes: object) -> Treatment:
        others = tuple(
            replace(one, **changes) if one.kind is effect.kind else one  # type: ignore[arg-type]
            for one in treatment.side_effects
        )
        return replace(treatment, side_effects=others)

    over = changed(is_still_there=False, ended_on=page.today)
    with st.container(key=key, border=True):
        st.markdown(f"{name} after your session of {title_day(treatment.day)}{since}: still there?")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Still there",
                key=f"{key}.there",
                on_click=keeper_of(
                    page,
                    changed(is_still_there=True),
                    f"{name}: still there. Asked again tomorrow.",
                    skip=effect_subject(treatment, effect),
                ),
            )
            st.button(
                "It is over", key=f"{key}.over", on_click=keeper_of(page, over, f"{name}: over since today.")
            )
            st.button(
                "Do not ask again",
                key=f"{key}.skip",
                type="tertiary",
                on_click=keeper_of(page, changed(is_dismissed=True), f"{name}: not asked again."),
            )
        card_link(treatment, "Open the session")


# What a tap does


def keeper_of(page: Page, changed: Treatment, words: str, *, skip: str = "") -> Callable[[], None]:
    """Save a session as it was read here with one thing changed, and tell; what another tab saved is not overwritten."""

    def keep() -> None:
        here = page.at_present()
        if here is None:
            return
        try:
            here.store.save_treatment(changed, based_on=changed.revision, now=here.now, today=here.today)
        except AcujournalError as error:
            st.session_state[_TOLD] = (f"Not kept. {error}", changed.treatment_id, False)
            return
        if skip:
            here.store.skip(skip, here.today)
        st.session_state[_TOLD] = (words, changed.treatment_id, True)

    return keep


def skipper(page: Page, subject: str) -> Callable[[], None]:
    """Not to be asked about this again."""

    def skip() -> None:
        here = page.at_present()
        if here is not None:
            here.store.skip(subject, here.today)

    return skip


def tell(page: Page) -> None:
    """What the last tap has kept, with the way to correct it, until the next one or another page is opened."""
    with st.container():
        told = st.session_state.get(_TOLD)
        treatment = page.store.treatment(told[1]) if told else None
        if told is None or treatment is None:
            return
        words, _, is_good = told
        with st.container(key="followup.told", horizontal=True, vertical_alignment="center"):
            if is_good:
                st.markdown(f":material/check_circle: {words}")
            else:
                st.error(words)
            card_link(treatment, "Open the session")


def forget_told() -> None:
    """Another page was opened: what Today has told was read."""
    st.session_state.pop(_TOLD, None)


def card_link(treatment: Treatment, label: str) -> None:
    """A link to the card of a session."""
    st.page_link(places.SESSIONS, label=label, query_params={"session": treatment.treatment_id})
