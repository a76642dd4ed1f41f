"""How complete a diary is, counted by hand, and what is put in place of what is missing."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pytest

from acujournal.stats.analysis import analyse
from acujournal.stats.completeness import Completeness, Sensitivity, completeness, sensitivity
from acujournal.stats.diary import Diary, diary_of
from acujournal.stats.verdict import Verdict
from tests.stats.conftest import MONDAY, diary_from, journal_of

NAN = float("nan")


@dataclass
class Asked:
    """Keeps each diary it is asked about, and always gives the same word."""

    word: Verdict = Verdict.CANNOT_TELL
    diaries: list[Diary] = field(default_factory=list)

    def __call__(self, diary: Diary) -> Verdict:
        self.diaries.append(diary)
        return self.word


def with_late(diary: Diary, *late: int) -> Diary:
    diary.late[list(late)] = True
    return diary


def test_days_near_a_session_are_three_either_way() -> None:
    pain = np.full(20, 5.0)
    pain[[6, 7, 8, 14, 15]] = NAN
    found = completeness(diary_from(pain, [10]))
    # Near are the days 7 to 13: seven, of which 7 and 8 are missing.
    assert found == Completeness(
        logged=15, possible=20, near_logged=5, near_possible=7, late=0, span=(MONDAY, date(2026, 1, 24))
    )
    assert (found.far_logged, found.far_possible) == (10, 13)


def test_a_day_near_two_sessions_is_counted_once() -> None:
    found = completeness(diary_from(np.full(20, 5.0), [8, 10]))
    assert (found.near_possible, found.far_possible) == (9, 11)


def test_sessions_beyond_the_ends_of_a_period_make_its_days_near_too() -> None:
    found = completeness(diary_from(np.full(20, 5.0), [-4, -2, 20, 30]))
    assert (found.near_possible, found.near_logged) == (2 + 3, 2 + 3)


def test_a_session_before_the_first_day_makes_the_first_days_near_and_not_the_last() -> None:
    for session, near in ((-4, 0), (-3, 1), (-2, 2), (-1, 3)):
        assert completeness(diary_from(np.full(20, 5.0), [session])).near_possible == near


def test_only_rated_days_can_be_filled_in_later() -> None:
    pain = np.full(10, 5.0)
    pain[3] = NAN
    found = completeness(with_late(diary_from(pain), 2, 3, 4))
    assert found.late == 2


def test_a_period_without_days_is_complete_without_a_count() -> None:
    assert completeness(diary_from([])) == Completeness(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("ratings", "worst"),
    [
        ([1, 2, 3, 9, 4, 5, 6, 8], 8.5),
        ([1, 2, 3, 9, 4, 5, 6, 8, 7], 8.0),
        ([7], 7.0),
        ([2, 6], 6.0),
        ([1, 2, 3, 9, 4], 6.5),
    ],
)
def test_gaps_are_taken_for_the_worst_quarter_of_the_ratings(ratings: list[float], worst: float) -> None:
    """The quarter is rounded up: of nine ratings it is three, of one rating that one."""
    asked = Asked()
    pain = [*ratings[:1], NAN, *ratings[1:], NAN]
    found = sensitivity(diary_from(pain, [1]), Verdict.SAME, asked)
    assert found == Sensitivity(Verdict.SAME, if_bad=Verdict.CANNOT_TELL, without_late=None)
    [filled] = asked.diaries
    assert filled.pain.tolist() == [*ratings[:1], worst, *ratings[1:], worst]
    assert filled.sessions.tolist() == [1]


def test_without_late_days_is_a_diary_with_gaps_in_their_place() -> None:
    asked = Asked(Verdict.PROBABLY_LOWER)
    diary = with_late(diary_from([1, 2, 3, 4]), 1, 3)
    assert sensitivity(diary, Verdict.SAME, asked) == Sensitivity(
        Verdict.SAME, if_bad=None, without_late=Verdict.PROBABLY_LOWER
    )
    [left] = asked.diaries
    assert left.pain == pytest.approx([1, NAN, 3, NAN], nan_ok=True)
    assert diary.pain.tolist() == [1, 2, 3, 4]


def test_nothing_is_asked_again_where_nothing_is_missing_or_late() -> None:
    asked = Asked()
    assert sensitivity(diary_from([1, 2, 3]), Verdict.SAME, asked) == Sensitivity(Verdict.SAME, None, None)
    assert sensitivity(diary_from([NAN, NAN]), Verdict.SAME, asked) == Sensitivity(Verdict.SAME, None, None)
    late_without_pain = with_late(diary_from([1, NAN, 3]), 1)
    assert sensitivity(late_without_pain, Verdict.SAME, asked).without_late is None
    assert len(asked.diaries) == 1


def test_a_diary_knows_its_first_day_and_nothing_of_the_day_it_is_cut_at() -> None:
    journal = journal_of(np.full(20, 5.0), [3, 9, 10], late=[0, 9, 10])
    diary = diary_of(journal, MONDAY + timedelta(days=10))
    assert (diary.first, diary.until) == (MONDAY, MONDAY + timedelta(days=10))
    assert np.flatnonzero(diary.late).tolist() == [0, 9]
    assert diary.sessions.tolist() == [3, 9]


def test_a_period_that_begins_before_the_diary_has_all_its_days() -> None:
    diary = diary_from(np.arange(10.0), [2, 8])
    for first in (-5, 0):
        part = diary.between(MONDAY + timedelta(days=first), MONDAY + timedelta(days=20))
        assert (part.first, part.pain.tolist()) == (MONDAY, diary.pain.tolist())
    later = diary.between(MONDAY + timedelta(days=3), MONDAY + timedelta(days=6))
    assert (later.first, later.pain.tolist(), later.sessions.tolist()) == (
        MONDAY + timedelta(days=3),
        [3, 4, 5],
        [-1, 5],
    )


def test_a_period_counts_only_its_own_days_and_the_course_counts_all() -> None:
    pain = np.full(60, 5.0)
    pain[::2] = 6
    pain[[10, 50, 51]] = NAN
    found = analyse(
        journal_of(pain, [20, 45], late=[5, 48]),
        today=MONDAY.replace(month=3, day=9),
        period=(MONDAY.replace(month=2, day=16), MONDAY.replace(month=2, day=28)),
    )
    # 16 February is day 42 and 28 February day 54: twelve days, two without a rating; near day 45 are 42 to 48.
    assert found.complete == Completeness(
        logged=10,
        possible=12,
        near_logged=7,
        near_possible=7,
        late=1,
        span=(date(2026, 2, 16), date(2026, 2, 27)),
    )
    assert found.rated == 57
    assert found.trend.possible == 12
    assert found.course.after is not None
    assert found.course.after.logged == 39 - 2
