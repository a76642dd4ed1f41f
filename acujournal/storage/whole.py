"""A journal as a whole: everything in it, of every kind, with its history, for an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from acujournal.everything import Everything
from acujournal.journal import Preferences
from acujournal.storage import tables
from acujournal.storage.keeping import Keeping
from acujournal.storage.records import (
    ENTRIES,
    FIRST_VISITS,
    MOMENTS,
    ONGOING,
    PLANS,
    REVIEWS,
    TREATMENTS,
    WEEKLY_CHECKS,
    Record,
)

#: Where each kind stands in `Everything`.
PLACES: Final[Mapping[str, Record[Any]]] = {
    "entries": ENTRIES,
    "moments": MOMENTS,
    "treatments": TREATMENTS,
    "plans": PLANS,
    "reviews": REVIEWS,
    "weekly_checks": WEEKLY_CHECKS,
    "first_visits": FIRST_VISITS,
    "ongoing": ONGOING,
}
_PREFERENCES: Final = tuple(tables.preferences.c[field.name] for field in fields(Preferences))


class Whole(Keeping):
    """The journal as a whole, and how it is kept."""

    def preferences(self) -> Preferences:
        """How this journal is kept."""
        query = sa.select(*_PREFERENCES).where(tables.preferences.c.journal_id == self.journal_id)
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
        return Preferences(**row) if row else Preferences()

    def load_everything(self, first: date | None = None, until: date | None = None) -> Everything:
        """All there is, from one state of the journal, also what was deleted and can be restored; no drafts.

        With `first` or `until` what belongs to the days `[first, until)`, as `Everything.between` has it. Each kind
        stands in order of time, and then of its keys, whichever database it comes from.
        """
        with self._read() as connection:
            values = {
                place: tuple(sorted(self._rows_of(connection, record), key=_by_time(record)))
                for place, record in PLACES.items()
            }
            everything = Everything(
                preferences=self.preferences(),
                **values,
                skips=self._pairs(connection, tables.skips.c.subject, tables.skips.c.day),
                marks=self._pairs(
                    connection, tables.marks.c.kind, tables.marks.c.name, tables.marks.c.marked_at
                ),
                versions=self._log(connection),
            )
        if first is None and until is None:
            return everything
        return everything.between(first or date.min, until or date.max)

    def _rows_of(self, connection: sa.Connection, record: Record[Any]) -> list[Any]:
        """Every value of a kind, deleted ones as well."""
        here = record.table.c.journal_id == self.journal_id
        return list(map(record.value, connection.execute(record.rows.where(here))))

    def _pairs(self, connection: sa.Connection, *columns: sa.Column[Any]) -> tuple[Any, ...]:
        query = sa.select(*columns).where(columns[0].table.c.journal_id == self.journal_id)
        return tuple(sorted(map(tuple, connection.execute(query))))

    def _log(self, connection: sa.Connection) -> tuple[dict[str, Any], ...]:
        table = tables.versions.c
        names = ("subject", "revision", "saved_at", "action", "body")
        query = sa.select(*(table[name] for name in names)).where(table.journal_id == self.journal_id)
        rows = sorted(connection.execute(query), key=lambda row: (row[0], row[1]))
        return tuple(
            {"subject": subject, "revision": revision, "saved_at": at, "action": str(action), "body": body}
            for subject, revision, at, action, body in rows
        )


def _by_time(record: Record[Any]) -> Any:
    return lambda value: (getattr(value, record.order), getattr(value, record.key))
