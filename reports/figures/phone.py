"""What a phone measured by itself, as points and nothing more: no line, no sentence of change (CLINICAL 5.6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from clinical.report import Reading, Report, Series
from clinical.vocabulary import PHONE, Source
from reports.figures.context import Context
from reports.figures.data import domain
from reports.figures.language import Text, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Figure, Key, Plot
from reports.figures.measured import latest, points_of, table_of
from reports.figures.scales import axis_over
from reports.figures.words import SOURCES

NAME = "phone"
TITLE = gettext_lazy("Steps and walking asymmetry, measured by the phone")
CAPTION = gettext_lazy("Measured by the phone. It depends on how it was carried.")


@dataclass(frozen=True)
class Measured:
    """What the figure calls a measure: its ``unit`` behind a number, and what its axis says."""

    name: Text
    unit: Text
    axis: Text
    top: float


MEASURES = {
    "steps": Measured(gettext_lazy("Steps"), gettext_lazy("steps"), gettext_lazy("steps a day, higher is more"), 1000),
    "walking_asymmetry": Measured(
        gettext_lazy("Walking asymmetry"), "%", gettext_lazy("% of a day, higher is less even"), 10
    ),
}


@dataclass(frozen=True)
class Phone:
    """``readings`` of each measure that has any."""

    readings: Mapping[str, tuple[Reading, ...]]
    start: dt.date
    end: dt.date

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "Phone | None":
        """``None`` where no phone measured anything."""
        known = {measure: found for measure in PHONE if (found := series.phone.get(measure))}
        if not known:
            return None
        start, end = domain(report, series, [day for found in known.values() for day, *_rest in found])
        return cls(known, start, end)


def phone(data: Phone | None, context: Context) -> Figure:
    """A panel for each measure."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No export of a phone came in yet."))
    given = {source for found in data.readings.values() for *_at, source in found}
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=latest(data.readings, MEASURES),
        panels=tuple(_plot(measure, found) for measure, found in data.readings.items()),
        start=data.start,
        end=data.end,
        key=tuple(Key(source, SOURCES[source]) for source in Source if source in given),
        caption=str(CAPTION),
        tabulate=partial(table_of, data.readings, MEASURES, _("Measured")),
        columns=2,
    )


def _plot(measure: str, readings: tuple[Reading, ...]) -> Plot:
    said = MEASURES[measure]
    values = [0, said.top, *(value for _day, value, _source in readings)]
    return Plot(str(said.name), axis_over(values, str(said.axis), unit=str(said.unit)), tuple(points_of(readings)))
