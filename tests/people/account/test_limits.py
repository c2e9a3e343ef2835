"""Guessing a code from very many addresses gets nowhere, and its owner comes in all the while."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from people.models import Membership
from tests.people.account.ways import app_code, by_password, verified, with_app

STEP, AT_ONCE = reverse("mfa_authenticate"), 20


@pytest.fixture
def cleo(cleo, production):
    with_app(verified(cleo))
    return cleo


def told(client, user, code, here) -> str:
    """What the page says after this code, given from this address; blank where it opens."""
    client.cookies.clear()
    client.defaults["REMOTE_ADDR"] = here
    by_password(client, user)
    answer = client.post(STEP, {"code": code() if callable(code) else code})  # that of an app lasts half a minute
    return "" if answer.status_code == 302 else " ".join(answer.context["form"].errors["code"])


def guess_from_everywhere(client, user) -> list[str]:
    return [told(client, user, "000000", f"192.0.2.{number}") for number in range(AT_ONCE + 5)]


def test_guesses_from_many_addresses_end_after_twenty(client, cleo):
    answers = guess_from_everywhere(client, cleo)

    assert [answer.startswith("That did not work") for answer in answers] == [True] * AT_ONCE + [False] * 5
    assert answers[-1].startswith("Codes for this account were tried too often.")
    assert told(client, cleo, app_code, "192.0.2.99").startswith("Codes for this account")  # also a right one


def test_meanwhile_the_owner_comes_in_from_where_they_have_been_before(client, cleo):
    codes = iter(with_recovery(cleo))
    assert told(client, cleo, next(codes), "198.51.100.1") == ""
    guess_from_everywhere(client, cleo)

    assert told(client, cleo, next(codes), "198.51.100.1") == ""
    assert told(client, cleo, next(codes), "198.51.100.2").startswith("Codes for this account")


def test_one_address_of_the_owner_is_no_free_pass_for_guessing(client, cleo):
    assert told(client, cleo, next(iter(with_recovery(cleo))), "198.51.100.1") == ""
    answers = [told(client, cleo, "000000", "198.51.100.1") for _try in range(6)]

    assert answers[-1].startswith("That was tried too often from here.")


def test_guesses_at_one_account_do_not_count_for_another(client, cleo, ada, clinic):
    Membership.objects.create(user=ada, clinic=clinic, role="clinician", access="write")
    with_app(verified(ada))
    guess_from_everywhere(client, cleo)

    assert told(client, ada, app_code, "192.0.2.99") == ""


def test_after_an_hour_it_may_be_tried_again(client, cleo, monkeypatch):
    guess_from_everywhere(client, cleo)
    later = time.time() + 3601
    monkeypatch.setattr("time.time", lambda: later)

    assert told(client, cleo, app_code, "192.0.2.99") == ""


def test_so_many_counts_fit_beside_each_other(db):
    for number in range(400):
        cache.set(f"count-{number}", number, 3600)

    assert cache.get_many([f"count-{number}" for number in range(400)]).keys() == {
        f"count-{number}" for number in range(400)
    }


def with_recovery(user) -> list[str]:
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
