"""The page of programs: let in, shown once, ended in one press."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import tokens
from people.models import AccessToken
from tests.cast import PASSWORD, new_patient
from tests.people.account.ways import by_password, verified
from tests.people.test_recheck import later
from tests.people.test_tokens import made

PROGRAMS, NEW = reverse("programs"), reverse("new_program")
SAID = {"name": "Bathroom scale", "scope": "write", "days": "90"}


def secret_on(response):
    return re.search(r'id="secret">(alsw_[\w-]{43})<', response.content.decode())[1]


def test_a_program_is_let_in_and_comes_in(client, ada, record):
    client.force_login(ada)
    response = client.post(NEW, SAID)
    token = AccessToken.objects.get()
    program = Client(headers={"Authorization": f"Bearer {secret_on(response)}"})

    assert program.get(f"/api/v1/patients/{record.pk}/").status_code == 200
    assert (token.name, token.scope, token.user) == ("Bathroom scale", "write", ada)
    assert token.expires_at - token.created_at == dt.timedelta(days=90)
    assert response.headers["Cache-Control"] == "no-store"


def test_its_token_is_shown_once(client, ada):
    client.force_login(ada)
    secret = secret_on(client.post(NEW, SAID))

    assert secret not in client.get(PROGRAMS).content.decode()
    assert secret not in str(list(client.session.items()))


def test_who_has_one_record_gives_that_one(client, ada, record):
    client.force_login(ada)
    client.post(NEW, SAID)

    assert (AccessToken.objects.get().every_record, list(AccessToken.objects.get().patients.all())) == (False, [record])


@pytest.mark.parametrize("every", [True, False])
def test_who_has_a_few_chooses_one_or_all(client, cleo, record, clinic, every):
    new_patient(clinic, "A-2")
    client.force_login(cleo)
    client.post(NEW, SAID | {"record": "" if every else str(record.pk)})
    token = AccessToken.objects.get()

    assert (token.every_record, list(token.patients.all())) == (every, [] if every else [record])


@pytest.mark.parametrize(
    ("written", "given"), [("", None), ("A-1\n A-3 \n", ["A-1", "A-3"]), ("A-1\nB-1", "refused"), ("A-9", "refused")]
)
def test_who_has_many_writes_their_references(client, cleo, record, clinic, dan, written, given):
    for number in (2, 3, 4):
        new_patient(clinic, f"A-{number}")
    client.force_login(cleo)
    response = client.post(NEW, SAID | {"references": written})
    token = AccessToken.objects.first()
    found = "refused" if token is None else sorted(each.reference for each in token.patients.all())

    assert found == (given or [])
    assert response.status_code == (422 if given == "refused" else 200)


def test_the_record_of_another_is_not_to_be_chosen(client, cleo, dan, record, clinic):
    new_patient(clinic, "A-2")
    client.force_login(cleo)
    other = dan.memberships.get().patient
    response = client.post(NEW, SAID | {"record": str(other.pk)})

    assert (response.status_code, AccessToken.objects.count()) == (422, 0)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 61}, {"scope": "all"}, {"days": "400"}, {"days": ""}])
def test_what_cannot_be_is_told_and_nothing_is_made(client, ada, wrong):
    client.force_login(ada)
    response = client.post(NEW, SAID | wrong)

    assert (response.status_code, AccessToken.objects.count()) == (422, 0)


def test_a_sixth_is_refused_in_words(client, ada):
    for _each in range(5):
        made(ada, now=timezone.now())
    client.force_login(ada)

    assert "There are 5 already. End one of them first." in client.post(NEW, SAID).content.decode()
    assert NEW not in client.get(PROGRAMS).content.decode()


def test_one_press_ends_ones_own_and_nobody_elses(client, ada, dan):
    mine, secret = made(ada, now=timezone.now())
    theirs, other = made(dan, now=timezone.now())
    client.force_login(ada)

    assert client.post(PROGRAMS, {"end": theirs.pk}).status_code == 404
    assert client.post(PROGRAMS, {"end": "9" * 30}).status_code == 404
    response = client.post(PROGRAMS, {"end": mine.pk})
    assert (response.status_code, response.url) == (302, reverse("sessions"))
    now = timezone.now()
    assert (tokens.use(secret, now), tokens.use(other, now).token) == (None, theirs)


def test_before_one_is_made_it_is_asked_who_it_is(client, ada):
    verified(ada)
    client.force_login(ada)
    later(client)

    assert (client.post(NEW, SAID).status_code, AccessToken.objects.count()) == (302, 0)


def test_a_letter_tells_of_it_without_the_token(client, ada):
    client.force_login(verified(ada))
    secret = secret_on(client.post(NEW, SAID))

    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["ada@example.org"], "A program was let in")
    assert "Bathroom scale" in mail.outbox[0].body
    assert secret not in mail.outbox[0].body


def test_a_new_password_leaves_them_and_says_so(client, ada):
    _token, secret = made(ada, now=timezone.now())
    by_password(client, ada)
    said = {"oldpassword": PASSWORD, "password1": "another long secret"}
    page = client.post(reverse("account_change_password"), said, follow=True).content.decode()

    assert "The programs that you let in go on." in page
    assert tokens.use(secret, timezone.now()) is not None
