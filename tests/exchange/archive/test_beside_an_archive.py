"""What people do while an archive with their records is on its way in."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from exchange.archive.load_people import People
from exchange.models import Import
from exchange.rows import CsvRefused
from people import consent
from people.models import Membership, Patient
from people.records import create_record
from symptoms.models import CellMark, Measurement, Treatment
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW
from tests.exchange.archive.carrying import exported, imported, undone
from tests.exchange.test_beside_an_import import SECONDS, elsewhere, weigh
from tests.symptoms.write.bringing import DAY, bring_in

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + dt.timedelta(minutes=1)


@pytest.fixture
def archive(clinic, record, cleo):
    """Of a record that is here, with more than is here now, and of one that is not."""
    with undone():
        bring_in(clinic, f"A-1,{DAY},self,70,,", f"N-1,{DAY},self,80,,")
        for patient in clinic.patients.all():
            said = {"by": cleo, "source": "clinician", "now": NOW}
            verbs.record_treatment(patient, kind="riluzole", start=DAY, **said)
            verbs.mark_cell(patient, "hand.left", "involved", on=DAY, **said)
        return exported(clinic.patients.all())


@pytest.fixture
def before_its_locks(monkeypatch):
    """Do something when all of an archive is written that is written before records are locked."""

    def do(act):
        checked = People.check_rows
        done = []

        def check_rows(people):
            if not done:
                done.append(elsewhere(act))
            checked(people)

        monkeypatch.setattr(People, "check_rows", check_rows)
        return done

    return do


def stood(patient):
    """What of an archive's person is in: of each table how much stands."""
    models = (Measurement, Treatment, CellMark)
    return tuple(model.objects.standing().filter(patient=patient).count() for model in models)


def test_nobody_waits_while_an_archive_with_their_record_is_on_its_way(
    archive, record, clinic, ada, cleo, before_its_locks
):
    def act():
        assert not Import.objects.exists()
        weigh(record, ada, 71)()
        verbs.mark_cell(record, "hand.left", "not_involved", by=cleo, source="clinician", now=LATER)
        create_record(clinic, "N-2", by=cleo)
        consent.grant(record, cleo, role="caregiver", access="read", by=cleo)
        return True

    seen = before_its_locks(act)
    imported(archive, clinic)

    assert seen == [True]
    assert stood(record) == (2, 1, 1)
    assert CellMark.objects.standing().get(patient=record).kind == "involved"
    assert stood(Patient.objects.get(reference="N-1")) == (1, 1, 1)


def test_what_was_said_meanwhile_is_compared_anew_and_nothing_is_in_twice(
    archive, record, clinic, ada, before_its_locks
):
    before_its_locks(weigh(record, ada, 70))
    done = imported(archive, clinic)

    assert stood(record) == (1, 1, 1)
    assert [values_of(entry)["weight"] for entry in Measurement.objects.filter(patient=record)] == [70.0]
    assert Measurement.objects.get(patient=record).author == ada
    assert Import.objects.get().counts == done.counts
    assert (done.new, done.unchanged, done.corrected) == (6, 2, 0)
    with undone():
        again = imported(archive, clinic)
    assert (again.new, again.corrected) == (0, 0)


def test_a_fact_that_was_said_meanwhile_gives_way_to_the_one_of_the_archive(record, clinic, cleo, before_its_locks):
    with undone():
        Patient.objects.filter(pk=record.pk).update(name="Ada Whitfield")
        archive = exported()

    def act():
        facts = {"name": "Ada W.", "birth_date": dt.date(1960, 5, 1)}
        Patient.objects.filter(pk=record.pk).update(**facts, data_version=record.data_version + 1)

    before_its_locks(act)
    imported(archive, clinic)

    row = Patient.objects.get()
    assert (row.name, row.birth_date) == ("Ada Whitfield", dt.date(1960, 5, 1))
    assert [(fact["name"], fact["before"], fact["after"]) for fact in Import.objects.get().facts] == [
        ("name", "Ada W.", "Ada Whitfield")
    ]


def test_a_record_that_leaves_the_clinic_meanwhile_keeps_the_archive_out(
    archive, record, clinic, cleo, before_its_locks
):
    grant = consent.note_clinic(record, by=cleo, basis=Membership.Basis.UNSAID)
    before_its_locks(lambda: consent.end_grant(grant, by=cleo, now=NOW))

    with pytest.raises(CsvRefused, match="The clinic ceased to keep A-1 while"):
        imported(archive, clinic)

    assert not Measurement.objects.exists()
    assert not Import.objects.exists()


def test_the_same_archive_twice_at_once_is_in_once(archive, record, clinic, before_its_locks):
    with ThreadPoolExecutor(1) as thread:
        second = []

        def also():
            try:
                return imported(archive, clinic)
            finally:
                connection.close()

        before_its_locks(lambda: second.append(thread.submit(also)))
        first = imported(archive, clinic)
        done = second[0].result(SECONDS)

    assert (first.new, first.unchanged) == (7, 1)
    assert (done.new, done.unchanged, done.corrected) == (0, 8, 0)
    assert Import.objects.count() == 1
    assert [stood(patient) for patient in Patient.objects.all()] == [(1, 1, 1), (1, 1, 1)]
