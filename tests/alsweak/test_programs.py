"""How much a program may ask, and that it is not sent what it has."""

import pytest

from symptoms.derive import maker
from tests.cast import NOW
from tests.symptoms.api.calls import Caller, refusal
from tests.symptoms.api.test_bearer import Program

SAME = ("report", "figures/spread", "figures/weight", "flags", "check-ins", "visits")


def test_how_much_is_left_is_told_and_then_when_to_come_back(record, ada, settings):
    settings.ALSWEAK_API_PER_MINUTE = 2
    program = Program(ada, record)
    first, _second, third = (program.client.get(program.base) for _each in range(3))
    left = program.token.__class__.objects.get().minute

    assert first.headers["RateLimit-Policy"] == '"token";q=2;w=60'
    assert first.headers["RateLimit"].startswith('"token";r=1;t=')
    assert third.headers["RateLimit"] == f'"token";r=0;t={third.headers["Retry-After"]}'
    assert 1 <= int(third.headers["Retry-After"]) <= 60
    assert refusal(third)[0] == 429
    assert third.headers["Content-Type"] == "application/problem+json"
    assert left is not None


def test_one_program_does_not_use_up_what_another_may_ask(record, ada, settings):
    settings.ALSWEAK_API_PER_MINUTE = 1
    one, other = Program(ada, record), Program(ada, record)

    answers = [each.client.get(each.base).status_code for each in (one, one, other)]
    assert answers == [200, 429, 200]


def test_pages_and_who_signed_in_are_not_counted(record, ada):
    assert "RateLimit" not in Caller(ada, record).get().headers


@pytest.mark.parametrize("name", SAME)
def test_what_is_the_same_is_not_sent_again(record, cleo, name):
    maker.refresh(record.pk, now=NOW)
    program = Program(cleo, record)
    address = f"{program.base}{name}/"
    first = program.client.get(address)
    again = program.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    zipped = program.client.get(address, headers={"If-None-Match": f"W/{first.headers['ETag']}"})
    other = program.client.get(address, headers={"If-None-Match": '"another"'})

    assert [each.status_code for each in (first, again, zipped, other)] == [200, 304, 304, 200]
    assert (again.content, again.headers["ETag"]) == (b"", first.headers["ETag"])
    assert again.headers["Cache-Control"] == "no-store"


def test_what_changed_is_sent_anew(record, ada):
    program = Program(ada, record)
    before = program.client.get(f"{program.base}events/")
    program.send("post", "events/", {"kind": "fall", "start": "2026-02-20"})
    after = program.client.get(f"{program.base}events/", headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, len(after.json()["results"])) == (200, 1)


def test_who_may_not_look_is_told_so_whatever_they_have(record, ada, dan):
    etag = Program(ada, record).client.get(f"/api/v1/patients/{record.pk}/").headers["ETag"]
    stranger = Program(dan, record)

    assert stranger.client.get(stranger.base, headers={"If-None-Match": etag}).status_code == 404
    assert stranger.client.get(stranger.base, headers={"If-None-Match": "*"}).status_code == 404
