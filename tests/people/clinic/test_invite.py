"""Asking a colleague in."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people import invitations
from people.codes import as_typed
from people.models import Invitation
from tests.people.clinic.ways import asked, work


def test_a_colleague_is_invited_by_e_mail_and_joins(signed_in, clinic, fay):
    response = signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked(role="therapist"))
    assert response["Location"] == reverse("team", args=[clinic.pk])

    (letter,) = mail.outbox
    (secret,) = re.findall(r"/join/([\w-]+)/", letter.body)
    assert letter.subject == "Fay invites you to alsweak"
    invitation = invitations.find(secret, now=timezone.now())
    invitations.accept(invitation, user=None, now=timezone.now(), name="Gus")
    assert work(clinic) == {("Fay", "admin"), ("Gus", "therapist")}


def test_a_colleague_without_a_mailbox_gets_a_code_that_is_shown_once(signed_in, clinic):
    page = signed_in.post(
        reverse("invite_colleague", args=[clinic.pk]), asked(by="hand", email="gus@example.org", name="Gus")
    )
    code = page.context["code"]
    invitation = invitations.find(as_typed(code.lower()), now=timezone.now())

    assert (invitation.name, invitation.email, mail.outbox) == ("Gus", "", [])
    assert code in page.content.decode()
    assert code not in signed_in.get(reverse("team", args=[clinic.pk])).content.decode()


@pytest.mark.parametrize(
    ("changed", "where", "sentence"),
    [
        ({"email": ""}, "email", "Write the address that the invitation goes to."),
        ({"email": "gus"}, "email", "Enter a valid email address."),
        ({"by": "hand"}, "name", "Write a name, so that you know whose code it is."),
        ({"email": "CLEO@example.org"}, "email", "They do that here already."),
        ({"by": "hand", "name": "N" * 101}, "name", "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_an_invitation_that_cannot_be_is_told_beside_its_item(signed_in, clinic, cleo, changed, where, sentence):
    response = signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked(**changed))

    assert response.status_code == 422
    assert response.context["form"].errors == {where: [sentence]}
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_nobody_is_invited_to_a_clinic_as_a_patient(signed_in, clinic):
    assert signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked(role="patient")).status_code == 422
    assert Invitation.objects.count() == 0


def test_who_was_asked_waits_on_the_page_of_the_team(signed_in, clinic):
    signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked())
    invitation = Invitation.objects.get()
    waiting = signed_in.get(reverse("team", args=[clinic.pk])).context["waiting"]
    assert [row for row, _state in waiting] == [invitation]

    signed_in.post(reverse("invitation_withdraw", args=[invitation.pk]))
    assert signed_in.get(reverse("team", args=[clinic.pk])).context["waiting"] == []
