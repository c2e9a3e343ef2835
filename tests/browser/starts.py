"""Where a gaze may begin: every page that somebody can open, found by asking the site for each of its addresses.

The addresses are those of ``tests.rights.routes``, and its rows say who may open them: a new route is among the starts
by itself. Left out is what is for programs, and what shows no page of a person (``_page``): a file, data, a part of a
page, a page of a clinic.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests import rights
from tests.rights_cast import DOOR, table

FIELD = re.compile(r"<\w+:(\w+)>|\(\?P<(\w+)>[^)]*\)")
PROGRAMS = ("api/", "visit/file/")  # pages and data for who writes programs, and for viewers of a hospital
# Whose rows are elsewhere: whether somebody may open them, the site says.
NOT_IN_THE_TABLE = (DOOR, rights.INVITATION)

Known = Mapping[
    tuple[str, str], tuple[Any, ...]
]  # of a part of a route and a field, what there is; the first that fits


@dataclass(frozen=True)
class Start:
    """A page that somebody opens. ``cookies``: what their browser knows then."""

    who: str
    url: str
    client: Client
    cookies: Mapping[str, str]

    def begin(self) -> Client:
        """Their browser, as it was before the day."""
        self.client.cookies = SimpleCookie(self.cookies)
        return self.client


def addresses(route: str, known: Known) -> Iterator[str]:
    """The addresses that a route has with what there is. Raises ``LookupError`` where for a field there is nothing."""
    values = [_values(route, own or its, known) for own, its in FIELD.findall(route)]
    for said in itertools.product(*values):
        filled = iter(said)
        yield "/" + FIELD.sub(lambda _found, filled=filled: str(next(filled)), route).replace("^", "").replace("$", "")


def starts(who: str, client: Client, known: Known) -> list[Start]:
    """Each page that they can open, once.

    Raises ``AssertionError`` for an address that the table lets them open and the site does not, and ``LookupError``.
    """
    cookies = {name: each.value for name, each in client.cookies.items()}
    found: dict[str, Start] = {}
    closed = []
    for route in dict.fromkeys(rights.routes()):
        by_table = not route.startswith(NOT_IN_THE_TABLE)
        if route.startswith(PROGRAMS) or (by_table and who not in table()[route].get("GET", ())):
            continue
        for address in addresses(route, known):
            start = Start(who, address, client, cookies)
            with transaction.atomic():
                response = start.begin().get(address, follow=True)
                transaction.set_rollback(True)
            url = _led_to(address, response)
            if _page(response):
                found.setdefault(url, Start(who, url, client, cookies))
            elif by_table and _html(response) and response.status_code in (403, 404):
                closed.append(f"{address}: {response.status_code}")
    assert closed == [], closed
    return list(found.values())


def _values(route: str, field: str, known: Known) -> tuple[Any, ...]:
    found = next((values for (part, name), values in known.items() if name == field and part in route), None)
    if found is None:
        raise LookupError(f"Nothing is known for {field} of {route}.")
    return found


def _led_to(address: str, response: Any) -> str:
    """Where one is then. From where one was sent there makes no other page of it."""
    led = response.redirect_chain
    return led[-1][0].partition("?next=")[0] if led else address


def _html(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _page(response: HttpResponse) -> bool:
    return _html(response) and response.status_code == 200 and 'class="patient"' in response.content.decode()
