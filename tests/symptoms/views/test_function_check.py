import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import FUNCTION_ITEMS
from symptoms.models import Draft, FunctionCheck
from symptoms.record.columns import values_of
from symptoms.wording import FUNCTION, PERSON
from symptoms.write import verbs

DAY = dt.timedelta(days=1)


def url(record):
    return reverse("function_check", args=[record.pk])


def item(record, day, step):
    return reverse("function_item", args=[record.pk, day, f"function.{step}"])


def send(client, record, day, **said):
    """Each answer on its own page, then "Save"."""
    for step, value in said.items():
        client.post(item(record, day, step), {"answer": value})
    return client.post(reverse("function_end", args=[record.pk, day]))


def earlier(record, by, day, source="self", **said):
    values = {f"function.{item}": value for item, value in said.items()}
    verbs.record_function_check(record, day, values, by=by, source=source, now=timezone.now())


def moves(response, client):
    page = client.get(response["Location"])
    return [(str(move.question), str(move.before), str(move.now)) for move in page.context["moves"]]


def test_a_function_check_is_saved_with_the_tube_that_decides_the_fifth_question(client, record, ada, today):
    client.force_login(ada)
    response = send(client, record, today, gastrostomy="1", cutting_food="2", speech="3")

    entry = FunctionCheck.objects.get()
    assert response["Location"] == reverse("more", args=[record.pk])
    assert (entry.source, entry.mode) == ("self", "app")
    assert values_of(entry) == {"function.gastrostomy": 1, "function.cutting_food": 2, "function.speech": 3}


def test_a_clinicians_check_is_marked_as_made_in_the_clinic(client, record, cleo, today):
    client.force_login(cleo)
    send(client, record, today, speech="3")

    entry = FunctionCheck.objects.get()
    assert (entry.source, entry.mode) == ("clinician", "clinic")


def chosen(client, record, day, step):
    asked = client.get(item(record, day, step)).context["asked"]
    return [str(answer.text) for answer in asked.answers if answer.chosen or answer.before]


def test_the_last_answers_are_not_shown_while_answering(client, record, ada, today):
    earlier(record, ada, today - 30 * DAY, speech=2)
    client.force_login(ada)

    assert chosen(client, record, today, "speech") == []


def test_a_check_of_the_same_day_is_shown_to_be_changed(client, record, ada, today):
    earlier(record, ada, today, speech=2, gastrostomy=1, cutting_food=3)
    client.force_login(ada)

    assert chosen(client, record, today, "speech") == [
        "People can understand you, but you often have to say words again."
    ]
    assert chosen(client, record, today, "cutting_food") == [
        "Your hands are clumsy, but you do every step on your own."
    ]


def test_each_item_leads_to_the_next_and_the_last_to_the_end(client, record, ada, today):
    client.force_login(ada)
    steps, at = [], item(record, today, "gastrostomy")
    while at != reverse("function_end", args=[record.pk, today]):
        steps.append(at.rstrip("/").rpartition(".")[2])
        at = client.post(at, {"answer": "0"})["Location"]

    assert steps == ["gastrostomy", *FUNCTION_ITEMS]


def test_cutting_food_is_not_asked_before_the_feeding_tube_is_known(client, record, ada, today):
    client.force_login(ada)
    response = client.get(item(record, today, "cutting_food"))

    assert response["Location"] == item(record, today, "gastrostomy")


def test_a_feeding_tube_on_the_list_is_not_asked_about_and_turns_the_fifth_question(client, record, ada, today):
    verbs.record_treatment(
        record, kind="gastrostomy", detail="peg", start=today - DAY, by=ada, source="self", now=timezone.now()
    )
    client.force_login(ada)
    begins = client.get(url(record)).context["first"]
    asked = client.get(item(record, today, "cutting_food")).context["asked"]
    response = send(client, record, today, cutting_food="2")

    assert begins == "function.speech"
    assert str(asked.title) == PERSON.says(FUNCTION["cutting_food_gastrostomy"].text)
    assert response["Location"] == reverse("more", args=[record.pk])
    assert values_of(FunctionCheck.objects.get()) == {"function.gastrostomy": 1, "function.cutting_food": 2}


def test_who_says_that_there_is_no_tube_is_asked_as_without(client, record, ada, today):
    verbs.record_treatment(record, kind="gastrostomy", start=today, by=ada, source="self", now=timezone.now())
    client.force_login(ada)
    send(client, record, today, gastrostomy="0", cutting_food="2")

    assert values_of(FunctionCheck.objects.get()) == {"function.gastrostomy": 0, "function.cutting_food": 2}


def test_a_tube_that_was_taken_out_is_asked_about(client, record, ada, today):
    how = {"by": ada, "source": "self", "now": timezone.now()}
    verbs.record_treatment(record, kind="gastrostomy", start=today - 9 * DAY, stop=today - DAY, **how)
    client.force_login(ada)

    assert client.get(url(record)).context["first"] == "function.gastrostomy"


def test_another_answer_on_the_tube_asks_cutting_food_anew(client, record, ada, today):
    client.force_login(ada)
    for step, answer in (("gastrostomy", "0"), ("cutting_food", "3"), ("gastrostomy", "1")):
        client.post(item(record, today, step), {"answer": answer})

    assert Draft.objects.get().answers == {"function.gastrostomy": 1, "function.cutting_food": None}


def test_help_is_one_press(client, record, ada, today):
    client.force_login(ada)
    client.post(url(record), {"helped": "on"})
    send(client, record, today, speech="3")

    assert FunctionCheck.objects.get().source == "helped"


def test_who_stopped_finds_where_to_go_on(client, record, ada, today):
    client.force_login(ada)
    client.post(item(record, today, "gastrostomy"), {"answer": "0"})

    page = client.get(url(record))
    assert (page.context["begun"], page.context["first"]) == (1, "function.speech")


def test_an_item_that_moved_by_two_is_asked_about_after_saving(client, record, ada, today):
    earlier(record, ada, today - 30 * DAY, speech=4, walking=3, gastrostomy=0)
    client.force_login(ada)
    response = send(client, record, today, speech="2", walking="2", gastrostomy="0")

    assert moves(response, client) == [
        (
            "How is your speech?",
            "Your speech is the same as it was before ALS.",
            "People can understand you, but you often have to say words again.",
        )
    ]


def test_an_item_that_went_up_by_two_is_asked_about_as_well(client, record, ada, today):
    earlier(record, ada, today - 30 * DAY, walking=1)
    client.force_login(ada)

    assert len(moves(send(client, record, today, walking="3"), client)) == 1


def test_two_wordings_of_cutting_food_are_not_compared(client, record, ada, today):
    earlier(record, ada, today - 30 * DAY, cutting_food=4, gastrostomy=0)
    client.force_login(ada)

    assert send(client, record, today, gastrostomy="1", cutting_food="1")["Location"] == reverse(
        "more", args=[record.pk]
    )


def test_the_clinics_answers_are_not_compared_with_the_persons(client, record, ada, cleo, today):
    earlier(record, cleo, today - 30 * DAY, source="clinician", speech=4)
    client.force_login(ada)

    assert send(client, record, today, speech="1")["Location"] == reverse("more", args=[record.pk])


@pytest.mark.parametrize(("answer", "on_list", "asked"), [("3", False, "unlisted"), ("4", True, "listed")])
def test_a_breathing_machine_that_does_not_fit_the_list_is_asked_about(
    client, record, ada, today, answer, on_list, asked
):
    if on_list:
        verbs.record_treatment(record, by=ada, source="self", now=timezone.now(), kind="niv", start=today - 30 * DAY)
    client.force_login(ada)
    response = send(client, record, today, respiratory_insufficiency=answer)

    assert client.get(response["Location"]).context["machine"] == asked


def test_two_checks_are_fourteen_days_apart(client, record, ada, today):
    earlier(record, ada, today - 13 * DAY, speech=4)
    client.force_login(ada)
    response = send(client, record, today, speech="3")

    assert client.get(url(record)).context["too_early"] == today + DAY
    assert response.status_code == 422
    assert FunctionCheck.objects.count() == 1


def test_after_fourteen_days_the_next_check_is_open(client, record, ada, today):
    earlier(record, ada, today - 14 * DAY, speech=4)
    client.force_login(ada)

    assert client.get(url(record)).context["too_early"] is None


def test_the_clinic_is_not_bound_to_fourteen_days(client, record, ada, cleo, today):
    earlier(record, ada, today - DAY, speech=4)
    client.force_login(cleo)

    assert client.get(url(record)).context["too_early"] is None


def test_a_wrong_answer_is_told_and_keeps_nothing(client, record, ada, today):
    client.force_login(ada)
    response = client.post(item(record, today, "speech"), {"answer": "9"})

    assert response.status_code == 422
    assert response.context["error"] == "“9” was found, a whole number from 0 to 4 is allowed."
    assert Draft.objects.count() == 0


def test_saving_nothing_says_that_nothing_was_saved(client, record, ada, today):
    client.force_login(ada)
    response = send(client, record, today)

    assert (response.status_code, response.context["error"]) == (422, "Nothing was filled in, so nothing was saved.")


def test_saved_twice_is_one_check(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today, speech="3")
    send(client, record, today, speech="3")

    assert FunctionCheck.objects.count() == 1


def test_nobody_else_is_asked_about_someones_answers(client, record, ada, ben, today):
    earlier(record, ada, today, speech=2)
    client.force_login(ben)
    saved = reverse("function_check_saved", args=[record.pk, FunctionCheck.objects.get().pk])

    assert client.get(saved).status_code == 404


def test_who_began_before_midnight_goes_on_in_the_morning(client, record, ada, today):
    client.force_login(ada)
    send(client, record, today - DAY, gastrostomy="0", speech="3")
    page = client.get(url(record))
    assert page.context["too_early"] == today + 13 * DAY
    assert page.context["go_on"] == item(record, today - DAY, "salivation")

    send(client, record, today - DAY, **dict.fromkeys(FUNCTION_ITEMS, "3"))
    assert client.get(url(record)).context["go_on"] is None
