"""Out as CSV and in again, elsewhere: the same report."""

import csv
import datetime as dt
import io
import uuid
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.vocabulary import CHECK_IN_SECTIONS, MEASURES, TOTAL_GIVEN
from exchange.csv import csv_parts, read_csv, write_csv
from exchange.importing import import_rows
from people.models import Clinic, Patient, User
from symptoms.derive import maker
from symptoms.models import FunctionCheck
from symptoms.write.bulk import DaySaid, record_days
from symptoms.write.verbs import correct, record_check_in, record_function_check, record_no_change, retract
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db

# What a register looks like: items missing throughout, a gap, two visits on one day, days still to come.
REGISTER = """\
patient,date,source,function.speech,function.walking,function.respiratory_insufficiency,function.gastrostomy,niv
R-1,2024-01-15,clinician,,4,4,0,0
R-1,2024-03-16,clinician,,4,3,0,0
R-1,2025-11-14,clinician,,2,3,0,0
R-1,2025-11-14,clinician,,2,3,0,0
R-1,2031-04-16,clinician,,0,2,,1
R-2,2025-02-14,self,2,4,4,0,
R-2,2025-02-14,clinician,3,4,4,,
"""
TWICE = "R-1,2025-11-14,clinician,,2,3,0,0\n"
AUTHORS = {"self": ("ada",), "helped": ("ada",), "caregiver": ("ben", "nora"), "clinician": ("cleo", "carl")}


def values_of(measure):
    if measure.whole:
        return st.integers(int(measure.low), int(measure.high))
    return st.floats(measure.low, measure.high)


def sayable(values, source):
    """Without what such a source can't say."""
    return {name: value for name, value in values.items() if name != TOTAL_GIVEN or source == "clinician"}


def days():
    """Days that several people of several sources speak of."""
    said = st.fixed_dictionaries({}, optional={name: values_of(measure) for name, measure in MEASURES.items()})
    who = st.sampled_from([(source, author) for source, authors in AUTHORS.items() for author in authors])
    mode = st.sampled_from([None, "phone", "clinic"])
    same = st.frozensets(st.sampled_from(CHECK_IN_SECTIONS))
    return st.lists(st.tuples(st.integers(0, 200), who, said.filter(bool), mode, same), min_size=1, max_size=25)


def a_clinic():
    return Clinic.objects.create(name=f"Clinic {uuid.uuid4()}", time_zone="Europe/Berlin")


def exported(clinic):
    return "".join(csv_parts(clinic.patients.all(), hidden=frozenset()))


def measures_of(text):
    """Of a file, all but which values were asked back: these were made up, and nobody was asked."""
    rows = list(csv.DictReader(text.splitlines()))
    return [{name: cell for name, cell in row.items() if name != "confirmed"} for row in rows]


def reports(clinic, at):
    return [maker.report_of(patient, at).report for patient in clinic.patients.order_by("reference")]


def imported(text):
    clinic = a_clinic()
    kept = {"future_days": True, "close_checks": True, "confirm": True}
    import_rows(read_csv(text.encode()), clinic, by=None, now=NOW, **kept)
    return clinic


@given(days())
@settings(max_examples=30)
def test_a_record_exported_and_imported_elsewhere_gives_the_same_report(entries):
    clinic = a_clinic()
    patient = Patient.objects.create(clinic=clinic, reference="R-1", time_zone="Europe/Berlin")
    for number, (ago, (source, name), values, mode, same) in enumerate(entries):
        author, _ = User.objects.get_or_create(email=f"{name}@example.org")
        values = sayable(values, source)
        made_at = NOW + dt.timedelta(minutes=number)
        record_days(
            patient,
            [
                DaySaid(
                    TODAY - dt.timedelta(ago), source, values, mode, same & {MEASURES[each].section for each in values}
                )
            ],
            by=author,
            made_at=lambda day, at=made_at: at,
        )

    elsewhere = imported(exported(clinic))

    assert measures_of(exported(elsewhere)) == measures_of(exported(clinic))
    assert reports(elsewhere, TODAY) == reports(clinic, TODAY)


CHECKS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(list(AUTHORS)), st.integers(0, 4), st.booleans()), max_size=12
)


@given(CHECKS)
@settings(max_examples=30)
def test_checks_that_a_form_took_are_taken_by_an_upload_too(entries):
    """Written one by one, those that are refused left out, some taken back or corrected since."""
    clinic = a_clinic()
    patient = Patient.objects.create(clinic=clinic, reference="R-1", time_zone="Europe/Berlin")
    for ago, source, speech, mistaken in entries:
        by, _ = User.objects.get_or_create(email=f"{AUTHORS[source][0]}@example.org")
        with suppress(ValidationError):
            said = {"function.speech": speech}
            day = TODAY - dt.timedelta(ago)
            receipt = record_function_check(patient, day, said, by=by, source=source, now=NOW)
            correct(receipt.entry, {"function.walking": speech}, by=by, now=NOW)
            if mistaken:
                retract(FunctionCheck.objects.standing().get(patient=patient, day=day, author=by), by=by)

    text = exported(clinic)
    elsewhere = a_clinic()
    if patient.functionchecks.standing().exists():
        import_rows(read_csv(text.encode()), elsewhere, by=None, now=NOW)
        assert (exported(elsewhere), reports(elsewhere, TODAY)) == (text, reports(clinic, TODAY))


@pytest.mark.parametrize("at", [TODAY, dt.date(2031, 12, 31)])
def test_a_register_comes_out_as_it_went_in(at):
    clinic = imported(REGISTER)

    assert exported(clinic) == REGISTER.replace(TWICE, "", 1)
    assert reports(imported(exported(clinic)), at) == reports(clinic, at)


def test_the_export_holds_the_answer_that_counts_of_several_of_one_source(record, ada, ben, cleo):
    for minute, (by, source, values) in enumerate(
        [
            (cleo, "clinician", {"function.speech": 4, "function.walking": 3, "weight": 70.25}),
            (ben, "clinician", {"function.speech": 3}),
            (ada, "self", {"function.speech": 2}),
        ]
    ):
        made_at = NOW + dt.timedelta(minutes=minute)
        record_days(record, [DaySaid(TODAY, source, values)], by=by, made_at=lambda day, at=made_at: at)

    stream = io.StringIO()
    write_csv(Patient.objects.all(), stream)

    assert stream.getvalue() == (
        "patient,date,source,function.speech,function.walking,weight\n"
        "A-1,2026-03-02,self,2,,\n"
        "A-1,2026-03-02,clinician,3,3,70.25\n"
    )


def test_an_export_reads_each_table_once_a_patient(record, ada, django_assert_num_queries):
    for days in (1, 9):
        said = [DaySaid(TODAY - dt.timedelta(ago), "self", {"weakness.neck": 3}) for ago in range(days)]
        record_days(record, said, by=ada, made_at=lambda day: NOW)
        with django_assert_num_queries(11):
            exported(record.clinic)


def test_nobody_is_a_file_with_a_header(clinic):
    assert exported(clinic) == "patient,date,source\n"


def test_what_was_confirmed_as_the_same_is_told_apart_from_what_was_answered(record, ada):
    record_check_in(record, TODAY - DAY, {"weakness.neck": 3, "fatigue.now": 2}, by=ada, source="self", now=NOW - DAY)
    record_no_change(record, TODAY, by=ada, source="self", now=NOW)
    text = exported(record.clinic)

    assert text.replace("\n", "|") == (
        "patient,date,source,confirmed_same,weakness.neck,fatigue.now|"
        "A-1,2026-03-01,self,,3,2|A-1,2026-03-02,self,fatigue weakness,3,2|"
    )
    elsewhere = imported(text)
    assert exported(elsewhere) == text
    assert import_rows(read_csv(text.encode()), elsewhere, by=None, now=NOW).unchanged == 2
    corrected = text.replace("fatigue weakness,3,2", ",2,")
    later = NOW + dt.timedelta(hours=1)
    assert import_rows(read_csv(corrected.encode()), elsewhere, by=None, now=later).corrected == 1
    assert exported(elsewhere) == text.replace("fatigue weakness,3,2", "fatigue,2,2")


def test_a_day_of_which_only_what_is_hidden_was_said_leaves_no_trace(record, ada):
    record_check_in(record, TODAY - DAY, {"signs.low_mood": 1}, by=ada, source="self", now=NOW - DAY)
    record_check_in(record, TODAY, {"weakness.neck": 3}, by=ada, source="self", now=NOW)

    told = "".join(csv_parts(record.clinic.patients.all(), hidden=frozenset({"signs.low_mood"})))

    assert told == "patient,date,source,weakness.neck\nA-1,2026-03-02,self,3\n"
