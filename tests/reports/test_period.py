import datetime as dt
from collections import Counter

import pytest
from django.utils import translation

from reports.period import Answers, Period, period_of
from symptoms import services
from symptoms.plan import Kept, change_plan
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def check_in(record, day, by, source, **values):
    values = {name.replace("__", "."): value for name, value in values.items()}
    services.record_check_in(record, day, values, by=by, source=source, now=NOW)


def test_a_day_of_two_authors_is_one_day_and_counts_for_each(record, ada, ben):
    check_in(record, TODAY, ada, "self", fatigue__now=3)
    check_in(record, TODAY, ben, "caregiver", fatigue__now=5)
    check_in(record, TODAY - DAY, ben, "caregiver", fatigue__now=5)

    period = period_of(record, TODAY - 9 * DAY, TODAY)

    assert (period.days, period.logged, period.by_source) == (10, 2, {"self": 1, "caregiver": 2})


def test_the_persons_own_answer_of_a_day_counts_first(record, ada, ben):
    check_in(record, TODAY, ada, "self", falls=1)
    check_in(record, TODAY, ben, "caregiver", falls=3)

    assert period_of(record, TODAY, TODAY).signs == {"falls": Answers(latest=1, on=TODAY, highest=1, total=1)}


def test_signs_have_their_latest_and_their_highest_answer(record, ada):
    for days_ago, answer in ((20, 5), (10, 2), (1, 4)):
        check_in(record, TODAY - days_ago * DAY, ada, "self", signs__morning_headache=answer)

    assert period_of(record, TODAY - 15 * DAY, TODAY).signs == {
        "morning_headache": Answers(latest=4, on=TODAY - DAY, highest=4, total=6)
    }


def test_events_are_counted_and_the_serious_ones_again(record, ada):
    for days_ago, serious in ((1, True), (2, False)):
        services.record_event(
            record, by=ada, source="self", now=NOW, kind="fall", start=TODAY - days_ago * DAY, serious=serious
        )

    assert period_of(record, TODAY - 5 * DAY, TODAY).events == Counter({"fall": 2, "serious fall": 1})


def test_a_period_is_read_in_three_queries(record, django_assert_num_queries):
    with django_assert_num_queries(3):
        period_of(record, TODAY - 90 * DAY, TODAY)


def test_no_change_and_the_persons_own_plan_are_counted_apart(record, ada):
    check_in(record, TODAY - 2 * DAY, ada, "self", weakness__neck=3)
    services.record_no_change(record, TODAY - DAY, by=ada, source="self", now=NOW)
    assert period_of(record, TODAY - 6 * DAY, TODAY).plan is None

    change_plan(record, TODAY - 6 * DAY, by=ada, cadence="every_other")
    period = period_of(record, TODAY - 6 * DAY, TODAY)
    assert (period.logged, period.same, period.plan) == (2, 1, Kept(3, 1))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Who logged, in days: the person 1, a caregiver 2, the clinic 1."),
        ("de", "Wer eingetragen hat, in Tagen: die Person 1, eine Pflegeperson 2, die Klinik 1."),
        ("es", "Quién anotó, en días: la persona 1, una persona cuidadora 2, la clínica 1."),
    ],
)
def test_who_logged_is_said_in_the_grammar_of_each_language(record, language, told):
    days = {"self": 1, "caregiver": 2, "clinician": 1}
    with translation.override(language):
        assert Period(TODAY - 9 * DAY, TODAY, by_source=days).who == told


def test_where_nobody_logged_nobody_is_named():
    assert Period(TODAY, TODAY).who == ""
