"""A straight line through a few points, and how far to trust it. Source: CLINICAL 3.5, 3.7.

Everything here is plain numpy: Theil-Sen gives the numbers of ``scipy.stats.theilslopes``, ``student95`` those of
``scipy.stats.t``, without their import time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sqrt, tan
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from clinical.history import Floats

Z95 = NormalDist().inv_cdf(0.975)
SEM = 1.8  # points of the total, measurement error of one check (from *Young 2024* [A], CLINICAL 3.4)
SEM_FREEDOM = 6  # degrees of freedom that the known error counts for beside those of a person's own checks [P]
ROUNDING = 1 / 12  # variance that rounding to whole points alone leaves
PRIOR_MEAN = -0.9  # points a month, total of the ALSFRS-R in published groups (CLINICAL 3.3 [P])
PRIOR_SD = 0.6


@dataclass(frozen=True)
class Slope:
    """Change per unit of time with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Fit:
    """A least-squares line: its slope, the squares that it leaves, and those of the times about their mean."""

    slope: float
    left: float
    spread: float


@dataclass(frozen=True)
class Adjusted:
    """A slope drawn towards the average of published groups, and its standard deviation."""

    value: float
    sd: float


def theil_sen(times: Floats, values: Floats, wider: Callable[[float], float] | None = None) -> Slope:
    """The median of the slopes of all pairs (n,), with Sen's rank interval (normal approximation of Kendall's S).

    ``wider``, given the slope, says by how much the interval reaches further in ranks than for values that do not
    depend on one another (see ``autocorrelation``). Pairs at one time have no slope and are left out. Raises ValueError
    if no two times differ.
    """
    first, second = _pairs(len(times))
    higher, later = values.take(second) - values.take(first), times.take(second) - times.take(first)
    if not later.all():
        higher, later = higher[later != 0], later[later != 0]
    slopes = higher / later
    if not slopes.size:
        raise ValueError("all values are from one time")
    n, last = len(values), slopes.size - 1
    slopes.partition((last // 2, last - last // 2))
    value = float(slopes[last // 2] + slopes[last - last // 2]) / 2
    variance = (n * (n - 1) * (2 * n + 5) - _ties(times) - _ties(values)) / 18
    reach = (wider(value) if wider else 1) * Z95 * max(variance, 0) ** 0.5
    low = max(round((slopes.size - reach) / 2) - 1, 0)
    high = min(round((slopes.size + reach) / 2), last)
    slopes.partition((low, high))
    return Slope(value, float(slopes[low]), float(slopes[high]))


@lru_cache(maxsize=8)  # the measures of a record have about as many weeks
def _pairs(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of all pairs of n."""
    return np.triu_indices(n, 1)


def _ties(values: Floats) -> int:
    counts = np.unique(values, return_counts=True)[1]
    return int(np.sum(counts * (counts - 1) * (2 * counts + 5)))


def moderated(times: Floats, totals: Floats) -> Slope:
    """The least-squares slope of totals (n,), at least two of whose ``times`` differ.

    The variance of one check is what the line leaves and the known error of the scale together, as if six checks more
    had told of the latter (moderated variance: Smyth 2004 [O]); Student's t with n + 4 degrees of freedom.
    """
    fit, freedom = least_squares(times, totals), len(times) - 2 + SEM_FREEDOM
    return _ranged(fit, (fit.left + SEM_FREEDOM * SEM**2) / freedom, freedom)


def of_whole_numbers(times: Floats, values: Floats) -> Slope:
    """The least-squares slope of whole numbers (n,), n at least 3, with Student's t: for scores of unknown error.

    The variance of one is what the line leaves, and never less than what rounding does: points that lie on a line are
    not without error.
    """
    fit, freedom = least_squares(times, values), len(times) - 2
    return _ranged(fit, max(fit.left / freedom, ROUNDING), freedom)


def least_squares(times: Floats, values: Floats) -> Fit:
    """The least-squares line of ``values`` (n,) on ``times`` (n,), of which at least two differ."""
    centred = times - times.mean()
    spread = float(centred @ centred)
    slope = float(centred @ values) / spread
    left = values - values.mean() - slope * centred
    return Fit(slope, float(left @ left), spread)


def _ranged(fit: Fit, variance: float, freedom: int) -> Slope:
    reach = student95(freedom) * (variance / fit.spread) ** 0.5
    return Slope(fit.slope, fit.slope - reach, fit.slope + reach)


def standard_error(times: Floats) -> float:
    """The standard error of a slope of totals at these times, from the known error of one check; inf without a span.

    Never the residual SD: few points that happen to lie on a line would look surer than the scale can be.
    """
    squares = float(np.sum((times - times.mean()) ** 2))
    return SEM / squares**0.5 if squares else float("inf")


def adjusted(slope: float, error: float) -> Adjusted:
    """``slope`` (points a month) weighed by its standard ``error`` against the prior. For totals only: no prior is
    published for subscores."""
    own, prior = error**-2, PRIOR_SD**-2
    return Adjusted((slope * own + PRIOR_MEAN * prior) / (own + prior), (own + prior) ** -0.5)


def student95(freedom: float) -> float:
    """The 97.5 % point of Student's t, from the normal one by the usual series (Abramowitz and Stegun 26.7.5 [O]).

    With one and two degrees of freedom, where the series is too small, it has a closed form.
    """
    z, n = Z95, freedom
    if n == 1:
        return tan(0.475 * pi)
    if n == 2:
        return 0.95 * sqrt(2 / (1 - 0.95**2))
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * n**4)
    )
