"""Who may ask whom in, and where it makes sense."""

import datetime as dt
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from people import consent
from people.access import Record, clinics_of
from people.models import Clinic, Invitation, Membership, Patient, User
from people.rights import INVITED_TO_A_CLINIC, Of, Only, Verb, may, of_grant

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
RIGHT_TO: dict[Invitation.Kind, tuple[Of, Verb]] = {
    Kind.YOURS: (Of.RECORD, Verb.MANAGE),
    Kind.HELP: (Of.RECORD, Verb.MANAGE),
    Kind.COLLEAGUE: (Of.CLINIC, Verb.RUN),
    Kind.TO_CLINIC: (Of.OWN, Verb.MANAGE),
    Kind.FROM_CLINIC: (Of.CLINIC, Verb.WRITE),
    Kind.AGAIN: (Of.CLINIC, Verb.WRITE),  # it opens an account, so that no single grant is enough
}


def may_invite(by: User | None, *, patient: Patient | None, clinic: Clinic | None, kind: str) -> bool:
    """Whether someone may ask others in: to a record as whoever says who sees it, to a clinic as who runs it.

    None is the command line, which may.
    """
    if by is None:
        return True
    if not by.is_active:
        return False
    of, verb = RIGHT_TO[Kind(kind)]
    if of is Of.CLINIC:
        where = patient.clinic_id if patient else clinic.pk if clinic else None
        return where is not None and clinics_of(by, verb).filter(pk=where).exists()
    if patient is None:
        return False
    grants = Membership.objects.current().filter(Q(patient=patient) | Q(clinic=patient.clinic_id), user=by)
    return any(may(of_grant(grant), verb, of) for grant in grants)


def own_person(patient: Patient, now: dt.datetime) -> User | None:
    """Whom the record belongs to, if they have an account."""
    own = patient.memberships.current(now).filter(role=Role.PATIENT, user__is_active=True).select_related("user")
    return next((grant.user for grant in own), None)


def says_parts(record: Record, person: User | None) -> bool:
    """Whether this one says which parts are shown too: the person; while they have no account, whoever notes their
    word."""
    met = record.standing.meets | ({Only.NO_ACCOUNT} if person is None else set())
    return may(replace(record.standing, meets=met), Verb.MANAGE, Of.OWN)


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
