"""What happens once a day by itself: a copy, and deleting for good what nobody wanted back."""

import shutil
import stat
from datetime import UTC, date, datetime, timedelta

import pytest

from acujournal.access import OWNER
from acujournal.errors import StorageTrouble
from acujournal.journal import Entry
from acujournal.server import running
from acujournal.server.running import Running
from acujournal.server.upkeep import Upkeep
from acujournal.settings import Settings
from acujournal.storage import Happening, open_store

EVENING = datetime(2026, 11, 22, 19, 14, tzinfo=UTC)
DAY = date(2026, 11, 22)


@pytest.fixture
def copy(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'acujournal.sqlite'}", data_folder=tmp_path, now=EVENING)
    running = Running(store=store)
    running.instant = EVENING
    running.clock = lambda: running.instant
    yield running
    store.close()


def test_each_day_gets_one_copy_however_often_the_program_is_idle(copy):
    upkeep = Upkeep(lambda: copy)
    assert [upkeep.do_if_due() for _ in range(3)] == [True, False, False]
    copy.instant += timedelta(days=1)
    assert upkeep.do_if_due()
    assert [one.why for one in copy.store.backups.all()] == ["daily", "daily"]


def test_without_daily_copies_none_is_made_and_those_there_are_stay(copy):
    Upkeep(lambda: copy).do_if_due()
    copy.settings = Settings.from_environment({"ACUJOURNAL_DAILY_COPIES": "off"})
    before = copy.store.backups.all()
    ana = copy.store.as_seen_by(OWNER)
    ana.save_entry(Entry(day=DAY, pain_average=5), based_on=0, now=EVENING, zone="UTC")
    ana.delete_entry(DAY, based_on=1, now=EVENING)
    copy.instant += timedelta(days=60)
    assert Upkeep(lambda: copy).do_if_due()
    assert copy.store.backups.all() == before
    assert not ana.load_everything().entries, "the rest of the upkeep goes on"
    copy.settings = Settings.from_environment({"ACUJOURNAL_DAILY_COPIES": " On "})
    Upkeep(lambda: copy).do_if_due()
    assert copy.store.backups.all()[0].made_at == copy.instant


def test_a_program_started_again_makes_no_second_copy(copy):
    Upkeep(lambda: copy).do_if_due()
    Upkeep(lambda: copy).do_if_due()
    assert len(copy.store.backups.all()) == 1


def test_what_was_deleted_a_month_ago_is_gone_for_good(copy):
    ana = copy.store.as_seen_by(OWNER)
    ana.save_entry(Entry(day=DAY, pain_average=5), based_on=0, now=EVENING, zone="UTC")
    ana.delete_entry(DAY, based_on=1, now=EVENING)
    upkeep = Upkeep(lambda: copy)
    upkeep.do_if_due()
    assert ana.load_everything().entries
    copy.instant += timedelta(days=31)
    upkeep.do_if_due()
    assert not ana.load_everything().entries


def test_without_a_journal_nothing_is_done():
    assert not Upkeep(Running).do_if_due()


def test_a_failure_is_one_quiet_line_and_tried_again_an_hour_later(copy, tmp_path, caplog):
    folder = tmp_path / "backups"
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")
    upkeep = Upkeep(lambda: copy)
    assert upkeep.do_if_due()
    assert "The copy of this day could not be made" in caplog.text
    assert "Traceback" not in caplog.text
    assert not upkeep.do_if_due()
    folder.unlink()
    copy.instant += timedelta(hours=2)
    assert upkeep.do_if_due()
    (made,) = copy.store.backups.all()
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600


def test_who_is_let_in_and_signing_out_stand_in_the_access_record(copy, monkeypatch):
    monkeypatch.setattr(running, "_current", copy)
    running.note_sign_in()
    copy.instant += timedelta(minutes=1)
    running.sign_out_everywhere()
    kinds = [event.kind for event in copy.store.as_seen_by(OWNER).happened()]
    assert kinds == [Happening.SIGNED_OUT_EVERYWHERE, Happening.SIGNED_IN]


def test_a_disk_that_cannot_be_written_keeps_nobody_out(copy, monkeypatch):
    monkeypatch.setattr(running, "_current", copy)
    monkeypatch.setattr(copy, "store", Unwritable())
    running.note_sign_in()


class Unwritable:
    def as_seen_by(self, _):
        raise StorageTrouble("The disk is full.")


def test_whatever_fails_the_other_quiet_work_goes_on(copy, monkeypatch, caplog):
    monkeypatch.setattr(copy, "store", object())
    assert Upkeep(lambda: copy).do_if_due()
    assert "could not be made: AttributeError" in caplog.text
