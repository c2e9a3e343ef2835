"""The weeks of a programme for the team, with what the report says of the same weeks beside."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from care.programme.read import Programmes, answers_of, counted
from clinical.exercise import Stretch, weeks
from clinical.report import Series
from people.models import Patient
from symptoms.read.stored import whole

SHOWN = dt.timedelta(weeks=12)


@dataclass(frozen=True)
class Line:
    """``fatigue``, ``cramps``: the weekly values of the report, None where none was said or none is there yet."""

    week: Stretch
    fatigue: float | None
    cramps: float | None


def lines(patient: Patient, programmes: Programmes, today: dt.date) -> list[Line]:
    """The newest first. Two queries."""
    first_day = programmes.first_day
    if first_day is None or first_day > today:
        return []
    first = max(first_day, today - SHOWN)
    first -= dt.timedelta(first.weekday())
    said = counted(answers_of(patient, first, today))
    report = whole(patient.pk)
    series = Series.from_json(report.series) if report and report.series else None
    fatigue, cramps = _by_week(series, "fatigue", "now"), _by_week(series, "cramps", "count")
    found = weeks(programmes.counts(first, today), said, first, today)
    return [Line(week, fatigue.get(week.first), cramps.get(week.first)) for week in reversed(found)]


def _by_week(series: Series | None, of: str, name: str) -> Mapping[dt.date, float | None]:
    if series is None:
        return {}
    return dict(zip(series.mondays, getattr(series, of).get(name, ()), strict=False))
