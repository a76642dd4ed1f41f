"""Every question the program asks of its database, one method a question, for one viewer's journal only.

What these methods promise: a value is returned as saved only after the commit, read back from the database; what
somebody else saved in the meantime is never overwritten; every change keeps the earlier version; a delete can be
undone for 30 days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from acujournal.access import Role, Viewer
from acujournal.answers import find_zone
from acujournal.background import THE_FIRST, FirstVisit, Ongoing
from acujournal.errors import BadValue, NotFound, SameMinute
from acujournal.journal import Entry, Journal, Moment, Preferences, refuse_future_day, rewritten
from acujournal.plan import Plan, Review, refuse_past_review
from acujournal.sources import BY_HAND
from acujournal.storage import drafts, tables
from acujournal.storage.backups import Backups
from acujournal.storage.connections import Connections
from acujournal.storage.drafts import Draft, Seen
from acujournal.storage.erasing import Erasing, Receipt, purge_all
from acujournal.storage.imports import Imports
from acujournal.storage.journals import (
    add_invented,
    add_journal,
    add_real_journal,
    find_journal,
    row_of,
)
from acujournal.storage.openings import openings_of
from acujournal.storage.record import AccessRecord, write_down
from acujournal.storage.records import (
    ENTRIES,
    FIRST_VISITS,
    MOMENTS,
    ONGOING,
    PLANS,
    REVIEWS,
    TREATMENTS,
    WEEKLY_CHECKS,
    V,
)
from acujournal.storage.shares import PublicDoor, Shares, revoke_all
from acujournal.treatment import Treatment, TreatmentStatus, refuse_future_done
from acujournal.weekly import WeeklyCheck

NOTHING_HERE: Final = "There is nothing here."


class Store(PublicDoor):
    """The database of all journals. A journal is reached only through `as_seen_by`, a shared page by its link.

    `backups` are the copies of it on this computer.
    """

    def __init__(self, connections: Connections, backups: Backups) -> None:
        super().__init__(connections)
        self.backups = backups

    def as_seen_by(self, viewer: Viewer) -> JournalStore:
        """The viewer's open journal: the sample while there is one, else the real one, made on first use.

        Raises NotFound for whoever owns no journal.
        """
        if not viewer.person_id or not viewer.may_open_pages_for(Role.PATIENT):
            raise NotFound(NOTHING_HERE)
        return _open_journal(self._connections, viewer.person_id)

    def record_copy(self, viewer: Viewer, detail: str, *, now: datetime) -> None:
        """Write into the viewer's own journal, also while the sample is open, that a copy of it was made."""
        journal = self.as_seen_by(viewer)
        with self._connections.write() as connection:
            own = find_journal(connection, viewer.person_id, is_sample=False) or journal.journal_id
            write_down(connection, own, tables.Happening.BACKED_UP, detail, now)

    def purge_deleted(self, now: datetime) -> Receipt:
        """Delete for good, in every journal, what can no longer be restored; for the program itself, once a day."""
        return purge_all(self._connections, now)

    def revoke_every_share(self, *, now: datetime) -> int:
        """End every open link of every journal; how many there were. For a database that came from elsewhere."""
        return revoke_all(self._connections, now)

    def close(self) -> None:
        """Write what is still only counted, and close every connection."""
        openings_of(self._connections).write_if_possible()
        self._connections.close()


class JournalStore(Shares, Imports, Erasing, AccessRecord):
    """One journal and all questions about it. Cheap to make; may be shared between threads.

    No connection is held between calls, but within `with journal_store.reading():`.
    """

    # Preferences

    def save_preferences(self, preferences: Preferences) -> None:
        """Keep the journal this way from now on."""
        with self._write() as connection:
            connection.execute(
                tables.preferences.update()
                .where(tables.preferences.c.journal_id == self.journal_id)
                .values(row_of(preferences))
            )

    # Days

    def entry(self, day: date) -> Entry | None:
        """The entry of a day; None where there is none or it was deleted."""
        return self._one(ENTRIES, day)

    def save_entry(
        self,
        answers: Entry,
        *,
        based_on: int,
        now: datetime,
        zone: str,
        seen_drafts: Seen = MappingProxyType({}),
    ) -> Entry:
        """Save a day's answers over revision `based_on` (0: the person saw no entry) and return what is kept.

        `zone` is the patient's zone now; `seen_drafts` are the drafts of this day, by tab and time, that go with the save.
        The same answers once more change nothing. Raises BadValue for an empty or future day, Conflict, with the
        entry now in the journal, when that is not the one the person saw.
        """
        if answers.is_empty:
            raise BadValue("Answer at least one question, then save.")

        def stamp(earlier: Entry | None) -> Entry:
            if earlier is None or earlier.deleted_at:
                # A day already written stays open to corrections, also where the date line has put it ahead again.
                refuse_future_day(answers.day, now.astimezone(find_zone(zone)).date())
            return rewritten(earlier, answers, now=now, zone=zone)

        return self._save(ENTRIES, answers.day, stamp, based_on=based_on, now=now, seen=seen_drafts)

    def delete_entry(self, day: date, *, based_on: int, now: datetime) -> Entry:
        """Delete a day; it can be restored for 30 days. Raises NotFound, or Conflict as `save_entry`."""
        return self._delete(ENTRIES, day, based_on=based_on, now=now)

    def restore_entry(self, day: date, *, now: datetime) -> Entry:
        """Bring a deleted day back. Raises NotFound where nothing was deleted in the last 30 days."""
        return self._restore(ENTRIES, day, now=now)

    def deleted_entries(self, now: datetime) -> tuple[Entry, ...]:
        """The days that can be restored, the last deleted first."""
        return self._deleted(ENTRIES, now)

    # Sessions

    def treatment(self, treatment_id: str) -> Treatment | None:
        """A session; None where there is none or it was deleted."""
        return self._one(TREATMENTS, treatment_id)

    def save_treatment(
        self,
        treatment: Treatment,
        *,
        based_on: int,
        now: datetime,
        seen_drafts: Seen = MappingProxyType({}),
        draft_subject: str | None = None,
        may_share_its_minute: bool = False,
        today: date | None = None,
    ) -> Treatment:
        """Save a session over revision `based_on` (0: a new one); as `save_entry` in all else.

        The draft of a session to be has a subject of its own, `draft_subject`. Raises SameMinute where another session
        begins at the same minute, unless the person has said that these are two. `today` is the patient's calendar day.
        """
        refuse_future_done(treatment, now, today)
        key = treatment.treatment_id

        def stamp(earlier: Treatment | None) -> Treatment:
            moved = earlier is None or earlier.starts_at != treatment.starts_at
            if moved and not may_share_its_minute and self._shares_its_minute(treatment):
                raise SameMinute("Another session is in the journal at this minute.")
            return _stamp(treatment, now)(earlier)

        return self._save(
            TREATMENTS,
            key,
            stamp,
            based_on=based_on,
            now=now,
            seen=seen_drafts,
            draft_subject=draft_subject,
        )

    def _shares_its_minute(self, treatment: Treatment) -> bool:
        table = tables.treatments.c
        minute = treatment.starts_at.replace(second=0, microsecond=0)
        others = self._all(
            TREATMENTS,
            table.starts_at >= minute,
            table.starts_at < minute + timedelta(minutes=1),
            table.treatment_id != treatment.treatment_id,
            limit=1,
        )
        return bool(others)

    def delete_treatment(self, treatment_id: str, *, based_on: int, now: datetime) -> Treatment:
        """Delete a session; it can be restored for 30 days."""
        return self._delete(TREATMENTS, treatment_id, based_on=based_on, now=now)

    def restore_treatment(self, treatment_id: str, *, now: datetime) -> Treatment:
        """Bring a deleted session back."""
        return self._restore(TREATMENTS, treatment_id, now=now)

    def deleted_treatments(self, now: datetime) -> tuple[Treatment, ...]:
        """The sessions that can be restored, the last deleted first."""
        return self._deleted(TREATMENTS, now)

    def treatments(self) -> tuple[Treatment, ...]:
        """Every session, whatever its status, in order of time."""
        return self._all(TREATMENTS)

    def next_planned(self, now: datetime) -> Treatment | None:
        """The next session that is planned."""
        starts = tables.treatments.c.starts_at
        found = self._all(TREATMENTS, _PLANNED, starts >= now, limit=1)
        return found[0] if found else None

    def passed_planned(self, now: datetime) -> tuple[Treatment, ...]:
        """Planned sessions whose time has passed, in order: did they take place?"""
        return self._all(TREATMENTS, _PLANNED, tables.treatments.c.starts_at < now)

    def last_done(self) -> Treatment | None:
        """The session that took place last: what was entered then is offered again."""
        starts = tables.treatments.c.starts_at
        done = tables.treatments.c.status == TreatmentStatus.DONE
        found = self._all(TREATMENTS, done, order=starts.desc(), limit=1)
        return found[0] if found else None

    def done_on(self, day: date) -> tuple[Treatment, ...]:
        """The sessions that took place on a day."""
        return self._all(
            TREATMENTS, tables.treatments.c.day == day, tables.treatments.c.status == TreatmentStatus.DONE
        )

    def with_open_effects(self) -> tuple[Treatment, ...]:
        """The sessions with side effects that are still to be asked about."""
        return self._all(TREATMENTS, tables.treatments.c.open_effects > 0)

    # Plans and reviews

    def plan(self, plan_id: str) -> Plan | None:
        """A plan; None where there is none or it was deleted."""
        return self._one(PLANS, plan_id)

    def plans(self) -> tuple[Plan, ...]:
        """Every plan, the first one first."""
        return self._all(PLANS)

    def save_plan(
        self,
        plan: Plan,
        *,
        based_on: int,
        now: datetime,
        today: date,
        seen_drafts: Seen = MappingProxyType({}),
        draft_subject: str | None = None,
    ) -> Plan:
        """Save a plan as `save_treatment` does a session. A newly agreed review lies not before `today`."""

        def stamp(earlier: Plan | None) -> Plan:
            refuse_past_review(plan, earlier, today)
            return _stamp(plan, now)(earlier)

        return self._save(
            PLANS,
            plan.plan_id,
            stamp,
            based_on=based_on,
            now=now,
            seen=seen_drafts,
            draft_subject=draft_subject,
        )

    def delete_plan(self, plan_id: str, *, based_on: int, now: datetime) -> Plan:
        """Delete a plan; it can be restored for 30 days."""
        return self._delete(PLANS, plan_id, based_on=based_on, now=now)

    def restore_plan(self, plan_id: str, *, now: datetime) -> Plan:
        """Bring a deleted plan back."""
        return self._restore(PLANS, plan_id, now=now)

    def deleted_plans(self, now: datetime) -> tuple[Plan, ...]:
        """The plans that can be restored, the last deleted first."""
        return self._deleted(PLANS, now)

    def reviews(self) -> tuple[Review, ...]:
        """Every decision that was kept, the first one first."""
        return self._all(REVIEWS)

    def save_review(
        self,
        review: Review,
        *,
        based_on: int,
        now: datetime,
        seen_drafts: Seen = MappingProxyType({}),
        draft_subject: str | None = None,
    ) -> Review:
        """Keep a decision."""
        return self._save(
            REVIEWS,
            review.review_id,
            _stamp(review, now),
            based_on=based_on,
            now=now,
            seen=seen_drafts,
            draft_subject=draft_subject,
        )

    def delete_review(self, review_id: str, *, based_on: int, now: datetime) -> Review:
        """Delete a decision; it can be restored for 30 days."""
        return self._delete(REVIEWS, review_id, based_on=based_on, now=now)

    def restore_review(self, review_id: str, *, now: datetime) -> Review:
        """Bring a deleted decision back."""
        return self._restore(REVIEWS, review_id, now=now)

    def deleted_reviews(self, now: datetime) -> tuple[Review, ...]:
        """The decisions that can be restored, the last deleted first."""
        return self._deleted(REVIEWS, now)

    # The weekly questions

    def weekly_check(self, day: date) -> WeeklyCheck | None:
        """The weekly answers given on a day; None where there are none."""
        return self._one(WEEKLY_CHECKS, day)

    def weekly_checks(self) -> tuple[WeeklyCheck, ...]:
        """All weekly answers, the first ones first."""
        return self._all(WEEKLY_CHECKS)

    def save_weekly_check(
        self,
        check: WeeklyCheck,
        *,
        based_on: int,
        now: datetime,
        zone: str,
        seen_drafts: Seen = MappingProxyType({}),
    ) -> WeeklyCheck:
        """Save the weekly answers of a day, as `save_entry`."""
        if check.is_empty:
            raise BadValue("Answer at least one question, then save.")

        def stamp(earlier: WeeklyCheck | None) -> WeeklyCheck:
            if earlier is None or earlier.deleted_at:
                refuse_future_day(check.day, now.astimezone(find_zone(zone)).date())
            return _stamp(replace(check, zone=earlier.zone if earlier else zone), now)(earlier)

        return self._save(WEEKLY_CHECKS, check.day, stamp, based_on=based_on, now=now, seen=seen_drafts)

    def delete_weekly_check(self, day: date, *, based_on: int, now: datetime) -> WeeklyCheck:
        """Delete the weekly answers of a day; they can be restored for 30 days."""
        return self._delete(WEEKLY_CHECKS, day, based_on=based_on, now=now)

    def restore_weekly_check(self, day: date, *, now: datetime) -> WeeklyCheck:
        """Bring deleted weekly answers back."""
        return self._restore(WEEKLY_CHECKS, day, now=now)

    def deleted_weekly_checks(self, now: datetime) -> tuple[WeeklyCheck, ...]:
        """The weekly answers that can be restored, the last deleted first."""
        return self._deleted(WEEKLY_CHECKS, now)

    # The first visit, and what goes on beside the needles

    def first_visit(self) -> FirstVisit | None:
        """The record for the initial assessment; None where there is none."""
        return self._one(FIRST_VISITS, THE_FIRST)

    def save_first_visit(
        self, visit: FirstVisit, *, based_on: int, now: datetime, seen_drafts: Seen = MappingProxyType({})
    ) -> FirstVisit:
        """Save the record, as `save_entry`."""
        if visit.is_empty:
            raise BadValue("Answer at least one question, then save.")
        stamp = _stamp(visit, now)
        return self._save(FIRST_VISITS, visit.visit_id, stamp, based_on=based_on, now=now, seen=seen_drafts)

    def delete_first_visit(self, *, based_on: int, now: datetime) -> FirstVisit:
        """Delete the record; it can be restored for 30 days."""
        return self._delete(FIRST_VISITS, THE_FIRST, based_on=based_on, now=now)

    def restore_first_visit(self, *, now: datetime) -> FirstVisit:
        """Bring the record back."""
        return self._restore(FIRST_VISITS, THE_FIRST, now=now)

    def deleted_first_visits(self, now: datetime) -> tuple[FirstVisit, ...]:
        """The record, where it was deleted and can be restored."""
        return self._deleted(FIRST_VISITS, now)

    def ongoing(self, ongoing_id: str) -> Ongoing | None:
        """A medicine or another care; None where there is none or it was deleted."""
        return self._one(ONGOING, ongoing_id)

    def all_ongoing(self) -> tuple[Ongoing, ...]:
        """Every medicine and other care, whether it goes on or has ended, in the order they were written."""
        return self._all(ONGOING)

    def save_ongoing(
        self,
        one: Ongoing,
        *,
        based_on: int,
        now: datetime,
        seen_drafts: Seen = MappingProxyType({}),
        draft_subject: str | None = None,
    ) -> Ongoing:
        """Save a medicine or another care, as `save_treatment` a session."""
        return self._save(
            ONGOING,
            one.ongoing_id,
            _stamp(one, now),
            based_on=based_on,
            now=now,
            seen=seen_drafts,
            draft_subject=draft_subject,
        )

    def delete_ongoing(self, ongoing_id: str, *, based_on: int, now: datetime) -> Ongoing:
        """Delete one; it can be restored for 30 days."""
        return self._delete(ONGOING, ongoing_id, based_on=based_on, now=now)

    def restore_ongoing(self, ongoing_id: str, *, now: datetime) -> Ongoing:
        """Bring a deleted one back."""
        return self._restore(ONGOING, ongoing_id, now=now)

    def deleted_ongoing(self, now: datetime) -> tuple[Ongoing, ...]:
        """Those that can be restored, the last deleted first."""
        return self._deleted(ONGOING, now)

    # What the person did not want to be asked again

    def skip(self, subject: str, day: date) -> None:
        """Do not ask about this again, or not before a time reckoned from `day`."""
        table = tables.skips
        here = (table.c.journal_id == self.journal_id) & (table.c.subject == subject)
        with self._write() as connection:
            if connection.execute(table.update().where(here).values(day=day)).rowcount == 0:
                row = {"journal_id": self.journal_id, "subject": subject, "day": day}
                connection.execute(table.insert().values(row))

    def unskip(self, subject: str) -> None:
        """Ask about this again."""
        table = tables.skips
        here = (table.c.journal_id == self.journal_id) & (table.c.subject == subject)
        with self._write() as connection:
            connection.execute(table.delete().where(here))

    def skips(self) -> dict[str, date]:
        """What was skipped, each with the day it was skipped last."""
        table = tables.skips.c
        query = sa.select(table.subject, table.day).where(table.journal_id == self.journal_id)
        with self._read() as connection:
            return {subject: day for subject, day in connection.execute(query).all()}  # noqa: C416

    # What was read and ticked

    def mark(self, kind: str, name: str, *, now: datetime) -> None:
        """Remember that something of this kind, such as "read", happened to `name` now, in place of an earlier time."""
        table = tables.marks
        with self._write() as connection:
            marked = table.update().where(self._marks(kind), table.c.name == name).values(marked_at=now)
            if connection.execute(marked).rowcount == 0:
                row = {"journal_id": self.journal_id, "kind": kind, "name": name, "marked_at": now}
                connection.execute(table.insert().values(row))

    def unmark(self, kind: str, name: str) -> None:
        """Forget it, as if it had never been marked."""
        table = tables.marks
        with self._write() as connection:
            connection.execute(table.delete().where(self._marks(kind), table.c.name == name))

    def marks(self, kind: str) -> dict[str, datetime]:
        """All marks of a kind: what was marked, each with the time it was marked last."""
        table = tables.marks.c
        query = sa.select(table.name, table.marked_at).where(self._marks(kind))
        with self._read() as connection:
            return {name: at for name, at in connection.execute(query).all()}  # noqa: C416

    def _marks(self, kind: str) -> sa.ColumnElement[bool]:
        return (tables.marks.c.journal_id == self.journal_id) & (tables.marks.c.kind == kind)

    # Moments

    def moment(self, moment_id: str) -> Moment | None:
        """A moment; None where there is none or it was deleted."""
        return self._one(MOMENTS, moment_id)

    def save_moment(self, moment: Moment, *, now: datetime) -> Moment:
        """Save a moment. The same moment sent twice is one moment; another number for it is a correction."""
        if moment.at > now:
            raise BadValue("This moment has not come yet. Choose a time up to now.")
        return self._save(MOMENTS, moment.moment_id, _stamp(moment, now), based_on=None, now=now, seen={})

    def delete_moment(self, moment_id: str, *, based_on: int, now: datetime) -> Moment:
        """Delete a moment; it can be restored for 30 days."""
        return self._delete(MOMENTS, moment_id, based_on=based_on, now=now)

    def restore_moment(self, moment_id: str, *, now: datetime) -> Moment:
        """Bring a deleted moment back."""
        return self._restore(MOMENTS, moment_id, now=now)

    def deleted_moments(self, now: datetime) -> tuple[Moment, ...]:
        """The moments that can be restored, the last deleted first."""
        return self._deleted(MOMENTS, now)

    # The journal as a whole

    def load_journal(self, first: date | None = None, until: date | None = None) -> Journal:
        """A snapshot of the days `[first, until)`, in order of time and without what was deleted."""
        with self.reading():
            return Journal(
                zone=self.preferences().zone,
                entries=self._between(ENTRIES, first, until),
                moments=self._between(MOMENTS, first, until),
                treatments=self._between(TREATMENTS, first, until),
                is_sample=self.is_sample,
            )

    def span(self) -> tuple[date, date] | None:
        """The first and the last day with an entry, a moment or a session that took place; None while there is none.

        The last can lie ahead of today, for whoever has travelled west over the date line.
        """
        done = tables.treatments.c.status == TreatmentStatus.DONE
        ends = [
            sa.select(sa.func.min(table.c.day), sa.func.max(table.c.day)).where(
                table.c.journal_id == self.journal_id, table.c.deleted_at.is_(None), *conditions
            )
            for table, conditions in (
                (tables.entries, ()),
                (tables.moments, ()),
                (tables.treatments, (done,)),
            )
        ]
        with self._read() as connection:
            found = [day for query in ends for day in connection.execute(query).one() if day is not None]
        return (min(found), max(found)) if found else None

    def medicines_used(self, limit: int = 12) -> tuple[str, ...]:
        """Names of medicines to offer again, the most recently used first, from the last 200 days with any."""
        table = tables.entries.c
        query = (
            sa.select(table.medicines)
            .where(table.journal_id == self.journal_id, table.deleted_at.is_(None))
            .where(sa.cast(table.medicines, sa.Text) != sa.literal("[]", sa.Text))
            .order_by(table.day.desc())
            .limit(200)
        )
        with self._read() as connection:
            return _first_of_each((name for names in connection.scalars(query) for name in names), limit)

    def practitioners_used(self, limit: int = 12) -> tuple[str, ...]:
        """Names of practitioners to offer again, the most recently visited first."""
        table = tables.treatments.c
        query = (
            sa.select(table.practitioner)
            .where(table.journal_id == self.journal_id, table.deleted_at.is_(None), table.practitioner != "")
            .order_by(table.starts_at.desc())
            .limit(200)
        )
        with self._read() as connection:
            return _first_of_each(connection.scalars(query), limit)

    def points_used(self, limit: int = 12) -> tuple[str, ...]:
        """Acupuncture points to offer again, the most recently used first, from the last 50 sessions."""
        table = tables.treatments.c
        query = (
            sa.select(table.points)
            .where(table.journal_id == self.journal_id, table.deleted_at.is_(None))
            .order_by(table.starts_at.desc())
            .limit(50)
        )
        with self._read() as connection:
            return _first_of_each((name for names in connection.scalars(query) for name in names), limit)

    # Drafts

    def keep_draft(self, subject: str, tab: str, body: dict[str, Any], based_on: int, now: datetime) -> None:
        """Keep what a tab holds and has not saved, in the place of what it held before."""
        draft = Draft(subject=subject, tab=tab, body=body, based_on=based_on, kept_at=now)
        with self._write() as connection:
            drafts.keep(connection, self.journal_id, draft)

    def draft(self, subject: str) -> Draft | None:
        """The newest draft of a subject, of whichever tab."""
        found = self.drafts(subject)
        return found[0] if found else None

    def drafts(self, subject: str) -> tuple[Draft, ...]:
        """Every tab's draft of a subject, the newest first."""
        with self._read() as connection:
            return drafts.all_of(connection, self.journal_id, subject)

    def drop_drafts(self, subject: str, seen: Seen) -> None:
        """Drop the drafts that were seen, by tab and time; what a tab has kept since then stays."""
        with self._write() as connection:
            drafts.drop(connection, self.journal_id, subject, seen)

    def draft_days(self, first: date | None = None, until: date | None = None) -> frozenset[date]:
        """The days of `[first, until)` with something typed and not saved."""
        with self._read() as connection:
            return drafts.days(connection, self.journal_id, ENTRIES.name, first, until)

    def draft_weeks(self, until: date | None = None) -> frozenset[date]:
        """The days before `until` with weekly answers given and not saved."""
        with self._read() as connection:
            return drafts.days(connection, self.journal_id, WEEKLY_CHECKS.name, None, until)

    # The sample

    def start_sample(
        self,
        entries: Iterable[Entry],
        moments: Iterable[Moment],
        treatments: Iterable[Treatment],
        preferences: Preferences,
        now: datetime,
        plans: Iterable[Plan] = (),
        weekly_checks: Iterable[WeeklyCheck] = (),
        ongoing: Iterable[Ongoing] = (),
        first_visits: Iterable[FirstVisit] = (),
    ) -> JournalStore:
        """Open an invented journal beside the real one and return it. An open sample is left as it is."""
        with self._write() as connection:
            if find_journal(connection, self._owner, is_sample=True) is None:
                journal_id = add_journal(connection, self._owner, preferences, is_sample=True)
                add_invented(connection, ENTRIES, journal_id, entries, now)
                add_invented(connection, MOMENTS, journal_id, moments, now)
                add_invented(connection, TREATMENTS, journal_id, treatments, now)
                add_invented(connection, PLANS, journal_id, plans, now)
                add_invented(connection, WEEKLY_CHECKS, journal_id, weekly_checks, now)
                add_invented(connection, ONGOING, journal_id, ongoing, now)
                add_invented(connection, FIRST_VISITS, journal_id, first_visits, now)
        return _open_journal(self._connections, self._owner)

    def leave_sample(self) -> JournalStore:
        """Remove the sample with everything in it, where there is one, and return the real journal."""
        with self._connections.write() as connection:
            journal_id = find_journal(connection, self._owner, is_sample=True)
            for table in reversed(tables.metadata.sorted_tables):
                connection.execute(table.delete().where(table.c.journal_id == journal_id))
        held = self._held()
        if held is not None:
            held.rollback()
        return _open_journal(self._connections, self._owner)


_PLANNED: Final = tables.treatments.c.status == TreatmentStatus.PLANNED


def _open_journal(connections: Connections, owner: str) -> JournalStore:
    table = tables.journals.c
    query = sa.select(table.journal_id, table.is_sample).where(table.owner == owner).order_by(table.is_sample)
    with connections.read() as connection:
        found = connection.execute(query).all()
    if not any(not is_sample for _, is_sample in found):
        add_real_journal(connections, owner)
        return _open_journal(connections, owner)
    journal_id, is_sample = found[-1]
    return JournalStore(connections, owner, journal_id, is_sample=is_sample)


def _stamp(value: V, now: datetime) -> Callable[[V | None], V]:
    def stamp(earlier: V | None) -> V:
        revision = earlier.revision + 1 if earlier else 1
        stamps: dict[str, Any] = {"saved_at": now, "deleted_at": None, "revision": revision}
        if isinstance(value, Treatment | Moment):
            stamps["source"] = _source_after(value, earlier)
        return replace(value, **stamps)

    return stamp


def _source_after(value: Treatment | Moment, earlier: object) -> str:
    """What was imported stays marked so whatever is corrected by hand, but for a moment whose pain is rated anew."""
    if not isinstance(earlier, Treatment | Moment) or earlier.deleted_at:
        return BY_HAND
    is_anew = isinstance(value, Moment) and isinstance(earlier, Moment) and value.pain != earlier.pain
    return BY_HAND if is_anew else earlier.source


def _first_of_each(names: Iterable[str], limit: int) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
        if len(found) == limit:
            break
    return tuple(found.values())
