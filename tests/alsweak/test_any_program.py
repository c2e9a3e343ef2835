"""Whatever a program sends, of what the OpenAPI description allows and of what it does not: never an error of ours, and
never an answer that is not described. Schemathesis makes up what is sent; the same each time."""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from alsweak.wsgi import Site
from people.models import Membership
from symptoms.derive import maker
from tests.cast import person
from tests.symptoms.api.calls import BODIES
from tests.symptoms.api.test_bearer import Program
from tests.symptoms.api.test_programs_of_clinics import ClinicProgram

ROLES = ("patient", "caregiver", "clinician", "reader", "program of the clinic")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
HOW_MANY = {GenerationMode.POSITIVE: 3, GenerationMode.NEGATIVE: 2}  # of each operation, for each role
FIGURE = "spread"
SAME_EACH_TIME = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(scope="module")
def described():
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    schema.app = Site()
    return [found.ok() for found in schema.get_all_operations()]


@pytest.fixture
def secret(request, record, ada, ben, cleo, clinic, role, settings):
    """The token of a program of each: a person's, a caregiver's, a clinician's, one that reads for the clinic, and one
    of the clinic itself."""
    settings.ALSWEAK_API_PER_MINUTE = 1_000_000
    if role == "program of the clinic":
        return ClinicProgram(cleo, record).secret
    rita = person("Rita")
    Membership.objects.create(user=rita, clinic=clinic, role="reader", access="read")
    owner = {"patient": ada, "caregiver": ben, "clinician": cleo, "reader": rita}[role]
    return Program(owner, record, "read" if role == "reader" else "write").secret


@pytest.fixture
def there(record, ada, ben, cleo, role):
    """What an address can name: an entry of each kind, of whoever asks where they write."""
    author = {"caregiver": ben, "clinician": cleo}.get(role, ada)
    told = ClinicProgram(cleo, record) if role == "program of the clinic" else Program(author, record)
    kinds = {kind: told.send("post", f"{kind}/", body).json()["id"] for kind, body in BODIES.items()}
    told = Program(cleo, record)
    kinds["visits"] = told.send("post", "visits/", {"day": "2026-03-02", "note": "Well"}).json()["id"]
    kinds["cell-marks"] = told.send("post", "cell-marks/", {"cell": "neck", "kind": "involved"}).json()["id"]
    maker.refresh(record.pk, now=timezone.now())
    return kinds


@pytest.fixture
def one_connection(secret, there):
    """That of the test, as Django's own client has it, which connects these again: an answer would close it."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)


def named(operation: Any, record: Any, there: dict[str, str]) -> dict[str, Any]:
    kind = operation.path.partition("{patient_id}/")[2].partition("/")[0]
    values = {"patient_id": str(record.pk), "id": there.get(kind, str(record.pk)), "name": FIGURE, "answer_id": 1}
    return {name: value for name, value in values.items() if f"{{{name}}}" in operation.path}


@pytest.mark.parametrize("role", ROLES)
def test_any_program_is_answered_as_it_is_described(described, one_connection, secret, record, there, role):
    troubles: dict[str, str] = {}
    answered: Counter[int] = Counter()
    for operation in described:
        for mode, number in HOW_MANY.items():
            strategy = operation.as_strategy(generation_mode=mode, path_parameters=named(operation, record, there))

            @settings(max_examples=number, **SAME_EACH_TIME)
            @given(case=strategy)
            def asks(case):
                with transaction.atomic():
                    response = case.call(headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"})
                    transaction.set_rollback(True)
                answered[response.status_code] += 1
                case.validate_response(response, checks=CHECKS)

            try:
                asks()
            except (Exception, FailureGroup) as found:
                troubles[f"{operation.label} {mode.value}"] = str(found)[:1500]

    assert troubles == {}
    assert {200, 400} <= set(answered)  # it comes past the door, and as far as what is checked of a body
    assert bool({201, 204} & set(answered)) == (role != "reader")
