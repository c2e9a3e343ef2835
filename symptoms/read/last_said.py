"""What was last said before or on a day: shown beside a question, and what "no change" confirms."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Case, IntegerField, QuerySet, Value, When

from clinical.vocabulary import MEASURES, Source, measures_of
from people.models import Patient
from symptoms.models import CheckIn
from symptoms.models.base import DayEntry, Recorded
from symptoms.record.columns import SECTION_MODELS, Values, lookups, measure_names
from symptoms.wording import WEEK

Entry = TypeVar("Entry", bound=DayEntry)

SECTIONS = ("weakness", "fasciculation", "fatigue", "asymmetry")
# How something is can stay the same; how often it happened in a day or a week is counted anew each time.
SAME: frozenset[str] = frozenset(
    measure.name for section in SECTIONS for measure in measures_of(section) if not measure.name.startswith("cramps.")
)
LOOKED_AT = 60  # check-ins; each "no change" says everything again, so that few are needed
_NAMES = measure_names(CheckIn)
_RANK = Case(*(When(source=str(source), then=Value(n)) for n, source in enumerate(Source)), output_field=IntegerField())


@dataclass(frozen=True)
class LastSaid:
    """``day``: of the latest check-in; ``values``: of each measure the last answer, which may be older; ``days``: when.

    ``not_known``: the cells whose last answer was that they could not tell. ``asked``: when the weekly questions were
    last answered; ``week_left``: whether some of them were left open then."""

    day: dt.date | None = None
    values: Values = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)
    asked: dt.date | None = None
    week_left: bool = False


def last_said(patient: Patient, day: dt.date) -> LastSaid:
    """One query. Of several answers for one day the person's own counts first, then the one made last."""
    rows = list(
        CheckIn.objects.standing()
        .filter(patient=patient, day__lte=day)
        .order_by("-day", _RANK, "-made_at", "pk")
        .values_list("day", "weakness__not_known", *lookups(CheckIn))[:LOOKED_AT]
    )
    if not rows:
        return LastSaid()
    values: Values = {}
    days: dict[str, dt.date] = {}
    unknown: dict[str, str] = {}
    asked = None
    week: set[str] = set()
    for on, reasons, *row in rows:
        for name, value in zip(_NAMES, row, strict=True):
            cell = name.removeprefix("weakness.")
            if value is not None and MEASURES[name].section == "signs":
                asked = asked or on
                week |= {name} if on == asked else set()
            if value is not None and name in SAME and name not in values and cell not in unknown:
                values[name], days[name] = value, on
        for cell, why in (reasons or {}).items():
            if f"weakness.{cell}" not in values:
                unknown.setdefault(cell, why)
    return LastSaid(rows[0][0], values, days, unknown, asked, bool(asked) and not week.issuperset(WEEK))


def own_entry(entries: type[Entry], patient: uuid.UUID, day: dt.date, author: int) -> Entry | None:
    """What counts of one author for one day; a check-in with its sections."""
    sections = SECTION_MODELS if entries is CheckIn else ()
    standing: QuerySet[Any] = entries._default_manager.filter(status=Recorded.Status.STANDING).select_related(*sections)
    return standing.filter(patient=patient, day=day, author=author).first()
