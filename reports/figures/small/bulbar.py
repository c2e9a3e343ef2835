"""Speech and swallowing in small: grades as steps, days of coughing with food, and where somebody choked."""

from clinical.report import Report, Series
from reports.figures.context import Context
from reports.figures.data import bars_of, runs_of
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy
from reports.figures.marks import Axis, Bars, Figure, Line, Plot, Run, Vertex
from reports.figures.small.days import Days, last_of, near, ticks_of, visit_of, weekly
from reports.figures.words import NAMES, capital, number, sentences

TITLE = gettext_lazy("Speech and swallowing")
PARTS = ("speech", "swallowing")
COUGHING = "coughing_with_food"


def bulbar(report: Report, series: Series, context: Context, days: Days) -> Figure:
    grades = tuple(_grades(series, name, context) for name in PARTS)
    coughing = Plot(
        _("Coughing with food, days of 7; lines: choking"),
        Axis(0, 7, ((0, "0"), (7, "7")), _("higher is more")),
        (Bars(str(TITLE), bars_of(series.mondays, weekly(series, COUGHING))),),
        spans=ticks_of(series, "choking"),
        rules=visit_of(context),
        flat=True,
    )
    return Figure("small-bulbar", str(TITLE), _reading(report, series), (*grades, coughing), *days)


def _grades(series: Series, name: str, context: Context) -> Plot:
    label = _("%(part)s, grade 4 as before ALS") % {"part": capital(NAMES[name])}
    axis = Axis(0, 4, ((0, "0"), (2, "2"), (4, "4")), _("lower is weaker"))
    return Plot(label, axis, (steps(label, runs_of(series.mondays, series.weakness[name])),), rules=visit_of(context))


def steps(label: str, runs: tuple[Run, ...]) -> Line:
    """Grades are no measure of length between two of them: a line that stands still, and steps (CLINICAL 3.7)."""
    pieces: list[list[Vertex]] = []
    end = None
    for run in runs:
        if run.start != end:
            pieces.append([])
        pieces[-1] += [Vertex(run.start, run.grade), Vertex(run.end, run.grade)]
        end = run.end
    return Line(label, tuple(map(tuple, pieces)))


def _reading(report: Report, series: Series) -> str:
    told = []
    for name in PARTS:
        last = last_of(series.mondays, series.weakness[name])
        part = capital(NAMES[name])
        if last:
            said = {"part": part, "grade": number(last[1]), "day": near(last[0], report.as_of)}
            told.append(_("%(part)s %(grade)s of 4 (%(day)s).") % said)
        else:
            told.append(_("%(part)s: no answer.") % {"part": part})
    last = last_of(series.mondays, weekly(series, COUGHING))
    if last:
        said = {"days": number(last[1]), "day": near(last[0], report.as_of)}
        told.append(_("Coughing with food %(days)s of 7 days (%(day)s).") % said)
    else:
        told.append(_("Coughing: no answer."))
    return sentences(*told)
