"""What was written: the calendar, its weeks and days, and what is changed, taken back and counted again from there."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import AuditEvent
from symptoms.models import CheckIn, Event
from symptoms.write import verbs
from symptoms.write.rows import insert_entries

DAY = dt.timedelta(days=1)


@pytest.fixture
def logged(record, ada, ben, today):
    """Ada's check-in for three days ago, written today, and Ben's fall of yesterday."""
    now = timezone.now()
    values = {"weakness.hand.left": 2}
    verbs.record_check_in(
        record, today - 3 * DAY, values, by=ada, source="helped", now=now, not_known={"neck": "not_tried"}
    )
    verbs.record_event(record, by=ben, source="caregiver", now=now, kind="fall", start=today - DAY)


def at(record, name="entries", *args):
    return reverse(name, args=[record.pk, *args])


def listed(client, record, day):
    return [
        (
            str(entry.title),
            entry.row.author.name,
            entry.day,
            entry.late,
            [tuple(map(str, line)) for line in entry.lines],
        )
        for entry in client.get(at(record, "entries_day", day)).context["entries"]
    ]


def month_of(client, record, month=""):
    """By day whose word stands, as the calendar shows it."""
    rows = client.get(at(record), {"month": month}).context["rows"]
    days = [day for row in rows for day in row["days"] if day]
    return {day["day"]: [str(voice.word) for voice in day["who"]] for day in days}


def test_entries_tell_what_was_written_by_whom_for_which_day_and_how_late(client, record, logged, ada, today):
    client.force_login(ada)

    assert listed(client, record, today - DAY) == [("Event", "Ben", today - DAY, 0, [("What", "Fall")])]
    assert listed(client, record, today - 3 * DAY) == [
        (
            "Check-in",
            "Ada",
            today - 3 * DAY,
            3,
            [("Left hand and fingers", "You need help or an aid with some tasks"), ("Neck", "Not tried")],
        ),
    ]


@pytest.mark.parametrize("who", ["ada", "ben", "cleo"])
def test_the_calendar_asks_as_many_queries_of_ten_days_as_of_ten_years(client, record, ada, today, request, who):
    client.force_login(request.getfixturevalue(who))
    pages = [
        at(record),
        at(record, "entries_elsewhere"),
        *(at(record, f"entries_{of}", today) for of in ("week", "day")),
    ]

    def asked():
        client.get(reverse("help"))  # a session of staff is stamped once a minute
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            found.append(len(queries))
        return found

    how = {"source": "self", "author": ada, "patient": record, "made_at": timezone.now()}
    bulk_days(today, range(10), how)
    short = asked()
    bulk_days(today, range(10, 3650), how)

    assert asked() == short
    assert max(short) <= 8


def bulk_days(today, days, how):
    insert_entries(
        CheckIn,
        (
            (
                {
                    "id": uuid.uuid4(),
                    "patient_id": how["patient"].pk,
                    "author_id": how["author"].pk,
                    "source": how["source"],
                    "made_at": how["made_at"],
                    "status": "standing",
                    "supersedes_id": None,
                    "day": today - day * DAY,
                    "time_zone": "Europe/Berlin",
                    "wording": "",
                },
                {"fatigue.now": 3},
                (),
                {},
            )
            for day in days
        ),
    )


def test_the_calendar_tells_whose_word_stands_and_leaves_a_gap_a_gap(client, record, logged, ada, ben, cleo, today):
    verbs.record_measurement(
        record, dt.date(2026, 2, 3), {"weight": 70}, by=cleo, source="clinician", now=timezone.now()
    )
    verbs.record_check_in(
        record, dt.date(2026, 2, 3), {"fatigue.now": 1}, by=ben, source="caregiver", now=timezone.now()
    )
    client.force_login(ada)
    found = month_of(client, record, "2026-02")

    assert len(found) == 28
    assert {day: who for day, who in found.items() if who} == {dt.date(2026, 2, 3): ["Someone who helps", "The clinic"]}
    client.force_login(ben)
    assert month_of(client, record, f"{today - 3 * DAY:%Y-%m}")[today - 3 * DAY] == ["Ada"]


def test_what_was_taken_back_leaves_the_calendar_and_stays_folded_in_its_day(client, record, ada, today):
    entry = verbs.record_check_in(record, today, {"fatigue.now": 1}, by=ada, source="self", now=timezone.now()).entry
    verbs.retract(entry, by=ada)
    client.force_login(ada)
    page = client.get(at(record, "entries_day", today))

    assert month_of(client, record)[today] == []
    assert (page.context["standing"], [each["entry"].row for each in page.context["gone"]]) == ([], [entry])
    assert "1 that was corrected or taken back" in page.content.decode()


def test_a_year_back_is_a_press_and_no_way_leads_to_where_nothing_is(client, record, ada, today):
    client.force_login(ada)
    nothing = client.get(at(record, "entries_elsewhere")).context
    names = ("before", "after", "year_before", "year_after", "first", "newest")
    assert {name: nothing[name] for name in names} == dict.fromkeys(names)
    for day in (dt.date(2024, 5, 9), dt.date(2025, 12, 31)):
        verbs.record_check_in(record, day, {"fatigue.now": 1}, by=ada, source="self", now=timezone.now())
    found = client.get(at(record, "entries_elsewhere"), {"month": "2025-06"}).context

    assert {name: found[name] for name in names} == {
        "before": dt.date(2025, 5, 1),
        "after": dt.date(2025, 7, 1),
        "year_before": dt.date(2024, 6, 1),
        "year_after": dt.date(2026, 6, 1),
        "first": dt.date(2024, 5, 1),
        "newest": dt.date(2025, 12, 1),
    }


@pytest.mark.parametrize("month", ["9" * 21, "0001-01", "2026-13", "9999-12", "x"])
def test_a_month_that_is_none_shows_that_of_today(client, record, ada, today, month):
    client.force_login(ada)
    assert client.get(at(record), {"month": month}).context["month"] == today.replace(day=1)


@pytest.mark.parametrize("page", ["9" * 21, "9" * 5000, "0", "x"])
def test_a_page_number_that_is_none_shows_a_page(client, record, ada, today, page):
    client.force_login(ada)
    assert client.get(at(record, "entries_day", today), {"page": page}).status_code == 200


@pytest.mark.parametrize(("who", "sizes"), [("ada", [4, 3]), ("cleo", [7, 0])])
def test_a_day_of_many_entries_is_shown_a_few_at_a_time_to_weak_hands(client, record, ada, today, request, who, sizes):
    for _n in range(7):
        verbs.record_event(record, by=ada, source="self", now=timezone.now(), kind="fall", start=today)
    client.force_login(request.getfixturevalue(who))
    pages = [client.get(at(record, "entries_day", today), {"page": page}).context for page in (1, 2)]

    assert [len(page["entries"]) for page in pages] == sizes
    assert (pages[0]["more"], pages[1]["more"]) == ((2, 1) if who == "ada" else (None, 1))


@pytest.mark.parametrize("kind", ["check-in", "function check", "measurement", "treatment", "event", "memory"])
def test_what_was_taken_back_by_mistake_counts_again_with_a_press(client, record, ada, today, kind):
    how = {"by": ada, "source": "helped", "now": timezone.now()}
    said = {"weakness.neck": 3, "fatigue.now": 2}
    write = {
        "check-in": lambda: verbs.record_check_in(record, today, said, not_known={"speech": "not_tried"}, **how),
        "function check": lambda: verbs.record_function_check(record, today, {"function.speech": 3}, **how),
        "measurement": lambda: verbs.record_measurement(record, today, {"weight": 71.5}, **how),
        "treatment": lambda: verbs.record_treatment(
            record, kind="orthosis", detail="leg_brace", side="left", dose="carbon", start=today, label="night", **how
        ),
        "event": lambda: verbs.record_event(record, kind="fall", start=today, serious=True, **how),
        "memory": lambda: verbs.remember_onset(record, "neck", "year", month=dt.date(2025, 1, 1), **how),
    }
    row = write[kind]().entry
    before = listed(client_of(client, ada), record, today)
    client.post(at(record, "retract_entry", row.pk))
    assert [each["again"] for each in client.get(at(record, "entries_day", today)).context["gone"]] == [True]
    for _press in range(2):
        response = client.post(at(record, "count_again", row.pk))

    assert response["Location"] == at(record, "entries_day", today)
    page = client.get(at(record, "entries_day", today)).context
    assert listed(client, record, today)[:1] == before
    assert [each["again"] for each in page["gone"]] == [False]
    assert type(row).objects.standing().count() == 1


def client_of(client, user):
    client.force_login(user)
    return client


def test_what_was_taken_back_does_not_push_out_what_was_said_since(client, record, ada, today):
    first = verbs.record_check_in(record, today, {"fatigue.now": 1}, by=ada, source="self", now=timezone.now()).entry
    verbs.retract(first, by=ada)
    second = verbs.record_check_in(record, today, {"fatigue.now": 5}, by=ada, source="self", now=timezone.now()).entry
    page = client_of(client, ada).post(at(record, "count_again", first.pk), follow=True)

    assert "Something else was written in its place." in page.content.decode()
    assert list(CheckIn.objects.standing()) == [second]


def test_nobody_counts_again_what_another_took_back(client, record, logged, ada, ben):
    fall = Event.objects.get()
    verbs.retract(fall, by=ben)

    assert client_of(client, ada).post(at(record, "count_again", fall.pk)).status_code == 403
    assert Event.objects.standing().count() == 0


def test_a_measurement_is_changed_from_its_day_with_what_was_measured_filled_in(client, record, ada, today):
    verbs.record_measurement(record, today - DAY, {"weight": 71.5}, by=ada, source="self", now=timezone.now())
    page = client_of(client, ada).get(at(record, "entries_day", today - DAY)).context
    (change,) = [each["change"] for each in page["standing"]]
    form = client.get(change).context["form"]

    assert (form["day"].value(), form["weight"].value()) == (today - DAY, "71.5")


def test_what_can_be_changed_is_changed_or_taken_back_from_one_page(client, record, ada, today):
    verbs.record_event(record, by=ada, source="self", now=timezone.now(), kind="fall", start=today)
    client.force_login(ada)
    fall = Event.objects.get()
    back = reverse("retract_entry", args=[record.pk, fall.pk])
    change = f"{reverse('event', args=[record.pk])}?changes={fall.pk}"

    listed = client.get(at(record, "entries_day", today)).content.decode()
    assert (back in listed, change in listed, change in client.get(back).content.decode()) == (True, False, True)


def test_an_entry_is_marked_as_a_mistake_after_one_question(client, record, logged, ada):
    client.force_login(ada)
    entry = CheckIn.objects.get()
    url = reverse("retract_entry", args=[record.pk, entry.pk])
    asked = client.get(url).context["entry"].row
    client.post(url)

    entry.refresh_from_db()
    assert asked == entry
    assert entry.status == "error"
    assert AuditEvent.objects.filter(verb="retract", user=ada, patient=record).count() == 1


def test_nobody_takes_back_what_another_wrote(client, record, logged, ada):
    client.force_login(ada)
    url = reverse("retract_entry", args=[record.pk, Event.objects.get().pk])

    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert Event.objects.standing().count() == 1


def test_an_entry_of_another_record_is_not_found(client, record, logged, dan):
    client.force_login(dan)
    own = dan.memberships.get().patient

    assert client.get(reverse("retract_entry", args=[own.pk, CheckIn.objects.get().pk])).status_code == 404
