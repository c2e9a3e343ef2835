"""The medicines of a record, and what was said of them."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from care.models import TreatmentDay
from care.treatments.read import first_of
from clinical import taken
from clinical.courses import MEDICINES
from people.models import Patient, User
from symptoms.models import Treatment
from symptoms.models.base import Source
from symptoms.wording.courses import course_name


@dataclass(frozen=True)
class Medicine:
    """``row``: as it stands; ``key``: the same for all corrections of it."""

    row: Treatment
    key: uuid.UUID

    def goes_on(self, day: dt.date) -> bool:
        return self.row.start <= day and (self.row.stop is None or day <= self.row.stop)

    def place(self) -> tuple[dt.date, int, str, str]:
        """In a list: a change of the dose moves none."""
        return self.row.start, MEDICINES.index(self.row.kind), self.row.label, str(self.key)

    @property
    def what(self) -> str:
        """“Baclofen”: its own name, or that of its kind and of what exactly it is."""
        return self.row.label or course_name(self.row.kind, self.row.detail)

    @property
    def name(self) -> str:
        """“Baclofen, 10 mg”."""
        return ", ".join(filter(None, (self.what, self.row.dose)))


@dataclass(frozen=True)
class Medicines:
    """All that stand, in order of their start. ``same``: the key of each treatment, of corrected ones too."""

    of: tuple[Medicine, ...]
    same: Mapping[uuid.UUID, uuid.UUID]

    def on(self, day: dt.date) -> list[Medicine]:
        return [each for each in self.of if each.goes_on(day)]

    def find(self, treatment: uuid.UUID, day: dt.date) -> Medicine | None:
        """That of a treatment, also of one that was corrected since, if it goes on that day."""
        return next((each for each in self.on(day) if each.key == self.same.get(treatment)), None)


def medicines_of(patient: Patient) -> Medicines:
    """Two queries."""
    same = first_of([patient])
    rows = Treatment.objects.standing().filter(patient=patient, kind__in=MEDICINES)
    found = sorted((Medicine(row, same[row.pk]) for row in rows), key=Medicine.place)
    return Medicines(tuple(found), same)


def waits_for_medicines(patient: Patient, user: User, today: dt.date) -> bool | None:
    """Whether a medicine of today has no word of this author yet; None where none goes on. One query where none does,
    four at most."""
    going_on = Q(start__lte=today) & (Q(stop=None) | Q(stop__gte=today))
    if not Treatment.objects.standing().filter(going_on, patient=patient, kind__in=MEDICINES).exists():
        return None
    found = medicines_of(patient)
    own = TreatmentDay.objects.standing().filter(patient=patient, author=user, day=today, taken__isnull=False)
    said = {found.same[treatment] for treatment in own.values_list("treatment", flat=True)}
    return any(each.key not in said for each in found.on(today))


def has_had_medicines(patient: Patient) -> bool:
    """Whether one stands, of any time. One query."""
    return Treatment.objects.standing().filter(patient=patient, kind__in=MEDICINES).exists()


def said_on(patient: Patient, found: Medicines, day: dt.date) -> dict[uuid.UUID, list[TreatmentDay]]:
    """What each author said of a day, by key: the person's own first, then in the order in which it was made."""
    rows = TreatmentDay.objects.standing().filter(patient=patient, day=day, taken__isnull=False)
    said: dict[uuid.UUID, list[TreatmentDay]] = {}
    for row in rows.select_related("author", "patient", "treatment").order_by("made_at", "pk"):
        said.setdefault(found.same[row.treatment_id], []).append(row)
    own = (Source.SELF, Source.HELPED)
    return {key: sorted(rows, key=lambda row: row.source not in own) for key, rows in said.items()}


def answers_between(patient: Patient, found: Medicines, first: dt.date, last: dt.date) -> list[taken.Answer]:
    """What was said for these days of medicines that went on then, in the order in which it was made. One query."""
    rows = TreatmentDay.objects.standing().filter(patient=patient, day__range=(first, last), taken__isnull=False)
    of = {each.key: each for each in found.of}
    said = []
    for treatment, day, was, why, source in rows.order_by("made_at", "pk").values_list(
        "treatment", "day", "taken", "why_not", "source"
    ):
        key = found.same[treatment]
        if key in of and of[key].goes_on(day):
            said.append(taken.Answer(key, day, bool(was), why, source))
    return said


def not_taken(patient: Patient, first: dt.date, last: dt.date) -> list[tuple[Medicine, taken.NotTaken]]:
    """Of each medicine of which something was said in these days, on how many it was not taken; the most first."""
    found = medicines_of(patient)
    if not found.of:
        return []
    counted = taken.not_taken(answers_between(patient, found, first, last))
    of = [(each, counted[each.key]) for each in found.of if each.key in counted]
    return sorted(of, key=lambda each: -each[1].missed)
