"""Who may ask whom in, and where it makes sense."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from people import clinics, consent
from people.access import Record
from people.models import STAFF, Clinic, Invitation, Membership, Patient, User
from people.rights import INVITED_TO_A_CLINIC, Verb, may

Kind = Invitation.Kind
Role = Membership.Role

ROLES_OF: dict[Invitation.Kind, tuple[str, ...]] = {
    Kind.YOURS: (Role.PATIENT,),
    Kind.HELP: (Role.CAREGIVER, Role.CLINICIAN),
    Kind.COLLEAGUE: INVITED_TO_A_CLINIC,
    Kind.TO_CLINIC: (Role.CLINICIAN,),
    Kind.FROM_CLINIC: (Role.PATIENT,),
    Kind.AGAIN: (Role.PATIENT,),
}


def may_invite(by: User | None, *, patient: Patient | None, clinic: Clinic | None, kind: str) -> bool:
    """Whether someone may ask others in: to a record as whoever says who sees it, to a clinic as who runs it.

    None is the command line, which may.
    """
    if by is None:
        return True
    if not by.is_active:
        return False
    if kind == Kind.COLLEAGUE:
        return clinic is not None and clinics.clinics_run_by(by).filter(pk=clinic.pk).exists()
    if kind == Kind.FROM_CLINIC:
        return clinic is not None and clinics.clinics_written_by(by).filter(pk=clinic.pk).exists()
    if patient is None:
        return False
    grants = Membership.objects.current().filter(Q(patient=patient) | Q(clinic=patient.clinic_id), user=by)
    if kind == Kind.TO_CLINIC:
        return grants.filter(role=Role.PATIENT).exists()
    if kind == Kind.AGAIN:  # it opens an account, so that no single grant is enough
        grants = grants.filter(clinic=patient.clinic_id, role__in=STAFF)
    return any(may(grant.role, grant.access, Verb.MANAGE) for grant in grants)


def own_person(patient: Patient, now: dt.datetime) -> User | None:
    """Whom the record belongs to, if they have an account."""
    own = patient.memberships.current(now).filter(role=Role.PATIENT, user__is_active=True).select_related("user")
    return next((grant.user for grant in own), None)


def says_parts(record: Record, person: User | None) -> bool:
    """Whether this one says which parts are shown too: the person; while they have no account, whoever notes their
    word."""
    return record.role == Role.PATIENT or person is None


def can_come_again(patient: Patient, now: dt.datetime) -> bool:
    """Whether a clinic may let the person of a record in anew: not where the account opens more than a person's own.

    What someone works with is behind two factors, which no sheet of paper stands for.
    """
    person = own_person(patient, now)
    return person is not None and not consent.works_somewhere(person)


def refuse_if_senseless(kind: str, patient: Patient, until: dt.date | None, now: dt.datetime) -> None:
    if kind == Kind.YOURS and own_person(patient, now):
        raise ValidationError({"role": _("This record already belongs to someone. A caregiver can be added.")})
    if kind == Kind.AGAIN and not can_come_again(patient, now):
        raise ValidationError(_("There is nobody here who can be let in again."))
    if kind == Kind.TO_CLINIC and not patient.is_kept_alone:
        raise ValidationError(_("A clinic keeps this record already: %(clinic)s.") % {"clinic": patient.clinic})
    end = consent.end_of(until, patient)
    if end and end <= now:
        raise ValidationError({"until": _("This day is over.")})
