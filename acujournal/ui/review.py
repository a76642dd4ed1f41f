"""The review agreed beforehand: the rule, the numbers, and what the person decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from acujournal.answers import NOTE_LIMIT, clean_text
from acujournal.errors import BadValue
from acujournal.plan import (
    DECISION_WORDS,
    Decision,
    Plan,
    Review,
    agreement_in_words,
    answers,
    current_plan,
    progress_in_words,
    review_has_come,
    review_is_due,
)
from acujournal.review import (
    ReviewNumbers,
    closes_on,
    days_looked_at,
    last_day_looked_at,
    looks_back_to,
    numbers_in_words,
    review_numbers,
)
from acujournal.treatment import TreatmentStatus
from acujournal.ui.analysing import analysis_until
from acujournal.ui.asking import UNANSWERED, ask_one, ask_text
from acujournal.ui.courses import (
    NEW,
    Agreed,
    Courses,
    begun_before,
    is_begun,
    link,
    load_courses,
    review_id_of,
)
from acujournal.ui.deleting import delete_button
from acujournal.ui.form import (
    Form,
    Kept,
    Values,
    draft_notice,
    forget_form,
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
from acujournal.ui.plan import delete_decision, end_button, in_own_words
from acujournal.ui.planform import sessions_so_far
from acujournal.ui.versions import earlier_versions
from acujournal.words import short_day

if TYPE_CHECKING:
    from acujournal.stats import Analysis

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
    plans = page.store.plans()
    plan = current_plan(plans)
    if plan is None or plan.agreed == (None, None):
        return None
    if plan.review_on is not None and plan.review_on > page.today:
        return None
    reviews = page.store.reviews()
    if any(answers(one, plan) for one in reviews):
        return None
    treatments = page.store.treatments() if plan.review_after is not None else ()
    return plan if review_is_due(plan, treatments, reviews, page.today, plans) else None


def review_on_today(page: Page, plan: Plan) -> None:
    """On its day the review stands on Today: the rule, what the answers say in short, and the way to the review."""
    with st.container(key="due.review", border=True):
        st.markdown(f"**The review you agreed has come**, {agreement_in_words(plan.agreed)}.")
        in_own_words("rule", plan.rule)
        for sentence in in_short(look(page, plan, load_courses(page))):
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
    with st.container():
        undo_bar(page, plan)
    with st.container():
        for agreed in begun_before(page, plan):
            left_behind(page, plan, agreed)
    has_come = review_has_come(plan, courses.treatments, page.today, courses.plans)
    if saved is None and not has_come and not is_begun(page, plan):
        not_due(plan, courses)
        return
    if saved is None and not plan.is_open:
        st.text("This plan has ended. You can still write down what you decided about it.")
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
        delete_button(
            page,
            "Delete this decision",
            key=f"review.delete.{saved.review_id}",
            delete=partial(delete_decision, saved=saved),
        )


def undo_bar(page: Page, plan: Plan) -> None:
    """For a decision deleted lately: say so, and offer it back."""
    review_id = review_id_of(plan)
    if review_id not in {review.review_id for review in page.store.deleted_reviews(page.now)}:
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(":material/delete: Deleted.")
        if st.button("Undo", key="review.undo", type="primary"):
            page.store.restore_review(review_id, now=page.now)
            st.rerun()


def left_behind(page: Page, plan: Plan, agreed: Agreed) -> None:
    """Words about an agreement that was changed before they were saved: they can still be read and copied."""
    subject = f"review {review_id_of(plan, agreed)}"
    form = touched_form(page, subject)
    drafts = page.store.drafts(subject)
    held = form.values if form is not None else drafts[0].body.get("values")
    with st.container(key=f"review.left.{review_id_of(plan, agreed)}", border=True):
        st.text(
            f"What was agreed has changed since you began to write about the review {agreement_in_words(agreed)}. "
            "This is not saved:"
        )
        if isinstance(held, dict):
            values = {name: held.get(name) if isinstance(held.get(name), str) else "" for name in LABELS}
            st.text(all_in_words(LABELS, said, values))
        if st.button("Throw it away", key=f"review.throw.{review_id_of(plan, agreed)}"):
            page.store.drop_drafts(subject, {draft.tab: draft.kept_at for draft in drafts})
            if form is not None:
                forget_form(form)
            st.rerun()


def not_due(plan: Plan, courses: Courses) -> None:
    """A review that has not come shows no numbers: looking every day is how one is fooled."""
    if not plan.is_open:
        st.text("This plan has ended.")
    elif plan.agreed == (None, None):
        st.text("No review is agreed. You can agree one in the plan.")
        link("Change the plan", ":material/edit_note:", plan=plan.plan_id)
    else:
        done = progress_in_words(len(courses.sessions_of(plan)), plan.review_after)
        so_far = f" So far: {done}." if plan.review_after is not None else ""
        st.text(
            f"The review comes {agreement_in_words(plan.agreed)}.{so_far} Then its numbers will stand here."
        )


@dataclass(frozen=True)
class Look:
    """What a review looks at. `closes` is the last day it can look at; `is_later` that sessions took place before it."""

    numbers: ReviewNumbers
    analysis: Analysis
    closes: date | None
    is_later: bool


def look(page: Page, plan: Plan, courses: Courses) -> Look:
    """The numbers and answers of this course, from the days its review looks at."""
    on = last_day_looked_at(plan, courses.treatments, courses.plans, page.today)
    journal = page.store.load_journal(
        looks_back_to(plan, courses.treatments, on, courses.plans), on + timedelta(days=1)
    )
    numbers = review_numbers(
        plan,
        pain=journal.daily("pain_average"),
        logged=tuple(entry.day for entry in journal.entries if not entry.is_only_measured),
        treatments=courses.treatments,
        plans=courses.plans,
        checks=page.store.weekly_checks(),
        ongoing=page.store.all_ongoing(),
        on=on,
        today=page.today,
    )
    begun = numbers.baseline.treated_from
    # What is missing is counted up to that day as well: later days would not help this review.
    then = replace(page, now=datetime.combine(on, time(12), tzinfo=page.now.tzinfo))
    return Look(
        numbers=numbers,
        analysis=analysis_until(then, numbers.until, treated_from=begun),
        closes=closes_on(plan, courses.treatments, courses.plans),
        is_later=any(one.status is TreatmentStatus.DONE and one.day < begun for one in courses.treatments),
    )


def sentences(page: Page, plan: Plan, courses: Courses) -> tuple[str, ...]:
    """Which days are looked at, then the answers and numbers of this course."""
    from acujournal.stats.wording import review_sentences

    found = look(page, plan, courses)
    return (
        days_looked_at(found.numbers.until, found.closes),
        *review_sentences(found.analysis, is_later=found.is_later),
        *numbers_in_words(found.numbers),
    )


def in_short(found: Look) -> tuple[str, ...]:
    """The two plain sentences of the answers, what stands under each of them, and up to when the days count."""
    from acujournal.stats.verdict import Verdict
    from acujournal.stats.wording import EASES_BY_ITSELF, course_answer, dated, first_session, relief_answer

    first = first_session(is_later=found.is_later)
    course, after = course_answer(found.analysis.course, first=first), relief_answer(found.analysis.relief)
    said = (course.plain, after.plain)
    if course.word is after.word is Verdict.NOT_ENOUGH:
        return (*said, dated(found.analysis))
    return (*said, EASES_BY_ITSELF, dated(found.analysis))


def whole_lines(text: str, limit: int) -> str:
    """As many whole lines as have room; no sentence is cut in its middle."""
    while len(text) > limit:
        text = text.rpartition("\n")[0]
    return text


def the_numbers(shown: str) -> None:
    """The sentences, each on its own."""
    st.header("The numbers", anchor=False)
    for sentence in shown.splitlines():
        st.text(sentence)


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
        shown=whole_lines(shown, NOTE_LIMIT),
    )


def save(page: Page, form: Form, plan: Plan, shown: str) -> None:
    """Keep the decision with the numbers that were on the screen. A later correction keeps the first day and numbers."""

    def put() -> int:
        refuse_changed_agreement(page, plan)
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


def refuse_changed_agreement(page: Page, plan: Plan) -> None:
    """A decision answers what is agreed now; `plan` is the plan as this tab has shown it."""
    now = page.store.plan(plan.plan_id)
    if now is None:
        raise BadValue(
            "The plan of this review was deleted meanwhile. Bring it back on the Plan page, then save."
        )
    if now.agreed != plan.agreed:
        raise BadValue(
            f"What was agreed has changed meanwhile. It was {agreement_in_words(plan.agreed)}, and now it is "
            f"{agreement_in_words(now.agreed)}. Your words stand on the page of the review."
        )


def what_follows(page: Page, plan: Plan, saved: Review, courses: Courses) -> None:
    """What the decision opens; nothing of it happens by itself."""
    st.header("What follows", anchor=False)
    if not plan.is_open:
        st.text("This plan has ended.")
    else:
        st.text(WHAT_FOLLOWS[saved.decision])
    with st.container(key="plan.follows", gap="small"):
        if plan.is_open and saved.decision is Decision.STOP:
            end_button(page, plan, courses)
        elif plan.is_open:
            label = "Change the plan" if saved.decision is Decision.CHANGE else "Agree the next review"
            link(label, ":material/edit_note:", plan=plan.plan_id)
            st.text(sessions_so_far(len(courses.sessions_of(plan))))
        link("Begin another plan", ":material/add_circle:", plan=NEW)


def said(name: str, value: Any) -> str:
    """An answer in words."""
    if name == "decision":
        return OPTIONS.get(value, NOT_ANSWERED) if value else NOT_ANSWERED
    return value or NOT_ANSWERED


def all_said(review: Review) -> str:
    """Every answer of a decision in words, a line each."""
    return all_in_words(LABELS, said, values_of(review))
