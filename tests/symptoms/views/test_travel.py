"""Away from home: which day is written for, one offer to move, and no answer on another day than the page named."""

import datetime as dt
import functools
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import AuditEvent, Membership, Patient
from symptoms.models import CheckIn, Draft
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from tests.symptoms.record.zones import DAY, FAR_APART, ZONES, midnight, moments
from tests.symptoms.views.first import text

AT = dt.datetime(2026, 3, 2, 16, 30, tzinfo=dt.UTC)  # a Monday; in Tokyo it is Tuesday, half past one
with_fixtures = functools.partial(settings, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _who_has_access_has_it_always(record, ada, ben, cleo):
    Membership.objects.update(starts_at=dt.datetime(1990, 1, 1, tzinfo=dt.UTC))


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def adas(client, ada, at):
    client.force_login(ada)
    client.cookies["zone"] = "Asia/Tokyo"
    return client


def pages(record):
    return ("/", reverse("check_in", args=[record.pk]))


def offers(page):
    return "Move my record to" in text(page)


def press(client, record, zone):
    return client.post(reverse("travel", args=[record.pk]), {"zone": zone})


def test_the_pages_of_a_day_say_for_which_day_and_by_whose_calendar_they_write(adas, record):
    for page in pages(record):
        said = text(adas.get(page))
        assert "This page writes for Monday 2 March, by the calendar of Berlin (Europe)." in said
        assert "Your device keeps the time of Tokyo (Asia): there it is 01:30 on Tuesday 3 March." in said
        assert "Move my record to Tokyo (Asia)" in said

    another = text(adas.get(pages(record)[1], {"day": "2026-02-28"}))
    assert "This page writes for Saturday 28 February, by the calendar of Berlin (Europe)." in another


def test_one_press_moves_the_record_and_what_was_written_stays_on_its_day(adas, record, ada):
    adas.post(reverse("question", args=[record.pk, "2026-03-02", "all", "weakness.neck"]), {"answer": "3"})
    adas.post(reverse("done", args=[record.pk, "2026-03-02"]))
    assert press(adas, record, "Asia/Tokyo")["Location"] == reverse("travel", args=[record.pk])

    record.refresh_from_db()
    entry = CheckIn.objects.get()
    assert (record.time_zone, str(entry.day), entry.time_zone) == ("Asia/Tokyo", "2026-03-02", "Europe/Berlin")
    moves = AuditEvent.objects.filter(verb="move").values_list("user", "patient", "detail")
    assert list(moves) == [(ada.pk, record.pk, f"patient {record.pk}")]
    told = text(adas.get(reverse("travel", args=[record.pk])))
    assert "The days of this record are those of Tokyo (Asia) There it is 01:30 on Tuesday 3 March." in told
    assert "Tuesday, 3 March 2026" in text(adas.get("/"))
    assert [offers(adas.get(page)) for page in pages(record)] == [False, False]


def test_moved_twice_is_moved_once(adas, record):
    before = Patient.objects.get().data_version
    for _twice in range(2):
        press(adas, record, "Asia/Tokyo")

    assert (AuditEvent.objects.filter(verb="move").count(), Patient.objects.get().data_version) == (1, before + 1)


def test_not_now_stays_quiet_for_this_zone_and_the_page_still_says_which_day_it_writes_for(adas, record):
    press(adas, record, "stay")
    record.refresh_from_db()
    assert record.time_zone == "Europe/Berlin"
    assert [offers(adas.get(page)) for page in pages(record)] == [False, False]
    assert "This page writes for Monday 2 March" in text(adas.get("/"))

    adas.cookies["zone"] = "America/Lima"
    assert offers(adas.get("/"))


@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Europe/Vienna", "Europe/Atlantis", "x" * 3000])
def test_where_the_clocks_are_the_same_or_not_known_nothing_is_said(adas, record, zone):
    adas.cookies["zone"] = zone

    assert not any("calendar of" in text(adas.get(page)) for page in pages(record))


def test_a_zone_that_there_is_not_moves_nothing(adas, record):
    response = press(adas, record, "Europe/Atlantis")

    record.refresh_from_db()
    assert (response.status_code, record.time_zone) == (422, "Europe/Berlin")


def test_only_the_person_themselves_is_offered_a_move(client, record, ben, cleo, dan, at):
    client.cookies["zone"] = "Asia/Tokyo"
    for user, said in ((ben, True), (cleo, False)):
        client.force_login(user)
        page = client.get(pages(record)[1])
        assert ("by the calendar of Berlin" in text(page), offers(page)) == (said, False)
        assert press(client, record, "Asia/Tokyo").status_code == 403
    client.force_login(dan)
    assert press(client, record, "Asia/Tokyo").status_code == 404

    record.refresh_from_db()
    assert record.time_zone == "Europe/Berlin"


zones = st.one_of(st.sampled_from(FAR_APART), st.sampled_from(ZONES))


@with_fixtures(max_examples=40, deadline=None)
@given(moments(), zones, st.timedeltas(dt.timedelta(0), dt.timedelta(hours=20)))
def test_a_press_lands_on_the_day_its_page_named_or_nowhere_wherever_the_record_has_moved(
    client, record, ada, monkeypatch, moment, there, later
):
    """Over every zone, both changes of the clocks and the date line: a page opened here, a move, a press there."""
    here, now = moment
    monkeypatch.setattr(timezone, "now", lambda: now)
    Patient.objects.filter(pk=record.pk).update(time_zone=here)
    CheckIn.objects.all().delete()
    Draft.objects.all().delete()
    client.force_login(ada)
    client.cookies["zone"] = there
    page = client.get(reverse("check_in", args=[record.pk])).context["page"]
    named = page.day
    assert named == now.astimezone(zoneinfo.ZoneInfo(here)).date()

    press(client, record, there)
    after = now + later
    monkeypatch.setattr(timezone, "now", lambda: after)
    client.post(reverse("question", args=[record.pk, named, "all", "weakness.neck"]), {"answer": "2"})
    client.post(reverse("done", args=[record.pk, named]))

    today = local_day(Patient.objects.get(), after)
    written = [(entry.day, entry.time_zone, values_of(entry)) for entry in CheckIn.objects.standing()]
    assert written == ([(named, there, {"weakness.neck": 2})] if named <= today else [])
    shown = client.get(reverse("check_in", args=[record.pk]), {"day": str(named)}) if named <= today else None
    if shown:
        entry = shown.context["page"].own
        client.post(reverse("undo", args=[record.pk, named]), {"id": entry.entry_id})
        assert not CheckIn.objects.standing().exists()


@with_fixtures(max_examples=25, deadline=None)
@given(st.sampled_from(ZONES), zones, st.dates(dt.date(2020, 1, 2), dt.date(2035, 12, 30)))
def test_the_day_that_is_offered_as_today_is_the_one_of_the_record_at_any_midnight(
    client, record, ada, monkeypatch, here, there, day
):
    for away in (-dt.timedelta(seconds=1), dt.timedelta(0)):
        now = midnight(day, here) + away
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        client.force_login(ada)
        Patient.objects.filter(pk=record.pk).update(time_zone=here)
        client.cookies["zone"] = there
        page = client.get(reverse("check_in", args=[record.pk]), {"day": str(day - 3 * DAY)})
        today = local_day(Patient(time_zone=here), now)
        assert (page.context["page"].today, page.context["page"].yesterday) == (today, today - DAY)
        assert f'href="?day={today - DAY}"' in page.content.decode()
