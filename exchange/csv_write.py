"""Records as the CSV that ``read_csv`` reads: the same columns, the same identity of a row."""

import csv
import io
import math
from collections.abc import Iterator
from typing import TextIO

from django.db.models import Count, QuerySet

from exchange.rows import CONFIRMED, IDENTITY, MODE, SAME
from people.models import Patient
from reports.csv_lines import guarded
from symptoms.read.confirmed import asked_back, confirmed_same, ever_asked_back, ever_confirmed
from symptoms.read.history import RANKED, Modes, answers, unusual_modes
from symptoms.record.columns import ENTRY_SECTIONS, lookups, measure_names


def write_csv(patients: QuerySet[Patient], stream: TextIO) -> None:
    """Whole, as for who runs the site."""
    for part in csv_parts(patients, hidden=frozenset()):
        stream.write(part)


def csv_parts(patients: QuerySet[Patient], *, hidden: frozenset[str]) -> Iterator[str]:
    """The header, then patient by patient what stands, future days too, in pieces that a response can send at once.

    Only columns in which something was ever recorded, with the mode of a function check where it is not the usual one,
    the sections that were confirmed as the same as last time and the measures that were asked back and confirmed, where
    there are any.
    Of several answers of one source to one day it is the one that counts in the report. ``hidden``: the measures that
    are not for the reader (``symptoms.read.private``).
    """
    columns = [name for name in _columns(patients) if name not in hidden]
    modes = unusual_modes(patients.order_by())
    same = ever_confirmed(patients.order_by())
    asked = ever_asked_back(patients.order_by())
    how = [name for name, there in ((MODE, modes), (SAME, same), (CONFIRMED, asked)) if there]
    yield _lines([[*IDENTITY, *how, *columns]])
    for patient in patients.order_by("reference", "pk").iterator():
        yield _lines(_rows(patient, columns, modes, same, asked))


def _columns(patients: QuerySet[Patient]) -> list[str]:
    found = []
    for model in ENTRY_SECTIONS:
        counts = {f"n{place}": Count(lookup) for place, lookup in enumerate(lookups(model))}
        ever = model._default_manager.standing().filter(patient__in=patients.order_by()).aggregate(**counts)
        found += [name for place, name in enumerate(measure_names(model)) if ever[f"n{place}"]]
    return found


def _rows(patient: Patient, columns: list[str], modes: Modes, same: bool, asked: bool) -> Iterator[list[str]]:
    said: dict[tuple, dict[str, float]] = {}
    for model in ENTRY_SECTIONS:
        names = measure_names(model)
        for day, rank, values in zip(*answers(model, patient.pk), strict=True):
            said.setdefault((day, rank), {}).update(zip(names, values, strict=True))
    confirmed = confirmed_same(patient.pk) if same else {}
    kept = asked_back(patient.pk) if asked else {}
    for (day, rank), values in sorted(said.items()):
        cells = [_cell(values.get(name, math.nan)) for name in columns]
        if not any(cells):  # no more than why there is no grade, or nothing that is for the reader
            continue
        source = RANKED[rank]
        how = [modes.get((patient.pk, day.item(), source), "")] if modes else []
        how += [" ".join(sorted(confirmed.get((day.item(), source), ())))] if same else []
        how += [" ".join(sorted(kept.get((day.item(), source), ())))] if asked else []
        yield [
            guarded(patient.reference),
            str(day),
            source,
            *how,
            *cells,
        ]


def _cell(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(float(value))


def _lines(rows: Iterator[list[str]] | list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()
