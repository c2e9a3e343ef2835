"""The pages of help: a list, what was written about first, and a page a topic to read, print and put on one's list."""

import uuid
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care.before.read import coming_of, own_answers
from care.before.write import say, take_back
from care.before_said import Said
from care.help.read import Place, in_order, place_of
from care.help.topics import BY_KEY, Topic
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.views.common import open_to_look_and_write, sentence

AT_ONCE = 7  # links beside those of the site, and "more" (ACCESS 4)


@require_safe
def topics(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.VIEW)
    written, others = in_order(record, request.user)
    start = request.GET.get("from", "")
    first = int(start) if start.isdecimal() and len(start) < 3 else 0
    told = [*((topic, True) for topic in written), *((topic, False) for topic in others)]
    shown = told[first : first + AT_ONCE]
    context = {
        "record": record,
        "written": [topic for topic, of_it in shown if of_it],
        "others": [topic for topic, of_it in shown if not of_it],
        "more": first + AT_ONCE if first + AT_ONCE < len(told) else None,
        "first": first,
    }
    return render(request, "care/help/topics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def topic_page(request: SignedIn, patient_id: uuid.UUID, topic: str) -> HttpResponse:
    found = BY_KEY.get(topic)
    if found is None:
        raise Http404(_("There is no such topic."))
    if request.method == "POST":
        told = _("This goes on no list.")
        return _press(request, open_to_look_and_write(request, patient_id, Of.ASKED, told=told), found)
    return _page(request, open_record(request.user, patient_id, Verb.VIEW), found)


def _page(
    request: SignedIn, record: Record, topic: Topic, error: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    place = None if record.for_clinician or topic.now else _place(request, record, topic)
    context = {"record": record, "topic": topic, "place": place, "error": error}
    return render(request, "care/help/topic.html", context, status=status)


def _place(request: SignedIn, record: Record, topic: Topic) -> Place | None:
    if not record.may_write:
        return None
    visit = coming_of(record.patient, local_day(record.patient, timezone.now()))
    return place_of(topic, visit, own_answers(record.patient, request.user, visit)) if visit else None


def _press(request: SignedIn, record: Record, topic: Topic) -> HttpResponse:
    """On the list for the visit, or off it again. Twice is once."""
    if topic.now:
        raise PermissionDenied(_("This goes on no list."))
    place, now = _place(request, record, topic), timezone.now()
    try:
        if place and place.row and "off" in request.POST:
            take_back(place.row, by=request.user, now=now)
        elif place and not place.row and "off" not in request.POST:
            if not place.free:
                raise ValidationError(_("Three things are on the list already. One of them has to change first."))
            words = "" if topic.matter else str(topic.title)
            said = Said(place.free, (topic.matter,) if topic.matter else (), words)
            say(record.patient, said, by=request.user, source=source_of(record), now=now)
        elif not place:
            raise ValidationError(_("No next visit is on record, so nothing was saved."))
    except ValidationError as refused:
        return _page(request, record, topic, sentence(refused), HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(request.path)
