"""A bundle into a clinic, whole or not at all, by what brings in archives and files: there is no other writer."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.archive.all_tables import TABLES
from exchange.archive.care_tables import AUTHORS
from exchange.archive.load import AUTHORED, ImportedArchive, import_archive
from exchange.archive.read import Archive, Line
from exchange.archive.record_tables import NOT_KNOWN, PEOPLE
from exchange.fhir.entered import Entered
from exchange.fhir.entries import Entries, Entry, LeftOut, Wrong, in_entries, read_entries
from exchange.fhir.read_answers import Answers
from exchange.fhir.read_courses import Courses
from exchange.fhir.read_days import FINAL, Days
from exchange.fhir.read_exercises import Exercises
from exchange.fhir.read_people import People
from exchange.fhir.read_treatment_days import TreatmentDays
from exchange.fhir.read_visits import AT, Visits
from exchange.importing import import_rows
from exchange.imports import noting
from exchange.models import Import
from exchange.rows import CsvRefused, FileInDoubt, Problem, Rows
from exchange.tables.questions import Asker
from exchange.tables.who import as_meant
from people.models import Clinic, User

# What an alsweak writes beside the record: published, derived, or there to be read.
BESIDE = ("CodeSystem", "Questionnaire", "Flag", "Consent", "Composition", "Device")
ANSWERS = ("Observation", "QuestionnaireResponse")
WHO = ("Patient", "RelatedPerson", "Practitioner", "CareTeam", "Organization", "PractitionerRole")


@dataclass(frozen=True)
class Brought:
    """What a bundle says: of records of an alsweak all of it, of others' people the rows alone. ``people``: name and
    day of birth of these, by their reference, where both are known."""

    rows: Rows
    lines: dict[str, list[Line]]
    own: bool
    people: Mapping[str, Mapping[str, Any]]


def read_bundle(data: bytes, *, now: dt.datetime) -> Brought:
    """Raises ``CsvRefused`` with all that is wrong, by number and path of the entry. What is not known is left out, and
    told in a note. ``now``: of what says not when it was entered."""
    bundle = read_entries(data)
    people = People(bundle)
    _each(bundle, bundle.of("Patient"), people.take)
    bundle.refuse_if_any()
    if not people.references:
        raise CsvRefused([Problem(_("There is no Patient in it."))])
    if people.strangers and people.lines:
        raise CsvRefused([Problem(_("Records of alsweak and others are in it. Bring them in one by one."))])
    days = Days(bundle, people)
    lines: dict[str, list[Line]] = {table.file: [] for table in TABLES}
    entered = Entered(now)
    visits = Visits(bundle, people, entered, lines)
    takers = (
        Courses(people, entered, lines),
        TreatmentDays(bundle, people, entered, lines),
        visits,
        Exercises(bundle, people, entered, lines),
        Answers(bundle, people, entered, lines),
    )
    if people.lines:
        _each(bundle, bundle.of("Provenance"), entered.note)
        _each(bundle, bundle.of(*AT), visits.note)

    def take(entry: Entry) -> None:
        if entry.kind in (*BESIDE, *WHO, "Provenance"):
            return
        if entry.kind in ANSWERS and entry.need("status") not in FINAL:
            raise LeftOut(_("what is not final"))
        if people.lines and any(each.take(entry) for each in takers):
            return
        if entry.kind not in ANSWERS:
            raise LeftOut(entry.kind or "?")
        days.take(entry)

    _each(bundle, bundle.entries, take)
    bundle.refuse_if_any()
    rows = days.rows()
    rows = replace(rows, notes=(*rows.notes, *bundle.notes()))
    return Brought(rows, lines | {PEOPLE.file: people.lines}, bool(people.lines), people.alike)


def _each(bundle: Entries, entries: Iterable[Entry], take: Callable[[Entry], object]) -> None:
    for entry in entries:
        try:
            take(entry)
        except Wrong as wrong:
            bundle.wrong(entry, wrong.path, wrong.sentence)
        except LeftOut as left:
            bundle.left_out[str(left)] += 1


def import_bundle(
    brought: Brought,
    clinic: Clinic,
    *,
    by: User | None,
    now: dt.datetime,
    sent: noting.Sent | None = None,
    confirm: bool = False,
    asker: Asker | None = None,
    progress: Callable[[int], object] = lambda rows: None,
) -> ImportedArchive:
    """Write what a bundle says into a clinic: a record of an alsweak into the record of its id, as an archive of it is;
    of others' people the rows, as a file of them is. Of who is like somebody here ``asker`` says who they are.

    Raises ``CsvRefused`` with what cannot be, by number and path of the entry, ``Asked`` and ``FileInDoubt``; then
    nothing is written.
    """
    asker = asker or Asker()
    more: dict[str, Any] = {"by": by, "now": now, "confirm": confirm, "progress": progress}
    try:
        if brought.own:
            return import_archive(_archive(brought), clinic, sent=sent, kind=Import.Kind.FHIR, asker=asker, **more)
        rows = as_meant(brought.rows, clinic, asker, brought.people)
        with transaction.atomic():
            noted = noting.begin(clinic, Import.Kind.FHIR, by=by, now=now, sent=sent)
            done = import_rows(rows, clinic, into=noted, future_days=True, close_checks=True, **more)
            noting.end(noted, done.counts)
    except (CsvRefused, FileInDoubt) as refused:
        raise in_entries(refused) from refused
    counts = (done.new, done.unchanged, done.corrected)
    return ImportedArchive(done.patients, done.created, *counts, done.notes, done.confirmed)


def _archive(brought: Brought) -> Archive:
    """The tables of an archive that says the same: what no bundle carries is not in it."""
    lines = dict(brought.lines)
    lines[NOT_KNOWN.file] = [
        Line(row.line, {"patient": row.patient, "date": row.day, "source": row.source, "cell": cell, "reason": reason})
        for row in brought.rows.rows
        for cell, reason in row.not_known.items()
    ]
    names = {line.said.get(column) or "" for each in lines.values() for line in each for column, _needed in AUTHORED}
    lines[AUTHORS.file] = [Line(0, {"author": name, "name": name}) for name in sorted(names - {""})]
    return Archive(brought.rows, lines)
