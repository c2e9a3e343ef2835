"""Falls and aids, medicines and treatments, as printed lines. Dates only: never that one of them helped."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.history import Span
from clinical.period import Period
from clinical.taken import NotTaken
from reports.figures.words import clauses, span_name
from reports.sheet.lines import NO_ANSWER, NONE_RECORDED, Line, day_words, fitting
from reports.summary import Summary
from symptoms.wording.courses import NOT_TAKEN, STOP_REASONS

SHORT = 40  # letters of reasons that stand beside a count
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


def not_taken_lines(told: Iterable[tuple[str, NotTaken]]) -> tuple[Line, ...]:
    """Of each medicine, by its name, of which something was said: on how many of these days it was not taken. No line
    where nothing was."""
    items = [_missed(name, count, first=place == 0) for place, (name, count) in enumerate(told)]
    return (Line(_("Not taken, as written"), fitting(items)),) if items else ()


def _missed(name: str, count: NotTaken, *, first: bool) -> str:
    of = (
        ngettext(
            "%(name)s %(missed)d of %(number)d day with an answer",
            "%(name)s %(missed)d of %(number)d days with an answer",
            count.answered,
        )
        if first
        else ngettext("%(name)s %(missed)d of %(number)d day", "%(name)s %(missed)d of %(number)d days", count.answered)
    )
    said = of % {"name": name, "missed": count.missed, "number": count.answered}
    why = ", ".join(f"{NOT_TAKEN[reason]}: {number}" for reason, number in count.why.items())
    return f"{said} ({why})" if why and len(why) <= SHORT else said


def _treatments(summary: Summary) -> list[Span]:
    return sorted(summary.series.treatments, key=lambda span: (span.start, span_name(span)))


def _begun(span: Span, period: Period) -> str:
    """``Riluzole, 50 mg, 20 Mar``."""
    return ", ".join(filter(None, (span_name(span), span.dose, day_words(span.start, period))))


def _ended(span: Span, end: dt.date, period: Period) -> str:
    """``Riluzole, 1 Jun: Side effects``; what is of one day ends without a reason."""
    why = f": {STOP_REASONS[span.stop_reason]}" if span.stop_reason in STOP_REASONS else ""
    return f"{span_name(span)}, {day_words(end, period)}{why}"
