import datetime as dt

import pytest
from django.urls import reverse

from exchange.imports import noting
from exchange.models import Import
from people.models import AuditEvent
from symptoms.models import Measurement
from symptoms.write import verbs
from tests.cast import NOW
from tests.symptoms.write.bringing import DAY, bring_in


@pytest.fixture
def brought(clinic, record, cleo):
    bring_in(clinic, f"A-1,{DAY},self,70,,", f"N-1,{DAY},self,80,,", by=cleo)
    return Import.objects.get()


def test_a_clinician_sees_what_came_in_and_takes_it_back_in_one_press(client, brought, cleo):
    client.force_login(cleo)
    assert [noted.pk for noted in client.get(reverse("imports")).context["page"]] == [brought.pk]

    response = client.post(reverse("import_of", args=[brought.pk]), follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert told == ["2 entries were taken back. Closed, for nothing else stands in them: N-1."]
    assert not Measurement.objects.standing().exists()
    assert response.context["noted"].taken_back_by == cleo


def test_what_others_said_since_is_told_and_stays(client, brought, record, cleo):
    verbs.record_measurement(record, DAY, {"weight": 71}, by=cleo, source="self", now=NOW + dt.timedelta(hours=1))
    client.force_login(cleo)

    told = client.get(reverse("import_of", args=[brought.pk])).context["told"]

    assert [(said.patient, said.day, str(said.what), said.who) for said in told.beside] == [
        (record, DAY, "Measurement", "Cleo")
    ]
    assert (told.standing, told.created) == (2, ["N-1"])


def test_a_person_sees_their_own_and_no_other(client, brought, record, ada, ben, dan):
    bring_in(record.clinic, f"A-1,{DAY},self,69,,", by=ada, now=NOW + dt.timedelta(hours=1))
    own = Import.objects.get(by=ada)

    client.force_login(ada)
    assert [noted.pk for noted in client.get(reverse("imports")).context["page"]] == [own.pk]
    assert client.get(reverse("import_of", args=[brought.pk])).status_code == 404
    for other in (ben, dan):
        client.force_login(other)
        assert client.get(reverse("import_of", args=[own.pk])).status_code == 404
        assert client.post(reverse("import_of", args=[own.pk])).status_code == 404
    assert Import.objects.filter(taken_back_at=None).count() == 2
    assert AuditEvent.objects.filter(verb="refused").count() == 5


def test_who_may_open_a_record_no_more_sees_nothing_that_they_brought_into_it(client, brought, clinic, record, ben):
    noted = noting.begin(clinic, Import.Kind.CSV, by=ben, now=NOW)
    noted.patients.add(record)
    client.force_login(ben)
    assert client.get(reverse("import_of", args=[noted.pk])).status_code == 200

    ben.memberships.all().delete()

    assert client.get(reverse("import_of", args=[noted.pk])).status_code == 404


def test_the_queries_of_the_page_do_not_grow_with_the_rows(client, clinic, record, cleo, django_assert_num_queries):
    client.force_login(cleo)
    days = [DAY - dt.timedelta(ago) for ago in range(60)]
    for number in (1, 60):
        moment = NOW + dt.timedelta(hours=number)
        bring_in(clinic, *(f"A-1,{day},self,{70 + number / 100},," for day in days[:number]), by=cleo, now=moment)
        client.get(reverse("imports"))
        with django_assert_num_queries(13):
            client.get(reverse("import_of", args=[Import.objects.get(made_at=moment).pk]))
