"""Journals as wholes: whose they are, how they begin, and how a sample is filled."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from acujournal.journal import Entry, Preferences
from acujournal.storage import tables
from acujournal.storage.connections import Connections
from acujournal.storage.records import Record, V, body_of
from acujournal.storage.tables import Action


def add_real_journal(connections: Connections, owner: str) -> None:
    """Make the owner's real journal, where another first visit has not just made it."""
    with connections.write() as connection:
        if connection.dialect.name == "postgresql":
            # Two first visits at once have no row yet that one of them could wait for.
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(owner, 0))))
        if find_journal(connection, owner, is_sample=False) is None:
            add_journal(connection, owner, Preferences(), is_sample=False)


def find_journal(connection: sa.Connection, owner: str, *, is_sample: bool) -> str | None:
    """The id of the owner's real or sample journal; None where there is none."""
    table = tables.journals.c
    query = sa.select(table.journal_id).where(table.owner == owner, table.is_sample.is_(is_sample))
    return connection.scalar(query)


def add_journal(connection: sa.Connection, owner: str, preferences: Preferences, *, is_sample: bool) -> str:
    """Make a journal and return its id."""
    journal_id = uuid.uuid4().hex
    row = {"journal_id": journal_id, "owner": owner, "is_sample": is_sample, "created_at": sa.func.now()}
    connection.execute(tables.journals.insert().values(row))
    connection.execute(tables.preferences.insert().values({"journal_id": journal_id} | row_of(preferences)))
    return journal_id


def add_invented(
    connection: sa.Connection, record: Record[V], journal_id: str, values: Iterable[V], now: datetime
) -> None:
    """Add values of a sample, all at once, each with its first version."""
    stamped = [_invented(value, now) for value in values]
    if not stamped:
        return
    connection.execute(record.table.insert(), [record.row(journal_id, value) for value in stamped])
    log = [version_row(journal_id, record, value, Action.SAVED, value.saved_at or now) for value in stamped]
    connection.execute(tables.versions.insert(), log)


def _invented(value: V, now: datetime) -> V:
    saved_at = value.saved_at or now
    stamps: dict[str, Any] = {"saved_at": saved_at, "deleted_at": None, "revision": 1}
    if isinstance(value, Entry):
        stamps["written_at"] = value.written_at or saved_at
    return replace(value, **stamps)


def version_row(
    journal_id: str, record: Record[V], value: V, action: Action, now: datetime
) -> dict[str, Any]:
    """The row of the log that keeps a value as it is after this action."""
    return {
        "journal_id": journal_id,
        "subject": record.subject(getattr(value, record.key)),
        "revision": value.revision,
        "saved_at": now,
        "action": action,
        "body": body_of(value),
    }


def row_of(preferences: Preferences) -> dict[str, Any]:
    """Preferences as a row, without the journal's id."""
    return {field.name: getattr(preferences, field.name) for field in fields(preferences)}
