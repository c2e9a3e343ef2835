"""Where it began and which places it reached next, as a tree: each branch parts into where it went on.

A tree and no table of "from" and "to": two branches share no sum by which one could be worked out from the other.
Source: CLINICAL 3.9, 4.4 [P]. It is the order that was recorded, never what comes next (CLINICAL 4.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clinical.cohort.person import AXIAL, BREATHING, BULBAR, NONE, OTHER, SAME, SEVERAL, UNKNOWN
from clinical.cohort.withheld import Parted, parted
from clinical.vocabulary import Pair, Side

Path = tuple[str, ...]
LIMBS = tuple(f"{pair}.{side}" for pair in Pair for side in Side)
FIRSTS = (BULBAR, *LIMBS, BREATHING, AXIAL, SEVERAL, UNKNOWN)
ENDS = (SEVERAL, UNKNOWN, NONE)
OTHERS = "others"
DEPTH = 3
REGIONS = {BULBAR: "O1", Pair.ARM: "O2", BREATHING: "O3", AXIAL: "O3", Pair.LEG: "O4"}  # CLINICAL 4.7
LETTERS = {BULBAR: ("",), BREATHING: ("r",), AXIAL: ("a",), Pair.ARM: ("", "d", "p"), Pair.LEG: ("", "d", "p")}
AT_ONCE = ("O2", "O2d", "O2p", "O3", "O4", "O4d", "O4p")  # of several places: both sides, or breathing with the trunk


@dataclass(frozen=True)
class Band:
    """``people`` went this ``path``, whose last step may be ``others``: the rest of those who went the way before."""

    path: Path
    people: int


@dataclass(frozen=True)
class Fork:
    """How those who went a ``path`` went on: how many people by each way that there is."""

    path: Path
    counts: dict[str, int]

    @cached_property
    def parted(self) -> Parted:
        return parted(self.counts)

    @property
    def bands(self) -> tuple[Band, ...]:
        found = tuple(Band((*self.path, count.name), count.people) for count in self.parted.shown)
        others = self.parted.others
        return found if others is None else (*found, Band((*self.path, OTHERS), others))


def forks(went: Mapping[Path, int]) -> list[Fork]:
    """From where it began outwards, each branch that is shown as far as something of it can be; ``went``: how many
    people went which whole path."""
    found, known = [], [_fork(went, (), FIRSTS)]
    while known:
        fork = known.pop(0)
        found.append(fork)
        further = (
            _fork(went, path, following(path)) for path in ((*fork.path, each.name) for each in fork.parted.shown)
        )
        known += [fork for fork in further if fork.counts and fork.parted.shown]
    return found


def following(path: Path) -> tuple[str, ...]:
    """How a path can go on; not at all where nobody knows how it did, and from its third place."""
    if len(path) >= DEPTH or path[-1] in ENDS:
        return ()
    limb = next((place for place in path if place.partition(".")[0] in tuple(Pair)), None)
    names = [place for place in (BULBAR, BREATHING, AXIAL) if place not in path]
    for pair in Pair:
        begun = limb is not None and limb.startswith(pair)
        sides = (OTHER,) if begun else (SAME, OTHER)
        sided = limb in LIMBS or (limb is not None and len(path) > 1)
        names += [f"{pair}.{side}" for side in sides if f"{pair}.{side}" not in path] if sided else []
        names += [] if begun else [str(pair)]
    return (*names, SEVERAL, UNKNOWN, NONE) if len(path) == 1 else (*names, SEVERAL, NONE)


def kinds(not_given: str) -> set[tuple[Path, str, str]]:
    """The kinds of people that there can be: a path, with the O and P of CLINICAL 4.7 that can be theirs."""
    found: set[tuple[Path, str, str]] = {((first,), not_given, not_given) for first in (SEVERAL, UNKNOWN)}
    found |= {((SEVERAL,), letters, p) for letters in AT_ONCE for p in ("P0", "P1")}
    for first in FIRSTS:
        for path in _whole((first,)) if first not in ENDS else ():
            places = {_region(place) for place in path if place not in ENDS}
            open_ended = path[-1] in (SEVERAL, UNKNOWN)
            for letter in LETTERS[first.partition(".")[0]]:
                told = {"P1"} if len(places) > 1 else {"P0", "P1"} if open_ended else {"P0"}
                found |= {(path, f"{_region(first)}{letter}", p) for p in told}
    return found


def _whole(path: Path) -> list[Path]:
    longer = following(path)
    return [whole for name in longer for whole in _whole((*path, name))] if longer else [path]


def _region(place: str) -> str:
    return REGIONS[place.partition(".")[0]]


def _fork(went: Mapping[Path, int], path: Path, names: tuple[str, ...]) -> Fork:
    found = dict.fromkeys(names, 0)
    for whole, people in went.items():
        if names and whole[: len(path)] == path:
            found[whole[len(path)]] += people
    return Fork(path, found)
