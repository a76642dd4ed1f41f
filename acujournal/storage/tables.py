"""The tables of the journal, as the newest migration leaves them.

Column names are the field names of the values in `journal.py`. Every table of a patient begins its primary key
with `journal_id` and goes when the journal goes. The named CHECKs repeat the rules of `journal.py`, so that
no program that writes to the database by another way can store a pain of 11. Two rules no CHECK can hold on both
databases, those inside a list: how long a medicine's name is and which kinds of care there are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from acujournal.journal import (
    HIGHEST,
    LOWEST,
    MEDICINES_LIMIT,
    NAME_LIMIT,
    NEEDLE_MINUTES_LIMIT,
    NOTE_LIMIT,
    SCORES,
    Care,
    TreatmentStatus,
)


class Action(StrEnum):
    """What made a version of something in the journal."""

    SAVED = "saved"
    DELETED = "deleted"
    RESTORED = "restored"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored and returned in UTC; a naive time is refused.

    SQLite returns naive times, so UTC is stored and the zone put back.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Hand the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return value.astimezone(UTC)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Any:
        """Hand out UTC, with its zone. Written out for SQLite: ten years hold 10,000 instants."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        parse = datetime.fromisoformat
        return lambda text: None if text is None else parse(text + "+00:00")

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Hand out UTC, whatever the zone of the server."""
        return None if value is None else value.astimezone(UTC)


class Words(TypeDecorator[StrEnum]):
    """One word of a closed list."""

    impl = sa.String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """Hand the database a word of the list."""
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:  # noqa: ARG002
        """Hand out a member of the list."""
        return None if value is None else self.kind(value)


class TextList(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, or of words of a closed list, as a JSON list."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, kind: type[str] = str) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Sequence[str] | None, dialect: sa.Dialect) -> Any:  # noqa: ARG002
        """Hand the database a JSON list."""
        return [str(item) for item in value or ()]

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Any:
        """Hand out a tuple. Written out for SQLite, where most lists of ten years are empty."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        kind, parse = self.kind, json.loads
        return lambda text: () if text == "[]" else tuple(map(kind, parse(text)))

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[str, ...]:  # noqa: ARG002
        """Hand out a tuple."""
        return tuple(map(self.kind, value)) if value else ()


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=name)


def _whole(column: str, low: int, high: int) -> str:
    # SQLite keeps a 5.5 in an INTEGER column, so that the number is whole has to be asked for.
    return f"{column} IS NULL OR ({column} BETWEEN {low} AND {high} AND {column} = CAST({column} AS INTEGER))"


def _score(table: str, column: str) -> sa.CheckConstraint:
    return _check(f"{table}_{column}_is_0_to_10", _whole(column, LOWEST, HIGHEST))


def _one_of(table: str, column: str, kind: type[StrEnum]) -> sa.CheckConstraint:
    words = ", ".join(f"'{word}'" for word in kind)
    return _check(f"{table}_{column}_is_known", f"{column} IN ({words})")


def _not_empty(table: str, column: str) -> sa.CheckConstraint:
    return _check(f"{table}_{column}_is_not_empty", f"{column} <> ''")


def _claim(table: str, column: str) -> sa.CheckConstraint:
    return _check(f"{table}_{column}_is_a_claim", f"{column} IN (true, false)")


def _at_most(table: str, column: str, limit: int) -> sa.CheckConstraint:
    return _check(f"{table}_{column}_fits", f"length({column}) <= {limit}")


def _since_1900(table: str) -> sa.CheckConstraint:
    return _check(f"{table}_day_is_after_1899", "day >= '1900-01-01'")


def _revised(table: str) -> sa.CheckConstraint:
    return _check(f"{table}_revision_is_1_or_more", "revision >= 1")


def _journal_id() -> sa.Column[str]:
    return sa.Column(
        "journal_id",
        sa.String(32),
        sa.ForeignKey("journals.journal_id", ondelete="CASCADE"),
        primary_key=True,
    )


def _history() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("deleted_at", UtcDateTime),
        sa.Column("revision", sa.Integer, nullable=False),
    )


metadata: Final = sa.MetaData()

journals: Final = sa.Table(
    "journals",
    metadata,
    sa.Column("journal_id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("is_sample", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("owner", "is_sample", name="journals_one_real_and_one_sample_per_owner"),
    _check("journals_journal_id_is_a_uuid", "length(journal_id) = 32"),
    _not_empty("journals", "owner"),
    _claim("journals", "is_sample"),
)

preferences: Final = sa.Table(
    "preferences",
    metadata,
    _journal_id(),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("zone_declined", sa.Text, nullable=False),
    sa.Column("week_starts_on", sa.Integer, nullable=False),
    sa.Column("paused_since", sa.Date),
    sa.Column("welcomed_at", UtcDateTime),
    sa.Column("strain_is_new", sa.Boolean, nullable=False),
    _not_empty("preferences", "zone"),
    _check("preferences_week_starts_on_is_a_weekday", _whole("week_starts_on", 0, 6)),
    _claim("preferences", "strain_is_new"),
)

entries: Final = sa.Table(
    "entries",
    metadata,
    _journal_id(),
    sa.Column("day", sa.Date, primary_key=True),
    *(sa.Column(name, sa.Integer) for name in SCORES),
    sa.Column("sleep_hours", sa.Float),
    sa.Column("medicines", TextList, nullable=False),
    sa.Column("other_care", TextList(Care), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("written_at", UtcDateTime, nullable=False),
    *_history(),
    *(_score("entries", name) for name in SCORES),
    _check(
        "entries_worst_is_not_below_average",
        "pain_worst IS NULL OR pain_average IS NULL OR pain_worst >= pain_average",
    ),
    _check("entries_sleep_hours_is_0_to_24", "sleep_hours IS NULL OR sleep_hours BETWEEN 0 AND 24"),
    _check("entries_medicines_fit", f"json_array_length(medicines) <= {MEDICINES_LIMIT}"),
    _check(
        "entries_has_an_answer",
        "".join(f"{name} IS NOT NULL OR " for name in (*SCORES, "sleep_hours"))
        + "CAST(medicines AS TEXT) <> '[]' OR CAST(other_care AS TEXT) <> '[]' OR note <> ''",
    ),
    _at_most("entries", "note", NOTE_LIMIT),
    _not_empty("entries", "zone"),
    _since_1900("entries"),
    _revised("entries"),
)

moments: Final = sa.Table(
    "moments",
    metadata,
    _journal_id(),
    sa.Column("moment_id", sa.String(64), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("pain", sa.Integer, nullable=False),
    *_history(),
    sa.Index("moments_by_day", "journal_id", "day"),
    _not_empty("moments", "moment_id"),
    _not_empty("moments", "zone"),
    _score("moments", "pain"),
    _revised("moments"),
)

treatments: Final = sa.Table(
    "treatments",
    metadata,
    _journal_id(),
    sa.Column("treatment_id", sa.String(64), primary_key=True),
    sa.Column("starts_at", UtcDateTime, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("status", Words(TreatmentStatus), nullable=False),
    sa.Column("practitioner", sa.Text, nullable=False),
    sa.Column("needle_minutes", sa.Integer),
    sa.Column("pain_before", sa.Integer),
    sa.Column("pain_after", sa.Integer),
    sa.Column("note", sa.Text, nullable=False),
    *_history(),
    sa.Index("treatments_by_day", "journal_id", "day"),
    _not_empty("treatments", "treatment_id"),
    _not_empty("treatments", "zone"),
    _since_1900("treatments"),
    _one_of("treatments", "status", TreatmentStatus),
    _at_most("treatments", "practitioner", NAME_LIMIT),
    _check("treatments_needle_minutes_are_1_to_240", _whole("needle_minutes", 1, NEEDLE_MINUTES_LIMIT)),
    _score("treatments", "pain_before"),
    _score("treatments", "pain_after"),
    _at_most("treatments", "note", NOTE_LIMIT),
    _revised("treatments"),
)

versions: Final = sa.Table(
    "versions",
    metadata,
    _journal_id(),
    sa.Column("subject", sa.String(120), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("action", Words(Action), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    _not_empty("versions", "subject"),
    _one_of("versions", "action", Action),
    _revised("versions"),
)

drafts: Final = sa.Table(
    "drafts",
    metadata,
    _journal_id(),
    sa.Column("subject", sa.String(120), primary_key=True),
    sa.Column("tab", sa.String(120), primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("based_on", sa.Integer, nullable=False),
    sa.Column("kept_at", UtcDateTime, nullable=False),
    _not_empty("drafts", "subject"),
    _not_empty("drafts", "tab"),
    _check("drafts_based_on_is_0_or_more", "based_on >= 0"),
)
