"""How a limb pair stands: no side, one side, both, and since when. Source: CLINICAL 4.4 [P]."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from clinical.involvement import Involvement, Status
from clinical.item_rule import PairMark
from clinical.vocabulary import Pair, Side
from clinical.when import Dated, When, earliest


class PairState(StrEnum):
    NONE = "none"
    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"
    BOTH_AT_FIRST_LOG = "both_at_first_log"


@dataclass(frozen=True)
class PairSpread:
    """A limb pair. ``days`` from the first side to both, or to the last answer about the other side (``at_least``: the
    true number may be larger), ``days_low`` to ``days_high`` as far as the ranges of the dates leave it open.

    ``began``: the first side, or the only one; ``both``: since when it is both, ``bilateral_on`` the day of it.
    ``same_time``: the ranges of the two sides overlap, so that neither is told as first, and no days between them.
    ``state`` is None where nothing is known of one of the sides. ``side_unknown_since``: the function check marked the
    pair while no cell of it is involved.
    """

    state: PairState | None = None
    first_side: Side | None = None
    bilateral_on: dt.date | None = None
    days: int | None = None
    at_least: bool = False
    side_unknown_since: dt.date | None = None
    days_low: int | None = None
    days_high: int | None = None
    same_time: bool = False
    began: When | None = None
    both: When | None = None

    @property
    def since(self) -> When | None:
        """``both``, and of a report of before it was there what it has of it."""
        return self.both or (When(self.bilateral_on, None, None, Dated.ANSWERS) if self.bilateral_on else None)


@dataclass(frozen=True)
class _Start:
    side: Side
    when: When | None  # None where a clinician gave no day


def pair_spread(pair: Pair, cells: tuple[Involvement, ...], marks: tuple[PairMark, ...], at: dt.date) -> PairSpread:
    """Of the cells that are not left out; ``marks``: the pairs that the function check marked."""
    sides = {side: [found for found in cells if found.cell.pair is pair and found.cell.side is side] for side in Side}
    answered = all(any(found.status is not Status.NO_DATA for found in sides[side]) for side in Side)
    starts = [start for side in Side if (start := _start(side, sides[side]))]
    if not starts:
        since = next((mark.since for mark in marks if mark.pair is pair), None)
        return PairSpread(PairState.NONE if answered and not since else None, side_unknown_since=since)
    if len(starts) == 1:
        (start,) = starts
        if not answered:
            return PairSpread(None, start.side, began=start.when)
        return _one_side(start, [found for side in Side if side is not start.side for found in sides[side]], at)
    return _both_sides(*starts)


def _start(side: Side, cells: list[Involvement]) -> _Start | None:
    involved = [found for found in cells if found.status is Status.INVOLVED]
    return _Start(side, earliest(found.when for found in involved if found.when)) if involved else None


def _one_side(start: _Start, others: list[Involvement], at: dt.date) -> PairSpread:
    """One-sided as far as the other side was answered: silence about it does not say that it is free."""
    until = max((min(found.grade_on, at) for found in others if found.grade_on), default=None)
    when = start.when
    if not when or not when.on or when.earliest == dt.date.min or not until or until < when.on:
        return PairSpread(PairState.UNILATERAL, start.side, began=when)
    found = PairSpread(PairState.UNILATERAL, start.side, at_least=True, began=when)
    return _with_days(found, when, When(until, None, None, when.dated))


def _both_sides(left: _Start, right: _Start) -> PairSpread:
    if not left.when or not right.when:
        return PairSpread(PairState.BILATERAL)
    (began, side), (ended, _) = sorted(
        ((left.when, left.side), (right.when, right.side)), key=lambda start: start[0].place
    )
    if began.dated is Dated.ALREADY and ended.dated is Dated.ALREADY:
        return PairSpread(PairState.BOTH_AT_FIRST_LOG, began=began, both=ended)
    if began.overlaps(ended):
        both = _later(began, ended)
        same = began.on is not None and ended.on is not None
        return PairSpread(PairState.BILATERAL, bilateral_on=both.on, same_time=same, both=both)
    found = PairSpread(PairState.BILATERAL, side, ended.on, began=began, both=ended)
    if not began.on or not ended.on or began.earliest == dt.date.min:  # a number of days could only be too small
        return found
    return _with_days(found, began, ended)


def _with_days(found: PairSpread, began: When, ended: When) -> PairSpread:
    """With the days between two dates, and with the least and the most where a range leaves them open."""
    assert began.on
    assert ended.on
    days = (ended.on - began.on).days
    low = max(0, (ended.earliest - began.latest).days)
    high = (ended.latest - began.earliest).days if began.earliest > dt.date.min else None
    if low == days == high:
        return replace(found, days=days)
    return replace(found, days=days, days_low=low, days_high=high)


def _later(began: When, ended: When) -> When:
    """Since when it was both, where either may have been first: as the later one, not before the other began."""
    low = max(began.earliest, ended.earliest)
    return replace(ended, low=low if ended.low and low > dt.date.min else None)
