"""The person's own plan, and how much of it was kept."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from people.models import AuditEvent
from symptoms.day.plan import change_plan
from symptoms.models import Plan
from symptoms.read.plans import Kept, due, kept, plan_of
from tests.cast import TODAY

DAY = dt.timedelta(days=1)


def days(*ago):
    return [TODAY - n * DAY for n in ago]


def test_without_a_plan_it_is_daily_and_everything(record):
    plan = plan_of(record, TODAY)

    assert (plan.cadence, plan.left_out, plan.pk) == ("daily", [], None)


def test_a_new_plan_keeps_what_it_does_not_name_and_leaves_the_past_alone(record, ada):
    change_plan(record, TODAY - 10 * DAY, by=ada, left_out=["week", "cramps"])
    change_plan(record, TODAY, by=ada, cadence="weekly")

    assert (plan_of(record, TODAY).cadence, plan_of(record, TODAY).left_out) == ("weekly", ["cramps", "week"])
    assert plan_of(record, TODAY - DAY).cadence == "daily"


def test_the_last_of_two_plans_of_one_day_counts(record, ada):
    for cadence in ("weekly", "pause"):
        change_plan(record, TODAY, by=ada, cadence=cadence)

    assert plan_of(record, TODAY).cadence == "pause"


def test_a_cadence_that_there_is_not_is_refused_and_nothing_is_written(record, ada):
    with pytest.raises(ValidationError):
        change_plan(record, TODAY, by=ada, cadence="hourly")

    assert Plan.objects.count() == AuditEvent.objects.count() == 0


def test_a_change_of_plan_leaves_its_trace(record, ada):
    plan = change_plan(record, TODAY, by=ada, cadence="weekly")

    assert AuditEvent.objects.get().detail == f"plan {plan.pk}"


def test_each_planned_day_is_kept_by_its_own_entry():
    assert kept([], days(0, 2, 3), TODAY - 4 * DAY, TODAY) == Kept(5, 3)


def test_one_entry_keeps_a_week():
    weekly = Plan(since=TODAY - 20 * DAY, cadence="weekly")

    assert kept([weekly], days(20, 19, 10), TODAY - 20 * DAY, TODAY) == Kept(3, 2)


def test_the_stretch_that_still_runs_counts_only_once_it_was_kept():
    weekly = Plan(since=TODAY - 8 * DAY, cadence="weekly")

    assert kept([weekly], days(8), TODAY - 8 * DAY, TODAY) == Kept(1, 1)
    assert kept([weekly], days(8, 0), TODAY - 8 * DAY, TODAY) == Kept(2, 2)


def test_a_pause_asks_for_nothing():
    plans = [Plan(since=TODAY - 9 * DAY, cadence="daily"), Plan(since=TODAY - 6 * DAY, cadence="pause")]

    assert kept(plans, days(9, 8, 7, 2), TODAY - 9 * DAY, TODAY) == Kept(3, 3)


def test_before_the_first_plan_it_was_daily():
    assert kept([Plan(since=TODAY, cadence="pause")], days(1), TODAY - 2 * DAY, TODAY) == Kept(2, 1)


@given(
    cadences=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Plan.Cadence.values)), max_size=5),
    logged=st.sets(st.integers(0, 60)),
    more=st.integers(0, 60),
)
def test_more_entries_never_make_less_of_a_plan_kept(cadences, logged, more):
    plans = [Plan(since=TODAY - ago * DAY, cadence=cadence) for ago, cadence in cadences]
    before = kept(plans, days(*logged), TODAY - 60 * DAY, TODAY)
    after = kept(plans, days(*logged, more), TODAY - 60 * DAY, TODAY)

    assert 0 <= before.kept <= before.planned <= 61
    assert before.kept <= after.kept


@pytest.mark.parametrize(
    ("cadence", "ago", "is_due"),
    [
        ("daily", 0, False),
        ("daily", 1, True),
        ("every_other", 1, False),
        ("every_other", 2, True),
        ("weekly", 6, False),
        ("weekly", 7, True),
        ("weekly", None, True),
        ("pause", None, False),
    ],
)
def test_an_entry_is_due_after_the_days_of_the_plan(cadence, ago, is_due):
    last = None if ago is None else TODAY - ago * DAY

    assert due(Plan(since=TODAY, cadence=cadence), last, TODAY) == is_due
