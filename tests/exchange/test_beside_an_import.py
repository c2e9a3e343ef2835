"""What people do while a file with their rows is on its way in."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from exchange.importing import Imported
from exchange.imports.taking_back import take_back
from exchange.merging.doing import merge
from exchange.models import Import
from exchange.rows import CsvRefused, FileInDoubt
from people import consent
from people.models import AuditEvent, Membership, Patient
from people.records import create_record
from symptoms.models import Measurement
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.tables.bringing import brought
from tests.symptoms.write.bringing import DAY, bring_in, counts, standing

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + dt.timedelta(minutes=1)
SECONDS = 20  # to a test that fails where somebody waits for the import


def elsewhere(call):
    """What it gives on a connection of its own, which has ended before this returns."""

    def closing():
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(closing).result(SECONDS)


def while_it_runs(clinic, act, *lines, **options) -> Imported:
    """Bring lines in; the act is begun and committed when all of them are written and none is kept yet."""
    done = []

    def progress(rows):
        if not done:
            done.append(elsewhere(act))
            assert not elsewhere(Import.objects.exists)

    return bring_in(clinic, *lines, progress=progress, **options)


def weigh(record, by, kg, now=LATER):
    return lambda: verbs.record_measurement(record, DAY, {"weight": kg}, by=by, source="self", now=now)


def test_a_check_in_is_saved_while_a_file_with_the_same_person_is_on_its_way(clinic, record, ada):
    said = {"weakness.neck": 3}

    done = while_it_runs(
        clinic,
        lambda: verbs.record_check_in(record, DAY, said, by=ada, source="self", now=LATER),
        f"A-1,{DAY},self,70,,",
    )

    assert counts(done) == (1, 0, 0, 0)
    assert standing(Measurement) == [("File import", {"weight": 70.0})]
    assert AuditEvent.objects.filter(patient=record, verb__in=["write", "import"]).count() == 2
    assert Patient.objects.get().data_version == record.data_version + 2


@pytest.mark.parametrize(
    "act",
    [
        lambda clinic, record, cleo: create_record(clinic, "N-2", by=cleo),
        lambda clinic, record, cleo: consent.grant(record, cleo, role="caregiver", access="read", by=cleo),
    ],
    ids=["creating a record", "a grant"],
)
def test_nobody_else_of_the_clinic_waits_for_it(clinic, record, cleo, act):
    done = while_it_runs(clinic, lambda: act(clinic, record, cleo), f"A-1,{DAY},self,70,,", f"N-1,{DAY},self,80,,")

    assert done.created == ("N-1",)


def test_what_was_said_meanwhile_is_compared_anew(clinic, record, ada):
    done = while_it_runs(clinic, weigh(record, ada, 70), f"A-1,{DAY},self,70,,")

    assert counts(done) == (0, 1, 0, 0)
    assert standing(Measurement) == [("Ada", {"weight": 70.0})]
    assert not Import.objects.exists()


def test_of_a_visit_that_was_written_before_nothing_is_left_twice(clinic, record, ada):
    done = while_it_runs(clinic, weigh(record, ada, 71), f"A-1,{DAY},self,70,,", f"A-1,{DAY},clinician,70,,")

    assert counts(done) == (1, 0, 1, 0)
    assert [values_of(entry)["weight"] for entry in Measurement.objects.filter(source="clinician")] == [70.0]
    assert record.visits.count() == 1


def test_what_is_doubtful_beside_what_was_said_meanwhile_is_asked_back(clinic, record, ada):
    with pytest.raises(FileInDoubt, match="weight"):
        while_it_runs(clinic, weigh(record, ada, 140), f"A-1,{DAY + dt.timedelta(days=1)},self,70,,")

    assert standing(Measurement) == [("Ada", {"weight": 140.0})]


def test_a_record_that_is_made_meanwhile_is_the_one_of_the_file(clinic, record, cleo):
    done = while_it_runs(clinic, lambda: create_record(clinic, "N-1", by=cleo), f"N-1,{DAY},clinician,80,,")

    made = Patient.objects.get(reference="N-1")
    assert done.created == ()
    assert made.measurements.get().author == Import.objects.get().account
    assert made.visits.count() == 1


def test_a_record_that_leaves_the_clinic_meanwhile_keeps_the_file_out(clinic, record, cleo):
    grant = consent.note_clinic(record, by=cleo, basis=Membership.Basis.UNSAID)

    with pytest.raises(CsvRefused, match="The clinic ceased to keep A-1 while"):
        while_it_runs(clinic, lambda: consent.end_grant(grant, by=cleo, now=NOW), f"A-1,{DAY},self,70,,")

    assert not Measurement.objects.exists()
    assert not Import.objects.exists()


def test_a_record_that_is_merged_meanwhile_keeps_the_file_out(clinic, record, cleo):
    kept = create_record(clinic, "A-2", by=cleo)

    with pytest.raises(CsvRefused, match=r"A-1: Here this record was put together with .*, A-2\. Write of that one\."):
        while_it_runs(clinic, lambda: merge(kept, record, by=cleo, now=NOW), f"A-1,{DAY},self,70,,")

    assert not Measurement.objects.exists()
    assert not Import.objects.exists()


def test_two_files_with_the_same_new_people_make_them_once(clinic, record):
    """The second begins when the first has written all, and waits until it is kept."""
    with ThreadPoolExecutor(1) as thread:
        second = []

        def also():
            try:
                return bring_in(clinic, f"N-1,{DAY},self,80,,", f"N-2,{DAY},self,90,,", now=LATER)
            finally:
                connection.close()

        def progress(rows):
            if not second:
                second.append(thread.submit(also))

        first = bring_in(clinic, f"N-2,{DAY},self,90,,", f"N-1,{DAY},self,80,,", progress=progress)
        done = second[0].result(SECONDS)

    assert sorted(first.created + done.created) == ["N-1", "N-2"]
    assert first.new + done.new == 2
    assert first.unchanged + done.unchanged == 2
    assert Measurement.objects.count() == 2


def test_much_that_changed_meanwhile_is_written_before_the_records_are_locked(clinic, record, ada, monkeypatch):
    monkeypatch.setattr("exchange.importing.SOON_WRITTEN", 1)
    days = [DAY - dt.timedelta(days=number) for number in range(4)]

    done = while_it_runs(clinic, weigh(record, ada, 71), *(f"A-1,{day},self,70,," for day in days))

    assert counts(done) == (3, 0, 1, 0)
    assert Measurement.objects.filter(author=Import.objects.get().account).count() == 4


def test_facts_of_new_people_are_in_with_their_rows(clinic, record):
    brought("subject_id;visit_date;weight_kg;birth_date\nN-1;2026-02-27;70,5;1962-05-28\n", clinic, source="self")

    assert Patient.objects.get(reference="N-1").birth_date == dt.date(1962, 5, 28)


def test_after_many_rows_the_database_knows_how_many_there_are(clinic, record, monkeypatch):
    monkeypatch.setattr("exchange.statistics.MANY", 40)
    days = [DAY - dt.timedelta(days=number) for number in range(40)]

    bring_in(clinic, *(f"A-1,{day},self,70,," for day in days))

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Measurement._meta.db_table])
        assert cursor.fetchone() == (40.0,)


def test_nobody_waits_for_more_than_their_own_record_while_a_file_is_taken_back(clinic, record, ada, cleo):
    bring_in(clinic, f"A-1,{DAY},self,70,,", f"N-1,{DAY},self,80,,", f"N-2,{DAY},self,90,,")
    people, seen = list(Patient.objects.all()), []

    def progress(records):
        if not seen:
            for patient in people:
                elsewhere(weigh(patient, ada, 75))
        seen.append(elsewhere(Measurement.objects.standing().count))

    done = take_back(Import.objects.get(), by=cleo, now=LATER, progress=progress)

    assert (done.rows, seen) == (3, [5, 4, 3])
    assert Import.objects.get().taken_back_at == LATER


class Stopped(Exception):
    pass


def test_one_that_stopped_in_the_middle_is_gone_on_with(clinic, record, cleo):
    bring_in(clinic, f"A-1,{DAY},self,70,,", f"N-1,{DAY},self,80,,")

    def progress(records):
        raise Stopped

    with pytest.raises(Stopped):
        take_back(Import.objects.get(), by=cleo, now=LATER, progress=progress)
    assert (Measurement.objects.standing().count(), Import.objects.get().taken_back_at) == (1, None)

    assert take_back(Import.objects.get(), by=cleo, now=LATER).rows == 1
    assert (Measurement.objects.standing().count(), Import.objects.get().taken_back_at) == (0, LATER)


def test_rows_that_a_merge_moves_while_they_are_taken_back_are_found(clinic, record, cleo):
    first, last = sorted([record, create_record(clinic, "A-2", by=cleo)], key=lambda patient: patient.pk)
    bring_in(clinic, f"{first.reference},{DAY},self,70,,", f"{last.reference},{TODAY},self,80,,")
    moved = []

    def progress(records):
        if not moved:
            moved.append(elsewhere(lambda: merge(first, last, by=cleo, now=LATER)))

    take_back(Import.objects.get(), by=cleo, now=LATER, progress=progress)

    assert standing(Measurement) == []
