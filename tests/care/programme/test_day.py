"""Ada goes through today's exercises: a press an answer, and what 8.1 says where it holds."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from care.models import ExerciseAnswer
from people.models import AuditEvent
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse
from tests.care.programme.setting import STRETCH, WALK, page, programme, said, sore, step, today_of

pytestmark = pytest.mark.django_db
NOBODY = "This message is only on your screen. Nobody has been told."
LESS = "Do less next time and tell your physiotherapist."


def standing(record):
    rows = ExerciseAnswer.objects.standing().filter(patient=record).order_by("day", "item__place")
    names = ("done", "minutes", "effort", "could_talk", "tired", "sore", "breathless")
    return {row.item.name: tuple(getattr(row, name) for name in names) for row in rows}


def press(client, at, answer):
    response = client.post(at, {"answer": answer})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"].partition("?")[0]


def text(client, at):
    return " ".join(client.get(at).content.decode().split())


def test_an_exercise_that_was_done_is_four_presses_and_leads_to_the_next(client, record, ada, cleo):
    stretch, walk = programme(record, cleo, STRETCH, WALK).items.all()
    client.force_login(ada)
    ways = [
        press(client, step(record, stretch, name), answer)
        for name, answer in (("card", "done"), ("effort", "3"), ("talk", "yes"), ("tired", "no"))
    ]

    assert ways == [*(step(record, stretch, name) for name in ("effort", "talk", "tired")), step(record, walk)]
    assert standing(record) == {"Ankle stretch": ("done", None, 3, True, False, None, False)}
    assert ExerciseAnswer.objects.count() == 4  # each press is a row


def test_a_part_of_it_asks_for_the_minutes_and_all_of_it_has_those_that_were_set(client, record, ada, cleo):
    walk = programme(record, cleo, WALK).items.get()
    client.force_login(ada)
    assert press(client, step(record, walk), "done") == step(record, walk, "effort")
    assert standing(record)["Walk"][:2] == ("done", 10)
    assert press(client, step(record, walk), "part") == step(record, walk, "minutes")
    press(client, step(record, walk, "minutes"), "5")
    assert standing(record)["Walk"][:2] == ("part", 5)
    assert press(client, step(record, walk), "not_today") == page(record)
    assert standing(record) == {"Walk": ("not_today", None, None, None, None, None, False)}


def test_the_same_press_again_changes_nothing_and_an_answer_is_taken_back_once(client, record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    client.force_login(ada)
    for _press in range(3):
        press(client, step(record, item), "done")
    for _press in range(2):
        press(client, step(record, item), "take_back")

    assert [row.status for row in ExerciseAnswer.objects.all()] == ["error"]
    mine = AuditEvent.objects.filter(detail__startswith="exerciseanswer").order_by("pk")
    assert [(event.verb, event.user) for event in mine] == [("write", ada), ("retract", ada)]


def test_an_answer_that_arrives_twice_is_one_also_after_more_was_said(record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    first = uuid.uuid4()
    said(record, ada, item, id=first, done="done")
    said(record, ada, item, effort=3)

    assert said(record, ada, item, id=first, done="done").pk == first
    with pytest.raises(IdInUse):
        said(record, ada, item, id=first, done="part")
    assert ExerciseAnswer.objects.count() == 2


def test_skipping_leaves_open_and_later_is_asked_again(client, record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    client.force_login(ada)
    press(client, step(record, item), "done")
    assert press(client, step(record, item, "effort"), "skip") == step(record, item, "talk")
    assert press(client, step(record, item, "tired"), "skip") == page(record)
    assert f'href="{step(record, item, "tired")}"' in text(client, page(record))
    assert standing(record) == {"Ankle stretch": ("done", None, None, None, None, None, False)}


def test_the_next_day_one_press_says_that_nothing_is_sore(client, record, ada, cleo):
    stretch, walk = programme(record, cleo, STRETCH, WALK).items.all()
    for item in (stretch, walk):
        said(record, ada, item, ago=1, done="done")
    client.force_login(ada)
    assert f'href="{sore(record)}"' in text(client, page(record))
    assert press(client, sore(record), "no") == step(record, stretch)
    assert {name: row[5] for name, row in standing(record).items()} == {"Ankle stretch": False, "Walk": False}

    walked = ExerciseAnswer.objects.standing().get(item=walk)
    assert press(client, sore(record), str(walked.pk)) == sore(record)
    assert {name: row[5] for name, row in standing(record).items()} == {"Ankle stretch": False, "Walk": True}


def test_twice_in_seven_days_says_to_do_less_as_it_is_written_and_that_nobody_was_told(client, record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    client.force_login(ada)
    said(record, ada, item, ago=7, done="done", tired=True)
    said(record, ada, item, ago=2, done="done", tired=True)
    assert LESS not in text(client, page(record))
    said(record, ada, item, ago=6, done="part", sore=True)

    assert f"<strong>{LESS}</strong></p><p>{NOBODY}</p>" in text(client, page(record)).replace("</p> <p>", "</p><p>")


def test_breathless_at_rest_stops_it_and_leads_to_the_signs(client, record, ada, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    client.force_login(ada)
    assert press(client, step(record, item), "stop") == page(record)
    shown = text(client, page(record))

    assert standing(record) == {"Ankle stretch": ("", None, None, None, None, None, True)}
    assert "Stop the exercises now." in shown
    assert NOBODY in shown
    assert f'href="/patients/{record.pk}/wrong-today/"' in shown


def test_ben_is_asked_in_his_own_name_and_sees_what_ada_said(client, record, ada, ben, cleo):
    item = programme(record, cleo, STRETCH).items.get()
    said(record, ada, item, done="done", effort=3)
    client.force_login(ben)
    assert "Was Ada still tired 30 minutes after?" not in text(client, step(record, item))
    press(client, step(record, item), "done")
    assert "Was Ada still tired 30 minutes after?" in text(client, step(record, item, "tired"))

    rows = ExerciseAnswer.objects.standing().order_by("made_at")
    assert [(row.author, row.source) for row in rows] == [(ada, "self"), (ben, "caregiver")]
    assert "Ada: Ankle stretch</dt><dd>Done, effort 3 of 10</dd>" in text(client, page(record))


def test_what_is_not_of_this_programme_or_day_is_not_kept(client, record, ada, cleo, dan):
    item = programme(record, cleo, STRETCH).items.get()
    other = programme(dan.memberships.get().patient, cleo, STRETCH).items.get()
    client.force_login(ada)

    assert client.post(step(record, other), {"answer": "done"}).status_code == 404
    assert client.post(step(record, item, ago=2), {"answer": "done"}).status_code == 404
    assert client.post(step(record, item, ago=-1), {"answer": "done"}).status_code == 404
    assert client.post(step(record, item), {"answer": "11"}).status_code == 422
    for ago, what in ((21, {"done": "done"}), (0, {"sore": True}), (0, {"effort": 11}), (0, {})):
        with pytest.raises(ValidationError):
            said(record, ada, item, ago=ago, **what)
    client.force_login(cleo)
    assert client.post(step(record, item), {"answer": "done"}).status_code == 403
    assert ExerciseAnswer.objects.count() == 0


def test_an_exercise_of_other_days_is_not_of_today(client, record, ada, cleo):
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    now = today_of(record).weekday()
    programme(record, cleo, STRETCH | {"days": [names[now]]}, WALK | {"days": [names[(now + 1) % 7]]})
    client.force_login(ada)
    shown = text(client, page(record))

    assert ("Ankle stretch" in shown, "Walk" in shown) == (True, False)


def test_without_a_programme_home_has_no_way_to_exercises_and_with_one_it_has(client, record, ada, cleo):
    how = {"by": ada, "source": "self", "now": timezone.now()}
    verbs.record_check_in(record, today_of(record), {"fatigue.now": 2}, **how)
    verbs.record_function_check(record, today_of(record), {"function.speech": 4}, **how)
    client.force_login(ada)
    way = f'href="{page(record)}"'
    assert way not in text(client, "/")
    programme(record, cleo, STRETCH)
    assert way in text(client, "/")
    assert way in text(client, f"/patients/{record.pk}/entries/elsewhere/")
