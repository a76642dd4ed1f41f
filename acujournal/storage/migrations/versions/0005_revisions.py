"""How often a journal was changed, so that what was worked out from it can be kept until it changes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Count the changes of each journal; those so far are its versions."""
    op.add_column(
        "journals", sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.execute(
        "UPDATE journals SET revision = "
        "(SELECT count(*) FROM versions WHERE versions.journal_id = journals.journal_id)"
    )
