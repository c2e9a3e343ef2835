"""The body map: thirteen cells at the last answers and at an earlier date, side by side."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from clinical.compare import grades_at
from clinical.outline import WINDOW
from clinical.report import Report, Series
from clinical.vocabulary import CELLS
from reports.figures.context import Context
from reports.figures.data import WEEK
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy
from reports.figures.marks import Bodies, Body, Figure, Key, Part, Table
from reports.figures.words import (
    DARKER,
    GRADES,
    NAMES,
    SELF_REPORTED,
    capital,
    date_words,
    listed,
    number,
    sentences,
    short_date,
)
from symptoms.wording.voice import Said

NAME = "body"
TITLE = gettext_lazy("Grades by body part, latest and earlier")
MIRROR = Said(
    gettext_lazy("As in a mirror: your own left is on the left."),
    gettext_lazy("As in a mirror: %(name)s's left is on the left."),
)


@dataclass(frozen=True)
class BodyMap:
    """Grades of each cell: the last answers of all (up to ``now``), and those up to ``then``."""

    now: dt.date | None
    grades_now: Mapping[str, int | None]
    then: dt.date | None
    grades_then: Mapping[str, int | None]

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "BodyMap":
        """``then`` is the asked day, else the last visit, else four weeks after the first answer."""
        weeks = enumerate(series.mondays)
        answered = [week for n, week in weeks if any(series.weakness[cell.name][n] is not None for cell in CELLS)]
        if not answered:
            return cls(None, {}, None, {})
        now = min(answered[-1] + WEEK - dt.timedelta(days=1), report.as_of)
        then = context.earlier or context.since or answered[0] + WEEK * WINDOW - dt.timedelta(days=1)
        if then >= answered[-1]:
            return cls(now, grades_at(series, now), None, {})
        return cls(now, grades_at(series, now), then, grades_at(series, then))


def body(data: BodyMap, context: Context) -> Figure:
    """Two maps, the earlier one first; a changed grade is outlined and says what it was."""
    if data.now is None:
        return Figure(NAME, str(TITLE), _("No weakness answers yet. The body map begins with the first answer."))
    latest = _("Latest: four weeks to %(day)s") % {"day": short_date(data.now)}
    bodies = [Body(latest, parts_of(data.grades_now, data.grades_then))]
    if data.then:
        earlier = _("Earlier: four weeks to %(day)s") % {"day": short_date(data.then)}
        bodies.insert(0, Body(earlier, parts_of(data.grades_then, {})))
    mirror = (
        _("Each map shows the patient's own left on the left.") if context.clinical else str(context.voice.says(MIRROR))
    )
    changed = any(part.was is not None for part in bodies[-1].parts)
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data, data.now),
        panels=(Bodies(tuple(bodies)),),
        key=(
            *(Key(f"grade-{grade}", words) for grade, words in GRADES.items()),
            Key("words", str(DARKER)),
            Key("hatch", _("no answer in those four weeks")),
            *((Key("changed", _("other than earlier")),) if changed else ()),
        ),
        caption=sentences(mirror, SELF_REPORTED),
        tabulate=partial(_table, bodies),
    )


def parts_of(grades: Mapping[str, int | None], before: Mapping[str, int | None]) -> tuple[Part, ...]:
    """The parts with their grades, and of each that has another one than ``before`` which it was."""
    parts = []
    for cell in CELLS:
        grade, was = grades[cell.name], before.get(cell.name)
        changed = grade is not None and was is not None and grade != was
        parts.append(Part(cell.name, capital(NAMES[cell.name]), grade, was if changed else None))
    return tuple(parts)


def _reading(data: BodyMap, last: dt.date) -> str:
    now = _now(data, last)
    if not data.then:
        return f"{now}."
    known = {name: grade for name, grade in data.grades_now.items() if grade is not None}
    changes = [
        _("%(part)s from %(was)d to %(grade)d") % {"part": NAMES[name], "was": was, "grade": grade}
        for name, grade in known.items()
        if (was := data.grades_then[name]) is not None and was != grade
    ]
    said = {"now": now, "day": date_words(data.then), "changes": listed(changes)}
    if changes:
        return _("%(now)s; compared with %(day)s: %(changes)s.") % said
    if any(data.grades_then[name] is not None for name in known):
        return _("%(now)s; compared with %(day)s, the same grades.") % said
    return _("%(now)s; no answers to compare with.") % said


def _now(data: BodyMap, last: dt.date) -> str:
    known = {name: grade for name, grade in data.grades_now.items() if grade is not None}
    low, day = min(known.values()), date_words(last)
    if low == 4:
        return _("In the four weeks to %(day)s all answered parts were at grade 4 of 4") % {"day": day}
    weakest = listed([NAMES[name] for name, grade in known.items() if grade == low])
    said = {"day": day, "parts": weakest, "grade": low}
    return _("Lowest grade in the four weeks to %(day)s: %(parts)s, %(grade)d of 4") % said


def _table(bodies: list[Body]) -> Table:
    header = (_("Body part"), *(body.label for body in bodies))
    rows = zip(*(body.parts for body in bodies), strict=True)
    return Table(header, tuple((parts[0].label, *(number(part.grade) for part in parts)) for parts in rows))
