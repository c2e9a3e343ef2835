"""Which treatments go on, and what was said of each on a day."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from care.models import TreatmentDay
from clinical.taken import RANK
from people.models import Patient, User
from symptoms.models import Treatment


def going_on(patient: Patient, day: dt.date) -> list[Treatment]:
    """The standing treatments of a day, in order of their start; what is of one day is on that day alone."""
    rows = Treatment.objects.standing().filter(patient=patient, start__lte=day).order_by("start", "pk")
    return [row for row in rows.select_related("author") if row.stop is None or row.stop >= day]


def ended(patient: Patient, day: dt.date) -> list[Treatment]:
    """What ended before a day, the last first."""
    rows = Treatment.objects.standing().filter(patient=patient, stop__lt=day).order_by("-stop", "-start", "pk")
    return [*rows.select_related("author")]


def standing_of(treatment: Treatment) -> Treatment:
    """What stands in the place of a treatment that was corrected since; itself where nothing does."""
    while later := getattr(treatment, "superseded_by", None):
        treatment = later
    return treatment


def beginning_of(treatment: Treatment) -> Treatment:
    """The first row that said it; itself where it was never corrected."""
    while isinstance(earlier := treatment.supersedes, Treatment):
        treatment = earlier
    return treatment


def first_of(patients: Iterable[Patient]) -> Mapping[uuid.UUID, uuid.UUID]:
    """Of each treatment of these, corrected ones too, the first row that said it: what was said of a day hangs on
    it."""
    before = dict(Treatment.objects.filter(patient__in=patients).values_list("pk", "supersedes"))

    def first(row: uuid.UUID) -> uuid.UUID:
        while earlier := before.get(row):
            row = earlier
        return row

    return {row: first(row) for row in before}


def standing_by_first(patients: Iterable[Patient]) -> Mapping[uuid.UUID, uuid.UUID]:
    """Of each treatment of these that counts the row that stands, by the first one."""
    standing = {*Treatment.objects.standing().filter(patient__in=patients).values_list("pk", flat=True)}
    return {first: row for row, first in first_of(patients).items() if row in standing}


def own_day(treatment: Treatment, day: dt.date, by: User) -> TreatmentDay | None:
    """What this author said of it on a day, whichever correction of the treatment stood then."""
    first = beginning_of(treatment)
    return TreatmentDay.objects.standing().filter(treatment=first, day=day, author=by).first()


def days_of(treatment: Treatment, most: int) -> list[TreatmentDay]:
    """The last that was said of it, by anyone, whichever correction stood then."""
    rows = TreatmentDay.objects.standing().filter(treatment=beginning_of(treatment)).select_related("author")
    return [*rows.order_by("-day", "-made_at")[:most]]


def last_helped(patient: Patient, first: dt.date, last: dt.date) -> list[tuple[Treatment, TreatmentDay]]:
    """Of each treatment that stands the newest answer to “did it help?” of these days, the newest first; of a day the
    person's own, then a caregiver's, and of the same rank the one made last. One query where nothing was said."""
    rows = TreatmentDay.objects.standing().filter(patient=patient, day__range=(first, last), helped__isnull=False)
    said: dict[uuid.UUID, TreatmentDay] = {}
    for row in sorted(rows.order_by("-made_at", "pk"), key=lambda row: (-row.day.toordinal(), RANK[row.source])):
        said.setdefault(row.treatment_id, row)
    stands = standing_by_first([patient]) if said else {}
    found = Treatment.objects.in_bulk([stands[key] for key in said if key in stands])
    return [(found[stands[key]], row) for key, row in said.items() if key in stands]
