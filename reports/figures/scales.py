"""Round numbers for axes."""

import math
from collections.abc import Sequence

from reports.figures.marks import Axis
from reports.figures.words import number


def axis_over(values: Sequence[float], direction: str, whole: bool = False) -> Axis:
    """An axis with three to six round ticks that holds all values; of ``whole`` numbers only if asked for."""
    least, most = min(values), max(values)
    step = max(_step(max(most - least, 1e-9)), 1 if whole else 0)
    first, last = math.floor(least / step), max(math.ceil(most / step), math.floor(least / step) + 1)
    ticks = tuple(round(n * step, 6) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], tuple((tick, number(tick)) for tick in ticks), direction)


def _step(reach: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that cuts ``reach`` in at most five."""
    power: float = 10.0 ** math.floor(math.log10(reach / 5))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if reach / (factor * power) <= 5)
