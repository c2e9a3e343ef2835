"""The spread chart in small: thirteen lanes, their order and ranges; what they say stands beside them in words."""

from dataclasses import replace

from clinical.report import Report, Series
from clinical.vocabulary import CELLS
from reports.figures.context import Context
from reports.figures.marks import Block, Figure, Lane, Lanes
from reports.figures.small.days import days_of, visit_of
from reports.figures.spread import spread
from reports.figures.spread_data import Spread
from reports.figures.words import NAMES, capital


def lanes(report: Report, series: Series, context: Context) -> Figure:
    """Without the strip of stages, which the large one has; of a record without answers the lanes stay, empty."""
    data = Spread.of(report, series, context)
    figure = spread(data, replace(context, show_stage=False))
    start, end = days_of(report, series, context)
    if figure.empty:
        figure = replace(figure, panels=(_empty(data, context),))
    return replace(figure, key=(), caption="", start=start, end=end)


def _empty(data: Spread, context: Context) -> Lanes:
    told = tuple(Lane(capital(NAMES[cell.name]), ()) for cell in CELLS)
    return Lanes((Block("", told),), data.spans, visit_of(context))
