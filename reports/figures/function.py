"""The four subscores as small multiples, the total below them (CLINICAL rule 2, 3.6).

Raters and modes are never mixed: they differ by shape and have a line each. A trend line with its
range is drawn only where its state is usable, never beyond the last check, and broken over gaps of more than 180 days.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from clinical.function import GivenTotal
from clinical.outline import JOINED, middle, track
from clinical.report import Check, Report, Series
from clinical.trends import RATERS, Trend
from clinical.vocabulary import SUBSCORES, Source
from reports.figures.context import Context
from reports.figures.data import begun_words, domain, few, segments_of, span_words, spans_of
from reports.figures.function_given import GIVEN, NOTHING_FOLLOWS, different, newest_alone
from reports.figures.function_trend import shown_slopes, trend_line, trend_words
from reports.figures.language import Words, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Axis, Figure, Key, Line, Numeric, Plot, Point, Points, Rule, Span, Table
from reports.figures.scales import part_of
from reports.figures.words import (
    MODES,
    NOT_COMPLETE,
    SOURCES,
    capital,
    clauses,
    date_words,
    last_visit,
    number,
    sentences,
)
from reports.figures.words import SUBSCORES as NAMES

NAME = "function"
TITLE = gettext_lazy("Function checks: four parts, and the total")
# Items 5 and 12 step when these start (CLINICAL 8).
STEPS = {"fine_motor": ("gastrostomy",), "respiratory": ("niv", "niv_over_22h", "tracheostomy")}
STEP_KINDS = tuple(kind for kinds in STEPS.values() for kind in kinds)
STEP_NOTES = {
    "fine_motor": gettext_lazy(
        "With a feeding tube, cutting food is asked in other words, so there can be a step where it began."
    ),
    "respiratory": gettext_lazy(
        "One of the questions is about a breathing machine, so there can be a step where it began."
    ),
}
USUAL = Words(  # what clinicians call the parts
    {
        "bulbar": gettext_lazy("bulbar"),
        "fine_motor": gettext_lazy("fine motor"),
        "gross_motor": gettext_lazy("gross motor"),
    }
)
LEAST_OF_TOTAL = 12  # points: one of what two checks can differ by is no cliff (CLINICAL 3.4)
LINED = ("early", "usable", "ceiling", "floor")


@dataclass(frozen=True)
class Function:
    checks: tuple[Check, ...]
    given: tuple[GivenTotal, ...]
    trends: Mapping[tuple[str, Source, str | None], Trend]  # by score, rater and mode
    spans: tuple[Span, ...]
    spans_known: int
    start: dt.date
    end: dt.date
    breaks: Mapping[str, tuple[dt.date, ...]]
    middles: Mapping[str, tuple[float, float]]

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "Function | None":
        """``None`` where there is no check with any score, and no total that a clinic gave."""
        checks = [check for check in report.function if any(check.score(name) is not None for name in SUBSCORES)]
        if not checks and not report.totals_given:
            return None
        days = [*(check.date for check in checks), *(given.date for given in report.totals_given)]
        start, end = domain(report, series, days + ([context.since] if context.since else []))
        trends = {
            (trend.measure.removeprefix("function."), trend.source, trend.mode): trend
            for trend in report.trends
            if trend.measure.startswith("function.")
        }
        ordered = tuple(sorted(checks, key=lambda check: (check.date, check.source)))
        spans = few(spans_of(series), STEP_KINDS)
        known = len(spans_of(series))
        return cls(ordered, report.totals_given, trends, spans, known, start, end, series.breaks, series.middles)

    def steps(self, score: str) -> tuple[Span, ...]:
        """What stepped this part when it started."""
        return tuple(span for span in self.spans if span.kind in STEPS.get(score, ()))

    @property
    def alone(self) -> tuple[GivenTotal, ...]:
        """The totals without their items."""
        return tuple(given for given in self.given if given.alone)

    def values(self, score: str, *sources: Source, mode: str | None = None) -> list[tuple[dt.date, float]]:
        """The known values of one score by these sources, in one mode or any, in order of day."""
        checks = (check for check in self.checks if check.source in sources and mode in (None, check.mode))
        return [(check.date, value) for check in checks if (value := check.score(score)) is not None]


def function(data: Function | None, context: Context) -> Figure:
    """Four panels of 0 to 12, higher is as before; then the total."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No function checks yet. The first one makes the first point."))
    spans = {score: data.steps(score) for score in STEPS}
    rules = (Rule(context.since, last_visit(context.since)),) if context.since else ()
    parts = [_plot(data, score, _name(score, context), 12, context, spans.get(score, ())) for score in SUBSCORES]
    total = _plot(data, "total", _("Total of the four parts"), 48, context, data.spans, rules)
    used = [source for source in Source if any(check.source == source for check in data.checks)]
    trend = any(isinstance(mark, Line) and mark.ranged for panel in (*parts, total) for mark in panel.marks)
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data),
        panels=(*parts, total),
        start=data.start,
        end=data.end,
        key=(
            *(Key(source, SOURCES[source]) for source in used),
            *((Key("given", str(GIVEN)),) if data.alone else ()),
            *(
                (Key("line", _("trend")), Key("range", _("its %(percent)d %% range") % {"percent": 95}))
                if trend
                else ()
            ),
        ),
        caption=sentences(
            _("Function check in our own wording, compared with before ALS."),
            NOTHING_FOLLOWS if data.alone else "",
            different(data.given),
            span_words(data.spans, data.spans_known),
        ),
        tabulate=partial(_table, data, context),
        columns=2,
    )


def _name(score: str, context: Context) -> str:
    """The part in plain words; clinicians also get its usual name."""
    name = capital(NAMES[score])
    return f"{name} ({USUAL[score]})" if context.clinical and score in USUAL else name


def _plot(
    data: Function,
    score: str,
    label: str,
    top: int,
    context: Context,
    spans: tuple[Span, ...] = (),
    rules: tuple[Rule, ...] = (),
) -> Plot:
    lines, notes = [], []
    points = [
        Points(capital(words), source, tuple(Point(day, value) for day, value in values))
        for source, words in SOURCES.items()
        if (values := data.values(score, source))
    ]
    if score == "total" and data.alone:
        given = tuple(Point(each.date, each.total) for each in data.alone)
        points.append(Points(str(GIVEN), "given", given))
    series = {
        (rater, mode): values
        for part, rater, mode in data.trends
        if part == score and (values := data.values(score, *RATERS[rater], mode=mode))
    }
    for (rater, mode), values in series.items():
        trend = data.trends[score, rater, mode]
        breaks = data.breaks.get(track(trend))
        notes.append((_whose(rater, mode, series), trend_words(trend, score, context)))
        if slopes := shown_slopes(trend, context):
            at = data.middles.get(track(trend)) or middle(values)
            pieces = segments_of(values, JOINED["function"], breaks)
            lines.append(Line(_("Trend"), trend_line(pieces, at, slopes, top)))
        elif trend.state in LINED:
            lines.append(Line(_("Checks"), segments_of(values, JOINED["function"], breaks)))
    steps = [str(STEP_NOTES[score])] if data.steps(score) else []
    told = [f"{whose}: {words}" if len(series) > 1 else words for whose, words in notes if words]
    marks: tuple[Numeric, ...] = (*lines, *points)
    return Plot(
        label=label,
        axis=_axis(score, top, marks),
        marks=marks,
        spans=spans,
        rules=rules,
        note=" ".join(map(capital, [*told, *steps])),
        full=score == "total",
    )


def _axis(score: str, top: int, marks: Iterable[Numeric]) -> Axis:
    """A part whole; of the total, which moves within few of its points, as much as its marks need."""
    reached = [reach for mark in marks for reach in _reached(mark)]
    if score == "total" and reached:
        return part_of(reached, top, LEAST_OF_TOTAL)
    ticks = tuple((value, str(value)) for value in (0, top // 2, top))
    return Axis(0, top, ticks, _("%(top)d is as before, lower is weaker") % {"top": top}, _("points"))


def _reached(mark: Numeric) -> Iterator[float]:
    if isinstance(mark, Points):
        yield from (point.value for point in mark.points)
    elif isinstance(mark, Line):
        for vertex in (vertex for piece in mark.segments for vertex in piece):
            yield from (value for value in (vertex.value, vertex.low, vertex.high) if value is not None)


def _whose(rater: Source, mode: str | None, series: Iterable[tuple[Source, str | None]]) -> str:
    """Who answered, and how, where the same rater did so in several ways."""
    several = sum(other == rater for other, _ in series) > 1
    return f"{SOURCES[rater]}, {MODES[mode]}" if several and mode else SOURCES[rater]


def _reading(data: Function) -> str:
    """The latest check, and a total that a clinic gave since."""
    last = data.checks[-1].date if data.checks else None
    newest = newest_alone(data.given, last)
    return sentences(_latest(data) if data.checks else "", newest)


def _latest(data: Function) -> str:
    """The latest check, and how its total compares with the one before it by the same person."""
    last = data.checks[-1]
    scores = ", ".join(f"{NAMES[score]} {number(last.score(score), NOT_COMPLETE)}" for score in SUBSCORES)
    total = last.total
    said: dict[str, Any] = {"day": date_words(last.date), "who": SOURCES[last.source], "scores": scores, "total": total}
    if total is None:
        return _("Latest check, %(day)s (%(who)s): %(scores)s, each of 12.") % said
    before = [check for check in data.checks[:-1] if check.source == last.source and check.total is not None]
    if not before:
        return _("Latest check, %(day)s (%(who)s): %(scores)s, each of 12; total %(total)d of 48.") % said
    previous = before[-1].total
    assert previous is not None
    said |= {"before": previous, "then": date_words(before[-1].date)}
    if abs(total - previous) <= 5:
        told = _(
            "Latest check, %(day)s (%(who)s): %(scores)s, each of 12; total %(total)d of 48, "
            "%(before)d on %(then)s: within what can vary from one check to the next."
        )
    else:
        told = _(
            "Latest check, %(day)s (%(who)s): %(scores)s, each of 12; total %(total)d of 48, %(before)d on %(then)s."
        )
    return told % said


def _table(data: Function, context: Context) -> Table:
    begun = _begun(data)
    header = (
        _("Date"),
        _("According to"),
        *(_("%(part)s (0 to 12)") % {"part": _name(score, context)} for score in SUBSCORES),
        _("Total (0 to 48)"),
        *((_("Total as the clinic gave it (0 to 48)"),) if data.given else ()),
        *((_("Begun since the check before"),) if begun else ()),
    )
    given = {each.date: each.total for each in data.given}
    scored = {check.date for check in data.checks if check.source == Source.CLINICIAN}
    rows = [(check.date, check.source, _row(check, given)) for check in data.checks]
    rows += [(each.date, Source.CLINICIAN, _row_of_total(each)) for each in data.alone if each.date not in scored]
    told = [(*row, begun.get(day, "")) if begun else row for day, _source, row in sorted(rows)]
    return Table(header, tuple(told))


def _begun(data: Function) -> dict[dt.date, str]:
    """What can have stepped a part, by the first check after it."""
    found: dict[dt.date, list[str]] = {}
    for span in (span for span in data.spans if span.kind in STEP_KINDS):
        after = [check.date for check in data.checks if check.date >= span.start]
        if after:
            found.setdefault(min(after), []).append(begun_words(span))
    return {day: clauses(told) for day, told in found.items()}


def _row(check: Check, given: Mapping[dt.date, int]) -> tuple[str, ...]:
    scores = (number(check.score(score), NOT_COMPLETE) for score in (*SUBSCORES, "total"))
    beside = given.get(check.date) if check.source == Source.CLINICIAN else None
    return (date_words(check.date), SOURCES[check.source], *scores, *((number(beside, ""),) if given else ()))


def _row_of_total(given: GivenTotal) -> tuple[str, ...]:
    scores = [str(NOT_COMPLETE)] * (len(SUBSCORES) + 1)
    return (date_words(given.date), SOURCES[Source.CLINICIAN], *scores, str(given.total))
