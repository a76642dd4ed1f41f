"""The Share page: choose what a reader sees, look at exactly that, then save, print or link it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from acujournal.answers import NAME_LIMIT
from acujournal.errors import BadValue, ReportTrouble
from acujournal.server.previews import previews
from acujournal.ui.analysing import analysis_for_report
from acujournal.ui.asking import ask_choices, ask_day, ask_line, ask_one, ask_text
from acujournal.ui.controls import print_page_button
from acujournal.ui.datarecord import record_taken_out
from acujournal.ui.form import Form, Kept, Values, draft_notice, keep_answers, open_form
from acujournal.ui.links import bytes_of, link_form
from acujournal.ui.page import Page, latest_day
from acujournal.ui.reports import A_DAY, Told, report_of
from acujournal.words import day_in_address, short_day

if TYPE_CHECKING:
    from acujournal.report import Selection

SUBJECT: Final = "share"
OWN_DATES: Final = "dates"
#: The periods offered, by their days; the last asks for two dates.
PERIODS: Final = {
    "28": "4 weeks",
    "91": "3 months",
    "365": "1 year",
    "all": "Everything",
    OWN_DATES: "Other dates",
}
PAPERS: Final = {"a4": "A4", "us-letter": "US Letter"}
#: The newest notes that are offered, and how much of each is shown there.
NOTES_OFFERED: Final = 60
NOTE_BEGINS: Final = 70
_MADE: Final = "share.made"


@dataclass(frozen=True)
class Made:
    """A report that was looked at: what it says, on which day, of which choice, and where its two forms are held.

    `pdf` is empty and `trouble` a sentence where the PDF could not be made.
    """

    journal_id: str
    told: Told
    day: date
    selection: Selection
    page: str
    pdf: str
    trouble: str = ""


def choose_and_look(page: Page) -> Selection | None:
    """The choice, the preview of exactly that, and what can be done with it. None where there is no choice yet."""
    from acujournal.report import SECTION_WORDS

    st.text(
        "One page for your practitioner, as a PDF, as a page to send, or behind a link. Nothing leaves before you have looked at it."
    )
    sections = {section.value: words for section, words in SECTION_WORDS.items()}
    form = open_form(page, kept_of(page))
    with st.container():
        draft_notice(page, form, "what you chose")
    keep_answers(page, form, partial(ask, sections=sections))
    try:
        selection = selection_of(page, form.values)
    except BadValue as error:
        st.error(str(error))
        return None
    if st.button("Look at it first", key="share.look", type="primary", icon=":material/visibility:"):
        make(page, selection)
    made = st.session_state.get(_MADE)
    if not isinstance(made, Made) or made.journal_id != page.store.journal_id:
        return selection
    if (made.selection, made.told.revision, made.day) != (selection, page.store.revision(), page.today):
        st.info(
            "Your choice, your journal or the day has changed since you looked. Look at it again before it leaves."
        )
        return selection
    hand_out(page, made)
    return selection


def get_ready(page: Page, selection: Selection | None) -> None:
    """Work out the answers of what is chosen while the person still looks at the choice, so that the report is there sooner."""
    if selection is not None:
        analysis_for_report(page, selection)


def kept_of(page: Page) -> Kept:
    """What a choice begins with. It is never saved, only kept as a draft, so that a reload loses nothing."""
    from acujournal.report import USUAL, Section

    values: Values = {
        "period": "91",
        "first": "",
        "last": "",
        "sections": [section.value for section in Section if section in USUAL],
        "reader": "",
        "name": "",
        "discuss": "",
        "notes": [],
        "paper": "us-letter" if st.context.locale == "en-US" else "a4",
    }
    return Kept(
        subject=SUBJECT,
        about="The report",
        values=values,
        revision=0,
        thing=None,
        build=partial(selection_of, page),
    )


def ask(page: Page, form: Form, *, sections: dict[str, str]) -> Values:
    """Draw the questions and read what stands in them."""
    from acujournal.report import DISCUSS_LIMIT

    values: Values = {"period": ask_one(page, form, "period", "Which days", PERIODS)}
    values |= {"first": form.values["first"], "last": form.values["last"]}
    if values["period"] == OWN_DATES:
        left, right = st.columns(2)
        with left:
            values["first"] = ask_day(page, form, "first", "From")
        with right:
            values["last"] = ask_day(page, form, "last", "To")
    values["reader"] = ask_line(
        page, form, "reader", "For whom", offered=page.store.practitioners_used(), limit=NAME_LIMIT
    )
    values["name"] = ask_line(
        page, form, "name", "Your name or initials, if they should stand on it", limit=NAME_LIMIT
    )
    values["discuss"] = ask_text(page, form, "discuss", "What I want to discuss", limit=DISCUSS_LIMIT)
    with st.expander("What is in it", key="share.sections"):
        values["sections"] = ask_choices(page, form, "sections", "Parts of the report", sections)
        st.caption("Average pain, worst pain and days of high pain always stand at the top.")
        values["paper"] = ask_one(page, form, "paper", "Paper", PAPERS)
    values["notes"] = ask_notes(page, form, values)
    return values


def ask_notes(page: Page, form: Form, values: Values) -> list[str]:
    """The notes of the period, none of which is in the report until it is chosen here."""
    kept: list[str] = form.values["notes"]
    try:
        first, until = span_of(page, values)
    except BadValue:
        return kept
    entries = [one for one in page.store.load_journal(first, until).entries if one.note]
    newest = entries[-NOTES_OFFERED:][::-1]
    offered = {one.day.isoformat(): f"{short_day(one.day)}: {beginning(one.note)}" for one in newest}
    # What was chosen before stays in sight, also where other dates were chosen since.
    offered |= chosen_elsewhere(page, [day for day in kept if day not in offered], first, until)
    if not offered:
        return kept
    count = len([one for one in entries if one.day.isoformat() in kept])
    with st.expander(
        f"Notes of your days, {count or 'none'} of {len(entries):,} in the report", key="share.notes"
    ):
        st.caption(
            "Your notes stay out of the report but for those you choose. It has room for about a dozen; long ones are cut short, "
            "and the report says so."
        )
        if len(entries) > len(newest):
            st.caption(
                f"These are the {NOTES_OFFERED} newest of {len(entries):,} notes. For older ones choose other dates above."
            )
        # The period is part of the name: other notes are offered for another one.
        return ask_choices(page, form, "notes", "Notes to show", offered)


def chosen_elsewhere(page: Page, kept: list[str], first: date, until: date) -> dict[str, str]:
    """The notes that were chosen and are not among the newest of these dates, as id to words."""
    days = [day for one in kept if (day := day_in_address(one)) is not None]
    if not days:
        return {}
    journal = page.store.load_journal(min(days), max(days) + A_DAY)
    found = {}
    for day in sorted(days, reverse=True):
        entry = journal.on(day)
        if entry is not None and entry.note:
            outside = "" if first <= day < until else ", not among these dates"
            found[day.isoformat()] = f"{short_day(day)}{outside}: {beginning(entry.note)}"
    return found


def beginning(note: str) -> str:
    """The first words of a note, on one line."""
    words = " ".join(note.split())
    return words if len(words) <= NOTE_BEGINS else f"{words[:NOTE_BEGINS].rstrip()}…"


def span_of(page: Page, values: Values) -> tuple[date, date]:
    """The days `[first, until)` that were chosen. Raises BadValue where two dates are asked for and one is none."""
    until = latest_day(page) + A_DAY
    asked = values["period"]
    if asked == OWN_DATES:
        first, last = day_in_address(values["first"]), day_in_address(values["last"])
        if first is None or last is None:
            raise BadValue("Choose the first and the last day of the report.")
        return first, last + A_DAY
    if asked == "all" or asked not in PERIODS:
        span = page.store.span()
        return (min(span[0], until - A_DAY), until) if span else (until - 28 * A_DAY, until)
    return until - int(asked) * A_DAY, until


def selection_of(page: Page, values: Values) -> Selection:
    """The choice as a value. Raises BadValue with a sentence."""
    from acujournal.report import Paper, Section, Selection

    first, until = span_of(page, values)
    refuse_empty_days(page, first, until)
    known = {section.value for section in Section}
    return Selection(
        first=first,
        until=until,
        sections=frozenset(Section(one) for one in values["sections"] if one in known),
        name=values["name"],
        reader=values["reader"],
        discuss=values["discuss"].strip(),
        notes=tuple(day for one in values["notes"] if (day := day_in_address(one)) and first <= day < until),
        paper=Paper(values["paper"] or "a4"),
        week_starts_on=page.preferences.week_starts_on,
    )


def refuse_empty_days(page: Page, first: date, until: date) -> None:
    """Refuse days of which no report can say anything: all still to come, or all before the journal begins."""
    from acujournal.report import first_day_of

    if first > latest_day(page):
        raise BadValue("All of these days are still to come. Choose a first day that is not after today.")
    span = page.store.span()
    if span is None or until > span[0]:
        return
    # Sessions that did not take place and weekly answers are not in the span, but a report draws them.
    begins = first_day_of(page.store.load_journal(), page.store.weekly_checks())
    if begins is not None and until <= begins:
        raise BadValue(
            f"Your journal begins on {short_day(begins)}. Choose a last day that is not before it."
        )


def make(page: Page, selection: Selection) -> None:
    """Make both forms of the report, with a line that says so meanwhile, and hold them for a look."""
    from acujournal.report import render_page, render_pdf

    st.session_state.pop(_MADE, None)
    with st.spinner("Making your report. This takes a second or two."):
        try:
            told = report_of(page, selection)
            shown = previews.hold(page.viewer, render_page(told.contents))
        except ReportTrouble as error:
            st.error(str(error))
            return
        pdf, trouble = "", ""
        try:
            pdf = previews.hold(page.viewer, render_pdf(told.contents), is_pdf=True)
        except ReportTrouble as error:
            trouble = str(error)
    st.session_state[_MADE] = Made(page.store.journal_id, told, page.today, selection, shown, pdf, trouble)


def hand_out(page: Page, made: Made) -> None:
    """Look at both forms, save and print them, and make a link to them."""
    shown = bytes_of(page, made.page)
    pdf = bytes_of(page, made.pdf) if made.pdf else b""
    if shown is None or pdf is None:
        st.session_state.pop(_MADE, None)
        st.info("The preview has ended. Look at it again.")
        return
    st.header("This is what your reader will see", anchor=False)
    st.text(f"{made.told.contents.period}.")
    for one in made.told.contents.period_notes:
        st.text(one)
    if made.trouble:
        st.error(f"{made.trouble} Until it can be made, there is no link either: a link shows both.")
    name = f"pain-diary-{page.today.isoformat()}"
    with st.container(horizontal=True, key="share.look_at"):
        st.link_button("Open the page", made.page, icon=":material/open_in_new:")
        if pdf:
            st.link_button("Open the PDF", made.pdf, icon=":material/open_in_new:")
    with st.container(horizontal=True, key="share.keep"):
        if pdf:
            st.download_button(
                "Save PDF",
                pdf,
                f"{name}.pdf",
                "application/pdf",
                key="share.pdf",
                on_click=record_taken_out,
                args=(page, "report as a PDF"),
            )
        st.download_button(
            "Save page",
            shown,
            f"{name}.html",
            "text/html",
            key="share.page",
            on_click=record_taken_out,
            args=(page, "report as a page"),
        )
    print_page_button("Print", made.page, key=f"share.print.{made.page.rsplit('/', 1)[-1]}")
    if pdf:
        link_form(page, made.told, shown, pdf)
