import datetime as dt

import pytest

from care.models import Visit
from exchange.imports.taking_back import take_back
from exchange.models import Import
from exchange.rows import CsvRefused
from people.models import AuditEvent, Clinic, Patient
from reports.summary import summary_for
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient
from tests.exchange.archive.carrying import undone
from tests.symptoms.write.bringing import DAY, bring_in, counts, standing

LATER = NOW + dt.timedelta(hours=1)
LATEST = NOW + dt.timedelta(hours=2)


def the_import():
    return Import.objects.get(taken_back_at=None)


def test_all_that_a_file_said_counts_no_more_and_what_was_there_counts_as_before(clinic, record, ada, cleo):
    verbs.record_measurement(record, DAY, {"weight": 72}, by=ada, source="self", now=NOW)
    bring_in(clinic, f"A-1,{DAY},self,70,3,", f"A-1,{DAY},clinician,,,4", now=LATER)

    done = take_back(the_import(), by=cleo, now=LATEST)

    assert done.rows == 4  # with the visit
    assert standing(Measurement) == [("Ada", {"weight": 72})]
    assert (standing(CheckIn), standing(FunctionCheck)) == ([], [])
    assert not Visit.objects.standing().exists()
    noted = Import.objects.get()
    assert (noted.taken_back_at, noted.taken_back_by) == (LATEST, cleo)
    event = AuditEvent.objects.order_by("pk").last()
    assert (event.verb, event.user, event.patient, event.detail) == ("take back import", cleo, record, "4 rows")


def test_taken_back_twice_is_once(clinic, record, cleo):
    bring_in(clinic, f"A-1,{DAY},self,70,3,")
    take_back(the_import(), by=cleo, now=LATER)
    version = Patient.objects.get(pk=record.pk).data_version

    assert take_back(Import.objects.get(), by=cleo, now=LATEST) is None
    assert Patient.objects.get(pk=record.pk).data_version == version


def test_what_an_earlier_file_said_counts_again(clinic, record, cleo):
    bring_in(clinic, f"A-1,{DAY},self,70,,")
    bring_in(clinic, f"A-1,{DAY},self,71,,", now=LATER)

    take_back(Import.objects.get(made_at=LATER), by=cleo, now=LATEST)

    assert standing(Measurement) == [("File import", {"weight": 70})]


def test_the_same_file_can_come_in_again_with_its_visits(clinic, record, cleo):
    lines = [f"A-1,{DAY},clinician,70,,4", f"A-1,{TODAY},clinician,69,,4"]
    bring_in(clinic, *lines)
    take_back(the_import(), by=cleo, now=LATER)

    assert counts(bring_in(clinic, *lines, now=LATEST)) == (2, 0, 0, 0)
    assert Visit.objects.standing().count() == 2


def test_a_record_that_it_made_is_closed_and_opened_again_where_it_is_needed(clinic, record, cleo):
    bring_in(clinic, f"N-1,{DAY},self,90,,")

    assert take_back(the_import(), by=cleo, now=LATER).closed == ("N-1",)
    made = Patient.objects.get(reference="N-1")
    assert (made.ended_on, made.ended_why) == (TODAY, "mistake")

    bring_in(clinic, f"N-1,{DAY},self,91,,", now=LATEST)
    made.refresh_from_db()
    assert (made.ended_on, made.ended_why) == (None, "")


def test_a_record_that_it_made_and_that_others_wrote_in_stays(clinic, cleo):
    bring_in(clinic, f"N-1,{DAY},self,90,,")
    made = Patient.objects.get(reference="N-1")
    verbs.record_measurement(made, DAY, {"weight": 89}, by=cleo, source="clinician", now=LATER)

    assert take_back(the_import(), by=cleo, now=LATEST).closed == ()
    assert Patient.objects.get(reference="N-1").ended_on is None


def test_a_line_that_says_so_takes_back_what_files_said_and_nothing_else(clinic, record, ada, cleo):
    verbs.record_measurement(record, DAY, {"weight": 72}, by=ada, source="self", now=NOW)
    bring_in(clinic, f"A-1,{DAY},self,70,3,", f"A-1,{TODAY},self,71,,", now=LATER)

    done = bring_in(clinic, f"A-1,{DAY},self,yes", header="patient,date,source,retract\n", now=LATEST)

    assert done.notes == ("2 entries of files were taken back.",)
    assert standing(Measurement) == [("Ada", {"weight": 72}), ("File import", {"weight": 71})]
    assert standing(CheckIn) == []

    take_back(Import.objects.get(made_at=LATEST), by=cleo, now=LATEST)
    assert standing(CheckIn) == [("File import", {"weakness.hand.left": 3})]


def test_what_two_files_took_back_stays_so_until_both_are_right_again(clinic, record, cleo):
    bring_in(clinic, f"A-1,{DAY},self,,3,")
    bring_in(clinic, f"A-1,{DAY},self,yes", header="patient,date,source,retract\n", now=LATER)
    take_back(Import.objects.get(made_at=NOW), by=cleo, now=LATEST)

    take_back(Import.objects.get(made_at=LATER), by=cleo, now=LATEST)

    assert standing(CheckIn) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("A-1,2026-03-01,self,yes,70", "Line 2: A line that takes back what a file said says nothing else: leave its"),
        ("A-1,2026-03-01,self,no,", "Line 2, column retract: “no” was found, nothing or “yes” is allowed."),
        ("Z-9,2026-03-01,self,yes,", "Line 2, column patient: This patient is not here, so there is nothing to take"),
    ],
)
def test_a_line_that_cannot_take_back_is_refused(clinic, record, line, told):
    with pytest.raises(CsvRefused) as refused:
        bring_in(clinic, line, header="patient,date,source,retract,weight\n")

    assert str(refused.value).startswith(told)


def test_a_row_of_a_file_is_corrected_by_whoever_may_write_and_the_correction_stays(clinic, record, cleo):
    bring_in(clinic, f"A-1,{DAY},clinician,70,,")
    verbs.correct(Measurement.objects.get(), {"weight": 75}, by=cleo, now=LATER)

    assert standing(Measurement) == [("Cleo", {"weight": 75})]
    take_back(the_import(), by=cleo, now=LATEST)
    assert standing(Measurement) == [("Cleo", {"weight": 75})]


def a_thousand():
    people = [f"A-{number}" for number in range(1, 6)]
    days = [TODAY - dt.timedelta(ago) for ago in range(200)]
    return [f"{who},{day},clinician,{70 - ago / 100},{4 - ago % 2}," for who in people for ago, day in enumerate(days)]


def test_after_a_thousand_rows_and_ten_corrections_all_is_as_if_it_had_never_come(clinic, record, ada, cleo):
    for number in range(2, 6):
        new_patient(clinic, f"A-{number}")
    for ago in (10, 40):
        day = TODAY - dt.timedelta(ago)
        verbs.record_check_in(record, day, {"weakness.hand.left": 2}, by=ada, source="self", now=NOW)
    corrected = [(f"A-{1 + number % 5}", TODAY - dt.timedelta(3 * number)) for number in range(10)]

    with undone():
        for who, day in corrected:
            patient = Patient.objects.get(reference=who)
            verbs.record_measurement(patient, day, {"weight": 80}, by=cleo, source="clinician", now=LATER)
        never = reports()
    assert counts(bring_in(clinic, *a_thousand())) == (1000, 0, 0, 0)
    for who, day in corrected:
        row = Measurement.objects.standing().get(patient__reference=who, day=day)
        verbs.correct(row, {"weight": 80}, by=cleo, now=LATER)
    take_back(the_import(), by=cleo, now=LATEST)

    assert reports() == never
    assert standing(Measurement) == [("Cleo", {"weight": 80})] * 10


def reports():
    return {patient.reference: summary_for(patient, TODAY).report for patient in Patient.objects.all()}


def test_it_reaches_no_other_clinic(clinic, record, dan, cleo):
    other = Clinic.objects.exclude(pk=clinic.pk).first()
    bring_in(other, f"D-1,{DAY},self,70,,")
    bring_in(clinic, f"A-1,{DAY},self,70,,", now=LATER)

    take_back(Import.objects.get(clinic=clinic), by=cleo, now=LATEST)

    assert [row.patient.reference for row in Measurement.objects.standing()] == ["D-1"]
