"""Which two days are asked for: a visit is named by its day, any other day by itself."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.period import USUAL_DAYS
from people.forms import DayField, DayInput
from reports.figures.words import date_words, short_date
from reports.summary import Summary
from symptoms.read.first_day import first_check_in

NO_DATE = gettext_lazy("This is not a day. Write it as 2026-03-01, or choose a visit.")
VISIT = "_visit"


@dataclass(frozen=True)
class Bounds:
    """The days that can be asked for, from the ``first`` of any entry to the ``last``, and the two that are meant where
    none is: ``then`` and ``now``."""

    first: dt.date
    last: dt.date
    then: dt.date
    now: dt.date


def bounds_of(summary: Summary, last: dt.date) -> Bounds | None:
    """Where no day is asked for, the last visit, else a day about a visit's time ago, and the day of the report. None
    where there are no two days. One query beside those of the summary, which has to be ready."""
    first, as_of = _first_day(summary), summary.as_of
    if first is None or first >= as_of:
        return None
    usual = summary.last_visit or as_of - dt.timedelta(days=USUAL_DAYS - 1)
    return Bounds(first, last, max(first, usual), as_of)


def _first_day(summary: Summary) -> dt.date | None:
    """Of anything that was answered, scored, measured or entered as a visit."""
    days = [check.date for check in summary.report.function]
    days += [readings[0].date for readings in summary.series.readings.values() if readings]
    days += [day for day, _next in summary.visits.days]
    answered = first_check_in(summary.patient.pk)
    return min([*days, *([answered] if answered else [])], default=None)


class DaysForm(forms.Form):
    """Two days, ``from`` and ``to``. A visit that is chosen counts before the day beside it; the address that is shown
    then has its day alone. ``swapped``: the address of the two the other way round, where that would mend it."""

    swapped = ""

    def __init__(self, asked: Mapping[str, str], within: Bounds, visits: Sequence[dt.date] = ()) -> None:
        self.within = within
        self.chosen = any(asked.get(f"{name}{VISIT}") for name in ("from", "to"))
        usual = {"from": within.then, "to": within.now}
        data = {name: asked.get(f"{name}{VISIT}") or asked.get(name) or str(day) for name, day in usual.items()}
        super().__init__(data)
        kept = [day for day in visits if within.first <= day <= within.last]
        choices = [("", _("choose a visit")), *((str(day), short_date(day)) for day in kept)]
        labels = {
            "from": (_("Earlier day: a visit"), _("or any earlier day")),
            "to": (_("Later day: a visit"), _("or any later day")),
        }
        for name, (visit, day) in labels.items():
            if kept:
                self.fields[f"{name}{VISIT}"] = forms.ChoiceField(label=visit, choices=choices, required=False)
            self.fields[name] = _day(day if kept else _("Earlier day") if name == "from" else _("Later day"), within)

    def clean(self) -> None:
        found = super().clean() or self.cleaned_data
        first, last = self.within.first, self.within.last
        for name in ("from", "to"):
            day = found.get(name)
            if day and day > last:
                self.add_error(name, _later_than(last))
            elif day and day < first:
                told = _("Nothing was entered before %(day)s.")
                self.add_error(name, told % {"day": date_words(first)})
        then, now = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if then and now and then == now:
            self.add_error("to", _("Both are the same day: there is nothing to compare."))
        elif then and now and then > now:
            self.add_error("to", _("The later day is before the earlier one. They were not swapped."))
            self.swapped = f"?from={now}&to={then}"

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Of a form that is valid."""
        return self.cleaned_data["from"], self.cleaned_data["to"]


def _day(label: str, within: Bounds) -> DayField:
    ends = {"min": str(within.first), "max": str(within.last)}
    told = {"invalid": str(NO_DATE), "far": _later_than(within.last)}
    return DayField(label=label, widget=DayInput(ends), error_messages=told)


def _later_than(last: dt.date) -> str:
    return _("This day is later than %(day)s, the last that there is.") % {"day": date_words(last)}
