"""Adding a record to a clinic, and the facts of one."""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import audit
from people.access import Record, Verb, open_clinics, open_record
from people.models import User
from people.records import create_record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.forms.record import FACTS, STEPS, NewPatientForm, RecordForm
from symptoms.read.memories import said_to_be_first
from symptoms.record.days import local_day
from symptoms.record.roles import is_own, source_of
from symptoms.views import asking
from symptoms.views.common import after_saving, open_to_write
from symptoms.views.set_aside import fact_set_aside
from symptoms.wording.remembered import part_and_month
from symptoms.write import verbs
from symptoms.write.asking import InDoubt, confirmed_facts, confirmed_of, doubts_about_facts
from symptoms.write.facts import change_facts


def _today_somewhere() -> dt.date:
    """Today where the day begins first: in which zone the person lives, the form is only about to say."""
    return timezone.localdate(timezone=zoneinfo.ZoneInfo("Pacific/Kiritimati"))


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def new_patient(request: SignedIn) -> HttpResponse:
    """A clinician adds a record to a clinic that they write for."""
    told = _("Only the care team of a clinic can add a patient to it.")
    clinics = open_clinics(request.user, Verb.WRITE, told=told)
    initial = given_back(request) or {"time_zone": clinics[0].time_zone}
    form = NewPatientForm(request.POST or None, initial=initial, today=_today_somewhere(), clinics=clinics)
    if form.is_bound and not asking.wants_change(request) and form.is_valid():
        said = form.cleaned_data
        if form.alike:
            return _ask_whether_the_same(request, form)
        try:
            found = doubts_about_facts(None, form.facts, form.today)
            asked = confirmed_of(found, asking.confirmed_in(request), form.today)
            patient = create_record(
                said["clinic"], said["reference"], by=request.user, basis=said["basis"], **form.facts
            )
            if asked:
                audit.record("write", user=request.user, patient=patient, detail=confirmed_facts(asked))
        except InDoubt as doubtful:
            return asking.ask(request, doubtful, staff=True)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(who)s was added. Now invite them to their own record.") % {"who": patient})
            return redirect(f"{reverse('share', args=[patient.pk])}?who=patient")
    return render(
        request, "symptoms/new_patient.html", {"staff": True, "form": form}, status=422 if form.errors else 200
    )


def _ask_whether_the_same(request: SignedIn, form: NewPatientForm) -> HttpResponse:
    """Nothing is saved before it is said that those of the same name and birth date are other people."""
    alike, sent = form.alike, [(name, value) for name, all in request.POST.lists() for value in all]
    context = {
        "alike": alike,
        "others": " ".join([*form.cleaned_data["another"].split(), *(str(patient.pk) for patient in alike)]),
        "typed": [(name, value) for name, value in sent if name not in (*asking.NOT_TYPED, "another")],
    }
    return render(request, "symptoms/same_person.html", context, status=422)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Who, since when, where it began."""
    record = open_to_write(request, patient_id)
    if request.method != "POST":
        open_record(request.user, patient_id, Verb.VIEW)  # this form is not empty: to open it is to look
    initial = {name: getattr(record.patient, name) for name in FACTS}
    confirm, now = asking.confirmed_in(request), timezone.now()

    def save(facts: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            _say_anew(record, request.user, facts)
            change_facts(record.patient, by=request.user, confirm=confirm, now=now, **facts)
        messages.success(request, _("Saved."))
        record.patient.refresh_from_db()
        if aside := fact_set_aside(record.patient):
            messages.warning(request, aside)
        return after_saving(record)

    make = partial(RecordForm, today=local_day(record.patient, now))
    first = said_to_be_first(record.patient)
    said = part_and_month(first.cell, first.month, first.precision) if first else ""
    aside = fact_set_aside(record.patient) if request.method != "POST" else ""
    more = {"record": record, "said_first": said, "aside": aside}
    return _in_steps(request, make, initial, save, "symptoms/facts.html", **more)


def _say_anew(record: Record, user: User, facts: dict[str, Any]) -> None:
    """Where the person has said when the first part became weak, another month is said of that part, and not beside
    it."""
    patient = record.patient
    said = said_to_be_first(patient) if is_own(record) else None
    month, precision = facts["onset_month"], facts["onset_precision"]
    if said is None or month is None or facts["onset_cell"] != said.cell:
        return
    if (month, precision) != (patient.onset_month, patient.onset_precision):
        source, now = source_of(record), timezone.now()
        verbs.remember_onset(patient, said.cell, precision, month=month, by=user, source=source, now=now)


def _in_steps(
    request: SignedIn,
    make: Callable[..., RecordForm],
    initial: dict[str, Any],
    save: Callable[[dict[str, Any]], HttpResponse],
    template: str,
    **context: Any,
) -> HttpResponse:
    """The facts in two steps, for fewer targets on a page; a clinician sees both at once.

    A press on "Next" or "Back" (``go``) saves nothing and takes along what was typed.
    """
    waited = given_back(request)
    form = make(request.POST or None, initial=waited or initial)
    step = request.POST.get("go", "")
    if asking.wants_change(request):
        form = make(initial=request.POST.dict())
    elif step in STEPS:
        if step != "1" and form.wrong_step() == "1":
            context["wanted"], step = step, "1"
        else:
            form = make(initial=request.POST.dict())
    elif form.is_bound and form.is_valid():
        try:
            return save(form.facts)
        except InDoubt as doubtful:
            return asking.ask(request, doubtful, context.get("record"))
        except ValidationError as refused:
            form.refuse(refused)
    if step not in STEPS:
        step = form.wrong_step() or waited.get("step", "1")
    record = context.get("record")
    if not (record and record.for_clinician):
        form.show(step if step in STEPS else "1")
        context["step"] = step
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
