"""What is chosen or typed and not yet saved.

Each tab of a browser keeps a row of its own, so that two tabs never overwrite each other's draft. A tab that is
loaded again reads the newest row and, with its next save, drops the rows it has seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from acujournal.errors import BadValue
from acujournal.storage.tables import drafts

#: Tab -> when the draft was kept that somebody saw of it.
Seen = Mapping[str, datetime]

#: Characters of JSON. Far above what a form can hold; it keeps a broken page from filling the disk.
DRAFT_LIMIT: Final = 5_000_000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What one tab held and had not saved. `based_on` is the revision the person saw; 0 is none."""

    subject: str
    tab: str
    body: dict[str, Any]
    based_on: int
    kept_at: datetime


def keep(connection: sa.Connection, journal_id: str, draft: Draft) -> None:
    """Put a tab's draft in the place of its earlier one."""
    if len(json.dumps(draft.body)) > DRAFT_LIMIT:
        raise BadValue("This is too long to be kept as a draft. Please shorten it.")
    values = {"body": draft.body, "based_on": draft.based_on, "kept_at": draft.kept_at}
    here = _of(journal_id, draft.subject) & (drafts.c.tab == draft.tab)
    if connection.execute(drafts.update().where(here).values(values)).rowcount == 0:
        keys = {"journal_id": journal_id, "subject": draft.subject, "tab": draft.tab}
        connection.execute(drafts.insert().values(keys | values))


def all_of(connection: sa.Connection, journal_id: str, subject: str) -> tuple[Draft, ...]:
    """Every tab's draft of one subject, the newest first."""
    columns = (drafts.c.subject, drafts.c.tab, drafts.c.body, drafts.c.based_on, drafts.c.kept_at)
    newest = (drafts.c.kept_at.desc(), drafts.c.tab.desc())
    rows = connection.execute(sa.select(*columns).where(_of(journal_id, subject)).order_by(*newest))
    return tuple(Draft(**row) for row in rows.mappings())


def drop(connection: sa.Connection, journal_id: str, subject: str, seen: Seen) -> None:
    """Drop the drafts that were seen, as they were then: what another tab has kept since stays."""
    for tab, at in seen.items():
        as_seen = (drafts.c.tab == tab) & (drafts.c.kept_at <= at)
        connection.execute(drafts.delete().where(_of(journal_id, subject), as_seen))


def days(
    connection: sa.Connection, journal_id: str, name: str, first: date | None, until: date | None
) -> frozenset[date]:
    """The days of `[first, until)` with a draft of the record `name`, such as "entry" or "weekly"."""
    query = sa.select(drafts.c.subject).where(
        drafts.c.journal_id == journal_id, drafts.c.subject.like(f"{name} %")
    )
    found = (_day_of(subject) for subject in connection.scalars(query))
    return frozenset(
        day
        for day in found
        if day is not None and (first is None or first <= day) and (until is None or day < until)
    )


def _day_of(subject: str) -> date | None:
    try:
        return date.fromisoformat(subject.partition(" ")[2])
    except ValueError:
        return None


def _of(journal_id: str, subject: str) -> sa.ColumnElement[bool]:
    return (drafts.c.journal_id == journal_id) & (drafts.c.subject == subject)
