"""The answer of the care team to a sign."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import SignAnswer
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs

DAY = dt.timedelta(days=1)


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def raised(record, ada, today):
    """R07 of today, in the stored report."""
    verbs.record_check_in(record, today, {"signs.morning_headache": 4}, by=ada, source="self", now=timezone.now())
    maker.refresh(record.pk, now=timezone.now())
    return {"rule": "R07", "since": str(today)}


def send(client, record, **said):
    return client.post(reverse("respond_to_flag", args=[record.pk]), {"id": str(uuid.uuid4()), **said})


def test_the_care_team_answers_a_flag(client, record, cleo, today, raised):
    client.force_login(cleo)
    response = send(client, record, **raised, action="snoozed", until=str(today + 7 * DAY))

    answer = SignAnswer.objects.get()
    assert response["Location"] == f"{reverse('dashboard', args=[record.pk])}#sign-{record.pk}-R07"
    assert (answer.rule, answer.since, answer.action, answer.until) == ("R07", today, "snoozed", today + 7 * DAY)


@pytest.mark.parametrize("wrong", [{"rule": "R01"}, {"since": "2020-01-01"}])
def test_a_flag_that_was_never_raised_is_not_answered_and_the_page_says_so(client, record, cleo, raised, wrong):
    client.force_login(cleo)
    said = {**raised, "action": "acknowledged", **wrong}
    response = send(client, record, **said)

    sentence = f"{said['rule']} was not raised on {said['since']}."
    assert (response.status_code, response.context["form"].errors) == (422, {"rule": [sentence]})
    assert f'<li class="error">{sentence}</li>' in response.content.decode()
    assert SignAnswer.objects.count() == 0


def test_a_day_typed_below_another_answer_than_later_is_left_aside(client, record, cleo, today, raised):
    client.force_login(cleo)
    send(client, record, **raised, action="dealt_with", until=str(today))

    assert list(SignAnswer.objects.values_list("action", "reason", "until")) == [("closed", "dealt_with", None)]


@pytest.mark.parametrize("days", [None, 0])
def test_a_flag_put_off_needs_a_day_to_come(client, record, cleo, today, raised, days):
    client.force_login(cleo)
    until = "" if days is None else str(today + days * DAY)
    response = send(client, record, **raised, action="snoozed", until=until)

    assert (response.status_code, response.context["form"].errors) == (422, {"until": ["A day after today is needed."]})
    assert SignAnswer.objects.count() == 0


def test_only_the_care_team_answers_a_flag(client, record, ada):
    client.force_login(ada)
    assert client.get(reverse("respond_to_flag", args=[record.pk])).status_code == 403
