"""Falls and aids, medicines and treatments, as printed lines. Dates only: never that one of them helped."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.history import Span
from clinical.period import Period
from reports.figures.words import clauses, span_name
from reports.sheet.lines import NO_ANSWER, NONE_RECORDED, Line, day_words, fitting
from reports.summary import Summary
from symptoms.wording.courses import STOP_REASONS

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
    ended = [_ended(span, span.end, period) for span in spans if span.end and period.holds(span.end)]
    going = [_begun(span, period) for span in spans if not span.end and not period.holds(span.start)]
    return (
        Line(_("Begun"), fitting(begun) or str(NONE_RECORDED)),
        Line(_("Stopped"), fitting(ended) or str(NONE_RECORDED)),
        Line(_("Going on"), fitting(going) or str(NONE_RECORDED)),
    )


def _treatments(summary: Summary) -> list[Span]:
    return sorted(summary.series.treatments, key=lambda span: (span.start, span_name(span)))


def _begun(span: Span, period: Period) -> str:
    """``Riluzole, 50 mg, 20 Mar``."""
    return ", ".join(filter(None, (span_name(span), span.dose, day_words(span.start, period))))


def _ended(span: Span, end: dt.date, period: Period) -> str:
    """``Riluzole, 1 Jun: Side effects``; what is of one day ends without a reason."""
    why = f": {STOP_REASONS[span.stop_reason]}" if span.stop_reason in STOP_REASONS else ""
    return f"{span_name(span)}, {day_words(end, period)}{why}"
