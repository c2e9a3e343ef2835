"""What a clinic looks at again: as many boxes as there is room for, those that are due first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from care.due.shown import Line
from clinical.due import State
from reports.figures.words import short_date

ROOM = 6


@dataclass(frozen=True)
class Box:
    """``chosen``: what the person or the team said of it, where it is not asked for by that."""

    task: str
    title: str
    last: str
    overdue: bool
    chosen: str


def boxes(lines: Sequence[Line]) -> tuple[Box, ...]:
    """What is due, then what will be, then the rest, each in the order of ``clinical.due.Task``."""
    first = sorted(lines, key=lambda line: (not line.is_due, line.due.state is State.NOTHING))
    return tuple(_box(line) for line in first[:ROOM])


def _box(line: Line) -> Box:
    found = line.due
    last = _("last %(day)s") % {"day": short_date(found.last)} if found.last else _("not on record")
    chosen = {State.DECLINED: _("not wanted"), State.NOT_NOW: _("not now")}.get(found.state, "")
    return Box(str(line.task), str(line.name), last, line.is_due, chosen)
