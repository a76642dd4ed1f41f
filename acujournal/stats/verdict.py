"""What may be said of an interval: the words of verdict and what each of them needs.

The conditions are the program's own rules of honesty. A word rests on the interval, never on the estimate alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from acujournal.review import PERCENT_FROM
from acujournal.stats.engine import Estimate, Floats

#: A change within so many points either way is "about the same" (the least patients notice: Salaffi et al. 2004,
#: doi 10.1016/j.ejpain.2003.09.004).
ABOUT_THE_SAME: Final = 1.0
#: An interval wider than this many points says too little to give a word at all.
TOO_WIDE: Final = 4.0
#: The same for a trend, in points a week.
TOO_WIDE_A_WEEK: Final = 2.0
#: An important change in points (Farrar et al. 2001, doi 10.1016/S0304-3959(01)00349-9).
IMPORTANT_POINTS: Final = -2.0
#: The share of the earlier pain whose loss is important (Dworkin et al. 2008, J Pain 9:105).
IMPORTANT_SHARE: Final = 0.3


#: Means of whole numbers carry rounding of this order; who reaches a threshold exactly has reached it.
EXACT: Final = 1e-9


class Verdict(StrEnum):
    """The only words of verdict this program has."""

    NOT_ENOUGH = "not enough data yet"
    TOO_UNCERTAIN = "too uncertain to say"
    CANNOT_TELL = "cannot tell yet"
    SAME = "about the same"
    PROBABLY_LOWER = "probably lower"
    PROBABLY_HIGHER = "probably higher"
    CLEARLY_LOWER = "clearly lower"
    CLEARLY_HIGHER = "clearly higher"

    @property
    def is_lower(self) -> bool:
        """Whether this says lower, probably or clearly."""
        return self in (Verdict.PROBABLY_LOWER, Verdict.CLEARLY_LOWER)

    @property
    def is_higher(self) -> bool:
        """Whether this says higher, probably or clearly."""
        return self in (Verdict.PROBABLY_HIGHER, Verdict.CLEARLY_HIGHER)

    @property
    def is_direction(self) -> bool:
        """Whether this says lower or higher."""
        return self.is_lower or self.is_higher


def verdict_of(
    change: Estimate | None, *, too_wide: float = TOO_WIDE, same: float | None = ABOUT_THE_SAME
) -> Verdict:
    """The word for a change in points (negative = lower). Whether 0 is left out decides first, then the width.

    `same` is None where "about the same" may never be said, as of a slope on stress. `too_wide` is in points.
    """
    if change is None:
        return Verdict.NOT_ENOUGH
    if change.high < 0:
        return Verdict.CLEARLY_LOWER if change.wide_high < 0 else Verdict.PROBABLY_LOWER
    if change.low > 0:
        return Verdict.CLEARLY_HIGHER if change.wide_low > 0 else Verdict.PROBABLY_HIGHER
    if change.width > too_wide:
        return Verdict.TOO_UNCERTAIN
    if same is not None and -same < change.low and change.high < same:
        return Verdict.SAME
    return Verdict.CANNOT_TELL


def percent_counts(before: float) -> bool:
    """Whether an average before is large enough for a percentage, judged by the number as it is shown."""
    return round(before, 1) >= PERCENT_FROM


class Importance(StrEnum):
    """What may be said of the size of a drop, apart from whether there is one."""

    IMPORTANT = "important"
    PROBABLY = "probably important"
    PERHAPS = "may or may not be important"
    SMALL = "smaller than most notice"
    UNSAID = ""


def importance_of(change: Estimate | None, thirty: Estimate | None, before: float) -> Importance:
    """How large a drop may be called; `thirty` is the mean after minus 0.7 times the mean before, both in points.

    The share counts only where the average before, `before`, is at least 2 points.
    """
    if change is None:
        return Importance.UNSAID
    share = thirty if percent_counts(before) else None
    if change.high <= IMPORTANT_POINTS + EXACT or (share is not None and share.high <= EXACT):
        return Importance.IMPORTANT
    passes = change.value <= IMPORTANT_POINTS + EXACT or (share is not None and share.value <= EXACT)
    if passes and change.high < 0:
        return Importance.PROBABLY
    if change.low <= IMPORTANT_POINTS or (share is not None and share.low <= 0):
        return Importance.PERHAPS
    if change.low > -ABOUT_THE_SAME and change.high < ABOUT_THE_SAME:
        return Importance.SMALL
    return Importance.UNSAID


class Need(StrEnum):
    """What an answer can lack."""

    FIRST_SESSION = "first session"
    DAYS_BEFORE = "days before"
    DAYS_AFTER = "days after"
    DAYS = "days"
    SPAN = "span"
    SESSIONS = "sessions"
    DAYS_WITH_BOTH = "days with both"
    WEEKS_BEFORE = "weeks before"
    WEEKS_AFTER = "weeks after"
    VARIETY = "variety"
    PATTERN = "pattern"
    OTHER_DAYS = "other days"
    STEADY = "steady score"
    WEEKS_VARIETY = "variety of weeks"
    WEEKS_PATTERN = "pattern of weeks"
    RENEWAL = "renewal"


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and how many of it."""

    need: Need
    number: int = 0


def not_fitted(values: Floats) -> Lack:
    """Why `values`, of which there are enough, could not be compared."""
    return Lack(Need.VARIETY if np.ptp(values) == 0 else Need.PATTERN)
