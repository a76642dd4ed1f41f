"""The form in which a plan is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from acujournal.answers import clean_text
from acujournal.errors import AcujournalError, BadValue
from acujournal.plan import (
    RHYTHM_WORDS,
    SESSIONS_LIMIT,
    WHY_A_BASELINE,
    Plan,
    Rhythm,
    agreement_in_words,
    answers,
    end_of,
    refuse_passed_agreement,
)
from acujournal.ui.asking import UNANSWERED, ask_day, ask_number, ask_one, ask_pain, ask_text
from acujournal.ui.courses import NEW, Courses, load_courses, span_of
from acujournal.ui.form import (
    Became,
    Form,
    Kept,
    Values,
    draft_notice,
    filler,
    keep_answers,
    open_form,
    rename_form,
    save_form,
    settle,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.words import short_day

LABELS: Final = {
    "reason": "Why I started",
    "goal": "My goal",
    "target": "The average pain I hope for",
    "baseline_from": "I keep a baseline from",
    "first_session_on": "First session on",
    "sessions": "Number of sessions",
    "rhythm": "How often",
    "review": "The review comes",
    "review_after": "After how many sessions, counted from the first",
    "review_on": "Day of the review",
    "rule": "My rule",
}
NO_REVIEW, AFTER, ON_A_DAY = "none", "after", "on"
REVIEW_OPTIONS: Final = {
    NO_REVIEW: "No review agreed",
    AFTER: "After a number of sessions",
    ON_A_DAY: "On a date",
}
RHYTHM_OPTIONS: Final = {
    UNANSWERED: "Not said",
    **{one.value: words.capitalize() for one, words in RHYTHM_WORDS.items()},
}
#: MacPherson et al. 2013, doi 10.1371/journal.pone.0077438: the 29 trials of a large pooled analysis.
WHAT_TRIALS_USED: Final = (
    "What trials used: of 29 trials, 48 % gave 6 to 10 sessions and 24 % gave 11 to 15. In 48 % they came once a "
    "week, in most others 1.5 to 2 a week. (MacPherson 2013, PLoS One 8(10): e77438)"
)
WHEN_TO_LOOK: Final = (
    "A natural moment to look at it together is after 6 to 8 sessions or 6 weeks: a convention, not evidence."
)
EXAMPLES: Final = (
    "I go on if average pain is down by 2 points or 30 %.",
    "I go on if my weekly score is down by 1 point.",
    "I go on if I can do something again that I had given up, such as half an hour of gardening.",
    "I change something if nothing is different after these sessions: the rhythm, the practitioner or the treatment.",
    "I stop if it costs me more, in money, time or side effects, than it gives me.",
)
NO_EXAMPLE_IS_ADVICE: Final = (
    "Tap one to begin with it, then change it until it is yours. The program recommends none of them."
)


def became_of(page: Page, plan_id: str) -> Became | None:
    """The plan a new card was saved as."""
    saved = page.store.plan(plan_id)
    return None if saved is None else Became(f"plan {plan_id}", values_of(saved), saved.revision)


def card(page: Page, asked: str, saved: Plan | None, courses: Courses) -> Form:
    """The questions of a plan, and a draft of every answer."""
    kept = kept_of(page, asked, saved)
    form = open_form(page, kept)
    form.saver = save
    if saved is None and isinstance(form.theirs, Plan):
        # A plan to be was saved from another tab: what it became is what both are compared with.
        kept = kept_of(page, asked, form.theirs)
    form.is_overtaken = form.theirs is not None
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, LABELS, said)
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, partial(ask, so_far="" if saved is None else so_far(saved, courses)))
    return form


def kept_of(page: Page, asked: str, saved: Plan | None) -> Kept:
    """What the journal holds of this form."""
    return Kept(
        subject=f"plan {asked}",
        about="The plan",
        values=values_of(saved),
        revision=saved.revision if saved else 0,
        thing=saved,
        build=partial(plan_of, plan_id="a draft", begun_on=page.today),
        item=saved.plan_id if saved else uuid4().hex,
    )


def values_of(saved: Plan | None) -> Values:
    """What stands in the controls, as plain JSON; nothing is chosen for anybody in a new plan."""
    plan = saved or Plan(plan_id="none", begun_on=date(2000, 1, 1))
    agreed = AFTER if plan.review_after is not None else ON_A_DAY if plan.review_on else NO_REVIEW
    return {
        "reason": plan.reason,
        "goal": plan.goal,
        "target": plan.target,
        "baseline_from": day_text(plan.baseline_from),
        "first_session_on": day_text(plan.first_session_on),
        "sessions": plan.sessions,
        "rhythm": plan.rhythm.value if plan.rhythm else UNANSWERED,
        "review": agreed,
        "review_after": plan.review_after,
        "review_on": day_text(plan.review_on),
        "rule": plan.rule,
    }


def day_text(day: date | None) -> str:
    """A day as the controls hold it."""
    return day.isoformat() if day else ""


def ask(page: Page, form: Form, so_far: str) -> Values:
    """Draw the controls and read what stands in them."""
    values = dict(form.values)
    for name in ("reason", "goal"):
        values[name] = ask_text(page, form, name, LABELS[name])
    values["target"] = ask_pain(page, form, "target", LABELS["target"])
    st.header("Sessions", anchor=False)
    values |= ask_sessions(page, form)
    st.header("Before the first session", anchor=False)
    st.text(WHY_A_BASELINE)
    values["baseline_from"] = ask_day(page, form, "baseline_from", LABELS["baseline_from"])
    with st.container():
        if not form.values["baseline_from"]:
            today = {"baseline_from": page.today.isoformat()}
            st.button(
                "From today", key="plan.from_today", on_click=filler(form, lambda values: values | today)
            )
    st.header("The review", anchor=False)
    if so_far:
        st.text(so_far)
    return values | ask_review(page, form)


def so_far(plan: Plan, courses: Courses) -> str:
    """Of a plan that is followed: how many sessions there were, and that its review is decided and comes no more."""
    parts = []
    if any(answers(one, plan) for one in courses.reviews):
        parts.append(
            f"The review {agreement_in_words(plan.agreed)} is decided. To look back again, agree a later one."
        )
    if held := len(courses.sessions_of(plan)):
        parts.append(sessions_so_far(held))
    return " ".join(parts)


def sessions_so_far(held: int) -> str:
    """What a review after a number of sessions has to lie above."""
    return f"Sessions that took place so far: {held}. A review after a number of sessions counts them from the first."


def ask_sessions(page: Page, form: Form) -> Values:
    """When the first one is, how many and how often; what trials used stands beside it."""
    values: Values = {
        "first_session_on": ask_day(page, form, "first_session_on", LABELS["first_session_on"]),
        "sessions": ask_number(
            page, form, "sessions", LABELS["sessions"], low=1, high=SESSIONS_LIMIT, step=1, unit="sessions"
        ),
        "rhythm": ask_one(page, form, "rhythm", LABELS["rhythm"], RHYTHM_OPTIONS),
    }
    st.caption(WHAT_TRIALS_USED)
    return values


def ask_review(page: Page, form: Form) -> Values:
    """When to look back, and by what rule to decide."""
    st.text("Agree with yourself when you will look back, and by what you will decide.")
    values: Values = {"review": ask_one(page, form, "review", LABELS["review"], REVIEW_OPTIONS)}
    if values["review"] == AFTER:
        values["review_after"] = ask_number(
            page,
            form,
            "review_after",
            LABELS["review_after"],
            low=1,
            high=SESSIONS_LIMIT,
            step=1,
            unit="sessions",
        )
    elif values["review"] == ON_A_DAY:
        values["review_on"] = ask_day(page, form, "review_on", LABELS["review_on"])
    st.caption(WHEN_TO_LOOK)
    values["rule"] = ask_text(page, form, "rule", LABELS["rule"])
    with st.expander("Examples of a rule", key="plan.examples"):
        st.text(NO_EXAMPLE_IS_ADVICE)
        for number, example in enumerate(EXAMPLES):
            st.button(
                example,
                key=f"plan.example.{number}",
                on_click=filler(form, start_with(example)),
                width="stretch",
            )
    return values


def start_with(example: str) -> Callable[[Values], Values]:
    """Puts an example into the rule, below what stands there already."""

    def change(values: Values) -> Values:
        before = str(values["rule"]).rstrip()
        return values | {"rule": f"{before}\n{example}" if before else example}

    return change


def plan_of(values: Values, *, plan_id: str, begun_on: date, ended_on: date | None = None) -> Plan:
    """The plan these values mean; BadValue with a sentence where they mean none."""
    review: str = values["review"]
    plan = Plan(
        plan_id=plan_id,
        begun_on=begun_on,
        ended_on=ended_on,
        reason=clean_text(values["reason"]).strip(),
        goal=clean_text(values["goal"]).strip(),
        target=values["target"],
        baseline_from=day_of(values["baseline_from"]),
        first_session_on=day_of(values["first_session_on"]),
        sessions=whole(values["sessions"], "A plan has"),
        rhythm=Rhythm(values["rhythm"]) if values["rhythm"] else None,
        review_after=whole(values["review_after"], "A review comes after") if review == AFTER else None,
        review_on=day_of(values["review_on"]) if review == ON_A_DAY else None,
        rule=clean_text(values["rule"]).strip(),
    )
    if review == AFTER and plan.review_after is None:
        raise BadValue(
            "After how many sessions does the review come? Write the number, or choose “No review agreed”."
        )
    if review == ON_A_DAY and plan.review_on is None:
        raise BadValue("On which day does the review come? Choose it, or choose “No review agreed”.")
    if values_of(plan) == values_of(None):
        raise BadValue("Answer at least one question of the plan, then save.")
    return plan


def day_of(text: str) -> date | None:
    """A day as the controls hold it."""
    return date.fromisoformat(text) if text else None


def whole(given: Any, beginning: str) -> int | None:
    """A number of sessions; `beginning` begins the sentence that refuses it."""
    if isinstance(given, str) or (isinstance(given, float) and not given.is_integer()):
        raise BadValue(
            f"{beginning} at least 1 session and at most {SESSIONS_LIMIT}. Write a whole number, or clear it."
        )
    return None if given is None else int(given)


def save(page: Page, form: Form) -> None:
    """Save the plan. Another plan that was open ends with the first save of this one.

    The new plan is saved before the old one ends, in this order: what the person wrote is what must not be lost, and
    a new plan can be refused (a review in the past, another tab). Then the old one still stands as it was. If it is
    the ending that fails, both are there and open; the page says so and offers to end the old one.
    """

    def put() -> int:
        courses = load_courses(page)
        here = next((one for one in courses.plans if one.plan_id == form.item), None)
        before = [] if here or form.based_on else [one for one in courses.plans if one.is_open]
        plan = plan_of(
            form.values,
            plan_id=form.item,
            # Only the form's answers come from the form: another tab may have ended the plan meanwhile.
            begun_on=here.begun_on if here else page.today,
            ended_on=here.ended_on if here else None,
        )
        plan = begun_after(plan, before, courses, page.today) if before else plan
        refuse_passed_agreement(plan, here, courses.treatments, courses.reviews, courses.plans)
        kept = page.store.save_plan(
            plan,
            based_on=form.based_on,
            now=page.now,
            today=page.today,
            seen_drafts=form.seen,
            draft_subject=form.subject,
        )
        for one in before:
            end_the_one_before(page, one, kept)
        return kept.revision

    save_form(form, put)
    if form.theirs is None and not form.problem and form.subject == f"plan {NEW}":
        rename_form(form, f"plan {form.item}")


def begun_after(plan: Plan, before: Iterable[Plan], courses: Courses, today: date) -> Plan:
    """The new plan, begun when the ones before it end: tomorrow if today's session still belongs to one of them.

    Unless the person says that the first session of the new one is today's or an earlier one.
    """
    if plan.first_session_on is not None and plan.first_session_on <= today:
        return plan
    ends = [end_of(one, courses.treatments, today, courses.plans) for one in before]
    return replace(plan, begun_on=max(today, *ends))


def end_the_one_before(page: Page, before: Plan, fresh: Plan) -> None:
    """End the plan that `fresh` follows on the day it begins; where this fails both are open, and it is told."""
    ended = replace(before, ended_on=max(fresh.begun_on, before.begun_on))
    try:
        page.store.save_plan(ended, based_on=before.revision, now=page.now, today=page.today)
    except AcujournalError as error:
        remember(
            f"Your new plan is saved. The one before it is still open: {error} You can end it on the Plan page.",
            is_good=False,
        )


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name == "review":
        return REVIEW_OPTIONS[value]
    if value is None or value == "":
        return NOT_ANSWERED
    if name == "rhythm":
        return RHYTHM_OPTIONS[value]
    if name in ("baseline_from", "first_session_on", "review_on"):
        return short_day(date.fromisoformat(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def all_said(plan: Plan) -> str:
    """Every answer of a plan in words, a line each."""
    words = all_in_words(LABELS, said, values_of(plan))
    return words if plan.is_open else f"{words}\nEnded: {span_of(plan)}"
