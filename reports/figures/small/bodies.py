"""Body then and now in small: the grades alone; the names stand in the lanes beside it."""

from dataclasses import replace

from clinical.report import Report, Series
from clinical.vocabulary import CELLS
from reports.figures.body import BodyMap, body
from reports.figures.context import Context
from reports.figures.language import gettext as _
from reports.figures.marks import Bodies, Body, Figure, Part
from reports.figures.words import NAMES, clauses, short_date, shortened

NOTHING = tuple(Part(cell.name, "", None) for cell in CELLS)


def bodies(report: Report, series: Series, context: Context) -> Figure:
    """Always two, the earlier one first: hatched where nothing was answered. ``reading``: what changed between them."""
    data = BodyMap.of(report, series, context)
    figure = body(data, context)
    (drawn,) = figure.panels or (Bodies((Body("", NOTHING),)),)
    assert isinstance(drawn, Bodies)
    two = drawn.bodies if len(drawn.bodies) > 1 else (Body("", NOTHING), *drawn.bodies)
    return replace(figure, panels=(Bodies(two),), reading=_told(data), caption="", key=())


def _told(data: BodyMap) -> str:
    if data.now is None:
        return _("No weakness answers yet.")
    if data.then is None:
        return _("Four weeks to %(day)s; nothing earlier to compare with.") % {"day": short_date(data.now)}
    days = {"then": short_date(data.then), "now": short_date(data.now)}
    changed = [
        _("%(part)s %(was)d → %(grade)d") % {"part": NAMES[name], "was": was, "grade": grade}
        for name, grade in data.grades_now.items()
        if grade is not None and (was := data.grades_then[name]) is not None and was != grade
    ]
    if changed:
        told = _("Four weeks to %(then)s and to %(now)s: %(changes)s.")
        return told % (days | {"changes": clauses(shortened(changed))})
    known = any(value is not None for value in data.grades_then.values())
    if known and any(value is not None for value in data.grades_now.values()):
        return _("Four weeks to %(then)s and to %(now)s: the same grades.") % days
    return _("Four weeks to %(then)s and to %(now)s: no answers to compare.") % days
