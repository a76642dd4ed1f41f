"""The review agreed beforehand: the rule, the numbers, and what the person decides."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

import streamlit as st

from acujournal.answers import NOTE_LIMIT, clean_text
from acujournal.errors import BadValue
from acujournal.plan import (
    DECISION_WORDS,
    Decision,
    Plan,
    Review,
    agreement_in_words,
    current_plan,
    looks_back_to,
    numbers_in_words,
    progress_in_words,
    review_is_due,
    review_numbers,
    sessions_of,
)
from acujournal.ui.asking import UNANSWERED, ask_one, ask_text
from acujournal.ui.form import (
    Form,
    Kept,
    Values,
    draft_notice,
    keep_answers,
    open_form,
    save_button,
    save_form,
    settle,
    status,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.page import Page, keep_address
from acujournal.ui.plan import NEW, Courses, answers, end_button, in_own_words, link, load_courses
from acujournal.ui.versions import earlier_versions
from acujournal.words import short_day

LABELS: Final = {
    "decision": "I decide to",
    "words": "In my own words, such as what I change or whom I talk to",
}
OPTIONS: Final = {
    UNANSWERED: "Not decided yet",
    **{one.value: words for one, words in DECISION_WORDS.items()},
}
#: What may come next after a decision; it is offered and never done unasked.
WHAT_FOLLOWS: Final = {
    Decision.GO_ON: "You go on. You can agree with yourself when to look back the next time.",
    Decision.CHANGE: "You change something. You can write into the plan what is different from now on.",
    Decision.PAUSE: "You pause. You can agree with yourself when to look back the next time.",
    Decision.STOP: "You stop. You can end this plan; it stays among the earlier plans with everything in it.",
    Decision.TALK: (
        "You talk to someone first. This page keeps the numbers of today. When you know more, you can change what "
        "you decided."
    ),
}


def review_due(page: Page) -> Plan | None:
    """The open plan whose agreed review has come and is not decided yet; None where there is none.

    Decisions and sessions are read only where a review is agreed.
    """
    plan = current_plan(page.store.plans())
    if plan is None or plan.agreed == (None, None):
        return None
    if plan.review_on is not None and plan.review_on > page.today:
        return None
    reviews = page.store.reviews()
    if any(answers(one, plan) for one in reviews):
        return None
    treatments = page.store.treatments() if plan.review_after is not None else ()
    return plan if review_is_due(plan, treatments, reviews, page.today) else None


def review_on_today(page: Page) -> None:
    """On its day the review stands on Today: the rule, the numbers, and the way to the decision."""
    plan = review_due(page)
    if plan is None:
        return
    with st.container(key="due.review", border=True):
        st.markdown(f"**The review you agreed has come**, {agreement_in_words(plan.agreed)}.")
        in_own_words("rule", plan.rule)
        for sentence in sentences(page, plan, load_courses(page)):
            st.text(sentence)
        link("Your review is due: write down my decision", ":material/event_available:", review=plan.plan_id)


def review_page(page: Page, asked: str) -> None:
    """The review of the plan called `asked`: its rule, its numbers, and the decision."""
    with st.container(key="plan.all"):
        link("Back to the plan", ":material/chevron_left:")
    keep_address(review=asked)
    st.title("Review", anchor=False)
    courses = load_courses(page)
    plan = next((one for one in courses.plans if one.plan_id == asked), None)
    if plan is None:
        st.text("There is no such plan. Perhaps it was deleted; the page of plans says so.")
        return
    saved = next((one for one in courses.reviews if answers(one, plan)), None)
    if saved is None and not review_is_due(plan, courses.treatments, courses.reviews, page.today):
        not_due(plan, courses)
        return
    st.text(f"Agreed {agreement_in_words(plan.agreed)}.")
    in_own_words("rule", plan.rule)
    in_own_words("goal", plan.goal)
    shown = saved.shown if saved else "\n".join(sentences(page, plan, courses))
    the_numbers(shown)
    form = decide(page, plan, saved, shown)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, partial(save, plan=plan, shown=shown))
        status(page, form, saved.saved_at if saved else None)
    if saved is not None:
        what_follows(page, plan, saved, courses)
        earlier_versions(page, f"review {saved.review_id}", saved.revision, all_said)


def not_due(plan: Plan, courses: Courses) -> None:
    """A review that has not come shows no numbers: looking every day is how one is fooled."""
    if not plan.is_open:
        st.text("This plan has ended.")
    elif plan.agreed == (None, None):
        st.text("No review is agreed. You can agree one in the plan.")
        link("Change the plan", ":material/edit_note:", plan=plan.plan_id)
    else:
        done = progress_in_words(len(sessions_of(plan, courses.treatments)), plan.review_after)
        so_far = f" So far: {done}." if plan.review_after is not None else ""
        st.text(
            f"The review comes {agreement_in_words(plan.agreed)}.{so_far} Then its numbers will stand here."
        )


def sentences(page: Page, plan: Plan, courses: Courses) -> tuple[str, ...]:
    """The numbers of this course as they stand today."""
    journal = page.store.load_journal(
        looks_back_to(plan, courses.treatments, page.today), page.today + timedelta(days=1)
    )
    numbers = review_numbers(
        plan,
        pain=journal.daily("pain_average"),
        logged=tuple(entry.day for entry in journal.entries),
        treatments=courses.treatments,
        checks=page.store.weekly_checks(),
        on=page.today,
    )
    return numbers_in_words(numbers)


def the_numbers(shown: str) -> None:
    """The sentences, each on its own."""
    st.header("The numbers", anchor=False)
    for sentence in shown.splitlines():
        st.text(sentence)


def review_id_of(plan: Plan) -> str:
    """One name for the decision about one agreement, whoever saves it from whichever tab."""
    after, on = plan.agreed
    return uuid5(NAMESPACE_OID, f"review of {plan.plan_id} after {after} on {on}").hex


def decide(page: Page, plan: Plan, saved: Review | None, shown: str) -> Form:
    """The questions of the decision, and a draft of each answer."""
    st.header("My decision", anchor=False)
    if saved is not None:
        st.text(f"Decided on {short_day(saved.decided_on)}.")
    review_id = review_id_of(plan)
    kept = Kept(
        subject=f"review {review_id}",
        about="The decision",
        values=values_of(saved),
        revision=saved.revision if saved else 0,
        thing=saved,
        build=partial(review_of, plan=plan, decided_on=page.today, shown=""),
        item=review_id,
    )
    form = open_form(page, kept)
    form.saver = partial(save, plan=plan, shown=shown)
    form.is_overtaken = form.theirs is not None
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, LABELS, said)
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, ask)
    return form


def ask(page: Page, form: Form) -> Values:
    """Draw the controls and read what stands in them. Nothing is chosen for anybody."""
    return {
        "decision": ask_one(page, form, "decision", LABELS["decision"], OPTIONS),
        "words": ask_text(page, form, "words", LABELS["words"]),
    }


def values_of(saved: Review | None) -> Values:
    """What stands in the controls, as plain JSON."""
    return {
        "decision": saved.decision.value if saved else UNANSWERED,
        "words": saved.words if saved else "",
    }


def review_of(values: Values, *, plan: Plan, decided_on: date, shown: str) -> Review:
    """The decision these values mean; BadValue with a sentence where they mean none."""
    if values["decision"] == UNANSWERED:
        raise BadValue("Choose what you decide, then save. You can also leave it and come back another day.")
    return Review(
        review_id=review_id_of(plan),
        plan_id=plan.plan_id,
        decided_on=decided_on,
        decision=Decision(values["decision"]),
        review_after=plan.review_after,
        review_on=plan.review_on,
        words=clean_text(values["words"]).strip(),
        shown=shown[:NOTE_LIMIT],
    )


def save(page: Page, form: Form, plan: Plan, shown: str) -> None:
    """Keep the decision with the numbers that were on the screen. A later correction keeps the first day and numbers."""

    def put() -> int:
        review_id = review_id_of(plan)
        first = next((one for one in page.store.reviews() if one.review_id == review_id), None)
        review = review_of(
            form.values,
            plan=plan,
            decided_on=first.decided_on if first else page.today,
            shown=first.shown if first else shown,
        )
        kept = page.store.save_review(
            review, based_on=form.based_on, now=page.now, seen_drafts=form.seen, draft_subject=form.subject
        )
        return kept.revision

    save_form(form, put)


def what_follows(page: Page, plan: Plan, saved: Review, courses: Courses) -> None:
    """What the decision opens; nothing of it happens by itself."""
    st.header("What follows", anchor=False)
    if not plan.is_open:
        st.text("This plan has ended.")
    else:
        st.text(WHAT_FOLLOWS[saved.decision])
    with st.container(key="plan.follows", gap="small"):
        if plan.is_open and saved.decision is Decision.STOP:
            end_button(page, plan, courses.treatments)
        elif plan.is_open:
            label = "Change the plan" if saved.decision is Decision.CHANGE else "Agree the next review"
            link(label, ":material/edit_note:", plan=plan.plan_id)
        link("Begin another plan", ":material/add_circle:", plan=NEW)


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name == "decision":
        return OPTIONS[value] if value else NOT_ANSWERED
    return value or NOT_ANSWERED


def all_said(review: Review) -> str:
    """Every answer of a decision in words, a line each."""
    return all_in_words(LABELS, said, values_of(review))
