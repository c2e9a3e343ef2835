"""Away from home: which day a page writes for where the device keeps other hours than the record, and moving with it.

The device's zone is told by a script (``static/js/zone.js``) in a cookie; without a script it is not known, and
nothing is offered. The day of an entry is in the address of its page, so that a move never sends an answer to another
day.
"""

import datetime as dt
import uuid
import zoneinfo
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import Of, Record
from people.models import time_zones
from people.requests import SignedIn
from symptoms.record.days import local_day
from symptoms.record.roles import is_own
from symptoms.views.common import after_saving, open_to_look_and_write
from symptoms.wording.places import place
from symptoms.write.facts import move

STAYS = "stays"  # in the session: with which device's zone a record was left where it is


@dataclass(frozen=True)
class Travel:
    """Two zones whose clocks differ at this moment. ``offers``: whether to offer the move, once for each zone."""

    home: str
    zone: str
    time: dt.datetime  # there
    offers: bool

    @property
    def there(self) -> dt.date:
        return self.time.date()

    @property
    def home_place(self) -> str:
        return place(self.home)

    @property
    def place(self) -> str:
        return place(self.zone)


def device_zone(request: HttpRequest) -> str:
    """The zone of the device, as its script told it; blank where it is not known."""
    zone = request.COOKIES.get(settings.ZONE_COOKIE_NAME, "")
    return zone if zone in time_zones() else ""


def travel_of(request: SignedIn, record: Record, now: dt.datetime) -> Travel | None:
    """None where the clocks are the same, the device's are not known, or a clinician looks."""
    home, zone = record.patient.time_zone, device_zone(request)
    if not zone or record.for_clinician or not record.may_write:
        return None
    there = now.astimezone(zoneinfo.ZoneInfo(zone))
    if there.utcoffset() == now.astimezone(zoneinfo.ZoneInfo(home)).utcoffset():
        return None
    left = request.session.get(STAYS, {}).get(str(record.patient.pk))
    return Travel(home, zone, there, is_own(record) and left != zone)


@require_http_methods(["GET", "HEAD", "POST"])
def travel(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Move the record to where the device is, or leave it; and what that means. A press comes here from the page of the
    day, and finds nothing more to press where it stood (ACCESS 6b)."""
    of = Of.OWN if request.method == "POST" else Of.RECORD
    told = _("Only the person themselves says by which clock they live.")
    record = open_to_look_and_write(request, patient_id, of, told=told)
    now, pressed = timezone.now(), request.POST.get("zone", "")
    if request.method == "POST":
        try:
            if pressed == "stay":
                left = request.session.get(STAYS, {})
                request.session[STAYS] = left | {str(record.patient.pk): device_zone(request)}
            else:
                move(record.patient, pressed, by=request.user)
            return redirect("travel", record.patient.pk)
        except ValidationError:
            pass  # a zone that there is not: the page says how it stands
    zone = zoneinfo.ZoneInfo(record.patient.time_zone)
    context = {
        "record": record,
        "zone": place(zone.key),
        "time": now.astimezone(zone),
        "today": local_day(record.patient, now),
        "back_url": after_saving(record).url,
    }
    return render(request, "symptoms/travel.html", context, status=422 if request.method == "POST" else 200)
