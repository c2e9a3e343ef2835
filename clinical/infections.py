"""Answers that a cold or chest infection may explain. Source: CLINICAL 4.4 (infections) [P]."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, FunctionChecks, History, Span

CLEARED_AFTER = 14  # days after the infection's last day


def without_infections(history: History) -> History:
    """The history with all grades and function items left open from each infection's first day until CLEARED_AFTER days
    after its last. One without an end counts as one day, so that a forgotten end hides nothing."""
    if not any(_infection(event) for event in history.events):
        return history
    grades = history.weakness.values.copy()
    grades[_during(history, history.weakness.days)] = np.nan
    return replace(
        history, weakness=replace(history.weakness, values=grades), function=checks_without_infections(history)
    )


def checks_without_infections(history: History) -> FunctionChecks:
    """The function checks alone, so left open."""
    if not any(_infection(event) for event in history.events):
        return history.function
    items = history.function.items.copy()
    items[_during(history, history.function.days)] = np.nan
    return replace(history.function, items=items)


def _infection(event: Span) -> bool:
    return event.kind == "infection"


def _during(history: History, days: Days) -> NDArray[np.bool_]:
    found = np.zeros(len(days), bool)
    for event in filter(_infection, history.events):
        first = np.datetime64(event.start, "D")
        last = np.datetime64(event.end or event.start, "D") + CLEARED_AFTER
        found |= (days >= first) & (days <= last)
    return found
