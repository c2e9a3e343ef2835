"""Somebody's first day: each question one press, nothing asked twice, left and resumed at any page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import CELL_NAMES
from people.models import AuditEvent, Membership, Patient, User
from people.records import start_own_record
from symptoms.day import reminders
from symptoms.day.plan import change_plan
from symptoms.models import CheckIn, Draft, FirstDay, Plan, RememberedOnset
from symptoms.read.plans import plan_of
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.write import verbs
from symptoms.write.ending import close_record
from tests.cast import PASSWORD, person
from tests.symptoms.views.first import at, press, root, text

PARTS = {f"weakness.{cell}": 4 for cell in CELL_NAMES}


@pytest.fixture
def fay(db):
    return person("Fay")


@pytest.fixture
def own(fay):
    """A record that Fay keeps by herself."""
    return start_own_record(fay, name="Fay", time_zone="Europe/Berlin")


@pytest.fixture
def hers(client, fay):
    client.force_login(fay)
    return client


@pytest.fixture
def today(own):
    return local_day(own, timezone.now())


def remembered():
    rows = RememberedOnset.objects.standing().order_by("cell")
    return [(row.cell, row.source, row.precision, row.month) for row in rows]


def heading(page):
    return page.content.decode().partition("<h1")[2].partition(">")[2].partition("<")[0]


# --- A record of one's own ------------------------------------------------------------------------------------------


def test_the_first_answer_makes_a_record_that_is_theirs_alone_and_leads_on(client, db):
    eve = User.objects.create_user("eve@example.org", PASSWORD)
    client.force_login(eve)
    page = client.get(reverse("start"))
    assert (heading(page), "The start: 1 of 9" in text(page)) == ("What shall we call you?", True)
    assert Patient.objects.count() == 0

    client.cookies["zone"] = "Asia/Tokyo"
    response = client.post(reverse("start"), {"answer": "  Eve  "})

    patient = Patient.objects.get()
    eve.refresh_from_db()
    assert (patient.name, eve.name, patient.time_zone) == ("Eve", "Eve", "Asia/Tokyo")
    assert [(grant.user, grant.role, grant.access) for grant in Membership.objects.all()] == [(eve, "patient", "write")]
    assert response["Location"] == at(patient, "place")
    assert "The start: 2 of 9" in text(client.get(response["Location"]))


def test_a_name_that_is_known_is_not_asked_and_the_place_makes_the_record(hers, fay):
    page = hers.get(reverse("start"))
    assert (heading(page), "The start: 1 of 8" in text(page)) == ("Where do you live?", True)
    response = hers.post(reverse("start"), {"answer": "Europe/Vienna"})

    patient = Patient.objects.get()
    assert (patient.name, patient.time_zone) == ("Fay", "Europe/Vienna")
    assert response["Location"] == at(patient, "began")


def test_who_skips_the_first_question_goes_on_with_the_zone_of_their_device(hers):
    hers.cookies["zone"] = "America/Lima"
    hers.post(reverse("start"), {"answer": "skip"})

    assert Patient.objects.get().time_zone == "America/Lima"


def test_a_first_press_that_comes_twice_makes_one_record(hers):
    for _twice in range(2):
        response = hers.post(reverse("start"), {"answer": "Europe/Vienna"})

    assert (Patient.objects.count(), response["Location"]) == (1, "/")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "Write your name, or skip the question."),
        ("   ", "Write your name, or skip the question."),
        ("a" * 101, "Ensure this value has at most 100 characters (it has 101)."),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_cannot_be_kept_is_told_and_nothing_is_made(client, db, given, told):
    client.force_login(User.objects.create_user("eve@example.org", PASSWORD))
    response = client.post(reverse("start"), {"answer": given})

    assert (response.status_code, Patient.objects.count()) == (422, 0)
    assert told in text(response)


def test_a_name_from_right_to_left_is_kept_as_it_is(client, db):
    client.force_login(User.objects.create_user("eve@example.org", PASSWORD))
    client.post(reverse("start"), {"answer": "נועה כהן"})

    assert Patient.objects.get().name == "נועה כהן"


def test_a_place_that_there_is_not_is_refused(hers, own):
    assert hers.post(at(own, "place"), {"answer": "Europe/Atlantis"}).status_code == 422
    own.refresh_from_db()
    assert own.time_zone == "Europe/Berlin"


# --- Where do you live? ---------------------------------------------------------------------------------------------


def test_the_devices_zone_is_offered_by_its_city_and_the_long_list_is_one_press_away(hers, own):
    hers.cookies["zone"] = "Europe/Berlin"
    page = hers.get(at(own, "place"))
    assert page.context["zones"] == [("Europe/Berlin", "Berlin (Europe)")]

    long = text(hers.get(at(own, "place") + "?all"))
    assert "Buenos Aires (America)" in long
    assert press(hers, own, "America/Argentina/Buenos_Aires", "place") == "began/"
    own.refresh_from_db()
    assert own.time_zone == "America/Argentina/Buenos_Aires"
    assert AuditEvent.objects.filter(
        verb="move", patient=own, detail="Europe/Berlin to America/Argentina/Buenos_Aires"
    ).exists()


@pytest.mark.parametrize("cookie", ["", "Europe/Atlantis", "../etc/passwd", "a" * 4000])
def test_without_the_devices_zone_there_is_a_short_list_by_country(hers, own, cookie):
    hers.cookies["zone"] = cookie
    zones, page = [], hers.get(at(own, "place"))
    while True:
        zones += [label for _zone, label in page.context["zones"]]
        assert len(page.context["zones"]) <= 4
        if page.context["more"] is None:
            break
        page = hers.get(at(own, "place"), {"from": page.context["more"]})

    assert zones[:2] == ["United Kingdom: London", "United States, east: New York"]
    assert (len(zones), len({*zones})) == (20, 20)


def test_the_countries_of_the_pages_language_come_first(hers, own, fay):
    User.objects.filter(pk=fay.pk).update(language="es")

    assert hers.get(at(own, "place")).context["zones"][0][0] == "Europe/Madrid"


# --- Where it began -------------------------------------------------------------------------------------------------


def test_where_it_began_is_a_part_and_a_month_and_stands_in_one_place(hers, own, today):
    year = today.year - 1
    assert f'href="{at(own, "began", "hand.left", "year")}"' in hers.get(at(own, "began", "left_arm")).content.decode()
    assert press(hers, own, str(year), "began", "hand.left", "year") == "began/hand.left/quarter/?kept=hand.left"
    assert press(hers, own, "1", "began", "hand.left", "quarter") == "began/hand.left/month/?kept=hand.left"
    led = press(hers, own, f"{year}-02", "began", "hand.left", "month")

    assert led == f"now/{today}/?kept=hand.left"
    february = dt.date(year, 2, 1)
    assert remembered() == [("hand.left", "self", "month", february)]
    own.refresh_from_db()
    assert (own.onset_cell, own.onset_month, own.onset_precision) == ("hand.left", february, "month")


def test_what_was_said_of_the_beginning_stands_on_home_and_on_the_facts_at_once(hers, own, today):
    said = f"Where it began, you said: left hand and fingers, {today.year - 1}."
    press(hers, own, str(today.year - 1), "began", "hand.left", "year")

    assert said in text(hers.get("/"))
    assert said in text(hers.get(reverse("facts", args=[own.pk])))
    press(hers, own, "not_sure", "began", "hand.left", "year")
    assert "you said: left hand and fingers, not sure when." in text(hers.get("/"))


def test_who_is_not_sure_where_it_began_goes_on_and_nothing_is_said(hers, own, today):
    assert press(hers, own, "skip", "began") == f"now/{today}/"
    assert (own.onset_cell, remembered()) == ("", [])
    assert "Where it began" not in text(hers.get("/"))


@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        ("", ("began",)),
        ("hand.left", ("began",)),
        ("2999", ("began", "hand.left", "year")),
        ("before", ("began", "hand.left", "year")),
        ("purple", ("topics",)),
        ("yes", ("topics",)),
        ("everything", ("topics", "cramps")),
        ("hourly", ("often",)),
        ("pause", ("often",)),
        ("7", ("reminder",)),
        ("", ("reminder",)),
    ],
)
def test_an_answer_that_was_not_offered_is_refused_and_nothing_is_saved(hers, own, answer, parts):
    response = hers.post(at(own, *parts), {"answer": answer})

    assert (response.status_code, "Choose one of the answers, or skip" in text(response)) == (422, True)
    own.refresh_from_db()
    assert (own.onset_cell, remembered(), Plan.objects.count()) == ("", [], 0)


@pytest.mark.parametrize(
    "parts", [("nothing",), ("began", "tail"), ("began", "hand.left", "hour"), ("topics", "head"), ("often", "a", "b")]
)
def test_a_question_that_there_is_not_is_not_found(hers, own, parts):
    assert hers.get(at(own, *parts)).status_code == 404


# --- How each part is now -------------------------------------------------------------------------------------------


def test_all_others_as_before_is_one_press_that_saves_the_day(hers, own, today):
    assert hers.get(at(own, "now", today)).status_code == 200
    assert press(hers, own, "2", "now", today, "hand.left") == f"now/{today}/?body"
    assert CheckIn.objects.count() == 0  # on its way
    led = press(hers, own, "others", "now", today)

    entry = CheckIn.objects.get()
    assert (values_of(entry), entry.day, entry.source) == (PARTS | {"weakness.hand.left": 2}, today, "self")
    assert led == "since/hand.left/year/"


def test_the_part_where_it_began_is_asked_at_once_and_the_others_by_the_body(hers, own, today):
    press(hers, own, "skip", "began", "foot.right", "year")
    assert hers.get(at(own, "now", today))["Location"] == at(own, "now", today, "foot.right")
    press(hers, own, "3", "now", today, "foot.right")
    body = text(hers.get(at(own, "now", today)))

    assert "Right lower leg and foot: It drops or trips you when tired" in body
    assert "All others are as before ALS" in body
    assert "has changed" not in body


def test_why_there_is_no_answer_and_another_cause_are_kept_and_not_taken_for_as_before(hers, own, today):
    press(hers, own, "not_tried", "now", today, "neck")
    press(hers, own, "other_cause", "now", today, "thigh.left")
    press(hers, own, "others", "now", today)

    entry = CheckIn.objects.get()
    assert values_of(entry) == {name: 4 for name in PARTS if name not in ("weakness.neck", "weakness.thigh.left")}
    assert entry.weakness.not_known == {"neck": "not_tried"}
    assert own.cellmarks.standing().values_list("cell", "kind").get() == ("thigh.left", "other_cause")


def test_a_day_that_is_still_to_come_is_refused_and_one_that_the_address_names_is_written(hers, own, today):
    tomorrow, yesterday = today + dt.timedelta(1), today - dt.timedelta(1)
    refused = hers.post(at(own, "now", tomorrow), {"answer": "others"})
    assert (refused.status_code, CheckIn.objects.count(), Draft.objects.count()) == (422, 0, 0)

    press(hers, own, "others", "now", yesterday)
    assert CheckIn.objects.get().day == yesterday


def test_pressed_twice_the_day_is_one_entry(hers, own, today):
    for _twice in range(2):
        press(hers, own, "others", "now", today)

    assert [values_of(entry) for entry in CheckIn.objects.all()] == [PARTS]


# --- Since when -----------------------------------------------------------------------------------------------------


def test_of_each_part_that_is_weak_already_it_is_asked_since_when_and_of_none_twice(hers, own, today):
    year = today.year - 1
    press(hers, own, str(year), "began", "hand.left", "year")
    for cell, grade in (("hand.left", "2"), ("speech", "3"), ("foot.right", "3"), ("neck", "4")):
        press(hers, own, grade, "now", today, cell)
    assert press(hers, own, "others", "now", today) == "since/speech/year/"
    assert press(hers, own, "not_sure", "since", "speech", "year") == "since/foot.right/year/?kept=speech"
    assert press(hers, own, "skip", "since", "foot.right", "year") == "topics/"

    assert remembered() == [
        ("hand.left", "self", "year", dt.date(year, 1, 1)),
        ("speech", "self", "not_sure", None),
    ]


def test_a_part_that_was_weak_since_birth_can_be_said_to_be_so(hers, own, today):
    press(hers, own, "3", "now", today, "foot.left")
    press(hers, own, "others", "now", today)
    press(hers, own, "before", "since", "foot.left", "year")

    assert remembered() == [("foot.left", "self", "before", None)]


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
