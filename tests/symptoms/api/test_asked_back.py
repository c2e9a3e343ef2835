"""A value that can hardly be is answered with 409, and stored where a second request confirms it."""

import datetime as dt

import pytest

from clinical.vocabulary import FUNCTION_ITEMS
from symptoms.models import FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.symptoms.api.calls import Caller, answer
from tests.symptoms.api.kinds import ONE

WEEK_AGO = TODAY - dt.timedelta(days=7)
BODY = {"day": str(TODAY), "measurement": {"weight": 157}}
PATH = f"measurements/{ONE}/"


@pytest.fixture
def weighed(record, ada):
    verbs.record_measurement(record, WEEK_AGO, {"weight": 71.5}, by=ada, source="self", now=NOW)


def test_the_question_says_what_it_is_compared_with_and_how_to_confirm(record, ada, weighed):
    status, said = answer(Caller(ada, record).put(PATH, BODY))
    assert (status, said) == (
        409,
        {
            "reference": said["reference"],
            "type": "/api/docs/#asked-back",
            "title": "Conflict",
            "status": 409,
            "detail": "157 kg? The last weight was 71.5 kg on 23 February 2026. Pounds would be 71.2 kg.",
            "errors": [
                {
                    "where": "measurement.weight",
                    "what": "157 kg? The last weight was 71.5 kg on 23 February 2026. Pounds would be 71.2 kg.",
                }
            ],
            "doubts": [
                {
                    "measure": "weight",
                    "value": 157,
                    "why": "maybe another unit",
                    "usual": [35, 180],
                    "compared_with": {"value": 71.5, "day": "2026-02-23"},
                    "suggested": 71.2,
                    "unit": "pounds",
                    "confirm": "weight=157",
                }
            ],
        },
    )
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize("confirmation", ["weight=157", "weight=157.0"])
def test_a_second_request_that_confirms_it_stores_it_once(record, ada, weighed, confirmation):
    caller = Caller(ada, record)
    caller.put(PATH, BODY)
    said = BODY | {"confirm": [confirmation]}
    first, second, third = caller.put(PATH, said), caller.put(PATH, said), caller.put(PATH, BODY)

    assert [response.status_code for response in (first, second, third)] == [201, 200, 200]
    assert first.json()["confirmed"] == ["weight"]
    assert first.json() == second.json() == third.json()
    assert Measurement.objects.count() == 2


def test_a_confirmation_is_of_one_value(record, ada, weighed):
    response = Caller(ada, record).put(PATH, BODY | {"confirm": ["weight=158", "weight", "snip=157"]})

    assert (response.status_code, Measurement.objects.count()) == (409, 1)


def test_a_correction_is_not_compared_with_what_it_corrects(record, ada):
    caller = Caller(ada, record)
    caller.put(PATH, BODY)
    right = caller.post(f"{PATH}correction/", {"day": str(TODAY), "measurement": {"weight": 71.5}})
    wrong = caller.post(
        f"measurements/{right.json()['id']}/correction/", {"day": str(TODAY), "measurement": {"weight": 300}}
    )

    assert (right.status_code, right.json()["confirmed"], wrong.status_code) == (201, [], 409)


def test_a_total_of_the_clinic_is_asked_back_and_a_persons_own_is_not(record, ada, cleo):
    def body(grade):
        return {"function": dict.fromkeys(FUNCTION_ITEMS, grade)}

    for caller, source in ((Caller(cleo, record), "clinician"), (Caller(ada, record), "self")):
        said = {f"function.{item}": 4 for item in FUNCTION_ITEMS}
        author = cleo if source == "clinician" else ada
        verbs.record_function_check(record, TODAY - dt.timedelta(28), said, by=author, source=source, now=NOW)
        response = caller.post("function-checks/", {"day": str(TODAY), **body(2)})
        if source == "clinician":
            assert [doubt["confirm"] for doubt in response.json()["doubts"]] == ["function.total=24"]
            caller.post("function-checks/", {"day": str(TODAY), **body(2), "confirm": ["function.total=24"]})
        else:
            assert response.status_code == 201
    assert [
        (check.source, check.confirmed) for check in FunctionCheck.objects.filter(day=TODAY).order_by("source")
    ] == [
        ("clinician", ["function.total"]),
        ("self", []),
    ]


def test_the_description_says_what_409_holds(client, ada):
    client.force_login(ada)
    schema = client.get("/api/schema/", {"format": "json"}).json()
    conflicts = {
        path.rsplit("{patient_id}/")[-1]: methods["post"]["responses"]["409"]["content"]["application/problem+json"][
            "schema"
        ]
        for path, methods in schema["paths"].items()
        if "post" in methods and path.endswith(("measurements/", "function-checks/", "check-ins/"))
    }

    assert {path: said["$ref"].rpartition("/")[2] for path, said in conflicts.items()} == {
        "check-ins/": "Errors",
        "function-checks/": "Conflict",
        "measurements/": "Conflict",
    }
    assert set(schema["components"]["schemas"]["Doubt"]["properties"]) == {
        "measure",
        "value",
        "why",
        "usual",
        "compared_with",
        "suggested",
        "unit",
        "confirm",
    }
