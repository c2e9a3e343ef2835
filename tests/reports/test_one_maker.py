"""A number that stands in two places is one: rule, figure, sheet, worklist, JSON and file show what one maker made."""

import csv
import datetime as dt
import io
import re
import uuid

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alsweak.synthetic.lives import draw_plan, live
from clinical.need import Facts
from clinical.plain import read
from clinical.vocabulary import FUNCTION_ITEMS
from exchange.csv import csv_parts
from people.models import Clinic, Patient
from reports.sheet import sheet_of
from reports.sheet.vital import eating_lines
from reports.summary import Summary, summary_for
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.read.periods import period_of
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import NOW, TODAY, person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PERCENT = re.compile(r"([\d.]+) % (below|above)")


def summary_of(patient: Patient) -> Summary:
    maker.refresh(patient.pk, now=NOW)
    patient.refresh_from_db()
    return summary_for(patient)


def lost_by_figure(summary: Summary) -> float:
    reading = summary.figure("weight").reading
    found = PERCENT.search(reading)
    return (float(found[1]) if found[2] == "below" else -float(found[1])) if found else 0.0


def lost_on_paper(summary: Summary, start: dt.date) -> float:
    period = period_of(summary.patient, start, summary.as_of)
    line = next(line.text for line in eating_lines(summary, period) if line.label == "Weight")
    return -float(re.search(r": ([+−][\d.]+) %", line)[1].replace("−", "-"))


def test_of_two_weights_on_the_first_day_one_loss_is_told_everywhere(record, ada, cleo):
    for by, source, day, kg in (
        (ada, "self", TODAY - 60 * DAY, 80),
        (cleo, "clinician", TODAY - 60 * DAY, 74),
        (ada, "self", TODAY, 73),
    ):
        verbs.record_measurement(record, day, {"weight": kg}, by=by, source=source, now=NOW)
    summary = summary_of(record)
    (flag,) = (flag for flag in summary.report.flags if flag.rule == "R13")

    assert round(flag.inputs["weight_loss_percent"], 1) == 5.2
    assert lost_by_figure(summary) == 5.2
    assert lost_on_paper(summary, TODAY - 90 * DAY) == 5.2


def test_a_caregivers_graver_answer_stands_on_the_sheet_as_it_raised_the_sign(record, ada, ben):
    verbs.record_check_in(record, TODAY, {"signs.coughing_with_food": 0}, by=ada, source="self", now=NOW)
    verbs.record_check_in(record, TODAY, {"signs.coughing_with_food": 4}, by=ben, source="caregiver", now=NOW)
    summary = summary_of(record)
    sheet = sheet_of(summary, period_of(record, TODAY - 6 * DAY, TODAY), summary.context())

    assert [flag.rule for flag in summary.report.flags] == ["R11"]
    assert [line.text for line in sheet.eating if line.label == "Coughing with food or drink"] == [
        "4 of 7 days (2 Mar)"
    ]


@pytest.fixture
def people(db):
    return {name: person(name) for name in ("Ada", "Ben", "Cleo")}


@given(seed=st.integers(0, 10**6), days=st.integers(20, 260))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_record_holds_two_places_show_one_number(people, seed, days):
    patient = lived(people, seed, days)
    summary = summary_of(patient)
    report, said = summary.report, summary.json()
    start = TODAY - dt.timedelta(days=days // 2)
    period = period_of(patient, start, summary.as_of)
    sheet = sheet_of(summary, period, summary.context())

    if summary.series.weight:
        now = summary.series.weight.now
        assert lost_by_figure(summary) == lost_on_paper(summary, start) == now.lost
        for flag in report.flags:
            if flag.rule == "R13" and flag.last == now.date:
                assert round(flag.inputs["weight_loss_percent"], 1) == now.lost
    if sheet.function:
        last = max(report.function, key=lambda check: check.date)
        assert sheet.function.rows[-1][-1] == ("not complete" if last.total is None else str(last.total))
    drops = read(Facts, Report.objects.get(patient=patient).facts).drops
    raised = [flag.last for flag in report.flags if flag.rule == "R29"]
    assert raised == ([max(drop.date for drop in drops)] if drops else [])
    assert [flag["since"] for flag in said["flags"]] == [flag.since.isoformat() for flag in report.flags]
    assert checks_in_file(patient) == [
        [check["date"], check["source"], *(_cell(check["items"][item]) for item in FUNCTION_ITEMS)]
        for check in said["function"]
    ]


def lived(people, seed: int, days: int) -> Patient:
    clinic = Clinic.objects.create(name=str(uuid.uuid4()), time_zone="Europe/Berlin")
    patient = Patient.objects.create(clinic=clinic, reference="A-1", time_zone="Europe/Berlin")
    random = np.random.default_rng(seed)
    life = live(random, draw_plan(random, "A-1", days), TODAY)
    authors = {"self": "Ada", "helped": "Ada", "caregiver": "Ben", "clinician": "Cleo"}
    for source, said in life.said.items():
        rows = [DaySaid(day, source, values) for day, values in said.items()]
        record_days(patient, rows, by=people[authors[source]], made_at=lambda day: NOW)
    patient.refresh_from_db()
    return patient


def checks_in_file(patient: Patient) -> list[list[str]]:
    text = "".join(csv_parts(Patient.objects.filter(pk=patient.pk)))
    rows = list(csv.DictReader(io.StringIO(text)))
    found = [
        [row["date"], row["source"], *(row.get(f"function.{item}", "") for item in FUNCTION_ITEMS)] for row in rows
    ]
    return [row for row in found if any(row[2:])]


def _cell(value: int | None) -> str:
    return "" if value is None else str(value)
