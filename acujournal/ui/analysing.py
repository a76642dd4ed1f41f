"""Works out the honest answers once for each state of a journal, and keeps them until it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from acujournal.ui.page import Page

if TYPE_CHECKING:
    from acujournal.stats import Analysis

#: So many analyses are kept at once, of whichever journals were looked at last.
MOST_KEPT: Final = 64

#: A journal, its revision, and what was asked of it. The journal's id comes first: nothing of one answers for another.
Key = tuple[str, int, *tuple[date | None, ...]]


class Kept:
    """The last analyses, each under the state of the journal it was worked out from."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._found: OrderedDict[Key, Analysis] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, work_out: Callable[[], Analysis]) -> Analysis:
        """What is kept under `key`, worked out now where it is not."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        found = work_out()
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found


_kept = Kept()


def analysis_of(page: Page, period: tuple[date, date]) -> Analysis:
    """The answers for Progress: days up to the last Sunday, and of trend and the like those of `period`."""
    from acujournal.stats import last_sunday

    return _analysis(page, last_sunday(page.today) + timedelta(days=1), period, None, None)


def analysis_until(
    page: Page, until: date, *, treated_from: date | None, baseline_from: date | None
) -> Analysis:
    """The answers for the review of a course, with a cut of its own: only days before `until` count."""
    return _analysis(page, until, None, treated_from, baseline_from)


def _analysis(
    page: Page,
    until: date,
    period: tuple[date, date] | None,
    treated_from: date | None,
    baseline_from: date | None,
) -> Analysis:
    def work_out() -> Analysis:
        from acujournal.stats import analyse

        return analyse(
            page.store.load_journal(),
            checks=page.store.weekly_checks(),
            today=page.today,
            period=period,
            until=until,
            treated_from=treated_from,
            baseline_from=baseline_from,
        )

    # Days are said by the calendar of the patient: a journal moved to another zone keeps them.
    asked = (until, *(period or (None, None)), treated_from, baseline_from)
    with page.store.reading():
        return _kept.get((page.store.journal_id, page.store.revision(), *asked), work_out)
