"""What a view over many people takes of one of them, from what their report holds. Source: CLINICAL 4.4, 4.7 [P]."""

import dataclasses
import datetime as dt
from dataclasses import dataclass, field

from clinical.due import Task
from clinical.involvement import Involvement, since_when
from clinical.opm import Opm
from clinical.plain import Json, read
from clinical.rules import Level
from clinical.spread import Spread
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import Cell, Group, Precision, Region, Source
from clinical.when import Dated, When

OWN = (Source.SELF, Source.HELPED)  # whose function checks: the person's, never mixed with a caregiver's or a clinic's
MODES = ("app", "", None)  # nor those in the browser with those by phone
SEVERAL, UNKNOWN, NONE = "several", "unknown", "none"
BULBAR, BREATHING, AXIAL = "bulbar", "breathing", "axial"
SAME, OTHER = "same", "other"  # the side of a limb, beside the first one


@dataclass(frozen=True)
class Total:
    """The total of a function check, as much of ``clinical.report.Check`` as is taken; the names are its names."""

    date: dt.date
    source: Source
    total: int | None
    mode: str | None = None


@dataclass(frozen=True)
class Course:
    """As much of a ``clinical.report.Report`` as is taken; the names are its names."""

    involvement: tuple[Involvement, ...]
    spread: Spread
    function: tuple[Total, ...]
    opm: Opm | None = None

    @classmethod
    def from_json(cls, said: Json) -> "Course":
        return read(cls, said)


TAKEN = tuple(each.name for each in dataclasses.fields(Course))  # the keys of a report's JSON that are read


@dataclass(frozen=True)
class OpenSign:
    """A warning sign that waits, and for how many days."""

    level: Level
    days: int


@dataclass(frozen=True)
class Person:
    """One of the people of a view; nothing in it names them.

    ``path``: where it began, then the first and the second place that it reached, with ``none`` where there is none
    yet; shorter where nobody knows more. ``opm``, ``reached``: O and P of CLINICAL 4.7, blank where they are not given.
    ``months`` since onset and ``totals`` of their own function checks. ``kept``: of the entries that they planned
    lately, 0 to 1; None without a plan. ``weeks``: of the last twelve, those with an entry. ``answered``: days from a
    sign to the team's first answer, one for each. ``due``: what is to be looked at again.
    """

    path: tuple[str, ...] = (UNKNOWN,)
    opm: str = ""
    reached: str = ""
    months: tuple[float, ...] = ()
    totals: tuple[int, ...] = ()
    kept: float | None = None
    weeks: int = 0
    waiting: tuple[OpenSign, ...] = field(default=())
    answered: tuple[int, ...] = ()
    due: tuple[Task, ...] = ()


def person(course: Course, month: dt.date | None, precision: str, **more: object) -> Person:
    """``month``: in which it began, as the record has it, and how well that is known; ``more`` of ``Person``."""
    began = onset_day(course, month, precision)
    own = [each for each in course.function if each.source in OWN and each.mode in MODES]
    since = [(each.date - began, each.total) for each in own if began and each.date >= began]
    opm = course.opm
    made = Person(
        path=path(course),
        opm=(opm.onset or "") if opm else "",
        reached=(opm.propagation or "") if opm else "",
        months=tuple(after.days / DAYS_PER_MONTH for after, total in since if total is not None),
        totals=tuple(total for _after, total in since if total is not None),
    )
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def onset_day(course: Course, month: dt.date | None, precision: str) -> dt.date | None:
    """From which months are counted: the month that is on record, else the day of the first part by its answers. None
    where only the year is known, and where it was there at the first entry."""
    if month:
        return None if precision == Precision.YEAR else month
    first = course.spread.first
    found = next((each for each in course.involvement if first and each.cell == first[0]), None)
    return found.onset if found and found.precision is not Precision.YEAR else None


def path(course: Course) -> tuple[str, ...]:
    """Where it began and the two places that it reached first, as the report has their order.

    A place that was weak at the first entry has no date, so that beside it nothing has an order. A limb is named with
    its side only where it began there, one after another limb as on the same side as that or on the other one.
    """
    began = {_place(cell) for cell in course.spread.first}
    if len(began) != 1:
        return (SEVERAL if began else UNKNOWN,)
    (first,) = began
    dates = {place: when for place, when in _reached(course).items() if place != first}
    if any(when.on is None for when in dates.values()):
        return first, UNKNOWN
    order = sorted(dates, key=lambda place: dates[place].place)
    stops, side = [first], first.partition(".")[2]
    for place in order[:2]:
        if sum(dates[other].on == dates[place].on for other in order) > 1:
            return (*stops, SEVERAL)
        pair, _dot, own = place.partition(".")
        stops.append(f"{pair}.{SAME if own == side else OTHER}" if own and side else pair)
        side = side or own
    return tuple(stops) if len(order) > 1 else (*stops, NONE)


def _place(cell: Cell) -> str:
    if cell.pair and cell.side:
        return f"{cell.pair}.{cell.side}"
    if cell.region is Region.BREATHING:
        return BREATHING
    return BULBAR if cell.group is Group.BULBAR else AXIAL


def _reached(course: Course) -> dict[str, When]:
    """By place since when; of a pair of which only the function check speaks, without a side."""
    cells: dict[str, list[When]] = {}
    for cell, when in since_when(course.involvement).items():
        cells.setdefault(_place(cell), []).append(when)
    found = {place: min(dates, key=lambda when: when.place) for place, dates in cells.items()}
    marked = ((pair, state.side_unknown_since) for pair, state in course.spread.pairs.items())
    return found | {str(pair): When(since, None, None, Dated.CHECKS) for pair, since in marked if since}
