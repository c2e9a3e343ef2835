"""One letter before a visit, by the reminder that somebody chose."""

import datetime as dt
import zoneinfo

import pytest
from django.core import mail

from care.before.letters import send_due
from care.models import VisitLetter
from people.models import Membership, OutgoingMail
from symptoms.day.plan import change_plan
from symptoms.day.reminders import choose
from tests.care.before.asking import said, visit_coming

pytestmark = pytest.mark.django_db
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def letters():
    return [each.to for each in OutgoingMail.objects.order_by("pk")] + [each.to for each in mail.outbox]


def at(day, before, hour=18):
    return dt.datetime.combine(day - dt.timedelta(before), dt.time(hour), BERLIN)


def test_ada_and_ben_get_one_letter_each_for_a_visit_and_it_tells_nothing(record, ada, ben, cleo):
    day = visit_coming(record, cleo, days=20)
    choose(record, ada, 18)
    choose(record, ben, 8)

    assert send_due(now=at(day, 15, 20)) == 0
    assert send_due(now=at(day, 14, 7)) == 0
    assert send_due(now=at(day, 14, 8)) == 1
    assert send_due(now=at(day, 14, 18)) == 1
    assert [send_due(now=at(day, before, hour)) for before in (14, 3, 0) for hour in (18, 20)] == [0] * 6
    assert letters() == [[ben.email], [ada.email]]
    texts = [each.subject + each.text for each in OutgoingMail.objects.all()]
    texts += [each.subject + each.body for each in mail.outbox]
    assert not any(word in text for text in texts for word in ("Ada", "Ben", "Cleo", "ALS", "Clinic"))
    assert all(f"/patients/{record.pk}/before-visit/" in text for text in texts)


@pytest.mark.parametrize("why", ["no reminder", "off", "paused", "said", "at night", "over", "left", "closed"])
def test_nobody_else_is_written_to(record, ada, cleo, why):
    day = visit_coming(record, cleo)
    now = at(day, 5, 22 if why == "at night" else 18) if why != "over" else at(day, -1)
    if why != "no reminder":
        choose(record, ada, None if why == "off" else 18)
    if why == "paused":
        change_plan(record, day - dt.timedelta(8), by=ada, cadence="pause")
    if why == "said":
        said(record, ada, "matter_1", "falls")
    if why == "left":
        Membership.objects.filter(user=ada).update(ends_at=Membership.objects.get(user=ada).starts_at)
    if why == "closed":
        record.ended_on, record.ended_why = day - dt.timedelta(20), "mistake"
        record.save()

    assert (send_due(now=now), letters(), VisitLetter.objects.count()) == (0, [], 0)


def test_a_letter_that_could_not_be_kept_is_not_marked_as_sent(record, ada, cleo, settings):
    day = visit_coming(record, cleo)
    choose(record, ada, 18)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "nowhere.Backend"
    assert (send_due(now=at(day, 5)), VisitLetter.objects.count()) == (0, 0)
    settings.EMAIL_BACKEND = working

    assert (send_due(now=at(day, 5)), VisitLetter.objects.count()) == (1, 1)


def test_whoever_was_asked_is_not_looked_at_again(record, ada, cleo, django_assert_num_queries):
    day = visit_coming(record, cleo)
    choose(record, ada, 18)
    assert send_due(now=at(day, 5)) == 1

    with django_assert_num_queries(1):
        assert send_due(now=at(day, 4)) == 0
