import datetime as dt
import uuid

import pytest

from symptoms.forms.day import DayForm
from symptoms.forms.entries import MarkForm, MeasurementForm, TreatmentForm
from symptoms.forms.record import RecordForm
from tests.cast import NOW, TODAY

SENT = {"id": str(uuid.uuid4()), "day": "2026-03-02"}


def errors(form):
    return {name: list(map(str, messages)) for name, messages in form.errors.items()}


def test_only_the_person_themselves_is_asked_about_help():
    assert "helped" in MeasurementForm(asks_help=True).fields
    assert "helped" not in MeasurementForm(asks_help=False).fields


def test_the_first_wrong_item_and_no_other_asks_for_the_focus():
    form = MeasurementForm(SENT | {"spo2": "x", "weight": "heavy"}, asks_help=True)
    form.is_valid()

    assert [name for name, field in form.fields.items() if field.widget.attrs.get("autofocus")] == ["weight"]


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
