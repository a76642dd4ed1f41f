"""The plan: what is agreed and how far it has come, what was decided, and what was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from acujournal.answers import UNDO_DAYS
from acujournal.errors import AcujournalError
from acujournal.plan import (
    DECISION_WORDS,
    RHYTHM_WORDS,
    Plan,
    Review,
    agreement_in_words,
    answers,
    current_plan,
    end_of,
    progress_in_words,
    review_has_come,
    review_is_due,
    sessions_of,
)
from acujournal.review import baseline_in_words, baseline_of, looks_back_to
from acujournal.ui.courses import NEW, Courses, begun_before, is_begun, link, load_courses, span_of
from acujournal.ui.deleting import delete_button
from acujournal.ui.form import hand_over_draft, save_button, status, touched_form, what_became_of
from acujournal.ui.learnlinks import article_link
from acujournal.ui.news import remember
from acujournal.ui.page import Page, keep_address
from acujournal.ui.planform import LABELS, all_said, became_of, card, save
from acujournal.ui.versions import earlier_versions
from acujournal.words import count_words, short_day

# What others ask


def plan_progress(page: Page) -> str | None:
    """How far the present course has come, such as "5 of 10 sessions"; None where there is no plan."""
    plans = page.store.plans()
    plan = current_plan(plans)
    if plan is None:
        return None
    return progress_in_words(len(sessions_of(plan, page.store.treatments(), plans)), plan.sessions)


# The page


def plan_page(page: Page) -> None:
    """What is agreed, how far it has come, what was decided, and what was before."""
    keep_address()
    st.title("Plan", anchor=False)
    courses = load_courses(page)
    plan = current_plan(courses.plans)
    if plan is None:
        no_plan(courses)
    else:
        what_is_agreed(page, plan, courses)
    links(plan)
    decisions_begun(page, courses)
    past_reviews(page, courses)
    other_plans(page, plan, courses)
    deleted(page)


def no_plan(courses: Courses) -> None:
    """A word to whoever has no plan: none is needed, and what one is good for."""
    st.text(
        "A plan is a few lines to yourself: why you started, what you hope for, how many sessions, and when you will "
        "look back and decide. What is written beforehand is easier to hold on to than what one remembers."
    )
    st.text("You can keep your journal without one, too.")
    if courses.plans:
        st.text("No plan is open at present.")


def what_is_agreed(page: Page, plan: Plan, courses: Courses) -> None:
    """The open plan, read like a letter."""
    if review_is_due(plan, courses.treatments, courses.reviews, page.today, courses.plans):
        with st.container(key="plan.due", border=True):
            st.markdown("The day of your review has come.")
            link("Look at it and decide", ":material/checklist:", review=plan.plan_id)
    progress(plan, courses)
    journal = page.store.load_journal(
        looks_back_to(plan, courses.treatments, page.today, courses.plans), page.today + timedelta(days=1)
    )
    pain = journal.comparable().daily("pain_average")
    baseline = baseline_of(plan, pain, courses.treatments, page.today, courses.plans)
    st.text(baseline_in_words(baseline))
    in_own_words("reason", plan.reason)
    if plan.goal or plan.target is not None:
        st.header(LABELS["goal"], anchor=False)
        if plan.goal:
            st.text(plan.goal)
        if plan.target is not None:
            st.text(f"The average pain I hope for: {plan.target} of 10")
    if sessions := sessions_in_words(plan):
        st.header("Sessions", anchor=False)
        st.text(sessions)
    review_agreed(plan, courses)


def progress(plan: Plan, courses: Courses) -> None:
    """How many sessions of how many, in words and as a bar; more than planned is no matter."""
    done = len(courses.sessions_of(plan))
    words = f"**{progress_in_words(done, plan.sessions)}**"
    if plan.sessions is None:
        st.markdown(words)
    else:
        st.progress(min(done / plan.sessions, 1.0), text=words)
    st.caption(f"Begun on {short_day(plan.begun_on)}")


def in_own_words(name: str, text: str) -> None:
    """One text of the person's own below its question, where there is one."""
    if text:
        st.header(LABELS[name], anchor=False)
        st.text(text)


def sessions_in_words(plan: Plan) -> str:
    """Number, rhythm and first day of the sessions, as far as they are agreed."""
    parts = []
    if plan.sessions is not None:
        parts.append(count_words(plan.sessions, "session"))
    if plan.rhythm is not None:
        parts.append(RHYTHM_WORDS[plan.rhythm])
    if plan.first_session_on is not None:
        parts.append(f"the first on {short_day(plan.first_session_on)}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def review_agreed(plan: Plan, courses: Courses) -> None:
    """The agreement in words, the rule in the person's own, and whether it is decided."""
    st.header("The review", anchor=False)
    agreement = agreement_in_words(plan.agreed)
    st.text(f"{agreement[:1].upper()}{agreement[1:]}")
    if plan.rule:
        st.markdown(f"**{LABELS['rule']}**")
        st.text(plan.rule)
    decided = next((one for one in courses.reviews if answers(one, plan)), None)
    if decided is not None:
        link(
            f"Decided on {short_day(decided.decided_on)}: {DECISION_WORDS[decided.decision].lower()}",
            ":material/check_circle:",
            review=plan.plan_id,
        )


def links(plan: Plan | None) -> None:
    """Where one can go from here."""
    with st.container(key="plan.links", gap="small"):
        if plan is None:
            link("Make a plan", ":material/add_circle:", plan=NEW)
        else:
            link("Change the plan", ":material/edit_note:", plan=plan.plan_id)
            link("Begin another plan", ":material/add_circle:", plan=NEW)
        link("First visit", ":material/notes:", visit="1")
        link("Medicines and other care", ":material/list:", ongoing="list")
    with st.container(key="plan.read", gap=None):
        article_link("Read: what to expect in a session", "a-session")
        article_link("Read: choosing a practitioner", "choosing")
        article_link("Read: why a before and after can mislead", "reading-charts")


def decisions_begun(page: Page, courses: Courses) -> None:
    """The way to words about a decision that are not saved, whatever has become of the plan since."""
    for plan in courses.plans:
        if (plan.agreed != (None, None) and is_begun(page, plan)) or begun_before(page, plan):
            words = f"Not saved yet: my decision about the plan of {short_day(plan.begun_on)}"
            link(words, ":material/edit_note:", review=plan.plan_id)


def past_reviews(page: Page, courses: Courses) -> None:
    """Every decision, the last one first: its day, the person's words, and what was shown then."""
    if not courses.reviews:
        return
    st.header("Past reviews", anchor=False)
    for review in reversed(courses.reviews):
        label = f"{short_day(review.decided_on)}: {DECISION_WORDS[review.decision].lower()}"
        with st.expander(label, key=f"plan.decided.{review.review_id}"):
            if review.words:
                st.markdown("**In my own words**")
                st.text(review.words)
            st.markdown("**The numbers of that day**")
            for sentence in review.shown.splitlines():
                st.text(sentence)
            act_button(
                page,
                "Delete this decision",
                key=f"plan.undecide.{review.review_id}",
                act=partial(delete_decision, saved=review),
            )


def delete_decision(page: Page, saved: Review) -> None:
    """Delete a decision as it is seen here; it can be brought back for 30 days."""
    page.store.delete_review(saved.review_id, based_on=saved.revision, now=page.now)


def other_plans(page: Page, plan: Plan | None, courses: Courses) -> None:
    """Plans that have ended, and one left open by mistake."""
    others = [one for one in courses.plans if plan is None or one.plan_id != plan.plan_id]
    for one in (one for one in others if one.is_open):
        with st.container(key="plan.open_too", border=True):
            st.text(f"Another plan is open too, begun on {short_day(one.begun_on)}.")
            end_button(page, one, courses)
    ended = [one for one in others if not one.is_open]
    if not ended:
        return
    st.header("Earlier plans", anchor=False)
    with st.container(key="plan.earlier", gap="small"):
        for one in reversed(ended):
            done = progress_in_words(len(courses.sessions_of(one)), one.sessions)
            link(f"**{span_of(one)}** · {done}", plan=one.plan_id)


# Ending a plan and taking it up again


def end_plan(page: Page, plan: Plan, courses: Courses) -> None:
    """End a plan today, as it is seen here."""
    turn_plan(page, plan, end_of(plan, courses.treatments, page.today, courses.plans))


def turn_plan(page: Page, plan: Plan, ended_on: date | None) -> None:
    """Save another end of a plan; answers of its form that wait to be saved are then about the plan as it is now."""
    fresh = replace(plan, ended_on=ended_on)
    kept = page.store.save_plan(fresh, based_on=plan.revision, now=page.now, today=page.today)
    form = touched_form(page, f"plan {plan.plan_id}")
    if form is not None and form.based_on == plan.revision:
        form.based_on = kept.revision


def end_button(page: Page, plan: Plan, courses: Courses) -> None:
    """A button that ends this plan; it can be taken up again from its card."""
    turn_button(page, "End this plan", plan, partial(end_plan, plan=plan, courses=courses))


def take_up_button(page: Page, plan: Plan) -> None:
    """A button that takes an ended plan up again, while no other one is open."""
    turn_button(page, "Take this plan up again", plan, partial(turn_plan, plan=plan, ended_on=None))


def turn_button(page: Page, label: str, plan: Plan, turn: Callable[[Page], None]) -> None:
    """A button that opens or ends a plan."""
    act_button(page, label, key=f"plan.turn.{plan.plan_id}", act=turn)


def act_button(page: Page, label: str, *, key: str, act: Callable[[Page], None]) -> None:
    """A button that does one thing at once; a refusal is told at the top of the page."""

    def press() -> None:
        here = page.at_present()
        if here is None:
            return
        try:
            act(here)
        except AcujournalError as error:
            remember(str(error), is_good=False)

    st.button(label, key=key, on_click=press)


# The form


def change_plan(page: Page, asked: str) -> None:
    """The form of one plan, or of one to be."""
    with st.container(key="plan.all"):
        link("Back to the plan", ":material/chevron_left:")
    keep_address(plan=asked)
    is_new = asked == NEW
    if is_new and (became := what_became_of(f"plan {NEW}")):
        # It is a plan now, and has an address of its own.
        st.query_params["plan"] = became.item
        st.rerun()
    if is_new:
        open_instead = hand_over_draft(page, f"plan {NEW}", partial(became_of, page))
        if open_instead is not None:
            st.query_params["plan"] = open_instead
            st.rerun()
    saved = None if is_new else page.store.plan(asked)
    if not is_new and saved is None:
        st.title("Plan", anchor=False)
        if not undo_bar(page, asked):
            st.text("There is no such plan. Perhaps it was deleted; the page of plans says so.")
        return
    courses = load_courses(page)
    st.title(title_of(saved), anchor=False)
    what_it_follows(saved, courses)
    form = card(page, asked, saved, courses)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, save)
        status(page, form, saved.saved_at if saved else None)
    if saved is not None:
        if not saved.is_open and has_a_review(page, saved, courses):
            link("The review of this plan", ":material/checklist:", review=saved.plan_id)
        earlier_versions(page, f"plan {saved.plan_id}", saved.revision, all_said)
        with st.container(key="plan.last", horizontal=True):
            if saved.is_open:
                end_button(page, saved, courses)
            elif current_plan(courses.plans) is None:
                take_up_button(page, saved)
            delete_button(
                page,
                "Delete this plan",
                key=f"plan.delete.{saved.plan_id}",
                delete=partial(delete_plan, saved=saved),
            )


def has_a_review(page: Page, plan: Plan, courses: Courses) -> bool:
    """Whether there is a review to be seen: its day had come, it is decided, or words about it are not saved."""
    return (
        review_has_come(plan, courses.treatments, page.today, courses.plans)
        or any(answers(one, plan) for one in courses.reviews)
        or is_begun(page, plan)
    )


def title_of(saved: Plan | None) -> str:
    """What the form is about."""
    if saved is None:
        return "Make a plan"
    return "My plan" if saved.is_open else f"My plan, {span_of(saved)}"


def what_it_follows(saved: Plan | None, courses: Courses) -> None:
    """Before another plan is saved: what becomes of the present one."""
    before = current_plan(courses.plans)
    with st.container():
        if saved is None and before is not None:
            st.text(
                f"When you save this, it takes the place of your plan of {short_day(before.begun_on)}, which stays "
                "among the earlier plans as it is. Each session counts in one plan only: from the first session you "
                "write here, in this one."
            )


def delete_plan(page: Page, saved: Plan) -> None:
    """Delete the plan as it is seen here; it can be brought back for 30 days."""
    page.store.delete_plan(saved.plan_id, based_on=saved.revision, now=page.now)


def undo_bar(page: Page, plan_id: str) -> bool:
    """For a plan deleted lately: say so, and offer it back."""
    if plan_id not in {plan.plan_id for plan in page.store.deleted_plans(page.now)}:
        return False
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(":material/delete: Deleted.")
        if st.button("Undo", key="plan.undo", type="primary"):
            page.store.restore_plan(plan_id, now=page.now)
            st.rerun()
    return True


def deleted(page: Page) -> None:
    """Plans and decisions deleted in the last 30 days, each with a way back."""
    plans, reviews = page.store.deleted_plans(page.now), page.store.deleted_reviews(page.now)
    gone = [count_words(len(some), noun) for some, noun in ((plans, "plan"), (reviews, "decision")) if some]
    if not gone:
        return
    with st.expander(f"Deleted in the last {UNDO_DAYS} days: {', '.join(gone)}", key="plan.deleted"):
        for plan in plans:
            way_back(
                page,
                f"the plan of {short_day(plan.begun_on)}",
                key=f"plan.restore.{plan.plan_id}",
                restore=partial(restore_plan, plan_id=plan.plan_id),
            )
        for review in reviews:
            way_back(
                page,
                f"the decision of {short_day(review.decided_on)}",
                key=f"plan.redecide.{review.review_id}",
                restore=partial(restore_decision, review_id=review.review_id),
            )


def way_back(page: Page, words: str, *, key: str, restore: Callable[[Page], None]) -> None:
    """One thing that was deleted, and the button that brings it back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{words[:1].upper()}{words[1:]}")
        act_button(page, f"Bring {words} back", key=key, act=restore)


def restore_plan(page: Page, plan_id: str) -> None:
    """Bring a deleted plan back."""
    page.store.restore_plan(plan_id, now=page.now)


def restore_decision(page: Page, review_id: str) -> None:
    """Bring a deleted decision back."""
    page.store.restore_review(review_id, now=page.now)
