"""The four parts of the function check, from the one that stood at the last visit to the latest one."""

import datetime as dt

from clinical.changes import Compared, compared
from clinical.report import Check, Report
from clinical.vocabulary import SUBSCORES
from reports.figures.context import Context
from reports.figures.function import USUAL
from reports.figures.function_given import newest_alone
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy
from reports.figures.marks import Axis, Figure, Line, Plot, Point, Points, Vertex
from reports.figures.words import SOURCES, capital, number, sentences, short_date

TITLE = gettext_lazy("Function, last visit and now")
RESPIRATORY = gettext_lazy("respiratory")


def slopes(report: Report, since: dt.date, context: Context) -> Figure:
    """Four panels, which stay empty where there are no two checks. No total: it mixes four things (CLINICAL rule 2)."""
    found = compared(report, since)
    last = max(report.function, key=lambda check: check.date, default=None)
    now = found.now if found else last
    then = found.then if found else None
    end = (now.date if now else since) + dt.timedelta(days=1)
    start = then.date if then else end - dt.timedelta(days=2)
    plots = tuple(_plot(score, then, now) for score in SUBSCORES)
    told = sentences(_reading(found, last), newest_alone(report.totals_given, last.date if last else None))
    return Figure("small-slopes", str(TITLE), told, plots, start, max(end, start))


def _plot(score: str, then: Check | None, now: Check | None) -> Plot:
    name = capital(USUAL.get(score, str(RESPIRATORY)))
    values = [(check.date, check.score(score)) for check in (then, now) if check]
    known = [Vertex(day, value) for day, value in values if value is not None]
    shapes = [check.source for check in (then, now) if check and check.score(score) is not None]
    told = " → ".join(number(value, "–") for _day, value in values) or "–"
    points = tuple(Points(name, shape, (Point(at.day, at.value),)) for shape, at in zip(shapes, known, strict=True))
    return Plot(f"{name} {told}", Axis(0, 12, ((0, "0"), (12, "12")), ""), (Line(name, (tuple(known),)), *points))


def _reading(found: Compared | None, last: Check | None) -> str:
    if last is None:
        return _("No function check yet.")
    if found is None:
        said = {"day": short_date(last.date), "who": SOURCES[last.source]}
        return _("One check (%(day)s, %(who)s), each part of 12; none before the last visit to compare with.") % said
    said = {
        "then": short_date(found.then.date),
        "now": short_date(found.now.date),
        "who": SOURCES[found.now.source],
        "other": SOURCES[found.then.source],
    }
    if found.alike:
        told = [_("%(then)s to %(now)s, %(who)s, each of 12.") % said]
    else:
        told = [_("%(then)s (%(other)s) to %(now)s (%(who)s), each of 12: not answered in the same way.") % said]
    if found.within_noise:
        told.append(_("Within the 5 points that two checks can differ by."))
    elif found.within_noise is False:
        told.append(_("More than the 5 points that two checks can differ by."))
    return sentences(*told)
