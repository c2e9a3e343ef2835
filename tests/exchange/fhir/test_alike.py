"""A bundle of somebody who may be here already: asked, never guessed."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from exchange.fhir.write import bundle_of
from exchange.models import Import
from exchange.tables.questions import Asked, Asker
from people.models import Clinic, Patient
from people.records import named_author
from symptoms.models import FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import undone
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.fhir.carrying import brought_in
from tests.exchange.fhir.test_of_others import bundle, named, scored

pytestmark = pytest.mark.django_db
BORN = dt.date(1960, 5, 1)
NAME = [{"given": ["Ada"], "family": "Whitfield"}]
SCORED = bundle(named("P7") | {"name": NAME, "birthDate": "1960-05-01"}, scored("82940-8", 3))


@pytest.fixture
def somebody(clinic):
    return Patient.objects.create(clinic=clinic, reference="D-1", name="Ada Whitfield", birth_date=BORN)


def asked(text, clinic):
    with pytest.raises(Asked) as caught:
        brought_in(text, clinic)
    return {question.key: question.options for question in caught.value.questions}


def checked():
    return list(FunctionCheck.objects.values_list("patient__reference", flat=True))


def test_of_others_the_name_and_day_of_birth_are_asked_about(clinic, somebody):
    assert asked(SCORED, clinic) == {"alike.P7": ("D-1", "new")}
    assert (checked(), Import.objects.count()) == ([], 0)

    brought_in(SCORED, clinic, asker=Asker({"alike.P7": "D-1"}))
    assert (checked(), Patient.objects.count()) == (["D-1"], 1)


@pytest.mark.parametrize("born", ["1960", "1961-05-01"])
def test_who_was_born_on_another_day_or_nobody_knows_when_is_another_record(clinic, somebody, born):
    brought_in(SCORED.replace("1960-05-01", born), clinic)

    assert checked() == ["P7"]


def test_our_own_goes_to_whom_it_is_said_to_be(clinic, somebody):
    with undone():
        other = Patient.objects.create(
            clinic=Clinic.objects.create(name="Far"), reference="P7", name="Ada Whitfield", birth_date=BORN
        )
        author = named_author("Eve", "eve")
        verbs.record_measurement(other, TODAY, {"weight": 70}, by=author, source="self", now=NOW)
        text = bundle_of(other)

    assert asked(text, clinic) == {"alike.P7": ("D-1", "new")}
    brought_in(text, clinic, asker=Asker({"alike.P7": "D-1"}))
    assert list(Measurement.objects.values_list("patient__reference", "weight")) == [("D-1", 70)]


def test_the_page_asks_and_the_person_is_not_asked_about_others(client, clinic, somebody, record, ada, cleo):
    client.force_login(cleo)
    page = choose(client, SCORED, clinic=clinic)
    assert [len(each.choices) for each in page.context["questions"]] == [2]
    bring(client, press(client, page, **{"alike.P7": "D-1"}))
    assert checked() == ["D-1"]

    client.force_login(ada)
    page = choose(client, SCORED, record=record)
    assert page.context["would"]["created"] == []
    assert "D-1" not in page.content.decode()


def test_the_command_lists_the_question(clinic, somebody, tmp_path):
    (tmp_path / "one.json").write_text(SCORED)
    with pytest.raises(CommandError, match=r"alike\.P7") as caught:
        call_command("import", str(tmp_path / "one.json"))
    assert caught.value.returncode == 3

    call_command("import", str(tmp_path / "one.json"), "--answer", "alike.P7=new")
    assert checked() == ["P7"]
