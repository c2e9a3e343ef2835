"""Twitches and cramps by week, as bars: how it felt, never a sign of better or worse (CLINICAL 6.1, 6.2)."""

import datetime as dt
from functools import partial

from clinical.report import Report, Series
from reports.figures.context import Context
from reports.figures.data import bars_of, weekly_table
from reports.figures.language import Text, Words, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Axis, Bars, Figure, Key, Plot
from reports.figures.scales import axis_over
from reports.figures.weekly import WeeklyValues
from reports.figures.words import SELF_REPORTED, capital, date_words, number, sentences
from symptoms.wording.voice import Said

NAME = "twitches"
TITLE = gettext_lazy("Twitches and cramps, week by week")
TWITCHES = "twitches"
CRAMPS = ("count", "worst_pain", "woke")
ASKED = Words(
    {
        TWITCHES: gettext_lazy("twitches"),
        "count": gettext_lazy("cramps in a day"),
        "worst_pain": gettext_lazy("worst cramp pain of the week"),
        "woke": gettext_lazy("times woken by cramps"),
    }
)
FELT: tuple[Text, ...] = (
    gettext_lazy("none"),
    gettext_lazy("now and then"),
    gettext_lazy("often"),
    gettext_lazy("nearly all the time"),
)
CAPTION = Said(
    gettext_lazy(
        "Twitches are common in ALS. How many you feel goes up and down, and so do cramps. "
        "Neither more nor fewer of them says how weakness changes."
    ),
    gettext_lazy(
        "Twitches are common in ALS. How many there are goes up and down, and so do cramps. "
        "Neither more nor fewer of them says how weakness changes."
    ),
)


class Twitches(WeeklyValues):
    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "WeeklyValues | None":
        return cls.over(report, series, {TWITCHES: series.twitches} | {name: series.cramps[name] for name in CRAMPS})


def twitches(data: WeeklyValues | None, context: Context) -> Figure:
    """One panel of bars for each question that was ever answered."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No answers about twitches or cramps yet."))
    plots = tuple(_plot(data, name) for name in data.values if data.answered(name))
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data),
        panels=plots,
        start=data.start,
        end=data.end,
        key=(Key("bar", _("middle answer of a week (pain: the highest); no bar is no answer")),),
        caption=sentences(str(context.voice.says(CAPTION)), SELF_REPORTED),
        tabulate=partial(weekly_table, data.weeks, data.values, ASKED),
    )


def _plot(data: WeeklyValues, name: str) -> Plot:
    bars, label = bars_of(data.weeks, data.values[name]), capital(ASKED[name])
    if name == TWITCHES:
        words = ", ".join(f"{value} {felt}" for value, felt in enumerate(FELT))
        axis = Axis(0, 3, tuple((value, str(value)) for value in range(4)), words, _("0 to 3"))
    elif name == "worst_pain":
        axis = Axis(0, 10, ((0, "0"), (5, "5"), (10, "10")), _("0 none to 10, higher hurts more"), _("0 to 10"))
    else:
        axis = axis_over([0, *(bar.value for bar in bars)], _("higher is more"), whole=True, unit=_("number"))
    return Plot(label, axis, (Bars(label, bars),), flat=name != TWITCHES)


def _reading(data: WeeklyValues) -> str:
    told = [_latest(name, *last) for name in data.values if (last := data.last(name))]
    return _("Latest weekly answers: %(told)s.") % {"told": ", ".join(told)}


def _latest(name: str, week: dt.date, value: float) -> str:
    said = {"what": ASKED[name], "answer": _felt(value) if name == TWITCHES else number(value), "day": date_words(week)}
    return _("%(what)s %(answer)s (week of %(day)s)") % said


def _felt(value: float) -> str:
    """An answer in its own words; a median between two answers names both."""
    low, high = str(FELT[int(value)]), str(FELT[-int(-value // 1)])
    return low if low == high else _("between %(low)s and %(high)s") % {"low": low, "high": high}
