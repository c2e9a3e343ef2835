"""Secrets of a second step are encrypted where they are stored, and outlive a change of the site's own secret."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from people.account import sealed
from tests.people.account.ways import SECRET, app_code, by_password, verified, with_app

STEP = reverse("mfa_authenticate")


@pytest.fixture
def cleo(cleo):
    return verified(cleo)


def stored() -> str:
    return json.dumps([row.data for row in Authenticator.objects.order_by("pk")])


def comes_in(client, user, code) -> bool:
    by_password(client, user)
    client.post(STEP, {"code": code})
    there = client.get(reverse("worklist")).status_code == 200
    client.cookies.clear()
    return there


def test_what_is_stored_does_not_show_the_secret(client, cleo, production):
    TOTP.activate(cleo, SECRET)
    codes = RecoveryCodes.activate(cleo).get_unused_codes()

    assert SECRET not in stored()
    assert stored().count(sealed.MARK) == 2
    assert comes_in(client, cleo, app_code())
    assert comes_in(client, cleo, codes[0])


def test_the_same_secret_is_never_stored_alike():
    assert sealed.seal(SECRET) != sealed.seal(SECRET)
    assert sealed.unseal(sealed.seal(SECRET)) == SECRET


def test_what_was_stored_in_plain_text_works_and_is_encrypted_by_its_use(client, cleo, production):
    codes = with_app(cleo).wrap()
    seed = "0123456789abcdef" * 5
    Authenticator.objects.filter(type="recovery_codes").update(data={"seed": seed, "used_mask": 0})
    codes.instance.refresh_from_db()
    third = codes.get_unused_codes()[2]
    assert SECRET in stored()
    assert seed in stored()
    assert comes_in(client, cleo, app_code())

    assert SECRET not in stored()
    assert seed not in stored()
    assert comes_in(client, cleo, third)
    assert not comes_in(client, cleo, third)  # that it was used is kept


def test_after_a_change_of_key_the_old_one_still_reads_until_all_is_under_the_new(client, cleo, production, settings):
    TOTP.activate(cleo, SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert comes_in(client, cleo, app_code())
    settings.SECRET_KEY_FALLBACKS = []

    assert Authenticator.objects.get(type="totp").wrap().instance.data["secret"].startswith(sealed.MARK)
    assert sealed.unseal(Authenticator.objects.get(type="totp").data["secret"]) == SECRET


def test_under_a_lost_key_no_code_opens_and_the_log_says_why(client, cleo, production, settings, caplog):
    TOTP.activate(cleo, SECRET)
    settings.SECRET_KEY = "a new one"
    by_password(client, cleo)
    told = client.post(STEP, {"code": app_code()})

    assert "That did not work." in told.content.decode()
    assert "SECRET_KEY_FALLBACKS lacks the old one" in caplog.text
    assert client.get(reverse("worklist")).status_code == 302
    with pytest.raises(sealed.KeyIsLost):
        sealed.unseal(Authenticator.objects.get().data["secret"])


def test_what_is_under_the_key_of_now_is_not_written_again(cleo):
    TOTP.activate(cleo, SECRET)
    before = stored()
    sealed.renew(cleo.pk)

    assert stored() == before
