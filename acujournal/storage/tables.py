"""The tables of the journal, as the newest migration leaves them.

Column names are the field names of the values in `journal.py`. Every table of a patient begins its primary key
with `journal_id` and goes when the journal goes. The named CHECKs repeat the rules of `journal.py`, so that
no program that writes to the database by another way can store a pain of 11. Rules inside a list no CHECK can hold on
both databases: how long a medicine's name is, which kinds of care there are, or what a side effect says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from acujournal.answers import HIGHEST, LOWEST, NAME_LIMIT, NOTE_LIMIT
from acujournal.background import VISIT_CLAIMS, VISIT_TEXTS, OngoingKind, YesNo
from acujournal.journal import MEDICINES_LIMIT, SCORES, Care
from acujournal.plan import SESSIONS_LIMIT, Decision, Rhythm
from acujournal.points import POINT_LIMIT
from acujournal.sharing import MESSAGE_LIMIT, TITLE_LIMIT, TRIES, Shown
from acujournal.sources import IMPORT_BEGINS, SOURCE_LIMIT
from acujournal.treatment import (
    COST_LIMIT,
    NEEDLE_MINUTES_LIMIT,
    NEEDLES_LIMIT,
    EffectKind,
    Feeling,
    Severity,
    SideEffect,
    Style,
    TreatmentStatus,
)
from acujournal.weekly import Change


class Action(StrEnum):
    """What made a version of something in the journal."""

    SAVED = "saved"
    DELETED = "deleted"
    RESTORED = "restored"


class Happening(StrEnum):
    """What can happen to a journal besides being written."""

    EXPORTED = "exported"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import undone"
    SHARED = "shared"
    SHARE_RENEWED = "share renewed"
    SHARE_OPENED = "share opened"
    SHARE_REVOKED = "share revoked"
    SHARE_LOCKED = "share locked"
    NOTE_RECEIVED = "note received"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    PERIOD_DELETED = "period deleted"
    PURGED = "purged"
    SIGNED_IN = "signed in"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"


#: Characters of what the record says about an event.
DETAIL_LIMIT: Final = 240


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


class SideEffects(TypeDecorator[tuple[SideEffect, ...]]):
    """The side effects of a session, as a JSON list of objects."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[SideEffect] | None, dialect: sa.Dialect) -> Any:  # noqa: ARG002
        """Hand the database a JSON list."""
        return [effect_body(effect) for effect in value or ()]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[SideEffect, ...]:  # noqa: ARG002
        """Hand out a tuple."""
        return tuple(map(effect_from, value)) if value else ()


def effect_body(effect: SideEffect) -> dict[str, Any]:
    """A side effect as JSON, days as ISO 8601."""
    return {
        field.name: given.isoformat() if isinstance(given, date) else given
        for field in fields(effect)
        for given in (getattr(effect, field.name),)
    }


def effect_from(body: Mapping[str, Any]) -> SideEffect:
    """The side effect of such JSON; what it does not say takes its default."""
    known = {field.name for field in fields(SideEffect)} & body.keys()
    given = {name: body[name] for name in known}
    given["kind"] = EffectKind(given["kind"])
    if given.get("severity") is not None:
        given["severity"] = Severity(given["severity"])
    for name in ("began_on", "ended_on"):
        if given.get(name) is not None:
            given[name] = date.fromisoformat(given[name])
    return SideEffect(**given)


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=name)


def _whole(column: str, low: int, high: int) -> str:
    # SQLite keeps a 5.5 in an INTEGER column, so that the number is whole has to be asked for.
    return f"{column} IS NULL OR ({column} BETWEEN {low} AND {high} AND {column} = CAST({column} AS INTEGER))"


def _score(table: str, column: str) -> sa.CheckConstraint:
    return _check(f"{table}_{column}_is_0_to_10", _whole(column, LOWEST, HIGHEST))


def _one_of(table: str, column: str, kind: type[StrEnum]) -> sa.CheckConstraint:
    words = ", ".join(f"'{word}'" for word in kind)
    # A column that may be empty is NULL then, and a CHECK lets that pass.
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


def _source(table: str) -> tuple[sa.Column[Any] | sa.CheckConstraint, ...]:
    # Not LIKE: its percent sign means something else to PostgreSQL's driver.
    rule = f"source = '' OR substr(source, 1, {len(IMPORT_BEGINS)}) = '{IMPORT_BEGINS}'"
    return (
        sa.Column("source", sa.Text, nullable=False),
        _check(f"{table}_source_is_known", rule),
        _at_most(table, "source", SOURCE_LIMIT),
    )


def _history() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("deleted_at", UtcDateTime),
        sa.Column("revision", sa.Integer, nullable=False),
    )


metadata: Final = sa.MetaData()

TREATMENT_SCORES: Final = ("expectation", "pain_before", "pain_after", "pain_day_after")
PEG_ANSWERS: Final = ("pain", "enjoyment", "activity")

journals: Final = sa.Table(
    "journals",
    metadata,
    sa.Column("journal_id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("is_sample", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    #: How often something in it was saved, deleted or restored.
    sa.Column("revision", sa.Integer, nullable=False, server_default=sa.text("0")),
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
    sa.Column("is_weekly", sa.Boolean, nullable=False),
    _not_empty("preferences", "zone"),
    _check("preferences_week_starts_on_is_a_weekday", _whole("week_starts_on", 0, 6)),
    _claim("preferences", "strain_is_new"),
    _claim("preferences", "is_weekly"),
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
    sa.Column("places", TextList, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    *_source("entries"),
    #: False where the numbers for pain were made from those of another scale.
    sa.Column("pain_is_0_to_10", sa.Boolean, nullable=False),
    _claim("entries", "pain_is_0_to_10"),
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
        + "".join(f"CAST({name} AS TEXT) <> '[]' OR " for name in ("medicines", "other_care", "places"))
        + "note <> ''",
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
    *_source("moments"),
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
    sa.Column("styles", TextList(Style), nullable=False),
    sa.Column("needle_minutes", sa.Integer),
    sa.Column("needles", sa.Integer),
    sa.Column("points", TextList, nullable=False),
    sa.Column("places", TextList, nullable=False),
    *(sa.Column(name, sa.Integer) for name in TREATMENT_SCORES),
    sa.Column("feelings", TextList(Feeling), nullable=False),
    sa.Column("side_effects", SideEffects, nullable=False),
    #: How many of them are still to be asked about, so that Today need not read every session.
    sa.Column("open_effects", sa.Integer, nullable=False),
    sa.Column("cost_cents", sa.Integer),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("what_was_done", sa.Text, nullable=False),
    sa.Column("questions", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    *_source("treatments"),
    *_history(),
    sa.Index("treatments_by_day", "journal_id", "day"),
    _not_empty("treatments", "treatment_id"),
    _not_empty("treatments", "zone"),
    _since_1900("treatments"),
    _one_of("treatments", "status", TreatmentStatus),
    _at_most("treatments", "practitioner", NAME_LIMIT),
    _check("treatments_needle_minutes_are_1_to_240", _whole("needle_minutes", 1, NEEDLE_MINUTES_LIMIT)),
    _check("treatments_needles_are_1_to_200", _whole("needles", 1, NEEDLES_LIMIT)),
    _check("treatments_points_fit", f"json_array_length(points) <= {POINT_LIMIT}"),
    *(_score("treatments", name) for name in TREATMENT_SCORES),
    _check("treatments_open_effects_is_0_or_more", "open_effects >= 0"),
    _check("treatments_cost_cents_are_0_to_10_million", _whole("cost_cents", 0, COST_LIMIT)),
    _check("treatments_cost_has_a_currency", "cost_cents IS NULL OR length(currency) = 3"),
    _at_most("treatments", "what_was_done", NOTE_LIMIT),
    _at_most("treatments", "questions", NOTE_LIMIT),
    _at_most("treatments", "note", NOTE_LIMIT),
    _revised("treatments"),
)

plans: Final = sa.Table(
    "plans",
    metadata,
    _journal_id(),
    sa.Column("plan_id", sa.String(64), primary_key=True),
    sa.Column("begun_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("goal", sa.Text, nullable=False),
    sa.Column("target", sa.Integer),
    sa.Column("baseline_from", sa.Date),
    sa.Column("first_session_on", sa.Date),
    sa.Column("sessions", sa.Integer),
    sa.Column("rhythm", Words(Rhythm)),
    sa.Column("review_after", sa.Integer),
    sa.Column("review_on", sa.Date),
    sa.Column("rule", sa.Text, nullable=False),
    *_history(),
    _not_empty("plans", "plan_id"),
    *(_at_most("plans", name, NOTE_LIMIT) for name in ("reason", "goal", "rule")),
    _score("plans", "target"),
    _check("plans_sessions_are_1_to_100", _whole("sessions", 1, SESSIONS_LIMIT)),
    _check("plans_review_after_is_1_to_100", _whole("review_after", 1, SESSIONS_LIMIT)),
    _check("plans_review_is_one_of_two", "review_after IS NULL OR review_on IS NULL"),
    _check("plans_end_is_not_before_beginning", "ended_on IS NULL OR ended_on >= begun_on"),
    _check(
        "plans_baseline_is_before_first_session",
        "baseline_from IS NULL OR first_session_on IS NULL OR baseline_from < first_session_on",
    ),
    _one_of("plans", "rhythm", Rhythm),
    _revised("plans"),
)

reviews: Final = sa.Table(
    "reviews",
    metadata,
    _journal_id(),
    sa.Column("review_id", sa.String(64), primary_key=True),
    sa.Column("plan_id", sa.String(64), nullable=False),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("decision", Words(Decision), nullable=False),
    sa.Column("review_after", sa.Integer),
    sa.Column("review_on", sa.Date),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("shown", sa.Text, nullable=False),
    *_history(),
    _not_empty("reviews", "review_id"),
    _not_empty("reviews", "plan_id"),
    _one_of("reviews", "decision", Decision),
    _at_most("reviews", "words", NOTE_LIMIT),
    _at_most("reviews", "shown", NOTE_LIMIT),
    _revised("reviews"),
)

weekly_checks: Final = sa.Table(
    "weekly_checks",
    metadata,
    _journal_id(),
    sa.Column("day", sa.Date, primary_key=True),
    *(sa.Column(name, sa.Integer) for name in PEG_ANSWERS),
    sa.Column("change", Words(Change)),
    sa.Column("zone", sa.Text, nullable=False),
    *_history(),
    *(_score("weekly_checks", name) for name in PEG_ANSWERS),
    _check(
        "weekly_checks_has_an_answer",
        "".join(f"{name} IS NOT NULL OR " for name in PEG_ANSWERS) + "change IS NOT NULL",
    ),
    _one_of("weekly_checks", "change", Change),
    _not_empty("weekly_checks", "zone"),
    _since_1900("weekly_checks"),
    _revised("weekly_checks"),
)

first_visits: Final = sa.Table(
    "first_visits",
    metadata,
    _journal_id(),
    sa.Column("visit_id", sa.String(64), primary_key=True),
    sa.Column("places", TextList, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in VISIT_TEXTS),
    *(sa.Column(name, Words(YesNo)) for name in VISIT_CLAIMS),
    *_history(),
    _not_empty("first_visits", "visit_id"),
    *(_at_most("first_visits", name, NOTE_LIMIT) for name in VISIT_TEXTS),
    *(_one_of("first_visits", name, YesNo) for name in VISIT_CLAIMS),
    _revised("first_visits"),
)

ongoing: Final = sa.Table(
    "ongoing",
    metadata,
    _journal_id(),
    sa.Column("ongoing_id", sa.String(64), primary_key=True),
    sa.Column("kind", Words(OngoingKind), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("began_on", sa.Date),
    sa.Column("ended_on", sa.Date),
    sa.Column("note", sa.Text, nullable=False),
    *_history(),
    _not_empty("ongoing", "ongoing_id"),
    _not_empty("ongoing", "name"),
    _one_of("ongoing", "kind", OngoingKind),
    _at_most("ongoing", "name", NAME_LIMIT),
    _at_most("ongoing", "note", NOTE_LIMIT),
    _check(
        "ongoing_end_is_not_before_beginning", "began_on IS NULL OR ended_on IS NULL OR ended_on >= began_on"
    ),
    _revised("ongoing"),
)

skips: Final = sa.Table(
    "skips",
    metadata,
    _journal_id(),
    #: What the person did not want to be asked again, such as "weekly" or "day after <session>".
    sa.Column("subject", sa.String(160), primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    _not_empty("skips", "subject"),
    _since_1900("skips"),
)

marks: Final = sa.Table(
    "marks",
    metadata,
    _journal_id(),
    #: What kind of mark it is, such as "read" for an article or "tick" for a line of a checklist.
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("name", sa.String(120), primary_key=True),
    sa.Column("marked_at", UtcDateTime, nullable=False),
    _not_empty("marks", "kind"),
    _not_empty("marks", "name"),
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

shares: Final = sa.Table(
    "shares",
    metadata,
    _journal_id(),
    sa.Column("share_id", sa.String(32), primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("until_day", sa.Date, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
    #: Argon2's own text; empty where no passcode is asked for.
    sa.Column("passcode_hash", sa.Text, nullable=False),
    sa.Column("tries_left", sa.Integer, nullable=False),
    sa.Column("takes_note", sa.Boolean, nullable=False),
    #: What the reader gets, as it was when the link was made. Nothing ever changes these two.
    sa.Column("page", sa.LargeBinary, nullable=False),
    sa.Column("pdf", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("token_hash", name="shares_one_per_token"),
    _not_empty("shares", "share_id"),
    _check("shares_token_hash_is_sha256", "length(token_hash) = 64"),
    _at_most("shares", "reader", NAME_LIMIT),
    _at_most("shares", "title", TITLE_LIMIT),
    _check("shares_period_has_a_day", "until_day > first_day"),
    _check("shares_end_is_after_beginning", "expires_at > created_at"),
    _check("shares_tries_left_are_0_to_5", _whole("tries_left", 0, TRIES)),
    _claim("shares", "takes_note"),
    _check("shares_page_is_not_empty", "length(page) > 0"),
    _check("shares_pdf_is_not_empty", "length(pdf) > 0"),
)

#: How often a share was opened in each minute, and in which form. Nothing about who opened it.
share_views: Final = sa.Table(
    "share_views",
    metadata,
    _journal_id(),
    sa.Column("share_id", sa.String(32), primary_key=True),
    sa.Column("opened_at", UtcDateTime, primary_key=True),
    sa.Column("shown", Words(Shown), primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
    _not_empty("share_views", "share_id"),
    _one_of("share_views", "shown", Shown),
    _check("share_views_times_are_1_or_more", "times >= 1"),
)

#: What the holder of a link has left; its key allows one for each share.
share_notes: Final = sa.Table(
    "share_notes",
    metadata,
    _journal_id(),
    sa.Column("share_id", sa.String(32), primary_key=True),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("next_on", sa.Date),
    sa.Column("left_at", UtcDateTime, nullable=False),
    sa.Column("read_at", UtcDateTime),
    _not_empty("share_notes", "share_id"),
    _at_most("share_notes", "message", MESSAGE_LIMIT),
    _check("share_notes_says_something", "message <> '' OR next_on IS NOT NULL"),
)

#: What happened to the journal: the access record.
record: Final = sa.Table(
    "record",
    metadata,
    _journal_id(),
    sa.Column("event_id", sa.String(32), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("kind", Words(Happening), nullable=False),
    #: A short text of this program's own; of a person's words at most a reader's name.
    sa.Column("detail", sa.Text, nullable=False),
    sa.Index("record_by_time", "journal_id", "at"),
    _not_empty("record", "event_id"),
    _one_of("record", "kind", Happening),
    _at_most("record", "detail", DETAIL_LIMIT),
)

imports: Final = sa.Table(
    "imports",
    metadata,
    _journal_id(),
    sa.Column("import_id", sa.String(32), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    #: The app, such as "bearable". The file's name is not kept.
    sa.Column("source", sa.Text, nullable=False),
    #: Kind of thing -> what became of how many, such as {"entry": {"added": 30}}.
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("undone_at", UtcDateTime),
    _not_empty("imports", "import_id"),
    _not_empty("imports", "source"),
    _at_most("imports", "source", SOURCE_LIMIT),
)

#: Which revisions of which things an import has written, so that it can be undone.
import_rows: Final = sa.Table(
    "import_rows",
    metadata,
    _journal_id(),
    sa.Column("import_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(120), primary_key=True),
    sa.Column("first_revision", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Index("import_rows_by_subject", "journal_id", "subject"),
    _not_empty("import_rows", "import_id"),
    _not_empty("import_rows", "subject"),
    _check("import_rows_first_revision_is_1_or_more", "first_revision >= 1"),
    _check("import_rows_revisions_are_in_order", "revision >= first_revision"),
)

#: What has been imported, each row of a file as a hash, so that the same row is not imported twice.
import_keys: Final = sa.Table(
    "import_keys",
    metadata,
    _journal_id(),
    sa.Column("source", sa.String(40), primary_key=True),
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("import_id", sa.String(32), nullable=False),
    sa.Column("subject", sa.String(120), nullable=False),
    sa.Index("import_keys_by_import", "journal_id", "import_id"),
    _not_empty("import_keys", "source"),
    _check("import_keys_key_is_sha256", "length(key) = 64"),
    _not_empty("import_keys", "import_id"),
    _not_empty("import_keys", "subject"),
)
