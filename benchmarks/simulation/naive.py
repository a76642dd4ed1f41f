"""What other programs do: t-tests that take each day for a new one, and estimates without an interval.

They stand beside our words to show what those are worth, and to prove that the check can fail.
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr, stdtrit

from acujournal.plan import MOST_BASELINE_DAYS
from acujournal.review import PERCENT_FROM
from acujournal.stats.diary import Diary
from acujournal.stats.relief import RELIEF_DAYS, SESSIONS_NEEDED
from acujournal.stats.verdict import IMPORTANT_POINTS, IMPORTANT_SHARE, Verdict
from benchmarks.simulation.answers import Heard
from benchmarks.simulation.people import Floats

LEVELS = (0.05, 0.01)


def words_of(value: float, error: float, freedom: float, truth: float | None) -> Heard:
    """The word a t-test gives: "probably" below 5 %, "clearly" below 1 %, with the interval of 95 %."""
    reach = float(stdtrit(freedom, 1 - LEVELS[0] / 2)) * error
    chance = 2 * float(stdtr(freedom, -abs(value) / error)) if error else float(value == 0)
    word = Verdict.CANNOT_TELL
    if chance < LEVELS[0]:
        is_clear = chance < LEVELS[1]
        if value < 0:
            word = Verdict.CLEARLY_LOWER if is_clear else Verdict.PROBABLY_LOWER
        else:
            word = Verdict.CLEARLY_HIGHER if is_clear else Verdict.PROBABLY_HIGHER
    return Heard(word, value, value - reach, value + reach, truth)


def before_after(diary: Diary, truth: float | None) -> Heard:
    """Welch's t-test of the days after the first session against those before it, from two days a side on."""
    before, after = _sides(diary)
    if min(len(before), len(after)) < 2:
        return Heard.nothing(truth)
    parts = [side.var(ddof=1) / len(side) for side in (after, before)]
    variance = float(sum(parts))
    if not variance:
        return Heard.nothing(truth)
    freedom = variance**2 / sum(
        part**2 / (len(side) - 1) for part, side in zip(parts, (after, before), strict=True)
    )
    return words_of(float(after.mean() - before.mean()), variance**0.5, float(freedom), truth)


def is_large(diary: Diary) -> bool | None:
    """Whether the plain difference alone is called important: at least 2 points or 30 %. None where there is none."""
    before, after = _sides(diary)
    if not len(before) or not len(after):
        return None
    change = after.mean() - before.mean()
    share = before.mean() >= PERCENT_FROM and after.mean() <= (1 - IMPORTANT_SHARE) * before.mean()
    return bool(change <= IMPORTANT_POINTS or share)


def around_sessions(diary: Diary, truth: float | None) -> Heard:
    """A paired t-test over sessions of (days after minus days before), each up to three, no day used twice."""
    differences, held = [], diary.sessions
    for place, session in enumerate(held):
        back = int(session - held[place - 1]) if place else diary.days
        on = int(held[place + 1] - session) if place + 1 < len(held) else diary.days
        before = _window(diary, session - min(RELIEF_DAYS, (back - 1) // 2), session)
        after = _window(diary, session + 1, session + 1 + min(RELIEF_DAYS, (on - 1) // 2))
        if len(before) and len(after):
            differences.append(after.mean() - before.mean())
    if len(differences) < SESSIONS_NEEDED:
        return Heard.nothing(truth)
    found = np.array(differences)
    error = float(found.std(ddof=1) / len(found) ** 0.5)
    return words_of(float(found.mean()), error, len(found) - 1.0, truth)


def _sides(diary: Diary) -> tuple[Floats, Floats]:
    if not len(diary.sessions):
        return np.zeros(0), np.zeros(0)
    first, days = int(diary.sessions[0]), diary.rated()
    before = days[(days < first) & (days >= first - MOST_BASELINE_DAYS)]
    return diary.pain[before], diary.pain[days[days > first]]


def _window(diary: Diary, start: int, end: int) -> Floats:
    values = diary.pain[max(start, 0) : max(end, 0)]
    return np.asarray(values[~np.isnan(values)], dtype=np.float64)
