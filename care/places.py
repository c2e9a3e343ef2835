"""Where everybody stands in the list: the one maker of ``care.models.Place``, always from scratch.

What writes a report, or something else that a place is made of, marks the report (``Report.placed``), and what a person
shows to the clinic is compared with what the place was made of. A page asks by these, which an index answers however
many people there are. The job also compares each place with its report, and so heals what nobody marked.

What is private moves nobody in a list of those to whom it is not shown: neither group nor order tells of it, nor does
what is due.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from care.answers import answers_of, states
from care.due.read import Heard, due_of, heard_of
from care.models import Place
from clinical.due import asked_from
from clinical.need import Facts, need
from people.consent import Part
from people.models import Membership, Patient
from symptoms.models import LARGE, Report
from symptoms.read.private import hidden_without
from symptoms.record.days import local_day

BATCH = 500
AT_ONCE = 200  # as many as a page brings up to date by itself; the job does the rest


def catch_up(now: dt.datetime) -> int:
    """Bring every place up to date; how many were not. Twice is once."""
    own = Place.objects.filter(
        patient=OuterRef("pk"), made_of=OuterRef("computed_at"), version=OuterRef("data_version")
    )
    unlike = Report.objects.filter(~Exists(own)).values_list("pk", flat=True)
    return _made_anew({*unlike, *_marked()}, now)


def catch_up_some(now: dt.datetime, limit: int = AT_ONCE) -> int:
    """Bring up to date what is marked, at most so many: at once, for whoever looks."""
    return _made_anew({*_marked()[:limit]}, now)


def _made_anew(behind: Collection[uuid.UUID], now: dt.datetime) -> int:
    those = list(behind)
    for start in range(0, len(those), BATCH):
        _place(those[start : start + BATCH], now)
    return len(those)


def shown_with(known: Facts, agreed: Collection[str]) -> Facts:
    """Without the signs that are not shown to whom the person shows these parts (``people.consent.Part``)."""
    return replace(known, signs=tuple(sign for sign in known.signs if not hidden_without(sign.rule, agreed)))


def agreed_with_clinic(patient: str) -> QuerySet[Membership]:
    """The consent of a person, of a query that names them so, that the clinic keeps their record."""
    return Membership.objects.current().filter(user__isnull=True, patient=OuterRef(patient))


def _agreed_words(patient: str) -> Coalesce:
    """What is shown to the clinic, as a text to compare."""
    words = agreed_with_clinic(patient).annotate(words=Cast("shares", TextField())).values("words")
    return Coalesce(Subquery(words[:1]), Value(""), output_field=TextField())


def _marked() -> QuerySet[Any, uuid.UUID]:
    marked = Report.objects.filter(placed=False).values_list("pk", flat=True)
    shown_anew = Place.objects.filter(private=True).exclude(shown=_agreed_words("patient")).values_list("pk", flat=True)
    return marked.union(shown_anew)


@transaction.atomic
def _place(patient_ids: Sequence[uuid.UUID], now: dt.datetime) -> None:
    """The mark is taken before anything is read: what is written from then on waits, and marks the report again. Whom
    somebody else is about to place or to change, is left to them."""
    free = Report.objects.filter(pk__in=patient_ids).select_for_update(skip_locked=True)
    patient_ids = list(free.values_list("pk", flat=True))
    Report.objects.filter(pk__in=patient_ids).update(placed=True)
    people = Patient.objects.filter(pk__in=patient_ids).select_related("report", "clinic")
    agreed = agreed_with_clinic("pk").values("shares")[:1]
    people = people.annotate(agreed_shares=Subquery(agreed), agreed_words=_agreed_words("pk"))
    answered, heard = answers_of(list(patient_ids)), heard_of(patient_ids)
    found = []
    for patient in people.defer(*(f"report__{name}" for name in LARGE)):
        facts, today = Facts.from_json(patient.report.facts), local_day(patient, now)
        stand = states(patient, facts.signs, answered[patient.pk], today)
        agreed_shares = patient.agreed_shares or ()
        bare, shown = shown_with(facts, ()), shown_with(facts, agreed_shares)
        place, other = (need(each, stand, today).place(facts.last_day) for each in (shown, bare))
        stamp = {"made_of": patient.report.computed_at, "version": patient.report.data_version}
        stamp |= {"bare_group": other.group, "bare_pressing": other.pressing, "bare_level": other.level}
        whole, alone = (_again(patient, facts, heard[patient.pk], today, parts) for parts in ((Part.CAREGIVER,), ()))
        stamp |= whole if Part.CAREGIVER in agreed_shares else alone
        stamp |= {f"bare_{name}": value for name, value in alone.items()}
        stamp |= {"private": bare != facts or whole != alone, "shown": patient.agreed_words}
        found.append(Place(patient=patient, **place._asdict(), **stamp))
    names = [field.name for field in Place._meta.concrete_fields if field.name != "patient"]
    Place.objects.bulk_create(found, update_conflicts=True, unique_fields=["patient"], update_fields=names)


def _again(patient: Patient, facts: Facts, heard: Heard, today: dt.date, parts: Collection[str]) -> dict[str, Any]:
    """What is looked at again, for whom these parts are shown: days that stay true while time goes by."""
    days = asked_from(due_of(patient, facts.due, heard, today, shown=parts))
    said = {str(task): day.isoformat() for task, day in days.items()}
    return {"due": said, "due_on": min(days.values(), default=None)}
