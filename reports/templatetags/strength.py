"""The table of strength as a picture beside it."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from care.visits.strength import MuscleRow, StrengthTable
from clinical.strength import MRC
from reports.figures.language import date_words
from reports.figures.svg.strength import Codes, StrengthDrawing, StrengthRow, draw_strength

register = template.Library()


@register.simple_tag
def strength_drawing(table: StrengthTable) -> SafeString:
    rows = []
    for part in table.parts:
        rows += [_row(muscle, muscle.label) for muscle in part.muscles]
        if part.own:
            rows.append(_row(part.own, _("Own grade: %(part)s") % {"part": part.label}, own=True))
    told = _("The newest visit, %(day)s, is filled; the ones before are hollow. The numbers are in the table below.")
    drawing = StrengthDrawing(
        title=_("Strength by muscle and side"),
        reading=told % {"day": date_words(table.days[-1])},
        sides=(_("Right"), _("Left")),
        rows=tuple(rows),
    )
    drawn = draw_strength(drawing) + draw_strength(drawing, narrow=True)
    return mark_safe(drawn)  # noqa: S308 - draw_strength escapes every word


def _row(row: MuscleRow, label: str, *, own: bool = False) -> StrengthRow:
    right, left = (_codes([pair[side] for pair in row.grades]) for side in (0, 1))
    return StrengthRow(str(label), (right,) if row.middle else (right, left), own)


def _codes(grades: list[str]) -> Codes:
    return tuple((MRC[code], code) for code in grades if code)
