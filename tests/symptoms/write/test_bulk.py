import datetime as dt
from dataclasses import replace

import pytest

from care.models import Visit
from exchange.csv import CsvRefused, read_csv
from exchange.importing import import_rows
from people.models import AuditEvent, Patient
from people.records import FILE_IMPORT, import_account
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.record.columns import values_of
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.care.said import entered
from tests.cast import NOW

HEADER = "patient,date,source,weight,weakness.hand.left,function.speech\n"
DAY = dt.date(2026, 3, 1)


def bring_in(clinic, *lines, by=None, **options):
    text = HEADER + "".join(f"{line}\n" for line in lines)
    return import_rows(read_csv(text.encode()), clinic, by=by, now=NOW, **options)


def counts(done):
    return (done.new, done.unchanged, done.corrected, done.repeated)


def standing(model):
    return [
        (entry.author.name or entry.author.email, values_of(entry))
        for entry in model.objects.standing().order_by("day", "made_at")
    ]


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
    assert (check.author.email, check.author.is_active, check.author.has_usable_password()) == (
        FILE_IMPORT,
        False,
        False,
    )


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


def test_a_corrected_row_supersedes_what_an_earlier_file_said_and_a_blank_erases_nothing(clinic, record):
    bring_in(clinic, "A-1,2026-03-01,self,70,3,4")

    done = bring_in(clinic, "A-1,2026-03-01,self,,2,", "A-1,2026-02-28,self,71,,")

    assert counts(done) == (1, 0, 1, 0)
    assert standing(CheckIn) == [("File import", {"weakness.hand.left": 2})]
    old, new = CheckIn.objects.order_by("status")[::-1]
    assert (old.status, new.status, new.supersedes) == ("superseded", "standing", old)
    assert standing(FunctionCheck) == [("File import", {"function.speech": 4})]
    assert [said["weight"] for _, said in standing(Measurement)] == [71, 70]


def test_a_corrected_mode_is_a_correction_and_a_blank_one_is_none(clinic, record):
    def bring(*rows):
        text = "patient,date,source,mode,function.speech\n" + "".join(
            f"A-1,2026-03-01,clinician,{row}\n" for row in rows
        )
        return counts(import_rows(read_csv(text.encode()), clinic, by=None, now=NOW))

    def mode():
        return FunctionCheck.objects.standing().get().mode

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

    assert standing(CheckIn) == [("Ada", {"weakness.neck": 2}), ("File import", {"weakness.hand.left": 1})]


def test_the_same_day_by_another_source_is_another_row(clinic, record):
    bring_in(clinic, "A-1,2026-03-01,self,,3,")

    assert counts(bring_in(clinic, "A-1,2026-03-01,caregiver,,3,")) == (1, 0, 0, 0)
    assert CheckIn.objects.standing().count() == 2


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


def test_an_import_is_one_event_and_one_version_for_each_patient_who_changed(clinic, record, cleo):
    bring_in(clinic, "N-1,2026-03-01,self,90,,")
    AuditEvent.objects.all().delete()

    bring_in(clinic, "N-1,2026-03-01,self,90,,", "A-1,2026-02-28,self,70,,", "A-1,2026-03-01,self,71,3,", by=cleo)

    assert list(AuditEvent.objects.values_list("user__name", "patient__reference", "verb", "detail")) == [
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
    import_account()
    for days in (1, 20):
        ends = DAY - dt.timedelta(days)
        with django_assert_num_queries(23):
            bring_in(clinic, *(f"A-1,{ends - dt.timedelta(ago)},self,70,3,4" for ago in range(days)), close_checks=True)
