"""How surely the week is known in which a falling grade crossed 3.5: a 90 % interval for the day of onset.

Source: likelihood-ratio test of a monotone function at a point, inverted (Banerjee and Wellner, Annals of Statistics
2001). Grades are taken to fall or stay, never to rise; nothing else is assumed about the shape of the decline.
"""

import datetime as dt
from typing import NamedTuple

import numpy as np

from clinical.history import Days, Floats, as_date, week_of

CROSSING = 3.5
LIMIT = 1.6  # 90 % point of the limit distribution; 1.59 in 74,000 simulated records of 1,000 points
LEAST_VARIANCE = 0.25  # a whole number that is 3.5 on average varies by at least this
NEAR = 0.25  # grades from the crossing; answers near 4 hardly vary and would make the noise look too small
TAKEN = 1.5  # degrees of freedom that a level of a monotone fit takes (Meyer and Woodroofe, Annals of Statistics 2000)
LEAST_WEEKS = 6


class Level(NamedTuple):
    """Neighbouring weeks with one fitted value; ``explained`` is the sum of squares explained up to here."""

    total: float
    weight: float
    weeks: int
    explained: float


def onset_interval(days: Days, grades: Floats) -> tuple[dt.date | None, dt.date] | None:
    """First and last day on which the crossing may have been, from ``days`` (n,) ascending and ``grades`` (n,) 0-4.

    Low is None where a crossing before the first answer can't be excluded; high is at the latest the last answered day,
    for the cell is known to be involved by then. None with fewer than LEAST_WEEKS answered weeks.
    """
    weeks, first_answer, week = np.unique(week_of(days), return_index=True, return_inverse=True)
    if len(weeks) < LEAST_WEEKS:
        return None
    answers = np.bincount(week).astype(float)
    means = np.bincount(week, grades) / answers - CROSSING
    middle = days[first_answer + (answers // 2).astype(int)]

    before, levels = _explained(means, answers)
    after, _ = _explained(-means[::-1], answers[::-1])
    # Element t is for a crossing between week t - 1 and week t. The best t is where the unconstrained fit crosses.
    explained = before + after[::-1]
    limit = LIMIT * max(LEAST_VARIANCE, _variance(means, answers, levels))
    possible = np.flatnonzero(explained.max() - explained <= limit)
    first, last = possible[0], possible[-1]
    return (
        as_date(middle[first - 1]) if first else None,
        as_date(middle[last] if last < len(weeks) else days[-1]),
    )


def _explained(means: Floats, answers: Floats) -> tuple[Floats, list[Level]]:
    """The sum of squares that a non-increasing fit held at or above 0 explains of the first t weeks, t = 0 ... n.

    One pass of pooling adjacent violators. The fit held at or above 0 is the free fit with its negative levels set to
    0, and as a projection on a cone it explains its own squared length. Also the levels of the free fit to all weeks.
    """
    levels: list[Level] = []
    explained = [0.0]
    for total, weight in zip((means * answers).tolist(), answers.tolist(), strict=True):
        weeks = 1
        while levels and levels[-1].total * weight <= total * levels[-1].weight:
            pooled = levels.pop()
            total, weight, weeks = total + pooled.total, weight + pooled.weight, weeks + pooled.weeks
        earlier = levels[-1].explained if levels else 0.0
        explained.append(earlier + max(total, 0.0) ** 2 / weight)
        levels.append(Level(total, weight, weeks, explained[-1]))
    return np.array(explained), levels


def _variance(means: Floats, answers: Floats, levels: list[Level]) -> float:
    """Variance of one answer about the unconstrained fit near its crossing; 0 where it has no week near it.

    From weekly means, so that good and bad weeks, which all answers of a week share, count in full.
    """
    values = np.array([level.total / level.weight for level in levels])
    near = np.abs(values) <= NEAR
    residuals = means - np.repeat(values, [level.weeks for level in levels])
    weeks = np.repeat(near, [level.weeks for level in levels])
    return float(answers[weeks] @ residuals[weeks] ** 2 / max(weeks.sum() - TAKEN * near.sum(), 1.0))
