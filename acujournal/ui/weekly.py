"""The weekly questions: offered on Today, a screen of their own, and in weekly mode all that Today asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import streamlit as st

from acujournal.errors import AcujournalError
from acujournal.journal import RATINGS_FOR_A_WEEK
from acujournal.ui import places
from acujournal.ui.asking import UNANSWERED, ask_one, ask_scale
from acujournal.ui.deleting import delete_button
from acujournal.ui.due import NIGHT_ENDS_AT
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
    touched_form,
)
from acujournal.ui.in_words import NOT_ANSWERED, all_in_words
from acujournal.ui.page import Page, keep_address
from acujournal.ui.versions import earlier_versions
from acujournal.weekly import (
    A_WEEK,
    FOUR_WEEKS,
    PEG,
    Change,
    Memory,
    Week,
    WeeklyCheck,
    beside_memory,
    change_is_due,
    next_weekly,
)
from acujournal.words import count_words, day_words, short_day

#: What is remembered of somebody who does not want to be asked this week.
SKIPPED: Final = "weekly"
ENDS: Final = {
    "pain": ("no pain", "pain as bad as you can imagine"),
    "enjoyment": ("does not interfere", "completely interferes"),
    "activity": ("does not interfere", "completely interferes"),
}
SOURCE: Final = "These three questions are the PEG (Krebs 2009, doi 10.1007/s11606-009-0981-1)."
ANSWERED_ELSEWHERE: Final = (
    "The questions of this week are answered already, in another tab. Nothing was skipped."
)
#: In words of our own: the published question about change belongs to its makers.
CHANGE_QUESTION: Final = "Compared with four weeks ago, my back pain is ..."
CHANGE_OPTIONS: Final = {
    **{change.value: change.value.capitalize() for change in Change},
    UNANSWERED: "Not answered",
}
LABELS: Final = {
    "pain": "Pain in the past week",
    "enjoyment": "Interfered with enjoyment of life",
    "activity": "Interfered with general activity",
    "change": "Compared with four weeks ago",
}


# One week's questions


def open_week(page: Page, day: date) -> None:
    """The questions about the week that ends on `day`, alone on the screen; a day that has not come is refused."""
    keep_address(week=day.isoformat())
    with st.container(key="day.nav"):
        st.page_link(places.TODAY, label="Today", icon=":material/chevron_left:")
    st.title("Your week", anchor=False)
    saved = page.store.weekly_check(day)
    if day > page.today and saved is None:
        # A journey west may have put a written day ahead of today.
        st.text("This day has not come yet. Choose today or a day before it.")
        return
    ends = "that end today" if day == page.today else f"up to {day_words(day)}"
    st.text(f"The seven days {ends}. Any question can be left out.")
    with st.container():
        undo_bar(page, day)
    save_bar(page, questions(page, day), day)
    look_back(page, day)
    saved = page.store.weekly_check(day)
    if saved is not None:
        earlier_versions(page, f"weekly {day.isoformat()}", saved.revision, all_said)
        delete_button(
            page,
            "Delete these answers",
            key=f"weekly.delete.{day.isoformat()}",
            delete=partial(delete_week, saved=saved),
        )


def form_of(page: Page, day: date) -> tuple[Form, Kept]:
    """What this tab shows of a week, and what the journal holds of it."""
    saved = page.store.weekly_check(day)
    kept = Kept(
        subject=f"weekly {day.isoformat()}",
        about=f"Your week up to {day_words(day)}",
        values=values_of(saved),
        # Deleted answers count on where they were; whoever saves over them has seen nothing there.
        revision=saved.revision if saved else 0,
        thing=saved,
        build=partial(check_of, day=day),
    )
    form = open_form(page, kept)
    form.saver = partial(save, day=day)
    form.is_overtaken = form.theirs is not None or bool(form.based_on and saved is None and form.is_touched)
    return form, kept


def questions(page: Page, day: date) -> Form:
    """Ask about the week that ends on `day`, and keep a draft of every answer."""
    form, kept = form_of(page, day)
    with st.container():
        if form.is_overtaken:
            settle(page, form, kept, LABELS, said)
    with st.container():
        draft_notice(page, form)
    keep_answers(page, form, partial(ask, day=day))
    return form


def ask(page: Page, form: Form, *, day: date) -> Values:
    """Draw the three scales, and once all of them are answered and it is time, the question about change."""
    values = dict(form.values)
    for name, question in PEG.items():
        low, high = ENDS[name]
        values[name] = ask_scale(page, form, name, question, low=low, high=high)
    st.caption(SOURCE)
    with st.container():
        if asks_about_change(page, values, day):
            values["change"] = ask_one(page, form, "change", CHANGE_QUESTION, CHANGE_OPTIONS)
    return values


def asks_about_change(page: Page, values: Values, day: date) -> bool:
    """Whether the question about change is there: after the numbers, so that it does not colour them.

    One that was answered stays, to be corrected.
    """
    if values["change"] != UNANSWERED:
        return True
    return all(values[name] is not None for name in PEG) and change_is_due(page.store.weekly_checks(), day)


def save_bar(page: Page, form: Form, day: date) -> None:
    """The button that saves, and one line on how things stand."""
    saved = page.store.weekly_check(day)
    with st.container(key="save", horizontal=True, vertical_alignment="center", gap="medium"):
        save_button(form, partial(save, day=day))
        status(page, form, saved.saved_at if saved else None)


def save(page: Page, form: Form, day: date) -> None:
    """Save what stands in the controls."""

    def put() -> int:
        kept = page.store.save_weekly_check(
            check_of(form.values, day),
            based_on=form.based_on,
            now=page.now,
            zone=page.zone,
            seen_drafts=form.seen,
        )
        return kept.revision

    save_form(form, put)


def values_of(check: WeeklyCheck | None) -> Values:
    """What stands in the controls for weekly answers, as plain JSON."""
    values: Values = {name: getattr(check, name, None) for name in PEG}
    values["change"] = check.change.value if check and check.change else UNANSWERED
    return values


def check_of(values: Values, day: date) -> WeeklyCheck:
    """The weekly answers these values mean."""
    change = values["change"]
    return WeeklyCheck(
        day=day, **{name: values[name] for name in PEG}, change=Change(change) if change else None
    )


def said(name: str, value: Any) -> str:
    """An answer in words."""
    del name
    return NOT_ANSWERED if value is None or value == UNANSWERED else str(value)


def all_said(check: WeeklyCheck) -> str:
    """Every weekly answer in words, a line each."""
    return all_in_words(LABELS, said, values_of(check))


def delete_week(page: Page, saved: WeeklyCheck) -> None:
    """Delete the answers as they are seen here; they can be brought back for 30 days."""
    page.store.delete_weekly_check(saved.day, based_on=saved.revision, now=page.now)


def undo_bar(page: Page, day: date) -> None:
    """For answers deleted lately: say so, and offer them back."""
    if day not in {check.day for check in page.store.deleted_weekly_checks(page.now)}:
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(":material/delete: Deleted.")
        if st.button("Undo", key="weekly.undo", type="primary"):
            page.store.restore_weekly_check(day, now=page.now)
            st.rerun()


# Memory beside diary


def look_back(page: Page, day: date) -> None:
    """What the person remembers of four weeks, and beside it what the diary holds; neither is corrected."""
    check = page.store.weekly_check(day)
    if check is None or check.change is None:
        return
    journal = page.store.load_journal(day - FOUR_WEEKS - A_WEEK, day + timedelta(days=1))
    memory = beside_memory(check, page.store.weekly_checks(), journal.daily("pain_average"))
    if memory is None:
        return
    st.header("Memory beside diary", anchor=False)
    left, right = st.columns([1, 2])
    with left:
        st.markdown("**What you said**")
        st.text(f"Compared with four weeks ago, my back pain is {memory.change.value}.")
    with right:
        st.markdown("**What your diary says**")
        st.html(diary_html(memory))
    st.text(
        "Memory and diary often differ: memory leans on the worst and the latest days, a diary holds only the days "
        "that were written. Neither of them is wrong."
    )


def diary_html(memory: Memory) -> str:
    """The two weeks as an HTML table: numbers and dates only."""
    weeks = {"Four weeks before": memory.then, "This week": memory.now}
    head = "".join(
        f'<th scope="col">{name}<br>{week.first.day} {week.first:%b} to {week.last.day} {week.last:%b}</th>'
        for name, week in weeks.items()
    )
    rows = {"Average pain": mean_words, "Weekly score": score_words}
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{say(week)}</td>" for week in weeks.values())}</tr>'
        for name, say in rows.items()
    )
    return (
        '<table class="numbers"><caption>From 0 to 10, lower is better.</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def mean_words(week: Week) -> str:
    """The mean of a week with the days behind it, or why there is none."""
    if week.mean is None:
        days = count_words(week.ratings, "day") if week.ratings else "no day"
        return f"{days} rated; a mean needs {RATINGS_FOR_A_WEEK} days"
    return f"{week.mean:.1f} ({count_words(week.ratings, 'day')} rated)"


def score_words(week: Week) -> str:
    """The weekly score of that time, with its day where it is another one, or why there is none."""
    if week.check is None:
        return "no weekly answers"
    if week.score is None:
        return "not all three answered"
    asked = "" if week.check.day == week.last else f" (on {short_day(week.check.day)})"
    return f"{week.score:.1f}{asked}"


# On Today


def asked_from(page: Page) -> date | None:
    """The day from which the weekly questions are asked; None is at once."""
    return next_weekly(page.store.weekly_checks(), page.store.skips().get(SKIPPED))


def is_due(page: Page) -> bool:
    """Whether the weekly questions are asked today. A paused journal asks for nothing."""
    asked = asked_from(page)
    return page.preferences.paused_since is None and (asked is None or asked <= page.today)


def offer_week(page: Page) -> None:
    """Below what Today asks: the weekly questions when they are due, and weeks whose answers are not saved yet."""
    with st.container():
        tell_of_press()
        unsaved = unsaved_weeks(page)
        link_unsaved(unsaved)
        if is_due(page) and page.today not in unsaved:
            with st.container(key="weekly", border=True):
                link_to_week(page.today, "Three questions about your week", icon=":material/edit_note:")
                skip_button(page)
        else:
            tell_of_skip(page)


def link_to_week(day: date, label: str, *, icon: str | None = None) -> None:
    """A link to the questions about the week that ends on `day`."""
    st.page_link(places.TODAY, label=label, icon=icon, query_params={"week": day.isoformat()})


def unsaved_weeks(page: Page) -> list[date]:
    """The days with weekly answers that were given and not saved, today among them, the newest last."""
    return sorted(page.store.draft_weeks(until=page.today + timedelta(days=1)))


def link_unsaved(days: list[date]) -> None:
    """Links to the newest three weeks whose answers are not saved yet; the others follow once these are settled."""
    if not days:
        return
    with st.container(key="weekly.unsaved"):
        for day in days[-3:]:
            label = f"Not saved yet: your week up to {day_words(day)}"
            link_to_week(day, label, icon=":material/edit_note:")


def skip_button(page: Page) -> None:
    """Not to be asked this week is as good an answer as any."""

    def press() -> None:
        if (here := page.at_present()) is not None:
            keep_choice(partial(skip_week, here))

    st.button("Not this week", key="weekly.skip", on_click=press)


def skip_week(page: Page) -> None:
    """Ask for nothing this week, unless another tab has answered since this one was drawn."""
    answered = next_weekly(page.store.weekly_checks(), None)
    if answered is not None and answered > page.today:
        st.session_state["weekly.news"] = ANSWERED_ELSEWHERE
        return
    page.store.skip(SKIPPED, page.today)
    st.session_state["weekly.skipped"] = page.today


def tell_of_skip(page: Page) -> bool:
    """Say until when nothing is asked, to whoever has just skipped it in this tab; it can be taken back."""
    if st.session_state.get("weekly.skipped") != page.today or page.store.skips().get(SKIPPED) != page.today:
        return False
    asked = asked_from(page) or page.today

    def ask_again() -> None:
        if (here := page.at_present()) is not None:
            keep_choice(lambda: here.store.unskip(SKIPPED))

    with st.container(key="weekly.told", horizontal=True, vertical_alignment="center"):
        st.markdown(f"Skipped. The weekly questions come again on {day_words(asked, page.today)}.")
        st.button("Undo", key="weekly.unskip", type="tertiary", on_click=ask_again)
    return True


def keep_choice(put: Callable[[], None]) -> None:
    """Carry out what a click asks for; where the database cannot take it, remember the sentence for the screen."""
    try:
        put()
    except AcujournalError as error:
        st.session_state["weekly.problem"] = str(error)


def tell_of_press() -> None:
    """Say why the last click changed nothing."""
    if news := st.session_state.pop("weekly.news", ""):
        st.info(news)
    if problem := st.session_state.pop("weekly.problem", ""):
        st.error(problem)


# Weekly mode


def shown_week(page: Page) -> date:
    """The day whose week Today asks about; a form begun before midnight stays until it is saved, or the night is over."""
    begun = page.today - timedelta(days=1)
    is_night = page.now.hour < NIGHT_ENDS_AT
    return begun if is_night and touched_form(page, f"weekly {begun.isoformat()}") is not None else page.today


def ask_by_week(page: Page, day: date) -> Form:
    """All that Today asks in weekly mode: the weekly questions when they are due, else when they will be.

    Whoever skips a week half answered is left alone: the answers wait behind a link.
    """
    form, _ = form_of(page, day)
    saved = page.store.weekly_check(day)
    is_begun = form.is_touched and not is_skipped(page, day)
    is_asked = saved is not None or is_begun or is_due(page)
    if is_asked:
        st.header("Three questions about your week", anchor=False)
        if day != page.today:
            st.markdown(f"Past midnight: this is still your week up to {day_words(day)}, until you save.")
        form = questions(page, day)
        save_bar(page, form, day)
        if saved is None and is_due(page):
            skip_button(page)
        elif saved is not None:
            until_then(page)
            look_back(page, day)
            with st.container(key="weekly.links"):
                link_to_week(day, "Earlier versions, or delete", icon=":material/edit_note:")
    # Where the button was that was pressed, so that it is seen.
    with st.container():
        tell_of_press()
    # Asked for only here: an answer given in this run is kept by now.
    unsaved = unsaved_weeks(page)
    if not is_asked:
        if not tell_of_skip(page):
            until_then(page)
        if day not in unsaved:
            with st.container(key="weekly.links"):
                link_to_week(day, "Answer the three questions now", icon=":material/edit_note:")
    with st.container():
        link_unsaved([one for one in unsaved if one != day or not is_asked])
    return form


def is_skipped(page: Page, day: date) -> bool:
    """Whether the week that ends on `day` was skipped: on that day or, a form begun before midnight, after it."""
    return page.store.skips().get(SKIPPED) in (day, page.today)


def until_then(page: Page) -> None:
    """Say when the next questions come. A paused journal has said already that it asks for nothing."""
    asked = asked_from(page)
    if page.preferences.paused_since is None and asked is not None and asked > page.today:
        st.text(f"Nothing is asked until {day_words(asked, page.today)}.")
