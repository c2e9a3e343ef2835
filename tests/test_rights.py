"""Every cell of the table of rights, route by route, asked of the site as each person."""

import copy
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from people.models import AuditEvent
from tests import rights
from tests.rights_by_table import OF_ONE_ROW, asked, comes_in  # noqa: F401  (a fixture)
from tests.rights_cast import API, OF_A_CLINIC, OF_A_PATIENT, address, cast, door, enter, table  # noqa: F401  (fixtures)


def test_every_route_has_a_row_and_every_row_a_route():
    found = set(rights.routes())
    assert (found - set(table()), set(table()) - found) == (set(), set())


def test_each_row_of_the_door_says_of_everybody_one_thing():
    for route, row in door().items():
        for method, ends in row.items():
            assert sorted(who for each in ends.values() for who in each) == sorted(rights.EVERYBODY), (route, method)


def ends(route: str, response: HttpResponse) -> str:
    """What became of a request: it got in, or how it was turned away."""
    if route in door():
        if response.status_code == 302:
            return str(resolve(response.headers["Location"].partition("?")[0]).url_name)
        return str(response.status_code) if response.status_code in (403, 404, 429) else "in"
    if response.status_code in (401, 403):
        return str(response.status_code)
    if response.status_code == 404 and (route in rights.OF_NOBODY or refused()):  # else only the thing is not there
        return "404"
    if response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/"):
        return "sign in"
    return "in"


# What shows nothing of a record: menus, whether a report or a file is ready, and the pages on which one ends.
SHOWS_NOTHING = {
    f"{OF_A_PATIENT}{page}"
    for page in ("progress/", "more/", "plan/", "end/", "reopen/", "erase/", "summary/pdf/<uuid:printout_id>/")
}


def ends_in_the_audit(route: str, response: HttpResponse) -> str:
    """The same, and whether a refusal or a showing of health data left no row."""
    found = ends(route, response)
    method = response.wsgi_request.method
    of_people = route.startswith((OF_A_PATIENT, API)) or route in (
        "patients/",
        "api/v1/patients/<uuid:pk>/",
        "api/v1/patients/",
    )
    shows = method == "GET" and response.status_code == 200 and of_people and route not in SHOWS_NOTHING
    is_somebody = response.wsgi_request.user.is_authenticated
    kept = response.audited
    if found == "403" and is_somebody and "refused" not in kept:
        return "403 without a row"
    return f"{found} without a row" if shows and not kept else found


def refused() -> bool:
    return AuditEvent.objects.filter(verb="refused").exists()


def expected(route: str, method: str, who: str, row: dict[str, tuple[str, ...]]) -> str:
    if who in rights.PROGRAMS:
        return expected_of_program(route, method, who, row)
    if route in door():
        return next(end for end, those in door()[route][method].items() if who in those)
    if who in row[method]:
        return "in"
    if who in rights.NOT_IN and route not in rights.OF_NOBODY:
        return "401" if route.startswith("api/") else "sign in"
    if route.startswith((OF_A_PATIENT, API, "api/v1/patients/<uuid:pk>/")):
        return "403" if who in rights.LOOK else "404"
    if route.startswith(OF_A_CLINIC):
        return "404"
    return rights.TURNED_AWAY.get(route, "403")


def expected_of_program(route: str, method: str, who: str, row: dict[str, tuple[str, ...]]) -> str:
    if not route.startswith("api/"):
        return expected(route, method, rights.OUT, row)
    if method != "GET" and who == rights.FEED:
        return "403"
    if route.startswith((API, "api/v1/patients/<uuid:pk>/")) and who == rights.ELSEWHERE:
        return "404"
    return expected(route, method, rights.CLEO, row)


def outcome(client: Client, method: str, route: str, at: str, of: Any = ends) -> str:
    """What became of one request, of which nothing stays: neither in the database nor in the browser."""
    kept = copy.deepcopy(client.cookies)
    kind = "application/x-www-form-urlencoded" if route in door() else "application/json"
    with transaction.atomic():
        before = AuditEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        response = client.generic(method, at, content_type=kind)
        response.audited = set(AuditEvent.objects.filter(pk__gt=before).values_list("verb", flat=True))
        found = of(route, response)
        transaction.set_rollback(True)
    client.cookies = kept
    return str(found)


@pytest.mark.parametrize("who", [*rights.EVERYBODY, *rights.PROGRAMS])
def test_everybody_comes_as_far_as_the_table_says(who, cast, address, asked):  # noqa: F811
    """As far as the rows here say, and wherever a door is asked, as far as the table of the site does."""
    client = Client()
    enter(client, who, cast)
    wrong = {}
    for route, row in table().items():
        for method in row:
            asked.clear()
            found = outcome(client, method, route, address(route), ends_in_the_audit)
            if found != (wanted := expected(route, method, who, row)):
                wrong[f"{method} {route}"] = f"{found}, not {wanted}"
            elif derives(route, who) and (found == "in") != comes_in(method, route, who, asked):
                wrong[f"{method} {route}"] = f"{found}, and it asked {[' '.join(question) for question in asked]}"

    assert [f"{cell}: {found}" for cell, found in wrong.items()] == []


def derives(route: str, who: str) -> bool:
    """Whether the table of the site decides: of whoever is signed in, and not of the way in."""
    comes = who not in rights.NOT_IN and (who not in rights.PROGRAMS or route.startswith("api/"))
    return comes and route not in door() and not route.startswith((*OF_ONE_ROW, *rights.OF_NOBODY))
