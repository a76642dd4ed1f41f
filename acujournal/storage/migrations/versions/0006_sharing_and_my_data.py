"""Links to frozen reports, what happened to a journal, and where its days came from."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Say of everything so far that it was written by hand, and make the new tables."""
    for name in ("entries", "moments", "treatments"):
        _add_source(name)
    _make_shares()
    _make_record()
    _make_imports()


def _journal_key(*keys: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["journal_id"], ["journals.journal_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("journal_id", *keys),
    )


def _journal_id() -> sa.Column[str]:
    return sa.Column("journal_id", sa.String(length=32), nullable=False)


def _instant(name: str, *, may_be_empty: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=may_be_empty)


def _not_empty(table: str, *columns: str) -> tuple[sa.CheckConstraint, ...]:
    return tuple(
        sa.CheckConstraint(f"{column} <> ''", name=f"{table}_{column}_is_not_empty") for column in columns
    )


def _add_source(name: str) -> None:
    # None of the three is a parent of another table, so SQLite may rebuild it.
    with op.batch_alter_table(name) as table:
        table.add_column(sa.Column("source", sa.Text(), nullable=False, server_default=sa.text("''")))
        if name == "entries":
            table.add_column(
                sa.Column("pain_is_0_to_10", sa.Boolean(), nullable=False, server_default=sa.text("true"))
            )
            table.create_check_constraint(
                "entries_pain_is_0_to_10_is_a_claim", "pain_is_0_to_10 IN (true, false)"
            )
        table.create_check_constraint(
            f"{name}_source_is_known", "source = '' OR substr(source, 1, 7) = 'import:'"
        )
        table.create_check_constraint(f"{name}_source_fits", "length(source) <= 40")
    with op.batch_alter_table(name) as table:
        table.alter_column("source", server_default=None)
        if name == "entries":
            table.alter_column("pain_is_0_to_10", server_default=None)


def _make_shares() -> None:
    op.create_table(
        "shares",
        _journal_id(),
        sa.Column("share_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        _instant("created_at"),
        _instant("expires_at"),
        _instant("revoked_at", may_be_empty=True),
        sa.Column("passcode_hash", sa.Text(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("takes_note", sa.Boolean(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        *_not_empty("shares", "share_id"),
        sa.CheckConstraint("length(token_hash) = 64", name="shares_token_hash_is_sha256"),
        sa.CheckConstraint("length(reader) <= 120", name="shares_reader_fits"),
        sa.CheckConstraint("length(title) <= 120", name="shares_title_fits"),
        sa.CheckConstraint("until_day > first_day", name="shares_period_has_a_day"),
        sa.CheckConstraint("expires_at > created_at", name="shares_end_is_after_beginning"),
        sa.CheckConstraint(
            "tries_left IS NULL OR (tries_left BETWEEN 0 AND 5 AND tries_left = CAST(tries_left AS INTEGER))",
            name="shares_tries_left_are_0_to_5",
        ),
        sa.CheckConstraint("takes_note IN (true, false)", name="shares_takes_note_is_a_claim"),
        sa.CheckConstraint("length(page) > 0", name="shares_page_is_not_empty"),
        sa.CheckConstraint("length(pdf) > 0", name="shares_pdf_is_not_empty"),
        *_journal_key("share_id"),
        sa.UniqueConstraint("token_hash", name="shares_one_per_token"),
    )
    op.create_table(
        "share_views",
        _journal_id(),
        sa.Column("share_id", sa.String(length=32), nullable=False),
        _instant("opened_at"),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        *_not_empty("share_views", "share_id"),
        sa.CheckConstraint("shown IN ('page', 'pdf')", name="share_views_shown_is_known"),
        sa.CheckConstraint("times >= 1", name="share_views_times_are_1_or_more"),
        *_journal_key("share_id", "opened_at", "shown"),
    )
    op.create_table(
        "share_notes",
        _journal_id(),
        sa.Column("share_id", sa.String(length=32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        _instant("left_at"),
        _instant("read_at", may_be_empty=True),
        *_not_empty("share_notes", "share_id"),
        sa.CheckConstraint("length(message) <= 1000", name="share_notes_message_fits"),
        sa.CheckConstraint("message <> '' OR next_on IS NOT NULL", name="share_notes_says_something"),
        *_journal_key("share_id"),
    )


def _make_record() -> None:
    kinds = (
        "'exported', 'imported', 'import undone', 'shared', 'share opened', 'share revoked', 'share locked', "
        "'note received', 'backed up', 'restored', 'period deleted', 'purged', 'signed in', "
        "'signed out everywhere'"
    )
    op.create_table(
        "record",
        _journal_id(),
        sa.Column("event_id", sa.String(length=32), nullable=False),
        _instant("at"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        *_not_empty("record", "event_id"),
        sa.CheckConstraint(f"kind IN ({kinds})", name="record_kind_is_known"),
        sa.CheckConstraint("length(detail) <= 240", name="record_detail_fits"),
        *_journal_key("event_id"),
    )
    op.create_index("record_by_time", "record", ["journal_id", "at"])


def _make_imports() -> None:
    op.create_table(
        "imports",
        _journal_id(),
        sa.Column("import_id", sa.String(length=32), nullable=False),
        _instant("at"),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        _instant("undone_at", may_be_empty=True),
        *_not_empty("imports", "import_id", "source"),
        sa.CheckConstraint("length(source) <= 40", name="imports_source_fits"),
        *_journal_key("import_id"),
    )
    op.create_table(
        "import_rows",
        _journal_id(),
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("first_revision", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_not_empty("import_rows", "import_id", "subject"),
        sa.CheckConstraint("first_revision >= 1", name="import_rows_first_revision_is_1_or_more"),
        sa.CheckConstraint("revision >= first_revision", name="import_rows_revisions_are_in_order"),
        *_journal_key("import_id", "subject"),
    )
    op.create_index("import_rows_by_subject", "import_rows", ["journal_id", "subject"])
    op.create_table(
        "import_keys",
        _journal_id(),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        *_not_empty("import_keys", "source", "import_id", "subject"),
        sa.CheckConstraint("length(key) = 64", name="import_keys_key_is_sha256"),
        *_journal_key("source", "key"),
    )
    op.create_index("import_keys_by_import", "import_keys", ["journal_id", "import_id"])
