"""Falls and aids, medicines and treatments, as printed lines. Dates only: never that one of them helped."""

import datetime as dt

from reports.figures.marks import Span
from reports.period import Period
from reports.sheet.lines import Line, day_words, fitting
from reports.spans import named
from reports.summary import Summary

AIDS = ("orthosis", "mobility_aid")


def fall_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    falls, noted = period.signs.get("falls"), period.events["fall"]
    told = []
    if falls:
        told.append(f"{falls.total} counted in check-ins")
    if noted:
        injured = period.events["serious fall"]
        told.append(
            f"{noted} noted one by one" + (f", {injured} where someone was hurt or had to help" if injured else "")
        )
    begun = [_begun(span, period) for span in _treatments(summary) if span.kind in AIDS and _within(span.start, period)]
    return (
        Line("Falls", "; ".join(told) or "no answer in this period"),
        Line("Aids begun", fitting(begun) or "none recorded"),
    )


def treatment_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    spans = _treatments(summary)
    begun = [_begun(span, period) for span in spans if _within(span.start, period)]
    ended = [f"{span.label}, {day_words(span.end, period)}" for span in spans if span.end and _within(span.end, period)]
    going = [_begun(span, period) for span in spans if not span.end and not _within(span.start, period)]
    return (
        Line("Begun", fitting(begun) or "none recorded"),
        Line("Stopped", fitting(ended) or "none recorded"),
        Line("Going on", fitting(going) or "none recorded"),
    )


def _treatments(summary: Summary) -> list[Span]:
    return named(summary.series["treatments"])


def _within(day: dt.date, period: Period) -> bool:
    return period.start <= day <= period.end


def _begun(span: Span, period: Period) -> str:
    return f"{span.label}, {day_words(span.start, period)}"
