"""An invitation that was made: how it stands, the sheet of it, sending it again, taking it back."""

import base64
import io
from typing import Any

import qrcode
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from qrcode.image.svg import SvgPathImage

from people import audit, invitations, letters, mail
from people.asking import may_invite
from people.codes import in_groups
from people.models import Clinic, Invitation, Patient
from people.recheck import recheck_first
from people.requests import SignedIn


@require_safe
def invitation(request: SignedIn, invitation_id: int) -> HttpResponse:
    """How it stands, and what can be done with it."""
    row = _own(request, invitation_id)
    return render(request, "people/invite/invitation.html", _context(request, row))


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def again(request: SignedIn, invitation_id: int) -> HttpResponse:
    """Ask once, then send the letter again or print a new sheet; the old link and the old sheet open nothing."""
    row = _own(request, invitation_id)
    refused = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                made = invitations.renew(row, by=request.user, now=timezone.now())
                letters.send_invitation(made)
        except ValidationError as no:
            refused = " ".join(no.messages)
        else:
            return redirect("invitation", row.pk) if row.email else show_sheet(request, made)
    context = _context(request, row) | {"refused": refused}
    return render(request, "people/invite/send_again.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedIn, invitation_id: int) -> HttpResponse:
    """Ask once, then the link opens nothing."""
    row = _own(request, invitation_id)
    if request.method == "POST":
        invitations.withdraw(row, by=request.user, now=timezone.now())
        return redirect("invitation", row.pk)
    return render(request, "people/invite/take_back.html", _context(request, row))


def show_sheet(request: SignedIn, made: invitations.Made) -> HttpResponse:
    """The one page that knows the code: an answer to a press, which is kept nowhere."""
    context = {
        **_context(request, made.invitation),
        "code": in_groups(made.secret),
        "address": mail.site() + reverse("join_code"),
        "picture": qr_code(letters.link_of(made)),
    }
    response = render(request, "people/invite/sheet.html", context)
    response["Cache-Control"] = "no-store"
    return response


def qr_code(text: str) -> str:
    """A picture of the text that a camera reads, as the address of an image."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, image_factory=SvgPathImage)
    code.add_data(text)
    drawn = io.BytesIO()
    code.make_image().save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def waiting_for(*, patient: Patient | None = None, clinic: Clinic | None = None) -> list[tuple[Invitation, str]]:
    """What nobody has answered yet, to a record or to a clinic, and how each stands; also what has become too old."""
    rows = Invitation.objects.filter(answer="").select_related("made_by", "patient", "clinic")
    return [(row, state_of(row)) for row in (rows.filter(patient=patient) if patient else rows.filter(clinic=clinic))]


def state_of(row: Invitation) -> str:
    """How an invitation stands, in a sentence."""
    end = date_format(timezone.localtime(row.expires_at), _("j F Y"))
    if not row.answer:
        waits = row.waits(timezone.now())
        return (_("It waits for an answer until %(day)s.") if waits else _("Nobody answered until %(day)s.")) % {
            "day": end
        }
    assert row.answered_at is not None
    says = {
        Invitation.Answer.ACCEPTED: _("It was accepted on %(day)s."),
        Invitation.Answer.DECLINED: _("The answer was no, on %(day)s."),
        Invitation.Answer.NOT_ME: _("It reached someone else, who said so on %(day)s."),
        Invitation.Answer.WITHDRAWN: _("It was taken back on %(day)s."),
    }
    day = date_format(timezone.localtime(row.answered_at), _("j F Y"))
    return says[Invitation.Answer(row.answer)] % {"day": day}


def _own(request: SignedIn, invitation_id: int) -> Invitation:
    """One that this person may decide on: who may make it, and for a record whoever says who sees it."""
    rows = Invitation.objects.select_related("patient__clinic", "clinic", "made_by", "answered_by")
    row = rows.filter(pk=invitation_id).first()
    kind = Invitation.Kind.HELP if row and row.patient else row.kind if row else ""
    if row is None or not may_invite(request.user, patient=row.patient, clinic=row.clinic, kind=kind):
        audit.record("refused", user=request.user, detail=f"invitation {invitation_id}")
        raise Http404(_("There is no such invitation here."))
    return row


def _context(request: SignedIn, row: Invitation) -> dict[str, Any]:
    works = request.user.works
    return {
        "staff": works and not _is_own(request, row),
        "invitation": row,
        "state": state_of(row),
        "waits": not row.answer,
        "may_renew": may_invite(request.user, patient=row.patient, clinic=row.clinic, kind=row.kind),
        "back": _back(row),
    }


def _is_own(request: SignedIn, row: Invitation) -> bool:
    if row.patient is None:
        return False
    return row.patient.memberships.current().filter(user=request.user.pk, role="patient").exists()


def _back(row: Invitation) -> str:
    if row.patient_id:
        return reverse("sharing", args=[row.patient_id])
    return reverse("team", args=[row.clinic_id]) if row.kind == Invitation.Kind.COLLEAGUE else reverse("worklist")
