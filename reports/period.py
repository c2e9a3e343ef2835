"""What a stretch of days holds beside the report: who logged, the signs that were asked, falls and choking."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.vocabulary import SIGN_DAYS, SIGN_SCALES, Source
from people.models import Patient
from reports.figures.language import Words
from symptoms.models import CheckIn, Event
from symptoms.plan import Kept, kept

USUAL_DAYS = 90  # where there was no visit to begin at: visits are about three months apart (CLINICAL 9)
SIGNS = (*SIGN_DAYS, *SIGN_SCALES, "falls")

WHO = Words(
    {
        Source.SELF: gettext_lazy("the person %(days)d"),
        Source.HELPED: gettext_lazy("the person with help %(days)d"),
        Source.CAREGIVER: gettext_lazy("a caregiver %(days)d"),
        Source.CLINICIAN: gettext_lazy("the clinic %(days)d"),
    }
)


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
    same: int = 0  # of these days, how many were "no change"
    plan: Kept | None = None  # None where nobody ever made a plan
    by_source: dict[str, int] = field(default_factory=dict)
    signs: dict[str, Answers] = field(default_factory=dict)
    events: Counter = field(default_factory=Counter)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def who(self) -> str:
        """Who logged on how many days; empty where nobody did. A list, which no language inflects."""
        if not self.by_source:
            return ""
        told = ", ".join(WHO[Source(source)] % {"days": days} for source, days in self.by_source.items())
        return _("Who logged, in days: %(who)s.") % {"who": told}


def period_of(patient: Patient, start: dt.date, end: dt.date) -> Period:
    """Three reads, bounded by the days of the period."""
    rank = {str(source): n for n, source in enumerate(Source)}
    rows = sorted(
        CheckIn.objects.standing()
        .filter(patient=patient, day__range=(start, end))
        .order_by("made_at", "pk")
        .values_list("day", "source", "weakness__confirmed_same", *(f"signs__{name}" for name in SIGNS)),
        key=lambda row: (row[0], -rank[row[1]]),
    )
    # Of several answers for a day the person's own, and of those the one made last, comes last here and counts.
    answers = {name: {row[0]: row[n] for row in rows if row[n] is not None} for n, name in enumerate(SIGNS, start=3)}
    events = Event.objects.standing().filter(patient=patient, start__range=(start, end)).values_list("kind", "serious")
    who = Counter(source for _, source in {row[:2] for row in rows})
    days = {row[0] for row in rows}
    plans = list(patient.plans.all())
    return Period(
        start=start,
        end=end,
        logged=len(days),
        same=len({row[0] for row in rows if row[2]}),
        plan=kept(plans, days, start, end) if plans else None,
        by_source={str(source): who[source] for source in Source if who[source]},
        signs={name: _answers(by_day) for name, by_day in answers.items() if by_day},
        events=Counter(name for kind, serious in events for name in (kind, *(("serious " + kind,) if serious else ()))),
    )


def _answers(by_day: dict[dt.date, int]) -> Answers:
    on = max(by_day)
    return Answers(by_day[on], on, max(by_day.values()), sum(by_day.values()))
