"""What is due of one record, as the team is shown it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from care.due.read import Heard, due_of, heard_of
from care.models import DueAnswer
from clinical.due import Due, Known, State, Task
from clinical.need import Facts
from people.access import Record
from people.consent import Part
from symptoms.models import Report
from symptoms.read.private import parts_hidden
from symptoms.wording import Text
from symptoms.wording.due import SOURCES, TASKS, WHYS


@dataclass(frozen=True)
class Line:
    """One task: how it stands, what asks for it in words with its day, and what was answered, the last first."""

    due: Due
    answers: tuple[DueAnswer, ...]

    @property
    def task(self) -> Task:
        return self.due.task

    @property
    def name(self) -> Text:
        return TASKS[self.due.task]

    @property
    def source(self) -> Text:
        return SOURCES[self.due.task]

    @property
    def whys(self) -> list[tuple[Text, dt.date]]:
        return [(WHYS[asked.why], asked.day) for asked in self.due.whys]

    @property
    def is_due(self) -> bool:
        return self.due.state is State.DUE

    @property
    def to_undo(self) -> DueAnswer | None:
        return next((row for row in self.answers if row.counts), None)


def due_lines(record: Record, today: dt.date) -> tuple[Line, ...] | None:
    """None before the first report. Four queries."""
    report = Report.objects.filter(patient=record.patient).only("facts").first()
    if report is None:
        return None
    return lines_of(record, Facts.from_json(report.facts).due, heard_of([record.patient.pk])[record.patient.pk], today)


def lines_of(record: Record, known: Known, heard: Heard, today: dt.date) -> tuple[Line, ...]:
    """Every task, those that are due first."""
    found = due_of(record.patient, known, heard, today, shown=set(map(str, Part)) - parts_hidden(record))
    return tuple(Line(each, _of(each.task, heard.answers)) for each in found)


def _of(task: Task, answers: Sequence[DueAnswer]) -> tuple[DueAnswer, ...]:
    return tuple(row for row in reversed(answers) if row.task == task and row.of_id is None)
