"""How the rows of each table go: the one list of all tables. A table without a line fails a test."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Line:
    """``record``, ``account``, ``clinic``: the ways from a row to the one that it goes with. ``told``: what else
    becomes of it, or why it stays; a table has a way or a word."""

    record: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    clinic: tuple[str, ...] = ()
    told: str = ""


_OF_A_RECORD = Line(record=("patient",))
_SHELL = "stays as an empty row, whose id the audit points at"
_AUTHORED = (
    *("symptoms.CheckIn", "symptoms.FunctionCheck", "symptoms.Measurement", "symptoms.Treatment", "symptoms.Event"),
    *("symptoms.CellMark", "symptoms.RememberedOnset", "symptoms.Plan"),
    *("care.Visit", "care.OpmLine", "care.VisitAnswer", "care.TreatmentDay", "care.Programme", "care.ExerciseAnswer"),
    *("care.Talked", "care.SignAnswer", "care.DueAnswer"),
)
_SECTIONS = ("Weakness", "Fasciculation", "Fatigue", "Asymmetry", "Signs")
_OF_LIBRARIES = (
    *("auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType"),
    *("django_celery_results.ChordCounter", "django_celery_results.GroupResult"),
)

REGISTER: dict[str, Line] = {
    # What was said of a person, by whomever; what somebody wrote in a record of others stays theirs.
    **dict.fromkeys(_AUTHORED, _OF_A_RECORD),
    **{f"symptoms.{section}": _OF_A_RECORD for section in _SECTIONS},
    "care.ProgrammeItem": Line(record=("programme__patient",)),
    "care.Strength": Line(record=("visit__patient",)),
    "care.MotorSigns": Line(record=("visit__patient",)),
    "care.SignUndo": Line(record=("answer__patient",)),
    "care.Reply": Line(record=("answer__patient",)),
    "symptoms.Report": _OF_A_RECORD,
    "symptoms.FirstDay": _OF_A_RECORD,
    "care.Place": _OF_A_RECORD,
    "care.Owner": _OF_A_RECORD,
    "exchange.Merge": Line(record=("kept", "other")),
    "people.Consent": Line(record=("patient",), told="who agreed stays beside the record that it is of"),
    "people.VisitLink": _OF_A_RECORD,
    "people.LinkOpening": Line(record=("link__patient",)),
    "exchange.HandedFile": Line(record=("link__patient",)),
    # What waits, and what was noted for one reader.
    "symptoms.Draft": Line(record=("patient",), account=("author",)),
    "care.VisitDraft": Line(record=("patient",), account=("author",)),
    "symptoms.Reminder": Line(record=("patient",), account=("user",)),
    "care.VisitLetter": Line(record=("patient",), account=("user",)),
    "care.LastLook": Line(record=("patient",), account=("user",)),
    "care.RepliesRead": Line(record=("patient",), account=("user",)),
    "care.ListState": Line(account=("user",)),
    "reports.Printout": Line(record=("patient",), account=("by",), told="its file with it"),
    "exchange.KeptFile": Line(record=("patient",), account=("user",), clinic=("clinic",)),
    # Who comes in, and where.
    "people.Membership": Line(record=("patient",), told="of an account they end; of a clinic its team goes"),
    "people.Invitation": Line(record=("patient",), clinic=("clinic",), told="of an account name and address go"),
    "people.AccessToken": Line(told=_SHELL),
    "people.AccessToken_patients": Line(
        record=("patient",), account=("accesstoken__user",), clinic=("accesstoken__clinic",)
    ),
    "account.EmailConfirmation": Line(account=("email_address__user",)),
    "account.EmailAddress": Line(account=("user",)),
    "mfa.Authenticator": Line(account=("user",)),
    "usersessions.UserSession": Line(account=("user",)),
    "sessions.Session": Line(told="of an account they go; elsewhere what was typed of a record goes out of them"),
    "people.User": Line(told=_SHELL),
    "people.Patient": Line(told=_SHELL),
    "people.Clinic": Line(told=_SHELL),
    # Of a clinic.
    "care.Exercise": Line(clinic=("clinic",)),
    "care.ReplyTemplate": Line(clinic=("clinic",)),
    "care.Overview": Line(clinic=("clinic",), told="names nobody, and is counted anew each night"),
    "exchange.KeptMapping": Line(clinic=("clinic",)),
    # Files of several people: what is of one of them goes out of what is told of the file.
    "exchange.Import": Line(clinic=("clinic",), told="goes where it was of this record alone"),
    "exchange.Import_patients": Line(record=("patient",), clinic=("import__clinic",)),
    "exchange.LargeFile": Line(clinic=("clinic",), told="those that wait in the clinic of a record go"),
    "exchange.ResearchPart": Line(clinic=("export__clinic",), told="goes with its export"),
    "exchange.ResearchExport": Line(clinic=("clinic",), told="those that wait go, and are asked for again"),
    # Of everybody.
    "people.OutgoingMail": Line(told="letters to an address, and those that mention a record, go"),
    "django_celery_results.TaskResult": Line(told="those of the PDFs of a record, or of an account, go"),
    "people.AuditEvent": Line(told="stays: who did what when, by ids alone"),
    "people.AuditSeal": Line(told="stays: hashes over what was done"),
    "exchange.Erasure": Line(told="stays: the receipt"),
    "exchange.EraseRequest": Line(told="stays: what was asked for, by ids alone"),
    "alsweak.FailedJob": Line(told="stays until it is done after all: which job failed, by ids and days alone"),
    "alsweak.Pulse": Line(told="holds nothing of anybody"),
    **dict.fromkeys(_OF_LIBRARIES, Line(told="holds nothing of anybody")),
}

Rows = Counter[str]


def model_of(label: str) -> type[Model]:
    app, _, name = label.partition(".")
    return next(
        each for each in apps.get_app_config(app).get_models(include_auto_created=True) if each.__name__ == name
    )


def rows_of(label: str, way: str, those: Collection[Any]) -> QuerySet[Any]:
    return model_of(label)._base_manager.filter(**{f"{way}__in": those})


def delete(what: str, those: Collection[Any]) -> Rows:
    """Delete the rows that go with these; how many of each table. ``what``: "record", "account" or "clinic".

    In the caller's transaction, at whose end the database looks whether anything still points at them.
    """
    ways = [(label, way) for label, line in REGISTER.items() for way in getattr(line, what)]
    found: Rows = Counter()
    for label, way in sorted(ways, key=lambda each: -each[1].count("__")):  # while what leads to them is there
        found[label] += deleted(rows_of(label, way, those))
    return +found


def deleted(rows: QuerySet[Any]) -> int:
    """Delete rows as they are, and nothing else with them; how many."""
    return rows.order_by()._raw_delete(rows.db) or 0
