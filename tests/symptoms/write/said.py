"""Check-ins that are written, and those that stand."""

import datetime as dt

from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)


def check_in(record, by, values, *, day=TODAY, source="self", **more):
    return verbs.record_check_in(record, day, values, by=by, source=source, now=NOW, **more)


def standing(record):
    return [
        (entry.author.name, values_of(entry))
        for entry in CheckIn.objects.standing().filter(patient=record).order_by("made_at", "author__name")
    ]
