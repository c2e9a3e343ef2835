"""What a stretch of days holds beside the report: who logged, the signs that were asked, falls and choking."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from clinical.vocabulary import SIGN_DAYS, SIGN_SCALES, Source
from people.models import Patient
from symptoms.models import CheckIn, Event

USUAL_DAYS = 90  # where there was no visit to begin at: visits are about three months apart (CLINICAL 9)
SIGNS = (*SIGN_DAYS, *SIGN_SCALES, "falls")


@dataclass(frozen=True)
class Answers:
    """How a sign was answered in the period: the latest answer with its day, the highest, and all of them summed."""

    latest: int
    on: dt.date
    highest: int
    total: int


@dataclass(frozen=True)
class Period:
    """From ``start`` up to and including ``end``; ``logged`` counts days, ``by_source`` the days of each of them."""

    start: dt.date
    end: dt.date
    logged: int = 0
    by_source: dict[str, int] = field(default_factory=dict)
    signs: dict[str, Answers] = field(default_factory=dict)
    events: Counter = field(default_factory=Counter)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def period_of(patient: Patient, start: dt.date, end: dt.date) -> Period:
    """Two reads, bounded by the days of the period."""
    rank = {str(source): n for n, source in enumerate(Source)}
    rows = sorted(
        CheckIn.objects.standing()
        .filter(patient=patient, day__range=(start, end))
        .order_by("made_at", "pk")
        .values_list("day", "source", *(f"signs__{name}" for name in SIGNS)),
        key=lambda row: (row[0], -rank[row[1]]),
    )
    # Of several answers for a day the person's own, and of those the one made last, comes last here and counts.
    answers = {name: {row[0]: row[n] for row in rows if row[n] is not None} for n, name in enumerate(SIGNS, start=2)}
    events = Event.objects.standing().filter(patient=patient, start__range=(start, end)).values_list("kind", "serious")
    who = Counter(source for _, source in {row[:2] for row in rows})
    return Period(
        start=start,
        end=end,
        logged=len({row[0] for row in rows}),
        by_source={str(source): who[source] for source in Source if who[source]},
        signs={name: _answers(by_day) for name, by_day in answers.items() if by_day},
        events=Counter(name for kind, serious in events for name in (kind, *(("serious " + kind,) if serious else ()))),
    )


def _answers(by_day: dict[dt.date, int]) -> Answers:
    on = max(by_day)
    return Answers(by_day[on], on, max(by_day.values()), sum(by_day.values()))
