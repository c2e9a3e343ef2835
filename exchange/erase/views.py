"""The pages: what goes and what stays, then the press; calling it off; the receipt."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.erase import asking, receipt
from exchange.erase.account import erase_account
from exchange.erase.person import erase_record
from exchange.models import Erasure
from people.access import Verb, open_record
from people.account import leaving
from people.models import Membership
from people.recheck import recheck_first
from people.requests import SignedIn
from symptoms.views.common import after_saving

Basis = Membership.Basis
NOTED = (Basis.WORD, Basis.PAPER)  # how a person may have asked their clinic


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def record(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A person who keeps the record alone decides between now and some days in which it can be called off. Where a
    clinic keeps it there are those days: it may have to keep some of it, and is told. It says how the person asked."""
    opened = open_record(request.user, patient_id, Verb.ERASE)
    alone = not opened.for_clinician and opened.patient.clinic.is_own_records
    waits, now = asking.of_record(opened.patient), timezone.now()
    if request.method == "POST" and "keep" in request.POST:
        if waits:
            asking.call_off(waits, by=request.user, now=now)
        messages.success(request, _("Nothing is erased."))
        return after_saving(opened)
    when, basis, error = request.POST.get("when"), request.POST.get("basis", ""), ""
    if opened.for_clinician and when and basis not in NOTED:
        error = _("Say how the person asked for it.")
    elif when == "now" and alone:
        done = erase_record(opened.patient, by=request.user, asked_by=opened.role, now=now)
        return redirect("erased", done.pk)
    elif when and not waits:
        asking.ask_for_record(opened, by=request.user, basis=basis if opened.for_clinician else Basis.SELF, now=now)
        return redirect("erase_record", patient_id)
    ways = [(value, Basis(value).label) for value in NOTED]
    until = now.date() + receipt.HELD
    context = {
        "record": opened,
        "alone": alone,
        "waits": waits,
        "days": asking.WAITS.days,
        "until": until,
        "ways": ways,
        "error": error,
    }
    name = "waits" if waits else "sure" if "sure" in request.GET or error else "record"
    return render(request, f"exchange/erase/{name}.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def account(request: SignedIn) -> HttpResponse:
    """``which``: "account" alone, or "all", one's own record with it: not at once where a clinic keeps that."""
    user, now, error = request.user, timezone.now(), ""
    waits = asking.of_account(user)
    if request.method == "POST" and "keep" in request.POST:
        if waits:
            asking.call_off(waits, by=user, now=now)
        messages.success(request, _("Nothing is erased."))
        return redirect("account")
    which, when = request.POST.get("which") or request.GET.get("which"), request.POST.get("when")
    told = leaving.foreseen(user)
    alone = which == "account" or not told.kept
    if told.runs_last:
        error = _("You are the last one who runs a clinic. Let someone else run it first.")
    elif when == "now" and which in ("account", "all") and alone:
        try:
            done = erase_account(user, with_records=which == "all", asked_by=receipt.OWNER, now=now)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            logout(request)
            return redirect("erased", done.pk)
    elif when and which in ("account", "all") and not waits:
        asking.ask_for_account(user, with_records=which == "all", now=now)
        return redirect("erase_account")
    context = {"told": told, "own": told.kept or told.closed, "waits": waits, "days": asking.WAITS.days}
    context |= {"which": which, "alone": alone, "error": error, "until": now.date() + receipt.HELD}
    name = "account_waits" if waits else "account_sure" if which in ("account", "all") and not error else "account"
    return render(request, f"exchange/erase/{name}.html", context, status=422 if error and when else 200)


@login_not_required
@require_safe
def erased(request: HttpRequest, erasure_id: uuid.UUID) -> HttpResponse:
    """The receipt, for whoever has its address: it names nobody."""
    done = get_object_or_404(Erasure, pk=erasure_id)
    said = done.receipt
    context = {
        "erasure": done,
        "said": said,
        "asked_by": receipt.ASKED_BY[said["asked_by"]],
        "rows": sum(said["deleted"].values()),
        "stays": [receipt.STAYS[key] for key in said["stays"]],
        "until": done.at.date() + receipt.HELD,
    }
    return render(request, "exchange/erase/erased.html", context)


@login_not_required
@require_safe
def erased_json(request: HttpRequest, erasure_id: uuid.UUID) -> JsonResponse:
    """The same for a program: what ``sha256`` is over are its other keys but ``id``, sorted, without spaces."""
    return JsonResponse(receipt.as_json(get_object_or_404(Erasure, pk=erasure_id)))
