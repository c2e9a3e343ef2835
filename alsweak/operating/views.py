"""The page of who looks after the site: how it runs, and the jobs that failed. Nothing of it is of a person."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from kombu.exceptions import OperationalError

from alsweak import health
from alsweak.jobs import failed
from alsweak.models import FailedJob, Pulse
from alsweak.operating import words
from people import audit
from people.numbers import whole
from people.operators import only_operators
from people.requests import SignedIn

A_PAGE = 20
ALL = "all"


@require_http_methods(["GET", "HEAD", "POST"])
def jobs(request: SignedIn) -> HttpResponse:
    """``again`` or ``aside``: the id of one, or "all" that are not set aside."""
    only_operators(request.user)
    if request.method == "POST":
        _answer(request)
        return redirect("site_jobs")
    audit.record("look at jobs", user=request.user)
    rows = FailedJob.objects.order_by(F("set_aside_at").asc(nulls_first=True), "-last_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    lines = [(job, words.title_of(job.task), words.kind_of(job.kind)) for job in page.object_list]
    context = {
        "staff": True,
        "health": health.look(timezone.now()),
        "pulse": Pulse.objects.first(),
        "waiting": failed.waiting().count(),
        "page": page,
        "lines": lines,
    }
    return render(request, "alsweak/jobs.html", context)


def _answer(request: SignedIn) -> None:
    """What was pressed. A second press of the same finds nothing left to do."""
    which, now = request.POST.get("again") or request.POST.get("aside", ""), timezone.now()
    chosen = failed.waiting() if which == ALL else FailedJob.objects.filter(pk=whole(which))
    if "again" in request.POST:
        _ask_again(request, failed.again(chosen, now))
        return
    aside = failed.set_aside(chosen, now)
    for job in aside:
        audit.record("set job aside", user=request.user, detail=audit.of(job))
    if aside:
        told = ngettext("%(count)d job was set aside.", "%(count)d jobs were set aside.", len(aside))
        messages.success(request, told % {"count": len(aside)})


def _ask_again(request: SignedIn, asking: Iterator[FailedJob]) -> None:
    asked = 0
    try:
        for job in asking:
            audit.record("ask job again", user=request.user, detail=audit.of(job))
            asked += 1
    except OperationalError:
        away = _("Redis does not answer, so not all was asked for. Nothing is lost: press again in a minute.")
        messages.warning(request, away)
    if asked:
        told = ngettext("%(count)d job was asked for again.", "%(count)d jobs were asked for again.", asked)
        messages.success(request, told % {"count": asked})
