"""A table as its page shows it: its columns with what they are taken for, and its first rows as they would become."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from exchange.assistant.answering import cell_of
from exchange.assistant.asking import field_of
from exchange.assistant.outcome import Outcome
from exchange.assistant.place import Place
from exchange.assistant.wording import UNITS as UNIT_WORDS
from exchange.assistant.wording import about_words, answer_words, sentence
from exchange.phone.choice import FROM, table_of
from exchange.phone.choice import key_of as kept_key
from exchange.phone.choice import mapping_of as phone_mapping
from exchange.phone.told import NAMES, found_in
from exchange.rows import CsvRefused, Row, Rows
from exchange.tables.amounts import UNITS
from exchange.tables.apply import apply
from exchange.tables.corrected import KEEP
from exchange.tables.mapping import OUT, Column, unit_of
from exchange.tables.questions import Asker, Question
from exchange.tables.words import in_words
from symptoms.models.base import Source
from symptoms.wording.question import Text
from symptoms.wording.said import in_a_line, said

ROWS = 5
COLUMNS = 60  # of which each has a list of what it can mean
CELLS = 3
IN_A_LIST = 6  # answers from which on they are in a list that opens


@dataclass(frozen=True)
class Choice:
    value: str
    words: Text
    chosen: bool = False


@dataclass(frozen=True)
class Asked:
    """``field``: its name. ``chosen``: what was answered, else what is proposed; ``is_open``: not answered yet."""

    field: str
    sentence: str
    choices: tuple[Choice, ...]
    chosen: str
    is_open: bool
    is_day: bool = False

    in_measures: bool = False  # the answer is something that is recorded here

    @property
    def in_a_list(self) -> bool:
        return len(self.choices) > IN_A_LIST


@dataclass(frozen=True)
class ColumnShown:
    """``is_open``: whether it was asked what it means, and not answered. ``cells``: the first that say something.
    ``units``: those in which its numbers can be; ``order``: how its days are written."""

    name: str
    field: str
    means: str
    is_open: bool
    cells: tuple[str, ...]
    unit_field: str
    unit: str
    units: tuple[Choice, ...]
    order: Text = ""


@dataclass(frozen=True)
class RowShown:
    """``wrong``: why the line can't be read as things are."""

    line: int
    patient: str = ""
    day: str = ""
    source: Text = ""
    values: tuple[str, ...] = ()
    wrong: str = ""


def questions_shown(outcome: Outcome) -> list[Asked]:
    """All but what single columns mean, which stands beside them."""
    return [asked_of(each, outcome.answers) for each in outcome.questions if not each.key.startswith("means.")]


def cells_shown(outcome: Outcome) -> list[Asked]:
    """Single values that are asked back; those of a phone bear their day, and no line of a file."""
    asked = [asked_of(each, outcome.answers) for each in outcome.cells]
    if outcome.phone:
        return [replace(each, sentence=cell.sentence) for each, cell in zip(asked, outcome.cells, strict=True)]
    return asked


def asked_of(question: Question, answers: Map[str, str]) -> Asked:
    """A question as its field, with what was answered to it."""
    key, given = question.key, answers.get(question.key)
    in_measures = key == "values"  # its options are all of them once it was answered
    options = () if in_measures else question.options
    chosen = given if given is not None else question.proposed or ""
    return Asked(
        field_of(key),
        sentence(question),
        tuple(Choice(each, answer_words(key, each), each == chosen) for each in options),
        chosen,
        given is None,
        key.startswith("start."),
        in_measures,
    )


@dataclass(frozen=True)
class Settled:
    """What was answered and is not asked again by itself. ``about``: which cell, or what."""

    field: str
    about: str
    words: Text
    answer: str


def settled_shown(outcome: Outcome, place: Place) -> list[Settled]:
    asked = {question.key for question in outcome.questions} | place.fixed.keys()
    found = []
    for key, answer in outcome.answers.items():
        about = "" if key in asked else about_words(key)
        if about:
            words = answer_words(key, answer) if answer in (KEEP, OUT) or "." not in key else answer
            found.append(Settled(field_of(key), about, words, answer))
    return found


@dataclass(frozen=True)
class Wrong:
    """A cell that can't be read; ``field``: where it is corrected, blank where only the file can be."""

    told: str
    field: str = ""


def wrong_shown(refused: CsvRefused | None) -> list[Wrong]:
    found = [(each, cell_of(each)) for each in (refused.problems if refused else [])]
    return [Wrong(str(each), field_of(key) if key else "") for each, key in found]


def columns_shown(outcome: Outcome) -> list[ColumnShown]:
    """The first columns of the table; none where no table was found."""
    return [column_shown(outcome, name) for name in outcome.proposal.table.names[:COLUMNS]] if outcome.proposal else []


def column_shown(outcome: Outcome, name: str) -> ColumnShown:
    assert outcome.proposal is not None
    column = outcome.proposal.mapping.columns.get(name, Column())
    cells = dict.fromkeys(str(cell)[:40] for cell in outcome.proposal.table.column(name) if cell != "")
    units = tuple(UNITS.get(unit_of(column.means), {}))
    unit = column.unit or next(iter(units), "")
    key, unit_key = f"means.{name}", f"unit.{name}"
    is_asked = any(question.key == unit_key for question in outcome.questions)
    return ColumnShown(
        name,
        field_of(key),
        column.means,
        key in outcome.open,
        tuple(cells)[:CELLS],
        field_of(unit_key),
        unit,
        () if is_asked or len(units) < 2 else tuple(Choice(each, UNIT_WORDS.get(each, each)) for each in units),
        answer_words("order", column.order) if column.order and column.means != OUT else "",
    )


@dataclass(frozen=True)
class KeptShown:
    """A measure of a phone's export: ``found``: on which days; ``is_kept``: whether it would come in."""

    field: str
    name: Text
    found: str
    is_kept: bool


@dataclass(frozen=True)
class PhoneShown:
    """``begins``: the day from which the record goes, as an answer and in words; blank where it has none yet.
    ``since_all``: whether all days would come in, whenever they were."""

    make: str
    measures: tuple[KeptShown, ...]
    since_field: str
    begins: str
    begins_words: str
    since_all: bool


def phone_shown(outcome: Outcome) -> PhoneShown | None:
    """What was found in a phone's export, and what of it is chosen; None for another file."""
    if outcome.phone is None:
        return None
    export, choice = outcome.phone.export, outcome.phone.choice
    measures = tuple(
        KeptShown(field_of(kept_key(name)), NAMES[name], found, name in choice.measures)
        for name, found in found_in(export).items()
    )
    begins = choice.begins
    words = in_words(begins) if begins else ""
    return PhoneShown(
        str(export.make), measures, field_of(FROM), str(begins or ""), words, begins is None or choice.since is None
    )


def rows_shown(outcome: Outcome, place: Place) -> list[RowShown]:
    """The first lines, each by itself, as they would become with the answers so far."""
    if outcome.phone:
        export, choice = outcome.phone.export, outcome.phone.choice
        table, mapping = table_of(export, choice), phone_mapping(export, choice)
        mapping = replace(mapping, patient=outcome.answers.get("patient", ""), source=outcome.answers["source"])
    elif outcome.proposal:
        table, mapping = outcome.proposal.table, outcome.proposal.mapping
    else:
        return []
    found = []
    for line in table.lines[:ROWS]:
        try:
            rows = apply(replace(table, lines=(line,)), mapping, Asker(outcome.answers, accept=True)).rows
        except CsvRefused as refused:
            found.append(RowShown(line.number, wrong=str(refused)))
            continue
        if place.only:
            rows = place.only.said_by(rows)
        found += [_row(rows, row) for row in rows.rows]
    return found


def _row(rows: Rows, row: Row) -> RowShown:
    values = tuple(in_a_line(*said(name, value)) for name, value in rows.said(row).items())
    source = Source(row.source).label if row.source else ""
    return RowShown(row.line, row.patient, in_words(row.day), source, values)
