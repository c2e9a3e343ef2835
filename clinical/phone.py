"""What a phone wrote of each day, from its many single records. Source: CLINICAL 5.6 [P].

Nothing is judged here: a value that cannot be is left out and counted, all others stay as they were measured.
"""

import datetime as dt
from dataclasses import dataclass, field

from clinical.vocabulary import MEASURES


@dataclass(frozen=True)
class PhoneDay:
    """``weight`` in kg to one decimal, ``steps``, ``walking_asymmetry`` in % to one decimal; None where the phone has
    nothing of it."""

    day: dt.date
    weight: float | None = None
    steps: int | None = None
    walking_asymmetry: float | None = None


@dataclass
class Gathered:
    """Takes one record after the other, in any order. ``left_out``: how many said nothing that can be."""

    weights: dict[dt.date, tuple[dt.datetime, float]] = field(default_factory=dict)
    steps: dict[dt.date, dict[str, float]] = field(default_factory=dict)
    uneven: dict[dt.date, tuple[int, float]] = field(default_factory=dict)
    left_out: int = 0

    def weigh(self, day: dt.date, at: dt.datetime, kg: float) -> None:
        """``at``: the instant, of which the first of a day counts."""
        if not _can_be("weight", kg):
            self.left_out += 1
        elif day not in self.weights or at < self.weights[day][0]:
            self.weights[day] = at, kg

    def walk(self, day: dt.date, source: str, steps: float) -> None:
        """``source``: what counted them; a watch and a phone count the same steps."""
        if steps < 0:
            self.left_out += 1
            return
        by = self.steps.setdefault(day, {})
        by[source] = by.get(source, 0.0) + steps

    def limp(self, day: dt.date, percent: float) -> None:
        """One measurement of the walking asymmetry."""
        if not _can_be("walking_asymmetry", percent):
            self.left_out += 1
            return
        count, total = self.uneven.get(day, (0, 0.0))
        self.uneven[day] = count + 1, total + percent

    def days(self) -> tuple[PhoneDay, ...]:
        """In order: the first weight of a day, the steps of the source that counted most, the mean of asymmetry."""
        walked = {day: round(max(by.values())) for day, by in self.steps.items()}
        kept = {day: steps for day, steps in walked.items() if _can_be("steps", steps)}
        self.left_out += len(walked) - len(kept)
        uneven = {day: round(total / count, 1) for day, (count, total) in self.uneven.items()}
        weights = {day: round(kg, 1) for day, (_at, kg) in self.weights.items()}
        return tuple(
            PhoneDay(day, weights.get(day), kept.get(day), uneven.get(day))
            for day in sorted({*weights, *kept, *uneven})
        )


def _can_be(measure: str, value: float) -> bool:
    return MEASURES[measure].low <= value <= MEASURES[measure].high
