"""How complete a diary is, and whether the word would change if what is missing had been bad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from acujournal.stats.diary import Diary
from acujournal.stats.relief import RELIEF_DAYS
from acujournal.stats.verdict import Verdict

#: The worst quarter of the ratings: what days without a rating are taken for, for the question "what if".
WORST_SHARE: Final = 0.25


@dataclass(frozen=True)
class Completeness:
    """Days with an average pain of the days that were possible, near sessions (three days either way) and far from them.

    `span` are the first and the last day; `late` of the `logged` days were filled in more than two days afterwards.
    """

    logged: int
    possible: int
    near_logged: int
    near_possible: int
    late: int
    span: tuple[date, date] | None = None

    @property
    def far_logged(self) -> int:
        """Logged days that lie far from any session."""
        return self.logged - self.near_logged

    @property
    def far_possible(self) -> int:
        """Days that lie far from any session."""
        return self.possible - self.near_possible


def completeness(diary: Diary) -> Completeness:
    """Count the days of `diary`."""
    rated = ~np.isnan(diary.pain)
    near = np.zeros(diary.days, dtype=np.bool_)
    for step in range(-RELIEF_DAYS, RELIEF_DAYS + 1):
        at = diary.sessions + step
        near[at[(at >= 0) & (at < diary.days)]] = True
    return Completeness(
        logged=int(rated.sum()),
        possible=diary.days,
        near_logged=int((rated & near).sum()),
        near_possible=int(near.sum()),
        late=int((rated & diary.late).sum()),
        span=diary.span,
    )


@dataclass(frozen=True)
class Sensitivity:
    """The word as it is, as it would be had every day without a rating been as bad as the worst quarter, and without late days.

    `if_bad` is None where no day is missing, `without_late` where none was filled in later.
    """

    word: Verdict
    if_bad: Verdict | None
    without_late: Verdict | None


def sensitivity(diary: Diary, word: Verdict, word_of: Callable[[Diary], Verdict]) -> Sensitivity:
    """Ask `word_of` again of the same diary with its gaps filled with bad days, and of one without its late days.

    "As bad as the worst quarter" is the mean of the highest quarter of all ratings. A filled-in diary is never shown: the
    question is only whether the word would be another.
    """
    found = diary.pain[~np.isnan(diary.pain)]
    if_bad = without_late = None
    if len(found) and len(found) < diary.days:
        worst = np.sort(found)[-max(int(np.ceil(len(found) * WORST_SHARE)), 1) :]
        if_bad = word_of(diary.with_gaps_at(float(worst.mean())))
    if (diary.late & ~np.isnan(diary.pain)).any():
        without_late = word_of(diary.without_late())
    return Sensitivity(word, if_bad, without_late)
