"""When each weak part began: one press a step, each saved at once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.preferences import change
from symptoms.models import RememberedOnset
from symptoms.write import verbs
from tests.symptoms.views.began import press, text, url

DAY = dt.timedelta(days=1)


@pytest.fixture
def weak(record, ada, today):
    """The first entry, with two weak parts."""
    values = {"weakness.hand.left": 2, "weakness.foot.right": 3, "weakness.neck": 4}
    verbs.record_check_in(record, today, values, by=ada, source="self", now=timezone.now())


def standing():
    rows = RememberedOnset.objects.standing().order_by("cell", "source")
    return [(row.author.name, row.cell, row.source, row.precision, row.month) for row in rows]


def test_each_press_is_saved_and_said_more_closely_by_the_next(ada_at, record, today, weak):
    year = dt.date(today.year - 1, 1, 1)
    quarter = press(ada_at, record, str(year.year), "hand.left")
    assert quarter["Location"] == url(record, "hand.left", "quarter")
    assert standing() == [("Ada", "hand.left", "self", "year", year)]

    month = press(ada_at, record, "4", "hand.left", "quarter")
    assert month["Location"] == url(record, "hand.left", "month")
    assert standing() == [("Ada", "hand.left", "self", "season", year.replace(month=4))]

    following = press(ada_at, record, f"{year.year}-06", "hand.left", "month")
    assert following["Location"] == f"{url(record, 'foot.right')}?kept=hand.left"
    assert standing() == [("Ada", "hand.left", "self", "month", year.replace(month=6))]


def test_what_was_pressed_is_said_back_on_the_next_page(ada_at, record, today, weak):
    press(ada_at, record, str(today.year - 1), "hand.left")
    assert f"Kept. Left hand and fingers: {today.year - 1}" in text(ada_at.get(url(record, "hand.left", "quarter")))

    following = press(ada_at, record, "year", "hand.left", "quarter")["Location"]
    assert f"Kept. Left hand and fingers: {today.year - 1}" in text(ada_at.get(following))


def test_the_way_leads_through_every_part_that_is_left_and_ends_at_the_list(ada_at, record, weak):
    first = ada_at.get(url(record)).context["first_url"]
    second = press(ada_at, record, "not_sure", "hand.left")["Location"]
    last = press(ada_at, record, "before", "foot.right")["Location"]

    assert (first, second, last) == (
        url(record, "hand.left"),
        f"{url(record, 'foot.right')}?kept=hand.left",
        f"{url(record)}?kept=foot.right",
    )
    assert ada_at.get(last).context["left"] == []


def test_each_part_can_be_asked_later(ada_at, record, weak):
    page = ada_at.get(url(record, "hand.left"))
    assert "Ask me later" in text(page)
    assert press(ada_at, record, "skip", "hand.left")["Location"] == url(record, "foot.right")
    assert press(ada_at, record, "skip", "foot.right")["Location"] == url(record)
    assert standing() == []


def test_skipping_a_closer_step_keeps_what_was_said(ada_at, record, today, weak):
    press(ada_at, record, str(today.year), "hand.left")
    page = ada_at.get(url(record, "hand.left", "quarter"))

    assert page.context["back_url"] == url(record, "hand.left")
    assert press(ada_at, record, "skip", "hand.left", "quarter")["Location"] == url(record, "foot.right")
    assert [row[3] for row in standing()] == ["year"]


def test_a_closer_step_without_a_year_leads_back_to_the_year(ada_at, record, weak):
    for step in ("quarter", "month"):
        assert ada_at.get(url(record, "hand.left", step))["Location"] == url(record, "hand.left")


@pytest.mark.parametrize("answer", ["", "2999", "9999", "1959", "0001", "soon"])
def test_what_is_not_offered_is_refused_and_the_question_stays(ada_at, record, weak, answer):
    page = press(ada_at, record, answer, "hand.left")

    assert page.status_code == 422
    assert page.context["error"] == "Choose one of the answers, or skip the question."
    assert standing() == []


def test_a_memory_is_changed_and_taken_back_from_the_list(ada_at, record, weak):
    press(ada_at, record, "not_sure", "hand.left")
    assert "Change it, or take it back : Left hand and fingers" in text(ada_at.get(url(record)))
    page = ada_at.get(url(record, "hand.left"))
    assert [answer.value for answer in page.context["asked"].answers if answer.chosen] == ["not_sure"]
    assert page.context["answered"]

    assert press(ada_at, record, "take_back", "hand.left")["Location"] == url(record)
    assert standing() == []
    assert press(ada_at, record, "take_back", "hand.left")["Location"] == url(record)
    assert ada_at.get(url(record)).context["left"] == ["Left hand and fingers", "Right lower leg and foot"]


def test_the_list_says_what_is_remembered_by_whom_and_since_when(client, record, ada, ben, cleo, weak):
    now = timezone.now()
    june = dt.date(2024, 6, 1)
    for by, source, precision, month in (
        (ada, "self", "month", june),
        (ben, "caregiver", "season", june),
        (cleo, "clinician", "year", june),
    ):
        verbs.remember_onset(record, "hand.left", precision, month=month, by=by, source=source, now=now)
    client.force_login(ben)
    shown = text(client.get(url(record)))

    told = ["June 2024 , as remembered (Ada, self-reported, written"]
    told.append("June to August 2024 , as a caregiver remembers it (Ben, caregiver, written")
    told.append("2024 , from the notes (Cleo, clinic, written")
    places = [shown.index(each) for each in told]
    assert places == sorted(places)


def test_the_fact_where_it_began_is_in_the_list_and_is_not_asked(ada_at, record, weak):
    record.onset_month, record.onset_cell, record.onset_precision = dt.date(2024, 6, 1), "hand.left", "year"
    record.save()
    page = ada_at.get(url(record))

    assert page.context["left"] == ["Right lower leg and foot"]
    assert "2024 (from the facts of the record: where it all began)" in text(page)


def test_a_caregiver_is_asked_about_the_person_and_a_clinician_about_the_notes(client, record, ada, ben, cleo, weak):
    hints = {}
    for user in (ada, ben, cleo):
        client.force_login(user)
        hints[user.name] = client.get(url(record, "hand.left")).context["asked"].hint
        press(client, record, "not_sure", "hand.left")

    assert hints == {
        "Ada": "When did this part become weak? Say it as well as you remember.",
        "Ben": "When did this part of Ada's body become weak? Say it as well as you remember.",
        "Cleo": "When did this part become weak, by the notes?",
    }
    assert [(who, source) for who, _, source, _, _ in standing()] == [
        ("Ben", "caregiver"),
        ("Cleo", "clinician"),
        ("Ada", "self"),
    ]


def test_who_logs_calmly_is_asked_in_words(ada_at, record, ada, today, weak):
    change(ada, calm=True)
    press(ada_at, record, str(today.year), "hand.left")
    answers = ada_at.get(url(record, "hand.left")).context["asked"].answers

    assert [str(answer.text) for answer in answers[:2]] == ["This year", "Last year"]
    assert not any(answer.chosen for answer in answers)


def test_a_clinician_sees_every_part_and_the_person_four_a_page(client, record, ada, cleo, weak):
    now = timezone.now()
    for cell in ("speech", "swallowing", "neck", "trunk", "breathing"):
        verbs.remember_onset(record, cell, "not_sure", by=ada, source="self", now=now)
    client.force_login(cleo)
    assert len(client.get(url(record)).context["parts"]) == 13
    client.force_login(ada)
    first, second = client.get(url(record)), client.get(url(record), {"page": 2})

    assert [len(page.context["parts"]) for page in (first, second)] == [4, 1]
    assert (first.context["more"], second.context["more"], second.context["earlier"]) == (2, None, 1)


def test_a_clinician_has_a_month_from_the_notes_before_anything_was_logged(client, record, cleo, today):
    client.force_login(cleo)
    press(client, record, str(today.year - 2), "speech")

    assert [(who, cell) for who, cell, *_ in standing()] == [("Cleo", "speech")]


def test_a_clinicians_mark_is_not_overridden_and_the_page_says_so(ada_at, record, cleo, weak):
    verbs.mark_cell(record, "hand.left", "involved", by=cleo, source="clinician", now=timezone.now())
    page = press(ada_at, record, "before", "hand.left")

    assert page.status_code == 422
    assert page.context["error"] == "A clinician has marked this part; only the care team can change that."


def test_since_birth_is_told_beside_the_question_of_the_day(ada_at, record, today, weak):
    press(ada_at, record, "before", "hand.left")
    page = ada_at.get(reverse("question", args=[record.pk, today, "all", "weakness.hand.left"]))

    assert page.context["other_cause"]


LINE = "Some parts were weak from the start: when did that begin?"


def test_home_offers_the_question_once_the_day_is_saved_and_while_a_part_is_left(ada_at, record, ada, today, weak):
    assert LINE in text(ada_at.get("/"))
    for cell in ("hand.left", "foot.right"):
        press(ada_at, record, "not_sure", cell)
    assert LINE not in text(ada_at.get("/"))


def test_home_offers_nothing_before_the_day_is_saved(ada_at, record, ada, today):
    earlier = {"by": ada, "source": "self", "now": timezone.now()}
    verbs.record_check_in(record, today - DAY, {"weakness.hand.left": 2}, **earlier)
    assert LINE not in text(ada_at.get("/"))
    verbs.record_check_in(record, today, {"weakness.hand.left": 2}, **earlier)

    assert LINE in text(ada_at.get("/"))


def test_what_was_written_tells_memories_like_other_entries(ada_at, record, today, weak):
    press(ada_at, record, "before", "hand.left")
    memory = RememberedOnset.objects.get()
    shown = text(ada_at.get(reverse("entries_day", args=[record.pk, today])))
    retract = reverse("retract_entry", args=[record.pk, memory.pk])

    assert "When a part became weak, Ada (self-reported)" in shown
    assert "Left hand and fingers Since birth or an old injury" in shown
    assert "No, change it" in text(ada_at.get(retract))
    ada_at.post(retract)
    assert RememberedOnset.objects.get().status == "error"
