"""Every refusal is problem details (RFC 9457), whoever refuses it."""

import pytest
from django.test import Client

from tests.symptoms.api.calls import BODIES, Caller
from tests.symptoms.api.test_bearer import Program

NOWHERE = "/api/v1/nothing/here/"


def refusals(record, ada, dan, settings):
    """A refusal of each kind, by its status."""
    me, stranger, nobody = Caller(ada, record), Caller(dan, record), Client()
    settings.ALSWEAK_API_PER_MINUTE = 0
    program = Program(ada, record)
    text = me.client.post(f"{me.base}events/", "kind=fall", content_type="text/plain")
    found = [
        me.post("events/", {"kind": "party"}),
        nobody.get(me.base),
        me.post("flags/", {}),
        stranger.get(),
        nobody.get(NOWHERE),
        me.client.get(NOWHERE),
        me.client.patch(f"{me.base}events/"),
        me.client.get(me.base, headers={"Accept": "text/html"}),
        me.post("measurements/", {"day": "2026-03-02", "measurement": {"weight": 250}}),
        me.post("events/", {"kind": "x" * 1_000_001}),
        text,
        program.client.get(program.base),
    ]
    return [(each.status_code, each) for each in found]


def test_each_has_the_members_of_a_problem(record, ada, dan, settings):
    statuses = [400, 401, 403, 404, 404, 404, 405, 406, 409, 413, 415, 429]
    found = refusals(record, ada, dan, settings)
    assert [status for status, _response in found] == statuses

    for status, response in found:
        said = response.json()
        kinds = {"type", "title", "status", "detail", "errors", "reference"} | ({"doubts"} if status == 409 else set())
        assert (response.headers["Content-Type"], set(said)) == ("application/problem+json", kinds)
        assert (said["status"], said["title"]) == (status, response.reason_phrase)
        assert said["detail"] == " ".join(error["what"] for error in said["errors"])
        assert said["type"] == ("/api/docs/#asked-back" if status == 409 else "about:blank")


def test_what_is_done_is_plain_json(record, ada):
    response = Caller(ada, record).post("events/", BODIES["events"])

    assert (response.status_code, response.headers["Content-Type"]) == (201, "application/json")


@pytest.mark.django_db
def test_the_places_that_a_problem_points_at_are_there(client):
    assert client.get("/api/docs/").content.count(b'id="asked-back"') == 1
