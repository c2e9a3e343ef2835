"""The day is the patient's: a local date, told from an instant and a zone."""

import datetime as dt
import zoneinfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Patient


def local_day(patient: Patient, at: dt.datetime) -> dt.date:
    """The patient's date at an instant."""
    return at.astimezone(zoneinfo.ZoneInfo(patient.time_zone)).date()


def spoken(day: dt.date) -> str:
    """A day as one says it, ``Monday 2 March``: with the year where it is not this one."""
    return date_format(day, _("l j F") if day.year == timezone.localdate().year else _("l j F Y"))
