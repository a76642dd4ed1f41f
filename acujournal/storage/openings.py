"""Counts how often links are opened: the first at once, those that follow within a moment together.

A crowd at one link would else write two hundred times a second, and everybody who saves a day meanwhile would wait for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from acujournal.errors import StorageTrouble
from acujournal.sharing import Shown
from acujournal.storage import tables
from acujournal.storage.connections import Connections, insert_into
from acujournal.storage.record import write_down
from acujournal.storage.tables import Happening

_log = logging.getLogger(__name__)

#: Openings within this time are one line of the access record; each of them is counted all the same.
ONE_VISIT: Final = timedelta(hours=1)
#: Openings that come within so many seconds of what was last written are written together.
A_MOMENT: Final = 0.25


@dataclass(frozen=True)
class Opening:
    """One form of one link, opened in this minute by somebody of whom nothing is known. `at` is the first such opening."""

    journal_id: str
    share_id: str
    reader: str
    shown: Shown
    minute: datetime
    at: datetime = field(compare=False)


class Openings:
    """The openings of the links of one database that were counted and are not written yet."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._counted: Counter[Opening] = Counter()
        self._written_at = -A_MOMENT
        self._timer: threading.Timer | None = None

    def count(self, opening: Opening) -> None:
        """Count one. Raises StorageTrouble, and counts nothing, where it is written at once and cannot be."""
        with self._lock:
            self._counted[opening] += 1
            wait = self._written_at + A_MOMENT - time.monotonic()
            if wait > 0:
                if self._timer is None:
                    self._timer = threading.Timer(wait, self.write_if_possible)
                    self._timer.daemon = True
                    self._timer.start()
                return
        try:
            self.write()
        except StorageTrouble:
            with self._lock:
                self._counted[opening] -= 1
            raise

    def write(self) -> None:
        """Write what was counted; when this returns, everything counted before is written. Raises StorageTrouble."""
        with self._writing:
            with self._lock:
                taken, self._counted = +self._counted, Counter()
                if self._timer is not None:
                    self._timer.cancel()
                    self._timer = None
                if not taken:
                    return
                self._written_at = time.monotonic()
            try:
                with self._connections.write_lightly() as connection:
                    for opening, times in taken.items():
                        _add(connection, opening, times)
            except StorageTrouble:
                with self._lock:
                    self._counted.update(taken)
                raise

    def write_if_possible(self) -> None:
        """The same for somebody who only wants to look: what cannot be written now stays counted."""
        try:
            self.write()
        except StorageTrouble as error:
            _log.warning("Openings of links could not be written down: %s", type(error).__name__)


_all: WeakKeyDictionary[Connections, Openings] = WeakKeyDictionary()
_making = threading.Lock()


def openings_of(connections: Connections) -> Openings:
    """The openings of this database: one for all who use the same connections."""
    with _making:
        return _all.setdefault(connections, Openings(connections))


def _add(connection: sa.Connection, opening: Opening, times: int) -> None:
    """Add to the count of a link, unless it was removed, or its journal erased, in the meantime."""
    here = {"journal": opening.journal_id, "share": opening.share_id}
    found = connection.execute(_LAST_OPENED, here).first()
    if found is None:
        return
    row = {
        "journal_id": opening.journal_id,
        "share_id": opening.share_id,
        "opened_at": opening.minute,
        "shown": opening.shown,
        "times": times,
    }
    connection.execute(_more(connection.dialect.name), row)
    if found.last_opened_at is None or opening.minute - found.last_opened_at > ONE_VISIT:
        write_down(connection, opening.journal_id, Happening.SHARE_OPENED, opening.reader, opening.at)


_VIEWS: Final = tables.share_views.c
#: When a link was last opened, while its journal is kept from being erased until the transaction ends.
_LAST_OPENED: Final = (
    sa.select(
        sa.select(sa.func.max(_VIEWS.opened_at))
        .where(_VIEWS.journal_id == tables.shares.c.journal_id, _VIEWS.share_id == tables.shares.c.share_id)
        .scalar_subquery()
        .label("last_opened_at")
    )
    .join_from(tables.shares, tables.journals, tables.journals.c.journal_id == tables.shares.c.journal_id)
    .where(
        tables.shares.c.journal_id == sa.bindparam("journal", type_=sa.String),
        tables.shares.c.share_id == sa.bindparam("share", type_=sa.String),
    )
    .with_for_update(of=tables.journals, read=True, key_share=True)
)


@cache
def _more(dialect: str) -> Any:
    """An INSERT that adds to the row where it is there already."""
    statement = insert_into(dialect, tables.share_views)
    times = {"times": _VIEWS.times + statement.excluded.times}
    return statement.on_conflict_do_update(index_elements=list(tables.share_views.primary_key), set_=times)
