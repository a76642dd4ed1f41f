"""The access record: what happened to a journal besides being written, for its owner to read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from acujournal.answers import check_text
from acujournal.storage import tables
from acujournal.storage.keeping import Keeping
from acujournal.storage.tables import DETAIL_LIMIT, Happening


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. `detail` is a short text of this program's own, at most with a reader's name in it."""

    event_id: str
    at: datetime
    kind: Happening
    detail: str = ""


class AccessRecord(Keeping):
    """What happened to this journal."""

    def record(self, kind: Happening, detail: str = "", *, now: datetime) -> None:
        """Write down that something happened. Never pass what a person typed, but for a reader's name."""
        check_text(detail, "What happened", DETAIL_LIMIT)
        with self._write() as connection:
            write_down(connection, self.journal_id, kind, detail, now)

    def happened(self, limit: int = 200) -> tuple[Event, ...]:
        """What happened last, the newest first."""
        table = tables.record.c
        query = (
            sa.select(table.event_id, table.at, table.kind, table.detail)
            .where(table.journal_id == self.journal_id)
            .order_by(table.at.desc(), table.event_id)
            .limit(limit)
        )
        with self._read() as connection:
            return tuple(Event(**row) for row in connection.execute(query).mappings())

    def count_happened(self) -> int:
        """How much has happened in all."""
        table = tables.record.c
        query = (
            sa.select(sa.func.count()).where(table.journal_id == self.journal_id).select_from(tables.record)
        )
        with self._read() as connection:
            return int(connection.execute(query).scalar_one())


def write_down(
    connection: sa.Connection, journal_id: str, kind: Happening, detail: str, now: datetime
) -> None:
    """Add an event within the transaction that makes it happen."""
    row = {"journal_id": journal_id, "event_id": uuid.uuid4().hex, "at": now, "kind": kind}
    connection.execute(tables.record.insert().values(row | {"detail": detail[:DETAIL_LIMIT]}))
