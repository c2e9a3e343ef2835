"""A sheet that was ticked on paper is entered on one page that looks like it: the same rows, codes and order.

For who helps: it holds far more boxes than a page of the person does (docs/accessibility.md).
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people.access import Record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.day.sheet import rows
from symptoms.day.sheet.save import Refused, Sheet, began_otherwise, save, there_already
from symptoms.day.sheet.typed import Column, Problem, box, read
from symptoms.forms.sheet import SheetForm
from symptoms.models.base import DayEntry
from symptoms.read.entry_log import Entry
from symptoms.record.days import spoken
from symptoms.record.roles import source_of, voice_of
from symptoms.record.validation import check_day
from symptoms.views import asking
from symptoms.views.common import open_to_write, sentence
from symptoms.wording import NOT_KNOWN, Voice
from symptoms.wording.day import wording_now
from symptoms.write.asking import InDoubt
from symptoms.write.transaction import IdInUse

KEEP, ADD = "keep", "add"
DAY = dt.timedelta(days=1)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Two weeks."""
    return _enter(request, patient_id, rows.two_weeks, rows.DAYS, "symptoms/sheet/enter.html")


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_first(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The first day."""
    return _enter(request, patient_id, rows.first_day, 1, "symptoms/sheet/enter_first.html")


@dataclass(frozen=True)
class Question:
    """What already stands for a day of the sheet; ``name`` is that of the answer whether the sheet may add to it."""

    name: str
    day: str
    entries: tuple[Entry, ...] = ()
    began: str = ""
    answer: str = ""


@dataclass
class Typed:
    """What was sent, and what has to be looked at before it is kept. ``columns``: by the day that they are for."""

    groups: tuple[rows.Group, ...]
    boxes: Mapping[str, str]
    columns: dict[dt.date, Column] = field(default_factory=dict)
    numbers: dict[dt.date, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def _enter(
    request: SignedIn,
    patient_id: uuid.UUID,
    made: Callable[[str, Voice], tuple[rows.Group, ...]],
    days: int,
    template: str,
) -> HttpResponse:
    record = open_to_write(request, patient_id)
    back = given_back(request)
    form = SheetForm(request.POST or None, initial=back or {"id": uuid.uuid4()}, record=record)
    typed = Typed(made(source_of(record), voice_of(record)), request.POST.dict() or back)
    status = 200
    if request.method == "POST" and not asking.wants_change(request):
        status = 422
        try:
            if form.is_valid() and (ready := _sheet(request, record, form, typed, days)):
                kept = save(
                    ready,
                    by=request.user,
                    now=timezone.now(),
                    wording=wording_now(),
                    confirm=asking.confirmed_in(request),
                )
                told = ngettext("%(days)d day of the sheet is saved.", "%(days)d days of the sheet are saved.", kept)
                messages.success(request, told % {"days": kept})
                month = form.cleaned_data["start"].strftime("%Y-%m")
                return redirect(f"{reverse('entries', args=[patient_id])}?month={month}")
        except InDoubt as doubtful:
            return asking.ask(request, doubtful, record)
        except Refused as refused:
            typed.problems.append(_of_day(typed.numbers[refused.day], refused.why))
        except IdInUse:
            form.sent_before()
            status = 409
    unknown = [(letter, NOT_KNOWN[why]) for letter, why in rows.NOT_KNOWN.items()]
    context = {
        "record": record,
        "form": form,
        "not_known": unknown,
        "days": _days(form, days),
        "typed": typed,
        "shown": _shown(typed),
    }
    return render(request, template, context | {"groups": _filled(typed, days)}, status=status)


def _sheet(request: SignedIn, record: Record, form: SheetForm, typed: Typed, days: int) -> Sheet | None:
    """The sheet as it can be saved; None where something is left to mend or to answer, which ``typed`` then tells."""
    start, source = form.cleaned_data["start"], form.cleaned_data["who"]
    for number in range(1, days + 1):
        column, problems = read(typed.groups, typed.boxes, number, source)
        typed.problems += problems
        day = start + (number - 1) * DAY
        if not column.anything:
            continue
        try:
            check_day(record.patient, day, timezone.now())
        except ValidationError as wrong:
            typed.problems.append(_of_day(number, wrong))
        typed.columns[day], typed.numbers[day] = column, number
    if not typed.columns and not typed.problems:
        typed.problems.append(Problem("", _("Nothing was filled in, so nothing was saved.")))
    if typed.problems:
        return None
    found = Sheet(form.cleaned_data["id"], record.patient, source, typed.columns)
    there = there_already(found, request.user)
    typed.questions = [_question(typed, day, entries) for day, entries in sorted(there.items())]
    if began := began_otherwise(found):
        typed.questions.append(_question(typed, start, [], began=began))
    if any(question.answer not in (KEEP, ADD) for question in typed.questions):
        return None
    return _without_kept(found, typed, there)


def _without_kept(found: Sheet, typed: Typed, there: Mapping[dt.date, list[DayEntry]]) -> Sheet | None:
    """The sheet without what is to stay as it was said."""
    kept = {question.name for question in typed.questions if question.answer == KEEP}
    for day in there:
        if f"day.{typed.numbers[day]}" in kept:
            del typed.columns[day]
    if "began" in kept:
        for column in typed.columns.values():
            column.began, column.when = "", None
    left = {day: column for day, column in typed.columns.items() if column.anything}
    if not left:
        typed.problems.append(Problem("", _("All days stay as they were, so nothing was saved.")))
        return None
    return Sheet(found.id, found.patient, found.source, left)


def _question(typed: Typed, day: dt.date, entries: list[DayEntry], *, began: str = "") -> Question:
    name = "began" if began else f"day.{typed.numbers[day]}"
    return Question(name, spoken(day), tuple(map(Entry.of, entries)), began, typed.boxes.get(name, ""))


def _of_day(number: int, why: ValidationError) -> Problem:
    return Problem("", _("Day %(day)s: %(what)s") % {"day": number, "what": sentence(why)})


def _days(form: SheetForm, days: int) -> list[tuple[int, dt.date | None]]:
    """The numbers of the columns, with their dates once the first is known."""
    start = getattr(form, "cleaned_data", {}).get("start")
    return [(n, start + (n - 1) * DAY if start else None) for n in range(1, days + 1)]


def _shown(typed: Typed) -> str:
    """Which day a narrow screen shows first: where something is to be mended, or where one was."""
    wrong = next((problem.box for problem in typed.problems if problem.box), "")
    return wrong.rpartition(".")[2] or typed.boxes.get("shown", "1")


def _filled(typed: Typed, days: int) -> list[dict[str, Any]]:
    """The rows with what stands in their boxes."""
    wrong = {problem.box for problem in typed.problems}

    def boxes(row: rows.Row) -> list[dict[str, Any]]:
        names = [(n, box(row.code, n)) for n in range(1, days + 1)]
        return [{"n": n, "name": name, "typed": typed.boxes.get(name, ""), "wrong": name in wrong} for n, name in names]

    return [
        {"title": group.title, "note": group.note, "rows": [{"row": row, "boxes": boxes(row)} for row in group.rows]}
        for group in typed.groups
    ]
