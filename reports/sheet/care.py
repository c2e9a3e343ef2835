"""Falls and aids, medicines and treatments, as printed lines. Dates only: never that one of them helped."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.period import Period
from reports.figures.data import named
from reports.figures.marks import Span
from reports.figures.words import clauses
from reports.sheet.lines import NO_ANSWER, NONE_RECORDED, Line, day_words, fitting
from reports.summary import Summary

AIDS = ("orthosis", "mobility_aid")


def fall_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    falls, noted = period.signs.get("falls"), period.events.get("fall", 0)
    told = []
    if falls:
        counted = ngettext("%(number)d counted in check-ins", "%(number)d counted in check-ins", falls.total)
        told.append(counted % {"number": falls.total})
    if noted:
        injured = period.serious.get("fall", 0)
        one_by_one = ngettext("%(number)d noted one by one", "%(number)d noted one by one", noted) % {"number": noted}
        hurt = ngettext(
            "%(number)d where someone was hurt or had to help",
            "%(number)d where someone was hurt or had to help",
            injured,
        ) % {"number": injured}
        told.append(f"{one_by_one}, {hurt}" if injured else one_by_one)
    begun = [_begun(span, period) for span in _treatments(summary) if span.kind in AIDS and period.holds(span.start)]
    return (
        Line(_("Falls"), clauses(told) or str(NO_ANSWER)),
        Line(_("Aids begun"), fitting(begun) or str(NONE_RECORDED)),
    )


def treatment_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    spans = _treatments(summary)
    begun = [_begun(span, period) for span in spans if period.holds(span.start)]
    ended = [f"{span.label}, {day_words(span.end, period)}" for span in spans if span.end and period.holds(span.end)]
    going = [_begun(span, period) for span in spans if not span.end and not period.holds(span.start)]
    return (
        Line(_("Begun"), fitting(begun) or str(NONE_RECORDED)),
        Line(_("Stopped"), fitting(ended) or str(NONE_RECORDED)),
        Line(_("Going on"), fitting(going) or str(NONE_RECORDED)),
    )


def _treatments(summary: Summary) -> tuple[Span, ...]:
    return named(summary.series.treatments)


def _begun(span: Span, period: Period) -> str:
    return f"{span.label}, {day_words(span.start, period)}"
