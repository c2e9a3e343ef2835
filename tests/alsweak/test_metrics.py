"""Numbers for Prometheus: for a token alone, and of nobody."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed

from alsweak import metrics

TOKEN = "a-token-of-the-one-who-watches"


@pytest.fixture
def look(client, settings):
    settings.ALSWEAK_METRICS_TOKEN, settings.REDIS_URL = TOKEN, ""
    return lambda token=TOKEN: client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def counted(look):
    """A number of now, by its name and labels."""

    def ask(name, **labels):
        samples = [sample for family in parsed(look().content.decode()) for sample in family.samples]
        found = [sample.value for sample in samples if (sample.name, sample.labels) == (name, labels)]
        return found[0] if found else 0

    return ask


@pytest.mark.parametrize("token", ["", "another", TOKEN[:-1], "ä"])
def test_without_the_token_there_is_no_such_page(db, look, token):
    assert look(token).status_code == 404


def test_where_no_token_is_set_nobody_has_it(client, db, settings):
    settings.ALSWEAK_METRICS_TOKEN = ""
    assert [client.get("/metrics", headers=sent).status_code for sent in ({}, {"Authorization": "Bearer "})] == [
        404,
        404,
    ]


def test_answers_are_counted_by_route_method_and_status(client, db, counted):
    asked = {"route": "join/<str:secret>/", "method": "GET", "status": "302"}
    before = counted("alsweak_answers_total", **asked), counted("alsweak_answer_seconds_count", route=asked["route"])
    client.get("/join/canary-7f3a/")
    after = counted("alsweak_answers_total", **asked), counted("alsweak_answer_seconds_count", route=asked["route"])
    assert [now - then for then, now in zip(before, after, strict=True)] == [1, 1]


def test_whoever_invents_addresses_and_methods_makes_no_labels(client, db, counted, look):
    other = {"route": "none", "method": "other", "status": "404"}
    before = counted("alsweak_answers_total", **other)
    for number in range(3):
        client.generic(f"CANARY{number}", f"/canary-{number}/")
    assert counted("alsweak_answers_total", **other) - before == 3
    assert re.findall(r"(?i)canary", look().content.decode()) == []


def test_what_waits_is_told_as_it_is_now(db, record, counted):
    assert (counted("alsweak_reports_waiting"), counted("alsweak_letters_waiting")) == (1, 0)
    record.delete()
    assert counted("alsweak_reports_waiting") == 0


def test_every_gauge_is_something_that_the_site_knows_of_itself(db):
    assert set(metrics.GAUGES) == set(metrics.health.Health.__dataclass_fields__) - {"redis", "replica"}
