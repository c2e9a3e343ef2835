"""From the report and its series to marks: weeks, runs, bars, segments. Unknown stays unknown."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from clinical.history import Span as Recorded
from clinical.report import WEEK, Report, Series, Weekly
from reports.figures.language import gettext as _
from reports.figures.language import is_for_programs, ngettext
from reports.figures.marks import Bar, Bodies, Figure, Lanes, Plot, Run, Span, Table, Vertex
from reports.figures.words import NO_ANSWER, NOT_THE_CAUSE, capital, clauses, date_words, number, sentences, span_name

__all__ = ["WEEK", "Weekly"]
MOST = 6  # treatments and events over a chart of numbers


def spans_of(series: Series, *kinds: str) -> tuple[Span, ...]:
    """Treatments and events in order of their start: of these kinds, or all."""
    return named(entry for entry in (*series.treatments, *series.events) if not kinds or entry.kind in kinds)


def named(entries: Iterable[Recorded]) -> tuple[Span, ...]:
    """In order of their start, each by its own label, else by the name of its kind."""
    found = [Span(entry.start, entry.end, span_name(entry), entry.kind) for entry in entries]
    return tuple(sorted(found, key=lambda span: (span.start, span.label)))


def few(spans: Sequence[Span], kept: Collection[str] = ()) -> tuple[Span, ...]:
    """No more than a chart of numbers has room for: those of the kinds that have to be ``kept``, then what began last.
    The chart of the whole body has them all."""
    first = [span for span in spans if span.kind in kept]
    rest = [span for span in spans if span.kind not in kept]
    chosen = {*first[-MOST:], *(rest[-room:] if (room := MOST - len(first)) > 0 else ())}
    return tuple(span for span in spans if span in chosen)


def over_time(figure: Figure, series: Series) -> Figure:
    """A figure with the treatments and events that each chart with days has (CLINICAL 8), over its first panel; as it
    is where it has no days, or says already which."""
    panels = figure.panels
    if figure.start is None or not panels or isinstance(panels[0], Bodies):
        return figure
    if any(isinstance(panel, Plot | Lanes) and panel.spans for panel in panels):
        return figure
    spans = few(spans_of(series))
    first: Plot | Lanes = replace(panels[0], spans=spans)
    return replace(
        figure, panels=(first, *panels[1:]), caption=sentences(figure.caption, span_words(spans, len(spans_of(series))))
    )


def span_words(spans: Sequence[Span], of: int = 0) -> str:
    """What is drawn over the time line, in words, with the fixed caption of CLINICAL 8; nothing where nothing is.
    ``of``: how many there are, where not all are drawn."""
    if not spans:
        return ""
    left = max(of - len(spans), 0)
    more = ngettext("%(number)d earlier one is not drawn here", "%(number)d earlier ones are not drawn here", left)
    told = clauses([*(_span_words(span) for span in spans), *([more % {"number": left}] if left else [])])
    return sentences(_("Treatments and events: %(told)s.") % {"told": told}, NOT_THE_CAUSE)


def begun_words(span: Span) -> str:
    return _("%(what)s from %(start)s") % {"what": span.label, "start": date_words(span.start)}


def _span_words(span: Span) -> str:
    said = {"what": span.label, "start": date_words(span.start)}
    if span.end:
        return _("%(what)s from %(start)s to %(end)s") % (said | {"end": date_words(span.end)})
    return begun_words(span)


def domain(report: Report, series: Series, days: Iterable[dt.date] = ()) -> tuple[dt.date, dt.date]:
    """The first day and the day after the last one to draw: all entries, the day of the report and ``days``."""
    weeks, known = series.mondays, [*days, report.as_of]
    start = min([*weeks[:1], *known])
    ends = [*(week + WEEK for week in weeks[-1:]), *(day + dt.timedelta(days=1) for day in known)]
    return start, max([*ends, start + WEEK])


def runs_of(weeks: Sequence[dt.date], grades: Sequence[int | None]) -> tuple[Run, ...]:
    """Neighbouring weeks of one grade as one run; a week without an answer ends it."""
    found, first, ends = [], 0, ends_of(weeks)
    for grade, group in groupby(grades):
        last = first + sum(1 for _ in group)
        if grade is not None:
            found.append(Run(weeks[first], ends[last - 1], grade))
        first = last
    return tuple(found)


def bars_of(weeks: Sequence[dt.date], values: Sequence[float | None]) -> tuple[Bar, ...]:
    told = zip(weeks, ends_of(weeks), values, strict=True)
    return tuple(Bar(week, end, value) for week, end, value in told if value is not None)


def ends_of(weeks: Sequence[dt.date]) -> tuple[dt.date, ...]:
    """Where each entry ends: with the next one, which in an outline is of several weeks; the last one is of a week."""
    return (*weeks[1:], weeks[-1] + WEEK) if weeks else ()


def middle_of(start: dt.date, end: dt.date) -> dt.date:
    """Of a week its Thursday."""
    return start + (end - start) // 2


def segments_of(
    points: Iterable[tuple[dt.date, float]], gap: int, breaks: Collection[dt.date] | None = None
) -> tuple[tuple[Vertex, ...], ...]:
    """Points in order of day, joined where they are at most ``gap`` days apart; of an outline but at ``breaks``."""
    pieces: list[list[Vertex]] = []
    for day, value in points:
        if not pieces or ((day - pieces[-1][-1].day).days > gap if breaks is None else day in breaks):
            pieces.append([])
        pieces[-1].append(Vertex(day, value))
    return tuple(tuple(piece) for piece in pieces)


def weeks_words(weeks: Sequence[dt.date]) -> str:
    """``week of 4 March 2024``, or from the first such week to the last; for programs their Mondays, in ISO 8601."""
    first, last = date_words(weeks[0]), date_words(weeks[-1])
    if is_for_programs():
        return f"{first}/{last}" if len(weeks) > 1 else first
    if len(weeks) > 1:
        return _("Week of %(first)s to week of %(last)s") % {"first": first, "last": last}
    return _("Week of %(day)s") % {"day": first}


def weekly_table(
    weeks: Sequence[dt.date], columns: Mapping[str, Sequence[float | None]], names: Mapping[str, str]
) -> Table:
    """A row a week, a column for each measure; neighbouring weeks without any value share one row that says so."""
    rows: list[tuple[str, ...]] = []
    told = zip(weeks, zip(*columns.values(), strict=True), strict=True)
    for silent, group in groupby(told, key=lambda row: all(value is None for value in row[1])):
        members = list(group)
        if silent:
            rows.append((weeks_words([week for week, _ in members]), *[str(NO_ANSWER)] * len(columns)))
        else:
            rows += [(weeks_words([week]), *map(number, values)) for week, values in members]
    return Table((_("When"), *(capital(names[name]) for name in columns)), tuple(rows))
