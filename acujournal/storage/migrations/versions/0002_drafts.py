"""Drafts: what is chosen or typed and not yet saved, one row for each tab of a browser."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of drafts."""
    op.create_table(
        "drafts",
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("tab", sa.String(length=120), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("subject <> ''", name="drafts_subject_is_not_empty"),
        sa.CheckConstraint("tab <> ''", name="drafts_tab_is_not_empty"),
        sa.CheckConstraint("based_on >= 0", name="drafts_based_on_is_0_or_more"),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", "subject", "tab"),
    )
