"""A sheet that was ticked on paper is entered on one page that looks like it."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from symptoms.day.plan import change_plan
from symptoms.day.walk import TOPICS
from symptoms.models import CheckIn, FunctionCheck, Measurement, RememberedOnset
from symptoms.record.columns import statement_of
from symptoms.write import verbs
from symptoms.write.remembering import remember_onset
from tests.reports.opened import text

DAY = dt.timedelta(days=1)


@pytest.fixture
def ben_at(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def first(today):
    return today - 13 * DAY


def send(client, record, first, *, page="sheet", who="caregiver", id=None, **said):
    body = {"id": str(id or uuid.uuid4()), "start": str(first), "who": who}
    boxes = {name.replace("_", "."): value for name, value in said.items()}
    return client.post(reverse(page, args=[record.pk]), body | boxes)


def kept(model=CheckIn):
    rows = model.objects.standing().select_related("author").order_by("day", "source")
    return [(row.author.name, row.source, row.day, dict(statement_of(row).values)) for row in rows]


def test_paper_and_screen_have_the_same_rows_codes_and_order(ben_at, record):
    for print_name, enter_name, keys in (
        ("tick_sheet", "sheet", ("parts", "body", "week")),
        ("tick_sheet_first", "sheet_first", ("pages",)),
    ):
        paper = ben_at.get(reverse(print_name, args=[record.pk])).context
        groups = [group for key in keys for group in paper[key]]
        if keys == ("pages",):
            groups = [group for page in groups for group in page]
        printed = [(row.code, str(row.title)) for group in groups for row in group.rows]
        screen = ben_at.get(reverse(enter_name, args=[record.pk])).context["groups"]

        assert printed == [(each["row"].code, str(each["row"].title)) for group in screen for each in group["rows"]]


def test_a_sheet_becomes_late_entries_of_its_days_and_sent_twice_it_is_one(ben_at, record, first):
    id = uuid.uuid4()
    said = {"B6_1": "c", "F1_1": "4", "B6_14": "D", "N2_14": "70,5"}
    responses = [send(ben_at, record, first, id=id, **said) for _ in range(2)]

    assert [response["Location"] for response in responses] == [
        f"{reverse('entries', args=[record.pk])}?month={first:%Y-%m}"
    ] * 2
    assert kept() == [
        ("Ben", "caregiver", first, {"weakness.hand.left": 2, "fatigue.now": 4}),
        ("Ben", "caregiver", first + 13 * DAY, {"weakness.hand.left": 1}),
    ]
    assert kept(Measurement) == [("Ben", "caregiver", first + 13 * DAY, {"weight": 70.5})]
    day = ben_at.get(reverse("entries_day", args=[record.pk, first])).context["entries"]
    assert [entry.late for entry in day] == [13]


@pytest.mark.parametrize(
    ("user", "choices"),
    [("ada", ["self", "helped"]), ("ben", ["helped", "caregiver"]), ("cleo", ["helped", "clinician"])],
)
def test_whose_word_it_is_is_asked_and_only_what_can_be_is_offered(client, record, request, first, user, choices):
    client.force_login(request.getfixturevalue(user))
    form = client.get(reverse("sheet", args=[record.pk])).context["form"]
    assert [value for value, _words in form.fields["who"].choices] == choices
    refused = send(client, record, first, who={"ada": "caregiver", "ben": "self", "cleo": "self"}[user], B6_1="c")

    assert (refused.status_code, list(refused.context["form"].errors), CheckIn.objects.count()) == (422, ["who"], 0)


def test_what_the_person_ticked_stays_apart_from_what_the_helper_says(ben_at, record, ben, first):
    verbs.record_check_in(record, first, {"fatigue.now": 1}, by=ben, source="caregiver", now=timezone.now())
    send(ben_at, record, first, who="helped", F1_1="5", B6_1="c")

    assert kept() == [
        ("Ben", "caregiver", first, {"fatigue.now": 1}),
        ("Ben", "helped", first, {"fatigue.now": 5, "weakness.hand.left": 2}),
    ]
    answers = ben_at.get(reverse("question", args=[record.pk, first, "all", "fatigue.now"])).context["asked"].answers
    assert [answer.value for answer in answers if answer.chosen] == ["1"]
    ben_at.post(reverse("question", args=[record.pk, first, "all", "fatigue.now"]), {"answer": "2"})
    ben_at.post(reverse("done", args=[record.pk, first]))
    assert kept()[0] == ("Ben", "caregiver", first, {"fatigue.now": 2})
    assert kept()[1][3] == {"fatigue.now": 5, "weakness.hand.left": 2}


@pytest.mark.parametrize(
    ("answer", "fatigue", "days"), [("keep", 1, 2), ("add", 5, 2)], ids=["it stays as it stands", "the sheet counts"]
)
def test_a_day_that_has_an_entry_is_asked_about(ben_at, record, ben, first, answer, fatigue, days):
    said = {"fatigue.now": 1, "weakness.neck": 3}
    verbs.record_check_in(record, first, said, by=ben, source="caregiver", now=timezone.now())
    id = uuid.uuid4()
    asked = send(ben_at, record, first, id=id, F1_1="5", F1_2="6")

    assert asked.status_code == 422
    assert [(question.name, question.answer) for question in asked.context["typed"].questions] == [("day.1", "")]
    assert "Neck Tires by evening" in text(asked)
    assert len(kept()) == 1
    for _twice in range(2):
        response = send(ben_at, record, first, id=id, F1_1="5", F1_2="6", day_1=answer)
        assert response.status_code == 302
    assert [(day, values["fatigue.now"]) for _who, _as, day, values in kept()] == [(first, fatigue), (first + DAY, 6)]
    assert kept()[0][3]["weakness.neck"] == 3
    assert len(kept()) == days


def test_what_is_wrong_is_told_by_row_and_day_with_all_that_was_typed(ben_at, record, today, first):
    response = send(ben_at, record, first, B6_2="z", F1_2="11", F1_3="4")

    boxes = {box["name"]: box for group in response.context["groups"] for row in group["rows"] for box in row["boxes"]}
    assert response.status_code == 422
    assert [problem.sentence for problem in response.context["typed"].problems] == [
        "Row B6, day 2: “z” was found here; a, b, c, d, e, ?, x can be written.",
        "Row F1, day 2: “11” was found here; a whole number from 0 to 10 is allowed.",
    ]
    assert {name: box["typed"] for name, box in boxes.items() if box["typed"]} == {
        "B6.2": "z",
        "F1.2": "11",
        "F1.3": "4",
    }
    assert ([name for name, box in boxes.items() if box["wrong"]], response.context["shown"]) == (["B6.2", "F1.2"], "2")
    future = send(ben_at, record, today, F1_2="4")
    assert future.context["typed"].problems[0].sentence.startswith(f"Day 2: {today + DAY} is in the future")
    nothing = send(ben_at, record, first)
    assert [each.sentence for each in nothing.context["typed"].problems] == [
        "Nothing was filled in, so nothing was saved."
    ]
    assert CheckIn.objects.count() == 0


def test_a_first_day_at_the_end_of_the_calendar_is_told_and_nothing_is_saved(ben_at, record):
    response = send(ben_at, record, "9999-12-31", W01_1="2")

    told = "“9999-12-31” is too far ahead. Look at the year once more."
    assert (response.status_code, response.context["form"].errors, kept()) == (422, {"start": [told]}, [])
    assert ben_at.get(f"/patients/{record.pk}/check-in/9999-12-31/").status_code == 404


def test_what_stands_is_read_at_once_however_many_days_are_filled_in(ben_at, record, first):
    sheet = {f"{row}_{n}": value for n in range(1, 15) for row, value in (("F1", "4"), ("N2", "70"))}
    send(ben_at, record, first, **sheet)
    ben_at.get(reverse("home"))  # which tells that it was saved
    counted = {}
    for days in (1, 14):
        other = {name: "5" if value == "4" else "71" for name, value in sheet.items() if int(name[3:]) <= days}
        with CaptureQueriesContext(connection) as queries:
            asked = send(ben_at, record, first, **other)
        assert [len(each.entries) for each in asked.context["typed"].questions] == [2] * days
        counted[days] = len(queries)

    assert counted[14] == counted[1]


def test_a_weight_that_can_hardly_be_is_asked_back_with_the_whole_sheet(ben_at, record, ben, first):
    verbs.record_measurement(record, first - DAY, {"weight": 71.5}, by=ben, source="caregiver", now=timezone.now())
    asked = send(ben_at, record, first, F1_1="4", N2_2="157")
    assert (asked.status_code, CheckIn.objects.count(), Measurement.objects.count()) == (422, 0, 1)
    typed = dict(asked.context["typed"])
    changed = ben_at.post(reverse("sheet", args=[record.pk]), typed | {"change": "1"})
    assert (changed.status_code, "157" in changed.content.decode()) == (200, True)
    ben_at.post(reverse("sheet", args=[record.pk]), typed | {"confirm": asked.context["codes"]})

    assert kept() == [("Ben", "caregiver", first, {"fatigue.now": 4})]
    assert Measurement.objects.get(day=first + DAY).confirmed == ["weight"]


def test_an_id_that_was_used_for_other_answers_is_told(ben_at, record, first):
    id = uuid.uuid4()
    send(ben_at, record, first, id=id, F1_1="4")
    again = send(ben_at, record, first, id=id, F1_1="5")

    assert (again.status_code, kept()[0][3]) == (409, {"fatigue.now": 4})
    assert again.context["form"].data["id"] != str(id)


def test_the_sheet_of_the_first_day_is_entered_as_what_the_first_day_asks(ben_at, record, first):
    said = {"B6_1": "c", "B1_1": "?", "D1_1": "f", "N2_1": "70", "Q0_1": "b", "Q1_1": "b", "Q5T_1": "d"}
    response = send(ben_at, record, first, page="sheet_first", who="helped", **said)
    record.refresh_from_db()

    assert response.status_code == 302
    assert kept() == [("Ben", "helped", first, {"weakness.hand.left": 2})]
    assert kept(FunctionCheck) == [
        (
            "Ben",
            "helped",
            first,
            {"function.gastrostomy": 1, "function.speech": 3, "function.cutting_food": 1},
        )
    ]
    assert kept(Measurement)[0][3] == {"weight": 70}
    assert record.onset_cell == "hand.left"
    assert CheckIn.objects.get().weakness.not_known == {"speech": "cannot_tell"}


def test_where_it_began_is_not_changed_without_asking(ben_at, record, ben, first):
    verbs.say_where_it_began(record, "foot.right", by=ben)
    asked = send(ben_at, record, first, page="sheet_first", D1_1="f")
    assert (asked.status_code, [each.name for each in asked.context["typed"].questions]) == (422, ["began"])
    send(ben_at, record, first, page="sheet_first", D1_1="f", B6_1="c", began="keep")
    record.refresh_from_db()
    assert (record.onset_cell, len(kept())) == ("foot.right", 1)
    send(ben_at, record, first, page="sheet_first", D1_1="f", began="add")
    record.refresh_from_db()

    assert record.onset_cell == "hand.left"


def test_two_function_checks_outside_the_clinic_stay_two_weeks_apart(ben_at, record, ada, first):
    verbs.record_function_check(record, first + DAY, {"function.speech": 4}, by=ada, source="self", now=timezone.now())
    response = send(ben_at, record, first, page="sheet_first", B6_1="c", Q1_1="b")

    (problem,) = response.context["typed"].problems
    assert problem.sentence.startswith(f"Day 1: There is a function check for {first + DAY};")
    assert (kept(), len(kept(FunctionCheck))) == ([], 1)


def test_mood_is_for_the_person_to_enter_and_strain_for_who_helps(client, record, ada, ben, cleo):
    asked = {}
    for user in (ada, ben, cleo):
        client.force_login(user)
        groups = client.get(reverse("sheet", args=[record.pk])).context["groups"]
        asked[user.name] = {each["row"].code for group in groups for each in group["rows"]} & {"W16", "W17", "W18"}

    assert asked == {"Ada": {"W16"}, "Ben": {"W17", "W18"}, "Cleo": set()}


def test_a_sheet_is_not_entered_by_who_may_only_look(client, record, ben, first):
    ben.memberships.update(access="read")
    client.force_login(ben)

    assert send(client, record, first, F1_1="4").status_code == 403
    assert CheckIn.objects.count() == 0


def memories():
    rows = RememberedOnset.objects.standing().order_by("made_at")
    return [(row.cell, row.month, row.precision, row.author.name, row.source) for row in rows.select_related("author")]


@pytest.mark.parametrize(
    ("said", "month", "precision"),
    [
        ({"D2_1": "3/2024"}, dt.date(2024, 3, 1), "month"),
        ({"D2_1": "March 2024"}, dt.date(2024, 3, 1), "month"),
        ({"D2_1": "2024"}, dt.date(2024, 1, 1), "year"),
        ({"D3_1": "a"}, None, "not_sure"),
    ],
)
def test_when_it_began_is_remembered_of_the_part_where_it_did(ben_at, record, first, said, month, precision):
    for _twice in range(2):
        assert send(ben_at, record, first, page="sheet_first", who="helped", D1_1="f", **said).status_code == 302
    record.refresh_from_db()

    assert memories() == [("hand.left", month, precision, "Ben", "helped")]
    assert RememberedOnset.objects.count() == 1
    assert (record.onset_cell, record.onset_month) == ("hand.left", month)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"D2_1": "03/2024"}, "Row D2, day 1: Say in D1 where it began."),
        ({"D3_1": "a"}, "Row D3, day 1: Say in D1 where it began."),
        (
            {"D1_1": "f", "D2_1": "spring"},
            "Row D2, day 1: “spring” was found here; write month and year, such as 03/2024.",
        ),
        (
            {"D1_1": "f", "D2_1": "2024", "D3_1": "a"},
            "Row D3, day 1: D2 says when it began, and D3 that this is not known. Leave one of them out.",
        ),
        ({"D1_1": "f", "D2_1": "01/2099"}, "Day 1: 2099-01-01 is in the future: where Ada lives it is {today}."),
    ],
)
def test_when_it_began_is_told_where_it_cannot_be_and_then_nothing_is_saved(ben_at, record, first, today, said, told):
    response = send(ben_at, record, first, page="sheet_first", B6_1="c", **said)
    record.refresh_from_db()

    assert [problem.sentence for problem in response.context["typed"].problems] == [told.format(today=today)]
    assert (response.status_code, kept(), memories(), record.onset_cell) == (422, [], [], "")


@pytest.mark.parametrize(("answer", "year"), [("keep", 2023), ("add", 2024)])
def test_what_is_remembered_otherwise_is_not_changed_without_asking(ben_at, record, ada, first, answer, year):
    how = {"by": ada, "source": "self", "now": timezone.now()}
    remember_onset(record, "hand.left", "year", month=dt.date(2023, 1, 1), **how)
    said = {"page": "sheet_first", "who": "helped", "D1_1": "f", "D2_1": "2024", "B6_1": "c"}
    asked = send(ben_at, record, first, **said)
    (question,) = asked.context["typed"].questions
    assert (asked.status_code, question.began) == (422, "Left hand and fingers: 2023")
    assert send(ben_at, record, first, began=answer, **said).status_code == 302

    assert [row[1].year for row in memories()] == [year]
    assert len(kept()) == 1


def test_a_sheet_leaves_out_what_the_plan_does_and_one_that_was_printed_before_is_entered_whole(
    ben_at, record, ben, first
):
    change_plan(record, timezone.localdate() - DAY, by=ben, left_out=["left_arm", "cramps", "week"])
    paper = ben_at.get(reverse("tick_sheet", args=[record.pk]))
    codes = [row.code for key in ("parts", "body", "week") for group in paper.context[key] for row in group.rows]

    assert paper.context["pages"] == ["parts", "letters", "body"]
    assert [code for code in codes if code[0] not in "T"] == [
        *(f"B{n}" for n in (1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13)),
        *("S3", "S4", "F1", "F2", "F3", "F4"),
    ]
    assert "Page 3 of 3" in text(paper)
    send(ben_at, record, first, B6_1="c", C1_1="2", W1_1="3")
    assert kept()[0][3] == {"weakness.hand.left": 2, "cramps.count": 2, "signs.breathless_lying_flat": 3}


def test_a_plan_that_leaves_out_everything_has_no_sheet_but_a_word(ben_at, record, ben):
    change_plan(record, timezone.localdate() - DAY, by=ben, left_out=TOPICS)

    paper = ben_at.get(reverse("tick_sheet", args=[record.pk]))
    assert paper.context["pages"] == []
    assert "All that this sheet asks is left out. What is asked can be chosen in the plan." in text(paper)
