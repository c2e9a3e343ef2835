"""The pages: home, dashboard, pictures. None of them waits for a job, and none computes; but home
works out the signs, and they alone, while an entry is not in the report yet."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from care.before.lists import coming_list
from care.due.read import heard_of
from care.due.shown import lines_of
from care.looks import looked
from care.programme.needs import need_of, with_answers
from care.replies import news
from people.access import Of, Record, Verb, goes_on_in, grants_of, open_record
from people.days import in_words, readings
from people.handed import untold
from people.models import STAFF, Membership
from people.requests import SignedIn
from people.templatetags.calls import to_call
from reports.audience import audience_of, switched_on
from reports.bands import bands
from reports.figures import FIGURES, phone
from reports.figures.data import named
from reports.freshness import freshness_for
from reports.home_cards import First, asked_today, cards_of_home, erasing
from reports.period import who_logged
from reports.sheet.made import Asked, beginning
from reports.signs import in_short, signs_to_answer
from reports.story import opm_words, story
from reports.summary import Summary, flags_for, outline_for, summary_for
from symptoms.day import first_day
from symptoms.day.page import day_page
from symptoms.read.memories import said_to_be_first
from symptoms.read.periods import period_of
from symptoms.read.private import rules_hidden
from symptoms.read.today import Today, today_of
from symptoms.record.days import local_day
from symptoms.record.roles import voice_of
from symptoms.views.common import open_to_look_and_write
from symptoms.views.travel import travel_of
from symptoms.wording import FlagGroup, Text, Voice, flag_groups
from symptoms.wording.remembered import part_and_month
from symptoms.wording.rules import not_asked

PEOPLE_A_PAGE = 5  # beside the ways to a clinic and to the next page: no more than twelve targets (ACCESS 4)
SWITCH_OF = {"spread": "stage", "function": "slope"}  # what a person can ask to see with a figure


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """By role: the person's own day, a choice between several records, the clinic's list, how the site runs, or an
    invitation."""
    grants = grants_of(request.user.pk, timezone.now())
    own = {grant.patient_id: grant for grant in grants if grant.patient_id and grant.role not in STAFF}
    own = {pk: grant for pk, grant in own.items() if not (grant.patient and grant.patient.merged_into_id in own)}
    clinical = any(grant.role in STAFF for grant in grants)
    runs, of_the_site = request.user.runs_clinic, request.user.operator_since
    works = clinical or runs or of_the_site
    asked = [pk for pk in own if str(pk) == request.GET.get("person")] or ([] if works else list(own))
    if len(asked) == 1:
        return _home_of(request, asked[0])
    if not own and not clinical:
        if runs:
            return redirect("team", runs)
        return redirect("site_jobs") if of_the_site else render(request, "reports/invitation.html")
    if not own:
        return redirect("worklist")
    return render(request, "reports/choose.html", _people(request, own.values()) | {"clinical": clinical, "runs": runs})


def _people(request: SignedIn, grants: Collection[Membership]) -> dict[str, Any]:
    """A page of somebody's records, with how today stands in each: first those that they may write in and that are due.
    It says who wrote and nothing of what: no look at a record."""
    stand = today_of([grant.patient for grant in grants if grant.patient], timezone.now())
    lines = [
        Person(grant, stand.get(grant.patient.pk, Today()), grant.access == Membership.Access.WRITE)
        for grant in grants
        if grant.patient
    ]
    lines.sort(key=lambda line: not line.due)
    page = int(number) if (number := request.GET.get("page", "1")).isdecimal() and len(number) < 4 else 1
    start = (max(page, 1) - 1) * PEOPLE_A_PAGE
    return {
        "lines": lines[start : start + PEOPLE_A_PAGE],
        "more": page + 1 if len(lines) > start + PEOPLE_A_PAGE else None,
        "earlier": page - 1 if start else None,
    }


@dataclass(frozen=True)
class Person:
    """One of several whose record somebody may open. ``today`` says what was written, by whom."""

    grant: Membership
    today: Today
    may_write: bool

    @property
    def due(self) -> bool:
        return self.may_write and self.today.due


def _home_of(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.VIEW)
    if into := goes_on_in(record, request.user):
        return _goes_on(request, into)
    if record.is_closed:
        return render(request, "reports/closed.html", {"record": record})
    now = timezone.now()
    today = local_day(record.patient, now)
    freshness, raised = flags_for(record.patient, today, rules_hidden(record, request.user), voice_of(record))
    told, travel = news(record, request.user), travel_of(request, record, now)
    opened = untold(record.patient) if record.role == Membership.Role.PATIENT and not told.seen else []
    erases = erasing(record, request.user)
    tells, numbers = bool(told.seen or opened or erases), len(to_call(record.reach, raised))
    if travel and (tells or numbers > 1):
        travel = replace(travel, offers=False)  # a record is moved once there is room to ask for it
    page, began = day_page(record, request.user, today, today), said_to_be_first(record.patient)
    stands = first_day.stands(record, page.last.day, today)
    first = First(record, page, raised, numbers, tells, stands, bool(travel and travel.offers))
    asked = asked_today(record, request.user, today)
    context = {
        "record": record,
        "freshness": freshness,
        "flag_groups": raised,
        "news": told,
        "opened": opened,
        "erases": erases,
        "tells": tells,
        "page": page,
        "first_day": stands,
        "said_first": part_and_month(began.cell, began.month, began.precision) if began else "",
        "travel": travel,
        "cards": cards_of_home(first, asked, hides_charts=request.user.hide_charts),
    }
    return render(request, "reports/home.html", context)


@require_safe
def for_today(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """All that is asked of this reader today, what was said of it already too."""
    told = _("This is asked of the person and who helps them.")
    record = open_to_look_and_write(request, patient_id, Of.ASKED, told=told)
    cards = asked_today(record, request.user, local_day(record.patient, timezone.now()))
    return render(request, "reports/for_today.html", {"record": record, "cards": cards})


def _goes_on(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """To the record that one was merged into."""
    messages.info(request, _("There were two records of this person. They were put together, and go on here."))
    return redirect("dashboard", patient_id)


@require_safe
def dashboard(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """For staff all that matters on one screen, each figure one press below it; for the person and their caregivers a
    list of figures, to see one a page: fewer targets to miss (ACCESS 4), and no more to take in than was asked for."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    if into := goes_on_in(record, request.user):
        return _goes_on(request, into)
    summary = outline_for(record.patient, rules_hidden(record, request.user))
    context = _shown(record, summary)
    if summary.ready:
        since = _beginning(request, summary)
        period = period_of(record.patient, since, summary.as_of, measured=False)
        context |= {
            "story": story(summary.report, summary.series, since, summary.last_visit),
            "spans": named((*summary.series.treatments, *summary.series.events)),
            "period": period,
            "which": _which(request),
            "who": who_logged(period),
        }
    if not record.for_clinician:
        # That of a phone is one press behind that of weight: a list of more has too many targets.
        context["pictures"] = [(name, title) for name, title in _titles(summary) if name != phone.NAME]
        return render(request, "reports/pictures.html", context)
    context |= {"figures": _titles(summary)}
    context |= {"switched_on": switched_on(request)}
    shown = summary.report if summary.ready else None
    looked(request.user, record.patient, timezone.now(), shown, current=summary.freshness.current)
    if summary.ready:
        signs = signs_to_answer(record.patient, summary.report.flags, summary.lives, summary.as_of)
        more = ((_("Onset and spread (OPM)"), opm_words(summary.report.opm, summary.confirmed)),)
        context |= {"signs": signs, "signs_open": in_short(signs), "not_asked": not_asked()}
        context |= {"story": (*context["story"], *more)}
        today = local_day(record.patient, timezone.now())
        said = coming_list(record, request.user, today, summary.visits)
        versions, answers = with_answers(record.patient, today)
        heard = heard_of([record.patient.pk], {record.patient.pk: versions})[record.patient.pk]
        due, programme = lines_of(record, summary.again, heard, today), heard.programme(today)
        exercises = need_of(record.patient, programme, answers, today) if programme else None
        context["bands"] = bands(summary, period, signs, since, today, said, due, exercises)
    return render(request, "reports/dashboard.html", context)


def _titles(summary: Summary, asked: str = "") -> list[tuple[str, Text]]:
    """The figures by name: that of a phone only where one measured something, or where it is the one ``asked`` for."""
    left = "" if asked == phone.NAME or (summary.ready and summary.series.phone) else phone.NAME
    return [(name, describe.title) for name, describe in FIGURES.items() if name != left]


@require_safe
def picture(request: SignedIn, patient_id: uuid.UUID, name: str) -> HttpResponse:
    """One figure, and the way to the one before it and the one after it. Also for those who hid the list of them."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    if name not in FIGURES:
        raise Http404(_("There is no such picture."))
    summary = outline_for(record.patient, rules_hidden(record, request.user))
    names = [found for found, _title in _titles(summary, name)]
    place = names.index(name)
    before, after = names[:place][-1:], names[place + 1 :][:1]
    asked = switched_on(request)
    context = _shown(record, summary) | {
        "figure": summary.figure(name, audience_of(record), **asked, voice=voice_of(record)),
        "switched_on": asked,
        "switch": "" if record.for_clinician else SWITCH_OF.get(name, ""),
        "takes": record.may_take,
        "alone": "HX-Request" not in request.headers,  # else it comes into a page of several
        "place": place + 1,
        "count": len(names),
        "before": [(found, FIGURES[found].title) for found in before],
        "after": [(found, FIGURES[found].title) for found in after],
    }
    return render(request, "reports/picture.html", context)


@require_safe
def numbers(request: SignedIn, patient_id: uuid.UUID, name: str) -> HttpResponse:
    """The table of one figure: whole, however long, and so fetched only by whoever opens it."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    if name not in FIGURES:
        raise Http404(_("There is no such picture."))
    asked = switched_on(request)
    figure = summary_for(record.patient).figure(name, audience_of(record), **asked, voice=voice_of(record))
    return render(request, "reports/numbers.html", {"record": record, "figure": figure, "switched_on": asked})


@require_safe
def progress(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Whether the picture has changed since the page showed it: 204 for no, else the line that says how it stands."""
    record = open_record(request.user, patient_id, Verb.PROGRESS)
    freshness = freshness_for(record.patient)
    seen = request.GET.get("seen", "")
    if freshness.stamp == seen:
        return HttpResponse(status=204)
    response = render(request, "reports/_freshness.html", {"record": record, "freshness": freshness})
    if freshness.redrawn_since(seen):
        response["HX-Trigger"] = "redrawn"
    return response


def _shown(record: Record, summary: Summary) -> dict[str, Any]:
    """What every page about one person knows."""
    return {
        "record": record,
        "summary": summary,
        "freshness": summary.freshness,
        "flag_groups": partial(_flag_groups, summary, voice_of(record)),  # read only where the page shows them
    }


def _flag_groups(summary: Summary, voice: Voice) -> list[FlagGroup]:
    if not summary.ready:
        return []
    return flag_groups(summary.report.flags, summary.states, summary.as_of, voice)


def _which(request: SignedIn) -> list[tuple[dt.date, str]]:
    """The days that the period can begin with, where what was typed can be two."""
    asked = readings(request.GET.get("from", ""))
    return [(day, in_words(day)) for day in asked] if len(asked) > 1 else []


def _beginning(request: SignedIn, summary: Summary) -> dt.date:
    asked = readings(request.GET.get("from", ""))
    return beginning(summary, Asked(asked[0] if len(asked) == 1 else None))
