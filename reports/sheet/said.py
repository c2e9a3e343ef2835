"""The sheet as JSON: the same lines in the same blocks; grades and answers as numbers where print has a drawing."""

import datetime as dt
from dataclasses import dataclass

from reports.figures.marks import Bodies
from reports.sheet.function import Comparison
from reports.sheet.lines import Line
from reports.sheet.made import Printed


@dataclass(frozen=True)
class Block:
    """One of the blocks that the record fills, by its number on paper."""

    number: int
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class GradeThenAndNow:
    cell: str
    then: int | None
    now: int | None


@dataclass(frozen=True)
class PrintedSummary:
    """The summary for a visit, as it is printed: from the day “start” up to and including “end”. ``logged`` counts
    days; “function” is block 5, “planning” block 12: “yes”, “not_now”, or blank where nobody said. Self-reported and
    not checked unless a line says “clinic”. Not a diagnosis."""

    patient: str
    name: str
    born: dt.date | None
    clinic: str
    start: dt.date
    end: dt.date
    printed: dt.date
    current: bool
    engine: str
    days: int
    logged: int
    who: str
    blocks: tuple[Block, ...]
    function: Comparison | None
    weakness: tuple[GradeThenAndNow, ...]
    planning: str


def said(made: Printed) -> PrintedSummary:
    head, sheet, before = made.head, made.sheet, made.before
    matters = (*(Line("", text) for text in before.matters), *before.helper_matters)
    blocks = {
        "matters": (1, matters),
        "signs": (2, sheet.signs),
        "breathing": (3, sheet.breathing),
        "eating": (4, sheet.eating),
        "spread": (6, sheet.spread),
        "falls": (7, sheet.falls),
        "symptoms": (8, sheet.symptoms),
        "treatments": (10, sheet.treatments),
        "from_helper": (11, before.from_helper),
    }
    return PrintedSummary(
        patient=head.reference,
        name=head.name,
        born=head.born,
        clinic=head.clinic,
        start=head.period.start,
        end=head.period.end,
        printed=head.printed,
        current=head.current,
        engine=head.engine,
        days=head.period.days,
        logged=head.period.logged,
        who=head.who,
        blocks=tuple(Block(number, name, lines) for name, (number, lines) in blocks.items()),
        function=sheet.function,
        weakness=_weakness(made),
        planning=before.planning,
    )


def _weakness(made: Printed) -> tuple[GradeThenAndNow, ...]:
    (panel,) = made.sheet.bodies.panels
    assert isinstance(panel, Bodies)
    then, now = panel.bodies
    return tuple(
        GradeThenAndNow(before.cell, before.grade, after.grade)
        for before, after in zip(then.parts, now.parts, strict=True)
    )
