"""A fall, one press from the receipt."""

import datetime as dt
import uuid

from django.utils import timezone

from symptoms.models import Event
from symptoms.write import verbs
from tests.symptoms.views.day_page import press


def test_a_fall_is_one_press_from_the_receipt_and_one_press_takes_it_back(client, record, ada, today):
    client.force_login(ada)
    assert "A fall today" not in client.get("/").content.decode()

    press(client, record, "no_change", today)
    verbs.record_check_in(record, today, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())
    assert "A fall today" in client.get("/").content.decode()
    id = str(uuid.uuid4())
    for _again in range(2):
        press(client, record, "fell", today, id=id)
    fall = Event.objects.get()
    assert (fall.kind, fall.start, fall.author, fall.source, str(fall.pk)) == ("fall", today, ada, "self", id)
    page = client.get("/").content.decode()
    assert ("A fall today" in page, "A fall is written down for" in page) == (False, True)

    press(client, record, "fell", today, id=id, take_back="1")
    assert Event.objects.standing().count() == 0
    assert "A fall today" in client.get("/").content.decode()


def test_nobody_takes_back_the_fall_of_another(client, record, ada, ben, today):
    fall = verbs.record_event(record, by=ada, source="self", now=timezone.now(), kind="fall", start=today).entry
    client.force_login(ben)

    assert press(client, record, "fell", today, id=str(fall.pk), take_back="1").status_code == 404
    assert Event.objects.standing().count() == 1


def test_a_fall_on_a_day_to_come_is_refused_in_words(client, record, ada, today):
    client.force_login(ada)
    press(client, record, "fell", today + dt.timedelta(days=2), id=str(uuid.uuid4()))

    assert Event.objects.count() == 0
