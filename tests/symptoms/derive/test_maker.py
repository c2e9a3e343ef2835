import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinical import ENGINE
from clinical.due import Known
from clinical.need import Facts
from clinical.report import Report
from clinical.signs import Flag
from people.models import Clinic, Patient
from symptoms.derive import maker
from symptoms.models import Report as Stored
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def weak_hand(record, by, weeks=6, side="left", start=None):
    """Three answers a week of grade 3."""
    start = start or TODAY - 7 * weeks * DAY
    for week in range(weeks):
        for day in (0, 2, 4):
            verbs.record_check_in(
                record, start + (7 * week + day) * DAY, {f"weakness.hand.{side}": 3}, by=by, source="self", now=NOW
            )


def test_a_report_of_nobodys_answers_says_unknown_and_never_a_guess(record):
    computed = maker.report_of(record, TODAY)
    report = computed.report

    assert {entry.status for entry in report.involvement} == {"no_data"}
    assert (report.spread.first, report.spread.pairs["arm"].state, report.function) == ((), None, ())
    assert {trend.state for trend in report.trends} == {"none"}
    assert computed.facts == Facts(due=Known(TODAY))


def test_a_report_is_plain_json_with_the_names_that_others_rely_on(record, ada):
    weak_hand(record, ada)
    made = maker.report_of(record, TODAY).report
    report = made.to_json()

    assert json.loads(json.dumps(report)) == report
    assert Report.from_json(report) == made
    assert list(report) == [
        "patient",
        "as_of",
        "engine",
        "involvement",
        "spread",
        "function",
        "trends",
        "asymmetry",
        "flags",
        "opm",
        "totals_given",
    ]
    assert (report["patient"], report["as_of"], report["engine"]) == ("A-1", "2026-03-02", ENGINE)


def test_refresh_stores_the_report_with_its_stamps(record, ada):
    weak_hand(record, ada)
    assert maker.refresh(record.pk, now=NOW) is True

    record.refresh_from_db()
    stored = Stored.objects.get()
    assert (stored.data_version, stored.engine, stored.as_of, stored.computed_at) == (
        record.data_version,
        ENGINE,
        TODAY,
        NOW,
    )
    assert stored.report["spread"]["first"] == ["hand.left"]
    assert stored.facts["last_day"] == (TODAY - 3 * DAY).isoformat()
    assert maker.is_current(record, stored)


def test_refresh_twice_changes_nothing(record, ada):
    weak_hand(record, ada)
    maker.refresh(record.pk, now=NOW)
    before = Stored.objects.values().get()

    assert maker.refresh(record.pk, now=NOW + dt.timedelta(hours=1)) is False
    assert Stored.objects.values().get() == before


def test_a_late_job_never_replaces_a_newer_report(record, ada, monkeypatch):
    """It read its rows before the newer one was stored, and stores after it."""
    weak_hand(record, ada)
    compute = maker.report_of

    def overtaken(patient, at):
        late = compute(patient, at)
        monkeypatch.setattr(maker, "report_of", compute)
        weak_hand(record, ada, side="right")
        maker.refresh(record.pk, now=NOW)
        return late

    monkeypatch.setattr(maker, "report_of", overtaken)
    assert maker.refresh(record.pk, now=NOW) is False

    stored = Stored.objects.select_related("patient").get()
    assert maker.is_current(stored.patient, stored)
    assert {entry["cell"] for entry in stored.report["involvement"] if entry["status"] == "involved"} == {
        "hand.left",
        "hand.right",
    }


def test_the_first_report_may_have_been_made_by_someone_else_meanwhile(record, ada, monkeypatch):
    weak_hand(record, ada)
    compute = maker.report_of

    def overtaken(patient, at):
        monkeypatch.setattr(maker, "report_of", compute)
        assert maker.refresh(record.pk, now=NOW - DAY) is True
        return compute(patient, at)

    monkeypatch.setattr(maker, "report_of", overtaken)

    assert maker.refresh(record.pk, now=NOW) is True
    assert Stored.objects.get().as_of == TODAY


@pytest.mark.parametrize(
    ("version", "engine", "day"), [(2, ENGINE, -1), (1, ENGINE, 1), (1, "older", 1), (0, ENGINE, 1)]
)
def test_which_report_is_the_newer_one(record, version, engine, day):
    """The patient's version is 1. A later version counts before a later day; another engine's report never stays."""
    Patient.objects.filter(pk=record.pk).update(data_version=1)
    maker.refresh(record.pk, now=NOW)
    stays = engine == ENGINE and (version, day) > (1, 0)
    Stored.objects.update(data_version=version, engine=engine, as_of=TODAY + day * DAY)

    assert maker.refresh(record.pk, now=NOW) is not stays

    stored = Stored.objects.get()
    expected = (version, TODAY + day * DAY) if stays else (1, TODAY)
    assert (stored.data_version, stored.as_of) == expected


def test_a_report_is_made_anew_unless_it_was_made_since(record):
    maker.refresh(record.pk, now=NOW)

    assert maker.refresh(record.pk, now=NOW + 2 * HOUR, since=NOW) is False
    assert maker.refresh(record.pk, now=NOW + 2 * HOUR, since=NOW + HOUR) is True
    assert Stored.objects.get().computed_at == NOW + 2 * HOUR


def test_the_queries_of_a_refresh_do_not_grow_with_the_days(record, ada, django_assert_num_queries):
    """The patient with the last report's stamps, seven for the history, one for the plan, and one to write."""
    for days in (1, 5):
        for ago in range(days):
            values = {"signs.morning_headache": 4, "falls": ago}
            verbs.record_check_in(record, TODAY - ago * DAY, values, by=ada, source="self", now=NOW)
        maker.refresh(record.pk, now=NOW)

        with django_assert_num_queries(11):
            assert maker.refresh(record.pk, now=NOW + DAY) is True
        with django_assert_num_queries(1):
            assert maker.refresh(record.pk, now=NOW + DAY) is False


def test_a_series_that_is_as_it_was_is_not_written_again(record, ada):
    def written(now):
        with CaptureQueriesContext(connection) as asked:
            maker.refresh(record.pk, now=now)
        return ['"series" =' in query["sql"] for query in asked if query["sql"].startswith("UPDATE")]

    weak_hand(record, ada)
    maker.refresh(record.pk, now=NOW)
    before = Stored.objects.get()

    assert written(NOW + DAY) == [False]
    after = Stored.objects.get()
    assert (after.as_of, after.report["as_of"]) == (TODAY + DAY, "2026-03-03")
    assert (after.series, after.series_digest) == (before.series, before.series_digest)

    verbs.record_check_in(record, TODAY, {"weakness.neck": 2}, by=ada, source="self", now=NOW)
    assert written(NOW + DAY) == [True]
    assert Stored.objects.get().series["weakness"]["neck"][-1] == 2
    assert Stored.objects.get().series_digest != before.series_digest


def test_a_series_that_someone_else_changed_meanwhile_is_written_whole(record, ada, monkeypatch):
    weak_hand(record, ada)
    maker.refresh(record.pk, now=NOW)
    series = Stored.objects.get().series
    compute = maker.report_of

    def meanwhile(patient, at):
        Stored.objects.update(series={}, series_digest="another")
        return compute(patient, at)

    monkeypatch.setattr(maker, "report_of", meanwhile)
    maker.refresh(record.pk, now=NOW + DAY)

    assert Stored.objects.get().series == series


def test_the_report_of_an_earlier_day_knows_nothing_of_later_entries(record, ada):
    weak_hand(record, ada, weeks=4, start=TODAY - 84 * DAY)
    then = maker.report_of(record, TODAY - 50 * DAY)
    weak_hand(record, ada, weeks=4, side="right", start=TODAY - 40 * DAY)

    assert maker.report_of(record, TODAY - 50 * DAY) == then


@pytest.mark.parametrize("order", [1, -1])
def test_the_report_is_the_same_in_whatever_order_entries_came(record, ada, order):
    days = [TODAY - ago * DAY for ago in range(40)][::order]
    for day in days:
        verbs.record_check_in(
            record,
            day,
            {"weakness.foot.right": 3 if day > TODAY - 28 * DAY else 4, "fatigue.now": day.day % 10},
            by=ada,
            source="self",
            now=NOW,
        )
    foot = maker.report_of(record, TODAY).report.involved["foot.right"]
    assert (foot.status, foot.onset) == ("involved", dt.date(2026, 2, 3))


def test_stale_are_those_without_report_behind_their_data_their_engine_or_their_day(clinic):
    fresh, missing, behind, other_engine, yesterday = (
        new_patient(clinic, name) for name in ("fresh", "missing", "behind", "other-engine", "yesterday")
    )
    for patient in (fresh, behind, other_engine):
        maker.refresh(patient.pk, now=NOW)
    maker.refresh(yesterday.pk, now=NOW - DAY)
    Patient.objects.filter(pk=behind.pk).update(data_version=1)
    Stored.objects.filter(patient=other_engine).update(engine="older")

    assert set(maker.stale(now=NOW)) == {missing.pk, behind.pk, other_engine.pk, yesterday.pk}


def test_the_day_turns_for_each_patient_in_their_own_zone(db):
    clinic = Clinic.objects.create(name="Everywhere")
    auckland = Patient.objects.create(clinic=clinic, reference="NZ", time_zone="Pacific/Auckland")
    honolulu = Patient.objects.create(clinic=clinic, reference="HI", time_zone="Pacific/Honolulu")
    noon = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
    for patient in (auckland, honolulu):
        maker.refresh(patient.pk, now=noon - dt.timedelta(hours=2))

    assert list(maker.stale(now=noon)) == [auckland.pk]


def test_what_raised_a_flag_is_kept_beside_the_report(record, ada):
    for day in (TODAY - 7 * DAY, TODAY):
        verbs.record_check_in(record, day, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)

    assert maker.report_of(record, TODAY).report.flags == (
        Flag("R07", "soon", TODAY - 7 * DAY, TODAY, 2, {"signs.morning_headache": 4}, ENGINE, fired=TODAY, heard=TODAY),
    )


def test_a_report_that_was_made_while_the_clock_was_ahead_is_made_again_once_it_is_right(record, ada):
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW + 2 * DAY)
    assert list(maker.stale(now=NOW)) == [record.pk]

    assert maker.refresh(record.pk, now=NOW)
    made = Stored.objects.get()
    assert (made.as_of, made.computed_at) == (TODAY, NOW)
    assert list(maker.stale(now=NOW)) == []


def test_a_report_that_was_made_by_a_clock_a_little_ahead_stays(record):
    maker.refresh(record.pk, now=NOW + dt.timedelta(minutes=9))

    assert list(maker.stale(now=NOW)) == []
    assert not maker.refresh(record.pk, now=NOW)
