"""Where everybody stands in the list: the one maker of ``care.models.Place``, always from scratch.

A report says when it was made, and a place of which report it was made: what is behind is seen from the rows. An answer
to a sign says that the place is behind (``Place.made_of``), and what a person shows to the clinic is compared with it.

What is private moves nobody in a list of those to whom it is not shown: neither group nor order tells of it, nor does
what is due.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
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


def catch_up(now: dt.datetime, limit: int | None = None) -> int:
    """Bring places up to date, at most so many; how many there were. Twice is once."""
    behind = list(_behind()[:limit])
    for start in range(0, len(behind), BATCH):
        _place(behind[start : start + BATCH], now)
    return len(behind)


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


def _behind() -> QuerySet[Any, uuid.UUID]:
    current = Place.objects.filter(
        Q(private=False) | Q(shown=_agreed_words("patient")),
        patient=OuterRef("patient"),
        made_of=OuterRef("computed_at"),
        version=OuterRef("data_version"),
    )
    return Report.objects.filter(~Exists(current)).values_list("patient", flat=True)


def _place(patient_ids: Sequence[uuid.UUID], now: dt.datetime) -> None:
    people = Patient.objects.filter(pk__in=patient_ids, report__isnull=False).select_related("report", "clinic")
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
