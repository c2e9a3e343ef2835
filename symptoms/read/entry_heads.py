"""On which days something was written, by whom, whatever kind of entry it is; without what it says."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from clinical.vocabulary import CHECK_IN_SECTIONS, measures_of
from people.access import Record
from people.models import User
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, Measurement, RememberedOnset, Treatment
from symptoms.models.base import DayEntry, Recorded
from symptoms.models.remembered import voice
from symptoms.read.private import measures_hidden

KINDS: dict[str, type[Recorded]] = {
    model.__name__: model
    for model in (CheckIn, FunctionCheck, Measurement, Treatment, Event, CellMark, RememberedOnset)
}


@dataclass(frozen=True)
class Span:
    """The first and the last day for which something stands."""

    first: dt.date
    last: dt.date


def heads(record: Record, user: User) -> list[QuerySet[Any, Any]]:
    """Of each kind the rows that ``user`` is shown, each ``for_day``: the day that it is for, or else on which it was
    written where the person lives. A check-in of which they are shown no answer is none for them."""
    written = TruncDate("made_at", tzinfo=zoneinfo.ZoneInfo(record.patient.time_zone))
    found: list[QuerySet[Any, Any]] = []
    for kind, model in KINDS.items():
        day = F("day") if issubclass(model, DayEntry) else F("start") if model in (Treatment, Event) else written
        rows = model._default_manager.filter(patient=record.patient).order_by()
        if model is CheckIn and (hidden := measures_hidden(record)):
            rows = rows.filter(Q(author=user) | _says_other_than(hidden))
        found.append(rows.annotate(for_day=day, kind_of=Value(kind, output_field=CharField())))
    return found


def who_wrote(record: Record, user: User, first: dt.date, last: dt.date) -> dict[dt.date, frozenset[str]]:
    """Whose word stands for each day from ``first`` to ``last``: ``self``, ``caregiver``, ``clinician``. Days without
    one are left out. One query."""
    days = [
        rows.filter(status=Recorded.Status.STANDING, for_day__range=(first, last)).values_list("for_day", "source")
        for rows in heads(record, user)
    ]
    found: dict[dt.date, set[str]] = {}
    for day, source in days[0].union(*days[1:]):
        found.setdefault(day, set()).add(voice(source))
    return {day: frozenset(voices) for day, voices in found.items()}


def whole_span(record: Record, user: User) -> Span | None:
    """From when to when there is something; one query."""
    ends = [
        rows.filter(status=Recorded.Status.STANDING)
        .values("patient")
        .annotate(first=Min("for_day"), last=Max("for_day"))
        .values_list("first", "last")
        for rows in heads(record, user)
    ]
    found = list(ends[0].union(*ends[1:]))
    return Span(min(first for first, _ in found), max(last for _, last in found)) if found else None


def _says_other_than(hidden: frozenset[str]) -> Q:
    says = Q()
    for section in CHECK_IN_SECTIONS:
        kept = [measure for measure in measures_of(section) if measure.name not in hidden]
        if len(kept) == len(measures_of(section)):
            says |= Q(**{f"{section}__isnull": False})
        else:
            for measure in kept:
                says |= Q(**{f"{section}__{measure.column}__isnull": False})
    return says
