"""The ledger of a record in plain words: who may see it now, who was asked, what has ended; parts, and ending it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Q, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people import clinics, consent, research, tokens
from people.access import Record, Verb, open_record
from people.asking import can_come_again, may_invite, own_person, says_parts
from people.consent import PARTS
from people.invite.made import state_of, waiting_for
from people.ledger.words import agreed, ended, facts_of, name_of, research_in_words, shown_to, standing_of
from people.models import STAFF, Clinic, Invitation, Membership
from people.recheck import recheck_first
from people.requests import SignedIn

FEW, MANY = 2, 50  # on a page: for weak hands; for the clinic
Role = Membership.Role


@dataclass(frozen=True)
class Entry:
    """A line of the ledger: whom it is about, what was agreed to, and whether they can be ended and changed here."""

    grant: Membership
    name: str
    standing: str
    agreed: str
    shown: str
    team: tuple[str, ...]
    may_end: bool
    says_parts: bool


@require_safe
def sharing(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Who may see the record now, a few on a page, and the ways on."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    now = timezone.now()
    grants = consent.ledger(record.patient).current(now).exclude(role=Role.PATIENT)
    of_clinic = Case(When(user=None, then=0), default=1)  # it comes first
    in_order = grants.order_by(of_clinic, "-starts_at", "-pk")
    page = Paginator(in_order, MANY if record.for_clinician else FEW)
    shown = page.get_page(request.GET.get("page"))
    own = own_person(record.patient, now)
    team = () if record.patient.is_kept_alone else _team_of(record.patient.clinic)
    context = {
        "record": record,
        "page": shown,
        "entries": [_entry(record, grant, team, says=says_parts(record, own)) for grant in shown],
        "own": own,
        "team": team,
        "programs": [each.name for each in tokens.that_open(record.patient, now)],
        "noted": grants.filter(user=None).exists(),
        "merged": () if shown.has_previous() else record.patient.merged.all(),
        "waiting": waiting_for(patient=record.patient),
        "research": research_in_words(research.standing_of(record.patient)),
        "again": record.for_clinician
        and may_invite(request.user, patient=record.patient, clinic=None, kind=Invitation.Kind.AGAIN)
        and can_come_again(record.patient, now),
    }
    return render(request, "people/ledger/now.html", context)


@require_safe
def asked(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Who was asked and has not answered."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    page = Paginator(waiting_for(patient=record.patient), MANY if record.for_clinician else FEW)
    shown = page.get_page(request.GET.get("page"))
    return render(request, "people/ledger/asked.html", {"record": record, "page": shown, "waiting": list(shown)})


@require_safe
def past(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What has ended: grants, and invitations that came to nothing or let the person in again."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    now = timezone.now()
    kind, answer = Invitation.Kind, Invitation.Answer
    over = consent.ledger(record.patient).filter(ends_at__lte=now)
    lines = [(row.ends_at, name_of(row), f"{standing_of(row)} {agreed(row)}", ended(row)) for row in over]
    lines += [
        (row.ends_at, _("Research"), _("With %(clinic)s.") % {"clinic": row.clinic} + f" {agreed(row)}", ended(row))
        for row in research.past_of(record.patient)
    ]
    rows = record.patient.invitations.filter(~Q(answer=""), ~Q(answer=answer.ACCEPTED) | Q(kind=kind.AGAIN))
    for row in rows.select_related("made_by"):
        name = row.name or row.email or _("An invitation on paper")
        lines.append((row.answered_at, name, str(row.get_kind_display()).capitalize() + ".", state_of(row)))
    lines.sort(key=lambda line: line[0], reverse=True)
    page = Paginator(lines, 20).get_page(request.GET.get("page"))
    return render(request, "people/ledger/past.html", {"record": record, "page": page})


@require_safe
def grant(request: SignedIn, patient_id: uuid.UUID, grant_id: int) -> HttpResponse:
    """All that was agreed to about one of them."""
    record, row = _opened(request, patient_id, grant_id)
    now = timezone.now()
    context = {
        **_about(record, row),
        "facts": facts_of(row, now),
        "stands": row.ends_at is None or row.ends_at > now,
        "team": _team_of(row.clinic) if row.clinic else (),
        "may_end": may_end(record, row),
        "says_parts": _says_parts(record) and row.purpose != Membership.Purpose.EMERGENCY,
    }
    return render(request, "people/ledger/grant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def parts(request: SignedIn, patient_id: uuid.UUID, grant_id: int) -> HttpResponse:
    """Which parts they see too: a press each, and the same press again changes nothing."""
    record, row = _opened(request, patient_id, grant_id)
    if not _says_parts(record):
        raise PermissionDenied(_("Only the person themselves can say who sees these parts."))
    if request.method == "POST":
        part, show = request.POST.get("part", ""), request.POST.get("show")
        if part not in PARTS or show not in ("yes", "no"):
            raise Http404(_("There is no such part."))
        consent.share_part(row, part, show=show == "yes", by=request.user)
        return redirect("grant_parts", patient_id, grant_id)
    choices = [(part, label, part in row.shares) for part, label in PARTS.items()]
    return render(request, "people/ledger/parts.html", {**_about(record, row), "choices": choices})


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, patient_id: uuid.UUID, grant_id: int) -> HttpResponse:
    """Ask once, then close the record to someone, or to the clinic that keeps it."""
    record, row = _opened(request, patient_id, grant_id)
    if not may_end(record, row):
        raise PermissionDenied(_("This can't be ended here."))
    about = _about(record, row) | {"team": _team_of(row.clinic) if row.clinic else ()}
    if request.method != "POST":
        return render(request, "people/ledger/end.html", about)
    try:
        consent.end_grant(row, by=request.user, now=timezone.now())
    except ValidationError as refused:
        raise PermissionDenied(refused.messages[0]) from refused
    if row.user == request.user:
        return redirect("home")
    return redirect("grant", patient_id, grant_id)


def may_end(record: Record, row: Membership) -> bool:
    """The person's own grant never; the clinic's only by the person, as nobody else would see the record then."""
    if row.role == Role.PATIENT:
        return False
    return row.user_id is not None or record.role == Role.PATIENT


def _opened(request: SignedIn, patient_id: uuid.UUID, grant_id: int) -> tuple[Record, Membership]:
    record = open_record(request.user, patient_id, Verb.MANAGE)
    return record, get_object_or_404(consent.ledger(record.patient), pk=grant_id)


def _about(record: Record, row: Membership) -> dict[str, Any]:
    return {"record": record, "grant": row, "name": name_of(row)}


def _says_parts(record: Record) -> bool:
    return says_parts(record, own_person(record.patient, timezone.now()))


def _entry(record: Record, row: Membership, team: tuple[str, ...], *, says: bool) -> Entry:
    """``team``: of the clinic that keeps the record, which is the one that a grant of now can be of."""
    return Entry(
        row,
        name_of(row),
        standing_of(row),
        agreed(row),
        shown_to(row),
        team if row.clinic else (),
        may_end(record, row),
        says and row.purpose != Membership.Purpose.EMERGENCY,
    )


def _team_of(clinic: Clinic) -> tuple[str, ...]:
    """The names of those who open its records."""
    return tuple(str(one.user) for one in clinics.team(clinic).filter(role__in=STAFF, user__is_active=True))
