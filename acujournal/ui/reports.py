"""The report of one choice, from everything the journal holds at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from acujournal.ui.analysing import analysis_for_report
from acujournal.ui.page import Page

if TYPE_CHECKING:
    from acujournal.report import Contents, Selection

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """What a report says, and the revision of the journal it says it of."""

    contents: Contents
    revision: int


def report_of(page: Page, selection: Selection) -> Told:
    """The report of this choice as the journal stands now."""
    from acujournal.report import contents

    store = page.store
    with store.reading():
        journal, checks = store.load_journal(), store.weekly_checks()
        said = contents(
            journal,
            checks,
            store.plans(),
            store.all_ongoing(),
            store.first_visit(),
            selection,
            page.today,
            analysis=analysis_for_report(page, selection),
        )
        return Told(said, store.revision())
