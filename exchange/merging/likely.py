"""Two records that may be of one person: found to be asked about, never guessed."""

import datetime as dt
import unicodedata
from collections.abc import Iterable

from exchange.tables.who import folded
from people.models import Clinic, Patient

SHOWN = 20


def same_name(name: str) -> str:
    """What two spellings of a name have in common: without case, Unicode form, and spaces that are more or fewer."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def same_people(clinic: Clinic, name: str, birth_date: dt.date | None) -> list[Patient]:
    """The open records of a clinic with this name and this day of birth; nobody where one of the two is not known."""
    wanted = same_name(name)
    if not wanted or birth_date is None:
        return []
    born = clinic.patients.filter(birth_date=birth_date, ended_on=None).order_by("reference")
    return [patient for patient in born if same_name(patient.name) == wanted]


def likely(patient: Patient) -> list[Patient]:
    """Other open records of the clinic that may be the same person: by name and day of birth, then by a reference that
    differs in case, spaces, Unicode form or leading zeros alone."""
    by_name = same_people(patient.clinic, patient.name, patient.birth_date)
    own = folded(patient.reference)
    open_ones = patient.clinic.patients.filter(ended_on=None).only("pk", "reference").order_by("reference")
    alike = [row.pk for row in open_ones if folded(row.reference) == own]
    by_reference = Patient.objects.filter(pk__in=alike).order_by("reference")
    return list(_each_once([*by_name, *by_reference], patient))[:SHOWN]


def _each_once(found: Iterable[Patient], but: Patient) -> Iterable[Patient]:
    return {row.pk: row for row in found if row.pk != but.pk}.values()
