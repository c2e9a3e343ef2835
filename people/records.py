"""The only writers of records, and the way from a reference to a patient.

Each verb is one transaction with its audit event. Whether ``by`` may do it is the caller's to check, with
``people.access.open_record``; ``by`` is None for the command line.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit, consent, handed
from people.clinics import family_until
from people.models import Clinic, Membership, Patient, User

IMPORT_NAME = "File import"
PHONE_NAME = "Measured by the phone"
FILE_IMPORT = "file-import"  # begins the addresses of authors that stand for files
PROGRAM = "program-of-a-clinic"  # and of those that stand for programs


class PatientNotFound(LookupError):
    """No patient, or several, bear the reference or id that was given; the message says which."""


def account_of_a_file(key: str, name: str = IMPORT_NAME) -> User:
    """The author of what comes in one file, and of nothing else. ``key``: of letters and digits, tells them apart."""
    return User.objects.create(
        email=f"{FILE_IMPORT}-{key}@alsweak.invalid",
        name=name,
        is_active=False,
        password=make_password(None),
    )


def came_in_a_file(author: User) -> bool:
    """Whether an author stands for a file, or for a name in one: nobody signs in who could change what they wrote."""
    return not author.is_active and (author.email or "").startswith(FILE_IMPORT)


def account_of_a_program(name: str, key: str) -> User:
    """As whom a program of a clinic comes in. ``key``: of letters and digits, tells them apart."""
    return User.objects.create(
        email=f"{PROGRAM}-{key}@alsweak.invalid", name=name[:100], is_active=False, password=make_password(None)
    )


def is_a_program(author: User) -> bool:
    return not author.is_active and (author.email or "").startswith(PROGRAM)


def is_nobody(author: User) -> bool:
    """Whether an author stands for a file or for a program of a clinic, so that others mend what it wrote."""
    return came_in_a_file(author) or is_a_program(author)


def named_author(name: str, key: str) -> User:
    """The author of what came in an archive, of whom no more than the name is known. Nobody signs in with it, and
    nobody's own account is guessed from a name. ``key``: of letters and digits, tells several of one name apart."""
    kept = {"name": name[:100], "is_active": False, "password": make_password(None)}
    account, _created = User.objects.get_or_create(email=f"{FILE_IMPORT}-{key}@alsweak.invalid", defaults=kept)
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
        clinic = Clinic.objects.own_records()
        patient = create_record(clinic, consent.own_reference(), by=user, **fields)
        consent.grant(patient, user, role=Membership.Role.PATIENT, access=Membership.Access.WRITE, by=user)
    return patient


def set_ending(patient: Patient, *, on: dt.date | None, why: str, by: User | None, into: Patient | None = None) -> bool:
    """Close the record on a day for a reason, or open it again with None and no reason; whether that changed it.
    ``into``: of one that was merged, the record that goes on.

    Whether it can be closed then, is the caller's to check (``symptoms.write.ending``).
    """
    with transaction.atomic():
        row = Patient.objects.select_related("clinic").held(patient.pk)
        changes = (row.ended_on, row.ended_why) != (on, why)
        if changes:
            until = family_until(row.clinic, on)
            ending = {"ended_on": on, "ended_why": why, "family_until": until, "merged_into": into}
            Patient.objects.filter(pk=row.pk).update(**ending, data_version=F("data_version") + 1, changed_at=Now())
            audit.record("close" if on else "reopen", user=by, patient=row)
        if on:
            handed.withdraw_all(row, by=by, now=timezone.now())
    patient.ended_on, patient.ended_why, patient.merged_into = on, why, into
    return changes


def open_again(patients: Iterable[Patient], *, by: User | None) -> None:
    """Those that were closed as made by mistake, and are needed after all."""
    for patient in patients:
        if patient.ended_why == Patient.Ending.MISTAKE:
            set_ending(patient, on=None, why="", by=by)
