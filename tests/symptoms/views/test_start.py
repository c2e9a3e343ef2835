"""The first questions of somebody's first day: a record of their own, and where they live."""

import pytest
from django.urls import reverse

from people.models import AuditEvent, Membership, Patient, User
from tests.cast import PASSWORD
from tests.symptoms.views.first import at, press, text


def heading(page):
    return page.content.decode().partition("<h1")[2].partition(">")[2].partition("<")[0]


# --- A record of one's own ------------------------------------------------------------------------------------------


def test_the_first_answer_makes_a_record_that_is_theirs_alone_and_leads_on(client, db):
    eve = User.objects.create_user("eve@example.org", PASSWORD)
    client.force_login(eve)
    page = client.get(reverse("start"))
    assert (heading(page), "The start: 1 of 9" in text(page)) == ("What shall we call you?", True)
    assert Patient.objects.count() == 0

    client.cookies["zone"] = "Asia/Tokyo"
    response = client.post(reverse("start"), {"answer": "  Eve  "})

    patient = Patient.objects.get()
    eve.refresh_from_db()
    assert (patient.name, eve.name, patient.time_zone) == ("Eve", "Eve", "Asia/Tokyo")
    assert [(grant.user, grant.role, grant.access) for grant in Membership.objects.all()] == [(eve, "patient", "write")]
    assert response["Location"] == at(patient, "place")
    assert "The start: 2 of 9" in text(client.get(response["Location"]))


def test_a_name_that_is_known_is_not_asked_and_the_place_makes_the_record(hers, fay):
    page = hers.get(reverse("start"))
    assert (heading(page), "The start: 1 of 8" in text(page)) == ("Where do you live?", True)
    response = hers.post(reverse("start"), {"answer": "Europe/Vienna"})

    patient = Patient.objects.get()
    assert (patient.name, patient.time_zone) == ("Fay", "Europe/Vienna")
    assert response["Location"] == at(patient, "began")


def test_who_skips_the_first_question_goes_on_with_the_zone_of_their_device(hers):
    hers.cookies["zone"] = "America/Lima"
    hers.post(reverse("start"), {"answer": "skip"})

    assert Patient.objects.get().time_zone == "America/Lima"


def test_a_first_press_that_comes_twice_makes_one_record(hers):
    for _twice in range(2):
        response = hers.post(reverse("start"), {"answer": "Europe/Vienna"})

    assert (Patient.objects.count(), response["Location"]) == (1, "/")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "Write your name, or skip the question."),
        ("   ", "Write your name, or skip the question."),
        ("a" * 101, "Ensure this value has at most 100 characters (it has 101)."),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_cannot_be_kept_is_told_and_nothing_is_made(client, db, given, told):
    client.force_login(User.objects.create_user("eve@example.org", PASSWORD))
    response = client.post(reverse("start"), {"answer": given})

    assert (response.status_code, Patient.objects.count()) == (422, 0)
    assert told in text(response)


def test_a_name_from_right_to_left_is_kept_as_it_is(client, db):
    client.force_login(User.objects.create_user("eve@example.org", PASSWORD))
    client.post(reverse("start"), {"answer": "נועה כהן"})

    assert Patient.objects.get().name == "נועה כהן"


def test_a_place_that_there_is_not_is_refused(hers, own):
    assert hers.post(at(own, "place"), {"answer": "Europe/Atlantis"}).status_code == 422
    own.refresh_from_db()
    assert own.time_zone == "Europe/Berlin"


# --- Where do you live? ---------------------------------------------------------------------------------------------


def test_the_devices_zone_is_offered_by_its_city_and_the_long_list_is_one_press_away(hers, own):
    hers.cookies["zone"] = "Europe/Berlin"
    page = hers.get(at(own, "place"))
    assert page.context["zones"] == [("Europe/Berlin", "Berlin (Europe)")]

    long = text(hers.get(at(own, "place") + "?all"))
    assert "Buenos Aires (America)" in long
    assert press(hers, own, "America/Argentina/Buenos_Aires", "place") == "began/"
    own.refresh_from_db()
    assert own.time_zone == "America/Argentina/Buenos_Aires"
    assert AuditEvent.objects.filter(verb="move", patient=own).count() == 1


@pytest.mark.parametrize("cookie", ["", "Europe/Atlantis", "../etc/passwd", "a" * 4000])
def test_without_the_devices_zone_there_is_a_short_list_by_country(hers, own, cookie):
    hers.cookies["zone"] = cookie
    zones, page = [], hers.get(at(own, "place"))
    while True:
        zones += [label for _zone, label in page.context["zones"]]
        assert len(page.context["zones"]) <= 4
        if page.context["more"] is None:
            break
        page = hers.get(at(own, "place"), {"from": page.context["more"]})

    assert zones[:2] == ["United Kingdom: London", "United States, east: New York"]
    assert (len(zones), len({*zones})) == (20, 20)


def test_the_countries_of_the_pages_language_come_first(hers, own, fay):
    User.objects.filter(pk=fay.pk).update(language="es")

    assert hers.get(at(own, "place")).context["zones"][0][0] == "Europe/Madrid"
