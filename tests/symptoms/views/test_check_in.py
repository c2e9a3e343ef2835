"""The page of a day: receipts, who writes as whom, which days can be."""

import uuid
import zoneinfo

import pytest
from django.urls import reverse

from people.models import AuditEvent, Membership
from symptoms.models import CheckIn, Draft
from tests.cast import new_patient, person
from tests.symptoms.views.day_page import DAY, answer, log, press, receipts, said, standing, told, url


def test_the_receipt_says_when_by_whom_for_which_day_and_who_sees_it(client, record, ada, ben, cleo, today):
    client.force_login(ada)
    response = log(client, record, today, weakness__hand__left="2", fatigue__now="5")

    assert response["Location"] == "/"
    assert standing(record) == [("Ada", "self", today, {"weakness.hand.left": 2, "fatigue.now": 5})]
    made_at = CheckIn.objects.get().made_at.astimezone(zoneinfo.ZoneInfo("Europe/Berlin"))
    saved = f"Saved {made_at:%H:%M} by Ada for {today:%A} {today.day} {today:%B}."
    assert receipts(client, record, today) == [f"{saved} Your team at North Clinic can see it."]
    client.force_login(ben)
    assert receipts(client, record, today) == [f"{saved} The team at North Clinic can see it."]


def test_a_record_without_a_care_team_promises_no_reader(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today, weakness__neck="3")

    assert receipts(client, record, today)[0].endswith(f"for {today:%A} {today.day} {today:%B}.")


def test_who_pressed_done_with_nothing_is_told_nothing_false(client, record, ada, today):
    client.force_login(ada)
    press(client, record, "done", today)

    assert standing(record) == []
    assert receipts(client, record, today) == []


def test_help_is_one_press_and_one_press_takes_it_back(client, record, ada, today):
    client.force_login(ada)
    press(client, record, "helped", today, helped="on")
    log(client, record, today, weakness__neck="3")
    assert standing(record)[0][1] == "helped"

    press(client, record, "helped", today, helped="off")
    log(client, record, today, weakness__neck="2")
    assert standing(record)[0][1] == "self"


def test_a_caregiver_writes_as_one_and_comes_back_to_this_record(client, record, ben, today):
    client.force_login(ben)
    press(client, record, "helped", today, helped="on")
    response = log(client, record, today, weakness__neck="3")

    assert response["Location"] == f"/?person={record.pk}"
    assert standing(record) == [("Ben", "caregiver", today, {"weakness.neck": 3})]


def test_a_clinician_writes_as_one_and_goes_on_to_the_dashboard(client, record, cleo, today):
    client.force_login(cleo)
    response = log(client, record, today, weakness__neck="3")

    assert response["Location"] == reverse("dashboard", args=[record.pk])
    assert standing(record) == [("Cleo", "clinician", today, {"weakness.neck": 3})]
    assert told(response)[0].startswith("Saved ")


def test_yesterday_is_filled_in_without_a_word_about_today(client, record, ada, today):
    client.force_login(ada)
    response = log(client, record, today - DAY, weakness__neck="3")

    assert response["Location"] == f"{url(record)}?day={today - DAY}"
    assert standing(record) == [("Ada", "self", today - DAY, {"weakness.neck": 3})]
    assert client.get(url(record)).context["page"].receipts == ()


def test_a_date_last_year_can_be_filled_in_and_is_marked_late(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today - 365 * DAY, weakness__neck="3")

    page = client.get(reverse("entries_day", args=[record.pk, today - 365 * DAY]))
    assert [entry.late for entry in page.context["entries"]] == [365]


def test_who_has_begun_finds_where_to_go_on(client, record, ada, today):
    client.force_login(ada)
    answer(client, record, today, weakness__neck="3")

    assert client.get(url(record)).context["page"].waits
    assert "Go on" in client.get("/").content.decode()


@pytest.mark.parametrize("day", ["tomorrow", "2999-01-01"])
def test_an_address_with_an_impossible_day_says_so_and_shows_today(client, record, ada, today, day):
    client.force_login(ada)
    response = client.get(url(record), {"day": day})

    assert response.status_code == 400
    assert list(response.context["choose"].errors) == ["day"]
    assert response.context["page"].day == today


@pytest.mark.parametrize("name", ["no_change", "done", "undo", "helped"])
@pytest.mark.parametrize("day", ["2999-01-01", "1890-01-01"])
def test_no_press_writes_for_a_day_that_cannot_be(client, record, ada, name, day):
    client.force_login(ada)
    press(client, record, name, day, helped="on", id=str(uuid.uuid4()))

    assert (CheckIn.objects.count(), Draft.objects.count()) == (0, 0)


def test_a_stranger_finds_nothing_and_a_reader_may_not_write(client, record, dan, today):
    client.force_login(dan)
    assert client.get(url(record)).status_code == 404

    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="caregiver", access="read")
    client.force_login(reader)
    presses = [press(client, record, name, today).status_code for name in ("no_change", "done", "undo", "helped")]
    assert (client.get(url(record)).status_code, presses) == (403, [403, 403, 403, 403])


def test_to_see_what_was_said_is_a_look(client, record, ben):
    client.force_login(ben)
    client.get(url(record))

    assert list(AuditEvent.objects.values_list("verb", "user")) == [("view", ben.pk)]


def test_the_short_address_leads_to_the_one_record_that_this_person_writes_in(client, record, ada):
    client.force_login(ada)
    assert client.get("/check-in/")["Location"] == url(record)


def test_the_short_address_asks_whose_where_there_are_several(client, record, ben):
    other = new_patient(record.clinic, "A-2", name="Fay")
    Membership.objects.create(user=ben, patient=other, role="caregiver", access="write")
    client.force_login(ben)

    assert {patient.name for patient in client.get("/check-in/").context["patients"]} == {"Ada", "Fay"}


@pytest.mark.parametrize("days", [1, 60])
def test_the_page_takes_eight_queries_however_long_the_record(
    client, record, ada, cleo, today, days, django_assert_num_queries
):
    for ago in range(1, days + 1):
        said(record, today - ago * DAY, ada, weakness__hand__left=2)
    client.force_login(ada)
    answer(client, record, today, weakness__neck="3")
    client.get(url(record))
    with django_assert_num_queries(8):
        client.get(url(record))
