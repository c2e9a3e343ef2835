"""Programs: what a token opens, and what it never does."""

import pytest
from django.test import Client
from django.utils import timezone

from people import consent, tokens
from people.models import AuditEvent, Membership, Patient
from tests.cast import new_patient
from tests.symptoms.api.calls import BODIES, refusal
from tests.symptoms.api.kinds import MODELS, ONE, every_kind

NOBODY = "This token lets nobody in: it has ended, or is not one of ours."
LOOKS = "This program was let in to look, not to write."
STRANGER = "There is no such person here, or you have not been given access."


class Program:
    """A program of someone, with addresses below one patient."""

    def __init__(self, user, patient, scope="write", patients=None, two_factors=False):
        self.token, self.secret = self.made(
            user,
            scope=scope,
            patients=patients,
            lasts=tokens.USUAL,
            two_factors=two_factors,
            now=timezone.now(),
        )
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {self.secret}"})
        self.base = f"/api/v1/patients/{patient.pk}/"

    def made(self, user, **how):
        return tokens.make(user, "Scale", **how)

    def ask(self, method, path, body=None):
        return self.client.generic(method, self.base + path, body or {}, content_type="application/json")

    def send(self, method, path, body=None):
        return getattr(self.client, method)(self.base + path, body, content_type="application/json")


@every_kind
def test_a_program_writes_and_reads_what_its_owner_may(record, ada, kind):
    program = Program(ada, record)
    put = program.send("put", f"{kind}/{ONE}/", BODIES[kind])
    listed = program.client.get(f"{program.base}{kind}/")

    assert (put.status_code, listed.status_code) == (201, 200)
    assert [row["author"] for row in listed.json()["results"]] == ["Ada"]


@every_kind
def test_one_that_may_look_writes_nothing_by_any_verb(record, ada, kind):
    Program(ada, record).send("put", f"{kind}/{ONE}/", BODIES[kind])
    program, before = Program(ada, record, scope="read"), list(MODELS[kind].objects.values())
    paths = (f"{kind}/", f"{kind}/{ONE}/", f"{kind}/{ONE}/correction/", "flags/", "flags/1/", "cell-marks/", "visits/")
    told = {
        refusal(program.send(method, path, BODIES[kind]))[0]: refusal(program.send(method, path, BODIES[kind]))[1]
        for path in paths
        for method in ("post", "put", "patch", "delete")
    }

    assert told == {403: [("request", LOOKS)]}
    assert program.client.get(f"{program.base}{kind}/").status_code == 200
    assert list(MODELS[kind].objects.values()) == before


def test_one_that_may_look_does_not_write_under_another_method_s_name(record, ada):
    program = Program(ada, record, scope="read")
    address = f"{program.base}check-ins/?_method=POST"
    program.client.get(address, BODIES["check-ins"], headers={"X-HTTP-Method-Override": "POST"})

    assert MODELS["check-ins"].objects.count() == 0


def test_the_door_asks_what_the_program_was_given_too(record, ada):
    """Also where no method of a request says that something is written."""
    token = Program(ada, record, scope="read").token
    ada.token = token

    assert (list(Patient.objects.visible_to(ada)), list(Patient.objects.writable_by(ada))) == ([record], [])


@pytest.mark.parametrize("scope", ["read", "write"])
def test_a_program_finds_the_records_that_it_was_given_alone(record, clinic, cleo, scope):
    other = new_patient(clinic, "A-2")
    given, all_of_them = Program(cleo, other, scope, patients=[record]), Program(cleo, other, scope)

    assert refusal(given.client.get(given.base)) == (404, [("request", STRANGER)])
    assert all_of_them.client.get(given.base).status_code == 200
    for method, path in (("put", f"measurements/{ONE}/"), ("post", "flags/"), ("delete", f"events/{ONE}/")):
        wanted = 404 if scope == "write" else 403
        assert given.send(method, path, BODIES["measurements"]).status_code == wanted
    assert [row["reference"] for row in given.client.get("/api/v1/patients/").json()["results"]] == ["A-1"]
    assert len(all_of_them.client.get("/api/v1/patients/").json()["results"]) == 2


def test_a_program_never_does_more_than_its_owner(record, ben, dan):
    Membership.objects.filter(user=ben).update(access="read")
    reads, stranger = Program(ben, record), Program(dan, record)

    told = "You can look at this record, but not write in it."
    assert refusal(reads.send("put", f"events/{ONE}/", BODIES["events"])) == (403, [("request", told)])
    assert refusal(stranger.client.get(stranger.base)) == (404, [("request", STRANGER)])


def test_what_its_owner_lost_is_lost_on_the_next_question(record, ada, ben):
    program = Program(ben, record)
    assert program.client.get(program.base).status_code == 200
    consent.end_grant(ben.memberships.get(), by=ada, now=timezone.now())
    assert program.client.get(program.base).status_code == 404

    ben.is_active = False
    ben.save()
    assert refusal(program.client.get(program.base)) == (401, [("request", NOBODY)])


def test_an_ended_one_is_told_so_whatever_else_comes_with_it(record, ada):
    program = Program(ada, record)
    program.client.force_login(ada)
    tokens.end(program.token, by=ada, now=timezone.now())
    response = program.client.get(program.base)

    assert refusal(response) == (401, [("request", NOBODY)])
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer  ", "Bearer alsw_", "bearer \ud83d".encode("utf-8", "replace").decode()]
)
def test_half_a_token_lets_nobody_in(record, ada, client, header):
    client.force_login(ada)
    response = client.get(f"/api/v1/patients/{record.pk}/", headers={"Authorization": header})

    assert refusal(response) == (401, [("request", NOBODY)])


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/account/",
        "/account/programs/",
        "/account/programs/new/",
        "/settings/",
        "/patients/{}/",
        "/patients/{}/people/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_knows_it(record, ada, page, method):
    program = Program(ada, record)
    program.client.handler.enforce_csrf_checks = False
    response = getattr(program.client, method)(page.format(record.pk))

    assert (response.status_code, response.headers["Location"][:16]) == (302, "/accounts/login/")


def test_staff_need_to_have_shown_both_factors_when_it_was_made(record, cleo, ada, settings):
    with_one, with_both, of_ada = Program(cleo, record), Program(cleo, record, two_factors=True), Program(ada, record)
    assert with_one.client.get(with_one.base).status_code == 200
    settings.STAFF_NEED_TWO_FACTORS = True

    told = "This token was made without a second step. Make another on the site."
    assert refusal(with_one.client.get(with_one.base)) == (403, [("request", told)])
    assert [each.client.get(each.base).status_code for each in (with_both, of_ada)] == [200, 200]


def test_the_audit_says_that_it_was_a_program(record, ada):
    program = Program(ada, record)
    program.send("put", f"events/{ONE}/", BODIES["events"])
    program.client.get(f"{program.base}events/")
    program.client.force_login(ada)
    program.client.get(f"{program.base}events/", headers={"Authorization": ""})

    traces = AuditEvent.objects.filter(patient=record).order_by("pk").values_list("verb", "user", "token")
    assert list(traces) == [
        ("write", ada.pk, program.token.pk),
        ("view", ada.pk, program.token.pk),
        ("view", ada.pk, None),
    ]
