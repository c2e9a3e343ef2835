"""The last twelve weeks of one measure beside its line: what was answered, as a small drawing and in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinical.outline import JOINED
from clinical.period import Period
from clinical.report import WEEK, Series, Weekly
from reports.figures.data import segments_of
from reports.figures.marks import Axis, Figure, Line, Plot, Point, Points
from reports.figures.words import number

WEEKS = 12
NEIGHBOURS = WEEK.days  # weeks that are joined


@dataclass(frozen=True)
class Answer:
    date: dt.date
    value: float


@dataclass(frozen=True)
class Trend:
    """``answers`` of the twelve weeks up to the end of the period, in their order, of weekly ones each on its Monday.

    ``joined``: days that may lie between two of them for a line to go on; ``low`` and ``high`` end the scale, ``until``
    the weeks. ``words``: the first and the last answer.
    """

    words: str
    low: float
    high: float
    joined: int
    until: dt.date
    answers: tuple[Answer, ...]

    @property
    def figure(self) -> Figure:
        values = [(answer.date, answer.value) for answer in self.answers]
        marks = (
            Line("", segments_of(values, self.joined)),
            Points("", "self", tuple(Point(day, value) for day, value in values)),
        )
        plot = Plot("", Axis(self.low, self.high, (), ""), marks)
        return Figure("trend", "", self.words, (plot,), *self._days)

    @property
    def _days(self) -> tuple[dt.date, dt.date]:
        return self.until - WEEKS * WEEK, self.until


def weekly_trend(series: Series, period: Period, values: Weekly, low: float, high: float) -> Trend | None:
    """Of weekly values, on a fixed scale; None where less than two of these weeks were answered."""
    told = zip(series.mondays, values, strict=True)
    answers = ((week, value) for week, value in told if value is not None)
    return _trend(answers, period, low, high, NEIGHBOURS, number)


def weight_trend(series: Series, period: Period) -> Trend | None:
    """Of the weight in kilograms, on the scale to speak of; at least 8 kg high, for small steps not to look large."""
    if series.weight is None:
        return None
    answers = [(day.date, day.kg) for day in series.weight.days]
    within = [kg for day, kg in answers if _begins(period) <= day <= period.end]
    middle = (min(within) + max(within)) / 2 if within else 0
    half = max(4.0, (max(within) - min(within)) / 2) if within else 4.0
    return _trend(
        answers, period, middle - half, middle + half, JOINED["weight"], lambda kg: f"{number(round(kg, 1))} kg"
    )


def check_trend(answers: Iterable[tuple[dt.date, float | None]], period: Period, high: float) -> Trend | None:
    """Of a score of function checks of one rater."""
    known = ((day, value) for day, value in answers if value is not None)
    return _trend(known, period, 0, high, WEEKS * NEIGHBOURS, number)


def _kilograms(value: float) -> str:
    return f"{number(round(value, 1))} kg"


def _begins(period: Period) -> dt.date:
    return period.end - WEEKS * WEEK + dt.timedelta(days=1)


def _trend(
    answers: Iterable[tuple[dt.date, float]],
    period: Period,
    low: float,
    high: float,
    joined: int,
    told: Callable[[float], str],
) -> Trend | None:
    within: Sequence[Answer] = [Answer(day, value) for day, value in answers if _begins(period) <= day <= period.end]
    if len(within) < 2:
        return None
    ends = {"first": told(within[0].value), "last": told(within[-1].value)}
    words = _("from %(first)s to %(last)s") % ends
    return Trend(
        words,
        low,
        max(high, *(answer.value for answer in within)),
        joined,
        period.end + dt.timedelta(days=1),
        tuple(within),
    )
