"""What was measured: the last one up to each day with its own date; and what was started or stopped between."""

import datetime as dt

from django.utils.translation import gettext as _

from care.wording import MEASURED as OF_A_VISIT
from clinical.compare import Comparison, Read, Taken, Weighed
from clinical.history import Span
from reports.compare.rows import NONE_BEFORE, NONE_SINCE, NOTHING, SAME, Row, Section, signed
from reports.figures.words import NOT_THE_CAUSE, SCALES, SOURCES, capital, number, short_date, span_name
from reports.sheet.vital import TESTS
from symptoms.wording.check_in import MEASURED


def measured_section(found: Comparison) -> Section:
    """A row for each measure that was ever taken by the later day; the others are named."""
    weighed = tuple(map(_weight, (weight for weight in found.weights if weight.now)))
    taken = tuple(map(_row, (read for read in found.readings if read.now)))
    missing = [_label(read.measure) for read in found.readings if read.now is None]
    missing = missing if weighed else [str(OF_A_VISIT["weight"]), *missing]
    notes = [_("The last one up to each day, with its own date. Two sources are not compared.")]
    if missing:
        notes.append(_("Not on record by the later day: %(tests)s.") % {"tests": "; ".join(missing)})
    rows = (*taken, *weighed)
    return Section("measured", _("Measurements"), rows, tuple(notes), empty=_("Nothing was measured by the later day."))


def _label(measure: str) -> str:
    if measure in OF_A_VISIT:
        return str(OF_A_VISIT[measure])
    if measure in TESTS:
        name, unit = TESTS[measure]
        return f"{capital(str(name))}, {unit}"
    return str(MEASURED[measure])


def _row(read: Read) -> Row:
    assert read.now
    same = read.then is not None and read.then.date == read.now.date
    return Row(
        _label(read.measure),
        _read(read.then),
        _read(read.now),
        _what(read.difference, same=same, first=read.then is None),
        changed=bool(read.difference),
    )


def _read(reading: Taken | None) -> str:
    if reading is None:
        return str(NONE_BEFORE)
    return _dated(reading.value, reading.date, SOURCES[reading.source])


def _dated(value: float, day: dt.date, who: str = "") -> str:
    at = f"{short_date(day)}, {who}" if who else short_date(day)
    return f"{number(value)} ({at})"


def _what(difference: float | None, *, same: bool, first: bool) -> str:
    if same:
        return str(NONE_SINCE)
    if difference is None:
        return "" if first else _("not compared")
    return signed(difference) if difference else str(SAME)


def _weight(weighed: Weighed) -> Row:
    assert weighed.now
    then = _dated(weighed.then.kg, weighed.then.date) if weighed.then else str(NONE_BEFORE)
    same = weighed.then is not None and weighed.then.date == weighed.now.date
    return Row(
        f"{OF_A_VISIT['weight']} ({SCALES[weighed.scale]})",
        then,
        _dated(weighed.now.kg, weighed.now.date),
        _what(weighed.difference, same=same, first=weighed.then is None),
        changed=bool(weighed.difference),
    )


def treatment_section(found: Comparison) -> Section:
    """What was started or stopped, then what was noted; each with its days."""
    rows = [
        *(_started(span, stopped=span in found.stopped) for span in found.started),
        *(_stopped(span) for span in found.stopped if span not in found.started),
        *(_noted(span) for span in found.events),
    ]
    return Section(
        "treatments",
        _("Treatments, devices and events"),
        tuple(rows),
        notes=(str(NOT_THE_CAUSE),) if rows else (),
        empty=_("No start, stop or event was recorded between the two days."),
    )


def _started(span: Span, *, stopped: bool) -> Row:
    what = _("started and stopped") if stopped else _("started")
    return Row(_name(span), NOTHING, _stretch(span) if span.end else _since(span), what, changed=True)


def _stopped(span: Span) -> Row:
    return Row(_name(span), _since(span), _stretch(span), _("stopped"), changed=True)


def _noted(span: Span) -> Row:
    return Row(_name(span), NOTHING, _stretch(span) if span.end else short_date(span.start), _("noted"), changed=True)


def _name(span: Span) -> str:
    return span_name(span)


def _since(span: Span) -> str:
    return _("since %(day)s") % {"day": short_date(span.start)}


def _stretch(span: Span) -> str:
    assert span.end
    return _("%(start)s to %(end)s") % {"start": short_date(span.start), "end": short_date(span.end)}
