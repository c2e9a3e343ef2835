"""What figures of single measured values have in common: points by source, the latest of each, the table of all."""

from collections.abc import Mapping
from typing import Protocol

from clinical.report import Reading
from reports.figures.language import Text
from reports.figures.language import gettext as _
from reports.figures.marks import Point, Points, Table
from reports.figures.words import SOURCES, capital, clauses, date_words, number

Readings = Mapping[str, tuple[Reading, ...]]  # by measure


class Named(Protocol):
    """What a figure calls a measure, with the unit behind its numbers."""

    @property
    def name(self) -> Text: ...

    @property
    def unit(self) -> Text: ...


def points_of(readings: tuple[Reading, ...]) -> list[Points]:
    """A row of points for each source that gave any."""
    return [
        Points(capital(words), source, found)
        for source, words in SOURCES.items()
        if (found := tuple(Point(day, value) for day, value, given in readings if given == source))
    ]


def latest(readings: Readings, named: Mapping[str, Named]) -> str:
    """The last value of each measure, with its day."""
    told = [
        _("%(test)s %(number)s %(unit)s on %(day)s")
        % {
            "test": named[measure].name,
            "number": number(found[-1].value),
            "unit": named[measure].unit,
            "day": date_words(found[-1].date),
        }
        for measure, found in readings.items()
    ]
    return _("Latest: %(told)s.") % {"told": clauses(told)}


def table_of(readings: Readings, named: Mapping[str, Named], what: str) -> Table:
    """Every value in order of day. ``what``: the head of the column of the measures."""
    rows = sorted(
        (day, n, str(named[measure].name), f"{number(value)} {named[measure].unit}", SOURCES[source])
        for n, (measure, found) in enumerate(readings.items())
        for day, value, source in found
    )
    return Table(
        (_("Date"), what, _("Value"), _("According to")),
        tuple((date_words(day), name, value, source) for day, _n, name, value, source in rows),
    )
