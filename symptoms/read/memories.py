"""What is remembered of when parts began, as it stands: to be shown, to be asked, to be changed."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet, Value

from clinical.vocabulary import CELLS, Source
from people.models import Patient
from people.prepared import prepared
from symptoms.models import CellMark, CheckIn, RememberedOnset
from symptoms.models.base import Recorded
from symptoms.models.remembered import voice
from symptoms.read.last_said import LOOKED_AT, RANK, LastSaid

Precision = RememberedOnset.Precision
WEAK = 3  # the best grade of a part that is not as before
WEEK = dt.timedelta(days=7)
_ORDER = {str(source): place for place, source in enumerate(Source)}


def memories_of(patient: Patient) -> dict[str, list[RememberedOnset]]:
    """What stands, by cell: the one that counts first (``clinical.memory.one_a_cell``), each with its author."""
    found: dict[str, list[RememberedOnset]] = {}
    for row in sorted(_standing(patient.pk), key=lambda row: (row.precision == Precision.NOT_SURE, _ORDER[row.source])):
        found.setdefault(row.cell, []).append(row)
    return found


def own_memory(rows: list[RememberedOnset], source: str) -> RememberedOnset | None:
    """Of the memories of a cell the one that a new one of this source would take the place of."""
    return next((row for row in rows if voice(row.source) == voice(source)), None)


def said_to_be_first(patient: Patient) -> RememberedOnset | None:
    """What the person themselves said of the part where it began; None where only others did, or nobody. No query where
    no fact names a part."""
    if not patient.onset_cell:
        return None
    said = own_memory(memories_of(patient).get(patient.onset_cell, []), Source.SELF)
    return said if said and said.precision != Precision.BEFORE else None


def unanswered(patient: Patient, last: LastSaid, source: str) -> tuple[str, ...]:
    """The parts of which may be asked when they began, from head to foot: weak in what was last said, weak already in
    the first week in which they were answered, and so of no date from answers; and no month is known of them from a
    memory, a fact or a mark, nor did this voice say that it is not sure.

    No query where nothing is weak, two where all is told, three at most.
    """
    grades = {cell.name: last.values.get(f"weakness.{cell.name}") for cell in CELLS}
    weak = [name for name, grade in grades.items() if grade is not None and grade <= WEAK]
    if not weak:
        return ()
    memories, settled = memories_of(patient), _settled(patient)
    left = [name for name in weak if name not in settled and not _told(memories.get(name, []), source)]
    if not left:
        return ()
    begun = weak_at_first(patient)
    return tuple(cell.name for cell in CELLS if cell.name in left and cell.name in begun)


def weak_at_first(patient: Patient) -> set[str]:
    """The cells with a grade of 3 or less in the seven days from their first grade on; of the earliest check-ins."""
    first: dict[str, dt.date] = {}
    found = set()
    for day, *grades in _oldest(patient.pk):
        for cell, grade in zip(CELLS, grades, strict=True):
            if grade is not None and day < first.setdefault(cell.name, day) + WEEK and grade <= WEAK:
                found.add(cell.name)
    return found


def has_other_cause(patient: Patient, cell: str) -> bool:
    """Whether this part is weak from another cause: then its answers are kept and do not count as ALS. A mark says it,
    or where there is none, the memory that counts."""
    said = _said_of(patient.pk, cell)
    marks = [what for marked, what, _source in said if marked]
    memories = [(what == Precision.NOT_SURE, _ORDER[source], what) for marked, what, source in said if not marked]
    if marks:
        return marks == [CellMark.Kind.OTHER_CAUSE]
    return bool(memories) and min(memories)[-1] == Precision.BEFORE


def _told(rows: list[RememberedOnset], source: str) -> bool:
    return any(row.precision != Precision.NOT_SURE for row in rows) or own_memory(rows, source) is not None


def _settled(patient: Patient) -> set[str]:
    """The cells of which a fact or a mark says enough."""
    marks = CellMark.objects.standing().filter(patient=patient).values_list("cell", "kind", "on")
    settled = {cell for cell, kind, on in marks if on or kind != CellMark.Kind.INVOLVED}
    return settled | ({patient.onset_cell} if patient.onset_month else set())


@prepared
def _standing(patient: uuid.UUID) -> QuerySet[RememberedOnset]:
    rows = RememberedOnset.objects.filter(patient=patient, status=Recorded.Status.STANDING)
    return rows.select_related("author").order_by("cell", "made_at", "pk")


@prepared
def _oldest(patient: uuid.UUID) -> QuerySet[CheckIn, tuple[Any, ...]]:
    rows = CheckIn.objects.standing().filter(patient=patient, weakness__isnull=False)
    grades = [f"weakness__{cell.column}" for cell in CELLS]
    return rows.order_by("day", RANK, "made_at", "pk").values_list("day", *grades)[:LOOKED_AT]


def _said_of(patient: uuid.UUID, cell: str) -> list[tuple[bool, str, str]]:
    """What stands of one cell beside its answers, in one query: whether it is a mark, what it says, who says it."""
    of_cell = {"patient": patient, "cell": cell}
    marks = CellMark.objects.standing().filter(**of_cell).order_by().annotate(marked=Value(True))
    memories = RememberedOnset.objects.standing().filter(**of_cell).order_by().annotate(marked=Value(False))
    said = memories.values_list("marked", "precision", "source")
    return list(marks.values_list("marked", "kind", "source").union(said, all=True))
