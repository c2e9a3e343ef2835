"""What is told of how many people are in which group, so that no group under five can be worked out from it.

Source: the least group of five, and how the others are put together, are our own [P] (CLINICAL 3.9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST = 5  # people in a group that is shown [P]
NEAR = 1e-6

Rows = NDArray[np.bool_]  # a kind of person each: whether it is in a group


@dataclass(frozen=True)
class Count:
    name: str
    people: int


@dataclass(frozen=True)
class Parted:
    """The groups that are ``shown``, and how many people are in all ``others`` together; None where there are none.
    Nothing is shown where nothing can be."""

    shown: tuple[Count, ...] = ()
    others: int | None = None


def parted(counts: Mapping[str, int]) -> Parted:
    """Groups that hold every one of a known number of people once, of which those under LEAST are put together.

    They are two at least, and LEAST people at least, and not each of them as many as could be: else the smallest groups
    of the rest are put with them, until it is so. Groups of nobody alone tell of nobody.
    """
    hidden = {name for name, people in counts.items() if people < LEAST}
    if not any(counts[name] for name in hidden):
        return Parted(tuple(Count(name, people) for name, people in counts.items() if people))
    while len(hidden) < len(counts) and not _safe(counts[name] for name in hidden):
        least = min(people for name, people in counts.items() if name not in hidden)
        hidden |= {name for name, people in counts.items() if people == least}
    if len(hidden) == len(counts):
        return Parted()
    shown = tuple(Count(name, people) for name, people in counts.items() if name not in hidden)
    return Parted(shown, sum(counts[name] for name in hidden))


def told(people: int, of: int) -> int | None:
    """How many of a known number of people, where neither they nor the others are a group under LEAST; else None."""
    return people if people >= LEAST and (of == people or of - people >= LEAST) else None


class Sums:
    """The sums that are shown together, over ``kinds`` of people of which each may be there or not."""

    def __init__(self, kinds: int) -> None:
        self.shown: list[Rows] = [np.ones(kinds, bool)]
        self.hidden: list[Rows] = []

    def take(self, groups: Mapping[str, Rows], counts: Mapping[str, int]) -> bool:
        """Whether groups with these ``counts`` can be shown, as ``parted``, beside what is; if not, nothing changes.

        None that is hidden may follow from all sums by adding and taking away, nor all of those together that are
        hidden because they are under LEAST.
        """
        found = parted(counts)
        shown = {count.name for count in found.shown}
        more, secret = [groups[name] for name in shown], []
        if found.others is not None:
            secret = [rows for name, rows in groups.items() if name not in shown]
            more.append(np.any(secret, axis=0))
            small = [rows for name, rows in groups.items() if counts[name] < LEAST]
            secret += [np.any(small, axis=0)] if len(small) < len(secret) else []
        if tells(np.array([*self.shown, *more]), np.array([*self.hidden, *secret]).reshape(-1, len(self.shown[0]))):
            return False
        self.shown += more
        self.hidden += secret
        return True


def tells(shown: Rows, hidden: Rows) -> bool:
    """Whether one of the ``hidden`` groups (s, a) follows from the ``shown`` sums (r, a) by adding and taking away."""
    _left, sizes, right = np.linalg.svd(shown.astype(float), full_matrices=False)
    basis = right[sizes > NEAR]
    groups = hidden[hidden.any(axis=1)].astype(float)
    rest = groups - groups @ basis.T @ basis
    return bool((np.abs(rest).max(axis=1, initial=0) < NEAR).any())


def _safe(counts: Iterable[int]) -> bool:
    together = list(counts)
    return len(together) > 1 and sum(together) >= LEAST and any(people != LEAST - 1 for people in together)
