"""A stretch of days of one record, as ``clinical.period`` counts it."""

import datetime as dt

from clinical.period import Entered, Period, period
from clinical.vocabulary import Source
from people.models import Patient
from symptoms.models import CheckIn
from symptoms.read.history import read_period
from symptoms.read.plans import kept


def period_of(patient: Patient, start: dt.date, end: dt.date, *, measured: bool = True) -> Period:
    """What was entered from ``start`` up to and including ``end``: five reads, bounded by the days of the period; four
    without what was ``measured``."""
    rows = CheckIn.objects.standing().filter(patient=patient, day__range=(start, end))
    said = rows.values_list("day", "source", "weakness__confirmed_same")
    entered = [Entered(day, Source(source), bool(same)) for day, source, same in said]
    plans = list(patient.plans.all())
    made = kept(plans, {entry.day for entry in entered}, start, end) if plans else None
    return period(read_period(patient, start, end, measured=measured), entered, start, made)
