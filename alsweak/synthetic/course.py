"""A hidden course of ALS: when each cell becomes involved, and how strong it is from then on.

Weakness begins in one cell and spreads to what is near it, each way with a random delay, as in the contiguous spread of
CLINICAL 4.2. Where it begins follows the shares of *Ludolph 2024*; the delays were set so that the mean months to the
second of the regions bulbar, arms and legs are near those of *Fujimura-Kiyono 2011* (CLINICAL 4.3).
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.vocabulary import CELL_NAMES, LIMB_REGIONS

Floats = NDArray[np.float64]
Rng = np.random.Generator

# Shares of where it began, in percent; within an arm or a leg the far end is the commoner start (our own split).
ONSET_SHARES = {
    "speech": 20.0,
    "swallowing": 6.8,
    "hand.right": 12.9,
    "hand.left": 11.4,
    "upper_arm.right": 5.6,
    "upper_arm.left": 4.9,
    "foot.right": 12.1,
    "foot.left": 12.1,
    "thigh.right": 6.5,
    "thigh.left": 6.5,
}


def _delays() -> dict[tuple[str, str], float]:
    """Mean months from one cell to its neighbour, for a person of pace 1."""
    delays = {("speech", "swallowing"): 6.0, ("speech", "neck"): 20.0, ("swallowing", "neck"): 22.0}
    delays |= {("trunk", "breathing"): 12.0, ("neck", "breathing"): 18.0}
    for region in LIMB_REGIONS:
        delays[f"{region}.left", f"{region}.right"] = 13.0
    for side in ("left", "right"):
        delays |= {
            (f"hand.{side}", f"upper_arm.{side}"): 8.0,
            (f"foot.{side}", f"thigh.{side}"): 8.0,
            (f"upper_arm.{side}", "neck"): 22.0,
            (f"upper_arm.{side}", "trunk"): 17.0,
            (f"thigh.{side}", "trunk"): 9.0,
            (f"hand.{side}", f"foot.{side}"): 40.0,
            ("speech", f"hand.{side}"): 32.0,
            ("speech", f"foot.{side}"): 44.0,
        }
    return delays


DELAYS = _delays()
SHAPES: dict[str, Callable[[Floats], Floats]] = {  # share of a cell's strength that is gone, over the share of its time
    "even": lambda u: u,
    "early": lambda u: 1 - (1 - u) ** 2,
    "late": lambda u: u**2,
    "in the middle": lambda u: u * u * (3 - 2 * u),
    "in steps": lambda u: (np.floor(4 * u) + np.clip(4 * (4 * u % 1) - 3, 0, 1)) / 4,
}
FIRST_LOSS = 0.6  # on the day a cell becomes involved: the first that a person would answer with "3"


@dataclass(frozen=True)
class Course:
    """``involved`` (13,): months from the first symptom; ``lasts`` (13,): months from then until nothing is left."""

    involved: Floats
    lasts: Floats
    shape: str

    def strength(self, months: Floats) -> Floats:
        """``months`` (n,) since the first symptom -> (n, 13) from 4 (as before ALS) to 0, not rounded."""
        since = months[:, None] - self.involved
        share = SHAPES[self.shape](np.clip(since / self.lasts, 0, 1))
        return np.where(since >= 0, (4 - FIRST_LOSS) * (1 - share), 4.0)


def draw_onset(rng: Rng) -> str:
    shares = np.array(list(ONSET_SHARES.values()))
    return str(rng.choice(list(ONSET_SHARES), p=shares / shares.sum()))


def draw_course(rng: Rng, onset: str, pace: float) -> Course:
    """``pace`` 1 is usual, 2 takes twice as long."""
    return Course(
        involved=_spread(rng, onset) * pace,
        lasts=rng.gamma(6, 40 / 6, len(CELL_NAMES)) * pace,
        shape=str(rng.choice(list(SHAPES))),
    )


def _spread(rng: Rng, onset: str) -> Floats:
    """Months until each cell is reached along the quickest way from the onset (13,)."""
    ways: dict[str, list[tuple[str, float]]] = {name: [] for name in CELL_NAMES}
    for (one, other), mean in DELAYS.items():
        delay = float(rng.gamma(1.2, mean / 1.2))
        ways[one].append((other, delay))
        ways[other].append((one, delay))
    reached: dict[str, float] = {}
    waiting = [(0.0, onset)]
    while waiting:
        month, cell = heapq.heappop(waiting)
        if cell not in reached:
            reached[cell] = month
            for other, delay in ways[cell]:
                heapq.heappush(waiting, (month + delay, other))
    return np.array([reached[name] for name in CELL_NAMES])
