"""All who said yes into one zip: as much memory as one person's record, however many there are."""

import datetime as dt
import hashlib
import io
import json
import shutil
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

from clinical import ENGINE
from exchange.archive.write import MANIFEST, README, entry, one_moment
from exchange.research import omop, proact
from exchange.research.counts import COUNTS, LEAST, Counts
from exchange.research.omop_tables import CDM_SOURCE, OF_PEOPLE
from exchange.research.pseudonyms import Pseudonym, Pseudonyms
from exchange.research.readme import readme
from exchange.research.refused import Refused
from exchange.research.sheets import Sheet, can_write_parquet
from exchange.research.subject import Subject
from people import research
from people.models import Clinic, Patient

FORMAT, VERSION = "alsweak research export", 1
BATCH = 100  # people, fetched at once
TABLES = (*OF_PEOPLE, CDM_SOURCE, *proact.TABLES, COUNTS)
Told = Callable[[int], None]


@dataclass(frozen=True)
class Given:
    """``people``: whose records are in it; ``rows`` by name of the table; ``parquet``: it stands beside the CSV."""

    people: frozenset[uuid.UUID]
    rows: dict[str, int]
    parquet: bool


def write_export(
    file: IO[bytes],
    pseudonyms: Pseudonyms,
    *,
    now: dt.datetime,
    clinic: Clinic | None = None,
    found: Told = lambda people: None,
    progress: Told = lambda people: None,
) -> Given:
    """As it stands at one moment of the database. The same records and the same secret give the same bytes within a
    month. ``found``: how many people there are; ``progress``: how many more are in it. Raises ``Refused`` where those
    who said yes are too few."""
    parquet = can_write_parquet()
    with ExitStack() as until, one_moment():
        said = dict(consents_of(clinic).values_list("patient", "text_version"))
        if len(said) < LEAST:
            raise Refused(
                f"Fewer than {LEAST} people have said yes to research{f' at {clinic}' if clinic else ''}. Nothing is"
                " given: among so few each could be recognised."
            )
        found(len(said))
        sheets = {table.name: Sheet(table, until, parquet=parquet) for table in TABLES}
        counts = Counts()
        for person in _people(said, pseudonyms, now):
            _add(person, sheets)
            counts.add(person)
            progress(1)
        sheets[CDM_SOURCE.name].add(_source(now))
        for row in counts.rows():
            sheets[COUNTS.name].add(row)
        _pack(file, sheets, now, sorted(set(said.values())), len(said), parquet=parquet)
        return Given(frozenset(said), {name: sheet.rows for name, sheet in sheets.items()}, parquet)


def consents_of(clinic: Clinic | None) -> Any:
    """Those that count now, one a person: of everybody, or of a clinic."""
    consents = research.that_count().order_by()
    return consents.filter(clinic=clinic) if clinic else consents


def _people(said: dict[uuid.UUID, str], pseudonyms: Pseudonyms, now: dt.datetime) -> Iterator[Subject]:
    """In the order of their pseudonyms, which says nothing of when a record was made or whose it is."""
    named: list[tuple[Pseudonym, uuid.UUID]] = [(pseudonyms.of(pk), pk) for pk in said]
    named.sort(key=lambda one: one[0].code)
    for start in range(0, len(named), BATCH):
        some = named[start : start + BATCH]
        patients = Patient.objects.in_bulk([pk for _pseudonym, pk in some])
        for place, (pseudonym, pk) in enumerate(some, start=start + 1):
            yield Subject(patients[pk], place, pseudonym, now)


def _add(person: Subject, sheets: dict[str, Sheet]) -> None:
    rows = omop.rows_of(person)
    for table in OF_PEOPLE:
        number = f"{table.name}_id"
        for row in rows.get(table.name, ()):
            sheet = sheets[table.name]
            own = {} if number == "person_id" or number not in table.header else {number: sheet.rows + 1}
            sheet.add(row | own)
    for table, row in proact.rows_of(person):
        sheets[table.name].add(row)


def _source(now: dt.datetime) -> dict[str, Any]:
    month = now.date().replace(day=1)
    return {
        "cdm_source_name": "alsweak",
        "cdm_source_abbreviation": "alsweak",
        "cdm_holder": "not told",
        "source_description": "Records of people who said yes to research. Days are moved for each person.",
        "source_release_date": month,
        "cdm_release_date": month,
        "cdm_version": "5.4",
        "cdm_version_concept_id": omop.NO_CONCEPT,
        "vocabulary_version": "none",
    }


def _pack(
    file: IO[bytes], sheets: dict[str, Sheet], now: dt.datetime, texts: list[str], people: int, *, parquet: bool
) -> None:
    told: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w") as archive:
        about = io.BytesIO(readme(TABLES, parquet=parquet).encode())
        told[README] = _put(archive, README, about)
        for sheet in sheets.values():
            for name, content in sheet.done().items():
                told[name] = {"rows": sheet.rows, **_put(archive, name, content)}
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "engine": ENGINE,
            "month": f"{now:%Y-%m}",
            "consent_texts": texts,
            "people": people,
            "files": told,
        }
        archive.writestr(entry(MANIFEST), json.dumps(manifest, indent=1) + "\n")


def _put(archive: zipfile.ZipFile, name: str, content: IO[bytes]) -> dict[str, Any]:
    digest = hashlib.file_digest(content, "sha256")  # type: ignore[arg-type]
    size = content.seek(0, io.SEEK_END)
    content.seek(0)
    with archive.open(entry(name), "w", force_zip64=True) as out:
        shutil.copyfileobj(content, out)
    return {"bytes": size, "sha256": digest.hexdigest()}
