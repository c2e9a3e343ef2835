"""Whose records a command exports."""

from collections import Counter

from django.core.management.base import CommandError
from django.db.models import QuerySet

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
