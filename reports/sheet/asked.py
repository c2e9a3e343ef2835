"""What was said before the visit, for blocks 1, 11 and 12 of the sheet.

What caregivers say about themselves, and a change in behaviour that is not shared with everybody, are never on paper
(CLINICAL 13.11), nor is a trace of them.
"""

import datetime as dt
from dataclasses import dataclass

from care.before.read import coming_of, said_for, shown
from care.before.shown import Told, told
from care.before_said import MATTERS
from people.access import Record
from people.models import User
from reports.sheet.lines import Line, fitting

TWO_LINES = 260  # letters


@dataclass(frozen=True)
class AskedLines:
    """``matters``: the person's own things, three at most; ``helper_matters``: those of who helps, by whom;
    ``from_helper``: the lines of block 11, by whom; ``planning``: "yes", "not_now", or blank where nothing was said."""

    matters: tuple[str, ...] = ()
    helper_matters: tuple[Line, ...] = ()
    from_helper: tuple[Line, ...] = ()
    planning: str = ""


def asked_lines(record: Record, user: User | None, today: dt.date) -> AskedLines:
    """What is printed of what was said before the coming visit, for this reader."""
    visit = coming_of(record.patient, today)
    if visit is None:
        return AskedLines()
    lines = told(shown(said_for(record.patient, visit), record, user, on_paper=True))
    own = [line for line in lines if line.row.source != "caregiver"]
    helpers = [line for line in lines if line.row.source == "caregiver"]
    return AskedLines(
        matters=tuple(line.text for line in own if line.matters),
        helper_matters=_by(helpers, matters=True),
        from_helper=_by(helpers, matters=False),
        planning=next((line.row.answer for line in own if line.row.question == "planning"), ""),
    )


def _by(lines: list[Told], *, matters: bool) -> tuple[Line, ...]:
    """A line for each who said it, with the name."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.matters == matters:
            found.setdefault(str(line.row.author), []).append(
                line.text if line.row.question in MATTERS else f"{line.label}: {line.text}"
            )
    return tuple(Line(who, fitting(texts, TWO_LINES)) for who, texts in found.items())
