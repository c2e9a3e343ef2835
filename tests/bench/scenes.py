"""How people answer who do not press what they feel each time, for ``tests.bench.accuracy``: a scene each.

Like ``simulated`` it shares nothing with the code that it is to try.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.history import Floats
from clinical.vocabulary import CELL_NAMES

Bools = NDArray[np.bool_]
LIMBS = [number for number, name in enumerate(CELL_NAMES) if name.endswith(".left")]  # the right one comes next
COLD_DAYS = (7, 15)
MORE_SHAPES: dict[str, Callable[[Floats], Floats]] = {
    "plateau": lambda u: np.interp(u, [0, 0.2, 0.6, 1], [0, 0.2, 0.2, 1]),  # for a while a little weaker, not more
    "abrupt": lambda u: np.where(u > 0, 0.5 + 0.5 * u, 0),  # half of the strength from one day to the next
}


@dataclass(frozen=True)
class Scene:
    """``repeats``: share of entries that say what the last one said; ``pressed``: as "no change", and not by the same
    answers again. ``earnest``: "no change" is pressed where nothing did change. ``colds``: so many in the record, each
    COLD_DAYS long, ``colds_by`` grades weaker everywhere. ``swaps``: share of pairs of answers with left for right.
    ``caregiver``: share of days on which one answers, ``lower`` by so much; on the others, and on ``both`` of theirs,
    the person does."""

    repeats: float = 0.0
    pressed: bool = False
    earnest: bool = False
    colds: int = 0
    colds_by: float = 0.8
    swaps: float = 0.0
    caregiver: float = 0.0
    lower: float = 0.5
    both: float = 0.1


SCENES = {
    "sticky: 70 % of entries say what the last one said": Scene(repeats=0.7),
    '"no change" pressed at random on 80 % of days': Scene(repeats=0.8, pressed=True),
    '"no change" pressed in earnest': Scene(earnest=True),
    "a caregiver answers on 70 % of days, half a grade lower": Scene(caregiver=0.7),
    "three colds, each of 0.8 grades everywhere": Scene(colds=3),
    "left and right swapped in 2 % of answers": Scene(swaps=0.02),
}


def lowered(random: np.random.Generator, scene: Scene, days: int) -> Floats:
    """(days,): the grades that colds take."""
    found = np.zeros(days)
    for _ in range(scene.colds):
        first = int(random.integers(days))
        found[first : first + int(random.integers(*COLD_DAYS))] = scene.colds_by
    return found


def swapped(random: np.random.Generator, answers: Floats, share: float) -> Floats:
    """``answers`` (n, 13) with some pairs the wrong way round."""
    found = answers.copy()
    for left in LIMBS:
        wrong = random.random(len(answers)) < share
        found[wrong, left], found[wrong, left + 1] = answers[wrong, left + 1], answers[wrong, left]
    return found


def repeated(random: np.random.Generator, answers: Floats, scene: Scene) -> tuple[Floats, Bools]:
    """``answers`` (n, 13) as they were given, and (n,) which entries were "no change"."""
    if scene.earnest:
        return answers, np.concatenate([[False], (answers[1:] == answers[:-1]).all(axis=1)])
    again = random.random(len(answers)) < scene.repeats
    again[:1] = False
    source = np.maximum.accumulate(np.where(again, 0, np.arange(len(answers))))
    return answers[source], again & scene.pressed
