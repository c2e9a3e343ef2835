"""Names in a table: kept where the record has none, and who is alike by name and day of birth is asked about."""

import pytest

from exchange.rows import CsvRefused
from people.models import Patient
from tests.exchange.tables.bringing import brought, kept, questions
from tests.exchange.tables.test_cases import row

HEAD = "patient,name,date of birth,date,source,weight\n"


def asked(text, clinic):
    return {key: options for key, (options, _proposed) in questions(text, clinic).items()}


@pytest.fixture
def somebody(clinic):
    return Patient.objects.create(clinic=clinic, reference="D-1", name="Ada Whitfield", birth_date="1960-05-01")


def people(clinic):
    return {patient.reference: patient.name for patient in clinic.patients.all()}


def test_a_name_is_kept_where_the_record_has_none(clinic):
    Patient.objects.create(clinic=clinic, reference="P2")
    brought(
        f"{HEAD}P1,  Ada   Whitfield ,1960-05-01,2024-01-08,clinician,71\nP2,Tom Barker,,2024-01-08,clinician,80\n",
        clinic,
    )

    assert people(clinic) == {"P1": "Ada Whitfield", "P2": "Tom Barker"}


def test_the_same_name_in_other_letters_is_no_question(clinic, somebody):
    brought(f"{HEAD}D-1,ADA WHITFIELD,1960-05-01,2024-01-08,clinician,71\n", clinic)

    assert people(clinic) == {"D-1": "Ada Whitfield"}


def test_another_name_asks_which_is_right(clinic, somebody):
    text = f"{HEAD}D-1,Ada Whitfeld,1960-05-01,2024-01-08,clinician,71\n"

    assert asked(text, clinic) == {"fact.D-1.name": ("file", "record")}
    brought(text, clinic, **{"fact.D-1.name": "file"})
    assert people(clinic) == {"D-1": "Ada Whitfeld"}


ALIKE = f"{HEAD}P7,ada  WHITFIELD,1960-05-01,2024-01-08,clinician,71\n"


def test_a_new_reference_with_the_name_and_birth_date_of_somebody_here_is_asked_about(clinic, somebody):
    assert asked(ALIKE, clinic) == {"alike.P7": ("D-1", "new")}
    assert (people(clinic), kept(clinic)) == ({"D-1": "Ada Whitfield"}, {})


def test_the_same_person_gets_the_rows(clinic, somebody):
    brought(ALIKE, clinic, **{"alike.P7": "D-1"})

    assert people(clinic) == {"D-1": "Ada Whitfield"}
    assert kept(clinic) == row("D-1", "2024-01-08", weight=71)


def test_another_person_of_the_same_name_and_day_is_another_record(clinic, somebody):
    brought(ALIKE, clinic, **{"alike.P7": "new"})

    assert people(clinic) == {"D-1": "Ada Whitfield", "P7": "ada WHITFIELD"}
    assert kept(clinic) == row("P7", "2024-01-08", weight=71)


def test_two_references_of_one_file_are_asked_about_too(clinic):
    text = f"{ALIKE}P8,Ada Whitfield,1960-05-01,2024-02-08,clinician,70\n"

    assert asked(text, clinic) == {"alike.P8": ("P7", "new")}
    brought(text, clinic, **{"alike.P8": "P7"})
    assert kept(clinic) == row("P7", "2024-01-08", weight=71) | row("P7", "2024-02-08", weight=70)


@pytest.mark.parametrize("line", ["P7,Ada Whitfield,1961-05-01", "P7,Ada Whitfeld,1960-05-01", "P7,,1960-05-01"])
def test_who_differs_in_either_is_not_asked_about(clinic, somebody, line):
    brought(f"{HEAD}{line},2024-01-08,clinician,71\n", clinic)

    assert sorted(people(clinic)) == ["D-1", "P7"]


def test_an_answer_that_is_nobody_is_refused(clinic, somebody):
    with pytest.raises(CsvRefused, match=r"“D-9” is no answer to alike\.P7; one of these is: D-1, new\."):
        brought(ALIKE, clinic, **{"alike.P7": "D-9"})


def test_without_references_a_column_of_names_is_left_out(clinic):
    done = brought("name,date,weight\nScale,2024-01-08,71\n", clinic, patient="P1", source="self")

    assert people(clinic) == {"P1": ""}
    assert done.done.notes[0] == "Left out: name."


def test_two_names_of_one_reference_are_refused(clinic):
    lines = "P1,Ada,1960-05-01,2024-01-08,clinician,71\nP1,Tom,1960-05-01,2024-02-08,clinician,71\n"
    with pytest.raises(CsvRefused, match=r"Line 3, column name: It says something else than a line above"):
        brought(HEAD + lines, clinic)
