"""Counting again what was taken back by mistake: a new entry that says the same, beside the one that was marked."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from people.models import User
from symptoms.models import CheckIn, Event, FunctionCheck, RememberedOnset, Treatment
from symptoms.models.base import AskedBack, DayEntry, Recorded
from symptoms.record.columns import statement_of
from symptoms.record.roles import same_voice
from symptoms.write.remembering import remember_onset
from symptoms.write.transaction import NoLongerStands, Receipt, lock, own
from symptoms.write.verbs import VERBS, record_event, record_treatment

SPANS: dict[type[Recorded], tuple[Any, tuple[str, ...]]] = {
    Treatment: (record_treatment, Treatment.says),
    Event: (record_event, Event.says),
}
KINDS = (*VERBS, *SPANS, RememberedOnset)


def id_again(row: Recorded) -> uuid.UUID:
    """Of the entry that says once more what ``row`` said: pressed twice it is one."""
    return uuid.uuid5(row.pk, "again")


def count_again(row: Recorded, *, by: User, now: dt.datetime) -> Receipt:
    """Record once more what ``row``, one's own and marked as a mistake, said. Doing it twice is doing it once.

    Raises ``NoLongerStands`` where it was not taken back, ``ValidationError`` where the same author has said something
    else in its place since, and what the verb of its kind raises.
    """
    own(row, by)
    with transaction.atomic():
        lock(row.patient)
        row.refresh_from_db(fields=["status"])
        if row.status != Recorded.Status.ENTERED_IN_ERROR or type(row) not in KINDS:
            raise NoLongerStands
        told: dict[str, Any] = {"by": by, "source": row.source, "now": now, "id": id_again(row)}
        there = type(row)._default_manager.filter(pk=told["id"]).first()
        if there is None and _has_another(row):
            raise ValidationError(_("Something else was written in its place. Take that back first, or change it."))
        if isinstance(row, DayEntry):
            said = statement_of(row)
            told["wording"] = row.wording
            if isinstance(row, CheckIn):
                told |= {"confirmed_same": said.same, "not_known": said.not_known}
            if isinstance(row, FunctionCheck):
                told["mode"] = said.mode
            if isinstance(row, AskedBack):
                told["confirmed"] = said.confirmed
            return VERBS[type(row)](row.patient, row.day, said.values, **told)
        if isinstance(row, RememberedOnset):
            return remember_onset(row.patient, row.cell, row.precision, month=row.month, **told)
        if isinstance(row, Treatment):  # that one ended, which goes on since that was taken back
            told["supersedes"] = Treatment.objects.filter(supersedes=row).first()
        verb, fields = SPANS[type(row)]
        return verb(row.patient, **told, **{name: getattr(row, name) for name in fields})


def _has_another(row: Recorded) -> bool:
    """Whether there stands what would be replaced, or added to."""
    rows: Any = type(row)._default_manager
    standing = rows.filter(patient=row.patient, status=Recorded.Status.STANDING)
    if isinstance(row, DayEntry):
        return standing.filter(day=row.day, author=row.author, source__in=same_voice(row.source)).exists()
    return isinstance(row, RememberedOnset) and standing.filter(cell=row.cell, author=row.author).exists()


def counted_again(rows: Collection[Recorded]) -> frozenset[uuid.UUID]:
    """Of rows that were taken back the ids of those that another says once more; a query for each kind."""
    ids = {id_again(row): row for row in rows}
    models = {type(row) for row in rows}
    there = [pk for model in models for pk in model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)]
    return frozenset(ids[pk].pk for pk in there)
