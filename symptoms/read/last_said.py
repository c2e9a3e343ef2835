"""What was last said before or on a day: shown beside a question, and what "no change" confirms."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.db.models import Case, IntegerField, QuerySet, Value, When

from clinical.vocabulary import ASKED_OF, Source, measures_of
from people.models import Patient
from people.prepared import prepared
from symptoms.models import CheckIn
from symptoms.models.base import DayEntry, Recorded
from symptoms.record.columns import SECTION_MODELS, Values, lookups, measure_names
from symptoms.record.roles import same_voice
from symptoms.wording import WEEK

Entry = TypeVar("Entry", bound=DayEntry)

SECTIONS = ("weakness", "fasciculation", "fatigue", "asymmetry")
# How something is can stay the same; how often it happened in a day or a week is counted anew each time.
SAME: frozenset[str] = frozenset(
    measure.name for section in SECTIONS for measure in measures_of(section) if not measure.name.startswith("cramps.")
)
LOOKED_AT = 60  # check-ins; each "no change" says everything again, so that few are needed
_PLACES = {name: place for place, name in enumerate(measure_names(CheckIn))}  # in a row of answers
_SAME_PLACES = {name: place for name, place in _PLACES.items() if name in SAME}
_SIGN_PLACES = {name: place for name, place in _PLACES.items() if name in (*WEEK, "falls")}
_CAREGIVER_PLACES = [_PLACES[name] for name, whose in ASKED_OF.items() if whose == Source.CAREGIVER]
WEEKLY = dt.timedelta(days=7)
RANK = Case(*(When(source=str(source), then=Value(n)) for n, source in enumerate(Source)), output_field=IntegerField())


@dataclass(frozen=True)
class LastSaid:
    """``day``: of the latest check-in; ``values``: of each measure the last answer, which may be older; ``days``: when.

    ``not_known``: the cells whose last answer was that they could not tell. ``asked``: when the weekly questions were
    last answered; ``week_left``: whether some of them were left open then. ``caregiver_asked``: when a caregiver last
    answered about themselves, if that is not long ago."""

    day: dt.date | None = None
    values: Values = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)
    asked: dt.date | None = None
    week_left: bool = False
    caregiver_asked: dt.date | None = None


def last_said(patient: Patient, day: dt.date) -> LastSaid:
    """One query. Of several answers for one day the person's own counts first, then the one made last."""
    rows = _newest(patient.pk, day)
    if not rows:
        return LastSaid()
    values: Values = {}
    days: dict[str, dt.date] = {}
    unknown: dict[str, str] = {}
    asked = caregiver_asked = None
    week: set[str] = set()
    left = dict(_SAME_PLACES)  # what no check-in has answered yet
    for on, reasons, *row in rows:
        signs = {name for name, place in _SIGN_PLACES.items() if row[place] is not None} if on == (asked or on) else ()
        if signs:
            asked = on
            week |= signs
        elif asked and not left and on < min(asked, day - WEEKLY):
            break
        if caregiver_asked is None and any(row[place] is not None for place in _CAREGIVER_PLACES):
            caregiver_asked = on
        for name in [name for name, place in left.items() if row[place] is not None]:
            values[name], days[name] = row[left.pop(name)], on
        for cell, why in (reasons or {}).items():
            if left.pop(f"weakness.{cell}", None) is not None:
                unknown[cell] = why
    week_left = bool(asked) and not week.issuperset(WEEK)
    return LastSaid(rows[0][0], values, days, unknown, asked, week_left, caregiver_asked)


@prepared
def _newest(patient: uuid.UUID, day: dt.date) -> QuerySet[CheckIn, tuple[Any, ...]]:
    rows = CheckIn.objects.standing().filter(patient=patient, day__lte=day)
    said = rows.order_by("-day", RANK, "-made_at", "pk").values_list("day", "weakness__not_known", *lookups(CheckIn))
    return said[:LOOKED_AT]


def own_entry(
    entries: type[Entry], patient: uuid.UUID, day: dt.date, author: int, source: str | None = None
) -> Entry | None:
    """What counts of one author for one day; a check-in with its sections. ``source``: in which voice, where somebody
    may have written another's words down too."""
    rows = _own(entries)(patient, day, author)
    return next((row for row in rows if source is None or row.source in same_voice(source)), None)


def own_entries(
    entries: type[Entry], patient: uuid.UUID, days: Collection[dt.date], author: int, source: str
) -> dict[dt.date, Entry]:
    """The same of several days at once, by the day, with who wrote them. One query."""
    rows = _with_sections(entries).filter(patient=patient, day__in=days, author=author, source__in=same_voice(source))
    return {row.day: row for row in rows.select_related("author")}


@cache
def _own(entries: type[Entry]) -> Callable[[uuid.UUID, dt.date, int], list[Entry]]:
    @prepared
    def standing(patient: uuid.UUID, day: dt.date, author: int) -> QuerySet[Any]:
        return _with_sections(entries).filter(patient=patient, day=day, author=author)

    return standing


def _with_sections(entries: type[DayEntry]) -> QuerySet[Any]:
    sections = SECTION_MODELS if entries is CheckIn else ()
    return entries._default_manager.filter(status=Recorded.Status.STANDING).select_related(*sections)
