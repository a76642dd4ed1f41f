"""What is told by the week: the weekly score against its baseline, and the usual week."""

from datetime import date, timedelta

import numpy as np
import pytest

from acujournal.stats.analysis import analyse
from acujournal.stats.engine import fit
from acujournal.stats.verdict import Lack, Need, Verdict
from acujournal.stats.weeks import FunctionChange, function_change, usual_week
from acujournal.weekly import WeeklyCheck
from tests.stats.conftest import MONDAY, diary_from, estimate, journal_of, resembling

NAN = float("nan")
FIRST = date(2026, 2, 2)


def check(days: int, score: int, *, last: int | None = None) -> WeeklyCheck:
    """The weekly answers given `days` days after the first session, all three alike unless the `last` is told."""
    return WeeklyCheck(
        day=FIRST + timedelta(days=days),
        pain=score,
        enjoyment=score,
        activity=score if last is None else last,
    )


def checks(*scores: tuple[int, int]) -> list[WeeklyCheck]:
    return [check(*one) for one in scores]


def ask(given: list[WeeklyCheck], until: int = 100) -> FunctionChange:
    return function_change(given, FIRST, FIRST + timedelta(days=until))


BEFORE = ((-8, 7), (-1, 6))
AFTER = ((7, 5), (14, 6), (21, 4), (28, 4))


def test_a_weekly_score_of_two_weeks_before_and_four_after_gets_an_answer() -> None:
    found = ask(checks(*BEFORE, *AFTER))
    assert (found.weeks_before, found.weeks_after) == (2, 4)
    assert (found.before, found.after) == (6.5, 4.75)
    assert found.lacks == ()
    weeks = np.array([0, 7, 15, 22, 29, 36]) / 7
    is_after = np.array([False, False, True, True, True, True])
    by_hand = fit(
        weeks, np.array([7.0, 6, 5, 6, 4, 4]), np.column_stack([np.ones(6), is_after]).astype(float)
    )
    assert by_hand is not None
    expected = by_hand.plain(np.where(is_after, 1 / 4, -1 / 2))
    assert found.change is not None
    assert found.change.value == pytest.approx(-1.75)
    assert (found.change.low, found.change.high) == pytest.approx((expected.low, expected.high))
    assert found.verdict is not Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ((*BEFORE[1:], *AFTER), (Lack(Need.WEEKS_BEFORE, 1),)),
        ((*BEFORE, *AFTER[1:]), (Lack(Need.WEEKS_AFTER, 1),)),
        (BEFORE[:1], (Lack(Need.WEEKS_BEFORE, 1), Lack(Need.WEEKS_AFTER, 4))),
        ((), (Lack(Need.WEEKS_BEFORE, 2), Lack(Need.WEEKS_AFTER, 4))),
    ],
)
def test_one_week_before_or_three_after_are_too_few(
    given: tuple[tuple[int, int], ...], lacks: tuple[Lack, ...]
) -> None:
    found = ask(checks(*given))
    assert found.lacks == lacks
    assert found.change is None
    assert found.verdict is Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (-29, (2, 4)),
        (-28, (3, 4)),
        (-2, (3, 4)),
        (0, (3, 4)),
        (1, (2, 4)),
        (6, (2, 4)),
        (8, (2, 5)),
        (99, (2, 5)),
        (100, (2, 4)),
    ],
)
def test_a_week_counts_when_it_lies_on_one_side_of_the_first_session(
    day: int, counts: tuple[int, int]
) -> None:
    """The baseline reaches back 28 days; a week in which the first session fell is on neither side."""
    found = ask(checks(*BEFORE, *AFTER, (day, 5)))
    assert (found.weeks_before, found.weeks_after) == counts


def test_answers_without_all_three_make_no_score() -> None:
    half = WeeklyCheck(day=FIRST + timedelta(days=35), pain=5, enjoyment=5)
    assert ask([*checks(*BEFORE, *AFTER), half]).weeks_after == 4
    uneven = [check(-8, 7), check(-1, 6, last=3)]
    assert ask([*uneven, *checks(*AFTER)]).before == pytest.approx(6)


def test_nothing_is_compared_before_a_first_session() -> None:
    found = function_change(checks(*BEFORE), None, FIRST)
    assert found == FunctionChange(None, None, 0, 0, None, (Lack(Need.FIRST_SESSION),))


def test_weekly_scores_that_never_change_are_all_the_same() -> None:
    found = ask(checks(*((day, 5) for day in (-14, -7, 7, 14, 21, 28, 35))))
    assert found.lacks == (Lack(Need.WEEKS_VARIETY),)
    steps = checks((-14, 7), (-7, 7), *((day, 5) for day in (7, 14, 21, 28, 35)))
    assert ask(steps).lacks == (Lack(Need.WEEKS_PATTERN),)


def test_the_word_for_the_weekly_score_is_that_of_its_interval() -> None:
    for change, word in (
        (None, Verdict.NOT_ENOUGH),
        (estimate(-2.01, 2), Verdict.TOO_UNCERTAIN),
        (estimate(-2, 2), Verdict.CANNOT_TELL),
        (estimate(-2, -0.5), Verdict.CLEARLY_LOWER),
    ):
        assert FunctionChange(6, 5, 3, 5, change, ()).verdict is word


def test_an_analysis_compares_the_weekly_scores_around_the_first_session_it_asks_about() -> None:
    pain = resembling(np.random.default_rng(51), 80, phi=0.4)
    journal = journal_of(pain, [(FIRST - MONDAY).days, (FIRST - MONDAY).days + 14])
    until = FIRST + timedelta(days=29)
    found = analyse(journal, today=until, until=until, checks=checks(*BEFORE, *AFTER)).function
    assert (found.weeks_before, found.weeks_after) == (2, 4)
    until = FIRST + timedelta(days=28)
    found = analyse(journal, today=until, until=until, checks=checks(*BEFORE, *AFTER)).function
    assert (found.weeks_before, found.weeks_after) == (2, 3)


def test_a_weekday_needs_three_ratings_for_an_average() -> None:
    pain = resembling(np.random.default_rng(52), 21, phi=0.3)
    pain[1] = NAN
    week = usual_week(diary_from(pain))
    assert [one.weekday for one in week] == list(range(7))
    assert [one.ratings for one in week] == [3, 2, 3, 3, 3, 3, 3]
    assert [one.mean for one in week] == [
        None if one == 1 else pytest.approx(pain[one::7].mean()) for one in range(7)
    ]
    # One weekday short of three, and no weekday has an interval.
    assert [one.interval for one in week] == [None] * 7


def test_with_three_ratings_each_every_weekday_has_an_interval_around_its_mean() -> None:
    pain = resembling(np.random.default_rng(53), 21, phi=0.3)
    wednesday = MONDAY + timedelta(days=2)
    week = usual_week(diary_from(pain, first=wednesday))
    for one in week:
        assert one.mean == pytest.approx(pain[(one.weekday - 2) % 7 :: 7].mean())
        assert one.interval is not None
        assert one.interval.value == pytest.approx(one.mean)
        assert one.interval.low < one.interval.value < one.interval.high


def test_a_week_without_ratings_has_no_averages() -> None:
    assert [(one.mean, one.ratings) for one in usual_week(diary_from([]))] == [(None, 0)] * 7
    flat = usual_week(diary_from(np.full(28, 5.0)))
    assert [(one.mean, one.interval) for one in flat] == [(5.0, None)] * 7


def test_somebody_who_never_writes_on_weekends_has_averages_of_five_weekdays() -> None:
    pain = resembling(np.random.default_rng(54), 49, phi=0.3)
    pain[np.arange(49) % 7 >= 5] = NAN
    week = usual_week(diary_from(pain))
    assert [one.mean is None for one in week] == [False] * 5 + [True] * 2
    assert {one.interval for one in week} == {None}
