"""The one door to a patient. Every page, API, job and export goes through ``open_record``."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit
from people.models import Membership, Patient, User
from people.prepared import prepared


class Verb(StrEnum):
    """What someone wants with a record."""

    VIEW = "view"
    PRINT = "print"
    EXPORT = "export"
    LOG = "log"  # open a form to write with
    WRITE = "write"
    MANAGE = "manage"  # say who else may see it
    PROGRESS = "progress"  # ask whether a report is ready: shows no health data, so it leaves no trace

    @property
    def writes(self) -> bool:
        return self in {Verb.LOG, Verb.WRITE, Verb.MANAGE}

    @property
    def audited(self) -> bool:
        # What a write changed is recorded by the service that changes it.
        return self not in {Verb.PROGRESS, Verb.LOG, Verb.WRITE}


@dataclass(frozen=True)
class Record:
    """An opened record: the patient, and as what this person stands before it. ``has_team``: clinicians see it too."""

    patient: Patient
    role: Membership.Role
    may_write: bool
    has_team: bool = False

    @property
    def for_clinician(self) -> bool:
        return self.role == Membership.Role.CLINICIAN


def open_record(user: User, patient_id: uuid.UUID, verb: Verb) -> Record:
    """Check and audit in one call.

    Raises ``Http404`` for a stranger (as for a patient who does not exist) and ``PermissionDenied`` for someone who
    may read and wants to write.
    """
    patient = next(iter(_granted(user.pk, patient_id, timezone.now())), None)
    if patient is None:
        audit.record("refused", user=user, detail=f"{verb} of {patient_id}")
        raise Http404(_("There is no such person here, or you have not been given access."))
    role, may_write = Membership.Role(patient.granted_role), patient.granted_access == Membership.Access.WRITE
    if verb.writes and not may_write:
        audit.record("refused", user=user, patient=patient, detail=str(verb))
        raise PermissionDenied(_("You can look at this record, but not write in it."))
    if verb is Verb.MANAGE and role == Membership.Role.CAREGIVER:
        audit.record("refused", user=user, patient=patient, detail=str(verb))
        raise PermissionDenied(_("Only the person themselves or their care team can say who sees this record."))
    if verb.audited:
        audit.record(str(verb), user=user, patient=patient)
    return Record(patient, role, may_write, patient.has_team)


@prepared
def _granted(user: int, patient: uuid.UUID, at: dt.datetime) -> QuerySet[Any]:
    """The patient, with what this person may do at a moment; nobody for a stranger."""
    of_record = Membership.objects.current(at).filter(Q(patient=OuterRef("pk")) | Q(clinic=OuterRef("clinic")))
    grants = of_record.filter(user=user, user__is_active=True)
    # "write" before "read"; of two alike, a grant to this very patient says more than one to the whole clinic.
    best = grants.order_by("-access", F("patient").asc(nulls_last=True))
    return (
        Patient.objects.select_related("clinic")
        .annotate(
            granted_role=Subquery(best.values("role")[:1]),
            granted_access=Subquery(best.values("access")[:1]),
            has_team=Exists(of_record.filter(role=Membership.Role.CLINICIAN)),
        )
        .filter(pk=patient, granted_role__isnull=False)
        .order_by()
    )


@prepared
def grants_of(user: int, at: dt.datetime) -> QuerySet[Membership]:
    """To which records and clinics someone has access at a moment."""
    return Membership.objects.current(at).filter(user=user).select_related("patient")
