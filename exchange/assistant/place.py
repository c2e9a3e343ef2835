"""Where a file goes: into a clinic, or into one record; and what follows for who said what is in it."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from exchange.archive.read import Line
from exchange.rows import CsvRefused, Problem
from exchange.tables.one import Only
from people.access import Record, Verb, open_record
from people.models import Clinic, Patient, User
from symptoms.models.base import Source
from symptoms.record.roles import source_of


@dataclass(frozen=True)
class Place:
    """``record``: the opened record, None where the file goes into the clinic."""

    user: User
    clinic: Clinic
    record: Record | None = None

    @property
    def only(self) -> Only | None:
        return Only(self.record.patient.reference, self._sources) if self.record else None

    @property
    def fixed(self) -> dict[str, str]:
        """The answers that follow from the place."""
        if not self.record:
            return {}
        return {"patient": self.record.patient.reference, "source": source_of(self.record)}

    @property
    def fixed_of_phone(self) -> dict[str, str]:
        """The same for a phone's export: the clinic brings in what the person's own phone measured."""
        source = source_of(self.record) if self.record and not self.record.for_clinician else Source.SELF
        return {**self.fixed, "source": source}

    @property
    def _sources(self) -> Collection[str]:
        if self.record is None or self.record.for_clinician:
            return tuple(Source)
        return {source_of(self.record, helped=helped) for helped in (False, True)}

    def check(self, lines: Sequence[Line], file: str = "") -> None:
        """Raises ``CsvRefused`` where one of these records, of an archive or a bundle, is not of this place, or this
        account may not write in it. Of such a record nothing is told. ``file``: of the archive, with the ``lines``."""
        if self.record:
            if [line.said["id"] for line in lines] != [self.record.patient.pk]:
                told = _("This is not the complete record of this person. Only their own can come in here.")
                raise CsvRefused([Problem(told)])
            return
        closed = self._not_open(line.said["id"] for line in lines)
        if closed:
            told = _("You can't write in this record.")
            raise CsvRefused([Problem(told, line.line, "id", file) for line in lines if line.said["id"] in closed])

    def _not_open(self, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        elsewhere = Patient.objects.filter(pk__in=list(ids)).exclude(clinic=self.clinic)
        found = set()
        for patient in elsewhere.order_by("pk"):
            try:
                open_record(self.user, patient.pk, Verb.WRITE)
            except (Http404, PermissionDenied):
                found.add(patient.pk)
        return found
