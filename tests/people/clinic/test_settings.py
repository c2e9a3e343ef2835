"""What a clinic says of itself, as those who run it press it."""

import pytest
from django.urls import reverse

from people.clinic.forms import NOBODY, SOMEBODY
from people.models import Clinic


def said(clinic, **changed):
    return {
        "name": clinic.name,
        "read": NOBODY,
        "language": "en",
        "time_zone": "Europe/Berlin",
        "guideline": "nice",
        "family_reads_days": "365",
    } | changed


def test_the_clinic_says_its_numbers_and_hours(signed_in, clinic):
    response = signed_in.post(
        reverse("clinic", args=[clinic.pk]),
        said(
            clinic,
            name="Clinic of the North",
            telephone="+44 20 7946 0123",
            emergency_number="112",
            read=SOMEBODY,
            reading_hours="Monday to Friday",
            guideline="us",
            language="es",
            family_reads_days="30",
        ),
    )
    row = Clinic.objects.get()

    assert response["Location"] == reverse("team", args=[clinic.pk])
    assert (row.name, row.telephone, row.emergency_number) == ("Clinic of the North", "+44 20 7946 0123", "112")
    assert (row.reading_hours, row.guideline, row.language) == ("Monday to Friday", "us", "es")
    assert row.family_reads_days == 30


def test_nobody_reads_whatever_stands_in_the_field_of_hours(signed_in, clinic):
    signed_in.post(reverse("clinic", args=[clinic.pk]), said(clinic, read=NOBODY, reading_hours="Mondays"))
    assert Clinic.objects.get().reading_hours == ""


@pytest.mark.parametrize(
    ("changed", "where", "sentence"),
    [
        (
            {"telephone": "call us"},
            "telephone",
            "“call us” is not a telephone number. Write it in digits, such as +44 20 7946 0123.",
        ),
        ({"time_zone": "Berlin"}, "time_zone", "“Berlin” is not a time zone, such as Europe/Berlin."),
        ({"read": SOMEBODY}, "reading_hours", "Write at which hours."),
        ({"name": ""}, "name", "This field is required."),
        ({"name": "South Clinic"}, "name", "Clinic with this Name already exists."),
        ({"family_reads_days": "-1"}, "family_reads_days", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_what_a_clinic_cannot_say_is_told_beside_its_item_and_nothing_is_saved(
    signed_in, clinic, changed, where, sentence
):
    Clinic.objects.create(name="South Clinic")
    response = signed_in.post(reverse("clinic", args=[clinic.pk]), said(clinic, crisis_line="555-0188") | changed)

    assert response.status_code == 422
    assert response.context["form"].errors == {where: [sentence]}
    assert Clinic.objects.get(pk=clinic.pk).crisis_line == ""


def test_the_page_of_the_clinic_says_what_is_missing_until_it_is_there(signed_in, clinic):
    address = reverse("clinic", args=[clinic.pk])
    assert "Without an emergency number" in signed_in.get(address).content.decode()
    Clinic.objects.update(telephone="1234", out_of_hours="1235", emergency_number="112", crisis_line="1236")
    page = signed_in.get(address).content.decode()

    assert "Missing" not in page
    assert "In an emergency, call 112. Nobody reads entries between visits." in page
