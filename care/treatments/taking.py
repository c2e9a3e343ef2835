"""What a press on the pages of medicines writes."""

import datetime as dt
import uuid

from django.db import transaction

from care.models import TreatmentDay
from care.treatments.medicines import medicines_of
from care.treatments.write import SAID, say_of_day, take_all, take_back
from people.models import Patient, User
from symptoms.write.transaction import lock

OF_TAKING = ("taken", "why_not")


def all_taken(patient: Patient, day: dt.date, *, by: User, source: str, now: dt.datetime) -> None:
    """Of each medicine that goes on that day and of which the author said nothing yet: at once, or none."""
    with transaction.atomic():
        lock(patient)  # before what stands is read: another press may be on its way
        take_all([each.row for each in medicines_of(patient).on(day)], day, by=by, source=source, now=now)


def unsay(row: TreatmentDay, *, by: User, source: str, now: dt.datetime) -> None:
    """Whether it was taken is open again. What else was said of it that day stays. Raises ``NoLongerStands``."""
    if any(getattr(row, name) not in (None, "") for name in SAID if name not in OF_TAKING):
        say_of_day(row.treatment, row.day, {"taken": None}, by=by, source=source, now=now)
    else:
        take_back(row, by=by)


def last_press(patient: Patient, day: dt.date, by: User) -> list[TreatmentDay]:
    """The answers of the last press of this author for a day: of "all taken" all of them."""
    rows = TreatmentDay.objects.standing().filter(patient=patient, day=day, author=by, taken__isnull=False)
    said = [*rows.select_related("treatment", "patient", "author")]
    last = max((row.made_at for row in said), default=None)
    return [row for row in said if row.made_at == last]


def undo(patient: Patient, day: dt.date, press: uuid.UUID | None, *, by: User, source: str, now: dt.datetime) -> None:
    """Take the answers of a press back. ``press``: one of its rows; where it is not the last any more, nothing."""
    with transaction.atomic():
        lock(patient)
        rows = last_press(patient, day, by)
        if press in {row.pk for row in rows}:
            for row in rows:
                unsay(row, by=by, source=source, now=now)
