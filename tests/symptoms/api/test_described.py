"""Each answer is what the OpenAPI description says of it, of records with every fact and with none."""

import datetime as dt
from typing import Any

import jsonschema
import pytest
from drf_spectacular.generators import SchemaGenerator

from symptoms.derive import maker
from tests.cast import NOW, new_patient
from tests.symptoms.api.calls import BODIES, Caller

EMPTY = {"name": "", "birth_date": None, "onset_cell": "", "writing_hand": "", "usual_weight": None, "height": None}
FULL = {
    "name": "Ada",
    "birth_date": dt.date(1960, 5, 1),
    "onset_month": dt.date(2025, 3, 1),
    "onset_precision": "season",
    "onset_cell": "hand.left",
    "diagnosis_date": dt.date(2025, 9, 1),
    "writing_hand": "left",
    "usual_weight": 71.5,
    "height": 170,
}
LEAST = {  # of each kind, what must be said and no more
    "check-ins": {"day": "2026-03-02", "signs": {"falls": 0}},
    "function-checks": {"day": "2026-03-02", "function": {"speech": 0}},
    "measurements": {"day": "2026-03-02", "measurement": {"snip": 0}},
    "treatments": {"kind": "niv", "start": "2026-01-05"},
    "events": {"kind": "fall", "start": "2026-02-20"},
    "remembered-onsets": {"cell": "neck", "precision": "not_sure"},
}
ONE = "11111111-1111-4111-8111-111111111111"
MARK = {"cell": "hand.left", "kind": "involved"}
OF_PATIENT = "/api/v1/patients/{patient_id}/"
RECORD = "/api/v1/patients/{id}/"


@pytest.fixture(scope="module")
def described():
    return SchemaGenerator().get_schema(request=None, public=True)


def as_json_schema(said: Any) -> Any:
    """OpenAPI 3.0 says "or null" beside the type, JSON Schema as one more type."""
    if isinstance(said, list):
        return [as_json_schema(each) for each in said]
    if not isinstance(said, dict):
        return said
    inner = {name: as_json_schema(each) for name, each in said.items() if name != "nullable"}
    return {"anyOf": [inner, {"type": "null"}]} if said.get("nullable") is True else inner


def check(described, path, method, response):
    """Raises ``ValidationError`` where the answer is another than the description has under its status."""
    answer = described["paths"][path][method]["responses"][str(response.status_code)]
    schema = answer["content"][response.headers["Content-Type"]]["schema"]
    wanted = as_json_schema({"components": described["components"], **schema})
    jsonschema.Draft202012Validator(wanted, format_checker=jsonschema.FormatChecker()).validate(response.json())


@pytest.mark.parametrize("facts", [EMPTY, FULL], ids=["no facts", "all facts"])
@pytest.mark.parametrize("bodies", [{}, LEAST, BODIES], ids=["no entry", "least", "more"])
def test_every_answer_is_as_it_is_described(described, clinic, cleo, facts, bodies):
    patient = new_patient(clinic, "A-1", **facts)
    cleo = Caller(cleo, patient)
    for kind, body in bodies.items():
        check(described, f"{OF_PATIENT}{kind}/{{id}}/", "put", cleo.put(f"{kind}/{ONE}/", body))
        check(described, f"{OF_PATIENT}{kind}/{{id}}/", "get", cleo.get(f"{kind}/{ONE}/"))
    if bodies:
        check(described, f"{OF_PATIENT}cell-marks/", "post", cleo.post("cell-marks/", MARK))
        maker.refresh(patient.pk, now=NOW)

    read = [path for path, said in described["paths"].items() if "get" in said]
    others = [path for path in read if path == RECORD or "{id}" not in path]
    answers = {
        path: cleo.client.get(path.format(patient_id=patient.pk, id=patient.pk, name="spread")) for path in others
    }
    for path, answer in answers.items():
        check(described, path, "get", answer)
    made = ("report", "comparison", "summary", "flags", "due", "figures/{name}")
    waiting = {f"{OF_PATIENT}{name}/" for name in made}
    assert {path for path, answer in answers.items() if answer.status_code == 202} == (set() if bodies else waiting)


def test_every_refusal_is_as_it_is_described(described, record, ada, dan):
    ada, dan, path = Caller(ada, record), Caller(dan, record), f"{OF_PATIENT}check-ins/"

    check(described, path, "get", ada.get("check-ins/", limit="many"))
    check(described, path, "get", dan.get("check-ins/"))
    check(described, path, "post", ada.post("check-ins/", {"day": "soon"}))
