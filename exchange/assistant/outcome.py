"""What comes of a file as its questions are answered so far: a dry run of all of it, or the writing."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from typing import Any

from django.db import transaction

from exchange.archive.load import ImportedArchive
from exchange.assistant.apart import is_clear, kind_of
from exchange.assistant.asking import PageAsker
from exchange.assistant.clear import read_clear
from exchange.assistant.mappings import as_they_are, mapping_of
from exchange.assistant.place import Place
from exchange.importing import Imported
from exchange.imports import noting
from exchange.imports.noting import Sent
from exchange.kept import digest
from exchange.models import Import, KeptFile
from exchange.phone.bring import bring_phone
from exchange.phone.choice import Choice, choice_of, table_of
from exchange.phone.export import Export
from exchange.phone.told import with_day
from exchange.rows import CsvRefused, FileInDoubt, Problem
from exchange.tables.bring import Open, bring, proposed
from exchange.tables.propose import Proposal
from exchange.tables.questions import Asked, Question
from exchange.tables.read import read_tables


@dataclass(frozen=True)
class PhoneFound:
    export: Export
    choice: Choice


@dataclass(frozen=True)
class Outcome:
    """``questions``: about the file as a whole, answered or not, of which those of ``open`` are not; ``cells``: about
    single values. ``doubts``: values of an archive or a bundle that are asked back, which ``digest`` confirms.
    ``refused``: what can't be read as things are. ``done``: what was brought in, or would be. ``mark``: of the note of
    the import. ``phone``: what was found in a phone's export, and what of it is kept.
    """

    kind: Import.Kind
    proposal: Proposal | None = None
    questions: tuple[Question, ...] = ()
    open: frozenset[str] = frozenset()
    answers: dict[str, str] = field(default_factory=dict)
    cells: tuple[Question, ...] = ()
    doubts: tuple[Problem, ...] = ()
    digest: str = ""
    refused: CsvRefused | None = None
    done: Imported | ImportedArchive | None = None
    facts: int = 0
    mark: str = ""
    phone: PhoneFound | None = None

    @property
    def can_come_in(self) -> bool:
        return self.done is not None


def outcome_of(kept: KeptFile, place: Place, now: dt.datetime, *, write: bool = False) -> Outcome:
    """``write``: bring it in, where nothing stands in the way; otherwise nothing is kept of what is tried."""
    data = bytes(kept.data)
    sent = Sent(kept.name, **kept.phone) if kept.phone else Sent.of(data, kept.name)
    given = _Given(kept, data, place, now, sent)
    how: dict[Import.Kind, Callable[[_Given], Outcome]] = {
        Import.Kind.TABLE: _of_table,
        Import.Kind.CSV: _of_our_table,
        Import.Kind.ARCHIVE: partial(_of_clear, kind=Import.Kind.ARCHIVE),
        Import.Kind.FHIR: partial(_of_clear, kind=Import.Kind.FHIR),
        Import.Kind.PHONE: _of_phone,
    }
    with transaction.atomic():
        found = how[Import.Kind.PHONE if kept.phone else kind_of(BytesIO(data))](given)
        if noted := noting.of(place.clinic, by=place.user, now=now):
            found = replace(found, mark=str(noted.pk))
        if not (write and found.can_come_in):
            transaction.set_rollback(True)
    return found


@dataclass(frozen=True)
class _Given:
    kept: KeptFile
    data: bytes
    place: Place
    now: dt.datetime
    sent: Sent

    @property
    def asker(self) -> PageAsker:
        """Of what is asked about a file whose columns and rows are clear."""
        return PageAsker(self.kept.answers, {})

    @property
    def how(self) -> dict[str, Any]:
        return {"by": self.place.user, "now": self.now, "sent": self.sent}


def _of_table(given: _Given, kind: Import.Kind = Import.Kind.TABLE) -> Outcome:
    place, asker = given.place, PageAsker(given.kept.answers, given.place.fixed)
    found = Outcome(kind)
    try:
        tables = read_tables(given.data)
        mapping = mapping_of(given.kept, tables, asker)
    except CsvRefused as refused:
        return replace(found, refused=refused)
    try:
        brought = bring(
            tables,
            place.clinic,
            asker,
            now=given.now,
            by=place.user,
            sent=given.sent,
            mapping=mapping,
            only=place.only,
            as_a_register=kind is Import.Kind.TABLE,
        )
        found = replace(found, proposal=brought.proposal, done=brought.done, facts=brought.facts)
    except Open as asked:
        cells = tuple(question for question in asked.questions if question.key not in asker.asked)
        found = replace(found, proposal=asked.proposal, cells=cells, refused=asked.refused)
    except CsvRefused as refused:
        found = replace(found, refused=refused)
    if found.proposal is None:
        try:
            found = replace(found, proposal=proposed(tables, mapping, asker))
        except CsvRefused:
            found = replace(found, proposal=Proposal(tables[-1], as_they_are(tables[-1], asker)))
    return replace(found, **_said(asker))


def _of_our_table(given: _Given) -> Outcome:
    """As it is, where nothing in it is asked; with the questions of a table otherwise, but where it takes back what a
    file said, which no other table does. What is refused of an entry that is typed is refused of its rows."""
    found = Outcome(Import.Kind.CSV)
    if is_clear(found.kind, given.data):
        return _of_clear(given, found.kind)
    asker = given.asker
    try:
        clear = read_clear(given.data, found.kind, given.place, now=given.now)
    except CsvRefused:
        return _of_table(given, found.kind)
    try:
        outcome = replace(found, done=clear.bring_in(asker=asker, **given.how))
    except (Asked, FileInDoubt):
        return _of_table(given, found.kind)
    except CsvRefused as refused:
        return replace(found, refused=refused)
    return replace(outcome, **_said(asker))


def _of_phone(given: _Given) -> Outcome:
    """Values that are asked back are told with their day, for nobody has seen its lines."""
    place, asker = given.place, PageAsker(given.kept.answers, given.place.fixed_of_phone)
    export, found = Export.from_bytes(given.data), Outcome(Import.Kind.PHONE)
    try:
        choice = choice_of(asker.answers, place.clinic)
        found = replace(found, phone=PhoneFound(export, choice))
        brought = bring_phone(
            export, place.clinic, asker, now=given.now, by=place.user, sent=given.sent, only=place.only
        )
        found = replace(found, done=brought.done)
    except Open as asked:
        lines = {line.number: line.cells[0] for line in table_of(export, choice).lines}
        cells = [question for question in asked.questions if question.key not in asker.asked]
        found = replace(found, cells=tuple(with_day(question, lines) for question in cells), refused=asked.refused)
    except CsvRefused as refused:
        found = replace(found, refused=refused)
    return replace(found, **_said(asker))


def _of_clear(given: _Given, kind: Import.Kind) -> Outcome:
    found, asker = Outcome(kind), given.asker
    try:
        clear = read_clear(given.data, kind, given.place, now=given.now)
    except CsvRefused as refused:
        return replace(found, refused=refused)

    def bring_in(confirm: bool) -> Imported | ImportedArchive:
        return clear.bring_in(asker=asker, confirm=confirm, **given.how)

    return _as_answered(found, asker, lambda: _as_confirmed(given, found, bring_in))


def _as_answered(found: Outcome, asker: PageAsker, bring_in: Callable[[], Outcome]) -> Outcome:
    """With what was asked of who is who; while it is open, nothing is brought in."""
    with suppress(Asked):
        found = bring_in()
    return replace(found, **_said(asker))


def _said(asker: PageAsker) -> dict[str, Any]:
    """What was asked and answered, as an ``Outcome`` has it."""
    return {
        "questions": tuple(asker.asked.values()),
        "open": frozenset(question.key for question in asker.questions),
        "answers": dict(asker.answers),
    }


def _as_confirmed(given: _Given, found: Outcome, bring_in: Callable[[bool], Imported | ImportedArchive]) -> Outcome:
    """Brought in; values that can hardly be, only where it was said of these that they are right."""
    try:
        return replace(found, done=bring_in(False))
    except CsvRefused as refused:
        return replace(found, refused=refused)
    except FileInDoubt as asked:
        found = replace(found, doubts=asked.questions, digest=digest(asked))
    return replace(found, doubts=(), done=bring_in(True)) if given.kept.confirmed == found.digest else found
