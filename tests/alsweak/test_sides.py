"""The side of a page that sends something changes with each press that sends."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from symptoms.record.days import local_day


def side(page) -> str:
    return re.search(r'data-side="(\w+)"', page.content.decode())[1]


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def ada_at(client, ada):
    client.force_login(ada)
    return client


def test_the_sides_change_places_with_each_press_that_sends(ada_at, record, today):
    seen = [side(ada_at.get("/"))]
    for name, said in (("helped", {"helped": "on"}), ("helped", {"helped": "on"}), ("done", {})):
        ada_at.post(reverse(name, args=[record.pk, today]), said)
        seen += [side(ada_at.get("/")), side(ada_at.get(reverse("more", args=[record.pk])))]

    assert seen == ["right", "left", "left", "right", "right", "left", "left"]


def test_what_is_refused_is_shown_on_the_other_side_too(ada_at, record):
    refused = ada_at.post(reverse("plan", args=[record.pk]), {"cadence": "hourly"})

    assert (refused.status_code, side(refused), side(ada_at.get("/"))) == (422, "left", "left")


def test_what_a_script_sends_in_the_background_changes_no_side(ada_at, record, today):
    said = {"day": f"{today}", "weakness": {"neck": 3}}
    sent = ada_at.post(f"/api/v1/patients/{record.pk}/check-ins/", said, content_type="application/json")

    assert (sent.status_code, settings.SIDE_COOKIE_NAME in sent.cookies, side(ada_at.get("/"))) == (201, False, "right")


def test_a_cookie_that_says_nothing_known_counts_as_none(ada_at, record):
    ada_at.cookies[settings.SIDE_COOKIE_NAME] = '"><script>'

    assert side(ada_at.get("/")) == "right"


def test_the_cookie_is_for_the_site_alone_and_tells_nothing_of_the_person(ada_at, record, today):
    sent = ada_at.post(reverse("done", args=[record.pk, today])).cookies[settings.SIDE_COOKIE_NAME]

    assert (sent.value, sent["httponly"], sent["samesite"], sent["max-age"]) == ("left", "", "Lax", "")
    # Not kept from scripts: where there is no internet, they change the sides.
    assert bool(sent["secure"]) == settings.SESSION_COOKIE_SECURE
