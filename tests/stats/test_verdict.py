"""Which word an interval gets, how large a drop may be called, and how sure a relation has to be."""

from datetime import timedelta

import numpy as np
import pytest

from acujournal.stats.beside import beside, go_together
from acujournal.stats.course import Trend, before_after, trend
from acujournal.stats.engine import Estimate, fit
from acujournal.stats.verdict import (
    Importance,
    Lack,
    Need,
    Verdict,
    importance_of,
    not_fitted,
    percent_counts,
    verdict_of,
)
from tests.stats.conftest import MONDAY, diary_from, estimate, resembling, turned

NAN = float("nan")
MIRRORED = {
    Verdict.PROBABLY_LOWER: Verdict.PROBABLY_HIGHER,
    Verdict.CLEARLY_LOWER: Verdict.CLEARLY_HIGHER,
}
#: 95 % interval, 99 % interval, word.
WORDS = [
    # Whether 0 is left out decides first, however wide the interval is.
    ((-2.0, -0.5), (-2.5, -0.001), Verdict.CLEARLY_LOWER),
    ((-2.0, -0.5), (-2.5, 0.0), Verdict.PROBABLY_LOWER),
    ((-2.0, -0.5), (-2.5, 0.5), Verdict.PROBABLY_LOWER),
    ((-2.0, -0.001), (-2.5, 0.5), Verdict.PROBABLY_LOWER),
    ((-9.0, -0.5), (-11.0, 0.5), Verdict.PROBABLY_LOWER),
    ((-9.0, -0.5), (-11.0, -0.1), Verdict.CLEARLY_LOWER),
    ((-0.4, -0.1), (-0.6, 0.1), Verdict.PROBABLY_LOWER),
    ((-2.0, 0.0), (-2.5, 0.5), Verdict.CANNOT_TELL),
    ((-0.5, 0.0), (-0.6, 0.1), Verdict.SAME),
    # Then the width.
    ((-2.0, 2.0), (-2.5, 2.5), Verdict.CANNOT_TELL),
    ((-2.0, 2.001), (-2.5, 2.5), Verdict.TOO_UNCERTAIN),
    ((-4.0, 0.0), (-5.0, 1.0), Verdict.CANNOT_TELL),
    ((-4.001, 0.0), (-5.0, 1.0), Verdict.TOO_UNCERTAIN),
    # Then whether all of it is nearer than a point.
    ((-0.999, 0.999), (-1.5, 1.5), Verdict.SAME),
    ((-1.0, 0.5), (-1.5, 1.0), Verdict.CANNOT_TELL),
    ((-0.5, 1.0), (-1.0, 1.5), Verdict.CANNOT_TELL),
    ((-1.001, 0.999), (-1.5, 1.5), Verdict.CANNOT_TELL),
]


@pytest.mark.parametrize(("ends", "wide", "word"), WORDS)
def test_the_word_rests_on_the_interval(
    ends: tuple[float, float], wide: tuple[float, float], word: Verdict
) -> None:
    change = estimate(*ends, wide=wide)
    assert verdict_of(change) is word
    assert verdict_of(turned(change)) is MIRRORED.get(word, word)


def test_the_word_never_rests_on_the_estimate() -> None:
    for value in (-9.0, 0.0, 9.0):
        assert verdict_of(estimate(-2, 2, value=value)) is Verdict.CANNOT_TELL
        assert verdict_of(estimate(-2, -1, value=value, wide=(-3, 1))) is Verdict.PROBABLY_LOWER


def test_nobody_without_an_interval_gets_a_word_of_change() -> None:
    assert verdict_of(None) is Verdict.NOT_ENOUGH


def test_a_slope_on_stress_is_never_called_about_the_same() -> None:
    assert verdict_of(estimate(-0.1, 0.1), same=None) is Verdict.CANNOT_TELL


def test_only_lower_and_higher_are_directions() -> None:
    lower = {Verdict.PROBABLY_LOWER, Verdict.CLEARLY_LOWER}
    higher = {Verdict.PROBABLY_HIGHER, Verdict.CLEARLY_HIGHER}
    assert {one for one in Verdict if one.is_lower} == lower
    assert {one for one in Verdict if one.is_higher} == higher
    assert {one for one in Verdict if one.is_direction} == lower | higher


def test_the_words_of_verdict_are_these_and_no_others() -> None:
    assert [one.value for one in Verdict] == [
        "not enough data yet",
        "too uncertain to say",
        "cannot tell yet",
        "about the same",
        "probably lower",
        "probably higher",
        "clearly lower",
        "clearly higher",
    ]


def line(weekly: Estimate | None, whole: Estimate | None) -> Trend:
    until = MONDAY + timedelta(days=91)
    return Trend(MONDAY, until, 80, (MONDAY, until), weekly, whole, ())


@pytest.mark.parametrize(
    ("weekly", "whole", "word"),
    [
        ((-1.0, 1.0), (-13.0, 13.0), Verdict.CANNOT_TELL),
        ((-1.0, 1.001), (-13.0, 13.0), Verdict.TOO_UNCERTAIN),
        ((-2.0, 0.0), (-26.0, 0.0), Verdict.CANNOT_TELL),
        ((-2.001, 0.0), (-26.0, 0.0), Verdict.TOO_UNCERTAIN),
        ((0.0, 2.001), (0.0, 26.0), Verdict.TOO_UNCERTAIN),
        ((-3.0, -0.5), (-39.0, -6.5), Verdict.CLEARLY_LOWER),
        ((0.5, 3.0), (6.5, 39.0), Verdict.CLEARLY_HIGHER),
        ((-0.07, 0.07), (-0.9, 0.9), Verdict.SAME),
        ((-0.08, 0.07), (-1.0, 0.9), Verdict.CANNOT_TELL),
    ],
)
def test_a_trend_is_too_uncertain_by_the_week_and_the_same_by_the_period(
    weekly: tuple[float, float], whole: tuple[float, float], word: Verdict
) -> None:
    assert line(estimate(*weekly), estimate(*whole)).verdict is word


def test_a_trend_without_a_line_has_no_word() -> None:
    assert line(None, None).verdict is Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    ("change", "value", "size"),
    [
        ((-4.0, -2.0), -3.0, Importance.IMPORTANT),
        ((-4.0, -1.99), -3.0, Importance.PROBABLY),
        ((-4.0, -0.01), -2.0, Importance.PROBABLY),
        ((-4.0, -0.01), -1.99, Importance.PERHAPS),
        ((-4.0, 0.0), -2.0, Importance.PERHAPS),
        ((-2.0, 0.5), -0.8, Importance.PERHAPS),
        ((-1.99, 0.5), -0.8, Importance.UNSAID),
        ((-1.99, -0.5), -1.2, Importance.UNSAID),
        ((-0.99, 0.99), 0.0, Importance.SMALL),
        ((-0.99, -0.2), -0.5, Importance.SMALL),
        ((-1.0, 0.5), -0.2, Importance.UNSAID),
        ((-0.5, 1.0), 0.2, Importance.UNSAID),
        ((0.5, 3.0), 2.0, Importance.UNSAID),
    ],
)
def test_two_points_make_a_drop_important(
    change: tuple[float, float], value: float, size: Importance
) -> None:
    """The share never decides here: the mean after is far above 70 % of the mean before."""
    thirty = estimate(1, 4)
    assert importance_of(estimate(*change, value=value), thirty, 7.0) is size
    assert importance_of(estimate(*change, value=value), None, 7.0) is size


@pytest.mark.parametrize(
    ("thirty", "value", "size"),
    [
        ((-2.0, 0.0), -1.0, Importance.IMPORTANT),
        ((-2.0, 0.01), -1.0, Importance.PROBABLY),
        ((-2.0, 0.5), 0.0, Importance.PROBABLY),
        ((-2.0, 0.5), 0.01, Importance.PERHAPS),
        ((0.0, 0.5), 0.2, Importance.PERHAPS),
        ((0.01, 0.5), 0.2, Importance.UNSAID),
    ],
)
def test_thirty_percent_makes_a_drop_important_too(
    thirty: tuple[float, float], value: float, size: Importance
) -> None:
    """The points never decide here: the change is nearer than two."""
    assert importance_of(estimate(-1.9, -0.5), estimate(*thirty, value=value), 4.0) is size


def test_thirty_percent_is_only_probable_where_the_change_leaves_out_zero() -> None:
    thirty = estimate(-2, 0.5, value=-0.5)
    assert importance_of(estimate(-1.9, -0.01), thirty, 4.0) is Importance.PROBABLY
    assert importance_of(estimate(-1.9, 0.0), thirty, 4.0) is Importance.PERHAPS


def test_nobody_without_an_interval_is_told_a_size() -> None:
    assert importance_of(None, None, 6.0) is Importance.UNSAID
    assert before_after(diary_from([5, 4, 3])).importance is Importance.UNSAID


@pytest.mark.parametrize(
    ("before", "counts"),
    [(1.94, False), (1.95, False), (1.951, True), (1.96, True), (2.0, True), (1.0, False), (6.0, True)],
)
def test_a_percentage_counts_from_two_points_as_they_are_shown(before: float, *, counts: bool) -> None:
    assert percent_counts(before) is counts
    assert (float(f"{before:.1f}") >= 2) is counts
    size = importance_of(estimate(-1.9, -0.5), estimate(-2, -0.1), before)
    assert size is (Importance.IMPORTANT if counts else Importance.UNSAID)


def test_thirty_percent_is_the_mean_after_against_seven_tenths_of_the_mean_before() -> None:
    pain = resembling(np.random.default_rng(21), 60, phi=0.3)
    found = before_after(diary_from(pain, [20]))
    assert found.thirty is not None
    assert found.change is not None
    before, after = pain[:20].mean(), pain[21:].mean()
    assert found.thirty.value == pytest.approx(after - 0.7 * before)
    assert found.change.value == pytest.approx(after - before)


def test_days_that_are_all_the_same_lack_variety_and_others_a_pattern_that_can_be_told() -> None:
    assert not_fitted(np.full(20, 5.0)) == Lack(Need.VARIETY)
    assert not_fitted(np.array([5.0, 5.0, 4.0])) == Lack(Need.PATTERN)


@pytest.mark.parametrize(("length", "lacks"), [(20, (Lack(Need.SPAN, 1),)), (21, ())])
def test_a_trend_needs_twenty_one_days(length: int, lacks: tuple[Lack, ...]) -> None:
    pain = resembling(np.random.default_rng(22), length, phi=0.3)
    found = trend(diary_from(np.r_[pain, np.full(30, NAN)]))
    assert found.lacks == lacks
    assert (found.weekly is None) == bool(lacks)
    assert (found.logged, found.possible) == (length, length + 30)


@pytest.mark.parametrize(("logged", "lacks"), [(13, (Lack(Need.DAYS, 1),)), (14, ())])
def test_a_trend_needs_fourteen_ratings(logged: int, lacks: tuple[Lack, ...]) -> None:
    pain = resembling(np.random.default_rng(23), 40, phi=0.3)
    pain[logged - 1 : -1] = NAN
    found = trend(diary_from(pain))
    assert found.logged == logged
    assert found.lacks == lacks
    assert (found.weekly is None) == bool(lacks)


def test_a_trend_lacks_both_when_there_is_next_to_nothing() -> None:
    assert trend(diary_from([5, 4])).lacks == (Lack(Need.SPAN, 19), Lack(Need.DAYS, 12))
    assert trend(diary_from([])).lacks == (Lack(Need.SPAN, 21), Lack(Need.DAYS, 14))


def test_a_period_of_flat_pain_is_all_the_same_and_a_ruled_line_a_pattern() -> None:
    assert trend(diary_from(np.full(30, 5.0))).lacks == (Lack(Need.VARIETY),)
    assert trend(diary_from(np.arange(30) / 5)).lacks == (Lack(Need.PATTERN),)


def test_the_change_of_a_period_is_its_slope_from_the_first_rating_to_the_last() -> None:
    pain = np.r_[np.full(3, NAN), resembling(np.random.default_rng(24), 43, phi=0.3), np.full(5, NAN)]
    found = trend(diary_from(pain))
    assert found.weekly is not None
    assert found.whole is not None
    slope = np.polyfit(np.arange(43), pain[3:46], 1)[0]
    assert found.weekly.value == pytest.approx(7 * slope)
    assert found.whole.value == pytest.approx(42 * slope)
    assert found.rated == (MONDAY + timedelta(days=3), MONDAY + timedelta(days=45))


@pytest.mark.parametrize(("rows", "lacks"), [(20, (Lack(Need.DAYS_WITH_BOTH, 1),)), (21, ())])
def test_stress_needs_twenty_one_days_with_both_scores_and_that_of_the_day_before(
    rows: int, lacks: tuple[Lack, ...]
) -> None:
    rng = np.random.default_rng(25)
    diary = diary_from(resembling(rng, rows + 1, phi=0.3), stress=resembling(rng, rows + 1, phi=0.3))
    found = beside(diary, diary.stress)
    assert (found.rows, found.possible) == (rows, rows + 1)
    assert found.lacks == lacks
    assert (found.same_day is None) == (found.day_before is None) == bool(lacks)
    assert not found.with_weekdays


def test_a_day_whose_day_before_has_no_stress_is_no_row() -> None:
    rng = np.random.default_rng(26)
    stress = resembling(rng, 40, phi=0.3)
    stress[20] = NAN
    pain = resembling(rng, 40, phi=0.3)
    pain[30] = NAN
    diary = diary_from(pain, stress=stress)
    assert beside(diary, diary.stress).rows == 40 - 1 - 2 - 1


@pytest.mark.parametrize("rows", [27, 28])
def test_the_weekday_is_taken_out_of_stress_from_twenty_eight_days_on(rows: int) -> None:
    rng = np.random.default_rng(27)
    pain, stress = resembling(rng, rows + 1, phi=0.3), resembling(rng, rows + 1, phi=0.3)
    diary = diary_from(pain, stress=stress)
    found = beside(diary, diary.stress)
    assert found.with_weekdays is (rows >= 28)
    days = np.arange(1, rows + 1)
    columns = [np.ones(rows), stress[1:], stress[:-1], days - days.mean()]
    if rows >= 28:
        columns += [(days % 7 == one).astype(float) - (days % 7 == 6) for one in range(6)]
    by_hand = fit(days.astype(float), pain[1:], np.column_stack(columns))
    assert by_hand is not None
    assert found.same_day is not None
    assert found.day_before is not None
    for one, place in ((found.same_day, 1), (found.day_before, 2)):
        expected = by_hand.coefficient(place)
        assert (one.value, one.low, one.high) == pytest.approx((expected.value, expected.low, expected.high))


def test_flat_pain_beside_stress_is_called_all_the_same() -> None:
    diary = diary_from(np.full(40, 5.0), stress=resembling(np.random.default_rng(28), 40, phi=0.3))
    found = beside(diary, diary.stress)
    assert found.lacks == (Lack(Need.VARIETY),)
    assert found.same_day is found.day_before is None


@pytest.mark.parametrize(
    ("asked", "below", "stands"),
    [
        (1, 0.024, True),
        (1, 0.026, False),
        (2, 0.012, True),
        (2, 0.013, False),
        (4, 0.006, True),
        (4, 0.0065, False),
        (4, 0.994, True),
        (4, 0.9935, False),
        (4, 0.5, False),
    ],
)
def test_with_more_relations_looked_at_each_has_to_be_that_much_surer(
    asked: int, below: float, *, stands: bool
) -> None:
    one = estimate(-1, 1, below=below)
    given = (*[one] * asked, *[None] * (4 - asked))
    assert go_together(given) == (*[stands] * asked, *[False] * (4 - asked))


def test_nothing_looked_at_shows_no_relation() -> None:
    assert go_together((None, None, None, None)) == (False, False, False, False)


def test_exactly_two_points_or_a_third_lost_counts_as_reached() -> None:
    """Means of whole numbers carry rounding: 4.857... minus 6.857... is not -2 in a computer."""
    assert importance_of(estimate(-2.6, -1.4, value=-1.9999999999999996), None, 6.9) is Importance.PROBABLY
    change, share = estimate(-2.0, -1.0, value=-1.5), estimate(-0.5, 0.5, value=1.9e-16)
    assert importance_of(change, share, 5.0) is Importance.PROBABLY
