"""The body on two days, in small: what is another grade on the second one is outlined."""

import datetime as dt
from functools import partial

from clinical.compare import Graded
from reports.figures.body import TITLE, parts_of
from reports.figures.language import gettext as _
from reports.figures.marks import Bodies, Body, Figure, Table
from reports.figures.words import NAMES, capital, clauses, number, sentences, short_date


def between(grades: tuple[Graded, ...], then: dt.date, now: dt.date) -> Figure:
    """Always two, the earlier one first: hatched where nothing was answered. ``reading``: all that changed."""
    before = {graded.cell.name: graded.then for graded in grades}
    after = {graded.cell.name: graded.now for graded in grades}
    bodies = (
        Body(_("Four weeks to %(day)s") % {"day": short_date(then)}, parts_of(before, {})),
        Body(_("Four weeks to %(day)s") % {"day": short_date(now)}, parts_of(after, before)),
    )
    return Figure(
        "between", str(TITLE), _reading(grades, then, now), (Bodies(bodies),), tabulate=partial(_table, bodies)
    )


def _reading(grades: tuple[Graded, ...], then: dt.date, now: dt.date) -> str:
    days = {"then": short_date(then), "now": short_date(now)}
    changed = [
        _("%(part)s %(was)d → %(grade)d") % {"part": NAMES[graded.cell.name], "was": graded.then, "grade": graded.now}
        for graded in grades
        if graded.changed
    ]
    if changed:
        told = _("Four weeks to %(then)s and to %(now)s: %(changes)s.")
        return told % (days | {"changes": clauses(changed)})
    if any(graded.then is not None and graded.now is not None for graded in grades):
        return _("Four weeks to %(then)s and to %(now)s: the same grades.") % days
    return _("Four weeks to %(then)s and to %(now)s: no answers to compare.") % days


def unanswered(grades: tuple[Graded, ...]) -> str:
    """Which parts can't be compared, and on which day they were not answered; empty where all can."""
    first = [NAMES[graded.cell.name] for graded in grades if graded.then is None and graded.now is not None]
    second = [NAMES[graded.cell.name] for graded in grades if graded.then is not None and graded.now is None]
    neither = [NAMES[graded.cell.name] for graded in grades if graded.then is None and graded.now is None]
    told = (
        (first, _("No answer on the earlier day: %(parts)s.")),
        (second, _("No answer on the later day: %(parts)s.")),
        (neither, _("No answer on either day: %(parts)s.")),
    )
    return sentences(*(words % {"parts": ", ".join(parts)} for parts, words in told if parts))


def _table(bodies: tuple[Body, ...]) -> Table:
    header = (_("Body part"), *(body.label for body in bodies))
    rows = zip(*(body.parts for body in bodies), strict=True)
    return Table(header, tuple((capital(parts[0].label), *(number(part.grade) for part in parts)) for parts in rows))
