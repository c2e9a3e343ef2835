"""A straight line through a few points, and how far to trust it. Source: CLINICAL 3.5, 3.7.

Everything here is plain numpy: Theil-Sen gives the numbers of ``scipy.stats.theilslopes`` without its import time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from clinical.history import Floats

Z95 = NormalDist().inv_cdf(0.975)
SEM = 1.8  # points of the total, measurement error of one check (from *Young 2024* [A], CLINICAL 3.4)
PRIOR_MEAN = -0.9  # points a month, total of the ALSFRS-R in published groups (CLINICAL 3.3 [P])
PRIOR_SD = 0.6


@dataclass(frozen=True)
class Slope:
    """Change per unit of time with its 95 % interval."""

    value: float
    low: float
    high: float


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
    later, higher = times[:, None] - times, values[:, None] - values
    pairs = later > 0
    slopes = higher[pairs] / later[pairs]
    if not slopes.size:
        raise ValueError("all values are from one time")
    n, last = len(values), slopes.size - 1
    slopes.sort()
    value = float(slopes[last // 2] + slopes[last - last // 2]) / 2
    variance = (n * (n - 1) * (2 * n + 5) - _ties(times) - _ties(values)) / 18
    reach = (wider(value) if wider else 1) * Z95 * max(variance, 0) ** 0.5
    low = max(round((slopes.size - reach) / 2) - 1, 0)
    high = min(round((slopes.size + reach) / 2), last)
    return Slope(value, float(slopes[low]), float(slopes[high]))


def _ties(values: Floats) -> int:
    counts = np.unique(values, return_counts=True)[1]
    return int(np.sum(counts * (counts - 1) * (2 * counts + 5)))


def with_known_error(times: Floats, totals: Floats) -> Slope:
    """The Theil-Sen slope with the interval that the known error of one check gives: for fewer than five totals."""
    value, reach = theil_sen(times, totals).value, Z95 * standard_error(times)
    return Slope(value, value - reach, value + reach)


def least_squares(times: Floats, values: Floats) -> float:
    """The least-squares slope of ``values`` (n,) on ``times`` (n,), of which at least two differ."""
    centred = times - times.mean()
    return float(centred @ values / (centred @ centred))


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
