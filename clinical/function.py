"""Function check: subscores, total, what a clinic gave as one, and how far a total fell. Source: CLINICAL 1.1, 1.2
(item frame of *Cedarbaum 1999* [A], item text on a public copy [T]), 7.3 R29.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from clinical.history import Days, Floats, FunctionChecks, Readings
from clinical.vocabulary import SUBSCORES

SCORES = (*SUBSCORES, "total")
DROP_WITHIN = (14, 60)  # days between two checks that are compared (CLINICAL 7.3, R29)


@dataclass(frozen=True)
class Drops:
    """The totals of one rater group, each against those of 14 to 60 days before it: ``days``, ``totals``, the highest
    of them ``was`` on the day ``before``, their median ``usual``, and ``fell`` = usual - totals, each (n,). Totals with
    none to compare with are left out."""

    by_clinic: bool
    days: Days
    totals: Floats
    before: Days
    was: Floats
    usual: Floats

    @property
    def fell(self) -> Floats:
        """From the median: one total that was high by its error is no fall. Never more than from the highest."""
        return self.usual - self.totals


def scores(items: Floats) -> dict[str, Floats]:
    """The four subscores (0-12) and the total (0-48), each (m,), from ``items`` (m, 12) in the order of FUNCTION_ITEMS.

    nan where any item of the part is missing: no prorating (CLINICAL 1.2 [P]).
    """
    subscores = items.reshape(-1, len(SUBSCORES), 3).sum(axis=2)
    return dict(zip(SCORES, (*subscores.T, items.sum(axis=1)), strict=True))


@dataclass(frozen=True)
class GivenTotal:
    """A total, 0-48, as a clinic gave it on a day. ``computed``: what the clinic's own twelve items of that day come
    to, None where one of them is missing. Nothing else is made of a given total: no subscore, no stage and no slope
    (CLINICAL 1.2)."""

    date: dt.date
    total: int
    computed: int | None

    @property
    def alone(self) -> bool:
        """Whether there is no total of its items beside it."""
        return self.computed is None

    @property
    def differs(self) -> bool:
        return self.computed is not None and self.computed != self.total


def given_totals(given: Readings, checks: FunctionChecks) -> tuple[GivenTotal, ...]:
    """In order of day, each with what the items of its day come to."""
    totals = scores(checks.items)["total"]
    places = np.flatnonzero(checks.by_clinic & ~np.isnan(totals))
    made = dict(zip(checks.days[places].tolist(), totals[places].astype(int).tolist(), strict=True))
    said = zip(given.days.tolist(), given.values.astype(int).tolist(), strict=True)
    return tuple(GivenTotal(day, total, made.get(day)) for day, total in said)


def drops(checks: FunctionChecks) -> Iterator[Drops]:
    """How far the total fell, for the person and caregiver together and for the clinic."""
    clinic = checks.by_clinic
    totals = scores(checks.items)["total"]
    for by_clinic, group in ((False, ~clinic), (True, clinic)):
        rows = checks.one_a_day(group & ~np.isnan(totals))
        days, total = checks.days[rows], totals[rows]
        least, most = DROP_WITHIN
        start, end = np.searchsorted(days, days - most), np.searchsorted(days, days - least, side="right")
        known = np.flatnonzero(end > start)
        values, compared = total.tolist(), [range(start[i], end[i]) for i in known.tolist()]
        highest = np.array([max(places, key=values.__getitem__) for places in compared], np.int64)
        usual = np.array([median(values[places.start : places.stop]) for places in compared], float)
        yield Drops(by_clinic, days[known], total[known], days[highest], total[highest], usual)
