"""How the total of the function check falls in many people, by months since onset: one curve, and its slopes.

The fixed part is a line that may bend at KNOTS (a linear spline), the random part each person's level and slope
(``mixed``). Source: CLINICAL 3.7; knots and least numbers are our own [P] (CLINICAL 3.9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from clinical.cohort.mixed import Mixed, fit
from clinical.cohort.person import Person
from clinical.cohort.withheld import LEAST, told
from clinical.history import Floats
from clinical.slope import student95
from clinical.trends import DAYS_PER_MONTH

KNOTS = (12.0, 24.0, 48.0)  # months since onset at which the line may bend
LEAST_CHECKS, LEAST_MONTHS = 3, 56 / DAYS_PER_MONTH  # of one person: CLINICAL 3.6, first row
LEAST_PEOPLE = 20
LEAST_IN_PIECE = 10  # people with two checks between two bends
STEP = 3.0  # months between two points of the curve


class At(NamedTuple):
    """The middle of the total at some months since onset, with its 95 % range."""

    months: float
    total: float
    low: float
    high: float


@dataclass(frozen=True)
class Piece:
    """The mean slope between two times, in months since onset: points a month with the 95 % range."""

    start: float
    end: float
    slope: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """``people``: None where their number would tell of a small group of others. ``apart``: the standard deviation of
    the people's slopes about the mean one, points a month; ``within``: of one check about its person's line."""

    people: int | None
    pieces: tuple[Piece, ...]
    line: tuple[At, ...]
    apart: float
    within: float


def curve(people: Sequence[Person]) -> Curve | None:
    """None where there are fewer than LEAST_PEOPLE with LEAST_CHECKS over LEAST_MONTHS."""
    those = [each for each in people if _enough(each.months)]
    if len(those) < LEAST_PEOPLE:
        return None
    person = np.repeat(np.arange(len(those)), [len(each.months) for each in those])
    times = np.concatenate([each.months for each in those])
    totals = np.concatenate([each.totals for each in those]).astype(float)
    low, high = _between(those)
    knots = _bends([np.array(each.months) for each in those], low, high)
    found = fit(person, times, design(times, knots), totals)
    reach = student95(len(those) - len(found.fixed))
    ends = (low, *knots, high)
    return Curve(
        people=told(len(those), len(people)),
        pieces=tuple(_piece(found, start, end, knots, reach) for start, end in pairwise(ends)),
        line=tuple(_at(found, at, knots, reach) for at in _places(low, high, knots)),
        apart=float(found.between[1, 1] ** 0.5),
        within=found.within,
    )


def design(times: Floats, knots: Sequence[float]) -> Floats:
    """A constant, the time, and the time after each knot: (n, 2 + k)."""
    bent = [np.maximum(times - knot, 0) for knot in knots]
    return np.stack([np.ones_like(times), times, *bent], axis=1)


def _enough(months: Sequence[float]) -> bool:
    return len(months) >= LEAST_CHECKS and max(months) - min(months) >= LEAST_MONTHS


def _between(people: Sequence[Person]) -> tuple[float, float]:
    """From where to where it is shown, in whole months: LEAST people have a check as early, and as many one as late."""
    firsts = sorted(min(each.months) for each in people)
    lasts = sorted((max(each.months) for each in people), reverse=True)
    return float(ceil(firsts[LEAST - 1])), float(floor(lasts[LEAST - 1]))


def _bends(months: Sequence[Floats], low: float, high: float) -> tuple[float, ...]:
    """The knots between ``low`` and ``high`` on both sides of which, up to the next ones, enough people have checks."""
    chosen: list[float] = []
    inside = [knot for knot in KNOTS if low < knot < high]
    for place, knot in enumerate(inside):
        before = chosen[-1] if chosen else low
        after = inside[place + 1] if place + 1 < len(inside) else high
        if min(_people(months, before, knot), _people(months, knot, after)) >= LEAST_IN_PIECE:
            chosen.append(knot)
    return tuple(chosen)


def _people(months: Sequence[Floats], start: float, end: float) -> int:
    return sum(int(((each >= start) & (each <= end)).sum() >= 2) for each in months)


def _piece(found: Mixed, start: float, end: float, knots: tuple[float, ...], reach: float) -> Piece:
    turned = [float(knot <= start) for knot in knots]
    return Piece(start, end, *_ranged(found, np.array([0.0, 1.0, *turned]), reach))


def _at(found: Mixed, months: float, knots: tuple[float, ...], reach: float) -> At:
    return At(months, *_ranged(found, design(np.array([months]), knots)[0], reach))


def _ranged(found: Mixed, row: Floats, reach: float) -> tuple[float, float, float]:
    value, apart = float(row @ found.fixed), reach * float(row @ found.covariance @ row) ** 0.5
    return value, value - apart, value + apart


def _places(low: float, high: float, knots: tuple[float, ...]) -> list[float]:
    whole = np.arange(np.ceil(low / STEP), np.floor(high / STEP) + 1) * STEP
    return sorted({low, high, *knots, *whole.tolist()})
