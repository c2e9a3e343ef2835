"""Breathing answers that a cold or chest infection may explain. Source: CLINICAL 4.4 (respiratory involvement) [P]."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, History
from clinical.vocabulary import FUNCTION_ITEMS, RESPIRATORY_ITEMS, Region

CLEARED_AFTER = 14  # days after the infection's last day


def without_infections(history: History) -> History:
    """The history with breathing grades and respiratory items left open from each infection's first day until
    CLEARED_AFTER days after its last. One without an end counts as one day, so that a forgotten end hides nothing.
    """
    grades, items = history.weakness.values.copy(), history.function.items.copy()
    breathing = history.weakness.columns.index(Region.BREATHING)
    respiratory = np.array([FUNCTION_ITEMS.index(item) for item in RESPIRATORY_ITEMS])
    for event in history.events:
        if event.kind == "infection":
            first = np.datetime64(event.start, "D")
            last = np.datetime64(event.end or event.start, "D") + CLEARED_AFTER
            grades[_within(history.weakness.days, first, last), breathing] = np.nan
            items[_within(history.function.days, first, last)[:, None], respiratory] = np.nan
    return replace(
        history, weakness=replace(history.weakness, values=grades), function=replace(history.function, items=items)
    )


def _within(days: Days, first: np.datetime64, last: np.datetime64) -> NDArray[np.int64]:
    return np.flatnonzero((days >= first) & (days <= last))
