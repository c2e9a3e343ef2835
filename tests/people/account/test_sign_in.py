"""Coming in: by a code, a password or a passkey, and what is answered to those who guess."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from people.models import AuditEvent, User
from tests.cast import PASSWORD
from tests.people.account.ways import ask_for_code, by_password, code_in, link_in, verified

LOGIN, WAY = reverse("account_login"), reverse("account_login_way")


def is_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_the_address_comes_first_and_then_the_way(client, ada):
    verified(ada)
    response = client.post(f"{LOGIN}?next=/help/", {"login": ada.email, "remember": "on"})
    assert response["Location"] == f"{WAY}?next=%2Fhelp%2F"

    page = client.get(response["Location"])
    assert page.context["address"] == ada.email
    response = client.post(LOGIN, {"login": ada.email, "password": PASSWORD, "remember": "on", "next": "/help/"})
    assert response["Location"] == "/help/"


def test_without_an_address_there_is_no_second_step_to_see(client, db):
    assert client.get(WAY)["Location"] == LOGIN


def test_an_address_that_is_none_is_told_beside_it(client, db):
    response = client.post(LOGIN, {"login": "ada"})

    assert (response.status_code, [*response.context["form"].errors]) == (422, ["login"])


def test_the_link_of_the_letter_brings_the_code_along(client, ada):
    verified(ada)
    assert ask_for_code(client, ada.email)["Location"] == reverse("account_confirm_login_code")
    (letter,) = mail.outbox
    link = link_in(letter)
    page = client.get(link)

    assert page.context["verify_form"]["code"].value() == code_in(letter)
    client.post(link, {"code": code_in(letter)})
    assert is_in(client)


def test_in_another_browser_the_link_shows_the_code_to_write(client, ada):
    verified(ada)
    ask_for_code(client, ada.email)
    client.cookies.clear()
    page = client.get(link_in(mail.outbox[0]))

    assert code_in(mail.outbox[0]) in page.content.decode()
    assert not is_in(client)


def test_a_code_is_asked_for_and_another_way_taken_after_all(client, ada):
    verified(ada)
    client.post(LOGIN, {"login": ada.email})
    ask_for_code(client, ada.email)

    assert client.get(WAY).status_code == 200
    by_password(client, ada)
    assert is_in(client)


def test_five_wrong_codes_end_the_code(client, ada):
    verified(ada)
    ask_for_code(client, ada.email)
    for _try in range(5):
        client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})

    assert not is_in(client)
    assert AuditEvent.objects.filter(verb="sign-in failed", detail=f"user {ada.pk} code").count() == 5


@pytest.mark.parametrize("known", ["not verified", "nobody", "left"])
def test_an_address_that_nobody_has_verified_is_sent_neither_code_nor_link(client, ada, known):
    address = "nobody@example.org" if known == "nobody" else ada.email
    if known == "not verified":
        EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=False)
    if known == "left":
        verified(ada)
        User.objects.filter(pk=ada.pk).update(is_active=False)
    ask_for_code(client, address)
    client.post(reverse("account_reset_password"), {"email": address})

    assert {receiver for letter in mail.outbox for receiver in letter.to} == {"nobody@alsweak.invalid"}


def test_a_waiting_new_address_opens_nothing_yet(client, ada):
    verified(ada)
    EmailAddress.objects.create(user=ada, email="new@example.org", verified=False)
    client.post(LOGIN, {"login": "new@example.org", "password": PASSWORD})

    assert not is_in(client)


def test_a_password_opens_nothing_before_the_address_is_verified(client, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=False)
    response = by_password(client, ada)

    assert response["Location"] == reverse("account_email_verification_sent")
    assert not is_in(client)


@pytest.mark.parametrize(("remember", "days"), [({"remember": "on"}, 90), ({}, 0)])
def test_a_device_is_remembered_for_90_days_by_choice_alone(client, ada, remember, days):
    by_password(client, ada, **remember)

    assert client.session.get_expire_at_browser_close() is (days == 0)
    assert client.cookies["sessionid"]["max-age"] == (days * 24 * 3600 or "")


def test_the_choice_counts_for_a_code_too(client, ada):
    verified(ada)
    client.post(LOGIN, {"login": ada.email, "remember": "on"})
    ask_for_code(client, ada.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})

    assert client.cookies["sessionid"]["max-age"] == 90 * 24 * 3600


def test_wrong_passwords_from_elsewhere_lock_nobody_out(client, ada):
    for _try in range(25):
        by_password(client, ada, "wrong")
    blocked = by_password(client, ada)
    assert not is_in(client)
    assert "Wait five minutes" in blocked.content.decode()

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    by_password(client, ada)
    assert is_in(client)


def test_where_passwords_were_tried_too_often_a_code_still_opens(client, ada):
    verified(ada)
    for _try in range(6):
        by_password(client, ada, "wrong")
    ask_for_code(client, ada.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})

    assert is_in(client)


def test_codes_asked_for_from_elsewhere_do_not_keep_the_owner_from_theirs(client, ada):
    verified(ada)
    client.post(LOGIN, {"login": ada.email})
    for _try in range(4):
        ask_for_code(client, ada.email)
    assert len(mail.outbox) == 3

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    ask_for_code(client, ada.email)
    assert len(mail.outbox) == 4


def test_on_a_laptop_without_a_mail_server_a_new_account_leads_in(client, db, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    said = {"name": "Eve", "email": "eve@example.org", "password1": PASSWORD}
    page = client.post(reverse("account_signup"), said, follow=True)
    assert "what it would send is written where the site was started" in page.content.decode()
    eve = User.objects.get(email="eve@example.org")
    assert not is_in(client)
    client.post(link_in(mail.outbox[0]))
    by_password(client, eve)

    assert is_in(client)


def test_where_letters_go_out_nothing_is_said_of_the_console(client, db, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    page = client.get(reverse("account_email_verification_sent"))

    assert "mail server" not in page.content.decode()


def test_a_new_account_has_the_name_that_was_given(client, db):
    client.post(reverse("account_signup"), {"name": " Eve ", "email": "eve@example.org", "password1": PASSWORD})

    assert User.objects.get(email="eve@example.org").name == "Eve"


def test_a_name_of_200_letters_is_refused_in_a_sentence_and_no_account_made(client, db):
    said = {"name": "x" * 200, "email": "eve@example.org", "password1": PASSWORD}
    response = client.post(reverse("account_signup"), said)

    assert [*response.context["form"].errors] == ["name"]
    assert not User.objects.exists()


def test_who_verifies_an_address_gets_it_from_whoever_mistyped_it(client, ada, dan):
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=False)
    verified(dan)
    client.force_login(dan)
    client.post(reverse("account_email"), {"email": ada.email})
    client.post(link_in(mail.outbox[0]))

    dan.refresh_from_db()
    ada.refresh_from_db()
    assert (dan.email, ada.email) == ("ada@example.org", None)


def test_coming_and_going_and_failing_are_in_the_audit(client, ada):
    by_password(client, ada, "wrong")
    by_password(client, ada)
    client.post(reverse("account_logout"))

    events = [(event.verb, event.user) for event in AuditEvent.objects.order_by("pk")]
    assert events == [("sign-in failed", None), ("sign-in", ada), ("sign-out", ada)]
    assert AuditEvent.objects.get(verb="sign-in failed").detail == f"user {ada.pk}"  # who was meant, not who it was


@pytest.mark.parametrize("gone", ["2fa/", "2fa/webauthn/", "2fa/webauthn/signup/", "sessions/", "signup/passkey/"])
def test_pages_of_allauth_that_are_none_of_this_site_are_not_there(client, ada, gone):
    client.force_login(ada)

    assert client.get(f"/accounts/{gone}").status_code == 404


def test_a_closed_sign_up_says_how_one_gets_in(client, db, settings):
    settings.ALSWEAK_OPEN_SIGNUP = False

    assert "invites you" in client.get(reverse("account_signup")).content.decode()
