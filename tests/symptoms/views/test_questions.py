"""One question a page, each press kept at once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import AuditEvent
from people.preferences import change
from symptoms.day import walk
from symptoms.day.plan import change_plan
from symptoms.day.questions import asked, in_words
from symptoms.models import CellMark, CheckIn, Draft
from symptoms.record.columns import values_of
from symptoms.wording import WEEK
from symptoms.write import verbs
from tests.symptoms.views.walked import DAY, press, said, sentence_of, shown, url


def test_a_press_is_kept_and_leads_to_the_next_question(ada_at, record, today):
    response = press(ada_at, record, today, "all", "weakness.speech", "3")

    assert response["Location"] == url(record, today, "all", "weakness.swallowing")
    assert Draft.objects.get().answers == {"weakness.speech": 3}
    assert ada_at.get(response["Location"]).context["kept"].answer == "Slurred or tires, but people understand"


@pytest.mark.parametrize(
    ("step", "answer", "calm", "sentence"),
    [
        ("weakness.hand.left", "0", False, "Kept. Left hand and fingers: No finger moves"),
        ("asymmetry.hand", "0", False, "Kept. Hand and fingers: Both the same"),
        ("fatigue.now", "0", False, "Kept. How tired are you now? 0, not at all"),
        ("fatigue.now", "4", False, "Kept. How tired are you now? 4"),
        ("fatigue.now", "4", True, "Kept. How tired are you now? Somewhat"),
        ("cramps.count", "20", False, "Kept. How many cramps in the last 24 hours? 20 or more"),
        ("weight", "70.5", False, "Kept. Weight, kg: 70.5"),
    ],
)
def test_a_press_is_said_back_as_one_reads_a_question_and_its_answer(
    ada_at, record, ada, today, step, answer, calm, sentence
):
    change(ada, calm=calm)
    page = press(ada_at, record, today, "week" if step == "weight" else "all", step, answer)
    page = ada_at.get(page["Location"])

    assert sentence_of(page, "kept") == sentence


@pytest.mark.parametrize("calm", [False, True])
def test_every_answer_is_said_back_in_the_words_that_were_pressed(calm):
    for step in walk.QUESTIONS:
        at = 0
        while at is not None:
            item = asked(step, {}, {}, start=at, calm=calm)
            pressed = [(answer.value, str(answer.text)) for answer in item.answers]
            assert [(v, str(in_words(step, float(v), calm=calm).answer)) for v, _ in pressed] == pressed, step
            at = item.more


def test_walking_through_everything_says_how_far_and_ends_at_the_receipt(ada_at, record, today):
    asked, at = [], url(record, today, "all", "weakness.speech")
    press(ada_at, record, today, "all", "weakness.speech", "3")
    while at != reverse("home"):
        asked.append((at.rstrip("/").rpartition("/")[2], ada_at.get(at).context["place"][0]))
        at = ada_at.post(at, {"answer": "none" if at.endswith("/week/week/") else "skip"})["Location"]

    steps = walk.steps("all", {}, due=True, week=walk.week_steps("self", None, None, today))
    missed = [step for step in steps if step not in dict(asked)]
    assert [step for step, _ in asked] == [step for step in steps if step not in missed]
    assert missed == [*WEEK, "signs.low_mood"]
    assert all(steps.index(step) + 1 == n for step, n in asked)
    assert values_of(CheckIn.objects.get()) == {"weakness.speech": 3}


def test_the_last_answer_of_all_saves_the_day_and_of_one_topic_goes_back_to_the_body(ada_at, record, today):
    one = press(ada_at, record, today, "week", "weight", "70")
    assert (one["Location"], CheckIn.objects.count()) == (url(record, today), 0)

    press(ada_at, record, today, "all", "weakness.speech", "3")
    last = press(ada_at, record, today, "all", "weight", "71")
    assert last["Location"] == reverse("home")
    assert values_of(CheckIn.objects.get()) == {"weakness.speech": 3}


def test_to_skip_says_nothing_and_takes_nothing_back(ada_at, record, today):
    press(ada_at, record, today, "left_arm", "weakness.hand.left", "2")
    before = Draft.objects.values("answers", "touched_at").get()
    skipped = press(ada_at, record, today, "left_arm", "weakness.upper_arm.left", "skip")

    assert skipped["Location"] == url(record, today, "left_arm", "weakness.hand.left")
    assert Draft.objects.values("answers", "touched_at").get() == before


@pytest.mark.parametrize("calm", [False, True])
def test_the_body_shows_what_was_answered_and_what_is_weak(ada_at, record, ada, today, calm):
    change(ada, calm=calm)
    said(record, today - DAY, ada, weakness__hand__left=2, weakness__foot__right=3, weakness__neck=4)
    press(ada_at, record, today, "left_arm", "weakness.hand.left", "2")
    press(ada_at, record, today, "head", "weakness.neck", "cannot_tell")
    press(ada_at, record, today, "right_leg", "weakness.thigh.right", "4")
    page = ada_at.get(url(record, today))

    marks = {area: [mark.name for mark in found] for area, _, _, found in page.context["areas"]}
    assert marks == {
        "head": ["answered"],
        "left_arm": ["answered", "weak"],
        "right_arm": [],
        "chest": [],
        "left_leg": [],
        "right_leg": ["answered"] if calm else ["answered", "weak"],
    }


def test_the_last_answer_is_shown_and_is_not_saved_without_a_press(ada_at, record, ada, today):
    said(record, today - 3 * DAY, ada, weakness__hand__left=2)
    page = ada_at.get(url(record, today, "left_arm", "weakness.hand.left"))

    assert shown(page)[2] == ("You need help or an aid with some tasks", False, True)
    assert page.context["last_day"] == today - 3 * DAY
    assert Draft.objects.count() == 0


def test_who_logs_calmly_sees_no_earlier_answer_and_no_number(ada_at, record, ada, today):
    said(record, today - 3 * DAY, ada, weakness__hand__left=2, fatigue__now=7)
    ada.calm = True
    ada.save()
    page = ada_at.get(url(record, today, "left_arm", "weakness.hand.left"))
    scale = ada_at.get(url(record, today, "fatigue", "fatigue.now"))

    assert (page.context["last"], {before for _, _, before in shown(page)}) == (None, {False})
    assert [text for text, _, _ in shown(scale)] == [
        "Not at all",
        "A little",
        "Somewhat",
        "Quite a lot",
        "Very much",
        "As bad as you can think of",
    ]


def test_todays_answer_is_marked_and_can_be_taken_back(ada_at, record, today):
    press(ada_at, record, today, "all", "weakness.neck", "3")
    page = ada_at.get(url(record, today, "all", "weakness.neck"))
    assert shown(page)[1] == ("Tires by evening", True, False)
    assert page.context["answered"]

    press(ada_at, record, today, "all", "weakness.neck", "take_back")
    assert not ada_at.get(url(record, today, "all", "weakness.neck")).context["answered"]


def test_no_page_has_more_than_six_answers(ada_at, record, ada, today):
    press(ada_at, record, today, "cramps", "cramps.count", "3")
    many = {}
    for step in walk.QUESTIONS:
        page = ada_at.get(url(record, today, "all", step))
        asked = page.context["asked"]
        targets = len(asked.answers) + (asked.more is not None) + asked.cannot_say
        if targets > 6:
            many[step] = targets

    assert many == {}


@pytest.mark.parametrize(("step", "top"), [("fatigue.now", 10), ("signs.nightmares", 7), ("falls", 10)])
def test_all_numbers_can_be_reached_by_pressing_more(ada_at, record, today, step, top):
    values, start = [], 0
    while start is not None:
        asked = ada_at.get(url(record, today, "all", step), {"from": start}).context["asked"]
        values += [int(answer.value) for answer in asked.answers]
        start = asked.more

    assert values == list(range(top + 1))


def test_cannot_tell_is_an_answer_and_takes_the_grades_place(ada_at, record, today):
    press(ada_at, record, today, "all", "weakness.neck", "3")
    press(ada_at, record, today, "all", "weakness.neck", "cannot_tell")

    draft = Draft.objects.get()
    assert (draft.answers, draft.not_known) == ({"weakness.neck": None}, {"neck": "cannot_tell"})


def test_another_cause_is_tagged_and_the_page_says_that_answers_do_not_count(ada_at, record, today):
    press(ada_at, record, today, "right_leg", "weakness.foot.right", "other_cause")
    assert CellMark.objects.get().kind == "other_cause"

    page = ada_at.get(url(record, today, "right_leg", "weakness.foot.right"))
    assert page.context["other_cause"]
    press(ada_at, record, today, "right_leg", "weakness.foot.right", "2")
    assert Draft.objects.get().answers == {"weakness.foot.right": 2}


def test_what_the_care_team_marked_cannot_be_tagged_and_the_page_says_so(ada_at, record, cleo, today):
    verbs.mark_cell(record, "neck", "involved", by=cleo, source="clinician", now=timezone.now())
    response = press(ada_at, record, today, "head", "weakness.neck", "other_cause")

    assert response.status_code == 422
    assert response.context["error"] == "A clinician has marked this part; only the care team can change that."


def test_left_or_right_is_asked_after_two_equal_grades(ada_at, record, today):
    press(ada_at, record, today, "all", "weakness.hand.left", "2")
    response = press(ada_at, record, today, "all", "weakness.hand.right", "2")
    assert response["Location"] == url(record, today, "all", "asymmetry.hand")

    response = press(ada_at, record, today, "all", "weakness.hand.right", "1")
    assert response["Location"] == url(record, today, "all", "weakness.breathing")


def test_a_topic_left_out_is_not_offered(ada_at, record, ada, today):
    change_plan(record, today, by=ada, left_out=["head", "fatigue", "twitches", "cramps"])
    page = ada_at.get(url(record, today))

    assert [area for area, _, _, _ in page.context["areas"]] == [
        "left_arm",
        "right_arm",
        "chest",
        "left_leg",
        "right_leg",
    ]
    assert [str(label) for _, label, _ in page.context["others"]] == ["One after another"]


@pytest.mark.parametrize(
    ("step", "answer", "sentence"),
    [
        ("weakness.neck", "7", "“7” was found, a whole number from 0 to 4 is allowed."),
        ("weakness.neck", "", "Choose one of the answers, or skip the question."),
        ("weight", "heavy", "“heavy” was found, a number from 20 to 300 kg is allowed."),
    ],
)
def test_bad_input_is_answered_in_words_and_keeps_nothing(ada_at, record, today, step, answer, sentence):
    response = press(ada_at, record, today, "all", step, answer)

    assert (response.status_code, response.context["error"]) == (422, sentence)
    assert Draft.objects.count() == 0
    assert 'role="alert" tabindex="-1" autofocus' in response.content.decode()


def test_what_was_typed_wrongly_stays_to_be_mended(ada_at, record, today):
    response = press(ada_at, record, today, "week", "weight", "heavy")

    assert 'value="heavy"' in response.content.decode()


@pytest.mark.parametrize("step", ["fvc_percent", "function.speech", "weakness.tail", "nonsense"])
def test_there_is_no_question_about_anything_else(ada_at, record, today, step):
    assert ada_at.get(url(record, today, "all", step)).status_code == 404
    assert press(ada_at, record, today, "all", step, "1").status_code == 404


def test_a_day_that_has_not_come_leads_to_where_one_can_choose(ada_at, record, today):
    response = press(ada_at, record, today + DAY, "all", "weakness.neck", "3")

    assert response["Location"] == f"{reverse('check_in', args=[record.pk])}?day={today + DAY}"
    assert Draft.objects.count() == 0


def test_two_tabs_and_the_back_button_make_one_entry_with_the_last_press(ada_at, record, today):
    for answer in ("3", "2", "2"):
        press(ada_at, record, today, "all", "weakness.neck", answer)
    for _ in range(2):
        ada_at.post(reverse("done", args=[record.pk, today]))

    assert [values_of(entry) for entry in CheckIn.objects.all()] == [{"weakness.neck": 2}]


def test_the_entry_tells_which_words_were_asked(ada_at, record, today):
    press(ada_at, record, today, "all", "weakness.neck", "3")
    ada_at.post(reverse("done", args=[record.pk, today]))

    assert CheckIn.objects.get().wording == "2026-11.2 en"


def test_a_caregiver_who_opens_a_question_has_looked(client, record, ada, ben, today):
    said(record, today - DAY, ada, weakness__neck=3)
    client.force_login(ben)
    client.get(url(record, today, "all", "weakness.neck"))

    assert AuditEvent.objects.filter(verb="view", user=ben).count() == 1


def test_each_question_takes_few_queries(ada_at, record, ada, today, django_assert_max_num_queries):
    for ago in range(1, 70):
        said(record, today - ago * DAY, ada, weakness__hand__left=2)
    with django_assert_max_num_queries(9):
        ada_at.get(url(record, today, "all", "weakness.hand.left"))
    with django_assert_max_num_queries(14):
        press(ada_at, record, today, "all", "weakness.hand.left", "1")


def test_a_day_of_another_year_is_named_with_its_year(ada_at, record, today):
    last_year = dt.date(today.year - 1, 5, 4)
    page = ada_at.get(url(record, last_year, "all", "weakness.neck")).content.decode()

    assert f"4 May {last_year.year}" in page
