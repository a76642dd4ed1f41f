"""What Today asks about sessions: did it take place, how is it the day after, is a side effect still there?

Each is one tap, can be left unanswered or put off for good, and is corrected in the session's card.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final

import streamlit as st

from acujournal.errors import AcujournalError, BadValue
from acujournal.treatment import EFFECT_WORDS, EffectKind, SideEffect, Treatment, TreatmentStatus
from acujournal.ui import places
from acujournal.ui.card import saved_values
from acujournal.ui.effects import help_in_short
from acujournal.ui.form import carry_over
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
        ask_still_there(page, treatment, effect, is_alone=len(asked) == 1)
    if asked:
        help_in_short()


def about_sessions(page: Page, skips: Mapping[str, date]) -> None:
    """Did a planned session take place, and how is it the day after?"""
    over = page.store.passed_planned(page.now - A_SESSION_LASTS)
    for treatment in [one for one in over if passed_subject(one) not in skips][-MOST:]:
        ask_whether_held(page, treatment)
    for treatment in page.store.done_on(page.today - timedelta(days=1)):
        if treatment.pain_day_after is None and f"day after {treatment.treatment_id}" not in skips:
            ask_day_after(page, treatment)


def effect_subject(treatment: Treatment, effect: SideEffect) -> str:
    """What the answer "still there, for today" is kept under."""
    return f"effect {treatment.treatment_id} {effect.kind.value}"


# Did it take place?


def passed_subject(treatment: Treatment) -> str:
    """What "do not ask" is kept under: about this time, and not about another one the session is moved to."""
    return f"passed {treatment.treatment_id} {treatment.starts_at:%Y-%m-%dT%H:%M}"


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
                words = f"Session of {short_day(treatment.day)}: {status.value}."
                press = keeper_of(page, treatment, partial(with_status, status=status), status_of, words)
                st.button(label, key=f"{key}.{status.value}", on_click=press)
            card_link(treatment, "It was moved")
            st.button(
                "Do not ask",
                key=f"{key}.skip",
                type="tertiary",
                on_click=skipper(page, treatment, passed_subject(treatment)),
            )


def status_of(treatment: Treatment) -> TreatmentStatus:
    """What the first question is about."""
    return treatment.status


def with_status(treatment: Treatment, here: Page, *, status: TreatmentStatus) -> Treatment:
    """The session as it turned out."""
    del here
    return replace(treatment, status=status)


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
                on_click=skipper(page, treatment, f"day after {treatment.treatment_id}"),
            )
        if fold.open:
            with fold:
                st.markdown("**How strong is the pain today, the day after?**")
                eleven_numbers(key, lambda pain: keep_day_after(page, treatment, pain))


def keep_day_after(page: Page, treatment: Treatment, pain: int) -> None:
    """Keep the number with the session, as long as it is the day after."""

    def with_number(fresh: Treatment, here: Page) -> Treatment:
        if here.today != fresh.day + timedelta(days=1):
            raise BadValue("The day after is over. Open the session to write down how it was.")
        return replace(fresh, pain_day_after=pain)

    words = f"Kept with your session of {short_day(treatment.day)}: pain {pain} the day after."
    keeper_of(page, treatment, with_number, lambda one: one.pain_day_after, words)()


# Is it still there?


def ask_still_there(page: Page, treatment: Treatment, effect: SideEffect, *, is_alone: bool) -> None:
    """A side effect that was still there, or of which nothing is known. Where it `is_alone`, short words will do."""
    key = f"effect.{treatment.treatment_id}.{effect.kind.value}"
    name = EFFECT_WORDS[effect.kind]
    since = f", since {title_day(effect.began_on)}" if effect.began_on else ""
    begin = "" if is_alone else f"{name}: "

    def button(
        label: str, end: str, change: EffectChange, told: str, *, skip: str = "", quiet: bool = False
    ) -> None:
        st.button(
            f"{begin}{label.lower()}" if begin else label,
            key=f"{key}.{end}",
            type="tertiary" if quiet else "secondary",
            on_click=keeper_of(
                page,
                treatment,
                partial(with_effect, kind=effect.kind, change=change),
                partial(effect_of, kind=effect.kind),
                f"{name}: {told}",
                skip=skip,
            ),
        )

    with st.container(key=key, border=True):
        st.markdown(f"{name} after your session of {title_day(treatment.day)}{since}: still there?")
        with st.container(horizontal=True, vertical_alignment="center"):
            again = effect_subject(treatment, effect)
            button("Still there", "there", still_there, "still there. Asked again tomorrow.", skip=again)
            button("It is over", "over", over_today, "over since today.")
            button("Do not ask again", "skip", dismissed, "not asked again.", quiet=True)
        card_link(treatment, "Open the session")


#: Makes of a side effect what a tap says about it, on the day of the tap.
EffectChange = Callable[[SideEffect, date], SideEffect]


def still_there(effect: SideEffect, today: date) -> SideEffect:
    """It has not gone."""
    del today
    return replace(effect, is_still_there=True)


def over_today(effect: SideEffect, today: date) -> SideEffect:
    """It has gone."""
    return replace(effect, is_still_there=False, ended_on=today)


def dismissed(effect: SideEffect, today: date) -> SideEffect:
    """Whatever becomes of it, it is not asked about again."""
    del today
    return replace(effect, is_dismissed=True)


def effect_of(treatment: Treatment, *, kind: EffectKind) -> SideEffect | None:
    """The side effect of a kind, where there is one."""
    return next((one for one in treatment.side_effects if one.kind is kind), None)


def with_effect(treatment: Treatment, here: Page, *, kind: EffectKind, change: EffectChange) -> Treatment:
    """The session with one of its side effects changed."""
    others = (change(one, here.today) if one.kind is kind else one for one in treatment.side_effects)
    return replace(treatment, side_effects=tuple(others))


# What a tap does


def keeper_of(
    page: Page,
    shown: Treatment,
    change: Callable[[Treatment, Page], Treatment],
    about: Callable[[Treatment], object],
    words: str,
    *,
    skip: str = "",
) -> Callable[[], None]:
    """Change the session as it is at the moment of the tap, and tell.

    What else was changed meanwhile stays. Only where the very thing that was asked about says something else by now
    than was `shown`, and not from here, the tap is refused: the person has not seen it.
    """

    def keep() -> None:
        here = page.at_present()
        if here is None:
            return
        try:
            fresh = here.store.treatment(shown.treatment_id)
            if fresh is None:
                raise BadValue("The session was deleted meanwhile.")
            if about(fresh) != about(shown) and mine().get(fresh.treatment_id) != fresh.revision:
                raise BadValue("It was answered in another tab meanwhile. Open the session to see how.")
            kept = here.store.save_treatment(
                change(fresh, here), based_on=fresh.revision, now=here.now, today=here.today
            )
            carry_over(
                here,
                f"treatment {kept.treatment_id}",
                saved_values(fresh),
                fresh.revision,
                saved_values(kept),
                kept.revision,
            )
            mine()[kept.treatment_id] = kept.revision
            if skip:
                here.store.skip(skip, here.today)
        except AcujournalError as error:
            st.session_state[_TOLD] = (f"Not kept. {error}", shown.treatment_id, False)
            return
        st.session_state[_TOLD] = (words, shown.treatment_id, True)

    return keep


def mine() -> dict[str, int]:
    """The sessions a tap of this tab has changed, each with the revision it made: a second tap corrects the first."""
    taps: dict[str, int] = st.session_state.setdefault("followup.mine", {})
    return taps


def skipper(page: Page, treatment: Treatment, subject: str) -> Callable[[], None]:
    """Not to be asked about this again."""

    def skip() -> None:
        here = page.at_present()
        if here is None:
            return
        try:
            here.store.skip(subject, here.today)
        except AcujournalError as error:
            st.session_state[_TOLD] = (f"Not kept. {error}", treatment.treatment_id, False)

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
                # A screen reader speaks this by itself.
                st.success(words, icon=":material/check_circle:")
            else:
                st.error(words)
            card_link(treatment, "Open the session")


def forget_told() -> None:
    """Another page was opened: what Today has told was read."""
    st.session_state.pop(_TOLD, None)


def card_link(treatment: Treatment, label: str) -> None:
    """A link to the card of a session."""
    st.page_link(places.SESSIONS, label=label, query_params={"session": treatment.treatment_id})
