"""What a single CSV cannot hold, said where one is written or read."""

from django.db.models import Q, QuerySet

from care.models import SignAnswer, Visit
from exchange.archive.record_tables import FACTS
from people.models import Patient
from symptoms.models import CellMark, CheckIn, Event, Plan, RememberedOnset, Treatment
from symptoms.models.base import Recorded

ALWAYS_THERE = ("time_zone", "onset_precision")
KEPT = "The complete record is the zip of manage.py export, which manage.py import reads."


def left_out(patients: QuerySet[Patient]) -> str:
    """What these records hold beside measures, in a sentence; blank where they hold nothing else."""
    whose = {"patient__in": patients.order_by()}
    standing = {**whose, "status": Recorded.Status.STANDING}
    facts = Q()
    for column in FACTS:
        if column.name not in ALWAYS_THERE:
            field = Patient._meta.get_field(column.name)
            facts |= Q(**{f"{column.name}__isnull": False}) if field.null else ~Q(**{column.name: ""})
    there = {
        "facts of the person": patients.order_by().filter(facts),
        "treatments": Treatment.objects.filter(**standing),
        "events": Event.objects.filter(**standing),
        "marks": CellMark.objects.filter(**standing),
        "what is remembered of when parts began": RememberedOnset.objects.filter(**standing),
        "plans": Plan.objects.filter(**whose),
        "visits": Visit.objects.filter(**standing),
        "answers to signs": SignAnswer.objects.filter(**whose),
        "why there is no grade": CheckIn.objects.filter(**standing, weakness__isnull=False).exclude(
            weakness__not_known={}
        ),
    }
    names = [name for name, rows in there.items() if rows.exists()]
    return f"Not in the file, for a CSV holds measures only: {', '.join(names)}. {KEPT}" if names else ""


NOT_READ = (
    "A CSV holds measures only: no facts of the person, treatments, events, marks, notes of visits or answers to signs"
    f" came in. {KEPT}"
)
