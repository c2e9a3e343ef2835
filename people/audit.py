"""Who did what, written in the same transaction as the act.

A detail holds ids and words of this program, never a name, an address, what somebody typed or a health value: nothing
of it can be taken out again. Pages that show it resolve the ids when they are read (``people.pointed``).
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Model

from people.models import AuditEvent, Patient, User

DETAIL = re.compile(r"[a-z0-9 ,.:_/-]{0,200}")  # no capital letter, no @: a name or an address is noticed at once


def of(row: Model, *words: str) -> str:
    """What an act was about, as the detail of its event: "membership 12"."""
    return " ".join([str(row._meta.model_name), str(row.pk), *words])


def record(verb: str, *, user: User | None, patient: Patient | None = None, detail: str = "") -> AuditEvent:
    token = user.token if user else None
    if user and verb == "refused":
        user.refused = True
    return AuditEvent.objects.create(verb=verb, user=user, patient=patient, token=token, detail=_checked(detail))


def record_each(verb: str, patients: Iterable[uuid.UUID], *, user: User, at: dt.datetime, detail: str = "") -> None:
    """The same act on the records of several people. One query."""
    AuditEvent.objects.bulk_create(
        AuditEvent(verb=verb, user=user, patient_id=pk, token=user.token, detail=_checked(detail), at=at)
        for pk in patients
    )


def record_all(verb: str, details: Mapping[uuid.UUID, str], *, user: User | None) -> None:
    """The same act on many records at once, by each with its detail. One query for a thousand."""
    token = user.token if user else None
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(verb=verb, user=user, patient_id=pk, token=token, detail=_checked(detail))
            for pk, detail in details.items()
        ),
        batch_size=1000,
    )


def _checked(detail: str) -> str:
    if not DETAIL.fullmatch(detail):
        raise ValueError("The detail of an audit event holds ids and words of this program alone.")
    return detail
