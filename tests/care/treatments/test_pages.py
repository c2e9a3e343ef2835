"""The pages of the treatments: what goes on and what ended, how one is today, and that it was stopped."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import TreatmentDay
from symptoms.models import Measurement, Treatment
from symptoms.models.base import Source
from symptoms.record.days import local_day
from symptoms.write import verbs

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def begun(record, ada, today):
    def begun(kind="niv", **fields):
        how = {"by": ada, "source": Source.SELF, "now": timezone.now()}
        return verbs.record_treatment(record, **{"kind": kind, "start": today - 9 * DAY, **fields}, **how).entry

    return begun


def at(name, record, row, *more):
    return reverse(name, args=[record.pk, row.pk, *more])


def test_what_goes_on_and_what_ended_are_listed_apart(client, record, ben, begun, today):
    begun("riluzole", label="Riluzole Kim")
    begun("gastrostomy", detail="peg", start=today - 8 * DAY)
    begun("aac", stop=today - DAY)
    client.force_login(ben)
    pages = [client.get(reverse("treatments", args=[record.pk]) + asked).context for asked in ("", "?ended")]

    assert [[name for _row, name, _when in page["rows"]] for page in pages] == [
        ["Riluzole Kim", "Feeding tube (PEG)"],
        ["Speech device"],
    ]
    assert [page["any_ended"] for page in pages] == [True, False]


def test_it_is_stopped_in_three_presses_with_a_reason(client, record, ada, begun, today):
    row = begun(detail="nose", dose="12/5")
    client.force_login(ada)
    stop = at("treatment_stop", record, row)
    days = [str(each.day) for each in client.get(stop).context["days"]]
    for _press in range(2):
        end = client.post(f"{stop}?day={today - DAY}", {"reason": "hard_to_use"})
    now = Treatment.objects.standing().get()

    assert days[:2] == [str(today), str(today - DAY)]
    assert (now.detail, now.dose, now.stop, now.stop_reason) == ("nose", "12/5", today - DAY, "hard_to_use")
    assert end["Location"] == at("treatment_shown", record, now)
    assert client.get(at("treatment_shown", record, row))["Location"] == at("treatment_shown", record, now)


@pytest.mark.parametrize("asked", ["?day={early}", "?day=never"])
def test_a_last_day_that_cannot_be_is_asked_again(client, record, ada, begun, today, asked):
    row = begun()
    client.force_login(ada)
    page = client.get(at("treatment_stop", record, row) + asked.format(early=today - 20 * DAY))

    assert (page.status_code, page.context["day"], bool(page.context["error"])) == (422, None, True)
    assert next(each.day for each in page.context["days"]) == today


def test_any_last_day_is_pressed_and_none_before_the_first(client, record, ada, begun, today):
    first = today - 400 * DAY
    stop = at("treatment_stop", record, begun(start=first))
    client.force_login(ada)
    weeks = client.get(f"{stop}?weeks={first:%Y-%m}").context["leads"]
    days = [each.day for each in client.get(f"{stop}?{weeks[-2].query}").context["days"]]

    assert client.get(stop).context["another_url"] == f"?weeks={today:%Y-%m}"
    assert (days[0], {day.month for day in days}) == (first, {first.month})
    client.post(f"{stop}?day={first}", {"reason": ""})
    assert Treatment.objects.standing().get().stop == first


def test_a_reason_that_nobody_offers_saves_nothing(client, record, ada, begun, today):
    row = begun()
    client.force_login(ada)

    assert client.post(f"{at('treatment_stop', record, row)}?day={today}", {"reason": "magic"}).status_code == 422
    assert Treatment.objects.standing().get().stop is None


def test_another_stops_it_and_takes_that_back_and_changes_no_more_of_it(client, record, ben, begun, today):
    row = begun(dose="12/5")
    client.force_login(ben)
    page = client.get(at("treatment_shown", record, row)).context
    stop = at("treatment_stop", record, row)
    for _press in range(2):
        client.post(f"{stop}?day={today - DAY}", {"reason": "hard_to_use"})
    ended = Treatment.objects.standing().get()
    then = client.get(at("treatment_shown", record, ended)).context
    asked = client.get(at("retract_entry", record, ended))
    client.post(at("retract_entry", record, ended))
    back = Treatment.objects.standing().get()

    assert [page[name] for name in ("may", "may_change", "may_stop", "asks")] == [False, False, True, True]
    assert (ended.author, ended.source, ended.dose, ended.stop) == (ben, Source.CAREGIVER, "12/5", today - DAY)
    assert [then[name] for name in ("may", "may_change", "may_stop")] == [True, False, False]
    assert (asked.context["change"], "What Ada wrote counts again: it goes on." in asked.content.decode()) == ("", True)
    assert (back.author, back.stop) == (row.author, None)
    assert client.get(at("treatment_shown", record, row))["Location"] == at("treatment_shown", record, back)


def test_who_entered_it_says_that_what_another_ended_goes_on_and_takes_an_ending_of_theirs_back(
    client, record, ada, ben, begun, today
):
    row = begun(dose="12/5")
    ended = [at("treatment_stop", record, row) + f"?day={today}", {"reason": ""}]
    client.force_login(ben)
    client.post(*ended)
    client.force_login(ada)
    now = Treatment.objects.standing().get()
    page = client.get(at("treatment_shown", record, now)).context
    form = f"{reverse('treatment', args=[record.pk])}?changes={now.pk}"
    client.post(form, {**client.get(form).context["form"].initial, "stop": ""})
    going = Treatment.objects.standing().get()
    client.post(at("treatment_stop", record, going) + f"?day={today}", {"reason": ""})
    mine = Treatment.objects.standing().get()
    asked = client.get(at("retract_entry", record, mine)).content.decode()
    client.post(at("retract_entry", record, mine))
    back = Treatment.objects.standing().get()

    assert [page[name] for name in ("may", "may_change", "may_stop")] == [False, True, False]
    assert (now.author, going.author, going.source, going.stop, going.dose) == (ben, ada, Source.SELF, None, "12/5")
    assert ("It goes on, as before." in asked, back.author, back.stop) == (True, ada, None)


def test_what_another_ended_is_not_ended_anew(client, record, ben, begun, today):
    row = begun(stop=today - DAY)
    client.force_login(ben)

    assert client.get(at("treatment_stop", record, row)).status_code == 403


def test_hours_comfort_and_troubles_are_said_one_after_the_other(client, record, ben, begun, today):
    row = begun()
    client.force_login(ben)
    sent = [("niv_hours", "7"), ("comfort", "6"), ("helped", "skip"), ("troubles", "leaks"), ("troubles", "dry_mouth")]
    led = [
        client.post(at("treatment_day", record, row, today, step), {"answer": said})["Location"] for step, said in sent
    ]

    said = TreatmentDay.objects.standing().get()
    assert [url.partition("?")[0].rstrip("/").rpartition("/")[2] for url in led] == [
        *("comfort", "helped", "troubles", "troubles", "troubles"),
    ]
    assert (said.comfort, said.helped, said.troubles, said.source) == (6, None, "dry_mouth leaks", "caregiver")
    assert float(Measurement.objects.standing().get().niv_hours) == 7
    assert client.get(at("treatment_shown", record, row)).context["said"][0][1] == [
        "How well the mask could be borne: 6 of 10",
        "Dry mouth",
        "Air leaks",
    ]


def test_an_answer_is_taken_back(client, record, ada, begun, today):
    row = begun()
    client.force_login(ada)
    for answer in ("6", "take_back"):
        client.post(at("treatment_day", record, row, today, "comfort"), {"answer": answer})

    assert TreatmentDay.objects.standing().get().comfort is None


@pytest.mark.parametrize(("step", "answer"), [("comfort", "11"), ("comfort", "x"), ("troubles", "trips")])
def test_what_is_not_offered_is_refused(client, record, ada, begun, today, step, answer):
    row = begun()
    client.force_login(ada)

    assert client.post(at("treatment_day", record, row, today, step), {"answer": answer}).status_code == 422
    assert not TreatmentDay.objects.exists()


def test_a_dose_of_one_day_is_asked_about_on_the_days_after_it(client, record, ada, begun, today):
    row = begun("tofersen")
    client.force_login(ada)
    client.post(at("treatment_day", record, row, today, "troubles"), {"answer": "headache"})

    assert client.get(at("treatment_shown", record, row)).context["asks"]
    assert [said.day for said in TreatmentDay.objects.standing()] == [today]


def test_who_was_signed_out_finds_the_press_marked(client, record, ada, begun, today):
    row = begun()
    url = at("treatment_day", record, row, today, "comfort")
    client.post(url, {"answer": "3"})
    client.force_login(ada)

    assert 'class="choice pressed" name="answer" value="3"' in client.get(url).content.decode()
