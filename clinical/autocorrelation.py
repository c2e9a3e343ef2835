"""How much less a row of weeks tells than its number says, because good weeks follow good ones and bad weeks bad ones.

Source: the variance of a slope under first-order autocorrelation, as for the Mann-Kendall test (Hamed and Rao, Journal
of Hydrology 1998 [O]); the drawing towards a usual value and the correction for the fitted line are ours [P].
"""

import numpy as np
from numpy.typing import NDArray

from clinical.history import Floats
from clinical.slope import Z95, student95

USUAL, USUAL_WEIGHT = 0.4, 8  # autocorrelation of neighbouring weeks where little is known, worth this many pairs
LINE_TAKES = 1.0  # a fitted line lowers the autocorrelation of what is left by about this, over the number of pairs
STRONGEST = 0.9
LAGS = (1, 2, 3, 4)  # weeks apart
LEAST_FREEDOM = 1.5


def widening(weeks: NDArray[np.generic], left: Floats) -> float:
    """By how much the interval of a slope has to reach further than for independent weeks; at least 1.

    ``weeks`` (n,): their numbers, ascending, at least three; ``left`` (n,): the values less the line. The root
    of the factor by which the autocorrelation raises the variance of the slope, times Student's t over the normal
    quantile with the degrees of freedom that are then left.
    """
    places = (weeks - weeks[0]).astype(np.int64)
    answered, residuals, centred = np.zeros((3, places[-1] + 1))  # week by week, 0 where there is no answer
    answered[places], residuals[places], centred[places] = 1, left - left.mean(), weeks - weeks.mean()
    rho = _autocorrelation(answered, residuals)
    together = np.correlate(centred, centred, "full")[places[-1] :]  # by the number of weeks between
    factor = max(float(2 * together @ rho ** np.arange(len(together)) / together[0]) - 1, 1.0)
    return float(factor**0.5 * student95(max(len(weeks) / factor - 2, LEAST_FREEDOM)) / Z95)


def _autocorrelation(answered: Floats, left: Floats) -> float:
    """Of neighbouring weeks, 0 to STRONGEST: the largest that the pairs at any of LAGS speak for. A noisy week hides
    what two neighbours share, but not how slowly it fades."""
    variance = float(left @ left / answered.sum())
    if not variance:
        return USUAL
    found = (max(_lagged(answered, left, lag, variance), 0.0) ** (1 / lag) for lag in LAGS)
    return float(min(max(found), STRONGEST))


def _lagged(answered: Floats, left: Floats, lag: int, variance: float) -> float:
    pairs, products = float(answered[:-lag] @ answered[lag:]), float(left[:-lag] @ left[lag:]) / variance
    own = products + LINE_TAKES * bool(pairs)  # LINE_TAKES / pairs, for each pair
    return (own + USUAL_WEIGHT * USUAL**lag) / (pairs + USUAL_WEIGHT)
