"""A month of medicines of the demo's first person: what she said of two of them, and on some days who helps her."""

import datetime as dt
import zoneinfo
from typing import Any

from alsweak.synthetic.accounts import EMAILS
from alsweak.synthetic.store import EVENING
from care.treatments.medicines import medicines_of
from care.treatments.write import say_of_day, take_all
from people.models import Patient, User
from symptoms.models import Treatment
from symptoms.models.base import Source
from symptoms.record.days import local_day
from symptoms.write import verbs

DAYS = 30
SILENT = {5, 6, 14, 23}  # days ago on which nobody said anything
BY_HELPER = {9, 16}
LEFT_OUT = {3: ("riluzole", "forgot"), 11: ("symptom_medicine", "side_effects"), 19: ("symptom_medicine", "forgot")}


def say(patient: Patient, *, now: dt.datetime) -> None:
    """Up to the day before this one, so that today can be tried."""
    ada, ben = (User.objects.get(email=EMAILS[who]) for who in ("patient", "caregiver"))
    today = local_day(patient, now)
    zone = zoneinfo.ZoneInfo(patient.time_zone)
    own: dict[str, Any] = {"by": ada, "source": Source.SELF}
    begun = today - dt.timedelta(days=DAYS + 20)
    kind = Treatment.Kind.SYMPTOM_MEDICINE
    baclofen: dict[str, Any] = {"kind": kind, "detail": "spasm", "label": "Baclofen", "dose": "10 mg"}
    verbs.record_treatment(patient, start=begun, now=now, **baclofen, **own)
    of_day = medicines_of(patient).on
    for ago in sorted(set(range(1, DAYS + 1)) - SILENT):
        day = today - dt.timedelta(days=ago)
        evening = min(now, dt.datetime.combine(day, EVENING, zone))
        left_out, why = LEFT_OUT.get(ago, ("", ""))
        for each in of_day(day):
            if each.row.kind == left_out:
                say_of_day(each.row, day, {"taken": False, "why_not": why}, now=evening, **own)
        who = {"by": ben, "source": Source.CAREGIVER} if ago in BY_HELPER else own
        take_all([each.row for each in of_day(day)], day, now=evening, **who)
