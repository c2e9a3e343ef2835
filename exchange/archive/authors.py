"""Who wrote what, by name: an account is never made by an archive, nor is one guessed."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from care.models import (
    DueAnswer,
    ExerciseAnswer,
    OpmLine,
    Programme,
    Reply,
    SignAnswer,
    SignUndo,
    Talked,
    TreatmentDay,
    Visit,
    VisitAnswer,
)
from exchange.archive.reader import Reader
from people.models import Patient, User
from people.records import named_author
from symptoms.models import CellMark, Event, Plan, RememberedOnset, Treatment
from symptoms.models.base import Recorded

_STANDING = {"status": Recorded.Status.STANDING}
# Which rows are in an archive, who wrote them, and the way to whose they are.
WRITERS: tuple[tuple[type[Model], str, str, dict[str, Any]], ...] = (
    *(
        (model, "author", "patient", _STANDING)
        for model in (
            *(Treatment, TreatmentDay, Event, CellMark, RememberedOnset, Visit, VisitAnswer),
            *(Programme, ExerciseAnswer),
        )
    ),
    (Talked, "by", "patient", {"answer__status": Recorded.Status.STANDING}),
    (OpmLine, "author", "patient", {"visit__status": Recorded.Status.STANDING}),
    (Plan, "author", "patient", {}),
    (SignAnswer, "by", "patient", {}),
    (DueAnswer, "by", "patient", {}),
    (SignUndo, "by", "answer__patient", {}),
    (Reply, "by", "answer__patient", {}),
)


class Authors:
    """The names by which the files call those who wrote what the reader is shown: those of the accounts, numbered where
    several have one name."""

    def __init__(self, patients: QuerySet[Patient], reader: Reader) -> None:
        known: set[int] = set()
        for model, author, patient, which in WRITERS:
            whose = {f"{patient}__in": patients.order_by(), f"{author}__isnull": False}
            rows = model._default_manager.filter(reader.shown(model, patient), **whose, **which)
            if model is OpmLine:
                rows = rows.exclude(status=Recorded.Status.ENTERED_IN_ERROR)
            known.update(rows.order_by().values_list(author, flat=True).distinct())
        users = User.objects.filter(pk__in=known).order_by("pk").only("name", "email")
        self.names = {user.pk: str(user) for user in users}
        taken = set(self.names.values())
        self._called: dict[int, str] = {}
        for pk, name in self.names.items():
            called, number = name, 1
            while called in self._called.values() or (number > 1 and called in taken):
                number += 1
                called = f"{name} ({number})"
            self._called[pk] = called

    def called(self, pk: int | None) -> str:
        return self._called[pk] if pk is not None else ""

    def rows(self) -> Iterator[dict[str, str]]:
        for called, pk in sorted((called, pk) for pk, called in self._called.items()):
            yield {"author": called, "name": self.names[pk]}


def accounts_for(names: Mapping[str, str], wanted: Iterable[str]) -> dict[str, User]:
    """By how a file calls them, the accounts that stand for authors who are known by name alone. Nobody signs in with
    one. ``names``: of authors.csv."""
    return {called: named_author(names[called], _key(called)) for called in sorted(set(wanted))}


def _key(called: str) -> str:
    return uuid.UUID(bytes=hashlib.sha256(called.encode()).digest()[:16]).hex
