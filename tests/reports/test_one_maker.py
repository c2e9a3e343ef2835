"""A number that stands in two places is one: rule, figure, sheet, worklist, JSON and file show what one maker made."""

import datetime as dt
import re

import pytest

from people.models import Patient
from reports.sheet import sheet_of
from reports.sheet.vital import eating_lines
from reports.summary import Summary, summary_for
from symptoms.derive import maker
from symptoms.read.periods import period_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY

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
    return -float(re.search(r": ([+−][\d.]+)\u00a0%", line)[1].replace("−", "-"))


def test_of_two_scales_on_one_day_the_loss_by_that_at_home_is_told_everywhere(record, ada, cleo):
    for by, source, day, kg in (
        (ada, "self", TODAY - 60 * DAY, 80),
        (cleo, "clinician", TODAY - 60 * DAY, 74),
        (ada, "self", TODAY - 7 * DAY, 75),
        (ada, "self", TODAY, 75),
    ):
        verbs.record_measurement(record, day, {"weight": kg}, by=by, source=source, now=NOW)
    summary = summary_of(record)
    (flag,) = (flag for flag in summary.report.flags if flag.rule == "R13")

    assert flag.inputs["weight_loss_percent"] == 6.25
    assert lost_by_figure(summary) == 6.2
    assert lost_on_paper(summary, TODAY - 90 * DAY) == 6.2
    assert summary.series.other_weight.now.kg == 74


def test_a_caregivers_graver_answer_stands_on_the_sheet_as_it_raised_the_sign(record, ada, ben):
    verbs.record_check_in(record, TODAY, {"signs.coughing_with_food": 0}, by=ada, source="self", now=NOW)
    verbs.record_check_in(record, TODAY, {"signs.coughing_with_food": 4}, by=ben, source="caregiver", now=NOW)
    summary = summary_of(record)
    sheet = sheet_of(summary, period_of(record, TODAY - 6 * DAY, TODAY), summary.context())

    assert [flag.rule for flag in summary.report.flags] == ["R11"]
    assert [line.text for line in sheet.eating if line.label == "Coughing with food or drink"] == [
        "4 of 7 days (2 Mar)"
    ]
