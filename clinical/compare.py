"""How a record stood on two days, and what lies between them. Source: CLINICAL 3.6, 4.4, 5.2, 7.4, 9.1 [P].

It looks back from one report: by what is known on its day. A value stands for a day only where one was recorded up to
it, and keeps its own date; where there is none, there is none. Between two days lies what came after the first one, up
to and including the second.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clinical.changes import Compared, new_parts, rater_of, scored, two_checks
from clinical.function import GivenTotal
from clinical.history import Span
from clinical.outline import WINDOW
from clinical.report import READINGS, WEEK, Check, Reading, Report, Series
from clinical.signs import Flag
from clinical.spread import PairSpread, PairState
from clinical.trends import RATERS
from clinical.vocabulary import CELLS, Cell, Pair, Source
from clinical.weights import Scale, WeightOf

Grades = dict[str, int | None]


@dataclass(frozen=True)
class Graded:
    """A cell's own grade (0-4) on both days; None where it was not answered in the four weeks."""

    cell: Cell
    then: int | None
    now: int | None

    @property
    def changed(self) -> bool:
        return self.then is not None and self.now is not None and self.then != self.now


@dataclass(frozen=True)
class NewPart:
    """A cell that became affected between the days, and when."""

    cell: Cell
    onset: dt.date


@dataclass(frozen=True)
class PairStood:
    """How a limb pair stood on both days; None where that is not known. ``whole``: as the report has it."""

    pair: Pair
    then: PairState | None
    now: PairState | None
    whole: PairSpread


@dataclass(frozen=True)
class Scored:
    """The last check of one rater up to each day, the same one twice where none was made between. ``compared``: the two
    where they are two, the earlier one answered in the same way if there is such a one."""

    rater: Source
    then: Check | None
    now: Check
    compared: Compared | None = None

    def difference(self, score: str) -> int | None:
        """Of a subscore or the ``total``; None where it is not known of both checks, or there are no two."""
        if self.compared is None:
            return None
        was, value = self.compared.then.score(score), self.compared.now.score(score)
        return None if was is None or value is None else value - was


@dataclass(frozen=True)
class Taken:
    """A reading with its own date and who gave it."""

    date: dt.date
    value: float
    source: Source


@dataclass(frozen=True)
class Read:
    """The last reading of a measure up to each day."""

    measure: str
    then: Taken | None
    now: Taken | None

    @property
    def difference(self) -> float | None:
        """None where there are no two, and where they were not taken by the same: two devices differ by themselves."""
        if self.then is None or self.now is None or self.now.date <= self.then.date:
            return None
        if rater_of(self.then.source) is not rater_of(self.now.source):
            return None
        return round(self.now.value - self.then.value, 3)


@dataclass(frozen=True)
class Weighed:
    """The weight that counted on each day, on one kind of scale."""

    scale: Scale
    then: WeightOf | None
    now: WeightOf | None

    @property
    def difference(self) -> float | None:
        if self.then is None or self.now is None or self.now.date <= self.then.date:
            return None
        return round(self.now.kg - self.then.kg, 2)


@dataclass(frozen=True)
class GivenBy:
    """The total without its items that a clinic gave last, by each day."""

    then: GivenTotal | None
    now: GivenTotal | None


@dataclass(frozen=True)
class Comparison:
    """``answered``: weakness, in a week that began between. ``signs``: of those that stand by the latest answers, what
    fired between. ``events``: noted between. ``totals_given``: of those without their items the latest by each day; no
    difference is told of them (CLINICAL 1.2)."""

    then: dt.date
    now: dt.date
    grades: tuple[Graded, ...]
    answered: bool
    parts: tuple[NewPart, ...]
    pairs: tuple[PairStood, ...]
    checks: tuple[Scored, ...]
    signs: tuple[Flag, ...]
    readings: tuple[Read, ...]
    weights: tuple[Weighed, ...]
    started: tuple[Span, ...]
    stopped: tuple[Span, ...]
    events: tuple[Span, ...]
    totals_given: GivenBy


def compare(report: Report, series: Series, then: dt.date, now: dt.date) -> Comparison:
    """``series``: whole, not an outline. Raises ``ValueError`` where ``then`` is not before ``now``."""
    if then >= now:
        raise ValueError(f"{then} is not before {now}")
    before, after = grades_at(series, then), grades_at(series, now)
    scales = (weight for weight in (series.weight, series.other_weight) if weight)
    return Comparison(
        then=then,
        now=now,
        grades=tuple(Graded(cell, before[cell.name], after[cell.name]) for cell in CELLS),
        answered=any(
            then < week <= now and any(grades[n] is not None for grades in series.weakness.values())
            for n, week in enumerate(series.mondays)
        ),
        parts=tuple(NewPart(cell, onset) for cell, onset in new_parts(report, then, now)),
        pairs=tuple(_pair(pair, report.spread.pairs[pair], then, now) for pair in Pair),
        checks=tuple(found for rater in RATERS if (found := _scored(report.function, rater, then, now))),
        signs=tuple(flag for flag in report.flags if flag.since <= now and flag.last > then),
        readings=tuple(_read(series, name, then, now) for name in READINGS if name != "weight"),
        weights=tuple(Weighed(weight.scale, weight.by(then), weight.by(now)) for weight in scales),
        started=tuple(span for span in series.treatments if then < span.start <= now),
        stopped=tuple(span for span in series.treatments if span.end and then < span.end <= now),
        events=tuple(span for span in series.events if then < span.start <= now),
        totals_given=GivenBy(_given(report, then), _given(report, now)),
    )


def _given(report: Report, day: dt.date) -> GivenTotal | None:
    return max(
        (given for given in report.totals_given if given.alone and given.date <= day),
        key=lambda given: given.date,
        default=None,
    )


def grades_at(series: Series, day: dt.date) -> Grades:
    """Each cell's latest weekly value in the four weeks that end with the week of ``day``; an older answer is not shown
    as the answer of that day (our rule)."""
    seen = [n for n, week in enumerate(series.mondays) if week <= day < week + WEEK * WINDOW]
    found: Grades = {}
    for cell in CELLS:
        values = series.weakness[cell.name]
        found[cell.name] = next((values[n] for n in reversed(seen) if values[n] is not None), None)
    return found


def pair_at(found: PairSpread, day: dt.date) -> PairState | None:
    """How a limb pair stood on a day, by the dates of its sides; None where they are not known."""
    if found.state in (None, PairState.NONE, PairState.BOTH_AT_FIRST_LOG):
        return found.state
    both, began = found.since, found.began
    if found.state is PairState.BILATERAL:
        if both is None:
            return None
        if (both.on or both.latest) <= day:
            return PairState.BILATERAL
        if began is None:  # which side came first is not told
            return PairState.NONE if both.earliest > day else None
    if began is None:
        return None
    return PairState.UNILATERAL if (began.on or began.latest) <= day else PairState.NONE


def _pair(pair: Pair, found: PairSpread, then: dt.date, now: dt.date) -> PairStood:
    return PairStood(pair, pair_at(found, then), pair_at(found, now), found)


def _scored(checks: Iterable[Check], rater: Source, then: dt.date, now: dt.date) -> Scored | None:
    ours = (check for check in checks if check.source in RATERS[rater] and check.date <= now and scored(check))
    known = sorted(ours, key=lambda check: check.date)
    if not known:
        return None
    last = known[-1]
    if last.date <= then:
        return Scored(rater, last, last)
    pair = two_checks(known, then)
    return Scored(rater, pair.then if pair else None, last, pair)


def _read(series: Series, measure: str, then: dt.date, now: dt.date) -> Read:
    readings = series.readings.get(measure, ())
    return Read(measure, _last(readings, then), _last(readings, now))


def _last(readings: Sequence[Reading], day: dt.date) -> Taken | None:
    return next((Taken(*reading) for reading in reversed(readings) if reading.date <= day), None)
