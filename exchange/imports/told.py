"""An import in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.imports import seen
from exchange.models import Import
from people.models import Patient

COUNTS = {
    "people": _("Records"),
    "patients": _("Patients"),
    "new": _("New rows"),
    "unchanged": _("Rows that were here already"),
    "corrected": _("Rows that corrected an answer"),
    "repeated": _("Rows repeated in the file"),
    "confirmed": _("Asked back and kept"),
    "facts": _("People of whom a fact was written"),
}


@dataclass(frozen=True)
class Told:
    """``counts``: label and number; ``standing``: entries that count still; ``beside``: what others said since of a
    day of which the file speaks too."""

    counts: list[tuple[str | Promise, int]]
    patients: list[Patient]
    more_patients: int
    created: list[str]
    standing: int
    beside: list[seen.Beside]


def told_of(noted: Import) -> Told:
    patients = list(noted.patients.order_by("reference")[: seen.SHOWN])
    created = Patient.objects.filter(pk__in=noted.created).order_by("reference")[: seen.SHOWN]
    return Told(
        counts=[(COUNTS[name], count) for name, count in noted.counts.items() if count],
        patients=patients,
        more_patients=noted.patients.count() - len(patients),
        created=[patient.reference for patient in created],
        standing=seen.standing_rows(noted),
        beside=list(seen.beside(noted)),
    )
