"""Figures: described once as marks, drawn twice (``to_svg``, ``to_plotly``). No query, no HTML, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clinical.report import Report, Series
from reports.figures import asymmetry, body, breathing, fatigue, function, phone, spread, spread_data, twitches, weight
from reports.figures.context import Context
from reports.figures.data import over_time
from reports.figures.language import Text
from reports.figures.marks import Figure


@dataclass(frozen=True)
class Describe:
    """How one figure is made: report and series in, marks out."""

    title: Text
    read: Callable[[Report, Series, Context], Any]
    draw: Callable[[Any, Context], Figure]

    def __call__(self, report: Report, series: Series, context: Context | None = None) -> Figure:
        context = context or Context()
        return over_time(self.draw(self.read(report, series, context), context), series)


FIGURES = {
    spread.NAME: Describe(spread.TITLE, spread_data.Spread.of, spread.spread),
    body.NAME: Describe(body.TITLE, body.BodyMap.of, body.body),
    function.NAME: Describe(function.TITLE, function.Function.of, function.function),
    asymmetry.NAME: Describe(asymmetry.TITLE, asymmetry.Compared.of, asymmetry.asymmetry),
    fatigue.NAME: Describe(fatigue.TITLE, fatigue.Fatigue.of, fatigue.fatigue),
    twitches.NAME: Describe(twitches.TITLE, twitches.Twitches.of, twitches.twitches),
    breathing.NAME: Describe(breathing.TITLE, breathing.Breathing.of, breathing.breathing),
    weight.NAME: Describe(weight.TITLE, weight.Weight.of, weight.weight),
    phone.NAME: Describe(phone.TITLE, phone.Phone.of, phone.phone),
}
