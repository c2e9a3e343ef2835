"""Somebody's first day: each question one press, nothing asked twice, left and resumed at any page."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Patient, User
from symptoms.day import reminders
from symptoms.day.plan import change_plan
from symptoms.models import CheckIn, FirstDay, Plan
from symptoms.read.plans import plan_of
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.write import verbs
from symptoms.write.ending import close_record
from tests.symptoms.views.first import at, press, remembered, root, text


@pytest.fixture
def today(own):
    return local_day(own, timezone.now())


# --- Plan and reminders ---------------------------------------------------------------------------------------------


def test_what_to_follow_is_one_press_or_one_topic_after_another(hers, own, today):
    assert press(hers, own, "parts", "topics") == "often/"
    assert plan_of(own, today).left_out == ["cramps", "fatigue", "twitches", "week"]
    assert press(hers, own, "everything", "topics") == "often/"
    assert plan_of(own, today).left_out == []

    assert press(hers, own, "one_by_one", "topics") == "topics/twitches/"
    assert press(hers, own, "no", "topics", "twitches") == "topics/cramps/"
    assert press(hers, own, "yes", "topics", "cramps") == "topics/fatigue/"
    assert press(hers, own, "skip", "topics", "fatigue") == "topics/week/"
    assert press(hers, own, "no", "topics", "week") == "often/"
    assert plan_of(own, today).left_out == ["twitches", "week"]


def test_how_often_and_when_to_be_reminded_are_a_press_each(hers, own, fay, today):
    assert press(hers, own, "weekly", "often") == "reminder/"
    assert press(hers, own, "18", "reminder") == "helpers/"
    assert press(hers, own, "nobody", "helpers") == "clinic/"

    reminder = reminders.reminder_of(own, fay)
    assert (plan_of(own, today).cadence, reminder.on, reminder.hour) == ("weekly", True, 18)
    hours = [hers.get(at(own, "reminder"), query).context["asked"].answers for query in ({}, {"from": "1"})]
    assert [[answer.value for answer in page] for page in hours] == [["off", "8", "12", "18", "20"], ["10", "15"]]


# --- The end, and on the way ----------------------------------------------------------------------------------------


def test_the_receipt_says_what_was_saved_and_that_there_is_nothing_more_to_do(hers, own, today):
    press(hers, own, "not_sure", "began", "hand.left", "year")
    press(hers, own, "2", "now", today, "hand.left")
    press(hers, own, "others", "now", today)
    press(hers, own, "parts", "topics")
    press(hers, own, "weekly", "often")
    press(hers, own, "18", "reminder")
    assert press(hers, own, "done", "clinic") == "end/"
    receipt = text(hers.get(at(own, "end")))

    for said in (
        "There is nothing more to do today.",
        "by Fay for",
        "Where it began, you said: left hand and fingers, not sure when.",
        "You want to log: Once a week.",
        "Not asked: Cramps, Tiredness, Twitches, The past week.",
        "Reminder by e-mail at 18:00, by the time of Berlin (Europe).",
    ):
        assert said in receipt
    home = text(hers.get("/"))
    for asked in ("The start", "Go on with", "Function check", "questions of this week", "weak from the start"):
        assert asked not in home
    assert hers.get(root(own))["Location"] == at(own, "end")


def test_what_was_begun_and_not_finished_is_recorded_at_the_end(hers, own, today):
    press(hers, own, "2", "now", today, "hand.left")
    assert press(hers, own, "skip", "now", today) == "topics/"
    press(hers, own, "done", "clinic")

    assert values_of(CheckIn.objects.get()) == {"weakness.hand.left": 2}


def test_every_question_can_be_skipped_and_then_nothing_is_saved(hers, own, today):
    led = hers.get(root(own))["Location"].removeprefix(root(own))
    seen = []
    while not led.startswith("end"):
        seen.append(led.partition("/")[0])
        hers.get(root(own) + led)
        led = press(hers, own, "skip", *led.strip("/").split("/"))

    assert seen == ["place", "began", "now", "topics", "often", "reminder", "helpers", "clinic"]
    assert "Nothing was saved for today." in text(hers.get(at(own, "end")))
    assert (CheckIn.objects.count(), Plan.objects.count(), remembered()) == (0, 0, [])


def test_it_is_left_at_any_page_and_resumed_at_the_same_one(hers, own, today):
    assert "The start: a few questions" in text(hers.get("/"))
    pages = ["place/", "began/", "began/left_arm/", f"now/{today}/neck/", "topics/cramps/", "reminder/", "helpers/"]
    for page in pages:
        hers.get(root(own) + page)
        assert "Go on with the start" in text(hers.get("/"))
        assert hers.get(root(own))["Location"] == root(own) + page


def test_resumed_on_another_day_the_parts_are_asked_for_that_day(hers, own, today):
    hers.get(at(own, "now", today - dt.timedelta(3), "neck"))

    assert hers.get(root(own))["Location"] == at(own, "now", today)


def test_it_can_be_skipped_for_good(hers, own, today):
    hers.get(at(own, "began"))
    assert "What you said is kept" in text(hers.get(at(own, "leave")))
    assert press(hers, own, "never", "leave") == "end/"

    assert "start" not in text(hers.get("/"))
    assert FirstDay.objects.get().ended_at is not None


def test_every_page_has_a_way_back_and_says_how_far_it_is(hers, own, today):
    numbers = []
    for page in ("place", "began", f"now/{today}", "topics", "often", "reminder", "helpers", "clinic"):
        shown = hers.get(at(own, page))
        numbers.append((shown.context["number"], shown.context["count"]))
        assert f'href="{shown.context["back_url"]}"' in shown.content.decode()

    assert numbers == [(n, 8) for n in range(1, 9)]


# --- Nothing is asked twice -----------------------------------------------------------------------------------------


def test_of_a_record_that_a_clinic_made_only_what_is_not_known_is_asked(client, record, ada, ben):
    client.force_login(ada)
    client.get(root(record))
    assert FirstDay.objects.get().asked == ["began", "now", "topics", "often", "reminder", "clinic"]

    clinic = text(client.get(at(record, "clinic")))
    assert "Your clinic: North Clinic" in clinic
    assert "In an emergency, call your emergency number. Nobody reads this page for you." in clinic


def test_what_was_said_elsewhere_before_is_not_asked(client, record, ada, cleo):
    Patient.objects.filter(pk=record.pk).update(onset_cell="hand.left", name="")
    User.objects.filter(pk=ada.pk).update(email=None)
    change_plan(record, local_day(record, timezone.now()), by=cleo, cadence="weekly")
    client.force_login(ada)
    client.get(root(record))

    assert FirstDay.objects.get().asked == ["name", "now", "helpers", "clinic"]


def test_the_number_stays_true_while_questions_are_answered(client, record, ada):
    client.force_login(ada)
    press(client, record, "daily", "often")

    assert "The start: 5 of 7" in text(client.get(at(record, "reminder")))


def test_who_has_logged_before_is_not_asked_to_start(client, record, ada):
    today = local_day(record, timezone.now())
    verbs.record_check_in(record, today, {"weakness.neck": 4}, by=ada, source="self", now=timezone.now())
    client.force_login(ada)

    assert "start" not in text(client.get("/"))


# --- Whose it is ----------------------------------------------------------------------------------------------------


def test_it_is_the_persons_own_and_of_nobody_else(client, record, ada, ben, cleo, dan):
    day = local_day(record, timezone.now())
    for user, status in ((ben, 403), (cleo, 403), (dan, 404)):
        client.force_login(user)
        for page in (root(record), at(record, "often"), at(record, "now", day), at(record, "end"), at(record, "leave")):
            assert client.get(page).status_code == status
        assert client.post(at(record, "often"), {"answer": "weekly"}).status_code == status
    for user in (ben, cleo):
        client.force_login(user)
        assert "The start" not in text(client.get("/", follow=True))

    assert (FirstDay.objects.count(), Plan.objects.count()) == (0, 0)


def test_of_a_closed_record_nothing_is_asked(client, record, ada, cleo):
    close_record(record, why="moved", on=dt.date(2026, 11, 1), by=cleo, now=timezone.now())
    client.force_login(ada)

    assert client.get(root(record)).status_code == 403
    assert "The start" not in text(client.get("/"))


def test_who_was_signed_out_comes_back_to_the_same_question_with_the_press_marked(client, own, fay):
    response = client.post(at(own, "often"), {"answer": "weekly"})
    assert response["Location"].endswith(f"next={at(own, 'often')}")
    pressed = client.session["pressed"]
    client.force_login(fay)
    session = client.session
    session["pressed"] = pressed
    session.save()

    assert "Press it once more: it is marked." in text(client.get(at(own, "often")))
    assert Plan.objects.count() == 0
