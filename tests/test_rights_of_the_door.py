"""The way in: what each person is asked once more, what staff without a second step reach, and whose pages it has."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from tests import rights, rights_of_the_door
from tests.locales import LANGUAGES
from tests.people.test_recheck import later
from tests.rights_cast import address, cast, door, enter, table  # noqa: F401  (fixtures)
from tests.test_locales import words
from tests.test_rights import outcome

NAMES = {
    "alsweak",
    "ada@example.org",
    "(ada@example.org)",
    "Passkey",
    "Passkey 1",
    "Passkey 2",
    "No",
}  # the same in each language


def led_to(route: str, response: HttpResponse) -> str:
    """The name of the page that someone is led to before they get anywhere; of a program, the words that it is told."""
    if response.status_code == 302:
        return str(resolve(response.headers["Location"].partition("?")[0]).url_name)
    return response.content.decode()[:200] if response.status_code == 403 else ""


@pytest.mark.parametrize("who", [rights.ADA, rights.CLEO, rights.AMY])
def test_before_what_matters_it_is_asked_once_more_who_it_is(who, cast, address):  # noqa: F811
    client = Client()
    enter(client, who, cast)
    later(client)
    first = {rights.ADA: "mfa_reauthenticate_webauthn", rights.AMY: "account_reauthenticate"}
    page = first.get(who, "account_request_reauthentication_code")
    found = {
        route
        for route, row in table().items()
        for method in row
        if "reauthenticate" not in route and page == outcome(client, method, route, address(route), led_to)
    }

    assert found == {route for route, those in rights_of_the_door.ASKS_ONCE_MORE.items() if who in those}


@pytest.mark.parametrize("who", [rights.THEA])
def test_staff_whose_second_step_is_missing_reach_what_sets_it_up(who, cast, address, settings):  # noqa: F811
    settings.STAFF_NEED_TWO_FACTORS = True
    client = Client()
    client.force_login(cast[who])
    found = {
        route
        for route, row in table().items()
        for method in row
        if (end := outcome(client, method, route, address(route), led_to)) != "second_step"
        and "second step is missing" not in end
    }

    assert found == rights_of_the_door.BEFORE_SECOND_STEP


PAGES = [
    (route, row["GET"]["in"][0])
    for route, row in rights_of_the_door.OF_THE_DOOR.items()
    if row["GET"].get("in") and not route.endswith("download/")
]


@pytest.mark.parametrize(("row", "who"), PAGES)
def test_each_page_of_the_door_is_this_sites_own_and_in_each_language(row, who, cast, address):  # noqa: F811
    client = Client()
    enter(client, who, cast)
    at = address(next(route for route, ends in door().items() if ends is rights_of_the_door.OF_THE_DOOR[row]))
    response = client.get(at)
    ours = {each.name for each in response.templates if str(each.origin.name).startswith(str(settings.BASE_DIR))}
    without_words = {"account/base_entrance.html", "account/base_manage.html"}
    library = {each.name for each in response.templates} - ours - without_words
    assert "base.html" in ours
    assert {name for name in library if not name.startswith(("allauth/layouts/", "django/forms/"))} == set()
    english = words(client, at, "en")
    for language in LANGUAGES:
        alike = words(client, at, language) & english
        assert {word for word in alike if not word.isdecimal()} <= NAMES  # numbers: recovery codes
