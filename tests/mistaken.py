"""Mistaken requests to each operation of the API, made from good ones: many more than Schemathesis makes in the time,
and such as programs with a fault in them send. Drawn, the same each time."""

import copy
import json
import random
from typing import Any
from urllib.parse import quote, urlencode

from django.test import Client
from hypothesis import given, settings

from people.models import Patient
from tests import generated

GOOD = 20  # bodies of an operation, from which mistaken ones are made
VALUES: list[Any] = [
    *(None, True, False, 0, -1, 5, 1e300, 10**40, 0.1, "", " ", "0", "4", "NaN", "yes", "null", "hand.left", "nose"),
    *(
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "2026-03-02T10:00:00Z",
        "24:61",
        "x" * 5000,
        "a\0b",
        "\u202e",
        "\ud800",
    ),
    *(
        "00000000-0000-0000-0000-000000000000",
        "../../etc",
        "' OR 1=1 --",
        "<b>",
        "Ada",
        [],
        {},
        [[]],
        {"a": {}},
        [None],
    ),
]
BYTES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"day": NaN}',
    b'{"day": 1, "day": 2}',
    b"[" * 3000,
    b"day=2026-03-02",
]
TYPES = ["application/json"] * 9 + ["text/plain", "application/xml", "multipart/form-data; boundary=B", "nonsense"]
IDS = ["nothing", "0", "-1", "%00", "..", "00000000-0000-0000-0000-000000000000"]


def ask(operation: Any, number: int, record: Patient, kinds: dict[str, str], secret: str) -> generated.Told:
    """Send so many. None of them stays."""
    drawn, told, before = random.Random(operation.label), generated.Told(), generated.rows()
    good, client = _good(operation, record, kinds), Client(raise_request_exception=False)
    for _ in range(number):
        address = _address(drawn, operation, generated.named(operation, record, kinds))
        kind, body = _body(drawn, good)
        shown = f"{operation.method.upper()} {address} {kind} {body[:300]!r}"
        headers = {"Authorization": f"Bearer {secret}"}
        with generated.undone(told, before, shown) as answered:
            response = client.generic(operation.method.upper(), address, body, content_type=kind, headers=headers)
            answered(response.status_code)
        if response.status_code >= 500:
            told.differences.setdefault(f"server error {response.status_code}", shown)
    return told


def _good(operation: Any, record: Patient, kinds: dict[str, str]) -> list[Any]:
    """Bodies that the description allows."""
    found: list[Any] = []

    @settings(max_examples=GOOD, **generated.SAME_EACH_TIME)
    @given(case=operation.as_strategy(path_parameters=generated.named(operation, record, kinds)))
    def collect(case: Any) -> None:
        found.append(case.body if isinstance(case.body, dict) else {})

    collect()
    return found


def _address(drawn: random.Random, operation: Any, named: dict[str, Any]) -> str:
    values = {name: quote(str(value)) if drawn.random() < 0.93 else drawn.choice(IDS) for name, value in named.items()}
    asked = [each.name for each in operation.query]
    query = [(name, str(drawn.choice(VALUES))) for name in [*asked, "nonsense"] if drawn.random() < 0.2]
    return operation.path.format(**values) + _query(query)


def _query(said: list[tuple[str, str]]) -> str:
    return f"?{urlencode(said, errors='surrogatepass')}" if said else ""


def _body(drawn: random.Random, good: list[Any]) -> tuple[str, bytes]:
    """Content type and content: mostly a good one in which one to three things are another."""
    kind = drawn.choice(TYPES)
    if drawn.random() < 0.05:
        return kind, drawn.choice(BYTES)
    body = copy.deepcopy(drawn.choice(good))
    for _ in range(drawn.randint(1, 3)):
        _spoil(drawn, body)
    return kind, json.dumps(body).encode()


def _spoil(drawn: random.Random, body: Any) -> None:
    """Leave something out, add something, or put another value in, at any depth."""
    at = body
    while isinstance(at, dict | list) and at and drawn.random() < 0.6:
        deeper = drawn.choice(list(at.values()) if isinstance(at, dict) else at)
        if not isinstance(deeper, dict | list):
            break
        at = deeper
    if isinstance(at, list):
        at.append(copy.deepcopy(drawn.choice(VALUES)))
    elif not at or drawn.random() < 0.15:
        at[drawn.choice(["nonsense", "id", "author", "day", ""])] = copy.deepcopy(drawn.choice(VALUES))
    elif drawn.random() < 0.3:
        del at[drawn.choice(list(at))]
    else:
        at[drawn.choice(list(at))] = copy.deepcopy(drawn.choice(VALUES))
