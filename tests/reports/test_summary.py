import datetime as dt

import pytest

from care.visits.said import Line
from clinical import ENGINE
from people.clinics import change_clinic
from reports.figures import FIGURES
from reports.summary import KEYS, NOT_YET, STAGES, summary_for
from symptoms.derive import maker
from symptoms.write import verbs
from tests.care.said import entered
from tests.cast import NOW, TODAY
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


def test_the_stored_report_is_read_once_and_nothing_is_computed(record, ada, cleo, django_assert_num_queries):
    followed(record, ada, cleo, 120)

    with django_assert_num_queries(2):  # the report, and the days of visits
        summary = summary_for(record)
        figures = [summary.figure(name) for name in FIGURES]
    with django_assert_num_queries(1):  # what was done about its signs
        said = summary.json()

    states = [(flag.pop("state"), flag.pop("stand")) for flag in said["flags"]]
    assert said == record.report.report | {"current": True, "opm_confirmed": None}
    assert states == [("open", "waiting")] * len(record.report.report["flags"])
    assert [figure.name for figure in figures] == list(FIGURES)


def test_a_stale_report_is_shown_and_called_not_current(record, ada, cleo):
    followed(record, ada, cleo, 60)
    verbs.record_check_in(record, TODAY, {"weakness.speech": 0}, by=ada, source="self", now=NOW)
    record.refresh_from_db()

    assert {**summary_for(record).json(), "flags": []} == record.report.report | {
        "current": False,
        "flags": [],
        "opm_confirmed": None,
    }
    assert not summary_for(record).freshness.current


def test_before_the_first_report_every_key_is_null_and_every_figure_says_so(record):
    summary = summary_for(record)

    assert summary.json() == dict.fromkeys(KEYS) | {"patient": "A-1", "engine": ENGINE, "current": False}
    assert {summary.figure(name).reading for name in FIGURES} == {NOT_YET}
    assert [summary.figure(name).title for name in FIGURES] == [figure.title for figure in FIGURES.values()]
    assert (summary.freshness.as_of, summary.last_visit) == (None, None)


def test_a_figure_without_any_answer_says_so_in_words(record):
    maker.refresh(record.pk, now=NOW)
    figures = [summary_for(record).figure(name) for name in FIGURES]

    assert all(figure.empty for figure in figures)
    assert all(figure.reading.startswith("No ") for figure in figures)


def test_a_summary_at_a_day_is_as_it_would_have_stood(record, ada, cleo):
    followed(record, ada, cleo, 120)
    day = TODAY - dt.timedelta(days=60)

    summary = summary_for(record, at=day)

    assert (summary.as_of, summary.json()["as_of"], summary.json()["current"]) == (day, "2026-01-01", True)
    assert summary.report == maker.report_of(record, day).report


def test_the_last_visit_is_the_last_earlier_one_and_no_measurement(record, ada, cleo):
    def measure(day, by, source):
        verbs.record_measurement(record, day, {"weight": 70}, by=by, source=source, now=NOW)

    entered(record, cleo, dt.date(2026, 1, 5), next_visit=dt.date(2026, 4, 7))
    measure(dt.date(2026, 1, 20), cleo, "clinician")
    measure(dt.date(2026, 2, 1), ada, "self")
    entered(record, cleo)
    maker.refresh(record.pk, now=NOW)

    assert (summary_for(record).last_visit, summary_for(record).next_visit) == (
        dt.date(2026, 1, 5),
        dt.date(2026, 4, 7),
    )


def test_a_stage_and_a_slope_are_for_those_who_ask(record):
    maker.refresh(record.pk, now=NOW)
    summary = summary_for(record)

    assert (summary.context("patient").show_stage, summary.context("patient").slopes) == (False, False)
    assert (summary.context("clinician").show_stage, summary.context("clinician").slopes) == (True, True)
    assert summary.context("patient", show_stage=True, show_slope=True).show_stage
    assert summary.context("patient", show_stage=True, show_slope=True).slopes


def test_there_is_no_figure_of_another_name(record):
    with pytest.raises(KeyError):
        summary_for(record).figure("forecast")


def test_stages_and_unusable_slopes_are_for_the_care_team_alone(record, ada, cleo):
    followed(record, ada, cleo, 120)
    told, shown = summary_for(record).json("clinician"), summary_for(record).json("patient")

    assert {check["kings"] for check in told["function"]} != {None}
    assert {check[name] for check in shown["function"] for name in STAGES} == {None}
    assert {trend["adjusted"] for trend in shown["trends"]} == {None}
    unusable = [
        trend for trend in shown["trends"] if trend["measure"] == "function.total" and trend["state"] != "usable"
    ]
    assert {trend["slope"] for trend in unusable} == {None}
    assert [list(check) for check in shown["function"]] == [list(check) for check in told["function"]]


@pytest.mark.parametrize(
    ("guideline", "drawn"), [("nice", "NICE: below 50 %"), ("us", "AAN: below 50 %"), ("european", "European: 80 % or")]
)
def test_a_clinician_sees_the_lines_of_the_guideline_that_the_clinic_chose(record, ada, cleo, guideline, drawn):
    followed(record, ada, cleo, 120)
    change_clinic(record.clinic, by=cleo, guideline=guideline)
    record.refresh_from_db()

    (label,) = [
        text for _, text in summary_for(record).context("clinician").thresholds.values() if str(text).startswith(drawn)
    ]
    assert str(label) in str(summary_for(record).figure("breathing", "clinician"))
    assert str(label) not in str(summary_for(record).figure("breathing"))


def test_the_confirmed_line_is_for_the_care_team_and_for_no_day_before_it(record, ada, cleo):
    followed(record, ada, cleo, 60)
    day = TODAY - dt.timedelta(days=10)
    entered(record, cleo, day, opm=Line("O2d", "P1", 6, "M0"))
    said = {"onset": "O2d", "propagation": "P1", "months": 6, "motor": "M0", "on": str(day), "by": "Cleo"}

    assert [summary_for(record).json(who)["opm_confirmed"] for who in ("clinician", "patient")] == [said, None]
    assert summary_for(record, at=day - dt.timedelta(days=1)).json()["opm_confirmed"] is None
    assert summary_for(record, at=day).json()["opm_confirmed"] == said
