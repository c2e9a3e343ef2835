"""What is said of a treatment on a day, over the API."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from care.models import TreatmentDay
from symptoms.models import Treatment
from symptoms.models.base import Source
from symptoms.write import verbs
from tests.cast import TODAY
from tests.symptoms.api.calls import Caller, refusal

pytestmark = pytest.mark.django_db
ONE = uuid.UUID("11111111-1111-4111-8111-111111111111")
BLANK = {"troubles": [], "words": "", "taken": None, "why_not": ""}


@pytest.fixture
def mask(record, ada):
    how = {"by": ada, "source": Source.SELF, "now": timezone.now()}
    return verbs.record_treatment(record, kind="niv", start=TODAY - dt.timedelta(days=9), **how).entry


def body(treatment, **said):
    return {"treatment": str(treatment.pk), "day": str(TODAY), **said}


def test_a_day_is_said_listed_and_said_anew(record, ada, mask):
    caller = Caller(ada, record)
    sent = body(mask, comfort=7, troubles=["leaks"])
    made = caller.put(f"treatment-days/{ONE}/", sent)
    again = caller.put(f"treatment-days/{ONE}/", sent)
    changed = caller.post(f"treatment-days/{ONE}/correction/", body(mask, helped=4))
    (listed,) = caller.get("treatment-days/").json()["results"]

    assert (made.status_code, again.status_code, changed.status_code) == (201, 200, 201)
    assert {name: made.json()[name] for name in ("comfort", "helped", *BLANK)} == (
        BLANK | {"comfort": 7, "helped": None, "troubles": ["leaks"]}
    )
    assert (listed["helped"], listed["comfort"], listed["troubles"]) == (4, None, [])
    assert (listed["treatment"], listed["source"], listed["author"]) == (str(mask.pk), "self", "Ada")


def test_it_stands_by_the_treatment_that_counts_now(record, ada, mask):
    caller = Caller(ada, record)
    caller.post("treatment-days/", body(mask, comfort=7))
    how = {"by": ada, "source": Source.SELF, "now": timezone.now()}
    now = verbs.record_treatment(record, kind="niv", detail="nose", start=mask.start, supersedes=mask, **how).entry
    caller.post("treatment-days/", body(now, comfort=6))

    found = [(row["treatment"], row["comfort"]) for row in caller.get("treatment-days/").json()["results"]]
    assert found == [(str(now.pk), 6)]


def test_it_is_taken_back(record, ada, mask):
    caller = Caller(ada, record)
    pk = caller.post("treatment-days/", body(mask, comfort=7)).json()["id"]

    assert caller.delete(f"treatment-days/{pk}/").status_code == 204
    assert not TreatmentDay.objects.standing().exists()


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({}, "body"),
        ({"taken": True}, "taken"),
        ({"helped": 11}, "helped"),
        ({"troubles": ["trips"]}, "troubles"),
        ({"comfort": 3, "treatment": str(ONE)}, "treatment"),
        ({"comfort": 3, "day": "2025-01-01"}, "day"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(record, ada, mask, said, where):
    status, errors = refusal(Caller(ada, record).post("treatment-days/", body(mask) | said))

    assert (status, [place.partition("[")[0].partition(".")[0] for place, _what in errors]) == (400, [where])
    assert not TreatmentDay.objects.exists()


def test_a_treatment_has_its_detail_side_dose_and_reason(record, ada):
    caller = Caller(ada, record)
    said = {"kind": "orthosis", "detail": "leg_brace", "side": "left", "dose": "carbon", "start": "2026-01-05"}
    made = caller.post("treatments/", said | {"stop": "2026-02-01", "stop_reason": "hard_to_use"})
    status, errors = refusal(caller.post("treatments/", said | {"kind": "niv", "side": ""}))

    assert made.status_code == 201
    row = Treatment.objects.get()
    assert (row.detail, row.side, row.dose, row.stop_reason) == ("leg_brace", "left", "carbon", "hard_to_use")
    assert {name: made.json()[name] for name in said} == said
    assert (status, [place for place, _what in errors]) == (400, ["detail"])


def test_another_corrects_a_treatment_to_say_that_it_ended_and_nothing_else(record, ada, ben, mask):
    caller, at = Caller(ben, record), f"treatments/{mask.pk}/correction/"
    said = {"kind": "niv", "start": str(mask.start)}
    refused = caller.post(at, said | {"stop": str(TODAY), "dose": "12/5"})
    ended = caller.post(at, said | {"stop": str(TODAY), "stop_reason": "team"})
    gone = [caller.delete(f"treatments/{ended.json()['id']}/").status_code for _twice in range(2)]

    assert (refused.status_code, ended.status_code, gone) == (403, 201, [204, 204])
    assert {name: ended.json()[name] for name in ("author", "source", "stop", "stop_reason")} == {
        "author": "Ben",
        "source": "caregiver",
        "stop": str(TODAY),
        "stop_reason": "team",
    }
    assert [(row.author, row.stop) for row in Treatment.objects.standing()] == [(ada, None)]
