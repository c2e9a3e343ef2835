"""What stays where it is, what goes back with an undo, and what is told of it."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from care.models import OpmLine, Visit
from care.visits.said import Line, Said
from care.visits.write import record_visit
from exchange.imports.taking_back import take_back
from exchange.merging import undoing
from exchange.merging.doing import merge
from exchange.merging.undoing import undo
from exchange.models import Import, Merge
from exchange.rows import CsvRefused
from people.models import Membership, Patient
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import Recorded
from symptoms.write import verbs
from symptoms.write.facts import change_facts
from tests.cast import NOW, TODAY, new_patient, person
from tests.exchange.archive.carrying import exported, imported
from tests.symptoms.write.bringing import bring_in

YESTERDAY = TODAY - dt.timedelta(1)


@pytest.fixture
def second(clinic):
    return new_patient(clinic, "A-2", name="Ada")


def now():
    return timezone.now()


def weigh(patient, by, weight, day=TODAY, at=NOW):
    return verbs.record_measurement(patient, day, {"weight": weight}, by=by, source="clinician", now=at).entry


def weights(patient):
    rows = Measurement.objects.standing().filter(patient=patient).order_by("day", "weight")
    return list(rows.values_list("day", "weight"))


def test_a_day_of_which_the_same_author_spoke_in_both_stays_with_all_that_hangs_on_it(record, second, cleo):
    weigh(record, cleo, 70)
    visit = record_visit(
        second, Said(TODAY, measured={"weight": 71}, function={"function.speech": 3}), by=cleo, now=NOW
    )
    weigh(second, cleo, 72, YESTERDAY)

    made = merge(record, second, by=cleo, now=now())

    assert weights(record) == [(YESTERDAY, 72), (TODAY, 70)]
    assert (weights(second), Visit.objects.get().patient, FunctionCheck.objects.get().patient) == (
        [(TODAY, 71)],
        second,
        second,
    )
    assert made.stayed == {
        "symptoms.measurement": [visit.entry.measurement_id],
        "symptoms.functioncheck": [visit.entry.function_check_id],
        "care.visit": [visit.entry.pk],
    }


def test_a_row_that_was_corrected_goes_back_as_it_was_corrected_and_what_is_new_stays(record, second, cleo):
    row = weigh(second, cleo, 70)
    made = merge(record, second, by=cleo, now=now())
    corrected = verbs.correct(Measurement.objects.get(pk=row.pk), {"weight": 75}, by=cleo, now=now()).entry
    weigh(record, cleo, 68, YESTERDAY, at=now())

    since = undoing.since(made, now())
    undo(made, by=cleo, now=now())

    assert len(since["symptoms.measurement"]) == 2
    assert (weights(record), weights(second)) == ([(YESTERDAY, 68)], [(TODAY, 75)])
    corrected.refresh_from_db()
    assert (corrected.patient, corrected.supersedes.patient) == (second, second)


def test_a_row_that_came_to_be_bound_to_one_of_the_other_record_stays_and_is_named(record, second, cleo):
    scored = verbs.record_function_check(record, TODAY, {"function.speech": 3}, by=cleo, source="clinician", now=NOW)
    visit = record_visit(second, Said(TODAY, note="seen"), by=cleo, now=NOW).entry
    made = merge(record, second, by=cleo, now=now())
    visit.refresh_from_db()
    Visit.objects.filter(pk=visit.pk).update(function_check=scored.entry)

    made = undo(made, by=cleo, now=now())

    assert Visit.objects.get().patient == record
    assert made.left == {"symptoms.functioncheck": [scored.entry.pk], "care.visit": [visit.pk]}


def test_of_two_lines_of_opm_the_later_stands_and_both_stand_again_once_undone(record, second, cleo):
    for patient, day, onset in ((record, YESTERDAY, "O1"), (second, TODAY, "O2")):
        line = Line(onset, "P0", None, "")
        record_visit(patient, Said(day, opm=line), by=cleo, now=NOW)

    made = merge(record, second, by=cleo, now=now())
    assert list(OpmLine.objects.standing().values_list("patient", "onset")) == [(record.pk, "O2")]
    assert OpmLine.objects.filter(patient=record).count() == 2

    undo(made, by=cleo, now=now())
    stand = OpmLine.objects.standing().values_list("patient", "onset")
    assert dict(stand) == {record.pk: "O1", second.pk: "O2"}


def test_a_line_of_opm_that_was_said_since_stays_with_its_visit(record, second, cleo):
    record_visit(second, Said(YESTERDAY, opm=Line("O1", "P0", None, "")), by=cleo, now=NOW)
    made = merge(record, second, by=cleo, now=now())
    record_visit(record, Said(TODAY, opm=Line("O2", "P0", None, "")), by=cleo, now=now())

    undo(made, by=cleo, now=now())

    stand = OpmLine.objects.standing().values_list("patient", "onset", "visit__patient")
    assert sorted(stand) == sorted([(record.pk, "O2", record.pk), (second.pk, "O1", second.pk)])
    assert not OpmLine.objects.filter(supersedes__isnull=False).exists()


def test_a_fact_that_was_filled_is_blank_again_unless_somebody_changed_it_since(record, second, cleo):
    change_facts(second, by=cleo, height=164, writing_hand="left", usual_weight=70)
    made = merge(record, second, by=cleo, now=now())
    change_facts(record, by=cleo, height=165)

    undo(made, by=cleo, now=now())

    record.refresh_from_db()
    assert (record.height, record.writing_hand, record.usual_weight) == (165, "", None)


def test_a_file_that_wrote_in_the_other_one_can_be_taken_back_from_the_one_that_goes_on(clinic, record, second, cleo):
    bring_in(clinic, f"A-2,{TODAY},self,70,3,")
    made = merge(record, second, by=cleo, now=now())
    assert weights(record) == [(TODAY, 70)]

    take_back(Import.objects.get(), by=cleo, now=now())
    assert (weights(record), CheckIn.objects.standing().count()) == ([], 0)

    undo(made, by=cleo, now=now())
    assert list(Import.objects.get().patients.all()) == [second]
    assert set(CheckIn.objects.values_list("patient", "status")) == {(second.pk, Recorded.Status.ENTERED_IN_ERROR)}


def test_two_accounts_that_each_have_one_as_their_own_have_to_settle_it_first(record, second, ada, cleo):
    other = person("Adele")
    Membership.objects.create(user=other, patient=second, role="patient", access="write", granted_by=other)

    with pytest.raises(ValidationError, match="Two accounts, Ada and Adele, have one of these"):
        merge(record, second, by=cleo, now=now())
    assert not Merge.objects.exists()


def test_whose_own_record_one_is_and_who_helps_with_the_other_is_hardly_the_same_person(record, second, ada, cleo):
    Membership.objects.create(user=ada, patient=second, role="caregiver", access="write", granted_by=cleo)

    with pytest.raises(ValidationError, match="Ada has one of these records as their own, and helps with the other"):
        merge(record, second, by=cleo, now=now())


def test_the_later_of_two_merges_is_undone_first(clinic, record, second, cleo):
    third = new_patient(clinic, "A-3", name="Ada")
    first = merge(record, second, by=cleo, now=now())
    merge(third, Patient.objects.get(pk=record.pk), by=cleo, now=now())

    with pytest.raises(ValidationError, match="put together with a third one since"):
        undo(first, by=cleo, now=now())


def test_a_record_that_is_closed_is_opened_first(record, second, cleo):
    merge(record, second, by=cleo, now=now())

    with pytest.raises(ValidationError, match="One of the two records is closed"):
        merge(second, record, by=cleo, now=now())


@pytest.mark.django_db(transaction=True)
def test_two_who_put_the_same_two_together_the_other_way_round_at_once_do_not_wait_in_a_ring(record, second, cleo):
    outcomes = []
    both = threading.Barrier(2)

    def press(kept, other):
        both.wait()
        try:
            merge(kept, other, by=cleo, now=now())
            outcomes.append("done")
        except ValidationError:
            outcomes.append("closed already")
        finally:
            connection.close()

    pressed = [threading.Thread(target=press, args=pair) for pair in ((record, second), (second, record))]
    for thread in pressed:
        thread.start()
    for thread in pressed:
        thread.join(20)

    assert sorted(outcomes) == ["closed already", "done"]


def test_a_file_that_speaks_of_a_record_that_was_merged_is_told_which_one_goes_on(clinic, record, second, cleo):
    archive = exported(Patient.objects.filter(pk=second.pk))
    merge(record, second, by=cleo, now=now())

    with pytest.raises(CsvRefused) as refused:
        bring_in(clinic, f"A-1,{TODAY},self,70,,", f"A-2,{TODAY},self,70,,")
    told = "Here this record was put together with another one of the same person, A-1. Write of that one."
    assert str(refused.value) == f"Line 3, column patient: {told}"
    with pytest.raises(CsvRefused, match="Here this record was put together with another one of the same person"):
        imported(archive, clinic)
    assert not Measurement.objects.exists()
