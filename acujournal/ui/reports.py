"""The report of one choice, from everything the journal holds at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acujournal.ui.page import Page

if TYPE_CHECKING:
    from acujournal.report import Contents, Selection


def report_of(page: Page, selection: Selection) -> tuple[Contents, int]:
    """What the report says, and the revision of the journal it says it of."""
    from acujournal.report import contents

    store = page.store
    with store.reading():
        return contents(
            store.load_journal(),
            store.weekly_checks(),
            store.plans(),
            store.all_ongoing(),
            store.first_visit(),
            selection,
            page.today,
        ), store.revision()
