"""One read of a record, and all that is printed of it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from care.treatments.medicines import not_taken
from care.treatments.read import last_helped
from clinical.period import USUAL_DAYS, Period
from clinical.rules import PRIVATE_ON_PAPER, RULES
from people.access import Record
from people.models import User
from reports.figures.context import Context
from reports.figures.marks import Figure
from reports.period import who_logged
from reports.sheet.asked import AskedLines, asked_lines
from reports.sheet.body import bodies, spread_chart, spread_lines, symptom_lines
from reports.sheet.care import fall_lines, treatment_lines
from reports.sheet.exercise import exercise_lines
from reports.sheet.function import Comparison, comparison
from reports.sheet.helped import helped_lines
from reports.sheet.lines import Line
from reports.sheet.taken import not_taken_lines
from reports.sheet.vital import breathing_lines, eating_lines, sign_lines
from reports.summary import Summary, summary_for
from symptoms.read.periods import period_of
from symptoms.read.private import rules_hidden
from symptoms.record.roles import voice_of
from symptoms.record.validation import EARLIEST


@dataclass(frozen=True)
class Asked:
    """What is asked for: from which day (None: the last visit) up to which (None: that of the report), and what is
    shown beside what everybody sees (CLINICAL 3.6, 13). ``worked_out``: up to ``end`` in any case, also where the
    stored report is behind: of what is handed over nobody can look again in a moment. ``whole``: of
    what helpers said before the visit nothing is left out for the room on paper."""

    start: dt.date | None = None
    end: dt.date | None = None
    slope: bool = False
    stage: bool = False
    worked_out: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Head:
    """What stands on top of each page, and at the foot. ``current``: every entry is in it."""

    name: str
    born: dt.date | None
    reference: str
    clinic: str
    printed: dt.date
    current: bool
    period: Period
    who: str
    reach: str
    engine: str


@dataclass(frozen=True)
class Sheet:
    """The blocks that the record fills; those that are filled in by hand stand in the template."""

    signs: tuple[Line, ...]
    breathing: tuple[Line, ...]
    eating: tuple[Line, ...]
    function: Comparison | None
    spread: tuple[Line, ...]
    chart: Figure
    bodies: Figure
    falls: tuple[Line, ...]
    symptoms: tuple[Line, ...]
    treatments: tuple[Line, ...]


@dataclass(frozen=True)
class Printed:
    """``before``: what was said before the coming visit."""

    head: Head
    sheet: Sheet
    before: AskedLines


def printed(record: Record, user: User | None, asked: Asked, today: dt.date) -> Printed | None:
    """The sheet of a record as ``user`` may see it (None: somebody without an account), on a day of whoever it
    is about; None before the first report. Up to an earlier day it is computed as things stood then, from entries for
    days up to it."""
    hides = rules_hidden(record, user, on_paper=True)
    summary = summary_for(record.patient, hides=hides)
    if asked.end and (asked.worked_out or (summary.ready and asked.end < summary.as_of)):
        summary = summary_for(record.patient, max(asked.end, _earliest(summary)), hides)
    if not summary.ready:
        return None
    period = period_of(record.patient, beginning(summary, asked), summary.as_of)
    patient, report = record.patient, summary.report
    head = Head(
        name=str(patient),
        born=patient.birth_date,
        reference=patient.reference,
        clinic=str(patient.clinic),
        printed=today,
        current=summary.freshness.current,
        period=period,
        who=who_logged(period),
        reach=record.reach.printed,
        engine=report.engine,
    )
    shown = summary.context(show_slope=asked.slope, show_stage=asked.stage, voice=voice_of(record))
    sheet = sheet_of(summary, period, shown, hides(RULES))
    missed = not_taken_lines((each.what, count) for each, count in not_taken(patient, period.start, period.end))
    above = (*sheet.treatments, *missed)
    helped = helped_lines(last_helped(patient, period.start, period.end), period, above)
    sheet = replace(sheet, treatments=(*above, *helped, *exercise_lines(patient, period)))
    return Printed(head, sheet, asked_lines(record, user, today, whole=asked.whole))


def beginning(summary: Summary, asked: Asked) -> dt.date:
    """The first day of the period: the asked one, else the last visit, else about a visit's time ago.

    Nothing is recorded before birth or 1900, or after ``as_of``: a day beyond these ends begins the period there.
    """
    usual = summary.last_visit or summary.as_of - dt.timedelta(days=USUAL_DAYS - 1)
    return min(max(asked.start, _earliest(summary)), summary.as_of) if asked.start else usual


def sheet_of(summary: Summary, period: Period, context: Context, left_out: Collection[str] = PRIVATE_ON_PAPER) -> Sheet:
    """What is printed about a patient whose report has been worked out, since the beginning of the period, without the
    signs of the rules that are ``left_out``."""
    return Sheet(
        signs=sign_lines(summary, period, left_out),
        breathing=breathing_lines(summary, period),
        eating=eating_lines(summary, period),
        function=comparison(summary, period, context),
        spread=spread_lines(summary, period),
        chart=spread_chart(summary, period),
        bodies=bodies(summary, period, context.voice),
        falls=fall_lines(summary, period),
        symptoms=symptom_lines(summary, period),
        treatments=treatment_lines(summary, period),
    )


def _earliest(summary: Summary) -> dt.date:
    return max(summary.patient.birth_date or EARLIEST, EARLIEST)
