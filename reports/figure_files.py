"""One figure to take along: a picture that stands alone (SVG), and its table for programs (CSV).

What is told follows who asks, as on the page. A file names the record by its reference, and its own name nobody.
"""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.access import Record, Verb, open_record
from people.recheck import recheck_first
from people.requests import SignedIn
from reports.audience import audience_of, switched_on
from reports.csv_lines import csv_lines
from reports.figures import FIGURES, Describe
from reports.figures.language import date_words, written_as
from reports.figures.marks import Figure, Table
from reports.figures.to_svg import to_lone_svg
from reports.figures.words import NO_ANSWER, NOT_COMPLETE, SELF_REPORTED, sentences
from reports.summary import Summary, outline_for, summary_for
from symptoms.record.roles import voice_of


@require_safe
def figure_files(request: SignedIn, patient_id: uuid.UUID, name: str) -> HttpResponse:
    """The way to the files, for those whose pages have few targets. What is drawn is not read for it."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    describe = _described(name)
    context = {"record": record, "figure": {"name": name, "title": describe.title}, "title": describe.title}
    context |= {"takes": record.may_take, "switched_on": switched_on(request)}
    return render(request, "reports/figure_files.html", context)


@require_safe
@recheck_first
def figure_svg(request: SignedIn, patient_id: uuid.UUID, name: str) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.EXPORT)
    _described(name)
    summary = outline_for(record.patient)
    figure = summary.figure(name, audience_of(record), **switched_on(request), voice=voice_of(record))
    if figure.empty:
        return _to_page(record, name)
    return _file(_alone(summary, figure), name, "svg", "image/svg+xml")


@require_safe
@recheck_first
def figure_csv(request: SignedIn, patient_id: uuid.UUID, name: str) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.EXPORT)
    _described(name)
    summary = summary_for(record.patient)
    with written_as("programs"):
        figure = summary.figure(name, audience_of(record), **switched_on(request), voice=voice_of(record))
        lines = table_lines(figure.table)
    if figure.empty:
        return _to_page(record, name)
    return _file(lines, name, "csv", "text/csv; charset=utf-8")


def table_lines(table: Table) -> str:
    """A table as CSV; what was not answered is blank, as in every file of this site."""
    missing = {str(NO_ANSWER), str(NOT_COMPLETE)}
    return csv_lines([table.header, *(["" if cell in missing else cell for cell in row] for row in table.rows)])


def _described(name: str) -> Describe:
    if name not in FIGURES:
        raise Http404(_("There is no such picture."))
    return FIGURES[name]


def _alone(summary: Summary, figure: Figure) -> str:
    said = {"reference": summary.patient.reference, "day": date_words(summary.as_of), "engine": summary.report.engine}
    whose = _("Record %(reference)s, as of %(day)s. Rules: version %(engine)s.") % said
    own = "" if str(SELF_REPORTED) in figure.caption else SELF_REPORTED
    return to_lone_svg(figure, (whose, figure.reading), (figure.caption, sentences(own, _("Not a diagnosis."))))


def _to_page(record: Record, name: str) -> HttpResponse:
    """Where nothing is drawn yet there is no file, and the page says so in words."""
    return redirect("picture", record.patient.pk, name)


def _file(content: str, name: str, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="alsweak-{name}.{kind}"'  # tells nobody's name
    return response
