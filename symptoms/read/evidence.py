"""From which answers a sign is: those of the day on which it fired last, with who gave them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from clinical.rules import RULES
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from people.models import Patient, User
from symptoms.models import CheckIn, Event
from symptoms.models.base import DayEntry
from symptoms.read.arrays import RANKED
from symptoms.record.columns import ENTRY_SECTIONS, SECTION_MODELS, values_of
from symptoms.wording import Text
from symptoms.wording.said import said

# What a rule works out, and the measures that it is worked out from.
FROM = {
    "weight_loss_percent": ("weight",),
    "weight_drop": ("weight",),
    "bmi": ("weight",),
    "function.total": tuple(f"function.{item}" for item in FUNCTION_ITEMS),
    "function.total_drop": tuple(f"function.{item}" for item in FUNCTION_ITEMS),
}
EVENTS = {"R11": Event.Kind.CHOKING, "R24": Event.Kind.FALL}


@dataclass(frozen=True)
class Evidence:
    """What one person wrote down, of what a sign is from."""

    label: Text
    answer: Text
    by: User
    source: str
    made_at: dt.datetime


def evidence(patient: Patient, rule: str, inputs: Iterable[str], day: dt.date) -> list[Evidence]:
    """What stands for a day of the measures that a rule reads, in the order in which it was written. Four queries at
    most, however long the record."""
    wanted = _measures(rule, inputs)
    sections = {MEASURES[name].section for name in wanted}
    found: list[Evidence] = []
    for model, its in ENTRY_SECTIONS.items():
        if not sections & set(its):
            continue
        for row in _entries(model, patient, day):
            own = {name: value for name, value in values_of(row).items() if name in wanted and value is not None}
            found += [Evidence(*said(name, value), row.author, row.source, row.made_at) for name, value in own.items()]
    if rule in EVENTS:
        events = Event.objects.standing().filter(patient=patient, start=day, kind=EVENTS[rule])
        for event in events.select_related("author"):
            told = event.get_kind_display(), event.label or str(event.start)
            found.append(Evidence(*told, event.author, event.source, event.made_at))
    return sorted(found, key=lambda each: (each.made_at, RANKED.index(each.source)))


def _measures(rule: str, inputs: Iterable[str]) -> frozenset[str]:
    names = {*inputs, *RULES[rule].measures}
    return frozenset(name for each in names for name in FROM.get(each, (each,)) if name in MEASURES)


def _entries(model: type[DayEntry], patient: Patient, day: dt.date) -> Iterable[DayEntry]:
    related = SECTION_MODELS if model is CheckIn else ()
    return model._default_manager.standing().filter(patient=patient, day=day).select_related("author", *related)
