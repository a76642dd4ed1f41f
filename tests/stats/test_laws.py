"""What must hold whatever the diary says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acujournal.stats.analysis import Analysis, analyse
from acujournal.stats.beside import beside
from acujournal.stats.course import before_after, trend
from acujournal.stats.diary import Diary
from acujournal.stats.engine import Estimate
from acujournal.stats.relief import curve, relief
from acujournal.stats.verdict import Verdict
from tests.stats.conftest import MONDAY, diary_from, journal_of, resembling

MIRRORED = {
    Verdict.PROBABLY_LOWER: Verdict.PROBABLY_HIGHER,
    Verdict.PROBABLY_HIGHER: Verdict.PROBABLY_LOWER,
    Verdict.CLEARLY_LOWER: Verdict.CLEARLY_HIGHER,
    Verdict.CLEARLY_HIGHER: Verdict.CLEARLY_LOWER,
}


@st.composite
def diaries(draw: st.DrawFn) -> tuple[np.ndarray, list[int], np.ndarray]:
    """Pain from 2 to 8 of which any day may be missing, sessions after some weeks, and stress."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    days = draw(st.integers(60, 130))
    pain = np.clip(resembling(rng, days, phi=draw(st.sampled_from([0.0, 0.4, 0.8]))), 2, 8)
    pain[rng.random(days) < draw(st.sampled_from([0.0, 0.1, 0.3]))] = np.nan
    stress = np.clip(resembling(rng, days, phi=0.3), 2, 8)
    first = draw(st.integers(8, 30))
    gaps = draw(st.lists(st.integers(3, 12), min_size=5, max_size=12))
    sessions = [int(one) for one in np.cumsum([first, *gaps]) if one < days]
    return pain, sessions, stress


def answers(diary: Diary) -> dict[str, Estimate | None]:
    course, pair = before_after(diary), beside(diary, diary.stress)
    return {
        "course": course.change,
        "trend": trend(diary).weekly,
        "relief": relief(diary).change,
        "stress": pair.same_day,
        "stress before": pair.day_before,
        **{f"day {one.step}": one.change for one in curve(diary).after},
    }


def same(
    one: dict[str, Estimate | None],
    other: dict[str, Estimate | None],
    turn: Callable[[Estimate], tuple[float, float, float]],
) -> None:
    assert one.keys() == other.keys()
    for name, estimate in one.items():
        turned = other[name]
        assert (estimate is None) == (turned is None), name
        if estimate is not None and turned is not None:
            expected = (turned.value, turned.low, turned.high)
            assert turn(estimate) == pytest.approx(expected, abs=1e-5), name


def unchanged(one: Estimate) -> tuple[float, float, float]:
    return one.value, one.low, one.high


def mirrored(one: Estimate) -> tuple[float, float, float]:
    return -one.value, -one.high, -one.low


@settings(max_examples=15, deadline=None)
@given(diaries(), st.integers(-2, 2))
def test_a_constant_added_to_all_scores_changes_no_difference(
    made: tuple[np.ndarray, list[int], np.ndarray], constant: int
) -> None:
    pain, sessions, stress = made
    same(
        answers(diary_from(pain, sessions, stress=stress)),
        answers(diary_from(pain + constant, sessions, stress=stress + constant)),
        unchanged,
    )


@settings(max_examples=15, deadline=None)
@given(diaries())
def test_pain_mirrored_mirrors_every_answer(made: tuple[np.ndarray, list[int], np.ndarray]) -> None:
    pain, sessions, stress = made
    one, other = diary_from(pain, sessions, stress=stress), diary_from(10 - pain, sessions, stress=stress)
    same(answers(one), answers(other), mirrored)
    for word in (lambda d: before_after(d).verdict, lambda d: relief(d).verdict, lambda d: trend(d).verdict):
        assert MIRRORED.get(word(one), word(one)) is word(other)


@settings(max_examples=15, deadline=None)
@given(diaries())
def test_time_reversed_flips_the_sign_of_the_trend(made: tuple[np.ndarray, list[int], np.ndarray]) -> None:
    pain, *_ = made
    one, other = trend(diary_from(pain)).weekly, trend(diary_from(pain[::-1])).weekly
    assert one is not None
    assert other is not None
    assert mirrored(one) == pytest.approx((other.value, other.low, other.high), abs=1e-5)


def all_numbers(found: Analysis) -> list[object]:
    """Everything in an analysis but its dates."""
    course = found.course
    estimates = (course.change, course.thirty, found.relief.change, found.trend.weekly, found.stress.same_day)
    return [
        *(one and (one.value, one.low, one.high) for one in estimates),
        [(one.step, one.sessions) for one in found.curve.after],
        [(one.step, one.mean) for one in found.curve.around],
        found.at_least,
        found.course_if,
        found.relief_if,
        replace(found.complete, span=None),
        found.last_week,
        course.lacks,
        found.relief.lacks,
        found.trend.lacks,
    ]


@settings(max_examples=8, deadline=None)
@given(diaries(), st.sampled_from([364, -364, 7 * 300]))
def test_dates_shifted_by_whole_weeks_change_nothing_but_dates(
    made: tuple[np.ndarray, list[int], np.ndarray], shift: int
) -> None:
    pain, sessions, stress = made
    later = MONDAY + timedelta(days=shift)
    one, other = (
        analyse(
            journal_of(pain, sessions, stress=stress, first=first), today=first + timedelta(days=len(pain))
        )
        for first in (MONDAY, later)
    )
    assert all_numbers(one) == all_numbers(other)


def test_a_journal_shifted_by_a_year_says_the_same_since_the_first_session() -> None:
    """A year is not whole weeks, so that only its answers without weekdays are the same."""
    pain = resembling(np.random.default_rng(3), 100, phi=0.4)
    sessions = [20, 29, 37, 48, 56, 66, 75, 83]
    one, other = (
        diary_from(pain, sessions, first=first) for first in (MONDAY, MONDAY.replace(year=MONDAY.year + 1))
    )
    same(answers(one), answers(other), unchanged)
    assert before_after(one).first_session != before_after(other).first_session


def test_the_same_journal_always_gets_the_same_answer() -> None:
    journal = journal_of(resembling(np.random.default_rng(4), 100, phi=0.6), range(15, 100, 9))
    today = MONDAY + timedelta(days=100)
    assert all_numbers(analyse(journal, today=today)) == all_numbers(analyse(journal, today=today))
