"""The plan: what is agreed and how far it has come, and the form in which it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from acujournal.answers import UNDO_DAYS, clean_text
from acujournal.errors import AcujournalError, BadValue
from acujournal.plan import (
    DECISION_WORDS,
    RHYTHM_WORDS,
    SESSIONS_LIMIT,
    WHY_A_BASELINE,
    Plan,
    Review,
    Rhythm,
    agreement_in_words,
    baseline_in_words,
    baseline_of,
    current_plan,
    end_of,
    looks_back_to,
    progress_in_words,
    review_is_due,
    sessions_of,
)
from acujournal.treatment import Treatment
from acujournal.ui import places
from acujournal.ui.asking import UNANSWERED, ask_day, ask_number, ask_one, ask_pain, ask_text
from acujournal.ui.deleting import delete_button
from acujournal.ui.form import (
    Became,
    Form,
    Kept,
    Values,
    draft_notice,
    filler,
    hand_over_draft,
    keep_answers,
    open_form,
    rename_form,
    save_button,
    save_form,
    settle,
    status,
    touched_form,
    what_became_of,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.news import remember
from acujournal.ui.page import Page, keep_address
from acujournal.ui.versions import earlier_versions
from acujournal.words import count_words, short_day

#: What the address says for a plan that is not there yet.
NEW: Final = "new"
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


# What others ask


def plan_progress(page: Page) -> str | None:
    """How far the present course has come, such as "5 of 10 sessions"; None where there is no plan."""
    plan = current_plan(page.store.plans())
    if plan is None:
        return None
    return progress_in_words(len(sessions_of(plan, page.store.treatments())), plan.sessions)


# The page


@dataclass(frozen=True)
class Courses:
    """All plans, decisions and sessions of a journal."""

    plans: tuple[Plan, ...]
    reviews: tuple[Review, ...]
    treatments: tuple[Treatment, ...]


def load_courses(page: Page) -> Courses:
    """Everything the plans of this journal have to do with, but its days."""
    with page.store.reading() as store:
        return Courses(store.plans(), store.reviews(), store.treatments())


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
    past_reviews(courses)
    other_plans(page, plan, courses)
    deleted_plans(page)


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
    if review_is_due(plan, courses.treatments, courses.reviews, page.today):
        with st.container(key="plan.due", border=True):
            st.markdown("The day of your review has come.")
            link("Look at it and decide", ":material/checklist:", review=plan.plan_id)
    progress(plan, courses.treatments)
    journal = page.store.load_journal(
        looks_back_to(plan, courses.treatments, page.today), page.today + timedelta(days=1)
    )
    baseline = baseline_of(plan, journal.daily("pain_average"), courses.treatments, page.today)
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


def progress(plan: Plan, treatments: Iterable[Treatment]) -> None:
    """How many sessions of how many, in words and as a bar; more than planned is no matter."""
    done = len(sessions_of(plan, treatments))
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


def answers(review: Review, plan: Plan) -> bool:
    """Whether this decision is about what the plan has agreed now."""
    return review.plan_id == plan.plan_id and review.agreed == plan.agreed


def link(label: str, icon: str | None = None, **address: str) -> None:
    """A link to another screen of this page."""
    st.page_link(places.PLAN, label=label, icon=icon, query_params=address)


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


def past_reviews(courses: Courses) -> None:
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


def other_plans(page: Page, plan: Plan | None, courses: Courses) -> None:
    """Plans that have ended, and one left open by mistake."""
    others = [one for one in courses.plans if plan is None or one.plan_id != plan.plan_id]
    for one in (one for one in others if one.is_open):
        with st.container(key="plan.open_too", border=True):
            st.text(f"Another plan is open too, begun on {short_day(one.begun_on)}.")
            end_button(page, one, courses.treatments)
    ended = [one for one in others if not one.is_open]
    if not ended:
        return
    st.header("Earlier plans", anchor=False)
    with st.container(key="plan.earlier", gap="small"):
        for one in reversed(ended):
            done = progress_in_words(len(sessions_of(one, courses.treatments)), one.sessions)
            link(f"**{span_of(one)}** · {done}", plan=one.plan_id)


def span_of(plan: Plan) -> str:
    """From when to when a plan was followed."""
    if plan.ended_on is None:
        return f"Since {short_day(plan.begun_on)}"
    last = plan.ended_on - timedelta(days=1)
    if last <= plan.begun_on:
        return short_day(plan.begun_on)
    return f"{short_day(plan.begun_on)} to {short_day(last)}"


# Ending a plan and taking it up again


def end_plan(page: Page, plan: Plan, treatments: Iterable[Treatment]) -> None:
    """End a plan today, as it is seen here."""
    turn_plan(page, plan, end_of(plan, treatments, page.today))


def turn_plan(page: Page, plan: Plan, ended_on: date | None) -> None:
    """Save another end of a plan; answers of its form that wait to be saved are then about the plan as it is now."""
    fresh = replace(plan, ended_on=ended_on)
    kept = page.store.save_plan(fresh, based_on=plan.revision, now=page.now, today=page.today)
    form = touched_form(page, f"plan {plan.plan_id}")
    if form is not None and form.based_on == plan.revision:
        form.based_on = kept.revision


def end_button(page: Page, plan: Plan, treatments: Iterable[Treatment]) -> None:
    """A button that ends this plan; it can be taken up again from its card."""
    turn_button(page, "End this plan", plan, partial(end_plan, plan=plan, treatments=tuple(treatments)))


def take_up_button(page: Page, plan: Plan) -> None:
    """A button that takes an ended plan up again, while no other one is open."""
    turn_button(page, "Take this plan up again", plan, partial(turn_plan, plan=plan, ended_on=None))


def turn_button(page: Page, label: str, plan: Plan, turn: Callable[[Page], None]) -> None:
    """A button that opens or ends a plan; what becomes of it is told at the top of the page."""

    def press() -> None:
        here = page.at_present()
        if here is None:
            return
        try:
            turn(here)
        except AcujournalError as error:
            remember(str(error), is_good=False)

    st.button(label, key=f"plan.turn.{plan.plan_id}", on_click=press)


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
        hand_over_draft(page, f"plan {NEW}", partial(became_of, page))
    saved = None if is_new else page.store.plan(asked)
    if not is_new and saved is None:
        st.title("Plan", anchor=False)
        if not undo_bar(page, asked):
            st.text("There is no such plan. Perhaps it was deleted; the page of plans says so.")
        return
    courses = load_courses(page)
    st.title(title_of(saved), anchor=False)
    what_it_follows(saved, courses)
    form = card(page, asked, saved)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, save)
        status(page, form, saved.saved_at if saved else None)
    if saved is not None:
        earlier_versions(page, f"plan {saved.plan_id}", saved.revision, all_said)
        with st.container(key="plan.last", horizontal=True):
            if saved.is_open:
                end_button(page, saved, courses.treatments)
            elif current_plan(courses.plans) is None:
                take_up_button(page, saved)
            delete_button(
                page,
                "Delete this plan",
                key=f"plan.delete.{saved.plan_id}",
                delete=partial(delete_plan, saved=saved),
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
                "among the earlier plans as it is."
            )


def became_of(page: Page, plan_id: str) -> Became | None:
    """The plan a new card was saved as."""
    saved = page.store.plan(plan_id)
    return None if saved is None else Became(f"plan {plan_id}", values_of(saved), saved.revision)


def card(page: Page, asked: str, saved: Plan | None) -> Form:
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
    keep_answers(page, form, ask)
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


def ask(page: Page, form: Form) -> Values:
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
    return values | ask_review(page, form)


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
        plan = begun_after(plan, before, courses.treatments, page.today) if before else plan
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


def begun_after(plan: Plan, before: Iterable[Plan], treatments: Iterable[Treatment], today: date) -> Plan:
    """The new plan, begun when the ones before it end: tomorrow if today's session still belongs to one of them.

    Unless the person says that the first session of the new one is today's or an earlier one.
    """
    if plan.first_session_on is not None and plan.first_session_on <= today:
        return plan
    treatments = tuple(treatments)
    return replace(plan, begun_on=max(today, *(end_of(one, treatments, today) for one in before)))


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


def deleted_plans(page: Page) -> None:
    """Plans deleted in the last 30 days, each with a way back."""
    gone = page.store.deleted_plans(page.now)
    if not gone:
        return
    with st.expander(
        f"Deleted in the last {UNDO_DAYS} days: {count_words(len(gone), 'plan')}", key="plan.deleted"
    ):
        for plan in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                words = f"the plan of {short_day(plan.begun_on)}"
                st.text(f"{words[:1].upper()}{words[1:]}")
                if st.button(f"Bring {words} back", key=f"plan.restore.{plan.plan_id}"):
                    page.store.restore_plan(plan.plan_id, now=page.now)
                    st.rerun()
