"""What a person with a hidden course remembers of the parts that were weak already at the first entry."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from alsweak.synthetic.course import Course, Rng
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import CELL_NAMES, Precision

SHARE = 0.85  # of the parts that anything is said of
KINDS = {Precision.MONTH: 0.6, Precision.SEASON: 0.15, Precision.YEAR: 0.1, Precision.NOT_SURE: 0.15}
OFF = {-1: 0.2, 0: 0.6, 1: 0.2}  # months by which a month is remembered too early or too late
BY_CAREGIVER = 0.25  # where one writes


def memories(
    rng: Rng, course: Course, onset: str, began: dt.date, first: dt.date, *, caregiver: bool
) -> Iterator[dict[str, Any]]:
    """Keyword arguments of ``remember_onset``: of each part that was weak on ``first``, but for the one of which the
    facts of the record tell. ``began``: the day of the first symptom; ``caregiver``: whether one writes."""
    for cell, months in zip(CELL_NAMES, course.involved.tolist(), strict=True):
        day = began + dt.timedelta(days=round(months * DAYS_PER_MONTH))
        kind = Precision(rng.choice(list(KINDS), p=list(KINDS.values())))
        off = int(rng.choice(list(OFF), p=list(OFF.values())))
        told, by_caregiver = rng.random() < SHARE, rng.random() < BY_CAREGIVER
        if day >= first or cell == onset or not told:
            continue
        said: dict[str, Any] = {"cell": cell, "precision": kind, "source": "self"}
        if caregiver and by_caregiver:
            said["source"] = "caregiver"
        if kind is not Precision.NOT_SURE:
            said["month"] = _remembered(day, off, kind, began, first)
        yield said


def _remembered(day: dt.date, off: int, kind: Precision, began: dt.date, first: dt.date) -> dt.date:
    """The month, within what they have lived through: not before the first symptom, and not after the first entry."""
    months = day.year * 12 + day.month - 1 + off
    months = min(max(months, began.year * 12 + began.month - 1), first.year * 12 + first.month - 1)
    month = dt.date(months // 12, months % 12 + 1, 1)
    return month.replace(month=(month.month - 1) // 3 * 3 + 1) if kind is Precision.SEASON else month
