"""All one journal holds, of every kind, as plain values: what an export writes and an import brings back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from acujournal.background import FirstVisit, Ongoing
from acujournal.journal import Entry, Moment, Preferences
from acujournal.plan import Plan, Review
from acujournal.treatment import Treatment
from acujournal.weekly import WeeklyCheck


@dataclass(frozen=True, kw_only=True)
class Everything:
    """A whole journal. Values that were deleted and can still be restored are among the others, with `deleted_at`.

    `skips` are (subject, day) of what is not to be asked again, `marks` (kind, name, instant) of what was read or
    ticked. `versions` are the history: each a dict of `subject` ("entry <day>", "treatment <id>" ...), `revision`
    (from 1), `saved_at` (an aware instant in UTC), `action` ("saved", "deleted", "restored") and `body` (the value as
    JSON at that time). Each kind stands in order of time, then of its keys; the others in order of their keys.
    """

    preferences: Preferences = field(default_factory=Preferences)
    entries: tuple[Entry, ...] = ()
    moments: tuple[Moment, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    plans: tuple[Plan, ...] = ()
    reviews: tuple[Review, ...] = ()
    weekly_checks: tuple[WeeklyCheck, ...] = ()
    first_visits: tuple[FirstVisit, ...] = ()
    ongoing: tuple[Ongoing, ...] = ()
    skips: tuple[tuple[str, date], ...] = ()
    marks: tuple[tuple[str, str, datetime], ...] = ()
    versions: tuple[dict[str, Any], ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where a person has written nothing yet; preferences, skips and marks are no words of theirs."""
        return not any(
            (
                self.entries,
                self.moments,
                self.treatments,
                self.plans,
                self.reviews,
                self.weekly_checks,
                self.first_visits,
                self.ongoing,
            )
        )

    def between(self, first: date, until: date) -> Everything:
        """What belongs to the days `[first, until)`, with its history.

        Plans, medicines and other care are there when their span touches those days; the record of the first visit,
        preferences and marks have no day and stay.
        """

        def on(day: date | None) -> bool:
            return day is not None and first <= day < until

        def touches(begin: date | None, end: date | None) -> bool:
            return (begin is None or begin < until) and (end is None or end >= first)

        chosen = replace(
            self,
            entries=tuple(one for one in self.entries if on(one.day)),
            moments=tuple(one for one in self.moments if on(one.day)),
            treatments=tuple(one for one in self.treatments if on(one.day)),
            plans=tuple(one for one in self.plans if touches(one.begun_on, one.ended_on)),
            reviews=tuple(one for one in self.reviews if on(one.decided_on)),
            weekly_checks=tuple(one for one in self.weekly_checks if on(one.day)),
            ongoing=tuple(one for one in self.ongoing if touches(one.began_on, one.ended_on)),
            skips=tuple(one for one in self.skips if on(one[1])),
        )
        kept = set(chosen.subjects())
        return replace(chosen, versions=tuple(one for one in self.versions if one["subject"] in kept))

    def subjects(self) -> tuple[str, ...]:
        """The names the history knows its values by, such as "entry 2026-11-22"."""
        named: tuple[tuple[str, tuple[Any, ...], Callable[[Any], object]], ...] = (
            ("entry", self.entries, lambda one: one.day),
            ("treatment", self.treatments, lambda one: one.treatment_id),
            ("moment", self.moments, lambda one: one.moment_id),
            ("plan", self.plans, lambda one: one.plan_id),
            ("review", self.reviews, lambda one: one.review_id),
            ("weekly", self.weekly_checks, lambda one: one.day),
            ("visit", self.first_visits, lambda one: one.visit_id),
            ("ongoing", self.ongoing, lambda one: one.ongoing_id),
        )
        return tuple(f"{name} {key(one)}" for name, values, key in named for one in values)
