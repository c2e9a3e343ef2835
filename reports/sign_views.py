"""The warning signs of one person; and one of them: what it is from, and all that was done about it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from care.answers import answers_of, lives
from care.help.topics import OF_RULE
from care.models import SignAnswer
from clinical.plain import read
from clinical.rules import of_known_rules
from clinical.signs import Flag
from clinical.vocabulary import Source
from people.access import Of, Record, Verb, open_record
from people.models import User
from people.requests import SignedIn, on_this_site
from reports.figures.language import date_words
from reports.figures.words import SOURCES
from reports.signs import NAMES, ShownSign, answered, capital, in_short, signs_to_answer, taken_back, when, zone_of
from symptoms.read import stored
from symptoms.read.evidence import evidence
from symptoms.read.private import rules_hidden
from symptoms.wording import RULES
from symptoms.wording.rules import not_asked
from symptoms.wording.said import in_a_line

NOT_THEIRS = gettext_lazy("This page is for the care team.")


@dataclass(frozen=True)
class Line:
    """One answer of the team, as the history tells it."""

    said: str
    note: str
    undone: str
    reply: str

    @classmethod
    def of(cls, answer: SignAnswer, zone: dt.tzinfo) -> "Line":
        reply = answer.replied.text if answer.replied else ""
        return cls(answered(answer, zone), answer.note, taken_back(answer, zone), reply)


@require_safe
def signs(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """All that stand, which a list takes out of this page to have them answered there."""
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=NOT_THEIRS)
    _flags, _done, standing = _standing(record, request.user)
    context = {
        "record": record,
        "signs": standing,
        "signs_open": in_short(standing),
        "not_asked": not_asked(),
        "back": on_this_site(request, request.GET.get("next", ""), request.get_full_path()),
    }
    return render(request, "reports/signs.html", context)


@require_safe
def sign(request: SignedIn, patient_id: uuid.UUID, rule: str) -> HttpResponse:
    """Also one that does not stand any more, with what was done about it. Of one that is not shown to this reader
    nothing is: it reads like one that was never raised."""
    if rule not in RULES:
        raise Http404(_("There is no such rule."))
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=NOT_THEIRS)
    patient = record.patient
    flags, done, signs = _standing(record, request.user, rule)
    shown = next((sign for sign in signs if sign.rule == rule), None)
    zone = zone_of(patient)
    context = {
        "record": record,
        "rule": rule,
        "name": capital(NAMES[rule]),
        "offered": OF_RULE[rule].key,
        "text": RULES[rule],
        "sign": shown,
        "signs_open": in_short(signs),
        "history": [Line.of(answer, zone) for answer in done if answer.rule == rule],
        "back": on_this_site(request, request.GET.get("next", ""), reverse("dashboard", args=[patient.pk])),
        "alone": _stays_here(request),
    }
    if shown:
        context |= {"window": _window(flags, rule), "evidence": _evidence(record, flags, rule, zone)}
    return render(request, "reports/sign.html", context)


def _standing(record: Record, user: User, *rules: str) -> tuple[tuple[Flag, ...], list[SignAnswer], list[ShownSign]]:
    """What was raised, what was done about it and both as one, of all that is shown to this reader. ``rules``: that
    are asked for, raised or not."""
    patient, row = record.patient, stored.raised(record.patient.pk)
    raised = [read(Flag, flag) for flag in of_known_rules(row.flags)] if row else []
    hidden = rules_hidden(record, user)({*rules, *(flag.rule for flag in raised)})
    flags = tuple(flag for flag in raised if flag.rule not in hidden)
    done = [answer for answer in answers_of([patient.pk])[patient.pk] if answer.rule not in hidden]
    return (
        flags,
        done,
        signs_to_answer(patient, flags, lives(patient, flags, done, row.as_of), row.as_of) if row else [],
    )


def _stays_here(request: HttpRequest) -> bool:
    """Whether the sign is shown on this page, and not taken out of it by another."""
    shown_on = request.headers.get("HX-Current-URL")
    return shown_on is None or urlsplit(shown_on).path == request.path


def _flag(flags: tuple[Flag, ...], rule: str) -> Flag:
    return next(flag for flag in flags if flag.rule == rule)


def _window(flags: tuple[Flag, ...], rule: str) -> str:
    """Of which days the sign speaks."""
    flag = _flag(flags, rule)
    told = ngettext(
        "Fired on %(count)d day, from %(first)s to %(last)s; last answer to its question %(heard)s.",
        "Fired on %(count)d days, from %(first)s to %(last)s; last answer to its question %(heard)s.",
        flag.count,
    )
    days = {"first": flag.since, "last": flag.last, "heard": flag.heard or flag.last}
    return told % {"count": flag.count, **{name: date_words(day) for name, day in days.items()}}


def _evidence(record: Record, flags: tuple[Flag, ...], rule: str, zone: dt.tzinfo) -> list[str]:
    flag = _flag(flags, rule)
    found = evidence(record.patient, rule, flag.inputs, flag.last)
    return [
        _("%(what)s (%(who)s, %(source)s, written %(when)s)")
        % {
            "what": in_a_line(each.label, each.answer),
            "who": each.by,
            "source": SOURCES[Source(each.source)],
            "when": when(each.made_at, zone),
        }
        for each in found
    ]
