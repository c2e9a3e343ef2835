"""What matters, said before a visit by the person and who helps them, a press a question."""

import datetime as dt

import pytest
from django.utils import timezone

from care.before.read import coming_of, own_answers
from care.models import VisitAnswer
from care.visits.said import Said as VisitSaid
from care.visits.write import record_visit
from people.models import AuditEvent
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.care.before.asking import page_of, said, visit_coming

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def begun(record, ada):
    """Whose first day is over, and whose function check is made, is asked other things."""
    day, how = local_day(record, timezone.now()) - dt.timedelta(1), {"by": ada, "source": "self"}
    verbs.record_check_in(record, day, {"fatigue.now": 2}, now=timezone.now(), **how)
    verbs.record_function_check(record, day, {"function.speech": 4}, now=timezone.now(), **how)


def standing(record):
    rows = VisitAnswer.objects.standing().filter(patient=record).order_by("made_at")
    return [(row.author.name, row.question, row.answer, row.words) for row in rows]


def test_ada_is_led_from_home_through_four_questions_without_typing(client, record, ada, cleo):
    day = visit_coming(record, cleo)
    client.force_login(ada)
    assert page_of(record) in client.get("/").content.decode()
    first = client.get(page_of(record)).content.decode()
    assert "is on your summary to print and on the page of your care team" in first
    at, seen = page_of(record, "matter_1"), []
    for press in ("breathing_at_night", "falls", "skip", "yes"):
        seen.append(at)
        at = client.post(at, {"answer": press}).headers["Location"].partition("?")[0]

    assert seen == [page_of(record, step) for step in ("matter_1", "matter_2", "matter_3", "planning")]
    assert at == page_of(record)
    assert standing(record) == [
        ("Ada", "matter_1", "breathing_at_night", ""),
        ("Ada", "matter_2", "falls", ""),
        ("Ada", "planning", "yes", ""),
    ]
    assert {row.visit_day for row in VisitAnswer.objects.all()} == {day}
    assert page_of(record) not in client.get("/").content.decode()


def test_nobody_is_asked_earlier_than_two_weeks_before_it_and_all_may_say_something(client, record, ada, cleo):
    visit_coming(record, cleo, days=15)
    client.force_login(ada)
    home = client.get("/").content.decode()

    assert ("Yesterday" in home, page_of(record) in home) == (True, False)
    assert client.post(page_of(record, "matter_1"), {"answer": "falls"}).status_code == 302


def test_not_this_time_is_asked_once(client, record, ada, ben, cleo):
    visit_coming(record, cleo)
    client.force_login(ada)
    client.post(page_of(record))
    client.post(page_of(record))

    assert standing(record) == [("Ada", "asked", "not_this_time", "")]
    assert page_of(record) not in client.get("/").content.decode()
    client.force_login(ben)
    assert page_of(record) in client.get("/").content.decode()


def test_own_words_are_a_choice_and_take_the_place_of_an_example(client, record, ada, cleo):
    visit_coming(record, cleo)
    client.force_login(ada)
    client.post(page_of(record, "matter_1"), {"answer": "falls"})
    client.post(page_of(record, "matter_1") + "?words", {"words": "  My wedding in May "})

    assert standing(record) == [("Ada", "matter_1", "", "My wedding in May")]
    assert client.post(page_of(record, "matter_1") + "?words", {"words": "x" * 201}).status_code == 422
    assert VisitAnswer.objects.count() == 2  # the first is superseded, not gone


def test_the_same_press_again_changes_nothing_and_taking_back_is_once(client, record, ada, cleo):
    visit_coming(record, cleo)
    client.force_login(ada)
    for _press in range(3):
        client.post(page_of(record, "matter_1"), {"answer": "falls"})
    row = VisitAnswer.objects.get()
    for _press in range(2):
        client.post(page_of(record, "matter_1"), {"answer": "take_back"})

    row.refresh_from_db()
    assert (row.status, VisitAnswer.objects.count()) == ("error", 1)
    mine = AuditEvent.objects.filter(detail__startswith="visitanswer").order_by("pk")
    assert [(event.verb, event.user) for event in mine] == [("write", ada), ("retract", ada)]


def test_ben_says_several_things_in_his_own_name(client, record, ben, cleo):
    visit_coming(record, cleo)
    client.force_login(ben)
    at = page_of(record, "tasks")
    for press in ("washing", "moving", "washing"):
        assert client.post(at, {"answer": press}).headers["Location"].startswith(at)
    client.post(at, {"answer": "skip"})

    assert standing(record) == [("Ben", "tasks", "washing moving", "")]
    assert VisitAnswer.objects.standing().get().source == "caregiver"


def test_what_is_asked_of_one_is_not_asked_of_the_other(client, record, ada, ben, cleo):
    visit_coming(record, cleo)
    client.force_login(ben)
    assert client.get(page_of(record, "planning")).status_code == 404
    client.force_login(ada)
    assert client.get(page_of(record, "strain")).status_code == 404
    client.force_login(cleo)
    assert client.get(page_of(record, "matter_1")).status_code == 403


def test_another_answer_on_behaviour_is_bens_alone_again(client, record, ben, cleo):
    visit_coming(record, cleo)
    client.force_login(ben)
    client.post(page_of(record, "behaviour"), {"answer": "a_little"})
    client.post(page_of(record, "shared"), {"answer": "team"})
    assert VisitAnswer.objects.standing().get().shown_to == "team"
    client.post(page_of(record, "behaviour"), {"answer": "a_lot"})

    assert VisitAnswer.objects.standing().get().shown_to == ""


def test_a_visit_that_is_moved_takes_along_what_was_said(record, ada, cleo):
    day = visit_coming(record, cleo)
    said(record, ada, "matter_1", "falls")
    visit = record.visits.standing().get()
    moved = day + dt.timedelta(7)
    record_visit(record, VisitSaid(visit.day, next_visit=moved), by=cleo, now=timezone.now(), supersedes=visit)
    coming = coming_of(record, local_day(record, timezone.now()))

    assert coming.day == moved
    assert [*own_answers(record, ada, coming)] == ["matter_1"]


def test_a_visit_of_today_is_prepared_for_until_the_day_is_over_and_no_longer(client, record, ada, cleo):
    today = visit_coming(record, cleo, days=0)
    said(record, ada, "matter_1", "falls")
    record_visit(record, VisitSaid(today, next_visit=today + dt.timedelta(90)), by=cleo, now=timezone.now())

    assert coming_of(record, today).day == today
    tomorrow = coming_of(record, today + dt.timedelta(1))
    assert (tomorrow.day, own_answers(record, ada, tomorrow)) == (today + dt.timedelta(90), {})


def test_cleo_marks_what_was_talked_about_and_undoes_it(client, record, ada, cleo):
    visit_coming(record, cleo)
    row = said(record, ada, "matter_1", "falls")
    client.force_login(cleo)
    at = f"{page_of(record)}{row.pk}/talked/"
    press = {"press": "7b7d5b0e-0f4e-4f0c-9d5e-7c3a8c6f1a11", "done": "yes"}
    for _press in range(2):
        assert client.post(at, press).status_code == 302
    assert [(talk.done, talk.by) for talk in row.talks.all()] == [(True, cleo)]
    assert "Talked about: Cleo" in client.get(page_of(record)).content.decode()
    client.post(at, {"done": "no"})

    assert [talk.done for talk in row.talks.all()] == [True, False]
    assert "Talked about: Cleo" not in client.get(page_of(record)).content.decode()


def test_who_changes_what_was_talked_about_is_talked_to_anew(client, record, ada, cleo):
    visit_coming(record, cleo)
    row = said(record, ada, "matter_1", "falls")
    client.force_login(cleo)
    client.post(f"{page_of(record)}{row.pk}/talked/", {"done": "yes"})
    said(record, ada, "matter_1", "sleep")
    late = client.post(f"{page_of(record)}{row.pk}/talked/", {"done": "no"})

    assert late.status_code == 302
    assert [talk.done for talk in row.talks.all()] == [True]
    assert VisitAnswer.objects.standing().get().talks.count() == 0
