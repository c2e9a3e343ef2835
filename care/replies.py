"""Back to the person: what the team has seen, told once, and a few words with it.

It is told in the page only, and is no promise that anybody reads entries (CLINICAL 13.8).
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.models import REPLY, RepliesRead, Reply, ReplyTemplate, SignAnswer
from clinical.rules import RULES
from people import audit
from people.access import Record
from people.models import Clinic, Membership, Patient, User
from people.prepared import prepared
from symptoms.read.private import rules_hidden
from symptoms.record.days import local_day
from symptoms.wording.rules import NAMES
from symptoms.write.transaction import lock

MOST_TEMPLATES = 12
# What a clinic offers that has written none: no comfort, no advice, no hour by which anybody would call.
DEFAULTS = (
    gettext_lazy("Thank you. We have read this."),
    gettext_lazy("We will talk about this at your next visit."),
    gettext_lazy("We will call you about this."),
    gettext_lazy("Please call us about this."),
    gettext_lazy("Thank you. If it gets worse, please call us."),
)


@dataclass(frozen=True)
class Seen:
    """What one of the team saw on one day, as the person reads it. ``replies``: what was written with it."""

    sentence: str
    replies: tuple[str, ...]


@dataclass(frozen=True)
class News:
    """What the team told that somebody has not read yet. ``through``: the moment of the last of it."""

    seen: tuple[Seen, ...] = ()
    through: dt.datetime | None = None


def reply(answer: SignAnswer, text: str, *, by: User, now: dt.datetime) -> Reply:
    """A few words to the person with an answer to a sign. The same twice is one.

    Raises ``ValidationError`` for an answer that has another reply, was undone or put the sign off, and for a text that
    is empty or too long.
    """
    text = text.strip()
    if not text or len(text) > REPLY:
        raise ValidationError({"text": _("Choose a reply, or write up to %(most)d letters.") % {"most": REPLY}})
    with transaction.atomic():
        lock(answer.patient)
        found = SignAnswer.objects.select_related("undo", "reply").get(pk=answer.pk)
        if found.replied and found.replied.text == text and found.replied.by_id == by.pk:
            return found.replied
        if found.replied:
            raise ValidationError(_("A reply was given already; nothing was sent."))
        if found.undone or not found.tells:
            raise ValidationError(_("This answer tells the person nothing; nothing was sent."))
        written = Reply.objects.create(answer=found, text=text, by=by, at=now)
        audit.record("write", user=by, patient=answer.patient, detail=f"reply to signanswer {answer.pk}")
    return written


# --- What a clinic often replies ---


def templates_of(clinic: Clinic) -> list[str]:
    """Those that the clinic has written, else the defaults in the language of its letters."""
    own = list(ReplyTemplate.objects.filter(clinic=clinic).values_list("text", flat=True))
    if own:
        return own
    with translation.override(clinic.language or settings.LANGUAGE_CODE):
        return [str(text) for text in DEFAULTS]


def change_templates(clinic: Clinic, texts: Iterable[str], *, by: User) -> None:
    """What the clinic offers from now on; nothing at all brings the defaults back. Raises ``ValidationError``."""
    said = list(dict.fromkeys(filter(None, (text.strip() for text in texts))))
    if len(said) > MOST_TEMPLATES:
        raise ValidationError({"texts": _("At most %(most)d replies.") % {"most": MOST_TEMPLATES}})
    if wrong := [text for text in said if len(text) > REPLY]:
        told = {"most": REPLY, "text": f"{wrong[0][:40]}…"}
        raise ValidationError({"texts": _("“%(text)s” has more than %(most)d letters.") % told})
    with transaction.atomic():
        Clinic.objects.held(clinic.pk)
        if said == list(ReplyTemplate.objects.filter(clinic=clinic).values_list("text", flat=True)):
            return
        ReplyTemplate.objects.filter(clinic=clinic).delete()
        rows = [ReplyTemplate(clinic=clinic, place=place, text=text) for place, text in enumerate(said)]
        ReplyTemplate.objects.bulk_create(rows)
        audit.record("change clinic", user=by, detail=audit.of(clinic, "replies"))


# --- What somebody has not read yet ---


def news(record: Record, user: User) -> News:
    """What the team told since this reader last said "read", or since the record was opened to them. One query."""
    rows = _shown(record, user, _unread(record.patient.pk, user.pk))
    if not rows:
        return News()
    moments = [row.at for row in rows] + [row.replied.at for row in rows if row.replied]
    return News(tuple(_in_words(record.patient, rows)), max(moments))


def mark_read(record: Record, user: User, through: dt.datetime, *, now: dt.datetime) -> None:
    """Everything that was told up to a moment is read. Twice is once, and it never goes back."""
    through = min(through, now)
    mine = {"patient": record.patient, "user": user}
    with transaction.atomic():
        lock(record.patient)
        if not RepliesRead.objects.filter(**mine).update(through=Greatest(F("through"), through)):
            RepliesRead.objects.create(**mine, through=through)


def all_told(record: Record, user: User) -> list[SignAnswer]:
    """Everything that the team told of a record, newest first; what was undone only where words went with it."""
    rows = SignAnswer.objects.filter(is_told(), patient=record.patient)
    return _shown(record, user, rows.select_related("by", "undo", "reply__by").order_by("-at", "-pk"))


def is_told(answer: str = "") -> Q:
    """Of answers to signs, those that are told to the person. ``answer``: the way from a row to its answer."""
    return Q(**{f"{answer}tells": True}) & (Q(**{f"{answer}undo": None}) | ~Q(**{f"{answer}reply": None}))


def rules_told(record: Record, user: User, rules: Collection[str] = tuple(RULES)) -> frozenset[str]:
    """Of these rules, those of whose signs this reader is told what the team did: what is asked in private is told to
    others only where the person said so (CLINICAL 13.11), a rule that is private on paper alone too; what a caregiver
    says about themselves is never told to the person."""
    known = RULES.keys() & frozenset(rules)
    hidden = rules_hidden(record, user)(known)
    return frozenset(rule for rule in known - hidden if _agreed(record, rule))


@prepared
def _unread(patient: uuid.UUID, user: int) -> QuerySet[Any]:
    read = RepliesRead.objects.filter(patient=patient, user=user).values("through")[:1]
    granted = Membership.objects.filter(patient=patient, user=user).order_by("-starts_at").values("starts_at")[:1]
    rows = SignAnswer.objects.filter(patient=patient, tells=True, undo=None)
    rows = rows.annotate(read_to=Coalesce(Subquery(read), Subquery(granted)))
    told = rows.filter(Q(at__gt=F("read_to")) | Q(reply__at__gt=F("read_to")))
    return told.select_related("by", "reply").order_by("at", "pk")


def _shown(record: Record, user: User, rows: Iterable[SignAnswer]) -> list[SignAnswer]:
    found = list(rows)
    told = rules_told(record, user, {row.rule for row in found})
    return [row for row in found if row.rule in told]


def _agreed(record: Record, rule: str) -> bool:
    return not RULES[rule].on_paper or record.shows(RULES[rule].private)


def _in_words(patient: Patient, rows: list[SignAnswer]) -> Iterable[Seen]:
    """A sentence for each of the team and day, in their order."""
    for (by, day), together in groupby(rows, key=lambda row: (row.by, local_day(patient, row.at))):
        those = list(together)
        yield Seen(
            seen_by(by, day, [row.rule for row in those]), tuple(row.replied.text for row in those if row.replied)
        )


def seen_by(by: User, day: dt.date, rules: list[str]) -> str:
    """``Seen by Cleo on 4 June 2026: morning headaches; falls.``"""
    names = "; ".join(str(NAMES[rule]) for rule in dict.fromkeys(rules))
    said = {"who": by, "day": date_format(day, _("j F Y")), "what": names}
    return _("Seen by %(who)s on %(day)s: %(what)s.") % said
