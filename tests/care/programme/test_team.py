"""How a programme goes, by weeks and for all people of a clinic: what was said, with no cause and no comparison."""

import datetime as dt
import re

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from care.models import Programme
from care.programme.needs import need_of, needs, with_answers
from care.programme.write import take_back
from clinical.exercise import Why
from symptoms.derive.tasks import refresh
from symptoms.write import verbs
from tests.care.programme.setting import STRETCH, WALK, programme, said, today_of
from tests.cast import new_patient

pytestmark = pytest.mark.django_db


def rows(client, record):
    html = client.get(reverse("programme", args=[record.pk])).content.decode()
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]


def test_the_weeks_show_what_was_planned_and_said_with_the_diary_beside(client, record, ada, ben, cleo):
    stretch, walk = programme(record, cleo, STRETCH, WALK, ago=6).items.all()
    said(record, ada, stretch, done="done", effort=3, tired=True)
    said(record, ada, walk, done="part", effort=6)
    said(record, ben, walk, source="caregiver", done="done", effort=9)  # Ada's own word counts
    today = today_of(record)
    verbs.record_check_in(
        record, today, {"fatigue.now": 7, "cramps.count": 2}, by=ada, source="self", now=timezone.now()
    )
    refresh(str(record.pk))
    client.force_login(cleo)
    newest = rows(client, record)[0]

    planned = 2 * (min(today.weekday(), 6) + 1)
    assert newest[1:] == [str(planned), "1", "1", "0", "4.5", "1", "0", "0", "7", "2"]


def test_who_needs_a_look_comes_first_and_silence_is_told_without_blame(
    client, record, ada, cleo, clinic, django_assert_num_queries
):
    item = programme(record, cleo, STRETCH, ago=20, review=-1).items.get()
    said(record, ada, item, done="done", tired=True)
    said(record, ada, item, ago=3, done="done", sore=True)
    for number in range(6):
        other = new_patient(clinic, f"B-{number}", name=f"Nora {number}")
        programme(other, cleo, STRETCH, WALK, ago=20)
    client.force_login(cleo)
    at = reverse("programmes", args=[clinic.pk])
    assert "No answer in the last 14 days" not in client.get(at).content.decode()  # set just now: there was no time
    Programme.objects.update(made_at=timezone.now() - dt.timedelta(20))
    with django_assert_num_queries(8):
        client.get(at)
    shown = " ".join(client.get(at).content.decode().split())

    assert shown.count("No answer in the last 14 days") == 6
    first = shown.partition('id="look"')[2]
    assert first.index("Ada") < first.index("Nora")
    assert (
        "Tired for over 30 minutes or sore the next day, on two days within seven; The review date has passed" in first
    )


def test_of_one_person_it_is_said_as_of_all(record, ada, cleo, clinic):
    programme(record, cleo, STRETCH, ago=40)
    item = programme(record, cleo, STRETCH, ago=20).items.get()
    Programme.objects.update(made_at=F("made_at") - dt.timedelta(20))
    for ago in (9, 5):
        said(record, ada, item, ago=ago, done="done", tired=True)
    take_back(said(record, ada, item, ago=2, breathless=True), by=ada)
    today, (of_all,) = today_of(record), needs(cleo, clinic, timezone.now())
    versions, answers = with_answers(record, today)

    assert (len(versions), len(answers), of_all.why) == (2, 2, (Why.REACTIONS,))
    assert need_of(record, versions[-1], answers, today) == of_all


def test_the_pages_say_no_cause_and_no_praise(client, record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    said(record, ada, item, done="done")
    for user, name in ((cleo, "programme"), (ada, "exercises")):
        client.force_login(user)
        page = client.get(reverse(name, args=[record.pk])).content.decode()
        assert not re.search(r"\b(?:streak|well done|great|improve\w*|because of|worked|in a row)\b", page, re.I)
