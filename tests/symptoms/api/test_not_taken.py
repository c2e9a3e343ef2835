"""What only the site says is refused in a body, unless a program sends back what it was told."""

import uuid

import pytest

from tests.symptoms.api.calls import BODIES, Caller, answer, refusal


@pytest.fixture
def ada_calls(ada, record):
    return Caller(ada, record)


def refused(*names):
    return 400, [(name, f"“{name}” is not taken here: only the site says it.") for name in names]


@pytest.mark.parametrize("kind", BODIES)
def test_it_is_refused_by_name_in_what_is_new(ada_calls, kind):
    body = BODIES[kind] | {"author": "Cleo", "status": "standing"}
    assert refusal(ada_calls.post(f"{kind}/", body)) == refused("author", "status")
    assert refusal(ada_calls.put(f"{kind}/{uuid.uuid4()}/", body)) == refused("author", "status")
    assert ada_calls.get(f"{kind}/").json()["results"] == []


@pytest.mark.parametrize("kind", BODIES)
def test_what_was_told_can_be_sent_back_as_it_is(ada_calls, kind):
    told = ada_calls.post(f"{kind}/", BODIES[kind]).json()
    there = f"{kind}/{told['id']}/"

    assert answer(ada_calls.put(there, told)) == (200, told)
    assert refusal(ada_calls.put(there, told | {"author": "Cleo"})) == refused("author")
    assert ada_calls.get(there).json() == told


def test_a_correction_takes_what_was_told_with_what_is_said_anew(ada_calls):
    told = ada_calls.post("treatments/", BODIES["treatments"]).json()
    there = f"treatments/{told['id']}/correction/"

    assert refusal(ada_calls.post(there, told | {"made_at": "2026-01-01T00:00:00Z"})) == refused("made_at")
    other = refusal(ada_calls.post(there, told | {"id": str(uuid.uuid4())}))
    assert other == (400, [("id", "This is not the id in the address.")])
    status, anew = answer(ada_calls.post(there, told | {"label": "100 mg"}))
    assert (status, anew["label"], anew["id"] != told["id"]) == (201, "100 mg", True)
