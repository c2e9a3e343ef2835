"""The consensus words for spread: region of onset (O) and propagation to another body region (P).

Source: Meyer and others 2025, ALS-OPM (CLINICAL 4.7 [T], our rules for it [P]). M comes from an examiner alone, who
may also confirm O and P or say others. The other side of a limb is the same body region: OPM stands beside the story of
left and right, never in its place.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clinical.spread import Spread
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import Cell, Region
from clinical.when import Dated, When


class BodyRegion(StrEnum):
    HEAD = "head"
    ARM = "arm"
    TRUNK = "trunk"
    LEG = "leg"


_PARTS = {
    Region.SPEECH: (BodyRegion.HEAD, ""),
    Region.SWALLOWING: (BodyRegion.HEAD, ""),
    Region.HAND: (BodyRegion.ARM, "d"),
    Region.UPPER_ARM: (BodyRegion.ARM, "p"),
    Region.BREATHING: (BodyRegion.TRUNK, "r"),
    Region.NECK: (BodyRegion.TRUNK, "a"),
    Region.TRUNK: (BodyRegion.TRUNK, "a"),
    Region.FOOT: (BodyRegion.LEG, "d"),
    Region.THIGH: (BodyRegion.LEG, "p"),
}
_NUMBER = {region: number for number, region in enumerate(BodyRegion, 1)}
ONSETS = ("O1", "O2", "O2d", "O2p", "O3", "O3r", "O3a", "O4", "O4d", "O4p")
PROPAGATIONS = ("P0", "P1")
MOTOR = ("M0", "M1d", "M1p", "M2d", "M2p", "M3")


@dataclass(frozen=True)
class Opm:
    """``onset``: ``O2d``, without its letter where parts of a region tie; None where two regions do. ``propagation``:
    ``P1`` once another body region was reached, else ``P0``; None where the onset region is not known.

    ``months``: from the onset to that, or to the last answer; ``low`` to ``high`` as far as the ranges of the two dates
    leave it open. ``at_least``: the onset was already there at the first entry. ``text``: both as they are written.
    """

    onset: str | None
    propagation: str | None
    months: int | None = None
    low: int | None = None
    high: int | None = None
    at_least: bool = False
    text: str = ""


@dataclass(frozen=True)
class Confirmed:
    """The line as an examiner said it on the day ``on``; ``motor`` is blank where nobody examined for it."""

    onset: str
    propagation: str
    months: int | None
    motor: str
    on: dt.date
    by: str

    @property
    def text(self) -> str:
        months = "" if self.months is None else f"({self.months})"
        return f"{self.onset} {self.propagation}{months} {self.motor}".rstrip()


def parts(said: Confirmed, computed: Opm | None) -> bool:
    """Whether what follows from the answers is another O or P than was confirmed, or the months of P1 lie outside of
    its range; where nothing follows from them, or the months grow with each day (P0), nothing parts."""
    if computed is None or computed.onset is None:
        return False
    if (said.onset, said.propagation) != (computed.onset, computed.propagation):
        return True
    if said.propagation != "P1" or said.months is None or computed.months is None:
        return False
    if computed.at_least:
        return said.months < computed.months
    low, high = computed.low, computed.high
    return low is not None and high is not None and not low <= said.months <= high


def body_region(cell: Cell) -> BodyRegion:
    return _PARTS[cell.region][0]


def opm(spread: Spread, dates: dict[Cell, When], until: dt.date | None) -> Opm | None:
    """``dates``: the cells that count, with since when; ``until``: the last day with an answer about weakness. None
    where no cell is known to be the first."""
    if not spread.first:
        return None
    regions = {body_region(cell) for cell in spread.first}
    if len(regions) > 1:
        return Opm(None, None)
    (region,) = regions
    letters = {_PARTS[cell.region][1] for cell in spread.first}
    onset = f"O{_NUMBER[region]}" + (letters.pop() if len(letters) == 1 else "")
    began = min((dates[cell] for cell in spread.first), key=lambda when: when.place)
    others = [when for cell, when in dates.items() if body_region(cell) is not region]
    others += [
        When(pair.side_unknown_since, None, None, Dated.CHECKS)  # the region of a pair is known, if not its side
        for name, pair in spread.pairs.items()
        if pair.side_unknown_since and BodyRegion(name) is not region
    ]
    reached = min(others, key=lambda when: when.place, default=None)
    end = reached or (When(until, until, until, began.dated) if until else None)
    return _told(onset, "P1" if reached else "P0", began, end)


def _told(onset: str, propagation: str, began: When, end: When | None) -> Opm:
    start = began.on or began.latest
    at_least = began.earliest == dt.date.min
    if end is None or end.on is None or start > end.latest:
        return Opm(onset, propagation, text=f"{onset} {propagation}")
    months = whole_months(start, end.on)
    if at_least:
        return Opm(onset, propagation, months, at_least=True, text=f"{onset} {propagation}(at least {months})")
    low, high = whole_months(began.latest, max(end.earliest, began.latest)), whole_months(began.earliest, end.latest)
    span = f"; {low}–{high}" if low < high else ""
    return Opm(onset, propagation, months, low, high, text=f"{onset} {propagation}({months}{span})")


def whole_months(first: dt.date, second: dt.date) -> int:
    """Rounded to the nearest whole month; never below 0."""
    return max(0, int((second - first).days / DAYS_PER_MONTH + 0.5))
