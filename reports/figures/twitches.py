"""Twitches and cramps by week, as bars: how it felt, never a sign of better or worse (CLINICAL 6.1, 6.2)."""

from reports.figures.context import Context
from reports.figures.data import Json, bars_of, weekly_table
from reports.figures.marks import Axis, Bars, Figure, Key, Plot
from reports.figures.scales import axis_over
from reports.figures.weekly import WeeklyValues
from reports.figures.words import SELF_REPORTED, date_words, number

NAME = "twitches"
TITLE = "Twitches and cramps, week by week"
TWITCHES = "Twitches"
CRAMPS = {"count": "Cramps in a day", "worst_pain": "Worst cramp pain of the week", "woke": "Times woken by cramps"}
FELT = ("none", "now and then", "often", "nearly all the time")
CAPTION = (
    "Twitches are common in ALS. How many you feel goes up and down, and so do cramps. "
    "Neither more nor fewer of them says how weakness changes."
)


class Twitches(WeeklyValues):
    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "WeeklyValues | None":
        cramps = {label: tuple(series["cramps"][name]) for name, label in CRAMPS.items()}
        return cls.of(report, series, {TWITCHES: tuple(series["twitches"]), **cramps})


def twitches(data: WeeklyValues | None, context: Context) -> Figure:
    """One panel of bars for each question that was ever answered."""
    if data is None:
        return Figure(NAME, TITLE, "No answers about twitches or cramps yet.")
    plots = tuple(_plot(data, label) for label in data.values if data.answered(label))
    return Figure(
        name=NAME,
        title=TITLE,
        reading=_reading(data),
        panels=plots,
        start=data.start,
        end=data.end,
        key=(Key("bar", "middle answer of a week (pain: the highest); no bar is no answer"),),
        caption=f"{CAPTION} {SELF_REPORTED}",
        table=weekly_table(data.weeks, data.values),
    )


def _plot(data: WeeklyValues, label: str) -> Plot:
    bars = bars_of(data.weeks, data.values[label])
    if label == TWITCHES:
        words = ", ".join(f"{value} {felt}" for value, felt in enumerate(FELT))
        axis = Axis(0, 3, tuple((value, str(value)) for value in range(4)), words)
    elif label == CRAMPS["worst_pain"]:
        axis = Axis(0, 10, ((0, "0"), (5, "5"), (10, "10")), "0 none to 10, higher hurts more")
    else:
        axis = axis_over([0, *(bar.value for bar in bars)], "higher is more", whole=True)
    return Plot(label, axis, (Bars(label, bars),), flat=label != TWITCHES)


def _reading(data: WeeklyValues) -> str:
    told = [
        f"{label.lower()} {_felt(last[1]) if label == TWITCHES else number(last[1])} (week of {date_words(last[0])})"
        for label in data.values
        if (last := data.last(label))
    ]
    return f"Latest weekly answers: {', '.join(told)}."


def _felt(value: float) -> str:
    """An answer in its own words; a median between two answers names both."""
    low, high = FELT[int(value)], FELT[-int(-value // 1)]
    return low if low == high else f"between {low} and {high}"
