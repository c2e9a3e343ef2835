"""Who may open and write what is remembered of when parts began."""

import pytest
from django.utils import timezone

from people.models import AuditEvent, Membership
from symptoms.models import RememberedOnset
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import person
from tests.symptoms.views.began import press, url


@pytest.fixture
def weak(record, ada):
    values = {"weakness.hand.left": 2, "weakness.foot.right": 3}
    today = local_day(record, timezone.now())
    verbs.record_check_in(record, today, values, by=ada, source="self", now=timezone.now())


PLACES = [(), ("hand.left",), ("hand.left", "quarter"), ("hand.left", "month")]


@pytest.mark.parametrize("names", PLACES)
def test_the_pages_are_closed_to_strangers_and_readers_may_only_look(client, record, dan, names):
    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="clinician", access="read")
    statuses = []
    for user in (dan, reader):
        client.force_login(user)
        statuses += [client.get(url(record, *names)).status_code, press(client, record, "not_sure", *names).status_code]

    assert statuses == ([404, 404, 403, 403] if names else [404, 405, 200, 405])
    assert not RememberedOnset.objects.exists()


@pytest.mark.parametrize("names", PLACES)
def test_the_pages_ask_to_sign_in_first(client, record, names):
    assert client.get(url(record, *names))["Location"] == f"/accounts/login/?next={url(record, *names)}"


def test_a_reader_sees_no_way_to_write(client, record, ada, weak):
    verbs.remember_onset(record, "hand.left", "not_sure", by=ada, source="self", now=timezone.now())
    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="caregiver", access="read")
    client.force_login(reader)
    page = client.get(url(record))

    assert "Not sure when" in page.content.decode()
    assert "/began/hand.left/" not in page.content.decode()
    assert not page.context["first_url"]


def test_who_opens_the_list_or_a_question_has_looked(client, record, ben, weak):
    client.force_login(ben)
    client.get(url(record))
    client.get(url(record, "hand.left"))

    assert AuditEvent.objects.filter(verb="view", user=ben, patient=record).count() == 2


@pytest.mark.parametrize("names", [("nose",), ("hand.left", "week")])
def test_there_is_no_question_about_anything_else(ada_at, record, names):
    assert (ada_at.get(url(record, *names)).status_code, press(ada_at, record, "2020", *names).status_code) == (
        404,
        404,
    )


def test_the_pages_take_few_queries(ada_at, record, weak, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        ada_at.get(url(record))
    with django_assert_max_num_queries(10):
        ada_at.get(url(record, "hand.left"))
