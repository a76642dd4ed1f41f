"""Links to frozen reports: what their owner does with them, and the public door, which has no viewer.

The public door knows a token's hash and nothing else: it can reach the two frozen forms of that one share, count that
they were opened, and leave one message. No question of a journal can be asked through it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from acujournal.answers import NAME_LIMIT, check_text
from acujournal.errors import BadValue, NotFound
from acujournal.sharing import (
    DAYS_USUAL,
    GONE,
    TITLE_LIMIT,
    TRIES,
    Access,
    NewShare,
    Outcome,
    Share,
    ShareNote,
    ShareState,
    ShareView,
    Shown,
    check_note,
    check_period,
    expiry,
    hash_passcode,
    hash_token,
    is_same_hash,
    new_token,
    passcode_is_right,
    spend_the_time_of_a_try,
)
from acujournal.storage import tables
from acujournal.storage.connections import Connections, insert_into
from acujournal.storage.keeping import Keeping
from acujournal.storage.openings import Opening, openings_of
from acujournal.storage.record import write_down
from acujournal.storage.tables import Happening

#: Bytes of one form of a report. Far above what ten years need; it keeps a broken page from filling the disk.
FORM_LIMIT: Final = 20_000_000

_NO_SUCH_LINK: Final = "This link is not in the journal."


class Shares(Keeping):
    """The links of one journal, for its owner."""

    def make_share(
        self,
        *,
        page: bytes,
        pdf: bytes,
        first_day: date,
        until_day: date,
        now: datetime,
        reader: str = "",
        title: str = "",
        passcode: str = "",
        days: int = DAYS_USUAL,
        takes_note: bool = False,
    ) -> NewShare:
        """Freeze a page and its PDF behind a new link. The token is in the answer, and nowhere else from then on.

        The link shows the days `[first_day, until_day)` and holds for `days` days. Raises BadValue with a sentence.
        """
        check_text(reader, "The reader's name", NAME_LIMIT)
        check_text(title, "The title", TITLE_LIMIT)
        check_period(first_day, until_day)
        if not page or not pdf:
            raise BadValue("The report is not ready, so no link was made. Make it again.")
        if max(len(page), len(pdf)) > FORM_LIMIT:
            raise BadValue("This report is too long for a link. Choose a shorter period.")
        share = Share(
            share_id=uuid.uuid4().hex,
            reader=reader,
            title=title,
            first_day=first_day,
            until_day=until_day,
            created_at=now,
            expires_at=expiry(now, days),
            has_passcode=bool(passcode),
            takes_note=takes_note,
        )
        token = new_token()
        row = {name: getattr(share, name) for name in _COLUMNS} | {
            "journal_id": self.journal_id,
            "token_hash": hash_token(token),
            "passcode_hash": hash_passcode(passcode) if passcode else "",
            "page": page,
            "pdf": pdf,
        }
        with self._write() as connection:
            connection.execute(tables.shares.insert().values(row))
            write_down(connection, self.journal_id, Happening.SHARED, reader, now)
        return NewShare(token=token, share=self._share(share.share_id))

    def shares(self) -> tuple[Share, ...]:
        """Every link with what became of it, the newest first."""
        table = tables.shares.c
        query = self._shares_query().order_by(table.created_at.desc(), table.share_id)
        openings_of(self._connections).write_if_possible()
        with self._read() as connection:
            return tuple(map(_share_of, connection.execute(query)))

    def share_bytes(self, share_id: str, shown: Shown = Shown.PAGE) -> bytes:
        """What the reader sees, to the byte. Not counted as opened. Raises NotFound."""
        query = sa.select(tables.shares.c[shown]).where(self._is_share(share_id))
        with self._read() as connection:
            found = connection.scalar(query)
        if found is None:
            raise NotFound(_NO_SUCH_LINK)
        return bytes(found)

    def share_views(self, share_id: str, *, limit: int | None = None) -> tuple[ShareView, ...]:
        """When it was opened, the newest first; at most `limit` minutes and forms."""
        table = tables.share_views.c
        query = (
            sa.select(table.opened_at, table.shown, table.times)
            .where(table.journal_id == self.journal_id, table.share_id == share_id)
            .order_by(table.opened_at.desc(), table.shown)
            .limit(limit)
        )
        openings_of(self._connections).write_if_possible()
        with self._read() as connection:
            return tuple(ShareView(**row) for row in connection.execute(query).mappings())

    def revoke_share(self, share_id: str, *, now: datetime) -> Share:
        """End a link at once and for good. One that was revoked before stays as it is."""
        table = tables.shares
        with self._write() as connection:
            share = self._share(share_id, connection)
            if share.revoked_at is None:
                connection.execute(table.update().where(self._is_share(share_id)).values(revoked_at=now))
                write_down(connection, self.journal_id, Happening.SHARE_REVOKED, share.reader, now)
        return self._share(share_id)

    def renew_share(self, share_id: str, *, now: datetime, days: int = DAYS_USUAL) -> Share:
        """Let a link hold for at least `days` days from now, also where it has expired; one that holds longer stays so.

        It shows what it has always shown.

        Raises BadValue for one that was revoked or is locked: whoever holds it should not get in again.
        """
        ends = expiry(now, days)
        with self._write() as connection:
            share = self._share(share_id, connection)
            state = share.state(now)
            if state is ShareState.REVOKED:
                raise BadValue("You closed this link, and it stays closed. Make a new one.")
            if state is ShareState.LOCKED:
                raise BadValue(f"This link was locked after {TRIES} wrong passcodes. Make a new one.")
            if ends > share.expires_at:
                table = tables.shares
                connection.execute(table.update().where(self._is_share(share_id)).values(expires_at=ends))
                write_down(connection, self.journal_id, Happening.SHARE_RENEWED, share.reader, now)
        return self._share(share_id)

    def remove_share(self, share_id: str, *, now: datetime) -> None:
        """Forget a link and what it showed; it is closed from then on. Raises NotFound.

        What its holder has left stays until it was read, and as long after that as anything deleted can be restored:
        somebody's message is not lost with the page it was left on.
        """
        with self._write() as connection:
            share = self._share(share_id, connection)
            for table in (tables.share_views, tables.shares):
                here = (table.c.journal_id == self.journal_id) & (table.c.share_id == share_id)
                connection.execute(table.delete().where(here))
            if share.state(now) is ShareState.OPEN:
                write_down(connection, self.journal_id, Happening.SHARE_REVOKED, share.reader, now)

    def notes_of_shares(self, *, only_unread: bool = False) -> tuple[ShareNote, ...]:
        """What holders of links have left, the newest first, also where the link has been removed since.

        These are a stranger's words: shown as text, never trusted.
        """
        note, share, event = tables.share_notes.c, tables.shares.c, tables.record.c
        # Of a removed link the record still says for whom it was, unless two messages came at the same instant.
        recorded = sa.select(sa.case((sa.func.count() == 1, sa.func.max(event.detail)), else_="")).where(
            event.journal_id == note.journal_id,
            event.kind == Happening.NOTE_RECEIVED,
            event.at == note.left_at,
        )
        reader = sa.func.coalesce(share.reader, recorded.scalar_subquery()).label("reader")
        query = (
            sa.select(note.share_id, reader, note.message, note.next_on, note.left_at, note.read_at)
            .join_from(
                tables.share_notes,
                tables.shares,
                (share.journal_id == note.journal_id) & (share.share_id == note.share_id),
                isouter=True,
            )
            .where(note.journal_id == self.journal_id)
            .order_by(note.left_at.desc(), note.share_id)
        )
        if only_unread:
            query = query.where(note.read_at.is_(None))
        with self._read() as connection:
            return tuple(ShareNote(**row) for row in connection.execute(query).mappings())

    def mark_note_read(self, share_id: str, *, now: datetime) -> None:
        """Remember that the owner has read the message; the first time counts. Raises NotFound where there is none."""
        note = tables.share_notes
        here = (note.c.journal_id == self.journal_id) & (note.c.share_id == share_id)
        with self._write() as connection:
            first = sa.func.coalesce(note.c.read_at, sa.literal(now, tables.UtcDateTime))
            if connection.execute(note.update().where(here).values(read_at=first)).rowcount == 0:
                raise NotFound("There is no message from the holder of this link.")

    def _is_share(self, share_id: str) -> sa.ColumnElement[bool]:
        return (tables.shares.c.journal_id == self.journal_id) & (tables.shares.c.share_id == share_id)

    def _share(self, share_id: str, connection: sa.Connection | None = None) -> Share:
        query = self._shares_query().where(tables.shares.c.share_id == share_id)
        if connection is not None:
            row = connection.execute(query).first()
        else:
            openings_of(self._connections).write_if_possible()
            with self._read() as reading:
                row = reading.execute(query).first()
        if row is None:
            raise NotFound(_NO_SUCH_LINK)
        return _share_of(row)

    def _shares_query(self) -> sa.Select[Any]:
        table, views = tables.shares.c, tables.share_views.c

        def of(*claims: sa.ColumnElement[bool]) -> sa.Select[Any]:
            return sa.select(sa.func.coalesce(sa.func.sum(views.times), 0)).where(
                views.journal_id == table.journal_id, views.share_id == table.share_id, *claims
            )

        last = sa.select(sa.func.max(views.opened_at)).where(
            views.journal_id == table.journal_id, views.share_id == table.share_id
        )
        return sa.select(
            *(table[name] for name in _COLUMNS),
            (table.passcode_hash != "").label("has_passcode"),
            of(views.shown == Shown.PAGE).scalar_subquery().label("page_views"),
            of(views.shown == Shown.PDF).scalar_subquery().label("pdf_views"),
            last.scalar_subquery().label("last_opened_at"),
        ).where(table.journal_id == self.journal_id)


def revoke_all(connections: Connections, now: datetime) -> int:
    """End every open link of every journal in the database at once and for good; how many there were."""
    table = tables.shares
    is_open = (table.c.revoked_at.is_(None), table.c.expires_at > now, table.c.tries_left > 0)
    with connections.write() as connection:
        found = connection.execute(sa.select(table.c.journal_id, table.c.reader).where(*is_open)).all()
        connection.execute(table.update().where(*is_open).values(revoked_at=now))
        for journal_id, reader in found:
            write_down(connection, journal_id, Happening.SHARE_REVOKED, reader, now)
    return len(found)


#: The columns of a share that are fields of a Share of the same name.
_COLUMNS: Final = (
    "share_id",
    "reader",
    "title",
    "first_day",
    "until_day",
    "created_at",
    "expires_at",
    "revoked_at",
    "tries_left",
    "takes_note",
)


def _share_of(row: sa.Row[Any]) -> Share:
    found = dict(row._mapping)  # noqa: SLF001 - the name is SQLAlchemy's, the attribute is public.
    counts = {name: int(found[name]) for name in ("page_views", "pdf_views")}
    return Share(**found | counts | {"has_passcode": bool(found["has_passcode"])})


class PublicDoor:
    """What anybody with a link may do, without being a viewer."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def open_share(
        self,
        token: str,
        *,
        now: datetime,
        passcode: str | None = None,
        shown: Shown = Shown.PAGE,
        let_in: bool = False,
    ) -> Access:
        """One of the two frozen forms for whoever holds the link, and the opening counted.

        `passcode` is what was typed, None where nothing was asked yet. `let_in` is for whoever has shown the right
        passcode to the server a moment ago, such as for the PDF beside the page. Unknown, expired, revoked and locked
        are GONE, after the same work. Five wrong passcodes in all lock the link, also when they come at once.
        """
        refused, open_now = self._knock(token, passcode, now, let_in=let_in, asked=_OPENING[shown])
        if refused is not None:
            return refused
        if passcode is not None:
            # A passcode takes a while to look at, and the link may have been closed meanwhile.
            with self._connections.read() as connection:
                open_now = connection.execute(_OPENING[shown], _key_of(token, now)).first()
            if open_now is None:
                return GONE
        # Nobody sees what could not be counted, but where a crowd comes, all but the first are counted a moment later.
        minute = now.replace(second=0, microsecond=0)
        openings_of(self._connections).count(
            Opening(open_now.journal_id, open_now.share_id, open_now.reader, shown, minute, now)
        )
        takes_note = bool(open_now.takes_note and not open_now.has_note)
        return Access(outcome=Outcome.FOUND, body=bytes(open_now.body), takes_note=takes_note)

    def look_at_share(self, token: str, *, now: datetime, let_in: bool = False) -> Access:
        """Whether the link is open and takes a note now, without showing the report and without counting an opening."""
        refused, found = self._knock(token, None, now, let_in=let_in)
        if refused is not None:
            return refused
        return Access(outcome=Outcome.FOUND, takes_note=bool(found.takes_note and not found.has_note))

    def leave_note(
        self,
        token: str,
        *,
        message: str,
        next_on: date | None,
        now: datetime,
        passcode: str | None = None,
        let_in: bool = False,
    ) -> Access:
        """Leave the owner of the journal one message, once for each link. FOUND where it was kept.

        Raises BadValue where the message is too long or empty, the link takes none, or one was left before.
        """
        refused, found = self._knock(token, passcode, now, let_in=let_in)
        if refused is not None:
            return refused
        if not found.takes_note:
            raise BadValue("Messages cannot be left on this page.")
        row = {
            "journal_id": found.journal_id,
            "share_id": found.share_id,
            "message": check_note(message, next_on, now.date()),
            "next_on": next_on,
            "left_at": now,
        }
        with self._connections.write() as connection:
            if connection.execute(_KNOCK, _key_of(token, now)).first() is None:
                return GONE
            if not _journal_stays(connection, found.journal_id):
                return GONE
            note = tables.share_notes
            add = (
                insert_into(connection.dialect.name, note)
                .values(row)
                .on_conflict_do_nothing()
                .returning(note.c.share_id)
            )
            if connection.scalar(add) is None:
                raise BadValue("A message was left here before, and only one can be.")
            write_down(connection, found.journal_id, Happening.NOTE_RECEIVED, found.reader, now)
        return Access(outcome=Outcome.FOUND)

    def _knock(
        self,
        token: str,
        passcode: str | None,
        now: datetime,
        *,
        let_in: bool,
        asked: sa.Select[Any] | None = None,
    ) -> tuple[Access | None, Any]:
        """Why the door stays shut, or None and the share as a row, with the form that is `asked` for along with it."""
        with self._connections.read() as connection:
            found = connection.execute(_KNOCK if asked is None else asked, _key_of(token, now)).first()
        if found is None or not is_same_hash(found.token_hash, hash_token(token)):
            if passcode is not None:
                spend_the_time_of_a_try(passcode)
            return GONE, None
        if not found.passcode_hash or let_in:
            return None, found
        if passcode is None:
            return Access(outcome=Outcome.NEEDS_PASSCODE), None
        return self._try(token, passcode, now, found), found

    def _try(self, token: str, passcode: str, now: datetime, found: Any) -> Access | None:
        # A try is taken before it is looked at: of fifty that come at once only five are looked at.
        table = tables.shares
        taken = (
            table.update()
            .where(*_OPEN)
            .values(tries_left=table.c.tries_left - 1)
            .returning(table.c.tries_left)
        )
        with self._connections.write() as connection:
            left = connection.scalar(taken, _key_of(token, now))
        if left is None:
            spend_the_time_of_a_try(passcode)
            return GONE
        if passcode_is_right(found.passcode_hash, passcode):
            given_back = table.update().values(tries_left=table.c.tries_left + 1)
            here = (table.c.token_hash == found.token_hash) & (table.c.tries_left < TRIES)
            with self._connections.write() as connection:
                connection.execute(given_back.where(here))
            return None
        if left:
            return Access(outcome=Outcome.WRONG_PASSCODE, tries_left=left)
        with self._connections.write() as connection:
            if _journal_stays(connection, found.journal_id):
                write_down(connection, found.journal_id, Happening.SHARE_LOCKED, found.reader, now)
        return GONE


def _key_of(token: str, now: datetime) -> dict[str, Any]:
    """What the statements below ask for."""
    return {"hash_of_token": hash_token(token), "this_moment": now}


#: What makes a link open. The statements are made once: making them takes longer than the database needs to answer.
_OPEN: Final = (
    tables.shares.c.token_hash == sa.bindparam("hash_of_token", type_=sa.String),
    tables.shares.c.revoked_at.is_(None),
    tables.shares.c.expires_at > sa.bindparam("this_moment", type_=tables.UtcDateTime),
    tables.shares.c.tries_left > 0,
)
_HAS_NOTE: Final = (
    sa.exists()
    .where(
        tables.share_notes.c.journal_id == tables.shares.c.journal_id,
        tables.share_notes.c.share_id == tables.shares.c.share_id,
    )
    .label("has_note")
)
_KNOCK: Final = sa.select(
    tables.shares.c.journal_id,
    tables.shares.c.share_id,
    tables.shares.c.token_hash,
    tables.shares.c.reader,
    tables.shares.c.passcode_hash,
    tables.shares.c.takes_note,
    _HAS_NOTE,
).where(*_OPEN)
#: The same with one form of the report: what is checked and what is read is one state.
_OPENING: Final = {shown: _KNOCK.add_columns(tables.shares.c[shown].label("body")) for shown in Shown}


def _journal_stays(connection: sa.Connection, journal_id: str) -> bool:
    """Whether the journal is there, and keep it from being erased until this transaction ends."""
    table = tables.journals.c
    query = sa.select(table.journal_id).where(table.journal_id == journal_id)
    return connection.scalar(query.with_for_update(read=True, key_share=True)) is not None
