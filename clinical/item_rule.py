"""Function-check items below 4 at two consecutive checks. Source: CLINICAL 4.1, 4.4 [P].

Checks are consecutive within one rater group: the person, alone or helped, and the caregiver, or else the clinician.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clinical.history import Days, Floats, FunctionChecks, History, as_date
from clinical.infections import checks_without_infections
from clinical.vocabulary import FUNCTION_ITEMS, RESPIRATORY_ITEMS, Pair, Region

AS_BEFORE = 4
ITEMS_OF_REGION = {
    Region.SPEECH: ("speech",),
    Region.SWALLOWING: ("swallowing",),
    Region.BREATHING: RESPIRATORY_ITEMS,
}
ITEMS_OF_PAIR = {
    Pair.ARM: ("handwriting", "cutting_food", "dressing_hygiene"),
    Pair.LEG: ("walking", "climbing_stairs"),
}


@dataclass(frozen=True)
class Twice:
    """One item below 4 at two checks running: ``since`` is the earlier of the two, ``again`` the later."""

    item: str
    since: dt.date
    again: dt.date


@dataclass(frozen=True)
class PairMark:
    """Function-check items say that a limb pair is involved. They never say which side."""

    pair: Pair
    since: dt.date
    item: str


def pair_items(history: History) -> tuple[PairMark, ...]:
    """The limb pairs with an item below 4 at two consecutive checks, since the earliest such check."""
    counted = checks_without_infections(history)
    found = ((pair, twice_below(counted, items)) for pair, items in ITEMS_OF_PAIR.items())
    return tuple(PairMark(pair, twice.since, twice.item) for pair, twice in found if twice)


def twice_below(checks: FunctionChecks, items: tuple[str, ...]) -> Twice | None:
    """The earliest time that one of the items was below 4 at two consecutive checks that answered it."""
    found = []
    for item in items:
        for days, answers in by_rater(checks, item):
            low = answers < AS_BEFORE
            for first in np.flatnonzero(low[:-1] & low[1:])[:1]:
                found.append(Twice(item, as_date(days[first]), as_date(days[first + 1])))
    return min(found, key=lambda twice: twice.since, default=None)


def by_rater(checks: FunctionChecks, item: str) -> Iterator[tuple[Days, Floats]]:
    """The days and answers of one item for each rater group, one a day: the person's own before the caregiver's."""
    answers = checks.items[:, FUNCTION_ITEMS.index(item)]
    for group in (~checks.by_clinic, checks.by_clinic):
        rows = checks.one_a_day(group & ~np.isnan(answers))
        yield checks.days[rows], answers[rows]
