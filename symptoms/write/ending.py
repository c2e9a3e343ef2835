"""The one writer of a record's end: from then on nothing is asked, reminded or judged, and nothing more is written."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Patient, User
from people.records import set_ending
from symptoms.derive import tasks
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.record.validation import check_day
from symptoms.write.transaction import lock

MOVED, WITHDREW, DIED = Patient.Ending.MOVED, Patient.Ending.WITHDREW, Patient.Ending.DIED


def close_record(patient: Patient, *, why: str, on: dt.date, by: User, now: dt.datetime) -> None:
    """``on``: the day of death, of the move, or of the wish; the report is that of this day. Twice is once.

    Raises ``ValidationError`` for a reason that there is not, and for a day that is to come, or before the last entry.
    """
    if why not in (MOVED, WITHDREW, DIED):
        raise ValidationError({"why": _("Say why the record is closed.")})
    check_day(patient, on, now, field="on")
    with transaction.atomic():
        lock(patient)
        if (last := _last_entry(patient)) and last > on:
            told = _("There are entries up to %(day)s. Choose that day or a later one, or mark them as mistakes first.")
            raise ValidationError({"on": told % {"day": date_format(last, _("j F Y"))}})
        _write(patient, on, why, by)


def reopen_record(patient: Patient, *, by: User) -> None:
    """The record goes on as it was. Twice is once."""
    with transaction.atomic():
        lock(patient)
        _write(patient, None, "", by)


def _write(patient: Patient, on: dt.date | None, why: str, by: User) -> None:
    if set_ending(patient, on=on, why=why, by=by):
        transaction.on_commit(lambda: tasks.refresh.delay(str(patient.pk)), robust=True)


def _last_entry(patient: Patient) -> dt.date | None:
    last = (
        model.objects.standing().filter(patient=patient).order_by("-day").values_list("day", flat=True).first()
        for model in (CheckIn, FunctionCheck, Measurement)
    )
    return max((day for day in last if day), default=None)
