"""The one screen of research: what would be given, to whom, and the press that says yes or takes it back."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import research
from people.access import Verb, open_record
from people.asking import own_person, says_parts
from people.ledger.words import agreed, research_in_words
from people.models import Membership
from people.requests import SignedIn

Basis = Membership.Basis
NOTED = (Basis.PAPER, Basis.WORD)  # how a clinic can note the yes of who does not sign in


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.MANAGE)
    now = timezone.now()
    own = own_person(record.patient, now)
    may_agree = says_parts(record, own) and not record.is_closed
    if request.method == "POST":
        if not may_agree:
            raise PermissionDenied(_("Only the person themselves can say yes to research, while the record is open."))
        basis = Basis.SELF if record.role == Membership.Role.PATIENT else request.POST.get("basis", "")
        if basis not in (Basis.SELF, *NOTED):
            raise Http404(_("It was not said how they agreed."))
        research.agree(record.patient, by=request.user, basis=basis, now=now)
        return redirect("research", patient_id)
    standing = research.standing_of(record.patient)
    context = {
        "record": record,
        "own": own,
        "standing": standing,
        "said": agreed(standing) if standing else "",
        "state": research_in_words(standing),
        "may_agree": may_agree,
        "noted": [(basis.value, basis.label) for basis in NOTED],
    }
    return render(request, "people/ledger/research.html", context)


@require_POST
def end(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Whoever says who sees the record can note it: to take it back is never harder than to say yes."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    research.take_back(record.patient, by=request.user, now=timezone.now())
    return redirect("research", patient_id)
