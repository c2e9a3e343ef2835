"""Undo: one press takes an entry back, and it stays on record."""

import uuid

from django.urls import reverse

from symptoms.models import CheckIn
from tests.symptoms.views.day_page import DAY, log, press, said, standing, url


def test_undo_takes_the_entry_back_and_it_stays_on_record(client, record, ada, today):
    said(record, today - DAY, ada, weakness__neck=3)
    client.force_login(ada)
    id = str(uuid.uuid4())
    press(client, record, "no_change", today, id=id)
    for _ in range(2):
        press(client, record, "undo", today, id=id)

    assert [day for _, _, day, _ in standing(record)] == [today - DAY]
    assert CheckIn.objects.get(pk=id).status == "error"
    assert client.get(url(record)).context["page"].can_be_same


def test_undo_of_a_change_gives_the_earlier_answers_of_the_day_back(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today, weakness__neck="3", weakness__speech="4")
    log(client, record, today, weakness__neck="1")
    press(client, record, "undo", today, id=str(CheckIn.objects.standing().get().pk))

    assert standing(record) == [("Ada", "self", today, {"weakness.neck": 3, "weakness.speech": 4})]
    for _ in range(2):
        press(client, record, "undo", today, id=str(CheckIn.objects.order_by("made_at").last().pk))
    assert standing(record) == []


def test_undo_amid_further_answers_leaves_what_was_taken_back_out_of_the_next_entry(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today, weakness__neck="1")
    recorded = CheckIn.objects.standing().get().pk
    client.post(reverse("question", args=[record.pk, today, "all", "weakness.speech"]), {"answer": "3"})
    press(client, record, "undo", today, id=str(recorded))
    press(client, record, "done", today)

    assert standing(record) == [("Ada", "self", today, {"weakness.speech": 3})]


def test_nobody_undoes_what_another_said(client, record, ada, ben, today):
    said(record, today, ada, weakness__neck=3)
    client.force_login(ben)

    assert press(client, record, "undo", today, id=str(CheckIn.objects.get().pk)).status_code == 404
    assert len(standing(record)) == 1
