import csv
import datetime as dt

import pytest

from care import places
from care.asked import sealed
from people.clinics import join_clinic
from people.models import AuditEvent, Clinic
from reports.csv_lines import csv_lines, guarded
from reports.worklist_file import COLUMNS
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person
from tests.reports.opened import opened

pytestmark = pytest.mark.django_db


def lines(user, **asked):
    answer = opened(user, "worklist_file", **asked)
    return list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))


def test_the_file_has_a_line_a_person_in_the_order_of_the_list(record, ada, cleo, clinic):
    verbs.record_check_in(record, TODAY, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)
    verbs.record_measurement(record, TODAY, {"fvc_percent": 71.5, "weight": 76}, by=cleo, source="clinician", now=NOW)
    new_patient(clinic, "B-2", name="Amy")
    for patient in clinic.patients.all():
        maker.refresh(patient.pk, now=NOW)
    places.catch_up(NOW)
    ada_s, amy_s = lines(cleo)

    assert tuple(ada_s) == COLUMNS
    assert (ada_s["reference"], ada_s["clinic"], ada_s["last_entry"]) == ("A-1", "North Clinic", str(TODAY))
    assert (ada_s["fvc_percent"], ada_s["weight_percent"], ada_s["weight_of_usual"]) == ("71.5", "100", "0")
    assert "Morning headaches" in ada_s["reasons"]
    assert (amy_s["reference"], amy_s["group"], amy_s["fvc_percent"]) == ("B-2", "quiet", "")
    assert [line["reference"] for line in lines(cleo, **sealed({"q": "Amy"}))] == ["B-2"]


def test_each_person_in_the_file_is_told_that_they_are(record, cleo, clinic):
    new_patient(clinic, "B-2")
    lines(cleo, **sealed({"q": "A-1"}))

    assert list(AuditEvent.objects.filter(verb="export").values_list("user", "patient", "detail")) == [
        (cleo.pk, record.pk, "list")
    ]


def test_only_clinicians_take_a_file_and_only_of_the_clinics_where_they_are_one(record, ada, cleo, clinic):
    therapist = person("Thea")
    join_clinic(clinic, therapist, by=None, role="therapist")
    assert [opened(user, "worklist_file").status_code for user in (ada, therapist)] == [403, 403]

    south = Clinic.objects.create(name="South Clinic")
    join_clinic(south, therapist, by=None)
    new_patient(south, "S-1")
    assert [line["reference"] for line in lines(therapist)] == ["S-1"]


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-2", "@name", "\tx", "\rx"])
def test_a_text_that_a_table_program_would_reckon_with_is_kept_a_text(clinic, cleo, text):
    assert guarded(text) == f"'{text}"


def test_numbers_dates_and_other_texts_are_as_they_are(clinic):
    assert csv_lines([(-1.5, dt.date(2026, 3, 2), "Ada", None)]) == "-1.5,2026-03-02,Ada,\n"


def test_a_name_that_is_a_formula_is_guarded_in_the_file(clinic, cleo):
    new_patient(clinic, "B-2", name='=HYPERLINK("http://x")')

    assert lines(cleo)[0]["name"] == '\'=HYPERLINK("http://x")'
