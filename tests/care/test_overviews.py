import datetime as dt
import time
import zoneinfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alsweak.celery import app
from care import overviews, tasks
from care.answers import answer_sign, undo
from care.models import Overview
from clinical.cohort.view import VERSION, Days
from people import consent
from people.models import Clinic, Patient
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def filled(clinic, number, by, since=TODAY - 13 * DAY):
    """So many people whose speech and left hand are weak from their first entries on, each with a sign of one day."""
    made = []
    for n in range(number):
        patient = new_patient(clinic, f"P-{n}", onset_month=dt.date(2025, 6, 1), onset_cell="hand.left")
        told = {"by": by, "source": "caregiver", "now": NOW}
        verbs.record_check_in(patient, since, {"weakness.hand.left": 2, "weakness.speech": 4}, **told)
        verbs.record_check_in(patient, since + 7 * DAY, {"weakness.hand.left": 2, "signs.morning_headache": 4}, **told)
        maker.refresh(patient.pk, now=NOW)
        made.append(patient)
    return made


def view_of(clinic, now=NOW):
    assert overviews.make(clinic.pk, now)
    return overviews.last(clinic, now).view


def test_people_are_counted_from_their_reports(clinic, ben):
    filled(clinic, 6, ben)
    view = view_of(clinic)

    assert view.people == 6
    assert [(each.name, each.people) for each in view.onset.shown] == [("arm.left", 6)]
    assert [(each.name, each.people) for each in view.weeks.shown] == [("1", 6)]
    (waiting,) = view.waiting
    assert waiting.days == Days(6, 6, 6, 6)  # from the first day of the sign


def test_fewer_than_five_are_not_told(clinic, ben):
    filled(clinic, 3, ben)

    assert view_of(clinic) is None
    assert Overview.objects.get().said is None


def test_an_answer_ends_the_waiting_and_is_counted_from_the_first_day(clinic, ben, cleo):
    for patient in filled(clinic, 6, ben):
        (since,) = {sign["since"] for sign in Report.objects.get(patient=patient).facts["signs"]}
        told = {"by": cleo, "now": NOW}
        taken_back = answer_sign(patient, "R07", dt.date.fromisoformat(since), "acknowledged", **told)
        undo(taken_back, **told)
        answer_sign(patient, "R07", dt.date.fromisoformat(since), "closed", reason="known", **told)
    view = view_of(clinic)

    assert view.answered == Days(6, 6, 6, 6)
    assert view.waiting == ()


def test_an_answer_of_more_than_a_year_ago_is_not_counted(clinic, ben, cleo):
    for patient in filled(clinic, 6, ben):
        (since,) = {sign["since"] for sign in Report.objects.get(patient=patient).facts["signs"]}
        answer_sign(patient, "R07", dt.date.fromisoformat(since), "acknowledged", by=cleo, now=NOW)
        maker.refresh(patient.pk, now=NOW + 366 * DAY)
    assert view_of(clinic).answered is not None
    assert view_of(clinic, NOW + 366 * DAY).answered is None


def test_who_left_the_clinic_or_whose_record_ended_is_out_on_the_next_night(clinic, ben, cleo):
    people = filled(clinic, 8, ben)
    assert view_of(clinic).people == 8

    grant = consent.note_clinic(people[0], by=cleo, basis="word")
    consent.end_grant(grant, by=cleo, now=NOW)
    Patient.objects.filter(pk=people[1].pk).update(ended_on=TODAY, ended_why="moved")

    assert overviews.last(clinic, NOW).view.people == 8  # until the night
    assert view_of(clinic, NOW + DAY).people == 6


def test_people_of_another_clinic_are_not_counted(clinic, ben):
    filled(clinic, 5, ben)
    filled(Clinic.objects.create(name="South Clinic"), 7, ben)

    assert view_of(clinic).people == 5


def test_it_is_made_once_a_night_of_the_clinic(clinic, ben):
    filled(clinic, 5, ben)
    assert overviews.behind(NOW) == [clinic.pk]
    assert [overviews.make(clinic.pk, NOW) for _twice in range(2)] == [True, False]

    tonight = dt.datetime(2026, 3, 3, 3, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    assert overviews.behind(tonight - dt.timedelta(seconds=1)) == []
    assert overviews.behind(tonight) == [clinic.pk]
    assert overviews.make(clinic.pk, tonight)
    assert overviews.behind(tonight + dt.timedelta(hours=23)) == []


def test_one_that_was_made_while_the_clock_was_ahead_is_made_again_once_it_is_right(clinic, ben):
    filled(clinic, 5, ben)
    overviews.make(clinic.pk, NOW + 2 * DAY)
    assert overviews.behind(NOW) == [clinic.pk]
    assert [overviews.make(clinic.pk, NOW) for _twice in range(2)] == [True, False]
    assert overviews.last(clinic, NOW).made_at == NOW


def test_people_whose_first_report_came_late_are_counted_the_same_night(clinic, ben):
    patient = filled(clinic, 6, ben)[0]
    Report.objects.filter(patient=patient).delete()
    assert view_of(clinic).people == 5
    assert Overview.objects.get().missing == 2  # Ada's too
    assert overviews.behind(NOW) == []

    maker.refresh(patient.pk, now=NOW)
    assert overviews.behind(NOW + dt.timedelta(minutes=1)) == [clinic.pk]
    assert view_of(clinic, NOW + dt.timedelta(minutes=1)).people == 6


def test_nobody_is_asked_about_those_who_keep_a_record_alone(db):
    Clinic.objects.own_records()

    assert overviews.behind(NOW) == []


def test_one_that_comes_late_leaves_the_newer_one(clinic, ben, monkeypatch):
    filled(clinic, 5, ben)
    overviews.make(clinic.pk, NOW + dt.timedelta(minutes=5))
    monkeypatch.setattr(overviews, "behind", lambda now: [clinic.pk])  # it was asked for before

    assert overviews.make(clinic.pk, NOW) is False
    assert Overview.objects.get().made_at == NOW + dt.timedelta(minutes=5)


def test_where_it_fails_the_last_one_stays(clinic, ben):
    filled(clinic, 5, ben)
    overviews.make(clinic.pk, NOW)
    Report.objects.filter(patient__reference="P-0").update(report={"spread": None})
    with pytest.raises((KeyError, TypeError)):
        overviews.make(clinic.pk, NOW + DAY)

    assert overviews.last(clinic, NOW + DAY).view.people == 5


def test_that_of_another_version_is_made_again_and_not_shown(clinic, ben):
    filled(clinic, 5, ben)
    overviews.make(clinic.pk, NOW)
    Overview.objects.update(version=VERSION + 1)

    assert overviews.last(clinic, NOW) is None
    assert overviews.behind(NOW) == [clinic.pk]


@pytest.mark.parametrize(("after", "late"), [(dt.timedelta(days=2), False), (dt.timedelta(days=2, minutes=1), True)])
def test_it_is_late_after_two_days(clinic, ben, after, late):
    filled(clinic, 5, ben)
    overviews.make(clinic.pk, NOW)

    assert overviews.last(clinic, NOW + after).late is late


def test_queries_grow_by_batches_and_not_by_people(clinic, ben, monkeypatch):
    monkeypatch.setattr(overviews, "BATCH", 4)

    def asked(now):
        with CaptureQueriesContext(connection) as found:
            assert overviews.make(clinic.pk, now)
        return len([query for query in found if query["sql"].startswith("SELECT")])

    filled(clinic, 4, ben)
    few = asked(NOW)
    filled_more = [new_patient(clinic, f"Q-{n}") for n in range(8)]
    for patient in filled_more:
        maker.refresh(patient.pk, now=NOW)

    assert asked(NOW + DAY) - few <= 8  # four of what was answered, said and set for each further batch


def test_a_private_sign_is_in_no_view(clinic, ben):
    for n in range(6):
        patient = new_patient(clinic, f"P-{n}")
        verbs.record_check_in(
            patient, TODAY, {"signs.uncontrolled_laughing_crying": 4}, by=ben, source="caregiver", now=NOW
        )
        maker.refresh(patient.pk, now=NOW)
        assert [sign["rule"] for sign in Report.objects.get(patient=patient).facts["signs"]] == ["R20"]

    assert view_of(clinic).waiting == ()


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_it_when_beat_asks(celery_worker_running, clinic, ben):
    filled(clinic, 5, ben)
    tasks.make_overviews.delay()
    deadline = time.monotonic() + 60
    while not Overview.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert Overview.objects.get().people == 5


def test_beat_asks_for_it():
    assert app.conf.beat_schedule["make_overviews"]["task"] == tasks.make_overviews.name
