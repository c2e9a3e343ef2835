import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from care.models import OpmLine, Strength, Visit
from care.visits.read import said_of, visit_days
from care.visits.said import Line, Said
from care.visits.write import record_visit, retract_visit
from people.models import AuditEvent
from symptoms.models import FunctionCheck, Measurement
from symptoms.record.columns import values_of
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse, NoLongerStands
from tests.care.said import DAY, SCORED, entered
from tests.cast import NOW, TODAY, person

WHOLE = {
    "mode": "in_person",
    "note": "Falls twice.",
    "next_visit": TODAY + 91 * DAY,
    "diagnosis": "als",
    "diagnosis_date": TODAY - 300 * DAY,
    "function": SCORED,
    "measured": {"fvc_percent": 82.0, "weight": 70.5},
    "strength": {("elbow_flexion", "left"): "4-", ("neck_flexion", ""): "5", ("Gluteus medius", "right"): "3+"},
    "signs": {"arm": ("present", "absent"), "leg": ("", "present")},
    "opm": Line("O2d", "P1", 6, "M0"),
}


def standing(model):
    return [values_of(row) for row in model.objects.standing()]


def test_all_that_was_said_at_a_visit_is_said_of_it_and_each_number_has_one_home(record, cleo):
    visit = entered(record, cleo, **WHOLE)

    assert said_of(visit) == Said(TODAY, **WHOLE)
    check = FunctionCheck.objects.get()
    assert (check.source, check.mode, check.author, visit.function_check) == ("clinician", "clinic", cleo, check)
    assert (standing(FunctionCheck), standing(Measurement)) == ([SCORED], [WHOLE["measured"]])


def test_by_telephone_the_score_is_one_by_telephone(record, cleo):
    entered(record, cleo, mode="telephone", function=SCORED)

    assert FunctionCheck.objects.get().mode == "phone"


def test_a_visit_of_which_nothing_else_is_said_is_a_visit(record, cleo):
    visit = entered(record, cleo)

    assert (visit.function_check, visit.measurement, Strength.objects.count()) == (None, None, 0)
    assert visit_days(record.pk).last(TODAY + DAY) == TODAY


def test_the_same_id_twice_is_one_visit_and_another_word_under_it_is_refused(record, cleo):
    id = uuid.uuid4()
    first = record_visit(record, Said(TODAY, **WHOLE), by=cleo, now=NOW, id=id)
    again = record_visit(record, Said(TODAY, **WHOLE), by=cleo, now=NOW, id=id)

    assert (first.created, again.created, again.entry) == (True, False, first.entry)
    with pytest.raises(IdInUse):
        record_visit(record, Said(TODAY, note="other"), by=cleo, now=NOW, id=id)
    assert Visit.objects.count() == FunctionCheck.objects.count() == 1


def test_every_fault_is_told_by_field_and_nothing_is_half_saved(record, cleo):
    with pytest.raises(ValidationError) as refused:
        entered(
            record,
            cleo,
            TODAY + DAY,
            next_visit=TODAY,
            diagnosis_date=TODAY + DAY,
            function={"function.cutting_food": 3},
            strength={("elbow_flexion", "left"): "4"},
        )

    faults = {"day", "next_visit", "diagnosis_date", "diagnosis", "function.gastrostomy"}
    assert set(refused.value.message_dict) == faults
    assert (Visit.objects.count(), FunctionCheck.objects.count(), Strength.objects.count()) == (0, 0, 0)


def test_where_a_part_of_it_is_refused_late_all_of_it_is_taken_back(record, cleo):
    with pytest.raises(ValidationError):
        entered(record, cleo, function=SCORED, measured={"weight": 70}, strength={("elbow_flexion", "left"): "6"})

    assert [model.objects.count() for model in (Visit, FunctionCheck, Measurement, Strength)] == [0, 0, 0, 0]
    assert not AuditEvent.objects.filter(verb="write").exists()


def test_a_correction_is_a_new_visit_and_the_old_one_stays_as_it_was(record, cleo):
    old = entered(record, cleo, **WHOLE)
    new = entered(record, cleo, supersedes=old, **WHOLE | {"measured": {"weight": 71.0}, "strength": {}, "opm": None})

    old = Visit.objects.get(pk=old.pk)
    assert (old.status, new.supersedes, Visit.objects.standing().get()) == ("superseded", old, new)
    assert said_of(old) == Said(TODAY, **WHOLE)
    assert standing(Measurement) == [{"weight": 71.0}]
    assert new.function_check == old.function_check
    assert (visit_days(record.pk).line, OpmLine.objects.count()) == (None, 1)


def test_a_visit_that_was_on_another_day_takes_its_numbers_along(record, cleo):
    old = entered(record, cleo, **WHOLE)
    entered(record, cleo, TODAY - DAY, supersedes=old, **WHOLE)

    assert [(row.day, values_of(row)) for row in FunctionCheck.objects.standing()] == [(TODAY - DAY, SCORED)]
    assert [(row.day, values_of(row)) for row in Measurement.objects.standing()] == [(TODAY - DAY, WHOLE["measured"])]


def test_what_the_page_of_a_visit_does_not_ask_stays_when_it_is_corrected(record, cleo):
    visit = entered(record, cleo, measured={"weight": 70.0})
    verbs.record_measurement(record, TODAY, {"grip.left": 20}, by=cleo, source="clinician", now=NOW)
    entered(record, cleo, supersedes=visit, measured={"snip": 60.0})

    assert standing(Measurement) == [{"snip": 60.0, "grip.left": 20.0}]


def test_a_score_that_was_corrected_on_its_own_page_is_what_the_visit_shows(record, cleo):
    visit = entered(record, cleo, function=SCORED)
    verbs.record_function_check(record, TODAY, {"function.speech": 1}, by=cleo, source="clinician", now=NOW)

    assert said_of(Visit.objects.get(pk=visit.pk)).function["function.speech"] == 1


def test_taking_a_visit_back_takes_its_numbers_and_its_line_back(record, cleo):
    visit = entered(record, cleo, **WHOLE)
    retract_visit(visit, by=cleo)
    retract_visit(visit, by=cleo)

    assert Visit.objects.get().status == "error"
    assert (standing(FunctionCheck), standing(Measurement), visit_days(record.pk).line) == ([], [], None)
    assert visit_days(record.pk).days == ()


def test_nobody_changes_what_another_entered_and_nothing_is_corrected_twice(record, clinic, cleo):
    visit, other = entered(record, cleo), person("Thea")
    with pytest.raises(PermissionDenied):
        entered(record, other, supersedes=visit)
    with pytest.raises(PermissionDenied):
        retract_visit(visit, by=other)
    entered(record, cleo, supersedes=visit, note="again")
    with pytest.raises(NoLongerStands):
        entered(record, cleo, supersedes=visit, note="and again")
    with pytest.raises(NoLongerStands):
        retract_visit(Visit.objects.get(pk=visit.pk), by=cleo)


def test_two_of_a_team_enter_the_same_day_and_one_of_them_only_once(record, cleo):
    entered(record, cleo, note="nerve")
    entered(record, person("Thea"), note="muscle")
    with pytest.raises(ValidationError) as refused:
        entered(record, cleo, note="twice")

    assert list(refused.value.message_dict) == ["day"]
    assert sorted(Visit.objects.values_list("note", flat=True)) == ["muscle", "nerve"]


def test_the_date_of_the_diagnosis_fills_the_fact_where_there_is_none_and_changes_no_other(record, cleo):
    entered(record, cleo, diagnosis="als", diagnosis_date=TODAY - 9 * DAY)
    entered(record, cleo, TODAY - DAY, diagnosis="pls", diagnosis_date=TODAY - 3 * DAY)

    record.refresh_from_db()
    assert record.diagnosis_date == TODAY - 9 * DAY


def test_a_confirmed_line_stands_until_another_is_said_and_a_late_visit_says_none(record, cleo):
    entered(record, cleo, TODAY - 90 * DAY, opm=Line("O2d", "P0", 3, "M2d"))
    thea = person("Thea")
    later = entered(record, thea, opm=Line("O2d", "P1", 6, "M0"))
    entered(record, cleo, TODAY - 30 * DAY, opm=Line("O2p", "P0", 5))

    line = visit_days(record.pk).line
    assert (line.text, line.by, line.on) == ("O2d P1(6) M0", "Thea", later.day)
    assert OpmLine.objects.count() == 3


def test_correcting_an_older_visit_does_not_bring_its_line_back(record, cleo):
    first = entered(record, cleo, opm=Line("O2d", "P0", 3))
    entered(record, person("Thea"), opm=Line("O2d", "P1", 6))
    entered(record, cleo, supersedes=first, note="a word more", opm=Line("O2d", "P0", 3))

    assert visit_days(record.pk).line.text == "O2d P1(6)"


def test_the_last_visit_is_before_a_day_and_the_next_as_the_last_one_says(record, cleo):
    entered(record, cleo, TODAY - 90 * DAY, next_visit=TODAY)
    entered(record, cleo, TODAY - 30 * DAY)
    days = visit_days(record.pk)

    assert (days.last(TODAY), days.last(TODAY - 30 * DAY), days.last(TODAY - 90 * DAY)) == (
        TODAY - 30 * DAY,
        TODAY - 90 * DAY,
        None,
    )
    assert (days.next(TODAY), days.next(TODAY + DAY)) == (TODAY, None)


def test_the_report_is_asked_for_and_the_write_is_on_record(record, cleo):
    visit = entered(record, cleo, strength={("elbow_flexion", "left"): "4"})

    record.refresh_from_db()
    assert record.data_version == 1
    assert AuditEvent.objects.filter(verb="write", detail=f"visit {visit.pk}").count() == 1


def test_a_next_visit_in_another_century_is_a_slip(record, cleo):
    with pytest.raises(ValidationError) as refused:
        entered(record, cleo, next_visit=dt.date(2062, 6, 1))

    assert list(refused.value.message_dict) == ["next_visit"]
