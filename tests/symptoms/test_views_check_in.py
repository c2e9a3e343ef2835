import datetime as dt
import uuid
import zoneinfo

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from people.models import Membership
from symptoms.days import local_day
from symptoms.models import CheckIn
from symptoms.storage import values_of
from tests.cast import new_patient, person

DAY = dt.timedelta(days=1)


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


def url(record):
    return reverse("check_in", args=[record.pk])


def send(client, record, day, id=None, **said):
    values = {name.replace("__", "."): value for name, value in said.items()}
    return client.post(url(record), {"id": str(id or uuid.uuid4()), "day": str(day), **values})


def standing(record):
    entries = CheckIn.objects.standing().filter(patient=record).order_by("made_at")
    return [(entry.author.name, entry.source, entry.day, values_of(entry)) for entry in entries]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_check_in_is_saved_and_says_when_by_whom_for_which_day_and_who_sees_it(client, record, ada, cleo, today):
    client.force_login(ada)
    response = send(client, record, today, weakness__hand__left="2", fatigue__now="5")

    assert response["Location"] == "/"
    assert standing(record) == [("Ada", "self", today, {"weakness.hand.left": 2, "fatigue.now": 5})]
    made_at = CheckIn.objects.get().made_at.astimezone(zoneinfo.ZoneInfo("Europe/Berlin"))
    assert said(response) == [
        f"Saved {made_at:%H:%M} by Ada for {today:%A} {today.day} {today:%B}. Your team at North Clinic can see it."
    ]


def test_a_record_without_a_care_team_promises_no_reader(client, record, ada, today):
    client.force_login(ada)
    response = send(client, record, today, weakness__neck="3")

    assert said(response)[0].endswith(f"for {today:%A} {today.day} {today:%B}.")


def test_the_person_can_say_that_someone_helped(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today, weakness__neck="3", helped="on")

    assert standing(record) == [("Ada", "helped", today, {"weakness.neck": 3})]


def test_a_caregiver_writes_as_one_and_comes_back_to_this_record(client, record, ben, today):
    client.force_login(ben)
    response = send(client, record, today, weakness__neck="3", helped="on")

    assert response["Location"] == f"/?person={record.pk}"
    assert standing(record) == [("Ben", "caregiver", today, {"weakness.neck": 3})]


def test_a_clinician_writes_as_one_and_goes_on_to_the_dashboard(client, record, cleo, today):
    client.force_login(cleo)
    response = send(client, record, today, weakness__neck="3")

    assert response["Location"] == reverse("dashboard", args=[record.pk])
    assert standing(record) == [("Cleo", "clinician", today, {"weakness.neck": 3})]


def test_an_earlier_day_can_be_logged(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today - 3 * DAY, weakness__neck="3")

    assert standing(record) == [("Ada", "self", today - 3 * DAY, {"weakness.neck": 3})]


def test_cannot_tell_is_an_answer_and_no_grade(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today, weakness__neck="cannot_tell", weakness__speech="4")

    entry = CheckIn.objects.get()
    assert (values_of(entry), entry.weakness.not_known) == ({"weakness.speech": 4}, {"neck": "cannot_tell"})


def test_a_second_check_in_of_the_day_shows_what_is_there(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today, weakness__hand__left="2", weakness__neck="not_tried", fatigue__now="5", helped="on")
    form = client.get(url(record)).context["form"]

    there = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert there.pop("id") != there.pop("seen") == str(CheckIn.objects.get().pk)
    assert there == {
        "day": today,
        "helped": True,
        "weakness.hand.left": "2",
        "weakness.neck": "not_tried",
        "fatigue.now": "5",
    }


def test_a_second_check_in_of_the_day_adds_replaces_and_takes_back(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today, weakness__hand__left="2", fatigue__now="5")
    seen = str(CheckIn.objects.get().pk)
    send(client, record, today, seen=seen, weakness__hand__left="1", fatigue__now="", cramps__count="3")

    assert standing(record) == [("Ada", "self", today, {"weakness.hand.left": 1, "cramps.count": 3})]


def test_a_page_opened_before_the_last_check_in_takes_nothing_back(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today, weakness__hand__left="2")
    send(client, record, today, weakness__hand__left="", fatigue__now="6")

    assert standing(record) == [("Ada", "self", today, {"weakness.hand.left": 2, "fatigue.now": 6})]


def test_nobody_is_shown_what_another_author_said(client, record, ada, ben, today):
    client.force_login(ada)
    send(client, record, today, weakness__hand__left="2")
    client.force_login(ben)

    assert client.get(url(record)).context["form"]["weakness.hand.left"].value() is None


def test_a_form_sent_twice_is_one_row_and_the_same_receipt(client, record, ada, today):
    client.force_login(ada)
    id = uuid.uuid4()
    receipts = [said(send(client, record, today, id=id, weakness__neck="3"))[-1] for _ in range(2)]

    assert receipts[0] == receipts[1]
    assert CheckIn.objects.count() == 1


def test_a_form_sent_again_with_other_answers_keeps_them_and_asks_to_send_once_more(client, record, ada, today):
    client.force_login(ada)
    id = uuid.uuid4()
    send(client, record, today, id=id, weakness__neck="3")
    response = send(client, record, today, id=id, weakness__neck="2")

    form = response.context["form"]
    assert response.status_code == 409
    assert form["weakness.neck"].value() == "2"
    assert form["id"].value() != str(id)
    assert standing(record)[0][3] == {"weakness.neck": 3}


def test_bad_input_writes_nothing_and_keeps_everything_typed(client, record, ada, today):
    client.force_login(ada)
    response = send(client, record, today, weakness__hand__left="7", cramps__count="many", fatigue__now="5")

    form = response.context["form"]
    assert response.status_code == 422
    assert CheckIn.objects.count() == 0
    assert set(form.errors) == {"weakness.hand.left", "cramps.count"}
    assert (form["cramps.count"].value(), form["fatigue.now"].value()) == ("many", "5")
    assert 'value="many"' in response.content.decode()


@pytest.mark.parametrize("days", [1, -40_000])
def test_a_day_of_the_future_or_before_birth_is_refused(client, record, ada, today, days):
    client.force_login(ada)
    response = send(client, record, today + days * DAY, weakness__neck="3")

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["day"]
    assert CheckIn.objects.count() == 0


def test_an_empty_check_in_is_told_to_be_empty(client, record, ada, today):
    client.force_login(ada)
    response = send(client, record, today)

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["Nothing was filled in, so nothing was saved."]


@pytest.mark.parametrize("day", ["tomorrow", "2999-01-01"])
def test_an_address_with_an_impossible_day_says_so_and_shows_today(client, record, ada, today, day):
    client.force_login(ada)
    response = client.get(url(record), {"day": day})

    assert response.status_code == 400
    assert list(response.context["choose"].errors) == ["day"]
    assert response.context["day"] == today


def test_a_stranger_finds_nothing_and_a_reader_may_not_write(client, record, ada, dan):
    client.force_login(dan)
    assert client.get(url(record)).status_code == 404

    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="caregiver", access="read")
    client.force_login(reader)
    assert (client.get(url(record)).status_code, client.post(url(record)).status_code) == (403, 403)


def test_the_short_address_leads_to_the_one_record_that_this_person_writes_in(client, record, ada):
    client.force_login(ada)
    assert client.get("/check-in/")["Location"] == url(record)


def test_the_short_address_asks_whose_where_there_are_several(client, record, ben):
    other = new_patient(record.clinic, "A-2", name="Fay")
    Membership.objects.create(user=ben, patient=other, role="caregiver", access="write")
    client.force_login(ben)

    assert {patient.name for patient in client.get("/check-in/").context["patients"]} == {"Ada", "Fay"}


def test_opening_the_form_takes_few_queries(client, record, ada, today, django_assert_max_num_queries):
    client.force_login(ada)
    send(client, record, today, weakness__hand__left="2")
    with django_assert_max_num_queries(6):
        client.get(url(record))
