"""Marks: which articles were read, and which lines of a checklist are ticked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of marks."""
    op.create_table(
        "marks",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> ''", name="marks_kind_is_not_empty"),
        sa.CheckConstraint("name <> ''", name="marks_name_is_not_empty"),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", "kind", "name"),
    )
