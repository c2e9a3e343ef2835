"""Is there a trend, may it be shown, and how steep is it? Source: CLINICAL 3.5-3.7 [P].

Raters and modes are never mixed in one slope of the function check: the person (alone or helped), a caregiver, the
clinic; in the app, by phone, in the clinic. A trend says nothing beyond its last day.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from clinical.autocorrelation import widening
from clinical.change_point import LEAST_CHECKS, LEAST_DAYS, turn
from clinical.function import SCORES, scores
from clinical.history import Daily, Days, Floats, FunctionChecks, History, Readings, as_date, as_weeks, starts_of
from clinical.slope import Adjusted, Slope, adjusted, moderated, of_whole_numbers, standard_error, theil_sen
from clinical.vocabulary import Source
from clinical.weekly import weekly_grouped_median

DAYS_PER_MONTH = 30.4375
RATERS = {
    Source.SELF: (Source.SELF, Source.HELPED),
    Source.CAREGIVER: (Source.CAREGIVER,),
    Source.CLINICIAN: (Source.CLINICIAN,),
}
SCALES = {Source.SELF: (Source.SELF, Source.HELPED, Source.CAREGIVER), Source.CLINICIAN: (Source.CLINICIAN,)}
FATIGUE = ("fatigue.now", "fatigue.worst", "fatigue.after_small_effort")
MEASURED = ("weight", "grip.left", "grip.right")
# The widest range that is called usable, a month either way in the unit of each scale (CLINICAL 3.6): a total of 0 to
# 48, a subscore of 0 to 12, tiredness of 0 to 10, cramps a day, and kilograms. Tighter ones would choose the records
# whose points happen to lie near a line, and hold less often than they say.
WIDEST = {
    "function.total": 1.0,
    **dict.fromkeys((f"function.{score}" for score in SCORES if score != "total"), 0.6),
    **dict.fromkeys(FATIGUE, 1.0),
    "cramps.count": 1.0,
    **dict.fromkeys(MEASURED, 1.0),
}
METHODS = {f"function.{score}": "least-squares" for score in SCORES} | {"function.total": "moderated-least-squares"}
USABLE_DAYS = 161  # 24 weeks, less the week by which two monthly checks may be early and late


class State(StrEnum):
    NONE = "none"
    VERY_EARLY = "very_early"
    EARLY = "early"
    USABLE = "usable"
    CEILING = "ceiling"
    FLOOR = "floor"


@dataclass(frozen=True)
class Trend:
    """One measure by one rater in one ``mode``: ``n`` points from ``first`` to ``last``, of a daily measure weeks.

    ``slope`` with ``low`` and ``high`` (95 %) per month of 30.4375 days, negative where the value falls; None where the
    state allows no number. For clinicians only: the slope of an early total, ``adjusted``, and ``change_around``, where
    the scores may have turned, with the days from ``change_low`` to ``change_high`` that fit about as well. ``method``:
    ``moderated-least-squares``, ``least-squares`` or ``theil-sen``.
    """

    measure: str
    source: Source
    state: State
    n: int
    first: dt.date | None
    last: dt.date | None
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    adjusted: float | None = None
    adjusted_sd: float | None = None
    per: str = "month"
    method: str = "theil-sen"
    mode: str | None = None
    change_around: dt.date | None = None
    change_low: dt.date | None = None
    change_high: dt.date | None = None


def trends(history: History) -> tuple[Trend, ...]:
    """Every trend of a record: the function scores always, other measures where there is any value."""
    return (
        *_of_function(history.function),
        *_of_symptoms(history.fatigue, {name: name.removeprefix("fatigue.") for name in FATIGUE}),
        *_of_symptoms(history.fasciculation, {"cramps.count": "cramps.count"}),
        *_of_measured(history.measurements),
    )


def _of_function(checks: FunctionChecks) -> Iterator[Trend]:
    by_name = scores(checks.items)
    for rater, sources in RATERS.items():
        theirs = _said_by(checks.sources, sources)
        if rater is Source.SELF or theirs.any():
            for mode, rows in _by_mode(checks, theirs):
                for name in SCORES:
                    known = checks.one_a_day(rows & ~np.isnan(by_name[name]))
                    one = _of_total if name == "total" else _of_subscore
                    found = one(f"function.{name}", rater, checks.days[known], by_name[name][known])
                    yield _turned(found, mode, checks.days[known], by_name[name][known])


def _by_mode(checks: FunctionChecks, rows: NDArray[np.bool_]) -> Iterator[tuple[str | None, NDArray[np.bool_]]]:
    """The rows of each mode that occurs among them; all of them together where the modes are not known."""
    modes = np.array(checks.modes) if checks.modes else np.full(len(rows), "")
    for mode in np.unique(modes[rows]).tolist() or [""]:
        yield mode or None, rows & (modes == mode)


def _of_total(measure: str, rater: Source, days: Days, totals: Floats) -> Trend:
    months, state = _months(days), _state(days)
    near_the_top = state is not State.NONE and 2 * np.count_nonzero(totals >= 46) >= len(totals)
    slope = moderated(months, totals) if state in (State.USABLE, State.EARLY) else None
    state = _narrowed(measure, state, slope)
    shown = State.CEILING if near_the_top else state
    if slope and (state is State.USABLE or shown is State.EARLY):
        drawn = adjusted(slope.value, standard_error(months))
        return _trend(measure, rater, shown, days, slope, drawn)
    return _trend(measure, rater, shown, days)


def _of_subscore(measure: str, rater: Source, days: Days, values: Floats) -> Trend:
    """No error of one check is published for subscores, so the range is that of the person's own checks alone."""
    state = _state(days)
    if state is not State.NONE and (values[-2:] <= 1).all():
        return _trend(measure, rater, State.FLOOR, days)
    slope = of_whole_numbers(_months(days), values) if state is State.USABLE else None
    state = _narrowed(measure, state, slope)
    return _trend(measure, rater, state, days, slope if state is State.USABLE else None)


def _narrowed(measure: str, state: State, slope: Slope | None) -> State:
    """Early where it would be usable but for its range, as it is and as it is told, to two decimals."""
    if state is not State.USABLE or slope is None:
        return state
    width = max(slope.high - slope.low, round(slope.high, 2) - round(slope.low, 2))
    return state if width <= 2 * WIDEST[measure] else State.EARLY


def _turned(trend: Trend, mode: str | None, days: Days, values: Floats) -> Trend:
    """The trend of one mode, with the day around which its scores may have turned, if there is one (CLINICAL 3.6)."""
    long = len(days) >= LEAST_CHECKS and _span(days) >= LEAST_DAYS
    found = turn(_months(days), values) if long else None
    around, low, high = (as_date(days[place]) for place in found) if found else (None, None, None)
    return replace(trend, mode=mode, change_around=around, change_low=low, change_high=high)


def _of_symptoms(section: Daily, columns: dict[str, str]) -> Iterator[Trend]:
    """Daily symptoms by their weekly medians: at least six weeks, each with at least three answered days."""
    values = section.values[:, [section.columns.index(column) for column in columns.values()]]
    mondays, medians = weekly_grouped_median(section.days, values, least=3)
    for measure, answers, weekly in zip(columns, values.T, medians.T, strict=True):
        if np.isnan(answers).all():
            continue
        known = ~np.isnan(weekly)
        yield _of_weeks(measure, Source.SELF, mondays[known], weekly[known], known.sum() >= 6)


def _of_measured(measurements: dict[str, Readings]) -> Iterator[Trend]:
    """Weight and grip: at least four weeks with a reading, and 60 days. For grip this is our rule, as for weight."""
    for measure in MEASURED:
        if measure not in measurements:
            continue
        readings = measurements[measure]
        for rater, sources in SCALES.items():
            theirs = _said_by(readings.sources, sources)
            if theirs.any():
                days, values = _one_a_week(readings.days[theirs], readings.values[theirs])
                yield _of_weeks(measure, rater, days, values, len(days) >= 4 and _span(days) >= 60)


def _of_weeks(measure: str, rater: Source, days: Days, values: Floats, enough: bool) -> Trend:
    """One point a week, in good weeks and bad ones: the range is wider than for as many independent points."""
    if not enough:
        return _trend(measure, rater, State.NONE, days)
    weeks, months = as_weeks(days), _months(days)
    slope = theil_sen(months, values, lambda value: widening(weeks, values - value * months))
    usable = _narrowed(measure, State.USABLE, slope) is State.USABLE
    return _trend(measure, rater, State.USABLE if usable else State.VERY_EARLY, days, slope if usable else None)


def _one_a_week(days: Days, values: Floats) -> tuple[Days, Floats]:
    """Of several readings in a week the median, so that weighing daily does not feign a narrower range."""
    weeks = as_weeks(days)
    start = starts_of(weeks)
    count = np.diff(start, append=len(days))
    lower, upper = start + (count - 1) // 2, start + count // 2
    ranked = values[np.lexsort((values, weeks))]
    return days[lower], (ranked[lower] + ranked[upper]) / 2


def _state(days: Days) -> State:
    """How far the checks on these days carry (CLINICAL 3.6), the strongest first, whatever the range."""
    n, span = len(days), _span(days)
    if n >= 3 and span >= USABLE_DAYS:
        return State.USABLE
    if n >= 4 and span >= 84:
        return State.EARLY
    return State.VERY_EARLY if n >= 3 and span >= 56 else State.NONE


def _said_by(sources: tuple[str, ...], group: tuple[Source, ...]) -> NDArray[np.bool_]:
    return np.fromiter((source in group for source in sources), np.bool_, len(sources))


def _span(days: Days) -> int:
    return int((days[-1] - days[0]).astype(int)) if len(days) else 0


def _months(days: Days) -> Floats:
    return (days - days[:1]).astype(np.float64) / DAYS_PER_MONTH


def _trend(
    measure: str, rater: Source, state: State, days: Days, slope: Slope | None = None, drawn: Adjusted | None = None
) -> Trend:
    return Trend(
        measure=measure,
        source=rater,
        state=state,
        n=len(days),
        first=as_date(days[0]) if len(days) else None,
        last=as_date(days[-1]) if len(days) else None,
        slope=slope.value if slope else None,
        low=slope.low if slope else None,
        high=slope.high if slope else None,
        adjusted=drawn.value if drawn else None,
        adjusted_sd=drawn.sd if drawn else None,
        method=METHODS.get(measure, "theil-sen"),
    )
