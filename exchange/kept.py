"""A file that waits in the database while its questions are answered, so that it is chosen once."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction

from exchange.models import KeptFile
from exchange.rows import FileInDoubt
from people.models import Clinic, Patient, User

LASTS = dt.timedelta(hours=1)


def keep(
    data: bytes,
    name: str,
    *,
    user: User,
    clinic: Clinic,
    patient: Patient | None,
    now: dt.datetime,
    phone: dict[str, Any] | None = None,
) -> KeptFile:
    """The file that this account has for this place from now on, instead of one that waited there. ``phone``: as
    ``KeptFile`` has it."""
    drop_old(now)
    with transaction.atomic():
        KeptFile.objects.filter(user=user, patient=patient).delete()
        return KeptFile.objects.create(
            data=data, name=name[-200:], user=user, clinic=clinic, patient=patient, made_at=now, phone=phone
        )


def waiting(user: User, patient: Patient | None, now: dt.datetime) -> KeptFile | None:
    """Of this account and no other, for this record (None: for a clinic); None where there is none, or no more."""
    kept = KeptFile.objects.filter(user=user, patient=patient, made_at__gt=now - LASTS)
    return kept.select_related("clinic", "patient", "mapping").order_by("-pk").first()


def drop_old(now: dt.datetime) -> int:
    """How many files were deleted since nobody came back to them."""
    return KeptFile.objects.filter(made_at__lte=now - LASTS).delete()[0]


def digest(asked: FileInDoubt) -> str:
    """What confirms exactly these questions."""
    return hashlib.sha256(str(asked).encode()).hexdigest()
