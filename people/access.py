"""The one door to a patient, and the one to a clinic. Every page, API, job and export goes through them, and they ask
the table (``people.rights``)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from people import audit
from people.models import STAFF, Clinic, Membership, Patient, User
from people.prepared import prepared
from people.reach import Reach, reach_of
from people.refusal import refusal_of
from people.rights import AFTER_THE_END, RIGHTS, Channel, Of, Only, Standing, Verb, channel_of, may

__all__ = ["Of", "Record", "Verb", "goes_on_in", "grants_of", "open_clinic", "open_clinics", "open_record"]

Role = Membership.Role


@dataclass(frozen=True)
class Record:
    """An opened record: the patient, and as what this person stands before it.

    ``shares``: the parts (``people.consent.Part``) that are shown to this person beside what everybody with access
    sees; None for the person themselves, who see all.
    """

    patient: Patient
    standing: Standing
    shares: frozenset[str] | None = None

    @property
    def role(self) -> Membership.Role:
        return Role(self.standing.role)

    @property
    def has_team(self) -> bool:
        """Whether clinicians see it too."""
        return Only.NO_TEAM not in self.standing.meets

    def may(self, verb: Verb, of: Of = Of.RECORD) -> bool:
        """Whether the way to it is shown; the door asks again."""
        return may(self.standing, verb, of) and not (self.is_closed and verb not in AFTER_THE_END)

    @property
    def for_clinician(self) -> bool:
        return self.role in STAFF

    @property
    def is_closed(self) -> bool:
        return self.patient.ended_on is not None

    @property
    def may_write(self) -> bool:
        return self.may(Verb.WRITE)

    @property
    def may_judge(self) -> bool:
        """Whether they may say a diagnosis, and mark a part."""
        return self.may(Verb.WRITE, Of.FINDINGS)

    @property
    def may_take(self) -> bool:
        return self.may(Verb.EXPORT)

    @property
    def may_hand(self) -> bool:
        """Whether a way to hand its summary over is shown."""
        return self.may_write and self.may(Verb.MANAGE)

    @property
    def may_erase(self) -> bool:
        return self.may(Verb.ERASE)

    @property
    def reach(self) -> Reach:
        """How the clinic that keeps this record can be reached."""
        return reach_of(self.patient.clinic)

    def shows(self, part: str) -> bool:
        return self.shares is None or part in self.shares


def open_record(
    user: User,
    patient_id: uuid.UUID,
    verb: Verb,
    of: Of = Of.RECORD,
    *,
    told: str | Promise = "",
    shows: bool = False,
    channel: Channel | None = None,
) -> Record:
    """Ask the table of rights, and audit, in one call.

    ``told``: why not, where somebody has the record opened and not this of it. ``shows``: a form that shows what was
    said before, which the audit keeps as the look that it is. ``channel``: where somebody's job comes, and not they.

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
    standing = _standing(patient, channel or channel_of(user.token))
    if refusal := refusal_of(patient, standing, verb, of, str(told), now):
        audit.record("refused", user=user, patient=patient, detail=str(verb))
        raise PermissionDenied(refusal)
    if verb.audited:
        emergency = patient.granted_purpose == Membership.Purpose.EMERGENCY
        kept_as = Verb.VIEW if shows else verb
        audit.record(str(kept_as), user=user, patient=patient, detail="emergency" if emergency else "")
    shares = _shares(patient, standing.role) if clinic is None else frozenset()
    return Record(patient, standing, shares)


def open_clinic(user: User, clinic_id: int, verb: Verb, of: Of = Of.CLINIC, *, told: str | Promise) -> Clinic:
    """The same of a clinic. Raises ``Http404`` with ``told`` for whoever may not, as where there is none."""
    clinic = clinics_of(user, verb, of).filter(pk=clinic_id).first()
    if clinic is None:
        audit.record("refused", user=user, detail=f"clinic {clinic_id}")
        raise Http404(str(told))
    return clinic


def open_clinics(user: User, verb: Verb, of: Of = Of.CLINIC, *, told: str | Promise) -> QuerySet[Clinic]:
    """All of which somebody may this. Raises ``PermissionDenied`` with ``told`` where there is none."""
    found = clinics_of(user, verb, of)
    if not found:
        raise PermissionDenied(str(told))
    return found


def check_keeper(user: User, record: Record, verb: Verb, *, told: str | Promise) -> None:
    """That somebody may this of the clinic that keeps a record. Raises ``PermissionDenied`` with ``told``."""
    if not clinics_of(user, verb).filter(pk=record.patient.clinic_id).exists():
        raise PermissionDenied(str(told))


def clinics_of(user: User, verb: Verb, of: Of = Of.CLINIC, channel: Channel = Channel.SESSION) -> QuerySet[Clinic]:
    """The clinics of which somebody may this now, by their names."""
    return Clinic.objects.filter(pk__in=grants_for(user, verb, of, channel).values("clinic")).order_by("name")


def grants_for(user: User, verb: Verb, of: Of = Of.CLINIC, channel: Channel = Channel.SESSION) -> QuerySet[Membership]:
    """The grants to clinics by which somebody may this now. No program has any: it is refused like a stranger."""
    right = RIGHTS[of, verb]
    by = channel if user.token is None else channel_of(user.token)
    writing = {"access": Membership.Access.WRITE} if verb.writes else {}
    grants = user.memberships.current().filter(clinic__isnull=False, user__is_active=True, role__in=right.roles)
    return grants.filter(**writing) if by in right.channels else grants.none()


def goes_on_in(record: Record, user: User) -> uuid.UUID | None:
    """The record that this one was merged into, where this person may open that too."""
    into = record.patient.merged_into_id
    return into if into and Patient.objects.visible_to(user).filter(pk=into).exists() else None


def _is_given(user: User, patient_id: uuid.UUID) -> bool:
    """Whether the program that asks, if it is one, was given this record."""
    return user.token is None or user.token.every_record or user.token.patients.filter(pk=patient_id).exists()


def _standing(patient: Any, channel: Channel) -> Standing:
    facts = {Only.NO_TEAM: not patient.has_team, Only.OF_THE_CLINIC: not getattr(patient, "granted_patient", None)}
    met = frozenset(only for only, holds in facts.items() if holds)
    return Standing(patient.granted_role, patient.granted_access, channel, met)


def _shares(patient: Any, role: str) -> frozenset[str] | None:
    """What the person agreed to show to this one, or to the clinic of this one."""
    if role == Role.PATIENT:
        return None
    agreed = patient.granted_shares if patient.granted_patient else patient.agreed_shares
    return frozenset(agreed or ())


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
