"""What the fields of coming in say of themselves: once, in a label, and what a new password has to be."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.templatetags.copied import fours
from tests.cast import PASSWORD
from tests.people.account.ways import ask_for_code, by_password, verified

NEW = "another long secret"
SAID = "At least 8 signs: a few words together are good. No name or address of yours."


def reset_link(client, user):
    """Where the link of the letter leads to."""
    client.post(reverse("account_reset_password"), {"email": user.email})
    word = next(word for word in mail.outbox[-1].body.split() if "/reset/key/" in word)
    return client.get(word, follow=True).request["PATH_INFO"]


def pages(client, ada, cleo):
    """Each page with a field of allauth's."""
    by_password(client, verified(ada))
    yield from ((client, reverse(name)) for name in ("account_change_password", "account_reauthenticate"))
    staff = Client()
    staff.force_login(cleo)
    yield staff, reverse("mfa_activate_totp")
    asking = "account_request_reauthentication_code"
    recipient = client.get(reverse(asking)).context["form"].fields["recipient"].choices[0][0]
    client.post(reverse(asking), {"recipient": recipient})
    yield client, reverse("account_confirm_reauthentication_code")
    stranger = Client()
    ask_for_code(stranger, ada.email)
    names = ("account_confirm_login_code", "account_login", "account_reset_password", "account_signup")
    yield from ((stranger, reverse(name)) for name in names)
    forgot = Client()
    yield forgot, reset_link(forgot, ada)
    ada.set_unusable_password()
    ada.save()
    client.force_login(ada)
    yield client, reverse("account_set_password")


def test_no_field_has_a_placeholder_that_repeats_its_label(client, ada, cleo):
    seen = 0
    for browser, path in pages(client, ada, cleo):
        page = browser.get(path).content.decode()
        assert "<input" in page.partition("<main")[2], path
        assert "placeholder" not in page, path
        seen += 1
    assert seen == 10


def test_a_new_password_is_asked_for_once_and_told_in_one_sentence(client, ada):
    by_password(client, verified(ada))
    change = reverse("account_change_password")
    page = client.get(change).content.decode()
    assert page.count('type="password"') == 2  # the one that is, and the new one
    assert SAID in page

    client.post(change, {"oldpassword": PASSWORD, "password1": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


def test_a_forgotten_password_is_chosen_anew_once(client, ada):
    path = reset_link(client, verified(ada))
    page = client.get(path).content.decode()
    assert page.count('type="password"') == 1
    assert SAID in page

    client.post(path, {"password1": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


@pytest.mark.parametrize("short", ["short", "1234567"])
def test_a_short_password_is_refused_beside_its_field(client, ada, short):
    by_password(client, verified(ada))
    page = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": short})

    assert 'id="id_password1_error"' in page.content.decode()
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


@pytest.mark.parametrize(("letters", "groups"), [("", []), ("ABCD", ["ABCD"]), ("ABCDEF", ["ABCD", "EF"])])
def test_letters_to_copy_stand_in_fours(letters, groups):
    assert fours(letters) == groups


@pytest.mark.parametrize("said", ["9" * 5000, "[" * 20_000, '{"id": ', "nothing"])
def test_what_is_no_passkey_is_told_and_no_error(client, ada, said):
    signing_in = client.post(reverse("mfa_login_webauthn"), {"credential": said})
    assert (signing_in.status_code, signing_in["Location"]) == (302, reverse("account_login"))

    by_password(client, verified(ada))
    adding = client.post(reverse("mfa_add_webauthn"), {"credential": said, "name": "Phone"})
    assert (list(adding.context["form"].errors), Authenticator.objects.count()) == (["credential"], 0)
