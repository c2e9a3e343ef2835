import uuid

import pytest

from symptoms.models import RememberedOnset
from tests.symptoms.api.calls import BODIES, Caller, refusal

ONE = uuid.UUID("11111111-1111-4111-8111-111111111111")


def test_a_memory_comes_back_as_the_first_of_what_it_means(record, ben):
    body = {"cell": "hand.left", "precision": "year", "month": "2025-06-17"}
    said = Caller(ben, record).post("remembered-onsets/", body).json()

    told = {name: said[name] for name in ("cell", "precision", "month", "source", "author", "status")}
    assert told == {**body, "month": "2025-01-01", "source": "caregiver", "author": "Ben", "status": "standing"}


def test_a_new_memory_of_a_part_takes_the_place_of_the_one_before(record, ada, ben):
    body = {"cell": "hand.left", "precision": "not_sure"}
    Caller(ben, record).post("remembered-onsets/", body)
    ada = Caller(ada, record)
    ada.post("remembered-onsets/", body)
    last = ada.post("remembered-onsets/", body | {"source": "helped", "precision": "year", "month": "2024-01-01"})

    assert [(each["source"], each["precision"]) for each in ada.get("remembered-onsets/").json()["results"]] == [
        ("caregiver", "not_sure"),
        ("helped", "year"),
    ]
    assert ada.delete(f"remembered-onsets/{last.json()['id']}/").status_code == 204
    assert RememberedOnset.objects.standing().count() == 1


def test_a_correction_of_a_memory_keeps_its_part(record, ada):
    ada = Caller(ada, record)
    body = BODIES["remembered-onsets"]
    ada.put(f"remembered-onsets/{ONE}/", body)
    refused = ada.post(f"remembered-onsets/{ONE}/correction/", body | {"cell": "hand.right"})
    corrected = ada.post(f"remembered-onsets/{ONE}/correction/", body | {"precision": "month"})

    assert refusal(refused)[1][0][0] == "cell"
    assert (corrected.status_code, corrected.json()["precision"]) == (201, "month")
    assert ada.get(f"remembered-onsets/{ONE}/").json()["status"] == "superseded"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"month": None}, "month"),
        ({"month": "2999-01-01"}, "month"),
        ({"precision": "before"}, "month"),
        ({"precision": "day"}, "precision"),
        ({"cell": "nose"}, "cell"),
        ({"source": "clinician"}, "source"),
    ],
)
def test_what_is_no_memory_is_refused_by_field(record, ada, wrong, where):
    status, errors = refusal(Caller(ada, record).post("remembered-onsets/", BODIES["remembered-onsets"] | wrong))

    assert (status, [each for each, _ in errors]) == (400, [where])
    assert RememberedOnset.objects.count() == 0
