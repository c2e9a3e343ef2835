"""The bulk half of the services: whole files and whole records, written in batches.

Like the verbs beside it: the patient's row is locked, rows are never overwritten, an audit event and a
new ``data_version`` come with the rows, and a report is asked for once all is committed.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import F, JSONField, Value
from django.db.models.functions import Now

from people import audit
from people.models import Patient, User
from symptoms.derive import tasks
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import AskedBack, DayEntry, Recorded
from symptoms.read.confirmed import asked_back, confirmed_same
from symptoms.read.history import RANKED, answers, modes_of
from symptoms.read.reasons import reasons_of
from symptoms.record.columns import ENTRY_SECTIONS, lookups, measure_names
from symptoms.record.standing import Statement, together
from symptoms.write.rows import insert_entries
from symptoms.write.transaction import lock

Identity = tuple[dt.date, str]


class Fate(IntEnum):
    """What became of a row; of its parts, the highest."""

    UNCHANGED = 0
    NEW = 1
    CORRECTED = 2


class DaySaid(NamedTuple):
    """What one source says about one day: measure name to number, how, if a function check was not answered in the
    usual way, which sections of a check-in were confirmed as the same as last time, which measures were asked back and
    confirmed, and why cells have no grade."""

    day: dt.date
    source: str
    values: Mapping[str, float]
    mode: str | None = None
    same: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    not_known: Mapping[str, str] = {}


def record_days(
    patient: Patient, said: Iterable[DaySaid], *, by: User, made_at: Callable[[dt.date], dt.datetime]
) -> None:
    """Write many days that one author says of one patient; ``made_at``: when they said it, by day.

    What is said is taken as it is: whoever makes up a life keeps to what may be recorded.
    """
    with transaction.atomic():
        lock(patient)
        found = write_days(patient, list(said), by, made_at)
        if written := found[Fate.NEW] + found[Fate.CORRECTED]:
            changed_by({patient: written}, by, "write")


def write_days(
    patient: Patient, said: list[DaySaid], author: User, made_at: Callable[[dt.date], dt.datetime]
) -> Counter[Fate]:
    """Write what differs from the answers that count, as rows of ``author``, and say what became of each row.

    The caller ends with ``changed_by``, and locks the patient: before, or before all is kept, with a look whether
    anything changed meanwhile; then ``forget_days`` and once more.
    """
    fates = [Fate.UNCHANGED] * len(said)
    for model in ENTRY_SECTIONS:
        names = measure_names(model)
        parts = [{name: row.values[name] for name in names if name in row.values} for row in said]
        unknown: list[Mapping[str, str]] = [row.not_known if model is CheckIn else {} for row in said]
        if not any(parts) and not any(unknown):
            continue
        counting, own = _counting(model, patient), _own(model, patient, author)
        modes = modes_of(patient.pk) if model is FunctionCheck else {}
        confirmed = confirmed_same(patient.pk) if model is CheckIn else {}
        told_why = any(unknown) or any(why for _pk, _values, why in own.values())
        reasons = reasons_of(patient.pk) if told_why else {}
        asked = asked_back(patient.pk, [model]) if issubclass(model, AskedBack) else {}
        written, superseded = [], []
        for place, (row, values, why) in enumerate(zip(said, parts, unknown, strict=True)):
            if not values and not why:
                continue
            day, source, _values, mode, same, kept, _why = row
            key = (day, source)
            counts = Statement(
                counting.get(key, {}),
                reasons.get(key, {}),
                confirmed.get(key, frozenset()),
                modes.get(key),
                asked.get(key, frozenset()),
            )
            new = Statement(
                values,
                why,
                same=same if model is CheckIn else frozenset(),
                mode=mode if model is FunctionCheck else None,
                confirmed=frozenset(name for name in kept if model is _holder(name)),
            )
            if counts.says(new):
                continue
            fates[place] = max(fates[place], Fate.CORRECTED if counts.anything else Fate.NEW)
            previous, earlier, earlier_why = own.get(key, (None, {}, {}))
            if previous:
                superseded.append(previous)
            # What someone else has said since goes on counting.
            still = {name: value for name, value in earlier.items() if counts.values[name] == value}
            still_why = {cell: why for cell, why in earlier_why.items() if counts.not_known.get(cell) == why}
            said_now = together(replace(counts, values=still, not_known=still_why), new)
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
            if issubclass(model, AskedBack):
                fields["confirmed"] = sorted(said_now.confirmed)
            written.append((fields, said_now.values, said_now.same, said_now.not_known))
        model._default_manager.filter(pk__in=superseded).update(status=Recorded.Status.SUPERSEDED)
        insert_entries(model, written)
    return Counter(fates)


def forget_days(patient: Patient, author: User) -> None:
    """Take out what ``write_days`` wrote in this transaction as rows of an author who had none before: nobody saw
    them."""
    for model in ENTRY_SECTIONS:
        model._default_manager.filter(patient_id=patient.pk, author=author).delete()


def _holder(name: str) -> type[AskedBack]:
    """Whose rows say that a measure was asked back and confirmed."""
    return Measurement if name in measure_names(Measurement) else FunctionCheck


def _counting(model: type[DayEntry], patient: Patient) -> dict[Identity, dict[str, float]]:
    """The answers that count, by day and source."""
    names = measure_names(model)
    return {
        (day.item(), RANKED[rank]): {names[i]: values[i] for i in np.flatnonzero(~np.isnan(values))}
        for day, rank, values in zip(*answers(model, patient.pk), strict=True)
    }


def _own(
    model: type[DayEntry], patient: Patient, author: User
) -> dict[Identity, tuple[uuid.UUID, dict[str, Any], Mapping[str, str]]]:
    """What an author's standing rows say, by day and source, and why cells have no grade in them."""
    names = measure_names(model)
    rows = model._default_manager.standing().filter(patient=patient, author=author)
    reasons = "weakness__not_known" if model is CheckIn else Value(None, JSONField())
    return {
        (day, source): (
            pk,
            {name: value for name, value in zip(names, values, strict=True) if value is not None},
            why or {},
        )
        for day, source, pk, why, *values in rows.values_list("day", "source", "pk", reasons, *lookups(model))
    }


def changed_by(patients: Mapping[Patient, int], by: User | None, verb: str) -> None:
    """The audit events, the new versions and the requests for reports; ``patients`` with their number of rows."""
    audit.record_all(verb, {patient.pk: f"{rows} rows" for patient, rows in patients.items()}, user=by)
    new_version(patients)


def new_version(patients: Iterable[Patient]) -> None:
    """Another version of each, and a request for its report, once all is committed."""
    patients = list(patients)
    Patient.objects.filter(pk__in=[patient.pk for patient in patients]).update(
        data_version=F("data_version") + 1, changed_at=Now()
    )

    def ask() -> None:
        for patient in patients:
            tasks.refresh.delay(str(patient.pk))

    # The broker may be away: then the first request fails and the rest are not tried; the sweep finds them all.
    transaction.on_commit(ask, robust=True)
