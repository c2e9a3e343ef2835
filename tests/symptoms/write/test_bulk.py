import datetime as dt
from itertools import count

import pytest
from django.db import connection

from care.models import Visit
from clinical.vocabulary import CELL_NAMES
from exchange.csv import read_csv
from exchange.importing import import_rows
from people.models import AuditEvent, Patient
from people.records import came_in_a_file
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.read.history import modes_of, read_history
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.care.said import entered
from tests.cast import NOW
from tests.symptoms.write.bringing import DAY, bring_in, counts, standing


def test_a_row_becomes_an_entry_of_each_kind_that_it_touches(clinic, record):
    done = bring_in(clinic, "A-1,2026-03-01,clinician,70.5,3,4")

    assert counts(done) == (1, 0, 0, 0)
    assert standing(CheckIn) == [("File import", {"weakness.hand.left": 3})]
    assert standing(FunctionCheck) == [("File import", {"function.speech": 4})]
    assert standing(Measurement) == [("File import", {"weight": 70.5})]
    check = FunctionCheck.objects.get()
    assert (check.patient, check.day, check.source, check.mode, check.made_at, check.time_zone) == (
        record,
        DAY,
        "clinician",
        "clinic",
        NOW,
        "Europe/Berlin",
    )
    assert came_in_a_file(check.author)


def test_a_day_on_which_the_clinic_scored_or_measured_something_is_a_visit_once(clinic, record, cleo):
    entered(record, cleo, DAY - dt.timedelta(30))
    rows = [
        "A-1,2026-03-01,clinician,70.5,3,4",
        "A-1,2026-02-20,clinician,,3,",
        "A-1,2026-02-19,self,70,3,4",
        "A-1,2026-01-30,clinician,70,,",
    ]
    bring_in(clinic, *rows, close_checks=True)
    bring_in(clinic, *rows, close_checks=True)

    visits = Visit.objects.order_by("day")
    assert [(visit.day, visit.mode, str(visit.author)) for visit in visits] == [
        (dt.date(2026, 1, 30), "", "Cleo"),
        (DAY, "", "File import"),
    ]
    assert (visits[1].function_check, visits[1].measurement) == (
        FunctionCheck.objects.get(source="clinician"),
        Measurement.objects.get(day=DAY),
    )


def test_patients_who_are_not_known_are_created_in_the_clinic_and_only_there(clinic, record, dan):
    done = bring_in(clinic, "A-1,2026-03-01,self,70,,", "D-1,2026-03-01,self,80,,", "N-1,2026-03-01,self,90,,")

    assert (done.patients, done.created) == (3, ("D-1", "N-1"))
    new = Patient.objects.get(reference="N-1")
    assert (new.clinic, new.time_zone) == (clinic, "Europe/Berlin")
    assert Patient.objects.filter(reference="D-1").count() == 2


def test_the_same_file_again_changes_nothing(clinic, record):
    lines = ["A-1,2026-03-01,self,70,3,4", "A-1,2026-02-01,self,,4,"]
    bring_in(clinic, *lines)
    before = (Patient.objects.get().data_version, AuditEvent.objects.count(), CheckIn.objects.count())

    done = bring_in(clinic, *lines)

    assert counts(done) == (0, 2, 0, 0)
    assert (Patient.objects.get().data_version, AuditEvent.objects.count(), CheckIn.objects.count()) == before


def test_what_a_later_file_says_counts_beside_the_earlier_one_and_a_blank_erases_nothing(clinic, record):
    bring_in(clinic, "A-1,2026-03-01,self,70,3,4")

    later = NOW + dt.timedelta(hours=1)
    done = bring_in(clinic, "A-1,2026-03-01,self,,2,", "A-1,2026-02-28,self,71,,", now=later)

    assert counts(done) == (1, 0, 1, 0)
    assert standing(CheckIn) == [
        ("File import", {"weakness.hand.left": 3}),
        ("File import", {"weakness.hand.left": 2}),
    ]
    old, new = CheckIn.objects.order_by("made_at")
    assert (old.author == new.author, new.supersedes) == (False, None)
    assert read_history(record, DAY).weakness.values[-1, CELL_NAMES.index("hand.left")] == 2
    assert standing(FunctionCheck) == [("File import", {"function.speech": 4})]
    assert [said["weight"] for _, said in standing(Measurement)] == [71, 70]


def test_a_corrected_mode_is_a_correction_and_a_blank_one_is_none(clinic, record):
    def bring(*rows):
        text = "patient,date,source,mode,function.speech\n" + "".join(
            f"A-1,2026-03-01,clinician,{row}\n" for row in rows
        )
        return counts(import_rows(read_csv(text.encode()), clinic, by=None, now=next(moments)))

    def mode():
        return modes_of(record.pk)[DAY, "clinician"]

    moments = (NOW + dt.timedelta(minutes=each) for each in count())

    assert (bring("clinic,4"), mode()) == ((1, 0, 0, 0), "clinic")
    assert (bring("phone,4"), mode()) == ((0, 0, 1, 0), "phone")
    assert (bring("phone,4"), mode()) == ((0, 1, 0, 0), "phone")
    assert (bring(",4"), mode()) == ((0, 1, 0, 0), "phone")
    assert (bring(",3"), mode()) == ((0, 0, 1, 0), "phone")


def test_what_people_wrote_themselves_is_never_overwritten(clinic, record, ada):
    verbs.record_check_in(
        record,
        DAY,
        {"weakness.hand.left": 3, "weakness.neck": 2},
        by=ada,
        source="self",
        now=NOW - dt.timedelta(hours=1),
    )

    agreed = bring_in(clinic, "A-1,2026-03-01,self,,3,")
    differed = bring_in(clinic, "A-1,2026-03-01,self,,1,")

    assert counts(agreed) == (0, 1, 0, 0)
    assert counts(differed) == (0, 0, 1, 0)
    assert standing(CheckIn) == [
        ("Ada", {"weakness.hand.left": 3, "weakness.neck": 2}),
        ("File import", {"weakness.hand.left": 1}),
    ]


def test_a_later_word_of_someone_else_goes_on_counting_where_a_file_says_nothing(clinic, record, ada):
    said = "patient,date,source,weakness.hand.left,weakness.neck\nA-1,2026-03-01,self,{},{}\n"
    import_rows(read_csv(said.format(3, 4).encode()), clinic, by=None, now=NOW)
    later = NOW + dt.timedelta(hours=1)
    verbs.record_check_in(record, DAY, {"weakness.neck": 2}, by=ada, source="self", now=later)

    import_rows(read_csv(said.format(1, "").encode()), clinic, by=None, now=later + dt.timedelta(hours=1))

    assert standing(CheckIn) == [
        ("File import", {"weakness.neck": 4, "weakness.hand.left": 3}),
        ("Ada", {"weakness.neck": 2}),
        ("File import", {"weakness.hand.left": 1}),
    ]


def test_the_same_day_by_another_source_is_another_row(clinic, record):
    bring_in(clinic, "A-1,2026-03-01,self,,3,")

    assert counts(bring_in(clinic, "A-1,2026-03-01,caregiver,,3,")) == (1, 0, 0, 0)
    assert CheckIn.objects.standing().count() == 2


def test_an_import_is_one_event_and_one_version_for_each_patient_who_changed(clinic, record, cleo):
    bring_in(clinic, "N-1,2026-03-01,self,90,,")
    before = AuditEvent.objects.latest("pk").pk

    bring_in(clinic, "N-1,2026-03-01,self,90,,", "A-1,2026-02-28,self,70,,", "A-1,2026-03-01,self,71,3,", by=cleo)

    noted = AuditEvent.objects.filter(pk__gt=before)
    assert list(noted.values_list("user__name", "patient__reference", "verb", "detail")) == [
        ("Cleo", "A-1", "import", "2 rows")
    ]
    assert dict(Patient.objects.values_list("reference", "data_version")) == {"A-1": 1, "N-1": 1}


def test_an_import_asks_for_a_report_of_each_patient_who_changed(clinic, record, asked_for, callbacks):
    with callbacks(execute=True):
        bring_in(clinic, "A-1,2026-03-01,self,70,,", "N-1,2026-03-01,self,90,,")

    assert asked_for == {str(patient.pk) for patient in Patient.objects.all()}


@pytest.fixture
def callbacks(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def asked_for(monkeypatch):
    asked = set()
    monkeypatch.setattr("symptoms.derive.tasks.refresh.delay", asked.add)
    return asked


def test_progress_is_told_in_rows(clinic, record):
    steps = []

    bring_in(
        clinic,
        "A-1,2026-02-28,self,70,,",
        "A-1,2026-03-01,self,71,,",
        "N-1,2026-03-01,self,90,,",
        progress=steps.append,
    )

    assert steps == [2, 1]


def test_days_of_one_author_are_kept_with_the_moment_they_were_said(record, ada):
    said = [
        DaySaid(DAY, "self", {"weakness.neck": 3}),
        DaySaid(DAY + dt.timedelta(days=1), "helped", {"weakness.neck": 2}),
    ]

    record_days(record, said, by=ada, made_at=lambda day: dt.datetime.combine(day, dt.time(20), dt.UTC))
    record_days(record, said, by=ada, made_at=lambda day: NOW)

    assert list(CheckIn.objects.order_by("day").values_list("author", "source", "made_at")) == [
        (ada.pk, "self", dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)),
        (ada.pk, "helped", dt.datetime(2026, 3, 2, 20, tzinfo=dt.UTC)),
    ]
    record.refresh_from_db()
    assert record.data_version == 1


def test_the_queries_of_an_import_do_not_grow_with_the_days(clinic, record, django_assert_num_queries):
    for days in (1, 20):
        ends = DAY - dt.timedelta(days)
        with django_assert_num_queries(32 if connection.vendor == "postgresql" else 30):
            bring_in(clinic, *(f"A-1,{ends - dt.timedelta(ago)},self,70,3,4" for ago in range(days)), close_checks=True)
