"""The report and its series: what a job makes of one person's record and everyone else only shows. To JSON and back.

Nobody else knows the keys of that JSON. Public is ``Report`` (DESIGN 4); ``Series`` is what figures and print draw.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from clinical import ENGINE
from clinical.asymmetry import Asymmetry, asymmetry, grip_pairs, laterality_index
from clinical.due_record import known
from clinical.function import GivenTotal, given_totals, scores
from clinical.glance import glance
from clinical.history import FunctionChecks, History, Mark, Readings, Span, as_date
from clinical.involvement import Involvement, involvement, pair_items, since_when
from clinical.need import Facts, facts
from clinical.opm import Opm, opm
from clinical.plain import Json, number, numbers, plain, read
from clinical.rules import of_known_rules
from clinical.signs import Flag, flags
from clinical.spread import Spread, spread
from clinical.staging import stages
from clinical.trends import Trend, trends
from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS, PHONE, Region, Source, measures_of
from clinical.weekly import Weekly as Weeks
from clinical.weekly import weekly
from clinical.weights import Weight, weights

WEEK = dt.timedelta(days=7)
SOURCES = {source.value: source for source in Source}
Weekly = tuple[float | None, ...]
# Of what is measured all but answers of yes or no.
READINGS = tuple(
    measure.name for measure in measures_of("measurement") if measure.high > 1 and measure.name not in PHONE
)


@dataclass(frozen=True)
class Check:
    """A function check: items 0-4, subscores 0-12, total 0-48 and estimated stages; None where an answer is missing."""

    date: dt.date
    source: Source
    mode: str | None
    items: dict[str, int | None]
    bulbar: int | None
    fine_motor: int | None
    gross_motor: int | None
    respiratory: int | None
    total: int | None
    kings: str | None
    kings_4a: bool | None
    kings_4b: bool | None
    mitos: int | None
    ft9: int | None

    def score(self, name: str) -> int | None:
        """One of the four subscores, or the ``total``."""
        found: int | None = getattr(self, name)
        return found


@dataclass(frozen=True)
class Report:
    """What follows from all entries for days up to ``as_of``. ``flags`` are facts: what the care team did with one is
    joined when it is read."""

    patient: str
    as_of: dt.date
    engine: str
    involvement: tuple[Involvement, ...]
    spread: Spread
    function: tuple[Check, ...]
    trends: tuple[Trend, ...]
    asymmetry: tuple[Asymmetry, ...]
    flags: tuple[Flag, ...]
    opm: Opm | None = None
    totals_given: tuple[GivenTotal, ...] = ()  # none in what older engines kept

    def to_json(self) -> Json:
        made: Json = plain(self)
        return made

    @classmethod
    def from_json(cls, said: Json) -> "Report":
        return read(cls, said | {"flags": of_known_rules(said["flags"])})

    @cached_property
    def involved(self) -> dict[str, Involvement]:
        """By the name of the cell."""
        return {found.cell.name: found for found in self.involvement}


class Reading(NamedTuple):
    """One measured value, in the unit of its measure."""

    date: dt.date
    value: float
    source: Source


@dataclass(frozen=True)
class Sides:
    """Of one limb region, week by week: right minus left, and the person's own comparison."""

    grade_difference: Weekly
    reported: Weekly


@dataclass(frozen=True)
class Series:
    """The weekly arrays: an entry for each of ``weeks`` Mondays from ``first_week`` on, None for no answer.
    ``grip_index`` and ``readings`` in order of day. ``weight`` is on the kind of scale to speak of, ``other_weight`` on
    the other one, where both were used.

    In an outline (``clinical.outline``) an entry is of several weeks: it begins with the week of its number in
    ``starts``. There ``breaks`` are the days before which a line is broken, ``middles`` the day and value that a trend
    passes through: both by the name of a track, neither to be seen in what was kept."""

    first_week: dt.date | None
    weeks: int
    answered: tuple[int, ...]
    weakness: dict[str, tuple[int | None, ...]]
    twitches: Weekly
    cramps: dict[str, Weekly]
    fatigue: dict[str, Weekly]
    asymmetry: dict[Region, Sides]
    grip_index: tuple[tuple[dt.date, float], ...]
    readings: dict[str, tuple[Reading, ...]]
    treatments: tuple[Span, ...]
    events: tuple[Span, ...]
    marks: tuple[Mark, ...]
    weight: Weight | None = None
    other_weight: Weight | None = None
    signs: dict[str, Weekly] = field(default_factory=dict)  # of ``weekly.SIGNS``; none in what older engines kept
    phone: dict[str, tuple[Reading, ...]] = field(default_factory=dict)  # of ``vocabulary.PHONE``, as ``signs``
    starts: tuple[int, ...] = ()
    breaks: dict[str, tuple[dt.date, ...]] = field(default_factory=dict)
    middles: dict[str, tuple[float, float]] = field(default_factory=dict)

    def to_json(self) -> Json:
        made: Json = plain(self)
        return made

    @classmethod
    def from_json(cls, said: Json) -> "Series":
        return read(cls, said)

    @cached_property
    def mondays(self) -> tuple[dt.date, ...]:
        if self.first_week is None:
            return ()
        first = self.first_week
        return tuple(first + WEEK * n for n in self.starts or range(self.weeks))


@dataclass(frozen=True)
class Computed:
    """All that a job makes of a record. ``facts``: what the order of a worklist takes."""

    report: Report
    series: Series
    facts: Facts


def compute(history: History, patient: str, *, closed: bool = False) -> Computed:
    """From scratch, as of the day of ``history``; ``patient`` is the reference that the report bears. Of a record that
    was ``closed`` nothing is judged any more: it has no warning sign."""
    involvements = involvement(history)
    spreading = spread(involvements, pair_items(history), history.at, history.began)
    until = max((found.grade_on for found in involvements if found.grade_on), default=None)
    report = Report(
        patient=patient,
        as_of=history.at,
        engine=ENGINE,
        involvement=involvements,
        spread=spreading,
        function=_checks(history.function),
        trends=tuple(map(_told, trends(history))),
        asymmetry=asymmetry(history),
        flags=() if closed else flags(history),
        opm=opm(spreading, since_when(involvements), until),
        totals_given=given_totals(history.totals_given, history.function),
    )
    weeks, weighed, last_day = weekly(history), weights(history), _last_day(history)
    shown = glance(history, weeks, weighed)
    if closed:
        needs = Facts(last_day=last_day, glance=shown)
    else:
        again = known(history, weighed[0] if weighed else None)
        needs = facts(history, report.flags, report.spread, last_day, shown, again)
    return Computed(report, _series(history, weeks, weighed), needs)


def _told(trend: Trend) -> Trend:
    """To two decimals: a third would be below what a date (a day is 0.03 months) and the scale's own error can tell. A
    range that is narrower than that is told as a hundredth either way, and not as none."""

    def told(value: float | None) -> float | None:
        return None if value is None else number(round(round(value, 3), 2))

    if trend.slope is None and trend.adjusted is None:
        return trend
    slope, low, high = told(trend.slope), told(trend.low), told(trend.high)
    if slope is not None and low == high and trend.low != trend.high:
        low, high = told(slope - 0.01), told(slope + 0.01)
    return replace(
        trend,
        slope=slope,
        low=low,
        high=high,
        adjusted=told(trend.adjusted),
        adjusted_sd=told(trend.adjusted_sd),
    )


def _checks(checks: FunctionChecks) -> tuple[Check, ...]:
    sums: dict[str, tuple[Any, ...]] = {name: numbers(values) for name, values in scores(checks.items).items()}
    each, answers = len(FUNCTION_ITEMS), numbers(checks.items.ravel())
    return tuple(
        Check(
            date=day,
            source=SOURCES[checks.sources[i]],
            mode=checks.modes[i] if checks.modes else None,
            items=dict(zip(FUNCTION_ITEMS, answers[each * i : each * (i + 1)], strict=True)),
            **{name: values[i] for name, values in sums.items()},
            kings=stage.kings,
            kings_4a=stage.kings_4a,
            kings_4b=stage.kings_4b,
            mitos=stage.mitos,
            ft9=stage.ft9,
        )
        for i, (day, stage) in enumerate(zip(checks.days.tolist(), stages(checks), strict=True))
    )


def _series(history: History, weeks: Weeks, weighed: tuple[Weight, ...]) -> Series:
    each, grades = len(weeks.weeks), numbers(weeks.weakness.T.ravel())
    return Series(
        first_week=as_date(weeks.weeks[0]) if len(weeks.weeks) else None,
        weeks=len(weeks.weeks),
        answered=tuple(weeks.answered.tolist()),
        weakness={name: grades[i * each : (i + 1) * each] for i, name in enumerate(CELL_NAMES)},
        twitches=numbers(weeks.twitches),
        cramps={name: numbers(values) for name, values in weeks.cramps.items()},
        fatigue={name: numbers(values) for name, values in weeks.fatigue.items()},
        asymmetry={
            region: Sides(numbers(weeks.grade_difference[region]), numbers(weeks.reported[region]))
            for region in weeks.grade_difference
        },
        signs={name: numbers(values) for name, values in weeks.signs.items()},
        grip_index=tuple(
            (day, number(round(index, 1)))
            for day, left, right in zip(*(column.tolist() for column in grip_pairs(history)), strict=True)
            if (index := laterality_index(right, left)) is not None
        ),
        readings={
            name: _readings(readings) for name in READINGS if (readings := history.measurements.get(name)) is not None
        },
        treatments=history.treatments,
        events=history.events,
        marks=history.marks,
        weight=weighed[0] if weighed else None,
        other_weight=weighed[1] if len(weighed) > 1 else None,
        phone={name: _readings(history.phone[name]) for name in PHONE if name in history.phone},
    )


def _readings(readings: Readings) -> tuple[Reading, ...]:
    sources = map(SOURCES.__getitem__, readings.sources)
    said = zip(readings.days.tolist(), numbers(readings.values), sources, strict=True)
    return tuple(map(Reading._make, (taken for taken in said if taken[1] is not None)))


def _last_day(history: History) -> dt.date | None:
    """The last day with any entry."""
    daily = (history.weakness, history.fasciculation, history.fatigue, history.asymmetry, history.signs)
    days = [section.days for section in daily] + [readings.days for readings in history.measurements.values()]
    last = np.concatenate([each[-1:] for each in (*days, history.function.days, history.totals_given.days)])
    return as_date(last.max()) if len(last) else None
