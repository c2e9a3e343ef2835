import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from people.models import AuditEvent, Clinic, Patient
from symptoms.derive import maker
from symptoms.models import FunctionCheck, Measurement, Report
from symptoms.write import verbs
from tests.cast import new_patient

FILE = """\
patient,date,source,function.speech,function.walking,weight
R-1,2024-01-15,clinician,4,4,70.5
R-1,2024-03-16,clinician,3,4,
R-1,2024-03-16,clinician,3,4,
R-2,2024-03-16,self,,2,
R-2,2999-01-01,self,,1,
"""


def run(command, *arguments, **options):
    """What a command writes."""
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def refused(command, *arguments, **options):
    with pytest.raises(CommandError) as caught:
        run(command, *arguments, **options)
    return str(caught.value)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(FILE)
    return path


@pytest.fixture
def told():
    return [
        "5 rows of 2 patients in My clinic: 4 new, 0 unchanged, 0 corrected, 1 repeated.",
        "Patients created: R-1, R-2.",
        "Lines 3-4 are the same: kept once.",
        "Dated after today: line 6 (2999-01-01). Kept; reports leave them out until that day.",
    ]


def test_import_csv_says_what_it_did_with_every_row(db, file, told):
    assert run("import_csv", file).splitlines() == told
    assert FunctionCheck.objects.count() == 4
    assert run("import_csv", file).splitlines() == [
        "5 rows of 2 patients in My clinic: 0 new, 4 unchanged, 0 corrected, 1 repeated.",
        *told[2:],
    ]


def test_import_csv_keeps_checks_that_are_close_to_each_other_and_tells_them(db, file):
    file.write_text(FILE + "R-2,2024-03-20,caregiver,,1,\n")

    assert run("import_csv", file).splitlines()[-1] == (
        "Function checks less than 14 days after another: line 7 (2024-03-20). Kept."
    )
    assert FunctionCheck.objects.count() == 5


def test_a_dry_run_says_the_same_and_writes_nothing(db, file, told):
    assert run("import_csv", file, "--dry-run").splitlines() == [*told, "This was a dry run: nothing was written."]
    assert not Patient.objects.exists()
    assert not Clinic.objects.exists()
    assert not AuditEvent.objects.exists()


def test_import_csv_shows_its_progress(db, file, capsys):
    run("import_csv", file)

    assert "4/4" in capsys.readouterr().err


def test_a_wrong_file_is_refused_with_every_wrong_line(db, file):
    file.write_text(FILE + "R-1,2024-05-01,clinician,7,4,70.5\nR-1,2024-06-01,clinician,4,4,x\n")

    assert refused("import_csv", file).splitlines() == [
        f"{file} was refused, and nothing was written.",
        "Line 7, column function.speech: “7” was found, a whole number from 0 to 4 is allowed.",
        "Line 8, column weight: “x” was found, a number from 20 to 300 kg is allowed.",
    ]
    assert not Patient.objects.exists()


def test_a_file_that_is_not_there_is_said_to_be_missing(db, tmp_path):
    assert refused("import_csv", tmp_path / "none.csv") == f"{tmp_path / 'none.csv'}: No such file or directory."


def test_of_several_clinics_one_has_to_be_named(clinic, dan, file):
    named = "Name one of these with --clinic: “North Clinic”, “South Clinic”."

    assert refused("import_csv", file) == f"There are several clinics. {named}"
    assert refused("import_csv", file, "--clinic", "East") == f"There is no clinic “East”. {named}"
    run("import_csv", file, "--clinic", "North Clinic")
    assert list(clinic.patients.values_list("reference", flat=True)) == ["R-1", "R-2"]


def test_those_who_keep_their_own_records_are_no_clinic_to_import_into(db, file):
    Clinic.objects.own_records()

    run("import_csv", file)

    assert [patient.clinic.name for patient in Patient.objects.all()] == ["My clinic"] * 2


def test_export_csv_gives_back_what_came_in(db, file, tmp_path):
    once = FILE.replace("R-1,2024-03-16,clinician,3,4,\n", "", 1)
    run("import_csv", file)

    assert run("export_csv") == once
    assert run("export_csv", "R-2") == (
        "patient,date,source,function.walking\nR-2,2024-03-16,self,2\nR-2,2999-01-01,self,1\n"
    )
    out = tmp_path / "out.csv"
    assert run("export_csv", "R-1", "R-2", "--output", out) == f"2 patients were written to {out}.\n"
    assert out.read_text() == once


def test_an_export_leaves_a_trace_on_each_record(db, file):
    run("import_csv", file)

    run("export_csv", "R-2")

    traces = AuditEvent.objects.filter(verb="export")
    assert list(traces.values_list("patient__reference", "user")) == [("R-2", None)]


def test_export_csv_refuses_who_is_not_there_and_who_is_there_twice(clinic, record, dan):
    new_patient(Clinic.objects.get(name="South Clinic"), "A-1")

    assert refused("export_csv", "nobody") == "There is no patient “nobody”."
    assert refused("export_csv", "A-1").startswith("“A-1” is the reference of several patients. Give the id of one.")
    assert refused("export_csv") == "Several clinics have a patient A-1. Name one with --clinic."
    assert run("export_csv", "--clinic", "North Clinic") == "patient,date,source\n"


def test_refresh_makes_the_reports_that_are_behind(db, file):
    run("import_csv", file)

    assert run("refresh").startswith("2 patients in ")
    assert all(maker.is_current(patient, patient.report) for patient in Patient.objects.all())
    assert run("refresh").startswith("0 patients in ")


def test_refresh_makes_reports_anew_for_everyone_or_for_those_who_are_named(db, file):
    run("import_csv", file)
    run("refresh")
    Report.objects.update(report={})

    assert run("refresh", "R-1").startswith("1 patients in ")
    assert [bool(report.report) for report in Report.objects.order_by("patient__reference")] == [True, False]
    assert run("refresh", "--all").endswith(" patients per second.\n")
    assert all(report.report for report in Report.objects.all())


def test_one_patient_who_fails_does_not_stop_the_others(db, file, monkeypatch):
    run("import_csv", file)
    first = Patient.objects.order_by("pk").first()
    compute = maker.report_of

    def failing(patient, at):
        if patient == first:
            raise ArithmeticError("no number")
        return compute(patient, at)

    monkeypatch.setattr(maker, "report_of", failing)
    err = io.StringIO()

    with pytest.raises(CommandError, match=r"^1 of 2 failed"):
        call_command("refresh", stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == f"{first.pk}: ArithmeticError: no number\n"
    assert list(Report.objects.values_list("patient", flat=True)) == [Patient.objects.order_by("pk").last().pk]


def test_without_redis_there_is_nobody_to_hand_reports_to(record, settings):
    settings.REDIS_URL = ""

    assert refused("refresh", "--all", "--queue") == (
        "Without REDIS_URL there are no workers to hand this to. Run it without --queue."
    )


def test_report_brings_the_report_up_to_date_and_prints_it(record, ada):
    today = maker.local_day(record, timezone.now())
    verbs.record_check_in(record, today, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())

    printed = json.loads(run("report", "A-1"))

    assert printed == Report.objects.get(patient=record).report | {"current": True, "opm_confirmed": None}
    assert (printed["patient"], printed["as_of"], printed["current"]) == ("A-1", today.isoformat(), True)
    assert json.loads(run("report", record.pk)) == printed


def test_report_at_a_day_is_as_it_would_have_stood_then(db, file):
    run("import_csv", file)

    printed = json.loads(run("report", "R-1", "--at", "2024-02-01"))

    assert [check["date"] for check in printed["function"]] == ["2024-01-15"]
    assert printed["as_of"] == "2024-02-01"
    assert not Report.objects.exists()


def test_days_still_to_come_are_kept_and_not_reported(db, file):
    run("import_csv", file)

    assert FunctionCheck.objects.filter(day=dt.date(2999, 1, 1)).exists()
    assert [check["date"] for check in json.loads(run("report", "R-2"))["function"]] == ["2024-03-16"]
    assert not Measurement.objects.filter(patient__reference="R-2").exists()
