"""Where it began: the first part, and its month as the person remembers it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from clinical.vocabulary import CELL_BY_NAME
from people.models import Patient
from symptoms.read.history import read_history
from symptoms.write import verbs
from tests.cast import NOW, TODAY

MARCH = dt.date(2024, 3, 1)


def facts(record):
    record.refresh_from_db()
    return record.onset_cell, record.onset_month, record.onset_precision


def say(record, by, precision="month", month=MARCH, source="self", cell="hand.left"):
    return verbs.remember_onset(record, cell, precision, month=month, by=by, source=source, now=NOW).entry


def test_the_month_among_the_facts_is_a_copy_of_what_the_person_says_of_the_first_part(record, ada, ben, cleo):
    verbs.say_where_it_began(record, "hand.left", by=ada)
    assert facts(record) == ("hand.left", None, "month")
    said = say(record, ada)
    assert facts(record) == ("hand.left", MARCH, "month")
    say(record, ben, month=dt.date(2023, 1, 1), source="caregiver")
    say(record, cleo, month=dt.date(2023, 2, 1), source="clinician")
    say(record, ada, month=dt.date(2022, 1, 1), cell="foot.left")
    assert facts(record) == ("hand.left", MARCH, "month")

    said = say(record, ada, "season", dt.date(2024, 4, 1))
    assert facts(record) == ("hand.left", dt.date(2024, 4, 1), "season")
    verbs.retract(said, by=ada)
    assert facts(record) == ("hand.left", None, "month")


def test_another_first_part_brings_its_own_month(record, ada):
    verbs.say_where_it_began(record, "hand.left", by=ada)
    say(record, ada)
    say(record, ada, "year", dt.date(2022, 1, 1), cell="foot.left")
    for _twice in range(2):
        verbs.say_where_it_began(record, "foot.left", by=ada)
    assert facts(record) == ("foot.left", dt.date(2022, 1, 1), "year")

    verbs.say_where_it_began(record, "neck", by=ada)
    assert facts(record) == ("neck", None, "month")


def test_a_month_from_the_notes_stays_whatever_the_person_remembers(record, ada):
    Patient.objects.filter(pk=record.pk).update(onset_cell="hand.left", onset_month=dt.date(2023, 7, 1))
    verbs.retract(say(record, ada), by=ada)
    verbs.say_where_it_began(record, "foot.left", by=ada)

    assert facts(record) == ("foot.left", dt.date(2023, 7, 1), "month")


def test_what_is_no_part_of_the_body_is_not_where_it_began(record, ada):
    with pytest.raises(ValidationError) as refused:
        verbs.say_where_it_began(record, "tail", by=ada)

    assert refused.value.message_dict == {"cell": ["“tail” is not something that is recorded here."]}


def test_what_the_person_says_of_the_beginning_is_the_first_memory_of_the_history(record, ada):
    verbs.say_where_it_began(record, "hand.left", by=ada)
    assert read_history(record, TODAY).began == CELL_BY_NAME["hand.left"]
    say(record, ada)

    (memory,) = read_history(record, TODAY).memories
    assert (memory.first, memory.low, memory.by) == (True, MARCH, "self")
