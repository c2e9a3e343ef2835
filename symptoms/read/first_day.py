"""The first day of which anything was said in a check-in."""

import datetime as dt
import uuid

from django.db.models import Min

from symptoms.models import CheckIn


def first_check_in(patient: uuid.UUID) -> dt.date | None:
    """One query; other entries are in the report by their day."""
    found: dt.date | None = CheckIn.objects.standing().filter(patient=patient).aggregate(first=Min("day"))["first"]
    return found
