"""Who may put two records together, and who is let into the one that goes on."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from people.access import Record, Verb, check_keeper, open_record
from people.models import Membership, Patient, User

PATIENT, CAREGIVER = Membership.Role.PATIENT, Membership.Role.CAREGIVER


@dataclass(frozen=True)
class People:
    """``own``: the grant of the person to the other record, where the one that goes on is not their own yet;
    ``others``: grants to the other record of those who do not see the one that goes on; ``refusal``: why the two
    cannot be put together as things stand, blank where they can."""

    own: Membership | None
    others: tuple[Membership, ...]
    refusal: str


def opened(user: User, patient_id: object) -> Record:
    """A record of a clinic in whose every record this person may write and say who sees it.

    Raises ``Http404`` for a stranger to it and ``PermissionDenied`` for everybody else.
    """
    record = open_record(user, patient_id, Verb.MANAGE)  # type: ignore[arg-type]
    told = _("Only a clinician of the clinic that keeps this record can do this.")
    check_keeper(user, record, Verb.WRITE, told=told)
    return record


def people_of(kept: Patient, other: Patient, now: dt.datetime) -> People:
    """Whose access a merge touches, at a moment."""
    ours = list(_grants(kept, now))
    theirs = list(_grants(other, now))
    inside = {grant.user_id for grant in ours}
    own, own_there = (next((each for each in grants if each.role == PATIENT), None) for grants in (ours, theirs))
    others = tuple(grant for grant in theirs if grant.role == CAREGIVER and grant.user_id not in inside)
    refusal = ""
    if kept.clinic_id != other.clinic_id:
        refusal = _("Two clinics keep these records. Only records of one clinic can be put together.")
    elif kept.ended_on or other.ended_on:
        refusal = _("One of the two records is closed. Open it again first.")
    elif own and own_there and own.user_id != own_there.user_id:
        refusal = _(
            "Two accounts, %(one)s and %(two)s, have one of these records each as their own. Only they can say which "
            "account they keep: the other one has to leave first."
        ) % {"one": own.user, "two": own_there.user}
    elif own_there and not own and own_there.user_id in inside:
        refusal = _("%(who)s has one of these records as their own, and helps with the other one.") % {
            "who": own_there.user
        }
    elif own and not own_there and any(grant.user_id == own.user_id for grant in theirs):
        refusal = _("%(who)s has one of these records as their own, and helps with the other one.") % {"who": own.user}
    return People(None if own else own_there, others, refusal)


def told_of(kept: Patient, other: Patient, now: dt.datetime) -> list[User]:
    """Who opens one of the two by a grant of their own, each once: the person, family, single colleagues."""
    found = {grant.user_id: grant.user for patient in (kept, other) for grant in _grants(patient, now)}
    return [user for user in found.values() if user]


def _grants(patient: Patient, now: dt.datetime) -> list[Membership]:
    rows = Membership.objects.current(now).filter(patient=patient, user__isnull=False, user__is_active=True)
    return list(rows.exclude(purpose=Membership.Purpose.EMERGENCY).select_related("user").order_by("pk"))
