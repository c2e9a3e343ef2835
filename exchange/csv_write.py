"""Records as the CSV that ``read_csv`` reads: the same columns, the same identity of a row."""

import csv
import datetime as dt
import io
import math
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from django.db.models import Count, QuerySet

from clinical.vocabulary import MEASURES
from exchange.rows import CONFIRMED, IDENTITY, MODE, SAME
from people.models import Patient
from reports.csv_lines import guarded
from symptoms.read.confirmed import asked_back, confirmed_same, ever_asked_back, ever_confirmed
from symptoms.read.history import RANKED, Modes, answers, unusual_modes
from symptoms.record.columns import ENTRY_SECTIONS, lookups, measure_names

Hidden = frozenset[str] | Mapping[uuid.UUID, frozenset[str]]


def write_csv(patients: QuerySet[Patient], stream: TextIO) -> None:
    """Whole, as for who runs the site."""
    for part in csv_parts(patients, hidden=frozenset()):
        stream.write(part)


def csv_parts(patients: QuerySet[Patient], *, hidden: Hidden) -> Iterator[str]:
    """The header, then patient by patient what stands, future days too, in pieces that a response can send at once.

    Only columns in which something was ever recorded, with the mode of a function check where it is not the usual one,
    the sections that were confirmed as the same as last time and the measures that were asked back and confirmed, where
    there are any.
    Of several answers of one source to one day it is the one that counts in the report. ``hidden``: the measures that
    are not for the reader (``symptoms.read.private``), of all these people or by record; a row that holds nothing else
    is not there.
    """
    columns = _columns(patients, hidden)
    modes = unusual_modes(patients.order_by())
    same = _ever_same(patients, hidden)
    asked = ever_asked_back(patients.order_by())
    how = [name for name, there in ((MODE, modes), (SAME, same), (CONFIRMED, asked)) if there]
    yield _lines([[*IDENTITY, *how, *columns]])
    for patient in patients.order_by("reference", "pk").iterator():
        yield _lines(_rows(patient, columns, modes, same, asked, _of(patient.pk, hidden)))


def said_of(pk: uuid.UUID) -> Iterator[tuple[dt.date, str, dict[str, float]]]:
    """The measures that count, nan where nothing was recorded, in order of day and source. Three queries."""
    said: dict[tuple[Any, int], dict[str, float]] = {}
    for model in ENTRY_SECTIONS:
        names = measure_names(model)
        for day, rank, values in zip(*answers(model, pk), strict=True):
            said.setdefault((day, rank), {}).update(zip(names, values, strict=True))
    return ((day.item(), RANKED[rank], values) for (day, rank), values in sorted(said.items()))


def _of(pk: uuid.UUID, hidden: Hidden) -> frozenset[str]:
    return hidden.get(pk, frozenset()) if isinstance(hidden, Mapping) else hidden


def _columns(patients: QuerySet[Patient], hidden: Hidden) -> list[str]:
    """Those in which something was recorded that is shown, in the order of the vocabulary."""
    found: set[str] = set()
    kinds = set(hidden.values()) | {frozenset()} if isinstance(hidden, Mapping) else {hidden}
    for kind in kinds:
        of_kind = patients
        if isinstance(hidden, Mapping):
            others = [pk for pk, those in hidden.items() if those != kind]
            of_kind = patients.exclude(pk__in=others)
        found |= _recorded(of_kind) - kind
    return [name for model in ENTRY_SECTIONS for name in measure_names(model) if name in found]


def _recorded(patients: QuerySet[Patient]) -> set[str]:
    found: set[str] = set()
    for model in ENTRY_SECTIONS:
        counts = {f"n{place}": Count(lookup) for place, lookup in enumerate(lookups(model))}
        ever = model._default_manager.standing().filter(patient__in=patients.order_by()).aggregate(**counts)
        found |= {name for place, name in enumerate(measure_names(model)) if ever[f"n{place}"]}
    return found


def _ever_same(patients: QuerySet[Patient], hidden: Hidden) -> bool:
    """Whether any row that is shown says that something is the same as last time."""
    ever = ever_confirmed(patients.order_by())
    if not ever or not hidden:
        return ever
    everyone = patients.order_by().values_list("pk", flat=True)
    return any(said.same for pk in everyone for said in _said(pk, _of(pk, hidden), same=True).values())


@dataclass(frozen=True)
class _Said:
    """What is shown of a day and source."""

    values: Mapping[str, float]
    same: frozenset[str] = frozenset()


def _said(pk: uuid.UUID, hidden: frozenset[str], *, same: bool) -> dict[tuple[dt.date, str], _Said]:
    """By day and source. ``same``: ask for the sections that were confirmed, too."""
    confirmed = confirmed_same(pk) if same else {}
    shown: dict[tuple[dt.date, str], _Said] = {}
    for day, source, values in said_of(pk):
        sections = confirmed.get((day, source), frozenset())
        there = {name: value for name, value in values.items() if not math.isnan(value)}
        left = {name: value for name, value in there.items() if name not in hidden}
        if not left:  # no more than why there is no grade, or nothing that is for the reader
            continue
        private = {MEASURES[name].section for name in there.keys() - left.keys()}
        shown[day, source] = _Said(left, sections - (private - {MEASURES[name].section for name in left}))
    return shown


def _rows(
    patient: Patient, columns: list[str], modes: Modes, same: bool, asked: bool, hidden: frozenset[str]
) -> Iterator[list[str]]:
    kept = asked_back(patient.pk) if asked else {}
    for (day, source), said in _said(patient.pk, hidden, same=same).items():
        how = [modes.get((patient.pk, day, source), "")] if modes else []
        how += [" ".join(sorted(said.same))] if same else []
        how += [" ".join(sorted(kept.get((day, source), ())))] if asked else []
        yield [
            guarded(patient.reference),
            str(day),
            source,
            *how,
            *(_cell(said.values.get(name, math.nan)) for name in columns),
        ]


def _cell(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(float(value))


def _lines(rows: Iterator[list[str]] | list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()
