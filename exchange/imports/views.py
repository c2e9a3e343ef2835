"""What came in, and the way to take it back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from exchange.imports import seen
from exchange.imports.taking_back import TakenBack, take_back
from exchange.imports.told import told_of
from people.access import Verb
from people.requests import SignedIn

FEW_A_PAGE, MANY_A_PAGE = 3, 30  # for weak hands; for the clinic


@require_safe
def imports(request: SignedIn) -> HttpResponse:
    """Newest first, a page at a time."""
    size = MANY_A_PAGE if request.user.works else FEW_A_PAGE
    page = Paginator(seen.imports_of(request.user), size).get_page(request.GET.get("page"))
    return render(request, "exchange/imports.html", {"staff": request.user.works, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def import_of(request: SignedIn, import_id: uuid.UUID) -> HttpResponse:
    """One of them, which a press takes back."""
    if request.method == "POST":
        noted = seen.find_import(request.user, import_id, Verb.WRITE)
        if done := take_back(noted, by=request.user, now=timezone.now()):
            messages.success(request, _told(done))
        return redirect("import_of", import_id)
    noted = seen.find_import(request.user, import_id)
    context = {"staff": request.user.works, "noted": noted, "told": told_of(noted)}
    return render(request, "exchange/import_of.html", context)


def _told(done: TakenBack) -> str:
    rows = ngettext("%(count)d entry was taken back.", "%(count)d entries were taken back.", done.rows)
    told = [rows % {"count": done.rows}]
    if done.facts_left:
        left = ngettext(
            "%(count)d fact was changed since, and stays.",
            "%(count)d facts were changed since, and stay.",
            done.facts_left,
        )
        told.append(left % {"count": done.facts_left})
    if done.closed:
        told.append(_("Closed, for nothing else stands in them: %(which)s.") % {"which": ", ".join(done.closed)})
    return " ".join(told)
