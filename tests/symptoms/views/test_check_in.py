"""The page of a day: receipts, "no change", undo."""

import datetime as dt
import re
import uuid
import zoneinfo

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from people.models import AuditEvent, Membership
from symptoms.models import CheckIn, Draft, Event
from symptoms.record.columns import values_of
from symptoms.record.days import spoken
from symptoms.write import verbs
from tests.cast import new_patient, person

DAY = dt.timedelta(days=1)


def url(record):
    return reverse("check_in", args=[record.pk])


def press(client, record, name, day, **sent):
    return client.post(reverse(name, args=[record.pk, day]), sent)


def answer(client, record, day, **said):
    """Each answer is one press on its own page; ``weakness__neck="3"``."""
    for name, value in said.items():
        step = name.replace("__", ".")
        client.post(reverse("question", args=[record.pk, day, "all", step]), {"answer": value})


def log(client, record, day, **said):
    answer(client, record, day, **said)
    return press(client, record, "done", day)


def said(record, day, by, **values):
    measures = {name.replace("__", "."): value for name, value in values.items()}
    verbs.record_check_in(record, day, measures, by=by, source="self", now=timezone.now())


def standing(record):
    entries = CheckIn.objects.standing().filter(patient=record).order_by("made_at")
    return [(entry.author.name, entry.source, entry.day, values_of(entry)) for entry in entries]


def receipts(client, record, day):
    page = client.get(url(record), {"day": day}).context["page"]
    return [f"{receipt.sentence} {receipt.seen}".strip() for receipt in page.receipts]


def buttons(client, record, day):
    """The big ones of the page of a day, in words."""
    page = client.get(url(record), {"day": day}).content.decode()
    return re.findall(r'<button class="button big"[^>]*>(.*?)</button>', page)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_receipt_says_when_by_whom_for_which_day_and_who_sees_it(client, record, ada, ben, cleo, today):
    client.force_login(ada)
    response = log(client, record, today, weakness__hand__left="2", fatigue__now="5")

    assert response["Location"] == "/"
    assert standing(record) == [("Ada", "self", today, {"weakness.hand.left": 2, "fatigue.now": 5})]
    made_at = CheckIn.objects.get().made_at.astimezone(zoneinfo.ZoneInfo("Europe/Berlin"))
    saved = f"Saved {made_at:%H:%M} by Ada for {today:%A} {today.day} {today:%B}."
    assert receipts(client, record, today) == [f"{saved} Your team at North Clinic can see it."]
    client.force_login(ben)
    assert receipts(client, record, today) == [f"{saved} The team at North Clinic can see it."]


def test_a_record_without_a_care_team_promises_no_reader(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today, weakness__neck="3")

    assert receipts(client, record, today)[0].endswith(f"for {today:%A} {today.day} {today:%B}.")


def test_who_pressed_done_with_nothing_is_told_nothing_false(client, record, ada, today):
    client.force_login(ada)
    press(client, record, "done", today)

    assert standing(record) == []
    assert receipts(client, record, today) == []


def test_help_is_one_press_and_one_press_takes_it_back(client, record, ada, today):
    client.force_login(ada)
    press(client, record, "helped", today, helped="on")
    log(client, record, today, weakness__neck="3")
    assert standing(record)[0][1] == "helped"

    press(client, record, "helped", today, helped="off")
    log(client, record, today, weakness__neck="2")
    assert standing(record)[0][1] == "self"


def test_a_caregiver_writes_as_one_and_comes_back_to_this_record(client, record, ben, today):
    client.force_login(ben)
    press(client, record, "helped", today, helped="on")
    response = log(client, record, today, weakness__neck="3")

    assert response["Location"] == f"/?person={record.pk}"
    assert standing(record) == [("Ben", "caregiver", today, {"weakness.neck": 3})]


def test_a_clinician_writes_as_one_and_goes_on_to_the_dashboard(client, record, cleo, today):
    client.force_login(cleo)
    response = log(client, record, today, weakness__neck="3")

    assert response["Location"] == reverse("dashboard", args=[record.pk])
    assert standing(record) == [("Cleo", "clinician", today, {"weakness.neck": 3})]
    assert told(response)[0].startswith("Saved ")


def test_yesterday_is_filled_in_without_a_word_about_today(client, record, ada, today):
    client.force_login(ada)
    response = log(client, record, today - DAY, weakness__neck="3")

    assert response["Location"] == f"{url(record)}?day={today - DAY}"
    assert standing(record) == [("Ada", "self", today - DAY, {"weakness.neck": 3})]
    assert client.get(url(record)).context["page"].receipts == ()


def test_a_date_last_year_can_be_filled_in_and_is_marked_late(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today - 365 * DAY, weakness__neck="3")

    page = client.get(reverse("entries", args=[record.pk]))
    assert [entry.late for entry in page.context["entries"]] == [365]


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


def test_undo_takes_the_entry_back_and_it_stays_on_record(client, record, ada, today):
    said(record, today - DAY, ada, weakness__neck=3)
    client.force_login(ada)
    id = str(uuid.uuid4())
    press(client, record, "no_change", today, id=id)
    for _ in range(2):
        press(client, record, "undo", today, id=id)

    assert [day for _, _, day, _ in standing(record)] == [today - DAY]
    assert CheckIn.objects.get(pk=id).status == "error"
    assert client.get(url(record)).context["page"].can_be_same


def test_undo_of_a_change_gives_the_earlier_answers_of_the_day_back(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today, weakness__neck="3", weakness__speech="4")
    log(client, record, today, weakness__neck="1")
    press(client, record, "undo", today, id=str(CheckIn.objects.standing().get().pk))

    assert standing(record) == [("Ada", "self", today, {"weakness.neck": 3, "weakness.speech": 4})]
    for _ in range(2):
        press(client, record, "undo", today, id=str(CheckIn.objects.order_by("made_at").last().pk))
    assert standing(record) == []


def test_undo_amid_further_answers_leaves_what_was_taken_back_out_of_the_next_entry(client, record, ada, today):
    client.force_login(ada)
    log(client, record, today, weakness__neck="1")
    recorded = CheckIn.objects.standing().get().pk
    client.post(reverse("question", args=[record.pk, today, "all", "weakness.speech"]), {"answer": "3"})
    press(client, record, "undo", today, id=str(recorded))
    press(client, record, "done", today)

    assert standing(record) == [("Ada", "self", today, {"weakness.speech": 3})]


def test_nobody_undoes_what_another_said(client, record, ada, ben, today):
    said(record, today, ada, weakness__neck=3)
    client.force_login(ben)

    assert press(client, record, "undo", today, id=str(CheckIn.objects.get().pk)).status_code == 404
    assert len(standing(record)) == 1


def test_who_has_begun_finds_where_to_go_on(client, record, ada, today):
    client.force_login(ada)
    answer(client, record, today, weakness__neck="3")

    assert client.get(url(record)).context["page"].waits
    assert "Go on" in client.get("/").content.decode()


@pytest.mark.parametrize("day", ["tomorrow", "2999-01-01"])
def test_an_address_with_an_impossible_day_says_so_and_shows_today(client, record, ada, today, day):
    client.force_login(ada)
    response = client.get(url(record), {"day": day})

    assert response.status_code == 400
    assert list(response.context["choose"].errors) == ["day"]
    assert response.context["page"].day == today


@pytest.mark.parametrize("name", ["no_change", "done", "undo", "helped"])
@pytest.mark.parametrize("day", ["2999-01-01", "1890-01-01"])
def test_no_press_writes_for_a_day_that_cannot_be(client, record, ada, name, day):
    client.force_login(ada)
    press(client, record, name, day, helped="on", id=str(uuid.uuid4()))

    assert (CheckIn.objects.count(), Draft.objects.count()) == (0, 0)


def test_a_stranger_finds_nothing_and_a_reader_may_not_write(client, record, dan, today):
    client.force_login(dan)
    assert client.get(url(record)).status_code == 404

    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="caregiver", access="read")
    client.force_login(reader)
    presses = [press(client, record, name, today).status_code for name in ("no_change", "done", "undo", "helped")]
    assert (client.get(url(record)).status_code, presses) == (403, [403, 403, 403, 403])


def test_to_see_what_was_said_is_a_look(client, record, ben):
    client.force_login(ben)
    client.get(url(record))

    assert list(AuditEvent.objects.values_list("verb", "user")) == [("view", ben.pk)]


def test_the_short_address_leads_to_the_one_record_that_this_person_writes_in(client, record, ada):
    client.force_login(ada)
    assert client.get("/check-in/")["Location"] == url(record)


def test_the_short_address_asks_whose_where_there_are_several(client, record, ben):
    other = new_patient(record.clinic, "A-2", name="Fay")
    Membership.objects.create(user=ben, patient=other, role="caregiver", access="write")
    client.force_login(ben)

    assert {patient.name for patient in client.get("/check-in/").context["patients"]} == {"Ada", "Fay"}


@pytest.mark.parametrize("days", [1, 60])
def test_the_page_takes_eight_queries_however_long_the_record(
    client, record, ada, cleo, today, days, django_assert_num_queries
):
    for ago in range(1, days + 1):
        said(record, today - ago * DAY, ada, weakness__hand__left=2)
    client.force_login(ada)
    answer(client, record, today, weakness__neck="3")
    client.get(url(record))
    with django_assert_num_queries(8):
        client.get(url(record))


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
