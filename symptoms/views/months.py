"""Which month a page shows, and the one after it."""

import datetime as dt
from contextlib import suppress

from django.utils import timezone

from people.access import Record
from people.days import YEARS
from people.requests import SignedIn
from symptoms.record.days import local_day
from symptoms.record.validation import EARLIEST

DAY = dt.timedelta(days=1)


def month_asked(request: SignedIn, record: Record) -> dt.date:
    """The first day of the month in the address; of one that there is not, that of today or the record's last day."""
    with suppress(ValueError):
        said = dt.datetime.strptime(request.GET.get("month", ""), "%Y-%m").date()
        if said >= EARLIEST and said.year in YEARS:
            return said
    return (record.patient.ended_on or local_day(record.patient, timezone.now())).replace(day=1)


def month_after(month: dt.date) -> dt.date:
    return (month + 31 * DAY).replace(day=1)
