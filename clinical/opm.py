"""The consensus words for spread: region of onset (O) and propagation to another body region (P).

Source: Meyer and others 2025, ALS-OPM (CLINICAL 4.7 [T], our rules for it [P]). M is for an examiner and not here. The
other side of a limb is the same body region: OPM stands beside the story of left and right, never in its place.
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
