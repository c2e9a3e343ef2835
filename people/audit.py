"""Who did what, written in the same transaction as the act. No health value goes in here."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from people.models import AuditEvent, Patient, User


def record(verb: str, *, user: User | None, patient: Patient | None = None, detail: str = "") -> AuditEvent:
    token = user.token if user else None
    return AuditEvent.objects.create(verb=verb, user=user, patient=patient, token=token, detail=detail[:200])


def record_each(verb: str, patients: Iterable[uuid.UUID], *, user: User, at: dt.datetime, detail: str = "") -> None:
    """The same act on the records of several people. One query."""
    AuditEvent.objects.bulk_create(
        AuditEvent(verb=verb, user=user, patient_id=pk, token=user.token, detail=detail[:200], at=at) for pk in patients
    )


def record_all(verb: str, details: Mapping[uuid.UUID, str], *, user: User | None) -> None:
    """The same act on many records at once, by each with its detail. One query for a thousand."""
    token = user.token if user else None
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(verb=verb, user=user, patient_id=pk, token=token, detail=detail[:200])
            for pk, detail in details.items()
        ),
        batch_size=1000,
    )
