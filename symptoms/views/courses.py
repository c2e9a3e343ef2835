"""Treatments and events: in presses for the person and who helps them, in one form for the clinic (CLINICAL 8)."""

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinical.courses import COURSES, Group
from people.access import Record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.day import courses
from symptoms.day.any_day import any_day, to_any_day
from symptoms.day.remembering import Limits
from symptoms.forms.entries import EventForm, SpanForm, TreatmentForm
from symptoms.models import Event, Treatment
from symptoms.models.base import Recorded
from symptoms.read.another import is_ones_own
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.views.common import open_to_write, sentence
from symptoms.views.timeline import fill_in
from symptoms.wording.courses import GROUPS, course_name
from symptoms.wording.names import EVENTS
from symptoms.write import verbs

Span = Treatment | Event


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def treatment(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A page of choices, each a link, and of days, each of which saves; ``?typed`` is the form, with ``?changes=<id>``
    for a correction of one's own, also where another ended it."""
    record = open_to_write(request, patient_id)
    kind, what = request.GET.get("kind", ""), request.GET.get("what", "")
    if kind and kind not in COURSES:
        raise Http404(_("There is no such treatment."))
    exactly = courses.part(kind, what) if kind and what else ("", "")
    if exactly is None:
        raise Http404(_("There is no such treatment."))
    if _is_typed(request, record) or kind == Treatment.Kind.OTHER:
        return _treatment_form(request, record, kind, exactly)
    today = local_day(record.patient, timezone.now())
    if not kind:
        group = request.GET.get("group", "")
        known = group in [*Group]
        leads = courses.kinds(group) if known else courses.groups()
        title = GROUPS[group] if known else _("What is new, or what changed?")
        return _choose(request, record, title, leads, back="treatment" if known else "treatments")
    leads = courses.details(kind)
    if leads and not what:
        return _choose(request, record, course_name(kind), leads, back="treatment")
    saves = courses.begins(today, once=COURSES[kind].once)

    def save(day: dt.date, id: uuid.UUID) -> Recorded:
        detail, side = exactly
        fields = {"kind": kind, "detail": detail, "side": side, "start": day, "id": id}
        return verbs.record_treatment(
            record.patient, by=request.user, source=source_of(record), now=timezone.now(), **fields
        ).entry

    hint = _("On which day?") if COURSES[kind].once else _("When did it begin?")
    return _press(request, record, course_name(kind, *exactly), hint, saves, save, _saved)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The same of what happened: which, how bad, on which day."""
    record = open_to_write(request, patient_id)
    kind, serious = request.GET.get("kind", ""), request.GET.get("serious", "")
    if kind and kind not in EVENTS:
        raise Http404(_("There is no such event."))
    if _is_typed(request, record):
        initial = {"kind": kind, "serious": serious == "yes"}
        return _form(
            request, record, Event, EventForm, verbs.record_event, "symptoms/event.html", initial, onward=_of_day
        )
    if not kind:
        more = "more" in request.GET
        leads = courses.events(more)
        if more:
            wheelchair = f"{reverse('treatment', args=[patient_id])}?kind=mobility_aid&what=wheelchair_power"
            elsewhere = [(wheelchair, course_name("mobility_aid", "wheelchair_power"))]
        else:
            elsewhere = [("?more", _("Something else"))]
        title = _("What happened?")
        return _choose(request, record, title, leads, back="event" if more else "more", elsewhere=elsewhere)
    if kind in courses.OF_SERIOUS and not serious:
        return _choose(request, record, EVENTS[kind], courses.how_bad(kind), back="event")

    def save(day: dt.date, id: uuid.UUID) -> Recorded:
        fields = {"kind": kind, "start": day, "serious": serious == "yes", "id": id}
        return verbs.record_event(
            record.patient, by=request.user, source=source_of(record), now=timezone.now(), **fields
        ).entry

    saves = courses.last_days(local_day(record.patient, timezone.now()))
    return _press(request, record, EVENTS[kind], _("On which day?"), saves, save, _of_day)


def _is_typed(request: SignedIn, record: Record) -> bool:
    sent_form = request.method == "POST" and "begins" not in request.POST
    return record.for_clinician or sent_form or bool({"typed", "changes"} & request.GET.keys())


def _choose(
    request: SignedIn,
    record: Record,
    title: Any,
    leads: list[courses.Lead],
    *,
    back: str,
    elsewhere: list[tuple[str, Any]] | None = None,
) -> HttpResponse:
    context = {"record": record, "title": title, "leads": leads, "elsewhere": elsewhere or []}
    return render(request, "symptoms/courses.html", context | {"back_url": reverse(back, args=[record.patient.pk])})


def _press(
    request: SignedIn,
    record: Record,
    title: Any,
    hint: Any,
    saves: list[courses.Begin],
    save: Callable[[dt.date, uuid.UUID], Recorded],
    onward: Callable[[Recorded], HttpResponse],
) -> HttpResponse:
    """The last pages: each day saves. The id that the page came with makes a second press the same entry."""
    today, error = local_day(record.patient, timezone.now()), ""
    offered = any_day(request.GET.dict(), Limits.of(record.patient.birth_date, today))
    saves = saves if offered is None else list(offered.days)
    if request.method == "POST":
        try:
            pressed = next((each.day for each in saves if each.code == request.POST.get("begins")), None)
            if pressed is None:
                raise ValidationError(_("Choose one of the days."))
            return onward(save(pressed, uuid.UUID(request.POST.get("id", ""))))
        except ValueError:
            error = _("Choose one of the days.")
        except ValidationError as refused:
            error = sentence(refused)
        except verbs.IdInUse:
            error = _("This page was sent before, with another day. That is saved.")
    context = {
        "record": record,
        "title": title,
        "hint": hint,
        "part": offered.title if offered else "",
        "saves": saves,
        "leads": offered.leads if offered else (),
        "another_url": "" if offered else to_any_day(request.GET.dict(), today),
        "id": uuid.uuid4(),
        "error": error,
        "typed_url": "" if offered else f"?{request.GET.urlencode()}&typed",
        "back_url": f"?{offered.back.query}" if offered else request.path,
    }
    return render(request, "symptoms/courses.html", context, status=422 if error else 200)


def _treatment_form(request: SignedIn, record: Record, kind: str, exactly: tuple[str, str]) -> HttpResponse:
    detail, side = exactly
    initial = {"kind": kind, "detail": detail, "side": side}
    return _form(
        request,
        record,
        Treatment,
        TreatmentForm,
        verbs.record_treatment,
        "symptoms/treatment.html",
        initial,
        onward=_saved,
    )


def _form(
    request: SignedIn,
    record: Record,
    model: type[Span],
    form_class: type[SpanForm],
    write: Callable[..., verbs.Receipt],
    template: str,
    begun: dict[str, Any],
    *,
    onward: Callable[[Recorded], HttpResponse],
) -> HttpResponse:
    """A new entry, or with ``?changes=<id>`` a correction of one's own."""
    now = timezone.now()
    changed = _own(model, record, request) if "changes" in request.GET else None
    initial: dict[str, Any] = {"id": uuid.uuid4(), "start": local_day(record.patient, now), **begun}
    if changed:
        initial |= {name: getattr(changed, name) for name in form_class.base_fields if name != "id"}
    of_kind: dict[str, Any] = {}
    if form_class is TreatmentForm and initial["kind"] and not record.for_clinician:
        of_kind = {"kind": initial["kind"], "goes_on": changed is None}
    form = form_class(request.POST or None, initial=given_back(request) or initial, **of_kind)

    def save() -> verbs.Receipt:
        source = source_of(record)
        kept = {name: getattr(changed, name) for name in model.says if changed and name not in form.fields}
        return write(
            record.patient, by=request.user, source=source, now=now, supersedes=changed, **kept, **form.cleaned_data
        )

    return fill_in(request, record, form, save, template, None if record.for_clinician else onward, changed=changed)


def _own(model: type[Span], record: Record, request: SignedIn) -> Span:
    rows = model.objects.filter(patient=record.patient)
    if request.method != "POST":  # a second press of Save finds the entry already superseded by the first
        rows = rows.filter(status=model.Status.STANDING)
    with suppress(ValueError, model.DoesNotExist):
        row = rows.get(pk=uuid.UUID(request.GET["changes"]))
        if row.author_id == request.user.pk or is_ones_own(row, request.user):
            return row
    raise Http404(_("There is no such entry of yours."))


def _saved(entry: Recorded) -> HttpResponse:
    """To the page of the treatment, where it is changed, stopped or taken back."""
    return redirect("treatment_shown", entry.patient_id, entry.pk)


def _of_day(entry: Any) -> HttpResponse:
    """To the day that it is of, where it is changed or taken back."""
    return redirect("entries_day", entry.patient_id, entry.start)
