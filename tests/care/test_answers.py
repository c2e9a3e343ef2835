import datetime as dt

import pytest

from care.answers import answer_sign, states_of
from reports.summary import summary_for
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)


def headaches(record, by, day):
    verbs.record_check_in(record, day, {"signs.morning_headache": 4}, by=by, source="self", now=NOW)


def stand(record, on=TODAY, until=None):
    flags = maker.report_of(record, on).report.flags
    return {rule: state for (rule, _since), state in states_of(record, flags, on, until=until).items()}


def test_a_flag_is_open_until_the_care_team_did_something_and_opens_again(record, ada, cleo):
    headaches(record, ada, TODAY - 10 * DAY)
    maker.refresh(record.pk, now=NOW)
    assert stand(record) == {"R07": "open"}

    answer_sign(record, "R07", TODAY - 10 * DAY, "acknowledged", by=cleo, now=NOW - 5 * DAY)
    assert stand(record) == {"R07": "acknowledged"}

    headaches(record, ada, TODAY - DAY)
    assert stand(record) == {"R07": "open"}


def test_an_answer_stays_with_its_sign_when_an_earlier_day_is_entered_late(record, ada, cleo):
    headaches(record, ada, TODAY - 3 * DAY)
    maker.refresh(record.pk, now=NOW)
    answer_sign(record, "R07", TODAY - 3 * DAY, "acknowledged", by=cleo, now=NOW)

    headaches(record, ada, TODAY - 10 * DAY)
    assert stand(record) == {"R07": "acknowledged"}


def test_a_snoozed_flag_comes_back_on_its_day(record, ada, cleo):
    headaches(record, ada, TODAY)
    maker.refresh(record.pk, now=NOW)
    answer_sign(record, "R07", TODAY, "snoozed", by=cleo, now=NOW, until=TODAY + 7 * DAY)

    assert [stand(record, TODAY + days * DAY)["R07"] for days in (0, 6, 7)] == ["snoozed", "snoozed", "open"]


def test_an_answer_counts_at_once_though_the_report_is_of_yesterday(record, ada, cleo):
    headaches(record, ada, TODAY - DAY)
    maker.refresh(record.pk, now=NOW - DAY)

    answer_sign(record, "R07", TODAY - DAY, "closed", by=cleo, now=NOW)

    assert [flag["state"] for flag in summary_for(record).json()["flags"]] == ["closed"]


def test_a_report_of_an_earlier_day_knows_no_later_answer(record, ada, cleo):
    headaches(record, ada, TODAY - 3 * DAY)
    maker.refresh(record.pk, now=NOW)
    answer_sign(record, "R07", TODAY - 3 * DAY, "closed", by=cleo, now=NOW)

    def told(day):
        return [flag["state"] for flag in summary_for(record, at=day).json()["flags"]]

    assert [told(TODAY - 2 * DAY), told(TODAY)] == [["open"], ["closed"]]


@pytest.mark.django_db
def test_without_a_flag_nothing_is_asked(record, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert states_of(record, (), TODAY) == {}
