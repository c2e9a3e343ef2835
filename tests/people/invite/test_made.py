"""What becomes of an invitation that was made: its sheet, sent again, taken back, and whose it is."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people import invitations
from people.codes import as_typed
from people.invitations import Kind
from people.invite import made
from people.models import Invitation
from tests.people.invite.ways import HANDED, send


def test_a_sheet_is_shown_once_with_its_code_in_groups_and_a_picture(client, record, ada):
    client.force_login(ada)
    page = send(client, record, HANDED, name="Fay")

    code = page.context["code"]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", code)
    assert page.context["picture"].startswith("data:image/svg+xml;base64,")
    assert page["Cache-Control"] == "no-store"
    found = invitations.find(as_typed(code), now=timezone.now())
    assert found == Invitation.objects.get(name="Fay", email="")
    later_on = client.get(reverse("invitation", args=[found.pk])).content.decode()
    assert code not in later_on
    assert code.replace("-", "") not in later_on


def test_the_picture_of_the_sheet_is_the_address_with_the_code(client, record, ada, monkeypatch):
    drawn = []
    monkeypatch.setattr(made, "qr_code", lambda text: drawn.append(text) or "data:,")
    client.force_login(ada)
    code = send(client, record, HANDED).context["code"]

    assert drawn == [f"http://localhost:8000/join/{code.replace('-', '')}/"]


def invitation_of(record, by, **more):
    return invitations.invite(Kind.HELP, by=by, role="caregiver", patient=record, **more).invitation


def test_a_new_sheet_ends_the_old_one(client, record, ada):
    client.force_login(ada)
    first = send(client, record, HANDED).context["code"]
    second = client.post(reverse("invitation_again", args=[Invitation.objects.get().pk])).context["code"]

    assert invitations.find(as_typed(second), now=timezone.now())
    with pytest.raises(invitations.InvitationGone):
        invitations.find(as_typed(first), now=timezone.now())


def test_a_letter_is_sent_again_and_an_answered_one_is_not(client, record, ada, mailoutbox):
    row = invitation_of(record, ada, email="fay@example.org")
    Invitation.objects.update(made_at=timezone.now() - dt.timedelta(20), expires_at=timezone.now() - dt.timedelta(6))
    client.force_login(ada)
    address = reverse("invitation_again", args=[row.pk])
    assert client.get(reverse("invitation", args=[row.pk])).context["state"].startswith("Nobody answered until")
    client.post(address)
    assert client.get(reverse("invitation", args=[row.pk])).context["state"].startswith("It waits for an answer until")

    invitations.withdraw(row, by=ada, now=timezone.now())
    refused = client.post(address)
    assert (refused.status_code, refused.context["refused"]) == (
        422,
        "This invitation was answered already: withdrawn.",
    )
    assert len(mailoutbox) == 1


def test_an_invitation_is_taken_back_with_two_presses(client, record, ada):
    row = invitation_of(record, ada, email="fay@example.org")
    client.force_login(ada)
    address = reverse("invitation_withdraw", args=[row.pk])
    client.get(address)
    assert Invitation.objects.get().answer == ""

    for _twice in range(2):
        client.post(address)
    assert Invitation.objects.get().answer == "withdrawn"
    assert client.get(reverse("invitation", args=[row.pk])).context["state"].startswith("It was taken back on")


@pytest.mark.parametrize("page", ["invitation", "invitation_again", "invitation_withdraw"])
def test_who_may_not_invite_finds_no_invitation(client, record, ada, ben, cleo, dan, page):
    row = invitation_of(record, ada)
    address = reverse(page, args=[row.pk])
    for user, status in ((ada, 200), (cleo, 200), (ben, 404), (dan, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_the_person_takes_back_a_new_way_into_their_account_but_makes_none(client, record, ada, cleo):
    row = invitations.invite(Kind.AGAIN, by=cleo, role="patient", patient=record).invitation
    client.force_login(ada)
    shown = client.get(reverse("invitation", args=[row.pk]))
    assert (shown.context["waits"], shown.context["may_renew"]) == (True, False)
    refused = client.post(reverse("invitation_again", args=[row.pk]))
    assert (refused.status_code, refused.context["refused"]) == (422, "You can't invite anybody to this.")

    client.post(reverse("invitation_withdraw", args=[row.pk]))
    assert Invitation.objects.get().answer == "withdrawn"
