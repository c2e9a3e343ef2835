"""A clinic lets the person of a record into their account again."""

import pytest
from django.urls import reverse

from people.models import Invitation


@pytest.mark.parametrize("how", ["email", "paper"])
def test_the_clinic_lets_the_person_in_again_and_they_are_told(client, record, ada, cleo, mailoutbox, how):
    client.force_login(cleo)
    address = reverse("let_in_again", args=[record.pk])
    assert address in client.get(reverse("sharing", args=[record.pk])).content.decode()
    response = client.post(address, {"how": how})

    assert response.status_code == (302 if how == "email" else 200)
    assert [sent.to for sent in mailoutbox] == [[ada.email]]
    subjects = {"email": "Cleo invites you to alsweak", "paper": "A new way into your account was made"}
    assert mailoutbox[0].subject == subjects[how]
    assert Invitation.objects.get().kind == "again"


def test_who_has_no_mailbox_is_let_in_again_by_a_sheet_alone(client, record, ada, cleo, mailoutbox):
    type(ada).objects.filter(pk=ada.pk).update(email=None)
    client.force_login(cleo)
    address = reverse("let_in_again", args=[record.pk])
    assert client.post(address, {"how": "email"}).context["by"] == ""
    assert Invitation.objects.count() == 0

    assert "code" in client.post(address, {"how": "paper"}).context
    assert mailoutbox == []


def test_nobody_but_the_clinic_lets_the_person_in_again(client, record, ada, ben):
    for user in (ada, ben):
        client.force_login(user)
        assert client.get(reverse("let_in_again", args=[record.pk])).status_code == 403
