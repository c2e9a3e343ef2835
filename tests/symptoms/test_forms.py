import datetime as dt
import uuid

import pytest

from clinical.vocabulary import CHECK_IN_SECTIONS, FUNCTION_ITEMS, measures_of
from symptoms.forms.check_in import CheckInForm, initial_check_in
from symptoms.forms.day import DayForm
from symptoms.forms.entries import MarkForm, MeasurementForm, TreatmentForm
from symptoms.forms.fields import MeasureField
from symptoms.forms.function_check import FunctionCheckForm
from symptoms.forms.record import RecordForm
from tests.cast import NOW, TODAY

SENT = {"id": str(uuid.uuid4()), "day": "2026-03-02"}


def errors(form):
    return {name: list(map(str, messages)) for name, messages in form.errors.items()}


def test_a_check_in_asks_for_every_measure_of_its_sections_and_requires_none():
    form = CheckInForm(SENT, asks_help=True)
    asked = {name for name, field in form.fields.items() if isinstance(field, MeasureField)}

    assert asked == {measure.name for section in CHECK_IN_SECTIONS for measure in measures_of(section)}
    assert form.is_valid()
    assert set(form.values.values()) == {None}


def test_every_question_of_a_check_in_is_shown_once():
    form = CheckInForm(asks_help=True)
    shown = [field.name for field in form.weakness()] + [field.name for part in form.parts() for field in part.fields]

    assert len(shown) == len(set(shown))
    assert set(shown) == set(form.fields) - {"id", "day", "seen", "helped"}


def test_a_reason_for_having_no_grade_is_kept_apart_from_the_grades():
    form = CheckInForm(SENT | {"weakness.neck": "not_tried", "weakness.speech": "3"}, asks_help=False)

    assert form.is_valid()
    assert (form.values["weakness.neck"], form.values["weakness.speech"]) == (None, 3)
    assert form.not_known == {"neck": "not_tried"}


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("weakness.speech", "7", "“7” was found here; a whole number from 0 to 4 is allowed."),
        ("cramps.count", "many", "“many” was found here; a whole number from 0 to 200 is allowed."),
        ("fatigue.now", "4.5", "“4.5” was found here; a whole number from 0 to 10 is allowed."),
    ],
)
def test_an_answer_out_of_range_is_refused_with_what_is_allowed(name, given, sentence):
    assert errors(CheckInForm(SENT | {name: given}, asks_help=True)) == {name: [sentence]}


def test_the_first_wrong_item_and_no_other_asks_for_the_focus():
    form = CheckInForm(SENT | {"falls": "x", "cramps.count": "many"}, asks_help=True)
    form.is_valid()

    assert [name for name, field in form.fields.items() if field.widget.attrs.get("autofocus")] == ["cramps.count"]


def test_a_part_with_a_wrong_answer_is_open_and_the_others_are_not():
    form = CheckInForm(SENT | {"falls": "x"}, asks_help=True)
    form.is_valid()

    assert [part.open for part in form.parts()] == [False, False, False, False, True]


def test_only_the_person_themselves_is_asked_about_help():
    assert "helped" in CheckInForm(asks_help=True).fields
    assert "helped" not in CheckInForm(asks_help=False).fields


def test_every_empty_form_has_an_id_of_its_own():
    assert initial_check_in(TODAY, None)["id"] != initial_check_in(TODAY, None)["id"]


def function_check(**said):
    return FunctionCheckForm(SENT | {f"function.{name}": value for name, value in said.items()}, asks_help=True)


def test_without_a_feeding_tube_the_first_wording_fills_the_item_on_cutting_food():
    form = function_check(gastrostomy="0", cutting_food="3", cutting_food_gastrostomy="1")

    assert form.is_valid()
    assert set(form.values) == {f"function.{item}" for item in (*FUNCTION_ITEMS, "gastrostomy")}
    assert form.values["function.cutting_food"] == 3


def test_with_a_feeding_tube_the_second_wording_fills_it():
    form = function_check(gastrostomy="1", cutting_food="3", cutting_food_gastrostomy="1")

    assert form.is_valid()
    assert form.values["function.cutting_food"] == 1


def test_cutting_food_is_not_taken_before_the_feeding_tube_is_known():
    assert errors(function_check(cutting_food="3")) == {
        "function.gastrostomy": ["Please answer this first: it decides how the question on cutting food is asked."]
    }


def test_a_decimal_comma_is_a_decimal_point():
    form = MeasurementForm(SENT | {"weight": "70,5"}, asks_help=False)

    assert form.is_valid()
    assert form.values["weight"] == 70.5


def test_a_treatment_does_not_end_before_it_begins():
    form = TreatmentForm(SENT | {"kind": "niv", "start": "2026-03-02", "stop": "2026-02-01"})

    assert errors(form) == {"stop": ["2026-02-01 is before the first day, 2026-03-02."]}


def test_a_date_that_is_none_is_told_and_stays_to_be_mended():
    form = TreatmentForm(SENT | {"kind": "niv", "start": "31.02.2026"})

    assert errors(form) == {"start": ["“31.02.2026” is not a date. Write it as 2026-03-31."]}
    assert 'type="text" name="start" value="31.02.2026"' in str(form["start"])


def test_only_a_clinician_can_say_that_a_part_is_involved():
    def kinds(form):
        return [value for value, _label in form.fields["kind"].choices]

    assert kinds(MarkForm(for_clinician=True)) == ["involved", "not_involved", "other_cause"]
    assert kinds(MarkForm(for_clinician=False)) == ["other_cause"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("2026-03-03", "2026-03-03 is in the future: where Ada lives it is 2026-03-02."),
        ("1950-01-01", "1950-01-01 is before the date of birth, 1960-05-01."),
        ("soon", "“soon” is not a date. Write it as 2026-03-31."),
    ],
)
def test_a_day_that_cannot_be_is_refused(record, given, sentence):
    assert errors(DayForm({"day": given}, patient=record, now=NOW)) == {"day": [sentence]}


def record_form(**facts):
    return RecordForm({"name": "Ada", "time_zone": "Europe/Berlin", "onset_precision": "month", **facts}, today=TODAY)


def test_a_month_is_kept_as_its_first_day():
    form = record_form(onset_month="2024-03")

    assert form.is_valid()
    assert form.facts["onset_month"] == dt.date(2024, 3, 1)


def test_facts_of_the_future_and_before_birth_are_refused():
    form = record_form(birth_date="1960-05-01", onset_month="1950-01", diagnosis_date="2026-03-03")

    assert errors(form) == {
        "onset_month": ["1950-01-01 is before the date of birth."],
        "diagnosis_date": ["2026-03-03 is in the future."],
    }
