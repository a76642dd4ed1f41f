"""What several parts of one report look at: its days, its answers and its sessions, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from acujournal import charts
from acujournal.background import (
    CareChange,
    FirstVisit,
    Ongoing,
    care_changes,
)
from acujournal.journal import Journal
from acujournal.plan import Plan, current_plan
from acujournal.report.selection import Section, Selection
from acujournal.stats import Analysis, analyse
from acujournal.treatment import Treatment
from acujournal.weekly import WeeklyCheck

A_DAY: Final = timedelta(days=1)
#: Fewer rated days than this have no averages in a report: their list says all there is.
DAYS_FOR_AVERAGES: Final = 7


def analysis_of(
    journal: Journal, checks: Iterable[WeeklyCheck], selection: Selection, today: date
) -> Analysis:
    """The answers with the report's own cut: only days before the end of the period, and none after `today`."""
    checks, until = tuple(checks), _end(journal, selection, today)
    return analyse(
        journal,
        today=today,
        checks=checks,
        period=(_begin(journal, checks, selection, until), until),
        until=until,
    )


def first_day_of(journal: Journal, checks: Iterable[WeeklyCheck]) -> date | None:
    """The day a journal begins with: its first entry, moment, session or weekly answer; None where it is empty."""
    days = [one.day for kind in (journal.entries, journal.moments, journal.treatments) for one in kind[:1]]
    return min([*days, *(one.day for one in checks)], default=None)


def _begin(journal: Journal, checks: Iterable[WeeklyCheck], selection: Selection, until: date) -> date:
    """The beginning of the period, but never before the journal's own, so that no emptiness is counted as missing."""
    begins = first_day_of(journal, checks)
    return min(max(selection.first, begins or selection.first), until - A_DAY)


def _end(journal: Journal, selection: Selection, today: date) -> date:
    """The end of the period, as far as it has come; today counts once it is filled in, for its evening may still come."""
    tomorrow = today + A_DAY
    is_open = journal.on(today) is None
    return max(min(selection.until, today if is_open else tomorrow), selection.first + A_DAY)


class Known:
    """What several parts of one report look at, worked out when it is first asked for."""

    def __init__(
        self,
        journal: Journal,
        checks: tuple[WeeklyCheck, ...],
        plans: tuple[Plan, ...],
        ongoing: tuple[Ongoing, ...],
        first_visit: FirstVisit | None,
        selection: Selection,
        today: date,
        analysis: Analysis | None,
    ) -> None:
        self.journal, self.checks, self.plans, self.ongoing = journal, checks, plans, ongoing
        self.first_visit, self.selection, self.today = first_visit, selection, today
        self.until = _end(journal, selection, today)
        self.first = _begin(journal, checks, selection, self.until)
        self.part = journal.between(self.first, self.until)
        self._analysis = analysis

    @cached_property
    def analysis(self) -> Analysis:
        """The answers up to the end of the period."""
        return self._analysis or analysis_of(self.journal, self.checks, self.selection, self.today)

    @cached_property
    def changes(self) -> tuple[CareChange, ...]:
        """What began or ended in the period; nothing where medicines and other care were not chosen."""
        if not self.selection.wants(Section.MEDICINES):
            return ()
        return care_changes(self.ongoing, self.first, self.until)

    @cached_property
    def course(self) -> charts.Course:
        """The course of the period, with sessions and changes only as far as they were chosen."""
        plan = current_plan(self.plans)
        course = charts.course_of(
            self.journal,
            self.first,
            self.until,
            today=self.today,
            week_starts_on=self.selection.week_starts_on,
            changes=self.changes,
            analysis=self.analysis if self.selection.wants(Section.SESSIONS) else None,
            target=plan.target if plan else None,
        )
        return course if self.selection.wants(Section.SESSIONS) else replace(course, sessions=())

    @cached_property
    def before(self) -> Journal:
        """As many days right before the period."""
        return self.journal.between(self.first - (self.until - self.first), self.first)

    @cached_property
    def sessions(self) -> tuple[Treatment, ...]:
        """The sessions of the period that took place, in order of time."""
        return self.part.done_treatments()

    @cached_property
    def scored(self) -> tuple[WeeklyCheck, ...]:
        """The weekly answers of the period with a score, in order of time."""
        return scored_between(self.checks, self.first, self.until)


def scored_between(checks: Iterable[WeeklyCheck], first: date, until: date) -> tuple[WeeklyCheck, ...]:
    """The weekly answers of `[first, until)` with a score, in order of time."""
    found = (one for one in checks if first <= one.day < until and one.score is not None)
    return tuple(sorted(found, key=lambda one: one.day))
