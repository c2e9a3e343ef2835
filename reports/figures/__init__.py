"""Figures: described once as marks, drawn twice (``to_svg``, ``to_plotly``). No query, no HTML, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.figures import balance, body, breathing, fatigue, function, spread, spread_data, twitches, weight
from reports.figures.context import Context
from reports.figures.data import Json
from reports.figures.language import Text
from reports.figures.marks import Figure


@dataclass(frozen=True)
class Describe:
    """How one figure is made: report and series of DESIGN 4 in, marks out."""

    title: Text
    read: Callable[[Json, Json, Context], Any]
    draw: Callable[[Any, Context], Figure]

    def __call__(self, report: Json, series: Json, context: Context | None = None) -> Figure:
        context = context or Context()
        return self.draw(self.read(report, series, context), context)


FIGURES = {
    spread.NAME: Describe(spread.TITLE, spread_data.Spread.from_report, spread.spread),
    body.NAME: Describe(body.TITLE, body.BodyMap.from_report, body.body),
    function.NAME: Describe(function.TITLE, function.Function.from_report, function.function),
    balance.NAME: Describe(balance.TITLE, balance.Balance.from_report, balance.balance),
    fatigue.NAME: Describe(fatigue.TITLE, fatigue.Fatigue.from_report, fatigue.fatigue),
    twitches.NAME: Describe(twitches.TITLE, twitches.Twitches.from_report, twitches.twitches),
    breathing.NAME: Describe(breathing.TITLE, breathing.Breathing.from_report, breathing.breathing),
    weight.NAME: Describe(weight.TITLE, weight.Weight.from_report, weight.weight),
}
