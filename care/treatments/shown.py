"""Treatments, and what was said of them on a day, in words."""

from typing import Any

from django.utils.translation import gettext as _

from care.models import TreatmentDay
from clinical.courses import COUNTS
from people.days import in_words
from symptoms.models import Treatment
from symptoms.wording import Text
from symptoms.wording import courses as wording
from symptoms.wording.courses import course_name
from symptoms.wording.said import in_a_line

Line = tuple[Text, Text]


def name_of(row: Treatment) -> str:
    """Its own name, else what it is."""
    return row.label or course_name(row.kind, row.detail, row.side)


def since(row: Treatment) -> str:
    """From when to when."""
    said = {"start": in_words(row.start), "stop": in_words(row.stop) if row.stop else ""}
    if row.stop == row.start:
        return said["start"]
    return (_("%(start)s to %(stop)s") if row.stop else _("since %(start)s")) % said


def facts_of(row: Treatment) -> list[Line]:
    """What is known of it, its name left out."""
    lines: list[tuple[Text, Any]] = [
        (_("What"), course_name(row.kind, row.detail, row.side) if row.label else ""),
        (_("When"), since(row)),
        (_("Dose or setting"), row.dose),
        (_("Why it was stopped"), row.get_stop_reason_display()),
        (_("Entered by"), row.author),
    ]
    return [(label, text) for label, text in lines if text]


def said_of(row: TreatmentDay) -> list[str]:
    """What one author said of a day, a sentence a thing; nothing of how it was before."""
    told = [in_a_line(wording.COUNTS[name], _counted(name, value)) for name, value in _numbers(row)]
    troubles = [str(wording.TROUBLES[code]) for code in row.troubles.split() if code in wording.TROUBLES]
    return [*_taken(row), *told, *troubles, *([_("“%(words)s”") % {"words": row.words}] if row.words else [])]


def _taken(row: TreatmentDay) -> list[str]:
    if row.taken is None:
        return []
    if row.taken:
        return [_("Taken")]
    return [in_a_line(_("Not taken"), row.get_why_not_display()) if row.why_not else _("Not taken")]


def _numbers(row: TreatmentDay) -> list[tuple[str, int]]:
    return [(name, value) for name in COUNTS if (value := getattr(row, name)) is not None]


def _counted(name: str, value: int) -> str:
    count = COUNTS[name]
    if count.high == 10 and not count.unit:
        return _("%(value)s of 10") % {"value": value}
    return f"{value} {count.unit}".strip()
