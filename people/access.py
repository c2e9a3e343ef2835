"""The one door to a patient. Every page, API, job and export goes through ``open_record``."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import audit
from people.models import STAFF, AccessToken, Membership, Patient, User
from people.prepared import prepared
from people.reach import Reach, reach_of
from people.rights import AFTER_THE_END, BY_PROGRAMS, NO_FINDINGS, Verb, may

__all__ = ["Record", "Verb", "goes_on_in", "grants_of", "open_record"]

Role = Membership.Role


@dataclass(frozen=True)
class Record:
    """An opened record: the patient, and as what this person stands before it.

    ``has_team``: clinicians see it too. ``shares``: the parts (``people.consent.Part``) that are shown to this person
    beside what everybody with access sees; None for the person themselves, who see all.
    """

    patient: Patient
    role: Membership.Role
    may_write: bool
    has_team: bool = False
    shares: frozenset[str] | None = None

    @property
    def for_clinician(self) -> bool:
        return self.role in STAFF

    @property
    def may_judge(self) -> bool:
        """Whether they may say a diagnosis, and mark a part."""
        return self.may_write and self.role not in NO_FINDINGS

    @property
    def is_closed(self) -> bool:
        return self.patient.ended_on is not None

    @property
    def may_take(self) -> bool:
        """Whether links to copies are shown; the door asks again."""
        return may(self.role, "", Verb.EXPORT)

    @property
    def may_hand(self) -> bool:
        """Whether a way to hand its summary over is shown; the door asks again."""
        return self.may_write and may(self.role, Membership.Access.WRITE, Verb.MANAGE)

    @property
    def reach(self) -> Reach:
        """How the clinic that keeps this record can be reached."""
        return reach_of(self.patient.clinic)

    @property
    def may_erase(self) -> bool:
        """Whether the way to erase it is shown; the door asks again."""
        single = self.for_clinician and getattr(self.patient, "granted_patient", None)
        return may(self.role, Membership.Access.WRITE, Verb.ERASE) and not single

    def shows(self, part: str) -> bool:
        return self.shares is None or part in self.shares


def open_record(user: User, patient_id: uuid.UUID, verb: Verb) -> Record:
    """Check and audit in one call.

    Raises ``Http404`` for a stranger (as for a patient who does not exist) and ``PermissionDenied`` for someone who
    may read and wants to do more, or to write in a record that was closed. A program (``User.token``) finds the
    records that it was given alone, and does what it was given to do; one of a clinic stands before what that clinic
    keeps as one of its clinicians does, but for what is somebody's own to share.
    """
    now = timezone.now()
    clinic = user.token.clinic_id if user.token else None
    found = _granted(user.pk, patient_id, now) if clinic is None else _kept(clinic, patient_id, now)
    patient = next(iter(found), None)
    if patient is None or not _is_given(user, patient_id):
        audit.record("refused", user=user, detail=f"{verb} of {patient_id}")
        raise Http404(_("There is no such person here, or you have not been given access."))
    role, access = Role(patient.granted_role), patient.granted_access
    if refusal := _of_program(user, verb) or _refusal(patient, role, access, verb, now):
        audit.record("refused", user=user, patient=patient, detail=str(verb))
        raise PermissionDenied(refusal)
    if verb.audited:
        emergency = patient.granted_purpose == Membership.Purpose.EMERGENCY
        audit.record(str(verb), user=user, patient=patient, detail="emergency" if emergency else "")
    may_write = not patient.ended_on and may(role, access, Verb.WRITE) and not _of_program(user, Verb.WRITE)
    shares = _shares(patient, role) if clinic is None else frozenset()
    return Record(patient, role, may_write, patient.has_team, shares)


def goes_on_in(record: Record, user: User) -> uuid.UUID | None:
    """The record that this one was merged into, where this person may open that too."""
    into = record.patient.merged_into_id
    return into if into and Patient.objects.visible_to(user).filter(pk=into).exists() else None


def _is_given(user: User, patient_id: uuid.UUID) -> bool:
    """Whether the program that asks, if it is one, was given this record."""
    return user.token is None or user.token.every_record or user.token.patients.filter(pk=patient_id).exists()


def _of_program(user: User, verb: Verb) -> str:
    """Why this program may not do this, whatever its owner may; blank where it may, and for a person."""
    if user.token is None or verb in BY_PROGRAMS[user.token.scope]:
        return ""
    if verb in BY_PROGRAMS[AccessToken.Scope.WRITE]:
        return _("This program was let in to look, not to write.")
    return _("No program can do this. Sign in on the site.")


def _shares(patient: Any, role: str) -> frozenset[str] | None:
    """What the person agreed to show to this one, or to the clinic of this one."""
    if role == Role.PATIENT:
        return None
    agreed = patient.granted_shares if patient.granted_patient else patient.agreed_shares
    return frozenset(agreed or ())


def _refusal(patient: Any, role: str, access: str, verb: Verb, now: dt.datetime) -> str:
    """Why this is not allowed; blank where it is."""
    if not may(role, access, verb):
        if verb is Verb.MANAGE and role == Role.CAREGIVER:
            return _("Only the person themselves or their care team can say who sees this record.")
        if verb is Verb.ERASE:
            return _("Only the person themselves, or a clinician of the clinic that keeps this record, can do this.")
        if verb is Verb.EXPORT:
            return _("You can look at this record, but not take a copy of it.")
        return _("You can look at this record, but not write in it.")
    if verb is Verb.ERASE and role == Role.CLINICIAN and patient.granted_patient:
        return _("Only the person themselves, or a clinician of the clinic that keeps this record, can do this.")
    if verb is Verb.CLOSE and role == Role.CAREGIVER and patient.has_team:
        return _("The clinic closes this record. Tell them.")
    if patient.merged_into_id and verb is Verb.CLOSE:
        return _("This record was put together with another one of the same person. The clinic can take them apart.")
    if patient.ended_on is None:
        return ""
    if verb not in AFTER_THE_END and patient.merged_into_id:
        return _("This record was put together with another one of the same person. Write in that one.")
    if verb not in AFTER_THE_END:
        return _("This record was closed on %(day)s. Nothing can be written in it any more.") % {
            "day": date_format(patient.ended_on, _("j F Y"))
        }
    if role == Role.CAREGIVER and patient.family_until and patient.family_until < now.date():
        return _("This record was closed, and the time in which family can read it is over. Ask the clinic.")
    return ""


@prepared
def _granted(user: int, patient: uuid.UUID, at: dt.datetime) -> QuerySet[Any]:
    """The patient, with what this person may do at a moment; nobody for a stranger."""
    of_record = _of_record(at)
    grants = of_record.filter(user=user, user__is_active=True)
    # "write" before "read"; of two alike, a grant to this very patient says more than one to the whole clinic.
    best = grants.order_by("-access", F("patient").asc(nulls_last=True))
    agreed = Membership.objects.current(at).filter(user__isnull=True, patient=OuterRef("pk"))
    return (
        Patient.objects.select_related("clinic")
        .annotate(
            granted_role=Subquery(best.values("role")[:1]),
            granted_access=Subquery(best.values("access")[:1]),
            granted_purpose=Subquery(best.values("purpose")[:1]),
            granted_patient=Subquery(best.values("patient")[:1]),
            granted_shares=Subquery(best.values("shares")[:1]),
            agreed_shares=Subquery(agreed.values("shares")[:1]),
            has_team=Exists(of_record.filter(role__in=STAFF)),
        )
        .filter(pk=patient, granted_role__isnull=False)
        .order_by()
    )


@prepared
def _kept(clinic: int, patient: uuid.UUID, at: dt.datetime) -> QuerySet[Any]:
    """The same for a program of the clinic that keeps the record; nobody where it is kept elsewhere."""
    return (
        Patient.objects.select_related("clinic")
        .annotate(
            granted_role=Value(Role.CLINICIAN.value),
            granted_access=Value(Membership.Access.WRITE.value),
            granted_purpose=Value(Membership.Purpose.WORK.value),
            has_team=Exists(_of_record(at).filter(role__in=STAFF)),
        )
        .filter(pk=patient, clinic=clinic)
        .order_by()
    )


def _of_record(at: dt.datetime) -> QuerySet[Membership]:
    """The grants of people to the record of the query around it."""
    current = Membership.objects.current(at).filter(user__isnull=False).exclude(role=Role.ADMIN)
    return current.filter(Q(patient=OuterRef("pk")) | Q(clinic=OuterRef("clinic")))


@prepared
def grants_of(user: int, at: dt.datetime) -> QuerySet[Membership]:
    """To which records and clinics someone has access at a moment."""
    return Membership.objects.current(at).filter(user=user).select_related("patient").order_by("starts_at", "pk")
