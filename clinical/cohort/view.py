"""The view of a clinic over its people: how many are in which group, and nothing of a group under five.

Source: CLINICAL 3.9 [P], 4.3, 4.7.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clinical.cohort.course import Curve, curve
from clinical.cohort.flow import Band, Fork, forks, kinds
from clinical.cohort.person import Person
from clinical.cohort.withheld import LEAST, Count, Parted, Rows, Sums, parted, told
from clinical.due import Task
from clinical.opm import ONSETS, PROPAGATIONS
from clinical.plain import Json, plain, read
from clinical.rules import RISING, Level

VERSION = 2  # of what is kept: another one is made again before it is shown
NOT_GIVEN = "not_given"
KEPT = ("0", "25", "50", "75")  # per cent of those planned from which a group begins
WEEKS = ("0", "1", "5", "9", "12")  # of the last twelve
NO_PLAN = "no_plan"


@dataclass(frozen=True)
class Days:
    """Whole days: the middle, and a quarter below and above. ``people``: None where their number would tell of a small
    group of others."""

    people: int | None
    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Waiting:
    """Of the people with an open sign of a level, how long the oldest waits."""

    level: Level
    days: Days


@dataclass(frozen=True)
class Overview:
    """What is shown of ``people``, LEAST at least. What cannot be shown is empty or None."""

    people: int
    onset: Parted
    flow: tuple[Band, ...]
    opm: Parted
    reached: Parted
    curve: Curve | None
    kept: Parted
    weeks: Parted
    waiting: tuple[Waiting, ...]
    answered: Days | None
    due: tuple[Count, ...] = ()

    def to_json(self) -> Json:
        made: Json = plain(self)
        return made

    @classmethod
    def from_json(cls, said: Json) -> "Overview":
        return read(cls, said)


def overview(people: Sequence[Person]) -> Overview | None:
    """None of fewer than LEAST people."""
    if len(people) < LEAST:
        return None
    (onset, *later), opm, reached = _spread(people)
    return Overview(
        people=len(people),
        onset=onset.parted,
        flow=tuple(band for fork in later for band in fork.bands),
        opm=opm,
        reached=reached,
        curve=curve(people),
        kept=parted(_counts([_kept(each.kept) for each in people], (*KEPT, NO_PLAN))),
        weeks=parted(_counts([_from(each.weeks, WEEKS) for each in people], WEEKS)),
        waiting=tuple(_waiting(people)),
        answered=_days([each.answered for each in people], len(people)),
        due=tuple(_due(people)),
    )


def _spread(people: Sequence[Person]) -> tuple[list[Fork], Parted, Parted]:
    """Where it began and how it went on, O, and P. They tell of the same people: what would tell of a hidden group
    together with what stands before it is left out."""
    those = [(each.path, each.opm or NOT_GIVEN, each.reached or NOT_GIVEN) for each in people]
    there = sorted({*those, *kinds(NOT_GIVEN)})
    sums = Sums(len(there))

    def ways(fork: Fork) -> dict[str, Rows]:
        depth = len(fork.path) + 1
        return {name: np.array([kind[0][:depth] == (*fork.path, name) for kind in there]) for name in fork.counts}

    grown = [fork for fork in forks(Counter(kind[0] for kind in those)) if sums.take(ways(fork), fork.counts)]
    opm, reached = [kind[1] for kind in there], [kind[2] for kind in there]
    return (
        grown,
        _lettered(sums, [kind[1] for kind in those], opm, (*ONSETS, NOT_GIVEN)),
        _lettered(sums, [kind[2] for kind in those], reached, (*PROPAGATIONS, NOT_GIVEN)),
    )


def _lettered(sums: Sums, said: Sequence[str], there: Sequence[str], names: Sequence[str]) -> Parted:
    counts = _counts(said, names)
    groups = {name: np.array([kind == name for kind in there]) for name in names}
    return parted(counts) if sums.take(groups, counts) else Parted()


def _counts(said: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    found = Counter(said)
    return {name: found[name] for name in names}


def _kept(share: float | None) -> str:
    return NO_PLAN if share is None else _from(100 * share, KEPT)


def _from(value: float, groups: Sequence[str]) -> str:
    """The last group that begins at a value or before."""
    return next(name for name in reversed(groups) if value >= int(name))


def _due(people: Sequence[Person]) -> Iterator[Count]:
    """Of how many people each thing is to be looked at again, where neither they nor the others are a small group."""
    for task in Task:
        if number := told(sum(task in each.due for each in people), len(people)):
            yield Count(str(task), number)


def _waiting(people: Sequence[Person]) -> Iterator[Waiting]:
    for level in reversed(RISING):
        oldest = [
            [max(days)] for each in people if (days := [sign.days for sign in each.waiting if sign.level is level])
        ]
        if found := _days(oldest, len(people)):
            yield Waiting(level, found)


def _days(of_each: Sequence[Sequence[int]], of: int) -> Days | None:
    """Of the days of all who have any, LEAST people at least."""
    those = [days for days in of_each if days]
    if len(those) < LEAST:
        return None
    low, middle, high = np.round(np.percentile([day for days in those for day in days], (25, 50, 75)))
    return Days(told(len(those), of), int(low), int(middle), int(high))
