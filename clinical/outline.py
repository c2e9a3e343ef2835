"""A report and its series with no more in them than a picture can show, however long the record.

Pages draw this; the report that is handed on, tables and exploring take all of it. Every sentence of a page is the same
for both: the weeks and readings that one speaks of (the first and the last answers, those about a visit) stay as they
were; about a visit without a number of the clinic, if it is of the last half-year. Between them, as a drawer of long
series does (Jugel et al., M4, VLDB 2014), of each stretch of time the least and the greatest value stay, in the order
in which they came, so that no peak is lost; of a grade the lower median of each half. A stretch without an answer stays
one. Nothing changes in a record of three years (our rule).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from statistics import fmean
from typing import Any, TypeVar

from clinical.report import WEEK, Check, Reading, Report, Series, Sides, Weekly
from clinical.trends import RATERS, Trend
from clinical.vocabulary import SUBSCORES, Source
from clinical.weights import Weight

WEEKS = 168  # entries of a weekly array: a little over three years of weeks
READINGS, CHECKS = 168, 80  # of one measure or of function checks by one source that are kept as they are
SPANS = 50  # stretches that longer ones are cut into, with two readings each
CHECK_SPANS = 14  # the same for checks, of which each can be the least and the greatest of five scores
WINDOW = 4  # weeks that a body map looks back
EXACT = 30  # weeks up to the last that stay as they were: of most visits, whether or not the clinic entered a number
JOINED = {"weight": 28, "function": 180}  # days; values further apart are not joined by a line
SCORES = (*SUBSCORES, "total")

Stretch = tuple[int, int, int]  # its first week, where its second half begins, and the week after it
Dated = TypeVar("Dated")


def outline(report: Report, series: Series) -> tuple[Report, Series]:
    """The same two where nothing is left out."""
    visit = last_entry_of_the_clinic(report, series)
    checks, series = _checks(report, series, visit)
    if len(checks) < len(report.function):
        report = replace(report, function=checks)
    return report, _weeks(_readings(series), visit, report.as_of)


def last_entry_of_the_clinic(report: Report, series: Series) -> dt.date | None:
    """The last day before that of the report on which the clinic entered a function check, a total or a measurement:
    most often that of the last visit, which is not in a report."""
    days = [check.date for check in report.function if check.source is Source.CLINICIAN]
    days += [given.date for given in report.totals_given]
    for readings in series.readings.values():
        days += [reading.date for reading in readings if reading.source is Source.CLINICIAN]
    return max((day for day in days if day < report.as_of), default=None)


def track(trend: Trend) -> str:
    """Names the values of one score by one rater in one mode."""
    return f"{trend.measure}.{trend.source}.{trend.mode}"


def middle(points: Sequence[tuple[dt.date, float]]) -> tuple[float, float]:
    """What a least-squares line passes through: the means of day (its ordinal) and value. Source: CLINICAL 3.7."""
    day, value = fmean(day.toordinal() for day, _ in points), fmean(value for _, value in points)
    return round(day, 3), round(value, 3)


# --- Single days ---


def _readings(series: Series) -> Series:
    readings, phone = _few(series.readings), _few(series.phone)
    if readings != series.readings or phone != series.phone:
        series = replace(series, readings=readings, phone=phone)
    if len(series.grip_index) > READINGS:
        series = replace(series, grip_index=tuple(_kept(series.grip_index, lambda at: at[0], lambda at: [(0, at[1])])))
    weight, breaks = _weight(series.weight)
    other, other_breaks = _weight(series.other_weight)
    broken = {name: at for name, at in (("weight", breaks), ("other_weight", other_breaks)) if at is not None}
    if broken:
        series = replace(series, weight=weight, other_weight=other, breaks=series.breaks | broken)
    return series


def _few(readings: Mapping[str, tuple[Reading, ...]]) -> dict[str, tuple[Reading, ...]]:
    """No more of each source than a page can show."""
    kept = {}
    for name, found in readings.items():
        by: dict[Source, list[Any]] = defaultdict(list)
        for reading in found:
            by[reading.source].append(reading)
        if all(len(given) <= READINGS for given in by.values()):
            kept[name] = found
            continue
        few = [_kept(given, lambda said: said.date, lambda said: [(0, said.value)]) for given in by.values()]
        kept[name] = tuple(sorted(chain.from_iterable(few), key=lambda said: said.date))
    return kept


def _weight(weight: Weight | None) -> tuple[Weight | None, tuple[dt.date, ...] | None]:
    """No more days of it than a page can show, and where the line of these is broken; None where all of them are."""
    if weight is None or len(weight.days) <= READINGS:
        return weight, None
    kept = tuple(_kept(weight.days, lambda said: said.date, lambda said: [(0, said.kg)]))
    breaks = _breaks([said.date for said in weight.days], {said.date for said in kept}, JOINED["weight"])
    return replace(weight, days=kept), breaks


def _checks(report: Report, series: Series, visit: dt.date | None) -> tuple[tuple[Check, ...], Series]:
    by: dict[Any, list[Check]] = defaultdict(list)
    for check in report.function:
        by[check.source, check.mode].append(check)
    if all(len(given) <= CHECKS for given in by.values()):
        return report.function, series
    kept = _spoken_of(report.function, visit)
    for given in by.values():
        few = given if len(given) <= CHECKS else _kept(given, lambda check: check.date, _scores, spans=CHECK_SPANS)
        kept |= {id(check) for check in few}
    checks = tuple(check for check in report.function if id(check) in kept)
    breaks, middles = {}, {}
    for trend in report.trends:
        score = trend.measure.removeprefix("function.")
        if score in SCORES and (points := _points(report.function, trend, score)):
            left = {day for day, _ in _points(checks, trend, score)}
            breaks[track(trend)] = _breaks([day for day, _ in points], left, JOINED["function"])
            middles[track(trend)] = middle(points)
    return checks, replace(series, breaks=series.breaks | breaks, middles=middles)


def _points(checks: Iterable[Check], trend: Trend, score: str) -> list[tuple[dt.date, float]]:
    of_it = (check for check in checks if check.source in RATERS[trend.source] and trend.mode in (None, check.mode))
    return [(check.date, value) for check in of_it if (value := check.score(score)) is not None]


def _spoken_of(checks: Sequence[Check], visit: dt.date | None) -> set[int]:
    """The ids of the first check that is drawn, and of each source the last two that are, and that have a total; and
    of each source and mode the last one that stood on the day of the visit."""
    found: set[int] = set()
    for source in Source:
        drawn = [
            check
            for check in checks
            if check.source is source and any(check.score(name) is not None for name in SCORES)
        ]
        found |= {id(check) for check in (*drawn[:1], *drawn[-2:])}
        found |= {id(check) for check in [check for check in drawn if check.total is not None][-2:]}
        if visit:
            stood = {check.mode: check for check in drawn if check.date <= visit}
            found |= set(map(id, stood.values()))
    return found


def _scores(check: Check) -> list[tuple[Any, float]]:
    """And the stage, so that each that was estimated is still shown."""
    scores: list[tuple[Any, float]] = [(name, value) for name in SCORES if (value := check.score(name)) is not None]
    return scores if check.kings is None else [*scores, ((check.kings, check.kings_4a), 1)]


def _kept(
    items: Sequence[Dated],
    day: Callable[[Dated], dt.date],
    values: Callable[[Dated], Iterable[tuple[Any, float]]],
    spans: int = SPANS,
) -> list[Dated]:
    """Items in order of day; of each of ``spans`` equal stretches the least and the greatest of each of its ``values``,
    the first of all, with which the time begins, and the last two: a page speaks of the last and the one before it."""
    first, last = day(items[0]).toordinal(), day(items[-1]).toordinal()
    least: dict[Any, tuple[float, int]] = {}
    most: dict[Any, tuple[float, int]] = {}
    for n, item in enumerate(items):
        stretch = (day(item).toordinal() - first) * spans // (last - first + 1)
        for name, value in values(item):
            key = stretch, name
            if key not in least or value < least[key][0]:
                least[key] = value, n
            if key not in most or value > most[key][0]:
                most[key] = value, n
    ends = {0, len(items) - 1, len(items) - 2}
    return [items[n] for n in sorted(ends | {n for _, n in least.values()} | {n for _, n in most.values()})]


def _breaks(days: Sequence[dt.date], kept: set[dt.date], gap: int) -> tuple[dt.date, ...]:
    """The kept days before which, since the kept one before, two neighbours were more than ``gap`` days apart."""
    found, apart = [], False
    for before, day in pairwise(days):
        apart |= (day - before).days > gap
        if day in kept:
            if apart:
                found.append(day)
            apart = False
    return tuple(found)


# --- Weeks ---


def _weeks(series: Series, visit: dt.date | None, as_of: dt.date) -> Series:
    if series.weeks <= WEEKS:
        return series
    stretches = _stretches(series.weeks, _exact(series, visit, as_of))

    def numbers(values: Weekly) -> Weekly:
        return tuple(value for stretch in stretches for value in _extremes(values, stretch))

    return replace(
        series,
        starts=tuple(
            start for first, half, _end in stretches for start in ([first] if first == half else [first, half])
        ),
        answered=tuple(sum(series.answered[a:b]) for a, b in _halves(stretches)),
        weakness={
            name: tuple(_lower_median(values[a:b]) for a, b in _halves(stretches))
            for name, values in series.weakness.items()
        },
        twitches=numbers(series.twitches),
        cramps={name: numbers(values) for name, values in series.cramps.items()},
        fatigue={name: numbers(values) for name, values in series.fatigue.items()},
        signs={name: numbers(values) for name, values in series.signs.items()},
        asymmetry={
            region: Sides(numbers(sides.grade_difference), numbers(sides.reported))
            for region, sides in series.asymmetry.items()
        },
    )


def _exact(series: Series, visit: dt.date | None, as_of: dt.date) -> set[int]:
    """The weeks that a page speaks of: each last answer, and those that a body map shows."""
    weakness, sides = series.weakness, series.asymmetry
    arrays: list[Sequence[float | None]] = [series.twitches, *weakness.values(), *series.cramps.values()]
    arrays += [*series.fatigue.values(), *series.signs.values(), *(said.reported for said in sides.values())]
    arrays += [said.grade_difference for said in sides.values()]
    exact = {0, *range(max(series.weeks - EXACT, 0), series.weeks)}
    exact |= {n for values in arrays if (n := _last(values)) is not None}
    known = [n for n in range(series.weeks) if any(values[n] is not None for values in weakness.values())]
    if known and series.first_week:
        ends = [known[0] + WINDOW - 1, known[-1], *([(visit - series.first_week) // WEEK] if visit else [])]
        exact |= {known[0]} | {n - back for n in ends for back in range(WINDOW + 1)}
    return {n for n in exact if 0 <= n < series.weeks}


def _last(values: Sequence[float | None]) -> int | None:
    return next((n for n in range(len(values) - 1, -1, -1) if values[n] is not None), None)


def _stretches(weeks: int, exact: set[int]) -> list[Stretch]:
    """All weeks, the exact ones each by itself, in as many stretches as make at most ``WEEKS`` entries."""
    edges = [-1, *sorted(exact), weeks]
    between = [(a + 1, b) for a, b in pairwise(edges) if b - a > 1]
    half = 1
    while len(exact) + sum(2 * -((a - b) // (2 * half)) for a, b in between) > WEEKS:
        half += 1
    found = [(n, n, n + 1) for n in exact]
    for a, b in between:
        for start in range(a, b, 2 * half):
            end = min(start + 2 * half, b)
            found.append((start, start if end - start == 1 else (start + end) // 2, end))
    return sorted(found)


def _halves(stretches: Iterable[Stretch]) -> Iterator[tuple[int, int]]:
    for first, half, end in stretches:
        if half > first:
            yield first, half
        yield half, end


def _extremes(values: Weekly, stretch: Stretch) -> Weekly:
    """Of a stretch the two entries: its least and its greatest value in their order; each half its own where they are
    the same, so that a half without an answer is seen."""
    first, half, end = stretch
    if first == half:
        return (values[first],)
    known = [(value, n) for n in range(first, end) if (value := values[n]) is not None]
    if not known:
        return None, None
    least, most = min(known), max(known, key=lambda at: (at[0], -at[1]))
    if least[0] == most[0]:
        return (
            least[0] if any(n < half for _, n in known) else None,
            least[0] if any(n >= half for _, n in known) else None,
        )
    early, late = sorted((least, most), key=lambda at: at[1])
    return early[0], late[0]


def _lower_median(values: Sequence[int | None]) -> int | None:
    known = sorted(value for value in values if value is not None)
    return known[(len(known) - 1) // 2] if known else None
