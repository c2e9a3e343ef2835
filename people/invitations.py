"""Asking someone in, and their answer. The only writers of invitations and of the accounts that follow from them.

An invitation has one secret: in the link of an e-mail, or as a code on a printed sheet. It is known when it is made,
and never again: only its hash is kept. To send an invitation again is to give it a new secret.

Each verb is one transaction with its audit event. Whether ``by`` may invite is checked here (``may_invite``), and once
more when someone accepts: whoever lost their right since invites nobody.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit, clinics, consent
from people.asking import ROLES_OF, can_come_again, may_invite, own_person, refuse_if_senseless
from people.codes import digest, new_secret
from people.models import Clinic, Invitation, Membership, Patient, User
from people.newcomers import new_account, verify

LASTS = dt.timedelta(days=14)
ONE_AT_A_TIME = (Invitation.Kind.YOURS, Invitation.Kind.AGAIN)  # for one person, so that a new one is the only one
OF_AN_ACCOUNT = (Invitation.Kind.TO_CLINIC, Invitation.Kind.FROM_CLINIC)  # about what someone has here already

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
    if role not in ROLES_OF[Kind(kind)]:
        raise ValidationError({"role": _("Nobody can be invited as that.")})
    if patient is not None:
        refuse_if_senseless(kind, patient, until, now)
    secret = new_secret(by_hand=not email)
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
        secret_hash=digest(secret),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    invitation.full_clean(exclude=["made_by"])  # None is the command line
    with transaction.atomic():
        _lock(invitation)
        if invitation.email or kind in ONE_AT_A_TIME:
            same = waiting(now).filter(kind=kind, patient=patient, clinic=clinic)
            if kind not in ONE_AT_A_TIME:
                same = same.filter(email=invitation.email)
            same.update(answer=Answer.WITHDRAWN, answered_at=now, answered_by=by)
        invitation.save(force_insert=True)
        audit.record("invite", user=by, patient=patient, detail=audit.of(invitation))
    return Made(invitation, secret)


def renew(invitation: Invitation, *, by: User | None, now: dt.datetime) -> Made:
    """Give it a new secret and 14 more days, to be sent or printed again; the old link is dead.

    Raises ``ValidationError`` where it was answered, and for who may not invite.
    """
    if not may_invite(by, patient=invitation.patient, clinic=invitation.clinic, kind=invitation.kind):
        raise ValidationError(_("You can't invite anybody to this."))
    secret = new_secret(by_hand=not invitation.email)
    with transaction.atomic():
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if row.answer:
            raise ValidationError(
                _("This invitation was answered already: %(how)s.") % {"how": row.get_answer_display()}
            )
        row.secret_hash, row.expires_at = digest(secret), now + LASTS
        row.save(update_fields=["secret_hash", "expires_at"])
        audit.record("invite", user=by, patient=row.patient, detail=audit.of(row, "again"))
    return Made(row, secret)


def withdraw(invitation: Invitation, *, by: User | None, now: dt.datetime) -> None:
    """The link opens nothing from now on. Twice is once; what was answered stays answered."""
    with transaction.atomic():
        open_one = Invitation.objects.filter(pk=invitation.pk, answer="")
        if open_one.update(answer=Answer.WITHDRAWN, answered_at=now, answered_by=by):
            audit.record("withdraw invitation", user=by, patient=invitation.patient, detail=audit.of(invitation))


def waiting(now: dt.datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(answer="", expires_at__gt=now).select_related("patient", "clinic", "made_by")


def find(secret: str, *, now: dt.datetime) -> Invitation:
    """The invitation that this secret opens. Raises ``InvitationGone`` with the reason."""
    return reopen(digest(secret), now=now)


def reopen(kept: str, *, now: dt.datetime) -> Invitation:
    """The invitation whose secret had this digest when it was opened. Raises ``InvitationGone`` with the reason."""
    rows = Invitation.objects.select_related("patient__clinic", "clinic", "made_by")
    invitation = rows.filter(secret_hash=kept).first()
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
    shares: Iterable[str] | None = None,
) -> User:
    """Say yes. Without ``user`` an account is made: of the address that was written to, which is thereby verified; of a
    sheet without any, until they give one on the page of their account.

    A new way in gives no account, but the one that the record belongs to.

    ``record``: which of their own a person opens to a clinic, and ``shares`` which parts too. ``clinic``: to which of
    theirs a clinician takes one.
    Raises ``InvitationGone`` and ``ValidationError``; then nothing has changed.
    """
    with transaction.atomic():
        _lock(invitation)
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        _refuse_if_gone(row, now)
        if row.kind == Kind.AGAIN:
            user = _own_person_again(row, user, now)
        elif user is None:
            if row.kind in OF_AN_ACCOUNT:
                raise ValidationError(_("Sign in first, then open the invitation again."))
            user = new_account(row, name)
        verify(user, row.email)
        changed = Invitation.objects.filter(pk=row.pk, answer="")
        changed.update(answer=Answer.ACCEPTED, answered_at=now, answered_by=user)
        if shares is not None and row.kind == Kind.FROM_CLINIC:
            row.shares = list(shares)
        _grant(row, user, now=now, record=record, clinic=clinic)
        if row.kind in ONE_AT_A_TIME:  # any other sheet or link for the same person is dead
            waiting(now).filter(kind=row.kind, patient=row.patient).update(answer=Answer.WITHDRAWN, answered_at=now)
        audit.record("accept invitation", user=user, patient=record or row.patient, detail=audit.of(row))
    return user


def decline(invitation: Invitation, *, user: User | None, now: dt.datetime, not_me: bool = False) -> None:
    """Say no, or that it came to the wrong person. Raises ``InvitationGone``."""
    with transaction.atomic():
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        _refuse_if_gone(row, now)
        answer = Answer.NOT_ME if not_me else Answer.DECLINED
        Invitation.objects.filter(pk=row.pk).update(answer=answer, answered_at=now, answered_by=user)
        audit.record("decline invitation", user=user, patient=row.patient, detail=audit.of(row))


def _grant(row: Invitation, user: User, *, now: dt.datetime, record: Patient | None, clinic: Clinic | None) -> None:
    if row.kind == Kind.AGAIN:
        return
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
        Patient.objects.held(invitation.patient_id)
    elif invitation.clinic_id:
        Clinic.objects.held(invitation.clinic_id)


def _own_person_again(row: Invitation, user: User | None, now: dt.datetime) -> User:
    assert row.patient is not None
    person = own_person(row.patient, now)
    if person is None or not can_come_again(row.patient, now):
        raise ValidationError(_("There is nobody here who can be let in again."))
    if user is not None and user != person:
        raise ValidationError(_("This is for the person whose record it is, and you are signed in as someone else."))
    return person
