"""Two records that may be of one person: found to be asked about, never guessed."""

from collections.abc import Iterable

from exchange.tables.who import folded
from people.alike import same_people
from people.models import Patient

SHOWN = 20


def likely(patient: Patient) -> list[Patient]:
    """Other open records of the clinic that may be the same person: by name and day of birth, then by a reference that
    differs in case, spaces, Unicode form or leading zeros alone."""
    alike = same_people(patient.clinic, patient.name, patient.birth_date)
    by_name = [row for row in alike if row.ended_on is None]
    own = folded(patient.reference)
    open_ones = patient.clinic.patients.filter(ended_on=None).only("pk", "reference").order_by("reference")
    spelt = [row.pk for row in open_ones if folded(row.reference) == own]
    by_reference = Patient.objects.filter(pk__in=spelt).order_by("reference")
    return list(_each_once([*by_name, *by_reference], patient))[:SHOWN]


def _each_once(found: Iterable[Patient], but: Patient) -> Iterable[Patient]:
    return {row.pk: row for row in found if row.pk != but.pk}.values()
