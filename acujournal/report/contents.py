"""Every sentence, number and table of a report, each exactly once, from which both its forms are made.

What the patient typed (name, reader, what to discuss, notes, names of medicines, points in own words) stands in fields
of its own and never inside a sentence of ours, so that neither form can take it for anything but text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from acujournal.background import (
    FirstVisit,
    Ongoing,
)
from acujournal.journal import Journal
from acujournal.plan import Plan
from acujournal.report import page_one, page_two
from acujournal.report.cells import one_line
from acujournal.report.fitting import ROOMS, Room, fits, fits_two
from acujournal.report.known import A_DAY, DAYS_FOR_AVERAGES, Known
from acujournal.report.parts import Contents, Part, Quote
from acujournal.report.selection import Selection
from acujournal.stats import Analysis
from acujournal.weekly import WeeklyCheck
from acujournal.words import count_words, short_day

TITLE: Final = "Pain diary report"
NOT_A_RECORD: Final = "Patient-reported diary; not a medical record."
SCALE: Final = "0 = no pain, 10 = worst imaginable; lower is better."
INVENTED: Final = "This is the invented sample journal. Nothing in it is a patient's."
TOO_FEW: Final = (
    f"Fewer than {DAYS_FOR_AVERAGES} days have an average pain, so there are no averages and no charts of pain here, only the "
    "days that were filled in."
)
WHO_WRITES: Final = (
    "The patient fills in this diary. Sentences that say “your” are worked out from it and speak to the patient, who reads "
    "the same ones."
)


def contents(
    journal: Journal,
    checks: Iterable[WeeklyCheck],
    plans: Iterable[Plan],
    ongoing: Iterable[Ongoing],
    first_visit: FirstVisit | None,
    selection: Selection,
    today: date,
    *,
    analysis: Analysis | None = None,
) -> Contents:
    """Everything the report of `selection` says; the same arguments give the same report.

    `journal` is the whole of it: the answers look back beyond the period. Nothing later than `today` counts. `analysis`
    spares working the answers out again; it must be that of `analysis_of` for the same arguments.
    """
    known = Known(
        journal, tuple(checks), tuple(plans), tuple(ongoing), first_visit, selection, today, analysis
    )
    course = known.course
    is_few = len(course.ratings) < DAYS_FOR_AVERAGES
    parts = [
        None if is_few else page_one.pain_part(known),
        page_one.body_part(known),
        page_one.medicines_part(known),
        page_one.acupuncture_part(known),
    ]
    chosen = selection
    first, second = _sheets(known, parts)
    return Contents(
        selection=chosen,
        title=TITLE,
        name=one_line(chosen.name),
        reader=one_line(chosen.reader),
        first=known.first,
        until=known.until,
        period=_span(known.first, known.until),
        period_notes=_fewer_days(known),
        made_on=f"Made on {short_day(today)}",
        header=(NOT_A_RECORD, WHO_WRITES, *((INVENTED,) if journal.is_sample else ())),
        filled=page_one.filled_words(known),
        tiles=() if is_few else page_one.tiles_of(known),
        below_tiles=(TOO_FEW,) if is_few else (SCALE, page_one.compared_words(known)),
        listed=page_one.list_of_days(known) if is_few else None,
        page_one=first,
        discuss=Quote("What the patient wants to discuss", text)
        if (text := one_line(chosen.discuss))
        else None,
        page_two=second,
    )


def _sheets(known: Known, parts: Sequence[Part | None]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of the first sheet and of those after it, with as many rows and letters as the second holds.

    Notes and the first visit go on to a third sheet before they would leave no room for sessions.
    """
    sheet = known.selection.paper
    sheets = [_each_sentence_once(parts, _second_sheet(known, room)) for room in ROOMS]
    on_one = (
        (first, second)
        for room, (first, second) in zip(ROOMS, sheets, strict=True)
        if fits(second, room, sheet)
    )
    on_two = ((first, second) for first, second in sheets if fits_two(second, sheet))
    first, second = next(on_one, None) or next(on_two, None) or sheets[-1]
    return first, second


def _second_sheet(known: Known, room: Room) -> tuple[Part | None, ...]:
    return (
        page_two.sessions_part(known, room),
        page_two.answers_part(known),
        page_two.since_part(known),
        page_two.function_part(known),
        page_two.places_part(known),
        page_two.care_part(known, room),
        page_two.missing_part(known),
        page_two.methods_part(known),
        page_two.notes_part(known, room),
        page_two.visit_part(known, room),
    )


def _span(first: date, until: date) -> str:
    last = until - A_DAY
    days = count_words((until - first).days, "day")
    return (
        f"{short_day(first)} ({days})"
        if last == first
        else f"{short_day(first)} to {short_day(last)} ({days})"
    )


def _fewer_days(known: Known) -> tuple[str, ...]:
    """The chosen days and why there are fewer; nothing where all of them are drawn but for today, still to be filled in."""
    chosen, said = known.selection, []
    if known.first > chosen.first:
        said.append(f"The journal begins on {short_day(known.first)}.")
    if chosen.until > known.today + A_DAY:
        said.append(f"Days after {short_day(known.until - A_DAY)} are still to come.")
    if not said:
        return ()
    return (f"Chosen: {short_day(chosen.first)} to {short_day(chosen.until - A_DAY)}.", *said)


def _each_sentence_once(*pages: Iterable[Part | None]) -> tuple[tuple[Part, ...], ...]:
    """The parts there are, each without the sentences that an earlier one has said."""
    said: set[str] = set()
    found = []
    for page in pages:
        kept = []
        for part in page:
            if part is None:
                continue
            new = tuple(one for one in dict.fromkeys(part.sentences) if one and one not in said)
            said.update(new)
            kept.append(replace(part, sentences=new))
        found.append(tuple(kept))
    return tuple(found)
