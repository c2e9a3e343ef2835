"""Every cell of the table of rights, route by route, asked of the site as each person."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from people import consent, invitations
from people.models import AuditEvent, Clinic, Invitation, Membership
from symptoms.write import verbs
from symptoms.write.remembering import remember_onset
from tests import rights
from tests.cast import new_patient, person

OF_A_PATIENT = "patients/<uuid:patient_id>/"
OF_A_CLINIC = "clinics/<int:clinic_id>/"
API = "api/v1/patients/<uuid:patient_id>/"
ROLES = {rights.CLEO: "clinician", rights.THEA: "therapist", rights.RITA: "reader", rights.AMY: "admin"}


def table() -> dict[str, dict[str, tuple[str, ...]]]:
    api = {f"{API}{route}": row for route, row in rights.OF_THE_API.items() if route}
    api["api/v1/patients/<uuid:pk>/"] = rights.OF_THE_API[""]
    clinic = {f"{OF_A_CLINIC}{route}": row for route, row in rights.OF_A_CLINIC.items()}
    patient = {f"{OF_A_PATIENT}{route}": row for route, row in rights.OF_A_PATIENT.items()}
    return patient | clinic | api | rights.OF_THE_SITE


def test_every_route_has_a_row_and_every_row_a_route():
    found = {route for route in rights.routes() if not route.startswith(rights.BY_ALLAUTH)}
    assert (found - set(table()), set(table()) - found) == (set(), set())


@pytest.fixture
def cast(record, ada, ben, dan, clinic):
    """Everybody of the table by name, with what they were granted."""
    now = timezone.now()
    east = Clinic.objects.create(name="East Clinic")
    new_patient(east, "E-1")
    people: dict[str, Any] = {rights.ADA: ada, rights.BEN: ben, rights.DAN: dan, rights.OUT: None}
    for name in set(rights.EVERYBODY) - set(people):
        people[name] = person(name.title())
    for name, role in ROLES.items():
        Membership.objects.create(
            user=people[name], clinic=clinic, role=role, access="read" if role == "reader" else "write"
        )
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
    return people


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
        "events": verbs.record_event(record, kind="fall", start=today, **how),
        "cell-marks": verbs.mark_cell(record, "foot.left", **cause, **how),
        "remembered-onsets": remember_onset(record, "neck", "not_sure", **how),
        "entries": verbs.record_event(record, kind="infection", start=today, **how),
    }
    return {name: receipt.entry.pk for name, receipt in receipts.items()}


@pytest.fixture
def address(record, ada, ben, cast, who):
    """An address for a route, of what is there."""
    source = {rights.BEN: "caregiver", rights.CLEO: "clinician", rights.THEA: "clinician"}.get(who, "self")
    entries = written(record, cast[who] if who in rights.WRITE else ada, source)
    values = {
        "patient_id": record.pk,
        "name": "spread",
        "day": timezone.now().date(),
        "way": "all",
        "cell": "hand.left",
        "question": "began",
        "part": "hand.left",
        "grant_id": ben.memberships.get().pk,
        "clinic_id": record.clinic.pk,
        "user_id": cast[rights.RITA].pk,
        "secret": "of-nothing",
        "invitation_id": Invitation.objects.get(kind="colleague").pk,
    }

    def address(route: str) -> str:
        of_kind = next((pk for name, pk in entries.items() if name in route), record.pk)
        step = "speech" if "function-check" in route else "year" if "began" in route else "hand"
        said = values | {"entry_id": of_kind, "pk": of_kind, "step": step}
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(said[found[1]]), route)

    return address


def ends(route: str, response: HttpResponse) -> str:
    """What became of a request: it got in, or how it was turned away."""
    if response.status_code in (401, 403):
        return str(response.status_code)
    if response.status_code == 404 and (route == "demo/sign-in/" or refused()):  # else only the thing is not there
        return "404"
    if response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/"):
        return "sign in"
    return "in"


def refused() -> bool:
    return AuditEvent.objects.filter(verb="refused").exists()


def expected(route: str, method: str, who: str, row: dict[str, tuple[str, ...]]) -> str:
    if who in row[method]:
        return "in"
    if who == rights.OUT and route != "demo/sign-in/":
        return "403" if route.startswith("api/") and route != "api/docs/" else "sign in"
    if route.startswith((OF_A_PATIENT, API, "api/v1/patients/<uuid:pk>/")):
        return "403" if who in rights.LOOK else "404"
    if route.startswith(OF_A_CLINIC):
        return "404"
    return rights.TURNED_AWAY.get(route, "403")


@pytest.mark.parametrize("who", rights.EVERYBODY)
def test_everybody_comes_as_far_as_the_table_says(who, cast, address):
    client = Client()
    if cast[who]:
        client.force_login(cast[who])
    wrong = {}
    for route, row in table().items():
        for method in row:
            with transaction.atomic():
                found = ends(route, client.generic(method, address(route), content_type="application/json"))
                transaction.set_rollback(True)
            if found != (wanted := expected(route, method, who, row)):
                wrong[f"{method} {route}"] = f"{found}, not {wanted}"

    assert [f"{cell}: {found}" for cell, found in wrong.items()] == []
