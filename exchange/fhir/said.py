"""What stands of a record by day and source, as far as a reader is shown it: the rows of the CSV."""

import datetime as dt
import math
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from exchange.csv_write import said_of
from people.models import Patient
from symptoms.models import FunctionCheck
from symptoms.models.base import Source
from symptoms.read.confirmed import asked_back, confirmed_same
from symptoms.read.history import RANKED, modes_of
from symptoms.read.reasons import reasons_of


@dataclass(frozen=True)
class Said:
    """What one source says about one day. ``mode``: how a function check was answered; ``scale``: it is what a
    clinician scored from the form of the ALSFRS-R, not our own wording (CLINICAL 1.3)."""

    day: dt.date
    source: str
    values: dict[str, float]
    not_known: dict[str, str]
    same: frozenset[str]
    confirmed: frozenset[str]
    mode: str | None
    scale: bool


def said_by_day(patient: Patient, hidden: frozenset[str]) -> Iterator[Said]:
    """In order of day and source; a day of which all is ``hidden`` is not there. As many queries for a year as for a
    day."""
    pk = patient.pk
    said = {
        (day, source): {
            name: float(value) for name, value in values.items() if not math.isnan(value) and name not in hidden
        }
        for day, source, values in said_of(pk)
    }
    reasons, same, kept, modes, own = reasons_of(pk), confirmed_same(pk), asked_back(pk), modes_of(pk), _own_words(pk)
    for day, source in sorted(said.keys() | reasons.keys(), key=lambda key: (key[0], RANKED.index(key[1]))):
        key = (day, source)
        values, unknown = said.get(key, {}), reasons.get(key, {})
        if values or unknown:
            yield Said(
                day,
                source,
                values,
                unknown,
                same.get(key, frozenset()),
                kept.get(key, frozenset()),
                modes.get(key),
                source == Source.CLINICIAN and day not in own,
            )


def _own_words(pk: uuid.UUID) -> set[dt.date]:
    """The days on which the clinic answered our own questions: the last one to answer says so."""
    rows = FunctionCheck.objects.standing().filter(patient=pk, source=Source.CLINICIAN).order_by("made_at", "pk")
    return {day for day, wording in dict(rows.values_list("day", "wording")).items() if wording}
