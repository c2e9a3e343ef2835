"""What a merge would do, and what one did, in words, before and after anything is pressed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.models import (
    DueAnswer,
    ExerciseAnswer,
    OpmLine,
    Programme,
    SignAnswer,
    Talked,
    TreatmentDay,
    Visit,
    VisitAnswer,
)
from exchange.merging import rows
from exchange.merging.facts import differing, filled
from exchange.merging.who import People, people_of
from people.consent import ledger
from people.models import Patient
from symptoms.models import CheckIn, FunctionCheck, Measurement, Plan
from symptoms.models.base import DayEntry
from symptoms.read.entry_log import TITLES
from symptoms.wording import CELL_LABELS, Text

DAYS: tuple[type[DayEntry], ...] = (CheckIn, FunctionCheck, Measurement)
NAMED = 20  # days that are named
KINDS: dict[str, Text] = TITLES | {
    Visit.__name__: gettext_lazy("Visit"),
    OpmLine.__name__: gettext_lazy("Onset and spread (OPM)"),
    VisitAnswer.__name__: gettext_lazy("Said before a visit"),
    TreatmentDay.__name__: gettext_lazy("Said of a treatment on a day"),
    Talked.__name__: gettext_lazy("Talked about"),
    Programme.__name__: gettext_lazy("Exercise programme"),
    ExerciseAnswer.__name__: gettext_lazy("Said of an exercise"),
    Plan.__name__: gettext_lazy("How often to log"),
    SignAnswer.__name__: gettext_lazy("Answer to a sign"),
    DueAnswer.__name__: gettext_lazy("Answer to what is due"),
}


@dataclass(frozen=True)
class Side:
    """One of the two records as it stands: who it is of, first and last day written and on how many days, who sees
    it."""

    patient: Patient
    first: dt.date | None
    last: dt.date | None
    days: int
    seen_by: list[str]


@dataclass(frozen=True)
class Kind:
    """How many rows of a kind there are, and the days of some of them."""

    label: Text
    number: int
    days: list[str]
    more: int


@dataclass(frozen=True)
class Before:
    """What putting ``other`` into ``kept`` would do. ``filled``: what it would say that is blank; ``differing``: what
    both say and not the same."""

    kept: Side
    other: Side
    go: list[Kind]
    stay: list[Kind]
    filled: list[tuple[Text, str]]
    differing: list[tuple[Text, str, str]]
    people: People


def before(kept: Patient, other: Patient, now: dt.datetime) -> Before:
    go, stay = rows.apart(rows.lines_of(other), rows.lines_of(kept))
    new = filled(kept, other)
    return Before(
        _side(kept, now),
        _side(other, now),
        kinds(rows.by_label(go) | rows.loose_of(other)),
        kinds(rows.by_label(stay)),
        [(label_of(name), in_words(other, name)) for name in new if name != "onset_precision"],
        [(label_of(name), in_words(kept, name), in_words(other, name)) for name, _a, _b in differing(kept, other)],
        people_of(kept, other, now),
    )


def kinds(ids: Mapping[str, list[Any]]) -> list[Kind]:
    """How many of each kind there are among some rows, with their days where they have any."""
    found = []
    for model, number in rows.counts(ids).items():
        names = {field.name for field in model._meta.get_fields()}
        name = next((each for each in ("day", "start", "on", "since") if each in names), "")
        days: list[dt.date] = []
        if name:
            chosen = ids[model._meta.label_lower][: rows.AT_ONCE]
            dated = model._default_manager.filter(pk__in=chosen, **{f"{name}__isnull": False})
            days = sorted(set(dated.values_list(name, flat=True)), reverse=True)
        shown = [date_format(day, _("j F Y")) for day in days[:NAMED]]
        found.append(Kind(KINDS[model.__name__], number, shown, max(0, len(days) - NAMED)))
    return found


def label_of(name: str) -> Text:
    field: Any = Patient._meta.get_field(name)
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def in_words(patient: Patient, name: str) -> str:
    value = getattr(patient, name)
    if name == "onset_cell":
        return str(CELL_LABELS[value])
    if name == "onset_month":
        return date_format(value, _("F Y"))
    if isinstance(value, dt.date):
        return date_format(value, _("j F Y"))
    choices = getattr(patient, f"get_{name}_display", None)
    return str(choices() if choices else value)


def _side(patient: Patient, now: dt.datetime) -> Side:
    days = {
        day
        for model in DAYS
        for day in model._default_manager.filter(patient=patient, status=rows.STANDING).values_list("day", flat=True)
    }
    people = ledger(patient).current(now).filter(user__isnull=False)
    return Side(
        patient,
        min(days, default=None),
        max(days, default=None),
        len(days),
        [f"{row.user} ({row.get_role_display()})" for row in people],
    )
