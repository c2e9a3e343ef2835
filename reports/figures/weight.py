"""Weight with its lines at 5 % and 10 % below the usual weight (CLINICAL 7.1, rule R13)."""

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from clinical.vocabulary import Source
from reports.figures.context import Context
from reports.figures.data import Json, date_of, domain, segments_of, span_words, spans_of
from reports.figures.language import decimal, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Figure, Key, Line, Numeric, Plot, Point, Points, Span, Table, Threshold
from reports.figures.scales import axis_over
from reports.figures.words import SOURCES, capital, date_words, number

NAME = "weight"
TITLE = gettext_lazy("Weight, and how far from the usual weight")
LOSSES = (5, 10)  # per cent below the baseline
DAYS = 7  # home weights vary: what counts is the median of the last seven days
JOINED = 28  # days; further apart they are not joined


@dataclass(frozen=True)
class Weight:
    """``readings`` in kg with who gave them; ``baseline`` in kg: the ``usual`` weight or the first recorded one."""

    readings: tuple[tuple[dt.date, float, Source], ...]
    baseline: float
    usual: bool
    spans: tuple[Span, ...]
    start: dt.date
    end: dt.date

    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "Weight | None":
        """``None`` where weight was never entered. Baseline: the usual weight, else the first one recorded."""
        found = sorted(
            (day, value, Source(source))
            for date, value, source in series["readings"].get("weight", ())
            if (day := date_of(date)) and value is not None
        )
        if not found:
            return None
        start, end = domain(report, series, [day for day, *_rest in found])
        usual = context.usual_weight
        return cls(tuple(found), usual or found[0][1], bool(usual), spans_of(series, "gastrostomy"), start, end)

    @cached_property
    def medians(self) -> list[tuple[dt.date, float]]:
        """For each day with a reading, the median of its last seven days, in kg."""
        on, kg = [day for day, *_rest in self.readings], [kg for _day, kg, _source in self.readings]
        first = dt.timedelta(days=DAYS - 1)
        return [(day, median(kg[bisect_left(on, day - first) : bisect_right(on, day)])) for day in sorted(set(on))]


def weight(data: Weight | None, context: Context) -> Figure:
    """Readings as points, their seven-day medians joined, the two lines of weight loss."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No weight recorded yet."))
    below = _("%(percent)d %% below usual weight") if data.usual else _("%(percent)d %% below first recorded weight")
    limits = tuple(
        Threshold(round(data.baseline * (100 - loss) / 100, 1), below % {"percent": loss}) for loss in LOSSES
    )
    points = tuple(
        Points(capital(words), source, found)
        for source, words in SOURCES.items()
        if (found := tuple(Point(day, kg) for day, kg, given in data.readings if given == source))
    )
    marks: tuple[Numeric, ...] = (*limits, Line(_("Seven-day median"), segments_of(data.medians, JOINED)), *points)
    values = [kg for _day, kg, _source in data.readings] + [limit.value for limit in limits] + [data.baseline]
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data),
        panels=(Plot(_("Weight"), axis_over(values, _("kg, lower is less")), marks, spans=data.spans),),
        start=data.start,
        end=data.end,
        key=(
            *(Key(mark.shape, SOURCES[Source(mark.shape)]) for mark in points),
            Key("line", _("median of seven days")),
            Key("threshold", _("%(less)d %% and %(more)d %% below") % {"less": LOSSES[0], "more": LOSSES[1]}),
        ),
        caption=span_words(data.spans),
        table=_table(data),
    )


def _percent(kg: float, data: Weight) -> float:
    """Per cent above the baseline; 0 where the written number would be."""
    change = 100 * (kg - data.baseline) / data.baseline
    return 0 if abs(change) < 0.05 else change


def _change(kg: float, data: Weight) -> str:
    """``12.1 % below``, against the baseline."""
    change = _percent(kg, data)
    percent = {"percent": decimal(f"{abs(change):.1f}")}
    if not change:
        return _("the same")
    return _("%(percent)s %% below") % percent if change < 0 else _("%(percent)s %% above") % percent


def _reading(data: Weight) -> str:
    day, kg = data.medians[-1]
    change = _percent(kg, data)
    if data.usual:
        same, below, above = (
            _("%(kg)s kg on %(day)s (median of seven days), the same as the usual weight of %(base)s kg."),
            _("%(kg)s kg on %(day)s (median of seven days), %(percent)s %% below the usual weight of %(base)s kg."),
            _("%(kg)s kg on %(day)s (median of seven days), %(percent)s %% above the usual weight of %(base)s kg."),
        )
    else:
        same, below, above = (
            _("%(kg)s kg on %(day)s (median of seven days), the same as the first recorded weight of %(base)s kg."),
            _(
                "%(kg)s kg on %(day)s (median of seven days), "
                "%(percent)s %% below the first recorded weight of %(base)s kg."
            ),
            _(
                "%(kg)s kg on %(day)s (median of seven days), "
                "%(percent)s %% above the first recorded weight of %(base)s kg."
            ),
        )
    told = below if change < 0 else above if change > 0 else same
    return told % {
        "kg": number(kg),
        "day": date_words(day),
        "percent": decimal(f"{abs(change):.1f}"),
        "base": number(data.baseline),
    }


def _table(data: Weight) -> Table:
    medians = dict(data.medians)
    against = _("Against the usual weight") if data.usual else _("Against the first recorded weight")
    header = (_("Date"), _("Weight"), _("Median of seven days"), against, _("According to"))
    rows = (
        (
            date_words(day),
            f"{number(kg)} kg",
            f"{number(medians[day])} kg",
            _change(medians[day], data),
            SOURCES[source],
        )
        for day, kg, source in data.readings
    )
    return Table(header, tuple(rows))
