"""An archive into a clinic, whole or not at all."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from exchange.archive.all_tables import TABLES
from exchange.archive.authors import accounts_for
from exchange.archive.beside import Beside
from exchange.archive.care_tables import AUTHORS
from exchange.archive.load_care import Tables
from exchange.archive.load_people import People
from exchange.archive.read import Archive, refuse_together
from exchange.archive.record_tables import NOT_KNOWN, PEOPLE
from exchange.archive.who import same_records
from exchange.archive.write import OBSERVATIONS
from exchange.importing import import_rows
from exchange.imports import noting
from exchange.models import Import
from exchange.rows import CsvRefused, Problems, Row, Rows
from exchange.tables.questions import Asker
from people.models import Clinic, Patient, User
from symptoms.write.bulk import Fate, changed_by

AUTHORED = (("author", True), ("undone_by", False), ("reply_by", False))


@dataclass(frozen=True)
class ImportedArchive:
    """What an import did, in rows of all tables together, of a record as one."""

    people: int
    created: tuple[str, ...]
    new: int
    unchanged: int
    corrected: int
    notes: tuple[str, ...]
    confirmed: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """What the note of the import keeps."""
        names = ("people", "new", "unchanged", "corrected", "confirmed")
        return {name: getattr(self, name) for name in names}


def import_archive(
    archive: Archive,
    clinic: Clinic,
    *,
    by: User | None,
    now: dt.datetime,
    sent: noting.Sent | None = None,
    kind: Import.Kind = Import.Kind.ARCHIVE,
    confirm: bool = False,
    asker: Asker | None = None,
    progress: Callable[[int], object] = lambda rows: None,
) -> ImportedArchive:
    """Write an archive into a clinic. Each record goes to the one of its id, wherever that is kept; of one that is not
    here and is like somebody's of this clinic ``asker`` says whether it is the same person's (``same_records``).

    A record that is new here is taken as it stood. Where it is here already, an entry that is there stays as it is, one
    that says something else takes its place as a correction, nothing is deleted, and values that can hardly be are
    asked back as of any file (``confirm``: they are right). Authors are kept by name.
    Raises ``CsvRefused`` with what cannot be, by file, line and column, ``Asked`` and ``FileInDoubt``; then nothing is
    written.
    """
    whole = partial(
        _import_once, archive, clinic, kind, by=by, now=now, sent=sent, confirm=confirm, asker=asker or Asker()
    )
    known = _known(archive)
    try:
        with transaction.atomic():
            return whole(progress=progress)
    except (IntegrityError, CsvRefused) as refused:
        if isinstance(refused, CsvRefused) and _known(archive) == known:
            raise
        with transaction.atomic():  # somebody brought the same records in meanwhile: now they are here
            return whole(progress=lambda rows: None)


def _known(archive: Archive) -> int:
    """How many of its records are here."""
    return Patient.objects.filter(pk__in=[line.said["id"] for line in archive.tables[PEOPLE.file]]).count()


def _import_once(
    archive: Archive,
    clinic: Clinic,
    kind: Import.Kind,
    *,
    by: User | None,
    now: dt.datetime,
    sent: noting.Sent | None,
    confirm: bool,
    asker: Asker,
    progress: Callable[[int], object],
) -> ImportedArchive:
    tables = archive.tables
    problems = {table.file: Problems(table.file) for table in TABLES}
    same = same_records(tables[PEOPLE.file], clinic, asker)
    noted = noting.begin(clinic, kind, by=by, now=now, sent=sent)
    people = People(tables[PEOPLE.file], clinic, same, problems=problems[PEOPLE.file])
    refuse_together(list(problems.values()))
    rows = _with_reasons(archive, people, problems)
    authors = _authors(tables, people, problems)
    beside = Beside(tables, people, authors, noted, problems, now)
    done = import_rows(
        rows,
        clinic,
        by=by,
        now=now,
        future_days=True,
        close_checks=True,
        confirm=confirm,
        into=noted,
        arriving=people,
        beside=beside,
        progress=progress,
    )
    of_facts = people.write_facts(noted)
    made = Counter(people.patients[reference] for reference in people.new)
    changed = beside.changed + of_facts + made
    changed_by(changed, by, "import")
    fates = beside.fates
    brought = ImportedArchive(
        people=len(people.patients),
        created=people.new,
        new=fates[Fate.NEW] + done.new + len(people.new),
        unchanged=fates[Fate.UNCHANGED] + done.unchanged + len(people.patients) - len(people.new) - len(of_facts),
        corrected=fates[Fate.CORRECTED] + done.corrected + len(of_facts),
        notes=(*done.notes, *_elsewhere(people)),
        confirmed=done.confirmed,
    )
    noted.patients.add(*changed)
    for each in beside.loaded:
        for row in each.written:
            noted.rows.setdefault(row._meta.label_lower, []).append(str(row.pk))
    noting.end(noted, brought.counts)
    return brought


def _with_reasons(archive: Archive, people: People, problems: dict[str, Problems]) -> Rows:
    """The observations with the reasons of not_known.csv. Raises ``CsvRefused`` for a record that people.csv does not
    name."""
    observed = Problems(OBSERVATIONS)
    for row in archive.observations.rows:
        if row.patient not in people.patients:
            observed.add(_no_such_person(), row.line, "patient")
    observed.refuse_if_any()
    reasons: dict[tuple[str, dt.date, str], dict[str, str]] = {}
    for line in archive.tables[NOT_KNOWN.file]:
        said = line.said
        if said["patient"] not in people.patients:
            problems[NOT_KNOWN.file].add(_no_such_person(), line.line, "patient")
        reasons.setdefault((said["patient"], said["date"], said["source"]), {})[said["cell"]] = said["reason"]
    refuse_together(list(problems.values()))
    rows = [
        replace(row, not_known=reasons.pop((row.patient, row.day, row.source), {})) for row in archive.observations.rows
    ]
    blank = (None,) * len(archive.observations.measures)
    rows += [
        Row(0, patient, day, source, blank, not_known=said) for (patient, day, source), said in sorted(reasons.items())
    ]
    return replace(archive.observations, rows=tuple(rows))


def _authors(tables: Tables, people: People, problems: dict[str, Problems]) -> dict[str, User]:
    """Accounts of the authors who are named. Raises ``CsvRefused`` for one whom authors.csv does not name, and for a
    record that people.csv does not."""
    names = {line.said["author"]: line.said["name"] for line in tables[AUTHORS.file]}
    wanted = set()
    for file, lines in tables.items():
        if file in (PEOPLE.file, NOT_KNOWN.file, AUTHORS.file):
            continue
        for line in lines:
            if line.said["patient"] not in people.patients:
                problems[file].add(_no_such_person(), line.line, "patient")
            for column, _needed in AUTHORED:
                named = line.said.get(column)
                if named and named not in names:
                    problems[file].add(_("authors.csv does not name this author."), line.line, column)
                elif named:
                    wanted.add(named)
    refuse_together(list(problems.values()))
    return accounts_for(names, wanted)


def _no_such_person() -> str:
    return _("people.csv names no such record.")


def _elsewhere(people: People) -> list[str]:
    told = _("These records are kept at another clinic here, and got what is theirs: %(which)s.")
    return [told % {"which": ", ".join(people.elsewhere)}] if people.elsewhere else []
