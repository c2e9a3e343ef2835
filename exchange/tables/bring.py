"""A file of whatever make into a clinic: read, understood, asked about, and then written whole or not at all."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from clinical.doubts import LIMITS
from exchange.importing import Imported, import_rows
from exchange.imports import noting
from exchange.models import Import
from exchange.rows import CsvRefused, FileInDoubt
from exchange.tables.amounts import CODES
from exchange.tables.apply import Applied, apply, references
from exchange.tables.corrected import KEEP, key_of
from exchange.tables.facts import FACT, write_facts
from exchange.tables.mapping import OUT, Mapping, as_said
from exchange.tables.one import Only
from exchange.tables.propose import Proposal, propose, who_in
from exchange.tables.questions import Asked, Asker, Question, refuse_unused
from exchange.tables.table import Table, refused
from exchange.tables.who import ask_alike, meant_by
from people.models import Clinic, User

FIRST_LINES = 50  # of the table that a proposal keeps


class Open(Asked):
    """Of a table. ``proposal``: how the file would be read as things are; ``refused``: what can't be read as things
    are."""

    def __init__(self, questions: tuple[Question, ...], proposal: Proposal, refused: CsvRefused | None = None) -> None:
        self.proposal, self.refused = proposal, refused
        super().__init__(questions)


@dataclass(frozen=True)
class Brought:
    """``facts``: how many people had a fact of theirs written. ``noted``: the import, None where nothing changed."""

    done: Imported
    proposal: Proposal
    facts: int
    noted: Import | None


def bring(
    tables: tuple[Table, ...],
    clinic: Clinic,
    asker: Asker,
    *,
    now: dt.datetime,
    by: User | None = None,
    sent: noting.Sent | None = None,
    mapping: Mapping | None = None,
    confirm: bool = False,
    only: Only | None = None,
    as_a_register: bool = True,
    kind: Import.Kind = Import.Kind.TABLE,
    notes: tuple[str, ...] = (),
    found: Callable[[int], object] = lambda rows: None,
    progress: Callable[[int], object] = lambda rows: None,
) -> Brought:
    """Write the table of a file that is meant. ``mapping``: None to have it proposed. ``confirm``: values that can
    hardly be are right. ``only``: the one record that it is for, None for any of the clinic. ``as_a_register``: days to
    come and close checks are kept and told, as registers have them; otherwise they are refused. ``kind``: of the
    import; ``notes``: what its reader has to say of the file. ``found`` is called once with the number of rows,
    ``progress`` with that of those done since it was last called.

    Raises ``CsvRefused``, and ``Open`` while something is asked; then nothing is written.
    """
    proposal = proposed(tables, mapping, asker)
    if only:
        proposal = replace(proposal, mapping=only.of_one(proposal.table, proposal.mapping))
    known = [] if only else clinic.patients.order_by("reference").values_list("reference", flat=True)
    same = meant_by(references(proposal.table, proposal.mapping), known, asker)
    # Of a table that nobody else holds, the cells go as the rows come: what is told of it needs its first lines.
    table, tables = proposal.table.given_away(), ()
    proposal = replace(proposal, table=replace(proposal.table, lines=proposal.table.lines[:FIRST_LINES]))
    try:
        applied = apply(table, proposal.mapping, asker, same)
    except CsvRefused as wrong:
        if asker.questions:
            raise Open(asker.questions, proposal, wrong) from wrong
        raise
    if not only:
        ask_alike(applied.facts, clinic, asker)
    _stop_if_asked(asker, proposal, written=False)
    found(len(applied.rows.rows))
    with transaction.atomic():
        meant = as_said(proposal.mapping)
        noted = noting.begin(clinic, kind, by=by, now=now, sent=sent, mapping=meant)
        facts = dict(applied.facts)
        written = 0

        def of_created(created: Collection[str]) -> None:
            nonlocal written
            those = {reference: facts.pop(reference) for reference in created if reference in facts}
            written += write_facts(noted, those, asker, now=now, confirm=confirm)

        try:
            done = import_rows(
                only.said_by(applied.rows) if only else applied.rows,
                clinic,
                by=by,
                now=now,
                into=noted,
                future_days=as_a_register,
                close_checks=as_a_register,
                confirm=confirm,
                before_locks=of_created,
                progress=progress,
            )
        except FileInDoubt as doubtful:
            raise Open(_asked_back(doubtful, applied), proposal) from doubtful
        written += write_facts(noted, facts, asker, now=now, confirm=confirm)
        _stop_if_asked(asker, proposal, written=True)
        noting.end(noted, done.counts | {"facts": written})
    return Brought(
        replace(done, notes=(*notes, *proposal.notes, *done.notes)), proposal, written, noted if noted.pk else None
    )


def proposed(tables: tuple[Table, ...], mapping: Mapping | None, asker: Asker) -> Proposal:
    """How a file is read: as ``mapping`` says, else as it seems. Raises ``CsvRefused``."""
    return _mapped(tables, mapping, asker) if mapping else propose(tables, asker)


def _mapped(tables: tuple[Table, ...], mapping: Mapping, asker: Asker) -> Proposal:
    """The table that has the columns of a mapping. Raises ``CsvRefused`` where none has."""
    needed = {name for name, column in mapping.columns.items() if column.means != OUT}
    found = next((table for table in tables if needed <= set(table.names)), None)
    if found is None:
        missing = sorted(needed - set(max(tables, key=lambda table: len(needed & set(table.names))).names))
        sentence = _("The mapping “%(name)s” is for another file: it wants the columns %(columns)s.")
        raise refused(sentence % {"name": mapping.name, "columns": ", ".join(missing)})
    return Proposal(found, who_in(mapping, None, asker), found.notes)


def _stop_if_asked(asker: Asker, proposal: Proposal, *, written: bool) -> None:
    """What is asked about facts is known once the rows are ``written``."""
    if asker.questions:
        raise Open(asker.questions, proposal)
    refuse_unused([key for key in asker.unused if written or not key.startswith(FACT)])


def _asked_back(doubtful: FileInDoubt, applied: Applied) -> tuple[Question, ...]:
    found = []
    for problem, day in zip(doubtful.questions, doubtful.days, strict=True):
        line, column = applied.place(problem.line or 0, day, problem.column)
        limit = LIMITS.get(problem.column)
        units = (CODES[limit.unit],) if limit and limit.unit else ()
        options = (KEEP, *units, OUT) if column != "function.total" else (KEEP,)
        found.append(Question(key_of(line, column), problem.sentence, options))
    return tuple(found)
