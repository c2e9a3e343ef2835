"""Every state in which a link leads nowhere is a calm page with a way on."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people import invitations
from people.models import Invitation, Membership, User
from tests.people.join.ways import JOIN, answer, opened


def make_gone(made, how, ada):
    now = timezone.now()
    if how == "used":
        invitations.accept(made.invitation, user=None, now=now)
    elif how == "declined":
        invitations.decline(made.invitation, user=None, now=now)
    elif how == "withdrawn":
        invitations.withdraw(made.invitation, by=ada, now=now)
    elif how == "expired":
        Invitation.objects.update(made_at=now - dt.timedelta(15), expires_at=now)
    elif how == "replaced":
        invitations.renew(made.invitation, by=ada, now=now)
    elif how == "inviter left":
        Membership.objects.filter(user=ada).update(ends_at=now)


GONE = ["used", "declined", "withdrawn", "expired", "replaced", "inviter left"]


@pytest.mark.parametrize("do", ["look", "accept", "decline", "not_me"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("how", GONE)
def test_what_is_gone_is_a_calm_page_with_a_way_on_however_one_comes(client, letter, ada, how, when, do):
    """Before or after the link was opened."""
    if when == "after":
        opened(client, letter)
    make_gone(letter, how, ada)
    if when == "before":
        opened(client, letter)
    users, grants = User.objects.count(), Membership.objects.current().count()
    response = client.get(JOIN) if do == "look" else answer(client, do, name="Eve")

    assert response.status_code == 200
    assert response.templates[0].name == "people/join/gone.html"
    assert len(response.context["sentence"]) > 40
    assert reverse("join_code") in response.content.decode()
    assert (User.objects.count(), Membership.objects.current().count()) == (users, grants)


def test_who_comes_without_a_link_is_told_to_open_it(client, db):
    assert client.get(JOIN).context["sentence"] == "Open the link in your letter, or scan the sheet, once more."


def test_who_accepted_and_opens_the_link_again_goes_on(client, letter):
    answer(opened(client, letter))

    assert opened(client, letter).get(JOIN)["Location"] == "/"
