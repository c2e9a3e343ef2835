"""Asking someone in, and their answer. The only writers of invitations and of the accounts that follow from them.

An invitation has one secret: in the link of an e-mail, or as a code on a printed sheet. It is known when it is made,
and never again: only its hash is kept. To send an invitation again is to give it a new secret.

Each verb is one transaction with its audit event. Whether ``by`` may invite is checked here (``may_invite``), and once
more when someone accepts: whoever lost their right since invites nobody.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit, clinics, consent
from people.models import Clinic, Invitation, Membership, Patient, User
from people.rights import INVITED_TO_A_CLINIC, Verb, may

LASTS = dt.timedelta(days=14)
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
CODE_LENGTH = 12  # 59 bits: with the limit on tries nobody guesses one in 14 days

Kind = Invitation.Kind
Answer = Invitation.Answer
Role = Membership.Role


class InvitationGone(LookupError):
    """The link or code leads nowhere (any more); the message says why, in a sentence for whoever holds it."""


@dataclass(frozen=True)
class Made:
    """An invitation that was just made, with its secret: to be sent or printed now."""

    invitation: Invitation
    secret: str


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
    return any(may(grant.role, grant.access, Verb.MANAGE) for grant in grants)


def invite(
    kind: str,
    *,
    by: User | None,
    role: str,
    patient: Patient | None = None,
    clinic: Clinic | None = None,
    email: str = "",
    name: str = "",
    access: str = Membership.Access.WRITE,
    until: dt.date | None = None,
    shares: Iterable[str] = (),
    basis: str = Membership.Basis.SELF,
    now: dt.datetime | None = None,
) -> Made:
    """Make an invitation; without an address it is one to hand over on paper.

    One that waits for the same person and the same thing is overtaken by it. Raises ``ValidationError`` for who may not
    invite, for a record that has its own person, and for what no invitation can say.
    """
    now = now or timezone.now()
    if not may_invite(by, patient=patient, clinic=clinic, kind=kind):
        raise ValidationError(_("You can't invite anybody to this."))
    if (role not in INVITED_TO_A_CLINIC) if kind == Kind.COLLEAGUE else (role not in ROLES_OF[Kind(kind)]):
        raise ValidationError({"role": _("Nobody can be invited as that.")})
    if kind == Kind.YOURS and _has_own_person(patient, now):
        raise ValidationError({"role": _("This record already belongs to someone. A caregiver can be added.")})
    secret = _new_secret(by_hand=not email)
    invitation = Invitation(
        kind=kind,
        patient=patient,
        clinic=clinic,
        role=role,
        access=access,
        until=until,
        shares=list(shares),
        basis=basis,
        name=name.strip(),
        email=email.strip().lower(),
        secret_hash=_hash(secret),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    invitation.full_clean(exclude=["made_by"])  # None is the command line
    with transaction.atomic():
        _lock(invitation)
        if invitation.email:
            same = waiting(now).filter(kind=kind, patient=patient, clinic=clinic, email=invitation.email)
            same.update(answer=Answer.WITHDRAWN, answered_at=now, answered_by=by)
        invitation.save(force_insert=True)
        audit.record("invite", user=by, patient=patient, detail=f"{_called(invitation)}: {role}")
    return Made(invitation, secret)


def renew(invitation: Invitation, *, by: User | None, now: dt.datetime) -> Made:
    """Give it a new secret and 14 more days, to be sent or printed again; the old link is dead.

    Raises ``ValidationError`` where it was answered, and for who may not invite.
    """
    if not may_invite(by, patient=invitation.patient, clinic=invitation.clinic, kind=invitation.kind):
        raise ValidationError(_("You can't invite anybody to this."))
    secret = _new_secret(by_hand=not invitation.email)
    with transaction.atomic():
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if row.answer:
            raise ValidationError(
                _("This invitation was answered already: %(how)s.") % {"how": row.get_answer_display()}
            )
        row.secret_hash, row.expires_at = _hash(secret), now + LASTS
        row.save(update_fields=["secret_hash", "expires_at"])
        audit.record("invite", user=by, patient=row.patient, detail=f"{_called(row)}: again")
    return Made(row, secret)


def withdraw(invitation: Invitation, *, by: User | None, now: dt.datetime) -> None:
    """The link opens nothing from now on. Twice is once; what was answered stays answered."""
    with transaction.atomic():
        open_one = Invitation.objects.filter(pk=invitation.pk, answer="")
        if open_one.update(answer=Answer.WITHDRAWN, answered_at=now, answered_by=by):
            audit.record("withdraw invitation", user=by, patient=invitation.patient, detail=_called(invitation))


def waiting(now: dt.datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(answer="", expires_at__gt=now).select_related("patient", "clinic", "made_by")


def find(secret: str, *, now: dt.datetime) -> Invitation:
    """The invitation that this secret opens. Raises ``InvitationGone`` with the reason."""
    rows = Invitation.objects.select_related("patient__clinic", "clinic", "made_by")
    invitation = rows.filter(secret_hash=_hash(secret)).first()
    if invitation is None:
        raise InvitationGone(_("This link or code is not known here. It may have been replaced by a newer one."))
    _refuse_if_gone(invitation, now)
    return invitation


def accept(
    invitation: Invitation,
    *,
    user: User | None,
    now: dt.datetime,
    name: str = "",
    record: Patient | None = None,
    clinic: Clinic | None = None,
) -> User:
    """Say yes. Without ``user`` an account is made: of the address that was written to, which is thereby verified; of a
    sheet without any, until they give one on the page of their account.

    ``record``: which of their own a person opens to a clinic. ``clinic``: to which of theirs a clinician takes one.
    Raises ``InvitationGone`` and ``ValidationError``; then nothing has changed.
    """
    with transaction.atomic():
        _lock(invitation)
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        _refuse_if_gone(row, now)
        user = user or _new_account(row, name)
        _verify(user, row.email)
        changed = Invitation.objects.filter(pk=row.pk, answer="")
        changed.update(answer=Answer.ACCEPTED, answered_at=now, answered_by=user)
        _grant(row, user, now=now, record=record, clinic=clinic)
        if row.kind == Kind.YOURS:  # any other sheet or link for the same person is dead
            waiting(now).filter(kind=Kind.YOURS, patient=row.patient).update(answer=Answer.WITHDRAWN, answered_at=now)
        audit.record("accept invitation", user=user, patient=row.patient, detail=_called(row))
    return user


def decline(invitation: Invitation, *, user: User | None, now: dt.datetime, not_me: bool = False) -> None:
    """Say no, or that it came to the wrong person. Raises ``InvitationGone``."""
    with transaction.atomic():
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        _refuse_if_gone(row, now)
        answer = Answer.NOT_ME if not_me else Answer.DECLINED
        Invitation.objects.filter(pk=row.pk).update(answer=answer, answered_at=now, answered_by=user)
        audit.record("decline invitation", user=user, patient=row.patient, detail=_called(row))


ROLES_OF: dict[Invitation.Kind, tuple[str, ...]] = {
    Kind.YOURS: (Role.PATIENT,),
    Kind.HELP: (Role.CAREGIVER, Role.CLINICIAN),
    Kind.COLLEAGUE: INVITED_TO_A_CLINIC,
    Kind.TO_CLINIC: (Role.CLINICIAN,),
    Kind.FROM_CLINIC: (Role.PATIENT,),
}


def as_typed(code: str) -> str:
    """A code as someone copied it from paper: in groups, in small letters."""
    return "".join(letter for letter in code.upper() if letter in CODE_LETTERS)


def in_groups(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def account_of(address: str) -> User | None:
    """Who signs in with this address, as far as it is known to be theirs."""
    found = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found_one = found.select_related("user").first()
    return found_one.user if found_one else User.objects.filter(email=address.lower(), is_active=True).first()


def _grant(row: Invitation, user: User, *, now: dt.datetime, record: Patient | None, clinic: Clinic | None) -> None:
    if row.kind == Kind.COLLEAGUE:
        assert row.clinic is not None
        clinics.join_clinic(row.clinic, user, by=row.made_by, role=row.role)
        return
    if row.kind == Kind.FROM_CLINIC:
        own = user.memberships.current(now).filter(role=Role.PATIENT, patient=record)
        if record is None or not own.exists():
            raise ValidationError(_("Choose a record of your own."))
        assert row.clinic is not None
        consent.open_to_clinic(record, row.clinic, by=user, basis=Membership.Basis.SELF, shares=row.shares)
        return
    assert row.patient is not None
    if row.kind == Kind.TO_CLINIC:
        if clinic is None or not clinics.clinics_written_by(user).filter(pk=clinic.pk).exists():
            raise ValidationError(_("Only a clinician can take a record into their clinic."))
        consent.open_to_clinic(row.patient, clinic, by=row.made_by, basis=Membership.Basis.SELF, shares=row.shares)
        return
    consent.grant(
        row.patient,
        user,
        role=row.role,
        access=row.access,
        by=user if row.kind == Kind.YOURS else row.made_by,
        until=consent.end_of(row.until, row.patient),
        shares=row.shares,
        basis=row.basis,
    )


def _refuse_if_gone(row: Invitation, now: dt.datetime) -> None:
    if row.answer == Answer.ACCEPTED:
        raise InvitationGone(_("This invitation was accepted already. Sign in to go on."))
    if row.answer == Answer.WITHDRAWN:
        raise InvitationGone(_("This invitation was withdrawn. Ask whoever invited you for a new one."))
    if row.answer:
        raise InvitationGone(_("This invitation was declined. Ask whoever invited you for a new one."))
    if now >= row.expires_at:
        raise InvitationGone(_("This invitation is too old. Ask whoever invited you for a new one."))
    if not may_invite(row.made_by, patient=row.patient, clinic=row.clinic, kind=row.kind):
        raise InvitationGone(_("Whoever invited you can't do so any more. Ask the clinic, or the person themselves."))


def _lock(invitation: Invitation) -> None:
    """What two at a time would decide on both: the record, else the clinic."""
    if invitation.patient_id:
        Patient.objects.select_for_update().get(pk=invitation.patient_id)
    elif invitation.clinic_id:
        Clinic.objects.select_for_update().get(pk=invitation.clinic_id)


def _new_account(row: Invitation, name: str) -> User:
    """Raises ``ValidationError`` where the address already has an account: its owner signs in instead."""
    if row.email and (account_of(row.email) or User.objects.filter(email=row.email).exists()):
        raise ValidationError(
            _("There is an account with this address. Sign in first, then open the invitation again.")
        )
    user = User(email=row.email or None, name=name.strip() or row.name)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    if row.email:
        EmailAddress.objects.create(user=user, email=row.email, primary=True, verified=True)
    audit.record("account", user=user, detail="by invitation")
    return user


def _verify(user: User, address: str) -> None:
    """Who opened the link that was sent to their own address has shown that it is theirs."""
    if address:
        EmailAddress.objects.filter(user=user, email__iexact=address, verified=False).update(verified=True)


def _has_own_person(patient: Patient | None, now: dt.datetime) -> bool:
    assert patient is not None
    return patient.memberships.current(now).filter(role=Role.PATIENT).exists()


def _called(invitation: Invitation) -> str:
    return invitation.email or invitation.name or "on paper"


def _new_secret(*, by_hand: bool) -> str:
    if by_hand:
        return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
    return secrets.token_urlsafe(32)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
