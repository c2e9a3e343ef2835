"""A trend as it may be shown: its words by state (CLINICAL 3.6), and its line with range from first to last check."""

import datetime as dt
from collections.abc import Sequence

from clinical.trends import DAYS_PER_MONTH, State, Trend
from reports.figures.context import Context
from reports.figures.language import Words, decimal, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Vertex
from reports.figures.words import sentences, short_date

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


def slopes_of(trend: Trend) -> Slopes | None:
    """The slope and the ends of its 95 % range in points a month, negative: lost."""
    if trend.slope is None or trend.low is None or trend.high is None:
        return None
    return trend.slope, trend.low, trend.high


def shown_slopes(trend: Trend, context: Context) -> Slopes | None:
    """Only a usable slope with its range, for those who switched it on (CLINICAL 3.6)."""
    return slopes_of(trend) if trend.state is State.USABLE and context.slopes else None


def trend_words(trend: Trend, score: str, context: Context) -> str:
    """What the state says; a number only where it may be shown. Clinicians also read of a possible change."""
    told = _state_words(trend, score, context)
    if trend.change_around and trend.change_low and trend.change_high and context.clinical:
        around, first, last = map(short_date, (trend.change_around, trend.change_low, trend.change_high))
        if first == last:
            change = _("Possible change around %(around)s; such a change is often chance.")
        else:
            change = _("Possible change around %(around)s (%(first)s to %(last)s); such a change is often chance.")
        told = sentences(told, change % {"around": around, "first": first, "last": last})
    return told


def _state_words(trend: Trend, score: str, context: Context) -> str:
    if slopes := shown_slopes(trend, context):
        told = _slope_words(slopes)
    elif context.clinical and score == "total" and trend.state is State.EARLY and (early := slopes_of(trend)):
        told = _("early: %(slope)s") % {"slope": _slope_words(early)}
    else:
        return STATES.get(trend.state, "")
    if trend.adjusted is None or not context.clinical:
        return told
    adjusted = _("Adjusted towards the average of published groups: %(slope)s.")
    return sentences(told, adjusted % {"slope": _plain(-trend.adjusted)})


def _slope_words(slopes: Slopes) -> str:
    """As points lost a month (CLINICAL 3.1); a slope that does not fall is told with its sign, without a judgement."""
    slope, low, high = slopes
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
    checks: Sequence[Sequence[Vertex]], at: tuple[float, float], slopes: Slopes, top: float
) -> tuple[tuple[Vertex, ...], ...]:
    """The line through ``at``, the means of day and value; its range turns about that same point.

    One piece per piece of the line of ``checks``, from its first to its last, with a vertex wherever it turns; kept
    within 0 to ``top``. Source of line and states: CLINICAL 3.6, 3.7.
    """
    middle, level = at

    def vertex(day: dt.date) -> Vertex:
        months = (day.toordinal() - middle) / DAYS_PER_MONTH
        at, a, b = (min(top, max(0.0, level + slope * months)) for slope in slopes)
        return Vertex(day, at, min(a, b), max(a, b))

    ends = [middle + (end - level) / slope * DAYS_PER_MONTH for slope in slopes if slope for end in (0, top)]
    pieces = []
    for piece in checks:
        first, last = piece[0].day, piece[-1].day
        turns = {int(turn) for turn in (middle, *ends) if first.toordinal() < int(turn) < last.toordinal()}
        days = {first, last, *map(dt.date.fromordinal, turns)}
        pieces.append(tuple(vertex(day) for day in sorted(days)))
    return tuple(pieces)
