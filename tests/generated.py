"""What a program could send of an operation of the API, made up from the OpenAPI description, and each place where the
answer is another than described. The same each time."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.db.models import Sum
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from alsweak.wsgi import Site
from people.models import Patient, User
from symptoms.derive import maker
from tests.care.programme import setting
from tests.symptoms.api.calls import BODIES
from tests.symptoms.api.test_bearer import Program

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
]
POSITIVE, NEGATIVE = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
FIGURE = "spread"
SAME_EACH_TIME = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}

# What a body or an address that is as described is refused for all the same: what hangs together in it, who sends it,
# and what stands in the record, of which no schema can speak. Whole sentences; … is what differs.
RULES = {
    # days
    "… is in the future: where Ada lives it is ….",
    "… is too long ago: days from … can be recorded.",
    "… is before the first day, ….",
    "… is not after the day of this visit, ….",
    "A day after today is needed.",
    "A day up to today is needed.",
    "This day is later than …, the last that there is.",
    "Nothing was entered before ….",
    "Both are the same day: there is nothing to compare.",
    "The later day is before the earlier one. They were not swapped.",
    # what hangs together
    "This is asked of a change in behaviour alone.",
    "Nothing was filled in, so nothing was saved.",
    "Nothing else can be said together with ….",
    "… was confirmed, but none of its answers was sent.",
    "A grade was sent for this part too.",
    "Leave a region out that was not examined.",
    "Right or left is needed; of the neck, neither.",
    "The same was said twice here.",
    "This is not worn on a side.",
    "This is not asked of such a treatment.",
    "This does not belong to such a treatment.",
    "It goes on: there is no last day.",
    "Of a study nothing is kept that could tell its arm.",
    "Who is not sure, or says …, names no month.",
    "Say in which month, season or year it began, or that you are not sure.",
    "A day belongs to … only.",
    "A day on which it was done belongs to … only.",
    "A day for asking again does not belong to ….",
    "A reason belongs to … only.",
    "Choose one of the answers.",
    "Choose one of the answers, or skip the question.",
    "Null characters are not allowed.",
    # who sends it, and what stands
    "… was found, … is allowed for you.",
    "… was found, … / … is allowed for you.",
    "… was found here; allowed are ….",
    "This is not asked of you.",
    "This exercise was not in the programme on that day.",
    "This is not the id in the address.",
    "A correction keeps this as it was. Take the entry back, and write it anew.",
    "… was not raised on ….",
    "No next visit is on record, so nothing was saved.",
    "Nothing was said before this day, so there is nothing to be the same as.",
    "A total without its items is kept only as a clinic gave it.",
}
DIFFERS = re.compile(
    r"“.*?”|(?<=allowed are ).*(?=\.$)|\bR[0-9]{2}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|\b[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}|\b[0-9]+\b",
    re.DOTALL,
)
DRAWN_DAYS = 1200  # back from today


def days() -> st.SearchStrategy[str]:
    """Mostly of the last years: others are refused before anything else of what was sent is looked at."""
    today = timezone.now().date()
    near = st.integers(0, DRAWN_DAYS).map(lambda ago: today - dt.timedelta(ago))
    return (near | near | near | st.dates()).map(dt.date.isoformat)


@dataclass
class Told:
    """What was asked of one operation, and each kind of difference with one that shows it."""

    answered: Counter[int] = field(default_factory=Counter)
    differences: dict[str, str] = field(default_factory=dict)


def operations() -> list[Any]:
    """Each operation of the description as it is served, asked of the site in this process."""
    schemathesis.openapi.format("date", days())
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    schema.app = Site()
    return [found.ok() for found in schema.get_all_operations()]


@contextmanager
def on_this_connection() -> Iterator[None]:
    """That of the test, as Django's own client has it, which connects these again: an answer would close it."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    try:
        yield
    finally:
        for each in signals:
            each.connect(close_old_connections)


def there(record: Patient, by: Program, cleo: User) -> dict[str, str]:
    """What an address can name: the id of an entry of each kind of ``record``, written by a program of who asks."""
    kinds = {kind: by.send("post", f"{kind}/", body).json()["id"] for kind, body in BODIES.items()}
    team = Program(cleo, record)
    kinds["visits"] = team.send("post", "visits/", {"day": "2026-03-02", "note": "Well"}).json()["id"]
    kinds["cell-marks"] = team.send("post", "cell-marks/", {"cell": "neck", "kind": "involved"}).json()["id"]
    kinds["due"] = team.send("post", "due/", {"task": "voice", "action": "declined"}).json()["id"]
    kinds["items"] = str(setting.programme(record, cleo).items.first().pk)
    maker.refresh(record.pk, now=timezone.now())
    return kinds


def ask(operation: Any, mode: GenerationMode, number: int, record: Patient, kinds: dict[str, str], secret: str) -> Told:
    """Send ``number`` requests that are as described (``POSITIVE``) or are not (``NEGATIVE``). None of them stays."""
    told, before = Told(), rows()
    strategy = operation.as_strategy(generation_mode=mode, path_parameters=named(operation, record, kinds))

    @settings(max_examples=number, **SAME_EACH_TIME)
    @given(case=strategy)
    def asks(case: Any) -> None:
        if mode == POSITIVE and isinstance(case.body, dict):
            known = {"treatment": kinds["treatments"], "item": kinds["items"]}
            case.body |= {name: known[name] for name in known if name in case.body}
        with undone(told, before, _shown(case)) as answered:
            response = case.call(headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"})
            answered(response.status_code)
        try:
            case.validate_response(response, checks=CHECKS)
        except (Exception, FailureGroup) as found:
            for each in getattr(found, "exceptions", (found,)):
                _note(told, each, case, response)

    asks()
    return told


@contextmanager
def undone(told: Told, before: tuple[int, ...], shown: str) -> Iterator[Callable[[int], None]]:
    """Nothing of what is asked inside stays. Told of its status, it counts that, and notes what a refusal has written.
    ``before``: how many rows there were; ``shown``: what was asked."""
    writes = _Writes()

    def answered(status: int) -> None:
        told.answered[status] += 1
        if status >= 400 and writes.seen and (after := rows()) != before:
            told.differences["written in part"] = f"{shown}: {before} became {after}"

    with transaction.atomic():
        with connection.execute_wrapper(writes):
            yield answered
        transaction.set_rollback(True)


def _note(told: Told, found: Exception, case: Any, response: Any) -> None:
    kind = f"{type(found).__name__} {response.status_code}"
    if kind == "RejectedPositiveData 400":
        broken = {DIFFERS.sub("…", error["what"]) for error in response.json()["errors"]} - RULES
        if not broken:
            return
        kind = f"{kind}: {' '.join(sorted(broken))}"
    elif kind.startswith("AcceptedNegativeData"):
        kind = f"{kind}: {str(found).rpartition('Invalid component: ')[2]}"
    told.differences.setdefault(kind, f"{_shown(case)} -> {response.text[:300]}")


def _shown(case: Any) -> str:
    body = case.body if isinstance(case.body, dict | list | str | int | float | None) else repr(case.body)
    query = dict(case.query or {})
    return f"{case.method} {case.path} {query or ''} {json.dumps(body, ensure_ascii=True)[:400]}"


def named(operation: Any, record: Patient, kinds: dict[str, str]) -> dict[str, Any]:
    kind = operation.path.partition("{patient_id}/")[2].partition("/")[0]
    values = {"patient_id": str(record.pk), "id": kinds.get(kind, str(record.pk)), "name": FIGURE, "answer_id": 1}
    values["due_id"] = kinds["due"]
    return {name: value for name, value in values.items() if f"{{{name}}}" in operation.path}


class _Writes:
    """Sees whether something is written of a record, to be kept or not: else nothing has to be counted."""

    OF_A_RECORD = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(symptoms_|care_|people_patient")')

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Any, sql: Any, *how: Any) -> Any:
        self.seen = self.seen or self.OF_A_RECORD.match(str(sql)) is not None
        return execute(sql, *how)


def rows() -> tuple[int, ...]:
    """How many rows there are of each thing that is recorded, and how often the records changed."""
    models = [model for room in ("symptoms", "care") for model in apps.get_app_config(room).get_models()]
    version = Patient.objects.aggregate(changed=Sum("data_version"))["changed"]
    return version, *(model._base_manager.count() for model in models)
