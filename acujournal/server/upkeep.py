"""What the program does once a day by itself, while nobody waits: a copy of the journal, and deleting for good."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from acujournal.errors import AcujournalError
from acujournal.server.running import Running, current

#: After a failure it is tried again this much later; the disk may have room by then.
_AGAIN_AFTER = timedelta(hours=1)

_log = logging.getLogger(__name__)


def makes_daily_copies(here: Running) -> bool:
    """Whether this copy of the program backs the journal up once a day: on unless its owner has switched it off."""
    return here.settings is None or here.settings.makes_daily_copies


class Upkeep:
    """Remembers for which day (of UTC) it is done. One for each running copy."""

    def __init__(self, copy: Callable[[], Running] = current) -> None:
        self._copy = copy
        self._done_for: date | None = None
        self._not_before: datetime | None = None

    def do_if_due(self) -> bool:
        """Do what is due. False, at once, where nothing is; a failure is one line in the log and no trouble to anybody."""
        here = self._copy()
        if here.store is None:
            return False
        now = here.clock().astimezone(UTC)
        is_early = self._not_before is not None and now < self._not_before
        if self._done_for == now.date() or is_early:
            return False
        try:
            # The copy comes last, so that it no longer holds what is deleted for good today.
            here.store.purge_deleted(now)
            if here.store.backups.are_made_here:
                here.store.backups.clear_leftovers()
                if makes_daily_copies(here):
                    here.store.backups.daily_copy(now)
        except AcujournalError as trouble:
            self._not_before = now + _AGAIN_AFTER
            _log.warning("The copy of this day could not be made: %s", trouble)
            return True
        except Exception as error:  # noqa: BLE001 - the thread it runs in has other work to do for everybody.
            self._not_before = now + _AGAIN_AFTER
            _log.warning("The copy of this day could not be made: %s", type(error).__name__)
            return True
        self._done_for, self._not_before = now.date(), None
        return True
