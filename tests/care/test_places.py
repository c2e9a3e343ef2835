"""How the places in the list keep up with what they are made of."""

import datetime as dt
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from care import places
from care.answers import answer_sign
from care.models import Place
from clinical.need import Group
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.record.days import local_day
from symptoms.write import verbs


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def raised(record, ada, now):
    """A sign that waits, and the place that is made of it."""
    today = local_day(record, now)
    verbs.record_check_in(record, today, {"signs.morning_headache": 4}, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    assert (places.catch_up_some(now), places.catch_up_some(now)) == (1, 0)
    return {"patient": record, "rule": "R07", "since": today}


def elsewhere(call):
    """A thread that does it, with a database connection of its own."""

    def closing():
        try:
            call()
        finally:
            connection.close()

    thread = Thread(target=closing)
    thread.start()
    return thread


@pytest.mark.django_db
def test_a_page_asks_for_what_is_marked_and_the_job_also_for_what_nobody_marked(raised, now):
    Report.objects.update(computed_at=now + dt.timedelta(minutes=1))  # as a program of before the marks writes it

    assert (places.catch_up_some(now), places.catch_up(now), places.catch_up(now)) == (0, 1, 0)


@pytest.mark.django_db
def test_a_page_looks_by_index_at_what_is_marked(raised):
    Report.objects.to_place(raised["patient"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    told = Report.objects.filter(placed=False).values_list("pk", flat=True).explain()

    assert "report_to_place" in told


@pytest.mark.django_db(transaction=True)
def test_what_is_answered_while_a_place_is_made_of_what_stood_before_marks_it_again(raised, cleo, now, monkeypatch):
    answering, read = [], places.answers_of

    def then_answered(patients):
        stood = read(patients)
        answer = {"action": "closed", "reason": "known", "by": cleo, "now": now}
        answering.append(elsewhere(lambda: answer_sign(**raised, **answer)))
        answering[0].join(0.5)  # as long as it could be done, were it not made to wait
        return stood

    Report.objects.to_place(raised["patient"])
    with monkeypatch.context() as patched:
        patched.setattr(places, "answers_of", then_answered)
        places.catch_up_some(now)
    answering[0].join()

    assert Place.objects.get().group == Group.WEEK
    assert (places.catch_up_some(now), Place.objects.get().group) == (1, Group.NOTHING)


@pytest.mark.django_db(transaction=True)
def test_a_page_does_not_wait_for_who_is_writing(raised, now):
    report = Report.objects.filter(pk=raised["patient"].pk)
    with transaction.atomic():
        report.to_place(raised["patient"])
        if connection.vendor == "postgresql":  # SQLite has one writer, for whom the page waits
            looking = elsewhere(lambda: places.catch_up_some(now))
            looking.join(10)
            assert not looking.is_alive()

    assert places.catch_up_some(now) == 1
