"""Journals of one and of ten years, invented, the same on every run of a day, written through the store."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from acujournal.access import OWNER
from acujournal.charts import course_of
from acujournal.journal import Entry, Preferences
from acujournal.sample import WEEKS, make_sample
from acujournal.storage import open_store
from acujournal.treatment import Treatment, TreatmentStatus

ZONE = "UTC"


def database_url(folder: Path) -> str:
    """Where the program keeps a journal in that data folder unless told otherwise."""
    return f"sqlite:///{folder / 'acujournal.sqlite'}"


def fill_journal(folder: Path, *, years: int, today: date) -> None:
    """Write `years` years that end yesterday, twelve invented weeks after the other, as a person's real journal."""
    folder.mkdir(mode=0o700, parents=True)
    first = today - timedelta(days=365 * years)
    store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))
    try:
        journal = store.as_seen_by(OWNER)
        now = datetime.combine(today, datetime.min.time(), tzinfo=UTC)
        journal.save_preferences(Preferences(zone=ZONE, welcomed_at=now))
        until, seed = today, 0
        while until > first:
            sample = make_sample(until, ZONE, seed=seed)
            for entry in sample.entries:
                if entry.day >= first:
                    journal.save_entry(entry, based_on=0, now=min(entry.written_at or now, now), zone=ZONE)
            for moment in sample.moments:
                if moment.day >= first:
                    journal.save_moment(moment, now=now)
            for treatment in sample.treatments:
                # Each twelve weeks end with a planned session; only the last one still lies ahead.
                still_ahead = treatment.status is TreatmentStatus.PLANNED and seed == 0
                if treatment.day >= first and (treatment.status is TreatmentStatus.DONE or still_ahead):
                    journal.save_treatment(treatment, based_on=0, now=now)
            until, seed = until - timedelta(weeks=WEEKS), seed + 1
    finally:
        store.close()


def write_rows(folder: Path, path: Path, *, today: date) -> None:
    """Write the rows our page draws of that journal's last year as CSV, for the rival's chart."""
    store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))
    try:
        journal = store.as_seen_by(OWNER).load_journal()
    finally:
        store.close()
    until = today + timedelta(days=1)
    course_of(journal, until - timedelta(days=365), until).rows.to_csv(
        path, index=False, quoting=csv.QUOTE_MINIMAL
    )


class Reader:
    """Reads what is in a journal another process serves, to prove that what it said was saved is there."""

    def __init__(self, folder: Path) -> None:
        self._store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))

    def entry(self, day: date) -> Entry | None:
        """The day as the database holds it now."""
        return self._store.as_seen_by(OWNER).entry(day)

    def last_session(self) -> Treatment | None:
        """The session that took place last, as the database holds it now."""
        return self._store.as_seen_by(OWNER).last_done()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()
