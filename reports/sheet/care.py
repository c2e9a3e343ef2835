"""Falls and aids, medicines and treatments, as printed lines. Dates only: never that one of them helped."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures.marks import Span
from reports.figures.words import clauses
from reports.period import Period
from reports.sheet.lines import NO_ANSWER, NONE_RECORDED, Line, day_words, fitting
from reports.spans import named
from reports.summary import Summary

AIDS = ("orthosis", "mobility_aid")


def fall_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    falls, noted = period.signs.get("falls"), period.events["fall"]
    told = []
    if falls:
        counted = ngettext("%(number)d counted in check-ins", "%(number)d counted in check-ins", falls.total)
        told.append(counted % {"number": falls.total})
    if noted:
        injured = period.events["serious fall"]
        one_by_one = ngettext("%(number)d noted one by one", "%(number)d noted one by one", noted) % {"number": noted}
        hurt = ngettext(
            "%(number)d where someone was hurt or had to help",
            "%(number)d where someone was hurt or had to help",
            injured,
        ) % {"number": injured}
        told.append(f"{one_by_one}, {hurt}" if injured else one_by_one)
    begun = [_begun(span, period) for span in _treatments(summary) if span.kind in AIDS and _within(span.start, period)]
    return (
        Line(_("Falls"), clauses(told) or str(NO_ANSWER)),
        Line(_("Aids begun"), fitting(begun) or str(NONE_RECORDED)),
    )


def treatment_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    spans = _treatments(summary)
    begun = [_begun(span, period) for span in spans if _within(span.start, period)]
    ended = [f"{span.label}, {day_words(span.end, period)}" for span in spans if span.end and _within(span.end, period)]
    going = [_begun(span, period) for span in spans if not span.end and not _within(span.start, period)]
    return (
        Line(_("Begun"), fitting(begun) or str(NONE_RECORDED)),
        Line(_("Stopped"), fitting(ended) or str(NONE_RECORDED)),
        Line(_("Going on"), fitting(going) or str(NONE_RECORDED)),
    )


def _treatments(summary: Summary) -> list[Span]:
    return named(summary.series["treatments"])


def _within(day: dt.date, period: Period) -> bool:
    return period.start <= day <= period.end


def _begun(span: Span, period: Period) -> str:
    return f"{span.label}, {day_words(span.start, period)}"
