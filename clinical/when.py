"""A date that is known as well as it is: from answers, from memory, or only as "already at the first entry".

Source: CLINICAL 4.4 [P]. What may be said of a date follows from what it comes from, everywhere that shows one.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clinical.vocabulary import Precision, Source


class Dated(StrEnum):
    """What a date comes from, and with it what may be said of it."""

    ANSWERS = "answers"  # the crossing: a day with a 90 % interval, or without one where the answers are too few
    CHECKS = "checks"  # the earlier of two function checks
    REMEMBERED = "remembered"  # a month, season or year: neither a day nor a statistical range
    CLINICIAN = "clinician"  # the day that a clinician gave
    ALREADY = "already"  # weak at the first entry: no day, no order, no duration, and never new


@dataclass(frozen=True)
class When:
    """``low`` to ``high`` holds the day ``on``; ``low`` is None where it may lie before the record, both where nothing
    but the day is known. ``ALREADY``: ``on`` and ``low`` are None, ``high`` is the day of the first entry.

    ``precision`` and ``by``: how well a remembered one is known, and who remembers it.
    """

    on: dt.date | None
    low: dt.date | None
    high: dt.date | None
    dated: Dated
    precision: Precision | None = None
    by: Source | None = None

    @property
    def earliest(self) -> dt.date:
        if self.low:
            return self.low
        return dt.date.min if self.high or not self.on else self.on

    @property
    def latest(self) -> dt.date:
        return self.high or self.on or dt.date.max

    @property
    def place(self) -> tuple[dt.date, bool]:
        """Where it stands among others; of one day, what has a date comes first."""
        return self.on or self.latest, self.on is None

    def surely_before(self, other: "When") -> bool:
        """Whether no part of the one range is in the other. Days without a range are one before the other."""
        return self.latest < other.earliest

    def overlaps(self, other: "When") -> bool:
        """Whether either may have been first. Of days without a range only one and the same."""
        return not self.surely_before(other) and not other.surely_before(self)


def earliest(dates: Iterable[When]) -> When | None:
    return min(dates, key=lambda when: when.place, default=None)
