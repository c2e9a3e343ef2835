"""What a line about one person shows beside the reasons: the last twelve weeks, breathing, weight, entries of late.

It is stored with the facts of a report, so that a list of many opens none of them. Source: CLINICAL 3.7, 7.1; what the
line holds is our rule [P].
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from clinical.history import History, as_date, week_of
from clinical.period import Kept
from clinical.weekly import Weekly
from clinical.weights import Weight

WEEKS = 12  # about the time between two visits (CLINICAL 9)
LATELY_DAYS = 28


class Week(NamedTuple):
    """``days``: with an entry, 0 to 7. ``lower``: how many cells had a weekly value below all of theirs before."""

    days: int
    lower: int


@dataclass(frozen=True)
class Glance:
    """``weeks``: the twelve up to the one of the day, oldest first. ``fvc``: the last, in % predicted. ``weight``: the
    last, in % of the usual one (``usual``) or of the first on its scale. ``lately``: which of the last 28 days had an
    entry; ``kept``: how many of those planned for them were made, None where nobody ever made a plan."""

    weeks: tuple[Week, ...] = ()
    fvc: float | None = None
    fvc_on: dt.date | None = None
    weight: float | None = None
    weight_on: dt.date | None = None
    usual: bool = False
    lately: tuple[dt.date, ...] = ()
    kept: Kept | None = None

    @property
    def answered(self) -> int:
        """Of the twelve weeks, those with an entry."""
        return sum(week.days > 0 for week in self.weeks)

    @property
    def lower(self) -> int:
        """Of the twelve weeks, those in which a part was lower than ever before."""
        return sum(week.lower > 0 for week in self.weeks)


def glance(history: History, weeks: Weekly, weighed: tuple[Weight, ...]) -> Glance:
    """Without ``kept``, which follows from the plan: a history does not hold one."""
    blown = history.measurements.get("fvc_percent")
    known = np.flatnonzero(~np.isnan(blown.values)).tolist() if blown else []
    last = known[-1] if known else None
    weight = weighed[0] if weighed else None
    return Glance(
        weeks=_weeks(history, weeks),
        fvc=float(blown.values[last]) if blown and last is not None else None,
        fvc_on=as_date(blown.days[last]) if blown and last is not None else None,
        weight=round(100 - weight.now.lost, 1) if weight else None,
        weight_on=weight.now.date if weight else None,
        usual=bool(weight and weight.usual),
        lately=_lately(history),
    )


def _lately(history: History) -> tuple[dt.date, ...]:
    first = history.at - dt.timedelta(days=LATELY_DAYS - 1)
    sections = (history.weakness, history.fasciculation, history.fatigue, history.asymmetry, history.signs)
    days = np.unique(np.concatenate([section.days for section in sections]))
    found: list[dt.date] = days[days >= np.datetime64(first, "D")].tolist()
    return tuple(found)


def _weeks(history: History, weeks: Weekly) -> tuple[Week, ...]:
    """A week before the first entry or after the last one had none."""
    if not len(weeks.weeks):
        return ()
    least = np.fmin.accumulate(weeks.weakness, axis=0)
    lower = np.zeros(len(weeks.weeks), np.int64)
    lower[1:] = (weeks.weakness[1:] < least[:-1]).sum(axis=1)  # nan, where nothing was said, is below nothing
    (monday,) = week_of(np.array([history.at], "datetime64[D]"))
    place = int((monday - weeks.weeks[0]).astype(int)) // 7 - WEEKS + 1 + np.arange(WEEKS)
    inside = (place >= 0) & (place < len(lower))
    at = np.clip(place, 0, len(lower) - 1)
    found = zip((weeks.answered[at] * inside).tolist(), (lower[at] * inside).tolist(), strict=True)
    return tuple(map(Week._make, found))
