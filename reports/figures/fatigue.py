"""Fatigue by week: now, worst, after small effort (0-10) and minutes to recover. Weekly medians (CLINICAL 3.7, 6.3)."""

from reports.figures.context import Context
from reports.figures.data import Json, weekly_table
from reports.figures.marks import Axis, Figure, Key, Plot
from reports.figures.scales import axis_over
from reports.figures.weekly import WeeklyValues, dotted_line
from reports.figures.words import SELF_REPORTED, date_words, number

NAME = "fatigue"
TITLE = "Fatigue, week by week"
ASKED = {
    "now": "Tired when asked",
    "worst": "Worst of the day",
    "after_small_effort": "After washing or dressing",
    "recovery_minutes": "Minutes to recover",
}


class Fatigue(WeeklyValues):
    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "WeeklyValues | None":
        return cls.of(report, series, {label: tuple(series["fatigue"][name]) for name, label in ASKED.items()})


def fatigue(data: WeeklyValues | None, context: Context) -> Figure:
    """One panel for each question that was ever answered."""
    if data is None:
        return Figure(NAME, TITLE, "No fatigue answers yet.")
    plots = tuple(_plot(data, label) for label in data.values if data.answered(label))
    return Figure(
        name=NAME,
        title=TITLE,
        reading=_reading(data),
        panels=plots,
        start=data.start,
        end=data.end,
        key=(Key("self", "middle answer of a week; joined where the weeks follow each other"),),
        caption=f"{SELF_REPORTED} Fatigue can have many causes.",
        table=weekly_table(data.weeks, data.values),
    )


def _plot(data: WeeklyValues, label: str) -> Plot:
    answered = data.answered(label)
    if label == ASKED["recovery_minutes"]:
        axis = axis_over([0, *(value for _, value in answered)], "minutes, higher is longer")
    else:
        axis = Axis(0, 10, ((0, "0"), (5, "5"), (10, "10")), "0 none to 10, higher is more tired")
    return Plot(label, axis, dotted_line(answered, label), flat=True)


def _reading(data: WeeklyValues) -> str:
    told = [
        f"{label.lower()} {number(last[1])}{'' if label == ASKED['recovery_minutes'] else ' of 10'}"
        f" (week of {date_words(last[0])})"
        for label in data.values
        if (last := data.last(label))
    ]
    return f"Latest weekly answers: {', '.join(told)}."
