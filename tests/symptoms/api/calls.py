"""Calls to the API as someone who signed in."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from people.models import Patient, User

BODIES = {
    "check-ins": {"day": "2026-03-02", "weakness": {"hand.left": 3}, "fatigue": {"now": 5}},
    "function-checks": {"day": "2026-03-02", "function": {"speech": 4, "walking": 2}},
    "measurements": {"day": "2026-03-02", "measurement": {"weight": 71.5, "grip.left": 20}},
    "treatments": {"kind": "riluzole", "label": "50 mg", "start": "2026-01-05"},
    "events": {"kind": "fall", "start": "2026-02-20", "serious": True},
    "remembered-onsets": {"cell": "hand.left", "precision": "season", "month": "2025-06-01"},
}


class Caller:
    """One person's own client, with addresses below one patient: ``caller.put("check-ins/<uuid>/", {...})``."""

    def __init__(self, user: User, patient: Patient) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.base = f"/api/v1/patients/{patient.pk}/"

    def get(self, path: str = "", **query: Any) -> HttpResponse:
        return self.client.get(self.base + path, query)

    def post(self, path: str, body: Any) -> HttpResponse:
        return self.client.post(self.base + path, body, content_type="application/json")

    def put(self, path: str, body: Any) -> HttpResponse:
        return self.client.put(self.base + path, body, content_type="application/json")

    def delete(self, path: str) -> HttpResponse:
        return self.client.delete(self.base + path)


def answer(response: HttpResponse) -> tuple[int, Any]:
    return response.status_code, response.json()


def refusal(response: HttpResponse) -> tuple[int, list[tuple[str, str]]]:
    """The status, and each error as (where, what)."""
    return response.status_code, [(error["where"], error["what"]) for error in response.json()["errors"]]
