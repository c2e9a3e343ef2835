"""One's own account, and leaving it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.consent import grant
from people.models import AuditEvent, Membership, User
from people.records import start_own_record
from tests.cast import PASSWORD, person
from tests.people.account.ways import by_password, link_in, verified, with_app

ACCOUNT, LEAVE, DEVICES, EMAIL = map(reverse, ("account", "leave", "sessions", "account_email"))
SURE = {"sure": "on"}


def verbs():
    return [event.verb for event in AuditEvent.objects.exclude(verb__startswith="sign").order_by("pk")]


@pytest.mark.parametrize("who", ["ada", "ben", "cleo", "dan"])
def test_everybody_has_one_place_for_all_of_it(client, who, request):
    client.force_login(request.getfixturevalue(who))
    page = client.get(ACCOUNT).content.decode()

    for name in (
        "account_name",
        "account_email",
        "account_change_password",
        "passkeys",
        "sessions",
        "settings",
        "account_logout",
        "leave",
    ):
        assert f'href="{reverse(name)}"' in page


def test_a_name_is_said_once_and_can_be_mended(client, ada):
    client.force_login(ada)
    client.post(reverse("account_name"), {"name": "  עדה "})
    ada.refresh_from_db()

    assert ada.name == "עדה"
    assert verbs() == ["name changed"]


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_name_that_is_none_or_too_long_is_told(client, ada, name):
    client.force_login(ada)
    response = client.post(reverse("account_name"), {"name": name})

    assert (response.status_code, User.objects.get(pk=ada.pk).name) == (422, "Ada")


def test_a_new_address_counts_once_it_is_verified(client, ada):
    client.force_login(verified(ada))
    client.post(EMAIL, {"email": "New@Example.org"})
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    client.post(link_in(mail.outbox[0]))

    ada.refresh_from_db()
    assert ada.email == "new@example.org"
    assert [each.email for each in EmailAddress.objects.filter(user=ada)] == ["new@example.org"]
    assert mail.outbox[-1].to == ["ada@example.org"]  # who had the account is told
    assert verbs() == ["email changed"]


def test_a_new_address_can_be_given_up_again(client, ada):
    client.force_login(verified(ada))
    client.post(EMAIL, {"email": "new@example.org"})
    client.post(EMAIL, {"drop": "1"})

    assert [each.email for each in EmailAddress.objects.all()] == ["ada@example.org"]


def test_the_address_of_another_account_is_answered_like_any_other(client, ada, dan):
    verified(dan)
    client.force_login(verified(ada))
    answers = []
    for address in (dan.email, "nobody@example.org"):
        response = client.post(EMAIL, {"email": address}, follow=True)
        answers.append(response.content.decode().replace(address, "..").partition("<main")[2].partition("csrf")[0])
    assert answers[0] == answers[1]

    client.post(EMAIL, {"email": dan.email})
    client.post(link_in(mail.outbox[-1]))
    dan.refresh_from_db()
    assert dan.email == "dan@example.org"


def test_who_came_by_a_sheet_gives_an_address_later(client, db):
    eve = User.objects.create_user(None, None, name="Eve")
    client.force_login(eve)
    client.post(EMAIL, {"email": "eve@example.org"})
    client.post(link_in(mail.outbox[0]))

    eve.refresh_from_db()
    assert eve.email == "eve@example.org"


def test_a_new_password_signs_the_other_devices_out(client, ada):
    other = Client()
    by_password(other, ada)
    by_password(client, ada)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "another long secret"})

    assert client.get(ACCOUNT).status_code == 200
    assert other.get(ACCOUNT).status_code == 302
    assert verbs() == ["password changed"]


def test_ones_own_sessions_are_listed_and_ended_one_or_all_others(client, ada, dan):
    others = [Client(headers={"user-agent": "Mozilla (iPad) Safari"}) for _each in range(3)]
    for each in others:
        by_password(each, ada)
    by_password(client, ada)
    by_password(Client(), dan)
    rows = client.get(DEVICES).context["rows"]
    assert [is_here for _row, is_here in rows] == [True, False, False, False]

    client.post(DEVICES, {"end": UserSession.objects.filter(user=ada).order_by("pk").first().pk})
    assert [each.get(ACCOUNT).status_code for each in others] == [302, 200, 200]
    client.post(DEVICES, {"others": "1"})
    assert [each.get(ACCOUNT).status_code for each in others] == [302, 302, 302]
    assert client.get(ACCOUNT).status_code == 200
    assert verbs() == ["session ended", "session ended"]


def test_nobody_ends_anothers_session(client, ada, dan):
    by_password(Client(), dan)
    client.force_login(ada)

    for which in (UserSession.objects.get(user=dan).pk, "x", "9" * 30):
        assert client.post(DEVICES, {"end": which}).status_code == 404
    assert UserSession.objects.filter(user=dan).count() == 1


def test_leaving_says_first_what_happens_to_the_record(client, ada, ben, cleo):
    for user, told in (
        (ada, "Your record stays with North Clinic"),
        (ben, "You can't open the record that you help with any more."),
        (cleo, "You don't work in North Clinic any more."),
    ):
        client.force_login(user)
        assert told in client.get(LEAVE).content.decode().replace("&#x27;", "'")
    assert verbs() == []


def test_leaving_needs_two_presses_in_two_places(client, ada):
    client.force_login(ada)

    assert client.post(LEAVE).status_code == 422
    assert User.objects.get(pk=ada.pk).is_active


def test_who_leaves_opens_nothing_any_more_and_what_they_wrote_stays(client, ada, record):
    with_app(verified(ada))
    other = Client()
    by_password(other, ada)
    client.force_login(ada)
    response = client.post(LEAVE, SURE)
    assert response["Location"] == reverse("left")

    ada.refresh_from_db()
    assert (ada.is_active, ada.email, ada.has_usable_password(), ada.name) == (False, None, False, "Ada")
    assert other.get(ACCOUNT).status_code == client.get(ACCOUNT).status_code == 302
    assert not Membership.objects.current().filter(user=ada).exists()
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    record.refresh_from_db()
    assert record.ended_on is None
    assert "leave" in verbs()
    assert mail.outbox[-1].to == ["ada@example.org"]


def test_the_address_of_who_left_can_be_used_anew(client, ada):
    client.force_login(verified(ada))
    client.post(LEAVE, SURE)
    said = {"name": "Ada", "email": "ada@example.org", "password1": PASSWORD}
    client.post(reverse("account_signup"), said)

    assert User.objects.get(email="ada@example.org").is_active


def test_a_record_that_nobody_else_keeps_is_closed_and_family_can_still_read_it(client, db, ben):
    eve = person("Eve")
    own = start_own_record(eve, name="Eve")
    grant(own, ben, role="caregiver", access="read", by=eve)
    client.force_login(eve)
    assert "Your record is closed." in client.get(LEAVE).content.decode()
    client.post(LEAVE, SURE)

    own.refresh_from_db()
    assert own.ended_why == "withdrew"
    client.force_login(ben)
    assert client.get(reverse("summary", args=[own.pk])).status_code == 200


def test_the_last_one_who_runs_a_clinic_cannot_leave_and_nothing_is_half_done(client, cleo, clinic):
    Membership.objects.create(user=cleo, clinic=clinic, role="admin", access="write")
    client.force_login(cleo)
    assert "You are the last one who runs a clinic." in client.get(LEAVE).content.decode()

    assert client.post(LEAVE, SURE).status_code == 422
    assert Membership.objects.current().filter(user=cleo).count() == 2
    assert User.objects.get(pk=cleo.pk).is_active


def test_one_of_two_who_run_a_clinic_can_leave(client, cleo, dan, clinic):
    for user in (cleo, dan):
        Membership.objects.create(user=user, clinic=clinic, role="admin", access="write")
    client.force_login(cleo)
    client.post(LEAVE, SURE)

    assert not Membership.objects.current().filter(user=cleo).exists()


def test_without_a_record_one_finds_the_account_and_the_way_out(client, db):
    client.force_login(person("Eve"))
    for path in ("/", reverse("check_in_mine"), reverse("start")):
        assert f'href="{ACCOUNT}"' in client.get(path, follow=True).content.decode()
