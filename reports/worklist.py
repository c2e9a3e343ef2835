"""Who needs the care team first, and why. The order is ``clinical.need``'s; no report is opened to sort by."""

import datetime as dt
from dataclasses import dataclass, replace

from care.answers import answers_of, states
from clinical.need import Facts, Need, need
from people.models import Clinic, Patient, User
from reports.reasons import Reason, reasons
from symptoms.derive import maker
from symptoms.read.private import hidden_without
from symptoms.read.stored import patients_of
from symptoms.record.days import local_day


@dataclass(frozen=True)
class Row:
    """``need`` is None before the first report."""

    patient: Patient
    need: Need | None
    last_day: dt.date | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return reasons(self.need, current=maker.is_current(self.patient, getattr(self.patient, "report", None)))


def worklist_of(
    user: User, now: dt.datetime, search: str = "", clinic: Clinic | None = None, *, closed: bool = False
) -> list[Row]:
    """The people this person may open, or those of one clinic: signs that wait first, then the newest spread, then by
    name. Two reads."""
    rows = list(patients_of(user, search, clinic, closed=closed))
    answered = answers_of([patient.pk for patient in rows])
    found = [_row(patient, answered[patient.pk], local_day(patient, now)) for patient in rows]
    return sorted(found, key=lambda row: row.need.order if row.need else (-2,), reverse=True)


def shown_to_clinic(facts: Facts, patient: Patient) -> Facts:
    """Without the signs that the person did not agree to show to the clinic that keeps the record."""
    agreed = getattr(patient, "agreed_shares", None) or ()
    return replace(facts, signs=tuple(sign for sign in facts.signs if not hidden_without(sign.rule, agreed)))


def _row(patient: Patient, answered: list, today: dt.date) -> Row:
    report = getattr(patient, "report", None)
    if report is None or patient.ended_on:
        return Row(patient, None, None)
    facts = shown_to_clinic(Facts.from_json(report.facts), patient)
    stand = states(patient, facts.signs, answered, today)
    return Row(patient, need(facts, stand, today), facts.last_day)
