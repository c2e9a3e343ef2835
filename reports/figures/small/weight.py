"""Weight in small: per cent of the usual weight, with the lines at 5 and 10 below it."""

from clinical.outline import JOINED
from clinical.report import Report, Series
from reports.figures.context import Context
from reports.figures.data import segments_of
from reports.figures.language import decimal, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Figure, Line, Numeric, Plot, Point, Points, Threshold
from reports.figures.scales import axis_over
from reports.figures.small.days import Days, near, visit_of
from reports.figures.weight import LOSSES
from reports.figures.words import number

TITLE = gettext_lazy("Weight")


def weight(report: Report, series: Series, context: Context, days: Days) -> Figure:
    """Each day's median of seven days, on the scale to speak of."""
    found = series.weight
    values = [(day.date, -day.lost + 0.0) for day in found.days] if found else []
    below = tuple(Threshold(-loss, f"−{loss} %") for loss in LOSSES)
    line = Line(str(TITLE), segments_of(values, JOINED["weight"], series.breaks.get("weight")))
    points = Points(str(TITLE), "self", tuple(Point(day, value) for day, value in values))
    marks: tuple[Numeric, ...] = (*below, *((line, points) if values else ()))
    # xgettext:no-python-format
    label = _("% of the usual weight") if found is None or found.usual else _("% of the first recorded weight")
    axis = axis_over([2.0, -12.0, *(value for _day, value in values)], _("lower is less"))
    plot = Plot(label, axis, marks, rules=visit_of(context))
    return Figure("small-weight", str(TITLE), _reading(report, series), (plot,), *days)


def _reading(report: Report, series: Series) -> str:
    found = series.weight
    if found is None:
        return _("No weight recorded yet.")
    now = found.now
    said = {"kg": number(now.kg), "day": near(now.date, report.as_of), "percent": decimal(f"{abs(now.lost):.1f}")}
    said["base"] = number(found.baseline)
    if found.usual:
        told = (
            _("%(kg)s kg (%(day)s): the usual weight.")
            if not now.lost
            else _("%(kg)s kg (%(day)s), %(percent)s %% below the usual %(base)s kg.")
            if now.lost > 0
            else _("%(kg)s kg (%(day)s), %(percent)s %% above the usual %(base)s kg.")
        )
    else:
        told = (
            _("%(kg)s kg (%(day)s): as first recorded; usual weight not on record.")
            if not now.lost
            else _("%(kg)s kg (%(day)s), %(percent)s %% below the first recorded %(base)s kg; usual not on record.")
            if now.lost > 0
            else _("%(kg)s kg (%(day)s), %(percent)s %% above the first recorded %(base)s kg; usual not on record.")
        )
    return told % said
