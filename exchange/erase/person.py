"""A person's record is erased: every row that hangs on it, and what tells of it elsewhere."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet

from exchange.erase import beside, letters, receipt, register, shells
from exchange.models import Erasure, Import
from people import audit
from people.models import Membership, Patient, User

Kind = Erasure.Kind


def erase_record(patient: Patient, *, by: User | None, asked_by: str, now: dt.datetime) -> Erasure:
    """Erase a record, with those that are together with it as one person's; doing it twice is doing it once.

    One transaction, with a receipt for each of them; that of ``patient`` is returned. ``asked_by``: a role, or
    ``receipt.COMMAND``.
    """
    with transaction.atomic():
        together = _together(patient)
        noted = list(_imports(together).select_for_update(of=("self",), no_key=True))
        rows = Patient.with_erased.filter(pk__in=together).select_related("clinic").order_by("pk")
        those = [row for row in rows.select_for_update(of=("self",)) if row.erased_at is None]
        if not those:
            return Erasure.objects.get(kind=Kind.RECORD, subject=patient.pk)
        person = _person(those)
        marks = beside.Marks.of(those)
        # Letters and sessions are of all of them together; they stand on the receipt of the one that was asked for.
        found = beside.letters(marks, ()) + beside.typed(marks) + beside.waiting_files(those)
        writers = shells.writers_of(those) | {one.account_id for one in noted}
        counts = {row.pk: _delete(row) for row in those}
        counts[patient.pk] += found + beside.imports(those, marks, noted)
        names = shells.empty_unused(writers, now)
        language = person.language if person and person.language else those[0].clinic.language
        made = {}
        for row in those:
            shells.empty_record(row, now)
            audit.record("erase", user=by, patient=row)
            emptied = {"people.Patient": 1, **({"people.User": names} if names and row.pk == patient.pk else {})}
            made[row.pk] = receipt.write(
                Kind.RECORD, str(row.pk), asked_by=asked_by, rows=counts[row.pk], emptied=emptied, now=now
            )
        if person and person.email:
            letters.tell_erased(made[patient.pk], person.email, language)
    return made[patient.pk]


def _delete(patient: Patient) -> register.Rows:
    pdfs = beside.printed(Q(patient=patient))
    return Counter(pdfs + register.delete("record", [patient.pk]))


def _together(patient: Patient) -> set[uuid.UUID]:
    """The ids of the records that were put together with this one, however many, and its own."""
    found = {patient.pk}
    while True:
        linked = Patient.objects.filter(Q(merged__in=found) | Q(merged_into__in=found))
        more = set(linked.values_list("pk", flat=True)) - found
        if not more:
            return found
        found |= more


def _imports(patients: Collection[uuid.UUID]) -> QuerySet[Import]:
    there = Import.patients.through._default_manager.filter(patient__in=patients).values("import_id")
    return Import.objects.filter(pk__in=there).order_by("pk")


def _person(patients: Collection[Patient]) -> User | None:
    """Whose own record it is."""
    own = Membership.objects.current().filter(patient__in=patients, role=Membership.Role.PATIENT)
    row = own.select_related("user").first()
    return row.user if row else None
