"""Function checks, measurements, treatments and events, marks, and answers to signs."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from care.answers import answer_sign
from care.models import SignAnswer
from symptoms.derive import maker
from symptoms.models import CellMark, Event, FunctionCheck, Measurement, Treatment
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.symptoms.write.said import DAY, check_in, standing


def test_two_function_checks_are_at_least_fourteen_days_apart(record, ada, cleo):
    def check(day, by=ada, source="self"):
        verbs.record_function_check(record, day, {"function.speech": 4}, by=by, source=source, now=NOW)

    check(TODAY - 14 * DAY)
    with pytest.raises(ValidationError, match="There is a function check for 2026-02-16"):
        check(TODAY - DAY)
    check(TODAY)
    check(TODAY, by=cleo, source="clinician")
    assert FunctionCheck.objects.standing().count() == 3


def test_everyone_outside_the_clinic_shares_the_fourteen_days_and_a_check_taken_back_leaves_them(record, ada, ben):
    def check(day, by=ada, source="self", **how):
        said = {"function.speech": 4}
        return verbs.record_function_check(record, day, said, by=by, source=source, now=NOW, **how).entry

    one = uuid.uuid4()
    first = check(TODAY - 10 * DAY, id=one)
    for by, source in ((ada, "helped"), (ben, "caregiver")):
        with pytest.raises(ValidationError, match="There is a function check for 2026-02-20"):
            check(TODAY, by, source)
    check(TODAY - 10 * DAY, ben, "caregiver")
    for entry in FunctionCheck.objects.standing():
        verbs.retract(entry, by=entry.author)
    check(TODAY)

    assert check(TODAY - 10 * DAY, id=one) == first  # sent again, it is the same entry as ever


def test_the_same_id_with_another_mode_is_another_entry(record, ada):
    one = uuid.uuid4()
    how = {"by": ada, "source": "self", "now": NOW, "id": one}
    verbs.record_function_check(record, TODAY, {"function.speech": 4}, mode="phone", **how)

    with pytest.raises(verbs.IdInUse):
        verbs.record_function_check(record, TODAY, {"function.speech": 4}, mode="clinic", **how)


def test_a_measurement_keeps_decimals_and_reads_a_comma(record, ada):
    verbs.record_measurement(record, TODAY, {"weight": "71,4", "grip.left": 20}, by=ada, source="self", now=NOW)

    assert values_of(Measurement.objects.get()) == {"weight": 71.4, "grip.left": 20}


def test_a_treatment_is_ended_by_a_new_row_that_supersedes_it(record, ada):
    first = verbs.record_treatment(record, by=ada, source="self", now=NOW, kind="niv", start=TODAY - 30 * DAY).entry
    verbs.record_treatment(
        record, by=ada, source="self", now=NOW, kind="niv", start=TODAY - 30 * DAY, stop=TODAY, supersedes=first
    )

    assert list(Treatment.objects.standing().values_list("kind", "start", "stop")) == [("niv", TODAY - 30 * DAY, TODAY)]


def test_the_id_of_a_treatment_belongs_to_who_wrote_it(record, ada, ben):
    said = {"kind": "riluzole", "start": TODAY, "now": NOW, "id": uuid.uuid4()}
    first = verbs.record_treatment(record, by=ada, source="self", **said)
    again = verbs.record_treatment(record, by=ada, source="self", **said)

    assert (again.created, again.entry) == (False, first.entry)
    with pytest.raises(verbs.IdInUse):
        verbs.record_treatment(record, by=ben, source="caregiver", **said)


def test_an_event_that_ends_before_it_starts_is_refused(record, ada):
    with pytest.raises(ValidationError):
        verbs.record_event(record, by=ada, source="self", now=NOW, kind="infection", start=TODAY, end=TODAY - DAY)
    assert Event.objects.count() == 0


def test_only_a_clinician_marks_a_part_as_involved(record, ada, cleo):
    with pytest.raises(PermissionDenied, match="Only a clinician"):
        verbs.mark_cell(record, "hand.left", "involved", by=ada, source="self", now=NOW)
    verbs.mark_cell(record, "hand.left", "other_cause", by=ada, source="self", now=NOW)
    verbs.mark_cell(record, "hand.left", "involved", by=cleo, source="clinician", now=NOW, on=TODAY)

    assert list(CellMark.objects.standing().values_list("cell", "kind", "on")) == [("hand.left", "involved", TODAY)]


def test_a_clinicians_mark_is_not_displaced_by_a_caregiver(record, ben, cleo):
    verbs.mark_cell(record, "hand.left", "involved", by=cleo, source="clinician", now=NOW, on=TODAY)
    with pytest.raises(PermissionDenied, match="only the care team can change that"):
        verbs.mark_cell(record, "hand.left", "other_cause", by=ben, source="caregiver", now=NOW)

    assert list(CellMark.objects.standing().values_list("cell", "kind")) == [("hand.left", "involved")]


def test_what_was_corrected_cannot_be_taken_back_in_its_place(record, ada):
    old = check_in(record, ada, {"fatigue.now": 5}).entry
    check_in(record, ada, {"fatigue.now": 6})

    with pytest.raises(verbs.NoLongerStands):
        verbs.retract(old, by=ada)
    assert standing(record) == [("Ada", {"fatigue.now": 6})]


@pytest.mark.parametrize("day", [dt.date.max, dt.date.min])
def test_a_function_check_for_an_impossible_day_is_refused_in_words(record, ada, day):
    with pytest.raises(ValidationError) as refused:
        verbs.record_function_check(record, day, {"function.speech": 4}, by=ada, source="self", now=NOW)
    assert set(refused.value.message_dict) == {"day"}


def test_a_second_check_for_a_day_keeps_how_the_first_was_answered(record, cleo):
    def check(item, **how):
        return verbs.record_function_check(
            record, TODAY, {f"function.{item}": 4}, by=cleo, source="clinician", now=NOW, **how
        ).entry.mode

    assert [check("speech", mode="phone"), check("walking"), check("swallowing", mode="clinic")] == [
        "phone",
        "phone",
        "clinic",
    ]


@pytest.fixture
def raised(record, ada):
    """R07 of today, in the stored report."""
    check_in(record, ada, {"signs.morning_headache": 4})
    maker.refresh(record.pk, now=NOW)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"rule": "R01"}, {"rule": ["R01 was not raised on 2026-03-02."]}),
        ({"since": TODAY - DAY}, {"rule": ["R07 was not raised on 2026-03-01."]}),
        ({"action": "snoozed"}, {"until": ["A day after today is needed."]}),
        ({"action": "snoozed", "until": TODAY}, {"until": ["A day after today is needed."]}),
        ({"until": TODAY + DAY}, {"until": ["A day belongs to “snoozed” only."]}),
    ],
)
def test_only_a_flag_that_was_raised_is_answered_and_only_with_a_day_that_fits(record, cleo, raised, said, refused):
    with pytest.raises(ValidationError) as caught:
        answer_sign(record, by=cleo, now=NOW, **{"rule": "R07", "since": TODAY, "action": "acknowledged", **said})

    assert caught.value.message_dict == refused
    assert SignAnswer.objects.count() == 0


def test_before_the_first_report_there_is_no_flag_to_answer(record, cleo):
    with pytest.raises(ValidationError, match="R07 was not raised on 2026-03-02"):
        answer_sign(record, "R07", TODAY, "acknowledged", by=cleo, now=NOW)
