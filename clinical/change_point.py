"""Is one line enough, or did the points turn around some day? For clinicians, as "possible change around ...".

Source: CLINICAL 3.6, 3.7 [P]: two segments of at least four points each, a gain of more than 6 in BIC. False alarms are
common, and a turn says nothing of its cause (CLINICAL 13).
"""

from typing import NamedTuple

import numpy as np

from clinical.history import Floats

LEAST_CHECKS, LEAST_DAYS = 8, 252
EACH = 4  # points in a segment, the one at the turn belonging to both
GAIN = 6.0
LEAST_VARIANCE = 1 / 12  # of a score that was rounded to a whole point: points on a line are not without error
WITHIN = 3.84  # 95 % point of chi-squared with one degree of freedom: turns that are as good as the best


class Turn(NamedTuple):
    """The place of the point at which two lines meet best, and of the first and last that fit about as well."""

    best: int
    first: int
    last: int


def turn(times: Floats, values: Floats) -> Turn | None:
    """From ``times`` (n,) ascending and ``values`` (n,); None where one line does about as well.

    The two lines meet at one of the points. BIC = n ln(sum of squares / n) + parameters ln n; the turn costs two more
    parameters, its slope and its place. Whether there are enough points and days (LEAST_*) is the caller's to ask.
    """
    n = len(times)
    if n < 2 * EACH - 1:
        return None
    places = np.arange(EACH - 1, n - EACH + 1)
    since = times - times.mean()
    left = values - values.mean() - since * (since @ values) / (since @ since)  # by one line
    bends = np.maximum(times - times[places][:, None], 0)
    bends -= bends.mean(axis=1)[:, None] + np.outer(bends @ since / (since @ since), since)
    # A second line takes off what the part of its bend that no line has explains of that (Frisch and Waugh).
    straight = left @ left
    fits = np.append(straight, straight - (bends @ left) ** 2 / np.sum(bends**2, axis=1))
    bic = n * np.log(np.maximum(fits / n, LEAST_VARIANCE))
    best = int(np.argmin(bic[1:]))
    if bic[0] - bic[1 + best] - 2 * np.log(n) <= GAIN:
        return None
    near = np.flatnonzero(bic[1:] - bic[1 + best] <= WITHIN)
    return Turn(int(places[best]), int(places[near[0]]), int(places[near[-1]]))
