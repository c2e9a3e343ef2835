"""The bulk half of the services: whole files and whole records, written in batches.

Like the verbs of ``symptoms.services``: the patient's row is locked, rows are never overwritten, an audit event and a
new ``data_version`` come with the rows, and a report is asked for once all is committed.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from people import audit
from people.models import Clinic, Patient, User
from people.services import import_account
from symptoms import tasks
from symptoms.confirmed import confirmed_same
from symptoms.days import local_day
from symptoms.exchange.rows import Problems, Row, Rows
from symptoms.history import SOURCES, answers, modes_of
from symptoms.models import CheckIn, FunctionCheck
from symptoms.models.base import DayEntry, Record, Source
from symptoms.standing import Statement, together
from symptoms.storage import ENTRY_SECTIONS, insert_entries, lookups, measure_names
from symptoms.validation import check_apart, check_day, days_of_checks

NOTED = 20  # rows of one note that are told one by one

Identity = tuple[dt.date, str]


class Fate(IntEnum):
    """What became of a row; of its parts, the highest."""

    UNCHANGED = 0
    NEW = 1
    CORRECTED = 2


class Said(NamedTuple):
    """What one source says about one day: measure name to number, how, if a function check was not answered in the
    usual way, and which sections of a check-in were confirmed as the same as last time."""

    day: dt.date
    source: str
    values: Mapping[str, float]
    mode: str | None = None
    same: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Imported:
    """What an import did, in rows. ``created``: references of patients who were not known; ``notes``: sentences."""

    patients: int
    created: tuple[str, ...]
    new: int
    unchanged: int
    corrected: int
    repeated: int
    notes: tuple[str, ...]


def import_rows(
    rows: Rows,
    clinic: Clinic,
    *,
    by: User | None,
    now: dt.datetime,
    future_days: bool = False,
    close_checks: bool = False,
    progress: Callable[[int], object] = lambda rows: None,
) -> Imported:
    """Write a file into a clinic, whole or not at all; patients whom it does not know yet are created.

    The import account is the author, and nobody else's row is touched: where the file differs from the answer that
    counts for a patient, day and source, a row is added that counts from now on. A blank erases nothing. ``by``: who
    sent it, None for the command line. ``future_days``: keep days after the patient's today, and say so, rather than
    refuse them; ``close_checks``: the same for function checks outside the clinic that are less than 14 days apart.
    ``progress`` is called with the number of rows done since it was last called.
    Raises ``CsvRefused`` for what could not be recorded in any other way either.
    """
    by_reference: dict[str, list[Row]] = {}
    for row in rows.rows:
        by_reference.setdefault(row.patient, []).append(row)
    author = import_account()
    fates: Counter[Fate] = Counter()
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)  # two imports that create the same patient
        patients, created = _patients(clinic, by_reference, by)
        problems = Problems()
        kept = [
            *_days_after_today(patients, by_reference, problems, now, future_days),
            *_checks_too_close(patients, by_reference, rows, problems, close_checks),
        ]
        problems.refuse_if_any()
        changed = {}
        for reference, own in by_reference.items():
            said = [Said(row.day, row.source, rows.said(row), row.mode, row.same) for row in own]
            found = _write(patients[reference], said, author, lambda day: now)
            if written := found[Fate.NEW] + found[Fate.CORRECTED]:
                changed[patients[reference]] = written
            fates += found
            progress(len(own))
        _changed(changed, by, "import")
    return Imported(
        patients=len(patients),
        created=created,
        new=fates[Fate.NEW],
        unchanged=fates[Fate.UNCHANGED],
        corrected=fates[Fate.CORRECTED],
        repeated=rows.repeated,
        notes=(*rows.notes, *kept),
    )


def record_days(patient: Patient, said: Iterable[Said], *, by: User, made_at: Callable[[dt.date], dt.datetime]) -> None:
    """Write many days that one author says of one patient; ``made_at``: when they said it, by day.

    What is said is taken as it is: whoever makes up a life keeps to what may be recorded.
    """
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        found = _write(patient, list(said), by, made_at)
        if written := found[Fate.NEW] + found[Fate.CORRECTED]:
            _changed({patient: written}, by, "write")


def _patients(clinic: Clinic, references: Iterable[str], by: User | None) -> tuple[dict[str, Patient], tuple[str, ...]]:
    """The patients by reference, locked, and the references of those who are new."""
    known = Patient.objects.select_for_update().filter(clinic=clinic, reference__in=list(references)).order_by("pk")
    found = {patient.reference: patient for patient in known}
    unknown = tuple(reference for reference in references if reference not in found)
    new = [Patient(clinic=clinic, reference=reference, time_zone=clinic.time_zone) for reference in unknown]
    for patient in Patient.objects.bulk_create(new):
        audit.record("create", user=by, patient=patient)
        found[patient.reference] = patient
    return found, unknown


def _days_after_today(
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    problems: Problems,
    now: dt.datetime,
    future_days: bool,
) -> list[str]:
    """Adds the rows whose day cannot be to ``problems``; a note on those whose day is still to come and is kept."""
    early = []
    for reference, rows in by_reference.items():
        patient = patients[reference]
        today = local_day(patient, now)
        for row in rows:
            try:
                check_day(patient, row.day, now, future_days=future_days)
            except ValidationError as refused:
                problems.add(" ".join(refused.messages), row.line, "date")
            else:
                early += [row] if row.day > today else []
    told = _("Dated after today: %(which)s. Kept; reports leave them out until that day.")
    return [told % {"which": _which(early)}] if early else []


def _checks_too_close(
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    rows: Rows,
    problems: Problems,
    close_checks: bool,
) -> list[str]:
    """The same for function checks outside the clinic, in order of day. A day that has one is not made anew."""
    places = [place for place, name in enumerate(rows.measures) if MEASURES[name].section == "function"]
    close: list[Row] = []
    too_soon: list[tuple[int, str]] = []
    checks = {
        reference: [
            row
            for row in sorted(own, key=lambda row: (row.day, row.line))
            if row.source != Source.CLINICIAN and any(row.values[place] is not None for place in places)
        ]
        for reference, own in by_reference.items()
    }
    checked = days_of_checks(patients[reference] for reference, own in checks.items() if own)
    for reference, own in checks.items():
        for day, of_day in groupby(own, key=lambda row: row.day):
            days = checked[patients[reference].pk]
            try:
                check_apart(day, days)
            except ValidationError as refused:
                if not close_checks:
                    too_soon += [(row.line, " ".join(refused.messages)) for row in of_day]
                    continue
                close += of_day
            days.add(day)
    for line, sentence in sorted(too_soon):
        problems.add(sentence, line, "date")
    told = _("Function checks less than 14 days after another: %(which)s. Kept.")
    return [told % {"which": _which(close)}] if close else []


def _which(rows: list[Row]) -> str:
    which = [_("line %(line)d (%(day)s)") % {"line": row.line, "day": row.day} for row in rows[:NOTED]]
    if len(rows) > NOTED:
        which.append(_("and %(count)d more") % {"count": len(rows) - NOTED})
    return ", ".join(which)


def _write(
    patient: Patient, said: list[Said], author: User, made_at: Callable[[dt.date], dt.datetime]
) -> Counter[Fate]:
    """Write what differs from the answers that count, as rows of ``author``; the patient is locked."""
    fates = [Fate.UNCHANGED] * len(said)
    for model in ENTRY_SECTIONS:
        names = measure_names(model)
        parts = [{name: row.values[name] for name in names if name in row.values} for row in said]
        if not any(parts):
            continue
        counting, own = _counting(model, patient), _own(model, patient, author)
        modes = modes_of(patient.pk) if model is FunctionCheck else {}
        confirmed = confirmed_same(patient.pk) if model is CheckIn else {}
        written, superseded = [], []
        for place, ((day, source, _values, mode, same), values) in enumerate(zip(said, parts, strict=True)):
            if not values:
                continue
            key = (day, source)
            counts = Statement(counting.get(key, {}), same=confirmed.get(key, frozenset()), mode=modes.get(key))
            new = Statement(
                values, same=same if model is CheckIn else frozenset(), mode=mode if model is FunctionCheck else None
            )
            if counts.says(new):
                continue
            fates[place] = max(fates[place], Fate.CORRECTED if counts.values else Fate.NEW)
            previous, earlier = own.get(key, (None, {}))
            if previous:
                superseded.append(previous)
            # What someone else has said since goes on counting.
            still = {name: value for name, value in earlier.items() if counts.values[name] == value}
            said_now = together(replace(counts, values=still), new)
            fields = {
                "id": uuid.uuid4(),
                "patient_id": patient.pk,
                "author_id": author.pk,
                "source": source,
                "day": day,
            }
            fields |= {"time_zone": patient.time_zone, "made_at": made_at(day), "supersedes_id": previous}
            if model is FunctionCheck:
                fields["mode"] = said_now.mode or FunctionCheck.usual_mode(source)
            written.append((fields, said_now.values, said_now.same))
        model._default_manager.filter(pk__in=superseded).update(status=Record.Status.SUPERSEDED)
        insert_entries(model, written)
    return Counter(fates)


def _counting(model: type[DayEntry], patient: Patient) -> dict[Identity, dict[str, float]]:
    """The answers that count, by day and source."""
    names = measure_names(model)
    return {
        (day.item(), SOURCES[rank]): {names[i]: values[i] for i in np.flatnonzero(~np.isnan(values))}
        for day, rank, values in zip(*answers(model, patient.pk), strict=True)
    }


def _own(model: type[DayEntry], patient: Patient, author: User) -> dict[Identity, tuple[uuid.UUID, dict[str, Any]]]:
    """What an author's standing rows say, by day and source."""
    names = measure_names(model)
    rows = model._default_manager.standing().filter(patient=patient, author=author)
    return {
        (day, source): (pk, {name: value for name, value in zip(names, values, strict=True) if value is not None})
        for day, source, pk, *values in rows.values_list("day", "source", "pk", *lookups(model))
    }


def _changed(patients: Mapping[Patient, int], by: User | None, verb: str) -> None:
    """The audit events, the new versions and the requests for reports; ``patients`` with their number of rows."""
    for patient, rows in patients.items():
        audit.record(verb, user=by, patient=patient, detail=f"{rows} rows")
    Patient.objects.filter(pk__in=[patient.pk for patient in patients]).update(data_version=F("data_version") + 1)

    def ask() -> None:
        for patient in patients:
            tasks.refresh.delay(str(patient.pk))

    # The broker may be away: then the first request fails and the rest are not tried; the sweep finds them all.
    transaction.on_commit(ask, robust=True)
