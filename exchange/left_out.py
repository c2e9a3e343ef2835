"""What a single CSV cannot hold, said where one is written or read."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from care.models import DueAnswer, Programme, SignAnswer, TreatmentDay, Visit, VisitAnswer
from exchange.archive.reader import WHOLE, Reader
from exchange.archive.record_tables import FACTS
from people.models import Patient
from symptoms.models import CellMark, CheckIn, Event, Plan, RememberedOnset, Treatment
from symptoms.models.base import Recorded

ALWAYS_THERE = ("time_zone", "onset_precision")
KEPT = "The complete record is the zip of manage.py export, which manage.py import reads."


def left_out(patients: QuerySet[Patient]) -> str:
    """What these records hold beside measures, in a sentence; blank where they hold nothing else."""
    names = ", ".join(map(str, beside_measures(patients)))
    return f"Not in the file, for a CSV holds measures only: {names}. {KEPT}" if names else ""


def beside_measures(patients: QuerySet[Patient], reader: Reader = WHOLE) -> list[Promise]:
    """Of that what this reader is shown, by name."""
    whose = {"patient__in": patients.order_by()}
    standing = {**whose, "status": Recorded.Status.STANDING}
    facts = Q()
    for column in FACTS:
        if column.name not in ALWAYS_THERE:
            field = Patient._meta.get_field(column.name)
            facts |= Q(**{f"{column.name}__isnull": False}) if field.null else ~Q(**{column.name: ""})
    there: list[tuple[Promise, QuerySet[Any]]] = [
        (_("facts of the person"), patients.order_by().filter(facts)),
        (_("treatments"), Treatment.objects.filter(**standing)),
        (_("what was said of treatments day by day"), TreatmentDay.objects.filter(**standing)),
        (_("events"), Event.objects.filter(**standing)),
        (_("marks"), CellMark.objects.filter(**standing)),
        (_("what is remembered of when parts began"), RememberedOnset.objects.filter(**standing)),
        (_("plans"), Plan.objects.filter(**whose)),
        (_("visits"), Visit.objects.filter(reader.shown(Visit), **standing)),
        (_("what was said before visits"), VisitAnswer.objects.filter(reader.shown(VisitAnswer), **standing)),
        (_("exercise programmes, and what was said of them"), Programme.objects.filter(**standing)),
        (_("answers to signs"), SignAnswer.objects.filter(reader.shown(SignAnswer), **whose)),
        (_("answers to what is due"), DueAnswer.objects.filter(reader.shown(DueAnswer), **whose)),
        (
            _("why there is no grade"),
            CheckIn.objects.filter(**standing, weakness__isnull=False).exclude(weakness__not_known={}),
        ),
    ]
    return [name for name, rows in there if rows.exists()]


NOT_READ = (
    "A CSV holds measures only: no facts of the person, treatments, events, marks, notes of visits or answers to signs"
    f" came in. {KEPT}"
)
