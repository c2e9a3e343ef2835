"""The list of patients, with people in it whose signs are made up."""

import datetime as dt

from care import places
from care.asked import Asked
from care.listed import ordered, people
from care.looks import looked
from clinical.need import Facts, Sign
from clinical.plain import plain
from clinical.spread import Kind, SpreadEvent
from clinical.vocabulary import CELL_BY_NAME
from reports.summary import summary_for
from reports.worklist import rows
from symptoms.derive import maker
from symptoms.models import Report
from tests.cast import NOW, TODAY, new_patient

DAY = dt.timedelta(days=1)


def with_report(clinic, reference, *levels, last_spread=None, last_day=TODAY, name=""):
    """Their signs fired today, R06 first."""
    patient = new_patient(clinic, reference, name=name)
    maker.refresh(patient.pk, now=NOW)
    signs = tuple(Sign(f"R0{n}", level, TODAY, TODAY) for n, level in enumerate(levels, 6))
    spread = SpreadEvent(last_spread, CELL_BY_NAME["speech"], (Kind.DISTANT,)) if last_spread else None
    Report.objects.filter(patient=patient).update(facts=plain(Facts(signs, spread, last_day=last_day)))
    return patient


def listed(user, asked=None):
    asked = asked or Asked()
    places.catch_up(NOW)
    return rows(ordered(people(user, asked, NOW), asked), user, NOW)


def look(user, patient, now):
    patient.refresh_from_db()
    summary = summary_for(patient)
    looked(user, patient, now, summary.report, current=summary.freshness.current)


def references(user, **asked):
    return [row.patient.reference for row in listed(user, Asked(**asked))]


def row(user):
    (found,) = listed(user)
    return found
