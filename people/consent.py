"""The only writers of grants: who may see a record, from when to when, for what, and who agreed to it.

The grants of a record are its ledger (``ledger``): none is deleted, each says what was shown (``TEXT_VERSION``) and on
what basis it was given. Each verb is one transaction with its audit event. Whether ``by`` may do it is the caller's to
check, with ``people.access.open_record``; ``by`` is None for the command line.
"""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Iterable
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import audit
from people.models import STAFF, Clinic, Membership, Patient, User
from people.querysets import MembershipQuerySet

TEXT_VERSION = "2026-11"  # of what an invitation and the form of a grant say; a changed text is a new version
EMERGENCY_TIME = dt.timedelta(hours=1)


class Part(StrEnum):
    """What is shown to others only where the person said so (CLINICAL 13.11)."""

    MOOD = "mood"
    CAREGIVER = "caregiver"
    WISHES = "wishes"


PARTS: dict[str, Promise] = {
    Part.MOOD: gettext_lazy("Mood and behaviour"),
    Part.CAREGIVER: gettext_lazy("What a caregiver says about themselves"),
    Part.WISHES: gettext_lazy("Wishes for later"),
}

PURPOSE_OF = {
    Membership.Role.PATIENT: Membership.Purpose.OWN,
    Membership.Role.CAREGIVER: Membership.Purpose.HELP,
    Membership.Role.CLINICIAN: Membership.Purpose.CARE,
}


def ledger(patient: Patient) -> MembershipQuerySet:
    """Every grant that there ever was to this record, newest first: of persons, and of the clinic that keeps it."""
    return patient.memberships.select_related("patient", "user", "clinic", "granted_by", "ended_by").order_by(
        "-starts_at", "-pk"
    )


def grant(
    patient: Patient,
    user: User,
    *,
    role: str,
    access: str,
    by: User | None,
    until: dt.datetime | None = None,
    shares: Iterable[str] = (),
    basis: str = Membership.Basis.SELF,
) -> Membership:
    """Let someone open this record from now on; what they had been granted for it before ends.

    Raises ``ValidationError`` where the record already has its own person, or is their own, or the end is over.
    """
    membership = Membership(
        patient=patient,
        user=user,
        role=role,
        access=access,
        granted_by=by,
        ends_at=until,
        purpose=PURPOSE_OF.get(Membership.Role(role), ""),
        basis=basis,
        text_version=TEXT_VERSION,
        shares=_parts(shares),
    )
    if until and until <= membership.starts_at:
        raise ValidationError({"until": _("This day is over.")})
    with transaction.atomic():
        Patient.objects.held(patient.pk)
        now = membership.starts_at
        standing = Membership.objects.current(now).filter(patient=patient, user__isnull=False)
        if role == Membership.Role.PATIENT and standing.filter(role=role).exclude(user=user).exists():
            raise ValidationError({"role": _("This record already belongs to someone. A caregiver can be added.")})
        if role != Membership.Role.PATIENT and standing.filter(user=user, role=Membership.Role.PATIENT).exists():
            raise ValidationError({"role": _("This record is this person's own; they see it already.")})
        standing.filter(user=user).update(ends_at=now)
        membership.full_clean(exclude=["patient", "user", "granted_by"])
        membership.save(force_insert=True)
        audit.record("grant", user=by, patient=patient, detail=audit.of(membership))
    return membership


def end_grant(membership: Membership, *, by: User | None, now: dt.datetime) -> None:
    """Close this record from now on to someone, or to the clinic that keeps it. Doing it twice is doing it once.

    Raises ``ValidationError`` for the person's own grant: the record is theirs.
    """
    if membership.role == Membership.Role.PATIENT:
        raise ValidationError(_("The person's own access to their record cannot be ended."))
    with transaction.atomic():
        patient = Patient.objects.locked().filter(memberships=membership).first()
        standing = Membership.objects.filter(pk=membership.pk).filter(Q(ends_at=None) | Q(ends_at__gt=now))
        if not standing.update(ends_at=Greatest(now, "starts_at"), ended_by=by):
            return
        if patient and membership.user_id is None:  # the clinic's: the record is the person's alone again
            patient.clinic, patient.reference = Clinic.objects.own_records(), own_reference()
            patient.save(update_fields=["clinic", "reference"])
        audit.record("end grant", user=by, patient=patient, detail=audit.of(membership))


def take_back(grants: Iterable[Membership], *, by: User | None, now: dt.datetime) -> None:
    """End grants that were made by what is undone, also one of the person themselves. Twice is once."""
    for row in grants:
        standing = Membership.objects.filter(pk=row.pk).filter(Q(ends_at=None) | Q(ends_at__gt=now))
        if standing.update(ends_at=Greatest(now, "starts_at"), ended_by=by):
            audit.record("end grant", user=by, patient=row.patient, detail=audit.of(row))


def share_parts(membership: Membership, parts: Iterable[str], *, by: User | None) -> None:
    """What someone sees beside what everybody with access sees. Raises ``ValidationError`` for a part there is not."""
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        chosen = _parts(parts)
        if row.shares != chosen:
            Membership.objects.filter(pk=row.pk).update(shares=chosen)
            audit.record("share", user=by, patient=row.patient, detail=audit.of(row, *chosen))
    membership.shares = chosen


def share_part(membership: Membership, part: str, *, show: bool, by: User | None) -> None:
    """One part more or less. The same again changes nothing."""
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        share_parts(row, {*row.shares, part} if show else {*row.shares} - {part}, by=by)
    membership.shares = row.shares


def note_clinic(patient: Patient, *, by: User | None, basis: str, shares: Iterable[str] = ()) -> Membership | None:
    """Note that the person agreed that ``patient.clinic`` keeps their record; None for who keeps it by themselves."""
    noted = note_clinic_of([patient], by=by, basis=basis, shares=shares)
    return noted[0] if noted else None


def note_clinic_of(
    patients: Iterable[Patient], *, by: User | None, basis: str, shares: Iterable[str] = ()
) -> list[Membership]:
    """The same of many at once; of who keeps their record by themselves nothing is noted."""
    parts = _parts(shares)
    return Membership.objects.bulk_create(
        [
            Membership(
                patient=patient,
                clinic=patient.clinic,
                role=Membership.Role.CLINICIAN,
                granted_by=by,
                purpose=Membership.Purpose.CARE,
                basis=basis,
                text_version=TEXT_VERSION,
                shares=parts,
            )
            for patient in patients
            if not patient.is_kept_alone
        ],
        batch_size=1000,
    )


def open_to_clinic(
    patient: Patient, clinic: Clinic, *, by: User | None, basis: str, shares: Iterable[str] = ()
) -> None:
    """The record that a person kept alone is from now on kept by this clinic too, under a reference of its own.

    Raises ``ValidationError`` where another clinic keeps it already.
    """
    with transaction.atomic():
        row = Patient.objects.select_related("clinic").held(patient.pk)
        if row.clinic_id == clinic.pk:  # asked from both sides: one result
            return
        if not row.is_kept_alone:
            raise ValidationError(_("A clinic keeps this record already: %(clinic)s.") % {"clinic": row.clinic})
        if Patient.objects.filter(clinic=clinic, reference=row.reference).exists():
            row.reference = own_reference()
        row.clinic = clinic
        row.save(update_fields=["clinic", "reference"])
        noted = note_clinic(row, by=by, basis=basis, shares=shares)
        audit.record("grant", user=by, patient=row, detail=audit.of(noted or clinic))


def grant_emergency(patient: Patient, user: User, *, reason: str, now: dt.datetime) -> Membership:
    """One hour in which a clinician of this site reads a record that nobody opened to them. Shown to the person.

    Raises ``ValidationError`` without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. The person will read it.")})
    with transaction.atomic():
        membership = Membership.objects.create(
            patient=patient,
            user=user,
            role=Membership.Role.READER,
            access=Membership.Access.READ,
            starts_at=now,
            ends_at=now + EMERGENCY_TIME,
            granted_by=user,
            purpose=Membership.Purpose.EMERGENCY,
            basis=Membership.Basis.CLINIC,
            reason=reason.strip()[:200],
        )
        audit.record("emergency", user=user, patient=patient, detail=audit.of(membership))
    return membership


def works_somewhere(user: User) -> bool:
    """Whether this person is staff at this moment: of a clinic, for a single record, or of the site."""
    if user.operator_since:
        return True
    return Membership.objects.current().filter(user=user, role__in=(*STAFF, Membership.Role.ADMIN)).exists()


def end_of(day: dt.date | None, patient: Patient) -> dt.datetime | None:
    """The moment at which a grant "until" this day ends: when the day is over where the patient is."""
    if day is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zoneinfo.ZoneInfo(patient.time_zone))


def own_reference() -> str:
    return f"own-{uuid.uuid4().hex[:8]}"


def in_words(parts: Iterable[str]) -> str:
    """The parts by name, in a line; blank for none."""
    return ", ".join(str(PARTS[part]) for part in parts if part in PARTS)


def _parts(parts: Iterable[str]) -> list[str]:
    chosen = set(parts)
    if unknown := chosen - set(PARTS):
        raise ValidationError({"shares": _("There is no part “%(part)s”.") % {"part": ", ".join(sorted(unknown))}})
    return [part for part in PARTS if part in chosen]
