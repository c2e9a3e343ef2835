"""Values that can be true but hardly are: what is asked back once. Source: CLINICAL 9.3, all of it [P].

A value is doubtful where it is far from the person's own values around it, or outside of the usual range of its unit.
To be asked is no verdict: what is confirmed is kept as it was said, and no other number here knows of it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

import numpy as np
from numpy.typing import NDArray

from clinical.trends import DAYS_PER_MONTH


class Why(StrEnum):
    USUAL_RANGE = "usual range"
    JUMP = "jump"
    OTHER_UNIT = "maybe another unit"


class Unit(StrEnum):
    """What the number may have been meant in."""

    FRACTION = "fraction"
    POUNDS = "pounds"
    INCHES = "inches"
    KILOPASCALS = "kilopascals"
    LITRES_A_SECOND = "litres a second"


FACTORS = {
    Unit.FRACTION: 100.0,
    Unit.POUNDS: 0.45359237,
    Unit.INCHES: 2.54,
    Unit.KILOPASCALS: 10.19716,  # cmH2O
    Unit.LITRES_A_SECOND: 60.0,
}


@dataclass(frozen=True)
class Limit:
    """``low`` to ``high`` is usual; a ``step`` from one value to the next is not asked back, nor ``a_month`` more of it
    for each month between them. ``unit``: what such a number is also given in."""

    low: float
    high: float
    step: float = inf
    a_month: float = 0
    unit: Unit | None = None


LIMITS = {
    "weight": Limit(35, 180, 10, 2, Unit.POUNDS),
    "fvc_percent": Limit(10, 150, 30, 2, Unit.FRACTION),
    "svc_percent": Limit(10, 150, 30, 2, Unit.FRACTION),
    "snip": Limit(5, 180, 40, 5, Unit.KILOPASCALS),
    "mip": Limit(5, 180, 40, 5, Unit.KILOPASCALS),
    "peak_cough_flow": Limit(40, 900, 200, 20, Unit.LITRES_A_SECOND),
    "spo2": Limit(70, 100),
    "spo2_second": Limit(70, 100),
    "grip.left": Limit(0, 70, 20, 2, Unit.POUNDS),
    "grip.right": Limit(0, 70, 20, 2, Unit.POUNDS),
    "function.total": Limit(0, 48, 10, 2),
    "usual_weight": Limit(35, 180, 40, 0, Unit.POUNDS),
    "height": Limit(120, 220, unit=Unit.INCHES),
}
AGES = (15, 100)  # years; the usual range of a year of birth is that of these ages


@dataclass(frozen=True)
class Reading:
    """A value with its day (None: a fact of the record), and whether it was asked back and confirmed."""

    value: float
    day: dt.date | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Facts:
    """``day``: for which something is said; ``usual_weight`` in kg."""

    day: dt.date
    usual_weight: float | None = None


@dataclass(frozen=True)
class Doubt:
    """What is asked back. ``low`` to ``high`` is usual. ``before``: the value that it is compared with, the last one up
    to its day, else the next one. ``suggested``: the same number read in ``unit``, in the unit of the measure."""

    measure: str
    value: float
    why: Why
    low: float
    high: float
    before: Reading | None = None
    suggested: float | None = None
    unit: Unit | None = None

    @property
    def outside(self) -> bool:
        return not self.low <= self.value <= self.high


def doubts(
    values: Mapping[str, float | None], before: Mapping[str, Sequence[Reading]], facts: Facts
) -> tuple[Doubt, ...]:
    """What to ask back of ``values``, by measure name; of a name without a limit, nothing.

    ``before``: by measure, the person's own readings in order of day, those after ``facts.day`` too. A weight without
    any is compared with the usual weight.
    """
    found = []
    for name, value in values.items():
        if value is None:
            continue
        own = before.get(name, ())
        place = sum(reading.day is None or reading.day <= facts.day for reading in own)
        series = [*own[:place], Reading(value, facts.day), *own[place:]]
        doubt = doubts_among(name, series, facts).get(place)
        found += [doubt] if doubt else []
    return tuple(found)


def doubts_among(name: str, series: Sequence[Reading], facts: Facts, *, told: bool = False) -> dict[int, Doubt]:
    """The doubtful ones among one person's readings of a measure in order of day, by their place.

    ``told``: the readings come from somewhere that asks as well, so that the step between two of which one was
    confirmed is not asked about from the other side, nor the first of all where the second is.
    """
    limit = _limit(name, facts)
    if limit is None or not series:
        return {}
    if name == "weight" and len(series) == 1 and facts.usual_weight is not None:
        apart = replace(limit, step=LIMITS["usual_weight"].step, a_month=0)
        doubt = _doubts(name, apart, [Reading(facts.usual_weight, None, True), *series], told=False).get(1)
        return {0: doubt} if doubt else {}
    return _doubts(name, limit, series, told=told)


def _limit(name: str, facts: Facts) -> Limit | None:
    if name == "birth_year":
        youngest, oldest = AGES
        return Limit(facts.day.year - oldest, facts.day.year - youngest)
    return LIMITS.get(name)


def _doubts(name: str, limit: Limit, series: Sequence[Reading], *, told: bool) -> dict[int, Doubt]:
    values = np.array([reading.value for reading in series], float)
    days = np.array([reading.day or dt.date.min for reading in series], "datetime64[D]").astype(float)
    facts = np.array([reading.day is None for reading in series])
    confirmed = np.array([reading.confirmed for reading in series])
    places = np.arange(len(series))[:, None] + np.array(
        [-1, -2, 1, 2]
    )  # (n, 4): the last, the one before it, the next two
    there = (places >= 0) & (places < len(series))
    places = np.where(there, places, 0)
    months = np.where(facts[places] | facts[:, None], 0, abs(days[:, None] - days[places])) / DAYS_PER_MONTH
    allowed = limit.step + limit.a_month * months
    near = there & (abs(values[:, None] - values[places]) <= allowed)
    far = there & ~near
    jump = far.any(axis=1) & ~near.any(axis=1)
    if told:
        jump &= (far & ~confirmed[places]).any(axis=1)
    outside = (values < limit.low) | (values > limit.high)
    known = _known(outside, confirmed, near[:, :2], places[:, :2])
    found = {}
    for place in np.flatnonzero(~confirmed & (jump | (outside & ~known))).tolist():
        others = [series[other] for other, is_there in zip(places[place], there[place], strict=True) if is_there]
        last = next(iter(others), None)
        unit = _meant(limit, values[place].item(), values[places[place]][there[place]], allowed[place][there[place]])
        why = Why.OTHER_UNIT if unit else Why.JUMP if jump[place] else Why.USUAL_RANGE
        suggested = read_in(unit, values[place].item()) if unit else None
        found[place] = Doubt(name, series[place].value, why, limit.low, limit.high, last, suggested, unit)
    first = found.get(0)
    if told and first and first.why is Why.JUMP and not first.outside and (1 in found or confirmed[1]):
        del found[0]  # the step is asked about from its other end
    return found


def _known(
    outside: NDArray[np.bool_], confirmed: NDArray[np.bool_], near: NDArray[np.bool_], places: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which of those outside of the usual range go on from one that was confirmed, by steps that are not asked back."""
    known = confirmed & outside
    for place in np.flatnonzero(outside & ~confirmed).tolist():
        known[place] = (near[place] & known[places[place]]).any()
    return known


def _meant(limit: Limit, value: float, others: NDArray[np.float64], allowed: NDArray[np.float64]) -> Unit | None:
    """The other unit, where the number read in it is usual, and near another usual reading if there are any."""
    if limit.unit is None:
        return None
    read = value * FACTORS[limit.unit]
    usual = (others >= limit.low) & (others <= limit.high)
    fits = not usual.any() or (usual & (abs(others - read) <= allowed)).any()
    return limit.unit if fits and limit.low <= read <= limit.high else None


def read_in(unit: Unit, value: float) -> float:
    """A number that was meant in ``unit``, in the unit of its measure, to one decimal."""
    return round(value * FACTORS[unit], 1)


def code(measure: str, value: float) -> str:
    """What confirms exactly this value: ``weight=157``."""
    return f"{measure}={value:.12g}"
