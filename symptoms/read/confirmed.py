"""Which answers were given as "no change", and which were asked back and confirmed: what a file says of them beside the
numbers."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from people.models import Patient
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import AskedBack
from symptoms.read.readings import TOTAL
from symptoms.record.columns import SECTION_MODELS, values_of

ASKED_BACK: tuple[type[AskedBack], ...] = (Measurement, FunctionCheck)
Confirmed = dict[tuple[dt.date, str], frozenset[str]]  # sections by day and source


def ever_confirmed(patients: QuerySet[Patient]) -> bool:
    """Whether any of these people ever said "no change"."""
    any_section = reduce(or_, (Q(**{f"{name}__confirmed_same": True}) for name in SECTION_MODELS))
    return CheckIn.objects.standing().filter(any_section, patient__in=patients).exists()


def confirmed_same(pk: uuid.UUID) -> Confirmed:
    """The sections that were confirmed as the same as last time; of several people of one source, as the last one to
    answer the section did."""
    said: dict[tuple[dt.date, str], dict[str, bool]] = {}
    rows = CheckIn.objects.standing().filter(patient=pk).order_by("made_at", "pk")
    for day, source, *confirmed in rows.values_list(
        "day", "source", *(f"{name}__confirmed_same" for name in SECTION_MODELS)
    ):
        answered = {name: same for name, same in zip(SECTION_MODELS, confirmed, strict=True) if same is not None}
        said.setdefault((day, source), {}).update(answered)
    return {key: frozenset(name for name, same in sections.items() if same) for key, sections in said.items()}


def ever_asked_back(patients: QuerySet[Patient]) -> bool:
    """Whether any value of these people was ever asked back and confirmed."""
    rows = (
        model._default_manager.standing().filter(patient__in=patients).exclude(confirmed=[]) for model in ASKED_BACK
    )
    return any(found.exists() for found in rows)


def asked_back(pk: uuid.UUID, models: Iterable[type[AskedBack]] = ASKED_BACK) -> Confirmed:
    """The measures that were asked back and confirmed; of several people of one source, as the last one to give the
    value did."""
    found: Confirmed = {}
    for model in models:
        rows = model._default_manager.standing().filter(patient=pk)
        if not rows.exclude(confirmed=[]).exists():
            continue
        said: dict[tuple[dt.date, str], dict[str, bool]] = {}
        for row in rows.order_by("made_at", "pk"):
            names = [*values_of(row), *([TOTAL] if model is FunctionCheck else [])]
            said.setdefault((row.day, row.source), {}).update({name: name in row.confirmed for name in names})
        for key, kept in said.items():
            found[key] = found.get(key, frozenset()) | {name for name, was in kept.items() if was}
    return found
