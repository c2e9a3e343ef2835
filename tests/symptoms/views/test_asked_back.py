""" "Is that right?": what can hardly be is asked back on a page of its own, and nothing is written until then."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import FUNCTION_ITEMS
from people.models import AuditEvent, Patient
from symptoms.models import Draft, FunctionCheck, Measurement
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.symptoms.views.test_function_check import item
from tests.symptoms.views.test_records import FACTS

WEEK = dt.timedelta(days=7)
LAST = "The last weight was 71.5 kg on %s."


@pytest.fixture
def weighed(record, ada, today):
    """Ada, a week ago."""
    verbs.record_measurement(record, today - WEEK, {"weight": 71.5}, by=ada, source="self", now=timezone.now())


def send(client, record, today, **said):
    body = {"id": str(uuid.uuid4()), "day": str(today)} | said
    return client.post(reverse("measurement", args=[record.pk]), body)


def again(client, record, asked, **pressed):
    """What the page sends when one of its buttons is pressed."""
    hidden = re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">', asked.content.decode())
    return client.post(asked.request["PATH_INFO"], dict(hidden) | pressed)


def questions(response):
    return [(str(asked.label), asked.sentence) for asked in response.context["questions"]]


def kept(patient):
    return [(values_of(row), row.confirmed) for row in Measurement.objects.standing().filter(patient=patient)]


def spoken(day):
    return f"{day.day} {day:%B} {day.year}"


def test_a_weight_in_pounds_is_asked_back_and_nothing_is_written(ada_at, record, weighed, today):
    response = send(ada_at, record, today, weight="157")

    told = f"157 kg? {LAST % spoken(today - WEEK)} Pounds would be 71.2 kg."
    assert (response.status_code, questions(response)) == (422, [("Weight, kg", told)])
    assert kept(record) == [({"weight": 71.5}, [])]


def test_what_is_confirmed_is_kept_and_marked_so(ada_at, record, weighed, today):
    asked = send(ada_at, record, today, weight="157", **{"grip.left": "12"})
    response = again(ada_at, record, asked, confirm="weight=157")

    assert response.status_code == 302
    assert kept(record)[0] == ({"weight": 157, "grip.left": 12}, ["weight"])
    page = ada_at.get(reverse("entries_day", args=[record.pk, today])).content.decode()
    assert page.count("Weight, kg: asked back and confirmed") == 1


def test_yes_pressed_twice_is_one_measurement(ada_at, record, weighed, today):
    asked = send(ada_at, record, today, weight="157")
    first, second = (again(ada_at, record, asked, confirm="weight=157") for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Measurement.objects.filter(day=today).count() == 1


def test_another_value_is_asked_anew_whatever_was_confirmed_before(ada_at, record, weighed, today):
    response = send(ada_at, record, today, weight="158", confirm="weight=157 spo2=40 height=68")

    assert [sentence.partition("?")[0] for _, sentence in questions(response)] == ["158 kg"]
    assert kept(record) == [({"weight": 71.5}, [])]


def test_change_it_shows_the_form_as_it_was_filled_in_and_saves_nothing(ada_at, record, weighed, today):
    asked = send(ada_at, record, today, weight="157", **{"grip.left": "12"})
    response = again(ada_at, record, asked, change="1")

    form = response.context["form"]
    assert (response.status_code, form.errors) == (200, {})
    assert (form["weight"].value(), form["grip.left"].value(), form["day"].value()) == ("157", "12", str(today))
    assert kept(record) == [({"weight": 71.5}, [])]


def test_each_doubtful_value_has_its_question_and_all_are_confirmed_with_one_press(client, record, cleo, today):
    client.force_login(cleo)
    asked = send(client, record, today, fvc_percent="0.91", snip="3", weight="70")
    response = again(client, record, asked, confirm=asked.context["codes"])

    usual = "It is usually from"
    assert questions(asked) == [
        ("FVC, % of predicted", f"0.91 %? {usual} 10 to 150 %. As a part of one, that is 91 %."),
        ("SNIP, cmH2O", f"3 cmH2O? {usual} 5 to 180 cmH2O. Kilopascals would be 30.6 cmH2O."),
    ]
    assert response.status_code == 302
    assert kept(record) == [({"fvc_percent": 0.91, "snip": 3, "weight": 70}, ["fvc_percent", "snip"])]


def test_a_second_value_of_a_day_is_compared_with_the_first_whoever_measured_it(client, record, ada, cleo, today):
    verbs.record_measurement(record, today, {"fvc_percent": 22}, by=ada, source="self", now=timezone.now())
    client.force_login(cleo)
    response = send(client, record, today, fvc_percent="85")

    assert questions(response) == [("FVC, % of predicted", "85 %? Another value of the same day is 22 %.")]


def test_the_same_value_sent_again_is_not_asked_again_and_stays_confirmed(ada_at, record, weighed, today):
    send(ada_at, record, today, weight="157", confirm="weight=157")
    send(ada_at, record, today, weight="157", spo2="96")
    send(ada_at, record, today, niv_hours="6")

    assert kept(record)[0] == ({"weight": 157, "spo2": 96, "niv_hours": 6}, ["weight"])
    send(ada_at, record, today, weight="71")
    assert kept(record)[0][1] == []


def test_taking_an_entry_back_brings_the_mark_of_the_one_before_back(ada_at, record, ada, weighed, today):
    send(ada_at, record, today, weight="157", confirm="weight=157")
    send(ada_at, record, today, weight="71")
    verbs.undo(Measurement.objects.standing().get(day=today), by=ada, now=timezone.now())

    assert kept(record)[0] == ({"weight": 157}, ["weight"])


@pytest.mark.parametrize(("language", "told"), [("de", "71,5 kg"), ("es", "71,5 kg")])
def test_the_question_is_asked_in_the_readers_language(ada_at, record, weighed, today, language, told):
    body = {"id": str(uuid.uuid4()), "day": str(today), "weight": "157"}
    response = ada_at.post(reverse("measurement", args=[record.pk]), body, headers={"accept-language": language})

    page = response.content.decode()
    assert told in page
    assert [word for word in ("Is that right?", "The last weight", "Pounds would") if word in page] == []


# --- The weight of a day ---------------------------------------------------------------------------------------------


def test_the_weight_of_the_walk_is_asked_back_before_it_is_kept(ada_at, record, weighed, today):
    at = reverse("question", args=[record.pk, today, "week", "weight"])
    asked = ada_at.post(at, {"answer": "157"})
    change = again(ada_at, record, asked, change="1")

    assert [sentence.partition("?")[0] for _, sentence in questions(asked)] == ["157 kg"]
    assert (change.status_code, change.context["given"]) == (200, "157")
    assert not Draft.objects.exists()
    again(ada_at, record, asked, confirm="weight=157")
    assert (Draft.objects.get().answers, Draft.objects.get().confirmed) == ({"weight": 157}, ["weight"])
    ada_at.post(reverse("done", args=[record.pk, today]))
    assert kept(record)[0] == ({"weight": 157}, ["weight"])


# --- The clinic's function check -------------------------------------------------------------------------------------


def scored(record, by, day, grade):
    items = {f"function.{name}": grade for name in FUNCTION_ITEMS}
    verbs.record_function_check(record, day, items, by=by, source="clinician", now=timezone.now())


def test_a_total_far_from_the_clinics_last_is_asked_back(client, record, cleo, today):
    scored(record, cleo, today - WEEK, 4)
    client.force_login(cleo)
    client.post(item(record, today, "gastrostomy"), {"answer": "0"})
    for name in FUNCTION_ITEMS:
        client.post(item(record, today, name), {"answer": "2"})
    end = reverse("function_end", args=[record.pk, today])
    asked = client.post(end)
    told = f"24? The last value was 48 on {spoken(today - WEEK)}."
    assert questions(asked) == [("Total of the function check, of 48", told)]
    assert FunctionCheck.objects.filter(day=today).count() == 0
    client.post(end, {"confirm": "function.total=24"})

    assert FunctionCheck.objects.standing().get(day=today).confirmed == ["function.total"]


# --- Facts -----------------------------------------------------------------------------------------------------------


def test_a_height_in_inches_is_asked_back_among_the_facts(ada_at, record):
    url = reverse("facts", args=[record.pk])
    asked = ada_at.post(url, FACTS | {"height": "68"})
    told = "68 cm? It is usually from 120 to 220 cm. Inches would be 172.7 cm."
    assert (asked.status_code, questions(asked)) == (422, [("Height, cm", told)])
    record.refresh_from_db()
    assert record.height is None

    change = again(ada_at, record, asked, change="1")
    assert (change.status_code, change.context["form"]["height"].value()) == (200, "68")
    again(ada_at, record, asked, confirm="height=68")
    record.refresh_from_db()
    event = AuditEvent.objects.filter(patient=record, verb="write").latest("pk")
    assert (record.height, event.detail) == (68, "asked back and confirmed: height")
    assert ada_at.post(url, FACTS | {"height": "68"}).status_code == 302


def test_a_usual_weight_is_compared_with_the_last_one_weighed(ada_at, record, weighed, today):
    asked = ada_at.post(reverse("facts", args=[record.pk]), FACTS | {"usual_weight": "157"})

    told = f"157 kg? {LAST % spoken(today - WEEK)} Pounds would be 71.2 kg."
    assert questions(asked) == [("Usual weight before ALS, kg", told)]


def test_a_new_patient_who_would_be_a_child_is_asked_back(client, clinic, cleo):
    client.force_login(cleo)
    year = timezone.now().year - 3
    said = FACTS | {"clinic": clinic.pk, "reference": "N-7", "basis": "paper", "birth_date": f"{year}-01-01"}
    said |= {"onset_month": "", "onset_cell": "", "diagnosis_date": ""}
    asked = client.post(reverse("new_patient"), said)
    assert (asked.status_code, [str(asked.label) for asked in asked.context["questions"]]) == (422, ["Year of birth"])
    assert not Patient.objects.exists()
    again(client, None, asked, confirm=f"birth_year={year}")

    assert Patient.objects.get().birth_date == dt.date(year, 1, 1)
