"""The order in which parts became involved: one side, both, the next region, speech and swallowing, breathing.

Spread is shown as recorded, never as what comes next. Source: CLINICAL 4.4 [P].
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clinical.involvement import Involvement, since_when
from clinical.item_rule import PairMark
from clinical.pairs import PairSpread, PairState, pair_spread
from clinical.vocabulary import Cell, Group, Pair, Region, Source
from clinical.when import Dated, When, earliest

__all__ = ["Kind", "PairSpread", "PairState", "Spread", "SpreadEvent", "spread"]

GENERALISED_FROM = 3  # of the four groups
_LEVELS = {group: level for level, group in enumerate(Group)}


class Kind(StrEnum):
    CONTRALATERAL = "contralateral"
    WITHIN_LIMB = "within_limb"  # not counted as spread
    ADJACENT = "adjacent"
    DISTANT = "distant"
    TO_BULBAR = "to_bulbar"
    TO_BREATHING = "to_breathing"


@dataclass(frozen=True)
class SpreadEvent:
    """A further cell and what it is to those that were involved before its day. ``can_be_new``: it was as before until
    then, by its answers or by a clinician's word; what was weak at the first entry is never new."""

    date: dt.date
    cell: Cell
    kinds: tuple[Kind, ...]
    can_be_new: bool = True


@dataclass(frozen=True)
class Spread:
    """``first``: where it began, or all cells that began together (also all that were weak at the first entry, where
    nobody remembers which was first); none where a pair of unknown side was marked as early. ``maybe_first``: other
    cells that may have been it, by their range or because they were weak at the first entry.

    ``order``: the cells whose date is known. ``bulbar``, ``breathing``, ``generalised``: since when, with the range;
    the three ``..._since`` are their days.
    """

    first: tuple[Cell, ...]
    maybe_first: tuple[Cell, ...]
    order: tuple[Cell, ...]
    pairs: dict[Pair, PairSpread]
    events: tuple[SpreadEvent, ...]
    bulbar_since: dt.date | None
    breathing_since: dt.date | None
    generalised_since: dt.date | None
    bulbar: When | None = None
    breathing: When | None = None
    generalised: When | None = None


def spread(
    involvements: tuple[Involvement, ...], pair_marks: tuple[PairMark, ...], at: dt.date, began: Cell | None = None
) -> Spread:
    """Spread as of day ``at``; ``began``: where it began, as remembered. Cells with another cause are left out.

    An involved cell without a day (a clinician gave none) counts for the state of its pair alone. A pair that the
    function check marked counts for its group of regions, though its side is not known.
    """
    cells = tuple(found for found in involvements if not found.other_cause)
    marks = tuple(mark for mark in pair_marks if _stands(mark, involvements))
    dates = since_when(cells)
    onsets = {cell: when.on for cell, when in dates.items() if when.on}
    order = tuple(sorted(onsets, key=onsets.__getitem__))
    first, maybe_first = _first(dates, order, marks, began)
    groups = sorted(_groups(dates, marks).values(), key=lambda when: when.place)
    bulbar = earliest(when for cell, when in dates.items() if cell.group is Group.BULBAR)
    breathing = dates.get(Cell(Region.BREATHING))
    generalised = groups[GENERALISED_FROM - 1] if len(groups) >= GENERALISED_FROM else None
    return Spread(
        first=first,
        maybe_first=maybe_first,
        order=order,
        pairs={pair: pair_spread(pair, cells, marks, at) for pair in Pair},
        events=_events(dates, order, marks, {found.cell for found in cells if found.can_be_new}),
        bulbar_since=bulbar.on if bulbar else None,
        breathing_since=breathing.on if breathing else None,
        generalised_since=generalised.on if generalised else None,
        bulbar=bulbar,
        breathing=breathing,
        generalised=generalised,
    )


def _stands(mark: PairMark, involvements: tuple[Involvement, ...]) -> bool:
    """An item can't tell an old injury from weakness, and a clinician's word on every cell overrides it."""
    cells = [found for found in involvements if found.cell.pair is mark.pair]
    return not any(found.other_cause for found in cells) and any(found.by is not Source.CLINICIAN for found in cells)


def _groups(dates: dict[Cell, When], marks: tuple[PairMark, ...]) -> dict[Group, When]:
    dated = [(cell.group, when) for cell, when in dates.items()]
    dated += [(_group(mark), When(mark.since, None, None, Dated.CHECKS)) for mark in marks]
    since: dict[Group, list[When]] = {}
    for group, when in dated:
        since.setdefault(group, []).append(when)
    return {group: min(found, key=lambda when: when.place) for group, found in since.items()}


def _group(mark: PairMark) -> Group:
    return Group.UPPER if mark.pair is Pair.ARM else Group.LOWER


def _first(
    dates: dict[Cell, When], order: tuple[Cell, ...], marks: tuple[PairMark, ...], began: Cell | None
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """What was first, and what else may have been. Where it began is remembered better than when, so that only answers
    or a clinician speak against it."""
    others = [when for when in dates.values() if when.dated is not Dated.REMEMBERED]
    if began in dates and not any(when.surely_before(dates[began]) for when in others):
        return (began,), ()
    already = [cell for cell, when in dates.items() if when.on is None]
    entry = min((dates[cell].latest for cell in already), default=dt.date.max)
    first = tuple(cell for cell in order if dates[cell].on == dates[order[0]].on and dates[cell].latest <= entry)
    first = first or tuple(already)
    if not first:
        return (), ()
    pairs = {cell.pair for cell in first}
    start = min(dates[cell].on or dates[cell].latest for cell in first)
    if any(mark.pair not in pairs and mark.since <= start for mark in marks):
        return (), ()
    until = max(dates[cell].latest for cell in first)
    ranged = (cell for cell in (*order, *already) if dates[cell].low or dates[cell].high)
    return first, tuple(cell for cell in ranged if cell not in first and dates[cell].earliest <= until)


def _events(
    dates: dict[Cell, When], order: tuple[Cell, ...], marks: tuple[PairMark, ...], fresh: set[Cell]
) -> tuple[SpreadEvent, ...]:
    events = []
    for cell in order:
        day = dates[cell].on or dt.date.max
        before = [earlier for earlier, when in dates.items() if (when.on or when.latest) < day]
        marked = [_group(mark) for mark in marks if mark.since < day and mark.pair is not cell.pair]
        if before or marked:
            events.append(SpreadEvent(day, cell, _kinds(cell, before, marked), cell in fresh))
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
