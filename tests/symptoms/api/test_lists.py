"""Lists: cut by day, in pages, with few queries."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from symptoms.models import CheckIn
from symptoms.record.standing import Statement
from symptoms.write.rows import build, save_all
from tests.cast import TODAY
from tests.symptoms.api.calls import BODIES, Caller, refusal


def log_every_day(record, by, days):
    values = {"weakness.hand.left": 3, "fatigue.now": 5, "asymmetry.hand": -1, "cramps.count": 2, "falls": 0}
    fields = {"patient": record, "author": by, "source": "self", "time_zone": record.time_zone}
    save_all(build(CheckIn, Statement(values), day=TODAY - dt.timedelta(days=back), **fields) for back in range(days))


def test_lists_are_cut_by_day(record, ada):
    ada = Caller(ada, record)
    for kind, name in (("measurements", "day"), ("treatments", "start")):
        for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"):
            ada.post(f"{kind}/", BODIES[kind] | {name: day})
        february = ada.get(f"{kind}/", day_from="2026-02-01", day_to="2026-02-28").json()["results"]

        assert [each[name] for each in february] == ["2026-02-28", "2026-02-01"]


def test_a_day_that_is_none_is_refused_in_the_address_too(record, ada):
    assert refusal(Caller(ada, record).get("events/", day_from="soon")) == (400, [("day_from", "Enter a valid date.")])


def test_lists_come_in_pages_of_a_hundred(record, ada):
    log_every_day(record, ada, 102)
    ada = Caller(ada, record)
    first = ada.get("check-ins/").json()
    second = ada.client.get(first["next"]).json()

    assert [len(first["results"]), len(second["results"])] == [100, 2]
    assert first["results"][0]["day"] > first["results"][-1]["day"] > second["results"][0]["day"]
    assert (first["previous"], second["next"]) == (None, None)
    assert ada.client.get(second["previous"]).json() == first


def test_a_page_far_beyond_the_end_is_empty(record, ada):
    response = Caller(ada, record).get("check-ins/", offset=10**30)

    assert (response.json()["results"], response.json()["next"]) == ([], None)


def test_a_list_of_a_hundred_check_ins_takes_five_queries_sign_in_and_audit_among_them(record, ada):
    log_every_day(record, ada, 100)
    ada = Caller(ada, record)
    with CaptureQueriesContext(connection) as queries:
        listed = ada.get("check-ins/").json()["results"]

    assert (len(listed), len(queries)) == (100, 5)
