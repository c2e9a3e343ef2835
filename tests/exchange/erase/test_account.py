"""An account is erased: it opens nothing, and what it wrote in records of others stays without its name."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from exchange.erase import receipt
from exchange.erase.account import erase_account
from people import consent, invitations, tokens
from people.models import AccessToken, AuditEvent, Invitation, Membership, Patient, User
from symptoms.models import CheckIn, Draft
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.people.account.ways import verified, with_passkey

pytestmark = pytest.mark.django_db


def erased(user, with_records=False):
    return erase_account(user, with_records=with_records, asked_by=receipt.OWNER, now=timezone.now())


def test_it_opens_nothing_and_names_nobody(client, record, ada, ben):
    verified(ben)
    with_passkey(ben)
    more = {"scope": "read", "patients": None, "lasts": tokens.USUAL, "two_factors": False, "now": timezone.now()}
    tokens.make(ben, "Ben's scale", **more)
    verbs.record_check_in(record, TODAY, {"weakness.neck": 3}, by=ben, source="caregiver", now=NOW)
    Draft.objects.create(patient=record, author=ben, day=TODAY, kind="check_in", touched_at=NOW)
    invitations.invite("help", by=ada, role="caregiver", patient=record, email=ben.email, name="Ben")
    client.force_login(ben)
    done = erased(ben)

    shell = User.objects.get(pk=ben.pk)
    assert (shell.name, shell.email, shell.is_active, str(shell)) == (
        "",
        None,
        False,
        "someone whose account was erased",
    )
    assert shell.erased_at
    assert not shell.has_usable_password()
    for model in (EmailAddress, Authenticator, Draft, Session):
        assert not model.objects.exists()
    token = AccessToken.objects.get()
    assert (token.name, bool(token.ended_at)) == ("", True)
    assert Invitation.objects.values_list("name", "email").get() == ("", "")
    assert not Membership.objects.current().filter(user=ben).exists()
    assert str(CheckIn.objects.get().author) == "someone whose account was erased"
    assert done.receipt["emptied"] == {"people.AccessToken": 1, "people.Invitation": 1, "people.User": 1}
    assert done.subject.startswith(f"{ben.pk}-")


def test_its_own_record_goes_only_where_that_was_said(record, ada, ben):
    erased(ada)
    assert Patient.objects.get(pk=record.pk).name == "Ada"  # the clinic keeps it

    consent.grant(record, ben, role="patient", access="write", by=None)
    erased(ben, with_records=True)
    assert not Patient.objects.exists()


def test_twice_is_once(ben):
    first = erased(ben)

    assert erased(ben) == first
    assert AuditEvent.objects.filter(user=ben, verb="erase").count() == 1


def test_the_last_who_runs_a_clinic_has_to_hand_it_over_first(clinic, cleo):
    Membership.objects.create(user=cleo, clinic=clinic, role="admin")
    with pytest.raises(ValidationError, match="last one who runs North Clinic"):
        erased(cleo)

    assert User.objects.get(pk=cleo.pk).email == cleo.email
