"""A month of medicines as a table: how each day stands, and for the clinic how often each was not taken."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from care.treatments.medicines import Medicine, answers_between, medicines_of
from clinical import taken
from people.models import Patient
from symptoms.views.months import DAY, month_after
from symptoms.wording.courses import NOT_TAKEN
from symptoms.wording.names import Text

WEEK = calendar.Calendar(calendar.MONDAY)


@dataclass(frozen=True)
class Mark:
    """``shape``: what is drawn of it, beside its word."""

    shape: str
    word: Text


MARKS: Mapping[taken.Stands, Mark] = {
    taken.Stands.ALL: Mark("full", gettext_lazy("All taken")),
    taken.Stands.SOME: Mark("half", gettext_lazy("Some taken")),
    taken.Stands.NONE: Mark("ring", gettext_lazy("Not taken")),
}


@dataclass(frozen=True)
class Counted:
    """Of one medicine in the month; ``why``: reasons in words, each with how often."""

    name: str
    answered: int
    missed: int
    why: tuple[tuple[Text, int], ...]


@dataclass(frozen=True)
class Week:
    """Its seven days, each with its mark or None, those of other months as None; ``first`` to ``last`` of the month."""

    days: tuple[tuple[dt.date, Mark | None] | None, ...]
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Month:
    """``before``, ``after``: months to which one can go."""

    first: dt.date
    weekdays: tuple[dt.date, ...]
    weeks: tuple[Week, ...]
    counted: tuple[Counted, ...]
    before: dt.date | None
    after: dt.date | None


def month_of(patient: Patient, first: dt.date, today: dt.date) -> Month:
    """Three queries. ``first``: the first day of the month."""
    last = month_after(first) - DAY
    found = medicines_of(patient)
    answers = answers_between(patient, found, first, last)
    said = taken.that_count(answers)
    began = min((each.row.start for each in found.of), default=first)

    def mark(day: dt.date) -> Mark | None:
        state = taken.stands([each.key for each in found.on(day)], said.get(day, {}))
        return MARKS[state] if state else None

    weeks = WEEK.monthdatescalendar(first.year, first.month)
    counts = taken.not_taken(answers)
    return Month(
        first,
        tuple(weeks[0]),
        tuple(
            Week(
                tuple((day, mark(day)) if day.month == first.month else None for day in week),
                max(week[0], first),
                min(week[-1], last),
            )
            for week in weeks
        ),
        tuple(_counted(each, counts[each.key]) for each in found.of if each.key in counts),
        (first - DAY).replace(day=1) if began < first else None,
        month_after(first) if month_after(first) <= today else None,
    )


def _counted(medicine: Medicine, count: taken.NotTaken) -> Counted:
    why = tuple((NOT_TAKEN[reason], number) for reason, number in count.why.items())
    return Counted(medicine.name, count.answered, count.missed, why)
