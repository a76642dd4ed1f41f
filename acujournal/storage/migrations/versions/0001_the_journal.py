"""The journal: its days, moments and sessions, their versions, and how it is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "journals",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("owner <> ''", name="journals_owner_is_not_empty"),
        sa.CheckConstraint("is_sample IN (true, false)", name="journals_is_sample_is_a_claim"),
        sa.CheckConstraint("length(journal_id) = 32", name="journals_journal_id_is_a_uuid"),
        sa.PrimaryKeyConstraint("journal_id"),
        sa.UniqueConstraint("owner", "is_sample", name="journals_one_real_and_one_sample_per_owner"),
    )
    op.create_table(
        "preferences",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("zone_declined", sa.Text(), nullable=False),
        sa.Column("week_starts_on", sa.Integer(), nullable=False),
        sa.Column("paused_since", sa.Date(), nullable=True),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("strain_is_new", sa.Boolean(), nullable=False),
        sa.CheckConstraint("zone <> ''", name="preferences_zone_is_not_empty"),
        sa.CheckConstraint("strain_is_new IN (true, false)", name="preferences_strain_is_new_is_a_claim"),
        sa.CheckConstraint(
            "week_starts_on IS NULL OR (week_starts_on BETWEEN 0 AND 6 AND week_starts_on = CAST(week_starts_on AS INTEGER))",
            name="preferences_week_starts_on_is_a_weekday",
        ),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id"),
    )
    op.create_table(
        "entries",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("pain_average", sa.Integer(), nullable=True),
        sa.Column("pain_worst", sa.Integer(), nullable=True),
        sa.Column("stress", sa.Integer(), nullable=True),
        sa.Column("sleep_quality", sa.Integer(), nullable=True),
        sa.Column("interference", sa.Integer(), nullable=True),
        sa.Column("sleep_hours", sa.Float(), nullable=True),
        sa.Column("medicines", sa.JSON(), nullable=False),
        sa.Column("other_care", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("day >= '1900-01-01'", name="entries_day_is_after_1899"),
        sa.CheckConstraint(
            "pain_average IS NOT NULL OR pain_worst IS NOT NULL OR stress IS NOT NULL OR sleep_quality IS NOT NULL OR interference IS NOT NULL OR sleep_hours IS NOT NULL OR CAST(medicines AS TEXT) <> '[]' OR CAST(other_care AS TEXT) <> '[]' OR note <> ''",
            name="entries_has_an_answer",
        ),
        sa.CheckConstraint("zone <> ''", name="entries_zone_is_not_empty"),
        sa.CheckConstraint(
            "interference IS NULL OR (interference BETWEEN 0 AND 10 AND interference = CAST(interference AS INTEGER))",
            name="entries_interference_is_0_to_10",
        ),
        sa.CheckConstraint("json_array_length(medicines) <= 20", name="entries_medicines_fit"),
        sa.CheckConstraint("length(note) <= 4000", name="entries_note_fits"),
        sa.CheckConstraint(
            "pain_average IS NULL OR (pain_average BETWEEN 0 AND 10 AND pain_average = CAST(pain_average AS INTEGER))",
            name="entries_pain_average_is_0_to_10",
        ),
        sa.CheckConstraint(
            "pain_worst IS NULL OR (pain_worst BETWEEN 0 AND 10 AND pain_worst = CAST(pain_worst AS INTEGER))",
            name="entries_pain_worst_is_0_to_10",
        ),
        sa.CheckConstraint(
            "pain_worst IS NULL OR pain_average IS NULL OR pain_worst >= pain_average",
            name="entries_worst_is_not_below_average",
        ),
        sa.CheckConstraint("revision >= 1", name="entries_revision_is_1_or_more"),
        sa.CheckConstraint(
            "sleep_hours IS NULL OR sleep_hours BETWEEN 0 AND 24", name="entries_sleep_hours_is_0_to_24"
        ),
        sa.CheckConstraint(
            "sleep_quality IS NULL OR (sleep_quality BETWEEN 0 AND 10 AND sleep_quality = CAST(sleep_quality AS INTEGER))",
            name="entries_sleep_quality_is_0_to_10",
        ),
        sa.CheckConstraint(
            "stress IS NULL OR (stress BETWEEN 0 AND 10 AND stress = CAST(stress AS INTEGER))",
            name="entries_stress_is_0_to_10",
        ),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", "day"),
    )
    op.create_table(
        "moments",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("moment_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("pain", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("moment_id <> ''", name="moments_moment_id_is_not_empty"),
        sa.CheckConstraint("zone <> ''", name="moments_zone_is_not_empty"),
        sa.CheckConstraint(
            "pain IS NULL OR (pain BETWEEN 0 AND 10 AND pain = CAST(pain AS INTEGER))",
            name="moments_pain_is_0_to_10",
        ),
        sa.CheckConstraint("revision >= 1", name="moments_revision_is_1_or_more"),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", "moment_id"),
    )
    op.create_index("moments_by_day", "moments", ["journal_id", "day"], unique=False)
    op.create_table(
        "treatments",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("treatment_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("practitioner", sa.Text(), nullable=False),
        sa.Column("needle_minutes", sa.Integer(), nullable=True),
        sa.Column("pain_before", sa.Integer(), nullable=True),
        sa.Column("pain_after", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("day >= '1900-01-01'", name="treatments_day_is_after_1899"),
        sa.CheckConstraint(
            "status IN ('planned', 'done', 'missed', 'cancelled')", name="treatments_status_is_known"
        ),
        sa.CheckConstraint("treatment_id <> ''", name="treatments_treatment_id_is_not_empty"),
        sa.CheckConstraint("zone <> ''", name="treatments_zone_is_not_empty"),
        sa.CheckConstraint("length(note) <= 4000", name="treatments_note_fits"),
        sa.CheckConstraint("length(practitioner) <= 120", name="treatments_practitioner_fits"),
        sa.CheckConstraint(
            "needle_minutes IS NULL OR (needle_minutes BETWEEN 1 AND 240 AND needle_minutes = CAST(needle_minutes AS INTEGER))",
            name="treatments_needle_minutes_are_1_to_240",
        ),
        sa.CheckConstraint(
            "pain_after IS NULL OR (pain_after BETWEEN 0 AND 10 AND pain_after = CAST(pain_after AS INTEGER))",
            name="treatments_pain_after_is_0_to_10",
        ),
        sa.CheckConstraint(
            "pain_before IS NULL OR (pain_before BETWEEN 0 AND 10 AND pain_before = CAST(pain_before AS INTEGER))",
            name="treatments_pain_before_is_0_to_10",
        ),
        sa.CheckConstraint("revision >= 1", name="treatments_revision_is_1_or_more"),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", "treatment_id"),
    )
    op.create_index("treatments_by_day", "treatments", ["journal_id", "day"], unique=False)
    op.create_table(
        "versions",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.CheckConstraint("action IN ('saved', 'deleted', 'restored')", name="versions_action_is_known"),
        sa.CheckConstraint("subject <> ''", name="versions_subject_is_not_empty"),
        sa.CheckConstraint("revision >= 1", name="versions_revision_is_1_or_more"),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", "subject", "revision"),
    )
