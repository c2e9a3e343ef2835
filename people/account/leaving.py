"""Someone leaves: their account opens nothing any more, and their address can be used anew."""

import zoneinfo
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit, clinics, consent, records, tokens
from people.models import Clinic, Membership, Patient, User

Role = Membership.Role


@dataclass(frozen=True)
class Leaving:
    """What would happen: said before it does.

    ``kept``: own records that their clinic keeps; ``closed``: own ones that nobody else keeps; ``helps``: records of
    others that this person opens; ``works``: clinics; ``runs_last``: those that nobody else runs, which forbid it.
    """

    kept: list[Patient]
    closed: list[Patient]
    helps: int
    works: list[Clinic]
    runs_last: list[Clinic]


def foreseen(user: User) -> Leaving:
    now = timezone.now()
    grants = list(user.memberships.current(now).select_related("patient__clinic", "clinic"))
    own = [grant.patient for grant in grants if grant.role == Role.PATIENT and grant.patient]
    runs = [grant.clinic for grant in grants if grant.role == Role.ADMIN and grant.clinic]
    return Leaving(
        kept=[patient for patient in own if not patient.is_kept_alone],
        closed=[patient for patient in own if patient.is_kept_alone],
        helps=sum(1 for grant in grants if grant.patient_id and grant.role != Role.PATIENT),
        works=sorted({grant.clinic for grant in grants if grant.clinic}, key=str),
        runs_last=[
            clinic
            for clinic in runs
            if not Membership.objects.current(now)
            .filter(clinic=clinic, role=Role.ADMIN, user__is_active=True)
            .exclude(user=user)
            .exists()
        ],
    )


def leave(user: User) -> None:
    """End every grant and session, and take address, password and passkeys off. What they wrote stays, with their name.

    Raises ``ValidationError`` for the last one who runs a clinic; then nothing has changed.
    """
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        told = foreseen(user)
        if told.runs_last:
            raise ValidationError(
                _("You are the last one who runs %(clinic)s. Let someone else run it first.")
                % {"clinic": ", ".join(map(str, told.runs_last))}
            )
        for patient in told.closed:
            today = now.astimezone(zoneinfo.ZoneInfo(patient.time_zone)).date()
            records.set_ending(patient, why=Patient.Ending.WITHDREW, on=today, by=user)
        for grant in user.memberships.current(now):
            if grant.clinic_id and grant.patient_id is None:
                clinics.leave_clinic(grant, by=user, now=now)
            elif grant.role != Role.PATIENT:
                consent.end_grant(grant, by=user, now=now)
        user.memberships.current(now).update(ends_at=now, ended_by=user)  # their own records
        tokens.end_all(user, now=now)
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.email, user.is_active, user.operator_since = None, False, None
        user.set_unusable_password()
        user.save(update_fields=["email", "is_active", "operator_since", "password"])
        audit.record("leave", user=user)
        for session in UserSession.objects.filter(user=user):
            session.end()
