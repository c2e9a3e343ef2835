"""The words about whom to call, and when somebody reads."""

import pytest

from people.models import Clinic, Membership
from people.reach import missing, opened_to, reach_of, reach_of_records
from tests.cast import new_patient

NUMBERS = {
    "emergency_number": "112",
    "telephone": "+44 (0)20 7946 0123",
    "out_of_hours": "020 7946 0124",
    "crisis_line": "555-0188",
}
HOURS = "Monday to Friday, 9 to 12"


def north(**said):
    return Clinic(name="North Clinic", **said)


def plain(text):
    """Without what holds a number on one line."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def test_a_number_is_held_on_one_line():
    (number,) = reach_of(north(telephone="+1 202-555-0100")).numbers
    assert number.text == "North Clinic: call +1\N{NO-BREAK SPACE}202-\N{WORD JOINER}555-\N{WORD JOINER}0100"
    assert number.loose == "North Clinic: call +1 202-\N{WORD JOINER}555-\N{WORD JOINER}0100"
    assert number.href == "tel:+12025550100"


def test_a_clinic_without_numbers_is_told_of_as_nobodys():
    reach = reach_of(north())
    assert reach.line == "In an emergency, call your emergency number. Nobody reads this page for you."
    assert (reach.numbers, reach.printed, reach.is_set) == ((), "", False)


def test_each_number_is_named_and_dialled():
    assert [(plain(number.text), number.href) for number in reach_of(north(**NUMBERS)).numbers] == [
        ("Emergency: call 112", "tel:112"),
        ("North Clinic: call +44 (0)20 7946 0123", "tel:+442079460123"),
        ("North Clinic, out of hours: call 020 7946 0124", "tel:02079460124"),
        ("Thoughts of self-harm: call 555-0188", "tel:5550188"),
    ]


@pytest.mark.parametrize(
    ("hours", "reading"),
    [
        ("", "Nobody reads entries between visits."),
        (HOURS, "North Clinic reads entries: Monday to Friday, 9 to 12. Nobody reads an entry at once."),
    ],
)
def test_it_is_never_said_that_an_entry_is_read_at_once(hours, reading):
    assert reach_of(north(emergency_number="112", reading_hours=hours)).line == f"In an emergency, call 112. {reading}"


def test_paper_has_all_of_them_in_one_line():
    assert plain(reach_of(north(**NUMBERS, reading_hours=HOURS)).printed) == (
        "In an emergency, call 112. North Clinic: call +44 (0)20 7946 0123. North Clinic, out of hours: call "
        "020 7946 0124. Thoughts of self-harm: call 555-0188. North Clinic reads entries: Monday to "
        "Friday, 9 to 12. Nobody reads an entry at once."
    )


@pytest.mark.parametrize(
    ("levels", "called"),
    [
        ({"emergency"}, ["112", "+44 (0)20 7946 0123"]),
        ({"urgent", "routine"}, ["+44 (0)20 7946 0123", "020 7946 0124"]),
        ({"emergency", "urgent"}, ["112", "+44 (0)20 7946 0123", "020 7946 0124"]),
        ({"soon"}, ["+44 (0)20 7946 0123"]),
        ({""}, ["+44 (0)20 7946 0123"]),
    ],
)
def test_a_warning_asks_to_call_whom_its_level_says(levels, called):
    assert [number.number for number in reach_of(north(**NUMBERS)).to_call(levels)] == called


def test_who_keeps_a_record_alone_has_no_clinic_to_call(db):
    clinic = Clinic.objects.own_records()
    Clinic.objects.filter(pk=clinic.pk).update(telephone="555-0100")
    assert not reach_of(Clinic.objects.get(pk=clinic.pk)).is_set


def test_what_is_missing_is_said_with_what_it_silences():
    assert missing(north(**NUMBERS)) == []
    assert missing(north(**NUMBERS | {"emergency_number": ""})) == [
        "Without an emergency number a warning only says: “Call your emergency number now.”"
    ]
    assert len(missing(north())) == 4


def test_ones_own_clinic_comes_before_those_of_whom_one_helps(record, ben, clinic):
    Clinic.objects.filter(pk=clinic.pk).update(telephone="555-0100")
    south = Clinic.objects.create(name="South Clinic", telephone="555-0101")
    silent = Clinic.objects.create(name="Silent Clinic")
    for place, role in ((south, "patient"), (silent, "caregiver")):
        Membership.objects.create(user=ben, patient=new_patient(place, "B-1"), role=role, access="write")

    assert [reach.clinic for reach in reach_of_records(opened_to(ben))] == ["South Clinic", "North Clinic"]
