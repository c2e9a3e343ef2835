"""Who of a team looks after whom: the one writer of it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from care.models import Owner
from people import audit
from people.clinics import members
from people.models import Clinic, Patient, User
from symptoms.write.transaction import lock


def owner_of(patient: Patient) -> User | None:
    last = Owner.objects.filter(patient=patient).select_related("user").first()
    return last.user if last else None


def may_own(clinic: Clinic) -> list[User]:
    """Who opens the records of a clinic, by name."""
    return [member.user for member in members(clinic) if member.sees]


def give(patient: Patient, to: User | None, *, by: User, now: dt.datetime) -> None:
    """From now on ``to`` looks after them, or nobody. Who does already is not written again.

    Raises ``ValidationError`` for somebody who does not work where the record is kept.
    """
    if to and to not in may_own(patient.clinic):
        raise ValidationError({"owner": _("%(who)s does not work here.") % {"who": to}})
    with transaction.atomic():
        lock(patient)
        if owner_of(patient) == to:
            return
        row = Owner.objects.create(patient=patient, user=to, since=now, by=by)
        audit.record("write", user=by, patient=patient, detail=f"owner {row.pk}")
