"""Files of which nothing has to be asked to read them: complete records, bundles of FHIR, our own CSV."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any

from django.conf import settings

from exchange.archive.load import ImportedArchive, import_archive
from exchange.archive.read import read_archive
from exchange.archive.record_tables import PEOPLE
from exchange.assistant.place import Place
from exchange.csv_read import read_csv
from exchange.fhir.entries import refused_in_entries
from exchange.fhir.load import import_bundle, read_bundle
from exchange.importing import Imported, import_rows
from exchange.models import Import
from exchange.rows import CsvRefused, Rows
from exchange.tables.one import check_one
from exchange.tables.questions import Asker
from exchange.tables.who import as_meant
from people.models import Clinic

UNPACKED = 10  # times as much as may be sent
BringIn = Callable[..., Imported | ImportedArchive]


@dataclass(frozen=True)
class Clear:
    """``rows``: how many are told of as it comes in. ``bring_in``: takes ``asker``, ``by``, ``now``, ``sent``,
    ``confirm`` and ``progress`` as ``import_archive`` does, and raises as it does."""

    rows: int
    bring_in: BringIn


def read_clear(data: bytes, kind: Import.Kind, place: Place, *, now: dt.datetime) -> Clear:
    """Raises ``CsvRefused`` for what can't be read, and for what may not come in at this place."""
    return {Import.Kind.ARCHIVE: _archive, Import.Kind.FHIR: _bundle, Import.Kind.CSV: _our_table}[kind](
        data, place, now
    )


def _archive(data: bytes, place: Place, now: dt.datetime) -> Clear:
    archive = read_archive(BytesIO(data), max_bytes=UNPACKED * settings.ALSWEAK_IMPORT_MAX_BYTES)
    place.check(archive.tables[PEOPLE.file], PEOPLE.file)
    return Clear(len(archive.observations.rows), partial(import_archive, archive, place.clinic))


def _bundle(data: bytes, place: Place, now: dt.datetime) -> Clear:
    """Of others, the rows; one that an alsweak wrote goes where a complete record would."""
    try:
        brought = read_bundle(data, now=now)
        if brought.own:
            place.check(brought.lines[PEOPLE.file])
        else:
            people = {} if place.only else brought.people  # whose record it is, is settled by the place
            brought = replace(brought, rows=_of_the_one(brought.rows, place, in_entries=True), people=people)
    except CsvRefused as refused:
        raise refused_in_entries(refused) from refused
    return Clear(len(brought.rows.rows), partial(import_bundle, brought, place.clinic))


def _our_table(data: bytes, place: Place, now: dt.datetime) -> Clear:
    rows = _of_the_one(read_csv(data), place)
    return Clear(len(rows.rows), partial(_import_meant, rows, place.clinic))


def _import_meant(rows: Rows, clinic: Clinic, *, asker: Asker, **how: Any) -> Imported:
    return import_rows(as_meant(rows, clinic, asker), clinic, **how)


def _of_the_one(rows: Rows, place: Place, *, in_entries: bool = False) -> Rows:
    """The same rows; for one record those of its person, who is not asked, as far as this account may say them."""
    if place.only is None:
        return rows
    check_one([row.patient for row in rows.rows])
    mine = tuple(replace(row, patient=place.only.reference) for row in rows.rows)
    return place.only.said_by(replace(rows, rows=mine), in_entries=in_entries)
