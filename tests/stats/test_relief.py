"""The days after a session: what is asked of a diary before it gets an answer, and what that answer is made of."""

from collections.abc import Iterable
from datetime import timedelta

import numpy as np
import pytest

from acujournal.stats.analysis import analyse
from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate, fit
from acujournal.stats.relief import (
    Curve,
    DayAfter,
    Relief,
    at_least_days,
    curve,
    naive,
    relief,
    sessions_on_both_sides,
)
from acujournal.stats.verdict import Lack, Need, Verdict
from tests.stats.conftest import MONDAY, diary_from, estimate, journal_of, resembling

NAN = float("nan")
SPREAD = (20, 31, 43, 54, 66, 77)


def usual(days: int, seed: int = 31) -> np.ndarray:
    return resembling(np.random.default_rng(seed), days, phi=0.4)


def numbers(one: Estimate | None) -> tuple[float, float, float]:
    assert one is not None
    return one.value, one.low, one.high


def by_hand(diary: Diary, *columns: Iterable[float]) -> tuple[float, float, float]:
    """The second coefficient of a regression of all ratings on 1 and `columns`, one value per calendar day."""
    days = diary.rated()
    table = [np.ones(len(days)), *(np.array(list(one), dtype=float)[days] for one in columns)]
    fitted = fit(days.astype(float), diary.pain[days], np.column_stack(table))
    assert fitted is not None
    return numbers(fitted.coefficient(1))


def marks(days: int, numbers: Iterable[int]) -> np.ndarray:
    marked = np.zeros(days)
    marked[[one for one in numbers if 0 <= one < days]] = 1
    return marked


def after(sessions: Iterable[int], *steps: int) -> set[int]:
    return {session + step for session in sessions for step in steps}


@pytest.mark.parametrize(("sessions", "lacks"), [(SPREAD[:3], (Lack(Need.SESSIONS, 1),)), (SPREAD[:4], ())])
def test_four_sessions_are_needed(sessions: tuple[int, ...], lacks: tuple[Lack, ...]) -> None:
    found = relief(diary_from(usual(90), sessions))
    assert found.lacks == lacks
    assert (found.change is None) == bool(lacks)
    assert (found.sessions, found.held) == (len(sessions), len(sessions))
    assert bool(curve(diary_from(usual(90), sessions)).after) == (not lacks)


@pytest.mark.parametrize(("side", "kept"), [("before", 1), ("after", 1), ("before", 0), ("after", 0)])
def test_a_session_counts_with_a_rating_in_the_three_days_on_both_sides(side: str, kept: int) -> None:
    """A rating three days away is enough, one four days away is not; that of the session's own day never counts."""
    pain = usual(90)
    three = range(40, 43) if side == "before" else range(44, 47)
    pain[three] = NAN
    if kept:
        pain[40 if side == "before" else 46] = 5
    found = relief(diary_from(pain, (20, 31, 43, 54)))
    assert found.sessions == 3 + kept
    assert found.held == 4
    assert found.lacks == (() if kept else (Lack(Need.SESSIONS, 1),))


def test_a_single_rating_of_years_ago_changes_nothing_about_the_days_after_a_session() -> None:
    pain = usual(90)
    pain[50] = NAN
    sessions = [28, 39, 51, 62, 74]
    long_ago = diary_from(np.r_[[10.0], np.full(2900, NAN), pain], [2901 + one for one in sessions])
    # The weekday of the first day is another one, which counts only where most sessions share one.
    recent = diary_from(pain, sessions)
    assert long_ago.main_weekday() is recent.main_weekday() is None
    found, expected = relief(long_ago), relief(recent)
    assert (found.logged, found.possible) == (89, 90)
    assert (found.sessions, found.held) == (expected.sessions, expected.held) == (5, 5)
    assert numbers(found.change) == numbers(expected.change)
    assert [one.sessions for one in curve(long_ago).after] == [one.sessions for one in curve(recent).after]
    assert curve(long_ago).around == curve(recent).around


@pytest.mark.parametrize(("before", "possible"), [(27, 89), (28, 90), (29, 90), (60, 90)])
def test_at_most_twenty_eight_days_before_the_first_session_count(before: int, possible: int) -> None:
    sessions = [before + one for one in (0, 11, 23, 34, 46)]
    found = relief(diary_from(usual(before + 62), sessions))
    assert (found.logged, found.possible) == (possible, possible)


def test_what_if_does_not_fill_years_before_the_first_session_with_bad_days() -> None:
    """One rating lies 1,000 days back; since then no day is without one, so there is nothing to ask."""
    journal = journal_of(
        np.r_[[9.0], np.full(1000, NAN), usual(90)], [1029 + one for one in (0, 11, 23, 34, 46)]
    )
    found = analyse(journal, today=MONDAY + timedelta(days=1091))
    assert found.relief.change is not None
    assert found.relief_if.if_bad is None


def test_sessions_at_either_end_of_a_diary_have_no_day_beside_them() -> None:
    assert sessions_on_both_sides(diary_from(usual(30), (0, 10, 29))) == 1
    assert sessions_on_both_sides(diary_from(usual(30), (-1, 1, 28, 30))) == 2


def test_sessions_before_the_diary_were_held_and_those_after_it_were_not() -> None:
    found = relief(diary_from(usual(60), (-20, -10, 20, 30, 40, 50, 60, 70)))
    assert (found.held, found.sessions) == (6, 4)


def three_a_week(weeks: int, first: int) -> list[int]:
    return [first + 7 * week + day for week in range(weeks) for day in (0, 2, 4)]


def test_nothing_is_answered_for_somebody_treated_on_monday_wednesday_and_friday() -> None:
    """Ana's pain only wavers, and she begins on a bad day; with no other day to compare with, that day would decide."""
    pain = usual(63)
    sessions = three_a_week(6, 21)
    pain[21] = 10
    diary = diary_from(pain, sessions)
    assert {int(one) for one in diary.weekday_of(diary.sessions)} == {0, 2, 4}
    found = relief(diary)
    assert found.lacks == (Lack(Need.OTHER_DAYS),)
    assert found.change is None
    assert found.verdict is Verdict.NOT_ENOUGH
    assert curve(diary) == Curve((), ())
    assert at_least_days(found.verdict, curve(diary)) is None


@pytest.mark.parametrize(("others", "lacks"), [(3, (Lack(Need.OTHER_DAYS),)), (4, ())])
def test_four_other_days_since_the_first_session_are_needed(others: int, lacks: tuple[Lack, ...]) -> None:
    """Days +1 to +3 are the days asked about, +4 and +5 may still linger; only from +6 on a day is another one."""
    sessions = three_a_week(4, 21)
    diary = diary_from(usual(sessions[-1] + 6 + others), sessions)
    assert relief(diary).lacks == lacks
    assert relief(diary_from(np.r_[diary.pain, NAN, NAN], sessions)).lacks == lacks


def test_days_before_the_first_session_are_no_other_days() -> None:
    sessions = three_a_week(4, 21)
    early = diary_from(usual(sessions[-1] + 6), sessions)
    assert relief(early).lacks == (Lack(Need.OTHER_DAYS),)


def test_the_day_of_the_first_session_is_no_other_day_and_those_of_later_ones_are() -> None:
    """With six days from one session to the next only the days of the later sessions are left to compare with."""
    sessions = [20, 26, 32, 38]
    assert relief(diary_from(usual(44), sessions)).lacks == (Lack(Need.OTHER_DAYS),)
    assert relief(diary_from(usual(45), sessions)).lacks == ()


@pytest.mark.parametrize("before", [2, 3])
def test_a_step_at_the_first_session_is_told_apart_from_three_days_before_it_on(before: int) -> None:
    first = 10
    sessions = [first, 21, 33, 45, 58]
    pain = usual(72)
    pain[: first - before] = NAN
    diary = diary_from(pain, sessions)
    days = np.arange(72)
    near, lingers = after(sessions, 1, 2, 3), after(sessions, 4, 5)
    columns = [marks(72, near), marks(72, lingers), days - days[diary.rated()].mean()]
    if before >= 3:
        columns.append(days >= first)
    assert numbers(relief(diary).change) == pytest.approx(by_hand(diary, *columns))


@pytest.mark.parametrize("lingering", [2, 3])
def test_lingering_days_have_a_column_of_their_own_from_three_of_them_on(lingering: int) -> None:
    sessions = list(SPREAD)
    pain = usual(90)
    pain[sorted(after(sessions, 4, 5))[lingering:]] = NAN
    diary = diary_from(pain, sessions)
    days = np.arange(90)
    columns = [marks(90, after(sessions, 1, 2, 3)), days >= 20, days - days[diary.rated()].mean()]
    if lingering >= 3:
        columns.append(marks(90, after(sessions, 4, 5)))
    assert numbers(relief(diary).change) == pytest.approx(by_hand(diary, *columns))


def test_sessions_before_the_diary_leave_their_relief_on_its_first_days_and_never_on_its_last() -> None:
    sessions = [-4, -1, 20, 31, 43, 54, 66]
    diary = diary_from(usual(80), sessions)
    days = np.arange(80)
    near = after(sessions, 1, 2, 3)
    expected = by_hand(diary, marks(80, near), marks(80, after(sessions, 4, 5) - near), days - days.mean())
    found = relief(diary)
    assert numbers(found.change) == pytest.approx(expected)
    assert (found.sessions, found.held) == (5, 7)


def test_days_around_a_session_that_lie_outside_of_the_diary_are_not_drawn() -> None:
    sessions = [0, 6, 20, 31, 43, 54]
    around = {one.step: one.sessions for one in curve(diary_from(usual(61), sessions)).around}
    assert around[0] == 6
    # The sessions of day 0 and 6 have no day -7; that of day 6 has a day -6.
    assert [around[step] for step in (-7, -6, -5)] == [4, 5, 5]
    # The last session has days +1 to +6; day +7 is that of a diary longer by one.
    assert around[7] == 4
    longer = {one.step: one.sessions for one in curve(diary_from(usual(62), sessions)).around}
    assert longer[7] == 5


def test_a_later_session_ends_neither_the_three_days_nor_the_ratings_of_its_own_day() -> None:
    """The second session falls on day +2 of the first; day +4 of the first is day +2 of the second and does not linger."""
    sessions = [20, 22, 33, 45, 57, 70]
    diary = diary_from(usual(90), sessions)
    days = np.arange(90)
    near = after(sessions, 1, 2, 3)
    expected = by_hand(
        diary,
        marks(90, near),
        marks(90, {26, 27} | after(sessions[2:], 4, 5)),
        days >= 20,
        days - days.mean(),
    )
    assert numbers(relief(diary).change) == pytest.approx(expected)


@pytest.mark.parametrize(("tuesdays", "weekday"), [(59, None), (60, 1)])
def test_sessions_share_a_weekday_from_sixty_of_a_hundred_on(tuesdays: int, weekday: int | None) -> None:
    sessions = [1 + 7 * week for week in range(tuesdays)]
    sessions += [place // 6 * 7 + (0, 2, 3, 4, 5, 6)[place % 6] for place in range(100 - tuesdays)]
    diary = diary_from(usual(20), sessions)
    assert len(diary.sessions) == 100
    assert diary.main_weekday() == weekday
    assert relief(diary).weekday == weekday


def test_nobody_without_a_session_has_a_weekday_of_sessions() -> None:
    assert diary_from(usual(20)).main_weekday() is None


def test_the_rhythm_of_the_week_is_taken_out_where_sessions_share_a_weekday() -> None:
    sessions = [22, 29, 43, 57, 71]
    diary = diary_from(usual(90), sessions)
    days = np.arange(90)
    expected = by_hand(
        diary,
        marks(90, after(sessions, 1, 2, 3)),
        marks(90, after(sessions, 4, 5)),
        days >= 22,
        days - days.mean(),
        *((days % 7 == one).astype(float) - (days % 7 == 6) for one in range(6)),
    )
    found = relief(diary)
    assert found.weekday == 1
    assert numbers(found.change) == pytest.approx(expected)


def test_somebody_who_never_writes_on_weekends_still_gets_an_answer() -> None:
    """There is nothing to tell Saturdays apart with, and nothing that needs to be told apart."""
    pain = usual(91)
    pain[np.arange(91) % 7 >= 5] = NAN
    diary = diary_from(pain, [22, 29, 43, 57, 71], stress=usual(91, seed=32))
    assert diary.weekday_columns(diary.rated()).shape == (65, 4)
    found = relief(diary)
    assert found.weekday == 1
    assert found.lacks == ()
    assert found.change is not None
    assert curve(diary).after != ()


def test_flat_pain_is_called_all_the_same_and_days_too_few_a_pattern() -> None:
    flat = relief(diary_from(np.full(90, 5.0), SPREAD))
    assert flat.lacks == (Lack(Need.VARIETY),)
    assert flat.change is None
    step = marks(90, after(SPREAD, 1, 2, 3))
    assert relief(diary_from(5 - step, SPREAD)).lacks == (Lack(Need.PATTERN),)
    assert curve(diary_from(np.full(90, 5.0), SPREAD)) == Curve((), ())


def test_a_day_of_the_curve_needs_four_sessions_with_a_rating_on_it() -> None:
    pain = usual(90)
    sessions = SPREAD[:5]
    pain[[22, 24, 35]] = NAN
    pain[[23, 34, 46, 57, 69]] = NAN
    found = curve(diary_from(pain, sessions))
    assert [(one.step, one.sessions) for one in found.after] == [
        (1, 5),
        (2, 4),
        (3, 0),
        (4, 3),
        (5, 5),
        (6, 5),
    ]
    assert [one.step for one in found.after if one.change is not None] == [1, 2, 5, 6]


def test_a_day_of_the_curve_is_counted_up_to_the_next_session_only() -> None:
    sessions = [20, 23, 34, 46, 58, 70]
    found = curve(diary_from(usual(90), sessions))
    assert [one.sessions for one in found.after] == [6, 6, 5, 5, 5, 5]
    around = {one.step: one.sessions for one in found.around}
    assert sorted(around) == [*range(-7, 1), *range(7, 14)]
    assert around[-7] == around[0] == 6
    # After the sixth day only where no session followed: four times for eleven days, and after the last session.
    assert [around[step] for step in range(7, 14)] == [5, 5, 5, 5, 4, 1, 1]


def test_the_curve_is_made_of_one_column_a_day() -> None:
    sessions = list(SPREAD)
    diary = diary_from(usual(90), sessions)
    days = np.arange(90)
    each = [marks(90, after(sessions, step)) for step in range(1, 7)]
    found = curve(diary)
    for step in (1, 4, 6):
        ordered = [each[step - 1], *each[: step - 1], *each[step:], days >= 20, days - days.mean()]
        assert numbers(found.after[step - 1].change) == pytest.approx(by_hand(diary, *ordered))


CLEAR, UNCLEAR = estimate(-2, -0.01), estimate(-2, 0.0)


def days_after(*found: tuple[Estimate | None, int]) -> Curve:
    return Curve(tuple(DayAfter(step + 1, *one) for step, one in enumerate(found)), ())


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        (days_after((CLEAR, 9), (CLEAR, 7), (UNCLEAR, 4), (CLEAR, 5)), (2, 7)),
        (days_after((CLEAR, 5), (CLEAR, 8), (UNCLEAR, 4)), (2, 5)),
        (days_after((CLEAR, 9), (None, 3), (CLEAR, 9)), (1, 9)),
        (days_after((UNCLEAR, 9), (CLEAR, 9)), None),
        (days_after((None, 3), (CLEAR, 9)), None),
        (days_after((estimate(0.5, 2), 9), (CLEAR, 9)), None),
        (days_after(*[(CLEAR, 9)] * 6), (6, 9)),
        (Curve((), ()), None),
    ],
)
def test_relief_lasts_at_least_up_to_the_first_day_that_is_not_clear(
    found: Curve, answer: tuple[int, int] | None
) -> None:
    for word in (Verdict.PROBABLY_LOWER, Verdict.CLEARLY_LOWER):
        assert at_least_days(word, found) == answer


@pytest.mark.parametrize("word", [one for one in Verdict if not one.is_lower])
def test_how_long_is_never_said_without_relief(word: Verdict) -> None:
    assert at_least_days(word, days_after((CLEAR, 9), (CLEAR, 9))) is None


def test_relief_is_looked_for_on_six_days_at_most() -> None:
    """However much lower Ana's pain is on the days after, nobody claims a seventh."""
    rng = np.random.default_rng(33)
    sessions = list(range(20, 200, 14))
    lower = marks(210, after(sessions, *range(1, 7)))
    pain = np.clip(np.round(rng.normal(7, 0.8, 210) - 4 * lower), 0, 10)
    diary = diary_from(pain, sessions)
    found = curve(diary)
    assert len(found.after) == 6
    assert at_least_days(Verdict.CLEARLY_LOWER, found) == (6, 13)


@pytest.mark.parametrize(
    ("gap", "between"),
    [
        (2, None),
        (3, ([11], [12])),
        (4, ([11], [13])),
        (5, ([11, 12], [13, 14])),
        (6, ([11, 12], [14, 15])),
        (7, ([11, 12, 13], [14, 15, 16])),
        (8, ([11, 12, 13], [15, 16, 17])),
        (20, ([11, 12, 13], [27, 28, 29])),
    ],
)
def test_a_simple_comparison_uses_no_day_twice(gap: int, between: tuple[list[int], list[int]] | None) -> None:
    """A point more on one day moves the simple difference by that day's share, after a session up, before one down."""
    days, sessions = 40, (10, 10 + gap)
    expected = np.zeros(days)
    if between is not None:
        first_after, second_before = between
        for sign, window in (
            (-1, [7, 8, 9]),
            (1, first_after),
            (-1, second_before),
            (1, [11 + gap, 12 + gap, 13 + gap]),
        ):
            assert not expected[window].any()
            expected[window] = sign / len(window) / 2
    level = naive(diary_from(np.full(days, 5.0), sessions))
    if between is None:
        assert level is None
        return
    assert level is not None
    assert (level.change, level.sessions) == (0, 2)
    moved = []
    for day in range(days):
        pain = np.full(days, 5.0)
        pain[day] += 1
        found = naive(diary_from(pain, sessions))
        assert found is not None
        moved.append(found.change)
    assert moved == pytest.approx(expected)


def test_a_simple_comparison_leaves_out_sessions_with_nothing_on_one_side() -> None:
    pain = np.r_[[6.0, 6, 6, 9, 4, NAN, 5], np.full(10, NAN)]
    found = naive(diary_from(pain, (3,)))
    assert found is not None
    assert (found.change, found.sessions) == (pytest.approx(-1.5), 1)
    assert naive(diary_from(pain, (0,))) is None
    assert naive(diary_from(pain, (-1,))) is None
    early = naive(diary_from([2.0, 4, 9, 1, 1, 1, 5, 5, 5], (2,)))
    assert early is not None
    assert early.change == pytest.approx(1 - 3)
    assert naive(diary_from(pain, (-5, 10))) is None
    assert naive(diary_from(pain)) is None


def test_the_word_for_relief_is_that_of_its_interval() -> None:
    for change, word in (
        (None, Verdict.NOT_ENOUGH),
        (estimate(-2.01, 2), Verdict.TOO_UNCERTAIN),
        (estimate(-2, 2), Verdict.CANNOT_TELL),
        (estimate(-0.9, 0.9), Verdict.SAME),
        (estimate(-2, -0.5), Verdict.CLEARLY_LOWER),
    ):
        assert Relief(change, 5, 5, 50, 60, None, ()).verdict is word
