import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from care.models import SignAnswer, SignUndo, Visit
from symptoms.derive import maker
from symptoms.models import RememberedOnset, Report, Weakness
from symptoms.read.history import read_history
from symptoms.write import verbs
from tests.cast import NOW, TODAY


def to_the_newest():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def migrate(transactional_db):
    """Go to a migration, back or forth; the end of the test goes to the newest of all."""

    def to(name, app="symptoms"):
        MigrationExecutor(connection).migrate([(app, name)])

    yield to
    to_the_newest()


def test_answers_that_did_not_say_whose_they_are_say_it_after_the_migration(migrate, record, ada):
    verbs.record_check_in(record, TODAY, {"weakness.neck": 3, "falls": 1}, by=ada, source="self", now=NOW)
    before = read_history(record, TODAY)

    migrate("0002_report_series_digest")
    migrate("0004_fill_section_patient")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE symptoms_weakness SET patient_id = NULL")  # as the code of before goes on writing
    migrate("0005_side_by_side")
    to_the_newest()

    after = read_history(record, TODAY)
    assert list(Weakness.objects.values_list("patient", flat=True)) == [record.pk]
    assert after.weakness.column("neck")[1].tolist() == before.weakness.column("neck")[1].tolist() == [3]
    assert after.signs.column("falls")[1].tolist() == [1]


def test_answers_to_signs_keep_every_row_on_their_way_to_their_own_table(migrate, record, cleo):
    SignAnswer.objects.create(patient=record, rule="R06", since=TODAY, action="closed", by=cleo, at=NOW)

    def rows(table):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rule, action FROM {table}")  # noqa: S608  our own names
            return cursor.fetchall()

    migrate("0008_report_columns")
    assert rows("symptoms_flagresponse") == [("R06", "closed")]
    migrate("0002_own_table", "care")
    assert rows("care_signanswer") == [("R06", "closed")]
    to_the_newest()
    assert SignAnswer.objects.get().by == cleo


def test_the_facts_of_a_report_are_filled_from_what_stood_in_columns(migrate, record, ada):
    verbs.record_check_in(record, TODAY, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    later = ("glance", "due")
    facts = {name: said for name, said in Report.objects.get().facts.items() if name not in later}

    migrate("0006_day_walk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE symptoms_report SET last_day = %s", [TODAY])
    migrate("0008_report_columns")
    to_the_newest()

    kept = [{name: sign[name] for name in ("rule", "level", "since", "last")} for sign in facts["signs"]]
    assert Report.objects.get().facts == facts | {"signs": kept}


def test_days_on_which_a_clinic_entered_numbers_are_visits_after_the_migration_and_once_after_a_way_back(
    migrate, record, ada, cleo
):
    def measured(day, by, source):
        return verbs.record_measurement(record, day, {"weight": 70}, by=by, source=source, now=NOW).entry

    old = dt.date(2026, 1, 5)
    check = verbs.record_function_check(record, old, {"function.speech": 3}, by=cleo, source="clinician", now=NOW).entry
    weight = measured(old, cleo, "clinician")
    measured(dt.date(2026, 2, 1), ada, "self")
    wrong = measured(TODAY, cleo, "clinician")
    verbs.retract(wrong, by=cleo)

    migrate("0002_own_table", "care")
    to_the_newest()

    visit = Visit.objects.get()
    assert (visit.day, visit.author, visit.mode, visit.status, visit.source) == (old, cleo, "", "standing", "clinician")
    assert (visit.function_check, visit.measurement) == (check, weight)
    migrate("0004_visits", "care")
    to_the_newest()
    assert Visit.objects.get() == visit


def test_what_is_remembered_has_its_own_table_which_can_be_undone_and_made_again(migrate, record, ada):
    verbs.record_check_in(record, TODAY, {"weakness.neck": 3}, by=ada, source="self", now=NOW)
    migrate("0011_report_outline")
    assert RememberedOnset._meta.db_table not in connection.introspection.table_names()
    to_the_newest()

    memory = verbs.remember_onset(record, "neck", "not_sure", by=ada, source="self", now=NOW).entry
    assert RememberedOnset.objects.get() == memory
    assert Weakness.objects.get().neck == 3


def test_answers_of_before_there_were_reasons_and_undoing_keep_every_row_there_and_back(migrate, record, cleo):
    old = {"patient": record, "rule": "R06", "since": TODAY, "by": cleo, "at": NOW}
    closed = SignAnswer.objects.create(**old, action="closed", reason="known", note="since May", tells=True)
    SignUndo.objects.create(answer=closed, by=cleo, at=NOW)
    migrate("0002_own_table", "care")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rule, action FROM care_signanswer")
        assert cursor.fetchall() == [("R06", "closed")]
    to_the_newest()

    answer = SignAnswer.objects.get()
    assert (answer.reason, answer.note, answer.tells, answer.press, answer.undone) == ("", "", False, None, None)
