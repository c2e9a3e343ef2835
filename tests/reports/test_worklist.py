import datetime as dt

import pytest

from people.models import Patient
from reports.reasons import Reason
from reports.worklist import row_of, worklist_of
from symptoms import derive
from symptoms.models import Report
from tests.cast import NOW, TODAY, new_patient

pytestmark = pytest.mark.django_db


def with_report(clinic, reference, urgency=0, last_spread=None, name=""):
    patient = new_patient(clinic, reference, name=name)
    derive.refresh(patient.pk, now=NOW)
    Report.objects.filter(patient=patient).update(urgency=urgency, last_spread=last_spread)
    return patient


def references(user, search=""):
    return [patient.reference for patient in worklist_of(user, search)]


def test_open_signs_come_first_then_the_newest_spread_then_the_name(clinic, cleo):
    with_report(clinic, "1", name="Zoe")
    with_report(clinic, "2", name="Amy")
    with_report(clinic, "3", last_spread=dt.date(2026, 1, 1))
    with_report(clinic, "4", last_spread=dt.date(2026, 2, 1))
    with_report(clinic, "5", urgency=2)
    with_report(clinic, "6", urgency=3)
    new_patient(clinic, "7")

    assert references(cleo) == ["6", "5", "4", "3", "2", "1", "7"]


def test_search_finds_by_name_and_by_reference(clinic, cleo):
    new_patient(clinic, "N-12", name="Amy")
    new_patient(clinic, "N-34", name="Zoe")

    assert references(cleo, "am") == ["N-12"]
    assert references(cleo, "n-3") == ["N-34"]


def test_patients_of_other_clinics_are_not_in_it(record, cleo, dan):
    assert references(cleo) == ["A-1"]


def test_a_row_has_its_reasons_by_the_patients_own_day(record):
    derive.refresh(record.pk, now=NOW)
    Report.objects.update(last_day=TODAY - dt.timedelta(days=15))
    row = row_of(Patient.objects.get(pk=record.pk), NOW)

    assert row.reasons == (Reason("quiet", "No entry for 15 days"),)


def test_a_row_before_the_first_report_says_so(record):
    assert [reason.kind for reason in row_of(record, NOW).reasons] == ["quiet", "updating"]
