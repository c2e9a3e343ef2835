import datetime as dt

import pytest

from clinical.period import Answers, Kept, Usual
from symptoms.day.plan import change_plan
from symptoms.derive import maker
from symptoms.read.periods import period_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def check_in(record, day, by, source, **values):
    values = {name.replace("__", "."): value for name, value in values.items()}
    verbs.record_check_in(record, day, values, by=by, source=source, now=NOW)


def test_a_day_of_two_authors_is_one_day_and_counts_for_each(record, ada, ben):
    check_in(record, TODAY, ada, "self", fatigue__now=3)
    check_in(record, TODAY, ben, "caregiver", fatigue__now=5)
    check_in(record, TODAY - DAY, ben, "caregiver", fatigue__now=5)

    period = period_of(record, TODAY - 9 * DAY, TODAY)

    assert (period.days, period.logged, period.by_source) == (10, 2, {"self": 1, "caregiver": 2})


def test_the_graver_answer_of_a_day_counts_whoever_gave_it_as_it_does_for_the_warning_sign(record, ada, ben):
    check_in(record, TODAY, ada, "self", signs__coughing_with_food=0)
    check_in(record, TODAY, ben, "caregiver", signs__coughing_with_food=5)

    assert period_of(record, TODAY, TODAY).signs == {
        "coughing_with_food": Answers(latest=5, on=TODAY, highest=5, total=5)
    }
    assert [flag.rule for flag in maker.report_of(record, TODAY).report.flags] == ["R11"]


def test_signs_have_their_latest_and_their_highest_answer(record, ada):
    for days_ago, answer in ((20, 5), (10, 2), (1, 4)):
        check_in(record, TODAY - days_ago * DAY, ada, "self", signs__morning_headache=answer)

    assert period_of(record, TODAY - 15 * DAY, TODAY).signs == {
        "morning_headache": Answers(latest=4, on=TODAY - DAY, highest=4, total=6)
    }


def test_events_are_counted_and_the_serious_ones_again(record, ada):
    for days_ago, serious in ((1, True), (2, False)):
        verbs.record_event(
            record, by=ada, source="self", now=NOW, kind="fall", start=TODAY - days_ago * DAY, serious=serious
        )

    period = period_of(record, TODAY - 5 * DAY, TODAY)
    assert (period.events, period.serious) == ({"fall": 2}, {"fall": 1})


def test_hours_with_the_machine_are_the_median_of_the_days_that_have_any(record, ada):
    for days_ago, hours in ((30, 1), (3, 4), (2, 6), (1, 9)):
        verbs.record_measurement(record, TODAY - days_ago * DAY, {"niv_hours": hours}, by=ada, source="self", now=NOW)

    assert period_of(record, TODAY - 9 * DAY, TODAY).niv_hours == Usual(n=3, usual=6, highest=9)
    assert period_of(record, TODAY, TODAY).niv_hours is None


def test_a_period_is_read_in_five_queries_whatever_its_length(record, django_assert_num_queries):
    with django_assert_num_queries(5):
        period_of(record, TODAY - 90 * DAY, TODAY)


def test_no_change_and_the_persons_own_plan_are_counted_apart(record, ada):
    check_in(record, TODAY - 2 * DAY, ada, "self", weakness__neck=3)
    verbs.record_no_change(record, TODAY - DAY, by=ada, source="self", now=NOW)
    assert period_of(record, TODAY - 6 * DAY, TODAY).plan is None

    change_plan(record, TODAY - 6 * DAY, by=ada, cadence="every_other")
    period = period_of(record, TODAY - 6 * DAY, TODAY)
    assert (period.logged, period.same, period.plan) == (2, 1, Kept(3, 1))
