"""Medicines that go on, and their pages."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from symptoms.record.days import local_day
from symptoms.write import verbs


def today_of(record):
    return local_day(record, timezone.now())


def medicine(record, by, kind="riluzole", ago=40, **fields):
    """One that goes on since so many days."""
    start = today_of(record) - dt.timedelta(ago)
    return verbs.record_treatment(
        record, by=by, source="self", now=timezone.now(), kind=kind, start=start, **fields
    ).entry


def page_of(record, *of):
    """Today's list; of a day; of a medicine of that day."""
    name = ("medicines", "medicines_of_day", "medicine")[len(of)]
    return reverse(name, args=[record.pk, *of])
