"""Round numbers for axes."""

import math
from collections.abc import Sequence

from reports.figures.language import gettext as _
from reports.figures.marks import Axis
from reports.figures.words import number

WHOLE = 24  # points, up to which a score that is drawn in part has a line every six

LEAST = 1.0  # what an axis reaches over at least, in the unit of its values: a finer one would make noise look large


def axis_over(values: Sequence[float], direction: str, whole: bool = False, unit: str = "") -> Axis:
    """An axis with three to seven round ticks that holds all values; of ``whole`` numbers only if asked for.

    It has a length where all values are the same, and where they are all zero.
    """
    least = min(values)
    most = max(*values, least + (2 * LEAST if whole else LEAST))
    step = max(_step(most - least), 1 if whole else 0)
    first, last = math.floor(least / step), math.ceil(most / step)
    ticks = tuple(round(n * step, 6) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], tuple((tick, number(tick)) for tick in ticks), direction, unit)


def part_of(values: Sequence[float], most: int, least: int) -> Axis:
    """The part of a score of 0 to ``most`` that holds all values, ``least`` points of it at least, in lines that are
    six or twelve points apart. Its direction says how far it reaches: a part must not be taken for the whole."""
    step = 6
    low, high = _around(values, step)
    if high - low > WHOLE:
        step = 12
        low, high = _around(values, step)
    while high - low < least:
        low, high = (low - step, high) if low else (low, high + step)
    direction = _("%(top)d is as before, lower is weaker") % {"top": most}
    if (low, high) != (0, most):
        direction = _("%(direction)s; drawn from %(low)d to %(high)d") % {
            "direction": direction,
            "low": low,
            "high": high,
        }
    return Axis(low, high, tuple((tick, str(tick)) for tick in range(low, high + 1, step)), direction, _("points"))


def _around(values: Sequence[float], step: int) -> tuple[int, int]:
    return math.floor(min(values) / step) * step, math.ceil(max(values) / step) * step


def _step(reach: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that cuts ``reach`` in at most five."""
    power: float = 10.0 ** math.floor(math.log10(reach / 5))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if reach / (factor * power) <= 5)
