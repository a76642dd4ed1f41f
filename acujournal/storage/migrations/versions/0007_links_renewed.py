"""A link that was made to hold longer is a line of its own in the access record, not a link made anew."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Let the record hold the new kind; what stands in it stays as it is."""
    kinds = (
        "'exported', 'imported', 'import undone', 'shared', 'share renewed', 'share opened', 'share revoked', "
        "'share locked', 'note received', 'backed up', 'restored', 'period deleted', 'purged', 'signed in', "
        "'signed out everywhere'"
    )
    # No other table hangs on this one, so SQLite may rebuild it.
    with op.batch_alter_table("record") as table:
        table.drop_constraint("record_kind_is_known", type_="check")
        table.create_check_constraint("record_kind_is_known", f"kind IN ({kinds})")
