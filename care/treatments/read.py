"""Which treatments go on, and what was said of each on a day."""

import datetime as dt
import uuid
from collections.abc import Mapping

from care.models import TreatmentDay
from clinical.courses import MEDICINES
from people.models import Patient, User
from symptoms.models import Treatment


def going_on(patient: Patient, day: dt.date) -> list[Treatment]:
    """The standing treatments of a day, in order of their start; what is of one day is on that day alone."""
    rows = Treatment.objects.standing().filter(patient=patient, start__lte=day).order_by("start", "pk")
    return [row for row in rows if row.stop is None or row.stop >= day]


def medicines_of(patient: Patient, day: dt.date) -> list[Treatment]:
    return [row for row in going_on(patient, day) if row.kind in MEDICINES]


def first_of(patient: Patient) -> Mapping[uuid.UUID, uuid.UUID]:
    """Of each treatment, corrected ones too, the first row that said it: what was said of a day stays with a
    treatment whose dose was changed since."""
    before = dict(Treatment.objects.filter(patient=patient).values_list("pk", "supersedes"))

    def first(row: uuid.UUID) -> uuid.UUID:
        while earlier := before.get(row):
            row = earlier
        return row

    return {row: first(row) for row in before}


def own_day(treatment: Treatment, day: dt.date, by: User) -> TreatmentDay | None:
    """What this author said of it on a day, whichever correction of the treatment stood then."""
    same = first_of(treatment.patient)
    said = TreatmentDay.objects.standing().filter(patient=treatment.patient, day=day, author=by)
    return next((row for row in said if same[row.treatment_id] == same[treatment.pk]), None)
