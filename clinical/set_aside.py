"""A memory of when a part began that the answers contradict: it does not date the part, and that is told.

Answers count before what is remembered. Source: CLINICAL 4.4 [P].
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from clinical.counted import Counted
from clinical.history import Days, FunctionChecks, Memory, as_date
from clinical.item_rule import AS_BEFORE, ITEMS_OF_REGION, by_rater
from clinical.vocabulary import Cell, Precision, Source
from clinical.when import When

WELL = 2 / 3  # more of the answers than this as before: the part does not count as affected (CLINICAL 4.4)


class Against(StrEnum):
    """What the answers say that contradict a memory."""

    AS_BEFORE = "as_before"  # after the remembered time the part was still as before
    WEAKER = "weaker"  # before the remembered time it was weaker already


@dataclass(frozen=True)
class SetAside:
    """A memory that the answers contradict: it means the days from ``low`` to ``high``. What they say is ``against``,
    on ``days`` days, the first ``since`` and the last ``until``. The answers count."""

    low: dt.date
    high: dt.date
    precision: Precision
    by: Source
    against: Against
    since: dt.date
    until: dt.date
    days: int


def set_aside(
    memory: Memory | None, when: When | None, answers: Counted, checks: FunctionChecks, cell: Cell
) -> SetAside | None:
    """What stands against the memory of a cell; None where nothing does.

    ``when``: since when the cell is affected by the answers alone, None where it does not count as affected.
    ``answers`` and ``checks``: those that count, without infections.
    """
    if memory is None or not memory.low or not memory.high:
        return None
    days, weak = _said(answers, checks, cell)
    low, high = np.datetime64(memory.low), np.datetime64(memory.high)
    later = days > high
    kind = Against.AS_BEFORE
    if when is None:
        against = later & ~weak
        if np.count_nonzero(against) <= WELL * np.count_nonzero(later):
            return None
    elif when.on and memory.high < when.earliest:
        against = later & (days < np.datetime64(when.on)) & ~weak
    elif memory.low > when.latest:
        kind = Against.WEAKER
        against = (days >= np.datetime64(when.on or when.latest)) & (days < low) & weak
    else:
        return None
    those = np.unique(days[against])
    if not len(those):
        return None
    first, last = as_date(those[0]), as_date(those[-1])
    return SetAside(memory.low, memory.high, memory.precision, memory.by, kind, first, last, len(those))


def _said(answers: Counted, checks: FunctionChecks, cell: Cell) -> tuple[Days, NDArray[np.bool_]]:
    """The days of all answers about a cell (n,), in no order, and whether each says that it is weaker (n,)."""
    days, weak = [answers.days], [answers.low >= 0.5]
    for item in ITEMS_OF_REGION.get(cell.region, ()):
        for checked, given in by_rater(checks, item):
            days.append(checked)
            weak.append(given < AS_BEFORE)
    return np.concatenate(days), np.concatenate(weak)
