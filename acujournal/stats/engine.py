"""One engine for every interval: regression on days whose errors resemble their neighbours.

Model: `y = X b + e` on the logged days; gaps stay gaps. The errors have variance s2. A share `lam` of it is a first-order
autoregression whose correlation over a gap of g days is `phi ** g`; the rest is independent from day to day, as reading a
scale and rounding to whole numbers are. How much days resemble their neighbours is never plugged in: the answer is
averaged over a grid of (phi, lam), each point weighted by how well it explains the data (flat prior on b, 1 / s2 on the
variance), so that a short series gets a wide interval and not a wrong one.

In this manner Turner et al. 2021 (doi 10.1186/s12874-021-01364-0) found restricted likelihood the best of the methods for
series before and after an event, and its intervals still too narrow when plugged in; hence the average. At fixed (phi, lam) the estimates
and standard errors are those of generalised least squares with restricted likelihood, as in R's nlme::gls.

Not to be used for: counts, scores that only take two values, or fewer than four observations more than columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.linalg.lapack import dpttrf, dpttrs
from scipy.special import stdtr

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Grid = tuple[tuple[float, float, float], ...]

PHIS: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
LAMS: Final = ((0.25, 0.1), (0.5, 0.1), (0.75, 0.2), (1.0, 0.6))
#: Every (phi, lam, prior weight). With phi = 0 both parts of the error are the same, so it is one point.
GRID: Final[Grid] = ((0.0, 1.0, 1.0), *((phi, lam, prior) for phi in PHIS[1:] for lam, prior in LAMS))
#: Observations needed beyond the number of columns.
SPARE_OBSERVATIONS: Final = 4
#: Residuals below this share of the variation mean that the days follow the columns exactly: no interval is honest then.
NOTHING_LEFT: Final = 1e-9
#: Columns, each of mean square 1, that nearly repeat one another.
SAYS_THE_SAME: Final = 1e-10
#: From so many observations on the grid is thinned first, and what lies so far below the best point in log likelihood is left out.
LONG: Final = 400
MARGIN: Final = 60.0
#: Half of what lies outside of a 95 % interval, and of the wider one behind the word "clearly".
TAIL_95: Final = 0.025
TAIL_99: Final = 0.005
#: Halvings of the bracket in which a quantile lies: to a millionth of a point and better.
HALVINGS: Final = 34


@dataclass(frozen=True, eq=False)
class Mixture:
    """How sure an estimate is: a weighted sum of t distributions, in the unit of the estimate.

    `locations`, `scales` and `weights` have one value per point of the grid; weights sum to 1.
    """

    locations: Floats
    scales: Floats
    weights: Floats
    freedom: float

    def below(self, values: Floats) -> Floats:
        """The probability of lying below each of `values`."""
        steps = (np.atleast_1d(values)[:, None] - self.locations) / self.scales
        return np.asarray(stdtr(self.freedom, steps) @ self.weights, dtype=np.float64)

    def quantiles(self, tails: Floats) -> Floats:
        """Where the probability below reaches each of `tails`, by halving a bracket that holds it."""
        reach = 10.0
        low, high = self._bracket(reach)
        while (self.below(low) > tails).any() or (self.below(high) < tails).any():
            reach *= 4
            low, high = self._bracket(reach)
        low, high = np.full(tails.shape, low[0]), np.full(tails.shape, high[0])
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            is_lower = self.below(middle) < tails
            low, high = np.where(is_lower, middle, low), np.where(is_lower, high, middle)
        return (low + high) / 2

    def _bracket(self, reach: float) -> tuple[Floats, Floats]:
        most = reach * self.scales.max()
        return np.array([self.locations.min() - most]), np.array([self.locations.max() + most])

    def scaled(self, factor: float) -> Mixture:
        """The same certainty about `factor` times the value; a negative factor mirrors it."""
        return Mixture(self.locations * factor, self.scales * abs(factor), self.weights, self.freedom)


@dataclass(frozen=True)
class Estimate:
    """A number with how sure it is, all in the same unit: the estimate, its 95 % interval and its 99 % interval."""

    value: float
    low: float
    high: float
    wide_low: float
    wide_high: float
    mixture: Mixture

    @property
    def width(self) -> float:
        """From one end of the 95 % interval to the other."""
        return self.high - self.low

    def sure_below(self, limit: float) -> float:
        """How sure it is, 0-1, that the true value is `limit` or less."""
        return float(self.mixture.below(np.array([limit]))[0])

    def scaled(self, factor: float) -> Estimate:
        """The same estimate in another unit, such as points per week instead of per day."""
        low, high = sorted((self.low * factor, self.high * factor))
        wide_low, wide_high = sorted((self.wide_low * factor, self.wide_high * factor))
        return Estimate(self.value * factor, low, high, wide_low, wide_high, self.mixture.scaled(factor))

    def leaves_out_zero(self, tail: float) -> bool:
        """Whether an interval with `tail` outside of it on each side leaves out 0."""
        below = self.sure_below(0.0)
        return min(below, 1 - below) < tail


def estimate_of(value: float, mixture: Mixture) -> Estimate:
    """`value` with the intervals of `mixture`."""
    tails = np.array([TAIL_95, 1 - TAIL_95, TAIL_99, 1 - TAIL_99])
    low, high, wide_low, wide_high = (float(one) for one in mixture.quantiles(tails))
    return Estimate(value, low, high, wide_low, wide_high, mixture)


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted regression. Arrays over the grid come first: `betas` (grid, columns), `covariances` (grid, columns, columns).

    `columns` is (days logged, columns); `covariances` are those of the betas with variance 1, `variances` the s2 of each
    point of the grid. `log_likelihoods` are restricted, as nlme counts them.
    """

    days: Floats
    values: Floats
    columns: Floats
    betas: Floats
    covariances: Floats
    variances: Floats
    log_likelihoods: Floats
    weights: Floats
    grid: Grid

    @property
    def freedom(self) -> float:
        """Observations beyond the columns."""
        return float(self.columns.shape[0] - self.columns.shape[1])

    @cached_property
    def mean_beta(self) -> Floats:
        """The coefficients averaged over the grid."""
        return np.asarray(self.weights @ self.betas, dtype=np.float64)

    def coefficient(self, column: int) -> Estimate:
        """A coefficient by generalised least squares, averaged over the grid, in points per unit of its column."""
        locations = self.betas[:, column]
        scales = np.sqrt(self.variances * self.covariances[:, column, column])
        mixture = Mixture(locations, scales, self.weights, self.freedom)
        return estimate_of(float(self.weights @ locations), mixture)

    def plain(self, contrast: Floats) -> Estimate:
        """The plain sum of `contrast` times the values, as a screen shows it, with the uncertainty of the engine.

        Where a contrast is orthogonal to what the columns explain, its estimate is unbiased whatever the errors do, which
        is why differences of means and the least-squares line are shown plain and only their intervals are clever.
        """
        value = float(contrast @ self.values)
        spread = self._spread(contrast)
        mixture = Mixture(np.full(len(self.grid), value), np.sqrt(spread), self.weights, self.freedom)
        return estimate_of(value, mixture)

    def _spread(self, contrast: Floats) -> Floats:
        own = float(contrast @ contrast)
        resembling = {0.0: own}
        phis = sorted({phi for phi, _, _ in self.grid if phi})
        if phis:
            solved = _solve_correlation(self.days, np.array(phis), contrast)
            resembling |= dict(zip(phis, solved @ contrast, strict=True))
        shares = np.array([lam * resembling[phi] + (1 - lam) * own for phi, lam, _ in self.grid])
        return np.asarray(self.variances * shares, dtype=np.float64)


def fit(
    days: Floats,
    values: Floats,
    columns: Floats,
    grid: Grid = GRID,
) -> Fit | None:
    """Fit `values` (points, one per logged day) on `columns` (logged days, columns); None where the days say too little.

    `days` are the times in ascending order, each once, in the unit over which neighbours resemble each other (days; weeks for
    weekly answers). None: fewer than four observations beyond the columns,
    columns that say the same, all values equal, or days that follow the columns exactly.
    """
    count, width = columns.shape
    if count < width + SPARE_OBSERVATIONS:
        return None
    size = np.sqrt((columns**2).mean(axis=0))
    if not size.all():
        return None
    scaled = columns / size
    gram = scaled.T @ scaled / count
    if np.linalg.eigvalsh(gram)[0] < SAYS_THE_SAME:
        return None
    middle = values.mean()
    around = values - middle
    variation = float(around @ around)
    if variation == 0:
        return None
    if count >= LONG:
        ordinary = np.linalg.solve(gram, scaled.T @ around / count)
        grid = _likely(days, around - scaled @ ordinary, grid)
    points = np.array(grid)
    whitened, log_determinants = _inverse_times(
        days, points[:, 0], points[:, 1], np.column_stack([scaled, around])
    )
    products = np.einsum("ni,gnj->gij", np.column_stack([scaled, around]), whitened)
    inner, cross, own = products[:, :width, :width], products[:, :width, width], products[:, width, width]
    inner = (inner + inner.transpose(0, 2, 1)) / 2
    betas = np.linalg.solve(inner, cross[:, :, None])[:, :, 0]
    residuals = own - (betas * cross).sum(axis=1)
    if residuals.min() < NOTHING_LEFT * variation:
        return None
    freedom = count - width
    variances = residuals / freedom
    # Of the columns as they came, so that the likelihood is the one nlme prints.
    log_inner = np.linalg.slogdet(inner)[1] + 2 * np.log(size).sum()
    logs = -(log_determinants + log_inner + freedom * np.log(residuals)) / 2
    weights = np.exp(logs - logs.max()) * points[:, 2]
    likelihoods = (
        -freedom / 2 * (np.log(2 * np.pi) + np.log(variances) + 1) - log_determinants / 2 - log_inner / 2
    )
    # The mean was taken off before fitting; the columns that make a constant get it back.
    ones = np.linalg.solve(gram, scaled.mean(axis=0))
    if not np.allclose(scaled @ ones, 1):
        raise ValueError("The columns must be able to make a constant.")
    betas = (betas + middle * ones) / size
    return Fit(
        days=days,
        values=values,
        columns=columns,
        betas=betas,
        covariances=np.linalg.inv(inner) / np.outer(size, size),
        variances=variances,
        log_likelihoods=likelihoods,
        weights=weights / weights.sum(),
        grid=grid,
    )


def _likely(days: Floats, residuals: Floats, grid: Grid) -> Grid:
    """The points of the grid that can have any weight, judged by the residuals of ordinary least squares.

    In a diary of years nearly all of them have none, and fitting them all would be most of the work. What is judged here
    differs from the likelihood proper by less than the margin, so what is left out weighs less than one in a billion.
    """
    points = np.array(grid)
    whitened, log_determinants = _inverse_times(days, points[:, 0], points[:, 1], residuals[:, None])
    squares = whitened[:, :, 0] @ residuals
    logs = -(log_determinants + len(residuals) * np.log(np.maximum(squares, np.finfo(float).tiny))) / 2
    return tuple(one for one, log in zip(grid, logs, strict=True) if log >= logs.max() - MARGIN)


def _over_gaps(days: Floats, phis: Floats) -> Floats:
    """The correlation of each logged day with the one before it, (grid, days - 1). Most gaps are alike: few powers are taken."""
    gaps, which = np.unique(np.diff(days), return_inverse=True)
    return np.asarray((phis[:, None] ** gaps)[:, which], dtype=np.float64)


def _precision(over_gap: Floats) -> tuple[Floats, Floats]:
    """Diagonal (grid, days) and off-diagonal of the inverse of the correlation matrix, which has three diagonals."""
    left = 1 / (1 - over_gap**2)
    diagonal = np.empty((over_gap.shape[0], over_gap.shape[1] + 1))
    # 1 + r²/(1 - r²) = 1/(1 - r²) on either side of a gap; the days between two gaps have both.
    diagonal[:, 0], diagonal[:, -1] = left[:, 0], left[:, -1]
    diagonal[:, 1:-1] = left[:, :-1] + left[:, 1:] - 1
    return diagonal, -over_gap * left


def _inverse_times(days: Floats, phis: Floats, lams: Floats, right: Floats) -> tuple[Floats, Floats]:
    """`R^-1 right` for each (phi, lam), shape (grid, days, columns), and log det R.

    With A the correlation of the resembling part, R = lam A + (1 - lam) I = A M where M = lam I + (1 - lam) A^-1. Both
    A^-1 and M have three diagonals, so a year costs a thousandth of a second. All points of the grid are solved as one
    long system whose blocks do not touch.
    """
    each, of = np.unique(phis, return_inverse=True)
    over_gap = _over_gaps(days, each)
    diagonal, off = _precision(over_gap)
    times = diagonal[:, :, None] * right
    times[:, :-1] += off[:, :, None] * right[1:]
    times[:, 1:] += off[:, :, None] * right[:-1]
    rest = 1 - lams[:, None]
    solved, logs = _solve_blocks(lams[:, None] + rest * diagonal[of], rest * off[of], times[of])
    return solved, np.log1p(-(over_gap**2)).sum(axis=1)[of] + logs


def _solve_correlation(days: Floats, phis: Floats, right: Floats) -> Floats:
    """`A right` for each phi, shape (grid, days): what the correlation matrix makes of `right`."""
    diagonal, off = _precision(_over_gaps(days, phis))
    stacked = np.broadcast_to(right[:, None], (len(phis), len(days), 1))
    return _solve_blocks(diagonal, off, stacked)[0][:, :, 0]


def _solve_blocks(diagonal: Floats, off: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Solve positive definite systems of three diagonals, one per row: (grid, days, columns), and their log determinants."""
    blocks, days, width = right.shape
    beside = np.zeros((blocks, days))
    beside[:, :-1] = off
    factor, under, failed = dpttrf(diagonal.ravel(), beside.ravel()[:-1])
    solution, also_failed = dpttrs(factor, under, right.reshape(-1, width))
    if failed or also_failed:
        raise ArithmeticError("The errors of these days have no covariance.")
    return solution.reshape(blocks, days, width), np.log(factor.reshape(blocks, days)).sum(axis=1)
