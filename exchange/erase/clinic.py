"""A clinic is erased: its team, settings and files. The records that it keeps are handed to the people themselves where
they have an account, and erased where they have none."""

import datetime as dt
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exchange.erase import receipt, register, shells
from exchange.erase.person import erase_record
from exchange.models import Erasure
from people import audit, consent
from people.models import AccessToken, Clinic, Membership, Patient

Kind = Erasure.Kind


def kept(clinic: Clinic) -> tuple[list[Patient], list[Patient]]:
    """The records that it keeps: those of people with an account of their own, and the others. What was put together
    goes with the record that goes on."""
    own = Membership.objects.current().filter(role=Membership.Role.PATIENT, user__is_active=True).values("patient")
    patients = list(clinic.patients.order_by("pk"))
    theirs = set(clinic.patients.filter(pk__in=own).values_list("pk", flat=True))
    by_id = {patient.pk: patient for patient in patients}

    def goes_on(patient: Patient) -> Patient:
        while patient.merged_into_id in by_id:
            patient = by_id[patient.merged_into_id]
        return patient

    handed = [patient for patient in patients if goes_on(patient).pk in theirs]
    return handed, [patient for patient in patients if goes_on(patient).pk not in theirs]


def erase_clinic(clinic: Clinic, *, with_records: bool, asked_by: str, now: dt.datetime) -> Erasure:
    """Erase a clinic; doing it twice is doing it once. Raises ``ValidationError`` where it keeps records, unless said
    ``with_records``, and for that of those who keep a record by themselves; then nothing is done."""
    with transaction.atomic():
        row = Clinic.with_erased.select_for_update(of=("self",)).get(pk=clinic.pk)
        if row.erased_at:
            return Erasure.objects.get(kind=Kind.CLINIC, subject=row.pk)
        if row.is_own_records:
            raise ValidationError(_("Nobody works there: records are erased one by one."))
        handed, others = kept(row)
        if (handed or others) and not with_records:
            told = _("%(clinic)s keeps %(number)d records.")
            raise ValidationError(told % {"clinic": row, "number": len(handed) + len(others)})
        rows: register.Rows = Counter()
        for patient in others:
            rows += Counter(erase_record(patient, by=None, asked_by=asked_by, now=now).receipt["deleted"])
        for patient in handed:
            _hand_over(patient, now)
        tokens = AccessToken.objects.filter(clinic=row).select_related("user")
        programs = [token.user for token in tokens]
        rows += register.delete("clinic", [row.pk])
        rows["people.Membership"] += register.deleted(Membership.objects.filter(clinic=row, patient=None))
        emptied = {"people.AccessToken": shells.empty_tokens(tokens, now), "people.Clinic": 1}
        for program in programs:
            shells.empty_account(program, now)
        emptied["people.User"] = len(programs)
        shells.empty_clinic(row, now)
        audit.record("erase clinic", user=None, detail=str(row.pk))
        return receipt.write(Kind.CLINIC, str(row.pk), asked_by=asked_by, rows=+rows, emptied=emptied, now=now)


def _hand_over(patient: Patient, now: dt.datetime) -> None:
    """From now on the person keeps it by themselves."""
    agreed = Membership.objects.current(now).filter(patient=patient, user=None).first()
    if agreed:
        consent.end_grant(agreed, by=None, now=now)
        return
    patient.clinic, patient.reference = Clinic.objects.own_records(), consent.own_reference()
    patient.save(update_fields=["clinic", "reference"])
