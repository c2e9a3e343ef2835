"""What is looked at again, as the team sees it and answers it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import DueAnswer
from symptoms.derive import maker
from symptoms.record.days import local_day
from tests.reports.opened import opened, queries, text

DAY = dt.timedelta(days=1)


@pytest.fixture
def today(record):
    maker.refresh(record.pk, now=timezone.now())
    return local_day(record, timezone.now())


def send(client, record, task, **said):
    return client.post(reverse("due_task", args=[record.pk, task]), {"id": str(uuid.uuid4()), **said})


def test_the_page_holds_all_nine_with_their_sources_and_what_is_due_first(record, cleo, today):
    page = text(opened(cleo, "due", record))

    names = ("Breathing test Due", "Weight Due", "Planning ahead Due", "Swallowing, tube talk Nothing asks for it.")
    assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
    assert "NICE QS126: at diagnosis, then every 2 to 3 months." in page


def test_before_the_first_report_it_is_said_that_it_is_being_worked_out(record, cleo):
    assert "being worked out for the first time" in text(opened(cleo, "due", record))


def test_one_press_says_that_it_was_done_and_one_takes_it_back(client, record, cleo, today):
    client.force_login(cleo)
    board = reverse("dashboard", args=[record.pk])
    response = send(client, record, "mind", press="today", next=board)
    answer = DueAnswer.objects.get()
    assert (response["Location"], answer.action, answer.on) == (f"{board}#due-mind", "done", today)

    response = send(client, record, "mind", press="undo", answer=str(answer.pk))
    assert response["Location"] == f"{reverse('due', args=[record.pk])}#due-mind"
    assert DueAnswer.objects.get(of=answer).action == "taken_back"


@pytest.mark.parametrize(
    ("action", "days", "said"),
    [("done", -3, ("on", "until")), ("not_now", 30, ("until", "on")), ("declined", 90, ("until", "on"))],
)
def test_the_form_says_on_which_day(client, record, cleo, today, action, days, said):
    client.force_login(cleo)
    day = today + days * DAY
    send(client, record, "voice", action=action, day=str(day))

    answer = DueAnswer.objects.get()
    assert (answer.action, getattr(answer, said[0]), getattr(answer, said[1])) == (action, day, None)


def test_a_day_that_is_missing_is_asked_for_and_what_was_chosen_stays(client, record, cleo, today):
    client.force_login(cleo)
    response = send(client, record, "voice", action="not_now", day="")

    assert (response.status_code, DueAnswer.objects.count()) == (422, 0)
    assert response.context["form"].errors == {"day": ["A day after today is needed."]}
    assert '<input type="radio" name="action" value="not_now" checked>' in response.content.decode()


def test_a_choice_is_told_neutrally_with_who_said_it(client, record, cleo, today):
    client.force_login(cleo)
    send(client, record, "voice", action="declined", day="")

    page = text(client.get(reverse("due", args=[record.pk])))
    assert "Keeping the voice The person does not want it, last" not in page
    assert "Keeping the voice The person does not want it." in page
    assert "The person does not want it: Cleo, " in page


def test_neither_the_person_nor_who_helps_sees_it(client, record, ada, ben, today):
    for who in (ada, ben):
        client.force_login(who)
        assert [client.get(reverse("due", args=[record.pk])).status_code, send(client, record, "mind").status_code] == [
            403,
            403,
        ]


def test_the_list_takes_as_many_queries_with_answers_as_without(client, record, cleo, today):
    before = queries(cleo, "due", record)
    client.force_login(cleo)
    for task in ("mind", "voice", "weight"):
        send(client, record, task, press="today")

    assert queries(cleo, "due", record) == before == 8


def test_the_screen_shows_six_of_them_due_first(client, record, cleo, today):
    client.force_login(cleo)
    for task in ("mind", "voice"):
        send(client, record, task, press="today")
    boxes = opened(cleo, "dashboard", record).context["bands"].boxes

    assert [(box.title, box.overdue) for box in boxes] == [
        *((title, True) for title in ("Breathing test", "Weight", "Caregiver", "Planning ahead")),
        ("Thinking and mood", False),
        ("Swallowing, tube talk", False),
    ]
