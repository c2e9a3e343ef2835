"""Which answers were given as "no change": what a file says of them beside the numbers."""

import datetime as dt
import uuid
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from people.models import Patient
from symptoms.models import CheckIn
from symptoms.record.columns import SECTION_MODELS

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
