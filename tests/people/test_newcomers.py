"""The accounts that follow from an invitation."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from people import consent, invitations
from people.invitations import InvitationGone, Kind
from people.models import AuditEvent, Invitation, Membership, User
from tests.people.invited import ask, gone


def test_accepting_makes_an_account_without_a_password_whose_address_is_verified(record, cleo):
    made = ask(Kind.YOURS, cleo, patient=record, email="Ada@Example.org", name="Ada")

    user = invitations.accept(made.invitation, user=None, now=timezone.now(), name="Ada L.")

    assert (user.name, user.email, user.has_usable_password()) == ("Ada L.", "ada@example.org", False)
    assert EmailAddress.objects.get(user=user).verified
    grant = Membership.objects.get(user=user)
    assert (grant.role, grant.purpose, grant.basis, grant.text_version) == (
        "patient",
        "own",
        "self",
        consent.TEXT_VERSION,
    )


def test_a_sheet_makes_an_account_without_an_address(record, cleo):
    made = ask(Kind.YOURS, cleo, patient=record, name="Ada")
    user = invitations.accept(made.invitation, user=None, now=timezone.now())

    assert (user.name, user.email) == ("Ada", None)


def test_two_sheets_for_one_person_come_to_one_account(record, cleo):
    first = ask(Kind.YOURS, cleo, patient=record)
    second = ask(Kind.YOURS, cleo, patient=record, email="ada@example.org")

    assert gone(first).startswith("This invitation was withdrawn")
    invitations.accept(second.invitation, user=None, now=timezone.now())
    with pytest.raises(ValidationError, match="already belongs to someone"):
        ask(Kind.YOURS, cleo, patient=record)


def test_an_address_that_has_an_account_gets_no_second_one(record, ada, ben):
    made = ask(Kind.HELP, ada, patient=record, email=ben.email)

    with pytest.raises(ValidationError, match="There is an account with this address"):
        invitations.accept(made.invitation, user=None, now=timezone.now())
    assert Invitation.objects.get().answer == ""


def test_a_name_of_200_letters_is_refused_and_one_from_right_to_left_is_kept(record, cleo):
    made = ask(Kind.YOURS, cleo, patient=record, email="ada@example.org")
    with pytest.raises(ValidationError):
        invitations.accept(made.invitation, user=None, now=timezone.now(), name="a" * 200)
    assert not User.objects.filter(email="ada@example.org").exists()

    assert invitations.accept(made.invitation, user=None, now=timezone.now(), name="עדה").name == "עדה"


def test_the_person_of_a_record_is_let_in_again_as_themselves(record, ada, ben, cleo):
    made = ask(Kind.AGAIN, cleo, patient=record)
    with pytest.raises(ValidationError, match="signed in as someone else"):
        invitations.accept(made.invitation, user=ben, now=timezone.now())

    assert invitations.accept(made.invitation, user=None, now=timezone.now()) == ada
    assert ada.memberships.current().count() == 1
    verbs = AuditEvent.objects.filter(patient=record).order_by("pk").values_list("verb", "user__name")
    assert list(verbs) == [("invite", "Cleo"), ("accept invitation", "Ada")]


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_the_same_moment_come_to_one_account(record, cleo):
    made = ask(Kind.YOURS, cleo, patient=record)
    results, start = [], threading.Barrier(2)

    def accept():
        start.wait()
        try:
            results.append(invitations.accept(made.invitation, user=None, now=timezone.now()).pk)
        except InvitationGone:
            results.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([result for result in results if result == "gone"]) == 1
    assert Membership.objects.filter(role="patient", patient=record).count() == 1
    assert User.objects.filter(email=None).count() == 1
