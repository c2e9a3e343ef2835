"""Whether an address has an account cannot be read from what is answered, nor from the work that it makes.

``pytest -s`` prints the medians of the time each takes, for an address of somebody and one of nobody.
"""

import statistics
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import OutgoingMail
from tests.cast import PASSWORD
from tests.people.account.ways import verified

TRIES = 5
LOGIN, WAY = reverse("account_login"), reverse("account_login_way")
JOURNEYS = {
    "first step": lambda client, address: client.post(LOGIN, {"login": address}),
    "password": lambda client, address: client.post(LOGIN, {"login": address, "password": "wrong"}),
    "code": lambda client, address: client.post(reverse("account_request_login_code"), {"email": address}),
    "new password": lambda client, address: client.post(reverse("account_reset_password"), {"email": address}),
    "account": lambda client, address: client.post(
        reverse("account_signup"), {"name": "Ada", "email": address, "password1": PASSWORD}
    ),
}


@pytest.fixture(autouse=True)
def _real_letters_and_hashes(settings):
    settings.EMAIL_BACKEND = "people.outbox.Outbox"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def answered(journey, address):
    """Status, where to, the page that is seen next, and the letters and queries that were made."""
    cache.clear()
    client = Client()
    letters = OutgoingMail.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = JOURNEYS[journey](client, address)
    page = client.get(response["Location"]) if response.status_code == 302 else response
    words = page.content.decode().replace(address, "ADDRESS").partition("<main")[2]
    words = "".join(line for line in words.splitlines() if "csrf" not in line)
    made = OutgoingMail.objects.count() - letters
    return (response.status_code, response.get("Location"), words, made), len(queries), page


@pytest.mark.parametrize("journey", [each for each in JOURNEYS if each != "account"])
def test_somebody_and_nobody_are_answered_the_same_with_the_same_work(ada, journey):
    ada.set_password(PASSWORD)
    ada.save()
    verified(ada)

    somebody, nobody = answered(journey, ada.email), answered(journey, "nobody@example.org")
    assert somebody[:2] == nobody[:2]


@pytest.mark.parametrize("site", ["of a clinic", "of one person"])
def test_a_sign_up_with_a_known_address_is_answered_the_same_and_writes_as_many_letters(ada, request, site):
    if site == "of a clinic":
        request.getfixturevalue("production")
    verified(ada)
    somebody, nobody = answered("account", ada.email), answered("account", "eve@example.org")

    assert somebody[0] == nobody[0]
    assert somebody[0][3] == 1


def test_the_page_of_the_code_asks_the_database_as_much_for_nobody(ada, django_assert_num_queries):
    verified(ada)
    asked = []
    for address in (ada.email, "nobody@example.org"):
        client = Client()
        client.post(reverse("account_request_login_code"), {"email": address})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("account_confirm_login_code")).status_code == 200
        with CaptureQueriesContext(connection) as wrong:
            client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
        asked.append((len(queries), len(wrong)))

    assert asked[0][0] == asked[1][0]


@pytest.mark.parametrize("known", ["not verified", "without a password", "left"])
def test_other_accounts_are_answered_as_nobody_is(ada, known):
    if known == "not verified":
        EmailAddress.objects.create(user=ada, email=ada.email, primary=True)
    else:
        verified(ada)
    if known == "without a password":
        ada.set_unusable_password()
    ada.is_active = known != "left"
    ada.save()

    for journey in ("password", "code", "new password"):
        if (known, journey) == ("without a password", "code"):
            continue  # they are somebody, who comes in by one
        somebody, nobody = answered(journey, ada.email), answered(journey, "nobody@example.org")
        assert somebody[:2] == nobody[:2]


def test_the_time_that_each_takes_is_printed(ada, capsys):
    ada.set_password(PASSWORD)
    ada.save()
    verified(ada)
    medians = {}
    for journey, send in JOURNEYS.items():
        taken = {"somebody": [], "nobody": []}
        for number in range(TRIES):
            for who, address in (("somebody", ada.email), ("nobody", f"nobody{number}@example.org")):
                cache.clear()
                client = Client()
                began = time.perf_counter()
                send(client, address)
                taken[who].append(time.perf_counter() - began)
        medians[journey] = {who: round(1000 * statistics.median(each), 1) for who, each in taken.items()}
    with capsys.disabled():
        print("", *(f"{journey}: {each} ms" for journey, each in medians.items()), sep="\n")

    assert set(medians) == set(JOURNEYS)
