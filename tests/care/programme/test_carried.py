"""A programme and what was said of it, out of a site and in again, into another record, and over the API."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import ExerciseAnswer, Programme, ProgrammeItem
from exchange.csv_read import CsvRefused
from exchange.imports.taking_back import take_back as take_back_import
from exchange.merging.doing import merge
from exchange.models import Import
from symptoms.derive.tasks import refresh
from tests.care.programme.setting import STRETCH, WALK, programme, said, today_of
from tests.cast import new_patient
from tests.exchange.archive.carrying import exported, files_of, imported, same_in_both, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(record, ada, ben, cleo):
    """Two versions, and what Ada and Ben said of the first."""
    helped = WALK | {"days": ["mon"], "reason": "With help."}
    stretch, walk = programme(record, cleo, STRETCH, helped, ago=9).items.all()
    said(record, ada, stretch, ago=1, done="done", effort=3, could_talk=False, tired=True, sore=False)
    said(record, ben, walk, ago=1, source="caregiver", breathless=True)
    programme(record, cleo, WALK, ago=0)
    return record


def test_it_comes_into_an_empty_site_as_it_was_and_twice_is_once(answered):
    archive = exported()
    files = files_of(archive)
    with undone():
        ExerciseAnswer.objects.all().delete()
        ProgrammeItem.objects.all().delete()
        Programme.objects.all().delete()
        imported(archive, answered.clinic)
        assert same_in_both(exported())[0]["programme_items.csv"] == files["programme_items.csv"]
        there = files_of(exported())
        again = imported(archive, answered.clinic)
        assert (again.new, again.corrected) == (0, 0)
    names = ("programmes.csv", "programme_items.csv", "exercise_answers.csv")
    assert {name: there[name] for name in names} == {name: files[name] for name in names}
    assert [len(files[name].decode().splitlines()) for name in names] == [3, 4, 3]


def test_a_version_that_is_here_and_says_something_else_is_refused_whole(answered):
    archive = exported()
    ProgrammeItem.objects.filter(programme=Programme.objects.first()).update(name="Another")
    with pytest.raises(CsvRefused, match="This version is here already"):
        imported(archive, answered.clinic)


def test_what_a_file_brought_is_taken_back_and_counts_no_more(answered):
    archive = exported()
    with undone():
        ExerciseAnswer.objects.all().delete()
        ProgrammeItem.objects.all().delete()
        Programme.objects.all().delete()
        imported(archive, answered.clinic)
        take_back_import(Import.objects.get(), by=None, now=timezone.now())
        left = (Programme.objects.standing().count(), ExerciseAnswer.objects.standing().count())
    assert left == (0, 0)


def test_two_records_put_together_have_both_programmes_and_their_answers(answered, clinic, cleo):
    kept = new_patient(clinic, "A-2", name="Ada")
    programme(kept, cleo, STRETCH, ago=30)
    merge(kept, answered, by=cleo, now=timezone.now())

    assert Programme.objects.standing().filter(patient=kept).count() == 3
    assert ExerciseAnswer.objects.standing().filter(patient=kept).count() == 2
    assert not ExerciseAnswer.objects.filter(patient=answered).exists()


def test_the_summary_says_plan_and_reactions_in_one_line(client, answered, ada):
    refresh(str(answered.pk))
    client.force_login(ada)
    sheet = " ".join(client.get(reverse("summary", args=[answered.pk])).content.decode().split())
    told = client.get(f"/api/v1/patients/{answered.pk}/summary/").json()["blocks"]

    lines = [line for block in told for line in block["lines"]]
    (line,) = [line["text"] for line in lines if line["label"] == "Exercise plan and reactions"]
    assert "tired or sore after, days: 1" in line
    assert "stopped, breathless or chest pain, days: 1" in line
    assert line in sheet


def test_the_api_reads_the_programme_and_takes_answers_once(client, record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    client.force_login(ada)
    at = f"/api/v1/patients/{record.pk}/"
    (version,) = client.get(f"{at}programme/").json()
    assert (version["number"], version["in_force"], version["author"]) == (1, True, "Cleo")
    assert [each["id"] for each in version["items"]] == [str(item.pk)]
    mine, sent = f"{at}exercise-answers/{uuid.uuid4()}/", {"content_type": "application/json"}
    body = {"item": str(item.pk), "day": str(today_of(record)), "done": "done", "effort": 3}
    assert [client.put(mine, json.dumps(body), **sent).status_code for _ in range(2)] == [201, 200]
    more = client.post(f"{at}exercise-answers/", json.dumps({**body, "tired": True}), **sent).json()
    assert (more["done"], more["effort"], more["tired"], more["source"]) == ("done", 3, True, "self")
    assert client.put(mine, json.dumps(body | {"effort": 9}), **sent).status_code == 409
    wrong = client.post(f"{at}exercise-answers/", json.dumps(body | {"effort": 11}), **sent)
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (400, "application/problem+json")
    strange = client.post(f"{at}exercise-answers/", json.dumps(body | {"item": str(uuid.uuid4())}), **sent)
    assert strange.status_code == 404
    assert len(client.get(f"{at}exercise-answers/").json()["results"]) == 1
    client.force_login(cleo)
    assert client.post(f"{at}exercise-answers/", json.dumps(body), **sent).status_code == 403
