"""What was found at the visits up to each day: strength by muscle and side, beside the person's own grades and never
mixed with them (CLINICAL 5.2); the line of OPM."""

import datetime as dt

from django.utils.translation import gettext as _

from care.visits.strength import MuscleRow, PartOfTable, StrengthTable
from clinical.compare import Comparison
from clinical.opm import Confirmed
from reports.compare.rows import NONE_BEFORE, NONE_SINCE, NOTHING, SAME, Row, Section
from reports.figures.words import clauses, short_date


def strength_section(found: Comparison, table: StrengthTable | None) -> Section:
    title = _("Strength (MRC), with the person's own grades beside it")
    if table is None:
        return Section("strength", title, (), empty=_("No muscle was graded at a visit by the later day."))
    then = table.days[0] if table.days[0] <= found.then else None
    if then == table.days[-1]:
        told = _("No visit with grades between the two days; the last one before was on %(day)s.")
        return Section("strength", title, (), empty=told % {"day": short_date(then)})
    heads = (short_date(then) if then else str(NONE_BEFORE), short_date(table.days[-1]))
    rows = tuple(row for part in table.parts for row in _part(part, both=then is not None))
    scales = (
        _(
            "MRC 0 to 5 as examined at the last visit with grades up to each day. Own grades 0 to 4, 4 = as before "
            "ALS: self-reported, the last in the four weeks up to the visit. Two scales: never converted or averaged."
        ),
    )
    return Section("strength", title, rows, scales, heads)


def _part(part: PartOfTable, *, both: bool) -> list[Row]:
    rows = [_row(muscle, muscle.label, both=both) for muscle in part.muscles]
    if part.own:
        rows.append(_row(part.own, _("Own grade: %(part)s") % {"part": part.label}, both=both, own=True))
    return rows


def _row(muscle: MuscleRow, label: str, *, both: bool, own: bool = False) -> Row:
    then, now = muscle.grades if both else (("", ""), *muscle.grades)
    known = [(was, grade) for was, grade in zip(then, now, strict=True) if was and grade]
    changes = _changes(muscle, then, now)
    what = clauses(changes) or (str(SAME) if known else "")
    return Row(label, _grades(muscle, then), _grades(muscle, now), what, changed=bool(changes), own=own)


def _grades(muscle: MuscleRow, pair: tuple[str, str]) -> str:
    right, left = (grade or NOTHING for grade in pair)
    if muscle.middle:
        return right
    return _("right %(right)s, left %(left)s") % {"right": right, "left": left}


def _changes(muscle: MuscleRow, then: tuple[str, str], now: tuple[str, str]) -> list[str]:
    pairs = list(zip((_("right %(change)s"), _("left %(change)s")), then, now, strict=True))
    if muscle.middle:
        pairs = [("%(change)s", then[0], now[0])]
    return [words % {"change": f"{was} → {grade}"} for words, was, grade in pairs if was and grade and was != grade]


def line_section(found: Comparison, lines: tuple[Confirmed, ...]) -> Section:
    """The line that stood on each day, as a clinician confirmed it."""
    then, now = _line_on(lines, found.then), _line_on(lines, found.now)
    title = _("Onset and spread (OPM), as confirmed")
    if now is None:
        return Section("opm", title, (), empty=_("No line was confirmed by the later day."))
    changed = then is not None and then.text != now.text
    what = ""
    if then:
        what = _("another line") if changed else str(NONE_SINCE) if then.on == now.on else str(SAME)
    row = Row(_("Line"), _told(then), _told(now), what, changed=changed)
    return Section("opm", title, (row,), (_("After ALS-OPM, Meyer and others 2025 (CC BY 4.0)."),))


def _line_on(lines: tuple[Confirmed, ...], day: dt.date) -> Confirmed | None:
    return next((line for line in reversed(lines) if line.on <= day), None)


def _told(line: Confirmed | None) -> str:
    return f"{line.text} ({short_date(line.on)}, {line.by})" if line else str(NONE_BEFORE)
