"""“No change”: one press, for whom it is offered, and what it goes back to."""

import uuid

from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.record.days import spoken
from tests.symptoms.views.day_page import DAY, answer, buttons, press, said, standing, told, url


def test_no_change_is_one_press_and_says_everything_again(client, record, ada, today):
    said(record, today - 5 * DAY, ada, weakness__neck=3, weakness__speech=4, cramps__count=2, falls=1)
    said(record, today - 2 * DAY, ada, weakness__neck=2, fatigue__now=6)
    client.force_login(ada)
    page = client.get(url(record)).context["page"]
    assert (page.can_be_same, page.last.day) == (True, today - 2 * DAY)

    press(client, record, "no_change", today, id=str(page.new_id))

    entry = CheckIn.objects.get(pk=page.new_id)
    assert (entry.day, values_of(entry)) == (today, {"weakness.neck": 2, "weakness.speech": 4, "fatigue.now": 6})
    assert (entry.weakness.confirmed_same, entry.fatigue.confirmed_same) == (True, True)
    assert client.get(url(record)).context["page"].receipts[0].same


def test_no_change_pressed_twice_or_in_two_tabs_is_one_entry(client, record, ada, today):
    said(record, today - DAY, ada, weakness__neck=3)
    client.force_login(ada)
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    for id in (one, one, other):
        press(client, record, "no_change", today, id=id)

    assert list(CheckIn.objects.filter(day=today).values_list("pk", flat=True)) == [uuid.UUID(one)]


def test_no_change_without_anything_said_before_says_so(client, record, ada, today):
    client.force_login(ada)
    response = press(client, record, "no_change", today, id=str(uuid.uuid4()))

    assert told(response) == ["Nothing was said before this day, so there is nothing to be the same as."]
    assert standing(record) == []


def test_no_change_is_not_offered_to_who_has_said_something_of_the_day(client, record, ada, ben, today):
    said(record, today - DAY, ada, weakness__neck=3)
    client.force_login(ada)
    answer(client, record, today, weakness__neck="2")
    assert not client.get(url(record)).context["page"].can_be_same
    press(client, record, "done", today)
    assert not client.get(url(record)).context["page"].can_be_same

    client.force_login(ben)
    assert client.get(url(record)).context["page"].can_be_same


def test_no_change_names_the_day_it_goes_back_to_and_on_that_very_day_the_others_entry(client, record, ada, ben, today):
    said(record, today - DAY, ada, weakness__neck=3)
    client.force_login(ben)
    assert buttons(client, record, today)[0] == f"No change since {spoken(today - DAY)}"

    said(record, today, ada, weakness__neck=2)
    for day in (today, today - DAY):
        assert buttons(client, record, day)[0] == "No change since the other entry for this day"
