import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from people.models import AuditEvent, Patient
from symptoms.models import CheckIn, FunctionCheck, RememberedOnset, Treatment
from tests.symptoms.api.calls import Caller

TWENTY = 20
BODIES = {
    "check-ins": (CheckIn, {"day": "2026-03-02", "weakness": {"hand.left": 3}}),
    "treatments": (Treatment, {"kind": "riluzole", "start": "2026-01-05"}),
    "remembered-onsets": (RememberedOnset, {"cell": "neck", "precision": "month", "month": "2025-06-01"}),
}


def at_once(call):
    """What twenty threads got, each with a database connection of its own."""

    def closing(number):
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TWENTY) as threads:
        return list(threads.map(closing, range(TWENTY)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", BODIES)
def test_the_same_entry_put_twenty_times_at_once_is_one_row(record, ada, kind):
    model, body = BODIES[kind]
    path = f"{kind}/{uuid.uuid4()}/"
    callers = [Caller(ada, record) for _ in range(TWENTY)]
    responses = at_once(lambda number: callers[number].put(path, body))

    assert sorted(response.status_code for response in responses) == [200] * 19 + [201]
    assert {response.content for response in responses} == {responses[0].content}
    assert (model.objects.count(), AuditEvent.objects.filter(verb="write").count()) == (1, 1)
    assert Patient.objects.get(pk=record.pk).data_version == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_for_one_day_at_once_leave_one_that_counts_and_lose_none(record, ada):
    callers = [Caller(ada, record) for _ in range(TWENTY)]
    body = {"day": "2026-03-02"}
    at_once(lambda number: callers[number].post("check-ins/", body | {"fatigue": {"now": number % 10}}))

    assert (CheckIn.objects.count(), CheckIn.objects.standing().count()) == (TWENTY, 1)
    assert Patient.objects.get(pk=record.pk).data_version == TWENTY


@pytest.mark.django_db(transaction=True)
def test_of_twenty_function_checks_of_neighbouring_days_at_once_one_is_taken(record, ada):
    callers = [Caller(ada, record) for _ in range(TWENTY)]
    responses = at_once(
        lambda number: callers[number].post(
            "function-checks/", {"day": f"2026-02-{1 + number % 13:02}", "function": {"speech": 4}}
        )
    )

    days = set(FunctionCheck.objects.standing().values_list("day", flat=True))
    assert len(days) == 1
    assert {response.status_code for response in responses} == {201, 400}


@pytest.mark.django_db(transaction=True)
def test_of_twenty_corrections_at_once_one_counts(record, ada):
    callers = [Caller(ada, record) for _ in range(TWENTY)]
    path, body = f"treatments/{uuid.uuid4()}/", {"kind": "riluzole", "start": "2026-01-05"}
    callers[0].put(path, body)
    responses = at_once(lambda number: callers[number].post(f"{path}correction/", body | {"stop": "2026-02-01"}))

    assert sorted(response.status_code for response in responses) == [201] + [409] * 19
    assert Treatment.objects.standing().count() == 1
