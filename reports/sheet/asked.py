"""What was said before the visit, for blocks 1, 11 and 12 of the sheet.

What caregivers say about themselves, and a change in behaviour that is not shared with everybody, are never on paper
(CLINICAL 13.11), nor is a trace of them.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from care.before.read import coming_of, said_for, shown
from care.before.shown import Told, said_in, told
from people.access import Record
from people.models import User
from reports.figures.words import clauses
from reports.sheet.lines import Line, more_words

ROOM = 200  # letters: about two lines of print
FEW = 240  # letters, which stand where else lines for the pen are


@dataclass(frozen=True)
class AskedLines:
    """``matters``: the person's own things, three at most; ``helper_matters``: those of who helps, by whom;
    ``from_helper``: the lines of block 11, by whom; ``planning``: "yes", "not_now", or blank where nothing was said."""

    matters: tuple[str, ...] = ()
    helper_matters: tuple[Line, ...] = ()
    from_helper: tuple[Line, ...] = ()
    planning: str = ""

    @property
    def much(self) -> bool:
        """Whether what matters takes more room than the lines for the pen in its place: others run on then."""
        helpers = [line.label + line.text for line in self.helper_matters]
        return sum(map(len, (*self.matters, *helpers))) > FEW


def asked_lines(record: Record, user: User | None, today: dt.date, *, whole: bool = False) -> AskedLines:
    """What is printed of what was said before the coming visit, for this reader. ``whole``: all of it, whatever room
    that takes."""
    visit = coming_of(record.patient, today)
    if visit is None:
        return AskedLines()
    lines = told(shown(said_for(record.patient, visit), record, user, on_paper=True))
    own = [line for line in lines if line.row.source != "caregiver"]
    helpers = [line for line in lines if line.row.source == "caregiver"]
    room = math.inf if whole else ROOM
    return AskedLines(
        matters=tuple(line.text for line in own if line.matters),
        helper_matters=_by(helpers, matters=True, room=room),
        from_helper=_by(helpers, matters=False, room=room),
        planning=next((line.row.answer for line in own if line.row.question == "planning"), ""),
    )


def _by(helpers: list[Told], *, matters: bool, room: float) -> tuple[Line, ...]:
    """A line for each who said it, with the name; all of them together fit in the room that there is."""
    said: dict[str, list[str]] = {}
    for line in helpers:
        if line.matters == matters:
            said.setdefault(str(line.row.author), []).extend(_things(line))
    shown = _that_fit(said, room)
    left = sum(map(len, said.values())) - sum(map(len, shown.values()))
    lines = [Line(who, clauses(things)) for who, things in shown.items()]
    if left:
        lines[-1] = replace(lines[-1], text=clauses([lines[-1].text, more_words(left)]))
    return tuple(lines)


def _things(line: Told) -> list[str]:
    """What was answered to one question, in pieces that can stand without those that follow."""
    first, *others = said_in(line.row)
    return [first if line.matters else f"{line.label}: {first}", *others]


def _that_fit(said: Mapping[str, Sequence[str]], room: float) -> dict[str, list[str]]:
    """Of each as many as fit in about ``room`` letters, by turns, so that nobody's first stands behind another's last;
    the very first one always."""
    shown: dict[str, list[str]] = {}
    going_on = list(said)
    for turn in range(max(map(len, said.values()), default=0)):
        for who in list(going_on):
            wanted = len(who) * (not turn) + sum(map(len, said[who][turn : turn + 1]))
            if turn == len(said[who]) or (shown and wanted > room):
                going_on.remove(who)
            else:
                shown.setdefault(who, []).append(said[who][turn])
                room -= wanted
    return shown
