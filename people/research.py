"""The yes to research: separate from care, off until it is said, taken back as easily (GDPR 7, 9; TRUST 25, 32).

It is said to one clinic, whose researchers they are: where another one keeps the record by now it does not count.
Whether ``by`` may say it is the caller's to check.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from people import audit
from people.models import Consent, Patient, User

TEXT_VERSION = "2026-11"  # of templates/people/ledger/research.html; a changed text is a new version
RESEARCH = Consent.Purpose.RESEARCH
# Whoever does not want to go on is not given further; what was made by mistake is nobody's, and
# what was merged is told by the record that goes on.
NOT_GIVEN = (Patient.Ending.WITHDREW, Patient.Ending.MISTAKE, Patient.Ending.MERGED)


def that_count() -> QuerySet[Consent]:
    """Those by which a record may be given at this moment: one a person."""
    standing = Consent.objects.filter(purpose=RESEARCH, ends_at=None, clinic=F("patient__clinic"))
    return standing.exclude(patient__ended_why__in=NOT_GIVEN)


def standing_of(patient: Patient) -> Consent | None:
    """The yes of this person to the clinic that keeps the record."""
    said = patient.consents.filter(purpose=RESEARCH, ends_at=None, clinic=patient.clinic_id)
    return said.select_related("granted_by", "clinic").first()


def past_of(patient: Patient) -> QuerySet[Consent]:
    """What was taken back."""
    over = patient.consents.filter(purpose=RESEARCH, ends_at__isnull=False)
    return over.select_related("patient", "clinic", "granted_by", "ended_by")


def agree(patient: Patient, *, by: User, basis: str, now: dt.datetime) -> None:
    """Say yes from now on. Twice is once."""
    with transaction.atomic():
        row = Patient.objects.held(patient.pk)
        if standing_of(row):
            return
        _end(row, by, now)
        agreed = Consent.objects.create(
            patient=row,
            clinic_id=row.clinic_id,
            purpose=RESEARCH,
            basis=basis,
            text_version=TEXT_VERSION,
            starts_at=now,
            granted_by=by,
        )
        audit.record("agree research", user=by, patient=row, detail=audit.of(agreed))


def take_back(patient: Patient, *, by: User, now: dt.datetime) -> None:
    """From now on nothing is given any more. Twice is once."""
    with transaction.atomic():
        row = Patient.objects.held(patient.pk)
        if _end(row, by, now):
            audit.record("end research", user=by, patient=row)


def _end(patient: Patient, by: User, now: dt.datetime) -> int:
    standing = patient.consents.filter(purpose=RESEARCH, ends_at=None)
    return standing.update(ends_at=Greatest(now, "starts_at"), ended_by=by)
