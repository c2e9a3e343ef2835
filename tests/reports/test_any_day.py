"""Whatever day an address asks for, from the first of the calendar to the last, it is answered."""

import datetime as dt

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reports.summary import summary_for
from symptoms.day.plan import change_plan
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.symptoms.api.calls import Caller, refusal

ENDS = [
    "0001-01-01",
    "0001-01-28",
    "1899-12-31",
    "1900-01-01",
    "9999-12-31",
    "2026-02-30",
    "",
    "\0",
    "soon",
    "x" * 5000,
]
days = st.sampled_from(ENDS) | st.dates().map(str) | st.text(max_size=12)
FIRST, BORN = dt.date(1900, 1, 1), dt.date(1960, 5, 1)  # Ada's
cheap = settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def logged(record, ada):
    """A few weeks of a hand that grew weak, of a weight and of a plan, and the report that a worker made of them."""
    for week in range(6):
        day = TODAY - dt.timedelta(weeks=week)
        verbs.record_check_in(record, day, {"weakness.hand.left": 2 + week // 3}, by=ada, source="self", now=NOW)
    verbs.record_measurement(record, TODAY, {"weight": 70.0}, by=ada, source="self", now=NOW)
    change_plan(record, TODAY - dt.timedelta(weeks=5), by=ada, cadence="daily")
    maker.refresh(record.pk, now=NOW)
    record.refresh_from_db()
    return record


@cheap
@given(day=days)
@example(day="0001-01-01")
@example(day="9999-12-31")
def test_every_day_that_is_asked_for_is_answered_by_every_page(logged, cleo, day):
    client = Client()  # raises what would be an error
    client.force_login(cleo)
    pages = {
        "summary/": ("from", {200}),
        "compare/": ("from", {200, 422}),
        "check-in/": ("day", {200, 400}),
        "flags/": ("since", {200}),
    }

    for path, (name, statuses) in pages.items():
        response = client.get(f"/patients/{logged.pk}/{path}", {name: day})
        assert response.status_code in statuses


@pytest.mark.parametrize("born", [None, BORN])
@pytest.mark.parametrize("path", ["summary/", ""])
def test_a_period_begins_with_what_can_be_recorded(client, logged, cleo, born, path):
    logged.birth_date = born
    logged.save()
    client.force_login(cleo)

    def start(day):
        context = client.get(f"/patients/{logged.pk}/{path}", {"from": day}).context
        return (context["made"].head.period if path else context["period"]).start

    usual = start("")
    assert [start(day) for day in ("0001-01-01", "1899-12-31", "1900-01-01")] == [born or FIRST] * 3
    assert [start(day) for day in ("9999-12-31", "2026-02-01")] == [TODAY, dt.date(2026, 2, 1)]
    assert [start(day) for day in ("2026-02-30", "soon", "\0")] == [usual] * 3


@settings(cheap, max_examples=30)
@given(earlier=st.dates())
@example(earlier=dt.date.min)
@example(earlier=dt.date.max)
def test_the_body_map_compares_with_any_day(logged, earlier):
    drawn = summary_for(logged).figure("body", earlier=earlier)

    assert len(drawn.panels[0].bodies) == (2 if earlier < TODAY - dt.timedelta(days=TODAY.weekday()) else 1)


@cheap
@given(day=days)
@example(day="0001-01-01")
@example(day="9999-12-31")
def test_every_day_that_is_asked_for_is_taken_or_refused_by_the_api(logged, ada, day):
    ada = Caller(ada, logged)
    asked = [("report/", "at"), ("figures/body/", "at"), ("check-ins/", "day_from"), ("events/", "day_to")]

    for path, name in asked:
        response = ada.get(path, **{name: day})
        assert response.status_code == 200 or [where for where, _ in refusal(response)[1]] == [name]


def test_days_that_bound_a_list_are_taken_from_the_first_to_the_last(logged, ada):
    ada = Caller(ada, logged)

    def listed(**bounds):
        return len(ada.get("check-ins/", **bounds).json()["results"])

    assert listed(day_from="0001-01-01", day_to="9999-12-31") == 6
    assert (listed(day_to="0001-01-01"), listed(day_from="9999-12-31")) == (0, 0)
