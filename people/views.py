"""Who may see a record, who looked at it, and help."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from people import consent
from people.access import Verb, open_record
from people.forms import GrantForm
from people.models import Membership
from people.reach import Reach, reach_of_records
from people.requests import SignedIn

EVENTS_A_PAGE = 50
FEW_PEOPLE, MANY_PEOPLE = 5, 50  # on a page: for weak hands; for the clinic
DEEDS = {
    "view": gettext_lazy("looked at it"),
    "print": gettext_lazy("opened the page to print"),
    "export": gettext_lazy("took a copy as a file"),
    "write": gettext_lazy("wrote in it"),
    "move": gettext_lazy("moved it to another time zone"),
    "retract": gettext_lazy("marked an entry as a mistake"),
    "manage": gettext_lazy("looked at who may see it"),
    "grant": gettext_lazy("gave access"),
    "end grant": gettext_lazy("ended access"),
    "create": gettext_lazy("started the record"),
    "import": gettext_lazy("added entries from a file"),
    "refused": gettext_lazy("was refused"),
}


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to reach the clinic of one's record, and how the site is used."""
    reaches = reach_of_records(request.user) if request.user.is_authenticated else []
    emergency = {reach.emergency_words for reach in reaches}
    context = {"reaches": reaches, "emergency": emergency.pop() if len(emergency) == 1 else Reach().emergency_words}
    return render(request, "people/help.html", context)


@require_safe
def sharing(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The grants to one record, a few on a page, and the way to one more."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    grants = (
        Membership.objects.current()
        .filter(Q(patient=record.patient) | Q(clinic=record.patient.clinic_id))
        .exclude(user=None)
        .select_related("user", "clinic", "granted_by")
        .order_by("-role", "starts_at", "pk")
    )
    paginator = Paginator(grants, MANY_PEOPLE if record.for_clinician else FEW_PEOPLE)
    context = {"record": record, "grants": paginator.get_page(request.GET.get("page"))}
    return render(request, "people/sharing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The form for one more grant."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    form = GrantForm(request.POST or None, patient=record.patient, by=request.user)
    if form.is_bound and form.is_valid():
        person = form.cleaned_data["email"]
        try:
            consent.grant(
                record.patient,
                person,
                role=form.cleaned_data["role"],
                access=form.cleaned_data["access"],
                by=request.user,
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(person)s can open this record from now on.") % {"person": person})
            return redirect("sharing", record.patient.pk)
    return render(request, "people/share.html", {"record": record, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end_grant(request: SignedIn, patient_id: uuid.UUID, grant_id: int) -> HttpResponse:
    """Ask once, then close the record to one person."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    grant = get_object_or_404(record.patient.memberships.select_related("user"), pk=grant_id)
    if request.method != "POST":
        return render(request, "people/end_grant.html", {"record": record, "grant": grant})
    try:
        consent.end_grant(grant, by=request.user, now=timezone.now())
    except ValidationError as refused:
        raise PermissionDenied(refused.messages[0]) from refused
    messages.success(request, _("%(person)s can't open this record any more.") % {"person": grant.user})
    return redirect("sharing", patient_id) if grant.user != request.user else redirect("home")


@require_safe
def access_log(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Who did what with the record, newest first."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    events = record.patient.audit_events.select_related("user")
    page = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(event, DEEDS.get(event.verb, event.verb)) for event in page]
    return render(request, "people/access_log.html", {"record": record, "page": page, "rows": rows})
