"""Export: a file is made when somebody asks for it, and then it can be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import streamlit as st

from acujournal.answers import NAME_LIMIT, UNDO_DAYS
from acujournal.background import care_changes
from acujournal.errors import AcujournalError, BadValue, StorageTrouble
from acujournal.plan import current_plan
from acujournal.storage import Happening
from acujournal.ui.dataspan import WRONG_ORDER, Span, choose_span, span_words
from acujournal.ui.page import Page, latest_day

if TYPE_CHECKING:
    from acujournal.exchange.pictures import Picture

#: Told how far the work has come, 0 to 1.
Progress = Callable[[float], None]
READY: Final = "data.ready"


class Kind(StrEnum):
    """The files a journal can be taken out as."""

    PACKAGE = "package"
    DAYS = "days"
    BUNDLE = "bundle"
    CHARTS = "charts"


TITLES: Final = {
    Kind.PACKAGE: "A data package (zip)",
    Kind.DAYS: "The days as a table for Excel (csv)",
    Kind.BUNDLE: "For a clinic's computer: FHIR (json)",
    Kind.CHARTS: "The charts as pictures (zip)",
}
EXPLAINED: Final = {
    Kind.PACKAGE: "What you wrote in the days you choose, with every earlier version. This is the file a journal comes "
    f"back from, on this computer or another one. What you deleted in the last {UNDO_DAYS} days is in it too. Not in it: "
    "links you shared, messages from readers and the access record.",
    Kind.DAYS: "One row for each day. An empty cell means that you did not answer; it is never a 0.",
    Kind.BUNDLE: "A format many clinics can read. Medicines, points and the names of practitioners are always in it.",
    Kind.CHARTS: "Each chart of Progress to print (SVG) and to paste into a letter (PNG), with its words as a text.",
}


@dataclass(frozen=True)
class Options:
    """What was chosen. Those after `span` are for a clinic's computer only."""

    kind: Kind
    span: Span
    with_notes: bool = False
    with_snomed: bool = True
    patient: str = ""


@dataclass(frozen=True)
class Made:
    """A file that is ready: of which journal, at which state, for which options."""

    journal_id: str
    revision: int
    options: Options
    name: str
    mime: str
    data: bytes


def export_part(page: Page) -> None:
    """Choose, prepare, download."""
    options = _choose(page)
    if st.button("Prepare the file", key="data.prepare", type="primary"):
        _prepare(page, options)
    made = st.session_state.get(READY)
    state = (page.store.journal_id, page.store.revision())
    if not (isinstance(made, Made) and made.options == options and (made.journal_id, made.revision) == state):
        # It holds a whole journal, so it is not kept for longer than it can be asked for.
        st.session_state.pop(READY, None)
        return
    st.success(f"The file is ready: {size_words(len(made.data))}.", icon=":material/check_circle:")
    # A click that ran the page again could lose the download.
    st.download_button(
        "Download it",
        made.data,
        file_name=made.name,
        mime=made.mime,
        key="data.download",
        on_click="ignore",
        type="primary",
    )
    st.text("Whoever has this file can read it. Keep it where only you can open it.")


def _choose(page: Page) -> Options:
    asked: str = st.radio(
        "What would you like?",
        [str(one) for one in Kind],
        format_func=lambda one: TITLES[Kind(one)],
        captions=[EXPLAINED[one] for one in Kind],
        key="data.kind",
    )
    kind = Kind(asked)
    span = choose_span(page, "data.export")
    if kind is not Kind.BUNDLE:
        return Options(kind=kind, span=span)
    return Options(
        kind=kind,
        span=span,
        patient=st.text_input(
            "Your initials or your name (it stands in the file as the patient's name)",
            max_chars=NAME_LIMIT,
            key="data.patient",
        ),
        with_notes=st.toggle("Include my notes", value=False, key="data.notes"),
        with_snomed=st.toggle(
            "Use SNOMED codes",
            value=True,
            key="data.snomed",
            help="Codes that clinics share, here for places of the body and for acupuncture. Where your country has no "
            "licence for them, switch them off.",
        ),
    )


def _prepare(page: Page, options: Options) -> None:
    st.session_state.pop(READY, None)
    line = st.empty()
    bar = line.progress(0.0, text="Preparing the file …")

    def tell(done: float) -> None:
        bar.progress(min(max(done, 0.0), 1.0), text="Preparing the file …")

    try:
        with page.store.reading():
            revision = page.store.revision()
            made = build(page, options, tell)
    except AcujournalError as refused:
        st.error(str(refused))
        return
    finally:
        line.empty()
    # Whoever saves what they have from a full disk must not be kept from it by a line that cannot be written.
    with suppress(StorageTrouble):
        page.store.record(
            Happening.EXPORTED, f"{LOGGED[options.kind]}, {span_words(options.span)}", now=page.now
        )
    name, mime, data = made
    st.session_state[READY] = Made(page.store.journal_id, revision, options, name, mime, data)


#: How the access record calls each kind.
LOGGED: Final = {
    Kind.PACKAGE: "data package",
    Kind.DAYS: "table for Excel",
    Kind.BUNDLE: "FHIR",
    Kind.CHARTS: "charts",
}


def build(page: Page, options: Options, tell: Progress) -> tuple[str, str, bytes]:
    """The name, the media type and the bytes of a file. Raises BadValue with a sentence where there is nothing in it."""
    first, until = options.span or (None, None)
    if first is not None and until is not None and first >= until:
        raise BadValue(WRONG_ORDER)
    stamp = page.today.isoformat()
    if options.kind is Kind.PACKAGE:
        from acujournal.exchange import package

        everything = page.store.load_everything(first, until)
        tell(0.4)
        return f"acujournal-{stamp}.zip", "application/zip", package.write(everything)
    if options.kind is Kind.CHARTS:
        return f"acujournal-charts-{stamp}.zip", "application/zip", _charts(page, options.span, tell)
    journal = page.store.load_journal(first, until)
    tell(0.4)
    if options.kind is Kind.DAYS:
        from acujournal.exchange import excel

        return f"acujournal-days-{stamp}.csv", "text/csv", excel.write_days(journal.entries)
    from acujournal.exchange import fhir

    found = fhir.bundle(
        journal,
        journal_id=page.store.journal_id,
        made_at=page.now,
        weekly_checks=page.store.weekly_checks(),
        ongoing=page.store.all_ongoing(),
        first=first,
        until=until,
        patient=options.patient.strip() or "patient",
        with_notes=options.with_notes,
        with_snomed=options.with_snomed,
    )
    tell(0.8)
    return f"acujournal-fhir-{stamp}.json", "application/fhir+json", fhir.bundle_bytes(found)


def _charts(page: Page, span: Span, tell: Progress) -> bytes:
    from acujournal.exchange.pictures import pictures_zip

    pictures = _pictures(page, span)
    if not pictures:
        raise BadValue("There is nothing to draw in these days yet. Choose more days.")
    tell(0.2)
    return pictures_zip(pictures, progress=lambda done: tell(0.2 + 0.8 * done))


def _pictures(page: Page, span: Span) -> tuple[Picture, ...]:
    from acujournal import charts
    from acujournal.exchange.pictures import pictures_of
    from acujournal.stats import analyse, last_sunday

    end = latest_day(page) + timedelta(days=1)
    written = page.store.span()
    first, until = span or (written[0] if written else page.today, end)
    first = min(first, until - timedelta(days=1))
    checks = page.store.weekly_checks()
    # As on Progress, the answers change once a week only.
    cut = min(until, last_sunday(page.today) + timedelta(days=1))
    analysis = analyse(
        page.store.load_journal(), checks=checks, today=page.today, period=(min(first, cut), cut), until=cut
    )
    plan = current_plan(page.store.plans())
    return pictures_of(
        page.store.load_journal(min(first, analysis.trend.first) - charts.LOOKS_BACK, until),
        first,
        until,
        today=page.today,
        analysis=analysis,
        weekly_checks=checks,
        changes=care_changes(page.store.all_ongoing(), first, until),
        target=plan.target if plan else None,
        week_starts_on=page.preferences.week_starts_on,
    )


def size_words(size: int) -> str:
    """Say how large a file is: 12 KB, 3.4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB"
