"""What was measured before and after a day, for the question whether a new value is right."""

import datetime as dt
import uuid
from collections.abc import Iterable

import numpy as np

from clinical.doubts import LIMITS, Facts, Reading
from clinical.function import scores
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from people.models import Patient
from symptoms.models import FunctionCheck, Measurement
from symptoms.models.base import AskedBack, Source

TOTAL = "function.total"
MEASURED = tuple(name for name in LIMITS if name in MEASURES)
_ITEMS = tuple(MEASURES[f"function.{item}"].column for item in FUNCTION_ITEMS)
Readings = dict[str, list[Reading]]


def readings_of(patient: Patient, names: Iterable[str], *, without: uuid.UUID | None = None) -> Readings:
    """What stands of these measures in order of day, whoever measured; of the total, what the clinic scored.

    ``without``: an entry that is about to be replaced. One query a kind of entry.
    """
    wanted = [name for name in names if name in MEASURED]
    found: Readings = {name: [] for name in wanted}
    if wanted:
        columns = [MEASURES[name].column for name in wanted]
        for day, confirmed, *values in _rows(Measurement, patient, without, columns):
            for name, value in zip(wanted, values, strict=True):
                if value is not None:
                    found[name].append(Reading(value, day, name in confirmed))
    if TOTAL in names:
        found[TOTAL] = [
            Reading(total, day, TOTAL in confirmed)
            for day, confirmed, *items in _rows(FunctionCheck, patient, without, _ITEMS, source=Source.CLINICIAN)
            if (total := total_of(items)) is not None
        ]
    return found


def _rows(
    model: type[AskedBack], patient: Patient, without: uuid.UUID | None, columns: Iterable[str], **only: str
) -> Iterable[tuple]:
    rows = model._default_manager.standing().filter(patient=patient, **only)
    rows = rows.exclude(pk=without) if without else rows
    return rows.order_by("day", "made_at", "pk").values_list("day", "confirmed", *columns)


def total_of(items: Iterable[float | None]) -> float | None:
    """The total of twelve items, none where one of them is missing."""
    total = scores(np.array([np.nan if item is None else item for item in items], float)[None])["total"].item()
    return None if np.isnan(total) else total


def facts_of(patient: Patient, day: dt.date) -> Facts:
    return Facts(day, float(patient.usual_weight) if patient.usual_weight else None)
