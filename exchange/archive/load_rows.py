"""The rows of a table into a record: what is there already stays, what differs takes its place, the rest is new."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from exchange.archive.load_people import told_wrong
from exchange.archive.loaded import Loaded
from exchange.archive.read import Line
from exchange.archive.tables import Table
from exchange.rows import Problems
from people.models import Patient, User
from symptoms.models.base import Recorded
from symptoms.write.bulk import Fate

ANEW = ("patient", "author", "made_at", "id")  # columns that do not say what an entry says
LEAVE = {"patient", "author", "supersedes"}
Slot = Callable[[Any], object]


@dataclass(frozen=True)
class Into:
    """Where it goes: the records and the authors as the files call them, and when."""

    people: Mapping[str, Patient]
    authors: Mapping[str, User]
    now: dt.datetime


def load_rows(
    model: type[Recorded],
    table: Table,
    lines: list[Line],
    into: Into,
    problems: Problems,
    *,
    slot: Slot | None = None,
    one_stands: bool = False,
    more: Callable[[Line], Mapping[str, Any]] = lambda line: {},
    says: Callable[[Any, Line], bool] = lambda row, line: True,
    leave: Collection[str] = (),
) -> Loaded:
    """Compare the lines of a table of entries; ``Loaded.write`` writes them.

    A line is the entry of its id, or what took its place since; else the one that stands in its ``slot``, of which a
    record has one at a time, whoever says it where ``one_stands``. ``more``: fields that no column holds; ``says``:
    whether a row says what hangs on a line too; ``leave``: columns that are no field of the row. What cannot be goes to
    ``problems``.
    """
    loaded = Loaded(model, one_stands)
    standing = Recorded.Status.STANDING
    there: list[Any] = list(
        model._default_manager.filter(patient__in=set(into.people.values())).select_related("patient")
    )
    by_id = {row.pk: row for row in there}
    after = {row.supersedes_id: row for row in there if row.supersedes_id}
    written: set[uuid.UUID] = set()
    slots = {slot(row): row for row in there if row.status == standing} if slot else {}
    others = set(
        model._default_manager.filter(pk__in=[line.said["id"] for line in lines])
        .exclude(pk__in=by_id)
        .values_list("pk", flat=True)
    )
    names = [column.name for column in table.columns if column.name not in (*ANEW, *leave)]
    for line in lines:
        pk = line.said["id"]
        if pk in others or pk in loaded.rows:
            problems.add(_("This id belongs to another entry."), line.line, "id")
            continue
        patient = into.people[line.said["patient"]]
        fields = {name: line.said[name] for name in names} | dict(more(line))
        row = model(
            id=pk,
            patient=patient,
            author=into.authors[line.said["author"]],
            made_at=line.said["made_at"],
            **fields,
        )
        known = {"function_check", "measurement", "visit", "treatment", "item"}
        told_wrong(row, line, problems, table.header, LEAVE | known)
        before = by_id.get(pk)
        while before is not None and before.pk in after:
            before = after[before.pk]
        row.supersedes = before
        if before is None or before.status == Recorded.Status.ENTERED_IN_ERROR:
            before = slots.get(slot(row)) if slot and row.status == standing else None
        if before is not None:
            if before.pk in written:
                problems.add(_("Another line says something else of the same."), line.line)
                continue
            if all(getattr(before, name) == value for name, value in fields.items()) and says(before, line):
                loaded.fates[patient.pk, Fate.UNCHANGED] += 1
                loaded.rows[pk] = before
                continue
            loaded.superseded.append(before)
            row.supersedes = before
        if pk in by_id:  # the id is that of what is corrected
            row.pk, row.made_at = uuid.uuid4(), into.now
        loaded.fates[patient.pk, Fate.NEW if row.supersedes is None else Fate.CORRECTED] += 1
        loaded.changed[patient] += 1
        loaded.rows[pk] = row
        loaded.written.append(row)
        written.add(row.pk)
        if slot and row.status == standing:
            slots[slot(row)] = row
    return loaded
