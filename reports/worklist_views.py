"""The list of a clinic's people, as a page and as a file."""

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care import places
from care.asked import KEYS, Asked, asked_by, sealed
from care.listed import counts, ordered, people
from clinical.need import Group
from clinical.rules import RISING
from people import audit
from people.access import open_clinics
from people.clinics import work_of
from people.recheck import recheck_first
from people.requests import SignedIn
from people.rights import Of, Verb, may, of_grant
from reports.signs import SOON
from reports.worklist import rows
from reports.worklist_file import file_of

ON_A_PAGE = 50


class Counted(Paginator):
    """A paginator that is told how many there are: the groups are counted anyway."""

    def __init__(self, *args: object, number: int) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.number = number

    @cached_property
    def count(self) -> int:
        return self.number


@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: SignedIn) -> HttpResponse:
    """The list; a form that says what to show is answered by the address of the list that shows it."""
    if not request.user.sees_patients:
        return redirect("home")
    if request.method == "POST":
        return redirect(f"{reverse('worklist')}?{urlencode(sealed(request.POST) or {'sort': 'need'})}")
    now, work = timezone.now(), work_of(request.user)
    clinics = [grant.clinic for grant in work if grant.clinic]
    copied = [grant.clinic for grant in work if may(of_grant(grant), Verb.EXPORT, Of.CLINIC)]
    asked = asked_by(request.user, request.GET, clinics)
    if asked != Asked() and not any(name in request.GET for name in KEYS):
        return redirect(f"{reverse('worklist')}?{urlencode(asked.kept)}")  # as it was left, in an address that says so
    audit.record("list", user=request.user)
    places.catch_up_some(now)
    found = people(request.user, asked, now)
    number = counts(found)
    total = sum(number.values()) if asked.group is None else number[asked.group]
    inside = ordered(found, asked)
    page = Counted(inside, ON_A_PAGE, number=total).get_page(request.GET.get("page"))
    start = max(page.start_index() - 1, 0)
    context = {
        "staff": True,
        "asked": asked,
        "page": page,
        "rows": rows(inside[start : start + ON_A_PAGE], request.user, now),
        "groups": [(group, group.name.lower(), number[group]) for group in Group],
        "all": sum(number.values()),
        "levels": [(level, SOON[level]) for level in reversed(RISING)],
        "overviews": clinics,
        "clinics": clinics if len(clinics) > 1 else [],
        "writes": [grant.clinic_id for grant in work if may(of_grant(grant), Verb.WRITE, Of.TEAM)],
        "exports": bool(copied),
        "copied": copied,
    }
    return render(request, "reports/worklist.html", context)


@require_safe
@recheck_first
def worklist_file(request: SignedIn) -> StreamingHttpResponse:
    """The list as it was asked for, of the clinics whose records one may copy."""
    told = _("You can look at these records, but not take a copy of them.")
    clinics = list(open_clinics(request.user, Verb.EXPORT, told=told))
    asked = Asked.of(request.GET, clinics)
    now = timezone.now()
    found = ordered(people(request.user, asked, now).filter(clinic__in=clinics), asked)
    response = StreamingHttpResponse(file_of(found, request.user, now), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="alsweak-list.csv"'
    return response
