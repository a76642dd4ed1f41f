"""Ana's computer: the program with a clock the tests turn, and her journal's file beside it."""

import os
import resource
import signal
import sqlite3
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from acujournal.access import OWNER
from acujournal.storage import open_store
from tests.server.serving import Server, free_port, wait_until

LAUNCHER = Path(__file__).with_name("launcher.py")
#: 20:14 on Sunday 22 November 2026 in Berlin.
EVENING = datetime(2026, 11, 22, 19, 14, tzinfo=UTC)


@dataclass
class Home(Server):
    """One data folder and the server on it, which keeps its port through all its lives."""

    cookie: str = ""

    @property
    def file(self):
        return self.folder / "acujournal.sqlite"

    @property
    def levers(self):
        return self.folder.parent / "levers"

    @property
    def now(self):
        return datetime.fromisoformat((self.levers / "clock").read_text())

    def turn_clock(self, to):
        """Set the clock of the server; it stands still between two turns."""
        fresh = self.levers / "clock.new"
        fresh.write_text(to.astimezone(UTC).isoformat())
        fresh.replace(self.levers / "clock")

    def begin(self):
        """Start, and let Ana's browser in unless it was let in before."""
        self.start()
        self.cookie = self.cookie or self.let_ana_in()
        return self

    def kill(self):
        """The power goes off."""
        self.stop(signal.SIGKILL)

    @contextmanager
    def journal(self):
        """Ana's journal through the storage API, in this process."""
        store = open_store(f"sqlite:///{self.file}", data_folder=self.folder, now=self.now)
        try:
            yield store.as_seen_by(OWNER)
        finally:
            store.close()

    def erase(self):
        """Take every journal out of the file; the next visit makes a new one."""
        with closing(sqlite3.connect(self.file, timeout=20)) as connection:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("DELETE FROM journals")
            connection.commit()

    def welcome(self, zone):
        """Ana has answered the questions of the first run."""
        with self.journal() as journal:
            journal.save_preferences(
                replace(journal.preferences(), zone=zone, welcomed_at=self.now, week_starts_on=0)
            )

    def save_entry(self, entry):
        """Ana has saved a day, now."""
        with journal_of(self) as journal:
            there = journal.entry(entry.day)
            return journal.save_entry(
                entry,
                based_on=there.revision if there else 0,
                now=self.now,
                zone=journal.preferences().zone,
            )

    @contextmanager
    def read_only(self):
        """The database can be read but not changed."""
        lever = self.levers / "read-only"
        lever.touch()
        try:
            yield
        finally:
            lever.unlink()

    @contextmanager
    def full_disk(self):
        """The server's files cannot grow any more."""
        log = self.file.with_name(self.file.name + "-wal")
        with closing(sqlite3.connect(self.file, timeout=20)) as connection:
            # A log that was emptied and kept its size would take a while to grow again.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
        try:
            yield
        finally:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, before)

    @contextmanager
    def frozen(self):
        """The server answers nothing, as in a tunnel; the connection stays open."""
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)


def journal_of(home):
    return home.journal()


def new_home(folder, *, now=EVENING):
    """A computer without a journal, switched off."""
    home = Home(folder=folder / "journal", port=free_port(), command=[sys.executable, str(LAUNCHER)])
    home.levers.mkdir(parents=True)
    home.environment = {"JOURNEYS_LEVERS": str(home.levers)}
    home.turn_clock(now)
    return home


__all__ = ["EVENING", "Home", "new_home", "wait_until"]
