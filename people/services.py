"""The only writers of records and grants, and the way from a reference to a patient.

Each verb is one transaction with its audit event. Whether ``by`` may do it is the caller's to check, with
``people.access.open_record``; ``by`` is None for the command line.
"""

import datetime as dt
import uuid
from contextlib import suppress
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people import audit
from people.models import Clinic, Membership, Patient, User

OWN_RECORDS = "Own records"  # the clinic of those who keep a record by themselves; nobody works there
FILE_IMPORT = "file-import@alsweak.invalid"


class PatientNotFound(LookupError):
    """No patient, or several, bear the reference or id that was given; the message says which."""


def import_account() -> User:
    """The author of what came in a file. Nobody signs in with it."""
    account, _created = User.objects.get_or_create(
        email=FILE_IMPORT, defaults={"name": "File import", "is_active": False, "password": make_password(None)}
    )
    return account


def find_patient(text: str) -> Patient:
    """The patient with this uuid or clinic's reference. Raises ``PatientNotFound`` for none and for several."""
    wanted = Q(reference=text)
    with suppress(ValueError):
        wanted |= Q(pk=uuid.UUID(text))
    found = list(Patient.objects.select_related("clinic").filter(wanted).order_by("clinic__name"))
    if not found:
        raise PatientNotFound(_("There is no patient “%(text)s”.") % {"text": text})
    if len(found) > 1:
        where = "; ".join(f"{patient.clinic}: {patient.pk}" for patient in found)
        raise PatientNotFound(
            _("“%(text)s” is the reference of several patients. Give the id of one. %(where)s")
            % {"text": text, "where": where}
        )
    return found[0]


def create_record(clinic: Clinic, reference: str, *, by: User | None, **fields: Any) -> Patient:
    """A new record in a clinic. ``fields``: those of ``Patient``; without a time zone it is the clinic's.

    Raises ``ValidationError``, also for a reference that the clinic has used.
    """
    patient = Patient(clinic=clinic, reference=reference, **{"time_zone": clinic.time_zone, **fields})
    patient.full_clean()
    with transaction.atomic():
        patient.save(force_insert=True)
        audit.record("create", user=by, patient=patient)
    return patient


def start_own_record(user: User, **fields: Any) -> Patient:
    """A record that someone with ALS keeps by themselves, and their grant to it."""
    with transaction.atomic():
        clinic, _created = Clinic.objects.get_or_create(name=OWN_RECORDS)
        patient = create_record(clinic, f"own-{uuid.uuid4().hex[:8]}", by=user, **fields)
        grant(patient, user, role=Membership.Role.PATIENT, access=Membership.Access.WRITE, by=user)
    return patient


def grant(patient: Patient, user: User, *, role: str, access: str, by: User | None) -> Membership:
    """Let someone open this record from now on; what they had been granted for it before ends.

    Raises ``ValidationError`` where the record already has its own person, or is their own.
    """
    membership = Membership(patient=patient, user=user, role=role, access=access, granted_by=by)
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        open_grants = Membership.objects.filter(patient=patient, ends_at=None)
        if role == Membership.Role.PATIENT and open_grants.filter(role=role).exclude(user=user).exists():
            raise ValidationError({"role": _("This record already belongs to someone. A caregiver can be added.")})
        if role != Membership.Role.PATIENT and open_grants.filter(user=user, role=Membership.Role.PATIENT).exists():
            raise ValidationError({"role": _("This record is this person's own; they see it already.")})
        open_grants.filter(user=user).update(ends_at=membership.starts_at)
        membership.full_clean(exclude=["patient", "user", "granted_by"])
        membership.save(force_insert=True)
        audit.record("grant", user=by, patient=patient, detail=f"{user}: {role}, {access}")
    return membership


def end_grant(membership: Membership, *, by: User | None, now: dt.datetime) -> None:
    """Close this record to someone from now on. Doing it twice is doing it once.

    Raises ``ValidationError`` for the person's own grant: the record is theirs.
    """
    if membership.role == Membership.Role.PATIENT:
        raise ValidationError(_("The person's own access to their record cannot be ended."))
    with transaction.atomic():
        if Membership.objects.filter(pk=membership.pk, ends_at=None).update(ends_at=now):
            audit.record("end grant", user=by, patient=membership.patient, detail=str(membership.user))


def join_clinic(clinic: Clinic, user: User, *, by: User | None) -> Membership:
    """Let a clinician open and write every record of a clinic. Doing it twice is doing it once."""
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        membership, created = Membership.objects.get_or_create(
            clinic=clinic,
            user=user,
            ends_at=None,
            defaults={"role": Membership.Role.CLINICIAN, "access": Membership.Access.WRITE, "granted_by": by},
        )
        if created:
            audit.record("grant", user=by, detail=f"{user}: {clinic}")
    return membership
