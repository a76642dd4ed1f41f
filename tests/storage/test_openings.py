"""Ana sees how often her links were opened, also when a crowd came, and the crowd keeps nobody waiting."""

import time
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from acujournal.errors import StorageTrouble
from acujournal.storage import tables
from acujournal.storage.connections import Connections

from .conftest import NOW
from .test_shares import make


def rows(store):
    with store._connections.read() as connection:
        return [row.times for row in connection.execute(sa.select(tables.share_views))]


@pytest.fixture
def transactions(monkeypatch):
    """What was written for counting, and how; `trouble` makes the next one fail."""

    class Seen:
        count = 0
        trouble = False

    seen, write_lightly = Seen(), Connections.write_lightly

    @contextmanager
    def watched(self):
        seen.count += 1
        if seen.trouble:
            raise StorageTrouble("The disk is full.")
        with write_lightly(self) as connection:
            yield connection

    monkeypatch.setattr(Connections, "write_lightly", watched)
    return seen


def test_a_crowd_is_counted_to_the_last_and_written_together(store, ana, transactions):
    token = make(ana).token
    begun = time.monotonic()
    for _ in range(60):
        store.open_share(token, now=NOW)
    moments = (time.monotonic() - begun) / 0.25

    assert ana.shares()[0].page_views == 60
    assert transactions.count <= moments + 2


def test_what_is_counted_is_written_though_nobody_asks(store, ana):
    token = make(ana).token
    for _ in range(5):
        store.open_share(token, now=NOW)
    until = time.monotonic() + 10
    while rows(store) != [5]:
        assert time.monotonic() < until, rows(store)
        time.sleep(0.05)


def test_what_is_counted_is_written_when_the_program_ends(store, ana):
    token = make(ana).token
    for _ in range(3):
        store.open_share(token, now=NOW)
    store.close()

    assert rows(store) == [3]


def test_a_journal_erased_in_the_meantime_is_not_counted_for(store, ana):
    token = make(ana).token
    store.open_share(token, now=NOW)
    store.open_share(token, now=NOW)
    with store._connections.write() as connection:
        connection.execute(tables.journals.delete())
    store.close()

    assert rows(store) == []


def test_nobody_sees_what_cannot_be_counted(store, ana, transactions):
    token = make(ana).token
    transactions.trouble = True
    with pytest.raises(StorageTrouble):
        store.open_share(token, now=NOW)
    transactions.trouble = False

    assert ana.shares()[0].page_views == 0


def test_what_could_not_be_written_stays_counted(store, ana, transactions):
    token = make(ana).token
    store.open_share(token, now=NOW)
    store.open_share(token, now=NOW)
    transactions.trouble = True
    assert ana.shares()[0].page_views == 1, "the list can be read all the same"
    transactions.trouble = False

    assert ana.shares()[0].page_views == 2
