import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from care.answers import answer_sign, later, lives_of, states_of, undo
from care.models import SignAnswer
from people.models import AuditEvent
from reports.summary import summary_for
from symptoms.derive import maker
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse
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


@pytest.fixture
def raised(record, ada):
    """R07 of five days ago, in the stored report."""
    headaches(record, ada, TODAY - 5 * DAY)
    maker.refresh(record.pk, now=NOW)
    return {"patient": record, "rule": "R07", "since": TODAY - 5 * DAY}


def life(record, on=TODAY, until=None):
    (found,) = lives_of(record, maker.report_of(record, on).report.flags, on, until=until).values()
    return found


def test_an_answer_that_was_undone_counts_no_more_and_stays_in_the_history(record, cleo, raised):
    answer = answer_sign(**raised, action="acknowledged", by=cleo, now=NOW - DAY)
    for _twice in range(2):
        undo(answer, by=cleo, now=NOW)

    found = life(record)
    assert (found.state, found.answer, found.history) == ("open", None, (answer,))
    assert [(row.undone.by, row.undone.at) for row in found.history] == [(cleo, NOW)]
    assert AuditEvent.objects.filter(detail=f"undo of signanswer {answer.pk}").count() == 1


def test_after_an_undo_the_answer_before_it_counts_again(record, cleo, raised):
    answer_sign(**raised, action="acknowledged", by=cleo, now=NOW - DAY, note="call on Monday")
    undo(answer_sign(**raised, action="closed", reason="not_so", by=cleo, now=NOW), by=cleo, now=NOW)

    found = life(record)
    assert (found.state, found.answer.note, [row.action for row in found.history]) == (
        "acknowledged",
        "call on Monday",
        ["acknowledged", "closed"],
    )


def test_a_report_of_an_earlier_day_knows_no_later_undo(record, cleo, raised):
    undo(answer_sign(**raised, action="acknowledged", by=cleo, now=NOW - 2 * DAY), by=cleo, now=NOW)

    assert [life(record, day, until=day).state for day in (TODAY - DAY, TODAY)] == ["acknowledged", "open"]


def test_what_was_answered_before_stands_beside_a_sign_that_fired_again(record, ada, cleo, raised):
    answer = answer_sign(**raised, action="closed", reason="dealt_with", by=cleo, now=NOW - 3 * DAY)
    headaches(record, ada, TODAY - DAY)

    found = life(record)
    assert (found.state, found.answer, found.reason) == ("open", answer, "")


def test_the_same_press_twice_is_one_answer_and_its_id_belongs_to_no_other(record, cleo, raised):
    id = uuid.uuid4()
    first, again = (answer_sign(**raised, action="acknowledged", by=cleo, now=NOW, id=id) for _ in range(2))

    assert (first, SignAnswer.objects.count()) == (again, 1)
    with pytest.raises(IdInUse):
        answer_sign(**raised, action="closed", by=cleo, now=NOW, id=id)
    assert SignAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "where", "what"),
    [
        ({"action": "acknowledged", "reason": "known"}, "reason", "A reason belongs to “closed” only."),
        ({"action": "closed", "reason": "other", "note": " "}, "note", "Write the reason in the note."),
        ({"action": "closed", "reason": "tired"}, "reason", "Value 'tired' is not a valid choice."),
    ],
)
def test_a_reason_is_of_a_close_and_another_one_is_written_out(record, cleo, raised, said, where, what):
    with pytest.raises(ValidationError) as refused:
        answer_sign(**raised, **said, by=cleo, now=NOW)

    assert refused.value.message_dict == {where: [what]}
    assert SignAnswer.objects.count() == 0


def test_the_person_is_told_what_was_seen_or_closed_and_not_what_was_put_off(record, cleo, raised):
    for said in ({"action": "acknowledged"}, {"action": "snoozed", "until": TODAY + DAY}, {"action": "closed"}):
        answer_sign(**raised, **said, by=cleo, now=NOW)

    assert list(SignAnswer.objects.order_by("pk").values_list("tells", flat=True)) == [True, False, True]


def test_later_is_in_a_week_or_at_the_next_visit_or_about_when_it_would_be():
    assert [later(choice, TODAY) - TODAY for choice in ("week", "visit")] == [7 * DAY, 90 * DAY]
    assert [later("visit", TODAY, TODAY + ahead * DAY) - TODAY for ahead in (0, 1, 30)] == [90 * DAY, DAY, 30 * DAY]


def test_the_lives_of_all_signs_are_one_query_however_much_was_done(record, cleo, raised, django_assert_num_queries):
    flags = maker.report_of(record, TODAY).report.flags
    for number in range(4):
        answer = answer_sign(**raised, action="acknowledged", by=cleo, now=NOW)
        if number % 2:
            undo(answer, by=cleo, now=NOW)

    with django_assert_num_queries(1):
        (found,) = lives_of(record, flags, TODAY).values()
        assert [str(row.undone.by) if row.undone else "" for row in found.history] == ["", "Cleo", "", "Cleo"]
        assert [(str(row.by), row.replied) for row in found.history] == [("Cleo", None)] * 4
