"""The page of a clinic's programs: let in by who runs it, shown once, listed to all of them, ended in one press."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import tokens
from people.models import AccessToken, Membership
from tests.cast import new_patient, person
from tests.people.account.test_programs import secret_on
from tests.people.account.ways import verified
from tests.people.test_recheck import later
from tests.people.test_tokens_of_clinics import made

SAID = {"name": "Laboratory", "scope": "write", "days": "90"}


@pytest.fixture
def list_of(clinic):
    return reverse("clinic_programs", args=[clinic.pk])


@pytest.fixture
def new(clinic):
    return reverse("new_clinic_program", args=[clinic.pk])


def test_a_program_is_let_in_and_comes_in(client, fay, record, new, list_of):
    client.force_login(fay)
    response = client.post(new, SAID)
    token, secret = AccessToken.objects.get(), secret_on(response)
    program = Client(headers={"Authorization": f"Bearer {secret}"})

    assert program.get(f"/api/v1/patients/{record.pk}/").status_code == 200
    assert (token.clinic, token.made_by, token.every_record) == (record.clinic, fay, True)
    assert response.headers["Cache-Control"] == "no-store"
    assert secret not in client.get(list_of).content.decode()


@pytest.mark.parametrize(
    ("written", "given"), [("A-1\n A-3 \n", ["A-1", "A-3"]), ("A-1\nD-1", "refused"), ("A-9", "refused")]
)
def test_chosen_records_are_those_that_the_clinic_keeps(client, fay, record, clinic, dan, new, written, given):
    for number in (2, 3):
        new_patient(clinic, f"A-{number}")
    client.force_login(fay)
    response = client.post(new, SAID | {"references": written})
    token = AccessToken.objects.first()
    found = "refused" if token is None else sorted(each.reference for each in token.patients.all())

    assert (found, response.status_code) == (given, 422 if given == "refused" else 200)


def test_everyone_who_runs_the_clinic_finds_it_and_reads_who_made_it(client, fay, record, clinic, list_of):
    made(clinic, fay, patients=[record], now=timezone.now())
    zoe = person("Zoe")
    Membership.objects.create(user=zoe, clinic=clinic, role="admin", access="write")
    Membership.objects.filter(user=fay).update(ends_at=timezone.now())
    client.force_login(zoe)
    page = client.get(list_of).content.decode()

    assert "Let in by Fay" in page
    assert "May look and write: A-1" in page  # never by name: who runs a clinic opens no record
    assert list_of in client.get(reverse("team", args=[clinic.pk])).content.decode()
    client.force_login(fay)
    assert client.get(list_of).status_code == 404


def test_a_record_that_left_is_not_named_any_more(client, fay, record, clinic, dan, list_of):
    made(clinic, fay, patients=[record], now=timezone.now())
    record.clinic = dan.memberships.get().patient.clinic
    record.save()
    client.force_login(fay)

    assert "May look and write: no record any more" in client.get(list_of).content.decode()


def test_one_press_ends_one_of_this_clinic_alone(client, fay, clinic, dan, list_of):
    elsewhere = dan.memberships.get().patient.clinic
    (mine, secret), (theirs, other) = (made(each, fay, now=timezone.now()) for each in (clinic, elsewhere))
    client.force_login(fay)

    assert client.post(list_of, {"end": theirs.pk}).status_code == 404
    response = client.post(list_of, {"end": mine.pk})
    assert (response.status_code, response.url) == (302, reverse("team", args=[clinic.pk]))
    now = timezone.now()
    assert (tokens.use(secret, now), tokens.use(other, now).token) == (None, theirs)


def test_the_team_is_as_it_was(client, fay, cleo, clinic):
    made(clinic, fay, now=timezone.now())
    client.force_login(fay)
    response = client.get(reverse("team", args=[clinic.pk]))

    assert [str(member.user) for member in response.context["members"]] == ["Cleo", "Fay"]


def test_before_one_is_made_it_is_asked_who_it_is(client, fay, new):
    verified(fay)
    client.force_login(fay)
    later(client)

    assert (client.post(new, SAID).status_code, AccessToken.objects.count()) == (302, 0)


def test_a_letter_to_each_who_runs_the_clinic_tells_of_it_without_the_token(client, fay, cleo, clinic, new):
    zoe = person("Zoe")
    Membership.objects.create(user=zoe, clinic=clinic, role="admin", access="write")
    for each in (fay, zoe, cleo):
        verified(each)
    client.force_login(fay)
    secret = secret_on(client.post(new, SAID))

    assert sorted(letter.to[0] for letter in mail.outbox) == ["fay@example.org", "zoe@example.org"]
    assert {letter.subject for letter in mail.outbox} == {"A program was let in for North Clinic"}
    assert all("Fay made a token on alsweak for “Laboratory”" in letter.body for letter in mail.outbox)
    assert not [letter for letter in mail.outbox if secret in letter.body]


def test_a_person_reads_which_programs_open_their_record(client, ada, cleo, fay, record, clinic):
    made(clinic, fay, now=timezone.now())
    client.force_login(ada)

    told = "Programs that North Clinic let in: Laboratory."
    assert told in client.get(reverse("sharing", args=[record.pk])).content.decode()
