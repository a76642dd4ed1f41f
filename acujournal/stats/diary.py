"""The days of a journal as arrays over the calendar, which is what the answers are worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from acujournal.journal import Journal
from acujournal.plan import MOST_BASELINE_DAYS
from acujournal.stats.engine import Flags, Floats, Ints

#: From this share of sessions on one weekday on, relief after a session and the rhythm of the week look alike.
SAME_WEEKDAY: Final = 0.6


@dataclass(frozen=True, eq=False)
class Diary:
    """The calendar days from `first` on, one value a day: `pain`, `stress`, `sleep` in points 0-10, NaN = not answered.

    `late` marks days whose answers were filled in more than two days afterwards. `sessions` are the days of sessions
    that took place, each once and ascending, counted from `first`: they can be negative, before the diary began.
    """

    first: date
    pain: Floats
    stress: Floats
    sleep: Floats
    late: Flags
    sessions: Ints

    @property
    def days(self) -> int:
        """How many calendar days there are, logged or not."""
        return len(self.pain)

    @property
    def until(self) -> date:
        """The first day after the diary."""
        return self.first + timedelta(days=self.days)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day; None where there is none."""
        return (self.first, self.until - timedelta(days=1)) if self.days else None

    def day(self, number: int) -> date:
        """The calendar day of a day number."""
        return self.first + timedelta(days=int(number))

    def number(self, day: date) -> int:
        """The day number of a calendar day."""
        return (day - self.first).days

    def rated(self) -> Ints:
        """The day numbers with an average pain."""
        return np.flatnonzero(~np.isnan(self.pain))

    def weekday_of(self, numbers: Ints) -> Ints:
        """0 for Monday to 6 for Sunday."""
        return np.asarray((self.first.weekday() + numbers) % 7, dtype=np.int64)

    def weekday_columns(self, numbers: Ints) -> Floats:
        """Contrasts that tell the weekdays of `numbers` apart, each against the last one, so that none stands out."""
        of = self.weekday_of(numbers)
        *others, last = np.unique(of) if len(of) else [0]
        columns = [(of == one).astype(float) - (of == last) for one in others]
        return np.column_stack(columns) if columns else np.empty((len(numbers), 0))

    def main_weekday(self) -> int | None:
        """The weekday on which 60 % of the sessions or more fell, 0 for Monday; None where there is none."""
        if not len(self.sessions):
            return None
        counts = np.bincount(self.weekday_of(self.sessions), minlength=7)
        most = int(counts.argmax())
        return most if counts[most] >= SAME_WEEKDAY * len(self.sessions) else None

    def between(self, first: date, until: date) -> Diary:
        """Only the days of `[first, until)`, as far as there are any; all sessions stay known."""
        start = min(max(self.number(first), 0), self.days)
        end = min(max(self.number(until), start), self.days)
        return replace(
            self,
            first=self.day(start),
            pain=self.pain[start:end],
            stress=self.stress[start:end],
            sleep=self.sleep[start:end],
            late=self.late[start:end],
            sessions=self.sessions - start,
        )

    def known_until(self, until: date) -> Diary:
        """As the diary stood before `until`: no later day and no later session."""
        part = self.between(self.first, until)
        return replace(part, sessions=part.sessions[part.sessions < part.number(until)])

    def since_baseline(self) -> Diary:
        """Only the days from 28 before the first session on: a rating of years ago says nothing of the days around it."""
        begins = int(self.sessions[0]) - MOST_BASELINE_DAYS if len(self.sessions) else 0
        return self.between(self.day(begins), self.until) if begins > 0 else self

    def without_late(self) -> Diary:
        """The same diary without the ratings of days filled in later."""
        return replace(self, pain=np.where(self.late, np.nan, self.pain))

    def with_gaps_at(self, pain: float) -> Diary:
        """The same diary if every day without a rating had been of this pain. For the question "what if", never a result."""
        return replace(self, pain=np.where(np.isnan(self.pain), pain, self.pain))


def diary_of(journal: Journal, until: date) -> Diary:
    """The days of `journal` before `until`, from the first rating of any kind on; none whose pain had another scale."""
    journal = journal.comparable()
    pain, stress, sleep = (
        {day: value for day, value in journal.daily(name).items() if day < until}
        for name in ("pain_average", "stress", "sleep_quality")
    )
    first = min((*pain, *stress, *sleep), default=until)
    count = (until - first).days
    late = np.zeros(count, dtype=np.bool_)
    for entry in journal.entries:
        if first <= entry.day < until and entry.filled_in_later:
            late[(entry.day - first).days] = True
    done = {(one.day - first).days for one in journal.done_treatments() if one.day < until}
    return Diary(
        first=first,
        pain=_over(pain, first, count),
        stress=_over(stress, first, count),
        sleep=_over(sleep, first, count),
        late=late,
        sessions=np.array(sorted(done), dtype=np.int64),
    )


def _over(values: Mapping[date, float], first: date, count: int) -> Floats:
    line = np.full(count, np.nan)
    for day, value in values.items():
        line[(day - first).days] = value
    return line
