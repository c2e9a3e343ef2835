"""Who sees an import, and what is told of it."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from exchange.models import Import
from people import audit
from people.access import Verb, open_record
from people.clinics import clinics_written_by
from people.models import Patient, User
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import DayEntry, Recorded
from symptoms.read.entry_log import TITLES
from symptoms.wording import Text

SHOWN = 100  # entries of others, and records, that are named
DAYS: tuple[type[DayEntry], ...] = (CheckIn, FunctionCheck, Measurement)


@dataclass(frozen=True)
class Beside:
    """What somebody else said of a day of which the file speaks too, since it came in."""

    patient: Patient
    day: dt.date
    what: Text
    who: str


def imports_of(user: User) -> QuerySet[Import]:
    """Those of the clinics in whose every record this person may write, and their own."""
    theirs = Q(clinic__in=clinics_written_by(user)) | Q(by=user)
    return Import.objects.filter(theirs).select_related("clinic", "by", "taken_back_by", "account")


def find_import(user: User, import_id: uuid.UUID, verb: Verb = Verb.VIEW) -> Import:
    """One of theirs, with every record that it changed opened for ``verb`` where they do not write in all of its
    clinic. Raises ``Http404`` for a stranger to it or to one of the records, and ``PermissionDenied``."""
    clinics = clinics_written_by(user)
    found = imports_of(user).filter(pk=import_id).first()
    if found is None:
        audit.record("refused", user=user, detail=f"import {import_id}")
        raise Http404(_("There is no such import here, or it is not yours to see."))
    for pk in found.patients.exclude(clinic__in=clinics).values_list("pk", flat=True):
        open_record(user, pk, verb)
    return found


def beside(noted: Import) -> Iterator[Beside]:
    """Newest day first; what the file itself said of that day counts no more where it was said anew."""
    for model in DAYS:
        own = model._default_manager.filter(
            author=noted.account, patient=OuterRef("patient"), day=OuterRef("day"), source=OuterRef("source")
        )
        rows = (
            model._default_manager.filter(
                Exists(own), patient__in=noted.patients.all(), status=Recorded.Status.STANDING
            )
            .filter(made_at__gte=noted.made_at)
            .exclude(author=noted.account)
            .select_related("patient", "author")
            .order_by("-day", "patient__reference")
        )
        for row in rows[:SHOWN]:
            yield Beside(row.patient, row.day, TITLES[model.__name__], str(row.author))


def standing_rows(noted: Import) -> int:
    """How many entries of an import count still."""
    rows = (
        model._default_manager.filter(author=noted.account, status=Recorded.Status.STANDING).count() for model in DAYS
    )
    return sum(rows)
