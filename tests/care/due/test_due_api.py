import datetime as dt
import uuid

import pytest
from django.utils import timezone

from care.models import DueAnswer
from symptoms.derive import maker
from symptoms.record.days import local_day
from tests.cast import NOW
from tests.symptoms.api.calls import Caller


@pytest.fixture
def api(record, cleo):
    return Caller(cleo, record)


def test_before_the_first_report_it_is_not_there_yet(api):
    assert api.get("due/").status_code == 202


def test_an_answer_comes_back_with_its_line_and_twice_is_once(api, record):
    maker.refresh(record.pk, now=NOW)
    today = local_day(record, timezone.now())
    body = {"id": str(uuid.uuid4()), "task": "mind", "action": "done", "on": str(today)}
    first, again = api.post("due/", body), api.post("due/", body)

    assert (first.status_code, again.status_code) == (201, 200)
    given = body | {"until": None, "by": "Cleo", "at": first.json()["at"], "undone": None}
    assert first.json() == again.json() == given
    line = next(each for each in api.get("due/").json()["due"] if each["task"] == "mind")
    assert line == {
        "task": "mind",
        "state": "later",
        "since": str(today + dt.timedelta(183)),
        "last": str(today),
        "every_months": 6,
        "mark": "P",
        "asked": [],
        "answers": [given],
    }


def test_an_answer_is_taken_back_by_its_id(api, record):
    maker.refresh(record.pk, now=NOW)
    id = api.post("due/", {"task": "voice", "action": "declined"}).json()["id"]
    assert [api.delete(f"due/{id}/").status_code for _twice in range(2)] == [204, 204]

    line = next(each for each in api.get("due/").json()["due"] if each["task"] == "voice")
    assert (line["state"], line["answers"][0]["undone"]["by"]) == ("due", "Cleo")
    assert DueAnswer.objects.count() == 2


def test_a_day_that_is_missing_is_named(api):
    sent = api.post("due/", {"task": "mind", "action": "not_now"})

    assert (sent.status_code, [error["where"] for error in sent.json()["errors"]]) == (400, ["until"])


def test_it_is_for_the_care_team_alone(record, ada):
    own = Caller(ada, record)

    assert [own.get("due/").status_code, own.post("due/", {}).status_code] == [403, 403]
