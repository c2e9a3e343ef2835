"""Ben helps several people, and sees whose day is still to be written down."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Membership
from symptoms.models import Plan
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import new_patient, person
from tests.reports.test_room_on_home import MOST, TARGET

DAY = dt.timedelta(days=1)
IN_THE_HEAD = 3  # targets of every page, beside the skip link


@pytest.fixture
def gus(db):
    return person("Gus")


def helped(gus, clinic, *names, access="write"):
    found = [new_patient(clinic, f"P-{name}", name=name) for name in names]
    for patient in found:
        Membership.objects.create(user=gus, patient=patient, role="caregiver", access=access, granted_by=gus)
    return found


def write(patient, by, ago=0):
    day = local_day(patient, timezone.now()) - ago * DAY
    verbs.record_check_in(patient, day, {"weakness.neck": 3}, by=by, source="caregiver", now=timezone.now())


def plan(patient, cadence):
    Plan.objects.create(patient=patient, since=local_day(patient, timezone.now()) - 30 * DAY, cadence=cadence)


def opened(user, page=1):
    client = Client()
    client.force_login(user)
    return client.get(reverse("home"), {"page": page})


def stands(response):
    return [(str(line.grant.patient), line.due, line.today.by) for line in response.context["lines"]]


def test_who_is_due_comes_first_and_who_wrote_is_named(gus, clinic):
    ann, _bea, cid, dot, _eli = helped(gus, clinic, "Ann", "Bea", "Cid", "Dot", "Eli")
    write(ann, gus)
    plan(cid, "weekly")
    write(cid, gus, ago=3)
    plan(dot, "pause")

    page = opened(gus)
    assert stands(page) == [
        *[("Bea", True, ()), ("Eli", True, ())],
        *[("Ann", False, ("Gus",)), ("Cid", False, ()), ("Dot", False, ())],
    ]
    words = re.findall(r"<p>(Today[^<]+)</p>", page.content.decode())
    assert words == [*["Today can be written down."] * 2, "Today was written down by Gus."]


def test_the_day_of_each_is_that_of_their_own_clock(gus, clinic):
    ann, bea = helped(gus, clinic, "Ann", "Bea")
    bea.time_zone = "Pacific/Kiritimati"
    bea.save()
    for patient in (ann, bea):
        write(patient, gus)

    assert stands(opened(gus)) == [("Ann", False, ("Gus",)), ("Bea", False, ("Gus",))]


def test_who_may_only_read_is_not_asked_for_a_day(gus, clinic):
    ann, _bea = helped(gus, clinic, "Ann", "Bea", access="read")
    write(ann, gus)

    page = opened(gus)
    assert stands(page) == [("Ann", False, ("Gus",)), ("Bea", False, ())]
    assert "Today can be written down." not in page.content.decode()


def test_a_closed_record_asks_for_nothing(gus, clinic):
    ann, _bea = helped(gus, clinic, "Ann", "Bea")
    ann.ended_on, ann.ended_why = dt.date(2026, 1, 1), "moved"
    ann.save()

    assert stands(opened(gus)) == [("Bea", True, ()), ("Ann", False, ())]


def test_many_people_take_as_many_queries_as_few_and_no_page_has_too_many_targets(gus, clinic):
    def asked():
        with CaptureQueriesContext(connection) as found:
            page = opened(gus)
        main = page.content.decode().partition("<h1")[2].partition("</main>")[0]
        assert len(TARGET.findall(main)) <= MOST - IN_THE_HEAD
        return len(found)

    helped(gus, clinic, "Ann", "Bea")
    few = asked()
    helped(gus, clinic, *[f"Person {n:02}" for n in range(20)])

    assert asked() == few
    shown = [name for page in range(1, 6) for name, _due, _by in stands(opened(gus, page))]
    assert len(shown) == len(set(shown)) == 22
