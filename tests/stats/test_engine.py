"""The engine against other programs' answers, and against itself."""

import numpy as np
import pandas as pd
import pytest

from acujournal.stats.beside import beside
from acujournal.stats.course import before_after, share_of_pairs_lower, trend
from acujournal.stats.diary import Diary
from acujournal.stats.engine import GRID, Mixture, estimate_of, fit
from tests.stats.conftest import DATA, diary_from, golden, resembling

CAR1 = pd.read_csv(DATA / "expected_nlme_gls_car1.csv")
NUGGET = pd.read_csv(DATA / "expected_nlme_gls_nugget.csv")
INTERVALS = pd.read_csv(DATA / "expected_reference_intervals.csv")


def model(diary: Diary, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days, pain and columns of the models R was asked to fit."""
    earlier = np.concatenate([[np.nan], diary.stress[:-1]])
    days = diary.rated()
    if name == "phase":
        first = diary.sessions[0]
        days = days[days != first]
        columns = [np.ones(len(days)), days > first]
    elif name == "trend":
        columns = [np.ones(len(days)), days]
    elif name == "stress":
        days = days[~np.isnan(diary.stress[days])]
        columns = [np.ones(len(days)), diary.stress[days], days]
    else:
        days = days[~np.isnan(diary.stress[days]) & ~np.isnan(earlier[days])]
        columns = [np.ones(len(days)), diary.stress[days], earlier[days], days]
    return days.astype(float), diary.pain[days], np.column_stack(columns).astype(float)


@pytest.mark.parametrize(
    ("patient", "name", "phi"),
    [
        (patient, name, float(rows["phi"].iloc[0]))
        for (patient, name), rows in CAR1.groupby(["patient", "model"])
    ],
)
def test_estimates_are_those_of_nlme(patient: str, name: str, phi: float) -> None:
    rows = CAR1[(CAR1["patient"] == patient) & (CAR1["model"] == name)]
    days, values, columns = model(golden(patient), name)
    fitted = fit(days, values, columns, grid=((phi, 1.0, 1.0),))
    assert fitted is not None
    assert len(days) == rows["n"].iloc[0]
    errors = np.sqrt(fitted.variances[0] * np.diag(fitted.covariances[0]))
    assert fitted.betas[0] == pytest.approx(rows["gls_est"].to_numpy(), abs=1e-6)
    assert errors == pytest.approx(rows["gls_se"].to_numpy(), abs=1e-6)
    assert np.sqrt(fitted.variances[0]) == pytest.approx(rows["sigma"].iloc[0], abs=1e-6)
    assert fitted.log_likelihoods[0] == pytest.approx(rows["logREML"].iloc[0], abs=1e-6)
    plain = fit(days, values, columns, grid=((0.0, 1.0, 1.0),))
    assert plain is not None
    assert plain.betas[0] == pytest.approx(rows["ols_est"].to_numpy(), abs=1e-6)


@pytest.mark.parametrize(
    ("patient", "phi", "lam"),
    list(NUGGET[["patient", "phi", "lam"]].drop_duplicates().itertuples(index=False, name=None)),
)
def test_estimates_with_reading_error_are_those_of_nlme(patient: str, phi: float, lam: float) -> None:
    rows = NUGGET[(NUGGET["patient"] == patient) & (NUGGET["phi"] == phi) & (NUGGET["lam"] == lam)]
    fitted = fit(*model(golden(patient), "phase"), grid=((phi, lam, 1.0),))
    assert fitted is not None
    errors = np.sqrt(fitted.variances[0] * np.diag(fitted.covariances[0]))
    assert fitted.betas[0] == pytest.approx(rows["est"].to_numpy(), abs=1e-6)
    assert errors == pytest.approx(rows["se"].to_numpy(), abs=1e-6)
    assert np.sqrt(fitted.variances[0]) == pytest.approx(rows["sigma"].iloc[0], abs=1e-6)
    assert fitted.log_likelihoods[0] == pytest.approx(rows["logREML"].iloc[0], abs=1e-6)


@pytest.mark.parametrize(
    "row", list(INTERVALS.itertuples(index=False)), ids=lambda row: f"{row.patient}-{row.task}"
)
def test_intervals_are_those_of_a_second_implementation(row: object) -> None:
    diary = golden(row.patient)
    course, pair = before_after(diary), beside(diary, diary.stress)
    found = {
        "phase": course.change,
        "phase30": course.thirty,
        "trend": trend(diary).weekly,
        "joint0": pair.same_day,
        "joint1": pair.day_before,
    }[row.task]
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((row.estimate, row.low, row.high), abs=0.02)


def test_the_adjusted_difference_of_the_headache_trial_is_the_published_one() -> None:
    """Vickers 2004 printed 4.6 (2.2 to 7.0); with days that do not resemble each other the engine is plain regression."""
    rows = pd.read_csv(DATA / "vickers2006_acupuncture_headache.csv").dropna(subset=["pk5"])
    names = ["group", "pk1", "migraine", "age", "sex", "chronicity"]
    columns = np.column_stack([np.ones(len(rows)), rows[names].to_numpy(dtype=float)])
    fitted = fit(np.arange(len(rows), dtype=float), rows["pk5"].to_numpy(), columns, grid=((0.0, 1.0, 1.0),))
    assert fitted is not None
    found = fitted.coefficient(1)
    assert (-found.value, -found.high, -found.low) == pytest.approx((4.640, 2.199, 7.081), abs=0.0005)
    usual_care = rows[rows["group"] == 0]
    assert round(100 * (1 - usual_care["pk5"].mean() / usual_care["pk1"].mean())) == 16


def test_pairs_of_days_are_counted_as_parker_and_vannest_do() -> None:
    """Their example says 38.5 of 42, for scores of which higher is better."""
    before, after = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
    share = share_of_pairs_lower(-np.array(before, dtype=float), -np.array(after, dtype=float))
    assert share == pytest.approx(38.5 / 42)


def test_a_long_diary_is_answered_as_if_the_whole_grid_had_been_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(5)
    diary = diary_from(resembling(rng, 900, phi=0.5), range(30, 900, 11))
    thinned = before_after(diary).change
    monkeypatch.setattr("acujournal.stats.engine.LONG", 10**9)
    whole = before_after(diary).change
    assert thinned is not None
    assert whole is not None
    assert (thinned.low, thinned.high, thinned.wide_low) == pytest.approx(
        (whole.low, whole.high, whole.wide_low), abs=1e-6
    )


def test_a_mixture_gives_back_the_probability_it_was_asked_for() -> None:
    mixture = Mixture(np.array([0.0, 3.0]), np.array([1.0, 0.2]), np.array([0.4, 0.6]), freedom=9.0)
    tails = np.array([0.005, 0.025, 0.5, 0.975, 0.995])
    assert mixture.below(mixture.quantiles(tails)) == pytest.approx(tails, abs=1e-6)
    found = estimate_of(1.8, mixture)
    assert found.wide_low < found.low < found.high < found.wide_high
    assert found.scaled(-2).low == pytest.approx(-2 * found.high)


def test_days_that_say_too_little_get_no_interval() -> None:
    days = np.arange(20.0)
    columns = np.column_stack([np.ones(20), days])
    rng = np.random.default_rng(1)
    values = rng.normal(5, 1, 20)
    assert fit(days, values, columns) is not None
    assert fit(days[:5], values[:5], columns[:5]) is None
    assert fit(days, np.full(20, 4.0), columns) is None
    assert fit(days, 2 + 0.1 * days, columns) is None
    assert fit(days, values, np.column_stack([columns, days])) is None
    assert fit(days, values, np.column_stack([columns, np.zeros(20)])) is None


def test_every_point_of_the_grid_has_a_weight() -> None:
    assert len(GRID) == 45
    assert sum(prior for phi, _, prior in GRID if phi == 0.5) == pytest.approx(1)
