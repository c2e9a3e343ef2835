import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from care import overviews
from care.models import Overview
from clinical.cohort.view import VERSION
from clinical.cohort.view import overview as made_of
from people.clinics import clinics_seen_by
from people.models import AuditEvent, Clinic, Membership
from tests.clinical.cohorts import checked, some
from tests.reports.opened import opened, signed_in, text

pytestmark = pytest.mark.django_db


def stored(clinic, people, ago=dt.timedelta(hours=5)):
    view = made_of(people)
    said = {"people": len(people), "version": VERSION, "said": view.to_json() if view else None}
    return Overview.objects.update_or_create(clinic=clinic, defaults=said | {"made_at": timezone.now() - ago})


def clinic_of(number):
    return checked(24 * number) + some(9 * number, "bulbar", "arm", "leg.same", opm="O1", reached="P1", weeks=7)


def page(user, clinic):
    return signed_in(user).get(reverse("overview", args=[clinic.pk]))


def test_it_says_how_many_people_and_shows_each_chart_with_its_numbers(clinic, cleo):
    stored(clinic, clinic_of(1))
    response = page(cleo, clinic)

    assert "33 people whose records are kept here and go on" in text(response)
    assert "has not run since" not in text(response)
    html = response.content.decode()
    for name in ("onset", "flow", "opm", "reached", "course", "slopes", "kept", "weeks", "waiting", "answered"):
        assert f'id="{name}-title"' in html
    assert html.count("<svg") == 2 * html.count("<table")
    assert "Speech or swallowing 9" in text(response)


def test_nobody_is_named_on_it(clinic, cleo, record):
    for n in range(6):
        type(record).objects.create(clinic=clinic, reference=f"Z-{n}", name=f"Zoe{n}")
    stored(clinic, clinic_of(1))

    assert "Zoe" not in page(cleo, clinic).content.decode()
    assert "Ada" not in page(cleo, clinic).content.decode()


def test_before_the_first_night_it_says_so(clinic, cleo):
    assert "Not made yet" in text(page(cleo, clinic))


def test_of_fewer_than_five_people_nothing_is_shown(clinic, cleo):
    stored(clinic, some(4, "bulbar", "none"))
    told = text(page(cleo, clinic))

    assert "Nothing is shown of fewer than 5 people" in told
    assert "4" not in told


def test_it_says_when_nights_were_left_out(clinic, cleo):
    stored(clinic, clinic_of(1), ago=dt.timedelta(days=2, hours=1))

    assert "the job that makes it has not run since" in text(page(cleo, clinic))


def test_no_more_is_asked_of_the_database_for_more_people(clinic, cleo):
    asked = []
    client = signed_in(cleo)
    client.get(reverse("help"))
    for number in (1, 20):
        stored(clinic, clinic_of(number))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("overview", args=[clinic.pk]))
        asked.append(len(found))

    assert asked[0] == asked[1] <= 6


def test_who_looked_is_on_record(clinic, cleo):
    page(cleo, clinic)

    assert (
        AuditEvent.objects.filter(verb="overview", user=cleo, patient=None, detail=f"clinic {clinic.pk}").count() == 1
    )


def test_of_another_clinic_there_is_none(clinic, cleo, dan):
    south = Clinic.objects.create(name="West Clinic")
    stored(south, clinic_of(1))

    assert page(cleo, south).status_code == 404
    assert page(dan, clinic).status_code == 404
    assert AuditEvent.objects.filter(verb="refused", user=cleo, detail=f"clinic {south.pk}").count() == 1


def test_who_works_there_no_more_sees_it_no_more(clinic, cleo):
    stored(clinic, clinic_of(1))
    Membership.objects.filter(user=cleo).update(ends_at=timezone.now())

    assert page(cleo, clinic).status_code == 404
    assert not clinics_seen_by(cleo).exists()


def test_the_list_leads_to_it(clinic, cleo):
    told = opened(cleo, "worklist").content.decode()

    assert f'href="{reverse("overview", args=[clinic.pk])}"' in told


def test_each_clinic_of_a_team_has_a_link_of_its_own(clinic, cleo):
    south = Clinic.objects.create(name="South Clinic")
    Membership.objects.create(user=cleo, clinic=south, role="reader", access="read")
    told = text(opened(cleo, "worklist"))

    assert "All people of North Clinic together All people of South Clinic together" in told


def test_what_the_job_made_is_what_the_page_shows(clinic, cleo):
    assert overviews.make(clinic.pk, timezone.now())

    assert "Nothing is shown of fewer than 5 people" in text(page(cleo, clinic))
