"""Every cell of the table of rights, route by route, asked of the site as each person."""

import copy
import datetime as dt
import re
import uuid
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from care.treatments.write import say_of_day
from care.visits.said import Said
from care.visits.write import record_visit
from exchange import large
from exchange.imports import noting
from people import consent, invitations, tokens
from people.models import AccessToken, AuditEvent, Clinic, Invitation, Membership
from symptoms.write import verbs
from symptoms.write.remembering import remember_onset
from tests import rights, rights_of_the_door
from tests.care.programme.setting import programme
from tests.cast import new_patient, person
from tests.locales import LANGUAGES
from tests.people.account.ways import ask_for_code, by_password, verified, with_app, with_passkey
from tests.people.test_recheck import later
from tests.test_locales import words

OF_A_PATIENT = "patients/<uuid:patient_id>/"
OF_A_CLINIC = "clinics/<int:clinic_id>/"
DOOR = "accounts/"
API = "api/v1/patients/<uuid:patient_id>/"
NAMES = {
    "alsweak",
    "ada@example.org",
    "(ada@example.org)",
    "Passkey",
    "Passkey 1",
    "Passkey 2",
    "No",
}  # the same in each language
ROLES = {rights.CLEO: "clinician", rights.THEA: "therapist", rights.RITA: "reader", rights.AMY: "admin"}


def table() -> dict[str, dict[str, tuple[str, ...]]]:
    api = {f"{API}{route}": row for route, row in rights.OF_THE_API.items() if route}
    api["api/v1/patients/<uuid:pk>/"] = rights.OF_THE_API[""]
    clinic = {f"{OF_A_CLINIC}{route}": row for route, row in rights.OF_A_CLINIC.items()}
    patient = {f"{OF_A_PATIENT}{route}": row for route, row in rights.OF_A_PATIENT.items()}
    return patient | clinic | api | rights.OF_THE_SITE | {route: came_in(row) for route, row in door().items()}


def door() -> dict[str, dict[str, rights_of_the_door.Ends]]:
    """The rows of coming in, by their whole routes: one is written as a regular expression."""
    rows = rights_of_the_door.OF_THE_DOOR.items()
    return {f"^{DOOR}{route[1:]}" if route.startswith("^") else f"{DOOR}{route}": row for route, row in rows}


def came_in(row: dict[str, rights_of_the_door.Ends]) -> dict[str, tuple[str, ...]]:
    return {method: ends.get("in", ()) for method, ends in row.items()}


def test_every_route_has_a_row_and_every_row_a_route():
    found = set(rights.routes())
    assert (found - set(table()), set(table()) - found) == (set(), set())


def test_each_row_of_the_door_says_of_everybody_one_thing():
    for route, row in door().items():
        for method, ends in row.items():
            assert sorted(who for each in ends.values() for who in each) == sorted(rights.EVERYBODY), (route, method)


@pytest.fixture
def cast(record, ada, ben, dan, clinic):
    """Everybody of the table by name, with what they were granted."""
    now = timezone.now()
    east = Clinic.objects.create(name="East Clinic")
    new_patient(east, "E-1")
    people: dict[str, Any] = {rights.ADA: ada, rights.BEN: ben, rights.DAN: dan, rights.OUT: None}
    people[rights.WAITING] = None
    for name in set(rights.EVERYBODY) - set(people):
        people[name] = person(name.title())
    for name, role in ROLES.items():
        Membership.objects.create(
            user=people[name], clinic=clinic, role=role, access="read" if role == "reader" else "write"
        )
    Membership.objects.create(user=people[rights.HALF], clinic=clinic, role="clinician", access="write")
    for name in (rights.ADA, rights.CLEO, rights.HALF):
        verified(people[name])
    for name in (rights.CLEO, rights.HALF):
        with_app(people[name])
    with_passkey(ada)
    people[rights.EVE].set_unusable_password()
    people[rights.EVE].save()
    consent.grant(record, people[rights.EVE], role="caregiver", access="read", by=ada)
    gone = consent.grant(record, people[rights.GONE], role="caregiver", access="write", by=ada)
    consent.end_grant(gone, by=ada, now=now)
    for name, ago in ((rights.FAY, 0), (rights.HOUR_OVER, 61)):
        Membership.objects.create(user=people[name], clinic=east, role="clinician")
        consent.grant_emergency(record, people[name], reason="Short of breath", now=now - dt.timedelta(minutes=ago))
    invitations.invite("colleague", by=people[rights.AMY], role="reader", clinic=clinic, email="ivy@example.org")
    for name, ago in ((rights.ASKED, 0), (rights.LATE, 15)):
        invitations.invite(
            "help",
            by=ada,
            role="caregiver",
            patient=record,
            email=people[name].email,
            now=now - dt.timedelta(days=ago),
        )
    for name, scope, of in (
        (rights.LAB, "write", clinic),
        (rights.FEED, "read", clinic),
        (rights.ELSEWHERE, "write", east),
    ):
        people[name] = let_in(of, people[rights.AMY], scope)
    return people


def let_in(clinic: Clinic, by: Any, scope: str) -> tuple[AccessToken, str]:
    """A program of a clinic."""
    how = {"scope": scope, "patients": None, "lasts": tokens.USUAL, "two_factors": False, "now": timezone.now()}
    return tokens.make_for_clinic(clinic, "Laboratory", by=by, **how)


def enter(client: Client, who: str, cast: dict[str, Any]) -> None:
    if who == rights.WAITING:
        client.post(reverse("account_login"), {"login": cast[rights.ADA].email})
        ask_for_code(client, cast[rights.ADA].email)
    elif who == rights.HALF:
        by_password(client, cast[rights.HALF])
    elif who in rights.PROGRAMS:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {cast[who][1]}"
    elif cast[who]:
        client.force_login(cast[who])


def written(record, by, source: str) -> dict[str, uuid.UUID]:
    """An entry of each kind, by whoever asks where they write: a correction is its author's."""
    now, how = timezone.now(), {"by": by, "source": source, "now": timezone.now()}
    today = now.date()
    cause = {"kind": "other_cause"} if source != "clinician" else {"kind": "involved"}
    receipts = {
        "check-ins": verbs.record_check_in(record, today, {"weakness.hand.left": 2}, **how),
        "function-check": verbs.record_function_check(record, today, {"function.speech": 4}, **how),
        "measurements": verbs.record_measurement(record, today, {"weight": 70}, **how),
        "treatments": verbs.record_treatment(record, kind="riluzole", start=today, **how),
        "medicines": verbs.record_treatment(record, kind="riluzole", start=today, **how),
        "events": verbs.record_event(record, kind="fall", start=today, **how),
        "cell-marks": verbs.mark_cell(record, "foot.left", **cause, **how),
        "remembered-onsets": remember_onset(record, "neck", "not_sure", **how),
        "entries": verbs.record_event(record, kind="infection", start=today, **how),
    }
    row = receipts["treatments"].entry
    receipts["treatment-days"] = say_of_day(row, today, {"taken": True}, **how)
    if source == "clinician":
        receipts["visits"] = record_visit(record, Said(today), by=by, now=now)
    return {name: receipt.entry.pk for name, receipt in receipts.items()}


@pytest.fixture
def address(record, ada, ben, cast, who):
    """An address for a route, of what is there."""
    source = {rights.BEN: "caregiver"} | dict.fromkeys((rights.CLEO, rights.THEA, rights.LAB), "clinician")
    author = cast[who][0].user if who == rights.LAB else cast[who] if who in rights.WRITE else ada
    entries = written(record, author, source.get(who, "self"))
    values = {
        "patient_id": record.pk,
        "name": "spread",
        "rule": "R07",
        "answer_id": 1,
        "day": timezone.now().date(),
        "way": "all",
        "cell": "hand.left",
        "question": "began",
        "task": "weight",
        "due_id": uuid.uuid4(),
        "part": "hand.left",
        "grant_id": ben.memberships.get().pk,
        "clinic_id": record.clinic.pk,
        "user_id": cast[rights.RITA].pk,
        "secret": "of-nothing",
        "proof": "of-nothing",
        "link_id": 1,
        "key": "of-nothing",
        "topic": "arms",
        "uidb36": "1",
        "exercise_id": 1,
        "item_id": programme(record, cast[rights.CLEO]).items.first().pk,
        "file_id": large.keep(b"id\n1\n", record.clinic, by=cast[rights.CLEO], now=timezone.now()).pk,
        "printout_id": uuid.uuid4(),
        "import_id": noting.begin(record.clinic, "csv", by=cast[rights.CLEO], now=timezone.now()).pk,
        "merge_id": uuid.uuid4(),
        "erasure_id": uuid.uuid4(),
        "invitation_id": Invitation.objects.get(kind="colleague").pk,
    }

    def address(route: str) -> str:
        of_kind = next((pk for name, pk in entries.items() if name in route), record.pk)
        steps = {"function-check": "speech", "began": "year", "exercises": "card", "treatments": "troubles"}
        step = next((name for part, name in steps.items() if part in route), "hand")
        pk = Authenticator.objects.get(type="webauthn").pk if route.startswith(DOOR) else of_kind
        said = values | {"entry_id": of_kind, "visit_id": of_kind, "treatment_id": of_kind, "pk": pk, "step": step}
        plain = re.sub(r"\(\?P(<\w+>)[^)]+\)", r"\1", route.strip("^$")).replace("<", "<:").replace("<:uuid:", "<uuid:")
        return "/" + re.sub(r"<:?(?:\w+:)?(\w+)>", lambda found: str(said[found[1]]), plain)

    return address


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
def test_everybody_comes_as_far_as_the_table_says(who, cast, address):
    client = Client()
    enter(client, who, cast)
    wrong = {}
    for route, row in table().items():
        for method in row:
            found = outcome(client, method, route, address(route), ends_in_the_audit)
            if found != (wanted := expected(route, method, who, row)):
                wrong[f"{method} {route}"] = f"{found}, not {wanted}"

    assert [f"{cell}: {found}" for cell, found in wrong.items()] == []


def led_to(route: str, response: HttpResponse) -> str:
    """The name of the page that someone is led to before they get anywhere; of a program, the words that it is told."""
    if response.status_code == 302:
        return str(resolve(response.headers["Location"].partition("?")[0]).url_name)
    return response.content.decode()[:200] if response.status_code == 403 else ""


@pytest.mark.parametrize("who", [rights.ADA, rights.CLEO, rights.AMY])
def test_before_what_matters_it_is_asked_once_more_who_it_is(who, cast, address):
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
def test_staff_whose_second_step_is_missing_reach_what_sets_it_up(who, cast, address, settings):
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
def test_each_page_of_the_door_is_this_sites_own_and_in_each_language(row, who, cast, address):
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
