"""Before what matters it is asked once more who it is, and at most every quarter of an hour."""

import time

import pytest
from django.core import mail
from django.urls import reverse

from people import recheck
from people.models import User
from tests.people.account.ways import by_password, code_in, link_in, verified

LEAVE = reverse("leave")


def later(client, seconds=recheck.LASTS + 1):
    """The sign-in is as long ago."""
    session = client.session
    session[recheck.SIGNED_IN_AT] = time.time() - seconds
    session.save()


def test_who_signed_in_just_now_is_not_asked(client, ada):
    by_password(client, ada)

    assert client.get(LEAVE).status_code == 200


def test_who_signed_in_longer_ago_is_asked_and_comes_back_by_the_link_of_a_letter(client, ada):
    client.force_login(verified(ada))
    later(client)
    asked = client.get(LEAVE)["Location"]
    assert asked == f"{reverse('account_request_reauthentication_code')}?next=%2Faccount%2Fleave%2F"
    sent = client.post(asked, {"recipient": ada.email, "next": LEAVE})["Location"]
    link = link_in(mail.outbox[0])
    assert client.get(link).context["verify_form"]["code"].value() == code_in(mail.outbox[0])

    assert client.post(sent, {"code": code_in(mail.outbox[0]), "next": LEAVE})["Location"] == LEAVE
    assert client.get(LEAVE).status_code == 200


def test_a_password_is_another_way(client, ada):
    client.force_login(verified(ada))
    later(client)
    page = client.get(client.get(LEAVE)["Location"])
    assert [str(way["description"]) for way in page.context["reauthentication_alternatives"]] == ["With my password"]
    client.post(reverse("account_reauthenticate"), {"password": "a long enough secret", "next": LEAVE})

    assert client.get(LEAVE).status_code == 200


def test_a_wrong_password_is_no_way(client, ada):
    client.force_login(ada)
    later(client)
    client.post(reverse("account_reauthenticate"), {"password": "wrong", "next": LEAVE})

    assert client.get(LEAVE).status_code == 302


def test_what_was_sent_goes_on_after_it(client, ada):
    client.force_login(verified(ada))
    later(client)
    response = client.post(reverse("account_email"), {"email": "new@example.org"})
    assert not mail.outbox
    client.post(response["Location"], {"recipient": ada.email})
    code = code_in(mail.outbox[-1])
    at = reverse("account_email")
    client.post(reverse("account_confirm_reauthentication_code"), {"code": code, "next": at})

    assert mail.outbox[-1].to == ["new@example.org"]


def test_who_came_by_a_sheet_cannot_be_asked_and_goes_on(client, record):
    eve = User.objects.create_user(None, None, name="Eve")
    client.force_login(eve)
    later(client)

    assert client.get(LEAVE).status_code == 200


def test_in_the_demo_nobody_is_asked(client, ada, settings):
    settings.RECHECKS = False
    client.force_login(verified(ada))
    later(client)

    assert client.get(LEAVE).status_code == 200


@pytest.mark.parametrize("seconds", [recheck.LASTS - 60, recheck.LASTS + 1])
def test_it_is_remembered_for_15_minutes(client, ada, seconds):
    client.force_login(verified(ada))
    later(client, seconds)

    assert client.get(LEAVE).status_code == (200 if seconds < 900 else 302)


def test_a_program_is_told_in_words(rf, ada):
    request = rf.get("/api/v1/patients/")
    request.user, request.session = verified(ada), {}
    response = recheck.recheck_first(lambda request: None)(request)

    assert (response.status_code, b"Sign in once more" in response.content) == (403, True)


@pytest.mark.parametrize("name", ["leave", "account_email", "mfa_add_webauthn"])
def test_leaving_a_new_address_and_a_passkey_ask_first(client, ada, name):
    client.force_login(verified(ada))
    later(client)

    assert client.get(reverse(name))["Location"].startswith(reverse("account_request_reauthentication_code"))


def test_sharing_asks_first(client, ada, record):
    client.force_login(verified(ada))
    later(client)

    at = reverse("share", args=[record.pk])
    assert client.get(at)["Location"].startswith(reverse("account_request_reauthentication_code"))
