"""Fatigue by week: now, worst, after small effort (0-10) and minutes to recover. Weekly medians (CLINICAL 3.7, 6.3)."""

import datetime as dt
from functools import partial

from clinical.report import Report, Series
from reports.figures.context import Context
from reports.figures.data import weekly_table
from reports.figures.language import Words, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Axis, Figure, Key, Plot
from reports.figures.scales import axis_over
from reports.figures.weekly import WeeklyValues, dotted_line
from reports.figures.words import SELF_REPORTED, capital, date_words, number, sentences

NAME = "fatigue"
TITLE = gettext_lazy("Tiredness, week by week")
ASKED = Words(
    {
        "now": gettext_lazy("tired when asked"),
        "worst": gettext_lazy("worst of the day"),
        "after_small_effort": gettext_lazy("after washing or dressing"),
        "recovery_minutes": gettext_lazy("minutes to recover"),
    }
)


class Fatigue(WeeklyValues):
    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "WeeklyValues | None":
        return cls.over(report, series, {name: series.fatigue[name] for name in ASKED})


def fatigue(data: WeeklyValues | None, context: Context) -> Figure:
    """One panel for each question that was ever answered."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No answers about tiredness yet."))
    plots = tuple(_plot(data, name) for name in data.values if data.answered(name))
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data),
        panels=plots,
        start=data.start,
        end=data.end,
        key=(Key("self", _("middle answer of a week; joined where the weeks follow each other")),),
        caption=sentences(SELF_REPORTED, _("Tiredness can have many causes.")),
        tabulate=partial(weekly_table, data.weeks, data.values, ASKED),
    )


def _plot(data: WeeklyValues, name: str) -> Plot:
    answered, label = data.answered(name), capital(ASKED[name])
    if name == "recovery_minutes":
        axis = axis_over([0, *(value for _week, value in answered)], _("minutes, higher is longer"), unit=_("minutes"))
    else:
        axis = Axis(0, 10, ((0, "0"), (5, "5"), (10, "10")), _("0 none to 10, higher is more tired"), _("0 to 10"))
    return Plot(label, axis, dotted_line(data, name, label), flat=True)


def _reading(data: WeeklyValues) -> str:
    told = [_latest(name, *last) for name in data.values if (last := data.last(name))]
    return _("Latest weekly answers: %(told)s.") % {"told": ", ".join(told)}


def _latest(name: str, week: dt.date, value: float) -> str:
    said = {"what": ASKED[name], "number": number(value), "day": date_words(week)}
    if name == "recovery_minutes":
        return _("%(what)s %(number)s (week of %(day)s)") % said
    return _("%(what)s %(number)s of 10 (week of %(day)s)") % said
