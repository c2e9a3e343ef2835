"""Whose records a file speaks of: found, made where they are not known, and looked at again before all is kept."""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.utils.translation import gettext as _

from exchange.rows import CsvRefused, Problem, Problems, Row
from people import audit, consent
from people.models import Clinic, Membership, Patient, User


def goes_on_elsewhere(patient: Patient) -> str:
    """What is told where a file speaks of a record that was merged."""
    told = _("Here this record was put together with another one of the same person, %(other)s. Write of that one.")
    return told % {"other": patient.merged_into and patient.merged_into.reference}


class Arriving:
    """``patients``: by reference, also those who are yet to be made; ``new``: the references of these;
    ``closed``: of those whose record was closed as made by mistake, and is needed after all. Within one
    transaction, which locks nobody before ``changed(lock=True)``."""

    def __init__(self, clinic: Clinic, references: Iterable[str]) -> None:
        self.clinic, self.references = clinic, list(references)
        known = Patient.objects.filter(clinic=clinic, reference__in=self.references)
        self.patients = {patient.reference: patient for patient in known.select_related("merged_into")}
        self.closed = [name for name, who in self.patients.items() if who.ended_why == Patient.Ending.MISTAKE]
        self.new = tuple(reference for reference in self.references if reference not in self.patients)
        for reference in self.new:
            self.patients[reference] = Patient(clinic=clinic, reference=reference, time_zone=clinic.time_zone)

    def refuse_to_take_back(self, rows: Iterable[Row]) -> None:
        """Raises ``CsvRefused`` where something is to be taken back of one who is not here."""
        problems = Problems()
        for row in rows:
            if row.patient in self.new:
                problems.add(_("This patient is not here, so there is nothing to take back."), row.line, "patient")
        problems.refuse_if_any()

    def refuse_merged(self, lines: Mapping[str, int]) -> None:
        """Raises ``CsvRefused`` where a record was merged into another; ``lines``: the first of each reference."""
        problems = Problems()
        for reference, patient in self.patients.items():
            if patient.merged_into:
                problems.add(goes_on_elsewhere(patient), lines[reference], "patient")
        problems.refuse_if_any()

    def make(self, by: User | None) -> list[str]:
        """Make who is new; the references that somebody else made meanwhile, who are new no more.

        In the order of their references, so that two files with the same people wait for each other and not in a ring.
        """
        if not self.new:
            return []
        Patient.objects.bulk_create(self._those_who_are_new(), ignore_conflicts=True)
        there = Patient.objects.filter(clinic=self.clinic, reference__in=self.new)
        theirs = {patient.reference: patient for patient in there if patient != self.patients[patient.reference]}
        self.patients |= theirs
        taken = [reference for reference in self.new if reference in theirs]
        self.new = tuple(reference for reference in self.new if reference not in taken)
        self._note_new(by)
        return taken

    def _those_who_are_new(self) -> list[Patient]:
        return [self.patients[name] for name in sorted(self.new)]

    def _note_new(self, by: User | None) -> None:
        made = self._those_who_are_new()
        audit.record_all("create", dict.fromkeys((patient.pk for patient in made), ""), user=by)
        consent.note_clinic_of(made, by=by, basis=Membership.Basis.UNSAID)

    def there(self, *, lock: bool) -> dict[str, Patient]:
        """As they are now, by the file's references."""
        those = Patient.objects.filter(clinic=self.clinic, reference__in=self.references)
        return {patient.reference: patient for patient in (those.locked().order_by("pk") if lock else those)}

    def check_rows(self) -> None:
        """What the database would check of the rows once all is kept, now, while nobody is locked."""
        if connection.vendor == "postgresql":
            connection.check_constraints()

    def changed(self, *, lock: bool) -> list[str]:
        """The references of those whose record is another than when it was looked at, which it is from now on.

        Raises ``CsvRefused`` for one that the clinic does not keep any more, or that was merged meanwhile.
        """
        there = self.there(lock=lock)
        if merged := [patient for patient in there.values() if patient.merged_into_id]:
            raise CsvRefused([Problem(f"{who.reference}: {goes_on_elsewhere(who)}") for who in merged])
        gone = [reference for reference in self.references if reference not in there]
        if gone:
            told = _(
                "The clinic ceased to keep %(which)s while the file was brought in. Nothing was written. Send it again."
            )
            raise CsvRefused([Problem(told % {"which": ", ".join(gone)})])
        other = [
            reference
            for reference, before in self.patients.items()
            if (before.pk, before.data_version) != (there[reference].pk, there[reference].data_version)
        ]
        self.patients |= {reference: there[reference] for reference in other}
        return other
