"""What a table says of the person themselves: blanks of the record are filled, what differs is asked."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exchange.imports import noting
from exchange.models import Import
from exchange.rows import CsvRefused, Problem
from exchange.tables.corrected import KEEP
from exchange.tables.mapping import NAME, OUT
from exchange.tables.questions import Asker
from people.alike import same_name
from people.models import Patient
from symptoms.wording.doubts import asked_back
from symptoms.write.asking import InDoubt, code_of
from symptoms.write.facts import change_facts

FACT = "fact."  # begins the key of a question
FILE, RECORD = "file", "record"
SURE = "sure"  # ends the key of a question about a value that can hardly be
FIELDS = {
    NAME: "name",
    "birth_date": "birth_date",
    "onset_date": "onset_month",
    "diagnosis_date": "diagnosis_date",
    "height": "height",
}


def write_facts(
    noted: Import, facts: Mapping[str, Mapping[str, Any]], asker: Asker, *, now: dt.datetime, confirm: bool
) -> int:
    """How many people were changed; what, is kept with the import. Within the caller's transaction; while ``asker`` has
    questions it is undone.

    The onset is kept to the month. ``confirm``: what can hardly be is right. Raises ``CsvRefused``.
    """
    changed = 0
    patients = Patient.objects.filter(clinic=noted.clinic, reference__in=list(facts)).order_by("reference")
    for patient in patients:
        said = {FIELDS[name]: _kept(name, value) for name, value in facts[patient.reference].items()}
        fresh = {name: value for name, value in said.items() if _counts(patient, name, value, asker)}
        if fresh:
            _write(noted, patient, fresh, asker, now, confirm)
            changed += 1
    return changed


def _kept(name: str, value: Any) -> Any:
    if name == "onset_date":
        return value.replace(day=1)
    return round(value) if name == "height" else value


def _counts(patient: Patient, name: str, value: Any, asker: Asker) -> bool:
    """Whether a fact is to be written: where there is none yet, or it was answered that the file is right."""
    stands = getattr(patient, name)
    if stands in (None, ""):
        return True
    if stands == value or (name == NAME and same_name(stands) == same_name(value)):
        return False
    sentence = _("%(patient)s: the record says %(stands)s, the file says %(value)s. Which is right?")
    told = {"patient": patient.reference, "stands": stands, "value": value}
    return asker.ask(f"{FACT}{patient.reference}.{name}", sentence % told, (FILE, RECORD)) == FILE


def _write(
    noted: Import, patient: Patient, fresh: dict[str, Any], asker: Asker, now: dt.datetime, confirm: bool
) -> None:
    if "onset_month" in fresh:
        fresh["onset_precision"] = Patient.Precision.MONTH
    before = {name: getattr(patient, name) for name in fresh}
    author = noted.account
    try:
        try:
            change_facts(patient, by=author, confirm=(), now=now, **fresh)
        except InDoubt as doubtful:
            if not confirm:
                answers = {
                    doubt.measure: asker.ask(
                        f"{FACT}{patient.reference}.{doubt.measure}.{SURE}",
                        asked_back(doubt, doubtful.day).sentence,
                        (KEEP, OUT),
                    )
                    for doubt in doubtful.doubts
                }
                if None in answers.values():
                    return
                if OUT in answers.values():
                    rest = {name: value for name, value in fresh.items() if answers.get(name) != OUT}
                    if rest:
                        _write(noted, patient, rest, asker, now, confirm)
                    return
            codes = tuple(code_of(doubt) for doubt in doubtful.doubts)
            change_facts(patient, by=author, confirm=codes, now=now, **fresh)
    except ValidationError as refused:
        raise CsvRefused([Problem(f"{patient.reference}: {' '.join(refused.messages)}")]) from refused
    noting.facts(noted, patient, before, fresh)
