"""The day is the patient's: a local date, told from an instant and a zone."""

import datetime as dt
import zoneinfo

from people.models import Patient


def local_day(patient: Patient, at: dt.datetime) -> dt.date:
    """The patient's date at an instant."""
    return at.astimezone(zoneinfo.ZoneInfo(patient.time_zone)).date()
