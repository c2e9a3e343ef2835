"""Weight with its lines at 5 % and 10 % below the usual weight (CLINICAL 7.1, rule R13)."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from clinical.outline import JOINED
from clinical.report import Reading, Report, Series
from clinical.vocabulary import Source
from clinical.weights import Weight as Weighed
from clinical.weights import WeightOf, scale_of
from reports.figures.context import Context
from reports.figures.data import domain, few, segments_of, span_words, spans_of
from reports.figures.language import decimal, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Figure, Key, Line, Numeric, Plot, Point, Points, Span, Table, Threshold
from reports.figures.scales import axis_over
from reports.figures.words import SCALES, SOURCES, capital, date_words, number, sentences

NAME = "weight"
TITLE = gettext_lazy("Weight, and how far from the usual weight")
LOSSES = (5, 10)  # per cent below the baseline


@dataclass(frozen=True)
class Weight:
    """``readings`` in kg with who gave them, and what they come to on the scale to speak of and, where two kinds were
    used, on the ``other``. ``breaks``: of either line."""

    readings: tuple[Reading, ...]
    weight: Weighed
    other: Weighed | None
    spans: tuple[Span, ...]
    spans_known: int
    start: dt.date
    end: dt.date
    breaks: tuple[tuple[dt.date, ...] | None, tuple[dt.date, ...] | None]

    @property
    def lines(self) -> list[tuple[Weighed, tuple[dt.date, ...] | None]]:
        return [(said, at) for said, at in zip((self.weight, self.other), self.breaks, strict=True) if said]

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "Weight | None":
        """``None`` where weight was never entered."""
        readings = series.readings.get("weight", ())
        if not readings or series.weight is None:
            return None
        start, end = domain(report, series, [reading.date for reading in readings])
        breaks = series.breaks.get("weight"), series.breaks.get("other_weight")
        spans = few(spans_of(series), ("gastrostomy",))
        known = len(spans_of(series))
        return cls(readings, series.weight, series.other_weight, spans, known, start, end, breaks)


def weight(data: Weight | None, context: Context) -> Figure:
    """Readings as points, their seven-day medians joined, the two lines of weight loss."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No weight recorded yet."))
    counts = data.weight
    below = _("%(percent)d %% below usual weight") if counts.usual else _("%(percent)d %% below first recorded weight")
    limits = tuple(
        Threshold(round(counts.baseline * (100 - loss) / 100, 1), below % {"percent": loss}) for loss in LOSSES
    )
    points = tuple(
        Points(capital(words), source, found)
        for source, words in SOURCES.items()
        if (found := tuple(Point(day, kg) for day, kg, given in data.readings if given == source))
    )
    lines = [
        Line(
            _("Seven-day median, %(scale)s") % {"scale": SCALES[said.scale]} if data.other else _("Seven-day median"),
            segments_of(((day.date, day.kg) for day in said.days), JOINED["weight"], breaks),
        )
        for said, breaks in data.lines
    ]
    marks: tuple[Numeric, ...] = (*limits, *lines, *points)
    values = [kg for _day, kg, _source in data.readings] + [limit.value for limit in limits] + [counts.baseline]
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data),
        panels=(Plot(_("Weight"), axis_over(values, _("kg, lower is less"), unit="kg"), marks, spans=data.spans),),
        start=data.start,
        end=data.end,
        key=(
            *(Key(mark.shape, SOURCES[Source(mark.shape)]) for mark in points),
            Key("line", _("median of seven days")),
            Key("threshold", _("%(less)d %% and %(more)d %% below") % {"less": LOSSES[0], "more": LOSSES[1]}),
        ),
        caption=span_words(data.spans, data.spans_known),
        tabulate=partial(_table, data),
    )


def _change(said: WeightOf) -> str:
    """``12.1 % below``, against the baseline."""
    percent = {"percent": decimal(f"{abs(said.lost):.1f}")}
    if not said.lost:
        return _("the same")
    return _("%(percent)s %% below") % percent if said.lost > 0 else _("%(percent)s %% above") % percent


def _reading(data: Weight) -> str:
    if data.other is None:
        return _said(data.weight)
    return sentences(*(f"{capital(SCALES[each.scale])}: {_said(each)}" for each in (data.weight, data.other)))


def _said(weight: Weighed) -> str:
    now = weight.now
    if weight.usual:
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
    told = below if now.lost > 0 else above if now.lost < 0 else same
    return told % {
        "kg": number(now.kg),
        "day": date_words(now.date),
        "percent": decimal(f"{abs(now.lost):.1f}"),
        "base": number(weight.baseline),
    }


def _table(data: Weight) -> Table:
    of_day = {weight.date: weight for each, _breaks in data.lines for weight in each.days}
    said = {(each.scale, weight.date): weight for each, _breaks in data.lines for weight in each.days}
    against = _("Against the usual weight") if data.weight.usual else _("Against the first recorded weight")
    header = (_("Date"), _("Weight"), _("Median of seven days"), against, _("According to"))
    rows = (
        (date_words(day), f"{number(kg)} kg", f"{number(counts.kg)} kg", _change(counts), SOURCES[source])
        for day, kg, source in data.readings
        for counts in [said.get((scale_of(source), day)) or of_day[day]]  # stored before scales were told apart
    )
    return Table(header, tuple(rows))
