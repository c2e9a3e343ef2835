"""What is printed looks as it did when somebody looked at it."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Membership, Patient
from tests.browser.pages import ON_A_DESKTOP
from tests.browser.pictures import moved, printed
from tests.cast import NOW
from tests.reports.people import followed

LIMIT = 0.01  # another font altogether: 0.0015; one band a line lower: 0.02
LANDSCAPE = (1069, 741)  # A4 less the margins of the screen of a clinician, in CSS px


@pytest.fixture
def that_day(monkeypatch):
    """What is printed has its days, those "ago" too."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def long_followed(that_day, record, ada, cleo) -> Patient:
    Membership.objects.update(starts_at=NOW - dt.timedelta(400))
    return followed(record, ada, cleo, 400)


@ON_A_DESKTOP
def test_the_screen_of_a_clinician_prints_as_it_was_kept(page, open_page, sign_in, long_followed, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    blank = open_page("desktop")
    assert moved(blank, "screen-of-a-clinician", printed(page, *LANDSCAPE)) < LIMIT

    page.evaluate("document.querySelector('.band-charts').style.translate = '0 12px'")
    assert moved(blank, "screen-of-a-clinician", printed(page, *LANDSCAPE)) > LIMIT  # by a line
