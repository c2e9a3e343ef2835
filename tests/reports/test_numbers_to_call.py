"""What a clinic says of itself stands wherever somebody may have to call, or may think that somebody reads."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Clinic, Membership, Patient, User
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import new_patient
from tests.reports.opened import opened, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db

NUMBERS = {
    "emergency_number": "112",
    "telephone": "+44 20 7946 0100",
    "out_of_hours": "020 7946 0101",
    "crisis_line": "5550188",
}
AS_IT_WAS = "In an emergency, call your emergency number. Nobody reads this page for you."


@pytest.fixture
def reached(clinic):
    """The clinic has said its numbers, and that nobody reads."""
    Clinic.objects.filter(pk=clinic.pk).update(**NUMBERS)


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def dialled(response):
    return re.findall(r'href="tel:([^"]+)"', main_of(response))


def led_to(response, record):
    """The pages of the record that a page leads to, by name."""
    names = ("function_check", "summary", "dashboard")
    return {name for name in names if f'href="{reverse(name, args=[record.pk])}"' in main_of(response)}


def measured(record, ada, **values):
    now = timezone.now()
    verbs.record_measurement(record, local_day(record, now), values, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)


def test_an_emergency_asks_to_call_the_number_of_the_country_and_the_team_and_tells_the_other(record, ada, reached):
    measured(record, ada, spo2=87, spo2_second=86)
    response = opened(ada)

    assert "Call your emergency number now. " in text(response)
    assert dialled(response) == ["112", "+442079460100"]
    assert "North Clinic: call +44 20 7946 0100 North Clinic, out of hours: call 020 7946 0101" in text(response)
    assert "In an emergency, call 112. Nobody reads entries between visits." in text(response)
    assert "This message is only on your screen. Nobody has been told." in text(response)
    assert AS_IT_WAS not in text(response)


def test_a_warning_of_the_same_day_asks_to_call_the_team_or_the_line_out_of_hours(record, ada, reached):
    measured(record, ada, spo2=92, spo2_second=92)
    response = opened(ada)

    assert "call your out-of-hours line" in text(response)
    assert dialled(response) == ["+442079460100", "02079460101"]


def test_the_page_of_pictures_has_room_for_one_number_and_tells_the_others(record, ada, reached):
    measured(record, ada, spo2=87, spo2_second=86)
    response = opened(ada, "dashboard", record)

    assert dialled(response) == ["112"]
    assert "North Clinic: call +44 20 7946 0100 North Clinic, out of hours: call 020 7946 0101" in text(response)
    User.objects.filter(pk=ada.pk).update(hide_charts=True)
    assert dialled(opened(ada, "dashboard", record)) == ["112", "+442079460100"]


def test_what_can_wait_is_not_asked_beside_two_numbers_to_call(record, ada, reached):
    now = timezone.now()
    day = local_day(record, now) - dt.timedelta(3)
    verbs.record_check_in(record, day, {"weakness.hand.left": 2}, by=ada, source="self", now=now)
    assert led_to(opened(ada), record) == {"function_check", "summary", "dashboard"}

    measured(record, ada, spo2=92, spo2_second=92)
    assert led_to(opened(ada), record) == {"summary", "dashboard"}


@pytest.mark.parametrize("page", ["home", "dashboard"])
def test_a_calmer_warning_names_the_team(record, ada, cleo, reached, page):
    followed(record, ada, cleo, 120)
    response = opened(ada) if page == "home" else opened(ada, "dashboard", record)

    assert "Please tell your care team in the next day or two." in text(response)
    assert dialled(response) == ["+442079460100"]
    assert "How to reach your care team" not in text(response)


def test_where_only_the_emergency_number_is_known_a_calmer_warning_leads_to_help(record, ada, cleo, clinic):
    Clinic.objects.filter(pk=clinic.pk).update(emergency_number="112")
    followed(record, ada, cleo, 120)
    response = opened(ada)

    assert dialled(response) == []
    assert "In an emergency, call 112. Nobody reads entries between visits." in text(response)
    assert "How to reach your care team" in text(response)


def test_the_hours_of_the_clinic_are_said_and_that_nobody_reads_at_once(record, ada, cleo, clinic):
    Clinic.objects.filter(pk=clinic.pk).update(reading_hours="Mondays, 9 to 12")
    followed(record, ada, cleo, 120)

    assert "North Clinic reads entries: Mondays, 9 to 12. Nobody reads an entry at once." in text(opened(ada))


def test_a_clinic_that_has_said_nothing_is_told_of_as_before(record, ada):
    measured(record, ada, spo2=87, spo2_second=86)
    response = opened(ada)

    assert AS_IT_WAS in text(response)
    assert dialled(response) == []


def test_a_record_that_is_kept_alone_names_no_clinic(ada, record):
    clinic = Clinic.objects.own_records()
    Patient.objects.filter(pk=record.pk).update(clinic=clinic, reference="own-1")
    record.refresh_from_db()
    measured(record, ada, spo2=87, spo2_second=86)

    assert AS_IT_WAS in text(opened(ada))
    assert "Own records" not in main_of(opened(ada))


def test_a_receipt_that_says_who_can_see_it_says_whether_they_read(record, ada, cleo, reached, client):
    measured(record, ada, weight=70)
    client.force_login(ada)
    day = local_day(record, timezone.now())
    verbs.record_check_in(record, day, {"fatigue.now": 2}, by=ada, source="self", now=timezone.now())

    assert "Your team at North Clinic can see it. Nobody reads entries between visits." in text(opened(ada))


@pytest.mark.parametrize("name", ["summary", "tick_sheet", "tick_sheet_first"])
def test_paper_names_every_number_in_words(record, ada, cleo, reached, name):
    followed(record, ada, cleo, 120)
    response = opened(ada, name, record)

    assert (
        "In an emergency, call 112. North Clinic: call +44 20 7946 0100. North Clinic, out of hours: call "
        "020 7946 0101. Thoughts of self-harm: call 5550188. Nobody reads entries between visits."
    ) in text(response)
    assert dialled(response) == []


@pytest.mark.parametrize("name", ["summary", "tick_sheet", "tick_sheet_first"])
def test_paper_of_a_clinic_without_numbers_says_no_more_than_before(record, ada, cleo, name):
    followed(record, ada, cleo, 120)
    assert "In an emergency" not in text(opened(ada, name, record))


def test_help_names_every_number_of_the_clinic_that_keeps_ones_record(record, ada, reached):
    response = opened(ada, "help")

    assert dialled(response) == ["112", "+442079460100", "02079460101", "5550188"]
    assert "In an emergency, call 112. This site does not call anyone." in text(response)
    assert "Call the number that your clinic gave you." not in text(response)
    assert "Nobody reads entries between visits." in text(response)


def test_help_of_who_helps_two_people_names_both_clinics(record, ben, reached):
    south = Clinic.objects.create(name="South Clinic", telephone="020 7946 0200", emergency_number="999")
    Membership.objects.create(user=ben, patient=new_patient(south, "B-1"), role="caregiver", access="write")
    response = opened(ben, "help")

    assert dialled(response) == ["112", "+442079460100", "02079460101", "5550188"]
    assert "Emergency: call 999 South Clinic: call 020 7946 0200 To the numbers of South Clinic" in text(response)
    assert "In an emergency, call your emergency number." in text(response)  # there are two


def test_one_press_makes_the_numbers_of_the_other_clinic_the_ones_to_press(record, ben, reached, client):
    south = Clinic.objects.create(name="South Clinic", telephone="020 7946 0200", emergency_number="999")
    Membership.objects.create(user=ben, patient=new_patient(south, "B-1"), role="caregiver", access="write")
    client.force_login(ben)
    response = client.get(reverse("help"), {"clinic": south.pk})

    assert dialled(response) == ["999", "02079460200"]
    assert "To the numbers of North Clinic" in text(response)


@pytest.mark.parametrize("asked", ["0", "", "no number", "9" * 50])
def test_help_for_a_clinic_that_is_not_ones_own_is_help(record, ada, reached, client, asked):
    client.force_login(ada)
    assert dialled(client.get(reverse("help"), {"clinic": asked})) == ["112", "+442079460100", "02079460101", "5550188"]


def test_help_before_sign_in_is_as_it_was(client, db):
    page = text(client.get(reverse("help")))
    assert "Nobody reads this site for you, and it does not call anyone." in page
    assert "Call the number that your clinic gave you. In an emergency, call your emergency number." in page


def test_help_after_access_ended_names_no_clinic(record, ada, ben, reached):
    Membership.objects.filter(user=ben).update(ends_at=timezone.now())
    assert dialled(opened(ben, "help")) == []
