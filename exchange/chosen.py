"""Whose records a command exports."""

from collections import Counter

from django.core.management.base import CommandError
from django.db.models import QuerySet

from people import audit
from people.models import Patient
from people.records import PatientNotFound, find_patient


def chosen(patients: list[str], clinic: str | None) -> QuerySet[Patient]:
    """Those who are named, of a clinic or of all; everybody where nobody is. Raises ``CommandError`` for who is not
    there, and where a file could not tell two people apart."""
    wanted = Patient.objects.all()
    if clinic:
        wanted = wanted.filter(clinic__name=clinic)
    if patients:
        try:
            wanted = wanted.filter(pk__in=[find_patient(text).pk for text in patients])
        except PatientNotFound as error:
            raise CommandError(str(error)) from error
    references = Counter(wanted.order_by().values_list("reference", flat=True))
    twice = sorted(reference for reference, times in references.items() if times > 1)
    if twice:
        raise CommandError(f"Several clinics have a patient {', '.join(twice)}. Name one with --clinic.")
    return wanted


def audited(wanted: QuerySet[Patient]) -> QuerySet[Patient]:
    """Those of whom it is noted from now on that they are exported, and nobody who came since.

    It is kept before anything is read: within the one moment of reading, a row of the audit would fail where somebody
    has written in its record since, and at a replica nothing is written.
    """
    ids = list(wanted.values_list("pk", flat=True))
    audit.record_all("export", dict.fromkeys(ids, ""), user=None)
    return Patient.objects.filter(pk__in=ids)
