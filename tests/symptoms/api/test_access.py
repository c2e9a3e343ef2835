"""Who gets in, with what, and what it leaves behind."""

from django.test import Client

from people.models import AuditEvent, Membership
from tests.symptoms.api.calls import BODIES, Caller, refusal
from tests.symptoms.api.kinds import MODELS, ONE, every_kind

STRANGER = ("request", "There is no such person here, or you have not been given access.")


@every_kind
def test_a_stranger_finds_nothing(record, dan, kind):
    dan = Caller(dan, record)

    asked = [dan.get(f"{kind}/"), dan.post(f"{kind}/", BODIES[kind]), dan.put(f"{kind}/{ONE}/", BODIES[kind])]
    assert [refusal(response) for response in asked] == [(404, [STRANGER])] * 3
    assert MODELS[kind].objects.count() == 0


@every_kind
def test_who_may_look_but_not_write_is_told_so(record, ada, ben, kind):
    Membership.objects.filter(user=ben).update(access="read")
    ben = Caller(ben, record)
    may_not = (403, [("request", "You can look at this record, but not write in it.")])

    assert ben.get(f"{kind}/").status_code == 200
    assert refusal(ben.post(f"{kind}/", BODIES[kind])) == may_not
    assert refusal(ben.put(f"{kind}/{ONE}/", BODIES[kind])) == may_not
    assert refusal(ben.delete(f"{kind}/{ONE}/")) == may_not
    assert MODELS[kind].objects.count() == 0


def test_nobody_is_asked_to_sign_in_first(client, record):
    response = client.get(f"/api/v1/patients/{record.pk}/check-ins/")

    assert refusal(response) == (401, [("request", "Authentication credentials were not provided.")])


def test_a_write_needs_the_token_of_the_session(record, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    url = f"/api/v1/patients/{record.pk}/check-ins/{ONE}/"
    without = client.put(url, BODIES["check-ins"], content_type="application/json")
    token = client.get("/api/v1/token/").json()["token"]
    with_it = client.put(url, BODIES["check-ins"], content_type="application/json", headers={"X-CSRFToken": token})

    assert refusal(without) == (403, [("request", "CSRF Failed: CSRF cookie not set.")])
    assert with_it.status_code == 201


def test_looking_and_writing_leave_their_trace(record, ada):
    ada = Caller(ada, record)
    ada.put(f"check-ins/{ONE}/", BODIES["check-ins"])
    ada.get("check-ins/")
    ada.delete(f"check-ins/{ONE}/")

    traces = AuditEvent.objects.order_by("pk").values_list("verb", "detail")
    assert list(traces) == [("write", f"checkin {ONE}"), ("view", ""), ("retract", f"checkin {ONE}")]


def test_the_token_is_for_who_is_signed_in(client):
    assert client.get("/api/v1/token/").status_code == 401
