"""What tells of a person outside of the rows of their record: letters, what was typed, files of several people."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import unquote_plus

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django_celery_results.models import TaskResult

from exchange.erase.register import Rows, deleted
from exchange.models import Import, KeptFile, LargeFile, ResearchExport, ResearchPart
from people.codes import digest
from people.models import Invitation, OutgoingMail, Patient, User
from reports.models import Printout

OF_A_RECORD = re.compile(r"/patients/[0-9a-f-]{36}/")
SECRET = re.compile(r"/join/([A-Za-z0-9_-]{20,})/")


@dataclass(frozen=True)
class Marks:
    """By what a record is known. ``ids``: its id; ``secrets``: digests of what lets into it; ``words``: its name and
    reference, which others may have too; ``near``: addresses of those who may have been written to about it."""

    ids: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()

    @classmethod
    def of(cls, patients: Iterable[Patient]) -> "Marks":
        those = list(patients)
        asked = Invitation.objects.filter(patient__in=those)
        near = Q(memberships__patient__in=those) | Q(memberships__clinic__in={each.clinic_id for each in those})
        people = [user.email or "" for user in User.objects.filter(near, email__isnull=False)]
        return cls(
            tuple(str(each.pk) for each in those),
            frozenset(asked.values_list("secret_hash", flat=True)),
            tuple(word for each in those for word in (each.name, each.reference) if re.search(r"[^\W\d]", word)),
            frozenset([*people, *asked.values_list("email", flat=True)]),
        )

    def points(self, text: str) -> bool:
        """Whether its id stands in it, or a link that lets into it."""
        return any(each in text for each in self.ids) or any(
            digest(secret) in self.secrets for secret in SECRET.findall(text)
        )

    def named(self, text: str) -> bool:
        """Whether its name or reference stands in it, as a whole word."""
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in self.words)

    def in_text(self, text: str) -> bool:
        return self.points(text) or self.named(text)

    def in_json(self, value: Any) -> bool:
        return self.in_text(json.dumps(value, ensure_ascii=False, default=str))

    def in_typed(self, value: Any) -> bool:
        """The same of what somebody typed: on a page of another record a name is that of somebody there."""
        text = json.dumps(value, ensure_ascii=False, default=str)
        return self.points(text) or (self.named(unquote_plus(text)) and not OF_A_RECORD.search(text))


def letters(marks: Marks, addresses: Collection[str]) -> Rows:
    """Those that wait and tell of the record, or go to one of these addresses."""
    gone = []
    for mail in OutgoingMail.objects.all():
        text = f"{mail.subject}\n{mail.text}\n{mail.html}"
        of_it = marks.points(text) or (marks.near & set(mail.to) and marks.named(text))
        if of_it or set(addresses) & set(mail.to):
            gone.append(mail.pk)
    return Counter({"people.OutgoingMail": deleted(OutgoingMail.objects.filter(pk__in=gone))})


def typed(marks: Marks) -> Rows:
    """What waits in a session of anybody and mentions the record, such as a form that was held: it goes, they stay
    signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    found: Rows = Counter()
    for row in Session.objects.iterator():
        said = row.get_decoded()
        told = [key for key, value in said.items() if not key.startswith("_") and marks.in_typed(value)]
        if told:
            kept = {key: value for key, value in said.items() if key not in told}
            Session.objects.filter(pk=row.pk).update(session_data=store().encode(kept))
            found["sessions.Session"] += 1
    return found


def sessions_of(user: User) -> Rows:
    """Every session in which somebody is signed in ends."""
    theirs = [row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)]
    return Counter({"sessions.Session": deleted(Session.objects.filter(pk__in=theirs))})


def printed(which: Q) -> Rows:
    """The PDFs that somebody waits for; their rows go with the record, or the account."""
    asked = [str(pk) for pk in Printout.objects.filter(which).values_list("pk", flat=True)]
    label = "django_celery_results.TaskResult"
    return Counter({label: deleted(TaskResult.objects.filter(task_id__in=asked))})


def waiting_files(patients: Iterable[Patient]) -> Rows:
    """What waits in the clinics of these records, whoever it may be of: files that are not in yet, which nobody can
    read in part, and exports for research. They are sent, or asked for, again."""
    those = list(patients)
    clinics = {patient.clinic_id for patient in those if not patient.is_kept_alone}  # else nobody sends any
    exports = ResearchExport.objects.filter(Q(clinic__in=clinics) | Q(clinic=None))
    own = Q(patient__isnull=True, clinic__in=clinics)
    return Counter(
        {
            "exchange.ResearchPart": deleted(ResearchPart.objects.filter(export__in=exports)),
            "exchange.ResearchExport": deleted(exports),
            "exchange.LargeFile": deleted(LargeFile.objects.filter(clinic__in=clinics, imported=None)),
            "exchange.KeptFile": deleted(KeptFile.objects.filter(own)),
        }
    )


def imports(patients: Collection[Patient], marks: Marks, noted: Iterable[Import]) -> Rows:
    """The notes of files, after the rows of these records are gone: one that was of them alone goes, of another what it
    tells of them. ``noted``: those that changed one of them."""
    those = {str(patient.pk) for patient in patients}
    found: Rows = Counter()
    for one in noted:
        files = LargeFile.objects.filter(imported=one)
        if not one.patients.exists():
            found["exchange.LargeFile"] += deleted(files)
            found["exchange.Import"] += deleted(Import.objects.filter(pk=one.pk))
            continue
        one.facts = [fact for fact in one.facts if str(fact["patient"]) not in those]
        one.created = [pk for pk in one.created if str(pk) not in those]
        one.rows, one.retracted = _that_stand(one.rows), _that_stand(one.retracted)
        one.mapping = None if marks.in_json(one.mapping) else one.mapping
        one.file_name = "" if marks.in_text(one.file_name) else one.file_name
        one.save(update_fields=["facts", "created", "rows", "retracted", "mapping", "file_name"])
        for file in files:
            file.answers, file.told = {}, {**file.told, "notes": []}
            file.mapping = None if marks.in_json(file.mapping) else file.mapping
            file.file_name = "" if marks.in_text(file.file_name) else file.file_name
            file.save(update_fields=["answers", "told", "mapping", "file_name"])
    return +found


def _that_stand(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Of ids by model those that there still are."""
    left = {}
    for label, ids in rows.items():
        there = {str(pk) for pk in apps.get_model(label)._base_manager.filter(pk__in=ids).values_list("pk", flat=True)}
        left[label] = [pk for pk in ids if str(pk) in there]
    return left
