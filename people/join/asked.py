"""What the pages of the way in say: what an invitation opens, to whom, and where it leads."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people import clinics
from people.asking import own_person
from people.consent import PARTS
from people.invitations import OF_AN_ACCOUNT
from people.join import words
from people.models import Clinic, Invitation, Membership, Patient, User
from people.newcomers import account_of, is_theirs

Kind = Invitation.Kind
Role = Membership.Role


@dataclass(frozen=True)
class Asked:
    """An invitation before someone: ``user`` is who is signed in, None for nobody."""

    invitation: Invitation
    user: User | None

    @property
    def inviter(self) -> str:
        """Who invites, in words: a person, and their clinic where they work in it."""
        row = self.invitation
        clinic = row.clinic or (row.patient.clinic if row.patient and row.kind in (Kind.YOURS, Kind.AGAIN) else None)
        if row.made_by is None:
            return str(clinic)
        return f"{row.made_by}, {clinic}" if clinic and not clinic.is_own_records else str(row.made_by)

    @cached_property
    def someone_else(self) -> bool:
        """Whether whoever is signed in has to be asked if they mean it: it was not sent to their address."""
        if self.user is None or self.for_another:
            return False
        return self.invitation.kind != Kind.AGAIN and not is_theirs(self.user, self.invitation.email)

    @cached_property
    def needs_sign_in(self) -> bool:
        """Whether the one it was sent to has an account, or has to have one, and is not signed in."""
        if self.user is not None or self.invitation.kind == Kind.AGAIN:
            return False
        return self.invitation.kind in OF_AN_ACCOUNT or self.has_account

    @cached_property
    def has_account(self) -> bool:
        return bool(self.invitation.email) and account_of(self.invitation.email) is not None

    @cached_property
    def for_another(self) -> bool:
        """Whether the one who is signed in can't accept it at all: a new way in is for the person of the record."""
        row = self.invitation
        return self.user is not None and row.kind == Kind.AGAIN and self.user != self.own_person

    @cached_property
    def own_person(self) -> User | None:
        patient = self.invitation.patient
        return own_person(patient, timezone.now()) if patient else None

    @cached_property
    def makes_an_account(self) -> bool:
        return self.user is None and not self.needs_sign_in and self.invitation.kind != Kind.AGAIN

    @cached_property
    def records(self) -> list[Patient]:
        """Which of their own a person can open to the clinic that asks."""
        if self.invitation.kind != Kind.FROM_CLINIC or self.user is None:
            return []
        own = self.user.memberships.current().filter(role=Role.PATIENT).select_related("patient__clinic")
        clinic = self.invitation.clinic_id
        found = [grant.patient for grant in own if grant.patient]
        return [one for one in found if one.is_kept_alone or one.clinic_id == clinic]

    @cached_property
    def clinics(self) -> list[Clinic]:
        """Into which of theirs a clinician can take the record."""
        if self.invitation.kind != Kind.TO_CLINIC or self.user is None:
            return []
        return list(clinics.clinics_written_by(self.user))

    @property
    def leads_nowhere(self) -> str:
        """Why whoever is signed in can't say yes; blank where they can."""
        if self.user is None:
            return ""
        if self.for_another:
            return _("This is for the person whose record it is. You can't use it from your account.")
        if self.invitation.kind == Kind.FROM_CLINIC and not self.records:
            return _("You have no record of your own here that could be opened. Start one first, then come back.")
        if self.invitation.kind == Kind.TO_CLINIC and not self.clinics:
            return _("Only a clinician who works in a clinic here can take a record into it.")
        return ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is shown before anything is accepted: a heading and a sentence each."""
        return words.facts_of(self.invitation)

    @property
    def all_parts(self) -> Iterable[tuple[str, object]]:
        return PARTS.items()

    def record_of(self, chosen: str | None) -> Patient | None:
        return _one_of(self.records, chosen, uuid.UUID)

    def clinic_of(self, chosen: str | None) -> Clinic | None:
        return _one_of(self.clinics, chosen, int)


def next_page(invitation: Invitation) -> str:
    """Where someone goes on who has said yes."""
    patient = invitation.patient_id
    if invitation.kind == Kind.YOURS:
        return reverse("first_day", args=[patient])
    if invitation.kind in (Kind.HELP, Kind.AGAIN) and invitation.role != Role.CLINICIAN:
        return f"{reverse('home')}?person={patient}"
    return reverse("home")


Row = TypeVar("Row", Patient, Clinic)


def _one_of(rows: list[Row], chosen: str | None, kind: type) -> Row | None:
    """The chosen one, or the only one."""
    if len(rows) == 1:
        return rows[0]
    try:
        wanted = kind(chosen or "")
    except ValueError:
        return None
    return next((row for row in rows if row.pk == wanted), None)
