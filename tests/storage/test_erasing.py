"""What is deleted for good is nowhere: not in a row, not in a byte of the file, not in a chosen backup."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from acujournal.errors import BadValue, NotFound, StorageTrouble
from acujournal.journal import Entry, Moment, Preferences
from acujournal.plan import Decision, Plan, Review
from acujournal.sharing import GONE
from acujournal.storage import Happening, tables
from acujournal.treatment import Treatment

from .conftest import ANA, NOW, TODAY
from .test_imports import batch, by_hand, day, fill
from .test_shares import make

DAY = timedelta(days=1)
SECRETS = tuple(
    f"secret {name} words"
    for name in ("first", "second", "deleted", "draft", "session", "page", "pdf", "note")
)


def tell_secrets(store, journal):
    """Words of Ana's in every place a journal can hold them, each also written over or deleted once."""
    for back in range(60):
        by_hand(journal, TODAY - back * DAY, note=f"{SECRETS[0]} {back} " * 20)
        by_hand(journal, TODAY - back * DAY, based_on=1, note=f"{SECRETS[1]} {back} " * 20)
    by_hand(journal, TODAY - 99 * DAY, note=SECRETS[2])
    journal.delete_entry(TODAY - 99 * DAY, based_on=1, now=NOW)
    journal.keep_draft(f"entry {TODAY}", "tab", {"note": SECRETS[3] * 50}, 2, NOW)
    held = Treatment(treatment_id="s1", starts_at=NOW - DAY, zone="UTC", note=SECRETS[4])
    journal.save_treatment(held, based_on=0, now=NOW)
    made = make(journal, page=SECRETS[5].encode() * 2000, pdf=SECRETS[6].encode() * 2000, takes_note=True)
    store.open_share(made.token, now=NOW)
    store.leave_note(made.token, message=SECRETS[7], next_on=None, now=NOW)
    return made


def bytes_of(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def found_in(folder):
    return {
        (file.name, secret)
        for file, content in bytes_of(folder).items()
        for secret in SECRETS
        if secret.encode() in content
    }


def rows_of(store):
    with store._connections.read() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in tables.metadata.sorted_tables
        }


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_no_byte_of_the_notes_remains(store, ana, tmp_path):
    tell_secrets(store, ana)
    backups = [store.backups.make(NOW), store.backups.daily_copy(NOW)]
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    kept = by_hand(ben, note="Ben keeps his own words")
    assert {secret for _, secret in found_in(tmp_path)} == set(SECRETS)
    receipt = ana.erase_everything(also=backups)
    assert receipt.no_trace_is_left
    assert receipt.backups == tuple(backups)
    # While the store is open, and its log beside the file.
    assert found_in(tmp_path) == set()
    assert ben.entry(TODAY) == kept
    assert any(b"Ben keeps his own words" in content for content in bytes_of(tmp_path).values())
    store.close()
    assert found_in(tmp_path) == set()


def test_everything_of_one_journal_goes_and_nothing_of_another(store, ana):
    made = tell_secrets(store, ana)
    fill_in = store.as_seen_by(replace(ANA, person_id="ben"))
    fill(fill_in)
    others = fill_in.load_everything()
    before = rows_of(store)
    receipt = ana.erase_everything()
    after = rows_of(store)
    assert {name: before[name] - after[name] for name in before} == dict(receipt.counts)
    assert receipt.counts["entries"] == 61
    assert receipt.counts["journals"] == 1
    assert receipt.counts["shares"] == receipt.counts["share_views"] == receipt.counts["share_notes"] == 1
    assert not receipt.is_empty
    assert store.open_share(made.token, now=NOW) == GONE
    assert fill_in.load_everything() == others
    with pytest.raises(NotFound, match="no longer open"):
        by_hand(ana, note="a tab that was left open")
    with pytest.raises(NotFound):
        ana.erase_everything()
    again = store.as_seen_by(ANA)
    assert again.journal_id != ana.journal_id
    assert again.load_everything().is_empty
    assert again.happened() == ()


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_the_copies_from_before_migrations_forget_her_too(store, ana):
    by_hand(ana, note=SECRETS[0])
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    by_hand(ben, note="Ben keeps his own words")
    with store._connections.write() as connection:
        connection.exec_driver_sql("CREATE SCHEMA acujournal_before_0006_20260101t000000z")
        for name in ("journals", "entries", "versions", "alembic_version"):
            connection.exec_driver_sql(
                f"CREATE TABLE acujournal_before_0006_20260101t000000z.{name} AS TABLE {name}"
            )
    ana.erase_everything()
    with store._connections.read() as connection:
        notes = connection.exec_driver_sql(
            "SELECT note FROM acujournal_before_0006_20260101t000000z.entries "
            "UNION ALL SELECT body ->> 'note' FROM acujournal_before_0006_20260101t000000z.versions"
        )
        assert set(notes.scalars()) == {"Ben keeps his own words"}


def test_the_invented_journal_is_left_and_not_erased(ana):
    by_hand(ana, pain_average=3)
    sample = ana.start_sample([Entry(day=TODAY, pain_average=5)], [], [], Preferences(), NOW)
    with pytest.raises(BadValue, match="Leave it first"):
        sample.erase_everything()
    # A tab that still shows the real journal may: then both go.
    assert ana.erase_everything().counts["journals"] == 2


def test_a_period_goes_with_its_history_its_drafts_and_its_links(store, ana):
    first, until = TODAY - 10 * DAY, TODAY - 4 * DAY
    for back in (3, 4, 5, 10, 11):
        by_hand(ana, TODAY - back * DAY, note=f"day {back}")
    by_hand(ana, TODAY - 5 * DAY, based_on=1, note="day 5 again")
    ana.delete_entry(TODAY - 10 * DAY, based_on=1, now=NOW)
    ana.keep_draft(f"entry {TODAY - 6 * DAY}", "tab", {}, 0, NOW)
    ana.keep_draft(f"entry {TODAY - 5 * DAY}", "tab", {}, 2, NOW)
    ana.keep_draft(f"entry {TODAY}", "tab", {}, 0, NOW)
    ana.save_moment(Moment(moment_id="m1", at=NOW - 5 * DAY, zone="UTC", pain=3), now=NOW)
    ana.save_moment(Moment(moment_id="m2", at=NOW, zone="UTC", pain=3), now=NOW)
    for name, back in (("s1", 7), ("s2", 1)):
        held = Treatment(treatment_id=name, starts_at=NOW - back * DAY, zone="UTC")
        ana.save_treatment(held, based_on=0, now=NOW)
    ana.save_plan(Plan(plan_id="on", begun_on=TODAY - 8 * DAY), based_on=0, now=NOW, today=TODAY)
    over = Plan(plan_id="over", begun_on=TODAY - 9 * DAY, ended_on=TODAY - 8 * DAY)
    ana.save_plan(over, based_on=0, now=NOW, today=TODAY)
    review = Review(review_id="r", plan_id="over", decided_on=TODAY - 8 * DAY, decision=Decision.STOP)
    ana.save_review(review, based_on=0, now=NOW)
    shows_it = make(ana, first_day=TODAY - 30 * DAY, until_day=first + DAY)
    shows_none = make(ana, first_day=until, until_day=TODAY)
    counts = ana.count_period(first, until)
    receipt = ana.erase_period(first, until, now=NOW)
    assert dict(receipt.counts) == dict(counts)
    assert counts == {
        "entries": 2,
        "versions": 2 + 2 + 1 + 1 + 1 + 1,
        "drafts": 2,
        "moments": 1,
        "treatments": 1,
        "plans": 1,
        "reviews": 1,
        "shares": 1,
    }
    everything = ana.load_everything()
    assert [entry.day for entry in everything.entries] == [TODAY - 11 * DAY, TODAY - 4 * DAY, TODAY - 3 * DAY]
    assert [plan.plan_id for plan in everything.plans] == ["on"]
    assert {version["subject"] for version in everything.versions} == set(everything.subjects())
    assert ana.drafts(f"entry {TODAY - 6 * DAY}") == ()
    assert ana.draft(f"entry {TODAY}") is not None
    assert store.open_share(shows_it.token, now=NOW) == GONE
    assert store.open_share(shows_none.token, now=NOW).body
    said = [event.detail for event in ana.happened() if event.kind is Happening.PERIOD_DELETED]
    assert said == ["2026-11-12 to 2026-11-17"]
    assert ana.erase_period(first, until, now=NOW).is_empty
    with pytest.raises(BadValue, match="at least one day"):
        ana.erase_period(until, first, now=NOW)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_no_byte_of_a_period_remains(store, ana, tmp_path):
    tell_secrets(store, ana)
    kept = by_hand(ana, TODAY - 500 * DAY, note="what came before")
    for note in ana.notes_of_shares():
        ana.mark_note_read(note.share_id, now=NOW)
    receipt = ana.erase_period(TODAY - 100 * DAY, TODAY + DAY, now=NOW)
    assert receipt.no_trace_is_left
    assert found_in(tmp_path) == set()
    assert ana.load_journal().entries == (kept,)


def test_an_imported_period_that_was_deleted_can_be_imported_again(ana):
    coming = batch(day(1, pain_average=3), day(9, pain_average=3))
    ana.import_all(coming, now=NOW)
    ana.erase_period(TODAY - DAY, TODAY, now=NOW)
    again = ana.import_all(coming, now=NOW)
    assert {str(fate): number for fate, number in again.counts["entry"].items()} == {
        "added": 1,
        "duplicate": 1,
    }


def test_what_was_deleted_is_gone_after_its_30_days(ana):
    by_hand(ana, TODAY, note="kept")
    for back in (1, 2):
        by_hand(ana, TODAY - back * DAY, note=f"{SECRETS[2]} {back}")
    ana.delete_entry(TODAY - DAY, based_on=1, now=NOW)
    ana.delete_entry(TODAY - 2 * DAY, based_on=1, now=NOW + DAY)
    assert ana.purge_deleted(NOW + 30 * DAY).is_empty
    assert ana.restore_entry(TODAY - DAY, now=NOW + 30 * DAY).revision == 3
    ana.delete_entry(TODAY - DAY, based_on=3, now=NOW)
    before = ana.revision()
    receipt = ana.purge_deleted(NOW + 30 * DAY + timedelta(seconds=1))
    assert receipt.counts == {"entries": 1, "versions": 4}
    assert ana.revision() > before
    assert [entry.day for entry in ana.deleted_entries(NOW + 31 * DAY)] == [TODAY - 2 * DAY]
    assert ana.versions(f"entry {TODAY - DAY}") == ()
    assert [(event.kind, event.detail) for event in ana.happened()] == [(Happening.PURGED, "1")]
    assert by_hand(ana, TODAY - DAY, note="written anew").revision == 1


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_delete_for_good_now_leaves_no_byte(ana, tmp_path):
    kept = by_hand(ana, TODAY, note="kept")
    by_hand(ana, TODAY - DAY, note=SECRETS[2] * 40)
    ana.delete_entry(TODAY - DAY, based_on=1, now=NOW)
    assert found_in(tmp_path)
    receipt = ana.delete_for_good_now(NOW)
    assert receipt.counts == {"entries": 1, "versions": 2}
    assert found_in(tmp_path) == set()
    assert ana.entry(TODAY) == kept
    assert ana.delete_for_good_now(NOW).is_empty


def test_links_that_ended_long_ago_are_forgotten(store, ana):
    expired, revoked, open_ = make(ana, days=1), make(ana, days=180), make(ana, days=180)
    ana.revoke_share(revoked.share.share_id, now=NOW)
    assert store.purge_deleted(NOW + 30 * DAY).is_empty
    receipt = store.purge_deleted(NOW + 32 * DAY)
    assert receipt.counts == {"shares": 2}
    assert [share.share_id for share in ana.shares()] == [open_.share.share_id]
    assert store.open_share(expired.token, now=NOW) == GONE


def left_by_ben(store, made, message):
    store.leave_note(made.token, message=message, next_on=None, now=NOW)


def test_what_ben_wrote_and_ana_has_not_read_outlives_its_link(store, ana):
    """A link ends by itself, and a period is chosen by its days: neither says that a message may go unread."""
    shown = {"takes_note": True, "days": 1}
    read, unread = make(ana, **shown), make(ana, **shown)
    left_by_ben(store, read, "Read before")
    left_by_ben(store, unread, "Come on Tuesday")
    ana.mark_note_read(read.share.share_id, now=NOW)
    assert store.purge_deleted(NOW + 32 * DAY).counts == {"shares": 2, "share_notes": 1}
    assert [note.message for note in ana.notes_of_shares(only_unread=True)] == ["Come on Tuesday"]

    of_days = make(ana, takes_note=True)
    left_by_ben(store, of_days, "And bring the letter")
    first, until = of_days.share.first_day, of_days.share.until_day
    counts = ana.count_period(first, until)
    assert (counts["shares"], counts.get("share_notes", 0)) == (1, 0), "what stays is not said to go"
    assert ana.erase_period(first, until, now=NOW).counts == counts
    assert {note.message for note in ana.notes_of_shares(only_unread=True)} == {
        "Come on Tuesday",
        "And bring the letter",
    }
    for note in ana.notes_of_shares():
        ana.mark_note_read(note.share_id, now=NOW)
    assert ana.notes_of_shares(only_unread=True) == ()


def without_links(store, ana, times):
    """As many messages from Ben, all read but the last, whose links were removed."""
    made = [make(ana, takes_note=True) for _ in range(times)]
    for one in made:
        left_by_ben(store, one, "Come on Tuesday")
        ana.remove_share(one.share.share_id, now=NOW)
    for one in made[:-1]:
        ana.mark_note_read(one.share.share_id, now=NOW + DAY)
    return made[-1]


def test_what_ben_wrote_goes_30_days_after_ana_has_read_it_where_its_link_is_gone(store, ana):
    unread = without_links(store, ana, 3)
    with_link = make(ana, takes_note=True, days=180)
    left_by_ben(store, with_link, "See you")
    ana.mark_note_read(with_link.share.share_id, now=NOW)
    assert store.purge_deleted(NOW + 31 * DAY).is_empty, "a day after it was read it could still be wanted"
    assert store.purge_deleted(NOW + 32 * DAY).counts == {"share_notes": 2}
    kept = {with_link.share.share_id, unread.share.share_id}
    assert {note.share_id for note in ana.notes_of_shares()} == kept
    ana.mark_note_read(unread.share.share_id, now=NOW + 40 * DAY)
    assert store.purge_deleted(NOW + 69 * DAY).is_empty
    assert store.purge_deleted(NOW + 71 * DAY).counts == {"share_notes": 1}


def test_delete_for_good_now_takes_read_messages_whose_link_is_gone(store, ana):
    unread = without_links(store, ana, 2)
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    without_links(store, ben, 2)
    assert ana.delete_for_good_now(NOW + DAY).counts == {"share_notes": 1}
    assert [note.share_id for note in ana.notes_of_shares()] == [unread.share.share_id]
    assert len(ben.notes_of_shares()) == 2, "nothing of another journal"
    assert ana.delete_for_good_now(NOW + DAY).is_empty


def test_the_daily_purge_reaches_every_journal(store, ana):
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    for journal in (ana, ben):
        by_hand(journal, note="x")
        journal.delete_entry(TODAY, based_on=1, now=NOW)
    assert store.purge_deleted(NOW + 31 * DAY).counts == {"entries": 2, "versions": 4}
    assert rows_of(store)["versions"] == 0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_reader_in_the_way_is_said(store, ana, monkeypatch):
    by_hand(ana, note="x")
    with store._connections.read() as reader:
        reader.execute(sa.select(tables.entries)).all()
        monkeypatch.setattr("acujournal.storage.connections.BUSY_MILLISECONDS", 50)
        store._connections.engine.dispose(close=False)
        receipt = ana.erase_everything()
    assert not receipt.no_trace_is_left
    assert rows_of(store)["entries"] == 0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_backup_that_cannot_be_deleted_is_named(store, ana, monkeypatch):
    by_hand(ana, note="x")
    first, second = store.backups.make(NOW), store.backups.make(NOW + DAY)

    def refuse(file):
        if file == first.file:
            raise PermissionError

    monkeypatch.setattr("acujournal.storage.backups._overwrite", refuse)
    receipt = ana.erase_everything(also=[first, second])
    assert (receipt.backups, receipt.backups_left) == ((second,), (first,))
    assert rows_of(store)["journals"] == 0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_full_disk_keeps_nothing_from_being_erased(store, ana, monkeypatch):
    by_hand(ana, note=SECRETS[0])

    def fill_the_disk():
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(store._connections, "scrub", fill_the_disk)
    assert not ana.erase_everything().no_trace_is_left
    assert rows_of(store)["entries"] == rows_of(store)["versions"] == 0
