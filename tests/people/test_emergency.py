"""Emergency access: an hour, with a reason, told to the person."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from people import consent, emergency
from people.access import Verb, open_record
from people.models import AuditEvent, Clinic, Membership
from tests.cast import NOW, person

SAID = {"named": "Ada", "birth_date": "1960-05-01", "reason": "Came to us short of breath."}


@pytest.fixture
def fay(db):
    """A clinician of another clinic of the site."""
    fay = person("Fay")
    Membership.objects.create(user=fay, clinic=Clinic.objects.create(name="East Clinic"), role="clinician")
    return fay


def test_it_opens_the_record_to_read_for_one_hour(record, fay):
    now = timezone.now()
    consent.grant_emergency(record, fay, reason="Short of breath", now=now - dt.timedelta(minutes=59))
    assert open_record(fay, record.pk, Verb.VIEW).may_write is False
    with pytest.raises(PermissionDenied):
        open_record(fay, record.pk, Verb.WRITE)

    fay.memberships.filter(patient=record).update(ends_at=now)
    with pytest.raises(Http404):
        open_record(fay, record.pk, Verb.VIEW)


def test_the_person_is_told_and_reads_who_and_why(client, record, ada, fay, mailoutbox):
    client.force_login(fay)
    assert client.post(reverse("emergency"), SAID).url == reverse("dashboard", args=[record.pk])
    client.get(reverse("dashboard", args=[record.pk]))

    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["ada@example.org"], "Someone opened your record in an emergency")
    assert "Fay opened your record for one hour" in letter.body
    assert "Came to us short of breath." in letter.body
    events = AuditEvent.objects.filter(patient=record).order_by("pk")
    assert [(event.verb, event.user.name, event.detail) for event in events] == [
        ("emergency", "Fay", f"membership {fay.memberships.get(patient=record).pk}"),
        ("view", "Fay", "emergency"),
    ]


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"birth_date": "1960-05-02"}, "named", "Nobody here has this name or reference and was born on that day."),
        ({"named": "Ad"}, "named", "Nobody here has this name or reference and was born on that day."),
        ({"reason": "  "}, "reason", "This field is required."),
        ({"birth_date": "May"}, "birth_date", "“May” is not a date. Write it as 2026-03-31."),
    ],
)
def test_by_less_nobody_is_found_and_nothing_opens(client, record, fay, said, field, sentence):
    client.force_login(fay)
    page = client.post(reverse("emergency"), SAID | said)
    assert (page.status_code, page.context["form"].errors) == (422, {field: [sentence]})
    assert not fay.memberships.filter(patient=record).exists()


def test_two_of_one_name_need_the_reference(record, clinic):
    clinic.patients.create(reference="A-9", name="Ada", birth_date=dt.date(1960, 5, 1))
    with pytest.raises(ValidationError) as refused:
        emergency.found("ada", dt.date(1960, 5, 1))
    assert refused.value.message_dict == {"named": ["Several people are called so. Use the reference."]}
    assert emergency.found("A-1", dt.date(1960, 5, 1)) == record


def test_whoever_may_open_it_anyway_is_led_there_without_a_word(client, record, cleo, mailoutbox):
    client.force_login(cleo)
    assert client.post(reverse("emergency"), SAID).url == reverse("dashboard", args=[record.pk])
    assert (cleo.memberships.count(), mailoutbox) == (1, [])


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_nobody_else_has_it(request, client, who, record):
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse("emergency"), SAID).status_code == 403


def test_a_reason_of_blanks_is_none(record, fay):
    with pytest.raises(ValidationError):
        consent.grant_emergency(record, fay, reason=" ", now=NOW)


def test_guessing_ends_after_twenty_tries_an_hour(client, record, fay):
    client.force_login(fay)
    for _guess in range(20):
        client.post(reverse("emergency"), SAID | {"birth_date": "1960-05-02"})
    page = client.post(reverse("emergency"), SAID)
    assert page.context["form"].errors == {
        "__all__": ["You have tried this too often. Wait an hour, or ask the other clinic."]
    }
