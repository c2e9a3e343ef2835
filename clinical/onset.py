"""When the answers of one cell turned from "as before" to "weaker", and how surely that is known.

Source: likelihood-ratio test of a monotone function at a point, inverted (Banerjee and Wellner, Annals of Statistics
2001). What is followed is the share of answers of 3 or less: the crossing is where it passes one half. The share is
taken to rise or stay, never to fall; nothing else is assumed about the shape of the decline.
"""

import datetime as dt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, as_date, week_of

LOW = 3  # this grade or less is weaker than before
FORTNIGHT = 14  # days; shorter blocks take good and bad weeks for news, longer ones blur the crossing
LIMIT = 1.6  # 90 % point of the limit distribution; 1.59 in 74,000 simulated records of 1,000 points
LEAST_VARIANCE = 0.25  # of one answer, yes or no, where both are as likely
NEAR = 0.25  # from one half; further from it answers hardly vary and would make the noise look too small
TAKEN = 2.0  # degrees of freedom that a level of a monotone fit takes (Meyer and Woodroofe, Annals of Statistics 2000)
LEAST_WEEKS = 6


class Crossing(NamedTuple):
    """The likeliest day and its 90 % interval; ``low`` is None where a crossing before the first answer can't be
    excluded, ``high`` at the latest the last answered day."""

    on: dt.date
    low: dt.date | None
    high: dt.date


# Neighbouring blocks with one fitted value: their total, weight, number, and the sum of squares explained up to here.
Level = tuple[float, float, int, float]


def crossing(days: Days, grades: Floats) -> Crossing | None:
    """From ``days`` (n,) ascending and ``grades`` (n,) 0-4, some of them LOW. None with fewer than LEAST_WEEKS answered
    weeks.

    The day is the median of all possible crossings, each weighed by exp(-Q) with Q as in ``README.md``; it is never
    before the first answer of 3 or less nor after the last answer of 4 that only such answers follow.
    """
    if len(np.unique(week_of(days))) < LEAST_WEEKS:
        return None
    low = grades <= LOW
    number = days.astype(np.int64)
    _, block = np.unique((days - week_of(days[:1])).astype(np.int64) // FORTNIGHT, return_inverse=True)
    answers = np.bincount(block).astype(float)
    means = np.bincount(block, 0.5 - low) / answers  # from +1/2, all as before, to -1/2, all weaker
    middle = np.bincount(block, number) / answers

    before, levels = _explained(means, answers)
    after, _ = _explained(-means[::-1], answers[::-1])
    # Element t is for a crossing between block t - 1 and block t. The best t is where the unconstrained fit crosses.
    explained = before + after[::-1]
    cost = (explained.max() - explained) / max(LEAST_VARIANCE, _variance(means, answers, levels))
    first, last = np.flatnonzero(cost <= LIMIT)[[0, -1]]
    edges = np.concatenate([middle[:1] - FORTNIGHT / 2, middle, middle[-1:] + FORTNIGHT / 2])
    likely = np.append(0, np.cumsum(np.exp(-cost) * np.diff(edges)))
    on = _between_answers(round(float(np.interp(likely[-1] / 2, likely, edges))), number, low)
    return Crossing(
        as_date(on),
        as_date(min(on, int(middle[first - 1]))) if first else None,
        as_date(max(on, int(middle[last]) if last < len(middle) else int(number[-1]))),
    )


def _between_answers(day: int, number: NDArray[np.int64], low: NDArray[np.bool_]) -> int:
    """The day, moved to where the answers leave no doubt: not before the first low one, and at the latest the first of
    those low ones that no other follows."""
    weaker = number[low]
    as_before = number[~low][-1:]
    settled = weaker[weaker > as_before][:1] if len(as_before) else weaker[:1]
    return int(min(max(day, weaker[0]), settled[0] if len(settled) else weaker[-1]))


def _explained(means: Floats, answers: Floats) -> tuple[Floats, list[Level]]:
    """The sum of squares that a non-increasing fit held at or above 0 explains of the first t blocks, t = 0 ... n.

    One pass of pooling adjacent violators. The fit held at or above 0 is the free fit with its negative levels set to
    0, and as a projection on a cone it explains its own squared length. Also the levels of the free fit to all blocks.
    """
    levels: list[Level] = []
    explained = [0.0]
    for total, weight in zip((means * answers).tolist(), answers.tolist(), strict=True):
        blocks, earlier = 1, explained[-1]
        while levels:
            sum_before, weight_before, blocks_before, _ = levels[-1]
            if sum_before * weight > total * weight_before:
                break
            levels.pop()
            total, weight, blocks = total + sum_before, weight + weight_before, blocks + blocks_before
            earlier = levels[-1][3] if levels else 0.0
        now = earlier + total * total / weight if total > 0 else earlier
        explained.append(now)
        levels.append((total, weight, blocks, now))
    return np.array(explained), levels


def _variance(means: Floats, answers: Floats, levels: list[Level]) -> float:
    """Variance of one answer about the unconstrained fit near its crossing; 0 where it has no block near it.

    From the means of blocks, so that good and bad weeks, which all answers of a week share, count in full.
    """
    values = np.array([total / weight for total, weight, _, _ in levels])
    near = np.abs(values) <= NEAR
    blocks = [number for _, _, number, _ in levels]
    residuals, counted = means - np.repeat(values, blocks), np.repeat(near, blocks)
    spread = answers[counted] @ residuals[counted] ** 2
    return float(spread / max(counted.sum() - TAKEN * near.sum(), 1.0))
