"""Works out the honest answers once for each state of a journal, and keeps them until it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from acujournal.ui.page import Page

if TYPE_CHECKING:
    from acujournal.report import Selection
    from acujournal.stats import Analysis

#: So many analyses are kept at once, of whichever journals were looked at last.
MOST_KEPT: Final = 64

#: A journal, its revision, and what was asked of it. The journal's id comes first: nothing of one answers for another.
Key = tuple[str, int, *tuple[date | None, ...]]


class Kept:
    """The last analyses, each under the state of the journal it was worked out from."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._found: OrderedDict[Key, Future[Analysis]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, work_out: Callable[[], Analysis]) -> Analysis:
        """What is kept under `key`, worked out now where it is not; of several that ask at once, one works it out."""
        with self._lock:
            if is_new := key not in self._found:
                self._found[key] = Future()
            found = self._found[key]
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        if is_new:
            try:
                found.set_result(work_out())
            except BaseException as trouble:
                found.set_exception(trouble)
                with self._lock:
                    self._found.pop(key, None)
                raise
        return found.result()

    def forget(self, journal_id: str) -> None:
        """Let go of everything worked out from this journal."""
        with self._lock:
            for key in [key for key in self._found if key[0] == journal_id]:
                del self._found[key]


_kept = Kept()


def forget(journal_id: str) -> None:
    """Let go of everything worked out from a journal that is erased."""
    _kept.forget(journal_id)


def analysis_of(page: Page, days: int | None, begins: date) -> Analysis:
    """The answers for Progress: days up to the last Sunday.

    Trend and the like look at the last `days` of them, at all when None, and at none before the journal's first day
    `begins`. Their window moves with the Sunday and not with today: it would lose a day each day until then.
    """
    from acujournal.stats import last_sunday

    until = last_sunday(page.today) + timedelta(days=1)
    first = begins if days is None else max(begins, until - timedelta(days=days))
    return _analysis(page, until, (min(first, until), until), None)


def analysis_until(page: Page, until: date, *, treated_from: date) -> Analysis:
    """The answers for the review of a course, with a cut of its own: only days before `until` count."""
    return _analysis(page, until, None, treated_from)


def analysis_for_report(page: Page, selection: Selection) -> Analysis:
    """The answers for a report of this choice, which has a cut of its own: the end of its period."""

    def work_out() -> Analysis:
        from acujournal.report import analysis_of as answers_of

        return answers_of(page.store.load_journal(), page.store.weekly_checks(), selection, page.today)

    with page.store.reading():
        key = (page.store.journal_id, page.store.revision(), page.today, selection.first, selection.until)
        return _kept.get(key, work_out)


def _analysis(
    page: Page, until: date, period: tuple[date, date] | None, treated_from: date | None
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
        )

    with page.store.reading():
        # What is missing is counted up to today, so an answer of yesterday would ask for too much.
        asked = (page.today, until, *(period or (None, None)), treated_from)
        key = (page.store.journal_id, page.store.revision(), *asked)
        return _kept.get(key, work_out)
