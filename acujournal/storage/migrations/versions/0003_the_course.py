"""The whole session, where it hurts, plans and their reviews, the weekly questions, the first visit, other care."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NO_LIST = sa.text("'[]'")
NO_TEXT = sa.text("''")


def _score(column: str) -> str:
    return f"{column} IS NULL OR ({column} BETWEEN 0 AND 10 AND {column} = CAST({column} AS INTEGER))"


def _whole(column: str, low: int, high: int) -> str:
    return f"{column} IS NULL OR ({column} BETWEEN {low} AND {high} AND {column} = CAST({column} AS INTEGER))"


def _journal_key(*keys: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", *keys),
    )


def _history() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    """Widen what there is, keeping every row, and make the new tables."""
    _widen_preferences()
    _widen_entries()
    _widen_treatments()
    _make_plans()
    _make_weekly_checks()
    _make_background()
    op.create_table(
        "skips",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("subject <> ''", name="skips_subject_is_not_empty"),
        sa.CheckConstraint("day >= '1900-01-01'", name="skips_day_is_after_1899"),
        *_journal_key("subject"),
    )


def _widen_preferences() -> None:
    with op.batch_alter_table("preferences") as table:
        table.add_column(
            sa.Column("is_weekly", sa.Boolean(), nullable=False, server_default=sa.text("false"))
        )
        table.create_check_constraint("preferences_is_weekly_is_a_claim", "is_weekly IN (true, false)")
    with op.batch_alter_table("preferences") as table:
        table.alter_column("is_weekly", server_default=None)


def _widen_entries() -> None:
    answers = ("pain_average", "pain_worst", "stress", "sleep_quality", "interference", "sleep_hours")
    has_an_answer = (
        "".join(f"{name} IS NOT NULL OR " for name in answers)
        + "CAST(medicines AS TEXT) <> '[]' OR CAST(other_care AS TEXT) <> '[]' OR CAST(places AS TEXT) <> '[]' OR note <> ''"
    )
    with op.batch_alter_table("entries") as table:
        table.add_column(sa.Column("places", sa.JSON(), nullable=False, server_default=NO_LIST))
        table.drop_constraint("entries_has_an_answer", type_="check")
        table.create_check_constraint("entries_has_an_answer", has_an_answer)
    with op.batch_alter_table("entries") as table:
        table.alter_column("places", server_default=None)


def _widen_treatments() -> None:
    lists = ("styles", "points", "places", "feelings", "side_effects")
    texts = ("what_was_done", "questions")
    with op.batch_alter_table("treatments") as table:
        for name in lists:
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=NO_LIST))
        for name in texts:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=NO_TEXT))
        for name in ("needles", "expectation", "pain_day_after", "cost_cents"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
        table.add_column(sa.Column("currency", sa.String(length=3), nullable=False, server_default=NO_TEXT))
        table.add_column(sa.Column("open_effects", sa.Integer(), nullable=False, server_default=sa.text("0")))
        table.create_check_constraint("treatments_needles_are_1_to_200", _whole("needles", 1, 200))
        table.create_check_constraint("treatments_points_fit", "json_array_length(points) <= 60")
        table.create_check_constraint("treatments_expectation_is_0_to_10", _score("expectation"))
        table.create_check_constraint("treatments_pain_day_after_is_0_to_10", _score("pain_day_after"))
        table.create_check_constraint("treatments_open_effects_is_0_or_more", "open_effects >= 0")
        table.create_check_constraint(
            "treatments_cost_cents_are_0_to_10_million", _whole("cost_cents", 0, 1000000000)
        )
        table.create_check_constraint(
            "treatments_cost_has_a_currency", "cost_cents IS NULL OR length(currency) = 3"
        )
        for name in texts:
            table.create_check_constraint(f"treatments_{name}_fits", f"length({name}) <= 4000")
    with op.batch_alter_table("treatments") as table:
        for name in (*lists, *texts, "currency", "open_effects"):
            table.alter_column(name, server_default=None)


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("baseline_from", sa.Date(), nullable=True),
        sa.Column("first_session_on", sa.Date(), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(), nullable=True),
        sa.Column("review_after", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        *_history(),
        sa.CheckConstraint("plan_id <> ''", name="plans_plan_id_is_not_empty"),
        *(
            sa.CheckConstraint(f"length({name}) <= 4000", name=f"plans_{name}_fits")
            for name in ("reason", "goal", "rule")
        ),
        sa.CheckConstraint(_score("target"), name="plans_target_is_0_to_10"),
        sa.CheckConstraint(_whole("sessions", 1, 100), name="plans_sessions_are_1_to_100"),
        sa.CheckConstraint(_whole("review_after", 1, 100), name="plans_review_after_is_1_to_100"),
        sa.CheckConstraint("review_after IS NULL OR review_on IS NULL", name="plans_review_is_one_of_two"),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= begun_on", name="plans_end_is_not_before_beginning"
        ),
        sa.CheckConstraint(
            "baseline_from IS NULL OR first_session_on IS NULL OR baseline_from < first_session_on",
            name="plans_baseline_is_before_first_session",
        ),
        sa.CheckConstraint(
            "rhythm IN ('twice a week', 'weekly', 'every two weeks', 'monthly', 'as agreed')",
            name="plans_rhythm_is_known",
        ),
        sa.CheckConstraint("revision >= 1", name="plans_revision_is_1_or_more"),
        *_journal_key("plan_id"),
    )
    op.create_table(
        "reviews",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("review_id", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("review_after", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        *_history(),
        sa.CheckConstraint("review_id <> ''", name="reviews_review_id_is_not_empty"),
        sa.CheckConstraint("plan_id <> ''", name="reviews_plan_id_is_not_empty"),
        sa.CheckConstraint(
            "decision IN ('go on', 'change', 'pause', 'stop', 'talk')", name="reviews_decision_is_known"
        ),
        sa.CheckConstraint("length(words) <= 4000", name="reviews_words_fits"),
        sa.CheckConstraint("length(shown) <= 4000", name="reviews_shown_fits"),
        sa.CheckConstraint("revision >= 1", name="reviews_revision_is_1_or_more"),
        *_journal_key("review_id"),
    )


def _make_weekly_checks() -> None:
    scores = ("pain", "enjoyment", "activity")
    op.create_table(
        "weekly_checks",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in scores),
        sa.Column("change", sa.String(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        *_history(),
        *(sa.CheckConstraint(_score(name), name=f"weekly_checks_{name}_is_0_to_10") for name in scores),
        sa.CheckConstraint(
            "pain IS NOT NULL OR enjoyment IS NOT NULL OR activity IS NOT NULL OR change IS NOT NULL",
            name="weekly_checks_has_an_answer",
        ),
        sa.CheckConstraint(
            "change IN ('much better', 'better', 'a little better', 'about the same', 'a little worse', 'worse', "
            "'much worse')",
            name="weekly_checks_change_is_known",
        ),
        sa.CheckConstraint("zone <> ''", name="weekly_checks_zone_is_not_empty"),
        sa.CheckConstraint("day >= '1900-01-01'", name="weekly_checks_day_is_after_1899"),
        sa.CheckConstraint("revision >= 1", name="weekly_checks_revision_is_1_or_more"),
        *_journal_key("day"),
    )


def _make_background() -> None:
    texts = (
        "where_it_hurts",
        "since",
        "better",
        "worse",
        "medicines",
        "allergies",
        "conditions",
        "other_care",
        "goals",
    )
    claims = ("blood_thinners", "bleeding_disorder", "pacemaker", "pregnancy", "fainting")
    op.create_table(
        "first_visits",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.String(), nullable=True) for name in claims),
        *_history(),
        sa.CheckConstraint("visit_id <> ''", name="first_visits_visit_id_is_not_empty"),
        *(sa.CheckConstraint(f"length({name}) <= 4000", name=f"first_visits_{name}_fits") for name in texts),
        *(
            sa.CheckConstraint(f"{name} IN ('yes', 'no', 'unsure')", name=f"first_visits_{name}_is_known")
            for name in claims
        ),
        sa.CheckConstraint("revision >= 1", name="first_visits_revision_is_1_or_more"),
        *_journal_key("visit_id"),
    )
    op.create_table(
        "ongoing",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("ongoing_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_history(),
        sa.CheckConstraint("ongoing_id <> ''", name="ongoing_ongoing_id_is_not_empty"),
        sa.CheckConstraint("name <> ''", name="ongoing_name_is_not_empty"),
        sa.CheckConstraint("kind IN ('medicine', 'care')", name="ongoing_kind_is_known"),
        sa.CheckConstraint("length(name) <= 120", name="ongoing_name_fits"),
        sa.CheckConstraint("length(note) <= 4000", name="ongoing_note_fits"),
        sa.CheckConstraint(
            "began_on IS NULL OR ended_on IS NULL OR ended_on >= began_on",
            name="ongoing_end_is_not_before_beginning",
        ),
        sa.CheckConstraint("revision >= 1", name="ongoing_revision_is_1_or_more"),
        *_journal_key("ongoing_id"),
    )
