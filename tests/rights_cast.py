"""Whom the table of rights is asked about, the rows of all routes, and an address for each."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care.treatments.write import say_of_day
from care.visits.said import Said
from care.visits.write import record_visit
from exchange import large
from exchange.imports import noting
from people import consent, invitations, operators, tokens
from people.models import AccessToken, Clinic, Invitation, Membership
from symptoms.write import verbs
from symptoms.write.remembering import remember_onset
from tests import rights, rights_of_the_door
from tests.care.programme.setting import programme
from tests.cast import new_patient, person
from tests.people.account.ways import ask_for_code, by_password, verified, with_app, with_passkey

OF_A_PATIENT = "patients/<uuid:patient_id>/"
OF_A_CLINIC = "clinics/<int:clinic_id>/"
DOOR = "accounts/"
API = "api/v1/patients/<uuid:patient_id>/"
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
    operators.appoint(people[rights.OTTO].email, now=now)
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
