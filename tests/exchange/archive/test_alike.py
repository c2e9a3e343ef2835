"""A complete record under another id, of somebody who may be here already: asked, never guessed."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from exchange.imports.taking_back import take_back
from exchange.models import Import
from exchange.rows import CsvRefused
from exchange.tables.questions import Asked, Asker
from people.models import Clinic, Patient
from people.records import named_author
from symptoms.models import Treatment
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import exported, imported, undone
from tests.exchange.assistant.pages import bring, choose, press

pytestmark = pytest.mark.django_db
BORN = dt.date(1960, 5, 1)


def person(clinic, reference, name="Ada Whitfield", born=BORN):
    return Patient.objects.create(clinic=clinic, reference=reference, name=name, birth_date=born)


def of_elsewhere(*references):
    """The archive of people of the same name and day of birth whom another site keeps, each with a treatment."""
    with undone():
        clinic = Clinic.objects.create(name="Far Clinic")
        for reference in references:
            patient = person(clinic, reference, "ada  WHITFIELD")
            more = {"kind": "riluzole", "start": TODAY, "source": "clinician", "now": NOW}
            verbs.record_treatment(patient, by=named_author("Eve", "eve"), **more)
        return exported(Patient.objects.filter(clinic=clinic))


def asked(data, clinic, **answers):
    with pytest.raises(Asked) as caught:
        imported(data, clinic, asker=Asker(answers))
    return {question.key: question.options for question in caught.value.questions}


def treated():
    return sorted(Treatment.objects.standing().values_list("patient__reference", flat=True))


def test_who_is_alike_by_name_and_day_of_birth_is_asked_about_and_nothing_is_written(clinic):
    person(clinic, "D-1")

    assert asked(of_elsewhere("P7"), clinic) == {"alike.P7": ("D-1", "new")}
    assert (treated(), Patient.objects.count(), Import.objects.count()) == ([], 1, 0)


def test_the_same_person_gets_it_all_and_again_is_unchanged_and_it_is_taken_back(clinic, cleo):
    person(clinic, "D-1", "Ada Whitfield")
    data, same = of_elsewhere("P7"), Asker({"alike.P7": "D-1"})

    done = imported(data, clinic, asker=same)
    assert (treated(), done.created, Patient.objects.count()) == (["D-1"], (), 1)
    again = imported(data, clinic, asker=same)
    assert (again.new, again.corrected) == (0, 0)
    take_back(Import.objects.get(), by=cleo, now=NOW)

    assert (treated(), Patient.objects.get().name) == ([], "Ada Whitfield")


def test_somebody_else_is_another_record(clinic):
    person(clinic, "D-1")

    assert imported(of_elsewhere("P7"), clinic, asker=Asker({"alike.P7": "new"})).created == ("P7",)
    assert treated() == ["P7"]


def test_a_reference_in_another_spelling_is_asked_about(clinic):
    person(clinic, "7", name="", born=None)

    assert asked(of_elsewhere("007"), clinic) == {"same.007": ("7", "new")}
    imported(of_elsewhere("007"), clinic, asker=Asker({"same.007": "7"}))
    assert treated() == ["7"]


def test_two_of_one_archive_are_two_and_are_not_both_brought_into_one(clinic):
    data = of_elsewhere("P7", "007")
    with undone():
        assert imported(data, clinic).created == ("007", "P7")

    person(clinic, "D-1")
    with pytest.raises(CsvRefused, match="This record is there twice"):
        imported(data, clinic, asker=Asker({"alike.P7": "D-1", "alike.007": "D-1"}))


def test_a_record_of_another_clinic_is_nobody_to_ask_about(clinic):
    person(Clinic.objects.create(name="South Clinic"), "D-1")

    assert imported(of_elsewhere("P7"), clinic).created == ("P7",)


def test_an_answer_to_what_was_not_asked_is_refused(clinic):
    with pytest.raises(CsvRefused, match=r"This was not asked: alike\.P9\."):
        imported(of_elsewhere("P7"), clinic, asker=Asker({"alike.P9": "new"}))


def test_the_command_lists_the_question_and_takes_the_answer(clinic, tmp_path, capsys):
    person(clinic, "D-1")
    (tmp_path / "one.zip").write_bytes(of_elsewhere("P7"))
    with pytest.raises(CommandError, match=r"alike\.P7: “P7” has the name and the date of birth of “D-1”") as caught:
        call_command("import", str(tmp_path / "one.zip"))
    assert (caught.value.returncode, treated()) == (3, [])

    call_command("import", str(tmp_path / "one.zip"), "--answer", "alike.P7=D-1")
    assert treated() == ["D-1"]


def test_the_page_asks_as_of_a_table_and_an_answer_can_be_changed(client, clinic, cleo):
    client.force_login(cleo)
    person(clinic, "D-1")
    page = choose(client, of_elsewhere("P7"), clinic=clinic)
    sentences = [each.sentence for each in page.context["questions"]]
    assert sentences == ["“P7” has the name and the date of birth of “D-1”. Is it the same person?"]
    assert (page.context["would"], bring(client, page).status_code, treated()) == (None, 422, [])

    page = press(client, page, **{"alike.P7": "new"})
    assert page.context["would"]["created"] == ["P7"]
    page = press(client, page, **{"alike.P7": "D-1"})
    assert page.context["would"]["created"] == []
    bring(client, page)

    assert treated() == ["D-1"]
