"""A sheet that was ticked on paper becomes entries of its days, by the verbs of any other entry, all or none."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clinical.vocabulary import Precision
from people.models import Patient, User
from symptoms.day.remembering import Said
from symptoms.day.sheet.typed import Column
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import DayEntry
from symptoms.read.last_said import own_entries
from symptoms.read.memories import memories_of, own_memory
from symptoms.record.columns import statement_of
from symptoms.record.standing import Statement
from symptoms.wording import CELL_LABELS
from symptoms.wording.remembered import remembered
from symptoms.write import verbs
from symptoms.write.remembering import remember_onset

WRITES: dict[type[DayEntry], Callable[..., verbs.Receipt]] = {
    CheckIn: verbs.record_check_in,
    FunctionCheck: verbs.record_function_check,
    Measurement: verbs.record_measurement,
}


@dataclass(frozen=True)
class Sheet:
    """``id`` is made by the form: sent twice it is one. ``source``: whose word it is. ``columns``: by their day."""

    id: uuid.UUID
    patient: Patient
    source: str
    columns: Mapping[dt.date, Column]

    def entry_id(self, model: type[DayEntry], day: dt.date) -> uuid.UUID:
        return uuid.uuid5(self.id, f"{day} {model.__name__}")

    def said(self, day: dt.date) -> dict[type[DayEntry], Statement]:
        """What it says of a day, by the kind of entry."""
        column = self.columns[day]
        found: dict[type[DayEntry], Statement] = {
            CheckIn: Statement(column.check_in, column.not_known),
            FunctionCheck: Statement(column.function),
            Measurement: Statement(column.measurement),
        }
        return {model: said for model, said in found.items() if said.anything}


class Refused(Exception):
    """A day that cannot be recorded, and why; nothing of the sheet was."""

    def __init__(self, day: dt.date, why: ValidationError) -> None:
        self.day, self.why = day, why
        super().__init__(f"{day}")


def there_already(sheet: Sheet, by: User) -> dict[dt.date, list[DayEntry]]:
    """The days for which this author has entries in the same voice, made otherwise, that do not say all that the sheet
    says: what stands there. Nothing of it is put in another's place before somebody was asked. A query for each kind of
    entry."""
    found: dict[dt.date, list[DayEntry]] = {}
    stand = {model: own_entries(model, sheet.patient.pk, sheet.columns, by.pk, sheet.source) for model in WRITES}
    for day in sheet.columns:
        for model, said in sheet.said(day).items():
            entry = stand[model].get(day)
            if entry and entry.pk != sheet.entry_id(model, day) and not statement_of(entry).says(said):
                found.setdefault(day, []).append(entry)
    return found


def began_otherwise(sheet: Sheet) -> str:
    """Where it began by the record, in words, and when by whom the sheet speaks for, where the sheet says otherwise;
    else blank. A query where it names a part."""
    for column in sheet.columns.values():
        if not column.began:
            continue
        cell = sheet.patient.onset_cell or column.began
        memory = own_memory(memories_of(sheet.patient).get(cell, []), sheet.source)
        remembers = Said(Precision(memory.precision), memory.month) if memory else None
        if cell != column.began or (column.when and remembers and remembers != column.when):
            when = [str(remembered(memory.month, memory.precision))] if memory else []
            return ": ".join([str(CELL_LABELS[cell]), *when])
    return ""


def save(sheet: Sheet, *, by: User, now: dt.datetime, wording: str, confirm: Collection[str]) -> int:
    """Record all days of it in one transaction; how many they are. Doing it twice is doing it once.

    Raises ``Refused`` with the day, ``InDoubt`` for what is asked back (CLINICAL 9.3) and ``IdInUse``; then nothing is
    written.
    """
    with transaction.atomic():
        for day in sorted(sheet.columns):
            try:
                _save_day(sheet, day, by=by, source=sheet.source, now=now, wording=wording, confirm=confirm)
            except ValidationError as why:
                raise Refused(day, why) from why
    return len(sheet.columns)


def _save_day(sheet: Sheet, day: dt.date, *, confirm: Collection[str], **how: Any) -> None:
    for model, said in sheet.said(day).items():
        more: dict[str, Any] = {"not_known": said.not_known} if model is CheckIn else {"confirm": confirm}
        WRITES[model](sheet.patient, day, said.values, id=sheet.entry_id(model, day), **how, **more)
    column, who = sheet.columns[day], {name: how[name] for name in ("by", "source", "now")}
    if column.began:
        verbs.say_where_it_began(sheet.patient, column.began, by=how["by"])
    if column.when:
        remember_onset(sheet.patient, column.began, column.when.precision, month=column.when.month, **who)
