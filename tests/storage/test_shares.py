"""What a link shows to whoever holds it, and what it never shows."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from acujournal.errors import BadValue, NotFound
from acujournal.journal import Entry
from acujournal.sharing import GONE, Outcome, ShareState, Shown, new_token
from acujournal.storage import Happening, tables

from .conftest import ANA, NOW, TODAY

PAGE = b"<!doctype html><p>Anas report"
PDF = b"%PDF-1.7 Anas report"
DAY = timedelta(days=1)


def make(journal, **more):
    given = {
        "page": PAGE,
        "pdf": PDF,
        "first_day": TODAY - 30 * DAY,
        "until_day": TODAY,
        "now": NOW,
        "reader": "Ben",
        "title": "What I want to discuss",
    }
    return journal.make_share(**given | more)


def test_ben_gets_the_page_and_the_pdf_as_they_were(store, ana):
    made = make(ana)
    assert store.open_share(made.token, now=NOW).body == PAGE
    assert store.open_share(made.token, now=NOW, shown=Shown.PDF).body == PDF
    ana.save_entry(Entry(day=TODAY, pain_average=9), based_on=0, now=NOW, zone="UTC")
    assert store.open_share(made.token, now=NOW + 29 * DAY).body == PAGE
    assert ana.share_bytes(made.share.share_id) == PAGE
    assert ana.share_bytes(made.share.share_id, Shown.PDF) == PDF


def test_the_token_is_nowhere_in_the_database(store, ana):
    made = make(ana, passcode="garden gate")
    with store._connections.read() as connection:
        rows = [
            str(tuple(row))
            for table in tables.metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        ]
    assert rows
    assert not any(made.token in row or "garden" in row for row in rows)


def test_the_list_says_what_became_of_a_link(store, ana):
    made = make(ana)
    assert ana.shares() == (made.share,)
    assert (made.share.reader, made.share.title) == ("Ben", "What I want to discuss")
    assert (made.share.first_day, made.share.until_day) == (TODAY - 30 * DAY, TODAY)
    assert made.share.expires_at == NOW + 30 * DAY
    assert made.share.last_opened_at is None
    later = NOW + timedelta(minutes=5, seconds=30)
    store.open_share(made.token, now=NOW)
    store.open_share(made.token, now=later)
    store.open_share(made.token, now=later)
    store.open_share(made.token, now=later, shown=Shown.PDF)
    (listed,) = ana.shares()
    assert (listed.page_views, listed.pdf_views) == (3, 1)
    assert listed.last_opened_at == NOW + timedelta(minutes=5)
    views = [(view.opened_at, view.shown, view.times) for view in ana.share_views(listed.share_id)]
    assert views == [
        (NOW + timedelta(minutes=5), Shown.PAGE, 2),
        (NOW + timedelta(minutes=5), Shown.PDF, 1),
        (NOW, Shown.PAGE, 1),
    ]
    assert len(ana.share_views(listed.share_id, limit=2)) == 2
    newer = make(ana, now=NOW + DAY)
    assert [share.share_id for share in ana.shares()] == [newer.share.share_id, listed.share_id]


def test_looking_at_what_ben_sees_is_not_counted(ana):
    made = make(ana)
    ana.share_bytes(made.share.share_id)
    assert ana.share_views(made.share.share_id) == ()


def test_what_is_closed_is_like_what_never_was(store, ana):
    revoked, locked, removed = (make(ana, passcode="garden gate") for _ in range(3))
    expired = make(ana, passcode="garden gate", days=1)
    ana.revoke_share(revoked.share.share_id, now=NOW)
    ana.remove_share(removed.share.share_id, now=NOW)
    for _ in range(5):
        store.open_share(locked.token, now=NOW, passcode="wrong one")
    for token in (
        revoked.token,
        expired.token,
        locked.token,
        removed.token,
        new_token(),
        "",
        "ü\ud800",
        "x" * 9999,
    ):
        for passcode in (None, "garden gate", "wrong one"):
            for shown in Shown:
                now = NOW + DAY
                assert store.open_share(token, now=now, passcode=passcode, shown=shown) == GONE
                assert store.open_share(token, now=now, let_in=True, shown=shown) == GONE
        told = store.leave_note(token, message="x", next_on=None, now=NOW + DAY, passcode="garden gate")
        assert told == GONE
    states = {share.share_id: share.state(NOW + DAY) for share in ana.shares()}
    assert states == {
        revoked.share.share_id: ShareState.REVOKED,
        expired.share.share_id: ShareState.EXPIRED,
        locked.share.share_id: ShareState.LOCKED,
    }


def test_every_try_at_what_is_closed_costs_one_try(store, ana, monkeypatch):
    looked_at = []

    def look(kept, passcode):
        looked_at.append(kept)
        return False

    monkeypatch.setattr("acujournal.sharing.passcode_is_right", look)
    monkeypatch.setattr("acujournal.storage.shares.passcode_is_right", look)
    made = make(ana, passcode="garden gate")
    tokens = [made.token, new_token()]
    for tries in range(1, 8):
        for token in tokens:
            store.open_share(token, now=NOW, passcode="wrong one")
        assert len(looked_at) == 2 * tries
    store.open_share(made.token, now=NOW)
    store.open_share(new_token(), now=NOW)
    assert len(looked_at) == 14


def test_a_passcode_is_asked_for_and_its_tries_are_counted(store, ana):
    made = make(ana, passcode="garden gate")
    assert made.share.has_passcode
    asked = store.open_share(made.token, now=NOW)
    assert (asked.outcome, asked.body) == (Outcome.NEEDS_PASSCODE, b"")
    for left in (4, 3):
        wrong = store.open_share(made.token, now=NOW, passcode="wrong one")
        assert (wrong.outcome, wrong.tries_left, wrong.body) == (Outcome.WRONG_PASSCODE, left, b"")
    for _ in range(7):
        assert store.open_share(made.token, now=NOW, passcode="garden gate").body == PAGE
    assert ana.shares()[0].tries_left == 3
    assert ana.shares()[0].page_views == 7
    # The tries are those of the link's whole life: the right passcode gives none back.
    assert store.open_share(made.token, now=NOW, passcode="wrong one").tries_left == 2
    assert store.open_share(made.token, now=NOW, let_in=True, shown=Shown.PDF).body == PDF


def test_fifty_tries_at_once_are_five(store, ana):
    made = make(ana, passcode="garden gate")
    answers = []
    barrier = threading.Barrier(50)

    def guess():
        barrier.wait()
        answers.append(store.open_share(made.token, now=NOW, passcode="wrong one"))

    guesses = [threading.Thread(target=guess) for _ in range(50)]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join()
    assert Counter(answer.outcome for answer in answers) == {Outcome.WRONG_PASSCODE: 4, Outcome.GONE: 46}
    assert sorted(answer.tries_left for answer in answers if answer.tries_left) == [1, 2, 3, 4]
    (share,) = ana.shares()
    assert (share.tries_left, share.page_views) == (0, 0)
    assert [event.kind for event in ana.happened()].count(Happening.SHARE_LOCKED) == 1
    assert store.open_share(made.token, now=NOW, passcode="garden gate") == GONE


def test_many_who_know_the_passcode_never_lock_the_link(store, ana):
    made = make(ana, passcode="garden gate")

    def read():
        for _ in range(5):
            store.open_share(made.token, now=NOW, passcode="garden gate")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    (share,) = ana.shares()
    assert (share.tries_left, share.page_views) == (5, 20)


def test_a_revoked_link_is_closed_at_once_and_for_good(store, ana):
    made = make(ana)
    later = NOW + DAY
    closed = ana.revoke_share(made.share.share_id, now=later)
    assert closed.revoked_at == later
    assert store.open_share(made.token, now=later) == GONE
    assert ana.revoke_share(made.share.share_id, now=later + DAY).revoked_at == later
    with pytest.raises(BadValue, match="stays closed"):
        ana.renew_share(made.share.share_id, now=later)
    assert ana.share_bytes(made.share.share_id) == PAGE


def test_a_link_revoked_while_it_is_opened_shows_nothing(store, ana, monkeypatch):
    made = make(ana, passcode="garden gate")

    def revoke_first(kept, passcode):
        ana.revoke_share(made.share.share_id, now=NOW)
        return True

    monkeypatch.setattr("acujournal.storage.shares.passcode_is_right", revoke_first)
    assert store.open_share(made.token, now=NOW, passcode="garden gate") == GONE
    assert ana.share_views(made.share.share_id) == ()


def test_a_link_can_hold_longer(store, ana):
    made = make(ana, days=1)
    late = NOW + 2 * DAY
    assert store.open_share(made.token, now=late) == GONE
    renewed = ana.renew_share(made.share.share_id, now=late, days=180)
    assert renewed.expires_at == late + 180 * DAY
    assert [(event.kind, event.detail) for event in ana.happened()] == [
        (Happening.SHARE_RENEWED, "Ben"),
        (Happening.SHARED, "Ben"),
    ]
    assert store.open_share(made.token, now=late).body == PAGE
    with pytest.raises(BadValue, match="1 to 180"):
        ana.renew_share(made.share.share_id, now=late, days=181)
    locked = make(ana, passcode="garden gate")
    for _ in range(5):
        store.open_share(locked.token, now=NOW, passcode="wrong one")
    with pytest.raises(BadValue, match="locked"):
        ana.renew_share(locked.share.share_id, now=NOW)


def test_a_link_that_holds_half_a_year_is_not_made_shorter(store, ana):
    made = make(ana, days=180)
    told = ana.happened()
    assert ana.renew_share(made.share.share_id, now=NOW + DAY, days=30).expires_at == NOW + 180 * DAY
    assert ana.happened() == told, "nothing was made longer, so nothing is written down"
    assert store.open_share(made.token, now=NOW + 179 * DAY).body == PAGE
    assert ana.renew_share(made.share.share_id, now=NOW + 160 * DAY, days=30).expires_at == NOW + 190 * DAY


def test_bens_message_stays_when_ana_removes_his_link(store, ana):
    made, other = make(ana, takes_note=True), make(ana, takes_note=True, reader="Cleo")
    store.leave_note(made.token, message="Bring the letter.", next_on=TODAY + 9 * DAY, now=NOW)
    store.leave_note(other.token, message="And me?", next_on=None, now=NOW + timedelta(minutes=1))
    before = ana.notes_of_shares(only_unread=True)
    ana.remove_share(made.share.share_id, now=NOW + DAY)
    assert ana.notes_of_shares(only_unread=True) == before
    assert [(one.reader, one.message) for one in before] == [
        ("Cleo", "And me?"),
        ("Ben", "Bring the letter."),
    ]
    assert [one.share_id for one in ana.shares()] == [other.share.share_id]
    assert ana.share_views(made.share.share_id) == ()
    assert store.open_share(made.token, now=NOW + DAY) == GONE
    ana.mark_note_read(made.share.share_id, now=NOW + 2 * DAY)
    assert [one.reader for one in ana.notes_of_shares(only_unread=True)] == ["Cleo"]
    assert len(ana.notes_of_shares()) == 2


def test_a_message_is_never_said_to_be_from_another_reader(store, ana):
    made, other = make(ana, takes_note=True), make(ana, takes_note=True, reader="Cleo")
    for one in (made, other):
        store.leave_note(one.token, message="At the same instant.", next_on=None, now=NOW)
        ana.remove_share(one.share.share_id, now=NOW)
    assert [one.reader for one in ana.notes_of_shares()] == ["", ""]


def test_a_report_that_is_not_ready_makes_no_link(ana):
    for more in (
        {"page": b""},
        {"pdf": b""},
        {"page": b"x" * 20_000_001},
        {"days": 0},
        {"passcode": "short"},
        {"until_day": TODAY - 30 * DAY},
        {"reader": "x" * 121},
        {"title": "\x00"},
    ):
        with pytest.raises(BadValue):
            make(ana, **more)
    assert ana.shares() == ()
    assert ana.happened() == ()


def test_nobody_reaches_the_links_of_another_journal(store, ana):
    made = make(ana)
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    assert ben.shares() == ()
    assert ben.share_views(made.share.share_id) == ()
    assert ben.notes_of_shares() == ()
    for ask in (
        lambda: ben.share_bytes(made.share.share_id),
        lambda: ben.revoke_share(made.share.share_id, now=NOW),
        lambda: ben.renew_share(made.share.share_id, now=NOW),
        lambda: ben.remove_share(made.share.share_id, now=NOW),
        lambda: ben.mark_note_read(made.share.share_id, now=NOW),
    ):
        with pytest.raises(NotFound):
            ask()
    assert store.open_share(made.token, now=NOW).body == PAGE


def test_the_holder_of_a_link_leaves_one_message(store, ana):
    made = make(ana, takes_note=True)
    assert store.open_share(made.token, now=NOW).takes_note
    with pytest.raises(BadValue, match="Write a message"):
        store.leave_note(made.token, message="  ", next_on=None, now=NOW)
    kept = store.leave_note(made.token, message="See you. <script>", next_on=TODAY + 9 * DAY, now=NOW)
    assert kept.outcome is Outcome.FOUND
    assert not store.open_share(made.token, now=NOW).takes_note
    with pytest.raises(BadValue, match="only one"):
        store.leave_note(made.token, message="And another thing", next_on=None, now=NOW)
    (note,) = ana.notes_of_shares(only_unread=True)
    assert (note.message, note.next_on, note.reader) == ("See you. <script>", date(2026, 12, 1), "Ben")
    assert (note.left_at, note.read_at) == (NOW, None)
    ana.mark_note_read(note.share_id, now=NOW + DAY)
    ana.mark_note_read(note.share_id, now=NOW + 2 * DAY)
    assert ana.notes_of_shares(only_unread=True) == ()
    assert ana.notes_of_shares()[0].read_at == NOW + DAY


def test_a_link_without_messages_takes_none(store, ana):
    made = make(ana)
    assert not store.open_share(made.token, now=NOW).takes_note
    with pytest.raises(BadValue, match="cannot be left"):
        store.leave_note(made.token, message="x", next_on=None, now=NOW)
    assert ana.notes_of_shares() == ()


def test_a_message_needs_the_passcode_too(store, ana):
    made = make(ana, takes_note=True, passcode="garden gate")
    asked = store.leave_note(made.token, message="x", next_on=None, now=NOW)
    assert asked.outcome is Outcome.NEEDS_PASSCODE
    wrong = store.leave_note(made.token, message="x", next_on=None, now=NOW, passcode="wrong one")
    assert (wrong.outcome, wrong.tries_left) == (Outcome.WRONG_PASSCODE, 4)
    assert ana.notes_of_shares() == ()
    store.leave_note(made.token, message="x", next_on=None, now=NOW, passcode="garden gate")
    assert len(ana.notes_of_shares()) == 1


def test_ten_messages_at_once_are_one(store, ana):
    made = make(ana, takes_note=True)
    said = []

    def leave(number):
        try:
            store.leave_note(made.token, message=f"message {number}", next_on=None, now=NOW)
            said.append("kept")
        except BadValue:
            said.append("one before")

    holders = [threading.Thread(target=leave, args=(number,)) for number in range(10)]
    for one in holders:
        one.start()
    for one in holders:
        one.join()
    assert Counter(said) == {"kept": 1, "one before": 9}
    assert len(ana.notes_of_shares()) == 1


def test_twenty_readers_at_once_are_all_counted(store, ana):
    made = make(ana)

    def read():
        for _ in range(5):
            assert store.open_share(made.token, now=NOW).body == PAGE

    readers = [threading.Thread(target=read) for _ in range(20)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert ana.shares()[0].page_views == 100


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_save_after_a_counted_view_still_waits_for_the_disk(store, ana):
    made = make(ana)
    store.open_share(made.token, now=NOW)
    for _ in range(3):
        with store._connections.write() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_the_record_says_what_happened_and_to_whom_it_was_shown(store, ana):
    made = make(ana, takes_note=True)
    at = NOW
    for minutes in (1, 2, 50, 58):
        at = NOW + timedelta(minutes=minutes)
        store.open_share(made.token, now=at)
    store.open_share(made.token, now=NOW + timedelta(hours=3))
    store.leave_note(made.token, message="My secret words", next_on=None, now=NOW + timedelta(hours=4))
    ana.revoke_share(made.share.share_id, now=NOW + timedelta(hours=5))
    ana.record(Happening.EXPORTED, "The days as a table", now=NOW + timedelta(hours=6))
    happened = ana.happened()
    assert [(event.kind, event.detail) for event in happened] == [
        (Happening.EXPORTED, "The days as a table"),
        (Happening.SHARE_REVOKED, "Ben"),
        (Happening.NOTE_RECEIVED, "Ben"),
        (Happening.SHARE_OPENED, "Ben"),
        (Happening.SHARE_OPENED, "Ben"),
        (Happening.SHARED, "Ben"),
    ]
    assert [event.at for event in happened[3:]] == [
        NOW + timedelta(hours=3),
        NOW + timedelta(minutes=1),
        NOW,
    ]
    assert ana.happened(limit=1) == happened[:1]
    with pytest.raises(BadValue):
        ana.record(Happening.EXPORTED, "x" * 241, now=NOW)
