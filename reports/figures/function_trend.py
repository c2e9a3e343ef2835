"""A trend as it may be shown: its words by state (CLINICAL 3.6), and its line with range from first to last check."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reports.figures.context import Context
from reports.figures.data import Json, date_of, segments_of
from reports.figures.language import Words, decimal, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Vertex
from reports.figures.words import sentences, short_date

MONTH = 30.4375
STATES = Words(
    {
        "none": gettext_lazy("not enough check-ins yet to show a trend."),
        "very_early": gettext_lazy("too early to say."),
        "early": gettext_lazy("too early to give a number."),
        "ceiling": gettext_lazy("near the top of the scale: small changes are not seen."),
        "floor": gettext_lazy("at the bottom of this part of the scale; it can't show more change."),
    }
)

Slopes = tuple[float, float, float]


@dataclass(frozen=True)
class Trend:
    """``slopes``: the slope and the ends of its 95 % range in points a month (negative: lost), ``None`` where they may
    not be shown; ``adjusted``: the slope drawn towards the average of published groups; ``change``: the day around
    which the scores may have turned, and the ends of its range."""

    state: str
    slopes: Slopes | None
    adjusted: float | None
    change: tuple[dt.date, dt.date, dt.date] | None = None

    @classmethod
    def from_report(cls, entry: Json) -> "Trend":
        slope, low, high = entry["slope"], entry["low"], entry["high"]
        ranged = slope is not None and low is not None and high is not None
        around, first, last = (date_of(entry[name]) for name in ("change_around", "change_low", "change_high"))
        change = (around, first, last) if around and first and last else None
        return cls(entry["state"], (slope, low, high) if ranged else None, entry["adjusted"], change)

    def shown(self, context: Context) -> Slopes | None:
        """Only a usable slope with its range, for those who switched it on."""
        return self.slopes if self.state == "usable" and context.slopes else None


def trend_words(trend: Trend, score: str, context: Context) -> str:
    """What the state says; a number only where it may be shown. Clinicians also read of a possible change."""
    told = _state_words(trend, score, context)
    if trend.change and context.clinical:
        around, first, last = map(short_date, trend.change)
        if first == last:
            change = _("Possible change around %(around)s; such a change is often chance.")
        else:
            change = _("Possible change around %(around)s (%(first)s to %(last)s); such a change is often chance.")
        told = sentences(told, change % {"around": around, "first": first, "last": last})
    return told


def _state_words(trend: Trend, score: str, context: Context) -> str:
    if slopes := trend.shown(context):
        return _slope_words(slopes)
    if trend.state == "early" and score == "total" and context.clinical and trend.slopes:
        told = _("early: %(slope)s") % {"slope": _slope_words(trend.slopes)}
        if trend.adjusted is None:
            return told
        adjusted = _("Adjusted towards the average of published groups: %(slope)s.")
        return sentences(told, adjusted % {"slope": _plain(-trend.adjusted)})
    return STATES.get(trend.state, "")


def _slope_words(slopes: Slopes) -> str:
    """As points lost a month (CLINICAL 3.1); a slope that does not fall is told with its sign, without a judgement."""
    slope, low, high = slopes
    if not any(slopes):
        return _("most of these checks are the same.")  # a range of 0 to 0 says no more, and would look sure
    if slope > 0:
        said = {"slope": _signed(slope), "low": _signed(low), "high": _signed(high)}
        return _("change of %(slope)s points a month (95 %% range %(low)s to %(high)s).") % said
    said = {"slope": _plain(-slope), "low": _plain(-high), "high": _plain(-low)}
    return _("%(slope)s points lost a month (95 %% range %(low)s to %(high)s).") % said


def _plain(value: float) -> str:
    return decimal(f"{value + 0.0:.2f}").replace("-", "−")


def _signed(value: float) -> str:
    return decimal(f"{value:+.2f}").replace("-", "−")


def trend_line(
    values: Sequence[tuple[dt.date, float]], slopes: Slopes, top: float, gap: int
) -> tuple[tuple[Vertex, ...], ...]:
    """The Theil-Sen line through the medians of day and value; its range turns about that same point.

    One piece per stretch of checks at most ``gap`` days apart, from the first check to the last; kept within 0 to
    ``top``. Source of line and states: CLINICAL 3.6, 3.7.
    """
    middle = median(day.toordinal() for day, _ in values)
    level = median(value for _, value in values)

    def vertex(day: dt.date) -> Vertex:
        months = (day.toordinal() - middle) / MONTH
        at, a, b = (min(top, max(0.0, level + slope * months)) for slope in slopes)
        return Vertex(day, at, min(a, b), max(a, b))

    turning = dt.date.fromordinal(int(middle))
    pieces = []
    for piece in segments_of(values, gap):
        days = {point.day for point in piece}
        if piece[0].day < turning < piece[-1].day:
            days.add(turning)
        pieces.append(tuple(vertex(day) for day in sorted(days)))
    return tuple(pieces)
