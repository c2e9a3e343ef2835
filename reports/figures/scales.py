"""Round numbers for axes."""

import math
from collections.abc import Sequence

from reports.figures.marks import Axis
from reports.figures.words import number

LEAST = 1.0  # what an axis reaches over at least, in the unit of its values: a finer one would make noise look large


def axis_over(values: Sequence[float], direction: str, whole: bool = False) -> Axis:
    """An axis with three to seven round ticks that holds all values; of ``whole`` numbers only if asked for.

    It has a length where all values are the same, and where they are all zero.
    """
    least = min(values)
    most = max(*values, least + (2 * LEAST if whole else LEAST))
    step = max(_step(most - least), 1 if whole else 0)
    first, last = math.floor(least / step), math.ceil(most / step)
    ticks = tuple(round(n * step, 6) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], tuple((tick, number(tick)) for tick in ticks), direction)


def _step(reach: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that cuts ``reach`` in at most five."""
    power: float = 10.0 ** math.floor(math.log10(reach / 5))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if reach / (factor * power) <= 5)
