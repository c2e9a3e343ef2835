"""The only writers of records, and the way from a reference to a patient.

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
from django.db.models import F, Q
from django.utils.translation import gettext as _

from people import audit, consent
from people.models import Clinic, Membership, Patient, User

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


def create_record(
    clinic: Clinic,
    reference: str,
    *,
    by: User | None,
    basis: str = Membership.Basis.UNSAID,
    **fields: Any,
) -> Patient:
    """A new record in a clinic. ``fields``: those of ``Patient``; without a time zone it is the clinic's.

    ``basis``: how the person agreed that the clinic keeps it. Raises ``ValidationError``, also for a reference that the
    clinic has used.
    """
    patient = Patient(clinic=clinic, reference=reference, **{"time_zone": clinic.time_zone, **fields})
    patient.full_clean()
    with transaction.atomic():
        patient.save(force_insert=True)
        audit.record("create", user=by, patient=patient)
        consent.note_clinic(patient, by=by, basis=basis)
    return patient


def start_own_record(user: User, **fields: Any) -> Patient:
    """A record that someone with ALS keeps by themselves, and their grant to it."""
    with transaction.atomic():
        clinic = consent.own_records()
        patient = create_record(clinic, consent.own_reference(), by=user, **fields)
        consent.grant(patient, user, role=Membership.Role.PATIENT, access=Membership.Access.WRITE, by=user)
    return patient


def close_record(patient: Patient, *, why: str, on: dt.date, by: User | None) -> None:
    """From now on nothing is asked, reminded or judged; whoever could read still can. Twice is once.

    ``on``: the day of death, of the move or of the wish. Raises ``ValidationError`` for a reason that there is not.
    """
    if why not in Patient.Ending.values:
        raise ValidationError({"why": _("Say why the record is closed.")})
    with transaction.atomic():
        row = Patient.objects.select_for_update().get(pk=patient.pk)
        if (row.ended_on, row.ended_why) != (on, why):
            Patient.objects.filter(pk=row.pk).update(ended_on=on, ended_why=why, data_version=F("data_version") + 1)
            audit.record("close", user=by, patient=row, detail=why)
    patient.ended_on, patient.ended_why = on, why


def reopen_record(patient: Patient, *, by: User | None) -> None:
    """The record goes on as it was. Twice is once."""
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        closed = Patient.objects.filter(pk=patient.pk, ended_on__isnull=False)
        if closed.update(ended_on=None, ended_why="", data_version=F("data_version") + 1):
            audit.record("reopen", user=by, patient=patient)
    patient.ended_on, patient.ended_why = None, ""
