"""The pages of visits, for the care team: all of them with the strength, one, a new one, its correction, its end."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care.models import Visit
from care.visits import drafts
from care.visits.forms import VisitForm, filled_in
from care.visits.read import computed_line, said_of, visit_days, visits_of, whole
from care.visits.said import NO_DIAGNOSIS, Said
from care.visits.shown import shown, sums
from care.visits.strength import strength_of
from care.visits.write import record_visit, retract_visit
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.record.days import local_day
from symptoms.views import asking
from symptoms.views.common import open_to_look_and_write
from symptoms.write.asking import InDoubt
from symptoms.write.transaction import IdInUse, NoLongerStands

NOT_THEIRS = gettext_lazy("The visits are entered and read by the care team.")


@require_safe
def visits(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=NOT_THEIRS)
    today = local_day(record.patient, timezone.now())
    days = visit_days(record.patient.pk)
    context = {
        "record": record,
        "visits": visits_of(record.patient),
        "draft": drafts.draft_of(record.patient, request.user),
        "next_visit": days.next(today),
        "strength": strength_of(record.patient.pk),
        "line": days.line,
    }
    return render(request, "care/visits.html", context)


@require_safe
def visit(request: SignedIn, patient_id: uuid.UUID, visit_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=NOT_THEIRS)
    found = _found(record, visit_id)
    own = record.may_write and found.author_id == request.user.pk and found.status == Visit.Status.STANDING
    newer = Visit.objects.filter(supersedes=found).first()
    return render(request, "care/visit.html", {"record": record, "shown": shown(found), "own": own, "newer": newer})


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def new_visit(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """All that is posted is kept as a draft first, so that nothing typed is lost whatever becomes of it."""
    record = open_to_look_and_write(request, patient_id, Of.TEAM, told=NOT_THEIRS)
    if request.method != "POST":
        draft = drafts.draft_of(record.patient, request.user)
        return _form(request, record, _waited(request, record) or _from_draft(record, draft), draft=draft)
    if request.POST.get("action") == "discard":
        drafts.throw_away(record.patient, by=request.user)
        messages.success(request, _("The draft was thrown away."))
        return redirect("visits", patient_id)
    form = VisitForm(request.POST, patient=record.patient, now=timezone.now())
    form.full_clean()
    kept = None
    try:
        kept = _keep(request, record, form)
    except IdInUse:
        if _by_itself(request):
            return JsonResponse({"saved": True}, status=409)
    if request.POST.get("action") == "keep":
        return _kept(request, record, form, kept)
    if kept and kept.stale:
        return _form(request, record, _from_draft(record, kept.draft), draft=kept.draft, clash=kept, status=409)
    if asking.wants_change(request):
        return _form(request, record, form, draft=kept.draft if kept else None)
    if form.errors or form.said is None:
        return _form(request, record, form, draft=kept.draft if kept else None, status=422)
    return _save(request, record, form, form.said, kept.draft if kept else None)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def correct_visit(request: SignedIn, patient_id: uuid.UUID, visit_id: uuid.UUID) -> HttpResponse:
    record = open_to_look_and_write(request, patient_id, Of.TEAM, told=NOT_THEIRS)
    found = _found(record, visit_id)
    if found.author_id != request.user.pk:
        raise PermissionDenied(_("Only %(who)s can change what they wrote.") % {"who": found.author})
    if request.method != "POST":
        initial = filled_in(said_of(found)) | {"id": uuid.uuid4()}
        form = VisitForm(initial=initial, patient=record.patient, now=timezone.now())
        return _form(request, record, _waited(request, record) or form, corrects=found)
    form = VisitForm(request.POST, patient=record.patient, now=timezone.now())
    if asking.wants_change(request):
        return _form(request, record, form, corrects=found)
    if not form.is_valid() or form.said is None:
        return _form(request, record, form, corrects=found, status=422)
    return _save(request, record, form, form.said, None, corrects=found)


@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: SignedIn, patient_id: uuid.UUID, visit_id: uuid.UUID) -> HttpResponse:
    """Ask once; then the visit stays on record, marked as a mistake, and no longer counts."""
    record = open_to_look_and_write(request, patient_id, Of.TEAM, told=NOT_THEIRS)
    found = _found(record, visit_id)
    if found.author_id != request.user.pk:
        raise PermissionDenied(_("Only %(who)s can change what they wrote.") % {"who": found.author})
    if request.method != "POST":
        return render(request, "care/retract_visit.html", {"record": record, "visit": found})
    try:
        retract_visit(found, by=request.user)
        messages.success(request, _("Marked as a mistake. It no longer counts."))
    except NoLongerStands as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("visits", patient_id)


def _found(record: Record, visit_id: uuid.UUID) -> Visit:
    return get_object_or_404(whole(Visit.objects.filter(patient=record.patient)), pk=visit_id)


def _waited(request: SignedIn, record: Record) -> VisitForm | None:
    """What was sent too late, which is newer than the draft; a draft that went on since is met at the next press."""
    waited = given_back(request)
    return VisitForm(initial=waited, patient=record.patient, now=timezone.now()) if waited else None


def _from_draft(record: Record, draft: drafts.VisitDraft | None) -> VisitForm:
    now = timezone.now()
    today = {"day": local_day(record.patient, now), "id": uuid.uuid4(), "revision": 0}
    held = draft.typed | {"id": draft.visit_id, "revision": draft.revision} if draft else {}
    return VisitForm(initial=today | held, patient=record.patient, now=now)


def _by_itself(request: SignedIn) -> bool:
    """Whether the page itself sent what was typed so far, without a press."""
    return request.headers.get("Accept") == "application/json"


def _keep(request: SignedIn, record: Record, form: VisitForm) -> drafts.Kept:
    """Keep what was typed, and let the page that is shown again know which draft it is."""
    kept = drafts.keep(
        record.patient,
        form.typed(),
        by=request.user,
        now=timezone.now(),
        id=form.cleaned_data.get("id") or uuid.uuid4(),
        revision=form.cleaned_data.get("revision") or 0,
    )
    form.data = {name: form.data[name] for name in form.data} | {
        "id": str(kept.draft.visit_id),
        "revision": str(kept.draft.revision),
    }
    return kept


def _kept(request: SignedIn, record: Record, form: VisitForm, kept: drafts.Kept | None) -> HttpResponse:
    if kept is None:
        messages.warning(request, _("This visit was saved already."))
        return redirect("visits", record.patient.pk)
    if _by_itself(request):
        said = {"id": kept.draft.visit_id, "revision": kept.draft.revision, "stale": kept.stale}
        return JsonResponse(said)
    messages.success(request, _("Kept as a draft."))
    return redirect("new_visit", record.patient.pk)


def _save(
    request: SignedIn,
    record: Record,
    form: VisitForm,
    said: Said,
    draft: drafts.VisitDraft | None,
    corrects: Visit | None = None,
) -> HttpResponse:
    if said.diagnosis and not record.may_judge:
        form.add_error("diagnosis", NO_DIAGNOSIS)
        return _form(request, record, form, draft=draft, corrects=corrects, status=422)
    try:
        receipt = record_visit(
            record.patient,
            said,
            by=request.user,
            now=timezone.now(),
            id=draft.visit_id if draft else form.cleaned_data["id"],
            supersedes=corrects,
            confirm=asking.confirmed_in(request),
        )
    except InDoubt as doubtful:
        return asking.ask(request, doubtful, record, form.data)
    except IdInUse:
        form.sent_before()
    except ValidationError as refused:
        form.refuse(refused)
    else:
        told = ", ".join(f"{name} {score}" for name, score in sums(said))
        messages.success(request, f"{_('The visit is saved.')} {told}".strip())
        return redirect("visit", record.patient.pk, receipt.entry.pk)
    return _form(request, record, form, draft=draft, corrects=corrects, status=422)


def _form(
    request: SignedIn,
    record: Record,
    form: VisitForm,
    *,
    draft: drafts.VisitDraft | None = None,
    clash: drafts.Kept | None = None,
    corrects: Visit | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "record": record,
        "form": form,
        "draft": draft,
        "corrects": corrects,
        "clash": [form[name].label for name in clash.elsewhere if name in form.fields] if clash else None,
        "line": visit_days(record.patient.pk).line,
        "computed": computed_line(record.patient.pk),
    }
    return render(request, "care/visit_form.html", context, status=status)
