import datetime as dt
import json

import pytest

from clinical import ENGINE
from people.models import Clinic, Patient
from symptoms import derive, services
from symptoms.models import Report
from tests.cast import NOW, TODAY, new_patient

DAY = dt.timedelta(days=1)


def weak_hand(record, by, weeks=6, side="left", start=None):
    """Three answers a week of grade 3."""
    start = start or TODAY - 7 * weeks * DAY
    for week in range(weeks):
        for day in (0, 2, 4):
            services.record_check_in(
                record, start + (7 * week + day) * DAY, {f"weakness.hand.{side}": 3}, by=by, source="self", now=NOW
            )


def test_a_report_of_nobodys_answers_says_unknown_and_never_a_guess(record):
    computed = derive.compute(record, TODAY)

    assert {entry["status"] for entry in computed.report["involvement"]} == {"no_data"}
    assert computed.report["spread"]["first"] == []
    assert computed.report["spread"]["pairs"]["arm"]["state"] is None
    assert computed.report["function"] == []
    assert {trend["state"] for trend in computed.report["trends"]} == {"none"}
    assert (computed.urgency, computed.last_spread, computed.last_day) == (0, None, None)


def test_a_report_is_plain_json_with_the_names_that_others_rely_on(record, ada):
    weak_hand(record, ada)
    report = derive.compute(record, TODAY).report

    assert json.loads(json.dumps(report)) == report
    assert list(report) == [
        "patient",
        "as_of",
        "engine",
        "current",
        "involvement",
        "spread",
        "function",
        "trends",
        "asymmetry",
        "flags",
    ]
    assert (report["patient"], report["as_of"], report["engine"]) == ("A-1", "2026-03-02", ENGINE)


def test_refresh_stores_the_report_with_its_stamps(record, ada):
    weak_hand(record, ada)
    assert derive.refresh(record.pk, now=NOW) is True

    record.refresh_from_db()
    stored = Report.objects.get()
    assert (stored.data_version, stored.engine, stored.as_of, stored.computed_at) == (
        record.data_version,
        ENGINE,
        TODAY,
        NOW,
    )
    assert stored.report["spread"]["first"] == ["hand.left"]
    assert stored.last_day == TODAY - 3 * DAY
    assert derive.is_current(record, stored)


def test_refresh_twice_changes_nothing(record, ada):
    weak_hand(record, ada)
    derive.refresh(record.pk, now=NOW)
    before = Report.objects.values().get()

    assert derive.refresh(record.pk, now=NOW + dt.timedelta(hours=1)) is False
    assert Report.objects.values().get() == before


def test_a_late_job_never_replaces_a_newer_report(record, ada, monkeypatch):
    """It read its rows before the newer one was stored, and stores after it."""
    weak_hand(record, ada)
    compute = derive.compute

    def overtaken(patient, at):
        late = compute(patient, at)
        monkeypatch.setattr(derive, "compute", compute)
        weak_hand(record, ada, side="right")
        derive.refresh(record.pk, now=NOW)
        return late

    monkeypatch.setattr(derive, "compute", overtaken)
    assert derive.refresh(record.pk, now=NOW) is False

    stored = Report.objects.select_related("patient").get()
    assert derive.is_current(stored.patient, stored)
    assert {entry["cell"] for entry in stored.report["involvement"] if entry["status"] == "involved"} == {
        "hand.left",
        "hand.right",
    }


def test_the_report_of_an_earlier_day_knows_nothing_of_later_entries(record, ada):
    weak_hand(record, ada, weeks=4, start=TODAY - 84 * DAY)
    then = derive.compute(record, TODAY - 50 * DAY)
    weak_hand(record, ada, weeks=4, side="right", start=TODAY - 40 * DAY)

    assert derive.compute(record, TODAY - 50 * DAY) == then


@pytest.mark.parametrize("order", [1, -1])
def test_the_report_is_the_same_in_whatever_order_entries_came(record, ada, order):
    days = [TODAY - ago * DAY for ago in range(40)][::order]
    for day in days:
        services.record_check_in(
            record,
            day,
            {"weakness.foot.right": 3 if day > TODAY - 28 * DAY else 4, "fatigue.now": day.day % 10},
            by=ada,
            source="self",
            now=NOW,
        )
    report = derive.compute(record, TODAY).report
    foot = next(entry for entry in report["involvement"] if entry["cell"] == "foot.right")
    assert (foot["status"], foot["onset"]) == ("involved", "2026-02-03")


def test_stale_are_those_without_report_behind_their_data_their_engine_or_their_day(clinic):
    fresh, missing, behind, other_engine, yesterday = (
        new_patient(clinic, name) for name in ("fresh", "missing", "behind", "other-engine", "yesterday")
    )
    for patient in (fresh, behind, other_engine):
        derive.refresh(patient.pk, now=NOW)
    derive.refresh(yesterday.pk, now=NOW - DAY)
    Patient.objects.filter(pk=behind.pk).update(data_version=1)
    Report.objects.filter(patient=other_engine).update(engine="older")

    assert set(derive.stale(now=NOW)) == {missing.pk, behind.pk, other_engine.pk, yesterday.pk}


def test_the_day_turns_for_each_patient_in_their_own_zone(db):
    clinic = Clinic.objects.create(name="Everywhere")
    auckland = Patient.objects.create(clinic=clinic, reference="NZ", time_zone="Pacific/Auckland")
    honolulu = Patient.objects.create(clinic=clinic, reference="HI", time_zone="Pacific/Honolulu")
    noon = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
    for patient in (auckland, honolulu):
        derive.refresh(patient.pk, now=noon - dt.timedelta(hours=2))

    assert list(derive.stale(now=noon)) == [auckland.pk]


def test_a_flag_is_open_until_the_care_team_did_something_and_opens_again(record, ada, cleo):
    def headaches(day):
        services.record_check_in(record, day, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)

    def flags():
        return [(flag["rule"], flag["since"], flag["state"]) for flag in derive.compute(record, TODAY).report["flags"]]

    headaches(TODAY - 10 * DAY)
    assert flags() == [("R07", "2026-02-20", "open")]
    services.respond_to_flag(record, "R07", dt.date(2026, 2, 20), "acknowledged", by=cleo, now=NOW - 5 * DAY)
    assert flags() == [("R07", "2026-02-20", "acknowledged")]
    headaches(TODAY - DAY)
    assert flags() == [("R07", "2026-02-20", "open")]


def test_what_raised_a_flag_is_kept_beside_the_report(record, ada):
    for day in (TODAY - 7 * DAY, TODAY):
        services.record_check_in(record, day, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)

    assert derive.compute(record, TODAY).series["flags"] == [
        {
            "rule": "R07",
            "since": "2026-02-23",
            "count": 2,
            "inputs": {"signs.morning_headache": 4},
            "version": ENGINE,
        }
    ]


def test_a_snoozed_flag_comes_back_on_its_day(record, ada, cleo):
    services.record_check_in(record, TODAY, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)
    services.respond_to_flag(record, "R07", TODAY, "snoozed", by=cleo, now=NOW, until=TODAY + 7 * DAY)

    def state(day):
        return derive.compute(record, day).report["flags"][0]["state"]

    assert [state(TODAY), state(TODAY + 6 * DAY), state(TODAY + 7 * DAY)] == ["snoozed", "snoozed", "open"]
