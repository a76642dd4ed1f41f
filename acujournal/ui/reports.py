"""The report of one choice, from everything the journal holds at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from acujournal.journal import Journal
from acujournal.ui.page import Page
from acujournal.weekly import WeeklyCheck

if TYPE_CHECKING:
    from acujournal.report import Contents, Selection

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """What a report says, the days `[first, until)` it draws, and the revision of the journal it says it of.

    These days can be fewer than were chosen: none lies before the journal begins, and none is still to come.
    """

    contents: Contents
    first: date
    until: date
    revision: int


def report_of(page: Page, selection: Selection) -> Told:
    """The report of this choice as the journal stands now."""
    from acujournal.report import contents

    store = page.store
    with store.reading():
        journal, checks = store.load_journal(), store.weekly_checks()
        said = contents(
            journal, checks, store.plans(), store.all_ongoing(), store.first_visit(), selection, page.today
        )
        first, until = days_drawn(journal, checks, selection, page.today)
        return Told(said, first, until, store.revision())


def days_drawn(
    journal: Journal, checks: Iterable[WeeklyCheck], selection: Selection, today: date
) -> tuple[date, date]:
    """The days `[first, until)` of a choice that its report draws, the ones its period names."""
    ends = min(selection.until, today if journal.on(today) is None else today + A_DAY)
    until = max(ends, selection.first + A_DAY)
    begins = first_day_of(journal, checks)
    return min(max(selection.first, begins or selection.first), until - A_DAY), until


def first_day_of(journal: Journal, checks: Iterable[WeeklyCheck]) -> date | None:
    """The day a journal begins with: its first entry, moment, session or weekly answer; None where it is empty."""
    days = [one.day for kind in (journal.entries, journal.moments, journal.treatments) for one in kind[:1]]
    return min([*days, *(one.day for one in checks)], default=None)
