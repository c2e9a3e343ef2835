"""The pages on which a clinic puts two records of one person together, and takes them apart again."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.merging import shown, undoing
from exchange.merging.doing import merge as put_together
from exchange.merging.forms import MergeForm, OtherForm
from exchange.merging.likely import likely
from exchange.merging.who import opened
from exchange.models import Merge
from people.access import Record
from people.models import Membership, Patient
from people.recheck import recheck_first
from people.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def merge(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Which is the other record; then both side by side, what would be done, and the press that does it."""
    record = opened(request.user, patient_id)
    wanted = request.POST.get("other") or request.GET.get("other", "")
    if not wanted:
        return _choose(request, record)
    try:
        other = opened(request.user, uuid.UUID(wanted)).patient
    except ValueError:
        return redirect("merge", patient_id)
    if other == record.patient:
        return redirect("merge", patient_id)
    return _compare(request, record, other)


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def merge_of(request: SignedIn, patient_id: uuid.UUID, merge_id: uuid.UUID) -> HttpResponse:
    """What one of them did, and the press that undoes it."""
    record = opened(request.user, patient_id)
    made = get_object_or_404(_merges(record.patient), pk=merge_id)
    opened(request.user, made.kept_id if made.other_id == patient_id else made.other_id)
    now = timezone.now()
    if request.method == "POST":
        try:
            undoing.undo(made, by=request.user, now=now)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("These are two records again."))
        return redirect("merge_of", patient_id, merge_id)
    since = undoing.since(made, made.undone_at or now)
    context = {
        "record": record,
        "made": made,
        "until": made.at + undoing.UNDONE_WITHIN,
        "moved": shown.kinds(made.moved),
        "stayed": shown.kinds(made.stayed),
        "left": shown.kinds(made.left),
        "since": shown.kinds(since),
        "refusal": "" if made.undone_at else undoing.refusal(made, now),
        "names": [str(row.user) for row in Membership.objects.filter(pk__in=made.grants).select_related("user")],
    }
    return render(request, "exchange/merge_of.html", context)


def _choose(request: SignedIn, record: Record) -> HttpResponse:
    form = OtherForm(request.GET if "reference" in request.GET else None, kept=record.patient)
    if form.is_bound and form.is_valid():
        return redirect(f"{request.path}?other={form.patient.pk}")
    context = {
        "record": record,
        "form": form,
        "likely": [] if record.is_closed else likely(record.patient),
        "merges": _merges(record.patient),
    }
    return render(request, "exchange/merge.html", context, status=422 if form.errors else 200)


def _compare(request: SignedIn, record: Record, other: Patient) -> HttpResponse:
    now = timezone.now()
    if done := Merge.objects.filter(kept=record.patient, other=other, undone_at=None).first():
        return redirect("merge_of", record.patient.pk, done.pk)
    would = shown.before(record.patient, other, now)
    form = MergeForm(request.POST if request.method == "POST" else None, people=would.people)
    if form.is_bound and form.is_valid():
        let_in = [int(pk) for pk in form.cleaned_data.get("let_in", ())]
        basis = form.cleaned_data.get("basis") or Membership.Basis.UNSAID
        try:
            made = put_together(record.patient, other, by=request.user, now=now, let_in=let_in, basis=basis)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The two records are one now. Whoever sees them was told."))
            return redirect("merge_of", record.patient.pk, made.pk)
    context = {"record": record, "other": other, "would": would, "form": form}
    return render(request, "exchange/merge_compare.html", context, status=422 if form.errors else 200)


def _merges(patient: Patient) -> QuerySet[Merge]:
    of_it = Merge.objects.filter(Q(kept=patient) | Q(other=patient))
    return of_it.select_related("kept__clinic", "other", "by", "undone_by")
