"""What the care team does with a raised sign, and what it says to the person.

An answer leads back to where it was given: to the page with the list, at the same sign, or, where a script sent it, to
the sign alone, which takes the place of the one that was answered.
"""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care import replies
from care.answers import answer_sign, answers_shown, check_shown, undo
from care.forms import FlagForm, ReplyForm, TemplatesForm
from care.models import SignAnswer
from care.visits.read import visit_days
from people.access import Of, Record, Verb, open_clinic, open_record
from people.models import User
from people.numbers import whole
from people.recheck import recheck_first
from people.requests import SignedIn, on_this_site
from people.typed import given_back, keeps_typed
from symptoms.record.days import local_day
from symptoms.views.common import after_saving, open_to_write
from symptoms.wording.rules import NAMES, RULES
from symptoms.write.transaction import IdInUse

ON_A_PAGE = 50


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def respond_to_flag(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """``?rule=R06&since=2026-03-01`` names the sign; the answer is posted: seen, later, closed."""
    record = _opened_by_the_team(request, patient_id)
    now = timezone.now()
    asked = {"id": uuid.uuid4(), **request.GET.dict()}
    today = local_day(record.patient, now)
    next_visit = visit_days(record.patient.pk).next(today)
    form = FlagForm(request.POST or None, initial=given_back(request) or asked, today=today, next_visit=next_visit)
    if form.is_bound and form.is_valid():
        try:
            check_shown(record, request.user, form.said["rule"], form.said["since"])
            answer_sign(record.patient, by=request.user, now=now, **form.said)
        except ValidationError as refused:
            form.refuse(refused)
        except IdInUse as taken:
            form.add_error(None, str(taken))
        else:
            return _back(request, record, form.said["rule"])
    rule = form["rule"].value() or ""
    context = {"record": record, "form": form, "rule": rule, "name": NAMES.get(rule), "text": RULES.get(rule)}
    return render(request, "care/sign.html", context, status=422 if form.errors else 200)


@require_POST
def undo_answer(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Take an answer to a sign back."""
    record = _opened_by_the_team(request, patient_id)
    answer = _answer(record, request.user, request.POST.get("answer", ""))
    undo(answer, by=request.user, now=timezone.now())
    return _back(request, record, answer.rule)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def reply_to_person(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """``?answer=12`` names the answer to a sign with which the words go."""
    record = _opened_by_the_team(request, patient_id)
    waited = given_back(request)
    said = request.POST if request.method == "POST" else waited or request.GET
    answer = _answer(record, request.user, said.get("answer", ""))
    templates = replies.templates_of(record.patient.clinic)
    form = ReplyForm(request.POST or None, initial=waited or request.GET.dict(), templates=templates)
    if form.is_bound and form.is_valid():
        try:
            replies.reply(answer, form.text, by=request.user, now=timezone.now())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return _back(request, record, answer.rule)
    context = {"record": record, "form": form, "rule": answer.rule, "name": NAMES.get(answer.rule)}
    return render(request, "care/reply.html", context, status=422 if form.errors else 200)


@require_safe
def told(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """All that the team has seen and replied, newest first."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    page = Paginator(replies.all_told(record, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [(row, replies.seen_by(row.by, local_day(record.patient, row.at), [row.rule])) for row in page]
    return render(request, "care/told.html", {"record": record, "page": page, "lines": lines})


@require_POST
def read(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What the team told, up to the moment that the page names, is read."""
    told = _("Only the person and those who help them read this.")
    record = open_record(request.user, patient_id, Verb.PROGRESS, Of.ASKED, told=told)
    through = _moment(request.POST.get("through", ""))
    if through:
        replies.mark_read(record, request.user, through, now=timezone.now())
    return after_saving(record)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def clinic_replies(request: SignedIn, clinic_id: int) -> HttpResponse:
    """What the clinic often replies, for whoever runs it."""
    told = _("There is no such clinic here, or you do not run it.")
    clinic = open_clinic(request.user, clinic_id, Verb.RUN, told=told)
    initial = given_back(request) or {"texts": "\n".join(replies.templates_of(clinic))}
    form = TemplatesForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            replies.change_templates(clinic, form.cleaned_data["texts"].splitlines(), by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("clinic", clinic.pk)
    context = {"staff": True, "clinic": clinic, "menu_clinic": clinic.pk, "form": form}
    return render(request, "care/clinic_replies.html", context, status=422 if form.errors else 200)


def _opened_by_the_team(request: SignedIn, patient_id: uuid.UUID) -> Record:
    return open_to_write(request, patient_id, Of.TEAM, told=_("Only the care team says what was done about this."))


def _answer(record: Record, user: User, wanted: str) -> SignAnswer:
    return get_object_or_404(answers_shown(record, user), pk=whole(wanted))


def _back(request: SignedIn, record: Record, rule: str) -> HttpResponseRedirect:
    """To where it was answered, at that sign; a script takes the sign alone from its page."""
    dashboard = reverse("dashboard", args=[record.patient.pk])
    origin = on_this_site(request, request.POST.get("next", ""), dashboard).partition("#")[0]
    if "HX-Request" in request.headers:
        return redirect(f"{reverse('sign', args=[record.patient.pk, rule])}?{urlencode({'next': origin})}")
    return redirect(f"{origin}#sign-{record.patient.pk}-{rule}")


def _moment(text: str) -> dt.datetime | None:
    """An aware moment; None for what is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
