import datetime as dt
from dataclasses import replace

import pytest

from exchange.csv import CsvRefused, read_csv
from exchange.importing import import_rows
from people.models import Patient
from symptoms.models import FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW
from tests.symptoms.write.bringing import DAY, bring_in, counts


def test_a_day_after_today_is_refused_with_the_whole_file(clinic, record):
    with pytest.raises(CsvRefused) as refused:
        bring_in(clinic, "A-1,2026-03-01,self,70,,", "A-1,2026-03-03,self,70,,", "N-1,2031-04-16,self,70,,")

    assert str(refused.value).splitlines() == [
        "Line 3, column date: 2026-03-03 is in the future: where Ada lives it is 2026-03-02.",
        "Line 4, column date: 2031-04-16 is in the future: where N-1 lives it is 2026-03-02.",
    ]
    assert list(Patient.objects.all()) == [record]
    assert not Measurement.objects.exists()


def test_days_after_today_are_kept_and_told_where_that_was_asked_for(clinic, record):
    done = bring_in(clinic, "A-1,2026-03-01,self,70,,", "A-1,2031-04-16,self,70,,", future_days=True)

    assert counts(done) == (2, 0, 0, 0)
    assert done.notes == ("Dated after today: line 3 (2031-04-16). Kept; reports leave them out until that day.",)


def test_a_day_before_birth_is_refused(clinic, record):
    with pytest.raises(CsvRefused) as refused:
        bring_in(clinic, "A-1,1960-04-30,self,70,,", future_days=True)

    assert str(refused.value) == "Line 2, column date: 1960-04-30 is before the date of birth, 1960-05-01."


def test_own_checks_less_than_fourteen_days_apart_are_refused_with_the_whole_file(clinic, record, ada):
    verbs.record_function_check(record, DAY, {"function.speech": 4}, by=ada, source="self", now=NOW)
    with pytest.raises(CsvRefused) as refused:
        bring_in(
            clinic,
            "A-1,2026-02-16,caregiver,,,4",  # thirteen days before Ada's
            "A-1,2026-02-15,helped,,,4",
            "A-1,2026-02-20,clinician,,,4",  # the clinic is not bound
            "A-1,2026-02-21,self,70,3,",  # no check
            "N-1,2026-02-21,self,,,3",
            "N-1,2026-02-20,self,,,4",
            "N-1,2026-03-01,self,,,4",
            "N-1,2026-02-10,caregiver,,,4",
            "N-1,2026-02-10,self,,,4",
        )

    told = "There is a function check for {}; the next can be made 14 days after it."
    assert str(refused.value).splitlines() == [
        f"Line 2, column date: {told.format('2026-02-15')}",
        f"Line 6, column date: {told.format('2026-02-10')}",
        f"Line 7, column date: {told.format('2026-02-10')}",
    ]
    assert list(Patient.objects.all()) == [record]
    assert FunctionCheck.objects.count() == 1


def test_checks_too_close_are_kept_and_told_where_that_was_asked_for(clinic, record):
    lines = ["A-1,2026-02-01,self,,,4", "A-1,2026-02-08,caregiver,,,4", "A-1,2026-02-15,self,,,3"]
    done = bring_in(clinic, *lines, close_checks=True)

    told = "Function checks less than 14 days after another: line 3 (2026-02-08), line 4 (2026-02-15). Kept."
    assert (counts(done), done.notes) == ((3, 0, 0, 0), (told,))
    assert FunctionCheck.objects.standing().count() == 3


def test_a_check_that_stands_can_be_sent_again_and_corrected_however_close_it_is_to_another(clinic, record):
    lines = ["A-1,2026-02-01,self,,,4", "A-1,2026-02-08,self,,,4"]
    bring_in(clinic, *lines, close_checks=True)

    assert counts(bring_in(clinic, *lines)) == (0, 2, 0, 0)
    assert counts(bring_in(clinic, lines[0], "A-1,2026-02-08,self,,,3")) == (0, 1, 1, 0)


def test_a_day_of_a_mistyped_year_is_refused_without_a_date_of_birth_too(clinic, record):
    rows = read_csv(b"patient,date,source,weight\nN-1,1901-03-01,self,70\n")
    early = replace(rows, rows=(replace(rows.rows[0], day=dt.date(1899, 12, 31)),))
    with pytest.raises(CsvRefused, match="1899-12-31 is too long ago: days from 1900 can be recorded"):
        import_rows(early, clinic, by=None, now=NOW, future_days=True)
