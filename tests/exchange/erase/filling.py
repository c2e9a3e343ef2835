"""A row in every table that goes with a record, with the same words in each column that can hold any; and where they
are looked for afterwards."""

import datetime as dt
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection, models

from exchange.erase.register import REGISTER, model_of
from people.models import Clinic, Patient, User
from tests.cast import NOW, TODAY

NAME, REFERENCE, EMAIL, NOTE = "Adalgisa Unmistakable", "UNMIST-7", "adalgisa@unmistakable.example", "plumtomato note"
NUMBER = "271.8"
CANARIES = (NAME, REFERENCE, EMAIL, NOTE, NUMBER)
# What a column has to hold for the table to take the row; of the others any word will do.
SAID = {
    "people.Membership": {"clinic": None, "role": "patient", "access": "write", "starts_at": NOW},
    "people.Consent": {"ends_at": None, "ended_by": None},
    "people.Invitation": {"kind": "help", "answer": "", "answered_at": None},
    "symptoms.Measurement": {"weight": NUMBER},
    "symptoms.RememberedOnset": {"month": TODAY},
    "care.Programme": {"ended": True},
    "care.SignAnswer": {"action": "closed"},
    "care.DueAnswer": {"action": "done", "on": TODAY},
}
# Made with a token, with a file, and with another record.
BETWEEN = ("people.AccessToken_patients", "exchange.Import_patients", "exchange.Merge")


def fill(patient: Patient, clinic: Clinic, author: User) -> None:
    """One row of each, in an order in which each finds what it points at."""
    there: dict[type[models.Model], models.Model] = {Patient: patient, Clinic: clinic, User: author}
    left = [label for label, line in REGISTER.items() if line.record and label not in BETWEEN]
    while left:
        for label in left:
            model = model_of(label)
            fields = {field.attname: field for field in model._meta.concrete_fields}
            if all(_found(field, model, there) for field in fields.values()):
                break
        else:
            raise AssertionError(f"Nothing to point at for {left}.")
        left.remove(label)
        said = SAID.get(label, {})
        values = {
            field.name: said.get(field.name, _value(field, there))
            for field in fields.values()
            if not isinstance(field, models.AutoField)
        }
        there[model] = model._base_manager.bulk_create([model(**values)])[0]


def _found(field, model, there):
    return not isinstance(field, models.ForeignKey) or field.null or field.related_model in {*there, model}


def _value(field, there):
    if isinstance(field, models.ForeignKey):
        return there.get(field.related_model)
    if field.choices:
        return next(value for value, _label in field.flatchoices if value)
    match field:
        case models.UUIDField():
            return uuid.uuid4()
        case models.DateTimeField():
            return None if field.null else NOW + dt.timedelta(days=len(field.name))
        case models.DateField():
            return None if field.null else TODAY
        case models.CharField() | models.TextField():
            return NOTE[: field.max_length] + (uuid.uuid4().hex if field.unique else "")
        case models.JSONField():
            return {"said": [NOTE, NAME]}
        case models.BinaryField():
            return NAME.encode()
        case models.BooleanField():
            return False
        case models.IntegerField() | models.DecimalField() | models.FloatField():
            return None if field.null else 1
    return None


def told() -> set[str]:
    """Where a canary stands in the database: every column of every table, also of those that are no model."""
    found = set()
    with closing(connection.cursor()) as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own names
            names = [column[0] for column in cursor.description]
            for row in cursor:
                for name, value in zip(names, row, strict=True):
                    if _tells(value):
                        found.add(f"{table}.{name}")
    return found


def _tells(value) -> bool:
    text = bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
    return any(canary.casefold() in text.casefold() for canary in CANARIES)


def told_in_files() -> set[str]:
    """Names of the files of the site's folder in which a canary stands. Another process reads them: to close a file of
    SQLite in this one would let go of the locks on it, and the next process to leave would take its journal along."""
    read = {file.name: subprocess.check_output(["cat", file]) for file in _files(Path(settings.VAR))}
    return {name for name, data in read.items() if any(word.encode() in data for word in CANARIES)}


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and "static" not in file.parts)
