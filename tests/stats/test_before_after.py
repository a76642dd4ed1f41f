"""Before against after the first session: which days count, from how many on, and when the start was a bad time."""

from datetime import timedelta

import numpy as np
import pytest

from acujournal.stats.analysis import LastWeek, analyse, last_sunday
from acujournal.stats.course import Side, before_after, share_of_pairs_lower
from acujournal.stats.engine import fit
from acujournal.stats.verdict import Importance, Lack, Need, Verdict
from acujournal.stats.wording import EASES_BY_ITSELF, course_answer
from tests.stats.conftest import MONDAY, diary_from, journal_of, resembling

NAN = float("nan")
FEW = "Only 13 days from before it began; 14 or more would be surer."
BAD_WEEK = "The week before it began was a bad one: a point or more above the days before."


def usual(days: int, seed: int = 41) -> np.ndarray:
    return resembling(np.random.default_rng(seed), days, phi=0.4)


@pytest.mark.parametrize(("logged", "lacks"), [(6, (Lack(Need.DAYS_BEFORE, 1),)), (7, ())])
def test_seven_ratings_before_the_first_session_are_needed(logged: int, lacks: tuple[Lack, ...]) -> None:
    pain = usual(60)
    pain[: 20 - logged] = NAN
    found = before_after(diary_from(pain, [20]))
    assert found.lacks == lacks
    assert (found.change is None) == (found.thirty is None) == (found.pairs_lower is None) == bool(lacks)
    assert found.before is not None
    assert (found.before.logged, found.before.possible) == (logged, 20)


@pytest.mark.parametrize(("logged", "lacks"), [(13, (Lack(Need.DAYS_AFTER, 1),)), (14, ())])
def test_fourteen_ratings_after_the_first_session_are_needed(logged: int, lacks: tuple[Lack, ...]) -> None:
    pain = usual(60)
    pain[21 + logged :] = NAN
    found = before_after(diary_from(pain, [20]))
    assert found.lacks == lacks
    assert (found.change is None) == bool(lacks)
    assert found.after is not None
    assert (found.after.logged, found.after.possible) == (logged, 39)


def test_what_is_lacking_on_both_sides_is_counted_on_both() -> None:
    found = before_after(diary_from(usual(15), [5]))
    assert found.lacks == (Lack(Need.DAYS_BEFORE, 2), Lack(Need.DAYS_AFTER, 5))
    assert found.verdict is Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    ("days", "lacks"),
    [
        (0, (Lack(Need.FIRST_SESSION), Lack(Need.DAYS_BEFORE, 7))),
        (6, (Lack(Need.FIRST_SESSION), Lack(Need.DAYS_BEFORE, 1))),
        (7, (Lack(Need.FIRST_SESSION),)),
        (40, (Lack(Need.FIRST_SESSION),)),
    ],
)
def test_before_the_first_session_its_coming_and_a_week_of_ratings_are_missing(
    days: int, lacks: tuple[Lack, ...]
) -> None:
    found = before_after(diary_from(usual(days)))
    assert found.lacks == lacks
    assert found.first_session is found.before is found.after is found.change is None
    assert not found.began_high
    # A session that lies ahead has not come.
    assert before_after(diary_from(usual(days)), days) == found


def test_the_day_of_the_first_session_is_on_neither_side() -> None:
    pain = np.r_[np.tile([4.0, 6], 10), [10], np.tile([2.0, 4], 10)]
    found = before_after(diary_from(pain, [20]))
    first = MONDAY + timedelta(days=20)
    assert found.first_session == first
    assert found.before == Side(MONDAY, first, 5.0, 20)
    assert found.after == Side(first + timedelta(days=1), MONDAY + timedelta(days=41), 3.0, 20)
    assert found.change is not None
    assert found.change.value == pytest.approx(-2)


def test_of_a_long_baseline_the_last_twenty_eight_days_count() -> None:
    pain = usual(100)
    pain[:12] = 10
    pain[11] = 0
    found = before_after(diary_from(pain, [40]))
    assert found.before is not None
    assert found.before.first == MONDAY + timedelta(days=12)
    assert (found.before.logged, found.before.possible) == (28, 28)
    assert found.before.mean == pytest.approx(pain[12:40].mean())
    days = np.r_[12:40, 41:100]
    is_after = days > 40
    fitted = fit(
        days.astype(float), pain[days], np.column_stack([np.ones(len(days)), is_after]).astype(float)
    )
    assert fitted is not None
    expected = fitted.plain(np.where(is_after, 1 / 59, -1 / 28))
    assert found.change is not None
    assert (found.change.low, found.change.high) == pytest.approx((expected.low, expected.high))


def test_the_first_session_of_a_later_course_has_a_baseline_of_its_own() -> None:
    pain = usual(120)
    found = before_after(diary_from(pain, [10, 20, 70, 80]), 70)
    assert found.before is not None
    assert found.before.first == MONDAY + timedelta(days=42)
    assert found.before.mean == pytest.approx(pain[42:70].mean())
    journal = journal_of(pain, [10, 20, 70, 80])
    asked = analyse(
        journal, today=MONDAY + timedelta(days=120), treated_from=MONDAY + timedelta(days=70)
    ).course
    assert asked.first_session == MONDAY + timedelta(days=70)
    assert asked.before is not None
    assert asked.before.mean == pytest.approx(pain[42:70].mean())


def test_a_first_session_before_the_diary_leaves_nothing_to_compare_with() -> None:
    found = before_after(diary_from(usual(60), [-3]))
    assert found.lacks == (Lack(Need.DAYS_BEFORE, 7),)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.logged, found.before.possible, found.before.mean) == (0, 0, None)
    assert (found.after.logged, found.importance) == (60, Importance.UNSAID)


def test_flat_pain_is_all_the_same_and_two_flat_phases_are_a_pattern() -> None:
    assert before_after(diary_from(np.full(60, 5.0), [20])).lacks == (Lack(Need.VARIETY),)
    phases = np.r_[np.full(20, 7.0), np.full(40, 4.0)]
    assert before_after(diary_from(phases, [20])).lacks == (Lack(Need.PATTERN),)


def test_pairs_in_which_the_day_after_is_lower_count_whole_and_ties_half() -> None:
    pain = np.r_[np.tile([4.0, 6], 7), [9], np.tile([3.0, 4], 7)]
    assert before_after(diary_from(pain, [14])).pairs_lower == pytest.approx((4 - 0.5) / 4)
    assert share_of_pairs_lower(np.array([3.0]), np.array([3.0, 2, 4, 5])) == pytest.approx(1.5 / 4)


def baseline(rest: list[float], last_week: list[float]) -> np.ndarray:
    """The ratings before a first session, then weeks that waver."""
    return np.r_[rest, last_week, [5], usual(50)]


WAVERS = [4.0, 5, 6, 4, 5, 6, 5]


@pytest.mark.parametrize(
    ("last_week", "is_high"),
    [
        ([5.0, 6, 7, 5, 6, 7, 6], True),
        ([5.0, 6, 7, 5, 6, 7, 5], False),
        ([9.0, 9, 9, 9, 9, 9, 9], True),
        ([3.0, 4, 5, 3, 4, 5, 4], False),
    ],
)
def test_somebody_began_at_a_bad_time_when_the_week_before_lay_a_point_above_the_rest(
    last_week: list[float], *, is_high: bool
) -> None:
    found = before_after(diary_from(baseline(WAVERS, last_week), [14]))
    assert found.began_high is is_high
    answer = course_answer(found)
    assert answer.first == ((BAD_WEEK, EASES_BY_ITSELF) if is_high else ())
    assert answer.under == ("" if is_high else EASES_BY_ITSELF)


def test_a_little_less_than_a_point_is_no_bad_time() -> None:
    """One of twenty-one days a point higher leaves twenty twenty-firsts of the point."""
    rest = [*WAVERS, *WAVERS, *WAVERS]
    last_week = [5.0, 6, 7, 5, 6, 7, 6]
    assert before_after(diary_from(baseline(rest, last_week), [28])).began_high
    assert not before_after(diary_from(baseline([5.0, *rest[1:]], last_week), [28])).began_high


@pytest.mark.parametrize(
    ("rest", "last_week", "is_high"),
    [
        ([4.0, 4, 4], [8.0, 8, 8], True),
        ([4.0, 4], [8.0, 8, 8], False),
        ([4.0, 4, 4], [8.0, 8], False),
    ],
)
def test_weeks_are_not_compared_with_fewer_than_three_ratings_each(
    rest: list[float], last_week: list[float], *, is_high: bool
) -> None:
    pain = baseline(rest, [*last_week, *[NAN] * (7 - len(last_week))])
    assert before_after(diary_from(pain, [len(rest) + 7])).began_high is is_high


def test_the_week_before_is_seven_days_long() -> None:
    """Day -8 belongs to the rest: it is what keeps the week before from lying a point above."""
    assert before_after(diary_from(baseline([4.0] * 6 + [10], [6.0] * 7), [14])).began_high
    assert not before_after(diary_from(baseline([4.0] * 6 + [10], [5.0] * 7), [14])).began_high
    assert not before_after(diary_from(baseline([5.0] * 7, [9.0] + [5] * 6), [14])).began_high


@pytest.mark.parametrize("logged", [13, 14])
def test_fewer_than_fourteen_days_before_put_a_warning_in_front_of_the_number(logged: int) -> None:
    pain = usual(60)
    pain[: 20 - logged] = NAN
    pain[13:20] = [4, 5, 6, 4, 5, 6, 5]
    pain[20 - logged : 13] = np.tile([4.0, 5, 6], 3)[: logged - 7]
    found = before_after(diary_from(pain, [20]))
    assert not found.began_high
    answer = course_answer(found)
    assert answer.first == ((FEW, EASES_BY_ITSELF) if logged == 13 else ())
    said = answer.sentences()
    assert said.count(EASES_BY_ITSELF) == 1
    number = said.index(answer.numbers)
    assert said[0] == answer.plain
    if logged == 13:
        assert said.index(FEW) < said.index(EASES_BY_ITSELF) < number
        assert answer.beside() == (FEW, EASES_BY_ITSELF, answer.numbers)
    else:
        assert said.index(EASES_BY_ITSELF) > number
        assert answer.beside() == (answer.numbers, EASES_BY_ITSELF)


@pytest.mark.parametrize(
    ("after", "now", "week_ago"), [(13, False, False), (14, True, False), (20, True, False), (21, True, True)]
)
def test_the_word_of_last_week_is_the_word_seven_days_earlier(
    after: int, *, now: bool, week_ago: bool
) -> None:
    """The fourteenth day after the first session turns "not enough data yet" into a word; a week later so does its echo."""
    journal = journal_of(usual(80), [20])
    until = MONDAY + timedelta(days=21 + after)
    found = analyse(journal, today=until, until=until)
    assert (found.course.verdict is not Verdict.NOT_ENOUGH) is now
    assert (found.last_week.course is not Verdict.NOT_ENOUGH) is week_ago
    earlier = analyse(journal, today=until, until=until - timedelta(days=7))
    assert found.last_week == LastWeek(earlier.course.verdict, earlier.relief.verdict)


@pytest.mark.parametrize(("since_fourth", "week_ago"), [(8, False), (9, True)])
def test_the_relief_of_last_week_knows_no_later_session(since_fourth: int, *, week_ago: bool) -> None:
    """A fourth session counts from the day after it on; the fifth, of this week, was not there a week ago."""
    sessions = [20, 31, 43, 54, 57]
    until = MONDAY + timedelta(days=54 + since_fourth)
    found = analyse(journal_of(usual(90), sessions), today=until, until=until)
    assert found.relief.verdict is not Verdict.NOT_ENOUGH
    assert (found.last_week.relief is not Verdict.NOT_ENOUGH) is week_ago


def test_a_period_nobody_chose_is_the_last_thirteen_weeks() -> None:
    until = MONDAY + timedelta(days=200)
    found = analyse(journal_of(usual(200), [20]), today=until, until=until)
    assert (found.trend.first, found.trend.until) == (until - timedelta(days=91), until)
    assert found.complete.possible == 91
    assert sum(one.ratings for one in found.week) == 91
    assert found.course.after is not None
    assert found.course.after.possible == 179


@pytest.mark.parametrize(("day", "sunday"), [(0, -1), (1, -1), (5, -1), (6, -1), (7, 6), (13, 6), (14, 13)])
def test_the_last_sunday_is_one_that_is_over(day: int, sunday: int) -> None:
    assert last_sunday(MONDAY + timedelta(days=day)) == MONDAY + timedelta(days=sunday)
