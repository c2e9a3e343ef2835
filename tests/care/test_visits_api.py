import uuid

import pytest

from care.models import Visit
from care.visits.read import said_of
from care.visits.said import Line, Said
from tests.cast import TODAY
from tests.symptoms.api.calls import Caller

BODY = {
    "day": "2026-03-02",
    "mode": "video",
    "note": "Falls twice.",
    "next_visit": "2026-06-01",
    "diagnosis": "als",
    "diagnosis_date": "2025-09-01",
    "function": {"speech": 4, "cutting_food": 3, "gastrostomy": 0},
    "measurement": {"fvc_percent": 82.5},
    "strength": [
        {"muscle": "elbow_flexion", "side": "left", "grade": "4-"},
        {"muscle": "neck_flexion", "side": None, "grade": "5"},
    ],
    "signs": [{"region": "arm", "upper": "present", "lower": None}],
    "opm": {"onset": "O2d", "propagation": "P1", "months": 6, "motor": None},
}


@pytest.fixture
def api(record, cleo):
    return Caller(cleo, record)


def test_a_visit_comes_back_as_it_was_sent_and_twice_is_once(api):
    id = uuid.uuid4()
    first, again = api.put(f"visits/{id}/", BODY), api.put(f"visits/{id}/", BODY)

    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    own = {"id": str(id), "author": "Cleo", "status": "standing", "made_at": first.json()["made_at"]}
    assert api.get(f"visits/{id}/").json() == BODY | own
    assert api.get("visits/").json()["results"] == [BODY | own]
    said = said_of(Visit.objects.get())
    assert (said.day, said.opm, said.signs) == (TODAY, Line("O2d", "P1", 6), {"arm": ("present", "")})


def test_of_a_visit_no_more_than_its_day_has_to_be_said(api):
    sent = api.post("visits/", {"day": "2026-03-02"})

    assert sent.status_code == 201
    assert said_of(Visit.objects.get()) == Said(TODAY)
    assert {name: sent.json()[name] for name in ("mode", "strength", "opm")} == {
        "mode": None,
        "strength": [],
        "opm": None,
    }


def test_a_correction_says_it_whole_and_a_deletion_takes_its_numbers_back(api):
    first = api.post("visits/", BODY).json()
    corrected = api.post(f"visits/{first['id']}/correction/", {"day": "2026-03-02", "measurement": {"snip": 60}})

    assert corrected.status_code == 201
    assert corrected.json()["measurement"] == {"snip": 60}
    assert "function" not in corrected.json()
    assert api.post(f"visits/{first['id']}/correction/", BODY).status_code == 409
    assert api.delete(f"visits/{corrected.json()['id']}/").status_code == 204
    assert api.get("measurements/").json()["results"] == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"day": "2126-03-03"}, "day"),
        ({"next_visit": "2026-03-02"}, "next_visit"),
        ({"function": {"cutting_food": 3}}, "function.gastrostomy"),
        ({"function": {"speech": 5}}, "function.speech"),
        ({"measurement": {"grip.left": 5}}, "measurement.grip.left"),
        ({"strength": [{"muscle": "elbow_flexion", "side": "left", "grade": "6"}]}, "strength.0.grade"),
        ({"strength": [{"muscle": "elbow_flexion", "side": None, "grade": "5"}]}, "strength.0.side"),
        ({"strength": [BODY["strength"][0]] * 2}, "strength"),
        ({"signs": [{"region": "arm"}]}, "signs.0"),
        ({"opm": {"onset": "O5", "propagation": "P1"}}, "opm.onset"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_can_not_be_said_of_a_visit_is_refused_with_its_place(api, change, where):
    refused = api.post("visits/", BODY | change)

    assert (refused.status_code, Visit.objects.count()) == (400, 0)
    assert where in [error["where"] for error in refused.json()["errors"]], refused.json()


def test_the_visits_are_the_care_teams(record, ada):
    assert Caller(ada, record).get("visits/").status_code == 403


def test_a_value_that_can_hardly_be_is_asked_back_and_kept_once_it_is_confirmed(api):
    api.post("visits/", {"day": "2026-02-02", "measurement": {"weight": 71.5}})
    body = {"day": "2026-03-02", "measurement": {"weight": 157}}
    asked = api.post("visits/", body)

    assert asked.status_code == 409
    assert [doubt["confirm"] for doubt in asked.json()["doubts"]] == ["weight=157"]
    assert Visit.objects.count() == 1
    assert api.post("visits/", body | {"confirm": ["weight=157"]}).status_code == 201
    assert Visit.objects.latest("day").measurement.confirmed == ["weight"]
