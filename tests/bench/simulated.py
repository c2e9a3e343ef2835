"""Simulated people whose onsets are known, for ``tests.bench.accuracy``. It shares nothing with the code it is to try.

Weakness begins in one cell on one side, crosses to the other side of that pair first as a rule, and goes on to other
cells. Each cell's true strength falls from 4 to 0 in one of four shapes; a cell is involved from the day on which it
is below 3.5. What is answered is the strength with good and bad weeks and days, rounded, and now and then a slip.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clinical.history import Daily, Days, Floats, History, Told
from clinical.vocabulary import CELL_NAMES
from tests.bench.scenes import MORE_SHAPES, Bools, Scene, lowered, repeated, swapped

DAYS = 730
FIRST_DAY = np.datetime64("2024-01-01", "D")
SHAPES = {  # share of the strength that is gone, over the share of the time
    "straight": lambda u: u,
    "slow-fast-slow": lambda u: u * u * (3 - 2 * u),
    "fast-slow": lambda u: 1 - (1 - u) ** 2,
    "steps": lambda u: (np.floor(4 * u) + np.clip(4 * (4 * u % 1) - 3, 0, 1)) / 4,
}
SPANS = (250, 1200)  # days from 4 to 0
NEXT = (40, 400)  # days from one cell to the next
NOTHING_ELSE = Scene()


@dataclass(frozen=True)
class Noise:
    """Standard deviations in grades: ``weeks`` of good and bad weeks, which all cells share and of which each leans on
    the one before by ``leaning``, and ``days``. ``unaffected``: whether a strength of 4 varies too. ``slips``: share of
    answers that are any grade at all."""

    weeks: float = 0.15
    days: float = 0.3
    leaning: float = 0.0
    unaffected: bool = True
    slips: float = 0.005


@dataclass(frozen=True)
class Person:
    """``answers`` (n, 13) on ``days`` (n,), ``same`` (n,) pressed as "no change", ``caregiver`` (n,) whose they are.
    ``beside`` (n, 13): what a caregiver said on those days, nan where nothing. ``involved`` (13,): the day on which
    each cell crossed 3.5, nan where it has begun to weaken without crossing, inf where it stays as it was."""

    days: Days
    answers: Floats
    same: Bools
    caregiver: Bools
    beside: Floats
    involved: Floats

    def history(self, until: int = DAYS) -> History:
        known = self.days < FIRST_DAY + until
        days = self.days[known]
        told = Told(
            np.repeat(self.same[known, None], len(CELL_NAMES), axis=1),
            np.repeat(self.caregiver[known, None], len(CELL_NAMES), axis=1),
            Daily(days, self.beside[known], CELL_NAMES),
        )
        weakness = Daily(days, self.answers[known], CELL_NAMES)
        return History((FIRST_DAY + until - 1).item(), weakness=weakness, told=told)


def answered_days(random: np.random.Generator, share: float | None) -> Floats:
    """The days with an answer, as numbers: a share of all, or one a week (None); two absences of one to six weeks."""
    if share is None:
        said = np.arange(0, DAYS - 7, 7) + random.integers(0, 7, (DAYS - 1) // 7)
    else:
        said = np.flatnonzero(random.random(DAYS) < share)
    for _ in range(2):
        away = int(random.integers(DAYS))
        said = said[(said < away) | (said >= away + random.integers(7, 43))]
    return said


def order_of(random: np.random.Generator) -> Iterator[str]:
    """The cells as weakness reaches them: the other side of a pair next, three times out of four."""
    left = list(CELL_NAMES)
    cell = str(random.choice(left))
    while True:
        left.remove(cell)
        yield cell
        if not left:
            return
        region, _, side = cell.partition(".")
        other = f"{region}.{'left' if side == 'right' else 'right'}"
        cell = other if other in left and random.random() < 0.75 else str(random.choice(left))


def strengths(random: np.random.Generator, shape: str) -> Floats:
    """(days, 13): the first cell begins before the log or in it, the others one after another."""
    found = np.full((DAYS, len(CELL_NAMES)), 4.0)
    begins = random.uniform(-200, 300)
    for cell in order_of(random):
        gone = np.clip((np.arange(DAYS) - begins) / random.uniform(*SPANS), 0, 1)
        found[:, CELL_NAMES.index(cell)] = 4 - 4 * (SHAPES | MORE_SHAPES)[shape](gone)
        begins += random.uniform(*NEXT)
    return found


def good_and_bad_weeks(random: np.random.Generator, size: float, leaning: float, days: int = DAYS) -> Floats:
    """(days,): a shock a week, of SD ``size``."""
    weeks = random.normal(0, size, days // 7 + 1)
    for week in range(1, len(weeks)):
        weeks[week] = leaning * weeks[week - 1] + (1 - leaning**2) ** 0.5 * weeks[week]
    return np.repeat(weeks, 7)[:days]


def person(
    random: np.random.Generator, shape: str, share: float | None, noise: Noise, scene: Scene = NOTHING_ELSE
) -> Person:
    strength = strengths(random, shape)
    weeks = good_and_bad_weeks(random, noise.weeks, noise.leaning)[:, None]
    never = (strength == 4).all(axis=0)
    calm = never | (strength == 4) & (not noise.unaffected)
    below = strength < 3.5
    crossed = np.where(below.any(axis=0), below.argmax(axis=0), np.where(never, np.inf, np.nan))
    strength -= lowered(random, scene, DAYS)[:, None]
    said = answered_days(random, share)

    def answered(strength: Floats) -> Floats:
        # A part that stays as it was has strength to spare: its bad days don't show.
        varied = np.where(calm, 0, weeks + random.normal(0, noise.days, strength.shape))
        answers = np.clip(np.rint(strength + varied), 0, 4)
        slipped = random.random(answers.shape) < noise.slips
        answers[slipped] = random.integers(0, 5, answers.shape)[slipped]
        return swapped(random, answers[said], scene.swaps)

    answers, same = repeated(random, answered(strength), scene)
    theirs = random.random(len(said)) < scene.caregiver
    beside = np.where(theirs[:, None], answered(strength - scene.lower) if scene.caregiver else np.nan, np.nan)
    caregiver = theirs & (random.random(len(said)) >= scene.both)
    counts = np.where(caregiver[:, None], beside, answers)
    return Person(FIRST_DAY + said, counts, same, caregiver, beside, crossed)
