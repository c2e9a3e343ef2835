"""The treatments of a person: what goes on, what ended, each with how it is today, and the way to stop it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care.models import TreatmentDay
from care.treatments.read import days_of, ended, going_on, own_day, standing_of
from care.treatments.shown import facts_of, name_of, said_of, since
from care.treatments.way import HOURS_OF_NIV, OFFERED, TROUBLES, Way, steps_of
from care.treatments.write import say_of_day
from clinical.courses import COURSES
from people.access import Record, Verb, open_record
from people.records import is_nobody
from people.requests import SignedIn
from symptoms.day import courses
from symptoms.day.any_day import any_day, to_any_day
from symptoms.day.remembering import Limits
from symptoms.forms.day import DayForm
from symptoms.models import Measurement, Treatment
from symptoms.read.another import is_ones_own
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.views.common import (
    open_to_look_and_write,
    pressed_before_signing_in,
    said_before,
    sentence,
)
from symptoms.wording.courses import STOP_REASONS
from symptoms.write import verbs
from symptoms.write.others import refusal

FEW_A_PAGE, MANY_A_PAGE = 4, 50  # for weak hands (with all else 12 targets, ACCESS 4); for the clinic
LAST_DAYS = 7  # of what was said, on the page of a treatment
SKIP, TAKE_BACK = "skip", "take_back"


@require_safe
def treatments(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What goes on now; ``?ended`` what ended."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    today, over = local_day(record.patient, timezone.now()), "ended" in request.GET
    rows = (ended if over else going_on)(record.patient, today)
    size = MANY_A_PAGE if record.for_clinician else FEW_A_PAGE
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    context = {
        "record": record,
        "over": over,
        "rows": [(row, name_of(row), since(row)) for row in rows[start : start + size]],
        "more": start + size if len(rows) > start + size else None,
        "any_ended": not over and bool(ended(record.patient, today)),
    }
    return render(request, "care/treatments/list.html", context)


@require_safe
def shown(request: SignedIn, patient_id: uuid.UUID, treatment_id: uuid.UUID) -> HttpResponse:
    """One treatment: what is known of it, what was said of it, and what can be done."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    found = _treatment(record, treatment_id)
    row = standing_of(found)
    if row.pk != found.pk:
        return redirect("treatment_shown", patient_id, row.pk)
    today = local_day(record.patient, timezone.now())
    stands = row.status == row.Status.STANDING
    may = stands and record.may_write
    context = {
        "record": record,
        "row": row,
        "stands": stands,
        "name": name_of(row),
        "facts": facts_of(row),
        "said": [(day, said_of(day)) for day in days_of(row, LAST_DAYS)],
        "asks": may and bool(steps_of(row)) and _goes_on(row, today),
        "first_url": _day_url(record, row, today, steps_of(row)[0]) if steps_of(row) else "",
        "may": may and row.author_id == request.user.pk,
        "may_change": may and is_ones_own(row, request.user),
        "may_stop": may and row.stop is None,
    }
    return render(request, "care/treatments/shown.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: SignedIn, patient_id: uuid.UUID, treatment_id: uuid.UUID) -> HttpResponse:
    """The last day, then why: each a press. The reason saves."""
    record = open_to_look_and_write(request, patient_id)
    row = _treatment(record, treatment_id)
    if row.stop and row.author_id != request.user.pk and not (is_nobody(row.author) or is_ones_own(row, request.user)):
        raise refusal(row)
    now = timezone.now()
    today = local_day(record.patient, now)
    choose = DayForm(request.GET, patient=record.patient, now=now)
    day = choose.cleaned_data.get("day") if choose.is_valid() else None
    if day and day < row.start:
        choose.add_error("day", _("%(last)s is before the first day, %(first)s.") % {"last": day, "first": row.start})
        day = None
    error = next((told for each in choose.errors.values() for told in each), "")
    offered = None if day else any_day(request.GET.dict(), Limits(row.start, today))
    days = offered.days if offered else [each for each in courses.last_days(today) if each.day >= row.start]
    back = f"?{offered.back.query}" if offered else reverse("treatment_shown", args=[patient_id, row.pk])
    if request.method == "POST" and day:
        try:
            return redirect("treatment_shown", patient_id, _stopped(request, record, row, day, now).pk)
        except ValidationError as refused:
            error = sentence(refused)
    context = {
        "record": record,
        "name": name_of(row),
        "day": day,
        "part": offered.title if offered else "",
        "days": days,
        "leads": offered.leads if offered else (),
        "another_url": "" if offered else to_any_day({}, today),
        "reasons": [*STOP_REASONS.items()],
        "error": error,
        "back_url": request.path if day else back,
    }
    return render(request, "care/treatments/stop.html", context, status=422 if error else 200)


def _stopped(request: SignedIn, record: Record, row: Treatment, day: dt.date, now: dt.datetime) -> Any:
    """The same treatment, ended: twice is once."""
    later = standing_of(row)
    reason = request.POST.get("reason", "")
    if later.pk != row.pk and (later.stop, later.stop_reason) == (day, reason):
        return later
    if reason and reason not in STOP_REASONS:
        raise ValidationError(_("Choose one of the answers, or skip the question."))
    kept = {name: getattr(row, name) for name in Treatment.says}
    return verbs.record_treatment(
        record.patient,
        by=request.user,
        source=source_of(record),
        now=now,
        supersedes=row,
        **kept | {"stop": day, "stop_reason": reason},
    ).entry


@dataclass(frozen=True)
class Page:
    request: SignedIn
    record: Record
    treatment: Treatment
    day: dt.date
    step: str
    now: dt.datetime

    @cached_property
    def row(self) -> TreatmentDay | None:
        return own_day(self.treatment, self.day, self.request.user)

    @cached_property
    def way(self) -> Way:
        said = {name: getattr(self.row, name) for name in (TROUBLES, *OFFERED) if hasattr(self.row, name)}
        if HOURS_OF_NIV in steps_of(self.treatment):
            measured = said_before(Measurement, self.record, self.day, self.request)
            said |= {HOURS_OF_NIV: values_of(measured).get(HOURS_OF_NIV) if measured else None}
        return Way(self.treatment, said)

    def url(self, step: str | None) -> str:
        """Of a step; after the last the treatment."""
        if step:
            return _day_url(self.record, self.treatment, self.day, step)
        return reverse("treatment_shown", args=[self.record.patient.pk, self.treatment.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def of_day(request: SignedIn, patient_id: uuid.UUID, treatment_id: uuid.UUID, day: dt.date, step: str) -> HttpResponse:
    """One question on how it is on a day. Each press is saved at once."""
    record = open_to_look_and_write(request, patient_id)
    row = standing_of(_treatment(record, treatment_id))
    if step not in steps_of(row):
        raise Http404(_("There is no such question."))
    page = Page(request, record, row, day, step, timezone.now())
    return _answer(page) if request.method == "POST" else _show(page)


def _answer(page: Page) -> HttpResponse:
    pressed, step = page.request.POST.get("answer", ""), page.step
    if pressed == SKIP:
        return redirect(page.url(page.way.after(step)))
    try:
        said = {step: None} if pressed == TAKE_BACK else page.way.meant(step, pressed)
        say_of_day(page.treatment, page.day, said, by=page.request.user, source=source_of(page.record), now=page.now)
    except KeyError:
        return _show(page, error=_("Choose one of the answers, or skip the question."), status=422)
    except ValidationError as refused:
        return _show(page, error=sentence(refused), status=422)
    if pressed == TAKE_BACK or step == TROUBLES:
        return redirect(page.url(step))
    return redirect(f"{page.url(page.way.after(step))}?kept")


def _show(page: Page, *, error: str = "", status: int = 200) -> HttpResponse:
    asked = page.request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    said = page.way.said.get(page.step)
    before = page.way.before(page.step)
    context = {
        "record": page.record,
        "name": name_of(page.treatment),
        "day": page.day,
        "asked": page.way.asked(page.step, start),
        "error": error,
        "pressed": pressed_before_signing_in(page.request),
        "answered": said not in (None, ""),
        "skip_words": _("Next") if page.step == TROUBLES else None,
        "kept": "; ".join(said_of(page.row)) if page.row and "kept" in page.request.GET else "",
        "back_url": page.url(before) if start == 0 else page.request.path,
    }
    return render(page.request, "care/treatments/question.html", context, status=status)


def _treatment(record: Record, treatment_id: uuid.UUID) -> Treatment:
    rows = Treatment.objects.filter(patient=record.patient).select_related("author", "patient", "superseded_by")
    return get_object_or_404(rows, pk=treatment_id)


def _goes_on(row: Treatment, day: dt.date) -> bool:
    return row.start <= day and (row.stop is None or row.stop >= day or COURSES[row.kind].once)


def _day_url(record: Record, row: Treatment, day: dt.date, step: str) -> str:
    return reverse("treatment_day", args=[record.patient.pk, row.pk, day, step])
