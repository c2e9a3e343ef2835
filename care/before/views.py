"""The pages before a visit: for the person and who helps them a question a page, for the team what they said."""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from care.before.forms import WordsForm
from care.before.lists import lists_of
from care.before.read import Coming, coming_of, own_answers, said_for, shown
from care.before.shown import Told, text_of, told
from care.before.way import SHARES, Way, question_of
from care.before.write import decline, mark_talked, say, take_back
from care.before_said import DECLINED, QUESTIONS
from care.models import VisitAnswer
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.day.questions import Answered
from symptoms.record.days import local_day
from symptoms.record.roles import is_own, source_of
from symptoms.views.common import open_to_look_and_write, pressed_before_signing_in, sentence
from symptoms.write.transaction import IdInUse, NoLongerStands

NOT_THEIRS = gettext_lazy("These questions are for the person and who helps them.")

SKIP = "skip"


@require_http_methods(["GET", "HEAD", "POST"])
def before_visit(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What was said so far; for the person and who helps them with the way to say it, or not this time."""
    if request.method == "POST":
        return _not_this_time(request, patient_id)
    record = open_record(request.user, patient_id, Verb.VIEW)
    today = local_day(record.patient, timezone.now())
    if record.for_clinician:
        context = {"record": record, "lists": lists_of(record, request.user, today), "new_press": uuid.uuid4}
        return render(request, "care/before/team.html", context)
    visit = coming_of(record.patient, today)
    lines = told(shown(said_for(record.patient, visit), record, request.user)) if visit else []
    mine = own_answers(record.patient, request.user, visit) if visit and record.may_write else {}
    context = {
        "record": record,
        "visit": visit,
        "mine": [line for line in lines if line.row.author_id == request.user.pk],
        "others": _by_author(lines, request.user.pk),
        "declined": DECLINED in mine,
        "first_url": _url(record, Way(is_own(record), mine).steps[0]),
    }
    return render(request, "care/before/own.html", context)


def _by_author(lines: list[Told], reader: int) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for line in lines:
        if line.row.author_id != reader:
            found.setdefault(str(line.row.author), []).append(line)
    return found


def _not_this_time(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_to_look_and_write(request, patient_id, Of.ASKED, told=NOT_THEIRS)
    try:
        decline(record.patient, by=request.user, source=source_of(record), now=timezone.now())
    except ValidationError as refused:
        messages.warning(request, sentence(refused))
    return redirect(f"{reverse('home')}?person={patient_id}")


# --- A question a page ---


@dataclass(frozen=True)
class Page:
    request: SignedIn
    record: Record
    step: str
    visit: Coming
    now: dt.datetime

    @cached_property
    def mine(self) -> dict[str, VisitAnswer]:
        return own_answers(self.record.patient, self.request.user, self.visit)

    @cached_property
    def way(self) -> Way:
        return Way(is_own(self.record), self.mine)

    @property
    def row(self) -> VisitAnswer | None:
        return self.mine.get(question_of(self.step))

    def after(self) -> str:
        """The next question, of what was just said too; after the last one, what was said."""
        mine = own_answers(self.record.patient, self.request.user, self.visit)
        following = Way(is_own(self.record), mine).after(self.step)
        return _url(self.record, following) if following else _url(self.record)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def before_question(request: SignedIn, patient_id: uuid.UUID, question: str) -> HttpResponse:
    record = open_to_look_and_write(request, patient_id, Of.ASKED, told=NOT_THEIRS)
    now = timezone.now()
    visit = coming_of(record.patient, local_day(record.patient, now))
    if visit is None:
        return redirect(_url(record))
    page = Page(request, record, question, visit, now)
    if question not in page.way.steps:
        if question == SHARES:
            return redirect(_url(record))
        raise Http404(_("There is no such question."))
    return _answer(page) if request.method == "POST" else _show(page)


def _answer(page: Page) -> HttpResponse:
    request, record, step = page.request, page.record, page.step
    pressed = request.POST.get("answer", "")
    several = step != SHARES and QUESTIONS[step].several
    if pressed == SKIP:
        return redirect(page.after())
    try:
        if pressed == "take_back":
            if page.row:
                take_back(page.row, by=request.user, now=page.now)
            return redirect(request.get_full_path())
        if "words" in request.GET:
            form = WordsForm(request.POST)
            if not form.is_valid():
                raise ValidationError([str(error) for errors in form.errors.values() for error in errors])
            said = page.way.in_words(step, form.cleaned_data["words"])
        else:
            said = page.way.meant(step, pressed)
        say(record.patient, said, by=request.user, source=source_of(record), now=page.now)
    except (ValidationError, PermissionDenied) as refused:
        told_wrong = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        return _show(page, error=" ".join(told_wrong), status=422)
    if several:  # more of it can be pressed
        start = request.GET.get("from", "")
        return redirect(_url(record, step) + (f"?from={start}" if start.isdecimal() else "?said"))
    return redirect(f"{page.after()}?kept={question_of(step)}")


def _show(page: Page, *, error: str = "", status: int = 200) -> HttpResponse:
    request, record, step, row = page.request, page.record, page.step, page.row
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 4 else 0
    asked = page.way.asked(step, start)
    words = "words" in request.GET and step != SHARES and QUESTIONS[step].own_words
    whole = not words and "from" not in request.GET
    before = page.way.before(step)
    several = step != SHARES and QUESTIONS[step].several
    typed = request.POST.get("words", "") or given_back(request).get("words", "")
    context = {
        "record": record,
        "asked": asked,
        "place": page.way.place(step),
        "count": page.way.number,
        "visit": page.visit,
        "error": error,
        "pressed": pressed_before_signing_in(request),
        "kept": _kept(page),
        "own_words": step != SHARES and QUESTIONS[step].own_words,
        "words": words,
        "given": typed or (row.words if row else ""),
        "said_words": row.words if row else "",
        "answered": row is not None and step != SHARES,
        "back_url": (_url(record, before) if before else _url(record)) if whole else request.path,
        "leave_url": _url(record),
        "skip_words": _("Next") if several and row else None,
    }
    return render(request, "care/before/question.html", context, status=status)


def _kept(page: Page) -> Answered | None:
    """What the press before has saved, in words."""
    row = page.mine.get(page.request.GET.get("kept", ""))
    return Answered(QUESTIONS[row.question].label, text_of(row)) if row else None


# --- Of the team ---


@require_POST
def before_talked(request: SignedIn, patient_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """That an answer was talked about, or was not after all; back to where it stands."""
    told = _("Only the care team can say what was talked about.")
    record = open_record(request.user, patient_id, Verb.WRITE, Of.TEAM, told=told)
    rows = VisitAnswer.objects.filter(patient=record.patient, pk=entry_id)
    row = get_object_or_404(VisitAnswer, pk__in=[each.pk for each in shown(rows, record, request.user)])
    try:
        press = uuid.UUID(request.POST.get("press", ""))
    except ValueError:
        press = None
    done = request.POST.get("done") == "yes"
    try:
        mark_talked(row, done=done, by=request.user, now=timezone.now(), press=press)
    except (NoLongerStands, IdInUse) as refused:
        messages.warning(request, str(refused) if isinstance(refused, IdInUse) else sentence(refused))
    return redirect(f"{_url(record)}#said-{row.pk}")


def _url(record: Record, step: str = "") -> str:
    if step:
        return reverse("before_question", args=[record.patient.pk, step])
    return reverse("before_visit", args=[record.patient.pk])
