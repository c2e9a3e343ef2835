"""The order in which parts became involved: one side, both, the next region, speech and swallowing, breathing.

Spread is shown as recorded, never as what comes next. Source: CLINICAL 4.4 [P].
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clinical.involvement import Involvement, Status
from clinical.item_rule import PairMark
from clinical.vocabulary import Cell, Group, Pair, Region, Side, Source

GENERALISED_FROM = 3  # of the four groups
_LEVELS = {group: level for level, group in enumerate(Group)}


class PairState(StrEnum):
    NONE = "none"
    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"
    BOTH_AT_FIRST_LOG = "both_at_first_log"


class Kind(StrEnum):
    CONTRALATERAL = "contralateral"
    WITHIN_LIMB = "within_limb"  # not counted as spread
    ADJACENT = "adjacent"
    DISTANT = "distant"
    TO_BULBAR = "to_bulbar"
    TO_BREATHING = "to_breathing"


@dataclass(frozen=True)
class PairSpread:
    """A limb pair. ``days`` from the first side to both, or to the last answer about the other side; ``at_least``: the
    true number may be larger.

    ``state`` is None where nothing is known of one of the sides. ``side_unknown_since``: the function check marked the
    pair while no cell of it is involved.
    """

    state: PairState | None = None
    first_side: Side | None = None
    bilateral_on: dt.date | None = None
    days: int | None = None
    at_least: bool = False
    side_unknown_since: dt.date | None = None


@dataclass(frozen=True)
class SpreadEvent:
    """A further cell and what it is to those that were involved before its day."""

    date: dt.date
    cell: Cell
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Spread:
    """``first``: all cells with the earliest onset, none where a pair of unknown side was marked as early.
    ``maybe_first``: other cells whose interval reaches back to the time of ``first``, so that it may have been them
    (one that was weak before the log has no such interval)."""

    first: tuple[Cell, ...]
    maybe_first: tuple[Cell, ...]
    order: tuple[Cell, ...]
    pairs: dict[Pair, PairSpread]
    events: tuple[SpreadEvent, ...]
    bulbar_since: dt.date | None
    breathing_since: dt.date | None
    generalised_since: dt.date | None


def spread(involvements: tuple[Involvement, ...], pair_marks: tuple[PairMark, ...], at: dt.date) -> Spread:
    """Spread as of day ``at``. Cells with another cause are left out.

    An involved cell without a day (a clinician gave none) counts for the state of its pair alone. A pair that the
    function check marked counts for its group of regions, though its side is not known.
    """
    cells = tuple(found for found in involvements if not found.other_cause)
    marks = tuple(mark for mark in pair_marks if _stands(mark, involvements))
    onsets = {found.cell: found.onset for found in cells if found.status is Status.INVOLVED and found.onset}
    order = tuple(sorted(onsets, key=onsets.__getitem__))
    groups = _groups(onsets, marks)
    first = _first(order, onsets, marks)
    bulbar = [onset for cell, onset in onsets.items() if cell.group is Group.BULBAR]
    return Spread(
        first=first,
        maybe_first=_maybe_first(first, order, {found.cell: found for found in cells}),
        order=order,
        pairs={pair: _pair(pair, cells, marks, at) for pair in Pair},
        events=_events(order, onsets, marks),
        bulbar_since=min(bulbar, default=None),
        breathing_since=onsets.get(Cell(Region.BREATHING)),
        generalised_since=sorted(groups.values())[GENERALISED_FROM - 1] if len(groups) >= GENERALISED_FROM else None,
    )


def _stands(mark: PairMark, involvements: tuple[Involvement, ...]) -> bool:
    """An item can't tell an old injury from weakness, and a clinician's word on every cell overrides it."""
    cells = [found for found in involvements if found.cell.pair is mark.pair]
    return not any(found.other_cause for found in cells) and any(found.by is not Source.CLINICIAN for found in cells)


def _groups(onsets: dict[Cell, dt.date], marks: tuple[PairMark, ...]) -> dict[Group, dt.date]:
    since: dict[Group, dt.date] = {}
    dated = [(cell.group, onset) for cell, onset in onsets.items()] + [(_group(mark), mark.since) for mark in marks]
    for group, day in dated:
        since[group] = min(day, since.get(group, day))
    return since


def _group(mark: PairMark) -> Group:
    return Group.UPPER if mark.pair is Pair.ARM else Group.LOWER


def _first(order: tuple[Cell, ...], onsets: dict[Cell, dt.date], marks: tuple[PairMark, ...]) -> tuple[Cell, ...]:
    first = tuple(cell for cell in order if onsets[cell] == onsets[order[0]])
    pairs = {cell.pair for cell in first}
    unsided = any(mark.pair not in pairs and mark.since <= onsets[first[0]] for mark in marks if first)
    return () if unsided else first


def _maybe_first(first: tuple[Cell, ...], order: tuple[Cell, ...], found: dict[Cell, Involvement]) -> tuple[Cell, ...]:
    if not first:
        return ()
    until = max(found[cell].onset_high or found[cell].onset or dt.date.min for cell in first)
    begun = ((cell, found[cell].onset_low) for cell in order if cell not in first)
    return tuple(cell for cell, low in begun if low and low <= until)


def _events(
    order: tuple[Cell, ...], onsets: dict[Cell, dt.date], marks: tuple[PairMark, ...]
) -> tuple[SpreadEvent, ...]:
    events = []
    for cell in order:
        before = [earlier for earlier in order if onsets[earlier] < onsets[cell]]
        marked = [_group(mark) for mark in marks if mark.since < onsets[cell] and mark.pair is not cell.pair]
        if before or marked:
            events.append(SpreadEvent(onsets[cell], cell, _kinds(cell, before, marked)))
    return tuple(events)


def _kinds(cell: Cell, before: list[Cell], marked: list[Group]) -> tuple[Kind, ...]:
    own_pair = [earlier for earlier in before if cell.pair and earlier.pair is cell.pair]
    if any(earlier.side is cell.side for earlier in own_pair):
        return (Kind.WITHIN_LIMB,)
    others = {earlier.group for earlier in before if earlier not in own_pair} | set(marked)
    kinds = [Kind.CONTRALATERAL] if own_pair else []
    if any(abs(_LEVELS[group] - _LEVELS[cell.group]) <= 1 for group in others):
        kinds.append(Kind.ADJACENT)
    if not kinds:
        kinds.append(Kind.DISTANT)
    if cell.group is Group.BULBAR and Group.BULBAR not in others:
        kinds.append(Kind.TO_BULBAR)
    if cell.region is Region.BREATHING:
        kinds.append(Kind.TO_BREATHING)
    return tuple(kinds)


def _pair(pair: Pair, cells: tuple[Involvement, ...], marks: tuple[PairMark, ...], at: dt.date) -> PairSpread:
    sides = {side: [found for found in cells if found.cell.pair is pair and found.cell.side is side] for side in Side}
    answered = all(any(found.status is not Status.NO_DATA for found in sides[side]) for side in Side)
    involved = {
        side: min((found for found in sides[side] if found.status is Status.INVOLVED), key=_earliest, default=None)
        for side in Side
    }
    starts = [found for found in involved.values() if found]
    if not starts:
        since = next((mark.since for mark in marks if mark.pair is pair), None)
        return PairSpread(PairState.NONE if answered and not since else None, side_unknown_since=since)
    if len(starts) == 1:
        others = [found for side in Side if not involved[side] for found in sides[side]]
        return _one_side(starts[0], others, at) if answered else PairSpread(None, starts[0].cell.side)
    return _both_sides(*sorted(starts, key=_earliest))


def _earliest(found: Involvement) -> tuple[dt.date, bool]:
    return found.onset or dt.date.max, not found.on_or_before


def _one_side(start: Involvement, others: list[Involvement], at: dt.date) -> PairSpread:
    """One-sided as far as the other side was answered: silence about it does not say that it is free."""
    until = max((min(found.grade_on, at) for found in others if found.grade_on), default=None)
    if not start.onset or not until or until < start.onset:
        return PairSpread(PairState.UNILATERAL, start.cell.side)
    return PairSpread(PairState.UNILATERAL, start.cell.side, days=(until - start.onset).days, at_least=True)


def _both_sides(first: Involvement, second: Involvement) -> PairSpread:
    if first.on_or_before and second.on_or_before:
        return PairSpread(PairState.BOTH_AT_FIRST_LOG)
    if not first.onset or not second.onset:
        return PairSpread(PairState.BILATERAL)
    first_side = first.cell.side if first.onset < second.onset else None
    # Where the second side was low when first asked, the number of days could only be too large: none is given.
    days = None if second.on_or_before else (second.onset - first.onset).days
    return PairSpread(PairState.BILATERAL, first_side, second.onset, days, first.on_or_before and days is not None)
